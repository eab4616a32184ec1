//! Tables of targets that name no body: `指标` | `单位` | `2020年` | `2025年目标` | `属性`. Each
//! row becomes a sentence: `森林覆盖率达到36.5%。`

use std::ops::Range;

use super::cell::Cell;
use super::column::{Column, HEADERS, is_caption, said_over};
use super::layout::{BOUNDS, MARGINS, is_amount};
use super::told::are_measures;
use super::write::Writer;
use crate::affix::AnyOf;
use crate::context;
use crate::diagnostic::{Code, Severity};
use crate::lexicon::measures::is_measure;
use crate::message;
use crate::parse::letterhead::years;
use crate::read::table::{BREAK, LEFT};

/// What the headers of columns of values tell apart: what is to be reached, and what was.
const AIM: &str = "目标";
const STATE: &[&str] = &["现状", "基期", "基准", "基数", "底数", "实际", "实绩", "完成", "预计"];

/// Verbs at the end of a name that a figure follows directly: 万元GDP用水量下降.
const CHANGES: &[&str] = &["下降", "降低", "减少", "增长", "增加", "提高", "提升"];

/// What the columns of a table of targets hold.
pub(super) struct Targets {
    /// How many rows the header has.
    n_header: usize,
    /// The column that names what is measured.
    measured: usize,
    /// The column of the units of measurement.
    unit: Option<usize>,
    /// The columns of the values to reach, in the last year of the table.
    values: Vec<usize>,
    /// The columns of the values of other years.
    others: Vec<usize>,
    /// The last year of the table.
    year: Option<u32>,
}

impl Targets {
    /// The columns of a table, if its header says that it states targets.
    pub(super) fn of(rows: &[Vec<Cell>], width: usize) -> Option<Self> {
        (0..rows.len().min(HEADERS)).find_map(|n| Self::under(rows, n, width))
    }

    fn under(rows: &[Vec<Cell>], n: usize, width: usize) -> Option<Self> {
        let names: Vec<String> =
            (0..width).map(|at| name(rows.get(..=n)?, at)).collect::<Option<_>>()?;
        let body: Vec<&Vec<Cell>> = rows.iter().skip(n + 1).collect();
        let measured = names.iter().position(|name| is_of_measures(name))?;
        // The row below continues the header.
        if body.first().and_then(|row| row.get(measured)).is_some_and(|cell| cell.continued) {
            return None;
        }
        let unit = (0..width).find(|at| names[*at].ends_with("单位") && are_measures(&body, *at));
        let columns = (0..width).filter(|at| *at != measured && Some(*at) != unit);
        let (values, others) = values(&names, columns)?;
        let year = values.first().and_then(|at| year(&names[*at]));
        Some(Self { n_header: n + 1, measured, unit, values, others, year })
    }

    /// Whether the last year of the table was over when the document was issued.
    pub(super) fn are_over(&self, text: &str) -> bool {
        self.year.is_some_and(|year| is_over(year, text))
    }

    /// Writes a table: its header, and the rows below it.
    pub(super) fn write(&self, writer: &mut Writer, rows: &[Vec<Cell>]) {
        let (header, rows) = rows.split_at(self.n_header.min(rows.len()));
        for row in header {
            writer.header(row, self.values.first().copied().filter(|at| names_year(row.get(*at))));
        }
        for row in rows {
            match row.get(self.measured).filter(|cell| !is_caption(row) && !cell.is_nothing()) {
                Some(measured) => self.row(writer, row, measured),
                None => writer.lines(std::slice::from_ref(row)),
            }
        }
    }

    /// Writes a sentence for each value to reach, and the other cells behind them.
    fn row(&self, writer: &mut Writer, row: &[Cell], measured: &Cell) {
        let unit = self.unit.and_then(|at| row.get(at));
        let values = || self.values.iter().filter_map(|at| row.get(*at)).filter(|cell| cell.says());
        writer.paragraph(row.iter().map(|cell| cell.at).min().unwrap_or(measured.at));
        for value in values() {
            reach(writer, measured, value, unit);
        }
        if values().next().is_none() {
            writer.sentence(measured);
        }
        for (at, cell) in row.iter().enumerate().filter(|(_, cell)| cell.says()) {
            match () {
                () if self.others.contains(&at) => {
                    writer.leave_out(cell, message!("note-value-left-out", value = cell.raw));
                }
                () if at == self.measured || Some(at) == self.unit || self.values.contains(&at) => {
                }
                () => writer.sentence(cell),
            }
        }
    }
}

/// The columns of values to reach, in the last year of the table, and those of other values, if the
/// names of these columns tell.
pub(super) fn values(
    names: &[String],
    columns: impl Iterator<Item = usize>,
) -> Option<(Vec<usize>, Vec<usize>)> {
    let years: Vec<Option<u32>> = names.iter().map(|name| year(name)).collect();
    let is_of_values = |at: &usize| names[*at].contains(AIM) || years[*at].is_some();
    let columns: Vec<usize> = columns.filter(is_of_values).collect();
    let is_state = |at: &usize| STATE.iter().any(|word| names[*at].contains(word));
    let aims = || columns.iter().copied().filter(|at| !is_state(at));
    let are_named = aims().any(|at| names[at].contains(AIM));
    let aims = aims().filter(|at| !are_named || names[*at].contains(AIM));
    let last = aims.clone().map(|at| years[at]).max()?;
    let values: Vec<usize> = aims.filter(|at| years[*at] == last).collect();
    let others = columns.into_iter().filter(|at| !values.contains(at)).collect();
    Some((values, others))
}

/// Whether a year was over when a document was issued, the number of which its text begins with:
/// 2023 in `滑政〔2024〕2号`.
fn is_over(year: u32, text: &str) -> bool {
    /// How many characters at the beginning may have the number.
    const TOP: usize = 1000;
    years(context::first_chars(text, TOP)).next().is_some_and(|issued| year < issued.into())
}

/// The columns of a table, with those of figures to reach as mere figures if their year was over
/// when the document was issued.
pub(super) fn without_past(columns: &[Column], header: &[Vec<Cell>], text: &str) -> Vec<Column> {
    let told = |at: usize| {
        let cells = header.iter().rev().filter_map(|row| row.get(at));
        cells.filter(|cell| cell.says()).find_map(|cell| year(&cell.plain()))
    };
    let is_past = |at: usize| told(at).is_some_and(|year| is_over(year, text));
    let of = |(at, column): (usize, &Column)| match column {
        Column::Value if is_past(at) => Column::OtherValue,
        column => column.clone(),
    };
    columns.iter().enumerate().map(of).collect()
}

/// Whether a cell holds a value that can be read, with its unit or without.
pub(super) fn is_value(measured: &Cell, value: &Cell, unit: Option<&Cell>) -> bool {
    Amount::of(measured, value, unit).is_some()
}

/// Writes a value to reach as a sentence, `森林覆盖率达到36.5%。`; one that cannot be read is a
/// doubt and stands for itself.
pub(super) fn reach(writer: &mut Writer, measured: &Cell, value: &Cell, unit: Option<&Cell>) {
    match Amount::of(measured, value, unit) {
        Some(amount) => amount.write(writer, value),
        None => {
            doubt(writer, measured, value);
            writer.sentence(measured);
            writer.sentence(value);
        }
    }
}

/// A value to reach, in pieces of the source.
struct Amount<'s> {
    name: Piece<'s>,
    figure: Piece<'s>,
    unit: Option<Piece<'s>>,
    margin: Option<Piece<'s>>,
}

/// A piece of the source and its offset.
type Piece<'s> = (&'s str, usize);

impl<'s> Amount<'s> {
    /// The value in a cell. Its unit stands beside it, in a column of its own, or in brackets
    /// behind what is measured.
    fn of(measured: &Cell<'s>, value: &Cell<'s>, unit: Option<&Cell<'s>>) -> Option<Self> {
        let whole = (measured.raw, measured.at);
        if is_amount(&value.plain()) {
            let figure = (value.raw, value.at);
            return Some(Self { name: whole, figure, unit: None, margin: None });
        }
        let bare = without_brackets(value.raw);
        let at = value.at + value.raw.find(bare)?;
        let len = bare.len()
            - MARGINS.iter().find(|end| bare.ends_with(**end)).map_or(0, |end| end.len());
        let (figure, margin) = bare.split_at_checked(len)?;
        let digits = figure.trim_start_matches(BOUNDS).trim();
        if !(digits.starts_with(|c: char| c.is_ascii_digit())
            && digits.chars().all(|c| c.is_ascii_digit() || c == '.'))
        {
            return None;
        }
        let (name, unit) = match unit {
            Some(unit) if !unit.is_nothing() => (whole, Some((unit.raw, unit.at))),
            Some(_) => (whole, None),
            None => {
                let (name, inner) = bracketed(measured.raw)?;
                let unit = (measured.raw.get(inner.clone())?, measured.at + inner.start);
                ((measured.raw.get(..name)?, measured.at), Some(unit))
            }
        };
        let has_none = name.0.ends_with_any(&["系数", "指数"]);
        let margin = (!margin.is_empty()).then_some((margin, at + len));
        (unit.is_some() || has_none).then_some(Self { name, figure: (figure, at), unit, margin })
    }

    /// Writes `森林覆盖率达到36.5%以上。`.
    fn write(&self, writer: &mut Writer, value: &Cell) {
        writer.run(self.name);
        let counts = self.name.0.ends_with_any(CHANGES);
        if !counts && !self.figure.0.starts_with(BOUNDS) {
            writer.text.insert("达到", value.at);
        }
        writer.run(self.figure);
        self.unit.into_iter().chain(self.margin).for_each(|piece| writer.run(piece));
        writer.text.insert("。", value.end());
    }
}

/// A value without the brackets that mark a total of several years: `[100]`.
fn without_brackets(raw: &str) -> &str {
    [("[", "]"), ("〔", "〕"), ("［", "］")]
        .into_iter()
        .find_map(|(open, close)| raw.strip_prefix(open)?.strip_suffix(close))
        .unwrap_or(raw)
        .trim()
}

/// Where the name ends in `森林覆盖率（%）`, and the place of the unit.
pub(super) fn bracketed(raw: &str) -> Option<(usize, Range<usize>)> {
    let inner = raw.strip_suffix(['）', ')'])?;
    let open = inner.rfind(['（', '('])?;
    let start = open + inner.get(open..)?.chars().next()?.len_utf8();
    is_measure(inner.get(start..)?.trim()).then_some((open, start..inner.len()))
}

/// The name of a column: its header, behind the one above if that spans several columns.
fn name(header: &[Vec<Cell>], at: usize) -> Option<String> {
    let (row, above) = header.split_last()?;
    let spans = |row: &&Vec<Cell>| row.iter().any(|cell| cell.raw == LEFT) && !is_caption(row);
    let above = above.last().filter(spans).and_then(|row| said_over(row, at)).unwrap_or_default();
    Some(above + &said_over(row, at).unwrap_or_default())
}

/// Whether a column names what is measured.
pub(super) fn is_of_measures(name: &str) -> bool {
    name.ends_with_any(&["指标", "指标名称", "指标内容"]) && !name.contains_any(&["类", "级指标"])
}

/// The year in the header of a column of values: `2025年`, `2025年目标值`.
fn year(name: &str) -> Option<u32> {
    name.get(year_in(name)?)?.trim_end_matches('年').parse().ok()
}

/// The place of the year in the header of a column of values, with 年 if that follows.
pub(super) fn year_in(name: &str) -> Option<Range<usize>> {
    let at = name.find("20")?;
    let digits =
        name.get(at..at + 4).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
    let behind = name.get(at + digits.len()..)?;
    let mark = if behind.starts_with('年') { '年'.len_utf8() } else { 0 };
    Some(at..at + digits.len() + mark)
}

/// Whether a header begins with a year, by whose end the values below it are to be reached.
fn names_year(cell: Option<&Cell>) -> bool {
    cell.is_some_and(|cell| cell.raw.starts_with("20") && year(&cell.plain()).is_some())
}

/// Reports a doubt about a value that has a figure and is not read.
fn doubt(writer: &mut Writer, measured: &Cell, value: &Cell) {
    if value.raw.contains(|c: char| c.is_ascii_digit()) {
        let name = measured.raw.replace(BREAK, "");
        let message = message!("doubt-target-unread", name = name, value = value.raw);
        let span = value.span();
        writer.text.remark(Severity::Doubt, Code::MeasureUnread, span, message);
    }
}

#[cfg(test)]
mod tests {
    use super::is_over;
    use crate::parse::table::tests::read;

    /// The paragraphs and the codes of the remarks that a table becomes.
    fn written(table: &str) -> (String, Vec<String>) {
        let text = read(table);
        let remarks = text.remarks().iter().map(|one| one.code.to_string()).collect();
        (text.as_str().to_owned(), remarks)
    }

    #[test]
    fn a_row_states_what_the_last_year_is_to_reach() {
        let table = "|类别|指标名称|单位|2020年|目标值|<<|属性|\n|^^|^^|^^|^^|2023年|2025年|^^|\n\
                     |绿化|森林覆盖率|%|35|36|36.5左右|约束性|\n|^^|用水量下降|%|—|8|16|约束性|\n\
                     |^^|有效利用系数|—|0.6|0.61|0.63|预期性|\n|^^|治理面积|平方公里|—|50|[100]|预期性|\n\
                     |^^|水质|%|优|优|90—95|预期性|";
        let (text, remarks) = written(table);
        let sentences = [
            "森林覆盖率达到36.5%左右。",
            "用水量下降16%。",
            "有效利用系数达到0.63。",
            "治理面积达到100平方公里。",
        ];
        assert!(sentences.iter().all(|one| text.contains(one)), "{text}");
        assert!(!text.contains("35") && text.contains("约束性"), "{text}");
        assert_eq!(
            remarks.iter().filter(|code| *code == "measure-unread").count(),
            1,
            "{remarks:?}"
        );
    }

    #[test]
    fn the_header_gives_the_year_of_the_values() {
        let (text, _) = written("|指标|单位|2020年|2025年|\n|覆盖率|%|30|35|");
        assert_eq!(text, "指标；单位；2020年；到2025年\n覆盖率达到35%。");
        let (text, _) = written("|指标|单位|现状|目标|\n|覆盖率|%|30|35|");
        assert!(text.starts_with("指标；单位；现状；目标\n覆盖率达到35%。"), "{text}");
    }

    #[test]
    fn a_unit_may_stand_behind_the_name_or_the_figure() {
        let (text, remarks) =
            written("|主要指标|目标|\n|普及率（%）|≥95|\n|企业数|1500家|\n|交易额|完成省定任务|");
        assert_eq!(
            text,
            "主要指标；目标\n普及率≥95%。\n企业数达到1500家。\n交易额。完成省定任务。"
        );
        assert!(remarks.is_empty(), "{remarks:?}");
    }

    #[test]
    fn targets_stand_beside_bodies() {
        let (text, remarks) = written(
            "|指标|单位|2023年|2024年|2025年|责任单位|\n|森林覆盖率|%|38|39|40|县林业局|\n\
             |粮食产量|万吨|12|12.3|≥12.5|县农业农村局|",
        );
        assert_eq!(
            text,
            "1.森林覆盖率达到40%。（责任单位：县林业局；完成时限：2025年）\n\
             2.粮食产量≥12.5万吨。（责任单位：县农业农村局；完成时限：2025年）"
        );
        assert_eq!(remarks.len(), 4, "{remarks:?}");
        let (text, _) = written("|序号|指标|目标值|责任单位|\n|1|森林覆盖率（%）|40|县林业局|");
        assert_eq!(text, "1.森林覆盖率达到40%。（责任单位：县林业局）");
        let (text, _) =
            written("|项目|2024年目标|2025年目标|责任单位|\n|新建公园|18个|20个|县城管局|");
        assert_eq!(text, "1.新建公园达到20个。（责任单位：县城管局；完成时限：2025年）");
        let (text, _) = written("|项目|2024年|2025年|责任单位|\n|体育馆|完成设计|开工|县城管局|");
        assert_eq!(text, "1.体育馆。2024年：完成设计。2025年：开工。（责任单位：县城管局）");
        let (text, _) = written("|区域|任务数（户）|责任单位|\n|城关镇|120|城关镇人民政府|");
        assert!(!text.contains("1."), "{text}");
    }

    #[test]
    fn the_number_of_the_document_says_which_years_are_over() {
        let head = "关于做好节水工作的通知\n滑政〔2024〕7号\n依据豫政〔2025〕1号";
        assert!(is_over(2023, head) && !is_over(2024, head));
        assert!(!is_over(2023, "关于做好节水工作的通知"));
    }

    #[test]
    fn other_tables_state_no_targets() {
        for table in [
            "|考核指标|分值|\n|节水|10|",
            "|一级指标|目标|\n|节水|10%|",
            "|项目|2025年|\n|节水|10|",
        ] {
            assert!(!written(table).0.contains("达到"), "{table}");
        }
    }
}
