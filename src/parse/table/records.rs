//! Tables of which a copy wrote out each row as labels with their values, with tabs between them,
//! colons, or bars behind colons: `工作任务⇥完善制度` ⏎ `牵头单位⇥县司法局`, `序号：1` ⏎
//! `工作任务：完善制度`, `工作任务： | 完善制度 |` ⏎ `牵头单位： | 县司法局 |`.

use super::cell::Cell;
use super::column::{Column, column_named};
use super::flat::Flat;
use super::form;
use crate::affix::AnyOf;
use crate::parse::lines::as_set;

/// The minimum number of labels in a record.
const LABELS: usize = 3;
/// The maximum number of labels in a record.
const MOST_LABELS: usize = 40;
/// The maximum length of a label with its blanks, in bytes.
const LONGEST: usize = 60;
/// The maximum number of lines in a value.
const LINES: usize = 6;

/// A label and its value.
type Pair<'s> = (Cell<'s>, Cell<'s>);

/// The tables of a source, in order.
pub(super) fn tables(source: &str) -> Vec<Flat<'_>> {
    let has_records = source.contains_any(&["序号：", "序号:"]);
    let has_bars = source.contains_any(&["：|", "： |", ":|", ": |"]);
    let marks = [('\t', source.contains('\t')), ('：', has_records), ('|', has_bars)];
    let marks = marks.into_iter().filter(|(_, is_there)| *is_there);
    let mut found: Vec<Flat> = marks.flat_map(|(mark, _)| marked(source, mark)).collect();
    found.sort_by_key(|table| table.range.start);
    found
}

/// The tables whose labels `mark` separates from their values.
fn marked(source: &str, mark: char) -> Vec<Flat<'_>> {
    let lines: Vec<(&str, usize)> = as_set(source).collect();
    let (mut found, mut at) = (Vec::new(), 0);
    while at < lines.len() {
        let (rows, n) = rows(source, lines.get(at..).unwrap_or_default(), mark);
        found.extend(table(&rows, mark));
        at += n.max(1);
    }
    found
}

/// A table of these labels and values, if they are those of tasks. With colons, which sentences
/// have too, there have to be several records that count from 1.
fn table<'s>(rows: &[Pair<'s>], mark: char) -> Option<Flat<'s>> {
    let range = rows.first()?.0.at..rows.last()?.1.end();
    let column = |label: &Cell| column_named(&label.plain());
    let opens = matches!(column(&rows.first()?.0), Column::Number | Column::Text);
    let counted = rows.iter().filter(|(label, _)| column(label) == Column::Number);
    let values: Vec<&Cell> = counted.map(|(_, value)| value).collect();
    let counts = || values.len() > 1 && values.iter().zip(1..).all(|(one, n)| one.says_number(n));
    let is_one = rows.len() >= LABELS && opens && (mark != '：' || counts());
    let rows = is_one.then(|| form::of_pairs(rows)).flatten()?;
    Some(Flat { range, rows, unsure: Vec::new() })
}

/// The labels and values with which lines begin, and the number of lines that they take.
fn rows<'s>(source: &'s str, lines: &[(&'s str, usize)], mark: char) -> (Vec<Pair<'s>>, usize) {
    let mut rows: Vec<Pair<'s>> = Vec::new();
    let mut n = 0;
    while let Some((amid, row)) = next(lines.get(n..).unwrap_or_default(), &rows, mark) {
        if let Some(value) = rows.last_mut().map(|(_, value)| value).filter(|_| amid > 0) {
            let last = lines.get(n + amid - 1).map_or(value.end(), |(line, at)| at + line.len());
            value.raw = source.get(value.at..last).unwrap_or_default().trim_end();
        }
        rows.push(row);
        n += amid + 1;
    }
    (rows, n)
}

/// The number of lines before the next label, and the label with its value. Lines go on with a
/// value only up to a label that occurred before.
fn next<'s>(
    lines: &[(&'s str, usize)],
    rows: &[Pair<'s>],
    mark: char,
) -> Option<(usize, Pair<'s>)> {
    let near = lines.iter().take(LINES).enumerate();
    let (amid, row) = near.filter_map(|(n, line)| Some((n, row(*line, mark)?))).next()?;
    let mut last = rows.iter().rev().take(MOST_LABELS);
    let mut is_known = || last.any(|one| one.0.plain() == row.0.plain());
    let is_blank = |(line, _): &(&str, usize)| line.trim().is_empty();
    let all_blank = lines.get(..amid)?.iter().all(is_blank);
    (all_blank && (amid == 0 || !rows.is_empty()) || is_known()).then_some((amid, row))
}

/// The label and the value of a line.
fn row<'s>((line, at): (&'s str, usize), mark: char) -> Option<Pair<'s>> {
    let marks: &[char] = match mark {
        '：' => &['：', ':'],
        '|' => &['|'],
        _ => &['\t'],
    };
    let (label, value) = line.split_once(marks).filter(|(label, _)| label.len() <= LONGEST)?;
    let has_colon = || label.trim_end().ends_with(['：', ':']);
    let cell = |text: &'s str, from: usize| {
        let lead = text.len() - text.trim_start().len();
        Cell { raw: text.trim(), at: at + from + lead, continued: false }
    };
    let from = line.len() - value.len();
    let value = if mark == '|' { value.trim_end().trim_end_matches('|') } else { value };
    let pair = (cell(label, 0), cell(value, from));
    let is_pair = match mark {
        '：' => true,
        '|' => has_colon() && !value.contains('|'),
        _ => !value.trim().is_empty() && !value.contains('\t'),
    };
    (is_pair && form::is_label(&pair.0)).then_some(pair)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> Vec<String> {
        let tables = tables(source);
        let cells = |row: &Vec<Cell>| {
            row.iter().map(|cell| cell.raw.replace('\n', "+")).collect::<Vec<_>>().join("|")
        };
        tables.iter().flat_map(|table| &table.rows).map(cells).collect()
    }

    #[test]
    fn records_are_the_rows_of_a_table() {
        let source = "分工表\n序号：1\n工作任务：完善制度\n牵头单位：\n县司法局、县财政局\n序号：2\n工作任务：改造\n管网\n牵头单位：县住建局\n附则\n";
        assert_eq!(
            read(source),
            ["序号|工作任务|牵头单位", "1|完善制度|+县司法局、县财政局", "2|改造+管网|县住建局"]
        );
        let tabs = "工作任务\t完善制度\n牵头单位\t县司法局\n完成时限\t6月底前\n工作任务\t改造\n牵头单位\t县住建局\n";
        assert_eq!(
            read(tabs),
            ["工作任务|牵头单位|完成时限", "完善制度|县司法局|6月底前", "改造|县住建局|"]
        );
        let bars = "重点工作： | 完善制度 |\n牵头单位：| 县司法局 |\n进展情况: | 已完成。 |\n存在问题及建议： | 无 |\n";
        assert_eq!(
            read(bars),
            ["重点工作|牵头单位|进展情况|存在问题及建议", "完善制度|县司法局|已完成。|无"]
        );
        assert!(
            read("重点工作 | 完善制度 |\n牵头单位 | 县司法局 |\n进展情况 | 已完成。 |\n")
                .is_empty()
        );
        assert!(read("工作任务：完善制度\n牵头单位：县司法局\n完成时限：6月底前\n").is_empty());
        assert!(read("姓名\t张三\n单位\t县司法局\n电话\t110\n").is_empty());
    }
}
