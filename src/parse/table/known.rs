//! Tables that continue without a header of their own, such as on the next page of a copy.

use super::cell::Cell;
use super::column::{Column, is_of_bodies};
use super::rest::is_apart;
use crate::clause::names_a_unit;
use crate::lexicon::verbs::begin_duty;
use crate::read::table::BREAK;

/// The maximum number of lines between the parts of a table, such as the page number or 续表.
const LINES: usize = 4;
/// The maximum length of such a line, in characters.
const LONGEST: usize = 40;

/// A table that was read and that the next one may continue.
pub(super) struct Known<'s> {
    pub(super) header: Vec<Vec<Cell<'s>>>,
    pub(super) columns: Vec<Column>,
    pub(super) width: usize,
    /// The byte at which it ends.
    pub(super) end: usize,
    /// The number of its last task.
    pub(super) n: usize,
}

impl Known<'_> {
    /// Whether rows that begin at the byte `start` of the source continue the table: they have its
    /// width, and either their numbers continue its numbers or its columns of bodies name bodies.
    pub(super) fn goes_on(&self, source: &str, rows: &[Vec<Cell>], start: usize) -> bool {
        let is_wide = rows.iter().all(|row| row.len() == self.width);
        is_wide && self.is_near(source, start) && (self.counts_on(rows) || self.names_bodies(rows))
    }

    /// Whether no more stands between the table and the byte `start` than may stand between two
    /// pages.
    pub(super) fn is_near(&self, source: &str, start: usize) -> bool {
        let between = source.get(self.end..start).unwrap_or_default().lines();
        let between: Vec<&str> =
            between.map(str::trim).filter(|line| !line.is_empty()).take(LINES + 1).collect();
        let is_short =
            |line: &&str| line.chars().nth(LONGEST).is_none() && !line.contains(['。', '；']);
        between.len() <= LINES && between.iter().all(is_short)
    }

    /// Whether the rows continue the numbers of the table.
    fn counts_on(&self, rows: &[Vec<Cell>]) -> bool {
        let at = self.columns.iter().position(|column| *column == Column::Number);
        let first =
            at.and_then(|at| rows.iter().filter_map(|row| row.get(at)).find(|cell| cell.says()));
        first.is_some_and(|cell| {
            let plain = cell.plain();
            let digits = plain.trim_end_matches(['.', '、']);
            digits.parse::<usize>().is_ok_and(|number| number == self.n + 1)
        })
    }

    /// Whether at least half of the cells in the columns of bodies name bodies.
    fn names_bodies(&self, rows: &[Vec<Cell>]) -> bool {
        let tasks = rows.iter().filter(|row| !is_apart(row));
        let cells: Vec<&Cell> = tasks
            .flat_map(|row| self.columns.iter().zip(row))
            .filter(|(column, cell)| column.answers() && cell.says())
            .map(|(_, cell)| cell)
            .collect();
        let n_named = cells.iter().filter(|cell| names_one(cell)).count();
        n_named > 0 && n_named * 2 >= cells.len()
    }
}

/// The first cell that names a body below the label of a role or, with `under_none`, in any column
/// of bodies. Returns `None` if there is none.
pub(super) fn answering<'r, 's>(
    rows: &'r [Vec<Cell<'s>>],
    under_none: bool,
) -> Option<&'r Cell<'s>> {
    /// How many cells at the top of a column may be its header.
    const HEADERS: usize = 3;
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let is_role = |cell: &Cell| is_of_bodies(&cell.plain());
    let column =
        |at: usize| rows.iter().filter_map(move |row| row.get(at)).filter(|cell| cell.says());
    (0..width).find_map(|at| {
        let n_above = match column(at).take(HEADERS).position(is_role) {
            Some(label) => label + 1,
            None if under_none => 0,
            None => return None,
        };
        let cells = || column(at).skip(n_above);
        let n_named = cells().filter(|cell| names_one(cell)).count();
        (n_named > 0 && n_named * 2 > cells().count())
            .then(|| cells().find(|cell| names_one(cell)))
            .flatten()
    })
}

/// Whether the rows of a table without a header look like tasks: they count from 1, and a cell of
/// at least half of them says what is done.
pub(super) fn counts_tasks(rows: &[Vec<Cell>]) -> bool {
    let counts = |(row, n): (&Vec<Cell>, u32)| row.first().is_some_and(|cell| cell.says_number(n));
    let is_task = |row: &&Vec<Cell>| row.iter().skip(1).any(|cell| begin_duty(&cell.plain()));
    rows.len() > 1
        && rows.iter().zip(1..).all(counts)
        && rows.iter().filter(is_task).count() * 2 >= rows.len()
}

/// Whether a cell is a list of names and the first one is that of a body.
pub(super) fn names_one(cell: &Cell) -> bool {
    let text = crate::parse::normalize::normal(&cell.raw.replace(BREAK, "、"));
    let first = text.split(['、', '，', '；', '（']).next().unwrap_or_default();
    !text.contains('。') && names_a_unit(first)
}
