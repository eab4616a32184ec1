//! The columns of the ledger: their headings and contents, and which of them are shown.

mod layout;
mod value;

use super::{Field, Ledger, Light, Lights, Row};
use crate::model::Role;

pub use layout::Layout;
pub use value::{Band, Value};

/// A column of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// 序号: a serial number.
    Serial,
    /// 文件: the number of the document, if there are several.
    Document,
    /// 类别: the title of the part, repeated in every row.
    Part,
    /// 编号: the number in the document.
    Number,
    /// 任务.
    Task,
    /// 目标要求.
    Target,
    /// 牵头单位, and the columns of the other roles.
    Role(Role),
    /// 完成时限: the time as written.
    Words,
    /// 截止日期: the due date.
    Due,
    /// 依据.
    Basis,
    /// 原句: the sentences with their positions.
    Sentence,
    /// A column that people fill in.
    Field(Field),
    /// 亮灯.
    Light,
    /// 任务标识, hidden.
    Id,
    /// 原文校验, hidden.
    Hash,
}

/// The most characters of sentences in a cell; the sheet 依据与疑点 has all of them.
const LONGEST_SENTENCE: usize = 240;

impl Column {
    /// All columns, in the order of the ledger.
    pub const ALL: [Self; 31] = [
        Self::Serial,
        Self::Document,
        Self::Part,
        Self::Number,
        Self::Task,
        Self::Target,
        Self::Role(Role::Leader),
        Self::Role(Role::Lead),
        Self::Role(Role::Host),
        Self::Role(Role::Responsible),
        Self::Role(Role::Support),
        Self::Role(Role::Supervise),
        Self::Role(Role::Guide),
        Self::Role(Role::Assess),
        Self::Words,
        Self::Due,
        Self::Basis,
        Self::Sentence,
        Self::Field(Field::Status),
        Self::Field(Field::Rate),
        Self::Field(Field::Progress),
        Self::Field(Field::Problem),
        Self::Field(Field::Next),
        Self::Field(Field::Evidence),
        Self::Field(Field::Closed),
        Self::Light,
        Self::Field(Field::Person),
        Self::Field(Field::Phone),
        Self::Field(Field::Remark),
        Self::Id,
        Self::Hash,
    ];

    /// Returns the heading of the column.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Serial => "序号",
            Self::Document => "文件",
            Self::Part => "类别",
            Self::Number => "编号",
            Self::Task => "任务",
            Self::Target => "目标要求",
            Self::Role(role) => of_role(role),
            Self::Words => "完成时限",
            Self::Due => "截止日期",
            Self::Basis => "依据",
            Self::Sentence => "原句",
            Self::Field(field) => field.zh(),
            Self::Light => "亮灯",
            Self::Id => "任务标识",
            Self::Hash => "原文校验",
        }
    }

    /// Returns the column with a heading.
    pub fn of_heading(heading: &str) -> Option<Self> {
        let bare: String =
            heading.chars().filter(|c| !c.is_whitespace() && !"（）()*＊".contains(*c)).collect();
        Self::ALL.into_iter().find(|column| column.heading() == bare)
    }

    /// Returns the group of the column.
    pub fn band(self) -> Band {
        match self {
            Self::Serial
            | Self::Document
            | Self::Part
            | Self::Number
            | Self::Task
            | Self::Target => Band::Task,
            Self::Role(_) => Band::Roles,
            Self::Words | Self::Due => Band::Time,
            Self::Basis | Self::Sentence => Band::Basis,
            Self::Field(Field::Person | Field::Phone | Field::Remark) | Self::Id | Self::Hash => {
                Band::Other
            }
            Self::Field(_) | Self::Light => Band::Progress,
        }
    }

    /// Returns the minimum and maximum width, in Han characters.
    pub(super) fn widths(self) -> (usize, usize) {
        match self {
            Self::Serial => (3, 3),
            Self::Document => (7, 9),
            Self::Part => (5, 7),
            Self::Number => (4, 5),
            Self::Task => (14, 26),
            Self::Target => (6, 12),
            Self::Role(Role::Leader) => (4, 6),
            Self::Role(Role::Responsible | Role::Support) => (8, 18),
            Self::Role(_) => (7, 14),
            Self::Words => (5, 8),
            Self::Due | Self::Field(Field::Closed) => (6, 6),
            Self::Basis => (8, 16),
            Self::Sentence => (14, 24),
            Self::Field(Field::Status | Field::Rate) => (4, 4),
            Self::Field(Field::Progress) => (12, 26),
            Self::Field(Field::Problem | Field::Next) => (8, 18),
            Self::Field(Field::Evidence) => (6, 12),
            Self::Light => (4, 5),
            Self::Field(Field::Person) => (4, 5),
            Self::Field(Field::Phone | Field::Remark) => (6, 10),
            Self::Id | Self::Hash => (10, 10),
        }
    }

    /// Whether the column is left out if it is empty in all rows.
    pub(super) fn is_optional(self) -> bool {
        matches!(self, Self::Target | Self::Role(_) | Self::Basis | Self::Part)
    }

    /// Whether the column is hidden, serving to identify rows.
    pub fn is_hidden(self) -> bool {
        matches!(self, Self::Id | Self::Hash)
    }

    /// Returns the value of the column for a row, the `n`th of the ledger, counted from 1.
    pub fn value(self, ledger: &Ledger, row: &Row, n: usize, lights: Lights) -> Value {
        let text = |text: &str| Value::Text(text.to_owned());
        match self {
            Self::Serial => Value::Number(f64::from(u32::try_from(n).unwrap_or(u32::MAX))),
            Self::Document => {
                text(ledger.document(row).map(super::Document::name).unwrap_or_default())
            }
            Self::Part => text(row.part()),
            Self::Number => text(&row.number),
            Self::Task => Value::Text(title(row)),
            Self::Target => Value::Text(row.targets.join("；")),
            Self::Role(role) => Value::Text(row.names(role).join("、")),
            Self::Words => Value::Text(ledger.words(row)),
            Self::Due => row.due().map_or_else(|| text(""), Value::Day),
            Self::Basis => Value::Text(basis(row)),
            Self::Sentence => Value::Text(sentences(row)),
            Self::Field(field) => filled(row, field),
            Self::Light => Value::Text(Light::of(row, ledger.as_of, lights).zh(lights)),
            Self::Id => Value::Text(crate::syntax::short(&row.iri)),
            Self::Hash => Value::Text(hash(row)),
        }
    }
}

/// Returns the heading of the column for a role.
pub(super) fn of_role(role: Role) -> &'static str {
    match role {
        Role::Leader => "牵头领导",
        Role::Lead => "牵头单位",
        Role::Host => "主办单位",
        Role::Responsible => "责任单位",
        Role::Support => "配合单位",
        Role::Supervise => "督办单位",
        Role::Guide => "指导单位",
        Role::Assess => "考核单位",
    }
}

fn title(row: &Row) -> String {
    match row.kind {
        super::Kind::Task => row.title.clone(),
        super::Kind::Section => format!("〔标题〕{}", row.title),
        super::Kind::Document => format!("〔全文〕{}", row.title),
    }
}

fn basis(row: &Row) -> String {
    let mut told: Vec<String> = Vec::new();
    for one in row.citations.iter().map(super::Citation::told) {
        if !told.contains(&one) {
            told.push(one);
        }
    }
    told.join("；")
}

/// Returns the sentences that assign roles, with the position of the first, or the beginning of the
/// row's text if there are none.
fn sentences(row: &Row) -> String {
    let place = row.assignments.iter().find_map(|one| one.at.as_ref()).or(row.at.as_ref());
    let place = place.map(|at| format!("〔{}:{}〕", at.line, at.column)).unwrap_or_default();
    let said = row.sentences().join(" ");
    let all = if said.is_empty() {
        row.quote.split_inclusive('。').next().unwrap_or_default().replace('\n', "")
    } else {
        said
    };
    if all.chars().count() <= LONGEST_SENTENCE {
        return all + &place;
    }
    let cut: String = all.chars().take(LONGEST_SENTENCE).collect();
    format!("{cut}……（全句见“依据与疑点”）{place}")
}

/// Returns a hash of the row's text, which tells whether a filled-in ledger has the current
/// wording.
pub(super) fn hash(row: &Row) -> String {
    crate::digest::sha256(&row.quote).chars().take(12).collect()
}

fn filled(row: &Row, field: Field) -> Value {
    let text = row.filled.get(field);
    match field {
        Field::Rate => row
            .filled
            .rate()
            .map_or_else(|| Value::Text(text.to_owned()), |rate| Value::Share(rate / 100.0)),
        Field::Closed => {
            row.filled.closed().map_or_else(|| Value::Text(text.to_owned()), Value::Day)
        }
        _ => Value::Text(text.to_owned()),
    }
}
