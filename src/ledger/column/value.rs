//! What stands in cells, and what stands over columns.

use crate::model::Date;

/// What columns of one kind are headed by together.
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
    /// What it says.
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

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Words, or nothing.
    Text(String),
    /// A number.
    Number(f64),
    /// A share of one.
    Share(f64),
    /// A day.
    Day(Date),
}

impl Value {
    /// As text, days as 2023-12-31.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(n) => n.to_string(),
            Self::Share(share) => format!("{}%", (share * 1000.0).round() / 10.0),
            Self::Day(day) => day.to_string(),
        }
    }
}
