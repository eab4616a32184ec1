//! Fonts, borders and colours of cells, and dates for the workbook.

use rust_xlsxwriter::{
    ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::model::Date;

/// The body font; 仿宋_GB2312 lacks characters of names, such as 镕 and 堃.
const BODY: &str = "仿宋";
const HEAD: &str = "黑体";
const TITLE: &str = "方正小标宋简体";
/// The background of columns to fill in.
const TINT: u32 = 0x00FF_F9E5;
/// The background of headers.
const GREY: u32 = 0x00E7_E6E6;
const BODY_SIZE: f64 = 11.0;

/// Sets the default format, whose digits define the unit of column widths: this font, or one of the
/// same width, is available everywhere.
pub(super) fn plain(workbook: &mut Workbook) -> Result<(), XlsxError> {
    const ROW: u32 = 20;
    const COLUMN: u32 = 64;
    workbook
        .set_default_format(
            &Format::new().set_font_name("Times New Roman").set_font_size(BODY_SIZE),
            ROW,
            COLUMN,
        )
        .map(drop)
}

/// The format of a sheet's title.
pub(super) fn title() -> Format {
    Format::new()
        .set_font_name(TITLE)
        .set_font_size(18)
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
}

/// The format of a line outside the table.
pub(super) fn line() -> Format {
    Format::new()
        .set_font_name(BODY)
        .set_font_size(BODY_SIZE)
        .set_text_wrap()
        .set_align(FormatAlign::Left)
        .set_align(FormatAlign::VerticalCenter)
}

/// The format of a header cell.
pub(super) fn header() -> Format {
    framed(HEAD, 12.0)
        .set_background_color(GREY)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
}

/// The format of a text cell.
pub(super) fn body() -> Format {
    framed(BODY, BODY_SIZE).set_align(FormatAlign::Left).set_align(FormatAlign::VerticalCenter)
}

/// The format of a number or a short word.
pub(super) fn centre() -> Format {
    body().set_align(FormatAlign::Center)
}

/// The format of a date.
pub(super) fn date() -> Format {
    centre().set_num_format("yyyy/m/d")
}

/// Adds the background of columns to fill in.
pub(super) fn tinted(format: Format) -> Format {
    format.set_background_color(TINT)
}

fn framed(font: &str, size: f64) -> Format {
    Format::new()
        .set_font_name(font)
        .set_font_size(size)
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
}

/// Converts a day for the workbook.
pub(super) fn day(day: Date) -> Result<ExcelDateTime, XlsxError> {
    let part = |n: i8| u8::try_from(n).unwrap_or(1);
    ExcelDateTime::from_ymd(
        u16::try_from(day.year()).unwrap_or(1900),
        part(day.month()),
        part(day.day()),
    )
}

/// Sets the page to that of official documents in landscape: A4, margins 28, 37, 26 and 35 mm
/// clockwise from the top, numbered pages.
pub(super) fn page(sheet: &mut Worksheet) {
    const MM: f64 = 25.4;
    sheet.set_paper_size(9).set_landscape().set_footer("&C&\"仿宋,Regular\"第 &P 页　共 &N 页");
    sheet.set_margins(35.0 / MM, 37.0 / MM, 28.0 / MM, 26.0 / MM, 15.0 / MM, 15.0 / MM);
}

/// The width of that page, in tenths of a Han character of the body; allows for programs that make
/// columns a twentieth wider.
pub(super) const PAGE_WIDTH: usize = 545;
/// The margins of a cell, in the same unit.
pub(super) const MARGINS: usize = 6;
