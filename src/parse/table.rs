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
use column::{header, is_caption};
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
        Some((n, columns)) => {
            let mut writer = Writer { text, source };
            writer.lines(above_header(&rows[..n]));
            writer.table(&rows[n..], &columns);
        }
        None => Writer { text, source }.lines(&rows),
    }
    text.mark_table(start);
}

/// The rows over the header, which is the last of `rows`, that are no part of it.
fn above_header<'r, 's>(rows: &'r [Vec<Cell<'s>>]) -> &'r [Vec<Cell<'s>>] {
    let Some((header, above)) = rows.split_last() else { return rows };
    let spans = header.iter().any(|cell| cell.continued);
    let n_of_header = usize::from(spans && above.last().is_some_and(|row| !is_caption(row)));
    &above[..above.len() - n_of_header]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every cell of these tables says something that stands in it alone.
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
            let headers = ["类别", "任务", "序号", "编号", "责任单位", "责任分工", "牵头单位", "配合单位"];
            for cell in
                rows.iter().flat_map(|(row, base)| cells(row, *base)).filter(|cell| !headers.contains(&cell.raw))
            {
                let is_mark = cell.continued || cell.raw == crate::read::table::LEFT;
                assert!(is_mark || text.as_str().contains(cell.raw), "{} is not in {}", cell.raw, text.as_str());
            }
        }
    }
}
