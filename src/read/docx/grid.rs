//! Tables of a DOCX file: places cells as their spans demand.

use roxmltree::Node;

use super::super::table::{Cell, MAX_CELLS, MAX_COLUMNS};
use super::body::{Block, Body};
use super::{attribute, child, elements, is_on, value};

impl Body {
    /// Returns the text of a cell or a note, one paragraph a line.
    pub(super) fn cell<'a>(&mut self, node: Node<'a, 'a>) -> String {
        let carried = std::mem::take(&mut self.carried);
        let mut blocks = Vec::new();
        self.blocks(node, &mut blocks);
        blocks.push(Block::Line(std::mem::replace(&mut self.carried, carried)));
        let mut lines: Vec<String> = Vec::new();
        for block in blocks {
            match block {
                Block::Line(line) => lines.push(line.trim().to_owned()),
                Block::Text(text) => lines.extend(text.lines().map(str::to_owned)),
                // A nested table has no rows of its own: each of its rows becomes a line of the
                // cell.
                Block::Table(rows) => lines.extend(rows.iter().map(|row| {
                    let cells: Vec<_> =
                        row.iter().map(Cell::text).filter(|text| !text.is_empty()).collect();
                    cells.join(" ").replace('\n', " ")
                })),
                Block::Remark(remark) => self.remarks.push(remark),
            }
        }
        lines.retain(|line| !line.is_empty());
        lines.join("\n")
    }

    /// Appends the rows of a table.
    pub(super) fn rows<'a>(&mut self, node: Node<'a, 'a>, rows: &mut Vec<Vec<Cell>>) {
        for node in elements(node) {
            let properties = child(node, "trPr");
            match node.tag_name().name() {
                "tr" if properties
                    .is_some_and(|row| child(row, "del").is_some() || is_on(row, "hidden")) => {}
                "tr" => {
                    let before = properties
                        .and_then(|row| value(row, "gridBefore"))
                        .and_then(|n| n.parse().ok());
                    let mut row =
                        vec![Cell::Text(String::new()); before.unwrap_or(0).min(MAX_COLUMNS)];
                    self.cells(node, &mut row);
                    rows.push(row);
                }
                "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" => self.rows(node, rows),
                _ => {}
            }
        }
    }

    fn cells<'a>(&mut self, node: Node<'a, 'a>, row: &mut Vec<Cell>) {
        for node in elements(node) {
            match node.tag_name().name() {
                "tc" => {
                    let properties = child(node, "tcPr");
                    let property = |name| properties.and_then(|properties| child(properties, name));
                    let goes_on = |name| {
                        property(name)
                            .is_some_and(|merge| attribute(merge, "val") != Some("restart"))
                    };
                    let text = self.cell(node);
                    row.push(match (goes_on("vMerge"), goes_on("hMerge")) {
                        (_, true) => Cell::Left,
                        (true, _) => Cell::Above,
                        _ if property("cellDel").is_some() => Cell::Text(String::new()),
                        _ => Cell::Text(text),
                    });
                    let span = properties
                        .and_then(|properties| value(properties, "gridSpan"))
                        .and_then(|n| n.parse().ok());
                    let room = MAX_COLUMNS
                        .saturating_sub(row.len())
                        .min(MAX_CELLS.saturating_sub(self.n_spanned));
                    let more = span.unwrap_or(1_usize).saturating_sub(1).min(room);
                    self.n_spanned += more;
                    row.resize(row.len() + more, Cell::Left);
                }
                "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" => self.cells(node, row),
                _ => {}
            }
        }
    }
}
