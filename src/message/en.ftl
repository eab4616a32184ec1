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
