//! Tables to prose: a row whose columns say who answers becomes an item that ends in a clause.
//!
//! | 序号 | 工作任务 | 牵头单位 | 配合单位 | 完成时限 |
//! |---|---|---|---|---|
//! | 1 | 完善制度 | 县司法局 | 县财政局 | 6月底 |
//!
//! reads as `1.完善制度。（牵头单位：县司法局；配合单位：县财政局；完成时限：6月底）`. What the table does not say is put in without a place of
//! its own, so every name still leads back to its cell. Readers write tables of every format in this form: `^^` continues the cell
//! above, `<<` the cell at the left, `<br>` breaks a line within a cell.

mod flat;

use std::ops::Range;

pub(super) use flat::{Flat, flattened};

use super::normalize::{self, Line};
use super::numbering;
use super::script;
use super::text::Text;
use crate::extract::{LabelKind, label_kind};

/// A cell that continues the one above it.
const CONTINUES_ABOVE: &str = "^^";
/// A cell that continues the one at its left.
const CONTINUES_LEFT: &str = "<<";
/// A line break within a cell.
const BREAK: &str = "<br>";
/// Rows at the top that can be headers.
const HEADERS: usize = 3;
/// Words that columns of text are headed by.
const TEXT: &[&str] = &[
    "任务", "内容", "措施", "举措", "要求", "目标", "事项", "项目", "工作", "指标", "问题", "类别", "领域", "分类",
    "板块", "名称", "成果", "标准", "要点", "方面",
];
/// Words that columns of numbers are headed by.
const NUMBER: &[&str] = &["序号", "编号", "序"];
/// What a cell has in place of nothing.
const NOTHING: &[&str] = &["", "/", "-", "—", "——", "无", "\\"];

/// Whether a line is the row of a table.
pub(super) fn is_row(line: &str) -> bool {
    let line = line.trim();
    line.len() > 2 && line.starts_with('|') && line.ends_with('|')
}

/// A stretch of the source, by its text and the byte at which it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cell<'s> {
    raw: &'s str,
    at: usize,
    /// Whether it continues the cell above.
    continued: bool,
}

impl<'s> Cell<'s> {
    fn is_nothing(&self) -> bool {
        NOTHING.contains(&self.raw)
    }

    /// Its lines.
    fn pieces(&self) -> impl Iterator<Item = (&'s str, usize)> {
        let mut at = self.at;
        self.raw.split(BREAK).map(move |piece| {
            let start = at;
            at += piece.len() + BREAK.len();
            (piece, start)
        })
    }

    /// Its text in normal form and simplified characters, for comparison.
    fn plain(&self) -> String {
        let mut line = Line::new();
        normalize::line(&self.raw.replace(BREAK, ""), 0, &mut line);
        script::simplified(&line.iter().map(|(c, _, _)| *c).collect::<String>())
    }
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Column {
    Number,
    Text,
    /// Names or a time, with the label that a clause would have.
    Label(String),
    Other,
}

/// Appends the rows of a table, given with the byte at which each begins, as paragraphs.
pub(super) fn append(text: &mut Text, source: &str, rows: &[(&str, usize)]) {
    let rows = rows.iter().map(|(raw, base)| cells(raw, *base)).filter(|row| !is_rule(row)).collect();
    write(text, source, rows);
}

/// Appends a flattened table as paragraphs.
pub(super) fn append_flat(text: &mut Text, source: &str, table: Flat<'_>) {
    write(text, source, table.rows);
}

fn write(text: &mut Text, source: &str, rows: Vec<Vec<Cell>>) {
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let start = text.as_str().len();
    match header(&rows, width) {
        Some((n, columns)) => Writer { text, source }.table(rows.get(n..).unwrap_or_default(), &columns),
        None => Writer { text, source }.lines(&rows),
    }
    text.mark_table(start);
}

fn cells(raw: &str, base: usize) -> Vec<Cell<'_>> {
    let trimmed = raw.trim();
    let mut at = base + (raw.len() - raw.trim_start().len()) + 1;
    let inner = trimmed.get(1..trimmed.len().saturating_sub(1)).unwrap_or_default();
    let cell = |piece: &'_ str| {
        let start = at + piece.len() - piece.trim_start().len();
        at += piece.len() + 1;
        start
    };
    inner
        .split('|')
        .zip(inner.split('|').map(cell))
        .map(|(piece, at)| (piece.trim(), at))
        .map(|(raw, at)| Cell { raw, at, continued: raw == CONTINUES_ABOVE })
        .collect()
}

/// Whether a row is the line under a header.
fn is_rule(row: &[Cell]) -> bool {
    row.iter().all(|cell| cell.raw.contains('-') && cell.raw.chars().all(|c| matches!(c, '-' | ':' | ' ')))
}

/// The columns of a table that says who answers, and where its rows begin.
fn header(rows: &[Vec<Cell>], width: usize) -> Option<(usize, Vec<Column>)> {
    (0..rows.len().min(HEADERS)).find_map(|n| {
        let above = n.checked_sub(1).and_then(|n| rows.get(n));
        let columns: Vec<Column> = (0..width).map(|at| column(&rows[n], above, at)).collect();
        says_who_answers(&columns).then_some((n + 1, columns))
    })
}

/// Whether the columns say what is to be done, and by whom.
fn says_who_answers(columns: &[Column]) -> bool {
    let answers =
        |column: &Column| matches!(column, Column::Label(label) if label_kind(label) == Some(LabelKind::Role));
    columns.iter().any(answers) && columns.contains(&Column::Text)
}

/// The column at `at` by its header, or by the one above where that spans both.
fn column(row: &[Cell], above: Option<&Vec<Cell>>, at: usize) -> Column {
    let told = |row: &[Cell]| {
        let cell = (0..=at).rev().filter_map(|n| row.get(n)).find(|cell| cell.raw != CONTINUES_LEFT)?;
        (!cell.continued).then(|| cell.plain())
    };
    told(row).or_else(|| above.and_then(|above| told(above))).map_or(Column::Other, |name| column_named(&name))
}

/// The column that has a name.
fn column_named(name: &str) -> Column {
    match () {
        () if NUMBER.contains(&name) => Column::Number,
        () if label_kind(name).is_some() => Column::Label(name.to_owned()),
        () if name.ends_with("单位") || name.ends_with("部门") => Column::Label("责任单位".to_owned()),
        () if name.chars().count() <= 12 && TEXT.iter().any(|word| name.contains(word)) => Column::Text,
        () => Column::Other,
    }
}

/// How the text columns of a table are nested.
struct Layout {
    /// Columns whose cells span rows: what the rows belong to.
    groups: Vec<usize>,
    /// The column that says what is to be done.
    title: usize,
    /// Further columns of text.
    body: Vec<usize>,
    number: Option<usize>,
    /// Whether the numbers are those of the groups.
    numbers_groups: bool,
}

impl Layout {
    fn of(rows: &[Vec<Cell>], columns: &[Column]) -> Option<Self> {
        let spans = |at: &usize| rows.iter().any(|row| row.get(*at).is_some_and(|cell| cell.continued));
        let texts: Vec<usize> = (0..columns.len()).filter(|at| columns[*at] == Column::Text).collect();
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

struct Writer<'t, 's> {
    text: &'t mut Text,
    source: &'s str,
}

impl Writer<'_, '_> {
    /// A table that says nothing of responsibility: a paragraph for each row.
    fn lines(&mut self, rows: &[Vec<Cell>]) {
        for row in rows {
            let mut begun = false;
            for cell in row.iter().filter(|cell| !cell.continued && cell.raw != CONTINUES_LEFT && !cell.is_nothing()) {
                if begun {
                    self.text.insert("；", cell.at);
                } else {
                    self.paragraph(cell.at);
                }
                self.cell(cell, "");
                begun = true;
            }
        }
    }

    fn table(&mut self, rows: &[Vec<Cell>], columns: &[Column]) {
        let rows = carried(rows, columns);
        let Some(layout) = Layout::of(&rows, columns) else { return };
        let (mut n, mut open) = (0, None);
        for row in rows.iter().filter(|row| !repeats_header(row, columns)) {
            let Some(title) = row.get(layout.title) else { continue };
            if is_caption(row) {
                open = self.close(open);
                self.paragraph(title.at.min(row[0].at));
                self.cell(&row[0], "");
                continue;
            }
            let continues = title.continued && open.is_some();
            if !continues {
                open = self.close(open);
                n = if self.group(row, &layout) { 1 } else { n + 1 };
                self.opening(row, &layout, n);
            }
            for (at, column) in columns.iter().enumerate() {
                let (Column::Label(label), Some(cell)) = (column, row.get(at)) else { continue };
                if !(cell.is_nothing() || continues && cell.continued) {
                    self.text.insert(if open.is_some() { "；" } else { "（" }, cell.at);
                    self.text.insert(label, cell.at);
                    self.text.insert("：", cell.at);
                    self.cell(cell, "、");
                    open = Some(row.last().map_or(cell.at, |last| last.at + last.raw.len()));
                }
            }
        }
        self.close(open);
    }

    /// Closes the clause that is open; it ends at the end of its row.
    fn close(&mut self, open: Option<usize>) -> Option<usize> {
        if let Some(end) = open {
            self.text.insert("）", end);
        }
        None
    }

    /// A heading for the rows of a group: true when one was written.
    fn group(&mut self, row: &[Cell], layout: &Layout) -> bool {
        let mut written = false;
        for (depth, at) in layout.groups.iter().enumerate() {
            let Some(cell) = row.get(*at).filter(|cell| !cell.continued && !cell.is_nothing()) else { continue };
            let own = numbering::leading(&cell.plain()).is_some();
            let number = layout.number.filter(|_| layout.numbers_groups && depth == 0).and_then(|at| row.get(at));
            if !own && number.is_none() {
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

    /// Number, title and body of the item.
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
            let Some(cell) = row.get(*at).filter(|cell| !cell.is_nothing() && !cell.continued) else { continue };
            self.cell(cell, "");
            if !self.text.as_str().ends_with(['。', '；', '！']) {
                self.text.insert("。", cell.at + cell.raw.len());
            }
        }
    }

    /// A number with the mark that makes it one.
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

    /// The text of a cell, with `between` where a line of it ends without a stop.
    fn cell(&mut self, cell: &Cell, between: &str) {
        let mut line = Line::new();
        for (n, (piece, at)) in cell.pieces().enumerate() {
            let whole = || std::iter::once(0..piece.len()).collect();
            let parts: Vec<Range<usize>> = if between.is_empty() { whole() } else { names_apart(piece) };
            for (m, part) in parts.into_iter().enumerate() {
                let start = at + part.start;
                normalize::line(piece.get(part).unwrap_or_default(), start, &mut line);
                if line.is_empty() {
                    continue;
                }
                let stopped = self.text.as_str().ends_with(['、', '，', '。', '；', '：', '（']);
                if n + m > 0 && !stopped {
                    self.text.insert(between, start);
                }
                normalize::append(self.text, self.source, &line);
            }
        }
    }
}

/// Names that blanks part; not the two characters of `李 强`.
fn names_apart(piece: &str) -> Vec<Range<usize>> {
    let (mut parts, mut start) = (Vec::new(), 0);
    for word in piece.split_whitespace() {
        let at = start + piece.get(start..).and_then(|rest| rest.find(word)).unwrap_or_default();
        let short = |range: &Range<usize>| piece.get(range.clone()).is_some_and(|part| part.chars().count() < 3);
        let here = at..at + word.len();
        match parts.last_mut() {
            Some(last) if short(last) || short(&here) => last.end = here.end,
            _ => parts.push(here),
        }
        start = at + word.len();
    }
    parts
}

/// The rows with what spans them carried down: a marked cell everywhere, an empty one of text or number where nothing is marked.
fn carried<'s>(rows: &[Vec<Cell<'s>>], columns: &[Column]) -> Vec<Vec<Cell<'s>>> {
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
            Some(up) if cell.continued || blank(at, cell) => Cell { continued: true, ..up },
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

/// Whether a row is one cell across the table.
fn is_caption(row: &[Cell]) -> bool {
    row.len() > 2 && !row[0].is_nothing() && row.iter().skip(1).all(|cell| cell.raw == CONTINUES_LEFT)
}

/// Whether a row says the header again, as the first of a page does.
fn repeats_header(row: &[Cell], columns: &[Column]) -> bool {
    let labels = columns.iter().zip(row).filter_map(|(column, cell)| match column {
        Column::Label(label) => Some(*label == cell.plain()),
        _ => None,
    });
    labels.clone().count() > 0 && labels.into_iter().all(|same| same)
}
