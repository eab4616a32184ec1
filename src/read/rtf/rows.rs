//! Tables of RTF: each row gives the right edges of its cells, and a cell spans as many columns as
//! the edges of other rows divide it into.

use super::super::error::Problem;
use super::super::table::{Cell, MAX_CELLS, MAX_COLUMNS};

/// Edges at most this far apart are the same, in twentieths of a point.
const NEAR: i32 = 40;

/// The right edge of a cell, and whether it continues the cell above or to the left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) right: i32,
    pub(super) is_above: bool,
    pub(super) is_left: bool,
}

/// A row: its left edge, and its cells.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) left: i32,
    pub(super) cells: Vec<(Place, String)>,
}

/// Returns the grid of a table.
pub(super) fn grid(rows: Vec<Row>) -> Result<Vec<Vec<Cell>>, Problem> {
    let edges = edges(&rows);
    if edges.len() > MAX_COLUMNS || edges.len() * rows.len() > MAX_CELLS {
        return Err(Problem::Expands);
    }
    let column = |edge: i32| edges.partition_point(|one| edge.saturating_sub(*one) > NEAR);
    let mut grid = Vec::with_capacity(rows.len());
    for row in rows {
        let mut line = vec![Cell::Text(String::new()); column(row.left)];
        for (place, text) in row.cells {
            let n = column(place.right).saturating_sub(line.len()).max(1);
            line.push(match place {
                Place { is_left: true, .. } => Cell::Left,
                Place { is_above: true, .. } => Cell::Above,
                _ => Cell::Text(text),
            });
            line.resize(line.len() + n - 1, Cell::Left);
        }
        grid.push(line);
    }
    Ok(grid)
}

/// Returns the distinct edges of all cells, in ascending order.
fn edges(rows: &[Row]) -> Vec<i32> {
    let mut all: Vec<i32> = Vec::new();
    for row in rows {
        all.push(row.left);
        all.extend(row.cells.iter().map(|(place, _)| place.right));
    }
    all.sort_unstable();
    let mut edges: Vec<i32> = Vec::new();
    for edge in all {
        if edges.last().is_none_or(|last| edge.saturating_sub(*last) > NEAR) {
            edges.push(edge);
        }
    }
    edges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_tell_how_many_columns_a_cell_takes() {
        let cell = |right, text: &str| (Place { right, ..Place::default() }, text.to_owned());
        let above = |right| (Place { right, is_above: true, is_left: false }, String::new());
        let rows = vec![
            Row { left: -10, cells: vec![cell(1000, "任务"), cell(3000, "单位")] },
            Row {
                left: 0, cells: vec![cell(1010, "学习"), cell(2000, "甲"), cell(2990, "乙")]
            },
            Row { left: 0, cells: vec![above(1000), cell(2000, "丙"), cell(3000, "丁")] },
        ];
        let text = |text: &str| Cell::Text(text.to_owned());
        let expected = vec![
            vec![text("任务"), text("单位"), Cell::Left],
            vec![text("学习"), text("甲"), text("乙")],
            vec![Cell::Above, text("丙"), text("丁")],
        ];
        assert_eq!(grid(rows).expect("it is small"), expected);
    }

    #[test]
    fn edges_may_be_as_far_apart_as_numbers_go() {
        let cell = |right| (Place { right, ..Place::default() }, String::new());
        let rows = vec![Row { left: i32::MIN, cells: vec![cell(i32::MAX), cell(0)] }];
        assert_eq!(grid(rows).expect("it is small").len(), 1);
    }
}
