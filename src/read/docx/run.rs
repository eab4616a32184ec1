//! Runs: the text of a paragraph, including characters that are not in a `w:t`, and without hidden
//! or struck-out text.
//!
//! `<w:sym w:font="Wingdings" w:char="F0FC"/>` is √; an EQ field becomes the character that it
//! draws.

use roxmltree::Node;

use super::super::symbol::{self, is_symbolic};
use super::super::told::LeftOut;
use super::body::{Block, Body, alternative};
use super::style::Look;
use super::{attribute, child, elements, field, picture, value};
use crate::message::Message;

/// The deepest nesting of fields.
const MAX_FIELDS: usize = 64;

/// A paragraph being read.
#[derive(Default)]
pub(super) struct Paragraph {
    pub(super) text: String,
    pub(super) boxes: Vec<Block>,
    /// Text that is not in force, and why.
    pub(super) left_out: Vec<(LeftOut, String)>,
    /// Pictures and objects that are not read, and why.
    pub(super) unread: Vec<Message>,
    /// The look that the paragraph style gives to its runs.
    pub(super) look: Look,
}

/// An open field.
#[derive(Default)]
pub(super) struct Field {
    instruction: String,
    /// The length of the paragraph's text at the start of the field's result, once reached.
    result: Option<usize>,
}

impl Body {
    /// Reads the contents of a paragraph, or of an element in one.
    pub(super) fn runs<'a>(&mut self, node: Node<'a, 'a>, paragraph: &mut Paragraph) {
        for node in elements(node) {
            match node.tag_name().name() {
                "r" => self.run(node, paragraph),
                "t" => paragraph.text.extend(node.text()),
                "tab" | "ptab" => paragraph.text.push(' '),
                "br" | "cr" => match attribute(node, "type") {
                    Some("page" | "column") => {}
                    _ => paragraph.text.push('\n'),
                },
                "noBreakHyphen" => paragraph.text.push('-'),
                "softHyphen" => {}
                "sym" => paragraph.text.extend(sign(node)),
                "textpath" => {
                    let drawn = attribute(node, "string").unwrap_or_default();
                    paragraph.boxes.push(Block::Line(drawn.to_owned()));
                }
                "fldChar" => {
                    self.field(attribute(node, "fldCharType").unwrap_or_default(), paragraph)
                }
                "fldSimple" => {
                    match field::equation(attribute(node, "instr").unwrap_or_default()) {
                        Some(shown) => paragraph.text.push_str(&shown),
                        None => self.runs(node, paragraph),
                    }
                }
                "instrText" => {
                    let field = self.fields.last_mut().filter(|field| field.result.is_none());
                    let instruction = field.map(|field| &mut field.instruction);
                    instruction
                        .into_iter()
                        .for_each(|all| all.push_str(node.text().unwrap_or_default()));
                }
                "drawing" | "pict" | "object" => {
                    paragraph.unread.extend(picture::unread(node));
                    self.runs(node, paragraph);
                }
                "footnoteReference" => self.refer("footnote", node),
                "endnoteReference" => self.refer("endnote", node),
                "txbxContent" => {
                    let carried = std::mem::take(&mut self.carried);
                    self.blocks(node, &mut paragraph.boxes);
                    self.carried = carried;
                }
                "AlternateContent" => {
                    alternative(node).into_iter().for_each(|node| self.runs(node, paragraph))
                }
                "ruby" => {
                    child(node, "rubyBase").into_iter().for_each(|node| self.runs(node, paragraph))
                }
                "pPr" | "rPr" | "del" | "moveFrom" | "delText" | "delInstrText" => {}
                _ => self.runs(node, paragraph),
            }
        }
    }

    /// Reads a run, setting hidden or struck-out text aside.
    fn run<'a>(&mut self, node: Node<'a, 'a>, paragraph: &mut Paragraph) {
        let properties = child(node, "rPr");
        let own = properties.map(Look::of).unwrap_or_default();
        let style = properties.and_then(|properties| value(properties, "rStyle"));
        let look = own
            .or(style.map(|style| self.styles.look(style)).unwrap_or_default())
            .or(paragraph.look);
        if let Some(why) = look.left_out() {
            let mut aside = Paragraph::default();
            self.runs(node, &mut aside);
            match paragraph.left_out.last_mut().filter(|(before, _)| *before == why) {
                Some((_, text)) => text.push_str(&aside.text),
                None => paragraph.left_out.push((why, aside.text)),
            }
            return;
        }
        let start = paragraph.text.len();
        self.runs(node, paragraph);
        let Some(properties) = properties else { return };
        let font = child(properties, "rFonts").and_then(|fonts| attribute(fonts, "ascii"));
        let added = paragraph.text.get(start..).unwrap_or_default();
        let changed = match font.filter(|font| is_symbolic(font)) {
            Some(font) => Some(symbol::shown(font, added)),
            None if child(properties, "eastAsianLayout")
                .is_some_and(|layout| is_set(layout, "combine")) =>
            {
                field::two_lines(added)
            }
            None => None,
        };
        if let Some(changed) = changed {
            paragraph.text.truncate(start);
            paragraph.text.push_str(&changed);
        }
    }

    /// Begins a field or its result, or ends the field.
    fn field(&mut self, step: &str, paragraph: &mut Paragraph) {
        match step {
            "begin" if self.fields.len() < MAX_FIELDS => self.fields.push(Field::default()),
            "separate" => {
                if let Some(field) = self.fields.last_mut() {
                    field.result = Some(paragraph.text.len());
                }
            }
            "end" => {
                let Some(field) = self.fields.pop() else { return };
                if let Some(shown) = field::equation(&field.instruction) {
                    let start = field.result.filter(|at| paragraph.text.is_char_boundary(*at));
                    paragraph.text.truncate(start.unwrap_or(paragraph.text.len()));
                    paragraph.text.push_str(&shown);
                }
            }
            _ => {}
        }
    }
}

/// Returns the character that a symbol font shows.
fn sign(node: Node<'_, '_>) -> Option<char> {
    let font = node.attributes().find(|attribute| attribute.name() == "font")?.value();
    let code = node.attributes().find(|attribute| attribute.name() == "char")?.value();
    let code = u32::from_str_radix(code, 16).ok()?;
    symbol::symbol(font, code).or_else(|| char::from_u32(code))
}

/// Whether an attribute is present and not switched off.
fn is_set(node: Node<'_, '_>, name: &str) -> bool {
    let value = node
        .attributes()
        .find(|attribute| attribute.name() == name)
        .map(|attribute| attribute.value());
    value.is_some_and(|value| !matches!(value, "0" | "false" | "off"))
}
