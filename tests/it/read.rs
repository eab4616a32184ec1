//! Documents of every format: the text they give, and the errors for those that give none.

mod archives;
mod corpus;
mod crawl;
mod docx;
mod docx_parts;
mod folders;
mod formats;
mod markdown;
mod mojibake;
mod pages;
#[cfg(feature = "pdf")]
mod pdf;

use std::fs;
use std::io::{Cursor, Write};
use std::path::PathBuf;

use tempfile::TempDir;
use zeren::Source;
use zeren::read::read_path;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::gold::root;

/// Returns a folder with one file in it, and the path of the file.
fn file(name: &str, bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("a file");
    (folder, path)
}

/// Returns the text of a file with these bytes.
fn text(bytes: &[u8]) -> String {
    source(bytes).text
}

fn source(bytes: &[u8]) -> Source {
    zeren::read::source("a".to_owned(), bytes).unwrap_or_else(|problem| panic!("{problem}"))
}

/// Reads bytes under a file name.
fn source_named(name: &str, bytes: &[u8]) -> Source {
    zeren::read::source(name.to_owned(), bytes)
        .unwrap_or_else(|problem| panic!("{name}: {problem}"))
}

/// Returns the error for a file with these bytes, with its hint.
fn refused(bytes: &[u8]) -> String {
    let (_folder, path) = file("a.txt", bytes);
    let error = read_path(&path).expect_err("it is no document");
    let told = error.to_string();
    assert!(told.starts_with(&format!("cannot read `{}", path.display())), "{told}");
    assert!(told.ends_with(&format!("`: {}", error.problem)), "{told}");
    format!("{}; {}", error.problem, error.hint())
}

/// Returns a ZIP file with these members.
pub(crate) fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
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
            &b"\xff\xd8\xff\xe0\0\x10JFIF"[..],
            "a JPEG picture; use `--ocr`, or recognise the text first",
        ),
        (b"\x89PNG\r\n\x1a\n\0", "a PNG picture; use `--ocr`, or recognise the text"),
        (b"Rar!\x1a\x07\x01\0", "a RAR archive; unpack it first"),
        (b"PK\x03\x04\0\0", "a damaged zip file: "),
        (
            b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0",
            "a binary file, not text; convert it",
        ),
        (b"\xff\xfe", "it is empty; give a document with text"),
        (
            b"<html><body><script>load()</script></body></html>",
            "it is empty; give a document with text; save a page that is drawn by a script",
        ),
    ] {
        let is = refused(bytes);
        assert!(is.starts_with(told), "{is}");
    }
    for (member, told) in [
        ("xl/workbook.bin", "an Excel file (.xlsb); save it as .xlsx"),
        ("ppt/presentation.xml", "a PowerPoint file (.pptx); open it"),
    ] {
        let is = refused(&zip(&[("[Content_Types].xml", b"<Types/>"), (member, b"<a/>")]));
        assert!(is.starts_with(told), "{is}");
    }
}

/// Files damaged in transit are rejected or partly read, and affect no others.
#[test]
fn damaged_files_do_no_harm() {
    let fixture =
        |name: &str| fs::read(root().join("tests/fixtures/read").join(name)).expect("a fixture");
    let office =
        docx::docx(&docx::numbered(1, 0, "一"), &[("numbering", "<w:num w:numId=\"1\"/>")]);
    let page = fixture("province.html");
    for (bytes, step) in
        [(fixture("plan.pdf"), 307), (office, 31), (zip(&[("通知.html", &page)]), 97), (page, 97)]
    {
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
    let read = read_path(&path).expect("a page");
    assert_eq!(
        (read.name.as_str(), read.text.as_str()),
        ("通知.doc", "一、加强学习。责任单位：县司法局。\n")
    );
}

#[test]
fn the_hash_is_of_the_bytes_and_the_mark_is_no_text() {
    let source = source("\u{feff}abc\r\n".as_bytes());
    assert_eq!(source.text, "abc\r\n");
    assert_eq!(source.hash, "c3199f17595cd7b59cea561d9cb96f204ef903c38b1b9cb4a50b7e68d286f675");
}

#[test]
fn the_format_is_the_one_of_the_bytes() {
    for (name, bytes, format) in [
        ("a.doc", "<html><body><p>一、学习。</p></body></html>".as_bytes().to_vec(), "text/html"),
        ("a.html", "一、学习。".into(), "text/plain"),
        ("a.md", "# 一、学习。".into(), "text/markdown"),
        (
            "a.txt",
            docx::docx("<w:p><w:r><w:t>一、学习。</w:t></w:r></w:p>", &[]),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        ("a.zip", zip(&[("b.md", "# 一、学习。".as_bytes())]), "text/markdown"),
    ] {
        let (_folder, path) = file(name, &bytes);
        assert_eq!(read_path(&path).expect("a document").format, format, "{name}");
    }
}

/// Returns a PDF file with these objects, the first being the catalogue; text after `stream`
/// becomes a stream.
pub(crate) fn pdf_of(objects: &[String]) -> Vec<u8> {
    let (mut file, mut places) = ("%PDF-1.4\n".to_owned(), String::new());
    for (n, object) in objects.iter().enumerate() {
        places.push_str(&format!("{:010} 00000 n \n", file.len()));
        let object = match object.split_once("stream\n") {
            Some((head, content)) => {
                let entries = head.trim().strip_suffix(">>").unwrap_or("<<");
                format!("{entries}/Length {}>>stream\n{content}\nendstream", content.len())
            }
            None => object.clone(),
        };
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", n + 1));
    }
    let (n, table) = (objects.len() + 1, file.len());
    let end = format!(
        "xref\n0 {n}\n0000000000 65535 f \n{places}trailer\n<</Size {n}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n"
    );
    (file + &end).into_bytes()
}
