//! The hidden sheet 字典: the value lists that other sheets refer to. A list inside a validation
//! rule may not exceed 255 characters, and WPS quotes it differently.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::super::import::MARKER;
use super::super::{Ledger, Light, Lights, Status, summary};

const NAME: &str = "字典";

/// Returns the cell range of the statuses.
pub(super) fn statuses() -> String {
    format!("={NAME}!$A$2:$A${}", Status::ALL.len() + 1)
}

/// Writes the sheet.
pub(super) fn write(
    workbook: &mut Workbook,
    ledger: &Ledger,
    lights: Lights,
) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(NAME)?.set_hidden(true);
    let units: Vec<String> =
        summary::units(ledger, lights).into_iter().map(|unit| unit.name).collect();
    // The state from which this copy is issued, to compare returned copies with.
    let issued = vec![ledger.n_imports.to_string()];
    let lists = [
        ("状态", Status::ALL.iter().map(|status| status.zh().to_owned()).collect()),
        ("单位", units),
        ("亮灯", Light::ALL.iter().map(|light| light.zh(lights)).collect::<Vec<_>>()),
        (MARKER, issued),
        ("签发单位", ledger.unit.clone().into_iter().collect()),
    ];
    for (column, (heading, words)) in (0..).zip(lists) {
        sheet.write_string(0, column, heading)?;
        for (row, word) in (1..).zip(words) {
            sheet.write_string(row, column, word)?;
        }
    }
    Ok(())
}
