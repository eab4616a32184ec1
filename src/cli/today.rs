//! The current date and time, for options that ask for them.

use jiff::tz::{Offset, TimeZone};
use zeren::model::Date;

/// Returns the current date in China, where the documents are issued.
#[expect(
    clippy::disallowed_methods,
    reason = "the user asks for the day of today, which no result but a date of issue depends on"
)]
pub(super) fn today() -> Date {
    jiff::Timestamp::now().to_zoned(TimeZone::fixed(Offset::constant(8))).date()
}

/// Returns the current time, for the record of who reported what and when.
#[expect(
    clippy::disallowed_methods,
    reason = "when people told something is recorded; what they told does not depend on it"
)]
pub(super) fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
