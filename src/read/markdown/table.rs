//! Tables drawn in plain text: grids, `+---+---+`, and columns under dashes, `---- ----`, as pandoc
//! writes them.

use std::sync::LazyLock;

use crate::affix::AnyOf;

use regex::Regex;
use unicode_width::UnicodeWidthChar;

static RULE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\s*\+(?:[-=:]+\+){2,}\s*$").expect("the pattern is fixed"));
static DASHES: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\s*-{2,}(?:\s+-{2,})+\s*$").expect("the pattern is fixed"));
static DELIMITER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+$").expect("the pattern is fixed")
});
/// Blanks that separate cells.
static GAP: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[ \u{3000}\t]{2,}").expect("the pattern is fixed"));

/// The longest cell of a table header, in characters.
const HEAD: usize = 16;

type Rows = Vec<Vec<String>>;

/// Returns the rows of a grid table that begins with these lines, and how many lines it has.
pub(super) fn grid(lines: &[&str]) -> Option<(Rows, usize)> {
    if !RULE.is_match(lines.first()?) {
        return None;
    }
    let is_row = |line: &str| line.trim_start().starts_with('|') && line.trim_end().ends_with('|');
    let n = lines.iter().take_while(|line| RULE.is_match(line) || is_row(line)).count();
    let mut rows: Rows = Vec::new();
    let mut is_open = false;
    for line in lines.iter().take(n) {
        if RULE.is_match(line) {
            is_open = false;
            continue;
        }
        let cells: Vec<&str> = line.trim().trim_matches('|').split('|').map(str::trim).collect();
        add(&cells, is_open, &mut rows);
        is_open = true;
    }
    (!rows.is_empty()).then_some((rows, n))
}

/// Adds the cells of a line to the open row, or begins a new row.
fn add(cells: &[&str], is_open: bool, rows: &mut Rows) {
    let Some(row) = rows.last_mut().filter(|_| is_open) else {
        return rows.push(cells.iter().map(|cell| (*cell).to_owned()).collect());
    };
    for (known, more) in row.iter_mut().zip(cells).filter(|(_, more)| !more.is_empty()) {
        let between =
            if known.is_ascii() && more.is_ascii() && !known.is_empty() { " " } else { "" };
        *known = format!("{known}{between}{more}");
    }
}

/// Returns the rows of a table with columns under dashes that begins with these lines, and how many
/// lines it has.
pub(super) fn columns(lines: &[&str]) -> Option<(Rows, usize)> {
    let is_full = |line: &str| line.trim().len() > 9 && line.trim().chars().all(|c| c == '-');
    let framed = usize::from(is_full(lines.first()?));
    let is_text =
        |line: &&&str| !line.trim().is_empty() && !line.trim_start().starts_with(['-', '|', '+']);
    let n_head = lines.iter().skip(framed).take(5).take_while(is_text).count();
    let dashes = lines.get(framed + n_head).filter(|line| DASHES.is_match(line))?;
    if n_head != 1 && framed == 0 {
        return None;
    }
    let starts = starts(dashes);
    let mut rows: Rows = Vec::new();
    let mut is_open = false;
    for line in lines.iter().skip(framed).take(n_head) {
        add(&borrowed(&cells(line, &starts)), is_open, &mut rows);
        is_open = true;
    }
    let mut n = framed + n_head + 1;
    is_open = false;
    for line in lines.iter().skip(n) {
        if is_full(line) || DASHES.is_match(line) {
            n += 1;
            break;
        }
        let is_blank = line.trim().is_empty();
        if is_blank && framed == 0 {
            break;
        }
        if !is_blank {
            add(&borrowed(&cells(line, &starts)), is_open && framed == 1, &mut rows);
        }
        is_open = !is_blank;
        n += 1;
    }
    (rows.len() > 1).then_some((rows, n))
}

fn borrowed(cells: &[String]) -> Vec<&str> {
    cells.iter().map(String::as_str).collect()
}

/// Returns the screen columns in which the groups of dashes begin.
fn starts(dashes: &str) -> Vec<usize> {
    let begins = |(at, pair): (usize, &[u8])| (pair == b" -").then_some(at + 1);
    let first = dashes.find('-');
    let rest = dashes.as_bytes().windows(2).enumerate().filter_map(begins);
    first.into_iter().chain(rest.filter(|at| Some(*at) != first)).collect()
}

/// Splits a line into cells: at the gaps between words if that gives the right number, otherwise at
/// the columns.
fn cells(line: &str, starts: &[usize]) -> Vec<String> {
    let parts: Vec<&str> = GAP.split(line.trim()).collect();
    if parts.len() == starts.len() {
        return parts.into_iter().map(str::to_owned).collect();
    }
    let mut cells = vec![String::new(); starts.len()];
    let mut at = 0;
    for c in line.chars() {
        let n = starts.iter().rposition(|start| *start <= at).unwrap_or_default();
        cells[n].push(c);
        at += c.width().unwrap_or_default();
    }
    cells.into_iter().map(|cell| cell.trim().to_owned()).collect()
}

/// Returns how many lines make a tab-separated table whose header says who is responsible. Its
/// cells may have several lines, and the stage that knows what the header means also knows where a
/// row ends.
pub(super) fn of_duties(lines: &[&str]) -> Option<usize> {
    /// The maximum number of lines of a cell.
    const LINES: usize = 24;
    const ANSWERS: [&str; 6] = ["单位", "部门", "责任人", "领导", "科室", "处室"];
    let head = lines.first()?;
    let cells = || head.split('\t').map(str::trim);
    let answers = |cell: &&str| cell.ends_with_any(&ANSWERS);
    // A second row of the header holds nothing but what divides a cell of the first.
    let under = |line: &&str| {
        let labels: Vec<&str> = line.split('\t').map(str::trim).collect();
        labels.len() > 1 && labels.len() < cells().count() && labels.iter().all(answers)
    };
    if cells().count() < 3
        || !cells().all(|cell| cell.chars().count() <= HEAD)
        || !(cells().any(|cell| answers(&cell)) || lines.get(1).is_some_and(under))
    {
        return None;
    }
    let mut n = 1;
    for (at, line) in lines.iter().enumerate().skip(1) {
        if line.trim().is_empty() || at > n + LINES {
            break;
        }
        if line.contains('\t') {
            n = at + 1;
        }
    }
    (n > 1).then_some(n)
}

/// Returns how many lines make a tab-separated table, as copied from a spreadsheet. The heading of
/// a group of rows, `一`, `产业发展`, may have fewer cells.
pub(super) fn tabbed(lines: &[&str]) -> Option<usize> {
    let n_tabs = |line: &str| line.trim_end_matches(['\r', ' ']).matches('\t').count();
    let head = lines.first()?;
    let n = n_tabs(head);
    if n < 2 || !head.split('\t').all(|cell| (1..=HEAD).contains(&cell.trim().chars().count())) {
        return None;
    }
    let is_row = |line: &&&str| !line.trim().is_empty() && (1..=n).contains(&n_tabs(line));
    let rows = lines.iter().take_while(is_row);
    let last = rows.enumerate().filter(|(_, line)| n_tabs(line) == n).last()?.0;
    (last > 0).then_some(last + 1)
}

/// Returns how many lines make a pipe table without outer bars: `任务 | 单位` ⏎ `--- | ---`.
pub(super) fn bare_pipes(lines: &[&str]) -> Option<usize> {
    let [head, delimiter, ..] = lines else { return None };
    let is_row = |line: &&&str| line.contains('|') && !line.trim_start().starts_with('|');
    let is_table = is_row(&head) && DELIMITER.is_match(delimiter);
    is_table.then(|| 2 + lines.iter().skip(2).take_while(is_row).count())
}
