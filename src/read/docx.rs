//! DOCX files: the text as Word shows it, with the numbers that automatic lists make, and without what a revision deleted.
//!
//! Left out are headers and footers, comments, hidden text, and the table of contents, which repeats the headings. Text boxes
//! follow the paragraph that holds them; footnotes follow the document, as `注1：…`.

mod body;
mod numbering;
mod numeral;
mod style;

use std::io::Cursor;

use roxmltree::{Document, Node, ParsingOptions};

use super::archive;
use super::encoding;
use super::error::Problem;
use super::markup::Markup;

use body::Body;
use numbering::Numbering;
use style::Styles;

/// Elements and texts of the largest part.
const MAX_NODES: u32 = 4 << 20;
/// Elements in elements; what walks them recurses.
const MAX_DEPTH: usize = 512;
/// Attributes of one element.
const MAX_WORDS: usize = 256;
/// Declarations of namespaces, each of which copies those around it.
const MAX_NAMESPACES: usize = 10_000;

/// The text of a DOCX file.
pub(super) fn text(bytes: &[u8]) -> Result<String, Problem> {
    let mut package = archive::package(Cursor::new(bytes))?;
    let mut part = |name: &str| -> Result<Option<String>, Problem> {
        archive::part(&mut package, &format!("word/{name}.xml"))?.map(|bytes| checked(&bytes)).transpose()
    };
    let main = match part("document")? {
        Some(main) => main,
        None => part("document2")?.ok_or_else(|| Problem::damaged("DOCX", "it holds no document"))?,
    };
    let [styles, numbering, footnotes, endnotes] =
        [part("styles")?, part("numbering")?, part("footnotes")?, part("endnotes")?].map(Option::unwrap_or_default);
    let [main, styles, numbering, footnotes, endnotes] =
        [&main, &styles, &numbering, &footnotes, &endnotes].map(|xml| parse(xml));
    let (main, styles, numbering) = (main?, styles?, numbering?);
    let styles = Styles::of(styles.root());
    let numbering = Numbering::of(numbering.root(), &styles);
    let (footnotes, endnotes) = (footnotes?, endnotes?);
    Ok(Body::new(styles, numbering).text(main.root(), &[footnotes.root(), endnotes.root()]))
}

/// The text of a part that no parser suffers from.
fn checked(bytes: &[u8]) -> Result<String, Problem> {
    let xml = encoding::decode(bytes)?;
    let Markup { words, depth } = Markup::of(&xml);
    if depth > MAX_DEPTH || words > MAX_WORDS {
        return Err(Problem::Deep);
    }
    if memchr::memmem::find_iter(xml.as_bytes(), b"xmlns").nth(MAX_NAMESPACES).is_some() {
        return Err(Problem::Expands);
    }
    Ok(xml)
}

fn parse(xml: &str) -> Result<Document<'_>, Problem> {
    let options = ParsingOptions { nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let xml = xml.trim_start_matches('\u{feff}');
    Document::parse_with_options(if xml.is_empty() { "<none/>" } else { xml }, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => Problem::Expands,
        error => Problem::damaged("DOCX", error),
    })
}

/// The elements in an element.
fn elements<'a>(node: Node<'a, 'a>) -> impl Iterator<Item = Node<'a, 'a>> {
    node.children().filter(Node::is_element)
}

/// The first element of that name in an element. Prefixes and versions of namespaces vary, local names do not.
fn child<'a>(node: Node<'a, 'a>, name: &str) -> Option<Node<'a, 'a>> {
    elements(node).find(|child| child.tag_name().name() == name)
}

/// An attribute by its local name.
fn attribute<'a>(node: Node<'a, 'a>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

/// The `val` of the element of that name in an element.
fn value<'a>(node: Node<'a, 'a>, name: &str) -> Option<&'a str> {
    attribute(child(node, name)?, "val")
}

/// Whether a property stands and is not switched off.
fn is_on(node: Node<'_, '_>, name: &str) -> bool {
    elements(node).any(|child| {
        child.tag_name().name() == name
            && !child.attributes().any(|attribute| {
                attribute.name() == "val" && matches!(attribute.value(), "0" | "false" | "off" | "none")
            })
    })
}
