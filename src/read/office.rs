//! Word 97 (`.doc`, `.wps`), Excel 97 (`.xls`, `.et`) and Excel (`.xlsx`), all read by one
//! third-party decoder.
//!
//! The decoder handles untrusted files, so it runs in a thread of its own and within limits; if it
//! fails, only this document is lost. What it reports as lost is marked: `<!-- not read: … -->`.

mod list;
mod month;

use std::io::Cursor;
use std::thread;

use office_oxide::cfb::CfbReader;
use office_oxide::ir::{DocumentIR, Element, InlineContent, Section, Table};
use office_oxide::limits::Limits;
use office_oxide::options::ParseOptions;
use office_oxide::{Document, DocumentFormat};

use super::error::Problem;
use super::error::decoder;
use super::format::{self, Foreign, Format, MAILS, OFFICES};
use super::sheet::{self, Sheet};
use super::spans::{Grid, Spanning};
use super::table::{self, Cell};
use super::{MAX_BYTES, MAX_TEXT, archive, gap};
use crate::affix::AnyOf;
use crate::message;
use crate::message::Message;

use list::Numbers;

/// Stack size of the decoder's thread, in bytes.
const STACK: usize = 64 << 20;
/// The memory, in bytes, that a small file may claim by sparse sheets and repeated parts.
const MEMORY: u64 = 512 << 20;

/// Streams that identify a kind of file.
const STREAMS: &[(&str, Kind)] = &[
    ("EncryptedPackage", Kind::Locked),
    ("WordDocument", Kind::Format(Format::Doc)),
    ("Workbook", Kind::Format(Format::Xls)),
    ("Book", Kind::Format(Format::Xls)),
    (
        "PowerPoint Document",
        Kind::Foreign(Foreign {
            name: || message!("format-ppt"),
            kind: format::SLIDES,
            hint: SLIDES,
        }),
    ),
    (
        "__properties_version1.0",
        Kind::Foreign(Foreign { name: || message!("format-msg"), kind: MAILS, hint: MESSAGE }),
    ),
    (
        "FileHeader",
        Kind::Foreign(Foreign { name: || message!("format-hwp"), kind: OFFICES, hint: SAVE }),
    ),
];

const SLIDES: fn() -> Message = || message!("hint-format-save-text");
const MESSAGE: fn() -> Message = || message!("hint-format-eml");
const SAVE: fn() -> Message = || message!("hint-format-docx");
static UNKNOWN: Foreign = Foreign { name: || message!("format-office"), kind: OFFICES, hint: SAVE };

enum Kind {
    Format(Format),
    Foreign(Foreign),
    Locked,
}

/// Returns the unsupported formats that a compound file may have.
pub(super) fn foreign() -> impl Iterator<Item = &'static Foreign> {
    let told = STREAMS.iter().filter_map(|(_, kind)| match kind {
        Kind::Foreign(foreign) => Some(foreign),
        Kind::Format(_) | Kind::Locked => None,
    });
    told.chain([&UNKNOWN])
}

/// Returns the format of a compound file, by its streams.
pub(super) fn format(bytes: &[u8]) -> Result<Format, Problem> {
    let reader = CfbReader::new(Cursor::new(bytes))
        .map_err(|error| Problem::damaged("Office", decoder(error)))?;
    match STREAMS.iter().find(|(stream, _)| reader.has_root_entry(stream)) {
        Some((_, Kind::Format(format))) => Ok(*format),
        Some((_, Kind::Foreign(foreign))) => Ok(Format::Foreign(foreign)),
        Some((_, Kind::Locked)) => Err(Problem::Locked),
        None if reader.entries().len() < 2 => {
            Err(Problem::damaged("Office", message!("damage-cut-off")))
        }
        None => Ok(Format::Foreign(&UNKNOWN)),
    }
}

/// Returns the text of a Word 97 file.
pub(super) fn doc(bytes: &[u8]) -> Result<String, Problem> {
    let (ir, losses) = decoded(bytes, DocumentFormat::Doc, "Word")?;
    let mut out = String::new();
    let mut numbers = Numbers::default();
    for element in ir.sections.iter().flat_map(|section| &section.elements) {
        write(element, &mut numbers, &mut out)?;
    }
    if numbers.has_any() {
        gap::write(&message!("gap-list-numbers"), &mut out);
    }
    losses.iter().for_each(|loss| gap::write(&message!("gap-loss", text = loss), &mut out));
    Ok(out)
}

/// Returns the sheets of a workbook, and what was lost of it.
pub(super) fn sheets(bytes: &[u8], format: Format) -> Result<(Vec<Sheet>, Vec<String>), Problem> {
    let (ir, losses) = match format {
        Format::Xls => decoded(bytes, DocumentFormat::Xls, "Excel")?,
        _ => {
            archive::package(Cursor::new(bytes))?;
            decoded(bytes, DocumentFormat::Xlsx, "Excel")?
        }
    };
    Ok((ir.sections.iter().map(sheet).collect::<Result<Vec<_>, _>>()?, losses))
}

/// Returns the text of a workbook.
pub(super) fn workbook(bytes: &[u8], format: Format) -> Result<String, Problem> {
    let (mut sheets, losses) = sheets(bytes, format)?;
    // For Excel 97 the decoder does not tell how dates are formatted.
    let mut is_guessed = false;
    if format == Format::Xls {
        sheets.iter_mut().for_each(|sheet| is_guessed |= month::first_days(&mut sheet.rows));
    }
    let mut out = sheet::text(sheets)?;
    if is_guessed {
        gap::write(&message!("gap-month-or-day"), &mut out);
    }
    losses.iter().for_each(|loss| gap::write(&message!("gap-loss", text = loss), &mut out));
    Ok(out)
}

/// Decodes a file; returns the result and what the decoder reports as lost.
fn decoded(
    bytes: &[u8],
    format: DocumentFormat,
    name: &'static str,
) -> Result<(DocumentIR, Vec<String>), Problem> {
    let decode = || {
        let mut options = ParseOptions::default();
        options.limits = limits();
        let document = Document::from_reader_with(Cursor::new(bytes.to_vec()), format, &options)?;
        let losses = document.damage().into_iter().filter(|damage| damage.is_loss());
        Ok((document.to_ir(), losses.map(|damage| damage.to_string()).collect()))
    };
    let decoded = thread::scope(|scope| {
        let decoder = thread::Builder::new().name("office".into()).stack_size(STACK);
        decoder.spawn_scoped(scope, decode).map(|running| running.join())
    });
    let decoded: office_oxide::Result<_> =
        decoded?.map_err(|_| Problem::damaged(name, message!("damage-decoder")))?;
    decoded.map_err(|error| {
        let told = error.to_string();
        let has = |words: &[&str]| told.to_lowercase().contains_any(words);
        match () {
            () if has(&["encrypted", "password"]) => Problem::Locked,
            () if has(&["limit", "too large", "budget"]) => Problem::Expands,
            () => Problem::damaged(name, decoder(told)),
        }
    })
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.package_bytes = archive::MAX_TOTAL;
    limits.part_bytes = 4 * MAX_BYTES;
    limits.embedded_depth = 0;
    limits.text_chars = MAX_TEXT / 3;
    limits.memory_bytes = MEMORY;
    limits
}

/// Writes a block-level element.
fn write(element: &Element, numbers: &mut Numbers, out: &mut String) -> Result<(), Problem> {
    match element {
        Element::Table(table) => {
            numbers.restart();
            table::place(&rows(table)?, out);
        }
        Element::List(list) => list::write(list, numbers, out),
        Element::Footnote(note) | Element::Endnote(note) => {
            table::paragraph(&format!("注：{}", lines(&note.content).replace('\n', " ")), out);
        }
        other => {
            for line in lines(std::slice::from_ref(other)).split('\n') {
                numbers.pass(line);
                table::paragraph(line, out);
            }
        }
    }
    Ok(())
}

/// Returns the lines of elements; nested tables row by row.
fn lines(elements: &[Element]) -> String {
    let mut lines = Vec::new();
    for element in elements {
        match element {
            Element::Heading(heading) => lines.push(inline(&heading.content)),
            Element::Paragraph(paragraph) => lines.push(inline(&paragraph.content)),
            Element::TextBox(text_box) => lines.push(self::lines(&text_box.content)),
            Element::CodeBlock(code) => lines.push(code.content.clone()),
            Element::List(list) => lines.push(list::lines(list)),
            Element::Table(table) => lines.extend(table.rows.iter().map(|row| {
                let cells =
                    row.cells.iter().map(|cell| self::lines(&cell.content).replace('\n', " "));
                cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ")
            })),
            _ => {}
        }
    }
    lines.retain(|line| !line.trim().is_empty());
    lines.join("\n")
}

fn inline(content: &[InlineContent]) -> String {
    let mut text = String::new();
    for piece in content {
        match piece {
            InlineContent::Text(span) => text.push_str(&span.text.replace('\t', " ")),
            InlineContent::LineBreak => text.push('\n'),
            _ => {}
        }
    }
    text
}

/// Returns the grid of a table.
fn rows(table: &Table) -> Result<Vec<Vec<Cell>>, Problem> {
    let mut grid = Grid::default();
    let size = |span: u32| usize::try_from(span.max(1)).unwrap_or(usize::MAX);
    for row in &table.rows {
        grid.row(row.cells.iter().map(|cell| Spanning {
            text: month::shown(cell).unwrap_or_else(|| lines(&cell.content)),
            rows: size(cell.row_span),
            columns: size(cell.col_span),
        }))?;
    }
    Ok(grid.into_rows())
}

fn sheet(section: &Section) -> Result<Sheet, Problem> {
    let mut rows = Vec::new();
    for element in &section.elements {
        match element {
            Element::Table(table) => rows.extend(self::rows(table)?),
            Element::TextBox(_) | Element::Paragraph(_) | Element::Heading(_) => {
                rows.push(vec![Cell::Text(lines(std::slice::from_ref(element)))]);
            }
            _ => {}
        }
    }
    Ok(Sheet { name: section.title.clone().unwrap_or_default(), is_hidden: section.hidden, rows })
}
