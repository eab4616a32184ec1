//! Writes search results for programs.

use std::io::{self, Write};

use super::{Entry, Hit, What, normal};
use crate::model::Role;

/// The roles with a column of their own, which are the most frequent ones.
pub const COLUMNS: [Role; 4] = [Role::Lead, Role::Responsible, Role::Support, Role::Leader];

/// Writes a header, and one row per hit.
///
/// # Errors
///
/// If the writer fails.
pub fn csv(hits: &[Hit], out: impl Write) -> io::Result<()> {
    let mut table = ::csv::Writer::from_writer(out);
    let own = ["what", "region", "number", "document", "path", "title"];
    table.write_record(
        own.into_iter()
            .chain(COLUMNS.iter().map(|role| role.word()))
            .chain(["text", "file", "line", "iri"]),
    )?;
    for Hit { entry, .. } in hits {
        let what = match entry.what {
            What::Task => "task",
            What::Heading => "heading",
            What::Document => "document",
        };
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let own = [
            what.to_owned(),
            text(&entry.place),
            text(&entry.number),
            text(&entry.plan),
            text(&entry.path),
        ];
        let names = COLUMNS.iter().map(|role| entry.names_of(*role).collect::<Vec<_>>().join("、"));
        let place =
            [entry.text.clone(), entry.file.clone(), entry.line.to_string(), entry.iri.clone()];
        table
            .write_record(own.into_iter().chain([entry.title.clone()]).chain(names).chain(place))?;
    }
    table.flush()
}

/// Writes the entries as one array.
///
/// # Errors
///
/// If the writer fails.
pub fn json(hits: &[Hit], mut out: impl Write) -> io::Result<()> {
    let entries: Vec<&Entry> = hits.iter().map(|hit| &hit.entry).collect();
    serde_json::to_writer_pretty(&mut out, &entries)?;
    writeln!(out)
}

/// Returns the first sentence of an entry that contains one of the words, apart from its title.
pub fn sentence<'e>(entry: &'e Entry, words: &[String]) -> Option<&'e str> {
    let sentences = entry.text.split_inclusive(['。', '；', '\n']).map(str::trim);
    let has = |sentence: &&str| words.iter().any(|word| normal(sentence).contains(word));
    sentences
        .filter(has)
        .find(|sentence| entry.title.is_empty() || !sentence.contains(&entry.title))
}
