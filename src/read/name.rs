//! Names of files and archive members: decoded, and safe to display.
//!
//! A name is chosen by whoever made the file. In a terminal, a log or the graph, `\x1b[2J` must not
//! clear a screen, and no name may act as a path: `../../etc/passwd` in an archive is called
//! `etc/passwd`.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::path::{Component, Path};

use super::encoding;
use crate::message;

/// Decodes an OS string; if it is not UTF-8, typically as GB18030, which archives unpacked
/// elsewhere leave behind.
pub(super) fn decoded(name: &OsStr) -> Cow<'_, str> {
    name.to_str().map_or_else(|| of_bytes(name.as_encoded_bytes()).into(), Cow::Borrowed)
}

/// Decodes a name: as UTF-8 if valid, otherwise in a Chinese encoding.
pub(super) fn of_bytes(raw: &[u8]) -> String {
    encoding::decode(raw).unwrap_or_else(|_| String::from_utf8_lossy(raw).into_owned())
}

/// Escapes characters that move the cursor or change the writing direction.
pub(super) fn harmless(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    message::spell(text, &mut shown);
    shown
}

/// Returns a path in displayable form.
pub(super) fn shown(path: &Path) -> String {
    harmless(&decoded(path.as_os_str()))
}

/// Joins the segments of a relative path by `/`.
pub(super) fn below(path: &Path) -> String {
    let steps = path.components().filter_map(|step| match step {
        Component::Normal(step) => Some(harmless(&decoded(step))),
        _ => None,
    });
    steps.collect::<Vec<_>>().join("/")
}

/// Returns the name of an archive member without anything that would lead out of the archive:
/// roots, drives, and `..`.
///
/// It is empty if nothing else is left.
pub(super) fn within(raw: &[u8]) -> String {
    let name = of_bytes(raw);
    let is_drive = |step: &str| {
        step.len() == 2
            && step.starts_with(|c: char| c.is_ascii_alphabetic())
            && step.ends_with(':')
    };
    let steps = name.split(['/', '\\']).enumerate().filter(|(at, step)| match *step {
        "" | "." | ".." => false,
        step => *at > 0 || !is_drive(step),
    });
    steps.map(|(_, step)| harmless(step)).collect::<Vec<_>>().join("/")
}

/// Whether a file, folder or member was not put there by people: it is hidden, belongs to an
/// operating system, or is the lock file of a program.
pub(super) fn is_hidden(step: &str) -> bool {
    let is_system = ["__MACOSX", "Thumbs.db", "desktop.ini"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(step));
    step.starts_with('.') || step.starts_with("~$") || is_system
}

/// Returns the extension of a name, in lower case.
pub(super) fn extension(name: &str) -> Option<String> {
    let file = name.rsplit('/').next().unwrap_or(name);
    let (stem, end) = file.rsplit_once('.')?;
    (!stem.is_empty()).then(|| end.to_ascii_lowercase())
}

/// Returns a path as text that is different for every path: bytes that are not UTF-8 are escaped.
pub(super) fn exact(path: &Path) -> String {
    path.as_os_str().as_encoded_bytes().utf8_chunks().fold(String::new(), |mut text, chunk| {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let _ = write!(text, "\\x{byte:02x}");
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_members_lead_nowhere() {
        for (raw, name) in [
            ("方案/实施方案.docx", "方案/实施方案.docx"),
            ("/etc/passwd", "etc/passwd"),
            ("../../x.txt", "x.txt"),
            ("a/../../b/./x.txt", "a/b/x.txt"),
            ("..\\..\\x.txt", "x.txt"),
            ("C:\\Windows\\..\\x.txt", "Windows/x.txt"),
            ("\\\\server\\share\\x.txt", "server/share/x.txt"),
            ("CON", "CON"),
            ("/dev/zero", "dev/zero"),
            ("a\x1b[2Jb\n.txt", "a\\u{1b}[2Jb\\n.txt"),
            ("gnp.\u{202e}txt.exe", "gnp.\\u{202e}txt.exe"),
            ("../..", ""),
            ("", ""),
        ] {
            assert_eq!(within(raw.as_bytes()), name, "{raw:?}");
        }
    }

    #[test]
    fn extensions_are_told_in_lower_case() {
        for (name, end) in [
            ("a.zip/通知.TXT", Some("txt")),
            ("a.zip/通知", None),
            (".profile", None),
            ("1.关于印发方案的通知", Some("关于印发方案的通知")),
        ] {
            assert_eq!(extension(name).as_deref(), end, "{name}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_no_utf_8_are_decoded_and_kept_apart() {
        use std::os::unix::ffi::OsStrExt;
        let name = encoding_rs::GB18030.encode("实施方案.docx").0;
        assert_eq!(decoded(OsStr::from_bytes(&name)), "实施方案.docx");
        let [one, other] =
            [b"\xff.txt", b"\xfe.txt"].map(|name| exact(Path::new(OsStr::from_bytes(name))));
        assert_eq!((one.as_str(), other.as_str()), ("\\xff.txt", "\\xfe.txt"));
    }
}
