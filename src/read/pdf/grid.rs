//! Ruled tables: the grids that the lines of a page form, and the text in their cells.
//!
//! Lines that touch form a table if they enclose at least two columns. Where the line between two
//! places is missing, the cell continues.

use super::super::table::Cell;
use super::page::{Line, Page, Piece};
use super::rules::Rule;

/// Lines at most this far apart touch, in points.
const NEAR: f64 = 3.0;
/// The most lines of a page; one with more is a drawing.
const MAX_RULES: usize = 1000;
/// How far below its table the text of a cell that goes on over the page may be printed, relative
/// to its size.
const HANGS: f64 = 5.0;
/// The space between a cell's text and its borders, both sides together, in points.
const PADDING: f64 = 8.0;

/// A table and its position.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) top: f64,
    /// The positions of its vertical borders.
    pub(super) columns: Vec<f64>,
    pub(super) rows: Vec<Vec<Cell>>,
}

impl Table {
    /// Whether both tables have the same columns.
    pub(super) fn has_columns_of(&self, other: &Self) -> bool {
        let pairs = self.columns.iter().zip(&other.columns);
        self.columns.len() == other.columns.len()
            && pairs.into_iter().all(|(one, other)| (one - other).abs() <= NEAR)
    }

    /// Appends the rows of its continuation on the next page, which may repeat the heading row.
    pub(super) fn go_on(&mut self, mut more: Vec<Vec<Cell>>) {
        let is_caption =
            |row: &Vec<Cell>| row.iter().filter(|cell| **cell != Cell::Left).nth(1).is_none();
        let headings = self.rows.get(self.rows.iter().take_while(|row| is_caption(row)).count()..);
        let headings = headings.unwrap_or_default();
        let same = |rows: &[Vec<Cell>]| {
            more.iter().zip(rows).take_while(|(again, row)| again == row).count()
        };
        let n_same = same(headings).max(same(&self.rows));
        let over =
            more.get(n_same).zip(headings.first()).and_then(|(row, head)| over_heading(row, head));
        more.drain(..n_same);
        if let (Some(over), [_, next, ..]) = (over, more.as_mut_slice()) {
            for (cell, text) in next.iter_mut().zip(over).filter(|(cell, _)| cell.text().is_empty())
            {
                *cell = Cell::Text(text);
            }
            more.remove(0);
        }
        if let Some(first) = more.first_mut() {
            self.join(first);
        }
        self.rows.extend(more);
    }

    /// Joins the cells of the last row that go on in the first one on the next page, if it is the
    /// same task: its number and its text are the same, or missing on one of the pages.
    fn join(&mut self, first: &mut [Cell]) {
        /// The columns for the number and the text.
        const TASK: usize = 2;
        if first.len() <= TASK {
            return;
        }
        let above: Vec<_> = (0..first.len()).map(|column| self.beginning(column)).collect();
        let text = |column: usize| above[column].map_or("", |row| self.rows[row][column].text());
        let (here, next): (Vec<_>, Vec<_>) =
            (0..TASK).map(|column| (text(column), first[column].text())).unzip();
        let is_missing = |texts: &[&str]| texts.iter().all(|text| text.is_empty());
        if here != next && !is_missing(&here) && !is_missing(&next) {
            return;
        }
        for (column, cell) in first.iter_mut().enumerate() {
            let Some(row) = above[column].filter(|_| matches!(cell, Cell::Text(_))) else {
                continue;
            };
            let here = &mut self.rows[row][column];
            if here.text() == cell.text() || cell.text().is_empty() {
                *cell = Cell::Above;
            } else if here.text().is_empty() && column < TASK {
                *here = std::mem::replace(cell, Cell::Above);
            }
        }
    }

    /// The row in which the last cell of a column begins; `None` if that continues the one beside
    /// it.
    fn beginning(&self, column: usize) -> Option<usize> {
        let row = self.rows.iter().rposition(|row| row.get(column) != Some(&Cell::Above))?;
        matches!(self.rows[row].get(column), Some(Cell::Text(_))).then_some(row)
    }
}

/// What is printed over the words of a repeated heading row, by column, if anything is: a cell that
/// goes on over the page may have its text there.
fn over_heading(row: &[Cell], heading: &[Cell]) -> Option<Vec<String>> {
    let over = |(cell, head): (&Cell, &Cell)| {
        Some(cell.text().strip_suffix(head.text())?.trim().to_owned())
    };
    let over: Vec<_> = row.iter().zip(heading).map(over).collect::<Option<_>>()?;
    (row.len() == heading.len() && heading.iter().any(|cell| !cell.text().is_empty()))
        .then_some(over)
}

/// Takes the tables of a page, and the pieces of text in them, out of `pieces`; also returns
/// whether there is one of a single column, which is not taken: those beside it are on other pages.
pub(super) fn take(rules: &[Rule], pieces: &mut Vec<Piece>) -> (Vec<Table>, bool) {
    if rules.len() > MAX_RULES {
        return (Vec::new(), false);
    }
    let groups = groups(rules);
    let mut tables: Vec<_> =
        groups.iter().filter_map(|group| Grid::of(group)).map(|grid| grid.fill(pieces)).collect();
    tables.retain(|table| table.rows.iter().flatten().any(|cell| !cell.text().is_empty()));
    tables.sort_by(|a, b| b.top.total_cmp(&a.top));
    (tables, groups.iter().any(|group| is_strip(group)))
}

/// Whether lines that touch are those of a table with a single column.
fn is_strip(rules: &[Rule]) -> bool {
    /// The fewest horizontal lines of such a table; a box around a text has fewer.
    const LINES: usize = 4;
    let n_places = |is_horizontal| {
        places(rules.iter().filter(|rule| rule.is_horizontal == is_horizontal)).len()
    };
    n_places(false) == 2 && n_places(true) >= LINES
}

/// Groups rules that touch each other, directly or through others.
fn groups(rules: &[Rule]) -> Vec<Vec<Rule>> {
    let mut rest: Vec<Rule> = rules.to_vec();
    let mut groups = Vec::new();
    while let Some(first) = rest.pop() {
        let mut group = vec![first];
        let mut n = 0;
        while let Some(rule) = group.get(n).copied() {
            let (near, far): (Vec<_>, Vec<_>) = rest.iter().partition(|other| rule.touches(other));
            group.extend(near);
            rest = far;
            n += 1;
        }
        groups.push(group);
    }
    groups
}

impl Rule {
    fn touches(&self, other: &Self) -> bool {
        let overlap =
            |from: f64, to: f64, other: &Self| from <= other.to + NEAR && to >= other.from - NEAR;
        if self.is_horizontal == other.is_horizontal {
            (self.at - other.at).abs() <= NEAR && overlap(self.from, self.to, other)
        } else {
            overlap(self.at, self.at, other)
                && other.at >= self.from - NEAR
                && other.at <= self.to + NEAR
        }
    }
}

struct Grid {
    /// Positions of vertical borders, from left to right.
    columns: Vec<f64>,
    /// Positions of horizontal borders, from top to bottom.
    rows: Vec<f64>,
    cells: Vec<Vec<Cell>>,
}

impl Grid {
    /// Returns the grid of lines that touch, if it has at least two columns and one row.
    fn of(rules: &[Rule]) -> Option<Self> {
        let columns = places(rules.iter().filter(|rule| !rule.is_horizontal));
        let mut rows = places(rules.iter().filter(|rule| rule.is_horizontal));
        rows.reverse();
        if columns.len() < 3 || rows.len() < 2 {
            return None;
        }
        let (beside, above) =
            (borders(rules, false, &columns, &rows), borders(rules, true, &rows, &columns));
        let cell = |row: usize, column: usize| {
            if column > 0 && !beside[column][row] {
                Cell::Left
            } else if row > 0 && !above[row][column] {
                Cell::Above
            } else {
                Cell::Text(String::new())
            }
        };
        let cells = (0..rows.len() - 1)
            .map(|row| (0..columns.len() - 1).map(|column| cell(row, column)).collect())
            .collect();
        Some(Self { columns, rows, cells })
    }

    /// Moves the pieces inside the grid into its cells.
    fn fill(mut self, pieces: &mut Vec<Piece>) -> Table {
        let mut inside: Vec<Vec<Vec<Piece>>> =
            self.cells.iter().map(|row| vec![Vec::new(); row.len()]).collect();
        *pieces = std::mem::take(pieces).into_iter().flat_map(|piece| self.apart(piece)).collect();
        pieces.retain(|piece| {
            let Some((row, column)) = self.place(piece) else { return true };
            let (row, column) = self.origin(row, column);
            inside[row][column].push(piece.clone());
            false
        });
        for (row, line) in inside.into_iter().enumerate() {
            for (column, pieces) in
                line.into_iter().enumerate().filter(|(_, pieces)| !pieces.is_empty())
            {
                let mut last = column;
                while self.cells[row].get(last + 1) == Some(&Cell::Left) {
                    last += 1;
                }
                let width = self.columns[last + 1] - self.columns[column];
                self.cells[row][column] = Cell::Text(text(&Page::of(pieces).lines, width));
            }
        }
        self.take_hanging(pieces);
        Table { top: self.rows[0], columns: self.columns, rows: self.cells }
    }

    /// Moves a line printed below the last row into its empty cells. A cell over several rows that
    /// goes on over the page has its text in the middle of what is on the page, or below.
    fn take_hanging(&mut self, pieces: &mut Vec<Piece>) {
        let (last, bottom) = (self.cells.len() - 1, self.rows[self.cells.len()]);
        let number = pieces.iter().find(|piece| {
            let is_below = piece.y < bottom && piece.y > bottom - HANGS * piece.size;
            is_below && self.column(piece) == Some(0)
        });
        let Some((y, size)) = number.map(|piece| (piece.y, piece.size)) else { return };
        let hangs = |piece: &Piece| (piece.y - y).abs() < size / 2.0;
        let empty = |piece: &Piece| {
            let (row, column) = self.origin(last, self.column(piece)?);
            self.cells[row][column].text().is_empty().then_some((row, column))
        };
        let places: Option<Vec<_>> =
            pieces.iter().filter(|piece| hangs(piece)).map(empty).collect();
        let Some(places) = places else { return };
        let (line, rest): (Vec<Piece>, Vec<Piece>) = pieces.drain(..).partition(hangs);
        *pieces = rest;
        for ((row, column), piece) in places.into_iter().zip(line) {
            if let Cell::Text(text) = &mut self.cells[row][column] {
                text.push_str(&piece.text);
            }
        }
    }

    /// Returns the column in which a piece begins.
    fn column(&self, piece: &Piece) -> Option<usize> {
        let x = piece.x + piece.width.min(piece.size) / 2.0;
        self.columns.windows(2).position(|pair| x >= pair[0] && x < pair[1])
    }

    /// Returns the row and column in which a piece begins.
    fn place(&self, piece: &Piece) -> Option<(usize, usize)> {
        let y = piece.y + piece.size * 0.3;
        let row = self.rows.windows(2).position(|pair| y <= pair[0] && y > pair[1])?;
        Some((row, self.column(piece)?))
    }

    /// Splits a piece that the decoder joined across the border between cells: `牵头单位|配合单位`.
    fn apart(&self, piece: Piece) -> Vec<Piece> {
        let Some((row, column)) = self.place(&piece) else { return vec![piece] };
        let is_border = |n: &usize| !matches!(self.cells[row].get(*n), None | Some(Cell::Left));
        let borders: Vec<f64> =
            (column + 1..self.columns.len()).filter(is_border).map(|n| self.columns[n]).collect();
        piece.parted(&borders)
    }

    /// Returns the place where the cell covering this place begins.
    fn origin(&self, mut row: usize, mut column: usize) -> (usize, usize) {
        loop {
            match self.cells[row][column] {
                Cell::Left => column -= 1,
                Cell::Above => row -= 1,
                Cell::Text(_) => return (row, column),
            }
        }
    }
}

/// For each place where rules of one direction lie, returns whether one spans each gap between
/// neighbouring places of the other direction.
fn borders(rules: &[Rule], is_horizontal: bool, places: &[f64], across: &[f64]) -> Vec<Vec<bool>> {
    let mut borders = vec![vec![false; across.len().saturating_sub(1)]; places.len()];
    for rule in rules.iter().filter(|rule| rule.is_horizontal == is_horizontal) {
        let at = places.iter().position(|place| (rule.at - place).abs() <= NEAR);
        let Some(line) = at.and_then(|at| borders.get_mut(at)) else { continue };
        for (border, pair) in line.iter_mut().zip(across.windows(2)) {
            let middle = (pair[0] + pair[1]) / 2.0;
            *border |= rule.from <= middle && rule.to >= middle;
        }
    }
    borders
}

/// Returns the distinct positions of rules, in ascending order.
fn places<'a>(rules: impl Iterator<Item = &'a Rule>) -> Vec<f64> {
    let mut all: Vec<_> = rules.map(|rule| rule.at).collect();
    all.sort_by(f64::total_cmp);
    let mut places: Vec<f64> = Vec::new();
    for at in all {
        if places.last().is_none_or(|last| at - last > NEAR) {
            places.push(at);
        }
    }
    places
}

/// Joins the lines of a cell; a line that fills the width continues on the next.
fn text(lines: &[Line], width: f64) -> String {
    let mut text = String::new();
    let mut has_room = false;
    for line in lines {
        if has_room && !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&line.text);
        has_room = line.end - line.start + line.size <= width - PADDING;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::super::table;
    use super::*;

    fn piece(text: &str, x: f64, y: f64) -> Piece {
        Piece { text: text.to_owned(), x, y, width: 10.0 * text.chars().count() as f64, size: 10.0 }
    }

    #[test]
    fn lines_make_a_grid_with_cells_over_several_places() {
        let across = |at: f64, from: f64, to: f64| Rule { is_horizontal: true, at, from, to };
        let down = |at: f64, from: f64, to: f64| Rule { is_horizontal: false, at, from, to };
        let rules = [
            across(100.0, 0.0, 150.0),
            across(80.0, 0.0, 150.4),
            across(40.0, 50.0, 150.0),
            across(20.0, 0.0, 150.0),
            down(0.0, 20.0, 100.0),
            down(50.0, 20.0, 100.0),
            down(100.0, 40.0, 100.0),
            down(150.0, 20.0, 100.0),
            across(500.0, 0.0, 100.0),
        ];
        let mut pieces = vec![
            piece("任务", 10.0, 85.0),
            piece("单位", 60.0, 85.0),
            piece("时限", 110.0, 85.0),
            piece("学习", 10.0, 45.0),
            piece("县司法局", 54.0, 65.0),
            piece("办公室", 54.0, 50.0),
            piece("年底", 110.0, 60.0),
            piece("各乡镇", 60.0, 25.0),
            piece("表外", 0.0, 5.0),
        ];
        let (tables, _) = take(&rules, &mut pieces);
        let mut out = String::new();
        table::place(&tables[0].rows, &mut out);
        let expected = "\n| 任务 | 单位 | 时限 |\n| --- | --- | --- |\n| 学习 | 县司法局办公室 | 年底 |\n| ^^ | 各乡镇 | << |\n\n";
        assert_eq!(out, expected);
        assert_eq!((tables.len(), pieces.len(), pieces[0].text.as_str()), (1, 1, "表外"));
    }

    #[test]
    fn a_table_goes_on_without_its_heading_and_with_its_last_task() {
        let rows = |texts: &[&[&str]]| -> Vec<Vec<Cell>> {
            let cell = |text: &&str| match *text {
                "^^" => Cell::Above,
                "<<" => Cell::Left,
                text => Cell::Text(text.to_owned()),
            };
            texts.iter().map(|row| row.iter().map(cell).collect()).collect()
        };
        let first: &[&[&str]] = &[
            &["分工表", "<<", "<<", "<<"],
            &["序号", "任务", "单位", "<<"],
            &["^^", "^^", "牵头", "配合"],
            &["1", "改造管网", "县水利局", "县财政局"],
        ];
        let heading = &first[1..3];
        let own: &[&str] = &["2", "更新水表", "县住建局", "县财政局"];
        let same: &[&str] = &["1", "改造管网", "县水利局", "县教育局"];
        let bare: &[&str] = &["", "", "", "县教育局"];
        let joined: &[&str] = &["^^", "^^", "^^", "县教育局"];
        let over: &[&str] = &["1\n序号", "改造管网\n任务", "单位", "<<"];
        for (more, expected) in [
            ([heading, &[own]].concat(), own),
            (vec![own], own),
            ([heading, &[same]].concat(), joined),
            (vec![bare], joined),
            (vec![over, &["", "", "县水利局", "县教育局"]], joined),
        ] {
            let mut table = Table { top: 0.0, columns: Vec::new(), rows: rows(first) };
            table.go_on(rows(&more));
            assert_eq!(table.rows, rows(&[first, &[expected]].concat()), "{more:?}");
        }
    }

    #[test]
    fn a_piece_over_a_border_is_parted() {
        let parts = |piece: Piece, borders: &[f64]| {
            piece.parted(borders).into_iter().map(|part| part.text).collect::<Vec<_>>().join("|")
        };
        assert_eq!(parts(piece("牵头单位配合单位", 10.0, 0.0), &[51.0]), "牵头单位|配合单位");
        assert_eq!(parts(piece("序号任务单位", 10.0, 0.0), &[30.0, 50.0, 200.0]), "序号|任务|单位");
        assert_eq!(parts(piece("牵头单位", 10.0, 0.0), &[49.0]), "牵头单位");
    }
}
