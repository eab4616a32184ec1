//! The ledger: the workbook agrees with the documents, and what people fill in is imported.

mod forms;
mod gold;
mod report;
mod round_trip;

use std::collections::BTreeMap;
use std::path::Path;

use tempfile::TempDir;
use zeren::read::{Grid, sheets};

/// Returns the rows of the sheet of duties of a workbook, each as a map by heading.
fn rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    let sheets = sheets(path).expect("a workbook that can be read");
    let grid = sheets
        .grids
        .iter()
        .find(|grid| grid.name == "台账")
        .or(sheets.grids.first())
        .expect("the sheet");
    table(grid)
}

/// Returns the rows of a sheet below its header, by heading.
fn table(grid: &Grid) -> Vec<BTreeMap<String, String>> {
    let header = grid
        .rows
        .iter()
        .position(|row| row.iter().any(|cell| cell == "任务标识"))
        .expect("a header");
    let headings = &grid.rows[header];
    let rows = grid.rows[header + 1..]
        .iter()
        .map(|row| headings.iter().cloned().zip(row.iter().cloned()).collect());
    rows.filter(|row: &BTreeMap<_, _>| !row["任务标识"].is_empty()).collect()
}

/// Runs the program in a folder.
fn run(folder: &TempDir, args: &[&str]) -> crate::cli::Run {
    crate::cli::run_with(folder.path(), args, b"")
}
