//! Tables without borders that set the parts of a letterhead or of a signature side by side:
//! `| 滑政发〔2024〕6号 | 签发人：张三 |`.

use super::cell::Cell;
use super::write::Writer;
use crate::parse::letterhead;
use crate::parse::lines::is_date;
use crate::parse::normalize::normal;

/// The maximum number of rows of such a table.
const ROWS: usize = 6;

/// Whether the cells of a table hold nothing but document numbers, bodies, dates and who signed,
/// and one of them is a number or a date.
pub(super) fn is_one(rows: &[Vec<Cell>]) -> bool {
    let pieces = || {
        let cells = rows.iter().flatten().filter(|cell| cell.says());
        cells.flat_map(|cell| cell.pieces()).map(|(piece, _)| normal(piece))
    };
    let sets_apart = |piece: &String| is_date(piece) || letterhead::number(piece).is_some();
    let is_part = |piece: &String| {
        sets_apart(piece) || letterhead::is_body_name(piece) || piece.starts_with("签发人")
    };
    rows.len() <= ROWS
        && pieces().any(|piece| sets_apart(&piece))
        && pieces().all(|piece| is_part(&piece))
}

/// Writes each part as a paragraph; of a date that each signature repeats, only the last.
pub(super) fn write(writer: &mut Writer<'_, '_>, rows: &[Vec<Cell>]) {
    let parts: Vec<(&str, usize)> =
        rows.iter().flatten().filter(|cell| cell.says()).flat_map(|cell| cell.pieces()).collect();
    let last = parts.iter().rposition(|(raw, _)| is_date(raw));
    for (n, (raw, at)) in parts.into_iter().enumerate() {
        if !is_date(raw) || last == Some(n) {
            writer.lines(&[vec![Cell { raw, at, continued: false }]]);
        }
    }
}
