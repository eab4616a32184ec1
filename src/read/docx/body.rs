//! The body of a DOCX file: paragraphs and tables to lines of text.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;

use super::super::table::{self, Cell, MAX_CELLS, MAX_COLUMNS};
use super::numbering::Numbering;
use super::style::{Numbered, Styles};
use super::{attribute, child, elements, is_on, value};

/// What stands in a document one below the other.
enum Block {
    Line(String),
    Table(Vec<Vec<Cell>>),
}

/// The body while it is read.
pub(super) struct Body {
    styles: Styles,
    numbering: Numbering,
    /// Footnotes and endnotes that were referred to: which of both, and the id.
    notes: Vec<(&'static str, String)>,
    /// Places that spans have added to tables.
    n_spanned: usize,
    /// What a paragraph leaves to the next whose mark between them was deleted.
    carried: String,
}

/// A paragraph while it is read.
#[derive(Default)]
struct Paragraph {
    text: String,
    boxes: Vec<Block>,
}

impl Body {
    pub(super) fn new(styles: Styles, numbering: Numbering) -> Self {
        Self { styles, numbering, notes: Vec::new(), n_spanned: 0, carried: String::new() }
    }

    /// The text of a document whose notes are kept in other parts.
    pub(super) fn text<'a>(mut self, document: Node<'a, 'a>, notes: &[Node<'a, 'a>]) -> String {
        let mut blocks = Vec::new();
        for body in elements(document).flat_map(elements).filter(|node| node.tag_name().name() == "body") {
            self.blocks(body, &mut blocks);
        }
        let rest = std::mem::take(&mut self.carried);
        blocks.push(Block::Line(rest));
        let all = notes.iter().flat_map(|root| elements(*root)).flat_map(elements);
        let all: BTreeMap<_, _> = all.map(|note| ((note.tag_name().name(), attribute(note, "id")), note)).collect();
        let mut seen = BTreeSet::new();
        let referred: Vec<_> = self.notes.drain(..).filter(|note| seen.insert(note.clone())).collect();
        for (n, (kind, id)) in referred.iter().enumerate() {
            let text = all.get(&(*kind, Some(id))).map(|note| self.cell(*note)).unwrap_or_default();
            blocks.push(Block::Line(format!("注{}：{text}", n + 1)));
        }
        let mut out = String::new();
        for block in &blocks {
            match block {
                Block::Line(line) => table::paragraph(line, &mut out),
                Block::Table(rows) => table::place(rows, &mut out),
            }
        }
        out
    }

    fn blocks<'a>(&mut self, container: Node<'a, 'a>, blocks: &mut Vec<Block>) {
        for node in elements(container) {
            match node.tag_name().name() {
                "p" => self.paragraph(node, blocks),
                "tbl" => {
                    let mut rows = Vec::new();
                    self.rows(node, &mut rows);
                    blocks.push(Block::Table(rows));
                }
                "sdt" if is_contents(node) => {}
                "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" | "smartTag" => self.blocks(node, blocks),
                "AlternateContent" => alternative(node).into_iter().for_each(|node| self.blocks(node, blocks)),
                _ => {}
            }
        }
    }

    fn paragraph<'a>(&mut self, node: Node<'a, 'a>, blocks: &mut Vec<Block>) {
        let properties = child(node, "pPr");
        let style = properties.and_then(|properties| value(properties, "pStyle"));
        if style.is_some_and(|style| self.styles.is_contents(style)) {
            return;
        }
        let mut paragraph = Paragraph::default();
        self.runs(node, &mut paragraph);
        let mark = properties.and_then(|properties| child(properties, "rPr"));
        let is_joined = mark.is_some_and(|mark| child(mark, "del").is_some() || child(mark, "moveFrom").is_some());
        if is_joined && paragraph.text.trim().is_empty() {
            return blocks.append(&mut paragraph.boxes);
        }
        let own = properties.map(Numbered::of).unwrap_or_default();
        let number = self.number(own, style).unwrap_or_default();
        let text = format!("{}{number}{}", std::mem::take(&mut self.carried), paragraph.text);
        if is_joined {
            self.carried = text;
        } else {
            blocks.extend(text.split('\n').map(|line| Block::Line(line.to_owned())));
        }
        blocks.append(&mut paragraph.boxes);
    }

    /// The number that a paragraph shows.
    fn number(&mut self, own: Numbered, style: Option<&str>) -> Option<String> {
        let inherited = style.and_then(|style| self.styles.numbered(style));
        let (by, numbered) = match inherited {
            Some((by, inherited)) if own.list.is_none() => {
                (Some(by), Numbered { list: inherited.list.clone(), level: own.level.or(inherited.level) })
            }
            _ => (style, own),
        };
        self.numbering.next(&numbered, by)
    }

    fn runs<'a>(&mut self, node: Node<'a, 'a>, paragraph: &mut Paragraph) {
        for node in elements(node) {
            match node.tag_name().name() {
                "t" => paragraph.text.extend(node.text()),
                "tab" | "ptab" => paragraph.text.push(' '),
                "br" | "cr" => match attribute(node, "type") {
                    Some("page" | "column") => {}
                    _ => paragraph.text.push('\n'),
                },
                "noBreakHyphen" => paragraph.text.push('-'),
                "r" if child(node, "rPr").is_some_and(|properties| is_on(properties, "vanish")) => {}
                "footnoteReference" => self.refer("footnote", node),
                "endnoteReference" => self.refer("endnote", node),
                "txbxContent" => {
                    let carried = std::mem::take(&mut self.carried);
                    self.blocks(node, &mut paragraph.boxes);
                    self.carried = carried;
                }
                "AlternateContent" => alternative(node).into_iter().for_each(|node| self.runs(node, paragraph)),
                "ruby" => child(node, "rubyBase").into_iter().for_each(|node| self.runs(node, paragraph)),
                "pPr" | "rPr" | "del" | "moveFrom" | "instrText" | "delText" | "delInstrText" => {}
                _ => self.runs(node, paragraph),
            }
        }
    }

    fn refer<'a>(&mut self, kind: &'static str, node: Node<'a, 'a>) {
        self.notes.extend(attribute(node, "id").map(|id| (kind, id.to_owned())));
    }

    /// What a cell or a note says, one paragraph a line.
    fn cell<'a>(&mut self, node: Node<'a, 'a>) -> String {
        let carried = std::mem::take(&mut self.carried);
        let mut blocks = Vec::new();
        self.blocks(node, &mut blocks);
        blocks.push(Block::Line(std::mem::replace(&mut self.carried, carried)));
        let mut lines: Vec<String> = Vec::new();
        for block in blocks {
            match block {
                Block::Line(line) => lines.push(line.trim().to_owned()),
                // A table within a cell has no place of its own: its rows become lines.
                Block::Table(rows) => lines.extend(rows.iter().map(|row| {
                    let cells: Vec<_> = row.iter().map(Cell::text).filter(|text| !text.is_empty()).collect();
                    cells.join(" ").replace('\n', " ")
                })),
            }
        }
        lines.retain(|line| !line.is_empty());
        lines.join("\n")
    }

    fn rows<'a>(&mut self, node: Node<'a, 'a>, rows: &mut Vec<Vec<Cell>>) {
        for node in elements(node) {
            let properties = || child(node, "trPr");
            match node.tag_name().name() {
                "tr" if properties().is_some_and(|properties| child(properties, "del").is_some()) => {}
                "tr" => {
                    let before = properties()
                        .and_then(|properties| value(properties, "gridBefore"))
                        .and_then(|n| n.parse().ok());
                    let mut row = vec![Cell::Text(String::new()); before.unwrap_or(0).min(MAX_COLUMNS)];
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
                    let goes_on = |name| property(name).is_some_and(|merge| attribute(merge, "val") != Some("restart"));
                    let text = self.cell(node);
                    row.push(match (goes_on("vMerge"), goes_on("hMerge")) {
                        (_, true) => Cell::Left,
                        (true, _) => Cell::Above,
                        _ => Cell::Text(text),
                    });
                    let span =
                        properties.and_then(|properties| value(properties, "gridSpan")).and_then(|n| n.parse().ok());
                    let room = MAX_COLUMNS.saturating_sub(row.len()).min(MAX_CELLS.saturating_sub(self.n_spanned));
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

/// The alternative that is read: the newer one, unless only the older says something.
fn alternative<'a>(node: Node<'a, 'a>) -> Option<Node<'a, 'a>> {
    let has_text = |node: &Node<'_, '_>| node.descendants().any(|inner| inner.tag_name().name() == "t");
    child(node, "Choice").filter(has_text).or_else(|| child(node, "Fallback"))
}

/// Whether a content control holds a table of contents.
fn is_contents<'a>(node: Node<'a, 'a>) -> bool {
    let gallery = child(node, "sdtPr").and_then(|properties| child(properties, "docPartObj"));
    gallery.and_then(|gallery| value(gallery, "docPartGallery")) == Some("Table of Contents")
}
