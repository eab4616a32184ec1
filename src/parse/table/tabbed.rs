//! Tables copied from spreadsheets, with tabs between the cells of a line, or with bars between
//! them but none around them.
//!
//! A cell with several lines continues on the next line of the copy. A row ends when it has as many
//! cells as the header, or when the next number begins a row:
//!
//! ```text
//! 序号⇥任务⇥责任单位⇥完成时限
//! 1⇥办理建筑许可⇥自然资源和规划局
//! 行政审批局⇥9月底前
//! 2⇥不动产登记⇥住建局⇥年底前
//! ```

use std::ops::Range;

use super::cell::Cell;
use super::column::{Column, column_named, may_say_who_answers};
use super::flat::Flat;
use super::spread;
use crate::parse::lines::as_set;
use crate::parse::numbering::{self, Kind};
use crate::read::table::LEFT;

/// How many columns a table may have.
const COLUMNS: std::ops::RangeInclusive<usize> = 3..=64;
/// The maximum length of a column header, in characters.
const HEADER: usize = 30;
/// The maximum number of lines in a cell.
const LINES: usize = 24;
/// The maximum length of a line that heads a group of rows, in characters.
const HEADING: usize = 40;

/// What separates the cells of a line.
const MARKS: [char; 3] = ['\t', '|', '｜'];

/// The tables of a source, in order.
pub(super) fn tables(source: &str) -> Vec<Flat<'_>> {
    let marks = MARKS.into_iter().filter(|mark| source.contains(*mark));
    let mut found: Vec<Flat> = marks.flat_map(|mark| marked(source, mark)).collect();
    found.sort_by_key(|table| table.range.start);
    found
}

/// The tables whose cells are separated by `mark`.
fn marked(source: &str, mark: char) -> Vec<Flat<'_>> {
    let mut found = Vec::new();
    let lines = as_set(source).map(|(line, at)| at..at + line.trim_end_matches('\r').len());
    let lines: Vec<Range<usize>> = lines.collect();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        let below = lines.get(at..).unwrap_or_default();
        let two = Table::headed_by_two(source, mark, line, below);
        at += usize::from(two.is_some());
        let Some(mut table) = two.or_else(|| Table::headed(source, mark, line)) else { continue };
        while let Some(n) = table.part(lines.get(at..).unwrap_or_default()) {
            let (amid, row) = (at..at + n, at + n);
            table.line(lines.get(amid).unwrap_or_default(), &lines[row]);
            at = row + 1;
        }
        found.extend(table.finish());
    }
    found
}

/// A table that is being read.
struct Table<'s> {
    source: &'s str,
    /// What separates its cells.
    mark: char,
    /// Whether its first column holds numbers.
    is_numbered: bool,
    header: Vec<Range<usize>>,
    rows: Vec<Vec<Range<usize>>>,
    /// Whether a line right after the header heads a group of rows. If so, other lines between rows
    /// do too, numbered or not.
    has_groups: bool,
    /// Where the part read so far ends.
    end: usize,
}

impl<'s> Table<'s> {
    /// Begins a table if the line is a header.
    fn headed(source: &'s str, mark: char, line: &Range<usize>) -> Option<Self> {
        let raw = source.get(line.clone()).filter(|raw| raw.contains(mark))?;
        let header = filled(source, mark, line);
        let is_short = |range: &Range<usize>| {
            source.get(range.clone()).is_some_and(|cell| cell.chars().nth(HEADER).is_none())
        };
        if !COLUMNS.contains(&header.len())
            || !header.iter().all(is_short)
            || raw.trim_start().starts_with('|')
        {
            return None;
        }
        let names: Vec<String> = header.iter().map(|range| cell(source, range).plain()).collect();
        let is_numbered = names.first().is_some_and(|name| column_named(name) == Column::Number);
        may_say_who_answers(&names).then(|| Self::of(source, mark, header, is_numbered, line.end))
    }

    fn of(
        source: &'s str,
        mark: char,
        header: Vec<Range<usize>>,
        is_numbered: bool,
        end: usize,
    ) -> Self {
        Self { source, mark, is_numbered, header, rows: Vec::new(), has_groups: false, end }
    }

    /// Begins a table if a line and the next are the two rows of its header, and row 1 is below.
    fn headed_by_two(
        source: &'s str,
        mark: char,
        line: &Range<usize>,
        below: &[Range<usize>],
    ) -> Option<Self> {
        let [under, row, ..] = below else { return None };
        let raw = |line: &Range<usize>| source.get(line.clone()).unwrap_or_default();
        let is_one = raw(line).contains(mark)
            && raw(under).contains(mark)
            && !raw(line).trim_start().starts_with('|')
            && raw(row).trim_start().starts_with('1');
        let all = |line| filled(source, mark, line);
        let cells = |line| all(line).iter().map(|range| cell(source, range)).collect::<Vec<_>>();
        let is_number = |over: &Cell| column_named(&over.plain()) == Column::Number;
        let over =
            is_one.then(|| cells(line)).filter(|over| over.first().is_some_and(is_number))?;
        let mut labels = cells(under);
        labels.retain(|label| !label.raw.is_empty());
        let header = spread::joined(&over, &labels, all(row).len())?;
        let header = header.iter().map(|cell| cell.at..cell.end()).collect();
        Some(Self::of(source, mark, header, true, under.end))
    }

    fn get(&self, range: &Range<usize>) -> &'s str {
        self.source.get(range.clone()).unwrap_or_default()
    }

    /// The number of lines before the next line with tabs, if that line belongs to the table.
    fn part(&self, lines: &[Range<usize>]) -> Option<usize> {
        let has_mark = |line: &Range<usize>| self.get(line).contains(self.mark);
        let n = lines.iter().take(LINES).position(has_mark)?;
        let (amid, row) = (lines.get(..n)?, lines.get(n)?);
        let is_blank = |line: &Range<usize>| self.get(line).trim().is_empty();
        let is_prose = |line: &Range<usize>| {
            let raw = self.get(line);
            raw.contains('。') || raw.chars().nth(HEADING).is_some()
        };
        let is_open = self.rows.last().is_some_and(|row| row.len() < self.header.len());
        let is_other = n > 0
            && (amid.iter().any(is_blank)
                || !is_open && amid.iter().any(is_prose)
                || Self::headed(self.source, self.mark, row).is_some());
        (!is_other).then_some(n)
    }

    /// Takes a line with tabs, and the lines `amid` between it and the previous one.
    fn line(&mut self, amid: &[Range<usize>], line: &Range<usize>) {
        let cells = cells(self.source, self.mark, line);
        let width = self.header.len();
        let n_open = self.rows.last().map_or(width, Vec::len);
        let joins = n_open + cells.len() <= width + 1 && !self.opens(&cells);
        self.has_groups |= self.rows.is_empty() && !amid.is_empty();
        for line in amid {
            self.amid(line, joins);
        }
        match self.rows.last_mut().filter(|_| joins) {
            Some(row) => {
                let mut cells = cells.into_iter();
                if let (Some(last), Some(first)) = (row.last_mut(), cells.next()) {
                    last.end = first.end;
                }
                row.extend(cells);
            }
            None => self.rows.push(cells),
        }
        self.end = line.end;
    }

    /// Whether the cells begin a row.
    fn opens(&self, cells: &[Range<usize>]) -> bool {
        let first = cells.first().map(|range| self.get(range)).unwrap_or_default();
        match self.is_numbered {
            true => first.is_empty() || is_number(first),
            false => cells.len() == self.header.len(),
        }
    }

    /// Whether a line is the heading of a group of rows: `二、其他任务`.
    fn is_heading(&self, line: &Range<usize>) -> bool {
        let number = numbering::leading(&cell(self.source, line).plain());
        number.is_some_and(|one| one.kind <= Kind::HanBracketed)
            && self.get(line).chars().nth(HEADING).is_none()
    }

    /// Takes a line between two lines with tabs. It heads a group of rows or continues the last
    /// cell; with `is_within`, it always continues the cell.
    fn amid(&mut self, line: &Range<usize>, is_within: bool) {
        let raw = self.get(line);
        let is_heading = !is_within && (self.has_groups || self.is_heading(line));
        match self.rows.last_mut().and_then(|row| row.last_mut()) {
            Some(last) if !is_heading && !raw.trim().is_empty() => last.end = line.end,
            _ if is_heading => self.rows.push(vec![line.clone()]),
            _ => {}
        }
    }

    fn finish(self) -> Option<Flat<'s>> {
        let width = self.header.len();
        let row = |row: &Vec<Range<usize>>| {
            let mut cells: Vec<Cell> = row.iter().map(|range| cell(self.source, range)).collect();
            let end = cells.last().map_or(0, |cell| cell.end());
            let missing = if cells.len() == 1 { LEFT } else { "" };
            cells.resize(width.max(cells.len()), Cell { raw: missing, at: end, continued: false });
            cells
        };
        let rows = std::iter::once(&self.header).chain(&self.rows).map(row).collect();
        let start = self.header.first()?.start;
        (!self.rows.is_empty()).then_some(Flat { range: start..self.end, rows, unsure: Vec::new() })
    }
}

/// Whether a cell is a number and nothing else.
fn is_number(text: &str) -> bool {
    let marked = format!("{}、", text.trim_end_matches(['.', '、', '．']));
    numbering::leading(&marked).is_some_and(|one| one.len == marked.len())
        || numbering::leading(text).is_some_and(|one| one.len == text.len())
}

/// The cells of a line, trimmed.
fn cells(source: &str, mark: char, line: &Range<usize>) -> Vec<Range<usize>> {
    let mut at = line.start;
    let raw = source.get(line.clone()).unwrap_or_default();
    let cell = |piece: &str| {
        let start = at + piece.len() - piece.trim_start().len();
        at += piece.len() + mark.len_utf8();
        start..start + piece.trim().len()
    };
    raw.split(mark).map(cell).collect()
}

/// The cells of a line up to the last that is not empty.
fn filled(source: &str, mark: char, line: &Range<usize>) -> Vec<Range<usize>> {
    let mut cells = cells(source, mark, line);
    let n_filled = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    cells.truncate(n_filled);
    cells
}

/// A cell, without the quotation marks that spreadsheets put around a cell of several lines.
fn cell<'s>(source: &'s str, range: &Range<usize>) -> Cell<'s> {
    let raw = source.get(range.clone()).unwrap_or_default().trim_end();
    let quoted = raw
        .strip_prefix('"')
        .and_then(|inner| inner.strip_suffix('"'))
        .filter(|inner| inner.contains('\n'));
    match quoted {
        Some(inner) => Cell { raw: inner, at: range.start + 1, continued: false },
        None => Cell { raw, at: range.start, continued: false },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, expected: &[&str], behind: &str) {
        let tables = tables(source);
        let row = |row: &Vec<Cell>| {
            let cell = |cell: &Cell| cell.raw.replace('\n', "+");
            row.iter().map(cell).collect::<Vec<_>>().join("|")
        };
        let found: Vec<String> =
            tables.iter().flat_map(|table| table.rows.iter().map(row)).collect();
        assert_eq!(found, expected);
        let end = tables.last().map_or(0, |table| table.range.end);
        assert_eq!(source.get(end..).unwrap_or_default().trim(), behind);
    }

    #[test]
    fn a_cell_goes_on_until_its_row_is_whole() {
        check(
            "序号\t任务\t责任单位\t时限\n1\t甲\t县财政局\n县审计局\n县统计局\t9月底前\n2\t乙\t县教育局\t年底前\n\
             备注：1.每月报送。\n2.县办汇总。\n",
            &[
                "序号|任务|责任单位|时限",
                "1|甲|县财政局+县审计局+县统计局|9月底前",
                "2|乙|县教育局|年底前",
            ],
            "备注：1.每月报送。\n2.县办汇总。",
        );
        check(
            "任务\t责任单位\t时限\t备注\r\n甲\t\"县财政局\n县审计局\"\t年底前\t\r\n二、其他\r\n乙\t县教育局\t长期\t\r\n",
            &[
                "任务|责任单位|时限|备注",
                "甲|县财政局+县审计局|年底前|",
                "二、其他|<<|<<|<<",
                "乙|县教育局|长期|",
            ],
            "",
        );
        check(
            "序号\t任务\t责任单位\t时限\t备注\n1\t甲\t县财政局\n2\t乙\t县教育局\t年底前\t重点\n推进\n3\t丙\t县水利局\n",
            &[
                "序号|任务|责任单位|时限|备注",
                "1|甲|县财政局||",
                "2|乙|县教育局|年底前|重点+推进",
                "3|丙|县水利局||",
            ],
            "",
        );
        check(
            "序号\t任务\t责任单位\t时限\n一、制度\n1\t甲\n及其他\t县财政局\t年底前\n二、工程\n2\t乙\t县教育局\t长期\n",
            &[
                "序号|任务|责任单位|时限",
                "一、制度|<<|<<|<<",
                "1|甲+及其他|县财政局|年底前",
                "二、工程|<<|<<|<<",
                "2|乙|县教育局|长期",
            ],
            "",
        );
        check(
            "序号\t任务\t责任单位\n制度\n1\t甲\t县财政局\n工程\n2\t乙\t县教育局\n",
            &["序号|任务|责任单位", "制度|<<|<<", "1|甲|县财政局", "工程|<<|<<", "2|乙|县教育局"],
            "",
        );
        check("姓名\t职务\t电话\n张三\t局长\t110\n", &[], "姓名\t职务\t电话\n张三\t局长\t110");
    }
}
