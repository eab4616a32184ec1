//! Tables as lines of text, of every format alike, so that one reader serves all.
//!
//! ```text
//! | 任务 | 责任单位 | 完成时限 |
//! | --- | --- | --- |
//! | 加强学习 | 县司法局<br>县委宣传部 | 2023年底 |
//! | ^^ | 县财政局 | 长期 |
//! ```
//!
//! A line break within a cell is `<br>`; a cell that goes on from the one above is `^^`, from the one at its left `<<`; a `|` in a
//! cell is `｜`.

use super::metadata::{self, Pair};
use crate::lexicon::web_labels;

/// A cell that goes on from the one above.
pub(crate) const ABOVE: &str = "^^";
/// A cell that goes on from the one at its left.
pub(crate) const LEFT: &str = "<<";
/// A line break within a cell.
pub(crate) const BREAK: &str = "<br>";

/// More columns than a table has that people read.
pub(super) const MAX_COLUMNS: usize = 256;

/// Places of the largest grid.
pub(super) const MAX_CELLS: usize = 1 << 20;
/// A cell that holds more characters, and most of the table, holds an article.
const ARTICLE: usize = 400;
/// A cell of a heading row is not longer than this.
const HEADING: usize = 30;

/// One place in the grid of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// What a cell says; lines are separated by `\n`.
    Text(String),
    /// The cell above goes on here.
    Above,
    /// The cell at the left goes on here.
    Left,
}

impl Cell {
    /// What stands at this place itself.
    pub(super) fn text(&self) -> &str {
        if let Self::Text(text) = self { text.trim() } else { "" }
    }
}

/// Writes what a table is: labels with their values, paragraphs that it only lays out, or a grid.
pub(super) fn place(rows: &[Vec<Cell>], out: &mut String) {
    let pairs = metadata::table_pairs(rows);
    if !pairs.is_empty() {
        write_pairs(&pairs, out);
    } else if is_layout(rows) || width(rows).saturating_mul(rows.len()) > MAX_CELLS {
        rows.iter().flatten().flat_map(|cell| cell.text().split('\n')).for_each(|line| paragraph(line, out));
    } else {
        write(rows, out);
    }
}

/// Writes labels and their values, `索引号：005307554/2023-00051`; the title stands in the document itself.
pub(super) fn write_pairs(pairs: &[Pair], out: &mut String) {
    for (label, value) in pairs {
        if let Some(label) = label.filter(|label| *label != web_labels::TITLE && !value.trim().is_empty()) {
            paragraph(&format!("{label}：{}", value.trim()), out);
        }
    }
}

/// Whether a table only lays out a page: one cell holds nearly all, under no heading row.
pub(super) fn is_layout(rows: &[Vec<Cell>]) -> bool {
    let size = |cell: &Cell| cell.text().chars().count();
    let total: usize = rows.iter().flatten().map(size).sum();
    let largest = rows.iter().flatten().map(size).max().unwrap_or_default();
    let is_heading = |row: &[Cell]| {
        row.iter().all(|cell| (1..=HEADING).contains(&size(cell)) && !cell.text().contains('。') || *cell == Cell::Left)
    };
    let first = rows.iter().find(|row| row.len() > 1 && !is_alone(row));
    largest > ARTICLE && largest * 10 > total * 7 && !first.is_some_and(|row| is_heading(row))
}

/// Writes a grid: a title over all columns, and a column alone, as paragraphs.
fn write(rows: &[Vec<Cell>], out: &mut String) {
    let width = width(rows);
    let filled: Vec<_> = rows.iter().filter(|row| row.iter().any(|cell| !cell.text().is_empty())).collect();
    // A cell that goes on from an empty row would go on from another one.
    let rows: Vec<_> = if filled.len() < rows.len() && !rows.iter().flatten().any(|cell| *cell == Cell::Above) {
        filled
    } else {
        rows.iter().collect()
    };
    let n_titles = rows.iter().take_while(|row| is_alone(row)).count();
    let (titles, rows) = rows.split_at(if width == 1 { rows.len() } else { n_titles });
    for line in titles.iter().flat_map(|row| row.iter()).flat_map(|cell| cell.text().split('\n')) {
        paragraph(line, out);
    }
    if rows.iter().all(|row| row.iter().all(|cell| cell.text().is_empty())) {
        return;
    }
    out.push('\n');
    for (n, row) in rows.iter().enumerate() {
        out.push('|');
        for at in 0..width {
            out.push(' ');
            match row.get(at) {
                Some(Cell::Text(text)) => push_cell(text, out),
                Some(Cell::Above) => out.push_str(ABOVE),
                Some(Cell::Left) => out.push_str(LEFT),
                None => {}
            }
            out.push_str(" |");
        }
        out.push('\n');
        if n == 0 {
            out.push('|');
            out.push_str(&" --- |".repeat(width));
            out.push('\n');
        }
    }
    out.push('\n');
}

fn width(rows: &[Vec<Cell>]) -> usize {
    rows.iter().map(Vec::len).max().unwrap_or_default()
}

/// Writes a paragraph as a line.
pub(super) fn paragraph(line: &str, out: &mut String) {
    let line = line.trim();
    if !line.is_empty() {
        out.push_str(line);
        out.push('\n');
    }
}

/// Whether one cell fills the whole row.
fn is_alone(row: &[Cell]) -> bool {
    row.split_first().is_some_and(|(first, rest)| {
        matches!(first, Cell::Text(text) if !text.trim().is_empty()) && rest.iter().all(|cell| *cell == Cell::Left)
    })
}

fn push_cell(text: &str, out: &mut String) {
    let lines = text.split('\n').map(str::trim).filter(|line| !line.is_empty());
    for (n, line) in lines.enumerate() {
        if n > 0 {
            out.push_str(BREAK);
        }
        out.extend(line.chars().map(|c| if c == '|' { '｜' } else { c }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(row: &str) -> Vec<Cell> {
        let cell = |text: &str| match text {
            "^" => Cell::Above,
            "<" => Cell::Left,
            text => Cell::Text(text.replace('/', "\n")),
        };
        row.split(',').map(cell).collect()
    }

    fn check(rows: &[&str], expected: &str) {
        let mut out = String::new();
        write(&rows.iter().map(|row| cells(row)).collect::<Vec<_>>(), &mut out);
        assert_eq!(out, expected);
    }

    #[test]
    fn grids_are_pipe_tables() {
        check(
            &["分工表,<,<", "任务,责任单位,时限", "学习,县司法局/ 县|委,", "^,县财政局,长期", "二、其他,<,<"],
            "分工表\n\n| 任务 | 责任单位 | 时限 |\n| --- | --- | --- |\n| 学习 | 县司法局<br>县｜委 |  |\n\
             | ^^ | 县财政局 | 长期 |\n| 二、其他 | << | << |\n\n",
        );
    }

    #[test]
    fn a_column_alone_is_no_table() {
        check(&["一、总体要求/坚持领导。", "二、任务"], "一、总体要求\n坚持领导。\n二、任务\n");
        check(&[",", ","], "");
    }
}
