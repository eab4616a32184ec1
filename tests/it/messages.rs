//! The message catalogue: complete in both languages, with the same values, and without unused
//! messages; and the output of the program in Chinese.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::LazyLock;

use regex::Regex;
use zeren::message::Lang;

use crate::gold::root;

const EN: &str = include_str!("../../src/message/en.ftl");
const ZH: &str = include_str!("../../src/message/zh.ftl");

/// Prefixes of names of messages whose English text is in the sources; the heading of a column is
/// the name of its variable.
const ABOUT: [&str; 7] = ["about-", "code-", "column-", "examples-", "help-", "rule-", "value-"];

/// Returns the messages of a catalogue: their text, and the names of their values.
fn messages(catalogue: &str) -> BTreeMap<&str, (String, BTreeSet<&str>)> {
    let mut found = BTreeMap::<&str, (String, BTreeSet<&str>)>::new();
    let mut name = "";
    for line in catalogue.lines().filter(|line| !line.starts_with('#')) {
        let mut said = line;
        if line.starts_with(|c: char| c.is_ascii_lowercase()) {
            (name, said) = line.split_once(" =").expect("a message has a name");
            assert!(!found.contains_key(name), "`{name}` stands twice");
        }
        if !name.is_empty() {
            let values = line.split('$').skip(1);
            let values = values.map(|rest| {
                rest.split(|c: char| !c.is_ascii_lowercase() && c != '_').next().unwrap_or_default()
            });
            let (text, known) = found.entry(name).or_default();
            known.extend(values);
            text.push_str(said);
            text.push('\n');
        }
    }
    found
}

#[test]
fn both_languages_have_the_same_messages() {
    for catalogue in [EN, ZH] {
        let parsed = fluent_bundle::FluentResource::try_new(catalogue.to_owned());
        assert!(parsed.is_ok(), "{:?}", parsed.err().map(|(_, errors)| errors));
    }
    let (en, zh) = (messages(EN), messages(ZH));
    for (name, (_, values)) in &en {
        let in_chinese = zh.get(name).unwrap_or_else(|| panic!("`{name}` is not in Chinese"));
        assert_eq!(*values, in_chinese.1, "{name}");
    }
    let alone: Vec<_> = zh.keys().filter(|name| !en.contains_key(*name)).collect();
    let odd: Vec<_> =
        alone.iter().filter(|name| !ABOUT.iter().any(|about| name.starts_with(about))).collect();
    assert!(odd.is_empty(), "not in English: {odd:?}");
}

/// Searches the sources for the names of messages.
#[test]
fn what_is_said_is_in_the_catalogue() {
    let said = Regex::new(r#"message!\(\s*"([^"]+)""#).expect("a pattern");
    let known = messages(EN);
    let mut names = BTreeSet::new();
    for (path, text) in sources("src") {
        for name in said.captures_iter(&text) {
            assert!(known.contains_key(&name[1]), "{path}: no message `{}`", &name[1]);
            names.insert(name[1].to_owned());
        }
    }
    let unsaid: Vec<_> = known.keys().filter(|name| !names.contains(**name)).collect();
    assert!(unsaid.is_empty(), "nobody says {unsaid:?}");
}

/// Returns every source file below a folder, with its path.
fn sources(folder: &str) -> Vec<(String, String)> {
    let files = walkdir::WalkDir::new(root().join(folder))
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok);
    let files =
        files.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "rs"));
    files
        .map(|file| {
            (file.path().display().to_string(), fs::read_to_string(file.path()).expect("a source"))
        })
        .collect()
}

#[test]
fn rules_are_described_in_chinese() {
    for rule in zeren::rules::rules() {
        let about = rule.about(Lang::Zh);
        assert!(about != rule.summary && about.contains(is_han), "{}", rule.id);
    }
    let ids: BTreeSet<_> = zeren::rules::rules().map(|rule| format!("rule-{}", rule.id)).collect();
    let known = messages(ZH);
    let of_none: Vec<_> =
        known.keys().filter(|name| name.starts_with("rule-") && !ids.contains(**name)).collect();
    assert!(of_none.is_empty(), "no rule: {of_none:?}");
}

/// Commands print only messages from the catalogue.
#[test]
fn commands_say_nothing_but_messages() {
    let printed = [
        r#"Failure::(?:new|name)\(\s*(?:&?format!\(\s*)?""#,
        r#"output::note\(\s*(?:&?format!\(\s*)?"[^"]*[a-z]{3}"#,
        r#"(?:write|writeln)!\(\s*\w+,\s*"[^"{}]*\b[a-z]{2,} [a-z][^"]*""#,
        r#"Err\(\s*(?:format!\(\s*)?"[^"]*[a-z]{3}"#,
    ];
    let printed = printed.map(|pattern| Regex::new(pattern).expect("a pattern"));
    let placeholder = Regex::new(r"\{\w+\}").expect("a pattern");
    for (path, text) in sources("src/cli") {
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        // The contents of a placeholder are a value, not a word.
        let code = placeholder.replace_all(code, "{}");
        let found: Vec<_> = printed.iter().filter_map(|pattern| pattern.find(&code)).collect();
        assert!(found.is_empty(), "{path}: {found:?}");
    }
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Text that belongs to no language: quotes, values, commands, options, file names, paths of tasks,
/// identifiers, IRIs, hashes.
static NO_WORDS: LazyLock<Regex> = LazyLock::new(|| {
    let kinds = [
        r"(?s:```.*?```)|\[(?:可选|默认)：[^\]]*\]|可以用：.*|(?m)^ {2,}[a-z]+ {2,}|^[a-z-]+$|--set [a-z]+=[^（\s]*",
        r"`[^`]*`|「[^」]*」|《[^》]*》|⟦[^⟧]*⟧|“[^”]*”|\{[^}]*\}|<[^>]*>",
        r"(?m)^ *(?:\$ )?zeren [a-z-]+.*$|\b(?:zeren [a-z]+|apt install|ocrmypdf|soffice)(?: [\w./=-]+)*",
        r"--?[a-z][a-z-]*",
        r"[\w./-]+\.(?:txt|ttl|toml|csv|svg|docx|xlsx|png|md|json|nt|nq|trig|rdf|jsonld|zip|pdf|ppt|pptx|hwp|msg|xlsb|eml)\b",
        r"\.[a-z]{2,6}\b",
        r"\.?/[\w./-]+|https?://\S+|[\w.-]+@[\w.-]+",
        r"\b(?:id|zrr?|zrt|eli|eli-dl|sh|rule|dcterms|prov|skos|org|owl|rdf|rdfs|foaf|schema|http|xsd|time)[:：]\S*",
        r"\b[a-z]+(?:-[a-z0-9]+)+\b|\bd\d+/\S+|\bP(?:T?\d+[A-Z])+\b|\b[0-9a-f]{12,}\b|\b\w*\d\w*\b",
    ];
    Regex::new(&kinds.join("|")).expect("the patterns are fixed")
});

/// Names of programs, formats, standards and commands that have no Chinese form.
const NAMES: &str = "zeren SPARQL SELECT ASK CONSTRUCT DESCRIBE PREFIX RDF IRI SHACL PDF OFD HTTP HTML Word WPS Excel LibreOffice PowerPoint \
    Outlook Hangul OpenDocument Office RAR Zip zip gzip JPEG PNG GIF TIFF XML JSON JSON-LD UTF GB Big Debian RTF DOCX CSV MB SHA eli org skos zr zrr \
    table csv tsv json xml turtle ttl trig ntriples nquads rdfxml jsonld text patch sarif svg dot png gexf graphml Gephi Graphviz Turtle Quads \
    tasks units leaders citations matrix lead responsible support leader host supervise guide assess zh en fuseki graphdb neo networkx qlever \
    rdflib virtuoso Virtuoso Fuseki GraphDB oxigraph cpsv prov schema VoID DCAT AP CC BY SA CORS Ctrl bash zsh fish elvish powershell RDFC LD Patch \
    ZEREN_USER ZEREN_PASSWORD NodeShape chi_sim latin GBK GB T EOF e C OCR build help man \
    Markdown TOML xlsx docx md html ics today generic ledger report import src";

/// Returns Latin words that are not names.
fn foreign(text: &str) -> Vec<String> {
    static WORD: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"[A-Za-z][A-Za-z_]+").expect("a pattern"));
    let names: BTreeSet<&str> = NAMES.split_whitespace().collect();
    let bare = NO_WORDS.replace_all(text, " ");
    WORD.find_iter(&bare)
        .map(|word| word.as_str().to_owned())
        .filter(|word| !names.contains(word.as_str()))
        .collect()
}

#[test]
fn the_chinese_has_no_english_words() {
    let placeable = Regex::new(r"\{[^}]*\}").expect("a pattern");
    for (name, (text, _)) in messages(ZH) {
        // Text that clap writes itself is searched for literally.
        if !name.starts_with("value-") && !name.starts_with("clap-") {
            let bare = placeable.replace_all(&text, "0").into_owned();
            assert_eq!(foreign(&bare), [""; 0], "{name}: {text}");
        }
    }
}

#[test]
fn the_english_has_no_chinese_but_quotes() {
    for (name, (text, _)) in messages(EN) {
        let bare = NO_WORDS.replace_all(&text, " ");
        assert!(!bare.contains(is_han), "{name}: {text}");
    }
}

/// Runs the program in a language.
fn run(folder: &Path, lang: &str, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zeren"));
    command
        .args(args)
        .current_dir(folder)
        .env_remove("ZEREN_LANG")
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES");
    command.env("LANG", lang).output().expect("the program starts")
}

fn said(output: &Output) -> String {
    [&output.stdout, &output.stderr]
        .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
        .concat()
}

/// Commands that cover the seeds, and many errors.
const ASKED: &[&[&str]] = &[
    &[],
    &["--help"],
    &["build", "--help"],
    &["query", "--help"],
    &["export", "-h"],
    &["map", "-h"],
    &["ledger", "--help"],
    &["ledger", "import", "--help"],
    &["report", "-h"],
    &["ledger", "--part", "九十"],
    &["ledger", "--format", "doc"],
    &["ledger", "import", "odd/empty.txt"],
    &["report", "--period", "去年"],
    &["check", "-h"],
    &["bild"],
    &["build"],
    &["query", "--sett", "a"],
    &["check", "--fail-on", "worst", "a"],
    &["serve", "--timeout", "soon"],
    &["sources", "--format"],
    &["build", "seeds", "odd"],
    &["build", "seeds", "odd"],
    &["build", "missing.txt"],
    &["extract", "seeds/000_d49997596b33ad0c.txt"],
    &["extract", "seeds/000_d49997596b33ad0c.txt", "--doubts"],
    &["extract", "odd"],
    &["extract", "odd/empty.txt", "--format", "docx"],
    &["sources"],
    &["queries"],
    &["query", "workload"],
    &["query", "doubts"],
    &["query", "doubts", "--set", "severity=提示"],
    &["query", "assessment"],
    &["query", "legal-basis", "--set", "document=滑法政〔2023〕2号"],
    &["query", "tasks-of-unit", "--set", "unit=司法局", "--set", "role=牵头", "--format", "csv"],
    &["query", "tasks-of-unit", "--set", "unit=司发局"],
    &["query", "tasks-of-unit"],
    &["query", "workloads"],
    &["query", "SELECT ?s {"],
    &["query", "DELETE WHERE { ?s ?p ?o }"],
    &["query", "due-by", "--set", "day=年底"],
    &["map", "--view", "matrix", "--document", "滑法政〔2023〕2号"],
    &["map", "--view", "tasks", "--format", "dot", "--document", "滑法政〔2023〕2号"],
    &["map", "--view", "units", "--format", "dot", "--document", "滑法政〔2023〕2号"],
    &["map", "--view", "citations", "--format", "dot"],
    &["map", "--view", "matrx"],
    &["map", "--format", "pdf"],
    &["map", "--role", "牵投"],
    &["check", "seeds"],
    &["check", "--rules"],
    &["check", "seeds", "--allow", "lead-mising"],
    &["diff", "seeds/000_d49997596b33ad0c.txt", "seeds/002_54afff751009f808.txt"],
    &["diff", "seeds", "missing.txt"],
    &["explain", "clause-labels"],
    &["explain", "clause-lables"],
    &["explain", "县司法局"],
    &["export", "--format", "csv"],
    &["export", "-o", "no/such/a.ttl"],
    &["export", "--release", "a-release"],
    &["validate", "seeds/000_d49997596b33ad0c.txt"],
    &["find", "营商环境"],
    &["find", "没有这样的词"],
    &["remove", "missing.txt"],
    &["remove", "odd/b.txt"],
];

/// Returns a folder with the seeds, and odd files.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path();
    fs::create_dir_all(path.join("seeds")).expect("a folder");
    fs::create_dir_all(path.join("odd")).expect("a folder");
    for seed in fs::read_dir(root().join("seeds")).expect("the seeds").filter_map(Result::ok) {
        fs::copy(seed.path(), path.join("seeds").join(seed.file_name())).expect("a copy");
    }
    fs::write(path.join("odd/empty.txt"), "").expect("a file");
    fs::write(path.join("odd/b.txt"), "一、学习。责任单位：县司法局。\n附件：请见 Annex 1\n")
        .expect("a file");
    fs::write(path.join("odd/图.png"), b"\x89PNG\r\n\x1a\n\0").expect("a file");
    fs::write(path.join("odd/坏.docx"), b"PK\x03\x04\0\0").expect("a file");
    fs::write(
        path.join("odd/corrections.toml"),
        "[[rename]]\nsurface = '县司法局'\nname = '县法制局'\n",
    )
    .expect("a file");
    folder
}

/// Returns the words of a drawing: for Graphviz its labels and tooltips, otherwise the text between
/// tags.
fn shown(text: &str) -> String {
    let labels =
        Regex::new(r#"(?:label|tooltip)=(?:"((?:[^"\\]|\\.)*)"|<(.*?)>[\],])"#).expect("a pattern");
    let markup = Regex::new(r"(?s)<style>.*?</style>|<[^>]*>|&\w+;|\\[nlr]").expect("a pattern");
    let is_dot = text.starts_with("digraph ") || text.starts_with("graph ");
    let label = |found: regex::Captures<'_>| {
        found.get(1).or(found.get(2)).map_or("", |words| words.as_str()).to_owned()
    };
    let words = match is_dot {
        true => labels.captures_iter(text).map(label).collect::<Vec<_>>().join("\n"),
        false => text.to_owned(),
    };
    markup.replace_all(&words, " ").into_owned()
}

#[test]
fn one_who_speaks_chinese_reads_no_english() {
    let folder = folder();
    for args in ASKED {
        let told = said(&run(folder.path(), "zh_CN.UTF-8", args));
        let told = if args.first() == Some(&"map") { shown(&told) } else { told };
        assert!(told.contains(is_han), "{args:?}: {told}");
        // Latin words in the documents themselves.
        let words: Vec<_> = foreign(&told.replace("追究responsibility", "")).into_iter().collect();
        assert!(words.is_empty(), "{args:?}: {words:?} in\n{told}");
    }
}

#[test]
fn data_does_not_depend_on_the_language() {
    let folder = folder();
    for lang in ["en_US.UTF-8", "zh_CN.UTF-8"] {
        let built = run(
            folder.path(),
            lang,
            &["build", "seeds", "-l", lang, "--exports", &format!("{lang}.out")],
        );
        assert!(built.status.success(), "{}", said(&built));
    }
    let answer = |lang: &str, args: &[&str]| said(&run(folder.path(), lang, args));
    for args in [
        &["extract", "seeds/000_d49997596b33ad0c.txt", "--format", "json"][..],
        &["extract", "seeds/000_d49997596b33ad0c.txt", "--format", "ttl"],
        &["check", "seeds", "--format", "json"],
        &["map", "--from", "seeds", "--format", "json"],
        &["query", "workload", "--from", "seeds", "--format", "json"],
        &["query", "SELECT ?s { ?s a zr:Task } ORDER BY ?s", "--from", "seeds", "--format", "csv"],
        &["sources", "-l", "en_US.UTF-8", "--format", "json"],
    ] {
        assert_eq!(answer("en_US.UTF-8", args), answer("zh_CN.UTF-8", args), "{args:?}");
    }
    let files = |lang: &str| {
        let files = walkdir::WalkDir::new(folder.path().join(format!("{lang}.out")))
            .sort_by_file_name()
            .into_iter();
        let files = files.filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
        // Graphviz places units differently in each run.
        let files =
            files.filter(|entry| !entry.file_name().to_string_lossy().ends_with("-units.svg"));
        files
            .map(|file| (file.file_name().to_owned(), fs::read(file.path()).expect("a file")))
            .collect::<Vec<_>>()
    };
    let (en, zh) = (files("en_US.UTF-8"), files("zh_CN.UTF-8"));
    assert!(en.len() > 10 && en == zh, "exports differ");
}

/// A Chinese Excel takes UTF-8 without a mark for GBK, and evaluates what looks like a formula.
#[test]
fn a_sheet_of_a_question_opens_in_a_chinese_excel() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let text = "一、重点任务\n（一）=1+1。认真培训。（牵头单位：县司法局）\n（二）宣传。（责任单位：县司法局）\n";
    fs::write(folder.path().join("a.txt"), text).expect("a file");
    let ask = |lang: &str, query: &str| {
        let told = run(
            folder.path(),
            lang,
            &["query", query, "--set", "unit=县司法局", "--from", "a.txt", "--format", "csv"],
        );
        String::from_utf8(told.stdout).expect("UTF-8")
    };
    let sheet = ask("zh_CN.UTF-8", "tasks-of-unit");
    let lines: Vec<_> = sheet.split("\r\n").collect();
    assert_eq!(lines[0], "\u{feff}单位,角色,文件,位置,任务,完成时限");
    assert!(
        lines[1].contains(",牵头,") && lines[1].contains(",'＝1+1,")
            || lines[1].contains(",'=1+1,"),
        "{sheet}"
    );
    assert!(lines[2].contains(",责任,"), "{sheet}");
    let data = ask("en_US.UTF-8", "tasks-of-unit");
    assert!(
        data.starts_with("unit,role,document,path,task,due\r\n") && data.contains(",lead,"),
        "{data}"
    );
}

/// Returns the depths of headings, the commands in code blocks without comments, and the number of
/// table rows.
fn outline_of(page: &str) -> (Vec<usize>, Vec<String>, usize) {
    let (mut headings, mut commands, mut rows, mut block) = (Vec::new(), Vec::new(), 0, None);
    for line in page.lines() {
        match (line.strip_prefix("```"), block) {
            (Some(_), Some(_)) => block = None,
            (Some(kind), None) => block = Some(kind),
            (None, Some("sh")) => {
                commands.push(line.split("  #").next().unwrap_or_default().trim_end().to_owned())
            }
            (None, Some("console")) if line.starts_with("$ ") => {
                commands.push(line.split(" | ").next().unwrap_or_default().to_owned());
            }
            (None, None) if line.starts_with('#') => {
                headings.push(line.chars().take_while(|c| *c == '#').count())
            }
            (None, None) => rows += usize::from(line.starts_with('|')),
            _ => {}
        }
    }
    let commands = commands
        .iter()
        .map(|line| line.split(" # ").next().unwrap_or_default().trim_end().to_owned());
    (headings, commands.collect(), rows)
}

/// Returns the figures of tables, and options, which do not depend on the language.
fn figures(page: &str) -> Vec<String> {
    let figure =
        Regex::new(r"\b\d+\.\d+\b|\b\d{1,3}(?:,\d{3})+\b|--[a-z][a-z-]+").expect("a pattern");
    let mut found: Vec<_> = figure.find_iter(page).map(|one| one.as_str().to_owned()).collect();
    found.sort_unstable();
    found
}

#[test]
fn both_readmes_say_the_same() {
    let [en, zh] = ["README.md", "README.zh.md"]
        .map(|name| fs::read_to_string(root().join(name)).expect("a page"));
    let ((en_headings, en_commands, en_rows), (zh_headings, zh_commands, zh_rows)) =
        (outline_of(&en), outline_of(&zh));
    assert!(en_headings.len() > 10 && en_commands.len() > 10 && en_rows > 50);
    assert_eq!(en_headings, zh_headings);
    assert_eq!(en_commands, zh_commands);
    assert_eq!(en_rows, zh_rows);
    assert_eq!(figures(&en), figures(&zh));
}
