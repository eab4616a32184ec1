//! Rows of which a copy moved the cells to the left, by as many as those above them span:
//!
//! ```text
//! | 类别 | 任务 | 责任单位 | 完成时限 |
//! | 一、制度 | 建立制度。 | 县司法局 | 6月底前 |
//! | 加强培训。 | 县教育局 | 9月底前 | |
//! ```

use super::cell::Cell;
use super::column::{Column, is_of_bodies};
use super::flat::says_time;
use super::known::names_one;
use crate::clause::{LabelKind, ends_as_a_body, label_kind};
use crate::read::table::ABOVE;

/// Moves the cells of such rows back below their headers. The cells before them continue those
/// above.
pub(super) fn back<'s>(rows: &[Vec<Cell<'s>>], columns: &[Column]) -> Vec<Vec<Cell<'s>>> {
    let is_marked = rows.iter().flatten().any(|cell| cell.continued);
    let mut rows = rows.to_vec();
    for row in rows.iter_mut().skip(1).filter(|_| !is_marked) {
        let (by, at) = (by(row, columns), row.first().map_or(0, |first| first.at));
        row.splice(..0, std::iter::repeat_n(Cell { raw: ABOVE, at, continued: true }, by));
        row.truncate(columns.len().max(row.len() - by));
    }
    rows
}

/// By how many columns the cells of a row were moved: only then are bodies below the header of
/// bodies, and times below that of times. A number in the first column is in its place.
fn by(row: &[Cell], columns: &[Column]) -> usize {
    let is_number = |cell: &Cell| cell.plain().chars().all(|c| c.is_ascii_digit());
    if columns.first() == Some(&Column::Number)
        && row.first().is_some_and(|first| first.says() && is_number(first))
    {
        return 0;
    }
    let n_said = row.iter().rposition(Cell::says).map_or(0, |last| last + 1);
    let fits = |by: &usize| {
        let mut cells = columns.iter().skip(*by).zip(row).filter(|(_, cell)| cell.says());
        let mut n_bodies = 0;
        let mut says_what = false;
        let is_right = |(column, cell): (&Column, &Cell)| match column {
            Column::Label(label) if is_of_bodies(label) => {
                n_bodies += 1;
                names_class(cell).unwrap_or_else(|| names_one(cell))
            }
            Column::Label(label) if label_kind(label) == Some(LabelKind::Time) => {
                says_time(cell.raw) && !cell.raw.contains('。')
            }
            Column::Text => {
                says_what = true;
                true
            }
            _ => true,
        };
        cells.all(is_right) && n_bodies > 0 && says_what
    };
    (0..=columns.len().saturating_sub(n_said)).find(fits).unwrap_or(0)
}

/// Whether a cell that begins with 各 names a class of bodies: 各乡镇, `各县（市、区）`, not
/// `各村张贴标语`.
fn names_class(cell: &Cell) -> Option<bool> {
    let text = cell.plain();
    let first = text.split(['、', '，', '；', '（']).next().unwrap_or_default();
    let is_class = || ends_as_a_body(first) || first.ends_with('村');
    first.starts_with('各').then(|| is_class() && !text.contains('。'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_bodies_below_their_header_show_a_move() {
        let columns = [Column::Text, Column::Text, Column::Label("责任单位".to_owned())];
        let numbered = [Column::Number, Column::Text, Column::Label("责任单位".to_owned())];
        for (columns, row, expected) in [
            (&columns, ["加强培训", "县教育局", ""], 1),
            (&columns, ["加强培训", "各乡镇、县直各单位", ""], 1),
            (&columns, ["宣传", "加强培训", "县教育局"], 0),
            (&columns, ["宣传", "各村张贴标语", ""], 0),
            (&columns, ["宣传", "各村张贴标语", "张三"], 0),
            (&numbered, ["2", "县教育局", ""], 0),
        ] {
            let row = row.map(|raw| Cell { raw, at: 0, continued: false });
            assert_eq!(by(&row, columns), expected, "{:?}", row.map(|cell| cell.raw));
        }
    }
}
