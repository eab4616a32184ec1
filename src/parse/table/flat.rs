//! Tables flattened by copying: `序号 工作任务 责任单位 完成时间 1 完善制度 县司法局 6月底 2 …`,
//! with spaces or line breaks between the cells.

use std::ops::Range;

use super::cell::Cell;
use super::column::{Column, column_named, may_say_who_answers};
use super::{ended, records, spread, tabbed};
use crate::affix::AnyOf;
use crate::clause::{names_a_known_body, names_a_unit};
use crate::context;
use crate::lexicon::levels::LEVELS;
use crate::parse::numbering::{self, Kind};
use crate::parse::plans::is_annex_mark;
use crate::read::table::LEFT;

/// The first cell of such a table.
const FIRST: &str = "序号";
/// A row with more words than this has run into the text after the table.
const LONGEST: usize = 64;
/// The maximum number of words in a header.
const HEADER_WORDS: usize = 24;
/// Marks behind a number.
const MARKS: [char; 3] = ['.', '、', '．'];
/// The minimum number of columns.
const COLUMNS: usize = 3;

/// A flattened table.
pub(in crate::parse) struct Flat<'s> {
    /// Its place in the source.
    pub(in crate::parse) range: Range<usize>,
    /// Its rows, the header first.
    pub(super) rows: Vec<Vec<Cell<'s>>>,
    /// Where bodies stand that may belong to either of two columns.
    pub(super) unsure: Vec<Range<usize>>,
}

/// The flattened tables of a source, in order.
pub(in crate::parse) fn flattened(source: &str) -> Vec<Flat<'_>> {
    let mut lined = lined(source).into_iter().peekable();
    let mut found: Vec<Flat> = Vec::new();
    for at in memchr::memmem::find_iter(source.as_bytes(), FIRST) {
        found.extend(std::iter::from_fn(|| lined.next_if(|one| one.range.start <= at)));
        if found.last().is_none_or(|last| last.range.end <= at) {
            let is_free =
                |one: &Flat| lined.peek().is_none_or(|next| one.range.end <= next.range.start);
            found.extend(table(source, at).filter(is_free));
        }
    }
    found.extend(lined);
    found
}

/// The tables whose lines show what belongs together, in order: with tabs, with bars behind their
/// cells, of labels and values. Of those that overlap, only the first counts.
fn lined(source: &str) -> Vec<Flat<'_>> {
    let mut found = tabbed::tables(source);
    found.extend(ended::tables(source));
    found.extend(records::tables(source));
    found.sort_by_key(|table| table.range.start);
    let mut end = 0;
    found.retain(|table| {
        let is_free = table.range.start >= end;
        end = end.max(table.range.end);
        is_free
    });
    found
}

fn table(source: &str, start: usize) -> Option<Flat<'_>> {
    let (header, n_words) = header(source, start);
    let header = spread::in_one_row(header);
    let names: Vec<String> = header.iter().map(Cell::plain).collect();
    let has_bars = header.iter().any(|cell| cell.raw.contains('|'));
    if has_bars || names.len() < COLUMNS || !may_say_who_answers(&names) {
        return None;
    }
    let columns: Vec<Column> = names.iter().map(|name| column_named(name)).collect();
    let mut words = words(source, start).skip(n_words).peekable();
    let mut rows = Rows {
        source,
        columns: &columns,
        headings: Vec::new(),
        numbered: Vec::new(),
        unsure: Vec::new(),
    };
    while !begins_annex(words.clone()) && words.next_if(|word| rows.take(*word)).is_some() {}
    rows.finish(header)
}

/// The header that begins at byte `start`, and the number of its words. An unknown word belongs to
/// it if a known one follows before the first row: 民生实事 before 责任单位.
fn header(source: &str, start: usize) -> (Vec<Cell<'_>>, usize) {
    let above = |word: &Cell| !is_heading(word) && numbered_cells(*word, 1).is_none();
    let near: Vec<Cell> = words(source, start).take(HEADER_WORDS).take_while(above).collect();
    let is_whole = near.len() < HEADER_WORDS;
    let near = without_gaps(source, near);
    let is_known =
        |(word, _): &(Cell, usize)| !matches!(column_named(&word.plain()), Column::Other(_));
    let n = match is_whole {
        true => near.iter().rposition(is_known).map_or(0, |last| last + 1),
        false => near.iter().take_while(|one| is_known(one)).count(),
    };
    let header = near.into_iter().take(n);
    let (header, n_words): (Vec<Cell>, Vec<usize>) = header.unzip();
    (header, n_words.into_iter().sum())
}

/// Words of which those that a copy spaced out, `工 作 任 务`, are whole again, each with the
/// number of its parts.
fn without_gaps<'s>(source: &'s str, words: Vec<Cell<'s>>) -> Vec<(Cell<'s>, usize)> {
    let is_part = |word: &Cell| word.raw.chars().nth(1).is_none();
    let mut whole: Vec<(Cell<'s>, usize)> = Vec::new();
    let mut goes_on = false;
    for word in words {
        match whole.last_mut().filter(|_| goes_on && is_part(&word)) {
            Some((last, n)) => {
                last.raw = source.get(last.at..word.end()).unwrap_or_default();
                *n += 1;
            }
            None => whole.push((word, 1)),
        }
        goes_on = is_part(&word);
    }
    whole
}

/// Whether a word is the numbered heading of a group of rows: `一、工业经济`.
pub(super) fn is_heading(word: &Cell) -> bool {
    let plain = word.plain();
    let number = numbering::leading(&plain).filter(|number| number.kind <= Kind::HanBracketed);
    number.is_some_and(|number| number.len < plain.len()) && !plain.contains(['。', '；', '，'])
}

/// A heading as a row of a table with `n` columns.
pub(super) fn caption(heading: Cell<'_>, n: usize) -> Vec<Cell<'_>> {
    let left = Cell { raw: LEFT, at: heading.end(), ..heading };
    std::iter::once(heading).chain(std::iter::repeat_n(left, n.saturating_sub(1))).collect()
}

/// The rows of a table that is being read.
struct Rows<'s, 'c> {
    source: &'s str,
    columns: &'c [Column],
    /// The headings of groups, each with the number of rows before it.
    headings: Vec<(usize, Cell<'s>)>,
    numbered: Vec<Vec<Cell<'s>>>,
    /// Where bodies stand that may belong to either of two columns.
    unsure: Vec<Range<usize>>,
}

impl<'s> Rows<'s, '_> {
    /// Takes a word. Returns false if it does not belong to the table.
    fn take(&mut self, word: Cell<'s>) -> bool {
        let n = self.numbered.len();
        let is_complete = |least: usize| self.numbered.last().is_none_or(|row| row.len() > least);
        if is_complete(self.columns.len().saturating_sub(2)) && is_heading(&word) {
            self.headings.push((n, word));
            return true;
        }
        // Each group may count from 1.
        let begins_group = self.headings.last().is_some_and(|(above, _)| *above == n);
        let numbers = [Some(n + 1), begins_group.then_some(1)].into_iter().flatten();
        let is_own = !self.is_of_list(&word);
        let opened =
            numbers.filter(|_| is_own && is_complete(2)).find_map(|n| numbered_cells(word, n));
        match (opened, self.numbered.last_mut()) {
            (Some(cells), _) => self.numbered.push(cells),
            (None, Some(row)) if row.last().is_some_and(|last| goes_on(last, &word)) => {
                row.push(word);
                let n = row.len();
                join(self.source, row, n - 2..n);
            }
            (None, Some(row)) => row.push(word),
            // A heading without a number may stand above the first row.
            (None, None) if self.headings.is_empty() => self.headings.push((0, word)),
            (None, None) => return false,
        }
        self.numbered.last().is_none_or(|row| row.len() <= LONGEST)
    }

    /// Whether a word is an item of a list within a cell, `1.负责宣传`, where the rows have numbers
    /// alone.
    fn is_of_list(&self, word: &Cell) -> bool {
        let behind = |one: &Cell| self.source.get(one.end()..).unwrap_or_default();
        let is_alone =
            |one: &Cell| behind(one).trim_start_matches(MARKS).starts_with(char::is_whitespace);
        let first = self.numbered.first().and_then(|row| row.first());
        item_number(word.raw).is_some() && first.is_some_and(is_alone)
    }

    /// The table below its header, with the headings between its rows, each row in its columns.
    fn finish(mut self, header: Vec<Cell<'s>>) -> Option<Flat<'s>> {
        self.part_headings();
        self.end_last_row();
        for row in &mut self.numbered {
            self.unsure.extend(join_bodies(self.source, row, self.columns));
        }
        let mut headings = self.headings.into_iter().peekable();
        let start = header.first()?.at;
        let mut rows = vec![header];
        for (n, row) in self.numbered.into_iter().enumerate() {
            while let Some((_, heading)) = headings.next_if(|(above, _)| *above <= n) {
                rows.push(caption(heading, self.columns.len()));
            }
            rows.push(placed(self.source, row, self.columns));
        }
        let last = rows.last().filter(|_| rows.len() > 1)?;
        let end = last.iter().map(|cell| cell.end()).max()?;
        Some(Flat { range: start..end, rows, unsure: self.unsure })
    }

    /// Ends the last row, whose end is not marked: it gets as many cells as the table has columns,
    /// or more if only those end in the time of the last column.
    fn end_last_row(&mut self) {
        let width = self.columns.len();
        let Some(row) = self.numbered.last_mut() else { return };
        let within = |cell: &&Cell| is_body(cell);
        let n_more = row.iter().skip(width - 1).take_while(within).count();
        let is_timed = self.columns.last().is_some_and(is_time)
            && row.get(width - 1 + n_more).is_some_and(|cell| says_time(cell.raw));
        row.truncate(if is_timed { width + n_more } else { width });
    }

    /// Takes headings without a number from the ends of rows, where a time fills the last column:
    /// `…2024年11月底前 乡村振兴 3 建成…`.
    fn part_headings(&mut self) {
        let ends_in_time = self.columns.last().is_some_and(is_time);
        let n_rows = self.numbered.len();
        let rows = self.numbered.iter_mut().enumerate().filter(|_| ends_in_time);
        for (n, row) in rows.filter(|(n, row)| n + 1 < n_rows && row.len() > self.columns.len()) {
            let [.., time, heading] = row.as_slice() else { continue };
            if says_time(time.raw) && !says_time(heading.raw) {
                self.headings.push((n + 1, *heading));
                row.pop();
            }
        }
        self.headings.sort_by_key(|(above, heading)| (*above, heading.at));
    }
}

/// Whether words are the mark of the next annex and its title, not a cell 附件1 at the end of a
/// row.
fn begins_annex<'s>(mut words: impl Iterator<Item = Cell<'s>>) -> bool {
    words.next().is_some_and(|word| is_annex_mark(word.raw))
        && words.next().is_some_and(|word| !word.raw.starts_with(|c: char| c.is_ascii_digit()))
}

/// The words of the source from `start` on, separated by white space.
fn words(source: &str, start: usize) -> impl Iterator<Item = Cell<'_>> + Clone {
    let mut at = start;
    source.get(start..).unwrap_or_default().split_whitespace().map(move |word| {
        let from = at + source.get(at..).and_then(|rest| rest.find(word)).unwrap_or_default();
        at = from + word.len();
        Cell { raw: word, at: from, continued: false }
    })
}

/// The number of an item of a list: 2 of `2.负责宣传`.
fn item_number(word: &str) -> Option<u32> {
    let rest = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_marked = rest.strip_prefix(MARKS).is_some_and(|rest| rest.starts_with(context::is_han));
    word.strip_suffix(rest).filter(|_| is_marked)?.parse().ok()
}

/// Whether a word is the next item of the list with which a cell ends.
fn goes_on(cell: &Cell, word: &Cell) -> bool {
    let before = cell.raw.split_whitespace().last().and_then(item_number);
    before.is_some_and(|before| item_number(word.raw) == Some(before + 1))
}

/// Reads the number `n`, and the cell directly attached to it, if any.
fn numbered_cells<'s>(word: Cell<'s>, n: usize) -> Option<Vec<Cell<'s>>> {
    let number = n.to_string();
    let rest = word.raw.strip_prefix(number.as_str())?.trim_start_matches(MARKS);
    let cell = |raw: &'s str| Cell { raw, at: word.end() - rest.len(), continued: false };
    let digits = Cell { raw: word.raw.get(..number.len())?, ..word };
    match rest.chars().next() {
        None => Some(vec![digits]),
        Some(c) if c.is_alphabetic() && !matches!(c, '年' | '月' | '日' | '个') => {
            Some(vec![digits, cell(rest)])
        }
        Some(_) => None,
    }
}

/// Joins the bodies of a row that has more of them than columns for them, as in a cell with a line
/// for each. Returns their place if they may belong to either of several columns, or the place of
/// two rows of which the second has no number: `县民政局` `9月底前` `开工建设学校` `年底前`.
fn join_bodies<'s>(
    source: &'s str,
    row: &mut Vec<Cell<'s>>,
    columns: &[Column],
) -> Option<Range<usize>> {
    let surplus = row.len().checked_sub(columns.len()).filter(|surplus| *surplus > 0)?;
    let last = columns.iter().rposition(Column::answers)?;
    let end = row.len().checked_sub(columns.len() - 1 - last)?;
    if row.get(..end)?.windows(2).any(|pair| is_body(&pair[0]) && is_day(pair[1].raw)) {
        return join(source, row, 1..end);
    }
    let n_columns = columns.get(..=last)?.iter().rev().take_while(|one| one.answers()).count();
    let n_bodies = row.get(..end)?.iter().rev().take_while(|cell| is_body(cell)).count();
    let n_joined = n_bodies.saturating_sub(n_columns).min(surplus);
    let start = (end - 1).checked_sub(n_joined).filter(|_| n_joined > 0)?;
    join(source, row, start..end).filter(|_| n_columns > 1)
}

/// Joins these cells of a row into one, with what the source has between them. Returns its place.
fn join<'s>(source: &'s str, row: &mut Vec<Cell<'s>>, cells: Range<usize>) -> Option<Range<usize>> {
    let (first, last) = (*row.get(cells.start)?, row.get(cells.end.checked_sub(1)?)?);
    let place = first.at..last.end();
    let raw = source.get(place.clone()).unwrap_or_default();
    row.splice(cells, [Cell { raw, ..first }]);
    Some(place)
}

/// Whether a word names bodies, by their level or as the vocabulary does: not 养老院 in
/// `建成 养老院`.
fn is_body(word: &Cell) -> bool {
    let plain = word.plain();
    let is_one = |name: &str| {
        names_a_known_body(name)
            || (name.starts_with(LEVELS) || name.starts_with('各')) && names_a_unit(name)
    };
    plain.split('、').all(is_one)
}

/// Assigns the words of a row to the columns. Surplus words belong to the first text column; if
/// words are missing, a time at the end still goes to its own column.
fn placed<'s>(source: &'s str, row: Vec<Cell<'s>>, columns: &[Column]) -> Vec<Cell<'s>> {
    let mut cells = row.into_iter();
    let Some(number) = cells.next() else { return Vec::new() };
    let mut rest: Vec<Cell> = cells.collect();
    let mut placed = vec![Cell { raw: "", ..number }; columns.len()];
    placed[0] = number;
    let surplus = rest.len().saturating_sub(columns.len() - 1);
    if surplus > 0 {
        join(source, &mut rest, 0..surplus + 1);
    }
    let times: Vec<usize> = (1..columns.len()).filter(|at| is_time(&columns[*at])).collect();
    if rest.len() < columns.len() - 1
        && let (Some(at), Some(last)) = (times.last(), rest.last().copied())
        && says_time(last.raw)
    {
        placed[*at] = last;
        rest.pop();
    }
    let free = (1..columns.len()).filter(|at| placed[*at].raw.is_empty()).collect::<Vec<_>>();
    for (at, cell) in free.into_iter().zip(rest) {
        placed[at] = cell;
    }
    placed
}

fn is_time(column: &Column) -> bool {
    matches!(column, Column::Label(label) if label.contains_any(&["时间", "时限", "期限"]))
}

/// Whether a word is a time, or begins with one: `9月底前`, `5月底前动工`.
fn is_day(text: &str) -> bool {
    says_time(text) && text.starts_with(|c: char| c.is_ascii_digit() || c == '年')
}

pub(super) fn says_time(text: &str) -> bool {
    text.contains_any(&["年", "月", "日", "季度", "持续", "长期", "底"])
}
