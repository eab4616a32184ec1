//! A graph in the form in which it is compared: documents with their items in the order of the
//! text, each with its words, duties and details.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use jiff::civil::Date;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNodeRef, Quad};

use super::graph::Graph;
use super::wording::{marked, plain, without_clauses};
use crate::affix::AnyOf;
use crate::graph::vocab::{dcterms, eli, eli_dl, foaf, org, schema, skos, zr};
use crate::ledger::Status;
use crate::model::Role;
use crate::model::path::Numbers;
use crate::parse::text_of;
use crate::read::Source;
use crate::span::CodePoints;

/// What one of the two sides says.
#[derive(Clone, Debug, Default)]
pub struct Version {
    /// The documents; each is followed by its annexes.
    pub works: Vec<Work>,
}

/// A document.
#[derive(Clone, Debug, Default)]
pub struct Work {
    /// Its IRI.
    pub iri: String,
    /// The index of the document that attaches it.
    pub parent: Option<usize>,
    /// The code of the region that issued it.
    pub region: Option<String>,
    /// The kind of document, such as 通知.
    pub kind: Option<String>,
    /// Parts of its letterhead by name: masthead, title, number, date, issuer, addressee.
    pub head: BTreeMap<&'static str, String>,
    /// The document as a whole, then headings, tasks and the sentences around them, in the order of
    /// the text.
    pub items: Vec<Item>,
}

/// Names of the parts of a letterhead, in the order of the report.
pub(super) const HEAD: &[&str] = &["masthead", "title", "number", "date", "issuer", "addressee"];

/// The kind of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// The document as a whole.
    Whole,
    /// A heading.
    Section,
    /// A task.
    Task,
    /// A sentence that belongs to neither.
    Sentence,
}

impl What {
    /// Its name in English.
    pub fn word(self) -> &'static str {
        match self {
            Self::Whole => "document",
            Self::Section => "section",
            Self::Task => "task",
            Self::Sentence => "text",
        }
    }
}

/// A heading, task or sentence.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its kind.
    pub what: What,
    /// Its number as written.
    pub number: String,
    /// Its first sentence.
    pub title: String,
    /// The heading above it.
    pub section: String,
    /// All of its text in normal form, without its number and its responsibility clauses.
    pub text: String,
    /// Who is responsible, in the order of the text.
    pub duties: Vec<Duty>,
    /// Times, targets, citations and status, in this order.
    pub details: Vec<Detail>,
    start: usize,
}

/// A role that somebody has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// The role.
    pub role: Role,
    /// Who has it, as written.
    pub name: String,
    /// Who has it, with the region.
    pub canonical: String,
    /// The type of body, the same in every region.
    pub kind: String,
}

/// The kind of a detail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DetailKind {
    /// A deadline, a period, a recurrence or a duration.
    Time,
    /// A measured target.
    Target,
    /// A cited document.
    Citation,
    /// The status, as people reported it.
    Status,
}

impl DetailKind {
    /// Its name in English.
    pub fn word(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Target => "target",
            Self::Citation => "citation",
            Self::Status => "status",
        }
    }
}

/// A time, target, citation or status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// Its kind.
    pub kind: DetailKind,
    /// As written, in normal form.
    pub text: String,
}

impl Version {
    /// Reads the documents of a graph.
    pub fn read(quads: &[Quad]) -> Self {
        let graph = Graph::new(quads);
        let mut reading = Reading::new(graph);
        reading.index();
        let mut version = Self::default();
        let works: Vec<&str> =
            reading.graph.subjects().filter(|one| reading.is_work(one)).collect();
        let attached = works
            .iter()
            .flat_map(|work| reading.graph.all(work, eli::HAS_ANNEX).map(move |one| (one, *work)));
        let attached: BTreeMap<&str, &str> =
            attached.filter(|(annex, _)| reading.is_work(annex)).collect();
        // An annex of an annex, which zeren never writes, is treated as a document of its own.
        let parent = |work: &str| {
            attached.get(work).copied().filter(|parent| !attached.contains_key(parent))
        };
        let mut annexes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for work in &works {
            annexes.entry(parent(work).unwrap_or_default()).or_default().push(work);
        }
        for root in annexes.get("").into_iter().flatten() {
            let at = version.works.len();
            version.works.push(reading.work(root, None));
            let mut of_root = annexes.get(root).cloned().unwrap_or_default();
            of_root.sort_by_key(|annex| reading.graph.number(annex, zr::START));
            version.works.extend(of_root.into_iter().map(|annex| reading.work(annex, Some(at))));
        }
        version
    }
}

/// The parts of the graph, by the document to which they belong.
struct Reading<'q> {
    graph: Graph<'q>,
    tasks: BTreeMap<&'q str, Vec<&'q str>>,
    sections: BTreeMap<&'q str, Vec<&'q str>>,
    citations: BTreeMap<&'q str, Vec<&'q str>>,
    /// Names of units, by the document and the property for which they are mentioned, in the order
    /// of the text.
    mentions: BTreeMap<(&'q str, &'q str), Vec<&'q str>>,
}

impl<'q> Reading<'q> {
    fn new(graph: Graph<'q>) -> Self {
        let [tasks, sections, citations] = [(); 3].map(|()| BTreeMap::new());
        Self { graph, tasks, sections, citations, mentions: BTreeMap::new() }
    }

    fn index(&mut self) {
        let mut mentions: Vec<(usize, &str)> = Vec::new();
        for subject in self.graph.subjects().collect::<Vec<_>>() {
            if let Some(work) = self.graph.one(subject, eli_dl::DOCUMENTED_BY) {
                self.tasks.entry(work).or_default().push(subject);
            }
            if let Some(above) = self.graph.one(subject, eli::IS_PART_OF) {
                let parts = std::iter::successors(Some(above), |above| {
                    self.graph.one(above, eli::IS_PART_OF)
                });
                // A graph made by hand may contain a cycle.
                let work = parts.take(DEEPEST).last().unwrap_or(above);
                self.sections.entry(work).or_default().push(subject);
            }
            if let Some(holder) = self.graph.one(subject, zr::CITING) {
                self.citations.entry(holder).or_default().push(subject);
            }
            if self.graph.one(subject, rdf::PREDICATE).is_some() {
                mentions.push((self.graph.number(subject, zr::START), subject));
            }
        }
        mentions.sort_unstable();
        for (_, mention) in mentions {
            let parts = [rdf::SUBJECT, rdf::PREDICATE]
                .map(|part| self.graph.one(mention, part).unwrap_or_default());
            self.mentions
                .entry(parts.into())
                .or_default()
                .extend(self.graph.one(mention, zr::QUOTE));
        }
    }

    fn is_work(&self, subject: &str) -> bool {
        self.tasks.contains_key(subject) || self.graph.one(subject, eli::IS_REALIZED_BY).is_some()
    }

    fn work(&self, iri: &'q str, parent: Option<usize>) -> Work {
        let graph = &self.graph;
        let region = graph
            .one(iri, dcterms::SPATIAL)
            .and_then(|region| region.rsplit('/').next())
            .map(str::to_owned);
        let mut items = vec![Item { start: 0, ..self.item(What::Whole, iri) }];
        for (what, of_work) in [(What::Section, &self.sections), (What::Task, &self.tasks)] {
            items.extend(of_work.get(iri).into_iter().flatten().map(|one| self.item(what, one)));
        }
        let head = self.head(iri);
        items.extend(self.sentences(iri, &self.told(iri, &head)));
        items.sort_by_key(|item| (item.start, item.what));
        let kind = graph.one(iri, eli::WORK_TYPE).map(|kind| self.name(kind).to_owned());
        Work { iri: iri.to_owned(), parent, region, kind, head, items }
    }

    fn head(&self, iri: &str) -> BTreeMap<&'static str, String> {
        let graph = &self.graph;
        let names = |predicate: NamedNodeRef<'_>| {
            let names = self
                .mentions
                .get(&(iri, predicate.as_str()))
                .map(Vec::as_slice)
                .unwrap_or_default();
            Some(names.iter().map(|name| plain(name)).collect::<Vec<_>>().join("、"))
                .filter(|names| !names.is_empty())
        };
        let value = |predicate| graph.one(iri, predicate).map(plain);
        let parts = [
            ("masthead", value(zr::MASTHEAD)),
            ("title", value(dcterms::TITLE)),
            ("number", value(eli::NUMBER)),
            ("date", graph.one(iri, eli::DATE_DOCUMENT).map(str::to_owned)),
            ("issuer", names(dcterms::CREATOR)),
            ("addressee", names(zr::ADDRESSEE)),
        ];
        parts.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    /// What the letterhead says, as written in the text, reduced to letters and digits.
    fn told(&self, iri: &str, head: &BTreeMap<&'static str, String>) -> Vec<String> {
        let graph = &self.graph;
        let date = head.get("date").and_then(|date| date.parse::<Date>().ok());
        let date = date.map(|date| format!("{}年{}月{}日", date.year(), date.month(), date.day()));
        let raw = [zr::RAW_DATE, zr::RAW_TITLE]
            .into_iter()
            .filter_map(|raw| graph.one(iri, raw).map(plain));
        head.values().cloned().chain(date).chain(raw).map(|part| letters(&part)).collect()
    }

    fn name(&self, agent: &str) -> &'q str {
        let graph = &self.graph;
        graph
            .one(agent, skos::PREF_LABEL)
            .or_else(|| graph.one(agent, foaf::NAME))
            .unwrap_or_default()
    }

    fn item(&self, what: What, iri: &'q str) -> Item {
        let graph = &self.graph;
        let value = |predicate| graph.one(iri, predicate).unwrap_or_default();
        let (number, title) = match what {
            What::Task => (value(zr::NUMBER), value(eli_dl::ACTIVITY_LABEL)),
            What::Section => {
                (Numbers::new(value(eli::NUMBER)).last().number, value(dcterms::TITLE))
            }
            What::Whole | What::Sentence => ("", ""),
        };
        let section = graph.one(iri, zr::IN_SECTION).or_else(|| graph.one(iri, eli::IS_PART_OF));
        let section = section
            .and_then(|section| graph.one(section, dcterms::TITLE))
            .filter(|_| what == What::Task);
        let (duties, names) = self.duties(iri);
        let text = match what {
            What::Whole => String::new(),
            _ => {
                let marked = marked(value(zr::QUOTE), graph.number(iri, zr::START), &names);
                without_number(&without_clauses(&plain(&marked)), number).to_owned()
            }
        };
        Item {
            what,
            number: number.to_owned(),
            title: plain(title),
            section: section.map(plain).unwrap_or_default(),
            text,
            duties,
            details: self.details(iri),
            start: graph.number(iri, zr::START),
        }
    }

    /// The duties of a thing, and the places of the names in its clauses.
    fn duties(&self, iri: &str) -> (Vec<Duty>, Vec<Range<usize>>) {
        let graph = &self.graph;
        let mut assignments: Vec<&str> = graph.all(iri, eli_dl::HAD_PARTICIPATION).collect();
        assignments.sort_by_key(|one| graph.number(one, zr::START));
        let mut names = Vec::new();
        let mut duties: Vec<Duty> = Vec::new();
        let mut seen = BTreeSet::new();
        for one in assignments {
            let participants = [
                eli_dl::HAD_PARTICIPANT_ORGANIZATION,
                eli_dl::HAD_PARTICIPANT_PERSON,
                zr::HAD_PARTICIPANT_CLASS,
            ];
            let role = graph
                .one(one, eli_dl::PARTICIPATION_ROLE)
                .and_then(|role| Role::from_word(role.rsplit('/').next()?));
            let agent = participants.into_iter().find_map(|predicate| graph.one(one, predicate));
            let (Some(role), Some(agent)) = (role, agent) else { continue };
            let canonical = self.name(agent);
            let name = plain(graph.one(one, zr::QUOTE).unwrap_or(canonical));
            let kind = [org::CLASSIFICATION, zr::CRITERION_TYPE]
                .into_iter()
                .find_map(|kind| graph.one(agent, kind));
            let kind = kind
                .map(|kind| self.name(kind))
                .filter(|kind| !kind.is_empty())
                .unwrap_or(canonical);
            let duty = Duty { role, name, canonical: canonical.to_owned(), kind: kind.to_owned() };
            // A name in prose is part of the task's text.
            if graph.one(one, zr::DUTY).is_none() && graph.one(one, zr::IMPLIED).is_none() {
                names.push(graph.number(one, zr::START)..end(graph, one));
            }
            if seen.insert((duty.role, duty.canonical.clone(), duty.name.clone())) {
                duties.push(duty);
            }
        }
        (duties, names)
    }

    fn details(&self, iri: &str) -> Vec<Detail> {
        let graph = &self.graph;
        let times = graph.all(iri, zr::HAS_TIME).map(|one| (DetailKind::Time, one));
        let targets = graph.all(iri, zr::HAS_TARGET).map(|one| (DetailKind::Target, one));
        let citations =
            self.citations.get(iri).into_iter().flatten().map(|one| (DetailKind::Citation, *one));
        let mut found: Vec<_> = times.chain(targets).chain(citations).collect();
        found.sort_by_key(|(_, one)| graph.number(one, zr::START));
        let text = |one: &str| {
            graph.one(one, zr::QUOTE).or_else(|| graph.one(one, schema::NAME)).map(plain)
        };
        let mut details: Vec<Detail> = found
            .into_iter()
            .filter_map(|(kind, one)| Some(Detail { kind, text: text(one)? }))
            .collect();
        details.extend(self.status(iri).map(|text| Detail { kind: DetailKind::Status, text }));
        details
    }

    /// The status of an item as people reported it: 推进中 50%.
    fn status(&self, iri: &str) -> Option<String> {
        let word = self.graph.one(iri, zr::STATUS).and_then(Status::read).map(Status::zh);
        let rate = self.graph.one(iri, zr::COMPLETION).map(|rate| format!("{rate}%"));
        let told: Vec<String> = word.map(str::to_owned).into_iter().chain(rate).collect();
        (!told.is_empty()).then(|| told.join(" "))
    }

    /// The sentences of a document that belong to no item and do not repeat its letterhead.
    fn sentences(&self, iri: &str, told: &[String]) -> Vec<Item> {
        let graph = &self.graph;
        let text = graph.one(iri, zr::IN_TEXT).and_then(|text| graph.one(text, zr::TEXT));
        let Some(text) = text else {
            return Vec::new();
        };
        let mut taken: Vec<(usize, usize)> = self
            .tasks
            .get(iri)
            .into_iter()
            .chain(self.sections.get(iri))
            .flatten()
            .map(|one| (graph.number(one, zr::START), end(graph, one)))
            .collect();
        taken.push((0, graph.number(iri, zr::START)));
        taken.push((graph.number(iri, zr::END), usize::MAX));
        taken.sort_unstable();
        let source = Source {
            name: String::new(),
            text: text.to_owned(),
            hash: String::new(),
            format: "text/plain",
            notes: Vec::new(),
        };
        let paragraphs = text_of(&source);
        let points = CodePoints::new(text);
        let mut at = 0;
        let all = paragraphs.written().split_inclusive(['。', '\n', '；']).filter_map(|sentence| {
            let start = points.before(text, paragraphs.span(at..at + sentence.len()).start);
            at += sentence.len();
            let n = taken.partition_point(|(from, _)| *from <= start);
            let is_taken =
                n.checked_sub(1).and_then(|n| taken.get(n)).is_some_and(|(_, end)| start < *end);
            (!is_taken).then(|| self::sentence(plain(sentence), start))
        });
        all.filter(|item| is_said(&item.text, told)).collect()
    }
}

/// Labels with which a web page describes the document that it shows.
const PAGE: &[&str] = &[
    "索引号：", "主题分类：", "发文机关：", "成文日期：", "发文字号：", "发布日期：", "有效性：",
    "来源：",
];

/// How deep headings may nest.
const DEEPEST: usize = 16;

/// Whether a sentence says something that is neither in the letterhead nor in the frame of a web
/// page.
fn is_said(sentence: &str, told: &[String]) -> bool {
    let letters = letters(sentence);
    !sentence.starts_with_any(PAGE)
        && !letters.is_empty()
        && !told.iter().any(|part| part.contains(&letters))
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn sentence(text: String, start: usize) -> Item {
    Item {
        what: What::Sentence,
        number: String::new(),
        title: String::new(),
        section: String::new(),
        text,
        duties: Vec::new(),
        details: Vec::new(),
        start,
    }
}

/// The text of an item after its number.
fn without_number<'t>(text: &'t str, number: &str) -> &'t str {
    text.strip_prefix(number).unwrap_or(text).trim_start_matches(['.', '、', '）'])
}

/// Where a fact ends, in characters: after its quotation, or where it says.
fn end(graph: &Graph<'_>, fact: &str) -> usize {
    match graph.one(fact, zr::QUOTE) {
        Some(quote) => graph.number(fact, zr::START) + quote.chars().count(),
        None => graph.number(fact, zr::END),
    }
}
