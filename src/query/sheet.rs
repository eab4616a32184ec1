//! Writes answers as a sheet of a workbook: numbers and dates as such, everything else as text, so
//! that nothing becomes a formula.

use std::io::Write;

use oxigraph::model::Term;
use oxigraph::model::vocab::xsd;
use oxigraph::sparql::QuerySolutionIter;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

use super::WriteError;

/// The greatest and the least width of a column, in Latin characters.
const WIDEST: usize = 60;
const NARROWEST: usize = 6;
/// The most characters of a cell.
const LONGEST: usize = 32_767;

/// Writes solutions under `headings`, one a row, with terms formatted by `told`; returns their
/// number.
pub(crate) fn solutions(
    solutions: QuerySolutionIter<'_>,
    headings: &[String],
    told: impl Fn(&str, &Term) -> String,
    mut writer: impl Write,
) -> Result<usize, WriteError> {
    let variables: Vec<String> =
        solutions.variables().iter().map(|one| one.as_str().to_owned()).collect();
    let mut workbook = Workbook::new();
    workbook.set_properties(
        &DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?),
    );
    let mut page = Page::new(workbook.add_worksheet(), headings)?;
    for solution in solutions {
        let solution = solution?;
        let cells = variables.iter().map(|name| Some((name, solution.get(name.as_str())?)));
        page.row(cells.map(|cell| cell.map(|(name, term)| (term, told(name, term)))))?;
    }
    let n = page.finish()?;
    writer.write_all(&workbook.save_to_buffer()?)?;
    writer.flush()?;
    Ok(n)
}

/// A sheet being written.
struct Page<'a> {
    sheet: &'a mut Worksheet,
    widths: Vec<usize>,
    n: u32,
    text: Format,
    day: Format,
}

impl<'a> Page<'a> {
    fn new(sheet: &'a mut Worksheet, headings: &[String]) -> Result<Self, XlsxError> {
        let header = Format::new()
            .set_bold()
            .set_background_color(0x00E7_E6E6)
            .set_align(FormatAlign::Center);
        for (column, heading) in (0..).zip(headings) {
            sheet.write_string_with_format(0, column, heading, &header)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        let widths = headings.iter().map(|heading| heading.width()).collect();
        let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let day = Format::new().set_num_format("yyyy/m/d").set_align(FormatAlign::Top);
        Ok(Self { sheet, widths, n: 0, text, day })
    }

    fn row<'t>(
        &mut self,
        cells: impl Iterator<Item = Option<(&'t Term, String)>>,
    ) -> Result<(), XlsxError> {
        self.n += 1;
        for (at, cell) in cells.enumerate() {
            let (Some((term, told)), Ok(column)) = (cell, u16::try_from(at)) else { continue };
            if let Some(width) = self.widths.get_mut(at) {
                *width = told.lines().map(str::width).max().unwrap_or_default().max(*width);
            }
            self.cell((self.n, column), term, told)?;
        }
        Ok(())
    }

    fn cell(
        &mut self,
        (row, column): (u32, u16),
        term: &Term,
        told: String,
    ) -> Result<(), XlsxError> {
        match (number(term), day(term)) {
            (Some(n), _) => self.sheet.write_number(row, column, n)?,
            (_, Some(day)) => self.sheet.write_datetime_with_format(row, column, day, &self.day)?,
            _ => {
                let text: String = told.chars().take(LONGEST).collect();
                self.sheet.write_string_with_format(row, column, text, &self.text)?
            }
        };
        Ok(())
    }

    /// Sets column widths and the filter, and returns the number of rows.
    fn finish(self) -> Result<usize, XlsxError> {
        for (column, width) in (0..).zip(&self.widths) {
            let width = u32::try_from(width.clamp(&NARROWEST, &WIDEST) + 2).unwrap_or_default();
            self.sheet.set_column_width(column, f64::from(width))?;
        }
        if let Some(last) = u16::try_from(self.widths.len()).ok().and_then(|n| n.checked_sub(1)) {
            self.sheet.autofilter(0, 0, self.n, last)?;
        }
        Ok(usize::try_from(self.n).unwrap_or(usize::MAX))
    }
}

/// Returns a number that a sheet can hold without loss.
fn number(term: &Term) -> Option<f64> {
    const MOST: f64 = 1e15;
    let Term::Literal(literal) = term else { return None };
    let is_number = [xsd::INTEGER, xsd::DECIMAL, xsd::DOUBLE, xsd::FLOAT, xsd::INT, xsd::LONG];
    let number = is_number
        .contains(&literal.datatype())
        .then(|| literal.value().parse::<f64>().ok())
        .flatten();
    number.filter(|n| n.is_finite() && n.abs() < MOST)
}

/// Returns a date that a sheet can represent, that is, from 1900 on.
fn day(term: &Term) -> Option<ExcelDateTime> {
    let Term::Literal(literal) = term else { return None };
    let day: jiff::civil::Date =
        (literal.datatype() == xsd::DATE).then(|| literal.value())?.parse().ok()?;
    let [month, of_month] = [day.month(), day.day()].map(|n| u8::try_from(n).unwrap_or_default());
    ExcelDateTime::from_ymd(u16::try_from(day.year()).ok()?, month, of_month).ok()
}
