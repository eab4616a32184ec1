//! Writes the workbook: the ledger and its accompanying sheets, a submodule for each.
//!
//! It is always written from scratch and never edited in place; the same ledger gives the same
//! bytes, independent of the clock.

mod duties;
mod grounds;
mod guide;
mod lists;
mod order;
mod progress;
mod scores;
mod style;
mod supervise;
mod table;
mod units;
mod width;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::{Layout, Ledger, LedgerError};
use crate::message::Message;

pub(super) use width::fitting;

pub use order::order;
pub use supervise::Profile;

/// A workbook.
#[derive(Clone, Debug)]
pub struct Written {
    /// The file.
    pub bytes: Vec<u8>,
    /// What could not be placed in the sheet for supervision systems.
    pub unfit: Vec<Message>,
}

/// Returns the workbook of a ledger.
pub fn workbook(
    ledger: &Ledger,
    layout: &Layout,
    profile: Profile,
) -> Result<Written, LedgerError> {
    let mut workbook = Workbook::new();
    style::plain(&mut workbook)?;
    workbook.set_properties(&properties(ledger)?);
    duties::write(&mut workbook, ledger, layout)?;
    units::write(&mut workbook, ledger, layout.lights)?;
    progress::write(&mut workbook, ledger)?;
    grounds::write(&mut workbook, ledger)?;
    let unfit = supervise::write(&mut workbook, ledger, profile)?;
    scores::write(&mut workbook, ledger)?;
    lists::write(&mut workbook, ledger, layout.lights)?;
    guide::write(&mut workbook, ledger, layout.lights)?;
    Ok(Written { bytes: workbook.save_to_buffer()?, unfit })
}

/// Returns title, number, version and graph hash; the creation date is the reference date of the
/// ledger.
fn properties(ledger: &Ledger) -> Result<DocProperties, XlsxError> {
    let number = ledger.first().map(|first| first.number.clone()).unwrap_or_default();
    let issuers = ledger.first().map(|first| first.issuers.join("、")).unwrap_or_default();
    let day = ledger.as_of.map_or_else(|| ExcelDateTime::from_ymd(2000, 1, 1), style::day)?;
    Ok(DocProperties::new()
        .set_title(ledger.title())
        .set_subject(&number)
        .set_author("zeren")
        .set_company(issuers)
        .set_creation_datetime(&day)
        .set_custom_property("zeren", crate::graph::VERSION)
        .set_custom_property("文号", number.as_str())
        .set_custom_property("图谱校验", ledger.hash.as_str()))
}
