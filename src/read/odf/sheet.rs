//! The sheets of an OpenDocument workbook.

use roxmltree::Node;

use super::super::error::Problem;
use super::super::sheet::{self, Sheet};
use super::super::spans::{Grid, Spanning};
use super::super::table::MAX_COLUMNS;
use super::super::xml::{attribute, elements, name};
use super::Styles;
use super::body::{push, spans};

/// Returns the text of a workbook.
pub(super) fn text<'a>(sheets: Node<'a, 'a>, styles: &Styles<'a>) -> Result<String, Problem> {
    sheet::text(self::sheets(sheets, styles)?)
}

/// Returns the sheets of a workbook.
pub(super) fn sheets<'a>(sheets: Node<'a, 'a>, styles: &Styles<'a>) -> Result<Vec<Sheet>, Problem> {
    let tables = elements(sheets).filter(|node| name(*node) == "table");
    let sheets = tables.map(|table| {
        let mut grid = Grid::default();
        rows(table, &mut grid)?;
        let name = attribute(table, "name").unwrap_or_default().to_owned();
        Ok(Sheet { name, is_hidden: styles.hides(table), rows: grid.into_rows() })
    });
    sheets.collect()
}

fn rows<'a>(node: Node<'a, 'a>, grid: &mut Grid) -> Result<(), Problem> {
    for node in elements(node) {
        match name(node) {
            "table-row" => {
                let cells = cells(node);
                let says = cells.iter().any(|cell| !cell.text.is_empty());
                // Empty rows are repeated to the end of the sheet.
                let n = repeated(node, "number-rows-repeated");
                for _ in 0..if says { n } else { n.min(grid.n_hanging().max(1)) } {
                    grid.row(cells.iter().cloned())?;
                }
            }
            "table-header-rows" | "table-rows" | "table-row-group" => rows(node, grid)?,
            _ => {}
        }
    }
    Ok(())
}

fn cells<'a>(row: Node<'a, 'a>) -> Vec<Spanning> {
    let mut cells: Vec<Spanning> = Vec::new();
    for cell in elements(row).filter(|cell| name(*cell) == "table-cell") {
        let text = said(cell);
        let n = repeated(cell, "number-columns-repeated");
        // Keep one cell too many if it has text, so that the limit on columns takes effect.
        let room = (MAX_COLUMNS + usize::from(!text.is_empty())).saturating_sub(cells.len());
        let (rows, columns) = spans(cell);
        cells.extend(std::iter::repeat_n(Spanning { text, rows, columns }, n.min(room)));
    }
    while cells.last().is_some_and(|cell| cell.text.is_empty() && cell.rows == 1) {
        cells.pop();
    }
    cells
}

fn repeated(node: Node<'_, '_>, wanted: &str) -> usize {
    let n = node.attributes().find(|attribute| attribute.name() == wanted);
    n.and_then(|n| n.value().parse().ok()).unwrap_or(1)
}

/// Returns the text that a cell shows; the full date, if the year is not shown.
fn said<'a>(cell: Node<'a, 'a>) -> String {
    let mut lines = Vec::new();
    for paragraph in elements(cell).filter(|node| name(*node) == "p") {
        let mut line = String::new();
        show(paragraph, &mut line);
        lines.push(line.trim().to_owned());
    }
    let shown = lines.join("\n");
    match attribute(cell, "date-value") {
        Some(value) if !(shown.contains('年') || is_month(&shown)) => value.to_owned(),
        _ => shown,
    }
}

/// Whether a date is shown as year and month: `2024-12`.
fn is_month(shown: &str) -> bool {
    let numbers: Vec<&str> =
        shown.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).collect();
    matches!(numbers.as_slice(), [year, _] if year.len() == 4)
}

fn show<'a>(node: Node<'a, 'a>, line: &mut String) {
    for node in node.children() {
        match name(node) {
            _ if node.is_text() => push(node.text().unwrap_or_default(), line),
            "s" | "tab" => line.push(' '),
            "line-break" => line.push('\n'),
            "annotation" | "ruby-text" => {}
            _ => show(node, line),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::xml::below;
    use super::*;

    #[test]
    fn cells_that_are_repeated_are_read_and_empty_ones_end() {
        let xml = "<x xmlns:t='t'><t:table-row><t:table-cell t:number-columns-repeated='2'><t:p>a</t:p></t:table-cell>\
            <t:table-cell t:number-columns-repeated='16380'/></t:table-row></x>";
        let document = roxmltree::Document::parse(xml).expect("it is XML");
        let row = below(document.root(), "table-row").next().expect("a row");
        assert_eq!(
            cells(row).iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>(),
            ["a", "a"]
        );
    }
}
