//! Fonts, borders and tints, each form once; and days as the workbook counts them.

use rust_xlsxwriter::{
    ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::model::Date;

/// The body; 仿宋_GB2312 lacks characters of names, such as 镕 and 堃.
const BODY: &str = "仿宋";
const HEAD: &str = "黑体";
const TITLE: &str = "方正小标宋简体";
/// Behind what people fill in.
const TINT: u32 = 0x00FF_F9E5;
/// Behind headers.
const GREY: u32 = 0x00E7_E6E6;
const BODY_SIZE: f64 = 11.0;

/// What cells without a form of their own have, by whose figures the widths of columns are counted:
/// this font, or one as wide, is everywhere.
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

/// The title of a sheet.
pub(super) fn title() -> Format {
    Format::new()
        .set_font_name(TITLE)
        .set_font_size(18)
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
}

/// A line beside the table.
pub(super) fn line() -> Format {
    Format::new()
        .set_font_name(BODY)
        .set_font_size(BODY_SIZE)
        .set_text_wrap()
        .set_align(FormatAlign::Left)
        .set_align(FormatAlign::VerticalCenter)
}

/// A header cell.
pub(super) fn header() -> Format {
    framed(HEAD, 12.0)
        .set_background_color(GREY)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
}

/// A cell of text.
pub(super) fn body() -> Format {
    framed(BODY, BODY_SIZE).set_align(FormatAlign::Left).set_align(FormatAlign::VerticalCenter)
}

/// A cell of a number or a short word.
pub(super) fn centre() -> Format {
    body().set_align(FormatAlign::Center)
}

/// A cell of a day.
pub(super) fn date() -> Format {
    centre().set_num_format("yyyy/m/d")
}

/// The same for what people fill in.
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

/// A day as the workbook counts it.
pub(super) fn day(day: Date) -> Result<ExcelDateTime, XlsxError> {
    let part = |n: i8| u8::try_from(n).unwrap_or(1);
    ExcelDateTime::from_ymd(
        u16::try_from(day.year()).unwrap_or(1900),
        part(day.month()),
        part(day.day()),
    )
}

/// The page of official documents lain on its side: A4, margins 28, 37, 26 and 35 mm clockwise from
/// the top, numbered pages.
pub(super) fn page(sheet: &mut Worksheet) {
    const MM: f64 = 25.4;
    sheet.set_paper_size(9).set_landscape().set_footer("&C&\"仿宋,Regular\"第 &P 页　共 &N 页");
    sheet.set_margins(35.0 / MM, 37.0 / MM, 28.0 / MM, 26.0 / MM, 15.0 / MM, 15.0 / MM);
}

/// How many tenths of Han characters of the body stand side by side on that page; some programs
/// make columns a twentieth wider.
pub(super) const PAGE_WIDTH: usize = 545;
/// The margins of a cell in these.
pub(super) const MARGINS: usize = 6;
