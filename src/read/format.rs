//! What bytes are, told by how they begin: `%PDF-`, `PK`, `<!DOCTYPE html`, or text.

use std::io::{Cursor, Read, Seek};

use super::encoding;
use super::error::Problem;

/// How many bytes are looked at to tell a page from other text.
const HEAD: usize = 4096;

/// A format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// Plain text or Markdown, in an encoding yet to be found.
    Text,
    Html,
    Docx,
    Pdf,
    /// An archive of documents.
    Zip,
    Foreign(&'static Foreign),
}

/// A format that is known, but not read.
#[derive(Debug, PartialEq, Eq)]
pub struct Foreign {
    /// What it is called.
    pub name: &'static str,
    /// What to do with it.
    pub hint: &'static str,
    /// The bytes that it begins with.
    magic: &'static [u8],
}

const OFFICE: &str =
    "open it in Word, WPS or LibreOffice and save it as .docx: `soffice --headless --convert-to docx FILE`";
const SHEET: &str = "save the sheet as HTML or CSV text, or copy it into a .docx document";
const IMAGE: &str = "have the text recognised (OCR) first, and give that as text";
const UNPACK: &str = "unpack it first, or pack it as .zip";
const PAGE: &str = "save the page as HTML, not as a web archive";

const FOREIGN: &[Foreign] = &[
    Foreign { name: "an old Office file (.doc, .wps, .xls)", hint: OFFICE, magic: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" },
    Foreign { name: "an RTF file", hint: OFFICE, magic: b"{\\rtf" },
    Foreign { name: "a Word 2003 XML file", hint: OFFICE, magic: b"<?mso-application progid=\"Word.Document\"?>" },
    Foreign { name: "a JPEG picture", hint: IMAGE, magic: b"\xff\xd8\xff" },
    Foreign { name: "a PNG picture", hint: IMAGE, magic: b"\x89PNG\r\n\x1a\n" },
    Foreign { name: "a GIF picture", hint: IMAGE, magic: b"GIF8" },
    Foreign { name: "a TIFF picture", hint: IMAGE, magic: b"II*\0" },
    Foreign { name: "a TIFF picture", hint: IMAGE, magic: b"MM\0*" },
    Foreign { name: "a RAR archive", hint: UNPACK, magic: b"Rar!\x1a\x07" },
    Foreign { name: "a 7-Zip archive", hint: UNPACK, magic: b"7z\xbc\xaf\x27\x1c" },
    Foreign { name: "a gzip archive", hint: UNPACK, magic: b"\x1f\x8b" },
    Foreign { name: "a web archive (MHTML)", hint: PAGE, magic: b"MIME-Version:" },
    Foreign { name: "a web archive (MHTML)", hint: PAGE, magic: b"From: <Saved by" },
];

/// Formats that are archives inside, each with a member that only it has.
const PACKED: &[(&str, Foreign)] = &[
    ("xl/workbook.xml", Foreign { name: "an Excel file (.xlsx)", hint: SHEET, magic: b"PK" }),
    ("xl/workbook.bin", Foreign { name: "an Excel file (.xlsb)", hint: SHEET, magic: b"PK" }),
    ("ppt/presentation.xml", Foreign { name: "a PowerPoint file (.pptx)", hint: OFFICE, magic: b"PK" }),
    ("content.xml", Foreign { name: "an OpenDocument file (.odt, .ods)", hint: OFFICE, magic: b"PK" }),
    (
        "OFD.xml",
        Foreign { name: "an OFD file", hint: "open it in an OFD reader and save it as PDF with text", magic: b"PK" },
    ),
];

impl Format {
    /// The format of a document.
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self::tell(bytes, || Some(Cursor::new(bytes)))
    }

    /// The format of a file, of which no more is read than that takes.
    pub(super) fn of_file(file: &mut (impl Read + Seek)) -> Result<Self, Problem> {
        let mut head = Vec::new();
        file.take(HEAD as u64).read_to_end(&mut head)?;
        file.rewind()?;
        let format = Self::tell(&head, || Some(&mut *file));
        file.rewind()?;
        Ok(format)
    }

    /// The format of what begins as `head`; `whole` is asked for when only an archive's list of members tells.
    fn tell<R: Read + Seek>(head: &[u8], whole: impl FnOnce() -> Option<R>) -> Self {
        if let Some(format) = FOREIGN.iter().find(|format| head.starts_with(format.magic)) {
            return Self::Foreign(format);
        }
        let start = head.get(..head.len().min(1024)).unwrap_or_default();
        if start.windows(5).any(|bytes| bytes == b"%PDF-") && !looks_like_page(start) {
            return Self::Pdf;
        }
        if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
            return whole().map_or(Self::Zip, Self::of_archive);
        }
        let head = head.get(..head.len().min(HEAD)).unwrap_or_default();
        if looks_like_page(head) { Self::Html } else { Self::Text }
    }

    fn of_archive(whole: impl Read + Seek) -> Self {
        let Ok(archive) = zip::ZipArchive::new(whole) else { return Self::Zip };
        let has = |name: &str| archive.index_for_name(name).is_some();
        if has("[Content_Types].xml") && archive.len() > 1 && (has("word/document.xml") || has("word/document2.xml")) {
            return Self::Docx;
        }
        PACKED.iter().find(|(member, _)| has(member)).map_or(Self::Zip, |(_, format)| Self::Foreign(format))
    }
}

/// Whether bytes begin a web page, or a piece of one: tags in the first place, or many of them.
fn looks_like_page(head: &[u8]) -> bool {
    let text = encoding::glance(head).to_ascii_lowercase();
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let has = |tags: &[&str]| tags.iter().any(|tag| text.contains(tag));
    if text.starts_with("<?xml") {
        return has(&["<html", "<!doctype html"]);
    }
    if has(&["<!doctype html", "<html", "<head>", "<body"]) {
        return true;
    }
    let closed = ["</p>", "</div>", "</td>", "</span>", "<br>", "<br/>", "<br />", "</a>", "</li>"];
    let n: usize = closed.iter().map(|tag| text.matches(tag).count()).sum();
    text.starts_with('<') && (n > 0 || has(&["<p", "<div", "<table", "<tbody", "<td", "<span"])) || n > 8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_foreign(bytes: &[u8], name: &str) -> bool {
        matches!(Format::of(bytes), Format::Foreign(format) if format.name.contains(name))
    }

    #[test]
    fn the_bytes_tell_the_format() {
        for (bytes, format) in [
            (&b"%PDF-1.7\n"[..], Format::Pdf),
            (b"\n\n%PDF-1.4", Format::Pdf),
            (b"<!DOCTYPE html><html>", Format::Html),
            (b"\xef\xbb\xbf\r\n<HTML><body>", Format::Html),
            (b"<tbody>\n <tr><td>", Format::Html),
            (b"<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\">", Format::Html),
            (b"<\0h\0t\0m\0l\0>\0", Format::Html),
            ("# 通知\n\n<br>各单位：".as_bytes(), Format::Text),
            ("<关于印发方案的通知>".as_bytes(), Format::Text),
            (b"PK\x03\x04 broken", Format::Zip),
            (b"", Format::Text),
        ] {
            assert_eq!(Format::of(bytes), format, "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn what_is_not_read_is_called_by_its_name() {
        assert!(is_foreign(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "old Office file"));
        assert!(is_foreign(b"{\\rtf1\\ansi", "RTF"));
        assert!(is_foreign(b"\xff\xd8\xff\xe0", "JPEG"));
        assert!(is_foreign(b"Rar!\x1a\x07\0", "RAR"));
        assert!(is_foreign(b"MIME-Version: 1.0\r\n", "MHTML"));
    }
}
