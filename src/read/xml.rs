//! The XML inside packages, parsed without entities and within limits.

use std::io::{Read, Seek};

use roxmltree::{Document, Node, ParsingOptions};
use zip::ZipArchive;

use super::error::Problem;
use super::error::decoder;
use super::markup::Markup;
use super::{archive, encoding};

/// The most elements and text nodes of one part.
const MAX_NODES: u32 = 4 << 20;
/// The deepest nesting of elements; the code that walks them recurses.
const MAX_DEPTH: usize = 256;
/// The most attributes of one element.
const MAX_WORDS: usize = 256;
/// The most namespace declarations: the parser copies those in scope for each new one.
const MAX_NAMESPACES: usize = 10_000;

/// Returns the text of a part of a package, if it has a part of that name.
pub(super) fn part(
    package: &mut ZipArchive<impl Read + Seek>,
    name: &str,
) -> Result<Option<String>, Problem> {
    archive::part(package, name)?.map(|bytes| checked(&bytes)).transpose()
}

/// Decodes a part, after checking that it is safe to parse.
pub(super) fn checked(bytes: &[u8]) -> Result<String, Problem> {
    checked_to(bytes, MAX_DEPTH)
}

/// Like [`checked`], where elements may nest up to `deepest`.
pub(super) fn checked_to(bytes: &[u8], deepest: usize) -> Result<String, Problem> {
    let xml = encoding::decode(bytes)?;
    let Markup { words, depth } = Markup::of(&xml);
    if depth > deepest || words > MAX_WORDS {
        return Err(Problem::Deep);
    }
    if memchr::memmem::find_iter(xml.as_bytes(), b"xmlns").nth(MAX_NAMESPACES).is_some() {
        return Err(Problem::Expands);
    }
    Ok(xml)
}

/// Parses a part of a document in `format`.
pub(super) fn parse<'x>(xml: &'x str, format: &'static str) -> Result<Document<'x>, Problem> {
    let options = ParsingOptions { nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let xml = xml.trim_start_matches('\u{feff}');
    Document::parse_with_options(if xml.is_empty() { "<none/>" } else { xml }, options).map_err(
        |error| match error {
            roxmltree::Error::NodesLimitReached => Problem::Expands,
            error => Problem::damaged(format, decoder(error)),
        },
    )
}

/// Returns the child elements of an element.
pub(super) fn elements<'a>(node: Node<'a, 'a>) -> impl Iterator<Item = Node<'a, 'a>> {
    node.children().filter(Node::is_element)
}

/// Returns the name of an element without its namespace, whose prefix varies.
pub(super) fn name<'a>(node: Node<'a, 'a>) -> &'a str {
    node.tag_name().name()
}

/// Returns the first child element of that name.
pub(super) fn child<'a>(node: Node<'a, 'a>, wanted: &str) -> Option<Node<'a, 'a>> {
    elements(node).find(|child| name(*child) == wanted)
}

/// Returns all elements of that name below a node.
pub(super) fn below<'a>(node: Node<'a, 'a>, wanted: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    node.descendants().filter(move |inner| inner.is_element() && name(*inner) == wanted)
}

/// Returns an attribute by its local name.
pub(super) fn attribute<'a>(node: Node<'a, 'a>, wanted: &str) -> Option<&'a str> {
    node.attributes()
        .find(|attribute| attribute.name() == wanted)
        .map(|attribute| attribute.value())
}
