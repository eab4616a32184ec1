//! Tests every command from the outside: its output and exit code.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::gold::root;

/// A notice with its plan, invented for these tests.
const NOTICE: &str = "\
甲县人民政府关于印发《甲县数据工作方案》的通知

甲政发〔2024〕3号

各乡镇人民政府，县政府各部门：
现将《甲县数据工作方案》印发给你们，请认真贯彻执行。

甲县人民政府
2024年5月6日

甲县数据工作方案
一、总体要求
（一）建立共享目录。2024年年底前建成目录。（牵头单位：县数据局；配合单位：县财政局）
（二）保障数据安全。落实《中华人民共和国数据安全法》。（责任单位：县公安局）
";

/// The output and exit code of a run.
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs the program in `folder` with `input` on its standard input.
pub(crate) fn run_with(folder: &Path, args: &[&str], input: &[u8]) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_zeren"))
        .env("ZEREN_LANG", "en")
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A program that fails early leaves its input unread.
    let _ = child.stdin.take().expect("a pipe").write_all(input);
    let output = child.wait_with_output().expect("the program ends");
    let text = |bytes| String::from_utf8(bytes).expect("the program prints UTF-8");
    Run { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

fn run(folder: &TempDir, args: &[&str]) -> Run {
    run_with(folder.path(), args, b"")
}

/// Returns a folder that contains the notice.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("a.txt"), NOTICE).expect("a file");
    folder
}

/// Checks that a run failed with `code` and nothing on standard output, and that standard error
/// begins with `error` and includes `hint`.
#[track_caller]
fn refuses(run: &Run, code: i32, error: &str, hint: &str) {
    assert_eq!((run.code, run.stdout.as_str()), (Some(code), ""), "{}", run.stderr);
    assert!(run.stderr.starts_with(&format!("error: {error}")), "{}", run.stderr);
    assert!(run.stderr.contains(&format!("\nhint: {hint}")), "{}", run.stderr);
}

#[test]
fn help_shows_the_main_job_first() {
    let told = run(&folder(), &[]);
    assert_eq!(told.code, Some(2));
    let commands = told.stderr.split("Commands:\n").nth(1).expect("the commands");
    assert!(commands.trim_start().starts_with("build "), "{commands}");
    assert!(told.stderr.contains("Start with:\n  zeren build "), "{}", told.stderr);
}

#[test]
fn extract_prints_json_text_or_rdf() {
    let folder = folder();
    let json = run(&folder, &["extract", "a.txt", "--format", "json"]);
    assert_eq!((json.code, json.stderr.as_str()), (Some(0), ""));
    let facts: serde_json::Value = serde_json::from_str(&json.stdout).expect("JSON");
    assert_eq!(facts["documents"][0]["number"], "甲政发〔2024〕3号");
    assert_eq!(facts["tasks"][0]["assignments"][0]["role"], "lead");
    let text = run(&folder, &["extract", "a.txt"]).stdout;
    assert!(text.contains("lead        县数据局\n"), "{text}");
    assert!(text.contains("deadline    2024-12-31  "), "{text}");
    let turtle = run(&folder, &["extract", "a.txt", "--format", "ttl"]).stdout;
    assert!(turtle.contains("@base <https://w3id.org/zeren/id/> ."), "{turtle}");
    let from_stdin =
        run_with(folder.path(), &["extract", "-", "--format", "json"], NOTICE.as_bytes());
    assert_eq!(from_stdin.stdout.replace("\"-\"", "\"a.txt\""), json.stdout);
}

#[test]
fn many_documents_are_written_one_by_one_in_their_order() {
    let folder = folder();
    let docs = folder.path().join("docs");
    fs::create_dir(&docs).expect("a folder");
    let names: Vec<String> = (10..40).map(|n| format!("docs/{n}.txt")).collect();
    for name in &names {
        fs::write(
            folder.path().join(name),
            NOTICE.replace("3号", &format!("{}号", name.len() + name.len())),
        )
        .expect("a file");
    }
    fs::write(docs.join("25.txt"), "").expect("a file");
    let one = |name: &String| run(&folder, &["extract", name, "--format", "nquads"]).stdout;
    let expected: String = names.iter().map(one).collect();
    assert!(expected.lines().count() > 1000);
    let told = run(&folder, &["extract", "docs", "--format", "nquads"]);
    assert_eq!((told.code, told.stdout.as_str()), (Some(1), expected.as_str()), "{}", told.stderr);
    assert!(told.stderr.contains("cannot read `docs/25.txt`: it is empty"), "{}", told.stderr);
    let named = run(
        &folder,
        &["extract", "docs/39.txt", "docs/10.txt", "--format", "nquads", "-o", "two.nq"],
    );
    assert_eq!(named.code, Some(0), "{}", named.stderr);
    let written = fs::read_to_string(folder.path().join("two.nq")).expect("it was written");
    assert_eq!(written, one(&names[29]) + &one(&names[0]));
    let json = run(&folder, &["extract", "docs", "--format", "json"]).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(json.as_array().map(Vec::len), Some(29));
}

#[test]
fn a_line_says_who_read_it_and_who_lost() {
    let folder = folder();
    let text = "滑县2024年节水方案\n一、重点任务\n（一）加强管理。6月底前，举办两期以上讲座，落实《节水条例》。\n组长：王清宪省长\n责任单位：县司法局\n";
    fs::write(folder.path().join("plan.txt"), text).expect("a file");
    let told = run(&folder, &["explain", "--why", "plan.txt:3"]);
    assert_eq!(told.code, Some(0), "{}", told.stderr);
    let section_of = |stdout: &str, title: &str| {
        let lines = stdout.lines().skip_while(|line| *line != title).skip(1);
        lines.take_while(|line| line.starts_with("  ")).collect::<Vec<_>>().join("\n")
    };
    let section = |title: &str| section_of(&told.stdout, title);
    assert!(section("signs").contains("6月底"), "{}", told.stdout);
    for rule in ["time-deadline-month", "citation-title", "indicator-margin"] {
        assert!(section("read by").contains(rule), "{rule}: {}", told.stdout);
        assert!(section("facts").contains(rule), "{rule}: {}", told.stdout);
    }
    let group = run(&folder, &["explain", "--why", "plan.txt:4"]).stdout;
    assert!(section_of(&group, "lost").contains("to person-roster, which goes first"), "{group}");
    assert!(section("read by").contains("src/extract/time.rs:"), "{}", told.stdout);
    refuses(
        &run(&folder, &["explain", "--why", "plan.txt:9"]),
        1,
        "`plan.txt` has 5 lines, and no line 9",
        "name the file and the line",
    );
    refuses(
        &run(&folder, &["explain", "--why", "plan.txt"]),
        1,
        "`plan.txt` is no line of a document",
        "name the file and the line",
    );
    let rule = run(&folder, &["explain", "clause-labels"]).stdout;
    assert!(rule.contains("src/clause/find.rs:") && rule.contains("annotated facts"), "{rule}");
}

#[test]
fn a_page_on_standard_input_is_read_as_one() {
    let folder = folder();
    let page =
        format!("<html><body><p>{}</p></body></html>", NOTICE.trim().replace('\n', "</p><p>"));
    let as_page = run_with(folder.path(), &["extract", "-"], page.as_bytes());
    assert_eq!(
        as_page.stdout,
        run_with(folder.path(), &["extract", "-"], NOTICE.as_bytes()).stdout
    );
}

#[test]
fn bad_documents_are_refused_with_a_hint() {
    let folder = folder();
    let path = folder.path();
    for (name, bytes) in [
        ("empty.txt", &b""[..]),
        ("blank.txt", b" \r\n\t"),
        ("binary.txt", b"\x7fELF\0\0"),
        ("odd.txt", b"\xff\xff\xff\xff"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0"),
    ] {
        fs::write(path.join(name), bytes).expect("a file");
    }
    fs::create_dir(path.join("nothing")).expect("a folder");
    for (name, error, hint) in [
        ("empty.txt", "it is empty", "give a document with text"),
        ("blank.txt", "it is empty", "give a document with text"),
        (
            "binary.txt",
            "a binary file, not text",
            "convert it to DOCX, PDF with text, or plain text first",
        ),
        ("odd.txt", "not UTF-8, UTF-16, GB18030 or Big5", "open it in an editor"),
        ("a.docx", "a damaged Office file", "get the file again"),
        ("gone.txt", "no such file or folder", "check the spelling"),
        ("nothing", "no documents in it", "zeren reads text"),
    ] {
        let told = run(&folder, &["extract", name]);
        refuses(&told, 2, &format!("cannot read `{name}`: {error}"), hint);
    }
    refuses(
        &run(&folder, &["build", "nothing", "-l", "store"]),
        2,
        "cannot read `nothing`: no documents in it",
        "zeren reads text",
    );
    assert!(!path.join("store").exists());
}

#[test]
fn a_long_line_and_a_large_file_do_no_harm() {
    let folder = folder();
    let line = "落实责任，加强监督，".repeat(100_000);
    fs::write(folder.path().join("long.txt"), line).expect("a file");
    assert_eq!(run(&folder, &["extract", "long.txt", "--format", "json"]).code, Some(0));
    let large = fs::File::create(folder.path().join("large.txt")).expect("a file");
    large.set_len(65 << 20).expect("a file with a hole");
    refuses(
        &run(&folder, &["extract", "large.txt"]),
        2,
        "cannot read `large.txt`: larger than 64 MB",
        "split it",
    );
}

#[test]
fn build_tells_each_document_and_goes_on_after_a_bad_one() {
    let folder = folder();
    fs::create_dir(folder.path().join("more")).expect("a folder");
    fs::write(folder.path().join("more/b.txt"), b"\xff\xff\xff\xff").expect("a file");
    fs::write(folder.path().join("more/c.md"), NOTICE.replace("3号", "4号")).expect("a file");
    let told = run(&folder, &["build", ".", "gone.txt", "-l", ":memory:"]);
    assert_eq!(told.code, Some(1));
    assert!(
        told.stdout.starts_with(
            "a.txt\n  甲县人民政府关于印发《甲县数据工作方案》的通知  甲政发〔2024〕3号\n"
        ),
        "{}",
        told.stdout
    );
    assert!(told.stdout.contains(
        "\n  甲县数据工作方案  2 tasks\n    3 assignments (1 lead, 1 responsible, 1 support), "
    ));
    assert!(
        told.stderr.contains(
            "error: cannot read `./more/b.txt`: not UTF-8, UTF-16, GB18030 or Big5\nhint: "
        ),
        "{}",
        told.stderr
    );
    assert!(
        told.stderr.contains("error: cannot read `gone.txt`: no such file or folder\nhint: "),
        "{}",
        told.stderr
    );
    assert!(
        told.stderr.ends_with(
            "\n2 added, 2 not read (1 text in an unknown encoding, 1 missing file) in :memory:\n"
        ),
        "{}",
        told.stderr
    );
}

#[test]
fn every_file_of_a_folder_is_accounted_for() {
    let folder = folder();
    let docs = folder.path().join("docs");
    fs::create_dir(&docs).expect("a folder");
    fs::write(docs.join("通知.txt"), NOTICE).expect("a file");
    fs::write(docs.join("台账.csv"), "序号,任务,责任单位\n1,学习,县司法局\n").expect("a file");
    fs::write(docs.join("坏.doc"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").expect("a file");
    for n in 0..9 {
        fs::write(docs.join(format!("{n}.png")), b"\x89PNG\r\n\x1a\n\0").expect("a file");
    }
    fs::write(docs.join("附件.rar"), b"Rar!\x1a\x07\x01\0").expect("a file");
    fs::write(docs.join("样式.css"), b"p { color: red }").expect("a file");
    let unread = "12 not read (9 pictures, 1 damaged file, 1 program, 1 archive)";
    let extracted = run(&folder, &["extract", "docs"]);
    assert_eq!(extracted.code, Some(1), "{}", extracted.stderr);
    assert!(
        extracted.stdout.contains("通知.txt\n") && extracted.stdout.contains("县司法局"),
        "{}",
        extracted.stdout
    );
    assert!(extracted.stderr.ends_with(&format!("\n2 read, {unread}\n")), "{}", extracted.stderr);
    let built = run(&folder, &["build", "docs", "-l", ":memory:"]);
    assert!(
        built.stderr.contains(&format!("\n2 added, {unread} in :memory:\n")),
        "{}",
        built.stderr
    );
    for told in [&extracted.stderr, &built.stderr] {
        assert!(told.contains("error: cannot read `docs/坏.doc`: a damaged Office file"), "{told}");
        assert!(
            told.contains("11 files are not documents; `--verbose` names each")
                && !told.contains("8.png"),
            "{told}"
        );
    }
    for args in [&["extract", "docs", "-v"][..], &["build", "docs", "-l", ":memory:", "--verbose"]]
    {
        let told = run(&folder, args);
        assert!(told.stderr.contains("`docs/8.png`: a PNG picture\nhint: "), "{}", told.stderr);
    }
    let json = run(&folder, &["extract", "docs", "--format", "json"]).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(json.as_array().map(Vec::len), Some(2));
}

/// Fake programs print what the page says, and fail if it tells them to.
#[cfg(unix)]
#[test]
fn text_is_recognised_in_pictures_where_it_is_asked_for() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let programs = folder.path().join("programs");
    fs::create_dir(&programs).expect("a folder");
    for (name, script) in [
        (
            "tesseract",
            "#!/bin/sh\n/bin/grep -q bad && exit 1\necho '一 、 加 强 学 习 。 责任 单位 ： 县 司法局 。'\n",
        ),
        ("pdftoppm", "#!/bin/sh\n/bin/cat > /dev/null\necho picture\n"),
    ] {
        fs::write(programs.join(name), script).expect("a file");
        fs::set_permissions(programs.join(name), fs::Permissions::from_mode(0o755))
            .expect("it is there");
    }
    fs::create_dir(folder.path().join("docs")).expect("a folder");
    for (name, bytes) in [
        ("docs/a.png", &b"\x89PNG\r\n\x1a\n\0"[..]),
        ("docs/b.png", b"\x89PNG\r\n\x1a\n\0bad"),
        ("docs/c.css", b"p { color: red }"),
    ] {
        fs::write(folder.path().join(name), bytes).expect("a file");
    }
    fs::copy(root().join("tests/fixtures/read/scan.pdf"), folder.path().join("docs/scan.pdf"))
        .expect("a file");
    let run = |path: &Path, args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_zeren"));
        command.env("ZEREN_LANG", "en");
        let told = command
            .args(args)
            .current_dir(folder.path())
            .env("PATH", path)
            .output()
            .expect("it runs");
        (
            told.status.code(),
            [told.stdout, told.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()),
        )
    };
    let (code, [told, _]) = run(&programs, &["extract", "docs/a.png", "--ocr"]);
    assert_eq!(code, Some(0));
    assert!(told.contains("一 加强学习\n") && told.contains("responsible 县司法局"), "{told}");
    assert!(told.contains("recognised in the picture; some characters may be wrong"), "{told}");
    #[cfg(feature = "pdf")]
    {
        let (_, [told, _]) = run(&programs, &["extract", "docs/scan.pdf", "--ocr"]);
        assert!(told.contains("recognised in page 1;") && told.contains("县司法局"), "{told}");
    }
    let (code, [_, told]) = run(&programs, &["build", "docs", "-l", ":memory:", "--ocr"]);
    assert_eq!(code, Some(1), "{told}");
    assert!(
        told.contains(
            "`docs/b.png`: `tesseract` failed or took too long to recognise the text\nhint: check"
        ),
        "{told}"
    );
    assert!(told.contains("2 not read (1 scan, 1 program)"), "{told}");
    let (code, [_, told]) = run(&folder.path().join("docs"), &["extract", "docs/a.png", "--ocr"]);
    assert_eq!(code, Some(2));
    assert!(
        told.contains(
            "`tesseract` is not installed, and is needed to recognise text\nhint: on Debian"
        ),
        "{told}"
    );
    // Never by default.
    let (code, [_, told]) = run(&programs, &["extract", "docs/a.png"]);
    assert!(
        code == Some(2) && told.contains("a PNG picture\nhint: use `--ocr`, or recognise the text"),
        "{told}"
    );
}

/// The name of a member once led to a file of that name on disk.
#[test]
fn no_archive_makes_a_build_read_other_files() {
    // The default name of a temporary folder is hidden.
    let folder = tempfile::Builder::new().prefix("zeren").tempdir().expect("a temporary folder");
    let secret = folder.path().join("secret.txt");
    fs::write(&secret, NOTICE.replace("数据", "机密")).expect("a file");
    let mut writer =
        zip::ZipWriter::new(fs::File::create(folder.path().join("b.zip")).expect("a file"));
    for name in [secret.to_str().expect("UTF-8"), "../secret.txt"] {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("a member");
        writer.write_all(NOTICE.as_bytes()).expect("its bytes");
    }
    writer.finish().expect("an archive");
    let told = run(&folder, &["build", "b.zip", "-l", ":memory:", "--exports", "out"]);
    assert_eq!(told.code, Some(0), "{}", told.stderr);
    let shown = secret.to_str().expect("UTF-8").trim_start_matches('/');
    for name in [shown, "secret.txt"] {
        assert!(told.stdout.contains(&format!("b.zip/{name}")), "{}", told.stdout);
    }
    assert!(
        told.stdout.contains("\n  甲县人民政府关于印发《甲县数据工作方案》"),
        "{}",
        told.stdout
    );
    assert!(
        !fs::read_to_string(folder.path().join("out/data.ttl"))
            .expect("the graph")
            .contains("机密")
    );
}

#[test]
fn every_file_of_a_folder_is_told() {
    let folder = folder();
    let docs = folder.path().join("docs");
    fs::create_dir_all(docs.join("zeren-store")).expect("a folder");
    for (name, bytes) in [
        ("通知.text", NOTICE.as_bytes()),
        ("图.png", b"\x89PNG\r\n\x1a\n\0"),
        ("台账.csv", b"a,b"),
        ("坏\x1b[2J.txt", b""),
        (".DS_Store", b"x"),
        ("zeren-store/CURRENT", b"MANIFEST-000005\n"),
    ] {
        fs::write(docs.join(name), bytes).expect("a file");
    }
    let told = run(&folder, &["build", "docs", "-l", ":memory:"]);
    assert_eq!(told.code, Some(1), "{}", told.stderr);
    assert!(told.stdout.contains("\n通知.text\n"), "{}", told.stdout);
    for line in [
        "skipped in `docs`: 1 hidden file, the store `zeren-store`\n",
        "error: cannot read `docs/图.png`: a PNG picture\nhint: use `--ocr`, or recognise the text first",
        "error: cannot read `docs/坏\\u{1b}[2J.txt`: it is empty\nhint: ",
        "\n2 added, 2 not read (1 picture, 1 empty file) in :memory:\n",
    ] {
        assert!(told.stderr.contains(line), "{}", told.stderr);
    }
    assert!(!told.stderr.contains('\x1b'));
    refuses(
        &run(&folder, &["build", "docs/zeren-store"]),
        2,
        "cannot read `docs/zeren-store`: a zeren store",
        "give the",
    );
}

#[test]
fn two_documents_of_one_number_are_told() {
    let folder = folder();
    fs::write(
        folder.path().join("b.txt"),
        format!("{NOTICE}（三）再多一项。（责任单位：县司法局）\n"),
    )
    .expect("a file");
    let told = run(&folder, &["build", ".", "-l", ":memory:"]);
    assert_eq!(told.code, Some(0));
    assert!(
        told.stdout
            .starts_with("a.txt: copy of b.txt; differs in 1 task fewer, 1 assignment fewer\n"),
        "{}",
        told.stdout
    );
    assert!(
        told.stdout.ends_with("    it is now the text in use, also for a.txt\n"),
        "{}",
        told.stdout
    );
    assert!(told.stderr.ends_with("1 added, 1 copy in :memory:\n"), "{}", told.stderr);
}

#[test]
fn exports_are_the_same_bytes_every_time() {
    let folder = folder();
    let read_all = |name: &str| {
        let root = folder.path().join(name);
        let maps = fs::read_dir(root.join("maps"))
            .expect("maps")
            .map(|entry| entry.expect("an entry").path());
        let mut paths: Vec<_> = maps
            .chain(["data.ttl", "data.nq", "tasks.csv", "ledger.csv"].map(|file| root.join(file)))
            .collect();
        paths.sort();
        // Graphviz places the nodes of a network slightly differently in each run.
        let is_network = |path: &Path| path.to_string_lossy().ends_with("-units.svg");
        paths
            .iter()
            .filter(|path| !is_network(path))
            .map(|path| {
                (path.file_name().expect("a name").to_owned(), fs::read(path).expect("a file"))
            })
            .collect()
    };
    for name in ["one", "two"] {
        let told = run(&folder, &["build", "a.txt", "-l", ":memory:", "--exports", name]);
        assert_eq!(told.code, Some(0), "{}", told.stderr);
    }
    let (one, two): (Vec<_>, Vec<_>) = (read_all("one"), read_all("two"));
    assert_eq!(one, two);
    let table = fs::read_to_string(folder.path().join("one/tasks.csv")).expect("the table");
    let lines: Vec<_> = table.lines().collect();
    assert_eq!(lines.len(), 3, "{table}");
    assert!(
        lines[0].starts_with("region,number,plan,section,path,title,lead,responsible,support,"),
        "{table}"
    );
    assert!(
        lines[1].contains("甲政发〔2024〕3号,甲县数据工作方案,总体要求,d2/一/（一）,建立共享目录,"),
        "{table}"
    );
    assert!(lines[1].contains(",2024-12-31,https://w3id.org/zeren/id/"), "{table}");
}

#[test]
fn questions_are_asked_by_name_in_sparql_or_from_a_file() {
    let folder = folder();
    let named = run(
        &folder,
        &["query", "--from", "a.txt", "tasks-of-unit", "--set", "unit=县数据局", "--format", "csv"],
    );
    assert_eq!((named.code, named.stderr.as_str()), (Some(0), ""));
    assert!(named.stdout.starts_with("unit,role,document,path,task,due\r\n"), "{}", named.stdout);
    assert!(
        named.stdout.contains(",lead,") && named.stdout.contains(",建立共享目录,2024-12-31"),
        "{}",
        named.stdout
    );
    let count = "SELECT (COUNT(*) AS ?n) { ?task a zr:Task }";
    fs::write(folder.path().join("count.rq"), count).expect("a file");
    let direct = run(&folder, &["query", "--from", "a.txt", count, "--format", "text/csv"]).stdout;
    assert_eq!(direct, "n\r\n2\r\n");
    assert_eq!(
        run(&folder, &["query", "--from", "a.txt", "-f", "count.rq", "--format", "csv"]).stdout,
        direct
    );
    let stdin = run_with(
        folder.path(),
        &["query", "--from", "a.txt", "-f", "-", "--format", "csv"],
        count.as_bytes(),
    );
    assert_eq!(stdin.stdout, direct);
    run(&folder, &["query", "--from", "a.txt", count, "-o", "n.csv"]);
    assert_eq!(fs::read_to_string(folder.path().join("n.csv")).expect("the answer"), direct);
    let table = run(&folder, &["query", "--from", "a.txt", count]).stdout;
    assert!(table.contains('│') || table.contains('┆'), "{table}");
}

#[test]
fn bad_questions_are_refused_with_a_hint() {
    let folder = folder();
    let ask = |args: &[&str]| run(&folder, &[&["query", "--from", "a.txt"], args].concat());
    refuses(&ask(&["workloads"]), 2, "no question `workloads`", "did you mean `workload`?");
    refuses(&ask(&["SELECT ?s { "]), 2, "cannot read the query: error at 1:", "the prefixes zr,");
    refuses(
        &ask(&["DELETE WHERE { ?s ?p ?o }"]),
        2,
        "an update is not a query",
        "only `zeren build` changes the store",
    );
    refuses(
        &ask(&["ASK { SERVICE <http://a/> {} }"]),
        2,
        "a query with `SERVICE` is refused",
        "load the data",
    );
    refuses(
        &ask(&["ASK {}", "--format", "docx"]),
        2,
        "unknown format `docx`",
        "use one of table, xlsx, csv",
    );
    refuses(
        &ask(&["ASK {}", "--format", "ttl"]),
        2,
        "`turtle` cannot hold this answer",
        "SELECT goes to table, xlsx",
    );
    refuses(
        &ask(&["ASK {}", "--set", "a=b"]),
        2,
        "SPARQL takes no `--set`",
        "write the value into the query",
    );
    refuses(&ask(&["tasks-of-unit"]), 2, "`tasks-of-unit` needs `unit`", "it takes --set unit=");
    refuses(&ask(&["-f", "gone.rq"]), 2, "cannot read `gone.rq`: ", "give a file of SPARQL");
    let usage = ask(&["tasks-of-unit", "--set", "unit"]);
    assert!(usage.code == Some(2) && usage.stderr.contains("write NAME=VALUE"), "{}", usage.stderr);
}

#[test]
fn a_build_of_which_nothing_can_be_read_leaves_no_store() {
    let folder = folder();
    fs::write(folder.path().join("b.txt"), "").expect("a file");
    let told = run(&folder, &["build", "b.txt", "-l", "new"]);
    assert_eq!(told.code, Some(2));
    assert!(
        told.stderr.contains("cannot read `b.txt`: it is empty")
            && !told.stderr.contains("try next")
    );
    assert!(!folder.path().join("new").exists());
}

#[test]
fn queries_lists_every_question() {
    let told = run(&folder(), &["queries"]);
    assert_eq!(told.code, Some(0));
    for question in zeren::question::named() {
        assert!(
            told.stdout.contains(&format!("{}\n    {}\n", question.name, question.title)),
            "{}",
            told.stdout
        );
    }
}

#[test]
fn export_writes_every_syntax() {
    let folder = folder();
    let export = |args: &[&str]| run(&folder, &[&["export", "--from", "a.txt"], args].concat());
    for (format, first) in [
        ("turtle", "@base "),
        ("ttl", "@base "),
        ("application/trig", "@base "),
        ("nt", "<https://w3id.org/zeren/"),
        ("nquads", "<https://w3id.org/zeren/"),
        ("rdfxml", "<?xml version="),
        ("jsonld", "{\n  \"@context\": {"),
    ] {
        let told = export(&["--format", format]);
        assert!(
            told.code == Some(0) && told.stdout.starts_with(first),
            "{format}: {}",
            told.stderr
        );
    }
    let told = export(&["--canonical"]);
    assert!(
        told.stderr.starts_with("SHA-256 ") && told.stderr.trim_end().len() == 72,
        "{}",
        told.stderr
    );
    let canonical = told.stdout;
    assert_eq!(canonical.lines().count(), export(&["--format", "nq"]).stdout.lines().count());
    assert!(canonical.lines().is_sorted());
    export(&["-o", "a.nt"]);
    let triples = fs::read_to_string(folder.path().join("a.nt")).expect("the export");
    assert_eq!(triples, export(&["--format", "nt"]).stdout);
    refuses(&export(&["--format", "csv"]), 2, "`csv` cannot hold a graph", "use turtle");
    refuses(
        &export(&["--graph", "甲政发〔2024〕4号"]),
        1,
        "no document `甲政发〔2024〕4号`",
        "did you mean `甲政发〔2024〕3号`",
    );
    refuses(&export(&["--graph", "id:gone"]), 1, "no document `id:gone`", "");
    let one = export(&["--graph", "甲政发[2024]3", "--format", "nq"]).stdout;
    let all = export(&["--format", "nq"]).stdout;
    assert!(one.lines().count() > 50 && one.lines().all(|line| all.contains(line)));
    refuses(
        &export(&["-o", "no/such/a.ttl"]),
        2,
        "cannot write `no/such/a.ttl`",
        "check that the folder is there",
    );
}

#[test]
fn a_reader_that_leaves_early_is_no_failure() {
    let seeds = root().join("seeds");
    let mut child = Command::new(env!("CARGO_BIN_EXE_zeren"))
        .env("ZEREN_LANG", "en")
        .args(["export", "--format", "nq", "--from"])
        .arg(seeds)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}

#[test]
fn maps_are_cut_and_drawn() {
    let folder = folder();
    let map = |args: &[&str]| run(&folder, &[&["map", "--from", "a.txt"], args].concat());
    let dot = map(&["--format", "dot"]);
    assert!(
        dot.code == Some(0) && dot.stdout.starts_with("digraph"),
        "{}{}",
        dot.stdout,
        dot.stderr
    );
    let json = map(&["--format", "json", "--unit", "县公安局"]).stdout;
    assert!(json.contains("县公安局") && !json.contains("县财政局"), "{json}");
    map(&["--view", "matrix", "-o", "map.svg"]);
    assert!(
        fs::read_to_string(folder.path().join("map.svg")).expect("the map").starts_with("<svg")
    );
    assert_eq!(map(&["--format", "json", "--unit", "公安"]).stdout, json);
    assert_eq!(
        map(&["--format", "json", "--role", "牵头"]).stdout,
        map(&["--format", "json", "--role", "lead"]).stdout
    );
    assert_eq!(map(&["--view", "矩阵"]).stdout, map(&["--view", "matrix"]).stdout);
    let part = map(&["--format", "json", "--part", "数据安全"]).stdout;
    assert!(part.contains("保障数据安全") && !part.contains("建立共享目录"), "{part}");
    refuses(
        &map(&["--unit", "县数居局"]),
        1,
        "no unit or leader `县数居局`",
        "did you mean `县数据局`",
    );
    refuses(
        &map(&["--document", "甲政发〔2024〕5号"]),
        1,
        "no document `甲政发〔2024〕5号`",
        "did you mean `甲政发〔2024〕3号`",
    );
    refuses(&map(&["--part", "总休要求"]), 1, "no part `总休要求`", "did you mean `总体要求`");
    refuses(&map(&["--role", "牵投"]), 1, "no role `牵投`", "did you mean `牵头`");
    refuses(&map(&["--view", "matrx"]), 1, "no view `matrx`", "did you mean `matrix`");
    refuses(
        &map(&["--format", "pdf"]),
        2,
        "unknown format `pdf`",
        "use dot, svg, png, json, gexf or graphml",
    );
    refuses(
        &map(&["--view", "leaders"]),
        2,
        "nothing to draw in view `leaders`",
        "ask for a wider slice",
    );
}

#[test]
fn explain_shows_the_line_and_the_rule() {
    let folder = folder();
    let due = run(
        &folder,
        &["query", "--from", "a.txt", "SELECT ?t { ?t a zr:Time }", "--format", "csv"],
    )
    .stdout;
    let iri = due.lines().nth(1).expect("a time").trim();
    let told = run(&folder, &["explain", "--from", "a.txt", iri]);
    assert_eq!((told.code, told.stderr.as_str()), (Some(0), ""));
    assert!(told.stdout.contains("\n  a.txt, line 13, column 11\n"), "{}", told.stdout);
    assert!(
        told.stdout.contains("（一）建立共享目录。⟦2024年年底前⟧建成目录。（牵头单位：县数据局"),
        "{}",
        told.stdout
    );
    assert!(told.stdout.contains("\n  rule time-deadline-year: "), "{}", told.stdout);
    let rule = run(&folder, &["explain", "time-deadline-year"]).stdout;
    assert!(
        rule.starts_with("rule time-deadline-year\n  ") && rule.contains("\n  reads         "),
        "{rule}"
    );
    refuses(
        &run(&folder, &["explain", "--from", "a.txt", "id:nobody"]),
        1,
        "nothing is known of `id:nobody`",
        "copy an IRI",
    );
    let told = run(&folder, &["explain", "--from", "a.txt", "time-deadlin-year"]);
    refuses(
        &told,
        1,
        "`time-deadlin-year` is neither a rule nor an IRI",
        "did you mean the rule `time-deadline-year`?",
    );
}

#[test]
fn explain_takes_the_names_of_things() {
    let folder = folder();
    let explain = |name: &str| run(&folder, &["explain", "--from", "a.txt", name]);
    let document = explain("甲政发[2024]3号");
    assert!(
        document.code == Some(0) && document.stdout.contains("eli:number 甲政发〔2024〕3号"),
        "{}",
        document.stdout
    );
    let unit = explain("县数据局");
    assert!(
        unit.stdout.contains("skos:prefLabel 县数据局") && unit.stdout.contains("⟦县数据局⟧"),
        "{}",
        unit.stdout
    );
    assert!(explain("《数据安全法》").stdout.contains("dcterms:title 数据安全法"));
    refuses(&explain("县数居局"), 1, "no thing `县数居局`", "did you mean `县数据局`");
    refuses(&explain("局"), 1, "3 things are called `局`", "name one of `");
}

#[test]
fn a_name_that_matches_nothing_is_an_error_and_no_rows_are_said() {
    let folder = folder();
    let ask = |args: &[&str]| run(&folder, &[&["query", "--from", "a.txt"], args].concat());
    let unit = |value: &str| ask(&["tasks-of-unit", "--set", value, "--format", "csv"]);
    refuses(&unit("unit=县数居局"), 1, "no unit `县数居局`", "did you mean `县数据局`");
    let document = ask(&["legal-basis", "--set", "document=甲县数据工作方案", "--format", "csv"]);
    assert!(
        document.stdout.contains("implements,数据安全法,"),
        "{}{}",
        document.stdout,
        document.stderr
    );
    let part = unit("unit=数据");
    assert!(part.code == Some(0) && part.stdout.contains("建立共享目录"), "{}", part.stdout);
    assert_eq!(part.stderr, "note: unit `数据` matches part of `县数据局`\n");
    let none =
        ask(&["tasks-of-unit", "--set", "unit=县公安局", "--set", "role=牵头", "--format", "csv"]);
    assert_eq!(
        (none.code, none.stdout.as_str()),
        (Some(0), "unit,role,document,path,task,due\r\n")
    );
    assert_eq!(
        none.stderr,
        "no rows: the documents say nothing about it for unit `县公安局`, role `lead`\n"
    );
    let recurring = ask(&["recurring"]);
    assert!(
        recurring.code == Some(0) && recurring.stdout.ends_with("0 rows\n"),
        "{}",
        recurring.stdout
    );
    assert_eq!(recurring.stderr, "no rows: the documents say nothing about it\n");
}

#[test]
fn sparql_that_can_find_nothing_is_told() {
    let folder = folder();
    let ask = |query: &str| run(&folder, &["query", "--from", "a.txt", query, "--format", "csv"]);
    let told = ask("SELECT ?t { ?t zr:leads ?u }");
    assert_eq!((told.code, told.stdout.as_str()), (Some(0), "t\r\n"));
    assert!(told.stderr.starts_with(
        "warning: the ontology has no `zr:leads`, so nothing matches it; did you mean `zr:lead`"
    ));
    assert_eq!(ask("SELECT ?t { ?t zr:lead ?u }").stderr, "");
    let iri = "https://w3id.org/zeren/id/doc/410526/a-2023-2";
    refuses(
        &ask("DESCRIBE id:doc/410526/a-2023-2"),
        2,
        &format!("`id:doc/410526/a-2023-2` is not a name in SPARQL: write `<{iri}>`"),
        "a name with `/` after its prefix",
    );
    refuses(
        &ask("ASK { ?t zro:lead ?u }"),
        2,
        "no prefix `zro:` is declared: did you mean `zr:lead`?",
        "zr, zrr, eli",
    );
}

#[cfg(feature = "rocksdb")]
#[test]
fn a_store_without_documents_says_so() {
    let folder = folder();
    let location = folder.path().join("empty");
    let empty = &mut zeren::store::Writer::open(location.to_str().expect("a path in UTF-8"))
        .expect("a store on disk");
    zeren::sources::Target::finish(empty, &[], &zeren::sources::Manifest::default())
        .expect("a store of nothing");
    let ask = |args: &[&str]| run(&folder, &[&["query", "-l", "empty"], args].concat());
    for args in [&["workload"][..], &["SELECT (COUNT(*) AS ?n) { ?t a zr:Task }"]] {
        let told = ask(args);
        assert_eq!(told.code, Some(0));
        assert_eq!(
            told.stderr,
            "note: the store holds no documents: read some into it with `zeren build FOLDER`\n"
        );
    }
    refuses(
        &ask(&["tasks-of-unit", "--set", "unit=县司法局"]),
        1,
        "no unit `县司法局`",
        "the store names no unit: read",
    );
}

#[cfg(feature = "rocksdb")]
#[test]
fn documents_of_stores_are_compared_by_their_names() {
    let folder = folder();
    fs::write(
        folder.path().join("b.txt"),
        NOTICE.replace("3号", "4号").replace("县财政局", "县审计局"),
    )
    .expect("a file");
    assert_eq!(run(&folder, &["build", "a.txt", "b.txt", "-l", "store"]).code, Some(0));
    let diff = |args: &[&str]| run(&folder, &[&["diff", "store", "store"], args].concat());
    assert_eq!(diff(&["--document", "甲政发[2024]3号"]).code, Some(0));
    let told = diff(&["--document", "甲政发〔2024〕3号", "--document", "甲政发〔2024〕4号"]);
    assert!(
        told.code == Some(1) && told.stdout.contains("县审计局"),
        "{}{}",
        told.stdout,
        told.stderr
    );
    refuses(
        &diff(&["--document", "甲政发〔2024〕5号"]),
        1,
        "no document `甲政发〔2024〕5号`",
        "did you mean `甲政发〔2024〕",
    );
    let files = run(&folder, &["diff", "a.txt", "b.txt", "--document", "甲政发〔2024〕3号"]);
    refuses(&files, 2, "`a.txt` is not a store to take a document from", "name two stores");
}

#[cfg(feature = "rocksdb")]
#[test]
fn sources_are_listed_removed_and_pruned() {
    let folder = folder();
    fs::copy(folder.path().join("a.txt"), folder.path().join("b.txt")).expect("a copy");
    assert_eq!(run(&folder, &["build", "."]).code, Some(0));
    let listed = run(&folder, &["sources", "--format", "csv"]).stdout;
    assert!(
        listed.contains("a.txt,") && listed.contains("b.txt,") && listed.contains(",copy of "),
        "{listed}"
    );
    let n_tasks = || {
        run(&folder, &["query", "SELECT (COUNT(*) AS ?n) { ?t a zr:Task }", "--format", "csv"])
            .stdout
    };
    assert_eq!(n_tasks(), "n\r\n2\r\n");
    let told = run(&folder, &["remove", "a.txt"]);
    assert_eq!((told.code, told.stdout.as_str()), (Some(0), "a.txt: removed\n"), "{}", told.stderr);
    assert_eq!(n_tasks(), "n\r\n2\r\n", "the copy speaks");
    refuses(
        &run(&folder, &["remove", "c.txt"]),
        1,
        "no source or document `c.txt`",
        "did you mean `b.txt`",
    );
    assert_eq!(run(&folder, &["build", "."]).code, Some(0));
    fs::remove_file(folder.path().join("b.txt")).expect("it is there");
    let told = run(&folder, &["build", "."]);
    assert!(
        told.stdout.contains("b.txt: missing\n") && told.stderr.contains("--prune"),
        "{}",
        told.stdout
    );
    assert!(run(&folder, &["build", ".", "--prune"]).stdout.contains("b.txt: removed\n"));
    assert_eq!(n_tasks(), "n\r\n2\r\n");
    assert!(!run(&folder, &["sources", "--format", "json"]).stdout.contains("b.txt"));
}

#[cfg(feature = "rocksdb")]
#[test]
fn a_store_on_disk_is_made_kept_and_brought_up_to_date() {
    let folder = folder();
    assert_eq!(run(&folder, &["build", "a.txt"]).code, Some(0));
    let again = run(&folder, &["build", "a.txt"]);
    assert_eq!((again.code, again.stdout.as_str()), (Some(0), "a.txt: unchanged\n"));
    assert!(again.stderr.contains("1 unchanged in ./zeren-store\n"), "{}", again.stderr);
    assert!(again.stderr.contains("try next:\n  zeren query workload\n"), "{}", again.stderr);
    let count = ["query", "SELECT (COUNT(*) AS ?n) { ?task a zr:Task }", "--format", "csv"];
    assert_eq!(run(&folder, &count).stdout, "n\r\n2\r\n");
    fs::write(
        folder.path().join("a.txt"),
        format!("{NOTICE}（三）再多一项。（责任单位：县司法局）\n"),
    )
    .expect("a file");
    let other = run(&folder, &["build", "a.txt"]);
    assert!(
        other.stdout.ends_with("    changed: 1 task more, 1 assignment more\n"),
        "{}",
        other.stdout
    );
    assert_eq!(run(&folder, &count).stdout, "n\r\n3\r\n");
    fs::create_dir(folder.path().join("mine")).expect("a folder");
    fs::write(folder.path().join("mine/letter.txt"), "dear").expect("a file");
    refuses(
        &run(&folder, &["build", "a.txt", "-l", "mine"]),
        2,
        "`mine` is not a zeren store",
        "name an empty",
    );
    refuses(
        &run(&folder, &["query", "workload", "-l", "gone"]),
        2,
        "no store at `gone`",
        "make one with `zeren build`",
    );
}
