//! The full-text index: built from a store, kept beside the graphs of its state, and queried.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use tantivy::collector::{Count, TopDocs};
use tantivy::directory::{MmapDirectory, RamDirectory};
use tantivy::query::{BooleanQuery, BoostQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{
    Field, IndexRecordOption, STORED, STRING, Schema, TantivyDocument, TextFieldIndexing,
    TextOptions, Value as _,
};
use tantivy::tokenizer::{RawTokenizer, TextAnalyzer, TokenizerManager};
use tantivy::{Directory, Term};

use super::SearchError;
use super::entry::{Entry, entries};
use super::token::{Runs, normal};
use crate::model::Role;
use crate::store::Store;

/// How much memory is used for sorting entries into a segment, in bytes.
const MEMORY: usize = 50_000_000;

/// The name of an index's folder, which changes with the format of its contents.
const FOLDER: &str = "find-1";

/// The weight of a word in a title.
const TITLE_BOOST: f32 = 2.0;

/// A search request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// Words in [`normal`] form, all of which must occur.
    pub words: Vec<String>,
    /// IRIs of regions, one of which must be that of the document; if empty, any.
    pub regions: Vec<String>,
    /// IRIs of units, classes or persons, one of which must have a role; if empty, any.
    pub agents: Vec<String>,
    /// A role that somebody, or one of the agents, must have.
    pub role: Option<Role>,
}

/// A search result.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Its score; comparable only within one answer.
    pub score: f32,
    /// The entry.
    pub entry: Entry,
}

/// The index fields of an entry.
#[derive(Clone, Copy)]
struct Fields {
    /// Text and title by bigrams, and text by single characters, for words of one.
    pairs: Field,
    singles: Field,
    title_pairs: Field,
    region: Field,
    agent: Field,
    role: Field,
    /// Role and agent combined.
    duty: Field,
    /// The entry as JSON.
    entry: Field,
}

/// A full-text index of a store.
pub struct Index {
    inner: tantivy::Index,
    fields: Fields,
}

impl Index {
    /// Opens the index beside a store, or else creates one there, or in memory if that is not
    /// writable.
    pub fn of(store: &Store) -> Result<Self, SearchError> {
        let Some(folder) = store.beside().map(|state| state.join(FOLDER)) else {
            return Self::in_memory(store);
        };
        if let Ok(index) = Self::open(&folder) {
            return Ok(index);
        }
        Self::write(store, &folder).or_else(|_| Self::in_memory(store))
    }

    fn open(folder: &Path) -> Result<Self, SearchError> {
        let (schema, fields) = schema();
        let mut inner = tantivy::Index::open_in_dir(folder)?;
        if inner.schema() != schema {
            return Err(tantivy::TantivyError::SchemaError("another schema".to_owned()).into());
        }
        inner.set_tokenizers(tokenizers());
        // Rebuilding the index is safer than trusting it.
        if let Some(path) = inner.validate_checksum()?.into_iter().min() {
            return Err(tantivy::TantivyError::InvalidArgument(path.display().to_string()).into());
        }
        Ok(Self { inner, fields })
    }

    /// Creates the index in a folder that appears only when it is complete.
    fn write(store: &Store, folder: &Path) -> Result<Self, SearchError> {
        let io = |error: std::io::Error| tantivy::TantivyError::IoError(error.into());
        let parent = folder.parent().unwrap_or(folder);
        let new = tempfile::Builder::new().prefix(".find-").tempdir_in(parent).map_err(io)?;
        let directory = MmapDirectory::open(new.path()).map_err(tantivy::TantivyError::from)?;
        make(&entries(store)?, directory)?;
        // One process at a time installs its index: what this one saw as damaged may since have
        // been replaced by one that others already use.
        let turn = File::options().read(true).open(parent).map_err(io)?;
        turn.lock().map_err(io)?;
        if let Ok(theirs) = Self::open(folder) {
            return Ok(theirs);
        }
        if folder.exists() {
            let damaged =
                tempfile::Builder::new().prefix(".find-").tempdir_in(parent).map_err(io)?;
            std::fs::rename(folder, damaged.path().join(FOLDER)).map_err(io)?;
        }
        std::fs::rename(new.path(), folder).map_err(io)?;
        Self::open(folder)
    }

    fn in_memory(store: &Store) -> Result<Self, SearchError> {
        Self::of_entries(&entries(store)?)
    }

    /// Builds an index of these entries in memory.
    pub fn of_entries(entries: &[Entry]) -> Result<Self, SearchError> {
        let inner = make(entries, RamDirectory::create())?;
        Ok(Self { inner, fields: schema().1 })
    }

    /// Returns the entries that match a request, best first, at most `limit`, and the total number.
    pub fn find(&self, request: &Request, limit: usize) -> Result<(Vec<Hit>, usize), SearchError> {
        let query = self.fields.query(request).ok_or(SearchError::Empty)?;
        let searcher = self.inner.reader()?.searcher();
        let limit =
            limit.clamp(1, usize::try_from(searcher.num_docs()).unwrap_or(usize::MAX).max(1));
        let (best, n) =
            searcher.search(&query, &(TopDocs::with_limit(limit).order_by_score(), Count))?;
        let mut hits = Vec::with_capacity(best.len());
        for (score, address) in best {
            let document: TantivyDocument = searcher.doc(address)?;
            let entry = document.get_first(self.fields.entry).and_then(|value| value.as_str());
            if let Some(entry) = entry.and_then(|json| serde_json::from_str(json).ok()) {
                hits.push(Hit { score, entry });
            }
        }
        Ok((hits, n))
    }
}

/// Returns the damaged files of the index in the folder of a state: `None` if there is no index,
/// its whole folder if it cannot be opened. The next search rebuilds it.
pub fn damaged(state: &Path) -> Option<Vec<PathBuf>> {
    let folder = state.join(FOLDER);
    if !folder.exists() {
        return None;
    }
    let found = tantivy::Index::open_in_dir(&folder).and_then(|index| index.validate_checksum());
    let Ok(found) = found else { return Some(vec![FOLDER.into()]) };
    let mut found: Vec<PathBuf> =
        found.into_iter().map(|file| Path::new(FOLDER).join(file)).collect();
    found.sort_unstable();
    Some(found)
}

/// Writes all entries as one segment.
fn make(
    entries: &[Entry],
    directory: impl Into<Box<dyn Directory>>,
) -> Result<tantivy::Index, SearchError> {
    let (schema, fields) = schema();
    let builder = tantivy::Index::builder().schema(schema).tokenizers(tokenizers());
    let mut writer = builder.single_segment_index_writer(directory, MEMORY)?;
    for entry in entries {
        writer.add_document(fields.document(entry))?;
    }
    let mut index = writer.finalize()?;
    index.set_tokenizers(tokenizers());
    Ok(index)
}

fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::new();
    for (name, length) in [("pairs", 2), ("singles", 1)] {
        manager.register(name, TextAnalyzer::from(Runs { length }));
    }
    // Fields that are only stored require `default`, but never use it.
    for name in ["raw", "default"] {
        manager.register(name, RawTokenizer::default());
    }
    manager
}

fn schema() -> (Schema, Fields) {
    let runs = |name: &str| {
        let indexing = TextFieldIndexing::default().set_tokenizer(name);
        TextOptions::default().set_indexing_options(
            indexing.set_index_option(IndexRecordOption::WithFreqsAndPositions),
        )
    };
    let mut schema = Schema::builder();
    let fields = Fields {
        pairs: schema.add_text_field("pairs", runs("pairs")),
        singles: schema.add_text_field("singles", runs("singles")),
        title_pairs: schema.add_text_field("title_pairs", runs("pairs")),
        region: schema.add_text_field("region", STRING),
        agent: schema.add_text_field("agent", STRING),
        role: schema.add_text_field("role", STRING),
        duty: schema.add_text_field("duty", STRING),
        entry: schema.add_text_field("entry", STORED),
    };
    (schema.build(), fields)
}

/// Returns the text by which an entry is found: its title, unless its text includes that, and its
/// text.
fn found_by(entry: &Entry) -> String {
    let (title, text) = (normal(&entry.title), normal(&entry.text));
    if text.contains(&title) { text } else { format!("{title}\n{text}") }
}

impl Fields {
    fn document(&self, entry: &Entry) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        let text = found_by(entry);
        document.add_text(self.pairs, &text);
        document.add_text(self.singles, &text);
        document.add_text(self.title_pairs, normal(&entry.title));
        if let Some(region) = &entry.region {
            document.add_text(self.region, region);
        }
        for duty in &entry.duties {
            document.add_text(self.agent, &duty.agent);
            document.add_text(self.role, &duty.role);
            document.add_text(self.duty, key(&duty.role, &duty.agent));
        }
        document.add_text(self.entry, serde_json::to_string(entry).unwrap_or_default());
        document
    }

    /// Returns the query, or `None` if the request is empty.
    fn query(&self, request: &Request) -> Option<BooleanQuery> {
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for word in &request.words {
            clauses.push((Occur::Must, self.word(word)));
            if word.chars().nth(1).is_some() {
                let in_title = BoostQuery::new(phrase(self.title_pairs, word), TITLE_BOOST);
                clauses.push((Occur::Should, Box::new(in_title)));
            }
        }
        let role = request.role.map(Role::word);
        let agents = request.agents.iter().map(|agent| match role {
            Some(role) => term(self.duty, &key(role, agent)),
            None => term(self.agent, agent),
        });
        let any: [Vec<Box<dyn Query>>; 3] = [
            request.regions.iter().map(|region| term(self.region, region)).collect(),
            agents.collect(),
            role.filter(|_| request.agents.is_empty())
                .map(|role| term(self.role, role))
                .into_iter()
                .collect(),
        ];
        let any = any.into_iter().filter(|any| !any.is_empty());
        clauses.extend(
            any.map(|any| (Occur::Must, Box::new(BooleanQuery::union(any)) as Box<dyn Query>)),
        );
        (!clauses.is_empty()).then(|| BooleanQuery::new(clauses))
    }

    /// Returns a query for text that contains the characters of a word consecutively.
    fn word(&self, word: &str) -> Box<dyn Query> {
        match word.chars().count() {
            1 => term(self.singles, word),
            _ => phrase(self.pairs, word),
        }
    }
}

fn key(role: &str, agent: &str) -> String {
    format!("{role} {agent}")
}

fn term(field: Field, text: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs))
}

/// Returns a query for the bigrams of a word in sequence.
fn phrase(field: Field, word: &str) -> Box<dyn Query> {
    let chars: Vec<char> = word.chars().collect();
    let runs = chars.windows(2).map(|run| run.iter().collect::<String>());
    let mut terms: Vec<Term> = runs.map(|run| Term::from_field_text(field, &run)).collect();
    match terms.len() {
        1 => Box::new(TermQuery::new(terms.remove(0), IndexRecordOption::WithFreqs)),
        _ => Box::new(PhraseQuery::new(terms)),
    }
}

/// Counts the roles in hits by region, and under the empty key the hits; regions with most hits
/// first.
pub fn by_region(hits: &[Hit]) -> Vec<(String, BTreeMap<String, usize>)> {
    let mut regions = BTreeMap::<String, BTreeMap<String, usize>>::new();
    for hit in hits {
        let roles = regions.entry(hit.entry.place.clone().unwrap_or_default()).or_default();
        for duty in &hit.entry.duties {
            *roles.entry(duty.role.clone()).or_default() += 1;
        }
        *roles.entry(String::new()).or_default() += 1;
    }
    let mut rows: Vec<_> = regions.into_iter().collect();
    rows.sort_by_key(|(_, roles)| std::cmp::Reverse(roles.get("").copied().unwrap_or_default()));
    rows
}
