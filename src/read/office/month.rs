//! Months in spreadsheets: Excel stores a typed `2024年12月` as the first of December and shows it
//! without the day.

use office_oxide::ir::TableCell;

use super::super::table::Cell;
use super::lines;

/// Built-in Excel formats that show only year and month in Chinese editions.
const MONTHS: [u32; 6] = [17, 27, 36, 50, 52, 57];

/// Returns the month that a cell shows, if its format shows no day.
pub(super) fn shown(cell: &TableCell) -> Option<String> {
    cell.raw_number?;
    let is_month = match &cell.number_format {
        Some(format) if format != "General" => shows_month(format),
        _ => cell.number_format_id.is_some_and(|id| MONTHS.contains(&id)),
    };
    is_month.then(|| month(&lines(&cell.content))).flatten()
}

/// Rewrites date columns in which all dates are the first of a month as months; returns whether
/// there are any.
pub(super) fn first_days(rows: &mut [Vec<Cell>]) -> bool {
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let mut has_any = false;
    for at in 0..width {
        let dates = || {
            rows.iter().filter_map(|row| row.get(at)).filter(|cell| month(cell.text()).is_some())
        };
        if dates().next().is_none() || !dates().all(|cell| cell.text().ends_with("-01")) {
            continue;
        }
        has_any = true;
        for cell in rows.iter_mut().filter_map(|row| row.get_mut(at)) {
            if let Some(month) = month(cell.text()) {
                *cell = Cell::Text(month);
            }
        }
    }
    has_any
}

/// Whether a format shows a year and a month, but no day; literal text in quotes or brackets is
/// ignored.
fn shows_month(format: &str) -> bool {
    let (mut bare, mut close) = (String::new(), None);
    for c in format.split(';').next().unwrap_or_default().chars() {
        match (close, c) {
            (Some(end), c) if c == end => close = None,
            (Some(_), _) => {}
            (None, '"') => close = Some('"'),
            (None, '[') => close = Some(']'),
            (None, c) => bare.extend(c.to_lowercase()),
        }
    }
    bare.contains('y') && bare.contains('m') && !bare.contains(['d', 'h', 's'])
}

/// Turns `2024-12-01` into `2024年12月`.
fn month(date: &str) -> Option<String> {
    let (year, rest) = date.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    let month: u8 = month.parse().ok().filter(|_| day.len() == 2)?;
    (year.len() == 4 && year.parse::<u16>().is_ok()).then(|| format!("{year}年{month}月"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_tell_months() {
        for (format, is_month) in [
            ("yyyy\"年\"m\"月\"", true),
            ("yyyy\"年\"m\"月\";@", true),
            ("[$-804]yyyy-mm", true),
            ("yyyy/m/d", false),
            ("m\"月\"d\"日\"", false),
            ("yyyy\"年\"", false),
            ("General", false),
        ] {
            assert_eq!(shows_month(format), is_month, "{format}");
        }
    }

    #[test]
    fn a_column_of_first_days_is_one_of_months() {
        let rows = |dates: &[&str]| {
            dates.iter().map(|date| vec![Cell::Text((*date).to_owned())]).collect::<Vec<_>>()
        };
        let mut months = rows(&["时限", "2024-12-01", "长期", "2025-01-01"]);
        assert!(first_days(&mut months));
        assert_eq!(months, rows(&["时限", "2024年12月", "长期", "2025年1月"]));
        let mut days = rows(&["时限", "2024-12-01", "2025-01-31"]);
        assert!(!first_days(&mut days));
    }
}
