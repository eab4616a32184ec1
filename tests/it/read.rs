//! Documents of every format, from outside: what text they give, and what is said of those that give none.

mod archives;
mod corpus;
mod docx;
mod pages;
#[cfg(feature = "pdf")]
mod pdf;

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use zeren::Source;
use zeren::read::{ReadError, documents, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::gold::root;

/// A folder with one file in it, and the path of that.
fn file(name: &str, bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("a file");
    (folder, path)
}

/// The text of a file of these bytes.
fn text(bytes: &[u8]) -> String {
    source(bytes).text
}

fn source(bytes: &[u8]) -> Source {
    zeren::read::source("a".to_owned(), bytes).unwrap_or_else(|problem| panic!("{problem}"))
}

/// What is said of a file of these bytes, with the hint.
fn refused(bytes: &[u8]) -> String {
    let (_folder, path) = file("a.txt", bytes);
    let error = read(&path).expect_err("it is no document");
    let told = error.to_string();
    let told = told.strip_prefix(&format!("cannot read `{}`: ", path.display())).expect("the path comes first");
    format!("{told}; {}", error.hint())
}

/// A zip file of these members.
fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a member");
        writer.write_all(bytes).expect("its bytes");
    }
    writer.finish().expect("an archive").into_inner()
}

#[test]
fn what_is_not_read_is_named_with_what_to_do() {
    for (bytes, told) in [
        (
            &b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0"[..],
            "an old Office file (.doc, .wps, .xls); open it in Word, WPS or LibreOffice",
        ),
        (b"{\\rtf1\\ansi\\deff0", "an RTF file; open it in Word"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG picture; have the text recognised (OCR) first"),
        (b"\x89PNG\r\n\x1a\n\0", "a PNG picture; have the text recognised"),
        (b"Rar!\x1a\x07\x01\0", "a RAR archive; unpack it first"),
        (b"MIME-Version: 1.0\r\n", "a web archive (MHTML); save the page as HTML"),
        (b"PK\x03\x04\0\0", "a damaged zip file: "),
        (b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0", "a binary file, not text; convert it"),
        (b"\xff\xfe", "it is empty; give a document with text"),
        (
            b"<html><body><script>load()</script></body></html>",
            "it is empty; give a document with text; a page whose text comes by script",
        ),
    ] {
        let is = refused(bytes);
        assert!(is.starts_with(told), "{is}");
    }
    for (member, told) in [
        ("xl/workbook.xml", "an Excel file (.xlsx); save the sheet as HTML"),
        ("ppt/presentation.xml", "a PowerPoint file (.pptx); open it"),
        ("content.xml", "an OpenDocument file (.odt, .ods); open it"),
        ("OFD.xml", "an OFD file; open it in an OFD reader"),
    ] {
        let is = refused(&zip(&[("[Content_Types].xml", b"<Types/>"), (member, b"<a/>")]));
        assert!(is.starts_with(told), "{is}");
    }
}

/// Files that were cut or damaged on their way are refused or read in part, and stop nothing else.
#[test]
fn damaged_files_do_no_harm() {
    let fixture = |name: &str| fs::read(root().join("tests/fixtures/read").join(name)).expect("a fixture");
    let office = docx::docx(&docx::numbered(1, 0, "一"), &[("numbering", "<w:num w:numId=\"1\"/>")]);
    let page = fixture("province.html");
    for (bytes, step) in [(fixture("plan.pdf"), 307), (office, 31), (zip(&[("通知.html", &page)]), 97), (page, 97)] {
        for at in (0..bytes.len()).step_by(step) {
            let _ = zeren::read::source("cut".to_owned(), &bytes[..at]);
            let mut bad = bytes.clone();
            bad[at] ^= 0x55;
            let _ = zeren::read::source("bad".to_owned(), &bad);
        }
    }
}

#[test]
fn the_name_says_nothing_about_the_format() {
    let page = "<html><body><p>一、加强学习。责任单位：县司法局。</p></body></html>";
    let (_folder, path) = file("通知.doc", page.as_bytes());
    let read = read(&path).expect("a page");
    assert_eq!((read.name.as_str(), read.text.as_str()), ("通知.doc", "一、加强学习。责任单位：县司法局。\n"));
}

#[test]
fn the_hash_is_of_the_bytes_and_the_mark_is_no_text() {
    let source = source("\u{feff}abc\r\n".as_bytes());
    assert_eq!(source.text, "abc\r\n");
    assert_eq!(source.hash, "c3199f17595cd7b59cea561d9cb96f204ef903c38b1b9cb4a50b7e68d286f675");
}

#[cfg(unix)]
#[test]
fn folders_give_their_documents_in_order() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path();
    fs::create_dir_all(root.join("b/.git")).expect("folders");
    for name in ["b/2.txt", "b/1.MD", "b/.git/3.txt", "a.txt", ".hidden.txt", "c.docx", "c.jpg", "c.css"] {
        fs::write(root.join(name), "一").expect("files");
    }
    fs::write(root.join("d.zip"), zip(&[("2.txt", b"2"), ("x/1.txt", b"1")])).expect("an archive");
    fs::write(root.join("e.zip"), zip(&[("a.png", b"")])).expect("an archive");
    std::os::unix::fs::symlink(root, root.join("b/loop")).expect("a link");
    std::os::unix::fs::symlink(root.join("nowhere"), root.join("gone.txt")).expect("a link");
    let (found, errors): (Vec<_>, Vec<_>) = documents(root).into_iter().partition(Result::is_ok);
    let names: Vec<_> = found.iter().flatten().filter_map(|path| path.strip_prefix(root).ok()?.to_str()).collect();
    assert_eq!(names, ["a.txt", "b/1.MD", "b/2.txt", "c.docx", "d.zip/2.txt", "d.zip/x/1.txt"]);
    let told: Vec<_> = errors.into_iter().filter_map(Result::err).map(|error| local(root, &error)).collect();
    assert_eq!(told, ["cannot read `e.zip`: no documents in it", "cannot read `gone.txt`: no such file or folder"]);
}

fn local(root: &Path, error: &ReadError) -> String {
    error.to_string().replace(&format!("{}/", root.display()), "")
}

#[test]
fn a_folder_without_documents_is_an_error() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let told = documents(folder.path());
    assert!(matches!(told.as_slice(), [Err(error)] if error.hint().contains(".zip archives")));
}
