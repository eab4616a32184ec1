//! What is known about a document: plain data with public fields, and little behaviour.
//!
//! [`Facts`] is what [`resolve`](crate::resolve()) returns and [`graph`](crate::graph()) takes.
//! Strings are in the normal form of [`parse`](crate::parse()) (full-width punctuation, no white
//! space); the original characters are at the [`Span`].

mod assessment;
mod correction;
pub mod path;
mod role;

pub use assessment::{Assessment, Provision, Terms};
pub use correction::{Corrected, Correction, Statement};
pub use jiff::civil::Date;
pub use role::{Change, Op, ProvisionKind, Relation, Role, TimeKind};

use crate::diagnostic::{Account, Diagnostic};
use crate::span::Span;

/// Where a fact was read, and by which rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The characters of the source.
    pub span: Span,
    /// The identifier of a [`Rule`](crate::rule::Rule).
    pub rule: &'static str,
}

/// Everything that one source says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// The region that issued it, if known.
    pub region: Option<Region>,
    /// The notice and what it attaches, in the order of the text; their ids are `d1`, `d2` ….
    pub documents: Vec<Document>,
    /// Headings above tasks, in the order of the text.
    pub sections: Vec<Section>,
    /// The smallest numbered items of the body, in the order of the text.
    pub tasks: Vec<Task>,
    /// Normative documents that the text names.
    pub citations: Vec<Citation>,
    /// Deadlines, periods, recurrences and durations.
    pub times: Vec<Time>,
    /// Measured targets.
    pub indicators: Vec<Indicator>,
    /// People named with their post.
    pub persons: Vec<Person>,
    /// Assessment schemes, at most one per document.
    pub assessments: Vec<Assessment>,
    /// Every distinct name of a unit or class of units, in the order of first use.
    pub units: Vec<Unit>,
    /// What was repaired, inferred or is in doubt.
    pub diagnostics: Vec<Diagnostic>,
    /// The proof, one line per kind of sign.
    pub proof: Vec<Account>,
    /// Corrections by people, in the order in which they were applied.
    pub corrections: Vec<Correction>,
}

impl Facts {
    /// All assignments: of the documents, then of the sections, then of the tasks.
    pub fn assignments(&self) -> impl Iterator<Item = &Assignment> {
        let of_documents = self.documents.iter().flat_map(|document| &document.assignments);
        let of_sections = self.sections.iter().flat_map(|section| &section.assignments);
        of_documents.chain(of_sections).chain(self.tasks.iter().flat_map(|task| &task.assignments))
    }

    /// Whether anything of an official document was found: an item or a part of a letterhead. The
    /// page of a failed download has neither.
    pub fn hold_a_document(&self) -> bool {
        let is_issued = |one: &Document| {
            one.number.is_some() || one.date.is_some() || !one.addressees.is_empty()
        };
        !self.tasks.is_empty() || !self.sections.is_empty() || self.documents.iter().any(is_issued)
    }
}

/// An administrative division, by GB/T 2260.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Six digits, such as `410526`; `000000` for the whole state. For a development zone, the
    /// digits of its division and its name: `340100-合肥高新技术产业开发区`.
    pub code: String,
    /// The full name, such as 滑县.
    pub name: String,
    /// The kind: 省, 自治区, 直辖市, 地级市, 自治州, 县, 县级市, 市辖区 …; 国家 for the state,
    /// 功能区 for a zone.
    pub level: String,
    /// The divisions that contain it, widest first: 河南省, 安阳市.
    pub within: Vec<String>,
}

/// A notice, or a plan attached to one.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// `d1`, `d2` … in the order of the text.
    pub id: String,
    /// 文种, such as 通知, 实施方案, 工作安排.
    pub kind: String,
    /// 标题, repaired if the copy lost characters; `raw_title` then has the original.
    pub title: Option<String>,
    /// The title as written, if it differs.
    pub raw_title: Option<String>,
    /// 发文字号 in the form 滑法政〔2023〕2号.
    pub number: Option<String>,
    /// 发文机关标志, such as 中共宝丰县委文件.
    pub masthead: Option<String>,
    /// 署名, or the issuers named in the title.
    pub issuers: Vec<Mention>,
    /// 主送机关.
    pub addressees: Vec<Mention>,
    /// 成文日期.
    pub date: Option<Date>,
    /// The date as written, if characters were lost (`2023814`).
    pub raw_date: Option<String>,
    /// 印发机关.
    pub printed_by: Option<Mention>,
    /// 印发日期.
    pub printed_date: Option<Date>,
    /// The ids of the documents attached to it.
    pub attaches: Vec<String>,
    /// Assignments for the whole document: 主办, 督办.
    pub assignments: Vec<Assignment>,
    /// What the web page around a copy says, as names and values in the order of the page.
    pub web: Vec<(&'static str, String)>,
    /// From the title to the last line.
    pub evidence: Evidence,
}

/// A unit named at some place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// An index into [`Facts::units`].
    pub unit: usize,
    /// Where it is named.
    pub evidence: Evidence,
}

/// A heading above items.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// The id of its document.
    pub doc: String,
    /// The path of its numbers within the document: `二`, `二/（一）`.
    pub number: String,
    /// The heading without its number.
    pub title: String,
    /// 1 for `一、`, 2 for `（一）` below it, and so on.
    pub level: usize,
    /// Assignments from clauses on the heading.
    pub assignments: Vec<Assignment>,
    /// The heading with its number.
    pub evidence: Evidence,
}

/// One thing to be done.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// The document, then the numbers from the first level to its own: `d2/五/（十三）`,
    /// `d2/八/（二十）#2`.
    pub id: String,
    /// The id of its document.
    pub doc: String,
    /// The path of the section that contains it, if any.
    pub section: Option<String>,
    /// Its own number, such as `（十三）` or `6`.
    pub number: String,
    /// Whether the copy lost the number, which was inferred from the sequence.
    pub number_inferred: bool,
    /// The first sentence, up to the first `。`.
    pub title: String,
    /// The rest without the responsibility clause, or the first sentence if there is no more.
    pub body: String,
    /// Who leads, is responsible, supports.
    pub assignments: Vec<Assignment>,
    /// Whether it is an entry in a list of names, such as the assessed bodies.
    pub noun_list: bool,
    /// Whether it is below a heading about generalities: aims, principles, how an assessment works.
    pub general: bool,
    /// The whole item with its clause.
    pub evidence: Evidence,
}

impl Task {
    /// Whether it asks for something to be done, rather than stating an aim, a principle or who is
    /// assessed.
    pub fn asks(&self) -> bool {
        !self.general || !self.assignments.is_empty()
    }
}

/// A role that an agent has in a task, section or document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// The role.
    pub role: Role,
    /// Who has it.
    pub agent: Agent,
    /// The clause of running prose that says so, if it is not a responsibility clause.
    pub duty: Option<String>,
    /// Whether it follows from a general statement (以下均需B落实，不再列出) rather than a clause
    /// of its own.
    pub implied: bool,
    /// An index into [`Facts::corrections`], if a person set it.
    pub correction: Option<usize>,
    /// The name in the clause.
    pub evidence: Evidence,
}

/// Who has a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agent {
    /// An index into [`Facts::units`].
    Unit(usize),
    /// An index into [`Facts::persons`].
    Person(usize),
}

/// A unit or class of units, as a document names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// As written, such as 县发展改革委.
    pub surface: String,
    /// The full name with its region: 滑县发展和改革委员会.
    pub canonical: String,
    /// The name that is the same in every region: 发展和改革委员会.
    pub kind: String,
    /// Whether it is the name of a class: 各有关部门.
    pub collective: bool,
    /// The GB/T 2260 code of its region, if known.
    pub region: Option<String>,
}

/// A normative document named in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The id of the document that contains it.
    pub doc: String,
    /// The id of the task that contains it, if any.
    pub task: Option<String>,
    /// The title, without 《 》.
    pub title: String,
    /// The full title, if the text defines this one as its abbreviation (《通用目录》), or names
    /// the issuer before it (国务院办公厅《关于…的意见》).
    pub short_for: Option<String>,
    /// 发文字号, repaired: 国办发〔2022〕27号.
    pub number: Option<String>,
    /// The number as written, if it was repaired: 国办发〔202227号.
    pub raw_number: Option<String>,
    /// Titles quoted within the title.
    pub inner: Vec<String>,
    /// What the text does with the document.
    pub relation: Relation,
    /// Whether it is written in 《 》.
    pub bracketed: bool,
    /// The title with its marks, and the number.
    pub evidence: Evidence,
}

/// A time that the text sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    /// The id of the document that contains it.
    pub doc: String,
    /// The id of the task that contains it, if any.
    pub task: Option<String>,
    /// As written.
    pub text: String,
    /// What kind of time.
    pub kind: TimeKind,
    /// ISO 8601: a date, an interval `2021-01-01/2025-12-31`, or a duration `P6M`; `None` if the
    /// text gives none (任期内).
    pub value: Option<String>,
    /// Whether the days are working days (工作日).
    pub working_days: bool,
    /// The day or month in each period of a recurrence, as XML Schema writes it: `---25`
    /// (每月25日前), `--12-31`, `--03`.
    pub each_by: Option<String>,
    /// The last day of a deadline, or of a duration in calendar days that begins when the document
    /// is issued (印发之日起30日内).
    pub due: Option<Date>,
    /// Where it was read.
    pub evidence: Evidence,
}

/// A measured target.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    /// The id of the document that contains it.
    pub doc: String,
    /// The id of the task that contains it, if any.
    pub task: Option<String>,
    /// As written: 接诉响应率达到100%.
    pub text: String,
    /// What is measured: 接诉响应率.
    pub measure: String,
    /// How it compares with the number.
    pub op: Op,
    /// Whether it rises or falls by the number (用水量下降16%); `None` if the number is to be
    /// reached.
    pub change: Option<Change>,
    /// The number; 万 and 亿 stay in the unit.
    pub value: f64,
    /// `%`, 期, 亿千瓦 ….
    pub unit: String,
    /// Where it was read.
    pub evidence: Evidence,
}

/// A person named with a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The id of the document that contains it.
    pub doc: String,
    /// The id of the task that contains it, if any.
    pub task: Option<String>,
    /// The name, or the post if the text gives only that (`责任领导：常务副市长`).
    pub name: String,
    /// The post as written: 总书记, 县领导.
    pub post: String,
    /// Where the name was read.
    pub evidence: Evidence,
}

impl Person {
    /// Whether the text gives only the post, not who holds it.
    pub fn is_post_alone(&self) -> bool {
        self.name == self.post
    }
}
