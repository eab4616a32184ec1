//! Tables flattened by copying: `序号 工作任务 责任单位 完成时间 1 完善制度 县司法局 6月底 2 …`,
//! with spaces or line breaks between the cells.

use std::ops::Range;

use super::cell::Cell;
use super::column::{Column, column_named, says_who_answers};
use super::tabbed;
use crate::parse::numbering::{self, Kind};
use crate::read::table::LEFT;

/// The first cell of such a table.
const FIRST: &str = "序号";
/// A row with more words than this has run into the text after the table.
const LONGEST: usize = 64;
/// The minimum number of columns.
const COLUMNS: usize = 3;

/// A flattened table.
pub(in crate::parse) struct Flat<'s> {
    /// Its place in the source.
    pub(in crate::parse) range: Range<usize>,
    /// Its rows, the header first.
    pub(super) rows: Vec<Vec<Cell<'s>>>,
}

/// The flattened tables of a source, in order. Tables with tabs are read by `tabbed`.
pub(in crate::parse) fn flattened(source: &str) -> Vec<Flat<'_>> {
    let mut tabbed = tabbed::tables(source).into_iter().peekable();
    let mut found: Vec<Flat> = Vec::new();
    for at in memchr::memmem::find_iter(source.as_bytes(), FIRST) {
        found.extend(std::iter::from_fn(|| tabbed.next_if(|one| one.range.start <= at)));
        if found.last().is_none_or(|last| last.range.end <= at) {
            let is_free =
                |one: &Flat| tabbed.peek().is_none_or(|next| one.range.end <= next.range.start);
            found.extend(table(source, at).filter(is_free));
        }
    }
    found.extend(tabbed);
    found
}

fn table(source: &str, start: usize) -> Option<Flat<'_>> {
    let mut words = words(source, start).peekable();
    let mut header = Vec::new();
    let mut columns = Vec::new();
    while let Some(word) = words.peek().filter(|word| !is_heading(word)) {
        match column_named(&word.plain()) {
            Column::Other(_) => break,
            column => columns.push(column),
        }
        header.extend(words.next());
    }
    if columns.len() < COLUMNS || !says_who_answers(&columns) {
        return None;
    }
    let mut rows = Rows { source, columns: &columns, headings: Vec::new(), numbered: Vec::new() };
    while words.next_if(|word| rows.take(*word)).is_some() {}
    let rows = rows.finish()?;
    let end = rows.last()?.iter().map(|cell| cell.at + cell.raw.len()).max()?;
    Some(Flat { range: start..end, rows: std::iter::once(header).chain(rows).collect() })
}

/// Whether a word is the numbered heading of a group of rows: `一、工业经济`.
fn is_heading(word: &Cell) -> bool {
    let plain = word.plain();
    let number = numbering::leading(&plain).filter(|number| number.kind <= Kind::HanBracketed);
    number.is_some_and(|number| number.len < plain.len()) && !plain.contains(['。', '；', '，'])
}

/// The rows of a table that is being read.
struct Rows<'s, 'c> {
    source: &'s str,
    columns: &'c [Column],
    /// The headings of groups, each with the number of rows before it.
    headings: Vec<(usize, Cell<'s>)>,
    numbered: Vec<Vec<Cell<'s>>>,
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
        let opened = numbers.filter(|_| is_complete(2)).find_map(|n| numbered_cells(word, n));
        match (opened, self.numbered.last_mut()) {
            (Some(cells), _) => self.numbered.push(cells),
            (None, Some(row)) => row.push(word),
            // A heading without a number may stand above the first row.
            (None, None) if self.headings.is_empty() => self.headings.push((0, word)),
            (None, None) => return false,
        }
        self.numbered.last().is_none_or(|row| row.len() <= LONGEST)
    }

    /// The rows with the headings between them, each in its columns.
    fn finish(mut self) -> Option<Vec<Vec<Cell<'s>>>> {
        self.part_headings();
        // The end of the last row is not marked: it gets as many cells as the table has columns.
        self.numbered.last_mut()?.truncate(self.columns.len());
        let mut headings = self.headings.into_iter().peekable();
        let mut rows = Vec::new();
        for (n, row) in self.numbered.into_iter().enumerate() {
            while let Some((_, heading)) = headings.next_if(|(above, _)| *above <= n) {
                let left = Cell { raw: LEFT, at: heading.at + heading.raw.len(), ..heading };
                let mut caption = vec![left; self.columns.len()];
                caption[0] = heading;
                rows.push(caption);
            }
            rows.push(placed(self.source, row, self.columns));
        }
        Some(rows)
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

/// The words of the source from `start` on, separated by white space.
fn words(source: &str, start: usize) -> impl Iterator<Item = Cell<'_>> {
    let mut at = start;
    source.get(start..).unwrap_or_default().split_whitespace().map(move |word| {
        let from = at + source.get(at..).and_then(|rest| rest.find(word)).unwrap_or_default();
        at = from + word.len();
        Cell { raw: word, at: from, continued: false }
    })
}

/// Reads the number `n`, and the cell directly attached to it, if any.
fn numbered_cells<'s>(word: Cell<'s>, n: usize) -> Option<Vec<Cell<'s>>> {
    let number = n.to_string();
    let rest = word.raw.strip_prefix(number.as_str())?.trim_start_matches(['.', '、', '．']);
    let cell =
        |raw: &'s str| Cell { raw, at: word.at + word.raw.len() - rest.len(), continued: false };
    let digits = Cell { raw: word.raw.get(..number.len())?, ..word };
    match rest.chars().next() {
        None => Some(vec![digits]),
        Some(c) if c.is_alphabetic() && !matches!(c, '年' | '月' | '日' | '个') => {
            Some(vec![digits, cell(rest)])
        }
        Some(_) => None,
    }
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
    if let (true, Some(first), Some(last)) =
        (surplus > 0, rest.first().copied(), rest.get(surplus).copied())
    {
        let whole = source.get(first.at..last.at + last.raw.len()).unwrap_or_default();
        rest.splice(..=surplus, [Cell { raw: whole, ..first }]);
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
    matches!(column, Column::Label(label) if ["时间", "时限", "期限"].iter().any(|word| label.contains(word)))
}

fn says_time(text: &str) -> bool {
    ["年", "月", "日", "季度", "持续", "长期", "底"].iter().any(|word| text.contains(word))
}
