//! Writes rows as paragraphs: number, title, body, and a clause made of the labelled cells.

mod clause;
mod doubt;

use std::ops::Range;

use super::carried::carried;
use super::cell::{Cell, holds, names_apart};
use super::column::{Column, is_caption, repeats, repeats_header};
use super::layout::Layout;
use super::listed::Listed;
use super::matrix::Matrix;
use super::names::Habits;
use super::targets;
use super::told::with_roles;
use crate::message;
use crate::parse::line::Line;
use crate::parse::text::Text;
use crate::parse::{line_end, normalize, numbering};
use crate::read::table::BREAK;

/// Appends tables to a text.
pub(super) struct Writer<'t, 's> {
    pub(super) text: &'t mut Text,
    /// The matrix, if the rows have marks.
    pub(super) matrix: Option<&'t Matrix<'s>>,
    /// The header rows.
    pub(super) header: &'t [Vec<Cell<'s>>],
    /// What the columns of names hold besides names.
    pub(super) habits: Habits,
}

impl<'s> Writer<'_, 's> {
    /// Writes each row as a paragraph, for tables that do not say who is responsible.
    pub(super) fn lines(&mut self, rows: &[Vec<Cell>]) {
        rows.iter().for_each(|row| self.line(row));
    }

    /// Writes a row as one paragraph, its cells in order.
    fn line(&mut self, row: &[Cell]) {
        self.header(row, None);
    }

    /// Writes a row like [`Self::line`], with 到 before the year in the column `until`.
    pub(super) fn header(&mut self, row: &[Cell], until: Option<usize>) {
        let said = row.iter().enumerate().filter(|(_, cell)| cell.says());
        for (n, (at, cell)) in said.enumerate() {
            if n == 0 {
                self.paragraph(cell.at);
            } else if !self.text.as_str().ends_with('、') {
                self.text.insert("；", cell.at);
            }
            if until == Some(at) {
                self.text.insert("到", cell.at);
            }
            self.cell(cell, "");
        }
    }

    /// Writes a table that says who is responsible: an item for each row, or for the rows that a
    /// task spans. Unnumbered items are counted from `n + 1`. Returns the number of the last one.
    pub(super) fn table(&mut self, rows: &[Vec<Cell<'s>>], columns: &[Column], n: usize) -> usize {
        let columns = with_roles(rows, columns);
        let columns = &targets::without_past(&columns, self.header, self.text.as_str());
        let rows = carried(rows, columns);
        let Some(layout) = Layout::of(&rows, columns) else {
            self.lines(&rows);
            return n;
        };
        let is_new = |row: &&Vec<Cell>| !repeats_header(row, columns) && !repeats(row, self.header);
        let rows: Vec<&Vec<Cell>> = rows.iter().filter(is_new).collect();
        let listed = Listed::of(&rows, columns);
        let numbers_groups = layout.number.is_some_and(|at| has_both_numbers(&rows, at));
        let mut n = n;
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
            if numbers_groups && self.heads_group(first, &layout) {
                continue;
            }
            let mut item = vec![first.as_slice()];
            while let Some(more) =
                rest.next_if(|row| row.get(layout.title).is_some_and(|title| title.continued))
            {
                item.push(more);
            }
            n = if self.group(first, &layout) { 1 } else { n + 1 };
            if listed.as_ref().is_some_and(|listed| listed.write(self, &item, columns, n)) {
                continue;
            }
            self.opening(first, &layout, listed.as_ref().map(|listed| listed.mark(n)), n);
            self.others(&item, columns);
            self.clause(&item, columns);
            self.doubt_lead(first, columns);
        }
        n
    }

    /// Writes the cells of other columns, each after the header of its column. Reports of what was
    /// done so far are left out, with a note.
    pub(super) fn others(&mut self, item: &[&[Cell]], columns: &[Column]) {
        let cells = item.iter().flat_map(|row| columns.iter().zip(*row).enumerate());
        for (at, (column, cell)) in cells.filter(|(_, (_, cell))| cell.says()) {
            match column {
                Column::Report => {
                    let told = cell.raw.replace(BREAK, " ");
                    self.leave_out(cell, message!("note-report-left-out", cell = told));
                }
                Column::OtherValue => {
                    self.leave_out(cell, message!("note-value-left-out", value = cell.raw));
                }
                Column::Other(name) => {
                    self.head(name, at, cell.at);
                    self.sentence(cell);
                }
                _ => {}
            }
        }
    }

    /// Writes the header of a column and a colon. A header that gives a time, `3月底前`, is copied
    /// from its place in the source, so that the fact leads back to it.
    fn head(&mut self, name: &str, column: usize, at: usize) {
        if name.is_empty() {
            return;
        }
        let header = self.header;
        let told = header.iter().rev().filter_map(|row| row.get(column)).find(|cell| cell.says());
        match told
            .filter(|told| name.contains(|c: char| c.is_ascii_digit()) && told.plain() == name)
        {
            Some(told) => self.cell(told, ""),
            None => self.text.insert(name, at),
        }
        self.text.insert("：", at);
    }

    /// Writes a piece of the source in normal form.
    pub(super) fn run(&mut self, (raw, at): (&str, usize)) {
        let mut line = Line::default();
        normalize::line(raw, at, &mut line);
        self.text.append(&line);
    }

    /// Writes the headings of a group of rows. Returns whether one has a number. A heading without
    /// a number is not an item and is set apart from the item before it.
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

    /// Writes a row as the heading of the rows below it, and returns whether it is one: `一、` |
    /// `通用考核项目` | `40`. The points are those of all these rows and are left out, with a note.
    fn heads_group(&mut self, row: &[Cell], layout: &Layout) -> bool {
        let number = layout.number.and_then(|at| row.get(at)).filter(|cell| is_han_number(cell));
        let others = row.iter().filter(|cell| cell.says() && Some(*cell) != number);
        let (points, texts): (Vec<&Cell>, Vec<&Cell>) = others.partition(|cell| is_points(cell));
        let (Some(number), [text, others @ ..]) = (number, texts.as_slice()) else { return false };
        if !others.is_empty() && row.get(layout.title).is_some_and(Cell::says) {
            return false;
        }
        self.paragraph(number.at);
        self.number(number);
        self.cell(text, "");
        for cell in others {
            self.paragraph(cell.at);
            self.sentence(cell);
        }
        for cell in points {
            let message =
                message!("note-row-left-out", row = cell.raw, what = message!("row-total"));
            self.leave_out(cell, message);
        }
        true
    }

    /// Writes a cell as a heading with this number.
    pub(super) fn heading(&mut self, number: &str, cell: &Cell) {
        self.paragraph(cell.at);
        self.text.insert(number, cell.at);
        self.cell(cell, "、");
    }

    /// Writes a cell as an item; the cell includes its number.
    pub(super) fn item(&mut self, cell: &Cell) {
        self.paragraph(cell.at);
        self.sentence(cell);
    }

    /// Writes the number, title and body of an item. `mark` replaces the number, if given.
    fn opening(&mut self, row: &[Cell], layout: &Layout, mark: Option<String>, n: usize) {
        let title = &row[layout.title];
        let number = layout.number.filter(|_| !layout.numbers_groups).and_then(|at| row.get(at));
        let number = number.filter(|number| !number.is_nothing() && !number.continued);
        let own = numbering::leading(&title.plain());
        // The points of a task may have numbers of their own.
        let counts_points = |number: &&Cell| own.is_some_and(|own| !number.says_number(own.value));
        let points = number.filter(counts_points).and(own);
        self.paragraph(number.map_or(title.at, |number| number.at.min(title.at)));
        match number {
            _ if mark.is_some() => self.text.insert(&mark.unwrap_or_default(), title.at),
            _ if own.is_some() && points.is_none() => {}
            Some(number) => self.number(number),
            None if layout.numbers_groups => self.text.insert(&format!("（{n}）"), title.at),
            None => self.text.insert(&format!("{n}."), title.at),
        }
        if own.is_none() && title.plain().starts_with(|c: char| c.is_ascii_digit()) {
            self.keep_apart(title.at);
        }
        if self.reach(row, title, layout) {
            return;
        }
        let value = layout.value(row);
        for at in std::iter::once(&layout.title).chain(&layout.body) {
            let Some(cell) = row.get(*at).filter(|cell| !cell.is_nothing() && !cell.continued)
            else {
                continue;
            };
            match value {
                Some((of, value, measure)) if *at == of => self.value(cell, value, measure),
                Some((_, value, _)) if value == cell => {}
                _ if *at == layout.title => self.sentence(&cell.without_number(points)),
                _ => self.sentence(cell),
            }
        }
    }

    /// Writes the figures to reach in the columns that hold nothing else, and the other texts of
    /// the row behind them. Returns false, and writes nothing, if there are none.
    fn reach(&mut self, row: &[Cell], measured: &Cell, layout: &Layout) -> bool {
        let said = |at: &usize| row.get(*at).filter(|cell| cell.says());
        let unit = layout.measure.as_ref().and_then(said);
        let values: Vec<&Cell> = layout.values.iter().filter_map(said).collect();
        values.iter().for_each(|value| targets::reach(self, measured, value, unit));
        if !values.is_empty() {
            layout.body.iter().filter_map(said).for_each(|cell| self.sentence(cell));
        }
        !values.is_empty()
    }

    /// Writes what is measured, the figure to reach and its unit as a sentence:
    /// `管网漏损率` | `%` | `≤9`.
    fn value(&mut self, measured: &Cell, value: &Cell, measure: Option<&Cell>) {
        self.cell(measured, "");
        if value.plain().starts_with(|c: char| c.is_ascii_digit()) {
            self.text.insert("达到", value.at);
        }
        let Some(measure) = measure else { return self.sentence(value) };
        self.cell(value, "");
        self.sentence(measure);
    }

    /// Writes the text of a cell, followed by a stop.
    pub(super) fn sentence(&mut self, cell: &Cell) {
        self.cell(cell, "");
        if !self.text.as_str().ends_with(['。', '；', '！']) {
            self.text.insert("。", cell.end());
        }
    }

    /// Writes a number, with the punctuation that makes it one.
    fn number(&mut self, cell: &Cell) {
        self.cell(cell, "");
        let plain = cell.plain();
        if numbering::leading(&plain).is_none() {
            let mark = if plain.chars().all(|c| c.is_ascii_digit()) { "." } else { "、" };
            self.text.insert(mark, cell.end());
        }
    }

    /// Keeps the number of a row apart from the figure with which its task begins, lest 2 and
    /// `50%以上的村` become 2.50 %.
    fn keep_apart(&mut self, at: usize) {
        if self.text.as_str().ends_with('.') {
            self.text.insert(" ", at);
        }
    }

    pub(super) fn paragraph(&mut self, at: usize) {
        if !self.text.as_str().is_empty() {
            self.text.insert("\n", at);
        }
    }

    /// Begins a paragraph that does not belong to the item before it.
    fn apart(&mut self, at: usize) {
        self.paragraph(at);
        self.text.mark_apart();
    }

    /// Writes the text of a cell, with `between` after each line that does not end with a stop. It
    /// is left out before a line in brackets, which adds to the line above, between a post and the
    /// name of its holder, `副县长` ⏎ `张三`, and within a name or a date.
    pub(super) fn cell(&mut self, cell: &Cell, between: &str) {
        let mut line = Line::default();
        let mut before = String::new();
        let is_list = cell.raw.contains('、');
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
                let goes_on = line.text.starts_with('（')
                    || m == 0
                        && (holds(&before, &line.text)
                            || !between.is_empty()
                                && (line_end::parts_cell(&before, &line.text)
                                    || is_list && line_end::parts_listed(&before, &line.text)));
                if n + m > 0 && !stopped && !goes_on {
                    self.text.insert(between, start);
                }
                self.text.append(&line);
                before.clone_from(&line.text);
            }
        }
    }
}

/// Whether a cell is a number in characters: 一, `二、`.
fn is_han_number(cell: &Cell) -> bool {
    numbering::value(cell.plain().trim_end_matches('、')).is_some() && cell.says()
}

/// Whether a cell holds points and nothing else: 40, 40分.
fn is_points(cell: &Cell) -> bool {
    let plain = cell.plain();
    let bare = plain.trim_end_matches('分');
    bare.starts_with(|c: char| c.is_ascii_digit())
        && bare.chars().all(|c| c.is_ascii_digit() || c == '.')
}

/// Whether some rows have numbers in characters in this column and others in figures, so that the
/// former head the latter.
fn has_both_numbers(rows: &[&Vec<Cell>], at: usize) -> bool {
    let mut numbers = rows.iter().filter_map(|row| row.get(at));
    numbers.clone().any(is_han_number) && numbers.any(is_points)
}
