//! Workbooks that people have filled in, as grids of cells; to read a document stored as a
//! workbook, see [`read`](super::read()).

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::{Problem, ReadError};
use super::format::{Foreign, Format, OFFICES};
use super::sheet::Sheet;
use super::table::Cell;
use super::{apart, encoding, odf, office, sheet, whole};
use crate::digest::sha256;
use crate::message;

pub(super) static NO_SHEET: Foreign = Foreign {
    name: || message!("format-no-sheet"),
    kind: OFFICES,
    hint: || message!("hint-format-sheet"),
};

/// A workbook, or a CSV file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheets {
    /// SHA-256 of the bytes of the file.
    pub hash: String,
    /// Its sheets, including hidden ones.
    pub grids: Vec<Grid>,
}

/// The displayed cells of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grid {
    /// The name of the sheet.
    pub name: String,
    /// Its rows. A cell that spans rows is repeated in each of them; one that spans columns is only
    /// in the first.
    pub rows: Vec<Vec<String>>,
}

/// Reads a workbook.
///
/// # Errors
///
/// If the file does not exist or cannot be read as a workbook.
pub fn sheets(path: &Path) -> Result<Sheets, ReadError> {
    let told = |problem| ReadError::at(path, problem);
    let bytes = whole(path).map_err(told)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let grids = apart::sheets(&name, &bytes).map_err(told)?;
    Ok(Sheets { hash: sha256(&bytes), grids })
}

/// Reads the sheets of a workbook called `name` in this process.
pub(super) fn here(name: &str, bytes: &[u8]) -> Result<Vec<Grid>, Problem> {
    let sheets = match Format::of(bytes, name)? {
        format @ (Format::Xls | Format::Xlsx) => office::sheets(bytes, format)?.0,
        Format::Ods => odf::sheets(bytes)?,
        Format::Csv | Format::Text => vec![sheet::csv_sheet(&encoding::decode(bytes)?)?],
        Format::Foreign(foreign) => return Err(Problem::Foreign(foreign)),
        _ => return Err(Problem::Foreign(&NO_SHEET)),
    };
    Ok(sheets.into_iter().map(grid).collect())
}

fn grid(sheet: Sheet) -> Grid {
    let mut rows: Vec<Vec<String>> = Vec::with_capacity(sheet.rows.len());
    for cells in sheet.rows {
        let above = rows.last();
        let shown = cells.into_iter().enumerate().map(|(at, cell)| match cell {
            Cell::Text(text) => text.trim().to_owned(),
            Cell::Above => above.and_then(|row| row.get(at)).cloned().unwrap_or_default(),
            Cell::Left => String::new(),
        });
        let row = shown.collect();
        rows.push(row);
    }
    Grid { name: sheet.name, rows }
}
