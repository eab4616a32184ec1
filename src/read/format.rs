//! Detects formats by the first bytes of a file: `%PDF-`, `PK`, `<!DOCTYPE html`, or text.
//!
//! A name decides only one thing: whether plain text is a table, a program, or data rather than a
//! document.

use std::io::{self, Cursor, Read, Seek};

use infer::MatcherType;

use super::archive::Archive;
use super::error::Problem;
use super::{encoding, mail, name, odf, office, sheet, sheets};
use crate::affix::AnyOf;
use crate::message;
use crate::message::Message;

/// How many bytes are examined to tell a web page from other text.
const HEAD: usize = 4096;

/// A format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// Plain text, in an encoding yet to be detected.
    Text,
    Markdown,
    Html,
    Docx,
    Pdf,
    /// A table of comma-separated values.
    Csv,
    /// Excel 97, including `.et`.
    Xls,
    Xlsx,
    /// Word 97, including `.wps`.
    Doc,
    Rtf,
    Ofd,
    /// A mail, or a web page saved as one.
    Mail,
    /// An OpenDocument text.
    Odt,
    /// An OpenDocument workbook.
    Ods,
    /// A compound file; its streams tell which of the old Office formats it is.
    Compound,
    /// An archive of documents.
    Zip,
    Foreign(&'static Foreign),
}

/// A known but unsupported format.
#[derive(Debug)]
pub struct Foreign {
    /// The name of the format.
    pub name: fn() -> Message,
    /// A count of files of its kind: `2 pictures`.
    pub kind: Kind,
    /// Advice on what to do with it.
    pub hint: fn() -> Message,
}

/// Returns the message that counts files of a kind.
pub(super) type Kind = fn(usize) -> Message;

/// Formats are equal if their names are.
impl PartialEq for Foreign {
    fn eq(&self, other: &Self) -> bool {
        (self.name)() == (other.name)()
    }
}

impl Eq for Foreign {}

impl Foreign {
    /// Whether it is a picture, whose text may be recognised.
    pub fn is_picture(&self) -> bool {
        (self.kind)(1) == PICTURES(1)
    }
}

const PICTURES: Kind = |n| message!("kind-picture", n = n);
const RECORDINGS: Kind = |n| message!("kind-recording", n = n);
const ARCHIVES: Kind = |n| message!("kind-archive", n = n);
const PROGRAMS: Kind = |n| message!("kind-program", n = n);
const DATA: Kind = |n| message!("kind-data", n = n);
const SHEETS: Kind = |n| message!("kind-workbook", n = n);
pub(super) const SLIDES: Kind = |n| message!("kind-slides", n = n);
pub(super) const MAILS: Kind = |n| message!("kind-mail", n = n);
pub(super) const OFFICES: Kind = |n| message!("kind-office", n = n);

const OFFICE: fn() -> Message = || message!("hint-format-docx");
const SHEET: fn() -> Message = || message!("hint-format-xlsx");
const IMAGE: fn() -> Message = || message!("hint-format-ocr");
const UNPACK: fn() -> Message = || message!("hint-format-unpack");
const NOTHING: fn() -> Message = || message!("hint-format-txt");

/// The supported formats.
const DOCUMENTS: [Format; 14] = [
    Format::Text,
    Format::Markdown,
    Format::Html,
    Format::Docx,
    Format::Pdf,
    Format::Csv,
    Format::Xls,
    Format::Xlsx,
    Format::Doc,
    Format::Rtf,
    Format::Ofd,
    Format::Mail,
    Format::Odt,
    Format::Ods,
];

/// The first bytes of a compound file, which is in one of the old Office formats.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Unsupported formats, by their first bytes.
const MAGIC: &[(&[u8], Foreign)] = &[
    (b"\xff\xd8\xff", Foreign { name: || message!("format-jpeg"), kind: PICTURES, hint: IMAGE }),
    (
        b"\x89PNG\r\n\x1a\n",
        Foreign { name: || message!("format-png"), kind: PICTURES, hint: IMAGE },
    ),
    (b"GIF8", Foreign { name: || message!("format-gif"), kind: PICTURES, hint: IMAGE }),
    (b"II*\0", Foreign { name: || message!("format-tiff"), kind: PICTURES, hint: IMAGE }),
    (b"MM\0*", Foreign { name: || message!("format-tiff"), kind: PICTURES, hint: IMAGE }),
    (b"Rar!\x1a\x07", Foreign { name: || message!("format-rar"), kind: ARCHIVES, hint: UNPACK }),
    (
        b"7z\xbc\xaf\x27\x1c",
        Foreign { name: || message!("format-7z"), kind: ARCHIVES, hint: UNPACK },
    ),
    (b"\x1f\x8b", Foreign { name: || message!("format-gzip"), kind: ARCHIVES, hint: UNPACK }),
];

/// Unsupported formats that are archives, by a member that only they have.
const PACKED: &[(&str, Foreign)] = &[
    ("xl/workbook.bin", Foreign { name: || message!("format-xlsb"), kind: SHEETS, hint: SHEET }),
    (
        "ppt/presentation.xml",
        Foreign { name: || message!("format-pptx"), kind: SLIDES, hint: OFFICE },
    ),
];

/// Plain text that is not a document, by file extension.
const NAMED: &[(&[&str], Foreign)] = &[
    (
        &["ttl", "nt", "nq", "trig", "jsonld", "owl"],
        Foreign {
            name: || message!("format-rdf"),
            kind: DATA,
            hint: || message!("hint-format-rdf"),
        },
    ),
    (
        &["json", "jsonl", "toml", "yaml", "yml", "ini", "xml", "svg"],
        Foreign { name: || message!("format-data"), kind: DATA, hint: NOTHING },
    ),
    (
        &["css", "js", "mjs", "py", "sh", "bat", "ps1", "sql", "rs", "java", "c", "h", "go", "ts"],
        Foreign { name: || message!("format-program"), kind: PROGRAMS, hint: NOTHING },
    ),
];

const WORD_XML: &Foreign =
    &Foreign { name: || message!("format-word-xml"), kind: OFFICES, hint: OFFICE };
const XML: &Foreign = &Foreign { name: || message!("format-xml"), kind: DATA, hint: NOTHING };
const PICTURE: &Foreign =
    &Foreign { name: || message!("format-picture"), kind: PICTURES, hint: IMAGE };
const RECORDING: &Foreign = &Foreign {
    name: || message!("format-recording"),
    kind: RECORDINGS,
    hint: || message!("hint-format-transcribe"),
};
const ARCHIVE: &Foreign =
    &Foreign { name: || message!("format-archive"), kind: ARCHIVES, hint: UNPACK };
const PROGRAM: &Foreign = &Foreign {
    name: || message!("format-program"),
    kind: PROGRAMS,
    hint: || message!("hint-format-take-out"),
};

impl Format {
    /// Returns the format of a document called `name`.
    pub(super) fn of(bytes: &[u8], name: &str) -> Result<Self, Problem> {
        Self::of_head(bytes, name).of_whole(bytes)
    }

    /// Refines the format detected from the first bytes, by the members of an archive or the
    /// streams of a compound file.
    pub(super) fn of_whole(self, bytes: &[u8]) -> Result<Self, Problem> {
        match self {
            Self::Zip => match Archive::open(Cursor::new(bytes))?.format() {
                Self::Odt => Ok(odf::format(bytes)),
                format => Ok(format),
            },
            Self::Compound => office::format(bytes),
            format => Ok(format),
        }
    }

    /// Returns the format of a file called `name` by its first bytes; an archive needs
    /// [`Format::of_whole`] as well.
    pub(super) fn of_head(bytes: &[u8], name: &str) -> Self {
        let head = beginning(bytes);
        if let Some((_, format)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
            return Self::Foreign(format);
        }
        if head.starts_with(b"{\\rtf") {
            return Self::Rtf;
        }
        if mail::is_mail(head) {
            return Self::Mail;
        }
        if head.starts_with(COMPOUND) {
            return Self::Compound;
        }
        let start = head.get(..head.len().min(1024)).unwrap_or_default();
        if start.windows(5).any(|bytes| bytes == b"%PDF-") && !looks_like_page(start) {
            return Self::Pdf;
        }
        if is_archive(head) {
            return Self::Zip;
        }
        if looks_like_page(head) && !is_markdown(head, name) {
            return Self::Html;
        }
        match encoding::decode(head) {
            Ok(text) => Self::of_text(&text, name),
            Err(_) => of_binary(head).map_or(Self::Text, Self::Foreign),
        }
    }

    /// Returns the format of `text` that does not begin a web page.
    fn of_text(text: &str, name: &str) -> Self {
        if text.trim_start().starts_with("<?xml") {
            if text.contains("<office:document ") {
                let is_sheet = text.contains("opendocument.spreadsheet");
                return if is_sheet { Self::Ods } else { Self::Odt };
            }
            let is_word = text.contains_any(&["Word.Document", "<pkg:package"]);
            return Self::Foreign(if is_word { WORD_XML } else { XML });
        }
        let extension = name::extension(name).unwrap_or_default();
        let named = NAMED.iter().find(|(extensions, _)| extensions.contains(&extension.as_str()));
        match named {
            Some((_, format)) => Self::Foreign(format),
            None if matches!(extension.as_str(), "csv" | "tsv" | "tab") || sheet::is_csv(text) => {
                Self::Csv
            }
            None if matches!(extension.as_str(), "md" | "markdown" | "mkd") => Self::Markdown,
            None => Self::Text,
        }
    }

    /// Returns the format of an archive; `has` tells whether it has a member.
    pub(super) fn of_package(has: impl Fn(&str) -> bool) -> Self {
        if has("[Content_Types].xml") && (has("word/document.xml") || has("word/document2.xml")) {
            return Self::Docx;
        }
        if has("OFD.xml") {
            return Self::Ofd;
        }
        if has("xl/workbook.xml") {
            return Self::Xlsx;
        }
        if has("content.xml") && has("META-INF/manifest.xml") {
            return Self::Odt;
        }
        match PACKED.iter().find(|(member, _)| has(member)) {
            Some((_, format)) => Self::Foreign(format),
            // The main part of a DOCX file may have any name, which the relations give.
            None if has("[Content_Types].xml") && has("_rels/.rels") => Self::Docx,
            None => Self::Zip,
        }
    }

    /// Returns the media type.
    pub(super) fn media_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain",
            Self::Markdown => "text/markdown",
            Self::Html => "text/html",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Pdf => "application/pdf",
            Self::Csv => "text/csv",
            Self::Xls => "application/vnd.ms-excel",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Doc => "application/msword",
            Self::Rtf => "application/rtf",
            Self::Ofd => "application/ofd",
            Self::Mail => "message/rfc822",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Zip => "application/zip",
            Self::Compound | Self::Foreign(_) => "application/octet-stream",
        }
    }
}

/// Returns the bytes that are examined to detect a format.
pub(super) fn beginning(bytes: &[u8]) -> &[u8] {
    bytes.get(..bytes.len().min(HEAD)).unwrap_or_default()
}

/// Whether bytes begin a ZIP archive, or a document stored as one.
pub(super) fn is_archive(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
}

/// Returns the supported media type equal to `written`.
pub(crate) fn media_type(written: &str) -> &'static str {
    DOCUMENTS
        .into_iter()
        .map(Format::media_type)
        .find(|known| *known == written)
        .unwrap_or("application/octet-stream")
}

/// Returns all unsupported formats.
pub(super) fn foreign() -> impl Iterator<Item = &'static Foreign> {
    let by_bytes = MAGIC.iter().map(|(_, foreign)| foreign);
    let by_members = PACKED.iter().map(|(_, foreign)| foreign);
    let by_names = NAMED.iter().map(|(_, foreign)| foreign);
    let others =
        [WORD_XML, XML, PICTURE, RECORDING, ARCHIVE, PROGRAM, &odf::OTHER, &sheets::NO_SHEET];
    by_bytes.chain(by_members).chain(by_names).chain(others).chain(office::foreign())
}

/// Returns the first bytes of a file and rewinds it.
pub(super) fn head(file: &mut (impl Read + Seek)) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    file.take(HEAD as u64).read_to_end(&mut head)?;
    file.rewind()?;
    Ok(head)
}

/// Returns the format of binary bytes, if known.
fn of_binary(head: &[u8]) -> Option<&'static Foreign> {
    let kind = infer::get(head)?;
    match kind.matcher_type() {
        MatcherType::Image => Some(PICTURE),
        MatcherType::Audio | MatcherType::Video => Some(RECORDING),
        MatcherType::App => Some(PROGRAM),
        MatcherType::Archive
            if matches!(kind.extension(), "tar" | "bz2" | "xz" | "zst" | "lz" | "cab" | "Z") =>
        {
            Some(ARCHIVE)
        }
        _ => None,
    }
}

/// Whether bytes that contain tags begin Markdown, which may have tables in HTML.
fn is_markdown(head: &[u8], name: &str) -> bool {
    let text = encoding::glance(head);
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let is_named = matches!(name::extension(name).as_deref(), Some("md" | "markdown" | "mkd"));
    let has_table = text.contains("<table");
    text.starts_with("# ")
        || text.starts_with("## ")
        || is_named && (!text.starts_with('<') || text.starts_with("<html><body><table"))
        || has_table
            && !text.starts_with('<')
            && !text.contains_any(&["<p", "<div", "<span", "<a ", "<li"])
}

/// Whether bytes begin a web page, or a fragment of one: tags at the start, or many of them.
fn looks_like_page(head: &[u8]) -> bool {
    if !head.contains(&b'<') {
        return false;
    }
    let text = encoding::glance(head).to_ascii_lowercase();
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let has = |tags: &[&str]| text.contains_any(tags);
    if text.starts_with("<?xml") {
        return has(&["<html", "<!doctype html"]);
    }
    if has(&["<!doctype html", "<html", "<head>", "<body"]) {
        return true;
    }
    let closed = ["</p>", "</div>", "</td>", "</span>", "<br>", "<br/>", "<br />", "</a>", "</li>"];
    let n: usize = closed.iter().map(|tag| text.matches(tag).count()).sum();
    text.starts_with('<') && (n > 0 || has(&["<p", "<div", "<table", "<tbody", "<td", "<span"]))
        || n > 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is_foreign(file: &str, bytes: &[u8], name: &str) {
        let format = Format::of_head(bytes, file);
        assert!(
            matches!(format, Format::Foreign(format) if (format.name)().to_string().contains(name)),
            "{file} {format:?}"
        );
    }

    #[test]
    fn the_bytes_tell_the_format() {
        for (bytes, format) in [
            (&b"%PDF-1.7\n"[..], Format::Pdf),
            (b"\n\n%PDF-1.4", Format::Pdf),
            (b"{\\rtf1\\ansi", Format::Rtf),
            (b"MIME-Version: 1.0\r\nSubject: a\r\n\r\n", Format::Mail),
            (b"<!DOCTYPE html><html>", Format::Html),
            (b"\xef\xbb\xbf\r\n<HTML><body>", Format::Html),
            (b"<tbody>\n <tr><td>", Format::Html),
            (b"<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\">", Format::Html),
            (b"<\0h\0t\0m\0l\0>\0", Format::Html),
            ("# 通知\n\n<br>各单位：".as_bytes(), Format::Text),
            ("<关于印发方案的通知>".as_bytes(), Format::Text),
            (b"PK\x03\x04 broken", Format::Zip),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", Format::Compound),
            (b"", Format::Text),
        ] {
            assert_eq!(
                Format::of_head(bytes, "a.doc"),
                format,
                "{}",
                String::from_utf8_lossy(bytes)
            );
        }
    }

    #[test]
    fn what_is_not_read_is_called_by_its_name() {
        let program = [&b"\x7fELF\x02\x01\x01"[..], &[0; 57]].concat();
        for (bytes, name) in [
            (&b"\xff\xd8\xff\xe0"[..], "JPEG"),
            (b"Rar!\x1a\x07\0", "RAR"),
            (b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", "a picture"),
            (b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41", "a recording"),
            (&program, "a program"),
            (b"<?xml version='1.0'?><?mso-application progid='Word.Document'?>", "Word XML"),
            (b"<?xml version='1.0'?><rss/>", "an XML file"),
        ] {
            is_foreign("a.txt", bytes, name);
        }
    }

    #[test]
    fn a_name_tells_what_is_no_document_though_it_is_text() {
        for (file, name) in [("a.zip/data.ttl", "RDF"), ("页面_files/site.js", "a program")] {
            is_foreign(file, b"a: b\nb,c", name);
        }
        for (file, format) in [
            ("台账.CSV", Format::Csv),
            ("方案.markdown", Format::Markdown),
            ("通知.text", Format::Text),
            ("1.关于印发方案的通知", Format::Text),
            ("README", Format::Text),
        ] {
            assert_eq!(Format::of_head("BM 一、学习。".as_bytes(), file), format, "{file}");
        }
        // A web page is a web page, whatever its name.
        assert_eq!(Format::of_head(b"<html><body>", "page.csv"), Format::Html);
    }
}
