//! A file that crashes its reader affects no other file.

use std::fs;
use std::path::Path;

use crate::cli::{Run, run_with};
use crate::gold::root;
use crate::read::{pdf_of, zip};

const NOTICE: &str = "甲县人民政府关于印发《甲县第#数据方案》的通知\n\n一、任务\n（一）建立目录。（牵头单位：县数据局；配合单位：县财政局）\n";

/// Returns a PDF file whose page has dictionaries nested too deeply for the stack.
fn nested() -> Vec<u8> {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!("<</Type/Page/Parent 2 0 R/A {}>>", "<< /A ".repeat(400_000)),
    ];
    pdf_of(&objects)
}

/// Builds a folder of five notices and other files.
fn built(beside: &[(&str, &[u8])]) -> (Run, usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let docs = folder.path().join("docs");
    fs::create_dir(&docs).expect("a folder");
    for n in 0..5 {
        fs::write(docs.join(format!("{n}.txt")), NOTICE.replace('#', &n.to_string()))
            .expect("a file");
    }
    for (name, bytes) in beside {
        fs::write(docs.join(name), bytes).expect("a file");
    }
    let told = run_with(folder.path(), &["build", "docs"], b"");
    let sources = run_with(folder.path(), &["sources", "--format", "csv"], b"");
    let n = sources.stdout.lines().skip(1).filter(|line| line.contains(".txt")).count();
    (told, n)
}

#[test]
fn a_reader_that_overflows_its_stack_costs_its_file_alone() {
    let nested = nested();
    let archive = zip(&[("深.pdf", &nested), ("a.txt", NOTICE.as_bytes())]);
    let beside: [(&str, &[u8]); 3] =
        [("0.pdf", &nested), ("2 2.pdf", &nested), ("a.zip", &archive)];
    let (told, n) = built(&beside);
    assert_eq!((told.code, n), (Some(1), 6), "{}", told.stderr);
    for name in ["docs/0.pdf", "docs/2 2.pdf", "docs/a.zip/深.pdf"] {
        let expected = format!("error: cannot read `{name}`: reading it broke off");
        assert!(told.stderr.contains(&expected), "{}", told.stderr);
    }
    assert_eq!(told.stderr.matches("nothing else was stopped by it").count(), 3, "{}", told.stderr);
}

#[test]
fn a_file_alone_is_refused_as_any_other() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("a.pdf"), nested()).expect("a file");
    let told = run_with(folder.path(), &["extract", "a.pdf", "--lang", "zh"], b"");
    assert_eq!((told.code, told.stdout.as_str()), (Some(2), ""), "{}", told.stderr);
    assert!(told.stderr.contains("读取中断"), "{}", told.stderr);
}

#[test]
fn a_document_that_unpacks_to_more_than_its_memory_costs_itself_alone() {
    // Each paragraph shows the text of its list level.
    let item = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>学习。</w:t></w:r></w:p>";
    let w = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let body = format!("<w:document {w}><w:body>{}</w:body></w:document>", item.repeat(1400));
    let level = format!(
        "<w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"{}%1\"/></w:lvl>",
        "第".repeat(400_000)
    );
    let numbering = format!(
        "<w:numbering {w}><w:abstractNum w:abstractNumId=\"1\">{level}</w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>"
    );
    let docx = zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", body.as_bytes()),
        ("word/numbering.xml", numbering.as_bytes()),
    ]);
    let (told, n) = built(&[("0.docx", &docx)]);
    assert_eq!(n, 5, "{}", told.stderr);
    // The text of the level is truncated, and the rest is read.
    assert_eq!(told.code, Some(0), "{}", told.stderr);
}

#[test]
fn what_is_read_apart_is_read_the_same() {
    let formats = root().join("tests/fixtures/read/formats");
    let mut names: Vec<_> = fs::read_dir(&formats)
        .expect("the fixtures")
        .map(|one| one.expect("a file").path())
        .collect();
    names.sort();
    for path in names.iter().filter(|path| path.extension().is_some_and(|end| end != "py")) {
        let told = run_with(
            Path::new("."),
            &["extract", path.to_str().expect("UTF-8"), "--format", "json"],
            b"",
        );
        let here = zeren::read::read_path(path).expect("it is read");
        let facts = zeren::extract_facts(&here);
        assert_eq!(told.stdout, zeren::export::json(&here, &facts), "{}", path.display());
    }
}

#[test]
fn a_child_ends_when_nobody_asks_it() {
    // Without requests it exits.
    let told = run_with(Path::new("."), &[zeren::read::WORKER], b"");
    assert_eq!((told.code, told.stdout.as_str(), told.stderr.as_str()), (Some(0), "", ""));
    // An invalid message makes it fail.
    assert_eq!(
        run_with(Path::new("."), &[zeren::read::WORKER], b"\x01\0\0\0nonsense that is too short")
            .code,
        Some(1)
    );
}
