//! Computes how many lines a text takes in a column, and from that the sizes of cells; spreadsheet
//! programs get this wrong for Han characters.

use rust_xlsxwriter::{Worksheet, XlsxError};
use unicode_width::UnicodeWidthChar;

/// The height of a line of the body in points, with room for substitute fonts.
const LINE: f64 = 16.0;
/// The greatest row height in a workbook, in points.
const HIGHEST: f64 = 409.0;
/// The number of lines in a row above which a column is made wider.
pub(super) const MANY_LINES: usize = 9;

/// Sets the width of a column, in Han characters.
pub(super) fn column(sheet: &mut Worksheet, at: u16, n_chars: usize) -> Result<(), XlsxError> {
    // A character of the body is 11 points wide, that is 44/3 pixels; cells have margins.
    let pixels =
        u32::try_from(n_chars).unwrap_or(u32::MAX).saturating_mul(44).div_ceil(3).saturating_add(8);
    sheet.set_column_width_pixels(at, pixels).map(drop)
}

/// Sets the height of a row for a number of lines.
pub(super) fn row(sheet: &mut Worksheet, at: u32, n_lines: usize) -> Result<(), XlsxError> {
    sheet.set_row_height(at, height(n_lines)).map(drop)
}

/// Returns the height of a number of lines, in points.
pub(super) fn height(n_lines: usize) -> f64 {
    let n = f64::from(u32::try_from(n_lines.max(1)).unwrap_or(u32::MAX));
    (n * LINE + 6.0).min(HIGHEST)
}

/// Returns how many lines a text takes in a column `n_chars` Han characters wide.
pub(super) fn lines(text: &str, n_chars: usize) -> usize {
    // Punctuation that may not begin a line sometimes pushes a character down.
    let limit = (n_chars * 2).saturating_sub(1).max(2);
    text.split('\n').map(|line| wrapped(line, limit)).sum()
}

fn wrapped(line: &str, limit: usize) -> usize {
    let (mut n, mut at, mut word) = (1, 0, 0);
    for c in line.chars() {
        let width = c.width_cjk().unwrap_or_default();
        // A word of letters and digits is wrapped as a whole.
        word = if c.is_ascii_alphanumeric() { word + width } else { 0 };
        at += width;
        if at > limit {
            n += 1;
            at = if word > limit { width } else { word.max(width) };
        }
    }
    n
}

/// Returns the smallest width between `least` and `greatest` in which no text takes more than
/// [`MANY_LINES`].
pub(in crate::ledger) fn fitting<'a>(
    texts: impl Iterator<Item = &'a str> + Clone,
    (least, greatest): (usize, usize),
) -> usize {
    let fits = |width: &usize| texts.clone().all(|text| lines(text, *width) <= MANY_LINES);
    (least..greatest).find(fits).unwrap_or(greatest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_characters_take_two_columns() {
        assert_eq!(lines("", 4), 1);
        assert_eq!(lines("县司法局", 5), 1);
        assert_eq!(lines("县司法局、县公安局", 5), 3);
        assert_eq!(lines("一\n二", 5), 2);
        assert_eq!(lines("abcdefghij", 4), 2);
        assert_eq!(fitting(["县司法局、县公安局、".repeat(6).as_str()].into_iter(), (4, 12)), 8);
    }
}
