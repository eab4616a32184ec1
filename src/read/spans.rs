//! Places spanning cells in a grid: `县水利局` over two rows becomes a text in the first row and
//! `Above` in the second.

use super::error::Problem;
use super::table::{Cell, MAX_CELLS, MAX_COLUMNS};

/// A cell as the file gives it.
#[derive(Clone, Debug, Default)]
pub(super) struct Spanning {
    pub(super) text: String,
    /// The rows and columns that it spans, at least 1.
    pub(super) rows: usize,
    pub(super) columns: usize,
}

/// A grid under construction, row by row.
#[derive(Debug, Default)]
pub(super) struct Grid {
    rows: Vec<Vec<Cell>>,
    /// For each column: how many more rows the cell above spans, and whether the cell continues the
    /// one to its left.
    above: Vec<(usize, bool)>,
    n_cells: usize,
}

impl Grid {
    /// Adds a row of cells, each in the first place not covered from above.
    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = Spanning>) -> Result<(), Problem> {
        let mut line = Vec::new();
        for Spanning { text, rows, columns } in cells {
            self.hang(&mut line);
            let first = line.len();
            // Leave room for one column too many, so that the limit takes effect.
            let columns = columns.clamp(1, (MAX_COLUMNS + 1).saturating_sub(first).max(1));
            line.push(Cell::Text(text));
            line.resize(first + columns, Cell::Left);
            if self.above.len() < line.len() {
                self.above.resize(line.len(), (0, false));
            }
            for (n, above) in self.above.iter_mut().skip(first).take(columns).enumerate() {
                *above = (rows.saturating_sub(1), n > 0);
            }
            if line.len() > MAX_COLUMNS {
                return Err(Problem::Expands);
            }
        }
        self.hang(&mut line);
        self.n_cells += line.len();
        if self.n_cells > MAX_CELLS {
            return Err(Problem::Expands);
        }
        self.rows.push(line);
        Ok(())
    }

    /// Continues the cells above into this row, as far as they reach.
    fn hang(&mut self, line: &mut Vec<Cell>) {
        while let Some((rows, is_left)) =
            self.above.get_mut(line.len()).filter(|(rows, _)| *rows > 0)
        {
            *rows -= 1;
            line.push(if *is_left { Cell::Left } else { Cell::Above });
        }
    }

    /// Returns how many more rows the cells above span.
    pub(super) fn n_hanging(&self) -> usize {
        self.above.iter().map(|(rows, _)| *rows).max().unwrap_or_default()
    }

    pub(super) fn into_rows(self) -> Vec<Vec<Cell>> {
        self.rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str, rows: usize, columns: usize) -> Spanning {
        Spanning { text: text.to_owned(), rows, columns }
    }

    #[test]
    fn spans_are_filled() {
        let mut grid = Grid::default();
        grid.row([cell("任务", 2, 1), cell("单位", 1, 2)]).expect("it is small");
        grid.row([cell("牵头", 1, 1), cell("配合", 1, 1)]).expect("it is small");
        let text = |text: &str| Cell::Text(text.to_owned());
        let expected = [
            vec![text("任务"), text("单位"), Cell::Left],
            vec![Cell::Above, text("牵头"), text("配合")],
        ];
        assert_eq!(grid.into_rows(), expected);
    }

    #[test]
    fn what_nobody_wrote_is_refused() {
        assert!(matches!(Grid::default().row([cell("a", 1, usize::MAX)]), Err(Problem::Expands)));
        let mut grid = Grid::default();
        let mut rows =
            (0..=MAX_CELLS / MAX_COLUMNS).map(|_| grid.row([cell("a", usize::MAX, MAX_COLUMNS)]));
        assert!(rows.any(|row| row.is_err()));
    }
}
