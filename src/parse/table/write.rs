//! Writes rows as paragraphs: number, title, body, and a clause of the labelled cells.

use std::ops::Range;

use super::cell::Cell;
use super::column::{Column, Layout, carried, is_caption, repeats, repeats_header};
use super::marks::{Mark, mark};
use super::matrix::Matrix;
use super::rest::{self, Rest};
use crate::clause::{LabelKind, label_kind};
use crate::diagnostic::{Code, Severity};
use crate::message;
use crate::parse::blanks::POST_ENDS;
use crate::parse::line::Line;
use crate::parse::normalize;
use crate::parse::numbering;
use crate::parse::text::Text;
use crate::read::table::{BREAK, LEFT};
use crate::span::Span;

/// The maximum length of a person's name, in characters.
const LONGEST_PERSON: usize = 4;

/// Appends tables to a text.
pub(super) struct Writer<'t, 's> {
    pub(super) text: &'t mut Text,
    /// The matrix, if the rows have marks.
    pub(super) matrix: Option<&'t Matrix<'s>>,
    /// The header rows.
    pub(super) header: &'t [Vec<Cell<'s>>],
}

impl<'s> Writer<'_, 's> {
    /// Writes a paragraph for each row; for tables that say nothing about responsibility.
    pub(super) fn lines(&mut self, rows: &[Vec<Cell>]) {
        rows.iter().for_each(|row| self.line(row));
    }

    /// Writes a row as one paragraph, its cells in order.
    fn line(&mut self, row: &[Cell]) {
        let said =
            row.iter().filter(|cell| !cell.continued && cell.raw != LEFT && !cell.is_nothing());
        for (n, cell) in said.enumerate() {
            if n == 0 {
                self.paragraph(cell.at);
            } else {
                self.text.insert("；", cell.at);
            }
            self.cell(cell, "");
        }
    }

    /// Writes an item for each row, or for all rows that a task spans.
    pub(super) fn table(&mut self, rows: &[Vec<Cell<'s>>], columns: &[Column]) {
        let columns = &with_roles(rows, columns);
        let rows = carried(rows, columns);
        let Some(layout) = Layout::of(&rows, columns) else { return self.lines(&rows) };
        let mut n = 0;
        let is_new = |row: &&Vec<Cell>| !repeats_header(row, columns) && !repeats(row, self.header);
        let rows: Vec<&Vec<Cell>> = rows.iter().filter(is_new).collect();
        let mut rest = rows.into_iter().peekable();
        while let Some(first) = rest.next() {
            if self.is_no_task(first, columns) {
                continue;
            }
            if is_caption(first) || first.len() <= layout.title {
                self.apart(first[0].at);
                self.line(first);
                continue;
            }
            let mut item = vec![first.as_slice()];
            while let Some(more) =
                rest.next_if(|row| row.get(layout.title).is_some_and(|title| title.continued))
            {
                item.push(more);
            }
            n = if self.group(first, &layout) { 1 } else { n + 1 };
            self.opening(first, &layout, n);
            self.others(&item, columns);
            self.clause(&item, columns);
        }
    }

    /// Whether a row is not a task. Rows that are left out are reported; a remark becomes a
    /// paragraph.
    fn is_no_task(&mut self, row: &[Cell], columns: &[Column]) -> bool {
        let blank = columns
            .iter()
            .zip(row)
            .all(|(column, cell)| cell.is_nothing() || *column == Column::Number);
        let Some(first) = row.iter().find(|cell| !cell.is_nothing() && cell.raw != LEFT) else {
            return blank;
        };
        let what = match rest::of(row) {
            Some(Rest::Remark) => {
                self.apart(first.at);
                self.line(row);
                return true;
            }
            Some(what) => what.message(),
            None if blank => message!("row-blank"),
            None => return false,
        };
        let message =
            message!("note-row-left-out", row = first.raw.replace(BREAK, " "), what = what);
        self.text.remark(
            Severity::Note,
            Code::RowLeftOut,
            Span::new(first.at, first.at + first.raw.len()),
            message,
        );
        true
    }

    /// Writes the cells of other columns, each after the header of its column.
    fn others(&mut self, item: &[&[Cell]], columns: &[Column]) {
        let cells = item.iter().flat_map(|row| columns.iter().zip(*row));
        for (column, cell) in cells.filter(|(_, cell)| !cell.continued && !cell.is_nothing()) {
            let Column::Other(name) = column else { continue };
            if cell.raw == LEFT {
                continue;
            }
            if !name.is_empty() {
                self.text.insert(name, cell.at);
                self.text.insert("：", cell.at);
            }
            self.sentence(cell);
        }
    }

    /// Writes the labelled cells as a clause, which ends with the last row that has one.
    fn clause(&mut self, item: &[&[Cell]], columns: &[Column]) {
        let mut open = None;
        for (n, row) in item.iter().enumerate() {
            self.marked(row, &mut open);
            let role = columns.iter().zip(*row).find(|(column, _)| **column == Column::Role);
            let role = role.and_then(|(_, cell)| mark(cell)).and_then(Mark::into_label);
            for (column, cell) in columns.iter().zip(*row) {
                let Column::Label(label) = column else { continue };
                if !(cell.is_nothing() || n > 0 && cell.continued) {
                    let kind = label_kind(label);
                    let label = role
                        .as_ref()
                        .filter(|_| matches!(kind, Some(LabelKind::Role(_))))
                        .unwrap_or(label);
                    self.label(label, cell.at, open.is_some());
                    if kind != Some(LabelKind::Time) || !self.day(cell) {
                        self.cell(cell, "、");
                    }
                    open = Some(end_of(row).unwrap_or(cell.at));
                }
            }
        }
        if let Some(end) = open {
            self.text.insert("）", end);
        }
    }

    /// Writes the bodies marked in a row.
    fn marked(&mut self, row: &[Cell], open: &mut Option<usize>) {
        let Some(end) = end_of(row) else { return };
        for (label, bodies) in self.matrix.map(|matrix| matrix.said(row)).unwrap_or_default() {
            self.label(&label, end, open.is_some());
            for (n, body) in bodies.iter().enumerate() {
                if n > 0 {
                    self.text.insert("、", end);
                }
                self.cell(body, "");
            }
            *open = Some(end);
        }
    }

    /// Writes a label of the clause, after the sign that opens the clause or separates the label.
    fn label(&mut self, label: &str, at: usize, is_open: bool) {
        self.text.insert(if is_open { "；" } else { "（" }, at);
        self.text.insert(label, at);
        self.text.insert("：", at);
    }

    /// Writes a date in the form of spreadsheets, `2024/12/31`; returns false if the cell is not
    /// one.
    fn day(&mut self, cell: &Cell) -> bool {
        let Some(parts) = day(cell.raw) else { return false };
        for ((part, unit), next) in parts.iter().zip(['年', '月', '日']).zip(1..) {
            self.text.copy(cell.raw.get(part.clone()).unwrap_or_default(), cell.at + part.start);
            match parts.get(next) {
                Some(_) => self.text.replace(unit, cell.at + part.end, 1),
                None => self.text.insert(unit.encode_utf8(&mut [0; 4]), cell.at + part.end),
            }
        }
        true
    }

    /// Writes the headings of a group of rows and returns whether one has a number. A heading
    /// without a number is not an item, and is set apart from the item before it.
    fn group(&mut self, row: &[Cell], layout: &Layout) -> bool {
        let mut written = false;
        for (depth, at) in layout.groups.iter().enumerate() {
            let Some(cell) = row.get(*at).filter(|cell| !cell.continued && !cell.is_nothing())
            else {
                continue;
            };
            let own = numbering::leading(&cell.plain()).is_some();
            let number = layout
                .number
                .filter(|_| layout.numbers_groups && depth == 0)
                .and_then(|at| row.get(at));
            if !own && number.is_none() {
                self.apart(cell.at);
                self.cell(cell, "");
                continue;
            }
            self.paragraph(number.map_or(cell.at, |number| number.at));
            if let (false, Some(number)) = (own, number) {
                self.number(number);
            }
            self.cell(cell, "");
            written = true;
        }
        written
    }

    /// Writes the number, title and body of an item.
    fn opening(&mut self, row: &[Cell], layout: &Layout, n: usize) {
        let title = &row[layout.title];
        let number = layout.number.filter(|_| !layout.numbers_groups).and_then(|at| row.get(at));
        let own = numbering::leading(&title.plain()).is_some();
        self.paragraph(number.map_or(title.at, |number| number.at.min(title.at)));
        match number.filter(|number| !number.is_nothing() && !number.continued) {
            _ if own => {}
            Some(number) => self.number(number),
            None if layout.numbers_groups => self.text.insert(&format!("（{n}）"), title.at),
            None => self.text.insert(&format!("{n}."), title.at),
        }
        for at in std::iter::once(&layout.title).chain(&layout.body) {
            let Some(cell) = row.get(*at).filter(|cell| !cell.is_nothing() && !cell.continued)
            else {
                continue;
            };
            self.sentence(cell);
        }
    }

    /// Writes the text of a cell, followed by a stop.
    fn sentence(&mut self, cell: &Cell) {
        self.cell(cell, "");
        if !self.text.as_str().ends_with(['。', '；', '！']) {
            self.text.insert("。", cell.at + cell.raw.len());
        }
    }

    /// Writes a number, with the mark that makes it one.
    fn number(&mut self, cell: &Cell) {
        self.cell(cell, "");
        let plain = cell.plain();
        if numbering::leading(&plain).is_none() {
            let mark = if plain.chars().all(|c| c.is_ascii_digit()) { "." } else { "、" };
            self.text.insert(mark, cell.at + cell.raw.len());
        }
    }

    fn paragraph(&mut self, at: usize) {
        if !self.text.as_str().is_empty() {
            self.text.insert("\n", at);
        }
    }

    /// Begins a paragraph that does not belong to the item before it.
    fn apart(&mut self, at: usize) {
        self.paragraph(at);
        self.text.mark_apart();
    }

    /// Writes the text of a cell, with `between` after lines without a stop.
    fn cell(&mut self, cell: &Cell, between: &str) {
        let mut line = Line::default();
        for (n, (piece, at)) in cell.pieces().enumerate() {
            let whole = || std::iter::once(0..piece.len()).collect();
            let parts: Vec<Range<usize>> =
                if between.is_empty() { whole() } else { names_apart(piece) };
            for (m, part) in parts.into_iter().enumerate() {
                let start = at + part.start;
                normalize::line(piece.get(part).unwrap_or_default(), start, &mut line);
                if line.text.is_empty() {
                    continue;
                }
                let stopped = self.text.as_str().ends_with(['、', '，', '。', '；', '：', '（']);
                if n + m > 0 && !stopped {
                    self.text.insert(between, start);
                }
                self.text.append(&line);
            }
        }
    }
}

/// Where a row ends, not counting cells continued from a row above.
fn end_of(row: &[Cell]) -> Option<usize> {
    row.iter().filter(|cell| !cell.continued).map(|cell| cell.at + cell.raw.len()).max()
}

/// Finds the column that gives the role of the bodies in its row: all its cells are 牵头, 配合 or
/// the like.
fn with_roles(rows: &[Vec<Cell>], columns: &[Column]) -> Vec<Column> {
    let mut columns = columns.to_vec();
    let is_role = |at: usize| {
        let mut cells = rows
            .iter()
            .filter_map(|row| row.get(at))
            .filter(|cell| !cell.continued && !cell.is_nothing())
            .peekable();
        cells.peek().is_some() && cells.all(|cell| matches!(mark(cell), Some(Mark::Label(_))))
    };
    let free = |column: &Column| matches!(column, Column::Other(_) | Column::Text);
    let role = (0..columns.len()).find(|at| free(&columns[*at]) && is_role(*at));
    let others =
        |at: usize| (0..columns.len()).any(|other| other != at && columns[other] == Column::Text);
    if let Some(at) = role.filter(|at| others(*at)) {
        columns[at] = Column::Role;
    }
    columns
}

/// The places of year, month and, if present, day in `2024/12/31`, `2024.6` or
/// `2024-12-31 00:00:00`.
fn day(text: &str) -> Option<Vec<Range<usize>>> {
    let date = text.split(' ').next()?;
    let mut at = 0;
    let parts = date.split(['/', '.', '-']).map(|part| {
        let range = at..at + part.len();
        at += part.len() + 1;
        range
    });
    let parts: Vec<Range<usize>> = parts.collect();
    let number = |n: usize| {
        parts
            .get(n)
            .and_then(|part| date.get(part.clone()))
            .and_then(|part| part.parse::<u32>().ok())
    };
    let is_date = matches!(number(0), Some(1900..=2100))
        && matches!(number(1), Some(1..=12))
        && match parts.len() {
            2 => true,
            3 => matches!(number(2), Some(1..=31)),
            _ => false,
        };
    let tail = text.get(date.len()..).unwrap_or_default();
    (is_date && tail.chars().all(|c| matches!(c, ' ' | '0' | ':'))).then_some(parts)
}

/// Splits names at spaces, but neither the characters of `李 强` nor a post and its holder:
/// `区委副书记 张小军`.
fn names_apart(piece: &str) -> Vec<Range<usize>> {
    let (mut parts, mut start) = (Vec::new(), 0);
    for word in piece.split_whitespace() {
        let at = start + piece.get(start..).and_then(|rest| rest.find(word)).unwrap_or_default();
        let short = |range: &Range<usize>| {
            piece.get(range.clone()).is_some_and(|part| part.chars().count() < 3)
        };
        let here = at..at + word.len();
        let holds = |post: &Range<usize>| {
            piece.get(post.clone()).is_some_and(|post| post.ends_with(POST_ENDS))
                && word.chars().count() <= LONGEST_PERSON
        };
        match parts.last_mut() {
            Some(last) if short(last) || short(&here) || holds(last) => last.end = here.end,
            _ => parts.push(here),
        }
        start = at + word.len();
    }
    parts
}
