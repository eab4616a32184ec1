# What zeren says, in English. One message a line, named by where it is said and what it says; `zh.ftl` has the same in Chinese.

# Counts.
n-documents = { $n ->
    [one] { $n } document
   *[other] { $n } documents
}

# Roles.
role-lead = lead
role-responsible = responsible
role-support = support
role-leader = leader
role-host = host
role-supervise = supervise
role-guide = guide
role-assess = assess

# zeren find
find-region = region
find-found = found
find-nothing = nothing holds `{ $words }`
find-more = { $shown } of { $n } shown; `--limit { $n }` shows all

# The ledger.
cannot-read-file = cannot read `{ $path }`: { $why }
ledger-no-answer = cannot read the tasks from the store
ledger-no-tasks = the store holds no task
ledger-no-tasks-hint = read documents with tasks into it with `zeren build FOLDER`, or name them: `zeren ledger FILE`
ledger-nothing = no task has all that was asked for
ledger-nothing-hint = each name is known, but not together with the others; leave one out
ledger-not-written = cannot make the workbook
ledger-not-written-hint = please report this with the document; `--format csv` may work meanwhile
ledger-columns-malformed = cannot read the choice of columns: { $why }
ledger-columns-hint = write `columns = ["序号", "任务", "牵头单位"]`, then `[names]` with `"牵头单位" = "主责部门"`
ledger-no-column = no column `{ $name }`
ledger-no-column-hint = the columns are { $columns }
ledger-format = unknown format `{ $word }`
ledger-format-hint = use xlsx, csv, md, html or ics
ledger-terminal = a terminal shows no workbook
ledger-terminal-hint = write it to a file with `-o ledger.xlsx`
ledger-profile = no profile `{ $name }`
ledger-profile-hint = use one of { $words }
ledger-day = `{ $text }` is not a day
ledger-day-hint = write it as 2023-12-31, or `today`
ledger-written = { $n ->
    [one] { $n } row in { $path }
   *[other] { $n } rows in { $path }
}
ledger-as-of = lights are as of { $day }, the last day that the documents or records bear; `--as-of today` for today
ledger-split = { $n ->
    [one] { $n } file in { $path }
   *[other] { $n } files in { $path }
}
ledger-unfit-ownerless = note: { $n ->
    [one] { $n } task names no unit
   *[other] { $n } tasks name no unit
}; their unit is empty in the sheet 督办导入
ledger-unfit-undated = note: { $n ->
    [one] { $n } task has no date
   *[other] { $n } tasks have no date
}; their date is empty in the sheet 督办导入
ledger-unfit-many = note: { $n } rows are more than the { $most } that systems take at a time; they stand in { $sheets } sheets 督办导入

# What people filled in.
import-no-ledger = no row of a known task in { $files }
import-no-ledger-hint = a ledger has a header with 任务 (or 任务标识) and 状态 or another column to fill in; read its document into the store first
import-new = new: no document has the task `{ $number }{ $task }`
import-unmatched = unmatched: the store has no task `{ $key }` ({ $task })
import-disagreeing = not taken: the key `{ $key }` is of another task than the words `{ $task }`; were some columns sorted without the others?
import-unknown = not taken: `{ $value }` in { $column } of `{ $task }`
import-stale = not taken: `{ $value }` in { $column } of `{ $task }` was replaced by `{ $now }` since
import-conflict = conflict: { $column } of `{ $task }`: { $values }
import-doubled = doubled: `{ $task }` stands in { $other } too
import-missing = missing: `{ $task }`
import-other-wording = the wording of `{ $task }` has changed since the ledger was issued
import-no-evidence = doubt: `{ $task }` is done without evidence (佐证材料)
import-edited = proposed correction: { $column } of `{ $task }`: `{ $issued }` → `{ $value }`
import-set = { $task } { $column }: { $value }
import-changed = { $task } { $column }: { $was } → { $value }
import-done = { $rows } rows read: { $changes } values changed, { $left } left over, { $edited } corrections proposed
import-would = { $rows } rows read: { $changes } values would change, { $left } would be left over, { $edited } corrections proposed; nothing was written

# zeren report
report-period = no period `{ $text }`
report-period-hint = write a week 2023-W30, a month 2023-07, a quarter 2023-Q3 or a year 2023
report-letters = { $n ->
    [one] { $n } letter in { $path }
   *[other] { $n } letters in { $path }
}
