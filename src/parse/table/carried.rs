//! Cells that span several rows, also in tables that do not mark them.

use super::cell::Cell;
use super::column::Column;
use crate::parse::numbering;

/// Copies cells that span several rows into each of these rows. A cell that continues the one above
/// is marked as continued; in a table without such marks, it is an empty cell in a text or number
/// column.
pub(super) fn carried<'s>(rows: &[Vec<Cell<'s>>], columns: &[Column]) -> Vec<Vec<Cell<'s>>> {
    let marked = rows.iter().flatten().any(|cell| cell.continued);
    let mut above: Vec<Option<Cell<'s>>> = vec![None; columns.len()];
    let mut carried = Vec::with_capacity(rows.len());
    for row in rows {
        let filled = |at: usize| row.get(at).is_some_and(|cell| !cell.raw.is_empty());
        let blank = |at: usize, cell: &Cell| {
            let leads = columns[at] == Column::Number || columns[at] == Column::Text;
            !marked && leads && cell.raw.is_empty() && (at + 1..columns.len()).any(filled)
        };
        let further = |at: usize| (at + 1..columns.len()).find(|n| columns[*n] == Column::Text);
        // A column of groups that is filled in on each row: 类别 before 工作任务.
        let is_group = |at: usize, cell: &Cell, up: &Cell| {
            let text = further(at).filter(|_| columns[at] == Column::Text);
            let differs = |text: usize| {
                let (here, above) = (row.get(text), above.get(text).copied().flatten());
                here.zip(above).is_some_and(|(here, above)| here.says() && here.raw != above.raw)
            };
            cell.says() && cell.plain() == up.plain() && text.is_some_and(differs)
        };
        let cell = |(at, cell): (usize, &Cell<'s>)| match above.get(at).copied().flatten() {
            Some(up)
                if cell.continued
                    || is_ditto(cell)
                    || blank(at, cell)
                    || is_said_again(&columns[at], cell, &up)
                    || is_group(at, cell, &up) =>
            {
                Cell { continued: true, ..up }
            }
            _ => Cell { continued: false, ..*cell },
        };
        let row: Vec<Cell<'s>> = row.iter().take(columns.len()).enumerate().map(cell).collect();
        for (at, cell) in row.iter().enumerate() {
            above[at] = Some(*cell);
        }
        carried.push(row);
    }
    carried
}

/// Whether a cell says that the one above applies to it too.
fn is_ditto(cell: &Cell) -> bool {
    const DITTO: &[&str] = &["同上", "同前", "〃", "″", "\"", "“", "”", "''", "〞", "…"];
    DITTO.contains(&cell.raw)
}

/// Whether a numbered cell repeats the text of the one above, as tables do on a new page.
fn is_said_again(column: &Column, cell: &Cell, above: &Cell) -> bool {
    let text = cell.plain();
    *column == Column::Text && text == above.plain() && numbering::leading(&text).is_some()
}
