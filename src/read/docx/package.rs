//! The parts of a DOCX file and how they refer to each other.
//!
//! `_rels/.rels` names the main part, which need not be `word/document.xml`; the relations of that
//! one name its styles, lists, notes, headers, and the parts in other formats that Word shows as
//! its text.

use std::io::Cursor;

use zip::ZipArchive;

use super::super::archive;
use super::super::error::Problem;
use super::{attribute, checked, elements, parse};
use crate::message;

/// Where the main part is when nothing says so.
const MAIN: &[&str] = &["word/document.xml", "word/document2.xml"];
/// Relations of one part that are read.
const MAX_RELATIONS: usize = 10_000;

/// A DOCX file that is open.
pub(super) struct Package<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// The name of the main part.
    pub(super) main: String,
    relations: Vec<Relation>,
}

/// What one part says of another.
#[derive(Debug)]
struct Relation {
    id: String,
    /// The last word of its type: `styles`, `header`, `aFChunk`.
    kind: String,
    /// The name of the other part.
    target: String,
}

impl<'b> Package<'b> {
    /// Opens a file, and finds its main part.
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

    /// The bytes of a part.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Problem> {
        archive::part(&mut self.zip, name)
    }

    /// The text of a part that no parser suffers from; empty when there is none.
    pub(super) fn xml(&mut self, name: &str) -> Result<String, Problem> {
        let bytes = self.bytes(name)?;
        Ok(bytes.map(|bytes| checked(&bytes)).transpose()?.unwrap_or_default())
    }

    /// The text of the part of a kind that belongs to the main part, by its relation or by its
    /// usual name.
    pub(super) fn related(&mut self, kind: &str) -> Result<String, Problem> {
        let told = self.relations.iter().find(|one| one.kind == kind).map(|one| one.target.clone());
        let name = told.unwrap_or_else(|| resolve(&self.main, &format!("{kind}.xml")));
        self.xml(&name)
    }

    /// The names of the parts of a kind, by the relations of the main part.
    pub(super) fn all(&self, kind: &str) -> Vec<(String, String)> {
        let all = self.relations.iter().filter(|one| one.kind == kind);
        all.map(|one| (one.id.clone(), one.target.clone())).collect()
    }

    /// The relations of a part, or of the whole file; none where they cannot be read.
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

/// The name of a part as another one gives it: `../media/a.png`, `/word/styles.xml`, `header1.xml`.
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
