//! Archives of documents, as sites offer them: `附件.zip` with names in GB18030 or UTF-8.
//!
//! A member is a document of its own, at the path `附件.zip/方案.docx`. Hidden members, and the folders that systems add, are none.

use std::io::{Read, Seek};
use std::path::Path;

use zip::ZipArchive;
use zip::result::ZipError;

use super::error::Problem;
use super::{MAX_BYTES, bytes, encoding, is_document};

/// Members of the largest archive.
const MAX_MEMBERS: usize = 2000;
/// Bytes of all members together.
const MAX_TOTAL: u64 = 1 << 30;

/// An archive and the name of the member, when a path goes on behind a file.
pub(super) fn split(path: &Path) -> Option<(&Path, &str)> {
    if path.exists() {
        return None;
    }
    let archive = path.ancestors().skip(1).find(|above| above.is_file())?;
    Some((archive, path.strip_prefix(archive).ok()?.to_str()?))
}

/// The names of the documents in an archive, in the order of the archive.
pub(super) fn members(file: impl Read + Seek) -> Result<Vec<String>, Problem> {
    let names: Vec<_> = list(&mut open(file)?)?.into_iter().map(|(_, name)| name).collect();
    if names.is_empty() { Err(Problem::NoDocuments) } else { Ok(names) }
}

/// The bytes of one member.
pub(super) fn member(file: impl Read + Seek, name: &str) -> Result<Vec<u8>, Problem> {
    let mut archive = open(file)?;
    let at = list(&mut archive)?.into_iter().find(|(_, known)| known == name).ok_or(Problem::NoMember)?.0;
    unpack(&mut archive, at)
}

/// The name and the bytes of the only member.
pub(super) fn only(file: impl Read + Seek) -> Result<(String, Vec<u8>), Problem> {
    let mut archive = open(file)?;
    let mut members = list(&mut archive)?;
    match (members.pop(), members.len()) {
        (None, _) => Err(Problem::NoDocuments),
        (Some((at, name)), 0) => Ok((name, unpack(&mut archive, at)?)),
        (Some(_), others) => Err(Problem::Several(others + 1)),
    }
}

/// The bytes of a part of a package, when it has one of that name.
pub(super) fn part(archive: &mut ZipArchive<impl Read + Seek>, name: &str) -> Result<Option<Vec<u8>>, Problem> {
    archive.index_for_name(name).map(|at| unpack(archive, at)).transpose()
}

/// Opens an archive that holds no more than is read.
pub(super) fn open<R: Read + Seek>(file: R) -> Result<ZipArchive<R>, Problem> {
    let mut archive = ZipArchive::new(file).map_err(damaged)?;
    if archive.len() > MAX_MEMBERS {
        return Err(Problem::Expands);
    }
    let mut total = 0_u64;
    for at in 0..archive.len() {
        total = total.saturating_add(archive.by_index_raw(at).map_err(damaged)?.size());
    }
    if total > MAX_TOTAL { Err(Problem::Expands) } else { Ok(archive) }
}

/// The documents of an archive with their places, each name once.
fn list(archive: &mut ZipArchive<impl Read + Seek>) -> Result<Vec<(usize, String)>, Problem> {
    let mut members: Vec<(usize, String)> = Vec::new();
    for at in 0..archive.len() {
        let member = archive.by_index_raw(at).map_err(damaged)?;
        let name = name(member.name_raw());
        let parts = || name.split('/');
        let is_system = parts().any(|part| part.starts_with('.') || part == "__MACOSX");
        if member.is_file() && !is_system && is_document(Path::new(&name)) {
            members.push((at, name));
        }
    }
    members.sort_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)));
    members.dedup_by(|a, b| a.1 == b.1);
    members.sort_unstable();
    Ok(members)
}

/// The name of a member: UTF-8 when it is that, else as Chinese systems write it.
fn name(raw: &[u8]) -> String {
    encoding::decode(raw).unwrap_or_else(|_| String::from_utf8_lossy(raw).into_owned()).replace('\\', "/")
}

/// The bytes of a member, no more than it declares.
fn unpack(archive: &mut ZipArchive<impl Read + Seek>, at: usize) -> Result<Vec<u8>, Problem> {
    let member = archive.by_index(at).map_err(damaged)?;
    let size = member.size();
    if size > MAX_BYTES {
        return Err(Problem::Large);
    }
    let unpacked = bytes(member.take(size + 1)).map_err(|problem| match problem {
        Problem::Refused(error) => Problem::damaged("zip", error),
        other => other,
    })?;
    if unpacked.len() as u64 > size { Err(Problem::Expands) } else { Ok(unpacked) }
}

fn damaged(error: ZipError) -> Problem {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => Problem::Locked,
        ZipError::Io(error) if error.kind() == std::io::ErrorKind::NotFound => error.into(),
        error => Problem::damaged("zip", error),
    }
}
