//! Parts of a DOCX file in other formats, `w:altChunk`, which Word shows as if they stood in the
//! text.

use std::collections::BTreeMap;

use super::super::error::Problem;
use super::super::format::Format;
use super::body::{Block, Remark};
use super::package::Package;
use crate::message;

/// Parts of one document that are read; people join a few.
const MAX_CHUNKS: usize = 100;

/// What the parts hold, by the ids of their relations.
#[derive(Default)]
pub(super) struct Chunks(BTreeMap<String, Result<String, Problem>>);

impl Chunks {
    /// Reads the parts of a file that is itself `depth` files deep in others.
    pub(super) fn of(package: &mut Package<'_>, depth: usize) -> Self {
        let mut chunks = BTreeMap::new();
        for (id, name) in package.all("aFChunk").into_iter().take(MAX_CHUNKS) {
            let bytes = package.bytes(&name).and_then(|bytes| bytes.ok_or(Problem::Missing));
            chunks.insert(id, bytes.and_then(|bytes| text(&bytes, &name, depth)));
        }
        Self(chunks)
    }

    /// What stands at the place that refers to a part.
    pub(super) fn take(&mut self, id: &str) -> Option<Block> {
        Some(match self.0.remove(id) {
            Some(Ok(text)) => Block::Text(text),
            Some(Err(Problem::Empty)) => return None,
            Some(Err(problem)) => {
                Block::Remark(Remark::Unread(message!("doubt-part", problem = problem.message())))
            }
            None => Block::Remark(Remark::Unread(message!("doubt-part-missing"))),
        })
    }
}

fn text(bytes: &[u8], name: &str, depth: usize) -> Result<String, Problem> {
    match Format::of(bytes, name)? {
        // A file in a file in a file was made by nobody.
        Format::Docx if depth > 0 => Err(Problem::NestedArchive),
        Format::Docx => super::nested(bytes, depth + 1).map(|told| told.text),
        format => super::super::told(bytes, format, false).map(|told| told.text),
    }
}
