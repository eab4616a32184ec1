# zeren 所说的话，中文。一行一条，名称表明在何处说、说什么；`en.ftl` 为同一内容的英文。

# 计数
n-documents = { $n } 份文件

# 角色
role-lead = 牵头
role-responsible = 责任
role-support = 配合
role-leader = 领导
role-host = 主办
role-supervise = 督办
role-guide = 指导
role-assess = 考核

# zeren find
find-region = 地区
find-found = 条数
find-nothing = 未找到“{ $words }”
find-more = 共 { $n } 条，显示前 { $shown } 条；全部显示用 `--limit { $n }`

# 台账
cannot-read-file = 无法读取“{ $path }”：{ $why }
ledger-no-answer = 无法从库中读取任务
ledger-no-tasks = 库中没有任务
ledger-no-tasks-hint = 先用 `zeren build 文件夹` 读入载有任务的文件，或直接指定文件：`zeren ledger 文件`
ledger-nothing = 没有同时符合所有条件的任务
ledger-nothing-hint = 各名称均存在，但没有任务同时符合；请减少一个条件
ledger-not-written = 无法生成工作簿
ledger-not-written-hint = 请附上该文件反馈此问题；可先用 `--format csv`
ledger-columns-malformed = 列设置文件有误：{ $why }
ledger-columns-hint = 写作 `columns = ["序号", "任务", "牵头单位"]`，改名在 `[names]` 下写 `"牵头单位" = "主责部门"`
ledger-no-column = 没有“{ $name }”列
ledger-no-column-hint = 可用的列：{ $columns }
ledger-format = 不支持格式“{ $word }”
ledger-format-hint = 可用 xlsx、csv、md、html、ics
ledger-terminal = 终端不能显示工作簿
ledger-terminal-hint = 用 `-o 台账.xlsx` 写入文件
ledger-profile = 没有名为“{ $name }”的导入格式
ledger-profile-hint = 可用：{ $words }
ledger-day = “{ $text }”不是日期
ledger-day-hint = 写作 2023-12-31，或 `today`、`今天`
ledger-written = 已写入 { $n } 行：{ $path }
ledger-as-of = 亮灯按 { $day } 计算（文件或进展记录的最后日期）；按今天计算用 `--as-of today`
ledger-split = 已写入 { $n } 个文件：{ $path }
ledger-unfit-ownerless = 提示：{ $n } 项任务未写明单位，“督办导入”表中单位留空
ledger-unfit-undated = 提示：{ $n } 项任务没有截止日期，“督办导入”表中日期留空
ledger-unfit-many = 提示：共 { $n } 行，超过系统一次可导入的 { $most } 行，分列于 { $sheets } 张“督办导入”表

# 填报
import-no-ledger = { $files } 中没有已知任务的行
import-no-ledger-hint = 台账须有表头，含“任务”（或“任务标识”）和“状态”等填报列；请先将所依据的文件读入库中
import-new = 新增：没有文件载有任务“{ $number }{ $task }”
import-unmatched = 对应不上：库中没有任务 { $key }（{ $task }）
import-disagreeing = 未采用：任务标识 { $key } 与任务“{ $task }”不是同一项，是否只对部分列排了序？
import-unknown = 未采用：“{ $task }”的{ $column }“{ $value }”无法识别
import-stale = 未采用：“{ $task }”的{ $column }“{ $value }”此后已更新为“{ $now }”
import-conflict = 冲突：“{ $task }”的{ $column }：{ $values }
import-doubled = 重复：“{ $task }”另见于 { $other }
import-missing = 缺少：“{ $task }”
import-other-wording = “{ $task }”的原文在台账签发后已有变动
import-no-evidence = 疑点：“{ $task }”已完成但没有佐证材料
import-edited = 更正建议：“{ $task }”的{ $column }由“{ $issued }”改为“{ $value }”
import-set = { $task } { $column }：{ $value }
import-changed = { $task } { $column }：{ $was } → { $value }
import-done = 已读取 { $rows } 行：更新 { $changes } 处，未采用 { $left } 处，更正建议 { $edited } 条
import-would = 已读取 { $rows } 行：将更新 { $changes } 处，未采用 { $left } 处，更正建议 { $edited } 条；未写入任何内容

# zeren report
report-period = “{ $text }”不是有效的期间
report-period-hint = 周写作 2023-W30，月写作 2023-07，季度写作 2023-Q3，年写作 2023
report-letters = 已写入 { $n } 份提醒函：{ $path }
