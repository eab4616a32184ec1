//! The parts of a DOCX file and the relations between them.
//!
//! `_rels/.rels` names the main part, which need not be `word/document.xml`; the relations of the
//! main part name its styles, lists, notes, headers, and embedded parts in other formats.

use std::io::Cursor;

use zip::ZipArchive;

use super::super::archive;
use super::super::error::Problem;
use super::{attribute, checked, elements, parse};
use crate::message;

/// Where the main part usually is, for files that do not name it.
const MAIN: &[&str] = &["word/document.xml", "word/document2.xml"];
/// The most relations read from one part.
const MAX_RELATIONS: usize = 10_000;

/// An open DOCX file.
pub(super) struct Package<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// The name of the main part.
    pub(super) main: String,
    relations: Vec<Relation>,
}

/// A relation from one part to another.
#[derive(Debug)]
struct Relation {
    id: String,
    /// The last segment of its type: `styles`, `header`, `aFChunk`.
    kind: String,
    /// The name of the part it points to.
    target: String,
}

impl<'b> Package<'b> {
    /// Opens a file and finds its main part.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Problem> {
        let zip = archive::package(Cursor::new(bytes))?;
        let mut package = Self { zip, main: String::new(), relations: Vec::new() };
        let told = package.relations_of("").into_iter().find(|one| one.kind == "officeDocument");
        let told =
            told.map(|one| one.target).filter(|name| package.zip.index_for_name(name).is_some());
        let usual = || {
            MAIN.iter()
                .find(|name| package.zip.index_for_name(name).is_some())
                .map(|name| (*name).into())
        };
        package.main = told
            .or_else(usual)
            .ok_or_else(|| Problem::damaged("DOCX", message!("damage-no-document")))?;
        package.relations = package.relations_of(&package.main.clone());
        Ok(package)
    }

    /// Returns the bytes of a part.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Problem> {
        archive::part(&mut self.zip, name)
    }

    /// Returns the text of a part that is safe to parse; empty if there is no such part.
    pub(super) fn xml(&mut self, name: &str) -> Result<String, Problem> {
        let bytes = self.bytes(name)?;
        Ok(bytes.map(|bytes| checked(&bytes)).transpose()?.unwrap_or_default())
    }

    /// Returns the text of the part of a kind that belongs to the main part, found by its relation
    /// or by its usual name.
    pub(super) fn related(&mut self, kind: &str) -> Result<String, Problem> {
        let told = self.relations.iter().find(|one| one.kind == kind).map(|one| one.target.clone());
        let name = told.unwrap_or_else(|| resolve(&self.main, &format!("{kind}.xml")));
        self.xml(&name)
    }

    /// Returns the relation ids and names of all parts of a kind that the main part refers to.
    pub(super) fn all(&self, kind: &str) -> Vec<(String, String)> {
        let all = self.relations.iter().filter(|one| one.kind == kind);
        all.map(|one| (one.id.clone(), one.target.clone())).collect()
    }

    /// Returns the relations of a part, or of the whole file if `part` is empty; none if they
    /// cannot be read.
    fn relations_of(&mut self, part: &str) -> Vec<Relation> {
        let (folder, name) =
            part.rsplit_once('/').map_or(("", part), |(folder, name)| (folder, name));
        let slash = if folder.is_empty() { "" } else { "/" };
        let xml = self.xml(&format!("{folder}{slash}_rels/{name}.rels")).unwrap_or_default();
        let Ok(document) = parse(&xml) else { return Vec::new() };
        let all = elements(document.root())
            .flat_map(elements)
            .filter(|node| attribute(*node, "TargetMode").is_none());
        let relation = |node| {
            let kind = attribute(node, "Type")?.rsplit('/').next()?.to_owned();
            let id = attribute(node, "Id").unwrap_or_default().to_owned();
            Some(Relation { id, kind, target: resolve(part, attribute(node, "Target")?) })
        };
        all.filter_map(relation).take(MAX_RELATIONS).collect()
    }
}

/// Resolves the name of a part relative to another part: `../media/a.png`, `/word/styles.xml`,
/// `header1.xml`.
fn resolve(from: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut path: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => {
            from.rsplit_once('/').map_or_else(Vec::new, |(folder, _)| folder.split('/').collect())
        }
    };
    for step in target.split('/').filter(|step| !step.is_empty() && *step != ".") {
        match step {
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_relative_to_the_part_that_names_them() {
        for (from, target, expected) in [
            ("word/document.xml", "styles.xml", "word/styles.xml"),
            ("word/document.xml", "../docs/./a.htm", "docs/a.htm"),
            ("word/document.xml", "/afchunk.mht", "afchunk.mht"),
            ("", "word/document1.xml", "word/document1.xml"),
        ] {
            assert_eq!(resolve(from, target), expected);
        }
    }
}
