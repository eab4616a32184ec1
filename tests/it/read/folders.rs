//! Folders: every file in them is listed, under the right name.

use std::fs;
use std::path::Path;

use tempfile::TempDir;
use zeren::read::{Input, Passed, Problem, find, inputs, read, read_path};

use super::{docx, zip};

const PLAN: &str = "一、学习。责任单位：县司法局。";

/// Returns a folder with these files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, bytes).expect("a file");
    }
    folder
}

/// Returns the result for each file: its name and text, or its name and the problem.
fn told(folder: &Path) -> Vec<String> {
    let tell = |input: Result<Input, _>| match input.and_then(|input| read(&input)) {
        Ok(source) => format!("{}: {}", source.name, source.text.trim()),
        Err(error) => format!("{}: {}; {}", error.name, error.problem, error.hint()),
    };
    inputs(folder).into_iter().map(tell).collect()
}

#[test]
fn every_file_is_read_by_its_content_or_told() {
    let page = format!("<html><body><p>{PLAN}</p></body></html>");
    let word = docx::docx(&format!("<w:p><w:r><w:t>{PLAN}</w:t></w:r></w:p>"), &[]);
    let sheet = zip(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.bin", b"<a/>")]);
    let folder = folder(&[
        ("台账.csv", "序号,任务\n1,学习".as_bytes()),
        ("台账.xlsb", &sheet),
        ("图.png", b"\x89PNG\r\n\x1a\n\0"),
        ("扫描件.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF"),
        ("方案.markdown", PLAN.as_bytes()),
        ("无后缀", PLAN.as_bytes()),
        ("样式.css", b"p { color: red }"),
        ("模板.dotx", &word),
        ("空.txt", b""),
        ("录像.mp4", b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41"),
        ("通知.docm", &word),
        ("通知.text", PLAN.as_bytes()),
        ("邮件.eml", b"MIME-Version: 1.0\nFrom: a\n\nx\n"),
        ("附件.rar", b"Rar!\x1a\x07\x01\0"),
        ("页面.aspx", page.as_bytes()),
    ]);
    let told = told(folder.path());
    let expected = [
        "台账.csv: | 序号 | 任务 |\n| --- | --- |\n| 1 | 学习 |",
        "台账.xlsb: an Excel file (.xlsb); save it as .xlsx",
        "图.png: a PNG picture; use `--ocr`, or recognise the text first and give that",
        "录像.mp4: a recording; have it transcribed first, and give the text",
        "扫描件.jpg: a JPEG picture; use `--ocr`, or recognise the text first and give that",
        &format!("方案.markdown: {PLAN}"),
        &format!("无后缀: {PLAN}"),
        "样式.css: a program, not a document; if it is a document all the same, name it .txt",
        &format!("模板.dotx: {PLAN}"),
        "空.txt: it is empty; give a document with text; save a page that is drawn by a script from the browser",
        &format!("通知.docm: {PLAN}"),
        &format!("通知.text: {PLAN}"),
        "邮件.eml: x",
        "附件.rar: a RAR archive; unpack it first, or pack it as .zip",
        &format!("页面.aspx: {PLAN}"),
    ];
    let mut expected = expected.map(str::to_owned);
    expected.sort();
    let mut told = told;
    told.sort();
    assert_eq!(told, expected);
}

#[test]
fn what_nobody_meant_as_a_document_is_counted() {
    let folder = folder(&[
        ("a.txt", PLAN.as_bytes()),
        ("corrections.toml", b""),
        (".git/config", b"x"),
        (".git/b.txt", b"x"),
        ("2023/.DS_Store", b"x"),
        ("2023/~$通知.docx", b"x"),
        ("2023/Thumbs.db", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("2023/b.txt", PLAN.as_bytes()),
        ("zeren-store/CURRENT", b"MANIFEST-000005\n"),
        ("zeren-store/000004.log", b"x"),
        ("库/FORMAT", b"1\n"),
        ("库/x.txt", b"x"),
        (
            "z.zip",
            &zip(&[("c.txt", PLAN.as_bytes()), ("__MACOSX/._c.txt", b"x"), (".DS_Store", b"x")]),
        ),
    ]);
    let found = find(folder.path());
    let names: Vec<_> = found.inputs.iter().flatten().map(|input| input.name.as_str()).collect();
    assert_eq!(names, ["2023/b.txt", "a.txt", "z.zip/c.txt"]);
    assert_eq!(found.inputs.len(), names.len());
    let stores = vec!["zeren-store".to_owned(), "库".to_owned()];
    assert_eq!(found.passed, Passed { n_hidden: 6, stores });
    assert_eq!(
        found.passed.message().to_string(),
        "6 hidden files, the store `zeren-store`, the store `库`"
    );
    let [Err(error)] = &inputs(&folder.path().join("zeren-store"))[..] else {
        panic!("a store is no document")
    };
    assert!(
        matches!(error.problem, Problem::Store) && error.hint().to_string().contains("--location"),
        "{error}"
    );
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_told_where_they_lead_nowhere() {
    use std::os::unix::fs::symlink;
    let folder = folder(&[
        ("b/2.txt", PLAN.as_bytes()),
        ("b/1.MD", PLAN.as_bytes()),
        ("a.txt", PLAN.as_bytes()),
    ]);
    let root = folder.path();
    symlink(root, root.join("b/loop")).expect("a link");
    symlink(root.join("a.txt"), root.join("b/3.txt")).expect("a link");
    symlink(root.join("nowhere"), root.join("gone.txt")).expect("a link");
    symlink(root.join("nowhere"), root.join(".#lock")).expect("a link");
    let _listener = std::os::unix::net::UnixListener::bind(root.join("socket")).expect("a socket");
    let told = told(root);
    let expected = [
        &format!("a.txt: {PLAN}"),
        &format!("b/1.MD: {PLAN}"),
        &format!("b/2.txt: {PLAN}"),
        &format!("b/3.txt: {PLAN}"),
        "gone.txt: a link to a file that is not there; put the file itself there, or remove the link",
        "socket: a device or pipe, not a file; name a file; pipe the output of a program in with `-`",
    ];
    assert_eq!(told, expected);
    assert_eq!(find(root).passed.n_hidden, 1);
}

#[cfg(unix)]
#[test]
fn no_name_moves_the_cursor() {
    use std::os::unix::ffi::OsStrExt;
    let folder = folder(&[("a\x1b[2J\n.txt", PLAN.as_bytes()), ("b\x07.txt", b"")]);
    let told = told(folder.path());
    assert_eq!(told[0], format!("a\\u{{1b}}[2J\\n.txt: {PLAN}"));
    assert!(told[1].starts_with("b\\u{7}.txt: it is empty"), "{told:?}");
    let error = read_path(&folder.path().join("b\x07.txt")).expect_err("it is empty").to_string();
    assert!(error.ends_with("/b\\u{7}.txt`: it is empty"), "{error:?}");
    // A name in GB18030, unpacked unchanged.
    let name = encoding_rs::GB18030.encode("方案.txt").0;
    fs::write(folder.path().join(std::ffi::OsStr::from_bytes(&name)), PLAN).expect("a file");
    assert!(inputs(folder.path()).iter().flatten().any(|input| input.name == "方案.txt"));
}

#[test]
fn a_file_has_one_key_however_it_is_named() {
    let folder = folder(&[
        ("a.txt", PLAN.as_bytes()),
        ("b/c.zip", &zip(&[("d/e.txt", b"1"), ("f.txt", b"2")])),
    ]);
    let root = folder.path().canonicalize().expect("it is there");
    let key = |path: &Path| Input::of(path).expect("a document").key();
    let [one, other] = [root.join("a.txt"), root.join("b/../a.txt")].map(|path| key(&path));
    assert_eq!((one.as_str(), &one), (root.join("a.txt").to_str().expect("UTF-8"), &other));
    let keys: Vec<_> =
        inputs(&root).into_iter().map(|input| input.expect("a document").key()).collect();
    let archive = root.join("b/c.zip").to_str().expect("UTF-8").to_owned();
    assert_eq!(keys, [one, format!("{archive}\0d/e.txt"), format!("{archive}\0f.txt")]);
    assert_eq!(key(&root.join("b/c.zip/d/e.txt")), keys[1]);
    assert_eq!(key(Path::new("-")), "-");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&root, root.join("link")).expect("a link");
        assert_eq!(key(&root.join("link/a.txt")), keys[0]);
    }
}

#[test]
fn what_is_named_is_called_by_its_file_name() {
    let folder = folder(&[("2023/a.txt", PLAN.as_bytes())]);
    let input = Input::of(&folder.path().join("2023/a.txt")).expect("a file");
    assert_eq!(input.name, "a.txt");
    assert!(matches!(inputs(&input.path).as_slice(), [Ok(one)] if *one == input));
    assert_eq!(inputs(folder.path()).iter().flatten().next().expect("a file").name, "2023/a.txt");
    for (name, problem) in [
        ("2023", "a folder, not a file"),
        ("gone.txt", "no such file"),
        ("2023/a.txt/b", "no such file"),
    ] {
        let error = Input::of(&folder.path().join(name)).expect_err("no document").to_string();
        assert!(error.contains(&format!("{name}`: {problem}")), "{error}");
    }
}

#[test]
fn a_folder_without_documents_is_an_error() {
    let folder = folder(&[(".hidden.txt", b"x")]);
    let told = inputs(folder.path());
    assert!(
        matches!(told.as_slice(), [Err(error)] if error.hint().to_string().contains(".zip archives"))
    );
}
