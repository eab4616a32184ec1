//! The file for one unit: its rows of the ledger, with the same keys so that they can be imported,
//! preceded by the sheet 交办单.

use rust_xlsxwriter::{FormatAlign, Workbook, XlsxError};

use super::super::{Layout, Ledger, LedgerError, Row};
use super::{duties, guide, lists, properties, style, width};
use crate::model::Role;

/// The headings of the form, each with its width in Han characters.
const COLUMNS: &[(&str, usize)] = &[
    ("编号", 5),
    ("事项", 16),
    ("主办", 8),
    ("责任单位", 12),
    ("协办", 10),
    ("办理要求", 24),
    ("反馈时限", 7),
];
/// The most characters of a task quoted in the form; the ledger after it has all.
const LONGEST: usize = 200;

/// Returns the workbook of a ledger restricted to one unit.
pub fn order(ledger: &Ledger, layout: &Layout) -> Result<Vec<u8>, LedgerError> {
    let mut workbook = Workbook::new();
    style::plain(&mut workbook)?;
    workbook.set_properties(&properties(ledger)?);
    form(&mut workbook, ledger)?;
    duties::write(&mut workbook, ledger, layout)?;
    lists::write(&mut workbook, ledger, layout.lights)?;
    guide::write(&mut workbook, ledger, layout.lights)?;
    Ok(workbook.save_to_buffer()?)
}

fn form(workbook: &mut Workbook, ledger: &Ledger) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name("交办单")?;
    style::page(sheet);
    sheet.set_print_fit_to_pages(1, 0);
    let last = u16::try_from(COLUMNS.len()).unwrap_or(1) - 1;
    sheet.merge_range(0, 0, 0, last, "任务交办单", &style::title())?;
    sheet.set_row_height(0, 36)?;
    let unit = ledger.unit.as_deref().unwrap_or_default();
    let day =
        ledger.as_of.map(|day| day.strftime("%Y年%-m月%-d日").to_string()).unwrap_or_default();
    let to = format!(
        "{unit}：现将{}中由你单位承担的任务交办如下，请按要求办理。",
        super::super::html::grounds(ledger)
    );
    sheet.merge_range(1, 0, 1, last, &to, &style::line())?;
    width::row(sheet, 1, width::lines(&to, 78))?;
    sheet.merge_range(
        2,
        0,
        2,
        last,
        &format!("下发日期：{day}"),
        &style::line().set_align(FormatAlign::Right),
    )?;
    for (at, (heading, n_chars)) in (0..).zip(COLUMNS) {
        width::column(sheet, at, *n_chars)?;
        sheet.write_string_with_format(3, at, *heading, &style::header())?;
    }
    sheet.set_row_height(3, 30)?;
    sheet.set_repeat_rows(0, 3)?;
    let mut at = 4;
    for row in &ledger.rows {
        let cells = cells(ledger, row);
        let n_lines = cells
            .iter()
            .zip(COLUMNS)
            .map(|(cell, (_, n_chars))| width::lines(cell, *n_chars))
            .max();
        for (column, cell) in (0..).zip(&cells) {
            sheet.write_string_with_format(at, column, cell, &style::body())?;
        }
        width::row(sheet, at, n_lines.unwrap_or(1))?;
        at += 1;
    }
    let issuers = super::super::report::sender(ledger);
    let foot = [
        ("联系人：　　　　　　　　电话：　　　　　　　　".to_owned(), FormatAlign::Left),
        (issuers, FormatAlign::Right),
        (day, FormatAlign::Right),
    ];
    for (text, align) in foot {
        sheet.merge_range(at, 0, at, last, &text, &style::line().set_align(align))?;
        at += 1;
    }
    Ok(())
}

fn cells(ledger: &Ledger, row: &Row) -> Vec<String> {
    let names = |roles: &[Role]| {
        roles.iter().flat_map(|role| row.names(*role)).collect::<Vec<_>>().join("、")
    };
    // A unit leads only if the document says so.
    let [hosts, answer, others] =
        [names(&[Role::Lead, Role::Host]), names(&[Role::Responsible]), names(&[Role::Support])];
    let due = row
        .due()
        .map_or_else(|| ledger.words(row), |day| day.strftime("%Y年%-m月%-d日").to_string());
    vec![row.number.clone(), row.title.clone(), hosts, answer, others, asked(row), due]
}

/// Returns the requirements in the words of the document.
fn asked(row: &Row) -> String {
    let words: String = row.quote.split(['\n', '\r']).map(str::trim).collect();
    if words.chars().count() <= LONGEST {
        return words;
    }
    words.chars().take(LONGEST).collect::<String>() + "……"
}
