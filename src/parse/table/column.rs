//! Columns: what their headers mean.

use super::cell::Cell;
use super::targets;
use super::told;
use crate::affix::AnyOf;
use crate::clause::{label_kind, names_a_unit, role_of};
use crate::lexicon::headers;
use crate::lexicon::levels::LEVELS;
use crate::model::Role;
use crate::read::table::LEFT;

/// How many rows at the top may be headers.
pub(super) const HEADERS: usize = 3;

/// What headers of columns that cannot hold tasks may end with.
const NO_TEXT_ENDS: &[char] = &['年', '月', '号', '长', '人'];
/// The maximum length of the header of a text column, in characters.
const LONGEST_TEXT: usize = 12;

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Number,
    Text,
    /// Names or a time; the header serves as the label in the clause.
    Label(String),
    /// Marks that say what the body in the header does: √, 牵头.
    Mark,
    /// The role of the bodies in the same row: 牵头, 配合.
    Role,
    /// What was done so far. It sets no target or deadline.
    Report,
    /// The unit of the figures in the row: 家, %.
    Measure,
    /// Figures to reach, in the last year of the table.
    Value,
    /// Figures of other years.
    OtherValue,
    /// Anything else, with its header.
    Other(String),
}

impl Column {
    /// Whether it holds the names of those who have a role.
    pub(super) fn answers(&self) -> bool {
        let is_role = |label: &str| role_of(label).is_some() && !headers::OF_WARDENS.close(label);
        matches!(self, Self::Label(label) if is_role(label))
    }

    /// Whether its cells may be tasks although its header is none of the known ones: 民生实事.
    pub(super) fn may_hold_text(&self) -> bool {
        let may = |name: &str| {
            !name.is_empty()
                && name.chars().nth(LONGEST_TEXT).is_none()
                && !name.ends_with(NO_TEXT_ENDS)
                && !headers::DATA.are_in(name)
                && !names_a_unit(name)
        };
        matches!(self, Self::Other(name) if may(name))
    }
}

/// Returns the columns of a table that says who is responsible, and the index of its first row
/// below the header.
pub(super) fn header(rows: &[Vec<Cell>], width: usize) -> Option<(usize, Vec<Column>)> {
    (0..rows.len().min(HEADERS)).find_map(|n| {
        let columns = columns(rows, n, width)?;
        // 责任单位 above 牵头单位 and 配合单位: the lower row belongs to the header and is more
        // precise.
        let below = rows
            .get(n + 1)
            .filter(|row| is_under(row, &rows[n]))
            .and_then(|_| self::columns(rows, n + 1, width));
        Some(below.map_or((n + 1, columns), |columns| (n + 2, columns)))
    })
}

/// The columns according to the header in row `n`, if they say who is responsible.
fn columns(rows: &[Vec<Cell>], n: usize, width: usize) -> Option<Vec<Column>> {
    let columns = named(rows, n, width);
    (says_who_answers(&columns) || parts_work(&rows[n], &columns)).then_some(columns)
}

/// The columns of a table of assessments that names no bodies, and the index of its first row: it
/// counts its tasks and gives points for each.
pub(super) fn scored(rows: &[Vec<Cell>], width: usize) -> Option<(usize, Vec<Column>)> {
    (0..rows.len().min(HEADERS)).find_map(|n| {
        let gives_points = rows[n].iter().any(|cell| headers::POINTS.close(&cell.plain()));
        let columns = gives_points.then(|| named(rows, n, width))?;
        let has = |column| columns.contains(&column);
        (has(Column::Number) && has(Column::Text)).then_some((n + 1, columns))
    })
}

/// The columns according to the header in row `n`.
fn named(rows: &[Vec<Cell>], n: usize, width: usize) -> Vec<Column> {
    let above = n.checked_sub(1).and_then(|n| rows.get(n));
    let mut columns: Vec<Column> = (0..width).map(|at| column(&rows[n], above, at)).collect();
    told::by_cells(rows, n, &mut columns);
    // A second number column counts something else.
    let numbers = columns.iter_mut().filter(|column| **column == Column::Number);
    numbers.skip(1).for_each(|column| *column = Column::Other(String::new()));
    columns
}

/// Whether sentences in a column divide the work of a task: 职责分工 beside 重点任务.
fn parts_work(header: &[Cell], columns: &[Column]) -> bool {
    let parts = header.iter().any(|cell| cell.plain().ends_with("分工"));
    parts && columns.iter().filter(|column| **column == Column::Text).count() > 1
}

/// Whether a row continues the header above it: each of its cells is a label or continues one, as
/// marked or, where nothing is marked, because it is empty or says the same.
pub(super) fn is_under(row: &[Cell], above: &[Cell]) -> bool {
    let is_label = |cell: &Cell| matches!(column_named(&cell.plain()), Column::Label(_));
    if row.iter().any(|cell| cell.continued) {
        return row.iter().all(|cell| cell.continued || cell.raw == LEFT || is_label(cell));
    }
    let over = |at: usize| above.get(at).map(Cell::plain).filter(|name| !name.is_empty());
    let goes_on = |(at, cell): &(usize, &Cell)| {
        cell.raw.is_empty() || over(*at).is_some_and(|name| name == cell.plain())
    };
    let own = || row.iter().enumerate().filter(|one| !goes_on(one));
    // 责任分工 spreads over the labels below it: the next cell is empty or repeats it.
    let is_spread = |at: usize| {
        let here = (0..=at).rev().find_map(over);
        let next = || at + 1 < above.len() && over(at + 1).is_none_or(|next| Some(next) == here);
        over(at).is_none() || next() || at.checked_sub(1).is_some_and(|at| over(at) == here)
    };
    let is_short = |cell: &Cell| {
        let name = cell.plain();
        name.chars().nth(LONGEST_TEXT).is_none()
            && !name.contains(|c: char| c.is_ascii_digit() || "、，。；".contains(c))
            && !names_a_unit(&name)
    };
    let may_be = |cell: &Cell| is_label(cell) || is_short(cell);
    own().nth(1).is_some()
        && own().any(|(_, cell)| is_label(cell))
        && own().all(|(at, cell)| may_be(cell) && is_spread(at))
}

/// Whether the columns say both what is to be done and who does it.
pub(super) fn says_who_answers(columns: &[Column]) -> bool {
    columns.iter().any(Column::answers) && columns.contains(&Column::Text)
}

/// Whether headers may be those of a table that says who does what: a role, and a column that holds
/// tasks or, if its cells say so, may.
pub(super) fn may_say_who_answers(names: &[String]) -> bool {
    let columns: Vec<Column> = names.iter().map(|name| column_named(name)).collect();
    let may_hold = columns.iter().any(Column::may_hold_text);
    says_who_answers(&columns) || may_hold && names.iter().any(|name| is_of_bodies(name))
}

/// Whether a label introduces bodies rather than people or a time.
pub(super) fn is_of_bodies(label: &str) -> bool {
    role_of(label).is_some_and(|role| role != Role::Leader)
}

/// What a row of the header says above the column at `at`, in a cell of its own or in one that
/// spans other columns too.
pub(super) fn said_over(row: &[Cell], at: usize) -> Option<String> {
    let cell = (0..=at).rev().filter_map(|n| row.get(n)).find(|cell| cell.raw != LEFT)?;
    (!cell.continued && !cell.raw.is_empty()).then(|| cell.plain())
}

/// The column at `at` according to its header, or the header above that if it spans both rows.
pub(super) fn column(row: &[Cell], above: Option<&Vec<Cell>>, at: usize) -> Column {
    said_over(row, at)
        .or_else(|| said_over(above?, at))
        .map_or_else(|| Column::Other(String::new()), |name| column_named(&name))
}

/// The kind of column that a header names.
pub(super) fn column_named(name: &str) -> Column {
    let has = |words: &[&str]| name.contains_any(words);
    // 责任单位（排在第一位的为牵头单位） is 责任单位.
    let bare =
        name.split_once('（').filter(|_| name.ends_with('）')).map_or(name, |(bare, _)| bare);
    // 单位名称 is 单位.
    let bare = bare.strip_suffix("名称").filter(|bare| is_of_units(bare)).unwrap_or(bare);
    let own = without_owner(bare);
    match () {
        () if headers::OF_NUMBERS.close(name) => Column::Number,
        () if headers::CONTACT.are_in(name) && !has(&["责任", "负责"]) => {
            Column::Other(name.to_owned())
        }
        () if headers::REPORT.are_in(name) && !headers::PLANNED.are_in(name) => Column::Report,
        // 牵头单位责任人; 责任单位及责任人 has both.
        () if headers::OF_PEOPLE.close(name)
            && has(&["单位", "部门"])
            && !name.contains(['及', '和', '与', '、', '/', '（']) =>
        {
            Column::Label("责任人".to_owned())
        }
        () if label_kind(bare).is_some() => Column::Label(bare.to_owned()),
        () if own.is_some() => Column::Label(own.unwrap_or_default()),
        () if headers::OF_LEADERS.close(name)
            && role_of(&format!("责任{name}")) == Some(Role::Leader) =>
        {
            Column::Label(format!("责任{name}"))
        }
        () if headers::OF_TIMES.close(name) => Column::Label("完成时限".to_owned()),
        () if is_of_units(bare) => Column::Label("责任单位".to_owned()),
        () if name.chars().count() <= LONGEST_TEXT
            && headers::TEXT.are_in(name)
            && !holds_figures(name, bare) =>
        {
            Column::Text
        }
        () => Column::Other(name.to_owned()),
    }
}

fn is_of_units(name: &str) -> bool {
    name.ends_with("单位") || name.ends_with("部门")
}

/// A label without the body to which the column belongs: 责任股室 of 本局责任股, 牵头部门 of
/// 县政府牵头部门.
fn without_owner<'n>(name: &'n str) -> Option<String> {
    let government = |rest: &'n str| rest.strip_prefix("政府").unwrap_or(rest);
    let of_level = name.strip_prefix(LEVELS).map(government);
    let own = headers::OWNERS.iter().filter_map(|owner| name.strip_prefix(owner));
    let labels = own.chain(of_level);
    let whole = |label: &str| match label.ends_with(['股', '科', '处']) {
        true => format!("{label}室"),
        false => label.to_owned(),
    };
    labels.map(whole).find(|label| label_kind(label).is_some())
}

/// Whether a header that may be that of tasks is one of figures, `任务数（户）`, or of what is done
/// in a part of the year: `一季度目标`.
fn holds_figures(name: &str, bare: &str) -> bool {
    bare.ends_with('数') || name.contains("季度") || targets::bracketed(name).is_some()
}

/// Whether a row is a single cell across the table.
pub(super) fn is_caption(row: &[Cell]) -> bool {
    row.len() > 2 && !row[0].is_nothing() && row.iter().skip(1).all(|cell| cell.raw == LEFT)
}

/// Whether a row repeats a row of the header, as tables do on a new page.
pub(super) fn repeats(row: &[Cell], header: &[Vec<Cell>]) -> bool {
    header.iter().any(|known| {
        let pairs = || known.iter().zip(row).filter(|(known, here)| known.says() && here.says());
        pairs().count() > 1 && pairs().all(|(known, here)| known.plain() == here.plain())
    })
}

/// Whether a row repeats all labels of the header.
pub(super) fn repeats_header(row: &[Cell], columns: &[Column]) -> bool {
    let labels = columns.iter().zip(row).filter_map(|(column, cell)| match column {
        Column::Label(label) => Some(*label == cell.plain()),
        _ => None,
    });
    labels.clone().count() > 0 && labels.into_iter().all(|same| same)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(raw: &'static str) -> Vec<Cell<'static>> {
        raw.split('|').map(|raw| Cell { raw, at: 0, continued: raw == "^^" }).collect()
    }

    #[test]
    fn a_second_row_of_the_header_divides_a_cell_of_the_first() {
        for (above, below, expected) in [
            ("任务|责任分工||时限", "||责任领导|责任单位", false),
            ("任务|责任分工||时限", "|责任领导|责任单位|", true),
            ("任务|责任分工|责任分工|时限", "任务|责任领导|责任单位|时限", true),
            ("任务|责任分工|<<|时限", "^^|责任领导|责任单位|^^", true),
            ("任务|牵头单位|配合单位|时限", "|各部门|各单位|", false),
            ("任务|责任单位||时限", "新建桥|各部门||", false),
            ("任务|时间||责任落实|", "|开工时间|完成时间|包保领导|责任单位", true),
            ("任务|时间||责任单位|", "|3月|6月|县水利局|各部门", false),
        ] {
            assert_eq!(is_under(&row(below), &row(above)), expected, "{below}");
        }
    }

    #[test]
    fn a_label_stands_behind_the_body_whose_column_it_is() {
        for (name, expected) in [
            ("本局责任股（单位）", "责任股室"),
            ("县政府牵头部门", "牵头部门"),
            ("县牵头单位", "牵头单位"),
            ("单位名称", "责任单位"),
        ] {
            assert_eq!(column_named(name), Column::Label(expected.to_owned()), "{name}");
        }
        assert_eq!(column_named("县财政局"), Column::Other("县财政局".to_owned()));
    }
}
