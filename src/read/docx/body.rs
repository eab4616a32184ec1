//! The body of a DOCX file: turns paragraphs and tables into lines of text.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;

use super::super::table::{self, Cell};
use super::super::told::{LeftOut, Told};
use super::chunk::Chunks;
use super::numbering::Numbering;
use super::run::{Field, Paragraph};
use super::style::{Numbered, Styles, outline_level};
use super::{attribute, child, elements, letterhead, value};
use crate::diagnostic::Code;
use crate::message::Message;

/// A block-level part of a document.
pub(super) enum Block {
    Line(String),
    Table(Vec<Vec<Cell>>),
    /// The lines and tables of an embedded part in another format.
    Text(String),
    Remark(Remark),
}

/// A note about the place where it stands.
pub(super) enum Remark {
    LeftOut(LeftOut, String),
    /// Something that is not read, and why: a part in another format, a picture.
    Unread(Message),
}

/// The state of reading a body.
pub(super) struct Body {
    pub(super) styles: Styles,
    numbering: Numbering,
    /// Embedded parts in other formats, by relation id.
    chunks: Chunks,
    /// The footnotes and endnotes referred to: which of the two, and its id.
    notes: Vec<(&'static str, String)>,
    /// Cells that spans have added to tables.
    pub(super) n_spanned: usize,
    /// Text carried over to the next paragraph, because the paragraph mark between was deleted.
    pub(super) carried: String,
    /// The open fields, outermost first.
    pub(super) fields: Vec<Field>,
    /// Remarks on the cell being read.
    pub(super) remarks: Vec<Remark>,
}

/// The parts of a document, apart from its styles and lists.
pub(super) struct Parts<'a> {
    pub(super) main: Node<'a, 'a>,
    pub(super) notes: [Node<'a, 'a>; 2],
    pub(super) headers: Vec<Node<'a, 'a>>,
    pub(super) footers: Vec<Node<'a, 'a>>,
}

impl Body {
    pub(super) fn new(styles: Styles, numbering: Numbering, chunks: Chunks) -> Self {
        Self {
            styles,
            numbering,
            chunks,
            notes: Vec::new(),
            n_spanned: 0,
            carried: String::new(),
            fields: Vec::new(),
            remarks: Vec::new(),
        }
    }

    /// Returns the text of a document.
    pub(super) fn text(mut self, parts: &Parts<'_>) -> Told {
        let mut blocks = Vec::new();
        for body in
            elements(parts.main).flat_map(elements).filter(|node| node.tag_name().name() == "body")
        {
            self.blocks(body, &mut blocks);
        }
        let rest = std::mem::take(&mut self.carried);
        blocks.push(Block::Line(rest));
        let mut head = self.around(&parts.headers, &blocks, letterhead::is_head);
        let foot = self.around(&parts.footers, &blocks, letterhead::is_imprint);
        self.referred(&parts.notes, &mut blocks);
        head.append(&mut blocks);
        head.extend(foot);
        let mut told = Told::default();
        head.into_iter().for_each(|block| write(block, &mut told));
        told
    }

    /// Appends the notes that the document refers to.
    fn referred<'a>(&mut self, notes: &[Node<'a, 'a>], blocks: &mut Vec<Block>) {
        let all = notes.iter().flat_map(|root| elements(*root)).flat_map(elements);
        let all: BTreeMap<_, _> =
            all.map(|note| ((note.tag_name().name(), attribute(note, "id")), note)).collect();
        let mut seen = BTreeSet::new();
        let referred: Vec<_> =
            self.notes.drain(..).filter(|note| seen.insert(note.clone())).collect();
        for (n, (kind, id)) in referred.iter().enumerate() {
            let text = all.get(&(*kind, Some(id))).map(|note| self.cell(*note)).unwrap_or_default();
            blocks.push(Block::Line(format!("注{}：{text}", n + 1)));
        }
    }

    /// Returns the first of the headers or footers that is part of the letterhead and that the body
    /// does not repeat.
    fn around<'a>(
        &mut self,
        roots: &[Node<'a, 'a>],
        body: &[Block],
        is_wanted: fn(&str) -> bool,
    ) -> Vec<Block> {
        for root in roots.iter().flat_map(|root| elements(*root)) {
            let mut blocks = Vec::new();
            self.blocks(root, &mut blocks);
            let lines: Vec<String> = blocks.iter().flat_map(Block::lines).collect();
            let is_new = |line: &String| {
                !body.iter().flat_map(Block::lines).any(|known| letterhead::same(&known, line))
            };
            if lines.iter().any(|line| is_wanted(line) && is_new(line)) {
                return blocks;
            }
        }
        Vec::new()
    }

    pub(super) fn blocks<'a>(&mut self, container: Node<'a, 'a>, blocks: &mut Vec<Block>) {
        for node in elements(container) {
            match node.tag_name().name() {
                "p" => self.paragraph(node, blocks),
                "tbl" => {
                    let mut rows = Vec::new();
                    self.rows(node, &mut rows);
                    blocks.push(Block::Table(rows));
                    blocks.extend(self.remarks.drain(..).map(Block::Remark));
                }
                "altChunk" => {
                    blocks.extend(self.chunks.take(attribute(node, "id").unwrap_or_default()))
                }
                "sdt" if is_contents(node) => {}
                "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" | "smartTag" => {
                    self.blocks(node, blocks)
                }
                "AlternateContent" => {
                    alternative(node).into_iter().for_each(|node| self.blocks(node, blocks))
                }
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
        let look = style.map(|style| self.styles.look(style)).unwrap_or_default();
        let mut paragraph = Paragraph { look, ..Paragraph::default() };
        self.runs(node, &mut paragraph);
        let mark = properties.and_then(|properties| child(properties, "rPr"));
        let is_joined = mark
            .is_some_and(|mark| child(mark, "del").is_some() || child(mark, "moveFrom").is_some());
        let is_blank = paragraph.text.trim().is_empty();
        if !(is_joined && is_blank) {
            let own = properties.map(Numbered::of).unwrap_or_default();
            let is_unnumbered = own.list.as_deref() == Some("0");
            let number = self.number(own, style).unwrap_or_default();
            let level = properties.and_then(outline_level).or_else(|| self.styles.heading(style?));
            let is_bare = number.is_empty()
                && !is_unnumbered
                && self.carried.is_empty()
                && lacks_number(&paragraph.text);
            let mark =
                level.filter(|_| is_bare).map(|level| "#".repeat(level) + " ").unwrap_or_default();
            let text =
                format!("{}{mark}{number}{}", std::mem::take(&mut self.carried), paragraph.text);
            if is_joined {
                self.carried = text;
            } else if !is_blank || paragraph.left_out.is_empty() {
                blocks.extend(text.split('\n').map(|line| Block::Line(line.to_owned())));
            }
        }
        blocks.append(&mut paragraph.boxes);
        let left_out = paragraph.left_out.into_iter().map(|(why, text)| Remark::LeftOut(why, text));
        blocks.extend(left_out.map(Block::Remark));
        blocks.extend(paragraph.unread.into_iter().map(|what| Block::Remark(Remark::Unread(what))));
    }

    /// Returns the number that a paragraph shows.
    fn number(&mut self, own: Numbered, style: Option<&str>) -> Option<String> {
        let inherited = style.and_then(|style| self.styles.numbered(style));
        let (by, numbered) = match inherited {
            Some((by, inherited)) if own.list.is_none() => (
                Some(by),
                Numbered { list: inherited.list.clone(), level: own.level.or(inherited.level) },
            ),
            _ => (style, own),
        };
        self.numbering.next(&numbered, by)
    }

    pub(super) fn refer<'a>(&mut self, kind: &'static str, node: Node<'a, 'a>) {
        self.notes.extend(attribute(node, "id").map(|id| (kind, id.to_owned())));
    }
}

impl Block {
    /// Returns the lines of text of the block.
    fn lines(&self) -> Vec<String> {
        match self {
            Self::Line(text) | Self::Text(text) => text.lines().map(str::to_owned).collect(),
            Self::Table(rows) => rows
                .iter()
                .flatten()
                .flat_map(|cell| cell.text().lines())
                .map(str::to_owned)
                .collect(),
            Self::Remark(_) => Vec::new(),
        }
    }
}

fn write(block: Block, told: &mut Told) {
    let at = told.text.len();
    match block {
        Block::Line(line) => table::paragraph(&line, &mut told.text),
        Block::Table(rows) => table::place(&rows, &mut told.text),
        Block::Text(text) => text.lines().for_each(|line| {
            told.text.push_str(line);
            told.text.push('\n');
        }),
        Block::Remark(Remark::LeftOut(why, text)) => told.left_out(why, at, &text),
        Block::Remark(Remark::Unread(message)) => told.doubt(Code::PartUnread, at, message),
    }
}

/// Whether a heading lacks a number of its own, which would tell its level.
fn lacks_number(text: &str) -> bool {
    let first = text.trim_start().chars().next();
    first.is_some_and(|c| {
        !c.is_ascii_digit() && !"一二三四五六七八九十（(第①②③④⑤⑥⑦⑧⑨⑩附".contains(c)
    }) && !text.contains('。')
}

/// Returns the alternative to read: the newer one, unless only the older has text.
pub(super) fn alternative<'a>(node: Node<'a, 'a>) -> Option<Node<'a, 'a>> {
    let says = |node: Node<'_, '_>| matches!(node.tag_name().name(), "t" | "textpath" | "sym");
    let has_text = |node: &Node<'_, '_>| node.descendants().any(says);
    child(node, "Choice").filter(has_text).or_else(|| child(node, "Fallback"))
}

/// Whether a content control holds a table of contents.
fn is_contents<'a>(node: Node<'a, 'a>) -> bool {
    let gallery = child(node, "sdtPr").and_then(|properties| child(properties, "docPartObj"));
    gallery.and_then(|gallery| value(gallery, "docPartGallery")) == Some("Table of Contents")
}
