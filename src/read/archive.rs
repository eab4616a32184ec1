//! Archives of documents, as websites offer them: `附件.zip`, with names in GB18030 or UTF-8.
//!
//! A member is a document of its own, called `附件.zip/方案.docx`. Its name is only data: no file
//! of that name is ever opened. The list of members is read once, and each member is unpacked from
//! the place the list gives, so that two of the same name stay apart.

use std::collections::BTreeMap;
use std::io::{self, Read, Seek};

use zip::read::{Config, OwnedZipFileEntry};
use zip::result::ZipError;
use zip::unstable::read::ZipIterable;
use zip::{SUPPORTED_COMPRESSION_METHODS, ZipArchive, ZipReadOptions};

use super::error::Problem;
use super::error::decoder;
use super::format::Format;
use super::input::Member;
use super::{MAX_BYTES, bytes, name};
use crate::message;

/// The most members an archive may have; further ones are reported as unread.
pub(super) const MAX_MEMBERS: usize = 2000;
/// The most bytes unpacked from one archive, all members together.
pub(super) const MAX_TOTAL: u64 = 1 << 30;

/// The bits of a Unix mode that hold the file type, and three file types.
const KIND: u32 = 0o170_000;
const REGULAR: u32 = 0o100_000;
const FOLDER: u32 = 0o040_000;
const LINK: u32 = 0o120_000;

/// An open archive.
pub(super) struct Archive<R> {
    list: ZipIterable<R>,
    entries: Vec<OwnedZipFileEntry>,
    /// The name of each entry; `None` for folders and hidden files, which are skipped.
    names: Vec<Option<String>>,
    n_hidden: usize,
    n_beyond: usize,
    /// The error after the last entry read, if the list breaks off.
    broken: Option<String>,
    /// Bytes that may still be unpacked.
    left: u64,
}

/// The members of an archive.
pub(super) struct Members {
    /// All documents, in the order of the archive, each with the reason not to read it, if any.
    pub(super) listed: Vec<(Member, Option<Problem>)>,
    /// Hidden members, and those that operating systems leave behind.
    pub(super) n_hidden: usize,
    /// Why there may be further members that are not read.
    pub(super) rest: Option<Problem>,
}

impl<R: Read + Seek> Archive<R> {
    /// Reads the list of members, up to [`MAX_MEMBERS`].
    pub(super) fn open(reader: R) -> Result<Self, Problem> {
        let mut list = ZipIterable::try_new(reader, Config::default()).map_err(damaged)?;
        let files = list.files().map_err(damaged)?;
        let (mut entries, mut broken) = (Vec::<OwnedZipFileEntry>::new(), None);
        for entry in files.take(MAX_MEMBERS) {
            match entry {
                Ok(entry) => entries.push(entry.into()),
                Err(error) if entries.is_empty() => return Err(damaged(error)),
                Err(error) => broken = Some(error.to_string()),
            }
        }
        let n_beyond = list.len() - entries.len();
        let (mut taken, mut n_hidden) = (BTreeMap::new(), 0);
        let names = entries.iter().enumerate().map(|(index, entry)| {
            let name = name::within(entry.name_raw());
            let is_hidden = name.split('/').any(name::is_hidden);
            n_hidden += usize::from(is_hidden && !is_folder(entry));
            (!is_hidden && !is_folder(entry)).then(|| unique(name, index, &mut taken))
        });
        let names = names.collect();
        Ok(Self { list, names, entries, n_hidden, n_beyond, broken, left: MAX_TOTAL })
    }

    /// Returns what the archive is: a collection of documents, or a package that is one document.
    pub(super) fn format(&self) -> Format {
        Format::of_package(|name| {
            self.entries.iter().any(|entry| entry.name_raw() == name.as_bytes())
        })
    }

    /// Returns the members, without folders, which follow from the names of their members.
    pub(super) fn members(&self) -> Members {
        let entries = self.names.iter().zip(&self.entries).enumerate();
        let listed = entries.filter_map(|(index, (name, entry))| {
            Some((Member { index, name: name.clone()? }, against(entry)))
        });
        let rest = match (&self.broken, self.n_beyond) {
            (Some(reason), _) => Some(Problem::damaged("zip", decoder(reason))),
            (None, 0) => None,
            (None, n) => Some(Problem::Members(n)),
        };
        Members { listed: listed.collect(), n_hidden: self.n_hidden, rest }
    }

    /// Returns the bytes of a member.
    pub(super) fn unpack(&mut self, member: &Member) -> Result<Vec<u8>, Problem> {
        let name = self.names.get(member.index).and_then(Option::as_ref);
        let entry = self
            .entries
            .get(member.index)
            .filter(|_| name == Some(&member.name))
            .ok_or(Problem::NoMember)?;
        if let Some(problem) = against(entry) {
            return Err(problem);
        }
        let size = entry.size();
        if size > self.left {
            return Err(Problem::Beyond);
        }
        let reader = self.list.files().map_err(damaged)?.reader_mut();
        let unpacked = entry.as_ref().with_reader(reader, ZipReadOptions::new()).map_err(damaged);
        let unpacked = unpacked.and_then(|unpacked| whole(unpacked, size));
        // Unpacking that fails half-way may have cost as much as the declared size.
        self.left -= unpacked.as_ref().map_or(size, |bytes| bytes.len() as u64).min(self.left);
        unpacked
    }
}

impl Members {
    /// Returns the single member, with the reason not to read it, if any; fails on more than one.
    pub(super) fn only(mut self) -> Result<(Member, Option<Problem>), Problem> {
        match (self.listed.pop(), self.listed.len(), self.rest) {
            (None, _, rest) => Err(rest.unwrap_or(Problem::NoDocuments)),
            (Some(member), 0, None) => Ok(member),
            (Some(_), 0, Some(problem)) => Err(problem),
            (Some(_), others, Some(Problem::Members(n))) => Err(Problem::Several(others + 1 + n)),
            (Some(_), others, _) => Err(Problem::Several(others + 1)),
        }
    }
}

/// Returns the name of a member, numbered if an earlier member has the same name; `taken` holds the
/// last number used for each name.
pub(super) fn unique(name: String, index: usize, taken: &mut BTreeMap<String, usize>) -> String {
    let name = if name.is_empty() { format!("#{}", index + 1) } else { name };
    let Some(last) = taken.get(&name).copied() else {
        taken.insert(name.clone(), 1);
        return name;
    };
    let mut numbered = (last + 1..).map(|n| (n, format!("{name}#{n}")));
    let (n, free) = numbered
        .find(|(_, free)| !taken.contains_key(free))
        .expect("there is always another number");
    taken.insert(name, n);
    taken.insert(free.clone(), 1);
    free
}

/// Whether an entry is an empty folder; one that holds bytes is a document, whatever its name.
fn is_folder(entry: &OwnedZipFileEntry) -> bool {
    (entry.is_dir() || kind(entry) == FOLDER) && entry.size() == 0
}

/// Returns the file type of an entry, or 0 if it was not packed on Unix.
fn kind(entry: &OwnedZipFileEntry) -> u32 {
    entry.unix_mode().unwrap_or_default() & KIND
}

/// Returns the reason not to read a member, if its entry in the list already gives one.
fn against(entry: &OwnedZipFileEntry) -> Option<Problem> {
    match kind(entry) {
        LINK => Some(Problem::Link),
        0 | REGULAR | FOLDER if entry.encrypted() => Some(Problem::Locked),
        0 | REGULAR | FOLDER if entry.size() > MAX_BYTES => Some(Problem::Large),
        0 | REGULAR | FOLDER if SUPPORTED_COMPRESSION_METHODS.contains(&entry.compression()) => {
            None
        }
        0 | REGULAR | FOLDER => Some(Problem::Packing),
        _ => Some(Problem::Special),
    }
}

/// Opens a package, that is a document stored as an archive; fails if it exceeds the limits.
pub(super) fn package<R: Read + Seek>(file: R) -> Result<ZipArchive<R>, Problem> {
    let archive = ZipArchive::new(file).map_err(damaged)?;
    if archive.len() > MAX_MEMBERS {
        return Err(Problem::Expands);
    }
    let mut total = 0_u64;
    for at in 0..archive.len() {
        total = total.saturating_add(archive.by_index_data(at).map_err(damaged)?.size());
    }
    if total > MAX_TOTAL { Err(Problem::Expands) } else { Ok(archive) }
}

/// Returns the bytes of a part of a package, if it has a part of that name.
pub(super) fn part(
    package: &mut ZipArchive<impl Read + Seek>,
    name: &str,
) -> Result<Option<Vec<u8>>, Problem> {
    let Some(at) = package.index_for_name(name) else { return Ok(None) };
    let part = package.by_index(at).map_err(damaged)?;
    let size = part.size();
    if size > MAX_BYTES { Err(Problem::Large) } else { whole(part, size).map(Some) }
}

/// Unpacks everything; fails unless the result is as long as declared.
fn whole(packed: impl Read, size: u64) -> Result<Vec<u8>, Problem> {
    let unpacked = bytes(packed.take(size + 1)).map_err(|problem| match problem {
        Problem::Refused(error) => Problem::damaged("zip", decoder(error)),
        other => other,
    })?;
    match unpacked.len() as u64 {
        n if n > size => Err(Problem::Expands),
        n if n < size => Err(Problem::damaged("zip", message!("damage-size"))),
        _ => Ok(unpacked),
    }
}

fn damaged(error: ZipError) -> Problem {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            Problem::Locked
        }
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            Problem::Packing
        }
        ZipError::Io(error) if error.kind() == io::ErrorKind::NotFound => error.into(),
        error => Problem::damaged("zip", decoder(error)),
    }
}
