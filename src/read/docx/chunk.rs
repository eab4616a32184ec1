//! Embedded parts in other formats, `w:altChunk`, which Word shows as part of the text.

use std::collections::BTreeMap;

use super::super::error::Problem;
use super::super::format::Format;
use super::body::{Block, Remark};
use super::package::Package;
use crate::message;

/// The most such parts read from one document; people join only a few.
const MAX_CHUNKS: usize = 100;

/// The texts of the parts, by relation id.
#[derive(Default)]
pub(super) struct Chunks(BTreeMap<String, Result<String, Problem>>);

impl Chunks {
    /// Reads the parts of a file that is itself embedded `depth` levels deep.
    pub(super) fn of(package: &mut Package<'_>, depth: usize) -> Self {
        let mut chunks = BTreeMap::new();
        for (id, name) in package.all("aFChunk").into_iter().take(MAX_CHUNKS) {
            let bytes = package.bytes(&name).and_then(|bytes| bytes.ok_or(Problem::Missing));
            chunks.insert(id, bytes.and_then(|bytes| text(&bytes, &name, depth)));
        }
        Self(chunks)
    }

    /// Returns the block to put where the document refers to a part.
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
        // Nobody embeds a file in an embedded file.
        Format::Docx if depth > 0 => Err(Problem::NestedArchive),
        Format::Docx => super::nested(bytes, depth + 1).map(|told| told.text),
        format => super::super::told(bytes, format, false).map(|told| told.text),
    }
}
