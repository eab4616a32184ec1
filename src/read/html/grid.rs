//! Data tables as grids; tables that only lay out a page are skipped.

use scraper::ElementRef;

use super::super::table::{self, Cell, MAX_CELLS, MAX_COLUMNS};
use super::lines;
use super::tree::name;

/// Returns the grid of a table; `None` if it is there for layout.
pub(super) fn of(table: ElementRef<'_>) -> Option<Vec<Vec<Cell>>> {
    let is = |wanted: &'static str| move |element: &ElementRef<'_>| name(element) == wanted;
    let mut within = table.descendent_elements().skip(1);
    if table.value().attr("role") == Some("presentation")
        || within.any(|element| name(&element) == "table")
    {
        return None;
    }
    let rows: Vec<Vec<ElementRef<'_>>> = table
        .descendent_elements()
        .filter(is("tr"))
        .map(|row| row.child_elements().filter(|cell| matches!(name(cell), "td" | "th")).collect())
        .collect();
    if rows.iter().all(|row| row.len() < 2) {
        return None;
    }
    let texts: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(|cell| lines::cell(*cell)).collect()).collect();
    fill(&rows, texts).filter(|grid| !table::is_layout(grid))
}

/// Places cells as their spans demand; `None` if the spans make the table larger than anyone
/// writes.
fn fill(rows: &[Vec<ElementRef<'_>>], texts: Vec<Vec<String>>) -> Option<Vec<Vec<Cell>>> {
    let mut grid: Vec<Vec<Cell>> = Vec::new();
    let mut n_cells = 0;
    // For each column: how many more rows the cell above spans, and whether the cell continues the
    // one to its left.
    let mut above: Vec<(usize, bool)> = Vec::new();
    for (row, texts) in rows.iter().zip(texts) {
        let mut line = Vec::new();
        for (cell, text) in row.iter().zip(texts) {
            hang(&mut above, &mut line);
            let columns =
                span(*cell, "colspan").clamp(1, MAX_COLUMNS.saturating_sub(line.len()).max(1));
            let rows = match span(*cell, "rowspan") {
                0 => usize::MAX,
                rows => rows,
            };
            for n in 0..columns {
                let at = line.len();
                line.push(if n == 0 { Cell::Text(String::new()) } else { Cell::Left });
                if above.len() <= at {
                    above.resize(at + 1, (0, false));
                }
                above[at] = (rows - 1, n > 0);
            }
            let first = line.len() - columns;
            line[first] = Cell::Text(text);
        }
        hang(&mut above, &mut line);
        n_cells += line.len();
        if line.len() > MAX_COLUMNS || n_cells > MAX_CELLS {
            return None;
        }
        grid.push(line);
    }
    Some(grid)
}

/// Continues the cells above into this row, as far as they reach.
fn hang(above: &mut [(usize, bool)], line: &mut Vec<Cell>) {
    while let Some((rows, is_left)) = above.get_mut(line.len()).filter(|(rows, _)| *rows > 0) {
        *rows -= 1;
        line.push(if *is_left { Cell::Left } else { Cell::Above });
    }
}

fn span(cell: ElementRef<'_>, attribute: &str) -> usize {
    cell.value().attr(attribute).and_then(|span| span.trim().parse().ok()).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::*;

    fn written(rows: &str) -> Option<String> {
        let html = Html::parse_document(&format!("<table>{rows}</table>"));
        let table =
            html.root_element().descendent_elements().find(|element| name(element) == "table")?;
        let mut out = String::new();
        of(table).map(|rows| table::place(&rows, &mut out))?;
        Some(out)
    }

    #[test]
    fn spans_are_filled() {
        let rows = "<thead><tr><th>任务<th colspan=2>单位</thead><tr><td rowspan=2>学习<td>县<br>局<td>乡<tr><td colspan=2 rowspan=0>区\
            <tr><td>监督";
        let expected = "\n| 任务 | 单位 | << |\n| --- | --- | --- |\n| 学习 | 县<br>局 | 乡 |\n| ^^ | 区 | << |\n| 监督 | ^^ | << |\n\n";
        assert_eq!(written(rows).as_deref(), Some(expected));
    }

    #[test]
    fn layout_is_no_table() {
        let long = "认真贯彻执行。".repeat(100);
        assert_eq!(written(&format!("<tr><td>栏目<td><p>{long}</p>")), None);
        assert_eq!(written("<tr><td>一<tr><td>二"), None);
        assert_eq!(written("<tr><td>一<td><table><tr><td>二</table>"), None);
        assert!(written(&format!("<tr><th>任务<th>单位<tr><td>{long}<td>县司法局")).is_some());
    }
}
