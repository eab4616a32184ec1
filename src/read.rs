//! READ: paths and bytes to sources. The only stage that opens documents, and the only one that can fail on them.
//!
//! Formats are decided here and nowhere else: UTF-8 text in `.txt` and `.md` files, in files without an extension, and on
//! standard input.

use std::ffi::OsStr;
use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use walkdir::{DirEntry, WalkDir};

/// The largest document that is read, in bytes: a thousand times the longest one known.
pub const MAX_BYTES: u64 = 64 << 20;

/// The path that means standard input.
pub const STDIN: &str = "-";

/// Extensions of the formats that are read.
const EXTENSIONS: &[&str] = &["txt", "md"];

/// One document as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// File name without its folder, or `-` for standard input.
    pub name: String,
    /// The text, whose bytes every [`Span`](crate::span::Span) counts.
    pub text: String,
    /// SHA-256 of the bytes that were read, in lower-case hexadecimal digits.
    pub hash: String,
}

/// Why a document cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// Nothing is at the path.
    #[error("cannot read `{}`: no such file or folder", .0.display())]
    Missing(PathBuf),
    /// The system refuses.
    #[error("cannot read `{}`: {source}", .path.display())]
    Refused {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A folder where a file is wanted.
    #[error("cannot read `{}`: a folder, not a file", .0.display())]
    Folder(PathBuf),
    /// A format that is not read.
    #[error("cannot read `{}`: not a format that zeren reads", .0.display())]
    Format(PathBuf),
    /// Nothing but white space.
    #[error("cannot read `{}`: it is empty", .0.display())]
    Empty(PathBuf),
    /// More than [`MAX_BYTES`].
    #[error("cannot read `{}`: larger than {} MB", .0.display(), MAX_BYTES >> 20)]
    Large(PathBuf),
    /// Bytes that no text has.
    #[error("cannot read `{}`: a binary file, not text", .0.display())]
    Binary(PathBuf),
    /// Text in another encoding.
    #[error("cannot read `{}`: not UTF-8 at byte {offset}", .path.display())]
    Encoding {
        /// The file.
        path: PathBuf,
        /// The first byte that is not UTF-8.
        offset: usize,
    },
    /// A folder in which nothing can be read.
    #[error("no documents in `{}`", .0.display())]
    NoDocuments(PathBuf),
}

impl ReadError {
    /// What to do next.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Missing(_) => "check the spelling, or give the folder that holds the documents",
            Self::Refused { .. } => "check who may read it",
            Self::Folder(_) => "give one file, or `-` for standard input",
            Self::Format(_) | Self::NoDocuments(_) => {
                "zeren reads UTF-8 text in .txt and .md files; convert other formats to text first"
            }
            Self::Empty(_) => "give a document with text",
            Self::Large(_) => "split it into documents",
            Self::Binary(_) => "convert it to UTF-8 text first",
            Self::Encoding { .. } => "convert it first, such as with `iconv -f GB18030 -t UTF-8`",
        }
    }
}

/// Reads one file, or standard input where `path` is `-`.
///
/// A byte order mark is left out of the text; all else stands in it as it is in the file.
#[expect(clippy::disallowed_methods, reason = "the one place that reads documents")]
pub fn read(path: &Path) -> Result<Source, ReadError> {
    let bytes = if path == Path::new(STDIN) { bytes(io::stdin().lock(), path)? } else { bytes(open(path)?, path)? };
    let hash = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let name = path.file_name().map_or_else(|| STDIN.into(), |name| name.to_string_lossy().into_owned());
    Ok(Source { name, text: text(bytes, path)?, hash })
}

/// The documents at `path`: the file itself, or all files of a folder that can be read, at any depth, in the order of their paths.
///
/// Hidden files and folders are passed over, and a symbolic link that leads back to a folder above it ends there. What
/// cannot be looked into is told in its place, so that the rest can still be read.
pub fn documents(path: &Path) -> Vec<Result<PathBuf, ReadError>> {
    if path == Path::new(STDIN) {
        return vec![Ok(path.to_owned())];
    }
    let found: Vec<_> = match metadata(path) {
        Err(error) => vec![Err(error)],
        Ok(metadata) if metadata.is_dir() => walk(path).collect(),
        Ok(_) => vec![Ok(path.to_owned())],
    };
    if found.is_empty() { vec![Err(ReadError::NoDocuments(path.to_owned()))] } else { found }
}

fn walk(folder: &Path) -> impl Iterator<Item = Result<PathBuf, ReadError>> {
    let entries = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    entries.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry)).filter_map(|entry| match entry {
        Ok(entry) => (entry.file_type().is_file() && has_extension(entry.path())).then(|| Ok(entry.into_path())),
        Err(error) if error.loop_ancestor().is_some() => None,
        Err(error) => {
            let path = error.path().unwrap_or(folder).to_owned();
            Some(Err(refused(&path, error.into())))
        }
    })
}

#[expect(clippy::disallowed_methods, reason = "the one place that opens documents")]
fn open(path: &Path) -> Result<File, ReadError> {
    if metadata(path)?.is_dir() {
        return Err(ReadError::Folder(path.to_owned()));
    }
    if path.extension().is_some() && !has_extension(path) {
        return Err(ReadError::Format(path.to_owned()));
    }
    File::open(path).map_err(|error| refused(path, error))
}

fn metadata(path: &Path) -> Result<Metadata, ReadError> {
    path.metadata().map_err(|error| refused(path, error))
}

fn refused(path: &Path, source: io::Error) -> ReadError {
    let path = path.to_owned();
    if source.kind() == io::ErrorKind::NotFound {
        ReadError::Missing(path)
    } else {
        ReadError::Refused { path, source }
    }
}

/// Reads to the end, but never more than the limit, whatever length the system tells.
fn bytes(reader: impl Read, path: &Path) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    reader.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| refused(path, error))?;
    if bytes.len() as u64 > MAX_BYTES { Err(ReadError::Large(path.to_owned())) } else { Ok(bytes) }
}

fn text(bytes: Vec<u8>, path: &Path) -> Result<String, ReadError> {
    if bytes.contains(&0) || bytes.starts_with(b"%PDF-") {
        return Err(ReadError::Binary(path.to_owned()));
    }
    let mut text = String::from_utf8(bytes)
        .map_err(|error| ReadError::Encoding { path: path.to_owned(), offset: error.utf8_error().valid_up_to() })?;
    if text.starts_with('\u{feff}') {
        text.remove(0);
    }
    if text.trim().is_empty() { Err(ReadError::Empty(path.to_owned())) } else { Ok(text) }
}

fn has_extension(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str);
    extension.is_some_and(|one| EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(one)))
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: Result<&str, &str>) {
        let told = text(bytes.to_vec(), Path::new("a.txt")).map_err(|error| error.to_string());
        assert_eq!(told.as_deref().map_err(String::as_str), expected);
    }

    #[test]
    fn only_text_becomes_a_source() {
        check("\u{feff}一、总体要求\r\n".as_bytes(), Ok("一、总体要求\r\n"));
        check(b"", Err("cannot read `a.txt`: it is empty"));
        check(b"\xef\xbb\xbf \n\t", Err("cannot read `a.txt`: it is empty"));
        check(b"PK\x03\x04\0\0", Err("cannot read `a.txt`: a binary file, not text"));
        check(b"%PDF-1.7\n", Err("cannot read `a.txt`: a binary file, not text"));
        check(b"ab\xbb\xac", Err("cannot read `a.txt`: not UTF-8 at byte 2"));
    }

    #[test]
    fn what_never_ends_is_too_large() {
        let told = bytes(io::repeat(b'a'), Path::new("-")).expect_err("it never ends");
        assert_eq!(told.to_string(), "cannot read `-`: larger than 64 MB");
    }

    #[cfg(unix)]
    #[test]
    fn folders_give_their_documents_in_order() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path();
        std::fs::create_dir_all(root.join("b/.git")).expect("folders");
        for name in ["b/2.txt", "b/1.MD", "b/.git/3.txt", "a.txt", ".hidden.txt", "c.docx"] {
            std::fs::write(root.join(name), "一").expect("files");
        }
        std::os::unix::fs::symlink(root, root.join("b/loop")).expect("a link");
        std::os::unix::fs::symlink(root.join("nowhere"), root.join("gone.txt")).expect("a link");
        let (found, errors): (Vec<_>, Vec<_>) = documents(root).into_iter().partition(Result::is_ok);
        let names: Vec<_> = found.iter().flatten().filter_map(|path| path.strip_prefix(root).ok()?.to_str()).collect();
        assert_eq!(names, ["a.txt", "b/1.MD", "b/2.txt"]);
        let gone = root.join("gone.txt");
        let missing = |error: &ReadError| matches!(error, ReadError::Missing(path) if *path == gone);
        assert!(errors.len() == 1 && errors.into_iter().all(|error| error.is_err_and(|error| missing(&error))));
    }

    #[test]
    fn a_folder_without_documents_is_an_error() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let told = documents(folder.path());
        assert!(matches!(told.as_slice(), [Err(ReadError::NoDocuments(_))]));
    }

    #[test]
    fn the_name_is_the_last_part_and_the_hash_is_of_the_bytes() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("通知");
        std::fs::write(&path, "\u{feff}abc").expect("a file");
        let source = read(&path).expect("it is text");
        assert_eq!((source.name.as_str(), source.text.as_str()), ("通知", "abc"));
        assert_eq!(source.hash, "1c28dc3f1f804a1ad9c9b4b4cf5e2658d16ad4ed08e3020d04a8d2865018947c");
    }
}
