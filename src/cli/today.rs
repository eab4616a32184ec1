//! The day of today, for those who ask for it.

use jiff::tz::{Offset, TimeZone};
use zeren::model::Date;

/// Today in China, where the documents are issued.
#[expect(
    clippy::disallowed_methods,
    reason = "the user asks for the day of today, which no result but a date of issue depends on"
)]
pub(super) fn today() -> Date {
    jiff::Timestamp::now().to_zoned(TimeZone::fixed(Offset::constant(8))).date()
}
