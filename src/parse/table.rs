//! Turns tables into prose: a row whose columns say who is responsible becomes an item that ends
//! with a clause.
//!
//! | 序号 | 工作任务 | 牵头单位 | 配合单位 | 完成时限 |
//! |---|---|---|---|---|
//! | 1 | 完善制度 | 县司法局 | 县财政局 | 6月底 |
//!
//! becomes `1.完善制度。（牵头单位：县司法局；配合单位：县财政局；完成时限：6月底）`. What the
//! table does not say is inserted with zero length in the source, so every name still leads back to
//! its cell. Tables of every format reach this module in this form: `^^` continues the cell above,
//! `<<` the cell to the left, and `<br>` breaks a line within a cell.

mod cell;
mod column;
mod flat;
mod marks;
mod matrix;
mod rest;
mod write;

use super::text::Text;
use crate::diagnostic::{Code, Severity};
use crate::message;
use crate::span::Span;
use std::ops::Range;

use cell::{Cell, cells, is_rule};
use column::{header, is_caption};
use matrix::Matrix;
use write::Writer;

/// How many lines above and below a table may contain a legend.
const LEGEND: usize = 6;

pub(super) use cell::is_row;
pub(super) use flat::{Flat, flattened};

/// Appends the rows of a table, each given with its offset, as paragraphs.
pub(super) fn append(text: &mut Text, source: &str, rows: &[(&str, usize)]) {
    let range = rows.first().map_or(0, |first| first.1)
        ..rows.last().map_or(0, |(raw, base)| base + raw.len());
    let rows =
        rows.iter().map(|(raw, base)| cells(raw, *base)).filter(|row| !is_rule(row)).collect();
    write(text, source, rows, range);
}

/// Appends a flattened table as paragraphs.
pub(super) fn append_flat(text: &mut Text, source: &str, table: Flat<'_>) {
    let range = table.range.clone();
    write(text, source, table.rows, range);
}

fn write<'s>(text: &mut Text, source: &'s str, rows: Vec<Vec<Cell<'s>>>, range: Range<usize>) {
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let start = text.as_str().len();
    if !as_matrix(text, source, &rows, &range) {
        match header(&rows, width) {
            Some((n, columns)) => {
                let mut writer = Writer { text, matrix: None, header: &rows[..n] };
                writer.lines(above_header(&rows[..n]));
                writer.table(&rows[n..], &columns);
            }
            None => Writer { text, matrix: None, header: &[] }.lines(&rows),
        }
    }
    text.mark_table(start);
}

/// Writes a table with bodies as its columns or rows and marks in its cells. Returns false for any
/// other table.
fn as_matrix<'s>(
    text: &mut Text,
    source: &'s str,
    rows: &[Vec<Cell<'s>>],
    range: &Range<usize>,
) -> bool {
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let around = around(source, range);
    let whole = |rows: Vec<Vec<Cell<'s>>>, width| {
        Matrix::of(&rows, width, around.iter().copied()).map(|one| (one, rows))
    };
    let turned = || matrix::turned(rows, width).and_then(|turned| whole(turned, rows.len()));
    let Some((matrix, rows)) = whole(rows.to_vec(), width).or_else(turned) else { return false };
    let (header, body) = rows.split_at(matrix.n_header);
    let mut writer = Writer { text, matrix: Some(&matrix), header };
    writer.lines(&header[..header.iter().take_while(|row| is_caption(row)).count()]);
    writer.table(body, &matrix.columns);
    if !matrix.unknown.is_empty() {
        let signs: Vec<String> = matrix.unknown.iter().map(|sign| format!("`{sign}`")).collect();
        let message = message!("doubt-matrix-unread", signs = signs);
        let line =
            source.get(range.clone()).and_then(|table| table.lines().next()).unwrap_or_default();
        text.remark(
            Severity::Doubt,
            Code::MatrixUnread,
            Span::new(range.start, range.start + line.len()),
            message,
        );
    }
    true
}

/// The lines near a table that may contain a legend.
fn around<'s>(source: &'s str, table: &Range<usize>) -> Vec<&'s str> {
    let near = |line: &&str| !line.trim().is_empty();
    let above =
        source.get(..table.start).unwrap_or_default().lines().rev().filter(near).take(LEGEND);
    let below = source.get(table.end..).unwrap_or_default().lines().filter(near).take(LEGEND);
    above.chain(below).collect()
}

/// The rows above the header, which is the last of `rows`, that do not belong to it.
fn above_header<'r, 's>(rows: &'r [Vec<Cell<'s>>]) -> &'r [Vec<Cell<'s>>] {
    let Some((header, above)) = rows.split_last() else { return rows };
    let spans = header.iter().any(|cell| cell.continued);
    let n_of_header = usize::from(spans && above.last().is_some_and(|row| !is_caption(row)));
    &above[..above.len() - n_of_header]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every cell of these tables contains something that occurs nowhere else.
    const TABLES: &[&str] = &[
        "|任务分工表|<<|<<|\n|类别|任务|责任单位|\n|组织|培训|甲局|\n|^^|演练|乙局|\n|年底前完成|<<|<<|\n|宣传|走访|丙局|",
        "|序号|任务|责任单位|联系人|编号|\n|1|培训|甲局|张三|007|\n|^^|^^|乙局|李四|008|\n|2|演练|丙局|王五|009|",
        "|序号|任务|责任分工|<<|\n|^^|^^|牵头单位|配合单位|\n|1|培训|甲局|乙局|\n|2|\n|附注|",
        "|填报单位|戊局|盖章|\n|任务|责任单位|完成情况|\n|培训|甲局|已完成|\n||乙局|未完成|",
        "|姓名|电话|\n|张三|110|",
    ];

    #[test]
    fn no_cell_is_lost() {
        for table in TABLES {
            let mut base = 0;
            let rows: Vec<(&str, usize)> = table
                .split('\n')
                .map(|row| {
                    let at = base;
                    base += row.len() + 1;
                    (row, at)
                })
                .collect();
            let mut text = Text::default();
            append(&mut text, table, &rows);
            let headers =
                ["类别", "任务", "序号", "编号", "责任单位", "责任分工", "牵头单位", "配合单位"];
            for cell in rows
                .iter()
                .flat_map(|(row, base)| cells(row, *base))
                .filter(|cell| !headers.contains(&cell.raw))
            {
                let is_told =
                    text.remarks().iter().any(|one| one.message.to_string().contains(cell.raw));
                let is_mark = cell.continued || cell.raw == crate::read::table::LEFT || is_told;
                assert!(
                    is_mark || text.as_str().contains(cell.raw),
                    "{} is not in {}",
                    cell.raw,
                    text.as_str()
                );
            }
        }
    }
}
