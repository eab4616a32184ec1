//! The warning light of a task, computed only from its status, its dates and the reference date of
//! the ledger.

mod colour;

use super::Row;
use super::status::Status;
use crate::model::Date;

pub use colour::Colours;

/// The light of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Light {
    /// 已完成.
    Done,
    /// 已终止.
    Ended,
    /// 逾期.
    Late,
    /// Due within a very few days.
    Urgent,
    /// Due within a few days.
    Near,
    /// More than 30 percentage points behind schedule.
    FarBehind,
    /// 10 to 30 percentage points behind schedule.
    Behind,
    /// 无时限: without a date to judge by.
    Undated,
    /// 正常.
    Normal,
}

/// The settings of the lights: how early they warn, and their colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lights {
    /// How many days before it is due a task is near.
    pub near: i32,
    /// How many days before it is due a task is urgent.
    pub urgent: i32,
    /// The background colours.
    pub colours: Colours,
}

impl Default for Lights {
    fn default() -> Self {
        Self { near: 7, urgent: 3, colours: Colours::default() }
    }
}

/// How many percentage points behind schedule make a task behind, and far behind.
const BEHIND: f64 = 10.0;
const FAR_BEHIND: f64 = 30.0;

impl Light {
    /// All lights, the worst first.
    pub const ALL: [Self; 9] = [
        Self::Late,
        Self::FarBehind,
        Self::Urgent,
        Self::Near,
        Self::Behind,
        Self::Normal,
        Self::Undated,
        Self::Done,
        Self::Ended,
    ];

    /// Returns its name in files that set colours.
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "已完成",
            Self::Ended => "已终止",
            Self::Late => "逾期",
            Self::Urgent => "紧急",
            Self::Near => "临近",
            Self::FarBehind => "严重滞后",
            Self::Behind => "滞后",
            Self::Undated => "无时限",
            Self::Normal => "正常",
        }
    }

    /// Returns the text in the ledger, which begins with the name of the colour, so that it is
    /// clear without colours too.
    pub fn zh(self, lights: Lights) -> String {
        let said = match self {
            Self::Urgent => format!("{}日内", lights.urgent),
            Self::Near => format!("{}日内", lights.near),
            other => other.name().to_owned(),
        };
        match lights.colours.of(self).map(colour::word).unwrap_or_default() {
            "" => said,
            word => format!("{word} {said}"),
        }
    }

    /// Returns the default background colour, as `RRGGBB`; `None` for a normal one.
    fn colour(self) -> Option<u32> {
        match self {
            Self::Done => Some(0x00A9_D08E),
            Self::Ended => Some(0x00BF_BFBF),
            Self::Late | Self::FarBehind => Some(0x00F4_7C7C),
            Self::Urgent => Some(0x00F4_B183),
            Self::Near | Self::Behind => Some(0x00FF_E699),
            Self::Undated => Some(0x00BD_D7EE),
            Self::Normal => None,
        }
    }

    /// Returns its index in [`Light::ALL`].
    fn place(self) -> usize {
        Self::ALL.iter().position(|one| *one == self).unwrap_or_default()
    }

    /// Returns the light of a row on a day.
    pub fn of(row: &Row, as_of: Option<Date>, lights: Lights) -> Self {
        match row.filled.status() {
            status if status.is_done() => return Self::Done,
            Status::Ended => return Self::Ended,
            _ => {}
        }
        let behind = as_of.and_then(|today| behind(row, today));
        let (Some(last), Some(today)) = (row.dues.last(), as_of) else {
            return behind.unwrap_or(Self::Undated);
        };
        // If there are several due dates, the next one warns, and only the last one makes a task
        // late.
        let next = row.dues.iter().find(|day| **day >= today).unwrap_or(last);
        match n_days(today, *next) {
            n if n < 0 => Self::Late,
            n if n <= lights.urgent => Self::Urgent,
            n if n <= lights.near => Self::Near,
            _ => behind.unwrap_or(Self::Normal),
        }
    }
}

/// Returns how far a task is behind schedule, if the text gives a period and somebody reported a
/// rate.
fn behind(row: &Row, today: Date) -> Option<Light> {
    let (rate, (from, to)) = (row.filled.rate()?, row.period()?);
    let whole = f64::from(n_days(from, to));
    if whole <= 0.0 {
        return None;
    }
    let gone = (f64::from(n_days(from, today)) / whole).clamp(0.0, 1.0) * 100.0;
    match gone - rate {
        points if points > FAR_BEHIND => Some(Light::FarBehind),
        points if points >= BEHIND => Some(Light::Behind),
        _ => None,
    }
}

/// Returns the number of days between two days.
pub(super) fn n_days(from: Date, to: Date) -> i32 {
    from.until(to).map(|span| span.get_days()).unwrap_or_default()
}
