//! Tables of which a copy put each cell on a line of its own, with a bar behind it, before it or on
//! the next line; some have one more bar alone behind each row:
//!
//! ```text
//! 工作任务 |
//! 牵头单位 |
//! 完成时限 |
//! |
//! 完善制度 |
//! 县司法局 |
//! 6月底前 |
//! |
//! ```

use super::cell::Cell;
use super::column::{Column, column_named, is_of_bodies, may_say_who_answers};
use super::flat::{Flat, caption, is_heading};
use super::known::names_one;
use crate::parse::lines::as_set;

/// How many columns such a table may have.
const COLUMNS: std::ops::RangeInclusive<usize> = 3..=24;
/// The maximum length of a column header, in characters.
const HEADER: usize = 30;
/// The maximum number of lines in a cell.
const LINES: usize = 24;

/// The tables of a source, in order.
pub(super) fn tables(source: &str) -> Vec<Flat<'_>> {
    if !source.lines().any(|line| line.trim_end().ends_with('|')) {
        return Vec::new();
    }
    let mut lines = as_set(source).filter(|(line, _)| !line.trim().is_empty()).collect::<Vec<_>>();
    lines.reverse();
    let mut found: Vec<Flat> = Vec::new();
    while let Some((line, at)) = lines.pop() {
        let is_behind = found.last().is_none_or(|table| table.range.end <= at);
        // The bar of the first cell stands behind it or begins the next line.
        let has_bar = || lines.last().is_some_and(|(next, _)| next.trim_start().starts_with('|'));
        if is_behind && (line.contains('|') || has_bar()) {
            lines.push((line, at));
            found.extend(table(source, &lines));
            lines.pop();
        }
    }
    found
}

/// How the rows of a table are told.
#[derive(Clone, Copy)]
enum Rows {
    /// Their first cells count from 1.
    Counted,
    /// A bar alone stands behind each.
    Barred,
    /// As many cells as the header has words name bodies where it says so.
    Named,
}

/// The table whose header the lines, given in reverse, begin with.
fn table<'s>(source: &'s str, lines: &[(&'s str, usize)]) -> Option<Flat<'s>> {
    let all = || Cells { source, lines, from: lines.last().map_or(0, |(_, at)| *at) };
    let is_first = |(cell, _): &(Cell, usize)| !cell.raw.is_empty() && !cell.raw.contains('\n');
    all().next().filter(is_first)?;
    let head = all().take(*COLUMNS.end() + 1);
    let head: Vec<Cell> = head.map(|(cell, _)| cell).take_while(is_short).collect();
    let columns: Vec<Column> = head.iter().map(|cell| column_named(&cell.plain())).collect();
    let is_known =
        |at: &usize| !matches!(columns[*at], Column::Other(_)) || head[*at].plain() == "备注";
    let bar = head.iter().position(|cell| cell.raw.is_empty());
    let tried = if columns.first()? == &Column::Number {
        let row = head.iter().position(|cell| cell.says_number(1) || is_heading(cell));
        [row.map(|width| (width, Rows::Counted)), None]
    } else {
        let first = (0..head.len()).find(is_known)?;
        let width = first + (first..head.len()).take_while(is_known).count();
        let named = (bar != Some(width)).then_some((width, Rows::Named));
        [named, bar.map(|bar| (bar + 1, Rows::Barred))]
    };
    tried.into_iter().flatten().find_map(|(width, told)| {
        let header: Vec<Cell> = head.iter().take(width).copied().collect();
        let named = header.iter().filter(|cell| !cell.raw.is_empty());
        let names: Vec<String> = named.map(Cell::plain).collect();
        // The rows show that these are bodies.
        let names_bodies =
            || matches!(told, Rows::Named) && names.iter().any(|name| is_of_bodies(name));
        let is_one =
            COLUMNS.contains(&names.len()) && (may_say_who_answers(&names) || names_bodies());
        is_one.then(|| below(header, &columns, told, all().skip(width)))?
    })
}

/// Whether a cell may be the header of a column.
fn is_short(cell: &Cell) -> bool {
    cell.raw.chars().nth(HEADER).is_none()
}

/// The table below its header. A last row may lack its last cell.
fn below<'s>(
    mut header: Vec<Cell<'s>>,
    columns: &[Column],
    told: Rows,
    mut cells: impl Iterator<Item = (Cell<'s>, usize)>,
) -> Option<Flat<'s>> {
    let (start, width) = (header.first()?.at, header.len());
    let n_columns = width - usize::from(matches!(told, Rows::Barred));
    let (mut end, mut n) = (0, 0);
    let mut unsure = Vec::new();
    header.truncate(n_columns);
    let mut rows = vec![header];
    loop {
        let mut row: Vec<(Cell, usize)> = cells.by_ref().take(width).collect();
        let counts =
            |cell: Option<&(Cell, usize)>, n| cell.is_some_and(|(cell, _)| cell.says_number(n));
        n += 1;
        let heading = row.first().map(|(cell, _)| *cell).filter(is_heading);
        if let (Rows::Counted, false, Some(heading)) = (told, counts(row.first(), n), heading) {
            n = if counts(row.get(1), 1) { 1 } else { n };
            rows.push(caption(heading, n_columns));
            row.remove(0);
            row.extend(cells.next());
        }
        let fits = row.len() + 1 >= width
            && match told {
                Rows::Counted => counts(row.first(), n),
                Rows::Barred => row.get(n_columns).is_none_or(|(last, _)| last.raw.is_empty()),
                Rows::Named => names_bodies(columns, &row),
            };
        if !fits {
            let body = row.iter().map(|(cell, _)| cell).find(|cell| names_one(cell));
            unsure.extend(body.map(|cell| cell.at..cell.end()));
            break;
        }
        end = row.last()?.1;
        let nothing = Cell { raw: "", at: end, continued: false };
        let mut row: Vec<Cell> = row.into_iter().map(|(cell, _)| cell).collect();
        row.resize(n_columns, nothing);
        rows.push(row);
    }
    let is_whole = unsure.is_empty() || !matches!(told, Rows::Named);
    (end > 0 && is_whole).then_some(Flat { range: start..end, rows, unsure })
}

/// Whether at least half of the cells of a row in the columns of those who answer name bodies.
fn names_bodies(columns: &[Column], row: &[(Cell, usize)]) -> bool {
    let answering =
        columns.iter().zip(row).filter(|(column, (cell, _))| column.answers() && cell.says());
    let named: Vec<bool> = answering.map(|(_, (cell, _))| names_one(cell)).collect();
    let n_named = named.iter().filter(|named| **named).count();
    n_named > 0 && n_named * 2 >= named.len()
}

/// The cells of lines, given in reverse, each with the byte behind its bar.
struct Cells<'s, 'l> {
    source: &'s str,
    lines: &'l [(&'s str, usize)],
    /// Where the next cell begins.
    from: usize,
}

impl<'s> Iterator for Cells<'s, '_> {
    type Item = (Cell<'s>, usize);

    fn next(&mut self) -> Option<Self::Item> {
        for _ in 0..LINES {
            let ((line, at), before) = self.lines.split_last()?;
            let start = self.from.max(*at);
            let rest = self.source.get(start..at + line.len())?;
            let Some((_, behind)) = rest.split_once('|') else {
                self.lines = before;
                continue;
            };
            if behind.contains('|') {
                return None;
            }
            let bar = at + line.len() - behind.len();
            let raw = self.source.get(self.from..bar - 1)?.trim_end();
            let cell = Cell { raw: raw.trim_start(), at: bar, continued: false };
            let cell = Cell { at: self.from + raw.len() - cell.raw.len(), ..cell };
            self.from = bar;
            if behind.trim().is_empty() {
                self.lines = before;
            }
            return Some((cell, bar));
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_alone_ends_a_row() {
        let source = "任务表\n工作任务 |\n牵头单位 |\n完成时限 |\n|\n完善制度 |\n县司法局、\n县财政局 |\n6月底前 |\n|\n附则\n";
        let tables = tables(source);
        let rows: Vec<Vec<&str>> = tables
            .iter()
            .flat_map(|table| &table.rows)
            .map(|row| row.iter().map(|cell| cell.raw).collect())
            .collect();
        assert_eq!(
            rows,
            [["工作任务", "牵头单位", "完成时限"], ["完善制度", "县司法局、\n县财政局", "6月底前"]]
        );
        for (ragged, expected) in [
            (
                "序号 |\n任务 |\n牵头单位 |\n1 |\n改造管 网，完善。 |\n县住建局 |\n2 |\n绿化 |\n",
                "1+改造管 网，完善。+县住建局/2+绿化+",
            ),
            (
                "序号\n| 任务\n| 牵头单位\n| 备注\n|\n1\n| 改造\n| 县住建局\n|\n|\n2\n| 绿化\n| 县林业局\n|\n",
                "1+改造+县住建局+/2+绿化+县林业局+",
            ),
            (
                "序号\n|\n任务\n|\n牵头单位\n|\n一、城建\n|\n1\n|\n改造\n|\n县住建局\n|\n",
                "一、城建+<<+<</1+改造+县住建局",
            ),
            ("任务\n|\n牵头单位\n|\n时限\n|\n改造\n|\n县住建局\n|\n6月\n|\n", "改造+县住建局+6月"),
            (
                "任务\n| 牵头单位\n| 备注\n|\n改造\n| 县住建局\n|\n|\n绿化\n| 县林业局\n|\n|\n",
                "改造+县住建局+/绿化+县林业局+",
            ),
            ("任务\n|\n牵头单位\n|\n时限\n|\n城建\n|\n改造\n|\n县住建局\n|\n6月\n|\n", ""),
        ] {
            let tables = super::tables(ragged);
            let rows = tables.iter().flat_map(|table| table.rows.iter().skip(1));
            let rows =
                rows.map(|row| row.iter().map(|cell| cell.raw).collect::<Vec<_>>().join("+"));
            assert_eq!(rows.collect::<Vec<_>>().join("/"), expected);
            let end = tables.first().map_or(ragged.len(), |table| table.range.end);
            assert_eq!(ragged.get(end..).map(str::trim), Some(""), "{ragged}");
        }
        assert!(super::tables("任务 |\n牵头单位 |\n|\n制度 |\n县司法局 |\n|\n").is_empty());
    }
}
