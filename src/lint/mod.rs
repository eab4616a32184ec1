//! LINT: what a bureau should correct in a document before issuing it.
//!
//! In: a document as parsed, extracted and resolved. Out: [`Finding`]s, each from one [`Check`] in
//! the table [`checks`], with its place and advice, in Chinese for the clerk and in English.
//! `（责任单位：县委宣传部、县司法局）` among clauses with 牵头单位 is `lead-missing`. Nothing here
//! reads a clock: the day with which dates are compared is part of the [`Context`].

mod cited;
mod dates;
mod duties;
mod forms;
mod names;
mod numbers;
pub mod report;
mod signs;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::extract::Mentions;
pub use crate::message::Lang;
use crate::model::{Date, Document, Facts};
use crate::parse::Outline;
use crate::read::Source;
use crate::span::Span;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Worth knowing.
    Note,
    /// Most likely a mistake.
    Warning,
    /// A mistake.
    Error,
}

impl Level {
    /// Its name in English, which is also that of SARIF.
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// Its name in a language.
    pub fn name(self, lang: Lang) -> &'static str {
        match (lang, self) {
            (Lang::En, level) => level.word(),
            (Lang::Zh, Self::Note) => "提示",
            (Lang::Zh, Self::Warning) => "警告",
            (Lang::Zh, Self::Error) => "错误",
        }
    }
}

/// The same in both languages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Both<T> {
    /// In Chinese.
    pub zh: T,
    /// In English.
    pub en: T,
}

impl<T> Both<T> {
    /// The version in a language.
    pub fn of(&self, lang: Lang) -> &T {
        lang.of(&self.en, &self.zh)
    }
}

/// Something to look for.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// Kebab-case, unique, stable: `lead-missing`.
    pub id: &'static str,
    /// How much its findings matter; one about a whole document is a [`Level::Note`].
    pub level: Level,
    /// What is wrong.
    pub summary: Both<&'static str>,
    /// What to do.
    pub advice: Both<&'static str>,
    /// A text in which it finds something.
    pub example: &'static str,
    /// A similar text in which it finds nothing.
    pub counterexample: &'static str,
    find: fn(&Draft, &Context) -> Vec<Remark>,
}

/// What a check says about a place.
struct Remark {
    span: Span,
    /// Whether it is about the whole document, where a remark on each place would be too much.
    is_general: bool,
    message: Both<String>,
}

impl Remark {
    fn new(span: Span, zh: String, en: String) -> Self {
        Self { span, is_general: false, message: Both { zh, en } }
    }

    /// A remark about a whole document.
    fn general(span: Span, zh: String, en: String) -> Self {
        Self { is_general: true, ..Self::new(span, zh, en) }
    }
}

/// Something to correct.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The check that found it.
    pub check: &'static Check,
    /// How much it matters here.
    pub level: Level,
    /// The place.
    pub span: Span,
    /// What is wrong.
    pub message: Both<String>,
}

/// A document with everything that was read in it.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The text.
    pub source: Source,
    /// Its structure.
    pub outline: Outline,
    /// What it says.
    pub mentions: Mentions,
    /// What that means.
    pub facts: Facts,
}

impl Draft {
    /// Reads everything that a source says.
    pub fn read(source: Source) -> Self {
        let outline = crate::parse(&source);
        let mentions = crate::extract(&outline);
        let mut facts = crate::resolve(&outline, &mentions);
        crate::proof::account(&outline, &mentions, &mut facts);
        Self { source, outline, mentions, facts }
    }

    fn normal(&self, range: Range<usize>) -> &str {
        self.outline.text.as_str().get(range).unwrap_or_default()
    }

    fn span(&self, range: Range<usize>) -> Span {
        self.outline.text.span(range)
    }

    /// The documents with the places of their titles, or of their first lines if they have none.
    fn documents(&self) -> impl Iterator<Item = (&Document, Span)> {
        self.facts.documents.iter().zip(&self.outline.documents).map(|(document, outline)| {
            let first = self.normal(outline.range.clone()).split('\n').next().unwrap_or_default();
            let line = outline.range.start..outline.range.start + first.len();
            (
                document,
                self.span(outline.head.title.as_ref().map_or(line, |title| title.range.clone())),
            )
        })
    }

    /// The place of `words` within `span`, or all of it if they do not occur there literally.
    fn within(&self, span: Span, words: &str) -> Span {
        let at = span.of(&self.source.text).find(words);
        at.map_or(span, |at| Span::new(span.start + at, span.start + at + words.len()))
    }
}

/// What a document is compared with.
#[derive(Clone, Debug, Default)]
pub struct Context {
    today: Option<Date>,
    /// Titles of documents by their numbers.
    titles: BTreeMap<String, String>,
}

impl Context {
    /// Compares dates with `today`, or else with the date of the document.
    pub fn new(today: Option<Date>) -> Self {
        Self { today, titles: BTreeMap::new() }
    }

    /// Remembers the title that was issued under a number, to compare it with citations in other
    /// documents.
    pub fn learn(&mut self, facts: &Facts) {
        for document in &facts.documents {
            if let (Some(number), Some(title)) = (&document.number, &document.title) {
                self.titles.entry(number.clone()).or_insert_with(|| title.clone());
            }
        }
    }

    /// The day with which the dates of a document are compared.
    fn day(&self, facts: &Facts, doc: &str) -> Option<Date> {
        let own = facts
            .documents
            .iter()
            .find(|document| document.id == doc)
            .and_then(|document| document.date);
        self.today.or(own).or_else(|| facts.documents.first()?.date)
    }
}

/// Returns all checks by topic: duties, names, citations, dates, numbers, forms, signs.
pub fn checks() -> impl Iterator<Item = &'static Check> {
    [
        duties::CHECKS,
        names::CHECKS,
        cited::CHECKS,
        dates::CHECKS,
        numbers::CHECKS,
        forms::CHECKS,
        signs::CHECKS,
    ]
    .into_iter()
    .flatten()
}

/// Returns what is to be corrected in a document, in the order of the text.
pub fn lint(draft: &Draft, context: &Context) -> Vec<Finding> {
    if draft.outline.nature.is_some() || !draft.facts.hold_a_document() {
        return vec![signs::none(draft)];
    }
    let mut findings: Vec<Finding> = checks()
        .flat_map(|check| {
            (check.find)(draft, context).into_iter().map(move |one| finding(check, one))
        })
        .collect();
    findings.sort_by(|a, b| (a.span, a.check.id).cmp(&(b.span, b.check.id)));
    findings.dedup_by(|a, b| (a.span, a.check.id) == (b.span, b.check.id));
    findings
}

fn finding(check: &'static Check, remark: Remark) -> Finding {
    let level = if remark.is_general { Level::Note } else { check.level };
    Finding { check, level, span: remark.span, message: remark.message }
}

/// Returns the remarks, or a single one about the whole document if they apply to most of `n_all`
/// places.
fn unless_usual(
    remarks: Vec<Remark>,
    n_all: usize,
    general: impl FnOnce(usize) -> Remark,
) -> Vec<Remark> {
    match remarks.len() {
        n if n > 3 && n * 2 > n_all => vec![general(n)],
        _ => remarks,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&'static str> {
        let draft = Draft::read(Source {
            name: String::new(),
            text: text.to_owned(),
            hash: String::new(),
            format: "text/plain",
            notes: Vec::new(),
        });
        let mut context = Context::default();
        context.learn(&draft.facts);
        lint(&draft, &context).iter().map(|one| one.check.id).collect()
    }

    #[test]
    fn each_check_finds_its_example_and_leaves_its_counterexample() {
        for check in checks() {
            let [example, counterexample] = [check.example, check.counterexample].map(found);
            assert!(example.contains(&check.id), "{}: {example:?}", check.id);
            assert!(!counterexample.contains(&check.id), "{}: {counterexample:?}", check.id);
        }
    }

    #[test]
    fn identifiers_are_unique_and_kebab_case() {
        let mut ids: Vec<_> = checks().map(|check| check.id).collect();
        assert!(ids.iter().all(|id| id.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
        ids.sort_unstable();
        let n = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), n);
    }
}
