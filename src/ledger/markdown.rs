//! Writes the rows as a Markdown table.

use super::{LEGEND, Layout, Ledger};

/// Returns the title and the rows.
pub fn markdown(ledger: &Ledger, layout: &Layout) -> String {
    let columns: Vec<_> =
        layout.columns(ledger).into_iter().filter(|column| !column.is_hidden()).collect();
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut out = format!(
        "# {}\n\n{}\n\n",
        escaped(&ledger.title()),
        escaped(&super::html::under_title(ledger))
    );
    out.push_str(&line(columns.iter().map(|column| escaped(layout.heading(*column))).collect()));
    out.push_str(&line(columns.iter().map(|_| "---".to_owned()).collect()));
    for (at, row) in ledger.rows.iter().enumerate() {
        let cell = |text: String| escaped(&text);
        let cells = columns
            .iter()
            .map(|column| cell(column.value(ledger, row, at + 1, layout.lights).text()));
        out.push_str(&line(cells.collect()));
    }
    out + "\n" + LEGEND + "\n"
}

/// Escapes text on one line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push_str("<br>"),
            '\\' | '|' | '`' | '*' | '_' | '<' | '[' | ']' | '#' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}
