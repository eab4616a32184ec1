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

use roxmltree::{Document, Node};

use super::error::Problem;
use super::told::Told;
use super::xml::{self, attribute, child, elements};
use crate::message;

use body::{Body, Parts};
use chunk::Chunks;
use numbering::Numbering;
use package::Package;
use style::Styles;

/// The deepest nesting of elements; the code that walks them recurses.
const MAX_DEPTH: usize = 512;
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
    xml::checked_to(bytes, MAX_DEPTH)
}

fn parse(xml: &str) -> Result<Document<'_>, Problem> {
    xml::parse(xml, "DOCX")
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
