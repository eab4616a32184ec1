//! Writes tables as lines of text, the same for all formats, so that a single parser reads them.
//!
//! ```text
//! | 任务 | 责任单位 | 完成时限 |
//! | --- | --- | --- |
//! | 加强学习 | 县司法局<br>县委宣传部 | 2023年底 |
//! | ^^ | 县财政局 | 长期 |
//! ```
//!
//! A line break within a cell is `<br>`; a cell that continues the one above is `^^`, one that
//! continues the one to its left `<<`; a `|` in a cell is `｜`.

use super::metadata::{self, Pair};
use crate::lexicon::web_labels;

/// Marks a cell that continues the one above.
pub(crate) const ABOVE: &str = "^^";
/// Marks a cell that continues the one to its left.
pub(crate) const LEFT: &str = "<<";
/// A line break within a cell.
pub(crate) const BREAK: &str = "<br>";

/// The most columns of a table; nobody could read more.
pub(super) const MAX_COLUMNS: usize = 256;

/// The most cells of a grid.
pub(super) const MAX_CELLS: usize = 1 << 20;
/// The number of characters from which on a cell that fills most of a table holds an article.
const ARTICLE: usize = 400;
/// The longest cell of a heading row, in characters.
const HEADING: usize = 30;

/// The most issuers of a joint masthead.
const BODIES: usize = 16;
/// Words that stand beside the names in a masthead.
const FILE: &[&str] = &["文件", "函", "明电"];
/// Last characters of the names of units.
pub(super) const BODY_ENDS: [char; 15] =
    ['局', '委', '办', '府', '会', '部', '院', '厅', '室', '处', '社', '行', '司', '署', '团'];

/// One place in the grid of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// The text of a cell; lines are separated by `\n`.
    Text(String),
    /// A continuation of the cell above.
    Above,
    /// A continuation of the cell to the left.
    Left,
}

impl Cell {
    /// Returns the trimmed text at this place; empty for a continuation.
    pub(super) fn text(&self) -> &str {
        if let Self::Text(text) = self { text.trim() } else { "" }
    }
}

/// Writes a table in the form that suits it: labels with values, paragraphs if it is only for
/// layout, or a grid.
pub(super) fn place(rows: &[Vec<Cell>], out: &mut String) {
    let pairs = metadata::table_pairs(rows);
    if let Some(names) = masthead(rows, out.trim().is_empty()) {
        names.iter().for_each(|name| paragraph(name, out));
    } else if !pairs.is_empty() {
        write_pairs(&pairs, out);
    } else if is_layout(rows) || width(rows).saturating_mul(rows.len()) > MAX_CELLS {
        rows.iter()
            .flatten()
            .flat_map(|cell| cell.text().split('\n'))
            .for_each(|line| paragraph(line, out));
    } else {
        write(rows, out);
    }
}

/// Writes labels and values, `索引号：005307554/2023-00051`; the title is dropped, as the document
/// repeats it.
pub(super) fn write_pairs(pairs: &[Pair], out: &mut String) {
    for (label, value) in pairs {
        if let Some(label) =
            label.filter(|label| *label != web_labels::TITLE && !value.trim().is_empty())
        {
            paragraph(&format!("{label}：{}", value.trim()), out);
        }
    }
}

/// Returns the lines of a joint masthead set as a table, `县教育局` and `县财政局` beside `文件`.
///
/// Without that word it is a masthead only if nothing precedes it.
fn masthead(rows: &[Vec<Cell>], is_first: bool) -> Option<Vec<String>> {
    let lines = rows.iter().flatten().flat_map(|cell| cell.text().split('\n'));
    let bare = |line: &str| line.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let lines: Vec<String> =
        lines.map(bare).filter(|line| !line.is_empty()).take(BODIES + 2).collect();
    let (files, mut names): (Vec<_>, Vec<_>) =
        lines.into_iter().partition(|line| FILE.contains(&line.as_str()));
    let is_name =
        |name: &String| (4..=40).contains(&name.chars().count()) && name.ends_with(BODY_ENDS);
    let is_masthead = (2..=BODIES).contains(&names.len()) && names.iter().all(is_name);
    match files.as_slice() {
        [] if !is_first => return None,
        [] | [_] if is_masthead => {}
        _ => return None,
    }
    if let (Some(last), Some(file)) = (names.last_mut(), files.first()) {
        last.push_str(file);
    }
    Some(names)
}

/// Whether a table is only for layout: one cell holds nearly all, under no heading row.
pub(super) fn is_layout(rows: &[Vec<Cell>]) -> bool {
    let size = |cell: &Cell| cell.text().chars().count();
    let total: usize = rows.iter().flatten().map(size).sum();
    let largest = rows.iter().flatten().map(size).max().unwrap_or_default();
    let is_heading = |row: &[Cell]| {
        row.iter().all(|cell| {
            (1..=HEADING).contains(&size(cell)) && !cell.text().contains('。')
                || *cell == Cell::Left
        })
    };
    let first = rows.iter().find(|row| row.len() > 1 && !is_alone(row));
    largest > ARTICLE && largest * 10 > total * 7 && !first.is_some_and(|row| is_heading(row))
}

/// Writes a grid; titles across all columns, and a table of one column, become paragraphs.
fn write(rows: &[Vec<Cell>], out: &mut String) {
    let width = width(rows);
    let filled: Vec<_> =
        rows.iter().filter(|row| row.iter().any(|cell| !cell.text().is_empty())).collect();
    // If the row above is removed, a continuation would attach to another cell.
    let rows: Vec<_> =
        if filled.len() < rows.len() && !rows.iter().flatten().any(|cell| *cell == Cell::Above) {
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

/// Whether a single cell fills the whole row.
fn is_alone(row: &[Cell]) -> bool {
    row.split_first().is_some_and(|(first, rest)| {
        matches!(first, Cell::Text(text) if !text.trim().is_empty())
            && rest.iter().all(|cell| *cell == Cell::Left)
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
            &[
                "分工表,<,<",
                "任务,责任单位,时限",
                "学习,县司法局/ 县|委,",
                "^,县财政局,长期",
                "二、其他,<,<",
            ],
            "分工表\n\n| 任务 | 责任单位 | 时限 |\n| --- | --- | --- |\n| 学习 | 县司法局<br>县｜委 |  |\n\
             | ^^ | 县财政局 | 长期 |\n| 二、其他 | << | << |\n\n",
        );
    }

    #[test]
    fn a_joint_masthead_is_a_line_a_body() {
        let placed = |rows: &[&str], before: &str| {
            let mut out = before.to_owned();
            place(&rows.iter().map(|row| cells(row)).collect::<Vec<_>>(), &mut out);
            out
        };
        let joint = "滑县教育局\n滑县财政局\n滑县公安局文件\n";
        for rows in [
            &["滑县教育局,文件", "滑县财政局,^", "滑县公安局,^"][..],
            &["滑 县 教 育 局/滑县财政局/滑县公安局,文 件"],
            &["滑县教育局,滑县财政局,滑县公安局,文件"],
        ] {
            assert_eq!(placed(rows, ""), joint, "{rows:?}");
            assert_eq!(placed(rows, "机密\n"), format!("机密\n{joint}"), "{rows:?}");
        }
        assert_eq!(placed(&["滑县教育局", "滑县财政局"], ""), "滑县教育局\n滑县财政局\n");
        assert!(placed(&["滑县教育局,滑县财政局"], "成员单位\n").contains('|'));
        assert!(placed(&["单位,文件", "滑县教育局,通知"], "").contains('|'));
    }

    #[test]
    fn a_column_alone_is_no_table() {
        check(&["一、总体要求/坚持领导。", "二、任务"], "一、总体要求\n坚持领导。\n二、任务\n");
        check(&[",", ","], "");
    }
}
