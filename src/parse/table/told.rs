//! What columns hold, judged by their cells where the headers leave it open: roles, units of
//! measurement, and codes that are not item numbers.

use super::cell::Cell;
use super::column::{Column, is_of_bodies};
use super::form;
use super::marks::{Mark, mark};
use super::rest::is_apart;
use super::targets;
use crate::clause::{names_a_known_body, names_a_unit};
use crate::context;
use crate::lexicon::levels::LEVELS;
use crate::lexicon::measures::is_measure;
use crate::parse::numbering;
use crate::read::table::LEFT;

/// The maximum length of a unit of measurement, in characters.
const LONGEST_MEASURE: usize = 5;
/// The minimum length of a task, in characters: the names of people have fewer.
const SHORTEST_TEXT: usize = 4;

/// Decides by their cells what the columns under the header in row `n` hold.
pub(super) fn by_cells(rows: &[Vec<Cell>], n: usize, columns: &mut Vec<Column>) {
    let body: Vec<&Vec<Cell>> = rows.iter().skip(n + 1).filter(|row| !is_apart(row)).collect();
    // A header may span two rows.
    let header = |at: usize| {
        let above = rows.iter().take(n + 1).rev().filter_map(|row| row.get(at));
        above.take(2).find(|cell| !cell.continued && cell.raw != LEFT).map(Cell::plain)
    };
    for (at, column) in columns.iter_mut().enumerate() {
        let name = header(at).unwrap_or_default();
        if *column == Column::Number && !are_numbers(&body, at) {
            *column = Column::Other(name);
        } else if name.ends_with("单位") && are_measures(&body, at) {
            *column = Column::Measure;
        }
    }
    let spread =
        |at: usize| rows.get(n).and_then(|row| row.get(at)).is_some_and(|cell| cell.raw == LEFT);
    name_bodies(&body, spread, columns);
    *columns = with_roles(rows.get(n + 1..).unwrap_or_default(), columns);
    name_values(&body, columns);
    name_aims(&body, |at| header(at).unwrap_or_default(), columns);
    let answers =
        |at: usize| columns[at].answers() && header(at).as_deref().is_some_and(is_of_bodies);
    let says_what = columns.contains(&Column::Text) || form::rows(rows).is_some();
    if !says_what && (0..columns.len()).any(answers) {
        name_texts(&body, columns);
    }
}

/// Makes a column that shares its header with the text to its left the column of bodies if its
/// cells name nothing else: `重点考核部门` | `县财政局` under 考核项目. A table with a column of
/// bodies has none other.
fn name_bodies(rows: &[&Vec<Cell>], spread: impl Fn(usize) -> bool, columns: &mut [Column]) {
    if columns.iter().any(Column::answers) {
        return;
    }
    let names_body = |cell: &Cell| {
        let plain = cell.plain();
        names_a_known_body(&plain) || plain.starts_with(LEVELS) && names_a_unit(&plain)
    };
    let names_bodies = |at: usize| {
        let mut cells = said(rows, at);
        cells.clone().nth(1).is_some() && cells.all(names_body)
    };
    let shared = (1..columns.len()).filter(|at| columns[*at] == Column::Text && spread(*at));
    if let Some(at) = shared.into_iter().find(|at| names_bodies(*at)) {
        columns[at] = Column::Label(super::marks::RESPONSIBLE.to_owned());
    }
}

/// The cells of a column that are neither empty nor continued.
fn said<'r, 's>(
    rows: &'r [&'r Vec<Cell<'s>>],
    at: usize,
) -> impl Iterator<Item = &'r Cell<'s>> + Clone {
    rows.iter().filter_map(move |row| row.get(at)).filter(|cell| cell.says())
}

/// Whether at least half of the cells of a column are item numbers: not `RW-001`.
fn are_numbers(rows: &[&Vec<Cell>], at: usize) -> bool {
    let is_number = |cell: &&Cell| {
        let plain = cell.plain();
        numbering::leading(&plain).is_some() || numbering::leading(&format!("{plain}、")).is_some()
    };
    let cells = said(rows, at);
    cells.clone().filter(is_number).count() * 2 >= cells.count()
}

/// Whether the cells of a column are units of measurement: `家`, `%`, `万亩`.
pub(super) fn are_measures(rows: &[&Vec<Cell>], at: usize) -> bool {
    let mut cells = said(rows, at).peekable();
    cells.peek().is_some()
        && cells.all(|cell| {
            let plain = cell.plain();
            plain.chars().nth(LONGEST_MEASURE).is_none() && is_measure(&plain)
        })
}

/// The columns, with the one that gives the roles of the bodies in the same row: each of its cells
/// is 牵头, 配合 or the like.
pub(super) fn with_roles(rows: &[Vec<Cell>], columns: &[Column]) -> Vec<Column> {
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

/// Makes the column whose cells say most the column of tasks if no header names one: 民生实事.
fn name_texts(rows: &[&Vec<Cell>], columns: &mut [Column]) {
    let length = |at: usize| said(rows, at).map(|cell| cell.raw.len()).sum::<usize>();
    let texts =
        (0..columns.len()).filter(|at| columns[*at].may_hold_text() && are_texts(rows, *at));
    if let Some(at) = texts.rev().max_by_key(|at| length(*at)) {
        columns[at] = Column::Text;
    }
}

/// Whether most of the cells of a column say something that is no name and no figure.
fn are_texts(rows: &[&Vec<Cell>], at: usize) -> bool {
    let is_text = |cell: &&Cell| {
        let plain = cell.plain();
        plain.chars().filter(|c| context::is_han(*c)).nth(SHORTEST_TEXT - 1).is_some()
            && !names_a_known_body(&plain)
            && !(plain.starts_with(LEVELS) && names_a_unit(&plain))
    };
    let cells = said(rows, at);
    cells.clone().filter(is_text).count() * 2 > cells.count()
}

/// Tells the columns of figures to reach from those of other years, beside a column that names what
/// is measured: `指标` | `单位` | `2024年` | `2025年` | `责任单位`.
fn name_aims(rows: &[&Vec<Cell>], name: impl Fn(usize) -> String, columns: &mut [Column]) {
    let names: Vec<String> = (0..columns.len()).map(name).collect();
    let Some(measured) = columns.iter().position(|column| *column == Column::Text) else { return };
    let unit = columns.iter().position(|column| *column == Column::Measure);
    let holds_figures = |at: &usize| {
        let mut figures = rows.iter().filter_map(|row| {
            let value = row.get(*at).filter(|cell| cell.says())?;
            let unit = unit.and_then(|at| row.get(at));
            Some(targets::is_value(row.get(measured)?, value, unit))
        });
        let first = figures.next();
        first.is_some_and(|first| first && figures.all(|figure| figure))
    };
    let free = |at: &usize| {
        *at != measured && matches!(columns[*at], Column::Text | Column::Other(_) | Column::Report)
    };
    let figures = (0..columns.len()).filter(free).filter(holds_figures);
    let Some((values, others)) = targets::values(&names, figures) else { return };
    if !targets::is_of_measures(&names[measured]) && targets::year_in(&names[values[0]]).is_none() {
        return;
    }
    values.into_iter().for_each(|at| columns[at] = Column::Value);
    others.into_iter().for_each(|at| columns[at] = Column::OtherValue);
}

/// Makes the column after the roles the column of bodies if no header marks one: `牵头单位` |
/// `县住建局` under 责任分工.
fn name_values(rows: &[&Vec<Cell>], columns: &mut [Column]) {
    if columns.iter().any(Column::answers) {
        return;
    }
    let Some(at) = columns.iter().position(|column| *column == Column::Role) else { return };
    let names =
        said(rows, at + 1).any(|cell| cell.plain().split(['、', '，', '；']).all(names_a_unit));
    if let Some(values) = columns.get_mut(at + 1).filter(|_| names) {
        *values = Column::Label(super::marks::RESPONSIBLE.to_owned());
    }
}
