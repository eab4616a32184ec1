//! The values of cells, and the groups of columns.

use crate::model::Date;

/// A group of columns, with a common heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Band {
    /// 任务.
    Task,
    /// 责任.
    Roles,
    /// 时限.
    Time,
    /// 依据.
    Basis,
    /// 进展.
    Progress,
    /// 其他.
    Other,
}

impl Band {
    /// Returns the common heading.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Task => "任务",
            Self::Roles => "责任",
            Self::Time => "时限",
            Self::Basis => "依据",
            Self::Progress => "进展",
            Self::Other => "其他",
        }
    }
}

/// The value of a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text, possibly empty.
    Text(String),
    /// A number.
    Number(f64),
    /// A fraction of 1, shown in percent.
    Share(f64),
    /// A day.
    Day(Date),
}

impl Value {
    /// Returns the value as text, with days like 2023-12-31.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(n) => n.to_string(),
            Self::Share(share) => format!("{}%", (share * 1000.0).round() / 10.0),
            Self::Day(day) => day.to_string(),
        }
    }
}
