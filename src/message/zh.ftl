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
