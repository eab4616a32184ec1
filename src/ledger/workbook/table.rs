//! A plain table with title, header and rows, as in all sheets other than the ledger itself.

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use super::super::column::Value;
use super::{style, width};

/// The contents of a sheet.
pub(super) struct Table<'a> {
    /// The name of the sheet.
    pub(super) name: &'a str,
    /// The title above the table; `None` for sheets that systems import.
    pub(super) title: Option<&'a str>,
    /// Headings, each with its width in Han characters.
    pub(super) columns: &'a [(&'a str, usize)],
    pub(super) rows: Vec<Vec<Value>>,
}

impl Table<'_> {
    /// Writes the sheet and returns it, so that more can be added.
    pub(super) fn write<'w>(
        &self,
        workbook: &'w mut Workbook,
    ) -> Result<&'w mut Worksheet, XlsxError> {
        let sheet = workbook.add_worksheet();
        sheet.set_name(self.name)?;
        style::page(sheet);
        sheet.set_print_fit_to_pages(1, 0);
        let head = self.head(sheet)?;
        for (at, (heading, n_chars)) in (0..).zip(self.columns) {
            width::column(sheet, at, *n_chars)?;
            sheet.write_string_with_format(head, at, *heading, &style::header())?;
        }
        width::row(sheet, head, 2)?;
        sheet.set_freeze_panes(head + 1, 0)?;
        sheet.set_repeat_rows(0, head)?;
        for (at, row) in (head + 1..).zip(&self.rows) {
            self.row(sheet, at, row)?;
        }
        if let (Some(last), Some(n)) =
            (u16::try_from(self.columns.len()).ok(), u32::try_from(self.rows.len()).ok())
        {
            sheet.autofilter(head, 0, head + n, last.saturating_sub(1))?;
        }
        Ok(sheet)
    }

    /// Writes the title and returns the row of the header.
    fn head(&self, sheet: &mut Worksheet) -> Result<u32, XlsxError> {
        let Some(title) = self.title else { return Ok(0) };
        let last = u16::try_from(self.columns.len()).unwrap_or(1).saturating_sub(1);
        match last {
            0 => sheet.write_string_with_format(0, 0, title, &style::title())?,
            last => sheet.merge_range(0, 0, 0, last, title, &style::title())?,
        };
        sheet.set_row_height(0, 36)?;
        Ok(1)
    }

    fn row(&self, sheet: &mut Worksheet, at: u32, row: &[Value]) -> Result<(), XlsxError> {
        let mut n_lines = 1;
        for ((column, value), (_, n_chars)) in (0..).zip(row).zip(self.columns) {
            cell(sheet, (at, column), value)?;
            n_lines = n_lines.max(width::lines(&value.text(), *n_chars));
        }
        width::row(sheet, at, n_lines)
    }
}

/// Writes a value in its format.
pub(super) fn cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    value: &Value,
) -> Result<(), XlsxError> {
    match value {
        Value::Text(text) => sheet.write_string_with_format(row, column, text, &style::body())?,
        Value::Number(n) => sheet.write_number_with_format(row, column, *n, &style::centre())?,
        Value::Share(share) => sheet.write_number_with_format(
            row,
            column,
            *share,
            &style::centre().set_num_format("0.0%"),
        )?,
        Value::Day(day) => {
            sheet.write_datetime_with_format(row, column, style::day(*day)?, &style::date())?
        }
    };
    Ok(())
}

/// Text as a value.
pub(super) fn words(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

/// A count as a value.
pub(super) fn count(n: usize) -> Value {
    Value::Number(f64::from(u32::try_from(n).unwrap_or(u32::MAX)))
}
