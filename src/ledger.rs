//! LEDGER: the duties of a store as rows, the form in which offices keep them (台账), and what
//! people fill in beside them.
//!
//! Comes in: a [`Store`](crate::store::Store). Goes out: a [`Ledger`], and of it a workbook, CSV,
//! Markdown, HTML or a calendar. One row is one task with all who answer for it, each with its
//! sentence and place; nothing that the graph does not say stands in it.

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

/// The duties of some documents.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// The documents that the rows are of, notices before what they attach.
    pub documents: Vec<Document>,
    /// Tasks in the order of the texts; headings and documents that bear duties of their own among
    /// them.
    pub rows: Vec<Row>,
    /// What is doubtful in the documents outside of all rows.
    pub doubts: Vec<Doubt>,
    /// What the documents say of how they are assessed.
    pub provisions: Vec<Provision>,
    /// What was told of the rows, oldest first.
    pub records: Vec<Record>,
    /// The day that the ledger is of: the one that was asked for, else the last one that documents
    /// or records bear.
    pub as_of: Option<Date>,
    /// How many imports the records are from.
    pub n_imports: usize,
    /// A hash of the graphs of the documents.
    pub hash: String,
    /// The unit that the ledger is cut to.
    pub unit: Option<String>,
}

/// A document of the ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Its IRI.
    pub iri: String,
    /// Its title.
    pub title: String,
    /// Its number, or that of the notice that attaches it.
    pub number: String,
    /// Its day, or that of the notice.
    pub date: Option<Date>,
    /// The name of its region.
    pub region: String,
    /// Who issued it, or its notice.
    pub issuers: Vec<String>,
    /// The notice that attaches it.
    pub notice: Option<String>,
    /// The graph that it stands in.
    pub graph: String,
    /// The period that it is for, as it says itself: 2023年度.
    pub period: String,
}

impl Document {
    /// By what people call it: its number, else its title, else the end of its IRI.
    pub fn name(&self) -> &str {
        let names = [&self.number, &self.title].into_iter().find(|name| !name.is_empty());
        names.map_or_else(|| self.iri.rsplit('/').next().unwrap_or_default(), String::as_str)
    }
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A task.
    Task,
    /// A heading that bears a duty which no task of it has.
    Section,
    /// A document that bears duties as a whole.
    Document,
}

/// A row of the ledger.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its IRI.
    pub iri: String,
    /// What it is.
    pub kind: Kind,
    /// Its document, an index into [`Ledger::documents`].
    pub document: usize,
    /// The headings over it, outermost first.
    pub parts: Vec<Part>,
    /// Its number as in the document: （十三）.
    pub number: String,
    /// Its path in the document: d2/五/（十三）.
    pub path: String,
    /// What is to be done.
    pub title: String,
    /// All of its words.
    pub quote: String,
    /// Where these begin.
    pub at: Option<At>,
    /// Measured targets, as written.
    pub targets: Vec<String>,
    /// Who has which role in it, in the order of the text.
    pub assignments: Vec<Assignment>,
    /// Times that it sets.
    pub times: Vec<Time>,
    /// The days by which something of it is due, sorted.
    pub dues: Vec<Date>,
    /// What it cites.
    pub citations: Vec<Citation>,
    /// What is doubtful in it.
    pub doubts: Vec<Doubt>,
    /// What people filled in.
    pub filled: Filled,
}

/// A heading of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its IRI.
    pub iri: String,
    /// Its path of numbers: 五, 二/（一）.
    pub number: String,
    /// What it says.
    pub title: String,
}

/// That somebody has a role in a row.
#[derive(Clone, Debug)]
pub struct Assignment {
    /// Its IRI.
    pub iri: String,
    /// In what role.
    pub role: Role,
    /// The IRI of who has it.
    pub agent: String,
    /// The name that the ledger shows: as the document writes it, or the full one where documents
    /// are of several regions.
    pub name: String,
    /// The name as the document writes it.
    pub written: String,
    /// The full name.
    pub full: String,
    /// Whether it is a class of units: 各乡镇.
    pub is_class: bool,
    /// Whether it is a person.
    pub is_person: bool,
    /// Whether a rule of the document sets it, not a clause of the task.
    pub implied: bool,
    /// Whether a heading over the task bears it.
    pub inherited: bool,
    /// The words of running prose that give the duty.
    pub duty: Option<String>,
    /// The sentence that says so.
    pub sentence: String,
    /// Where the name stands.
    pub at: Option<At>,
    /// How sure it is, from 0 to 1.
    pub confidence: Option<f64>,
}

impl Assignment {
    /// The signs behind the name: ＊ a class, △ from a heading, ◇ by a rule of the document.
    pub fn marks(&self) -> String {
        let signs = [(self.is_class, '＊'), (self.inherited, '△'), (self.implied, '◇')];
        signs.into_iter().filter(|(is_so, _)| *is_so).map(|(_, sign)| sign).collect()
    }

    /// The name with its signs.
    pub fn marked(&self) -> String {
        self.name.clone() + &self.marks()
    }
}

/// What the signs behind names mean.
pub const LEGEND: &str = "注：＊为一类单位，文件未逐一列名；△为上级标题统一明确；◇为文件规定推定。";

/// A time that a row sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    /// What kind of time.
    pub kind: TimeKind,
    /// As written.
    pub words: String,
    /// A day, an interval or a duration of ISO 8601.
    pub value: String,
    /// By when in each span of what comes again: `--12-31`, `--06`, `---20`.
    pub each_by: String,
}

/// What a row cites.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The title of the work.
    pub title: String,
    /// Its number.
    pub number: String,
    /// The words of the citation.
    pub quote: String,
    /// Where they stand.
    pub at: Option<At>,
}

impl Citation {
    /// `《优化营商环境条例》（国务院令第722号）`: the title as the text writes it, and the number
    /// as it should be; of what has no title the number.
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

/// What is doubtful.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// What kind of doubt.
    pub code: String,
    /// In words.
    pub message: String,
    /// What stands there.
    pub quote: String,
    /// Where it stands.
    pub at: Option<At>,
}

/// What somebody told of a row at some time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// The IRI of the row.
    pub task: String,
    /// The day that it tells of.
    pub day: Option<Date>,
    /// Who told it.
    pub by: String,
    /// The file that it was read from.
    pub file: String,
    /// What was told.
    pub filled: Filled,
}

impl Row {
    /// The title of the part of the plan that it stands in.
    pub fn part(&self) -> &str {
        self.parts.first().map(|part| part.title.as_str()).unwrap_or_default()
    }

    /// The names in a role, each once, with their signs.
    pub fn names(&self, role: Role) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for one in self.assignments.iter().filter(|one| one.role == role).map(Assignment::marked) {
            if !names.contains(&one) {
                names.push(one);
            }
        }
        names
    }

    /// The sentences that say who answers, each once.
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

    /// The day by which all of it is due.
    pub fn due(&self) -> Option<Date> {
        self.dues.last().copied()
    }

    /// The words of its times: deadlines, else periods, else what comes again and again or takes so
    /// long.
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

    /// From when to when it goes, where its text says both.
    pub fn period(&self) -> Option<(Date, Date)> {
        let periods = self.times.iter().filter(|time| time.kind == TimeKind::Period);
        periods
            .filter_map(|time| time.value.split_once('/'))
            .find_map(|(from, to)| Some((from.parse().ok()?, to.parse().ok()?)))
    }

    /// Those who answer first: who leads or hosts; where nobody does, who is responsible.
    pub fn owners(&self) -> Vec<&Assignment> {
        let of = |roles: &[Role]| {
            self.assignments.iter().filter(|one| roles.contains(&one.role)).collect::<Vec<_>>()
        };
        let leads = of(&[Role::Lead, Role::Host]);
        if leads.is_empty() { of(&[Role::Responsible]) } else { leads }
    }
}

impl Ledger {
    /// The document of a row.
    pub fn document(&self, row: &Row) -> Option<&Document> {
        self.documents.get(row.document)
    }

    /// The rows in which a unit has a role.
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

    /// The document that speaks for all of them: the first notice.
    pub fn first(&self) -> Option<&Document> {
        self.documents.first()
    }

    /// How many notices and plans that nothing attaches the rows are of.
    pub fn n_sources(&self) -> usize {
        let graphs: std::collections::BTreeSet<_> =
            self.rows.iter().filter_map(|row| Some(self.document(row)?.graph.as_str())).collect();
        graphs.len()
    }

    /// What stands in 完成时限: the words of the row, else the period of its document, marked as
    /// such.
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

    /// What the ledger is called: by the document of most of its rows, or by how many documents
    /// there are.
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
