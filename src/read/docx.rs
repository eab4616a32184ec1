//! DOCX files: the text as Word shows it, with the numbers of automatic lists, and without what
//! tracked changes deleted.
//!
//! Left out are comments, hidden or struck-out text, running heads, and the table of contents,
//! which repeats the headings. A page header that holds the letterhead comes first, a footer that
//! holds the imprint last. Text boxes follow the paragraph that anchors them; footnotes follow the
//! document, as `注1：…`.

mod body;
mod chunk;
mod field;
mod grid;
mod letterhead;
mod numbering;
pub(super) mod numeral;
mod package;
mod picture;
mod run;
mod style;

use roxmltree::{Document, Node, ParsingOptions};

use super::encoding;
use super::error::Problem;
use super::error::decoder;
use super::markup::Markup;
use super::told::Told;
use crate::message;

use body::{Body, Parts};
use chunk::Chunks;
use numbering::Numbering;
use package::Package;
use style::Styles;

/// The most elements and text nodes of one part.
const MAX_NODES: u32 = 4 << 20;
/// The deepest nesting of elements; the code that walks them recurses.
const MAX_DEPTH: usize = 512;
/// The most attributes of one element.
const MAX_WORDS: usize = 256;
/// The most namespace declarations: the parser copies those in scope for each new one.
const MAX_NAMESPACES: usize = 10_000;
/// The most page headers read, and likewise footers.
const MAX_HEADERS: usize = 40;

/// Returns the text of a DOCX file.
pub(super) fn text(bytes: &[u8]) -> Result<Told, Problem> {
    nested(bytes, 0)
}

/// Returns the text of a DOCX file embedded `depth` levels deep in others.
fn nested(bytes: &[u8], depth: usize) -> Result<Told, Problem> {
    let mut package = Package::open(bytes)?;
    let main = package.xml(&package.main.clone())?;
    let mut related = |kind| package.related(kind);
    let [styles, numbering] = [related("styles")?, related("numbering")?];
    let [footnotes, endnotes] = [related("footnotes")?, related("endnotes")?];
    let [headers, footers] =
        [around(&mut package, "header", &main), around(&mut package, "footer", &main)];
    let chunks = Chunks::of(&mut package, depth);
    let [main, styles, numbering] = [&main, &styles, &numbering].map(|xml| parse(xml));
    let (main, styles, numbering) = (main?, styles?, numbering?);
    if child(main.root(), "document").is_none() {
        return Err(Problem::damaged("DOCX", message!("damage-no-document")));
    }
    let styles = Styles::of(styles.root());
    let numbering = Numbering::of(numbering.root(), &styles);
    let (footnotes, endnotes) = (parse(&footnotes)?, parse(&endnotes)?);
    let [headers, footers] =
        [&headers, &footers].map(|parts| parts.iter().filter_map(|xml| parse(xml).ok()));
    let [headers, footers] = [headers.collect::<Vec<_>>(), footers.collect::<Vec<_>>()];
    let parts = Parts {
        main: main.root(),
        notes: [footnotes.root(), endnotes.root()],
        headers: headers.iter().map(Document::root).collect(),
        footers: footers.iter().map(Document::root).collect(),
    };
    Ok(Body::new(styles, numbering, chunks).text(&parts))
}

/// Returns the page headers or footers in the order in which the sections of the main part refer to
/// them, leaving out empty and damaged ones.
fn around(package: &mut Package<'_>, kind: &str, main: &str) -> Vec<String> {
    let mut all = package.all(kind);
    all.sort_by_key(|(id, _)| main.find(&format!("\"{id}\"")).unwrap_or(usize::MAX));
    let all = all.into_iter().take(MAX_HEADERS).filter_map(|(_, name)| package.xml(&name).ok());
    all.filter(|xml| !xml.is_empty()).collect()
}

/// Decodes a part, after checking that it is safe to parse.
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
    Document::parse_with_options(if xml.is_empty() { "<none/>" } else { xml }, options).map_err(
        |error| match error {
            roxmltree::Error::NodesLimitReached => Problem::Expands,
            error => Problem::damaged("DOCX", decoder(error)),
        },
    )
}

/// Returns the child elements of an element.
fn elements<'a>(node: Node<'a, 'a>) -> impl Iterator<Item = Node<'a, 'a>> {
    node.children().filter(Node::is_element)
}

/// Returns the first child element of that name. Names are compared without namespaces, whose
/// prefixes and versions vary.
fn child<'a>(node: Node<'a, 'a>, name: &str) -> Option<Node<'a, 'a>> {
    elements(node).find(|child| child.tag_name().name() == name)
}

/// Returns an attribute by its local name.
fn attribute<'a>(node: Node<'a, 'a>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

/// Returns the `val` attribute of the child element of that name.
fn value<'a>(node: Node<'a, 'a>, name: &str) -> Option<&'a str> {
    attribute(child(node, name)?, "val")
}

/// Whether a property is present and not switched off.
fn is_on(node: Node<'_, '_>, name: &str) -> bool {
    elements(node).any(|child| {
        child.tag_name().name() == name
            && !child.attributes().any(|attribute| {
                attribute.name() == "val"
                    && matches!(attribute.value(), "0" | "false" | "off" | "none")
            })
    })
}
