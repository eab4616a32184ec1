//! Writes the rows as CSV that Excel and WPS open correctly: with a BOM, and without cells that
//! would be taken for formulas.

use std::io::{self, Write};

use super::{Layout, Ledger};

/// Characters with which formulas begin.
const SIGNS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Writes the rows with their headings.
pub fn csv(ledger: &Ledger, layout: &Layout, mut writer: impl Write) -> io::Result<()> {
    writer.write_all("\u{feff}".as_bytes())?;
    let columns = layout.columns(ledger);
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(writer);
    table.write_record(columns.iter().map(|column| layout.heading(*column))).map_err(plain)?;
    for (at, row) in ledger.rows.iter().enumerate() {
        let cells = columns
            .iter()
            .map(|column| harmless(&column.value(ledger, row, at + 1, layout.lights).text()));
        table.write_record(cells).map_err(plain)?;
    }
    table.flush()
}

/// Unwraps the I/O error, which tells whether the other end of a pipe has closed.
fn plain(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// Returns text that no program takes for a formula.
fn harmless(text: &str) -> String {
    if text.starts_with(SIGNS) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text() {
        assert_eq!(harmless("=HYPERLINK(\"a\")"), "'=HYPERLINK(\"a\")");
        assert_eq!(harmless("-1"), "'-1");
        assert_eq!(harmless("县司法局"), "县司法局");
    }
}
