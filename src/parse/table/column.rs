//! Columns: what a table says by its headers, and how its text columns are nested.

use super::cell::Cell;
use crate::clause::{LabelKind, label_kind};
use crate::parse::numbering;
use crate::read::table::LEFT;

/// Rows at the top that can be headers.
const HEADERS: usize = 3;
/// Words that columns of text are headed by.
const TEXT: &[&str] = &[
    "任务", "内容", "措施", "举措", "要求", "目标", "事项", "项目", "工作", "指标", "问题", "类别",
    "领域", "分类", "板块", "名称", "成果", "标准", "要点", "方面",
];
/// Words that columns of numbers are headed by.
const NUMBER: &[&str] = &["序号", "编号", "序"];

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Number,
    Text,
    /// Names or a time, with the label that a clause would have.
    Label(String),
    /// Marks that say what the body over them does: √, 牵头.
    Mark,
    /// In what role the bodies of the row answer: 牵头, 配合.
    Role,
    /// Anything else, with its header.
    Other(String),
}

/// The columns of a table that says who answers, and where its rows begin.
pub(super) fn header(rows: &[Vec<Cell>], width: usize) -> Option<(usize, Vec<Column>)> {
    (0..rows.len().min(HEADERS)).find_map(|n| {
        let columns = columns(rows, n, width)?;
        // 责任单位 over 牵头单位 and 配合单位: the row below is part of the header, and says more.
        let below = rows
            .get(n + 1)
            .filter(|row| is_under(row))
            .and_then(|_| self::columns(rows, n + 1, width));
        Some(below.map_or((n + 1, columns), |columns| (n + 2, columns)))
    })
}

/// The columns by the header in row `n`, when they say who answers.
fn columns(rows: &[Vec<Cell>], n: usize, width: usize) -> Option<Vec<Column>> {
    let above = n.checked_sub(1).and_then(|n| rows.get(n));
    let mut columns: Vec<Column> = (0..width).map(|at| column(&rows[n], above, at)).collect();
    // A second column of numbers counts something else.
    let numbers = columns.iter_mut().filter(|column| **column == Column::Number);
    numbers.skip(1).for_each(|column| *column = Column::Other(String::new()));
    says_who_answers(&columns).then_some(columns)
}

/// Whether a row goes on with the header above it: every cell continues that, or is a label.
fn is_under(row: &[Cell]) -> bool {
    let is_label = |cell: &Cell| matches!(column_named(&cell.plain()), Column::Label(_));
    row.iter().any(|cell| cell.continued)
        && row.iter().all(|cell| cell.continued || cell.raw == LEFT || is_label(cell))
}

/// Whether the columns say what is to be done, and by whom.
pub(super) fn says_who_answers(columns: &[Column]) -> bool {
    let answers = |column: &Column| matches!(column, Column::Label(label) if matches!(label_kind(label), Some(LabelKind::Role(_))));
    columns.iter().any(answers) && columns.contains(&Column::Text)
}

/// The column at `at` by its header, or by the one above where that spans both.
pub(super) fn column(row: &[Cell], above: Option<&Vec<Cell>>, at: usize) -> Column {
    let told = |row: &[Cell]| {
        let cell = (0..=at).rev().filter_map(|n| row.get(n)).find(|cell| cell.raw != LEFT)?;
        (!cell.continued).then(|| cell.plain())
    };
    told(row)
        .or_else(|| above.and_then(|above| told(above)))
        .map_or_else(|| Column::Other(String::new()), |name| column_named(&name))
}

/// The column that has a name.
pub(super) fn column_named(name: &str) -> Column {
    match () {
        () if NUMBER.contains(&name) => Column::Number,
        () if label_kind(name).is_some() => Column::Label(name.to_owned()),
        () if name.ends_with("单位") || name.ends_with("部门") => {
            Column::Label("责任单位".to_owned())
        }
        () if name.chars().count() <= 12 && TEXT.iter().any(|word| name.contains(word)) => {
            Column::Text
        }
        () => Column::Other(name.to_owned()),
    }
}

/// How the text columns of a table are nested.
pub(super) struct Layout {
    /// Columns whose cells span rows: what the rows belong to.
    pub(super) groups: Vec<usize>,
    /// The column that says what is to be done.
    pub(super) title: usize,
    /// Further columns of text.
    pub(super) body: Vec<usize>,
    pub(super) number: Option<usize>,
    /// Whether the numbers are those of the groups.
    pub(super) numbers_groups: bool,
}

impl Layout {
    pub(super) fn of(rows: &[Vec<Cell>], columns: &[Column]) -> Option<Self> {
        let spans =
            |at: &usize| rows.iter().any(|row| row.get(*at).is_some_and(|cell| cell.continued));
        let texts: Vec<usize> =
            (0..columns.len()).filter(|at| columns[*at] == Column::Text).collect();
        let title = texts.iter().copied().find(|at| !spans(at)).or(texts.last().copied())?;
        let number = columns.iter().position(|column| *column == Column::Number);
        Some(Self {
            groups: texts.iter().copied().filter(|at| *at < title).collect(),
            title,
            body: texts.iter().copied().filter(|at| *at > title).collect(),
            number,
            numbers_groups: number.is_some_and(|at| spans(&at)) && !spans(&title),
        })
    }
}

/// The rows with what spans them carried down: a marked cell everywhere, an empty one of text or
/// number where nothing is marked.
pub(super) fn carried<'s>(rows: &[Vec<Cell<'s>>], columns: &[Column]) -> Vec<Vec<Cell<'s>>> {
    let marked = rows.iter().flatten().any(|cell| cell.continued);
    let mut above: Vec<Option<Cell<'s>>> = vec![None; columns.len()];
    let mut carried = Vec::with_capacity(rows.len());
    for row in rows {
        let filled = |at: usize| row.get(at).is_some_and(|cell| !cell.raw.is_empty());
        let blank = |at: usize, cell: &Cell| {
            let leads = columns[at] == Column::Number || columns[at] == Column::Text;
            !marked && leads && cell.raw.is_empty() && (at + 1..columns.len()).any(filled)
        };
        let cell = |(at, cell): (usize, &Cell<'s>)| match above.get(at).copied().flatten() {
            Some(up)
                if cell.continued || blank(at, cell) || is_said_again(&columns[at], cell, &up) =>
            {
                Cell { continued: true, ..up }
            }
            _ => Cell { continued: false, ..*cell },
        };
        let row: Vec<Cell<'s>> = row.iter().take(columns.len()).enumerate().map(cell).collect();
        for (at, cell) in row.iter().enumerate() {
            above[at] = Some(*cell);
        }
        carried.push(row);
    }
    carried
}

/// Whether a cell says with its number what the one above says, as the first of a page does.
fn is_said_again(column: &Column, cell: &Cell, above: &Cell) -> bool {
    let text = cell.plain();
    *column == Column::Text && text == above.plain() && numbering::leading(&text).is_some()
}

/// Whether a row is one cell across the table.
pub(super) fn is_caption(row: &[Cell]) -> bool {
    row.len() > 2 && !row[0].is_nothing() && row.iter().skip(1).all(|cell| cell.raw == LEFT)
}

/// Whether a row says one of the header again, as the first of a page does.
pub(super) fn repeats(row: &[Cell], header: &[Vec<Cell>]) -> bool {
    let says = |cell: &Cell| !cell.continued && !cell.is_nothing() && cell.raw != LEFT;
    header.iter().any(|known| {
        let pairs = || known.iter().zip(row).filter(|(known, here)| says(known) && says(here));
        pairs().count() > 1 && pairs().all(|(known, here)| known.plain() == here.plain())
    })
}

/// Whether a row says all labels of the header again.
pub(super) fn repeats_header(row: &[Cell], columns: &[Column]) -> bool {
    let labels = columns.iter().zip(row).filter_map(|(column, cell)| match column {
        Column::Label(label) => Some(*label == cell.plain()),
        _ => None,
    });
    labels.clone().count() > 0 && labels.into_iter().all(|same| same)
}
