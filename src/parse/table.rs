//! Turns tables into prose: a row whose columns say who is responsible becomes an item that ends
//! with a clause.
//!
//! | 序号 | 工作任务 | 牵头单位 | 配合单位 | 完成时限 |
//! |---|---|---|---|---|
//! | 1 | 完善制度 | 县司法局 | 县财政局 | 6月底 |
//!
//! becomes `1.完善制度。（牵头单位：县司法局；配合单位：县财政局；完成时限：6月底）`. Text that is
//! not in the table is inserted with zero length in the source, so every name still leads back to
//! its cell. Tables of every format reach this module in this form: `^^` continues the cell above,
//! `<<` the cell to the left, and `<br>` breaks a line within a cell.

mod behind;
mod carried;
mod cell;
mod column;
mod drawn;
mod ended;
mod flat;
mod form;
mod known;
mod layout;
mod letter;
mod listed;
mod marks;
mod matrix;
mod moved;
mod names;
mod page;
mod records;
mod rest;
mod roster;
mod spread;
mod tabbed;
mod targets;
mod told;
mod unread;
mod write;

use std::collections::BTreeSet;
use std::ops::Range;

use super::text::Text;
use crate::diagnostic::{Code, Severity};
use crate::message;
use crate::read::table::BREAK;
use crate::span::Span;

use cell::{Cell, cells, is_rule};
use column::{header, is_caption, is_under, may_say_who_answers, scored};
use known::Known;
use matrix::Matrix;
use names::Habits;
use roster::Roster;
use targets::Targets;
use write::Writer;

/// How many lines above and below a table may contain a legend.
const LEGEND: usize = 6;

pub(super) use behind::Behind;
pub(super) use cell::is_row;
pub(super) use flat::{Flat, flattened};
pub(super) use unread::{body_in_rows, headers as unread_headers};

/// The tables of a source, appended to a text one after another.
#[derive(Default)]
pub(super) struct Tables<'s> {
    /// The last table that says who is responsible.
    last: Option<Known<'s>>,
    /// The lines after the last table.
    pub(super) behind: Behind,
}

impl<'s> Tables<'s> {
    /// Appends the rows of a table as paragraphs. Each row comes with the byte at which it begins.
    pub(super) fn append(&mut self, text: &mut Text, source: &'s str, rows: &[(&'s str, usize)]) {
        let range = rows.first().map_or(0, |first| first.1)
            ..rows.last().map_or(0, |(raw, base)| base + raw.len());
        let is_torn = drawn::has_rows_of_lines(rows.iter().map(|(raw, _)| *raw));
        let rows: Vec<_> = rows
            .iter()
            .filter(|(raw, _)| !drawn::is_rule(raw))
            .map(|(raw, base)| cells(raw, *base))
            .filter(|row| !is_rule(row))
            .collect();
        match rows.first() {
            Some(first) if is_torn => {
                doubt_header(text, first);
                bare(text, &[]).lines(&rows);
            }
            Some(_) => self.write(text, source, rows, range),
            None => {}
        }
    }

    /// Appends a line with tabs between what a page says of the document. Returns false for any
    /// other line.
    pub(super) fn append_fields(&mut self, text: &mut Text, raw: &'s str, base: usize) -> bool {
        let may_be = raw.contains('\t') && page::may_follow(text);
        let pairs = may_be.then(|| page::pairs(&[page::cells_of(raw, base)], 1)).flatten();
        if let Some(pairs) = &pairs {
            page::write(&mut bare(text, &[]), pairs);
        }
        pairs.is_some()
    }

    /// Appends a flattened table as paragraphs.
    pub(super) fn append_flat(&mut self, text: &mut Text, source: &'s str, table: Flat<'s>) {
        let range = table.range.clone();
        for unsure in table.unsure {
            let names = source.get(unsure.clone()).unwrap_or_default();
            let names = names.split_whitespace().collect::<Vec<_>>().join("、");
            let message = message!("doubt-column-unsure", names = names);
            text.remark(Severity::Doubt, Code::TableUnread, Span::from(unsure), message);
        }
        self.write(text, source, table.rows, range);
    }

    fn write(
        &mut self,
        text: &mut Text,
        source: &'s str,
        rows: Vec<Vec<Cell<'s>>>,
        range: Range<usize>,
    ) {
        let width = rows.iter().map(Vec::len).max().unwrap_or_default();
        if page::may_follow(text)
            && let Some(pairs) = page::pairs(&rows, 2)
        {
            page::write(&mut bare(text, &[]), &pairs);
            return;
        }
        if letter::is_one(&rows) {
            letter::write(&mut bare(text, &[]), &rows);
            return;
        }
        self.behind.begin(text);
        let start = text.as_str().len();
        if as_matrix(text, source, &rows, &range) {
            self.last = None;
        } else if let Some(header) = header(&rows, width) {
            self.last = Some(headed(text, source, &rows, header, &range));
        } else if let Some(known) =
            self.last.take_if(|known| known.goes_on(source, &rows, range.start))
        {
            self.last = Some(tasks(text, source, known, &rows, &range));
        } else if let Some(form) = form::rows(&rows)
            && let Some((n, columns)) = header(&form, form[0].len())
        {
            let (header, body) = form.split_at(n);
            let known = Known { header: header.to_vec(), columns, width: 0, end: range.end, n: 0 };
            let (captions, apart): (Vec<_>, Vec<_>) = rows
                .into_iter()
                .filter(|row| rest::is_apart(row))
                .partition(|row| rest::of(row).is_none());
            bare(text, &[]).lines(&captions);
            tasks(text, source, known, &[body, &apart].concat(), &range);
        } else if let Some(roster) = Roster::of(&rows) {
            doubt_bodies(text, &rows, false);
            roster.write(&mut bare(text, &[]), &rows);
        } else if let Some(targets) = Targets::of(&rows, width)
            && !targets.are_over(text.as_str())
        {
            targets.write(&mut bare(text, &[]), &rows);
        } else if let Some(header) = scored(&rows, width) {
            headed(text, source, &rows, header, &range);
        } else {
            let is_near = self.last.as_ref().is_some_and(|last| last.is_near(source, range.start));
            doubt_bodies(text, &rows, is_near || known::counts_tasks(&rows));
            bare(text, &[]).lines(&rows);
        }
        text.mark_table(start);
    }
}

/// Writes rows of which the first `n` are the header of these columns.
fn headed<'s>(
    text: &mut Text,
    source: &'s str,
    rows: &[Vec<Cell<'s>>],
    (n, columns): (usize, Vec<column::Column>),
    range: &Range<usize>,
) -> Known<'s> {
    let (header, body) = rows.split_at(n);
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let known = Known { header: header.to_vec(), columns, width, end: range.end, n: 0 };
    bare(text, header).lines(above_header(header));
    tasks(text, source, known, body, range)
}

/// A writer for rows that do not say who is responsible.
fn bare<'t, 's>(text: &'t mut Text, header: &'t [Vec<Cell<'s>>]) -> Writer<'t, 's> {
    Writer { text, matrix: None, header, habits: Habits::default() }
}

/// Writes the tasks of a table that says who is responsible. Returns what is needed to continue it.
fn tasks<'s>(
    text: &mut Text,
    source: &'s str,
    mut known: Known<'s>,
    rows: &[Vec<Cell<'s>>],
    range: &Range<usize>,
) -> Known<'s> {
    let header = &known.header;
    let rows = &moved::back(rows, &known.columns);
    let habits = Habits::of(header, rows, &known.columns, || around(source, range));
    let unknown = habits.unknown(rows, &known.columns);
    let mut writer = Writer { text, matrix: None, header, habits };
    let n = writer.table(rows, &known.columns, known.n);
    doubt_signs(text, source, range, &unknown);
    known.n = n;
    known.end = range.end;
    known
}

/// Reports a doubt about a table that is not read as tasks but has bodies under the label of a role
/// or, right after a table of tasks or if its rows look like tasks, under no label at all.
fn doubt_bodies(text: &mut Text, rows: &[Vec<Cell>], is_near: bool) {
    let Some(cell) = known::answering(rows, is_near) else { return };
    let span = cell.span();
    let message = message!("doubt-table-unread", name = cell.raw.replace(BREAK, "、"));
    text.remark(Severity::Doubt, Code::TableUnread, span, message);
}

/// Reports a doubt about a row if it is the header of a table that says who is responsible, but the
/// rows below it are torn.
fn doubt_header(text: &mut Text, header: &[Cell]) {
    let names: Vec<String> = header.iter().map(Cell::plain).collect();
    let (Some(first), Some(last)) = (header.first(), header.last()) else { return };
    if may_say_who_answers(&names) {
        let message = message!("doubt-header-unread");
        let span = Span::new(first.at, last.end());
        text.remark(Severity::Doubt, Code::TableUnread, span, message);
    }
}

/// Reports a doubt about signs that nothing explains.
fn doubt_signs(text: &mut Text, source: &str, range: &Range<usize>, signs: &BTreeSet<char>) {
    if signs.is_empty() {
        return;
    }
    let signs: Vec<String> = signs.iter().map(|sign| format!("`{sign}`")).collect();
    let message = message!("doubt-matrix-unread", signs = signs);
    let line = source.get(range.clone()).and_then(|table| table.lines().next()).unwrap_or_default();
    let span = Span::new(range.start, range.start + line.len());
    text.remark(Severity::Doubt, Code::MatrixUnread, span, message);
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
    let captions = rows.iter().filter(|row| is_caption(row)).map(|row| row[0].raw);
    let around: Vec<&str> = around(source, range).into_iter().chain(captions).collect();
    let whole = |rows: Vec<Vec<Cell<'s>>>, width| {
        Matrix::of(&rows, width, around.iter().copied()).map(|one| (one, rows))
    };
    let turned = || {
        let bare: Vec<_> = rows.iter().filter(|row| !is_caption(row)).cloned().collect();
        matrix::turned(&bare, width).and_then(|turned| whole(turned, bare.len()))
    };
    let Some((matrix, rows)) = whole(rows.to_vec(), width).or_else(turned) else { return false };
    let (header, body) = rows.split_at(matrix.n_header);
    let mut writer = Writer { text, matrix: Some(&matrix), header, habits: Habits::default() };
    writer.lines(&header[..header.iter().take_while(|row| is_caption(row)).count()]);
    writer.table(body, &matrix.columns, 0);
    doubt_signs(text, source, range, &matrix.unknown);
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

/// The rows above the header that do not belong to it. The header is the last of `rows`.
fn above_header<'r, 's>(rows: &'r [Vec<Cell<'s>>]) -> &'r [Vec<Cell<'s>>] {
    let Some((header, above)) = rows.split_last() else { return rows };
    let spans =
        |row: &&Vec<Cell>| header.iter().any(|cell| cell.continued) || is_under(header, row);
    let last = above.last().filter(spans);
    let n_of_header = usize::from(last.is_some_and(|row| !is_caption(row)));
    &above[..above.len() - n_of_header]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a table whose rows are lines with bars.
    pub(super) fn read(table: &str) -> Text {
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
        Tables::default().append(&mut text, table, &rows);
        text
    }

    /// Every cell of these tables contains something that occurs nowhere else.
    const TABLES: &[&str] = &[
        "|任务分工表|<<|<<|\n|类别|任务|责任单位|\n|组织|培训|甲局|\n|^^|演练|乙局|\n|年底前完成|<<|<<|\n|宣传|走访|丙局|",
        "|序号|任务|责任单位|联系人|编号|\n|1|培训|甲局|张三|007|\n|^^|^^|乙局|李四|008|\n|2|演练|丙局|王五|009|",
        "|序号|任务|责任分工|<<|\n|^^|^^|牵头单位|配合单位|\n|1|培训|甲局|乙局|\n|2|\n|附注|",
        "|填报单位|戊局|盖章|\n|任务|责任单位|完成情况|\n|培训|甲局|已完成|\n||乙局|未完成|",
        "|姓名|电话|\n|张三|110|",
        "|任务书|<<|<<|<<|\n|任务名称|培训|<<|<<|\n|牵头单位|甲局|配合单位|乙局|\n|填表人：张三|<<|<<|<<|",
        "|责任单位|主要职责|备注|\n|甲局|培训|市级|\n|乙局|走访|县级|",
    ];

    #[test]
    fn no_cell_is_lost() {
        for table in TABLES {
            let text = read(table);
            let rows = table.split('\n');
            let headers = [
                "类别", "任务名称", "主要职责", "备注", "任务", "序号", "编号", "责任单位",
                "责任分工", "牵头单位", "配合单位", "完成情况",
            ];
            for cell in
                rows.flat_map(|row| cells(row, 0)).filter(|cell| !headers.contains(&cell.raw))
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
