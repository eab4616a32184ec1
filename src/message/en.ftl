# What zeren says, in English. One message a line, named by where it is said and what it says; `zh.ftl` has the same in Chinese.

# Counts.
n-documents = { $n ->
    [one] { $n } document
   *[other] { $n } documents
}

# What the system says.
io-not-found = no such file or folder
io-denied = permission denied
io-exists = it exists already
io-folder = it is a folder
io-no-folder = part of the path is not a folder
io-full = the disk is full
io-read-only = the disk is read-only
io-not-utf-8 = not UTF-8 text
io-address-used = the address is in use
io-address-none = this machine does not have the address
io-refused = connection refused
io-late = timed out
io-other = { $text }

# The proof: signs of facts, and what became of them.
severity-note = note
severity-doubt = doubt
sign-cues = cues
sign-titles = titles
sign-numbers = numbers
sign-dates = dates
sign-measures = measures

# Why a sign made no fact; the sign stands before it.
passed = `{ $sign }` { $why }
passed-in-title = stands in a title
passed-legend = says what a sign of a table means
passed-part-of-word = is part of a word that assigns nothing
passed-by-role = refers to units by their role
passed-which = says which bodies are meant
passed-none-before = has no unit before it
passed-other-label = labels people who are responsible for no task
passed-none-behind = has no unit after it

# Doubts and notes on documents.
doubt-bracket-unread = `{ $sign }` names a unit, but no assignment was read from it
doubt-clause-unread = `{ $sign }` looks like a responsibility clause, but no assignment was read from it
doubt-asked = `{ $name }` should do something, but no duty was read
doubt-kind-unread = `{ $name }` names bodies of a kind, and no duty was read
doubt-duty-unread = `{ $name }` stands before `{ $sign }`, but no duty was read
passed-past = tells what has been done
passed-no-time = sets no deadline
doubt-date-open = `{ $raw }` may be either of two days: it is not read as the date
doubt-time-unread = `{ $sign }` says when, but no time was read from it
doubt-deadline-unread = `{ $sign }` looks like a deadline, but none was read from it
doubt-deadline-without-day = `{ $sign }` is a deadline, but no day follows from it
doubt-target-unread = `{ $value }` is what `{ $name }` is to reach in a table, but no target was read from it
doubt-no-region = the region is not clear from the letterhead, the number or the text
doubt-not-official = this is { $nature }, not an official document; no tasks were read from it
nature-news = a news report
nature-interpretation = an explanation of a document
nature-references = a list of references
nature-not-chinese = a text that is not Chinese
doubt-no-document = nothing here looks like an official document: there is no number, addressee, date or item
note-title-restored = the title `{ $raw }` is read as `{ $title }`
note-date-restored = the date `{ $raw }` is read as { $date }
note-number-restored = number { $number } was lost and is restored from the sequence
note-citation-restored = the number `{ $raw }` is read as `{ $number }`
doubt-first-number = the items begin with { $number }
doubt-number-jump = { $number } follows { $before }
doubt-number-unread-level = numbers of several places, such as this one, are not read as those of items
doubt-task-without-unit = task { $number } names no unit, unlike most tasks around it
doubt-rank = `{ $sign }` looks like a target, but gives only a rank
doubt-measure-unread = `{ $sign }` looks like a target, but it is not clear what it measures
doubt-number-beside = the number `{ $sign }` stands beside that of the document and was not read
doubt-number-alone = the number `{ $sign }` belongs to no title
passed-in-cited = stands in a title that is cited
passed-short-form = begins the short form of a title just cited
passed-form = begins the name of a form
doubt-title-unread = `《{ $title }》` was not read as a document
doubt-title-open = `《` is not closed
passed-outside = stands in the letterhead or outside the document
passed-split = is part of another number, a word or a time
passed-granted = is a sum that is granted or fined
passed-begins = is the value that a change starts from
passed-score = is a score
passed-step = is the step by which something is counted
passed-weight = is a weight
passed-condition = says which things are meant
passed-no-figure = is not a figure
passed-numeral-word = is a word made of numerals
passed-of-time = is part of a time
passed-count = counts what there already is
doubt-name-unknown = `{ $name }` does not look like the name of a unit
note-name-restored = the name `{ $raw }` is read as `{ $name }`
note-contents = the table of contents repeats the headings and is left out
note-copy = the rest repeats the text above word for word and is left out
note-row-left-out = `{ $row }` is { $what }, not a task, and is left out
row-blank = a blank row
note-report-left-out = `{ $cell }` tells what was done, sets nothing, and is left out
note-value-left-out = `{ $value }` is a value of another year, not the target, and is left out
doubt-matrix-unread = the table marks units with { $signs }, and nothing says what that means
doubt-column-unsure = of `{ $names }`, nothing says what stands in which column
doubt-header-unread = this looks like the header of a table, but no table was read below it
doubt-lead-blank = the cell of who leads is empty next to `{ $name }`: it may belong to the row above
doubt-table-unread = the table names units such as `{ $name }`, but not what they answer for: it is not read as tasks
row-total = a total
row-signature = a signature
row-remark = a remark

# What readers leave out or mend.
note-hidden-text = hidden text is left out: `{ $text }`
note-struck-text = struck-out text is left out: `{ $text }`
doubt-not-read = not read: { $what }
doubt-recognised = recognised in { $what }; some characters may be wrong
gap-scan = page { $page }, which is a scan without text
gap-scans = pages { $pages }, which are scans without text
gap-hidden-sheet = the hidden sheet `{ $name }`
gap-attachment = the attachment `{ $name }`
gap-picture = the picture
gap-page = page { $page }
gap-broken-off = the end of the file, which is cut off
gap-list-numbers = the format of automatic list numbers; it is taken from their depth
gap-month-or-day = whether dates on the first of a month name the day; they are read as the month
gap-loss = { $text }
damage-cut-off = it is cut off before its contents
damage-decoder = the decoder gave up
damage-no-headers = it has no headers
damage-no-document = it holds no document
damage-no-page = it holds no page
damage-no-part = it has no `{ $name }`
damage-streams = its contents tell no known format
damage-size = it holds fewer bytes than it says
damage-told = { $text }
doubt-page = page { $page } { $what }
page-picture = holds a picture, whose text is not read
page-drawn = is drawn, and its text is not read
page-column = has a single column of a table, whose other columns are on other pages
page-table = has a table without lines whose columns are not clear
note-text-in-field = the text of the page is in a field from which a script draws it
doubt-no-text = the page holds little more than a title; a script may draw its text
note-encoding-mended = the text had been saved after it was read as { $encoding }; it is restored
doubt-garbled = the text was saved in the wrong encoding and part of it is lost; get it again
doubt-no-chinese = the text has no Chinese characters
note-code = a block of code is left out: `{ $code }`
doubt-part = a part of the file is not read: { $problem }
doubt-part-missing = a part of the file is missing
doubt-embedded = an embedded `{ $program }` object is not read
doubt-picture = a picture is not read; it may hold text

# Why a file cannot be read.
problem-missing = no such file or folder
problem-denied = you may not read it
problem-dangling = a link to a file that is not there
problem-special = a device or pipe, not a file
problem-folder = a folder, not a file
problem-no-documents = no documents in it
problem-store = a zeren store, not documents
problem-empty = it is empty
problem-expands = it unpacks to more than zeren reads
problem-deep = its elements are nested too deep
problem-broke = reading it broke off: it takes more memory than a document may, or nests too deep
problem-overran = reading it takes longer than a document may
problem-binary = a binary file, not text
problem-encoding = not UTF-8, UTF-16, GB18030 or Big5
problem-locked = it is locked with a password
problem-scanned = a scan: pictures of pages, without text
problem-opaque = a PDF file whose fonts do not tell their characters
problem-no-pdf = a PDF file, and this zeren was built without PDF
problem-packing = packed in a way that zeren does not read
problem-link = a link to another file, which is not followed
problem-nested = an archive inside an archive
problem-no-member = the archive has no such member
cannot-read = cannot read `{ $path }`: { $why }
problem-large = larger than { $n } MB
problem-damaged = a damaged { $format } file: { $why }
problem-several = an archive of { $n } files
problem-members = { $n } more files in it than the { $most } that zeren reads
problem-beyond = with this, its archive unpacks to more than { $n } MB
problem-no-program = `{ $program }` is not installed, and is needed to recognise text
problem-recogniser = `{ $program }` failed or took too long to recognise the text

# How many files of a kind were not read.
kind-missing = { $n ->
    [one] { $n } missing file
   *[other] { $n } missing files
}
kind-refused = { $n ->
    [one] { $n } file that cannot be opened
   *[other] { $n } files that cannot be opened
}
kind-link = { $n ->
    [one] { $n } link
   *[other] { $n } links
}
kind-special = { $n ->
    [one] { $n } device or pipe
   *[other] { $n } devices or pipes
}
kind-folder = { $n ->
    [one] { $n } folder
   *[other] { $n } folders
}
kind-no-documents = { $n ->
    [one] { $n } place without documents
   *[other] { $n } places without documents
}
kind-store = { $n ->
    [one] { $n } store
   *[other] { $n } stores
}
kind-empty = { $n ->
    [one] { $n } empty file
   *[other] { $n } empty files
}
kind-unread = { $n ->
    [one] { $n } file whose text is not read
   *[other] { $n } files whose text is not read
}
kind-large = { $n ->
    [one] { $n } file that is too large
   *[other] { $n } files that are too large
}
kind-binary = { $n ->
    [one] { $n } binary file
   *[other] { $n } binary files
}
kind-encoding = { $n ->
    [one] { $n } text in an unknown encoding
   *[other] { $n } texts in an unknown encoding
}
kind-damaged = { $n ->
    [one] { $n } damaged file
   *[other] { $n } damaged files
}
kind-locked = { $n ->
    [one] { $n } locked file
   *[other] { $n } locked files
}
kind-scan = { $n ->
    [one] { $n } scan
   *[other] { $n } scans
}
kind-pdf = { $n ->
    [one] { $n } PDF file
   *[other] { $n } PDF files
}
kind-archive = { $n ->
    [one] { $n } archive
   *[other] { $n } archives
}
kind-member = { $n ->
    [one] { $n } member of an archive
   *[other] { $n } members of archives
}
kind-picture = { $n ->
    [one] { $n } picture
   *[other] { $n } pictures
}
kind-recording = { $n ->
    [one] { $n } recording
   *[other] { $n } recordings
}
kind-program = { $n ->
    [one] { $n } program
   *[other] { $n } programs
}
kind-data = { $n ->
    [one] { $n } data file
   *[other] { $n } data files
}
kind-workbook = { $n ->
    [one] { $n } workbook
   *[other] { $n } workbooks
}
kind-slides = { $n ->
    [one] { $n } set of slides
   *[other] { $n } sets of slides
}
kind-mail = { $n ->
    [one] { $n } mail
   *[other] { $n } mails
}
kind-office = { $n ->
    [one] { $n } office file
   *[other] { $n } office files
}

# What to do with such a file.
hint-missing = check the spelling, or give the folder that holds the documents
hint-denied = ask its owner or the administrator to let you read it
hint-refused = check that the disk or the network folder can be reached, and try again
hint-dangling = put the file itself there, or remove the link
hint-special = name a file; pipe the output of a program in with `-`
hint-folder = give one file, or `-` for standard input
hint-no-documents = zeren reads text, web pages, Word, Excel, WPS and LibreOffice files, PDF, OFD, mails, and .zip archives of these
hint-store = give the folder of the documents; `--location` names the store
hint-empty = give a document with text; save a page that is drawn by a script from the browser
hint-unread = open it in Word, WPS or LibreOffice and save it again, or copy its text into a document
hint-large = split it into documents
hint-expands = if it is a real document, save its text as .txt and read that
hint-deep = copy the text out of the page and read that
hint-broke = open it with the program it was made with, save its text as .txt and read that; nothing else was stopped by it
hint-binary = convert it to DOCX, PDF with text, or plain text first
hint-encoding = open it in an editor that shows it correctly, and save it as UTF-8
hint-damaged = get the file again, or open it and save it again
hint-locked = remove the password first
hint-scanned = use `--ocr`, or recognise the text first, for example with `ocrmypdf -l chi_sim`
hint-opaque = use `--ocr`, or recognise the text first, for example with `ocrmypdf --force-ocr -l chi_sim`
hint-no-pdf = build with `--features pdf`, or convert it with `pdftotext -layout`
hint-several = `zeren build` reads all of them; `zeren extract archive.zip/member` reads one
hint-unpack = unpack it, and give the folder
hint-link = pack the file itself, or give it on its own
hint-nested = unpack the inner archive first
hint-no-program = on Debian, run `apt install tesseract-ocr tesseract-ocr-chi-sim poppler-utils`
hint-recogniser = check that `tesseract --list-langs` lists chi_sim, or give the text itself
hint-no-member = list the members, for example with `unzip -l`

# Formats that are not read.
format-jpeg = a JPEG picture
format-png = a PNG picture
format-gif = a GIF picture
format-tiff = a TIFF picture
format-rar = a RAR archive
format-7z = a 7-Zip archive
format-gzip = a gzip archive
format-xlsb = an Excel file (.xlsb)
format-pptx = a PowerPoint file (.pptx)
format-rdf = a file of RDF
format-data = data, not a document
format-program = a program, not a document
format-word-xml = a Word XML file
format-xml = an XML file
format-picture = a picture
format-recording = a recording
format-archive = an archive other than .zip
format-ppt = a PowerPoint file (.ppt)
format-msg = an Outlook message (.msg)
format-hwp = a Hangul file (.hwp)
format-office = an old Office file of an unknown kind
format-odp = an OpenDocument file of slides or drawings
hint-format-docx = open it in Word, WPS or LibreOffice and save it as .docx: `soffice --headless --convert-to docx FILE`
hint-format-xlsx = save it as .xlsx
hint-format-ocr = use `--ocr`, or recognise the text first and give that
hint-format-unpack = unpack it first, or pack it as .zip
hint-format-txt = if it is a document all the same, name it .txt
hint-format-rdf = `zeren validate` and `zeren diff` read it
hint-format-transcribe = have it transcribed first, and give the text
hint-format-take-out = take it out of the folder
hint-format-save-text = save its text, or save it as PDF
hint-format-eml = open it in a mail program and save it as .eml, or save the attachments
passed-hidden = { $n ->
    [one] { $n } hidden file
   *[other] { $n } hidden files
}
passed-store = the store `{ $store }`
list = { $list }

# Errors, each with what to do next.
store-memory-only = cannot open `{ $location }`: this build keeps stores in memory only
store-missing = no store at `{ $location }`
store-foreign = `{ $location }` is not a zeren store
store-format = the store `{ $location }` has format `{ $found }`, not `{ $known }`
store-locked = another zeren is writing to the store `{ $location }`
store-damaged = the store `{ $location }` is damaged: { $what }
store-unusable = cannot use the store
store-no-state = its state `{ $name }` is missing
store-manifest = its manifest cannot be read: { $error }
store-manifest-changed = its `manifest.json` is not what was written
store-no-file = its `{ $file }` is missing
store-graphs = it holds { $is } graphs, not { $was }
store-part = `{ $part }` { $what }
store-parts = { $more ->
    [one] { $first }; one part more is damaged
   *[other] { $first }; { $more } parts more are damaged
}
fault-missing = is missing
fault-size = has { $is } bytes, not { $was }
fault-changed = is not what was written
fault-unreadable = cannot be read: { $error }
fault-unknown = was not written by zeren
fault-quads = holds { $is } quads, not { $was }
fault-quads-differ = holds { $n } quads as it did, but others
fault-left = was left by a run that did not end; the next one that writes removes it
hint-store-mend = `zeren restore BACKUP -l { $location } --replace` or `zeren build DOCUMENTS -l { $location } --again` mends it
mended-unknown = it cannot be said what the damaged store held: give all folders it was built from, and import the ledgers again
mended-source = `{ $name }` was in the damaged store and was not read now; build its folder, too
mended-graph = the graph `{ $graph }` could not be saved; import the ledgers again
check-store-whole = `{ $location }` is whole
check-store-index = `{ $location }` is whole; the next search makes its index again
check-store-damaged = `{ $location }` is damaged; { $hint }
check-store-part = part
check-store-holds = holds
check-store-found = found
check-store-sources = record of the sources
check-store-files = files
check-store-graphs = graphs
check-store-search = search index
check-store-left = left by killed runs
check-store-ok = whole
check-store-none = none
check-store-n-damaged = { $n } damaged
check-store-n-left = { $n } to be removed
check-store-n-sources = { $n ->
    [one] { $n } source
   *[other] { $n } sources
}
check-store-n-files = { $n } files, { $mb }
check-store-n-graphs = { $n } graphs, { $quads } quads
backup-done = { $n ->
    [one] { $n } source
   *[other] { $n } sources
}, { $mb }, copied to `{ $file }` and read back
restore-done = { $n ->
    [one] { $n } source
   *[other] { $n } sources
}, { $mb }, verified; the store is `{ $location }`
archive-foreign = `{ $file }` is no backup of a store
archive-changed = the backup `{ $file }` is damaged: `{ $member }` is not what was written
archive-exists = a store is at `{ $location }`
archive-file = cannot use the backup `{ $file }`
hint-archive-foreign = name a file that `zeren backup` wrote
hint-archive-changed = take another backup; nothing was changed
hint-archive-exists = name a new folder, or say `--replace` to put the backup in its place
hint-archive-file = check the path, the rights and the free space; nothing was changed
hint-store-memory-only = build with the feature `rocksdb`, or use `:memory:`
hint-store-missing = make one with `zeren build`, or name its folder
hint-store-foreign = name an empty or a new folder
hint-store-format = another version of zeren made it; `zeren build DOCUMENTS` takes over a store of format 2; else build it in a new folder
hint-store-locked = wait until it is done, then run this again; queries work meanwhile
hint-store-damaged = `zeren check-store -l { $location }` says what is lost; `zeren restore BACKUP -l { $location } --replace` or `zeren build DOCUMENTS -l { $location } --again` mends it
hint-store-unusable = check that the disk is not full and the folder not write-protected; the store still holds what it held
told = { $text }
remote-unreachable = cannot reach `{ $url }`
remote-unauthorised = `{ $url }` asks for a name and a password
remote-refused = `{ $url }` answered { $status }: { $answer }
remote-elsewhere = `{ $url }` sends on to another server, `{ $to }`, which was not asked
remote-late = `{ $url }` gave no answer within { $n } seconds
remote-long = the answer of `{ $url }` is longer than { $n } MB
remote-answer = cannot read the answer of `{ $url }`: { $why }
remote-incomplete = `{ $graph }` has { $found } triples there and { $sent } here
remote-cut = { $found } of the { $there } triples of <{ $graph }>
remote-no-count = it does not count
remote-no-solutions = no solutions
hint-remote-unreachable = check that the server runs and the address is right
hint-remote-unauthorised = set ZEREN_USER and ZEREN_PASSWORD, and check that they may write
hint-remote-refused = check the addresses: --endpoint asks, --graph-store or --update writes
hint-remote-elsewhere = if you trust that server, name it with --endpoint
hint-remote-late = ask the server itself what keeps it, and try again
hint-remote-long = ask for less, or ask the server with a program of its own
hint-remote-answer = check that the address is that of a SPARQL endpoint
hint-remote-incomplete = run it again; if that does not help, see the log of the server
query-syntax = cannot read the query
query-bare = `{ $written }` is not a name in SPARQL: write `<{ $iri }>`
query-prefix = no prefix `{ $prefix }:` is declared
query-prefix-meant = no prefix `{ $prefix }:` is declared: did you mean `{ $meant }`?
query-update = an update is not a query
query-service = a query with `SERVICE` is refused
update-load = an update with `LOAD` is refused
update-two-datasets = the request names the graphs that conditions look at, and so does the update
update-guarded = `{ $graph }` is made of documents, and no update changes it
update-guarded-all = the update empties all graphs, also those that are made of documents
update-evaluation = the update failed, and nothing was changed: { $error }
query-deep = the query nests more than { $most } operators, or { $negations } negations, in each other
query-evaluation = cannot answer the query
hint-query-syntax = the prefixes zr, zrr, eli, org, skos … are known; `zeren queries` lists the named questions
hint-query-bare = a name with `/` after its prefix, and every full IRI, is written in <>
hint-query-prefix = zr, zrr, eli, org, skos … are known; declare others with `PREFIX ex: <http://…>`, or write full IRIs in <>
hint-query-update = only `zeren build` changes the store; ask with SELECT, ASK, CONSTRUCT or DESCRIBE
hint-query-service = load the data of the other server into the store, or ask it there
hint-update-load = send the graph itself, by PUT or POST to /store?graph=IRI
hint-update-two-datasets = leave out `WITH` and `USING`, or `using-graph-uri` and `using-named-graph-uri`
hint-update-guarded = put what you know into a graph of your own; `zeren build` and `zeren remove` change what documents say
hint-update-guarded-all = name the graphs: CLEAR GRAPH <IRI>
hint-update-evaluation = check that graphs that are created are new, and that those that are dropped are there, or write SILENT
hint-query-deep = ask in parts, or list values with `VALUES` or `IN` in place of a chain of operators
hint-query-evaluation = ask for less, or check that the store is whole
answer-format = `{ $format }` cannot hold this answer
answer-write = cannot write the answer
answer-sheet = cannot make the workbook
hint-answer-sheet = a sheet holds 1,048,575 rows; `--format csv` holds any number
hint-answer-format = SELECT goes to table, xlsx, csv, tsv, json, xml, ASK to all of these but xlsx; CONSTRUCT and DESCRIBE to table, turtle, jsonld …
hint-write = check that the folder is there and the disk is not full
format-unknown = unknown format `{ $format }`
hint-one-of = use one of { $names }
question-unknown = no question `{ $name }`
question-extra = `{ $question }` takes no `{ $parameter }`
question-lacking = `{ $question }` needs `{ $parameter }`
no-day = `{ $day }` is not a day
hint-question-near = did you mean `{ $near }`? `zeren queries` lists all
hint-questions = `zeren queries` lists all
hint-day = write it as 2023-12-31
question-value = { $set } ({ $meaning })
question-value-optional = [{ $set } ({ $meaning })]
question-takes-none = it takes no values
question-takes = it takes { $values }
quoted = `{ $name }`
name-unknown = no { $kind } `{ $name }`
name-several = { $n } { $kind }s are called `{ $name }`
name-query = cannot look up names in the store
hint-name-none = the store names no { $kind }: read documents into it with `zeren build FOLDER`
hint-name-listed = nothing is like it: `zeren query { $question }` shows what there is
hint-name-unlisted = nothing is like it: see the documents for the names they use
hint-name-near = did you mean { $names }?
hint-name-one-of = name one of { $names }
hint-name-one-of-more = name one of { $names } and { $n } more
name-unit = unit
name-person = leader
name-agent = unit or leader
name-type = type of unit
name-region = region
name-document = document
name-work = cited work
name-part = part
name-role = role
name-provision = kind of provision
name-severity = severity
name-view = view
name-day = day
name-thing = thing
map-query = cannot read the responsibilities from the store
map-nothing = nothing to draw in view `{ $view }`
map-no-dot = view `matrix` has no dot form
map-missing = `{ $program }` not found
map-failed = `{ $program }` failed: { $told }
hint-map-nothing = ask for a wider slice, or add documents with `zeren build`
hint-map-no-dot = use `--format svg` or `--format json`, or `--view tasks`
hint-map-missing = install the packages { $packages }, or use `--format dot` or `--format json`
map-overdue = `{ $program }` takes longer than { $seconds } s
hint-map-overdue = ask for less: one document, unit, role or part
hint-map-failed = use `--format dot` or `--format json`
shapes-syntax = cannot read the shapes
shapes-no-target = no shape has a target
shapes-path = the property shape `{ $shape }` does not have exactly one `sh:path`
shapes-query = cannot read the query of a constraint of `{ $shape }`
shapes-engine = cannot use the shapes: { $told }
hint-shapes-syntax = fix the syntax; the extension names it: .ttl, .nt, .rdf, .jsonld …
hint-shapes-no-target = give a sh:NodeShape sh:targetClass, sh:targetNode, sh:targetSubjectsOf or sh:targetObjectsOf
hint-shapes-path = give each value of sh:property one sh:path
hint-shapes-query = fix the query; its prefixes come from sh:prefixes and sh:declare
hint-shapes-engine = compare the shapes with ontology/shapes.ttl
serve-bind = cannot listen on `{ $address }`
serve-failed = cannot serve
hint-serve-bind = give a free address with `--bind`, such as 127.0.0.1:7879
hint-serve-failed = check that the system has threads and files left
serve-public-url = `{ $url }` is no address of a service
hint-serve-public-url = write it without a path, such as https://data.example.org
serve-token-unread = cannot read the token in `{ $file }`: { $error }
serve-token-unfit = the token in `{ $file }` is shorter than { $n } characters, or has blanks or signs beyond ASCII
hint-serve-token = make one: `head -c 32 /dev/urandom | base64 > token`
http-internal = the service failed: { $cause }
http-busy = too many queries are running
http-locked = another process is writing to the store
http-overdue = the query took longer than { $seconds } s and was ended
http-oversized = the query needed more than { $mib } MiB of memory, or nests too deeply, and was ended
hint-http-less = ask for less: add a LIMIT, name the graph or the task, connect all patterns by variables
http-not-acceptable = this answer comes as { $offers }
http-format = `{ $format }` is no format of answers; there are { $offers }
http-syntax = { $error }: { $cause }
http-no-page = there is nothing at `{ $path }`
http-method = this address does not take that method
http-body-too-large = the request is too long
http-body-late = the request took too long to arrive
http-body-cut = the request ended half-way
http-too-long = the request is longer than { $limit } bytes
http-utf-8 = the request is not UTF-8
http-update-get = an update is sent by POST, not by GET
http-twice = `{ $name }` is given twice
http-twice-body = the query or update is given twice: in the address and as the body
http-both = the request has a query and an update; send one of them
http-neither = there is no `query` and no `update`
http-using = an update takes `using-graph-uri` and `using-named-graph-uri`, not `default-graph-uri` and `named-graph-uri`
http-using-query = a query takes `default-graph-uri` and `named-graph-uri`, not `using-graph-uri` and `using-named-graph-uri`
http-type = cannot read a body of type `{ $given }`: send `application/sparql-query` or `application/sparql-update` in UTF-8, or a form
http-iri = `{ $iri }` is no IRI: { $error }
http-two-graphs = the request names more than one graph
http-which-graph = the request names no graph: add `?graph=IRI` or `?default`
http-no-graph = there is no graph `{ $graph }`
http-graph-type = cannot read triples of type `{ $media_type }`: send text/turtle, application/n-triples, application/rdf+xml or application/ld+json
http-graph-syntax = cannot read the triples: { $error }
http-form = cannot read the form: each part needs a Content-Type of RDF
http-since = `{ $since }` is no state of this store; the one that holds is { $now }
http-forgotten = changes after { $since } are forgotten, only those after { $oldest } are kept: copy the store anew
http-changed = the graph is not, or no longer, the one that the request is about
http-read-only = this service is read-only
hint-http-read-only = who runs it can allow updates: `zeren serve --write-token-file FILE`
http-token = updates need the token of this service: `Authorization: Bearer TOKEN`
http-host = this service is not known as `{ $host }`
hint-http-host = who runs it can name it: `zeren serve --public-url URL`
release-empty = nothing to release: the store is empty
release-write = cannot write the release
hint-release-empty = read documents into it with `zeren build` first
hint-canonical = build the store again with `zeren build`
system-query = cannot read the nodes and links from the store
system-write = cannot write the files
csv-query = cannot read the tasks from the store
csv-write = cannot write the table
patch-blank = cannot write a patch: the RDF has blank nodes
hint-patch-blank = give the nodes IRIs first, or compare as text or JSON
canonical-none = cannot make a canonical form: { $told }
json-ld-ambiguous = JSON-LD cannot hold <{ $iri }>, which looks like a prefixed name; use another syntax

# What became of files, and doubts on copies.
doubt-same-name = { $others } has the same number and title, but another text
doubt-same-number = { $others } has the same number, but another title
doubt-other-wording = { $of } has an annex with this title in another wording
differs-number = number
differs-title = title
differs-date = date
differs-region = region
differs-issuers = issuers
differs-corrections = corrections
differs-layout = wording or layout
differs-more = { $n } more
differs-fewer = { $n } fewer
n-tasks = { $n ->
    [one] { $n } task
   *[other] { $n } tasks
}
n-assignments = { $n ->
    [one] { $n } assignment
   *[other] { $n } assignments
}
n-doubts = { $n ->
    [one] { $n } doubt
   *[other] { $n } doubts
}
n-citations = { $n ->
    [one] { $n } citation
   *[other] { $n } citations
}
n-times = { $n ->
    [one] { $n } time
   *[other] { $n } times
}
n-targets = { $n ->
    [one] { $n } target
   *[other] { $n } targets
}
n-corrections = { $n ->
    [one] { $n } correction
   *[other] { $n } corrections
}
n-copies = { $n ->
    [one] { $n } copy
   *[other] { $n } copies
}
n-rows = { $n ->
    [one] { $n } row
   *[other] { $n } rows
}
note-stays = the store keeps what it held of it
differs-again = read again
note-changed-meanwhile = it changed or vanished while it was read; run the build again
note-speaks = it is now the text in use, also for { $others }
note-spoken-for = { $by } is now the text in use

# Corrections by people.
doubt-correction = the correction `{ $summary }` does not apply: { $why }
correction-restore = restore { $given } at { $place }
correction-rename = rename { $from } to { $to }
correction-merge = merge { $from } into { $to }
correction-drop-role = drop { $role } { $agent } from { $task }
correction-drop = drop { $agent } from { $task }
correction-add = add { $role } { $agent } to { $task }
correction-no-path = there is no `{ $path }`
correction-no-role = `{ $agent }` has no such role in `{ $task }`
correction-needless = the rules read it that way already; the correction can go
correction-no-quote = `{ $quote }` is not in `{ $task }`
correction-merged = these names are one unit already
correction-nobody = no unit is written `{ $name }`
correction-heading = `{ $path }` is a heading; only items and documents can be renumbered
correction-item-date = an item has no date
correction-no-item = no item in `{ $task }` begins with `{ $quote }`
correction-taken = `{ $path }` is there already
corrections-surfaces = `surfaces` is empty; list the names of one unit
corrections-document = `document` is missing; name one by its number, title or file
corrections-restore = nothing to restore; write `number` or `date`
corrections-date = an item has no `date`; leave out `task` to date the document
corrections-number = `number` is the number alone, such as `（十三）`
corrections-quote = `quote` needs the `task` that the words are in
corrections-line = line { $line }: { $why }
corrections-empty = the value is empty; write what it should be
corrections-role = no role `{ $role }`; use one of { $roles }
corrections-day = not a day; write it as 2023-06-27
proof = proof
proof-line = { $found } found: { $read } read, { $aside } set aside, { $doubts } in doubt
proof-doubts = doubts
proof-notes = notes

# The outline of a document.
outline-none = no official document found
no-title = (no title)
outline-from = from
outline-to = to
outline-assessment = assessment
outline-target = target
term-points = { $n } points
term-points-at-most = { $n } points at most
term-weight = { $n } %
term-from = from { $n }
term-to = to { $n }
term-below = below { $n }
term-working-days = { $length } working
number-inferred = (number inferred)

# Failures.
error = error: { $message }
hint = hint: { $hint }
warning = warning: { $text }
caused = { $message }: { $cause }
cause = { $text }
cannot-write = cannot write `{ $path }`: { $why }
cannot-read-file = cannot read `{ $path }`: { $why }
passed-over = skipped in `{ $path }`: { $what }

# What a build did.
file-note = { $file }: { $note }
still-held = the store still holds what is missing; `zeren build --prune` removes it
count-added = { $n } added
count-changed = { $n } changed
count-renamed = { $n } renamed
count-unchanged = { $n } unchanged
count-removed = { $n } removed
count-missing = { $n } missing
count-unread = { $n } not read ({ $kinds })
count-nothing = nothing in { $place }
count-in = { $counts } in { $place }
nothing-read = nothing was read ({ $kinds })
changed-layout = changed: layout
changed = changed: { $differs }
file-unchanged = { $file }: unchanged
file-renamed = { $file }: renamed from { $from }
file-copy = { $file }: copy of { $of }
file-copy-differs = { $file }: copy of { $of }; differs in { $differs }
file-removed = { $file }: removed
file-missing = { $file }: missing
copy-left-out = { $file }: copy of { $of }, which is used for both
no-tasks = no tasks found
doubt-at = doubt, line { $line }: { $doubt }
files-more = { $n ->
    [one] and { $n } more file; `--verbose` shows it
   *[other] and { $n } more files; `--verbose` shows all
}
doubts-more = { $n ->
    [one] and { $n } more doubt: zeren query doubts
   *[other] and { $n } more doubts: zeren query doubts
}
n-of-role = { $n } { $role }
assignments-by-role = { $n ->
    [one] { $n } assignment
   *[other] { $n } assignments
} ({ $roles })
not-documents = { $n } files are not documents; `--verbose` names each
exports-in = graph, table and maps in { $folder }
try-next =
    try next:
      zeren query workload{ $store }
      zeren query tasks-of-unit --set unit=司法局{ $store }
      zeren map --view matrix -o map.svg{ $store }
      zeren serve{ $store }
progress = { $done }/{ $all } documents, { $left } left
no-rule = no rule `{ $rule }`
hint-rule-near = did you mean `{ $near }`? `zeren check --rules` lists all
correction-unused = { $file }, line { $line }: does not apply: { $why }
correction-fits-none = it fits no document
correction-no-document = no document `{ $document }` was read
hint-corrections-file = give the file of corrections, in UTF-8
hint-corrections = fix that line; `zeren build --help` shows every kind of correction
diff-three = more than two documents
hint-diff-three = give `--document` once, or once for each side
diff-no-store = `{ $path }` is not a store to take a document from
hint-diff-no-store = name two stores, or leave out `--document`
hint-rdf = check the syntax; the extension names it: .ttl, .nt, .nq, .trig, .rdf, .jsonld
hint-file = check that the file is there and that you may read it
explain-unknown = `{ $name }` is neither a rule nor an IRI
hint-explain-rule = did you mean the rule `{ $near }`? for a fact, copy its IRI from an answer
explain-rule = rule { $rule }
explain-reads = reads
explain-leaves = leaves alone
explain-stands = stands in
explain-sure = right
explain-share = { $right } of { $told } annotated facts; sure by { $sure }
explain-too-few = { $right } of { $told } annotated facts, too few to say
why-place = `{ $place }` is no line of a document
hint-why-place = name the file and the line, as in `plan.txt:12`
why-no-line = `{ $file }` has { $n } lines, and no line { $line }
why-signs = signs
why-fired = read by
why-lost = lost
why-facts = facts
why-unread = not read, or not certain
lost-earlier = to { $rule }, which begins before it
lost-longer = to { $rule }, which reads more
lost-before = to { $rule }, which goes first
lost-withdrawn = to what stands around it
explain-nothing = nothing is known of `{ $name }`
hint-explain-nothing = copy an IRI from an answer of `zeren query` with `--format csv`, or name a rule
explain-more = … and at { $n } more places
explain-place = { $file }, line { $line }, column { $column }
explain-by-rule = rule { $rule }: { $about }
hash = SHA-256 { $hash }
release-in = release in { $folder }
release-anonymous = it names no publisher and has the licence { $licence }; see --publisher and --licence
run-to-load = run { $script } to load it
graph-format = `{ $format }` cannot hold a graph
hint-graph-format = use turtle, trig, ntriples, nquads, rdfxml or jsonld; `zeren query` writes tables
n-read = { $n } read
n-read-unread = { $read } read, { $unread } not read ({ $kinds })
document-format = `{ $format }` cannot hold a document
hint-document-format = use text, json, a form of the ledger such as xlsx or csv, or a syntax of RDF such as turtle
map-terminal = a terminal cannot show png
hint-map-terminal = write it to a file with `-o map.png`
hint-map-format = use dot, svg, png, json, gexf or graphml

# Queries.
query-set = SPARQL takes no `--set`
hint-query-set = write the value into the query, or use a named question
query-empty-store = note: the store holds no documents: read some into it with `zeren build FOLDER`
term = `{ $term }`
term-unknown = the ontology has no `{ $term }`, so nothing matches it
term-unknown-near = the ontology has no `{ $term }`, so nothing matches it; did you mean { $near }?
query-part = note: { $parameter } `{ $typed }` matches part of { $names }
query-value = { $parameter } { $names }
query-no-rows = no rows: the documents say nothing about it
query-no-rows-for = no rows: the documents say nothing about it for { $values }
list-and-more = { $list } and { $n } more
query-optional = { $meaning } (optional)
hint-query-file = give a file of SPARQL in UTF-8, or `-` for standard input
query-no-equals = it has no `=`: write NAME=VALUE
source-unknown = no source or document `{ $name }` in the store
hint-store-empty = the store holds no documents
hint-sources = `zeren sources` lists all
hint-sources-near = did you mean { $near }? `zeren sources` lists all
listening = listening on http://{ $address }/ (SPARQL at /sparql); stop with Ctrl-C
sources-file = file
sources-format = format
sources-document = document
sources-title = title
sources-role = role
sources-before = before
sources-in-use = in use
sources-copy = copy of { $of }
sources-until = until { $until }: { $changed }
shapes-idle = no shape applies to what was checked
syntax-unknown = cannot tell the syntax of `{ $path }`
hint-syntax = name it .ttl, .nt, .nq, .trig, .rdf or .jsonld after its syntax

# Rules are described where they stand in the sources.

# Codes of doubts and notes are data; people read them in Chinese.

# Headings of the answers to named questions; in English they are the names of the variables.

# What `zeren check`, `zeren diff` and `zeren validate` say around what they found.
check-sum = { $n ->
    [one] { $n } document
   *[other] { $n } documents
  } checked: { $errors ->
    [one] { $errors } error
   *[other] { $errors } errors
  }, { $warnings ->
    [one] { $warnings } warning
   *[other] { $warnings } warnings
  }, { $notes ->
    [one] { $notes } note
   *[other] { $notes } notes
  }
check-advice = help
check-more = [{ $rule }] { $summary }, at { $n } more places: { $places }
diff-equal = both say the same
diff-places = places
diff-unit = unit
diff-tasks = tasks
diff-none = none
diff-whole = document
diff-section = section
diff-task = task
diff-text = text
diff-reordered = moved: order changed
diff-moved = moved
diff-time = time
diff-target = target
diff-citation = citation
diff-text-changed = ~ text
diff-reworded = reworded
diff-masthead = masthead
diff-title = title
diff-number = number
diff-date = date
diff-issuer = issuer
diff-addressee = addressee
diff-sum = { $n ->
    [one] { $n } task
   *[other] { $n } tasks
    } in both: { $reworded } reworded, { $moved } moved, { $assigned } with other assignments; { $added } added, { $dropped } dropped
diff-assignments = assignments: { $old } in the first, { $new } in the second; not compared one by one
severity-violation = violation
severity-warning = warning
severity-info = info
n-violations = { $n ->
    [one] { $n } violation
   *[other] { $n } violations
}
n-warnings = { $n ->
    [one] { $n } warning
   *[other] { $n } warnings
}
n-infos = { $n } info
validate-about = { $graphs ->
    [one] { $graphs } graph
   *[other] { $graphs } graphs
}, { $checks ->
    [one] { $checks } check
   *[other] { $checks } checks
} by { $shapes ->
    [one] { $shapes } shape
   *[other] { $shapes } shapes
}
validate-conforms = conforms: { $about }
validate-found = { $found } in { $about }
contact-unfit = write an e-mail address or an address that begins with `https://`
licence-unfit = use one of { $names }, or the address of the licence

# What clap writes itself.
clap-help-more = Print help (see more with '--help')
clap-help-summary = Print help (see a summary with '-h')
clap-help = Print help
clap-version = Print version
clap-help-command = Print this message or the help of the given subcommand(s)
clap-usage = Usage:
clap-arguments = Arguments:
clap-options = Options:
clap-commands = Commands:
clap-default = {"["}default:{" "}
clap-possible = {"["}possible values:{" "}
clap-possible-long = Possible values:
clap-any-options = {"["}OPTIONS]
clap-command = <COMMAND>
clap-command-optional = {"["}COMMAND]
clap-more = For more, try `--help`

# Arguments that do not fit.
argument-unknown = unexpected argument `{ $arg }`
command-unknown = no command `{ $command }`
command-missing = a command is needed
argument-missing = missing { $arg }
argument-twice = `{ $arg }` cannot be given twice
argument-conflict = `{ $arg }` cannot be used with { $other }
argument-equals = `{ $arg }` needs `=` before its value
value-missing = `{ $arg }` needs a value
value-unfit = `{ $arg }` cannot be `{ $value }`
value-too-many = `{ $value }` is one value too many for `{ $arg }`
value-number = wrong number of values for `{ $arg }`
argument-not-utf-8 = an argument is not UTF-8 text
argument-other = { $text }
argument-meant = did you mean `{ $meant }`?
value-meant = did you mean `{ $meant }`? use one of { $names }

# Help is in English where arguments are declared, in src/cli.
column-subject = subject
column-predicate = predicate
column-object = object

# Words in drawings.
both = { $text }
map-title = map of responsibilities
map-plans = { $first }, one of { $n } documents
view-tasks = tasks and units
view-units = units by shared tasks
view-leaders = leaders, tasks and units
view-citations = cited documents
view-matrix = tasks by units
map-tasks = tasks
map-units = units
map-classes = classes of units
map-leaders = leaders
map-documents = documents
map-works = cited works
map-legend = legend
map-dashed = dashed: a class of units
map-dotted = dotted: by a rule of the document
map-by-rule = by a rule of the document
map-grey = grey names: classes of units
map-dashed-cell = dashed: by a rule of the document
map-n-tasks = tasks
map-all = all of it
map-shared = shared tasks
map-strongest = only the strongest links of each unit
map-one-shared = one shared task
map-more-shared = two or more, wider for more
map-under = under a unit: its tasks
map-items = tasks
map-crowded = note: the drawing shows { $n } tasks and units, too many to read at once: narrow it by `--document`, `--unit`, `--role` or `--part`
map-left-out = left out: { $n } without a unit
map-untitled = untitled
map-whole = whole part
map-group-leaders = leaders
map-group-classes = classes of units
map-continued = continued

# zeren find
find-region = region
find-found = found
find-nothing = nothing holds `{ $words }`
find-more = { $shown } of { $n } shown; `--limit { $n }` shows all
search-query = cannot read the words from the store
search-index = cannot use the index of words
search-empty = no word to find
hint-search-index = remove the folder `find-1` in the state of the store; it will be made again
hint-search-empty = name a word, such as `zeren find 营商环境`


# The ledger.
ledger-no-answer = cannot read the tasks from the store
ledger-no-tasks = the store holds no task
ledger-no-tasks-hint = read documents with tasks into it with `zeren build FOLDER`, or name them: `zeren ledger FILE`
ledger-no-tasks-read = no task was found in what was read
ledger-no-tasks-read-hint = see what was read with `zeren extract FILE`; a ledger is made of notices, plans and lists of tasks
ledger-nothing = no task has all that was asked for
ledger-nothing-hint = each name is known, but not together with the others; leave one out
ledger-not-written = cannot make the workbook
ledger-not-written-hint = please report this with the document; `--format csv` may work meanwhile
ledger-columns-malformed = cannot read the choice of columns: { $why }
ledger-columns-hint = write `columns = ["序号", "任务", "牵头单位"]`, then `[names]` with `"牵头单位" = "主责部门"`
ledger-no-column = no column `{ $name }`
ledger-no-column-hint = the columns are { $columns }
ledger-no-light = no light `{ $name }`
ledger-no-light-hint = the lights are { $lights }
ledger-no-colour = `{ $text }` is not a colour
ledger-no-colour-hint = write it as `#C00000`, or `none` for no colour
ledger-format = unknown format `{ $word }`
ledger-format-hint = use xlsx, csv, md, html, ics or table
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
ledger-entries-none = no day to put into a calendar: { $path } is empty
ledger-entries = { $n ->
    [one] 1 entry written to { $path }
   *[other] { $n } entries written to { $path }
}
ledger-split = { $n ->
    [one] { $n } file in { $path }
   *[other] { $n } files in { $path }
}
ledger-unfit-ownerless = note: { $n ->
    [one] { $n } task names no unit
   *[other] { $n } tasks name no unit
}; their unit is empty in the sheet `督办导入`
ledger-unfit-undated = note: { $n ->
    [one] { $n } task has no date
   *[other] { $n } tasks have no date
}; their date is empty in the sheet `督办导入`
ledger-unfit-many = note: { $n } rows are more than the { $most } that systems take at a time; they stand in { $sheets } sheets `督办导入`

# What people filled in.
import-no-ledger = no row of a known task in { $files }
import-no-ledger-hint = a ledger has a header with `任务` (or `任务标识`) and `状态` or another column to fill in; read its document into the store first
import-new = new: no document has the task `{ $number }{ $task }`
import-unmatched = unmatched: the store has no task `{ $key }` ({ $task })
import-disagreeing = not taken: the key `{ $key }` is of another task than the words `{ $task }`; were some columns sorted without the others?
import-unknown = not taken: `{ $value }` in { $column } of `{ $task }`
import-stale = not taken: `{ $value }` in { $column } of `{ $task }` was replaced by `{ $now }` since
import-conflict = conflict: { $column } of `{ $task }`: { $values }
import-doubled = doubled: `{ $task }` stands in { $other } too
import-missing = missing: `{ $task }`
import-missing-more = missing: { $n ->
    [one] 1 more row
   *[other] { $n } more rows
}
import-other-wording = the wording of `{ $task }` has changed since the ledger was issued
import-no-evidence = doubt: `{ $task }` is done without evidence (`佐证材料`)
import-edited = proposed correction: { $column } of `{ $task }`: `{ $issued }` → `{ $value }`
import-set = { $task } { $column }: { $value }
import-changed = { $task } { $column }: { $was } → { $value }
import-done = { $rows } rows read: { $changes } values changed, { $left } left over, { $edited } corrections proposed
import-would = { $rows } rows read: { $changes } values would change, { $left } would be left over, { $edited } corrections proposed; nothing was written

# zeren report
report-period = no period `{ $text }`
report-period-hint = write a week 2023-W30, a month 2023-07, a quarter 2023-Q3 or a year 2023
report-format-hint = use text, html or docx
report-terminal = a terminal shows no DOCX file
report-terminal-hint = write it to a file with `-o circular.docx`
report-written = written to { $path }, as of { $day }
report-letters = { $n ->
    [one] { $n } letter in { $path }
   *[other] { $n } letters in { $path }
}

# How far tasks are.
map-done = ✓ done
map-running = ▷ under way
map-late = ! late
diff-status = status
format-no-sheet = a document, not a sheet
hint-format-sheet = give a workbook (.xlsx, .xls, .et, .ods) or a CSV file

# Pages of the service.
page-site = Responsibilities in Chinese official documents
page-about = { $n ->
    [one] Who leads, answers for and supports what, by when and on what ground: { $n } document, every fact with the words it was read from.
   *[other] Who leads, answers for and supports what, by when and on what ground: { $n } documents, every fact with the words it was read from.
}
page-skip = Skip to the text
page-search = Search
page-search-what = words in tasks and titles
page-questions = Questions
page-sparql = SPARQL
page-maps = Maps
page-ledger = Ledger
page-ontology = Ontology
page-api = OpenAPI
page-prefixes = Prefixes
page-documents = Documents
page-data = For programs
page-data-sparql = SPARQL endpoint
page-data-void = description by VoID
page-data-catalog = catalogue by DCAT
page-data-shapes = shapes (SHACL)
page-data-prefixes = prefixes
page-foot = read from the documents by rules; each fact names its rule and its place
page-ask = Ask
page-show = Show
page-change = Change this query
page-as-data = As data:
page-graph = This is the name of a graph: all that it holds
page-said = What is said of it
page-said-with = What points at it
page-more = { $n } more
page-first = First page
page-next = Next page
page-cut = The first { $n } rows; take the data for all of them
page-found = { $shown } of { $n } shown
page-too-long = The answer is too long for a page: ask for less, or take it as data
page-ledger-about = Tasks with all who answer for them, by when, and how far they are.
page-as-of = day that lights are judged by
page-form = as
page-form-html = page
page-form-xlsx = workbook (Excel)
page-form-csv = table (CSV)
page-form-md = Markdown
page-form-ics = calendar
page-view = view
page-view-tasks = tasks and units
page-view-units = units that work together
page-view-leaders = leaders
page-view-citations = documents cited
page-view-matrix = matrix of tasks and units
page-refused = No answer ({ $status })
page-parameter = no parameter `{ $name }` here
page-no-number = `{ $name }` is a number, not `{ $text }`
page-no-thing = nothing is known of `{ $iri }`
page-too-far = pages begin with statement { $n } at most: ask with SPARQL for more
page-forms = this answer comes as { $forms }
page-busy = too much runs at once: ask again later
page-overdue = this takes longer than { $seconds } s: ask for less
page-broken = the page could not be made: this is a fault of the program
hint-page-parameter = it takes { $names }
hint-page-lacking = add `?{ $parameter }=…` to the address ({ $meaning }), such as { $example }
hint-page-thing = it may have had another address before: search for its name at { $search }
