//! OFD files (GB/T 33190), the fixed-layout format of Chinese offices: rebuilds text from its
//! positions, and tables from the lines drawn.
//!
//! `<TextCode X="0" Y="5.6" DeltaX="g 8 5.6">滑县人民政府办公室</TextCode>` gives the position of
//! each character, in millimetres from the upper left; the layout code for PDF turns them into
//! lines, paragraphs and tables. Stamps and annotations are left out.

mod draw;

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Seek};

use roxmltree::Node;
use zip::ZipArchive;

use super::error::Problem;
use super::pdf::{self, Sketch};
use super::xml::{self, attribute, below, child};
use super::{archive, gap};
use crate::message;

use draw::Drawn;

const NAME: &str = "OFD";
/// The most pages of a document.
const MAX_PAGES: usize = 2000;
/// The most bytes of XML of all pages together, counted each time a part is used.
const MAX_XML: usize = 256 << 20;
/// The most pieces of text and lines of all pages together.
const MAX_PIECES: usize = 4 << 20;
/// The page height if a page does not give it, in millimetres: A4.
const HEIGHT: f64 = 297.0;
/// The most characters of a scan, that is, a page with a picture; scanning programs stamp a few
/// characters on each page.
const STAMP: usize = 20;

/// A package being read.
struct Package<R> {
    parts: ZipArchive<R>,
    /// Bytes of XML that may still be read.
    left: usize,
    n_pieces: usize,
}

/// Returns the text of an OFD file.
pub(super) fn text(bytes: &[u8]) -> Result<String, Problem> {
    let mut package =
        Package { parts: archive::package(Cursor::new(bytes))?, left: MAX_XML, n_pieces: 0 };
    let entry = package.part("OFD.xml")?;
    let entry = xml::parse(&entry, NAME)?;
    let mut pages = Vec::new();
    for root in below(entry.root(), "DocRoot").filter_map(|root| root.text()) {
        package.document(&resolved("", root), &mut pages)?;
    }
    if pages.is_empty() {
        return Err(Problem::damaged(NAME, message!("damage-no-page")));
    }
    let is_scan = |page: &Drawn| page.n_pictures > 0 && page.n_characters() <= STAMP;
    let scans: Vec<usize> =
        (1..).zip(&pages).filter(|(_, page)| is_scan(page)).map(|(n, _)| n).collect();
    if scans.len() == pages.len() {
        return Err(Problem::Scanned);
    }
    let mut out = pdf::laid_out(pages.into_iter().map(|page| page.sketch).collect::<Vec<Sketch>>());
    gap::write_scans(&scans, &mut out);
    Ok(out)
}

impl<R: Read + Seek> Package<R> {
    /// Returns the XML of a required part.
    fn part(&mut self, name: &str) -> Result<String, Problem> {
        let part = xml::part(&mut self.parts, name)?;
        let part =
            part.ok_or_else(|| Problem::damaged(NAME, message!("damage-no-part", name = name)))?;
        self.left = self.left.checked_sub(part.len()).ok_or(Problem::Expands)?;
        Ok(part)
    }

    /// Reads the pages of a document.
    fn document(&mut self, location: &str, pages: &mut Vec<Drawn>) -> Result<(), Problem> {
        let document = self.part(location)?;
        let document = xml::parse(&document, NAME)?;
        let common = below(document.root(), "CommonData").next();
        let height = common.and_then(|common| height(common));
        let places = |wanted| {
            let nodes =
                below(document.root(), wanted).filter(|node| attribute(*node, "BaseLoc").is_some());
            nodes.map(|node| {
                (
                    attribute(node, "ID").unwrap_or_default(),
                    attribute(node, "BaseLoc").unwrap_or_default(),
                )
            })
        };
        let mut templates = BTreeMap::new();
        for (id, place) in places("TemplatePage").take(MAX_PAGES) {
            templates.insert(id, self.page(&resolved(location, place), height, None)?);
        }
        for (_, place) in places("Page") {
            pages.push(self.page(&resolved(location, place), height, Some(&templates))?);
            if pages.len() > MAX_PAGES {
                return Err(Problem::Expands);
            }
        }
        Ok(())
    }

    /// Reads a page, together with the template pages that lie under it.
    fn page(
        &mut self,
        location: &str,
        common: Option<f64>,
        templates: Option<&BTreeMap<&str, Drawn>>,
    ) -> Result<Drawn, Problem> {
        let page = self.part(location)?;
        let page = xml::parse(&page, NAME)?;
        let area = below(page.root(), "Area").next();
        let mut drawn = Drawn::new(area.and_then(height).or(common).unwrap_or(HEIGHT));
        for content in below(page.root(), "Content") {
            drawn.draw(content);
        }
        for under in below(page.root(), "Template").filter_map(|node| attribute(node, "TemplateID"))
        {
            if let Some(template) = templates.and_then(|templates| templates.get(under)) {
                drawn.lay_over(template);
            }
        }
        self.n_pieces += drawn.sketch.pieces.len() + drawn.sketch.rules.len();
        if self.n_pieces > MAX_PIECES { Err(Problem::Expands) } else { Ok(drawn) }
    }
}

/// Returns the height of a page, in millimetres.
fn height<'a>(area: Node<'a, 'a>) -> Option<f64> {
    let area = child(area, "PageArea").unwrap_or(area);
    let numbers = draw::numbers(child(area, "PhysicalBox")?.text()?);
    numbers.get(3).copied().filter(|height| *height > 0.0)
}

/// Resolves a location relative to the folder of another part, or from the root:
/// `/Doc_0/Document.xml`.
fn resolved(from: &str, location: &str) -> String {
    let location = location.trim();
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut steps: Vec<&str> = Vec::new();
    let above = if location.starts_with('/') { "" } else { folder };
    for step in above.split('/').chain(location.split('/')) {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locations_are_told_from_their_folder_or_the_root() {
        for (from, location, expected) in [
            ("", "Doc_0/Document.xml", "Doc_0/Document.xml"),
            ("Doc_0/Document.xml", "Pages/Page_0/Content.xml", "Doc_0/Pages/Page_0/Content.xml"),
            ("Doc_0/Document.xml", "/Doc_0/Tpls/a.xml", "Doc_0/Tpls/a.xml"),
            ("Doc_0/Document.xml", "../x.xml", "x.xml"),
            ("Doc_0/Document.xml", "../../../x.xml", "x.xml"),
        ] {
            assert_eq!(resolved(from, location), expected);
        }
    }
}
