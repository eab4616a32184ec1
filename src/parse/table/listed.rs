//! Tables of the duties of each body, the body first. A row with several numbered duties becomes a
//! heading with the body and an item for each duty.
//!
//! | 责任单位 | 主要职责 | 完成时限 |
//! |---|---|---|
//! | 县水利局 | 1.制定用水定额；2.组织考核。 | 6月底前 |

use super::cell::Cell;
use super::column::Column;
use super::write::Writer;
use crate::numeral;
use crate::parse::normalize;
use crate::parse::numbering::{self, Kind, Number};
use crate::read::table::BREAK;

/// The maximum length of the mark of an item, in characters.
const MARK: usize = 8;

/// How to write the rows of a table whose bodies come first.
pub(super) struct Listed {
    /// The column of the bodies.
    bodies: usize,
    /// The column of their duties.
    duties: usize,
    /// Whether the duties are numbered like items of the first level below sections.
    is_high: bool,
}

impl Listed {
    /// Returns how to write the table if the bodies come before its only text column and some cells
    /// of that column hold several numbered duties.
    pub(super) fn of(rows: &[&Vec<Cell>], columns: &[Column]) -> Option<Self> {
        let duties = columns.iter().position(|column| *column == Column::Text)?;
        let bodies = columns.get(..duties)?.iter().position(Column::answers)?;
        let is_alone = columns.iter().filter(|column| **column == Column::Text).count() == 1;
        let several: Vec<Kind> = rows
            .iter()
            .filter_map(|row| row.get(duties).filter(|cell| !cell.continued))
            .map(numbered)
            .filter(|pieces| pieces.len() > 1)
            .filter_map(|pieces| number(pieces[0].raw))
            .map(|number| number.kind)
            .collect();
        let is_high = several.iter().any(|kind| *kind <= Kind::HanBracketed);
        (is_alone && !several.is_empty()).then_some(Self { bodies, duties, is_high })
    }

    /// The mark of the row with the number `n`.
    pub(super) fn mark(&self, n: usize) -> String {
        let number = numeral::han(u32::try_from(n).unwrap_or_default());
        if self.is_high { format!("{number}、") } else { format!("（{number}）") }
    }

    /// Writes a row with several duties. Returns false, and writes nothing, if the row has fewer
    /// than two.
    pub(super) fn write(
        &self,
        writer: &mut Writer<'_, '_>,
        item: &[&[Cell]],
        columns: &[Column],
        n: usize,
    ) -> bool {
        let cell = |at: usize| item.first().and_then(|row| row.get(at));
        let (Some(body), Some(duties)) = (cell(self.bodies), cell(self.duties)) else {
            return false;
        };
        let pieces = numbered(duties);
        if pieces.len() < 2 {
            return false;
        }
        writer.heading(&self.mark(n), body);
        writer.others(item, columns);
        for piece in pieces {
            writer.item(&piece);
            writer.clause(item, columns);
        }
        true
    }
}

/// The numbered pieces of a cell, `1.…；` `2.…`, on separate lines or not. Returns no pieces if the
/// cell does not begin with the first number, and one piece if no other number follows.
pub(super) fn numbered<'s>(cell: &Cell<'s>) -> Vec<Cell<'s>> {
    let Some(first) = number(cell.raw).filter(|number| number.value == 1) else {
        return Vec::new();
    };
    let ends =
        |mark: &'static str| cell.raw.match_indices(mark).map(move |(at, mark)| at + mark.len());
    let mut places: Vec<usize> =
        [BREAK, "\n", "；", ";", "。"].into_iter().flat_map(ends).collect();
    places.sort_unstable();
    let mut starts = vec![0];
    for at in places {
        let next = cell.raw.get(at..).and_then(number);
        let value = u32::try_from(starts.len() + 1).unwrap_or_default();
        if next.is_some_and(|next| next.kind == first.kind && next.value == value) {
            starts.push(at);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([cell.raw.len()]);
    let piece = |(start, end): (&usize, usize)| {
        let raw = cell.raw.get(*start..end).unwrap_or_default();
        let text = raw.trim_start();
        let raw_end = text.trim_end().strip_suffix(BREAK).unwrap_or(text.trim_end()).trim_end();
        Cell { raw: raw_end, at: cell.at + start + raw.len() - text.len(), continued: false }
    };
    starts.iter().zip(ends).map(piece).collect()
}

/// The number that a text begins with.
fn number(text: &str) -> Option<Number> {
    let head: String = text.trim_start().chars().take(MARK).collect();
    numbering::leading(&normalize::normal(&head))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn duties_are_told_by_their_numbers() {
        for (raw, expected) in [
            ("1.甲；<br>2.乙<br>及其他。<br>3.丙", &["1.甲；", "2.乙<br>及其他。", "3.丙"][..]),
            ("1．甲；2．乙。", &["1．甲；", "2．乙。"]),
            ("（1）甲；（2）乙；1.丙", &["（1）甲；", "（2）乙；1.丙"]),
            ("甲；1.乙；2.丙", &[]),
            ("2.甲；3.乙", &[]),
        ] {
            let pieces = numbered(&Cell { raw, at: 0, continued: false });
            assert_eq!(pieces.iter().map(|piece| piece.raw).collect::<Vec<_>>(), expected, "{raw}");
        }
    }
}
