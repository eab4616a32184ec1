//! Writes a paper as a DOCX file in the layout of GB/T 9704-2012, using only the features of the
//! format that Word and WPS need.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use super::{Block, Paper, written};
use crate::markup::escaped;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const TYPES: &str = include_str!("docx/content_types.xml");
const RELATIONS: &str = include_str!("docx/relations.xml");
const PARTS: &str = include_str!("docx/parts.xml");
const STYLES: &str = include_str!("docx/styles.xml");
const FONTS: &str = include_str!("docx/fonts.xml");
const SETTINGS: &str = include_str!("docx/settings.xml");

const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// A4 with margins of 37, 26, 35 and 28 mm clockwise from the top, in twentieths of a point; on
/// even pages the number is at the left.
const SECTION: &str = "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/>\
    <w:footerReference w:type=\"even\" r:id=\"rId5\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
    <w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1587\" w:header=\"851\" w:footer=\"1417\" w:gutter=\"0\"/>\
    </w:sectPr>";

/// The width of the text in twentieths of a point, and the share of a table's first column in it.
const WIDTH: usize = 8845;
const FIRST: usize = WIDTH * 4 / 10;

impl Paper {
    /// Returns the paper as a DOCX file; the same paper gives the same bytes.
    ///
    /// # Errors
    ///
    /// If the archive cannot be written.
    pub fn docx(&self) -> ZipResult<Vec<u8>> {
        let parts = [
            ("[Content_Types].xml", TYPES.to_owned()),
            ("_rels/.rels", RELATIONS.to_owned()),
            ("word/document.xml", self.document()),
            ("word/_rels/document.xml.rels", PARTS.to_owned()),
            ("word/styles.xml", STYLES.to_owned()),
            ("word/fontTable.xml", FONTS.to_owned()),
            ("word/settings.xml", SETTINGS.to_owned()),
            ("word/footer1.xml", footer("PageRight")),
            ("word/footer2.xml", footer("PageLeft")),
        ];
        let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            zip.start_file(name, options)?;
            zip.write_all(DECLARATION.as_bytes())?;
            zip.write_all(text.as_bytes())?;
        }
        Ok(zip.finish()?.into_inner())
    }

    fn document(&self) -> String {
        let mut body =
            paragraph("Title", &self.title) + &paragraph("To", &format!("{}：", self.to));
        for block in &self.blocks {
            match block {
                Block::Heading(text) => body.push_str(&paragraph("Heading1", text)),
                Block::Text(text) => body.push_str(&paragraph("Normal", text)),
                Block::Table(rows) => table(rows, &mut body),
            }
        }
        body.push_str(&paragraph("From", &self.from));
        body.push_str(&paragraph("Day", &self.day.map(written).unwrap_or_default()));
        format!("<w:document {NAMESPACES}><w:body>{body}{SECTION}</w:body></w:document>")
    }
}

fn paragraph(style: &str, text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}</w:p>", run(text))
}

/// Returns a run in the fonts for Chinese, which otherwise would not apply to quotation marks and
/// dashes.
fn run(text: &str) -> String {
    let legible: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let properties = "<w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr>";
    format!("<w:r>{properties}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(&legible))
}

/// Returns a footer with the page number between dashes.
fn footer(style: &str) -> String {
    let field = "<w:fldSimple w:instr=\" PAGE \"><w:r><w:t>1</w:t></w:r></w:fldSimple>";
    format!(
        "<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}{field}{}</w:p></w:ftr>",
        run("— "),
        run(" —")
    )
}

/// Writes a table whose header is repeated on every page, and whose rows are not split.
fn table(rows: &[Vec<String>], out: &mut String) {
    let n_columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let widths: Vec<usize> = (0..n_columns).map(|at| width(at, n_columns)).collect();
    let total = widths.iter().sum::<usize>();
    let _ = write!(
        out,
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"{total}\" w:type=\"dxa\"/>\
        <w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>"
    );
    for width in &widths {
        let _ = write!(out, "<w:gridCol w:w=\"{width}\"/>");
    }
    out.push_str("</w:tblGrid>");
    for (at, row) in rows.iter().enumerate() {
        let (header, style) =
            if at == 0 { ("<w:tblHeader/>", "TableHead") } else { ("", "TableText") };
        let _ = write!(out, "<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>");
        for (place, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let text = paragraph(if place == 0 && at > 0 { "TableName" } else { style }, cell);
            let _ = write!(
                out,
                "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/></w:tcPr>{text}</w:tc>"
            );
        }
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl>");
}

fn width(at: usize, n_columns: usize) -> usize {
    match (at, n_columns) {
        (_, 1) => WIDTH,
        (0, _) => FIRST,
        (_, n) => (WIDTH - FIRST) / (n - 1),
    }
}
