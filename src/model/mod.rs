//! What is known of a document: plain data with public fields, no behaviour beyond names and walks.
//!
//! [`Facts`] is what [`resolve`](crate::resolve()) yields and [`graph`](crate::graph()) takes.
//! Strings are in the normal form of [`parse`](crate::parse()) (full-width punctuation, no white
//! space); the characters of the source are at the [`Span`].

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

/// Where a fact was read and by which rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The characters of the source.
    pub span: Span,
    /// The identifier of a [`Rule`](crate::rule::Rule).
    pub rule: &'static str,
}

/// All that one source says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// The region that issued it, when that is known.
    pub region: Option<Region>,
    /// The notice and what it attaches, in the order of the text; their ids are `d1`, `d2` ….
    pub documents: Vec<Document>,
    /// Headings over tasks, in the order of the text.
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
    /// Schemes of assessment, one a document at most.
    pub assessments: Vec<Assessment>,
    /// Every distinct name of a unit or class of units, in the order of first use.
    pub units: Vec<Unit>,
    /// What was repaired, inferred or is doubtful.
    pub diagnostics: Vec<Diagnostic>,
    /// The proof, a line for each kind of sign.
    pub proof: Vec<Account>,
    /// What people corrected, in the order in which it was done.
    pub corrections: Vec<Correction>,
}

impl Facts {
    /// Every assignment: of the documents, then of the sections, then of the tasks.
    pub fn assignments(&self) -> impl Iterator<Item = &Assignment> {
        let of_documents = self.documents.iter().flat_map(|document| &document.assignments);
        let of_sections = self.sections.iter().flat_map(|section| &section.assignments);
        of_documents.chain(of_sections).chain(self.tasks.iter().flat_map(|task| &task.assignments))
    }

    /// Whether anything of an official document was found: an item, or a part of a letterhead; the
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
    /// Six digits, such as `410526`; `000000` for the whole state. A development zone has those of
    /// the division that it lies in, and its name: `340100-合肥高新技术产业开发区`.
    pub code: String,
    /// Full name, such as 滑县.
    pub name: String,
    /// 国家, 省级, 地级 or 县级 with the kind: 省, 自治区, 直辖市, 地级市, 自治州, 县, 县级市,
    /// 市辖区 …; 功能区 for a zone.
    pub level: String,
    /// The divisions above it, widest first: 河南省, 安阳市.
    pub within: Vec<String>,
}

/// A notice, or a plan that one attaches.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// `d1`, `d2` … in the order of the text.
    pub id: String,
    /// 文种, such as 通知, 实施方案, 工作安排.
    pub kind: String,
    /// 标题, repaired where the copy lost characters; `raw_title` then has what stands there.
    pub title: Option<String>,
    /// The title as it stands, where it differs.
    pub raw_title: Option<String>,
    /// 发文字号 in the form 滑法政〔2023〕2号.
    pub number: Option<String>,
    /// 发文机关标志, such as 中共宝丰县委文件.
    pub masthead: Option<String>,
    /// 署名, or the issuers that the title names.
    pub issuers: Vec<Mention>,
    /// 主送机关.
    pub addressees: Vec<Mention>,
    /// 成文日期.
    pub date: Option<Date>,
    /// The date as it stands, where characters were lost (`2023814`).
    pub raw_date: Option<String>,
    /// 印发机关.
    pub printed_by: Option<Mention>,
    /// 印发日期.
    pub printed_date: Option<Date>,
    /// Ids of the documents that it attaches.
    pub attaches: Vec<String>,
    /// Duties on the whole document: 主办, 督办.
    pub assignments: Vec<Assignment>,
    /// What the page around a web copy says, name and value in the order of the page.
    pub web: Vec<(&'static str, String)>,
    /// From the title to the last line.
    pub evidence: Evidence,
}

/// A unit named at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Index into [`Facts::units`].
    pub unit: usize,
    /// Where it stands.
    pub evidence: Evidence,
}

/// A heading over items.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Id of its document.
    pub doc: String,
    /// Path of numbers within the document: `二`, `二/（一）`.
    pub number: String,
    /// The heading without its number.
    pub title: String,
    /// 1 for `一、`, 2 for `（一）` under it, and so on.
    pub level: usize,
    /// Clauses that stand on the heading.
    pub assignments: Vec<Assignment>,
    /// The heading with its number.
    pub evidence: Evidence,
}

/// One thing to be done.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// Document, then the numbers from the first level to its own: `d2/五/（十三）`,
    /// `d2/八/（二十）#2`.
    pub id: String,
    /// Id of its document.
    pub doc: String,
    /// Path of the section it stands in, if any.
    pub section: Option<String>,
    /// Its own number, such as `（十三）` or `6`; empty where the item bears none.
    pub number: String,
    /// Whether the copy lost the number and the sequence gave it.
    pub number_inferred: bool,
    /// The heading sentence, up to the first `。`.
    pub title: String,
    /// The rest, without the responsibility clause; the heading sentence itself where there is no
    /// more.
    pub body: String,
    /// Who leads, answers, supports.
    pub assignments: Vec<Assignment>,
    /// Whether it is an entry of a list of names, such as the bodies that are assessed.
    pub noun_list: bool,
    /// Whether it stands under a heading of what is said in general: aims, principles, how an
    /// assessment goes.
    pub general: bool,
    /// The whole item, clause included.
    pub evidence: Evidence,
}

impl Task {
    /// Whether it asks for something to be done; else it is an item that states an aim, a
    /// principle, whom an assessment is of.
    pub fn asks(&self) -> bool {
        !self.general || !self.assignments.is_empty()
    }
}

/// That an agent has a role in a task, section or document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// In what role.
    pub role: Role,
    /// Who.
    pub agent: Agent,
    /// The clause of running prose that says so, where it is no responsibility clause.
    pub duty: Option<String>,
    /// Whether a rule of the document set it (以下均需B落实，不再列出), not a clause of its own.
    pub implied: bool,
    /// Index into [`Facts::corrections`] where a person set it.
    pub correction: Option<usize>,
    /// The name in the clause.
    pub evidence: Evidence,
}

/// Who has a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agent {
    /// Index into [`Facts::units`].
    Unit(usize),
    /// Index into [`Facts::persons`].
    Person(usize),
}

/// A unit or a class of units, as one document names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// As written, such as 县发展改革委.
    pub surface: String,
    /// The full name with its region: 滑县发展和改革委员会.
    pub canonical: String,
    /// The name that is the same in every region: 发展和改革委员会.
    pub kind: String,
    /// Whether it names a class: 各有关部门.
    pub collective: bool,
    /// GB/T 2260 code of the region it belongs to, when that is known.
    pub region: Option<String>,
}

/// That the text names a normative document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Id of the document it stands in.
    pub doc: String,
    /// Id of the task it stands in, if any.
    pub task: Option<String>,
    /// Title, without 《 》.
    pub title: String,
    /// The full title, where the text says that this one is short for it: 《通用目录》, or
    /// 《关于…的意见》 behind who issued it.
    pub short_for: Option<String>,
    /// 发文字号, repaired: 国办发〔2022〕27号.
    pub number: Option<String>,
    /// The number as it stands, where it was repaired: 国办发〔202227号.
    pub raw_number: Option<String>,
    /// Titles in 〈 〉 inside the title.
    pub inner: Vec<String>,
    /// What the text does with it.
    pub relation: Relation,
    /// Whether it stands in 《 》.
    pub bracketed: bool,
    /// The title with its marks, and the number.
    pub evidence: Evidence,
}

/// A time that the text sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    /// Id of the document it stands in.
    pub doc: String,
    /// Id of the task it stands in, if any.
    pub task: Option<String>,
    /// As written.
    pub text: String,
    /// What kind of time.
    pub kind: TimeKind,
    /// ISO 8601: a date, an interval `2021-01-01/2025-12-31`, or a duration `P6M`; none where the
    /// text gives none (任期内).
    pub value: Option<String>,
    /// Whether the days are working days (工作日).
    pub working_days: bool,
    /// By when in each period of a recurrence, as XML Schema writes it: `---25` (每月25日前),
    /// `--12-31`, `--03`.
    pub each_by: Option<String>,
    /// Its last day: of a deadline, and of a duration in calendar days that begins when the
    /// document is issued (印发之日起30日内).
    pub due: Option<Date>,
    /// Where it stands.
    pub evidence: Evidence,
}

/// A measured target.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    /// Id of the document it stands in.
    pub doc: String,
    /// Id of the task it stands in, if any.
    pub task: Option<String>,
    /// As written: 接诉响应率达到100%.
    pub text: String,
    /// What is measured: 接诉响应率.
    pub measure: String,
    /// How it compares with the number.
    pub op: Op,
    /// Whether the number says by how much it rises or falls (用水量下降16%); none where it says
    /// what is reached.
    pub change: Option<Change>,
    /// The number; 万 and 亿 stay in the unit.
    pub value: f64,
    /// `%`, 期, 亿千瓦 ….
    pub unit: String,
    /// Where it stands.
    pub evidence: Evidence,
}

/// A person named with a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Id of the document it stands in.
    pub doc: String,
    /// Id of the task it stands in, if any.
    pub task: Option<String>,
    /// Name; the post where the text tells that alone (`责任领导：常务副市长`).
    pub name: String,
    /// Post as written: 总书记, 县领导.
    pub post: String,
    /// Where the name stands.
    pub evidence: Evidence,
}

impl Person {
    /// Whether the text tells the post alone, not who holds it.
    pub fn is_post_alone(&self) -> bool {
        self.name == self.post
    }
}
