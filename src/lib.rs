//! zeren reads Chinese official documents and extracts who is responsible for what: documents in, a
//! responsibility knowledge graph out.
//!
//! # Pipeline
//!
//! | step | function | from | to |
//! |---|---|---|---|
//! | READ | [`read::read`] | an [`Input`](read::Input): a file, or a member of an archive | [`Source`]: text and hash |
//! | PARSE | [`parse()`] | [`Source`] | [`Outline`](parse::Outline): documents, letterheads, numbered items |
//! | EXTRACT | [`extract()`] | [`Outline`](parse::Outline) | [`Mentions`](extract::Mentions): what the text says, each with its rule |
//! | RESOLVE | [`resolve()`] | [`Mentions`](extract::Mentions) | [`Facts`](model::Facts): units, regions, owners |
//! | PROVE | [`proof::account`] | all of these | what was not read, and why: [`Facts::proof`](model::Facts::proof) |
//! | CORRECT | [`correct()`] | [`Facts`](model::Facts), [`Corrections`](correct::Corrections) | facts as people know them |
//! | GRAPH | [`graph()`] | [`Facts`](model::Facts) | quads |
//! | SOURCES | [`sources::update`] | files, and what is known of earlier ones | which of them speak, and a report |
//! | STORE | [`store::Store`] | quads | a dataset on disk or in memory |
//!
//! PARSE and EXTRACT build on [`clause`], which reads from a piece of text alone who does what in
//! it: labels, names, verbs. [`rules`] lists all rules by which facts are read.
//!
//! There are four ways to get data out of the store: [`query`] and [`question`] (SPARQL and named
//! questions), [`export`] (files), [`map`] (drawings), [`serve`] (HTTP). [`names`] looks up what
//! people call things in it. [`validate`] checks any graph against shapes. Outside the pipeline,
//! [`lint`] says what to mend in a document before it is issued, and [`diff`] what changed from one
//! graph to another. [`remote`] is a store behind somebody else's SPARQL endpoint, used instead of
//! a local one. [`doc`] documents the ontology itself.
//!
//! ```
//! let source = zeren::Source {
//!     name: "plan.txt".to_owned(),
//!     text: "一、依法行政\n（一）加强学习。认真组织培训。\n责任单位：县司法局、各有关部门。\n".to_owned(),
//!     hash: String::new(),
//!     format: "text/plain",
//!     notes: Vec::new(),
//! };
//! let facts = zeren::extract_facts(&source);
//! let task = &facts.tasks[0];
//! assert_eq!((task.id.as_str(), task.title.as_str()), ("d1/一/（一）", "加强学习"));
//! assert_eq!(task.assignments.len(), 2);
//! assert_eq!(task.assignments[0].evidence.span.of(&source.text), "县司法局");
//! ```
//!
//! # Invariants
//!
//! 1. From `parse` to `graph` nothing opens a file, reads a clock, prints, or fails. An odd
//!    document gives less, and diagnostics say why ([`diagnostic`]).
//! 2. Every fact carries its [`Span`](span::Span) and the id of the [`Rule`](rule::Rule) that read
//!    it.
//! 3. `extract` resolves nothing, `resolve` matches no patterns, `graph` decides nothing.
//! 4. `query`, `map`, `serve` and the RDF exports read only the store.
//! 5. Same input, same bytes: nothing depends on hash order, a clock, or randomness.
//!
//! # Words
//!
//! There is one English word for one Chinese concept, in types, JSON keys, RDF names and columns
//! alike: 牵头 `lead`, 责任 and 负责 `responsible`, 配合 and 协同 `support`, 责任领导 `leader`,
//! 主办 `host`, 督办 `supervise`, 指导 `guide`, 考核 `assess`; 依据 `based_on`, 贯彻 `implements`,
//! 印发 `issues`, 制定 `drafts`, 提及 `cites`. A *unit* (单位) is any body or class of bodies; a
//! *surface* is its name as written, a *canonical* name the full one with its region, a *kind* or
//! *type* the name that is the same in every region. A *section* is a heading, a *task* one of the
//! smallest numbered items. *Normal* offsets count bytes of the normalised text, *spans* bytes of
//! the source, RDF counts code points.

mod affix;
mod bracket;
mod characters;
pub mod clause;
pub mod confidence;
mod context;
pub mod diagnostic;
mod digest;
mod folio;
mod markup;
pub mod message;
pub mod model;
pub mod nearest;
mod numeral;
mod patterns;
mod radical;
pub mod rule;
mod words;

pub mod span;

pub mod whole;

pub mod read;

pub mod parse;

pub mod extract;

pub mod lexicon;

pub mod resolve;

pub mod proof;

pub mod correct;

pub mod rules;

pub mod lint;

pub mod graph;

pub mod syntax;

pub mod sources;

pub mod store;

pub mod remote;

pub mod names;

pub mod question;

pub mod query;

pub mod search;

pub mod export;

pub mod map;

pub mod ledger;

pub mod diff;

pub mod serve;

pub mod validate;

pub mod doc;

use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

pub use correct::correct;
pub use extract::extract;
pub use parse::parse;
pub use read::Source;
pub use resolve::resolve;
pub use sources::{graph, n_quads};

/// Starts compiling the patterns and messages that reading needs, on the cores that the caller
/// leaves free; a program that is about to read a document calls this early.
///
/// What is not ready when needed is waited for, or compiled on the spot.
pub fn prepare() {
    /// A text that exercises each kind of rule.
    const TEXT: &str =
        "落实《节水条例》（国办发〔2022〕27号）和河南省节水规定，2024年6月底前达到95%以上。";
    /// In the order in which they are needed.
    const PARTS: [fn(); 5] = [
        || drop(extract::time::find(TEXT, None)),
        || drop(extract::indicator::find(TEXT, None)),
        || drop(extract::citation::find(TEXT)),
        || drop(proof::signs(TEXT)),
        || drop(message!("note-contents").to_string()),
    ];
    let n_cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    let next = Arc::new(AtomicUsize::new(0));
    for _ in 0..PARTS.len().min(n_cores - 1) {
        let next = next.clone();
        let compile = move || {
            while let Some(part) = PARTS.get(next.fetch_add(1, Ordering::Relaxed)) {
                part();
            }
        };
        // If no thread can be started, patterns are compiled when needed.
        drop(std::thread::Builder::new().spawn(compile));
    }
}

/// Extracts all facts of a source, and accounts for what was not read: [`parse()`], [`extract()`],
/// [`resolve()`], [`proof::account`].
pub fn extract_facts(source: &Source) -> model::Facts {
    let outline = parse(source);
    let mentions = extract(&outline);
    let mut facts = resolve(&outline, &mentions);
    proof::account(&outline, &mentions, &mut facts);
    facts
}
