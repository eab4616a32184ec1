# What zeren says, in English. One message a line, named by where it is said and what it says; `zh.ftl` has the same in Chinese.

# Counts.
n-documents = { $n ->
    [one] { $n } document
   *[other] { $n } documents
}
