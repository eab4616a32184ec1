//! Turns the lines of pages into paragraphs: drops page numbers and running heads, and rejoins
//! wrapped lines.
//!
//! `…是建设现代化经济体系的战略支` ⏎ `撑。近年来，…` is one paragraph, since the first line reaches
//! the right margin and the second begins at the left one; a line that is indented, or in another
//! size, begins a new paragraph.

use std::collections::BTreeMap;

use super::super::table;
use super::grid::Table;
use super::page::{Line, Page};
use crate::folio::{Folio, Set};
use crate::patterns::{Pattern, pattern};

/// How far from the right margin a full line may end, and how far from the left one a continuation
/// may begin, relative to the font size.
const RAGGED: f64 = 1.6;
const INDENT: f64 = 0.8;
/// The greatest distance between lines of a paragraph, relative to the usual one.
const LEADING: f64 = 1.9;
/// The distance from which on a line after a full stop begins a new paragraph, relative to the
/// smallest distance.
const APART: f64 = 1.2;
/// How many lines at the top and at the bottom of a page may be page furniture.
const RIM: usize = 2;
/// The number of lines from which on a page determines its own margins.
const ENOUGH: usize = 8;
/// The size of a title, relative to the text.
const TITLE: f64 = 1.2;
/// The greatest length of a running head, in characters.
const HEAD: usize = 40;
/// The fewest pages with the same running head.
const HEADS: usize = 3;

/// Returns the text of a document.
pub(super) fn text(mut pages: Vec<Page>) -> String {
    drop_furniture(&mut pages);
    join_tables(&mut pages);
    let whole = Margins::of(pages.iter().flat_map(|page| &page.lines));
    let mut out = String::new();
    let mut before: Option<(&Line, Margins)> = None;
    for page in &pages {
        // Margins vary from page to page if pages face each other.
        let here = if page.is_column || page.lines.len() >= ENOUGH {
            Margins::of(&page.lines)
        } else {
            whole
        };
        let mut tables = page.tables.iter().peekable();
        for (n, line) in page.lines.iter().enumerate() {
            while let Some(table) = tables.next_if(|table| table.top > line.y) {
                write_table(table, &mut out);
                before = None;
            }
            if let Some((last, margins)) = before {
                let gap = last.y - line.y;
                let is_apart = last.is_closed() && gap > APART * here.least;
                let is_near = n == 0 || gap < LEADING * here.leading.max(line.size) && !is_apart;
                let goes_on = is_near
                    && last.is_full(margins)
                    && line.continues(last, here, whole.size)
                    && !begins_an_item(&line.text, &out);
                if !goes_on {
                    out.push('\n');
                } else if is_latin(last.text.chars().next_back())
                    && is_latin(line.text.chars().next())
                {
                    out.push(' ');
                }
            }
            out.push_str(&line.text);
            before = Some((line, here));
        }
        for table in tables {
            write_table(table, &mut out);
            before = None;
        }
    }
    out.push('\n');
    out
}

fn write_table(table: &Table, out: &mut String) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
    table::place(&table.rows, out);
}

/// Joins a table with its continuation at the top of the next page, which may repeat the heading
/// row.
fn join_tables(pages: &mut [Page]) {
    for n in (1..pages.len()).rev() {
        let (before, here) = pages.split_at_mut(n);
        let (Some(before), Some(here)) = (before.last_mut(), here.first_mut()) else { continue };
        let is_last = |table: &&mut Table| before.lines.iter().all(|line| line.y > table.top);
        let is_first = here
            .tables
            .first()
            .is_some_and(|table| here.lines.iter().all(|line| line.y < table.top));
        let Some(last) = before.tables.last_mut().filter(is_last).filter(|_| is_first) else {
            continue;
        };
        if last.has_columns_of(&here.tables[0]) {
            last.go_on(here.tables.remove(0).rows);
        }
    }
}

fn is_latin(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_alphabetic())
}

/// The margins, line spacing and font size of the text on a page.
#[derive(Clone, Copy, Debug)]
struct Margins {
    left: f64,
    right: f64,
    /// The usual and the smallest distance between lines; where most paragraphs are a single line,
    /// the usual one is that between paragraphs.
    leading: f64,
    least: f64,
    /// The most frequent font size.
    size: f64,
}

impl Margins {
    fn of<'a>(lines: impl IntoIterator<Item = &'a Line>) -> Self {
        let lines: Vec<_> = lines.into_iter().collect();
        let mut ends: Vec<_> = lines.iter().map(|line| line.end).collect();
        ends.sort_by(f64::total_cmp);
        let right = ends.get(ends.len() * 9 / 10).copied().unwrap_or_default();
        let widest = lines.iter().map(|line| line.end - line.start).fold(0.0, f64::max);
        let long = lines.iter().filter(|line| line.end - line.start > widest / 2.0);
        let left = margin(&long.map(|line| line.start).collect::<Vec<_>>()).unwrap_or_default();
        let size = most(lines.iter().map(|line| line.size)).unwrap_or_default();
        let gaps =
            || lines.windows(2).map(|pair| pair[0].y - pair[1].y).filter(|gap| *gap > 0.9 * size);
        let leading = most(gaps()).unwrap_or_default();
        Self { left, right, leading, least: gaps().fold(leading, f64::min), size }
    }
}

/// Returns the leftmost start shared by more than a tenth of the lines; where each paragraph is a
/// single line, most lines are indented.
fn margin(starts: &[f64]) -> Option<f64> {
    let mut starts: Vec<_> = starts.iter().map(|start| start.round() as i64).collect();
    starts.sort_unstable();
    let few = (starts.len() / 10).max(1);
    let mut groups = starts.chunk_by(|a, b| a == b);
    groups
        .find(|group| group.len() > few)
        .or_else(|| starts.chunk_by(|a, b| a == b).next())
        .map(|group| group[0] as f64)
}

/// Returns the most frequent value, rounded to a point; the smallest one on a tie.
fn most(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value.round() as i64).or_default() += 1;
    }
    counts
        .into_iter()
        .max_by_key(|(value, n)| (*n, std::cmp::Reverse(*value)))
        .map(|(value, _)| value as f64)
}

impl Line {
    fn is_full(&self, margins: Margins) -> bool {
        self.end > margins.right - RAGGED * self.size
    }

    fn is_closed(&self) -> bool {
        self.text.ends_with(['。', '；', '：', '！', '？'])
    }

    /// Whether it is short and without punctuation, so that it cannot be a clause, which may well
    /// be repeated on several pages.
    fn is_bare(&self) -> bool {
        self.text.chars().count() < HEAD && !self.text.contains(['：', '。', '；', '，', ':', '、'])
    }

    /// Whether it may continue a paragraph after `last`: it starts at the left margin or, as the
    /// lines of a title are centred, is in the size of a title.
    fn continues(&self, last: &Line, margins: Margins, body: f64) -> bool {
        let is_same = (self.size - last.size).abs() < 0.15 * self.size;
        is_same && (self.start < margins.left + INDENT * self.size || self.size > TITLE * body)
    }
}

/// The number of an item at the beginning of a line.
static ITEM: Pattern = pattern!(
    r"^(?:[0-9]{1,3}[.．、]\s*\p{Han}|（[一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]{1,3}、[^一二三四五六七八九十])"
);
/// The number of an item within a paragraph.
static INNER: Pattern =
    pattern!(r"[^0-9](?:[0-9]{1,3}[.．、]\s*\p{Han}|（[一二三四五六七八九十]{1,3}）)");

/// Whether a line begins with the number of an item, `3.社会消费品零售总额增长9%`, which is a
/// paragraph of its own unless items ran together in the last one of the text before.
fn begins_an_item(line: &str, before: &str) -> bool {
    let runs_on = || before.rsplit('\n').next().is_some_and(|last| INNER.is_match(last));
    ITEM.is_match(line) && !runs_on()
}

/// Drops page numbers and running heads.
fn drop_furniture(pages: &mut [Page]) {
    let heads = heads(pages);
    let offset = offset(pages);
    for (n, page) in pages.iter_mut().enumerate() {
        let total = page.lines.len();
        let mut at = 0;
        page.lines.retain(|line| {
            at += 1;
            let at_rim = at <= RIM || at + RIM > total;
            let is_outermost = at == 1 || at == total;
            let is_head = at_rim && heads.get(&key(line)).is_some_and(|first| *first < n);
            let is_number = is_outermost
                && Folio::of(&line.text).is_some_and(|folio| {
                    folio.set != Set::Bare || offset == Some(folio.number - n as i64)
                });
            !is_head && !is_number
        });
    }
}

/// Returns the running heads, that is, lines with the same text and position at the rim of several
/// pages, each with the first page that has it.
///
/// On that page the line is kept, because it may be the title.
fn heads(pages: &[Page]) -> BTreeMap<(String, i64), usize> {
    let mut counts: BTreeMap<(String, i64), (usize, usize)> = BTreeMap::new();
    for (n, page) in pages.iter().enumerate() {
        let rim = RIM.min(page.lines.len() / 2);
        let bottom = page.lines.get(page.lines.len() - rim..).unwrap_or_default();
        for line in page.lines.iter().take(rim).chain(bottom).filter(|line| line.is_bare()) {
            counts.entry(key(line)).or_insert((0, n)).0 += 1;
        }
    }
    let enough = |count: usize| count >= HEADS && count * 3 >= pages.len();
    counts
        .into_iter()
        .filter(|(_, (count, _))| enough(*count))
        .map(|(key, (_, first))| (key, first))
        .collect()
}

/// Returns what is the same of a running head on every page: its text without digits, and its
/// height.
fn key(line: &Line) -> (String, i64) {
    (line.text.chars().filter(|c| !c.is_ascii_digit()).collect(), (line.y / 4.0).round() as i64)
}

/// Returns the number of the first page, if bare numbers at the rims of pages count up from it.
fn offset(pages: &[Page]) -> Option<i64> {
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    for (n, page) in pages.iter().enumerate() {
        let rim = [page.lines.first(), page.lines.last()].into_iter().flatten();
        for folio in rim.filter_map(|line| Folio::of(&line.text)) {
            *counts.entry(folio.number - n as i64).or_default() += 1;
        }
    }
    let (offset, count) = counts.into_iter().max_by_key(|(_, n)| *n)?;
    (count >= 2 || (pages.len() == 1 && offset == 1)).then_some(offset)
}

#[cfg(test)]
mod tests {
    use super::super::page::Piece;
    use super::*;

    /// A page of lines 20 points apart, each with its indent in characters of 10 points.
    fn page(lines: &[(usize, &str)]) -> Page {
        let piece = |(n, (indent, text)): (usize, &(usize, &str))| Piece {
            text: (*text).to_owned(),
            x: 50.0 + 10.0 * *indent as f64,
            y: 800.0 - 20.0 * n as f64,
            width: 10.0 * text.chars().count() as f64,
            size: 10.0,
        };
        Page::of(lines.iter().enumerate().map(piece).collect())
    }

    #[test]
    fn full_lines_go_on_even_over_pages() {
        let first = page(&[
            (3, "关于工作的通知"),
            (0, "各县人民政府："),
            (2, "现将方案印发给你们，请认"),
            (0, "真贯彻执行，并于每年年底报"),
            (0, "告。"),
            (2, "一、加强学习。县司法局、"),
            (0, "县财政局负责落实工作任务。"),
            (2, "二、加强监督，每年对各乡"),
            (5, "— 1 —"),
        ]);
        let second = page(&[(0, "镇考核。"), (5, "— 2 —")]);
        let expected = "关于工作的通知\n各县人民政府：\n现将方案印发给你们，请认真贯彻执行，并于每年年底报告。\n\
            一、加强学习。县司法局、县财政局负责落实工作任务。\n二、加强监督，每年对各乡镇考核。\n";
        assert_eq!(text(vec![first, second]), expected);
    }

    #[test]
    fn items_are_told_by_their_numbers_unless_they_ran_together() {
        for (line, before, expected) in [
            ("3.管网漏损率降低9%", "责任单位：各街道", true),
            ("3.5%以上", "管网漏损率降低", false),
            ("（六）加强重点领域立法", "三、健全制度", true),
            ("四、加强监督", "完善机制", true),
            ("一、二季度开展", "县水利局于", false),
            ("4.更新水表", "3.改造管网\n2.完善定额", true),
            ("4.更新水表", "2.完善定额。3.改造管网", false),
        ] {
            assert_eq!(begins_an_item(line, before), expected, "{before} {line}");
        }
    }

    #[test]
    fn numbers_and_heads_of_pages_are_dropped() {
        let numbered = |n: &str, body: &str| {
            page(&[
                (0, "某某县人民政府公报"),
                (2, body),
                (0, "乙县司法局、丙县财政局负责。"),
                (2, "责任单位：县司法局"),
                (6, n),
            ])
        };
        let pages =
            vec![numbered("3", "一、甲。"), numbered("4", "二、乙。"), numbered("5", "三、丙。")];
        let expected = "某某县人民政府公报\n一、甲。\nEACH二、乙。\nEACH三、丙。\nEACH";
        assert_eq!(
            text(pages),
            expected.replace("EACH", "乙县司法局、丙县财政局负责。\n责任单位：县司法局\n")
        );
    }
}
