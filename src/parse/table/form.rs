//! Forms: labels next to their values, `牵头单位` | `县住建局` | `完成时限` | `10月底前`, read as
//! the rows of a table whose header consists of the labels.

use super::cell::Cell;
use super::column::{Column, column_named, says_who_answers};
use super::rest::is_apart;
use crate::lexicon::headers;
use crate::read::table::LEFT;

/// The maximum number of labels in a form.
const LABELS: usize = 40;

/// The colons behind labels.
const COLONS: [char; 2] = ['：', ':'];

/// The form as the rows of a table, the header first. Returns `None` if the table is not a form or
/// does not say who is responsible for a task.
pub(super) fn rows<'s>(table: &[Vec<Cell<'s>>]) -> Option<Vec<Vec<Cell<'s>>>> {
    let mut pairs = Vec::new();
    for row in table.iter().filter(|row| !is_apart(row)) {
        let mut cells = row.iter().filter(|cell| !cell.continued && cell.raw != LEFT).peekable();
        while let Some(label) = cells.next() {
            if label.is_nothing() {
                continue;
            }
            if !is_label(label) {
                return None;
            }
            pairs.push((*label, *cells.next_if(|value| !is_label(value))?));
        }
    }
    of_pairs(&pairs)
}

/// Labels with their values as the rows of a table, the header first. Returns `None` if they do not
/// say who is responsible for a task.
pub(super) fn of_pairs<'s>(pairs: &[(Cell<'s>, Cell<'s>)]) -> Option<Vec<Vec<Cell<'s>>>> {
    let mut header: Vec<Cell<'s>> = Vec::new();
    let mut rows: Vec<Vec<Cell<'s>>> = Vec::new();
    for (label, value) in pairs {
        let name = label.plain();
        let name = name.trim_end_matches('：').trim_end();
        let known = header.iter().position(|one| one.plain() == name);
        let at = known.unwrap_or(header.len());
        if known.is_none() {
            header.push(Cell { raw: label.raw.trim_end_matches(COLONS).trim_end(), ..*label });
        }
        if header.len() > LABELS {
            return None;
        }
        // A label that occurs again begins another row.
        if rows.last().is_none_or(|row| row.get(at).is_some_and(|cell| !cell.raw.is_empty())) {
            rows.push(Vec::new());
        }
        if let Some(row) = rows.last_mut() {
            let nothing = Cell { raw: "", at: value.at, continued: false };
            row.resize(row.len().max(at + 1), nothing);
            row[at] = *value;
        }
    }
    let columns: Vec<Column> = header.iter().map(|cell| column_named(&cell.plain())).collect();
    if !says_who_answers(&columns) {
        return None;
    }
    let end = |row: &[Cell]| row.last().map_or(0, |cell| cell.at);
    for row in &mut rows {
        let nothing = Cell { raw: "", at: end(row), continued: false };
        row.resize(header.len(), nothing);
    }
    Some(std::iter::once(header).chain(rows).collect())
}

/// Whether a cell is the label of the value next to it: with a colon, any few words are one.
pub(super) fn is_label(cell: &Cell) -> bool {
    /// The maximum length of a label, in characters.
    const LONGEST: usize = 10;
    /// The same with a colon behind it.
    const LONGEST_WITH_COLON: usize = 16;
    let name = cell.plain();
    if let Some(name) = name.strip_suffix('：') {
        return !name.is_empty() && name.chars().nth(LONGEST_WITH_COLON).is_none();
    }
    let name = name.as_str();
    let is_other = || matches!(name, "备注" | "联系人" | "联系电话" | "电话");
    // 改造项目二期 contains the word of a header but is none.
    let is_header =
        || !matches!(column_named(name), Column::Other(_)) && headers::OF_LABELS.close(name);
    name.chars().nth(LONGEST).is_none() && (is_header() || is_other())
}

#[cfg(test)]
mod tests {
    use super::super::cell::cells;
    use super::*;

    #[track_caller]
    fn check(table: &[&'static str], expected: Option<&[&str]>) {
        let table: Vec<Vec<Cell>> = table.iter().map(|row| cells(row, 0)).collect();
        let found = rows(&table).map(|rows| {
            let row =
                |row: &Vec<Cell>| row.iter().map(|cell| cell.raw).collect::<Vec<_>>().join("|");
            rows.iter().map(row).collect::<Vec<_>>()
        });
        assert_eq!(found, expected.map(|rows| rows.iter().map(|row| (*row).to_owned()).collect()));
    }

    #[test]
    fn labels_beside_values_are_a_form() {
        check(
            &[
                "|任务名称|改造管网|<<|<<|",
                "|牵头单位|县住建局|配合单位|县财政局|",
                "|完成时限|10月底前|备注||",
            ],
            Some(&[
                "任务名称|牵头单位|配合单位|完成时限|备注",
                "改造管网|县住建局|县财政局|10月底前|",
            ]),
        );
        check(
            &["|任务名称|甲|", "|责任单位|县教育局|", "|任务名称|乙|", "|责任单位|县水利局|"],
            Some(&["任务名称|责任单位", "甲|县教育局", "乙|县水利局"]),
        );
        check(
            &["|重点工作：|甲|", "|牵头单位：|县教育局|", "|工作目标及完成时限:|6月出台|"],
            Some(&["重点工作|牵头单位|工作目标及完成时限", "甲|县教育局|6月出台"]),
        );
        check(&["|任务|责任单位|", "|甲|县教育局|"], None);
        check(&["|姓名|张三|", "|单位|县教育局|"], None);
    }
}
