//! Writes the rows as a page for printing on A4 landscape.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::column::Value;
use super::workbook::fitting;
use super::{Column, Field, LEGEND, Layout, Ledger, Light, Row};
use crate::markup::escaped;

const STYLE: &str = "\
@page { size: A4 landscape; margin: 20mm 14mm; }
body { font-family: FangSong, 仿宋, STFangsong, 'Noto Serif CJK SC', serif; font-size: 8pt; line-height: 1.25; color: #000; }
h1 { font-family: 方正小标宋简体, SimSun, 'Noto Serif CJK SC', serif; font-weight: normal; font-size: 18pt; text-align: center; margin: 0 0 6pt; }
p { margin: 3pt 0; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: 0.5pt solid #000; padding: 2pt; vertical-align: top; text-align: left; overflow-wrap: anywhere; }
th { font-family: SimHei, 黑体, 'Noto Sans CJK SC', sans-serif; font-weight: normal; text-align: center; background: #eee; }
td.clerk { background: #fffbe6; }
";

/// Returns a whole page, with all text escaped.
pub fn html(ledger: &Ledger, layout: &Layout) -> String {
    let columns = columns(ledger, layout);
    let title = escaped(&ledger.title());
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<style>\n{STYLE}{}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<p>{}</p>\n<table>\n",
        rules(ledger, layout, &columns),
        escaped(&under_title(ledger))
    );
    out.push_str(&format!("<colgroup>{}</colgroup>\n", "<col>".repeat(columns.len())));
    out.push_str("<thead><tr>");
    for column in &columns {
        let _ = write!(out, "<th>{}</th>", escaped(layout.heading(*column)));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for (at, row) in ledger.rows.iter().enumerate() {
        out.push_str("<tr>");
        for column in &columns {
            let value = column.value(ledger, row, at + 1, layout.lights);
            cell(ledger, layout, (row, *column), &value, &mut out);
        }
        out.push_str("</tr>\n");
    }
    let _ = write!(out, "</tbody>\n</table>\n<p>{LEGEND}</p>\n</body>\n</html>\n");
    out
}

/// Returns the columns that a reader needs; of those to fill in, the status, the progress, and any
/// that are filled in.
fn columns(ledger: &Ledger, layout: &Layout) -> Vec<Column> {
    let is_said = |column: Column| {
        let is_empty =
            |row: &Row| column.value(ledger, row, 1, layout.lights) == Value::Text(String::new());
        !ledger.rows.iter().all(is_empty)
    };
    let stands = |column: &Column| match column {
        column if column.is_hidden() => false,
        Column::Field(Field::Status | Field::Progress) => true,
        column => layout.is_chosen() || is_said(*column),
    };
    layout.columns(ledger).into_iter().filter(stands).collect()
}

/// Returns style rules for the widths of columns, as shares of the page according to their
/// contents, and for the colours of lights. As rules rather than `style` attributes, they let a
/// server forbid all other styles.
fn rules(ledger: &Ledger, layout: &Layout, columns: &[Column]) -> String {
    let mut out = String::new();
    let width = |column: &Column| {
        let values =
            ledger.rows.iter().map(|row| column.value(ledger, row, 1, layout.lights).text());
        let texts: Vec<String> = values.collect();
        // The margins of a cell take half a character.
        fitting(texts.iter().map(String::as_str), column.widths()) * 10 + 5
    };
    let widths: Vec<usize> = columns.iter().map(width).collect();
    let total = widths.iter().sum::<usize>().max(1);
    for (at, width) in widths.into_iter().enumerate() {
        let thousandths = width * 1000 / total;
        let _ = writeln!(
            out,
            "col:nth-child({}) {{ width: {}.{}%; }}",
            at + 1,
            thousandths / 10,
            thousandths % 10
        );
    }
    let colours: BTreeSet<u32> =
        ledger.rows.iter().filter_map(|row| colour(ledger, layout, row)).collect();
    for colour in colours {
        let _ = writeln!(out, "td.of-{colour:06x} {{ background: #{colour:06x}; }}");
    }
    out
}

/// Returns the colour of a row's light.
fn colour(ledger: &Ledger, layout: &Layout, row: &Row) -> Option<u32> {
    layout.lights.colours.of(Light::of(row, ledger.as_of, layout.lights))
}

fn cell(
    ledger: &Ledger,
    layout: &Layout,
    (row, column): (&Row, Column),
    value: &Value,
    out: &mut String,
) {
    let attribute = match column {
        Column::Light => colour(ledger, layout, row)
            .map(|colour| format!(" class=\"of-{colour:06x}\""))
            .unwrap_or_default(),
        Column::Field(_) => " class=\"clerk\"".to_owned(),
        _ => String::new(),
    };
    let _ = write!(out, "<td{attribute}>{}</td>", escaped(&value.text()).replace("&#10;", "<br>"));
}

/// Returns the line under the title: the documents, and the date.
pub(super) fn under_title(ledger: &Ledger) -> String {
    let day = ledger
        .as_of
        .map(|day| format!("　截至：{}", day.strftime("%Y年%-m月%-d日")))
        .unwrap_or_default();
    format!("依据：{}{day}", grounds(ledger))
}

/// Returns the documents of the rows: 《…》《…》（滑法政〔2023〕2号）. A notice is left out if an
/// annex of it is named.
pub(super) fn grounds(ledger: &Ledger) -> String {
    let used: BTreeSet<_> = ledger.rows.iter().map(|row| row.document).collect();
    let used: Vec<_> = used.into_iter().filter_map(|at| ledger.documents.get(at)).collect();
    let is_notice = |iri: &str| used.iter().any(|other| other.notice.as_deref() == Some(iri));
    let mut told: Vec<(String, &str)> = Vec::new();
    for one in used.iter().filter(|one| !is_notice(&one.iri)) {
        match told.last_mut().filter(|(_, number)| *number == one.number && !number.is_empty()) {
            Some((titles, _)) => titles.push_str(&format!("《{}》", one.title)),
            None if one.title.is_empty() => told.push((one.name().to_owned(), "")),
            None => told.push((format!("《{}》", one.title), &one.number)),
        }
    }
    let with_number = |(titles, number): (String, &str)| match number {
        "" => titles,
        number => format!("{titles}（{number}）"),
    };
    told.into_iter().map(with_number).collect::<Vec<_>>().join("、")
}
