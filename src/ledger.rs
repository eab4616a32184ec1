//! LEDGER: the duties in a store as rows, the form in which offices keep them (台账), together with
//! what people fill in beside them.
//!
//! In: a [`Store`](crate::store::Store). Out: a [`Ledger`], from which a workbook, CSV, Markdown,
//! HTML or a calendar is written. One row is one task with everybody who is responsible for it,
//! each with the sentence that says so and its position; rows contain nothing that is not in the
//! graph.

mod column;
mod csv;
mod day;
mod error;
mod html;
mod ics;
mod import;
mod light;
mod load;
mod markdown;
mod record;
pub mod report;
mod scheme;
mod status;
pub mod summary;
mod table;
mod text;
mod workbook;

use crate::model::{Date, Role, TimeKind};

pub use column::{Band, Column, Layout, Value};
pub use day::day;
pub use error::LedgerError;
pub use light::{Colours, Light, Lights};
pub use load::{Filter, load};
pub use scheme::Provision;
pub use status::{Field, Filled, Status};
pub use text::At;
pub use workbook::{Profile, Written, order, workbook};

pub use self::csv::csv;
pub use html::html;
pub use ics::ics;
pub use import::{File, Giver, Imported, Remark, RemarkKind, import};
pub use markdown::markdown;
pub use table::table;

/// The duties from a number of documents.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// The documents of the rows, notices before their annexes.
    pub documents: Vec<Document>,
    /// Tasks in the order of the text, including headings and documents that carry duties of their
    /// own.
    pub rows: Vec<Row>,
    /// Doubts about the documents that belong to no row.
    pub doubts: Vec<Doubt>,
    /// The documents' provisions on assessment.
    pub provisions: Vec<Provision>,
    /// Records of what was reported about the rows, oldest first.
    pub records: Vec<Record>,
    /// The reference date of the ledger: the one requested, otherwise the latest date of a document
    /// or record.
    pub as_of: Option<Date>,
    /// How many imports the records come from.
    pub n_imports: usize,
    /// A hash of the graphs of the documents.
    pub hash: String,
    /// The unit to which the ledger is restricted.
    pub unit: Option<String>,
}

/// A document in the ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Its IRI.
    pub iri: String,
    /// Its title.
    pub title: String,
    /// Its number, or that of the notice to which it is annexed.
    pub number: String,
    /// Its date, or that of the notice.
    pub date: Option<Date>,
    /// The name of its region.
    pub region: String,
    /// Who issued it, or the notice.
    pub issuers: Vec<String>,
    /// The IRI of the notice to which it is annexed.
    pub notice: Option<String>,
    /// The graph that contains it.
    pub graph: String,
    /// The period it covers, as written in its title: 2023年度.
    pub period: String,
}

impl Document {
    /// Returns the name people use for it: its number, else its title, else the end of its IRI.
    pub fn name(&self) -> &str {
        let names = [&self.number, &self.title].into_iter().find(|name| !name.is_empty());
        names.map_or_else(|| self.iri.rsplit('/').next().unwrap_or_default(), String::as_str)
    }
}

/// The kind of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A task.
    Task,
    /// A heading with a duty that none of its tasks has.
    Section,
    /// A document with duties as a whole.
    Document,
}

/// A row of the ledger.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its IRI.
    pub iri: String,
    /// Its kind.
    pub kind: Kind,
    /// The index of its document in [`Ledger::documents`].
    pub document: usize,
    /// The headings over it, outermost first.
    pub parts: Vec<Part>,
    /// Its number as written in the document: （十三）.
    pub number: String,
    /// Its path in the document: d2/五/（十三）.
    pub path: String,
    /// What is to be done.
    pub title: String,
    /// Its full text.
    pub quote: String,
    /// Where the text begins.
    pub at: Option<At>,
    /// Measured targets, as written.
    pub targets: Vec<String>,
    /// Who has which role, in the order of the text.
    pub assignments: Vec<Assignment>,
    /// Times given for it.
    pub times: Vec<Time>,
    /// The days on which parts of it are due, sorted.
    pub dues: Vec<Date>,
    /// Citations in it.
    pub citations: Vec<Citation>,
    /// Doubts about it.
    pub doubts: Vec<Doubt>,
    /// What people filled in.
    pub filled: Filled,
}

/// A heading over a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its IRI.
    pub iri: String,
    /// Its number, with those of the headings over it: 五, 二/（一）.
    pub number: String,
    /// Its text.
    pub title: String,
}

/// An agent's role in a row.
#[derive(Clone, Debug)]
pub struct Assignment {
    /// Its IRI.
    pub iri: String,
    /// The role.
    pub role: Role,
    /// The IRI of the agent.
    pub agent: String,
    /// The name shown in the ledger: as the document writes it, or the full name if the ledger
    /// covers several regions.
    pub name: String,
    /// The name as the document writes it.
    pub written: String,
    /// The full name.
    pub full: String,
    /// Whether the agent is a class of units: 各乡镇.
    pub is_class: bool,
    /// Whether the agent is a person.
    pub is_person: bool,
    /// Whether it follows from a rule of the document, rather than a clause of the task.
    pub implied: bool,
    /// Whether it comes from a heading over the task.
    pub inherited: bool,
    /// The duty, if it is expressed in running prose.
    pub duty: Option<String>,
    /// The sentence that assigns the role.
    pub sentence: String,
    /// Where the name is written.
    pub at: Option<At>,
    /// The confidence, from 0 to 1.
    pub confidence: Option<f64>,
}

impl Assignment {
    /// Returns the marks after the name: ＊ a class, △ from a heading, ◇ by a rule of the document.
    pub fn marks(&self) -> String {
        let signs = [(self.is_class, '＊'), (self.inherited, '△'), (self.implied, '◇')];
        signs.into_iter().filter(|(is_so, _)| *is_so).map(|(_, sign)| sign).collect()
    }

    /// Returns the name with its marks.
    pub fn marked(&self) -> String {
        self.name.clone() + &self.marks()
    }
}

/// The legend of the marks after names.
pub const LEGEND: &str = "注：＊为一类单位，文件未逐一列名；△为上级标题统一明确；◇为文件规定推定。";

/// A time given in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    /// The kind of time.
    pub kind: TimeKind,
    /// As written.
    pub words: String,
    /// A day, an interval or a duration of ISO 8601.
    pub value: String,
    /// By when in each period of a recurring time: `--12-31`, `--06`, `---20`.
    pub each_by: String,
}

/// A citation in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The title of the cited work.
    pub title: String,
    /// Its number.
    pub number: String,
    /// The text of the citation.
    pub quote: String,
    /// Where it is written.
    pub at: Option<At>,
}

impl Citation {
    /// Returns `《优化营商环境条例》（国务院令第722号）`: the title as the text writes it, and the
    /// normalised number; only the number if there is no title.
    pub fn told(&self) -> String {
        let quoted = self.quote.split_once('《').and_then(|(_, rest)| rest.rsplit_once('》'));
        let title = quoted.map_or(self.title.as_str(), |(title, _)| title);
        match (title.is_empty(), self.number.is_empty()) {
            (true, _) => self.number.clone(),
            (false, true) => format!("《{title}》"),
            (false, false) => format!("《{title}》（{}）", self.number),
        }
    }
}

/// A doubt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// Its kind.
    pub code: String,
    /// Its message.
    pub message: String,
    /// The text in doubt.
    pub quote: String,
    /// Where that is written.
    pub at: Option<At>,
}

/// What somebody reported about a row at some time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// The IRI of the row.
    pub task: String,
    /// The day of the report.
    pub day: Option<Date>,
    /// Who reported it.
    pub by: String,
    /// The file from which it was read.
    pub file: String,
    /// The values reported.
    pub filled: Filled,
}

impl Row {
    /// Returns the title of the part of the plan that contains the row.
    pub fn part(&self) -> &str {
        self.parts.first().map(|part| part.title.as_str()).unwrap_or_default()
    }

    /// Returns the names of those with a role, each once, with their marks.
    pub fn names(&self, role: Role) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for one in self.assignments.iter().filter(|one| one.role == role).map(Assignment::marked) {
            if !names.contains(&one) {
                names.push(one);
            }
        }
        names
    }

    /// Returns the sentences that assign roles, each once.
    pub fn sentences(&self) -> Vec<&str> {
        let mut sentences: Vec<&str> = Vec::new();
        for one in
            self.assignments.iter().map(|one| one.sentence.as_str()).filter(|one| !one.is_empty())
        {
            if !sentences.contains(&one) {
                sentences.push(one);
            }
        }
        sentences
    }

    /// Returns the day by which everything in the row is due.
    pub fn due(&self) -> Option<Date> {
        self.dues.last().copied()
    }

    /// Returns the text of its deadlines, else of its periods, else of recurring times and
    /// durations.
    pub fn words(&self) -> String {
        let of = |kinds: &[TimeKind]| {
            let mut words: Vec<&str> = Vec::new();
            for time in self.times.iter().filter(|time| kinds.contains(&time.kind)) {
                if !words.contains(&time.words.as_str()) {
                    words.push(&time.words);
                }
            }
            words.join("；")
        };
        let choices = [
            &[TimeKind::Deadline][..],
            &[TimeKind::Period],
            &[TimeKind::Recurrence, TimeKind::Duration],
        ];
        choices.into_iter().map(of).find(|words| !words.is_empty()).unwrap_or_default()
    }

    /// Returns the first and last day of its period, if the text gives both.
    pub fn period(&self) -> Option<(Date, Date)> {
        let periods = self.times.iter().filter(|time| time.kind == TimeKind::Period);
        periods
            .filter_map(|time| time.value.split_once('/'))
            .find_map(|(from, to)| Some((from.parse().ok()?, to.parse().ok()?)))
    }

    /// Returns those primarily responsible: units that lead or host or, failing that, those with
    /// the role responsible.
    pub fn owners(&self) -> Vec<&Assignment> {
        let of = |roles: &[Role]| {
            self.assignments.iter().filter(|one| roles.contains(&one.role)).collect::<Vec<_>>()
        };
        let leads = of(&[Role::Lead, Role::Host]);
        if leads.is_empty() { of(&[Role::Responsible]) } else { leads }
    }
}

impl Ledger {
    /// Returns the document of a row.
    pub fn document(&self, row: &Row) -> Option<&Document> {
        self.documents.get(row.document)
    }

    /// Returns the ledger restricted to rows in which a unit has a role.
    pub fn of_unit(&self, iri: &str, name: &str) -> Self {
        let has = |row: &&Row| row.assignments.iter().any(|one| one.agent == iri);
        let rows: Vec<Row> = self.rows.iter().filter(has).cloned().collect();
        let is_told = |record: &&Record| rows.iter().any(|row| row.iri == record.task);
        let records = self.records.iter().filter(is_told).cloned().collect();
        Self {
            records,
            rows,
            unit: Some(name.to_owned()),
            doubts: Vec::new(),
            provisions: Vec::new(),
            ..self.clone()
        }
    }

    /// Returns the document that stands for all of them: the first one, a notice if there is any.
    pub fn first(&self) -> Option<&Document> {
        self.documents.first()
    }

    /// Returns how many source graphs the rows come from; a notice and its annexes share one.
    pub fn n_sources(&self) -> usize {
        let graphs: std::collections::BTreeSet<_> =
            self.rows.iter().filter_map(|row| Some(self.document(row)?.graph.as_str())).collect();
        graphs.len()
    }

    /// Returns the contents of 完成时限: the row's own times, else the period of its document,
    /// marked as such.
    pub fn words(&self, row: &Row) -> String {
        let own = row.words();
        let period =
            self.document(row).map(|document| document.period.as_str()).unwrap_or_default();
        if own.is_empty() && !period.is_empty() {
            format!("{period}（文件所定）")
        } else {
            own
        }
    }

    /// Returns the title of the ledger: after the document with most of its rows, or with the
    /// number of documents if there are several.
    pub fn title(&self) -> String {
        let unit = self.unit.as_ref().map(|unit| format!("（{unit}）")).unwrap_or_default();
        if self.n_sources() > 1 {
            return format!("责任任务台账（{}份文件）{unit}", self.n_sources());
        }
        let mut n_rows: std::collections::BTreeMap<usize, usize> =
            std::collections::BTreeMap::new();
        for row in self.rows.iter().filter(|row| row.kind != Kind::Document) {
            *n_rows.entry(row.document).or_default() += 1;
        }
        let most =
            n_rows.iter().max_by_key(|(at, n)| (**n, std::cmp::Reverse(**at))).map(|(at, _)| *at);
        let at = most.or_else(|| self.rows.first().map(|row| row.document)).unwrap_or_default();
        let name = |document: &Document| {
            if document.title.is_empty() {
                document.name().to_owned()
            } else {
                document.title.clone()
            }
        };
        let title = self.documents.get(at).map(name).unwrap_or_default();
        let others = if n_rows.len() > 1 { "等" } else { "" };
        format!("{title}{others}任务台账{unit}")
    }
}
