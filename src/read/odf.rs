//! OpenDocument texts and spreadsheets (`.odt`, `.ods`, and their flat forms), as LibreOffice, WPS
//! and Yozo write them.
//!
//! The numbers of automatic lists are written out. Left out are comments, tracked deletions, hidden
//! text, and tables of contents; footnotes follow the document, as `注1：…`.

mod body;
mod number;
mod sheet;

use std::io::Cursor;

use roxmltree::Node;

use super::archive;
use super::error::Problem;
use super::format::{Foreign, Format, SLIDES};
use super::sheet::Sheet;
use super::xml::{self, below, child};
use crate::message;

use body::Body;
use number::Numbers;

const NAME: &str = "OpenDocument";

pub(super) static OTHER: Foreign = Foreign {
    name: || message!("format-odp"),
    kind: SLIDES,
    hint: || message!("hint-format-save-text"),
};

/// Tells which OpenDocument format a package is by its first member, which names it uncompressed.
pub(super) fn format(bytes: &[u8]) -> Format {
    let head = bytes.get(..bytes.len().min(256)).unwrap_or_default();
    let is_sheet = memchr::memmem::find(head, b"opendocument.spreadsheet").is_some();
    if is_sheet { Format::Ods } else { Format::Odt }
}

/// Returns the text of a package, or of a flat document.
pub(super) fn text(bytes: &[u8]) -> Result<String, Problem> {
    with(bytes, of)
}

/// Returns the sheets of a workbook.
pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, Problem> {
    with(bytes, |content, styles| {
        let found = below(content, "body").next().and_then(|body| child(body, "spreadsheet"));
        sheet::sheets(found.ok_or(Problem::Foreign(&OTHER))?, &Styles::of([styles, content]))
    })
}

/// Applies `take` to the content and the styles of a package, or of a flat document.
fn with<T>(
    bytes: &[u8],
    take: impl for<'a> Fn(Node<'a, 'a>, Node<'a, 'a>) -> Result<T, Problem>,
) -> Result<T, Problem> {
    if !super::format::is_archive(bytes) {
        let flat = xml::checked(bytes)?;
        let flat = xml::parse(&flat, NAME)?;
        return take(flat.root(), flat.root());
    }
    let mut package = archive::package(Cursor::new(bytes))?;
    let manifest = xml::part(&mut package, "META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(Problem::Locked);
    }
    let content = xml::part(&mut package, "content.xml")?
        .ok_or_else(|| Problem::damaged(NAME, message!("damage-no-document")))?;
    let styles = xml::part(&mut package, "styles.xml")?.unwrap_or_default();
    let (content, styles) = (xml::parse(&content, NAME)?, xml::parse(&styles, NAME)?);
    take(content.root(), styles.root())
}

/// Returns the text of the content; `styles` holds the shared styles.
fn of<'a>(content: Node<'a, 'a>, styles: Node<'a, 'a>) -> Result<String, Problem> {
    let body = below(content, "body")
        .next()
        .ok_or_else(|| Problem::damaged(NAME, message!("damage-no-document")))?;
    let numbers = Numbers::of([styles, content]);
    let styles = Styles::of([styles, content]);
    if let Some(text) = child(body, "text") {
        return Body::new(&styles, numbers).text(text);
    }
    let sheets = child(body, "spreadsheet").ok_or(Problem::Foreign(&OTHER))?;
    sheet::text(sheets, &styles)
}

/// The styles, as far as they matter here.
struct Styles<'a> {
    /// The names of styles that hide text or sheets.
    hidden: Vec<&'a str>,
}

impl<'a> Styles<'a> {
    fn of(roots: [Node<'a, 'a>; 2]) -> Self {
        let styles = roots.into_iter().flat_map(|root| below(root, "style"));
        let is_hidden = |style: &Node<'a, 'a>| {
            xml::elements(*style).any(|properties| {
                matches!(xml::attribute(properties, "display"), Some("none" | "false"))
            })
        };
        Self {
            hidden: styles
                .filter(is_hidden)
                .filter_map(|style| xml::attribute(style, "name"))
                .collect(),
        }
    }

    /// Whether the style of a node hides it.
    fn hides(&self, node: Node<'a, 'a>) -> bool {
        xml::attribute(node, "style-name").is_some_and(|style| self.hidden.contains(&style))
    }
}
