//! Tables to prose: a row whose columns say who answers becomes an item that ends in a clause.
//!
//! | 序号 | 工作任务 | 牵头单位 | 配合单位 | 完成时限 |
//! |---|---|---|---|---|
//! | 1 | 完善制度 | 县司法局 | 县财政局 | 6月底 |
//!
//! reads as `1.完善制度。（牵头单位：县司法局；配合单位：县财政局；完成时限：6月底）`. What the table does not say is put in without a place of
//! its own, so every name still leads back to its cell. Readers write tables of every format in this form: `^^` continues the cell
//! above, `<<` the cell at the left, `<br>` breaks a line within a cell.

mod cell;
mod column;
mod flat;
mod write;

use super::text::Text;
use cell::{Cell, cells, is_rule};
use column::header;
use write::Writer;

pub(super) use cell::is_row;
pub(super) use flat::{Flat, flattened};

/// Appends the rows of a table, given with the byte at which each begins, as paragraphs.
pub(super) fn append(text: &mut Text, source: &str, rows: &[(&str, usize)]) {
    let rows = rows.iter().map(|(raw, base)| cells(raw, *base)).filter(|row| !is_rule(row)).collect();
    write(text, source, rows);
}

/// Appends a flattened table as paragraphs.
pub(super) fn append_flat(text: &mut Text, source: &str, table: Flat<'_>) {
    write(text, source, table.rows);
}

fn write(text: &mut Text, source: &str, rows: Vec<Vec<Cell>>) {
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let start = text.as_str().len();
    match header(&rows, width) {
        Some((n, columns)) => Writer { text, source }.table(rows.get(n..).unwrap_or_default(), &columns),
        None => Writer { text, source }.lines(&rows),
    }
    text.mark_table(start);
}
