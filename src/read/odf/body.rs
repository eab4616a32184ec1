//! The body of an OpenDocument text: turns paragraphs, lists and tables into lines of text.

use roxmltree::Node;

use super::super::error::Problem;
use super::super::spans::{Grid, Spanning};
use super::super::table::{self, Cell};
use super::super::xml::{attribute, elements, name};
use super::Styles;
use super::number::{Numbers, OUTLINE};

/// A block-level part of a document.
enum Block {
    Line(String),
    Table(Vec<Vec<Cell>>),
}

/// The state of reading a body.
pub(super) struct Body<'a, 's> {
    styles: &'s Styles<'a>,
    numbers: Numbers<'a>,
    notes: Vec<Node<'a, 'a>>,
}

/// The list that a paragraph is in.
#[derive(Clone, Copy)]
struct List<'a> {
    style: &'a str,
    depth: usize,
}

/// A paragraph being read.
#[derive(Default)]
struct Paragraph {
    text: String,
    boxes: Vec<Block>,
}

impl<'a, 's> Body<'a, 's> {
    pub(super) fn new(styles: &'s Styles<'a>, numbers: Numbers<'a>) -> Self {
        Self { styles, numbers, notes: Vec::new() }
    }

    /// Returns the text of a document.
    pub(super) fn text(mut self, body: Node<'a, 'a>) -> Result<String, Problem> {
        let mut blocks = Vec::new();
        self.blocks(body, None, &mut blocks)?;
        for (n, note) in std::mem::take(&mut self.notes).into_iter().enumerate() {
            blocks.push(Block::Line(format!(
                "注{}：{}",
                n + 1,
                self.lines(note)?.replace('\n', " ")
            )));
        }
        let mut out = String::new();
        for block in &blocks {
            match block {
                Block::Line(line) => table::paragraph(line, &mut out),
                Block::Table(rows) => table::place(rows, &mut out),
            }
        }
        Ok(out)
    }

    fn blocks(
        &mut self,
        node: Node<'a, 'a>,
        list: Option<List<'a>>,
        blocks: &mut Vec<Block>,
    ) -> Result<(), Problem> {
        for node in elements(node) {
            match name(node) {
                "p" => self.paragraph(node, None, blocks)?,
                "h" => {
                    let number = self.heading(node, list);
                    self.paragraph(node, number, blocks)?;
                }
                "list" => self.list(node, list, blocks)?,
                "table" => blocks.push(Block::Table(self.table(node)?)),
                "tracked-changes" | "table-of-content" | "alphabetical-index" | "user-index"
                | "forms" => {}
                "section" if attribute(node, "display") == Some("none") => {}
                _ => self.blocks(node, list, blocks)?,
            }
        }
        Ok(())
    }

    /// Returns the number of a heading that is not in a list.
    fn heading(&mut self, node: Node<'a, 'a>, list: Option<List<'a>>) -> Option<String> {
        let depth = attribute(node, "outline-level")?.parse().ok()?;
        let is_numbered = list.is_none() && attribute(node, "is-list-header") != Some("true");
        self.numbers.next(OUTLINE, depth, None).filter(|_| is_numbered)
    }

    fn list(
        &mut self,
        node: Node<'a, 'a>,
        outer: Option<List<'a>>,
        blocks: &mut Vec<Block>,
    ) -> Result<(), Problem> {
        let own = attribute(node, "style-name");
        let list = match outer {
            Some(outer) => List { style: own.unwrap_or(outer.style), depth: outer.depth + 1 },
            None => List { style: own.unwrap_or_default(), depth: 1 },
        };
        let goes_on = attribute(node, "continue-numbering") == Some("true")
            || attribute(node, "continue-list").is_some();
        if outer.is_none() && !goes_on {
            self.numbers.restart(list.style);
        }
        for item in elements(node) {
            let is_item = name(item) == "list-item";
            let start = attribute(item, "start-value").and_then(|start| start.parse().ok());
            let mut is_first = true;
            for inner in elements(item) {
                match name(inner) {
                    "p" | "h" => {
                        let is_numbered =
                            is_item && std::mem::take(&mut is_first) && !list.style.is_empty();
                        let number = is_numbered
                            .then(|| self.numbers.next(list.style, list.depth, start))
                            .flatten();
                        self.paragraph(inner, number, blocks)?;
                    }
                    "list" => self.list(inner, Some(list), blocks)?,
                    "table" => blocks.push(Block::Table(self.table(inner)?)),
                    _ => self.blocks(inner, Some(list), blocks)?,
                }
            }
        }
        Ok(())
    }

    fn paragraph(
        &mut self,
        node: Node<'a, 'a>,
        number: Option<String>,
        blocks: &mut Vec<Block>,
    ) -> Result<(), Problem> {
        let mut paragraph = Paragraph::default();
        self.runs(node, &mut paragraph)?;
        let text = format!("{}{}", number.unwrap_or_default(), paragraph.text);
        blocks.extend(text.split('\n').map(|line| Block::Line(line.to_owned())));
        blocks.append(&mut paragraph.boxes);
        Ok(())
    }

    fn runs(&mut self, node: Node<'a, 'a>, paragraph: &mut Paragraph) -> Result<(), Problem> {
        for node in node.children() {
            if node.is_text() {
                push(node.text().unwrap_or_default(), &mut paragraph.text);
                continue;
            }
            match name(node) {
                "s" | "tab" => paragraph.text.push(' '),
                "line-break" => paragraph.text.push('\n'),
                "span" if self.styles.hides(node) => {}
                "note" => self.notes.extend(elements(node).find(|part| name(*part) == "note-body")),
                "text-box" => self.blocks(node, None, &mut paragraph.boxes)?,
                "annotation" | "annotation-end" | "ruby-text" | "hidden-text" | "title"
                | "desc" | "object" | "binary-data" => {}
                _ if node.is_element() => self.runs(node, paragraph)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Returns the text of a cell or a note, one paragraph a line; a nested table row by row.
    fn lines(&mut self, node: Node<'a, 'a>) -> Result<String, Problem> {
        let mut blocks = Vec::new();
        self.blocks(node, None, &mut blocks)?;
        let mut lines = Vec::new();
        for block in blocks {
            match block {
                Block::Line(line) => lines.push(line.trim().to_owned()),
                Block::Table(rows) => lines.extend(rows.iter().map(|row| {
                    let cells: Vec<_> =
                        row.iter().map(Cell::text).filter(|text| !text.is_empty()).collect();
                    cells.join(" ").replace('\n', " ")
                })),
            }
        }
        lines.retain(|line| !line.is_empty());
        Ok(lines.join("\n"))
    }

    fn table(&mut self, node: Node<'a, 'a>) -> Result<Vec<Vec<Cell>>, Problem> {
        let mut grid = Grid::default();
        self.rows(node, &mut grid)?;
        Ok(grid.into_rows())
    }

    fn rows(&mut self, node: Node<'a, 'a>, grid: &mut Grid) -> Result<(), Problem> {
        for node in elements(node) {
            match name(node) {
                "table-row" => {
                    let cells = elements(node).filter(|cell| name(*cell) == "table-cell");
                    let cells = cells.map(|cell| {
                        let (rows, columns) = spans(cell);
                        Ok(Spanning { text: self.lines(cell)?, rows, columns })
                    });
                    grid.row(cells.collect::<Result<Vec<_>, Problem>>()?)?;
                }
                "table-header-rows" | "table-rows" | "table-row-group" => self.rows(node, grid)?,
                _ => {}
            }
        }
        Ok(())
    }
}

/// Returns how many rows and columns a cell spans.
pub(super) fn spans(cell: Node<'_, '_>) -> (usize, usize) {
    let span = |wanted: &str| {
        let span = cell.attributes().find(|attribute| attribute.name() == wanted);
        span.and_then(|span| span.value().parse().ok()).unwrap_or(1_usize).max(1)
    };
    (span("number-rows-spanned"), span("number-columns-spanned"))
}

/// Appends text, collapsing white space to one blank.
pub(super) fn push(text: &str, out: &mut String) {
    for c in text.chars() {
        // A full-width blank was typed on purpose.
        let c = if c.is_ascii_whitespace() { ' ' } else { c };
        if c != ' ' || !out.ends_with([' ', '\n']) {
            out.push(c);
        }
    }
}
