//! Writes the sheets of workbooks and CSV files as text: the sheet's name and the rows above the
//! table as lines, the table as a table.
//!
//! ```text
//! 滑县2024年节水行动任务台账
//!
//! | 序号 | 工作任务 | 牵头单位 | 完成时限 |
//! | --- | --- | --- | --- |
//! | 1 | 建立用水定额管理制度 | 县水利局 | 2024年12月31日 |
//! ```
//!
//! Rows hidden by a filter are still duties, and are read. A hidden sheet is usually an old version
//! or a list of choices: it is left out, with a marker.

mod csv;
mod date;

use super::error::Problem;
use super::gap;
use super::table::{self, Cell};
use crate::message;

pub(super) use csv::{is_csv, sheet as csv_sheet, text as csv};

/// The most sheets of a workbook.
pub(super) const MAX_SHEETS: usize = 1000;

/// Default sheet names of spreadsheet programs.
const UNNAMED: [&str; 5] = ["sheet", "工作表", "表", "table", "feuille"];

/// A sheet.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) is_hidden: bool,
    pub(super) rows: Vec<Vec<Cell>>,
}

/// Returns the text of a workbook.
pub(super) fn text(sheets: Vec<Sheet>) -> Result<String, Problem> {
    if sheets.len() > MAX_SHEETS {
        return Err(Problem::Expands);
    }
    let mut out = String::new();
    for sheet in sheets {
        let rows = trimmed(sheet.rows);
        if rows.is_empty() {
            continue;
        }
        if sheet.is_hidden {
            gap::write(&message!("gap-hidden-sheet", name = &sheet.name), &mut out);
            continue;
        }
        write(&sheet.name, rows, &mut out);
    }
    Ok(out)
}

/// Writes a non-empty sheet.
fn write(name: &str, mut rows: Vec<Vec<Cell>>, out: &mut String) {
    let table = rows.split_off(above_header(&rows));
    let titles: Vec<&str> = rows
        .iter()
        .flatten()
        .flat_map(|cell| cell.text().split('\n'))
        .filter(|line| !line.trim().is_empty())
        .collect();
    if !(is_unnamed(name) || titles.iter().any(|title| title.contains(name))) {
        table::paragraph(name, out);
    }
    titles.iter().for_each(|title| table::paragraph(title, out));
    let mut table = table;
    table.iter_mut().for_each(|row| span_alone(row));
    date::write(&mut table);
    table::place(&table, out);
}

/// Whether a sheet has a default name.
fn is_unnamed(name: &str) -> bool {
    let name = name.trim().to_lowercase();
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | ' '));
    stem.is_empty() || UNNAMED.contains(&stem)
}

/// Removes empty rows, and columns empty in all rows, and makes all rows equally wide.
fn trimmed(mut rows: Vec<Vec<Cell>>) -> Vec<Vec<Cell>> {
    let says = |cell: &Cell| !cell.text().is_empty();
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let mut kept = vec![false; width];
    for row in &mut rows {
        row.resize(width, Cell::Text(String::new()));
        for (kept, cell) in kept.iter_mut().zip(row.iter()) {
            *kept |= says(cell);
        }
    }
    for row in &mut rows {
        let mut kept = kept.iter();
        row.retain(|_| kept.next().copied().unwrap_or_default());
    }
    // Keep a row with `Above`: removing it would attach the continuation to another row.
    let is_bare: Vec<bool> =
        rows.iter().map(|row| row.iter().all(|cell| *cell == Cell::Text(String::new()))).collect();
    let mut is_bare = is_bare.into_iter();
    rows.retain(|row| {
        !is_bare.next().unwrap_or_default() && (row.iter().any(says) || row.contains(&Cell::Above))
    });
    rows
}

/// Returns how many rows are above the header, the first row that fills most of its width: titles,
/// who fills in the table, when.
fn above_header(rows: &[Vec<Cell>]) -> usize {
    let is_header = |row: &Vec<Cell>| {
        let n_said = row.iter().filter(|cell| !cell.text().is_empty()).count();
        let n_taken = row
            .iter()
            .filter(|cell| !matches!(cell, Cell::Text(text) if text.trim().is_empty()))
            .count();
        n_said > 1 && n_taken * 2 > row.len()
    };
    rows.iter().position(is_header).unwrap_or_default()
}

/// Makes a text alone at the start of its row, such as `二、其他任务`, span the whole row, as it
/// often looks in a spreadsheet without being marked as such.
fn span_alone(row: &mut [Cell]) {
    let Some((Cell::Text(first), rest)) = row.split_first_mut() else { return };
    let is_text = first.chars().any(char::is_alphabetic);
    if is_text && rest.iter().all(|cell| matches!(cell, Cell::Text(text) if text.trim().is_empty()))
    {
        rest.fill(Cell::Left);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[&str]) -> Vec<Vec<Cell>> {
        let cell = |text: &str| match text {
            "^" => Cell::Above,
            "<" => Cell::Left,
            text => Cell::Text(text.to_owned()),
        };
        rows.iter().map(|row| row.split(',').map(cell).collect()).collect()
    }

    #[track_caller]
    fn check(name: &str, lines: &[&str], expected: &str) {
        let sheet = Sheet { name: name.to_owned(), is_hidden: false, rows: rows(lines) };
        assert_eq!(text(vec![sheet]).expect("it is small"), expected);
    }

    #[test]
    fn what_stands_over_the_table_are_lines() {
        check(
            "台账",
            &[
                "节水任务,,,",
                ",,,",
                "填报单位：县水利局,,,",
                "序号,任务,单位,",
                "1,学习,县司法局,",
                "一、其他,,,",
                "2,,,",
            ],
            "台账\n节水任务\n填报单位：县水利局\n\n| 序号 | 任务 | 单位 |\n| --- | --- | --- |\n| 1 | 学习 | 县司法局 |\n\
             | 一、其他 | << | << |\n| 2 |  |  |\n\n",
        );
        check(
            "Sheet1",
            &["滑县台账,<", "任务,单位", "学习,县司法局", "^,县财政局"],
            "滑县台账\n\n| 任务 | 单位 |\n| --- | --- |\n| 学习 | 县司法局 |\n| ^^ | 县财政局 |\n\n",
        );
        check(
            "2024年",
            &["滑县2024年台账,", "任务,单位"],
            "滑县2024年台账\n\n| 任务 | 单位 |\n| --- | --- |\n\n",
        );
    }

    #[test]
    fn a_hidden_sheet_is_told_and_an_empty_one_says_nothing() {
        let hidden =
            Sheet { name: "旧版".to_owned(), is_hidden: true, rows: rows(&["任务,单位"]) };
        let empty = Sheet { name: "空".to_owned(), is_hidden: false, rows: rows(&[",", ","]) };
        assert_eq!(
            text(vec![hidden, empty]).expect("it is small"),
            "<!-- not read: the hidden sheet `旧版`\u{1f}隐藏的工作表「旧版」 -->\n"
        );
    }
}
