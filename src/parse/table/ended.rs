//! Tables of which a copy put each cell on a line of its own, a bar behind it, and a bar alone behind
//! each row:
//!
//! ```text
//! 工作任务 |
//! 牵头单位 |
//! 完成时限 |
//! |
//! 完善制度 |
//! 县司法局 |
//! 6月底前 |
//! |
//! ```

use std::ops::Range;

use super::cell::Cell;
use super::column::may_say_who_answers;
use super::flat::Flat;
use crate::parse::lines::as_set;

/// How many columns such a table may have.
const COLUMNS: std::ops::RangeInclusive<usize> = 3..=64;
/// The maximum number of lines in a cell.
const LINES: usize = 24;

/// The tables of a source, in order.
pub(super) fn tables(source: &str) -> Vec<Flat<'_>> {
    if !source.contains("|\n") {
        return Vec::new();
    }
    let lines: Vec<(&str, usize)> = as_set(source).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let (rows, n) = rows(source, lines.get(at..).unwrap_or_default());
        found.extend(table(rows));
        at += n.max(1);
    }
    found
}

/// A table of these rows, if the first is a header and all others are as wide.
fn table(mut rows: Vec<Vec<Cell<'_>>>) -> Option<Flat<'_>> {
    rows.drain(..rows.iter().take_while(|row| row.len() == 1).count());
    let width = rows.first().map_or(0, Vec::len);
    rows.truncate(rows.iter().take_while(|row| row.len() == width).count());
    let names: Vec<String> = rows.first()?.iter().map(Cell::plain).collect();
    let range = rows.first()?.first()?.at..rows.last()?.last()?.end();
    let is_one = rows.len() > 1 && COLUMNS.contains(&width) && may_say_who_answers(&names);
    is_one.then_some(Flat { range, rows, unsure: Vec::new() })
}

/// The rows with which lines begin, and the number of lines that they take.
fn rows<'s>(source: &'s str, lines: &[(&'s str, usize)]) -> (Vec<Vec<Cell<'s>>>, usize) {
    let (mut rows, mut row, mut n) = (Vec::new(), Vec::new(), 0);
    while let Some((end, cell)) = cell(source, lines.get(n..).unwrap_or_default()) {
        // A line above the table is no part of its first cell.
        if n == 0 && end > 1 {
            break;
        }
        n += end;
        match cell {
            Some(cell) => row.push(cell),
            None => rows.push(std::mem::take(&mut row)),
        }
    }
    rows.push(row);
    rows.retain(|row| !row.is_empty());
    (rows, n)
}

/// The number of lines of the cell with which lines begin, and the cell, or nothing for the bar
/// behind a row.
fn cell<'s>(source: &'s str, lines: &[(&'s str, usize)]) -> Option<(usize, Option<Cell<'s>>)> {
    let is_end = |(line, _): &(&str, usize)| line.trim_end().ends_with('|');
    let is_amid = |(line, _): &&(&str, usize)| !line.trim().is_empty() && !line.contains('|');
    let n = lines.iter().take(LINES).take_while(is_amid).count();
    let (last, base) = lines.get(n).filter(|line| is_end(line))?;
    let text = last.trim_end().strip_suffix('|')?.trim_end();
    if text.contains('|') {
        return None;
    }
    let whole = Range { start: lines.first()?.1, end: base + text.len() };
    let is_bar = n == 0 && text.is_empty();
    let raw = source.get(whole.clone())?;
    let cell =
        Cell { raw: raw.trim_start(), at: whole.end - raw.trim_start().len(), continued: false };
    Some((n + 1, (!is_bar).then_some(cell)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_alone_ends_a_row() {
        let source = "任务表\n工作任务 |\n牵头单位 |\n完成时限 |\n|\n完善制度 |\n县司法局、\n县财政局 |\n6月底前 |\n|\n附则\n";
        let tables = tables(source);
        let rows: Vec<Vec<&str>> = tables
            .iter()
            .flat_map(|table| &table.rows)
            .map(|row| row.iter().map(|cell| cell.raw).collect())
            .collect();
        assert_eq!(
            rows,
            [["工作任务", "牵头单位", "完成时限"], ["完善制度", "县司法局、\n县财政局", "6月底前"]]
        );
        assert!(super::tables("任务 |\n牵头单位 |\n|\n制度 |\n县司法局 |\n|\n").is_empty());
    }
}
