//! PDF files with a text layer: joins the pieces of text on each page to lines and paragraphs by
//! their positions.
//!
//! The decoder is a large program that handles untrusted files, so it runs in a thread of its own;
//! if it fails, only this document is lost.

use std::io::Cursor;
use std::thread;

use oxidize_pdf::parser::content::{ContentOperation, ContentParser};
use oxidize_pdf::parser::{ParseError, ParseOptions, PdfDocument, PdfReader};
use oxidize_pdf::text::{ExtractionOptions, TextFragment};

use super::error::Problem;
use super::error::decoder;
use super::told::Told;
use super::{MAX_TEXT, gap, metadata, table};
use crate::diagnostic::Code;
use crate::message;
use crate::message::Message;
use crate::radical;

mod grid;
mod layout;
mod page;
mod picture;
mod rules;
mod turn;
mod unruled;

use page::{Page, Piece};
use turn::Turn;

/// The most pages of a document.
const MAX_PAGES: u32 = 2000;
/// The most bytes of text on one page.
const MAX_PAGE: usize = 1 << 20;
/// Stack size of the decoder's thread, in bytes; it follows references recursively.
const STACK: usize = 64 << 20;
/// The average number of characters a page must have for a document not to be a scan; scanning
/// programs stamp a few on each page.
const STAMP: usize = 20;

/// Recognises the text of a page, counted from 1, in a PDF file.
pub(super) type Recognise = fn(&[u8], usize) -> Result<String, Problem>;

/// Returns the text of a PDF file; scanned pages are recognised if `recognise` is given, and
/// reported as unread otherwise.
pub(super) fn text(bytes: &[u8], recognise: Option<Recognise>) -> Result<Told, Problem> {
    let decoded = thread::scope(|scope| {
        let decoder = thread::Builder::new().name("pdf".into()).stack_size(STACK);
        decoder.spawn_scoped(scope, || pages(bytes)).map(|running| running.join())
    });
    let (pages, scans) =
        decoded?.map_err(|_| Problem::damaged("PDF", message!("damage-decoder")))??;
    let n_pages = pages.len();
    let unread: Vec<(usize, Message)> = pages
        .iter()
        .zip(1..)
        .flat_map(|(sheet, n)| {
            sheet.iter().flat_map(move |page| page.unread.iter().map(move |what| (n, what.clone())))
        })
        .collect();
    let text = layout::text(pages.into_iter().flatten().collect());
    let (mut n, mut n_unknown) = (0, 0);
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        n += 1;
        n_unknown +=
            usize::from(matches!(c, '\u{fffd}' | '\u{e000}'..='\u{f8ff}') || c.is_control());
    }
    let is_opaque = n_unknown * 3 > n;
    let is_scanned = scans.len() == n_pages || n < STAMP * (n_pages - scans.len());
    let text = match recognise {
        // Nothing of such a text is worth keeping.
        Some(recognise) if is_opaque || is_scanned => {
            let pages = (1..=n_pages).map(|page| recognise(bytes, page));
            return pages.collect::<Result<String, Problem>>().map(gap::taken);
        }
        None if is_opaque => return Err(Problem::Opaque),
        None if is_scanned => return Err(Problem::Scanned),
        Some(recognise) => {
            let pages = scans.iter().map(|page| recognise(bytes, *page));
            with_labels_apart(&text) + &pages.collect::<Result<String, Problem>>()?
        }
        None => {
            let mut text = with_labels_apart(&text);
            gap::write_scans(&scans, &mut text);
            text
        }
    };
    let mut told = gap::taken(text);
    for (n, what) in unread {
        told.doubt(Code::PageUnread, 0, message!("doubt-page", page = n, what = what));
    }
    Ok(told)
}

/// A page of another fixed-layout format; the origin is at the lower left, lengths are in points.
#[derive(Clone, Debug, Default)]
pub(super) struct Sketch {
    /// Pieces of text, each with x, y, width and size.
    pub(super) pieces: Vec<(String, [f64; 4])>,
    /// Ruled lines: whether one is horizontal, its position across, and its start and end.
    pub(super) rules: Vec<(bool, [f64; 3])>,
}

/// Returns the text of pages of another format.
pub(super) fn laid_out(pages: Vec<Sketch>) -> String {
    let page = |sketch: Sketch| {
        let pieces = sketch.pieces.into_iter().map(|(text, [x, y, width, size])| Piece {
            text,
            x,
            y,
            width,
            size,
        });
        let rules = sketch.rules.into_iter();
        let rules: Vec<_> = rules
            .map(|(is_horizontal, [at, from, to])| rules::Rule { is_horizontal, at, from, to })
            .collect();
        Page::ruled(pieces.collect(), &rules)
    };
    with_labels_apart(&layout::text(pages.into_iter().map(page).collect()))
}

/// Puts each label of the metadata on a printed web page on a line of its own.
///
/// A line with a single label counts only next to lines with several. The title is dropped, as the
/// document repeats it.
fn with_labels_apart(text: &str) -> String {
    let pairs: Vec<_> = text.lines().map(metadata::pairs).collect();
    let is_several =
        |n: Option<usize>| n.and_then(|n| pairs.get(n)).is_some_and(|pairs| pairs.len() > 1);
    let mut out = String::with_capacity(text.len());
    for (n, line) in text.lines().enumerate() {
        let near = [n.checked_sub(2), n.checked_sub(1), Some(n), Some(n + 1)];
        if pairs[n].is_empty() || !near.into_iter().any(is_several) {
            out.push_str(line);
            out.push('\n');
            continue;
        }
        table::write_pairs(&pairs[n], &mut out);
    }
    out
}

/// Returns the pages, each split in two if its text has two columns, and the numbers of those that
/// are scans.
fn pages(bytes: &[u8]) -> Result<(Vec<Vec<Page>>, Vec<usize>), Problem> {
    let reader = PdfReader::new_with_options(Cursor::new(bytes), ParseOptions::lenient())
        .map_err(damaged)?;
    if !reader.is_unlocked() {
        return Err(Problem::Locked);
    }
    let document = PdfDocument::new(reader);
    let n = document.page_count().map_err(damaged)?;
    if n > MAX_PAGES {
        return Err(Problem::Expands);
    }
    let (mut pages, mut scans, mut total) = (Vec::new(), Vec::new(), 0);
    for at in 0..n {
        let options = ExtractionOptions {
            preserve_layout: true,
            // A gap is no blank: other pieces may fill it, such as quotes in a font of their own.
            tj_space_threshold: f64::INFINITY,
            max_extracted_bytes: Some(MAX_PAGE),
            ..ExtractionOptions::default()
        };
        let extracted =
            document.extract_text_from_page_with_options(at, options).map_err(damaged)?;
        total += extracted.text.len();
        if extracted.truncated || total > MAX_TEXT {
            return Err(Problem::Expands);
        }
        let pieces = extracted.fragments.iter().map(piece).collect();
        let mut sheet = page(&document, at, pieces);
        let n_characters = extracted.text.chars().filter(|c| !c.is_whitespace()).count();
        if n_characters <= STAMP && shows_picture(&document, at) {
            scans.push(at as usize + 1);
            // Reporting the scan covers its picture too.
            sheet.iter_mut().for_each(|page| page.unread.clear());
        }
        pages.push(sheet);
    }
    Ok((pages, scans))
}

/// Whether a page shows a picture.
fn shows_picture(document: &PdfDocument<Cursor<&[u8]>>, at: u32) -> bool {
    let is_picture = |one: &ContentOperation| {
        matches!(one, ContentOperation::PaintXObject(_) | ContentOperation::InlineImage { .. })
    };
    drawn(document, at).is_some_and(|(operations, _)| operations.iter().any(is_picture))
}

/// Reads a page with its lines and tables, rotated so that its text runs to the right.
fn page(document: &PdfDocument<Cursor<&[u8]>>, at: u32, pieces: Vec<Piece>) -> Vec<Page> {
    let (operations, size) = drawn(document, at).unwrap_or_default();
    let turn = Turn::of(&operations);
    let n_chars =
        pieces.iter().flat_map(|piece| piece.text.chars()).filter(|c| !c.is_whitespace()).count();
    let pieces = pieces.into_iter().map(|piece| turn.piece(size, piece)).collect();
    let rules: Vec<_> =
        rules::rules(&operations).into_iter().map(|rule| turn.rule(size, rule)).collect();
    let mut sheet = Page::parted(pieces, &rules);
    if let Some(first) = sheet.first_mut() {
        first.unread.extend(picture::unread(&operations, size, n_chars));
    }
    sheet
}

/// Returns the drawing operations of a page and its media box; `None` if they cannot be read.
fn drawn(
    document: &PdfDocument<Cursor<&[u8]>>,
    at: u32,
) -> Option<(Vec<ContentOperation>, [f64; 4])> {
    let page = document.get_page(at).ok()?;
    let streams = document.get_page_content_streams(&page).ok()?;
    let operations = ContentParser::parse(&ContentParser::combine_streams_owned(streams)).ok()?;
    Some((operations, page.media_box))
}

fn piece(fragment: &TextFragment) -> Piece {
    Piece {
        text: plain(&fragment.text),
        x: fragment.x,
        y: fragment.y,
        width: fragment.width,
        size: fragment.font_size,
    }
}

/// Replaces the radicals by which fonts name some Han characters: `⼀` for `一`.
fn plain(text: &str) -> String {
    text.chars().map(|c| radical::unified(c).unwrap_or(c)).collect()
}

fn damaged(error: ParseError) -> Problem {
    match error {
        ParseError::EncryptionNotSupported | ParseError::WrongPassword | ParseError::PdfLocked => {
            Problem::Locked
        }
        error => Problem::damaged("PDF", decoder(error)),
    }
}
