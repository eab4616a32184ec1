//! Matrices of responsibility: tasks in rows, bodies in columns, and marks where they meet.
//!
//! | 序号 | 工作任务 | 县水利局 | 县住建局 |
//! |---|---|---|---|
//! | 1 | 完善制度 | ★ | △ |
//!
//! with the legend `★牵头 △配合` becomes `1.完善制度。（牵头单位：县水利局；配合单位：县住建局）`.
//! A matrix with bodies in rows and tasks in columns is transposed first.

use std::collections::BTreeSet;

use super::cell::Cell;
use super::column::{Column, column_named, said_over};
use super::marks::{Legend, Mark, is_no, mark};
use super::rest::is_apart;
use crate::affix::AnyOf;
use crate::clause::{label_kind, names_a_unit, role_of};
use crate::lexicon::endings;
use crate::read::table::LEFT;

/// How many rows the header may have.
const HEADERS: usize = 4;
/// The minimum number of columns with marks.
const BODIES: usize = 2;

/// A matrix of responsibility.
pub(super) struct Matrix<'s> {
    /// The index of the first row of tasks.
    pub(super) n_header: usize,
    /// What the columns hold.
    pub(super) columns: Vec<Column>,
    /// The body of each column with marks.
    bodies: Vec<Option<Cell<'s>>>,
    /// The label above the bodies: 责任单位.
    over: Vec<Option<String>>,
    legend: Legend,
    is_only: bool,
    /// Signs that no legend explains.
    pub(super) unknown: BTreeSet<char>,
}

impl<'s> Matrix<'s> {
    /// Reads a table as a matrix. The lines around it may contain the legend.
    pub(super) fn of(
        rows: &[Vec<Cell<'s>>],
        width: usize,
        around: impl Iterator<Item = &'s str>,
    ) -> Option<Self> {
        let n_header = (1..rows.len().min(HEADERS + 1))
            .find(|n| rows[*n].iter().skip(1).any(|cell| mark(cell).is_some()))?;
        let (header, body) = rows.split_at(n_header);
        let body: Vec<_> = body.iter().filter(|row| !is_apart(row)).collect();
        let bodies: Vec<Option<Cell<'s>>> = (0..width)
            .map(|at| named(header, at).filter(|_| is_marked(&body, at, header)))
            .collect();
        let over: Vec<_> = (0..width).map(|at| label_over(header, at)).collect();
        let is_body = |at: usize| {
            bodies[at].is_some_and(|cell| over[at].is_some() || names_body(&cell.plain()))
        };
        let bodies: Vec<_> = (0..width).map(|at| bodies[at].filter(|_| is_body(at))).collect();
        let marks: Vec<Mark> = bodies
            .iter()
            .enumerate()
            .filter(|(_, cell)| cell.is_some())
            .flat_map(|(at, _)| body.iter().filter_map(move |row| row.get(at).and_then(mark)))
            .collect();
        if bodies.iter().flatten().count() < BODIES || marks.is_empty() {
            return None;
        }
        let columns = columns(header, &bodies, &body)?;
        let cells =
            rows.iter().flatten().map(|cell| cell.raw).filter(|raw| raw.chars().nth(2).is_some());
        let legend = Legend::of(around.chain(cells));
        let signs: BTreeSet<&Mark> = marks.iter().collect();
        let is_only = signs.len() == 1;
        let mut matrix =
            Self { n_header, columns, bodies, over, legend, is_only, unknown: BTreeSet::new() };
        matrix.unknown = matrix.unread(&body);
        Some(matrix)
    }

    /// The bodies marked in a row, grouped by label, leads first.
    pub(super) fn said(&self, row: &[Cell]) -> Vec<(String, Vec<Cell<'s>>)> {
        let mut said: Vec<(String, Vec<Cell<'s>>)> = Vec::new();
        for (at, body) in self.bodies.iter().enumerate() {
            let Some((body, label)) = body.zip(row.get(at).and_then(|cell| self.label(at, cell)))
            else {
                continue;
            };
            match said.iter_mut().find(|(known, _)| *known == label) {
                Some((_, bodies)) => bodies.push(body),
                None => said.push((label, vec![body])),
            }
        }
        said.sort_by_key(|(label, _)| !label.contains_any(&["牵头", "主办", "主责", "主要"]));
        said
    }

    fn label(&self, at: usize, cell: &Cell) -> Option<String> {
        self.legend.label(&mark(cell)?, self.is_only, self.over.get(at).and_then(Option::as_deref))
    }

    /// Signs in the rows that no legend explains.
    fn unread(&self, body: &[&Vec<Cell>]) -> BTreeSet<char> {
        let at_all = (0..self.bodies.len()).filter(|at| self.bodies[*at].is_some());
        let cells = at_all
            .flat_map(|at| body.iter().filter_map(move |row| row.get(at).map(|cell| (at, cell))));
        let unread = cells.filter(|(at, cell)| self.label(*at, cell).is_none());
        unread
            .filter_map(|(_, cell)| mark(cell))
            .filter_map(|mark| if let Mark::Sign(c) = mark { Some(c) } else { None })
            .collect()
    }
}

/// Transposes a table whose rows consist of bodies and marks.
pub(super) fn turned<'s>(rows: &[Vec<Cell<'s>>], width: usize) -> Option<Vec<Vec<Cell<'s>>>> {
    let (header, body) = rows.split_first()?;
    let is_whole = rows.iter().flatten().all(|cell| !cell.continued && cell.raw != LEFT);
    let is_square = rows.iter().all(|row| row.len() == width);
    let is_number = |at: usize| column_named(&header[at].plain()) == Column::Number;
    let is_mark = |cell: &Cell| is_no(cell) || mark(cell).is_some();
    let marked = |at: usize| body.iter().all(|row| is_mark(&row[at]));
    let is_turned = is_whole && is_square && {
        let first = (0..width).find(|at| !is_number(*at)).unwrap_or_default();
        body.iter().any(|row| names_body(&row[first].plain())) && (first + 1..width).all(marked)
    };
    is_turned.then(|| (0..width).map(|at| rows.iter().map(|row| row[at]).collect()).collect())
}

/// The lowest header cell above a column, unless it spans other columns as well.
fn named<'s>(header: &[Vec<Cell<'s>>], at: usize) -> Option<Cell<'s>> {
    let lowest = header.iter().rev().filter_map(|row| row.get(at)).find(|cell| !cell.continued)?;
    (lowest.raw != LEFT && !lowest.is_nothing()).then_some(*lowest)
}

/// The label in the header cell that spans a column and others: 责任单位 above 水利局 and 住建局.
fn label_over(header: &[Vec<Cell>], at: usize) -> Option<String> {
    let rows = header.split_last()?.1;
    let mut labels = rows.iter().rev().filter_map(|row| said_over(row, at));
    labels.find(|name| role_of(name).is_some() && names_bodies(name))
}

fn names_bodies(label: &str) -> bool {
    label.ends_with_any(&["单位", "部门", "机构", "主体"])
}

fn names_body(name: &str) -> bool {
    let is_within = || name.chars().nth(1).is_some() && endings::OF_COLUMN.close(name);
    matches!(column_named(name), Column::Other(_)) && (names_a_unit(name) || is_within())
        || names_bodies(name) && label_kind(name).is_none()
}

/// Whether all cells below a header are marks or empty.
fn is_marked(body: &[&Vec<Cell>], at: usize, header: &[Vec<Cell>]) -> bool {
    let heads = || header.iter().filter_map(|row| row.get(at)).map(Cell::plain).collect::<Vec<_>>();
    body.iter().filter_map(|row| row.get(at)).all(|cell| {
        cell.continued
            || cell.raw == LEFT
            || is_no(cell)
            || mark(cell).is_some()
            || heads().contains(&cell.plain())
    })
}

/// What the columns hold. One of them always says what is to be done.
fn columns(
    header: &[Vec<Cell>],
    bodies: &[Option<Cell>],
    body: &[&Vec<Cell>],
) -> Option<Vec<Column>> {
    let mut columns: Vec<Column> = (0..bodies.len())
        .map(|at| match bodies[at] {
            Some(_) => Column::Mark,
            None => named(header, at)
                .map_or_else(|| Column::Other(String::new()), |cell| column_named(&cell.plain())),
        })
        .collect();
    if !columns.contains(&Column::Text) {
        let length = |at: usize| {
            body.iter()
                .filter_map(|row| row.get(at))
                .map(|cell| cell.raw.chars().count())
                .sum::<usize>()
        };
        let free =
            (0..columns.len()).filter(|at| !matches!(columns[*at], Column::Mark | Column::Number));
        let longest = free.max_by_key(|at| (length(*at), std::cmp::Reverse(*at)))?;
        columns[longest] = Column::Text;
    }
    Some(columns)
}
