//! The sheet 台账.
//!
//! Row 1 has the title, row 2 the documents and the date, row 3 the headings of column groups, and
//! row 4 the header that programs read. A printed page shows what the document says; the page
//! beside it, what people fill in.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, Format, Formula, Note,
    Workbook, Worksheet, XlsxError,
};

use super::super::column::{Band, Value};
use super::super::html::grounds;
use super::super::{Column, Field, LEGEND, Layout, Ledger, Light, Row, Status};
use super::{lists, style, width};

/// The row of the header, counted from 0.
const HEADER: u32 = 3;
/// The width of an empty column, in Han characters.
const BARE: usize = 5;
/// The print scale in percent below which a page is hard to read and is split in two.
const LEAST_SCALE: usize = 60;

/// The sheet, with its columns and their widths.
struct Duties<'a> {
    ledger: &'a Ledger,
    layout: &'a Layout,
    columns: Vec<Column>,
    /// The values of the cells.
    values: Vec<Vec<Value>>,
    widths: Vec<usize>,
}

/// Writes the sheet.
pub(super) fn write(
    workbook: &mut Workbook,
    ledger: &Ledger,
    layout: &Layout,
) -> Result<(), XlsxError> {
    let columns = layout.columns(ledger);
    let values: Vec<Vec<Value>> = (1..)
        .zip(&ledger.rows)
        .map(|(n, row)| {
            columns.iter().map(|column| column.value(ledger, row, n, layout.lights)).collect()
        })
        .collect();
    let texts: Vec<Vec<String>> =
        values.iter().map(|row| row.iter().map(Value::text).collect()).collect();
    let width = |(at, column): (usize, &Column)| {
        let cells = texts.iter().filter_map(|row| row.get(at)).map(String::as_str);
        // An empty column needs room for its heading only, unless people fill it in.
        let is_bare = !matches!(column, Column::Field(_)) && cells.clone().all(str::is_empty);
        if is_bare { BARE } else { width::fitting(cells, column.widths()) }
    };
    let widths = columns.iter().enumerate().map(width).collect();
    let duties = Duties { ledger, layout, columns, values, widths };
    let sheet = workbook.add_worksheet();
    sheet.set_name("台账")?;
    duties.head(sheet)?;
    duties.body(sheet)?;
    duties.foot(sheet)?;
    duties.checks(sheet)?;
    duties.page(sheet)
}

impl Duties<'_> {
    fn at(&self, column: Column) -> Option<u16> {
        self.columns.iter().position(|one| *one == column).and_then(|at| u16::try_from(at).ok())
    }

    /// Returns the last visible column.
    fn last(&self) -> u16 {
        let last = self.columns.iter().rposition(|column| !column.is_hidden()).unwrap_or_default();
        u16::try_from(last).unwrap_or_default()
    }

    fn n_rows(&self) -> u32 {
        u32::try_from(self.values.len()).unwrap_or(u32::MAX)
    }

    fn head(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        self.title(sheet)?;
        self.bands(sheet)?;
        for (at, column) in (0..).zip(&self.columns) {
            sheet.write_string_with_format(
                HEADER,
                at,
                self.layout.heading(*column),
                &style::header(),
            )?;
            width::column(sheet, at, self.widths.get(usize::from(at)).copied().unwrap_or(8))?;
            if column.is_hidden() {
                sheet.set_column_hidden(at)?;
            }
        }
        sheet.set_row_height(HEADER, 36)?;
        Ok(())
    }

    /// Writes rows 1 and 2: title, documents, who fills in and when. If the sheet is split, both
    /// pages show them whole: above the columns that both pages repeat, and above those of the
    /// second.
    fn title(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let last = self.last();
        let right = self.second_page().unwrap_or(last - last / 3);
        let left = if self.second_page().is_some() { self.task() } else { last };
        let ground_to = left.min(right.saturating_sub(1));
        let (title, ground) = (self.ledger.title(), format!("依据：{}", grounds(self.ledger)));
        let day = self
            .ledger
            .as_of
            .map(|day| day.strftime("%Y年%-m月%-d日").to_string())
            .unwrap_or_default();
        let unit = self.ledger.unit.as_deref().unwrap_or("　　　　　　　　");
        merged(sheet, 0, (0, left), (&title, &style::title()))?;
        merged(sheet, 1, (0, ground_to), (&ground, &style::line()))?;
        let filler = format!("填报单位：{unit}　截至：{day}");
        merged(sheet, 1, (right.max(1), last.max(right)), (&filler, &style::line()))?;
        // The title is in 18 points, the body in 11.
        let n_title = width::lines(&title, (self.width(0, left) * 11 / 18).max(4));
        sheet.set_row_height(0, width::height(n_title * 2))?;
        width::row(sheet, 1, width::lines(&ground, self.width(0, ground_to).max(8)))
    }

    /// Writes row 3: the headings of column groups.
    fn bands(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let mut from = 0;
        while let Some(band) = self.columns.get(from).map(|column| column.band()) {
            let n =
                self.columns.iter().skip(from).take_while(|column| column.band() == band).count();
            let to = from + n - 1;
            if let (Ok(first), Ok(last)) = (u16::try_from(from), u16::try_from(to)) {
                merged(sheet, 2, (first, last), (Band::heading(band), &style::header()))?;
            }
            from = to + 1;
        }
        sheet.set_row_height(2, 20)?;
        Ok(())
    }

    fn body(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        for (at, (row, values)) in (HEADER + 1..).zip(self.ledger.rows.iter().zip(&self.values)) {
            let mut n_lines = 1;
            for ((column, value), n_chars) in self.columns.iter().zip(values).zip(&self.widths) {
                if let Some(place) = self.at(*column) {
                    self.cell(sheet, (at, place), (row, *column), value)?;
                }
                if !column.is_hidden() {
                    n_lines = n_lines.max(width::lines(&value.text(), *n_chars));
                }
            }
            width::row(sheet, at, n_lines)?;
            if let Some(place) = self.at(Column::Task) {
                sheet.insert_note(at, place, &note(row))?;
            }
        }
        Ok(())
    }

    fn cell(
        &self,
        sheet: &mut Worksheet,
        (at, place): (u32, u16),
        (row, column): (&Row, Column),
        value: &Value,
    ) -> Result<(), XlsxError> {
        let format = self.format(row, column);
        match value {
            Value::Text(text) if text.is_empty() => sheet.write_blank(at, place, &format)?,
            Value::Text(text) => sheet.write_string_with_format(at, place, text, &format)?,
            Value::Number(n) | Value::Share(n) => {
                sheet.write_number_with_format(at, place, *n, &format)?
            }
            Value::Day(day) => {
                sheet.write_datetime_with_format(at, place, style::day(*day)?, &format)?
            }
        };
        Ok(())
    }

    fn format(&self, row: &Row, column: Column) -> Format {
        match column {
            Column::Serial | Column::Number => style::centre(),
            Column::Due => style::date(),
            Column::Field(Field::Status) => style::tinted(style::centre()),
            Column::Field(Field::Rate) => style::tinted(style::centre()).set_num_format("0%"),
            Column::Field(Field::Closed) => style::tinted(style::date()),
            Column::Field(Field::Phone) => style::tinted(style::body()).set_num_format("@"),
            Column::Field(_) => style::tinted(style::body()),
            Column::Light => {
                let lights = self.layout.lights;
                let colour = lights.colours.of(Light::of(row, self.ledger.as_of, lights));
                let format = style::centre().set_bold();
                colour.map_or(format.clone(), |colour| {
                    format.set_background_color(Color::RGB(colour))
                })
            }
            _ => style::body(),
        }
    }

    /// Writes the legend, and the line for signatures.
    fn foot(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let at = HEADER + 1 + self.n_rows();
        let signs = "填表人：　　　　　　　　审核人：　　　　　　　　单位负责人：";
        merged(sheet, at, (0, self.last()), (LEGEND, &style::line()))?;
        merged(sheet, at + 1, (0, self.last()), (signs, &style::line()))?;
        width::row(sheet, at, 1)?;
        width::row(sheet, at + 1, 1)
    }

    /// Sets validation rules, which warn and never refuse, since pasting bypasses them anyway.
    fn checks(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let (first, last) = (HEADER + 1, HEADER + self.n_rows());
        let warn = |check: DataValidation,
                    title: &str,
                    words: &str|
         -> Result<DataValidation, XlsxError> {
            let check = check.set_error_style(DataValidationErrorStyle::Warning).ignore_blank(true);
            check.set_error_title(title)?.set_error_message(words)
        };
        if let Some(at) = self.at(Column::Field(Field::Status)) {
            let list = DataValidation::new().allow_list_formula(Formula::new(lists::statuses()));
            let words = Status::ALL.map(Status::zh).join("、");
            let check = warn(list, "状态", &format!("请从下拉列表中选择：{words}"))?;
            sheet.add_data_validation(first, at, last, at, &check)?;
        }
        if let Some(at) = self.at(Column::Field(Field::Rate)) {
            let share =
                DataValidation::new().allow_decimal_number(DataValidationRule::Between(0.0, 1.0));
            let check = warn(share, "完成率", "请填0%至100%之间的数")?;
            sheet.add_data_validation(first, at, last, at, &check)?;
        }
        if let Some(at) = self.at(Column::Field(Field::Closed)) {
            let from = ExcelDay::from_ymd(2000, 1, 1)?;
            let day =
                DataValidation::new().allow_date(DataValidationRule::GreaterThanOrEqualTo(from));
            let check = warn(day, "办结日期", "请填日期，如2023/12/31")?;
            sheet.add_data_validation(first, at, last, at, &check)?;
        }
        Ok(())
    }

    /// Sets printing, filter and frozen panes.
    fn page(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.autofilter(HEADER, 0, HEADER + self.n_rows(), self.last())?;
        sheet.set_freeze_panes(HEADER + 1, self.task() + 1)?;
        sheet.set_repeat_rows(0, HEADER)?;
        style::page(sheet);
        let Some(second) = self.second_page() else {
            sheet.set_print_fit_to_pages(1, 0);
            return Ok(());
        };
        let widest = self
            .printed(0, second - 1)
            .max(self.printed(0, self.task()) + self.printed(second, self.last()));
        let scale = (style::PAGE_WIDTH * 100 / widest.max(1)).clamp(10, 100);
        sheet.set_print_scale(u16::try_from(scale).unwrap_or(100));
        // Print the two halves of a page one after the other.
        sheet.set_page_order(false);
        sheet.set_repeat_columns(0, self.task())?;
        sheet.set_vertical_page_breaks(&[u32::from(second)])?;
        Ok(())
    }

    /// Returns the column of the task.
    fn task(&self) -> u16 {
        self.at(Column::Task).unwrap_or_default()
    }

    /// Returns the width of the visible columns in a range, in Han characters.
    fn width(&self, from: u16, to: u16) -> usize {
        let is_in = |at: usize| (usize::from(from)..=usize::from(to)).contains(&at);
        let shown = self.columns.iter().zip(&self.widths).enumerate();
        shown
            .filter(|(at, (column, _))| is_in(*at) && !column.is_hidden())
            .map(|(_, (_, n))| n)
            .sum()
    }

    /// Returns the width including cell margins, in tenths of a character.
    fn printed(&self, from: u16, to: u16) -> usize {
        let n_columns = usize::from(to.saturating_sub(from)) + 1;
        self.width(from, to) * 10 + n_columns * style::MARGINS
    }

    /// Returns the first column of the second page, if one page would be too small to read: the
    /// first column that people fill in.
    fn second_page(&self) -> Option<u16> {
        let first = self.columns.iter().position(|column| matches!(column, Column::Field(_)))?;
        let first = u16::try_from(first).ok()?;
        let is_small = style::PAGE_WIDTH * 100 / self.printed(0, self.last()).max(1) < LEAST_SCALE;
        (is_small && first > self.task() + 1).then_some(first)
    }
}

type ExcelDay = rust_xlsxwriter::ExcelDateTime;

/// Writes into merged columns, or into one if there is only one.
fn merged(
    sheet: &mut Worksheet,
    row: u32,
    (from, to): (u16, u16),
    (text, format): (&str, &Format),
) -> Result<(), XlsxError> {
    if from == to {
        sheet.write_string_with_format(row, from, text, format)?;
    } else {
        sheet.merge_range(row, from, row, to, text, format)?;
    }
    Ok(())
}

/// Returns a note with the whole text of a task, and its position.
fn note(row: &Row) -> Note {
    const LONGEST: usize = 2000;
    let place = row.at.as_ref().map(|at| format!("〔{}〕\n", at.told())).unwrap_or_default();
    let words: String = row.quote.chars().take(LONGEST).collect();
    let n_lines = u32::try_from(width::lines(&words, 30)).unwrap_or(1).min(30);
    Note::new(place + &words).add_author_prefix(false).set_width(440).set_height((n_lines + 2) * 18)
}
