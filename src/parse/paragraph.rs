//! Joins lines into paragraphs: repairs page breaks within sentences, rejoins hard-wrapped lines,
//! and keeps headings and labels apart.
//!
//! `自觉克服政府职能` ⏎ ⏎ `错位、越位、缺位现象` is one paragraph; `一、总体要求` ⏎ `坚持以…` are
//! two. Blank lines are no evidence, since page breaks leave them in the middle of sentences.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::blanks;
use super::contents;
use super::decimals;
use super::genre;
use super::headings::{self, Numbered};
use super::labels;
use super::letterhead::is_body_name;
use super::line::Line;
use super::line_end;
use super::lines::{Layout, RAGGED, columns, indent, is_date, lines};
use super::misread;
use super::normalize;
use super::numbering;
use super::pages;
use super::plans::is_annex_mark;
use super::points;
use super::table::{self, Tables};
use super::text::Text;
use super::unnumbered;
use crate::characters::signs;
use crate::clause::{ends_as_a_label, names_a_unit, role_of};
use crate::context;
use crate::diagnostic::{Code, Severity};
use crate::lexicon::levels::begins_with_level;
use crate::message;
use crate::span::Span;

/// A line with fewer characters may be the rest of a heading cut by a page break.
const SHORT: usize = 20;
/// Prose cut by a page break has more characters than this.
const CUT: usize = 12;
/// A heading cut by a page break has more characters than this.
const CUT_HEADING: usize = 16;
/// The maximum length of a heading, in characters.
const HEADING: usize = 60;

/// Meaningless marks at the beginning of lines.
const MARKS: [char; 14] = ['★', '☆', '▲', '△', '○', '◇', '□', '※', '►', '▶', '➤', '➢', '✓', '√'];
/// Marks of list entries.
const BULLETS: [char; 5] = ['•', '●', '·', '■', '◆'];

/// What was found out about the lines of a source before they are read.
struct Pages {
    layout: Layout,
    /// Numbers of lines that have none of their own, or another kind of number, by where these
    /// begin.
    numbers: BTreeMap<usize, Numbered>,
    /// Where the lines begin that are numbers or running heads of pages.
    furniture: BTreeSet<usize>,
    /// Whether sentences end with points.
    has_points: bool,
    /// Whether there are characters that look like others.
    has_lookalikes: bool,
}

/// Reads `source` into a normalised text whose paragraphs are separated by `\n`.
pub(super) fn paragraphs(source: &str) -> Text {
    let contents = contents::find(source);
    let mut numbers = headings::numbers(source);
    let decimals = decimals::decimals(source, &contents);
    numbers.extend(decimals.numbers);
    let set: Vec<_> = lines(source).collect();
    let pages = Pages {
        layout: Layout::of(&set),
        numbers,
        furniture: pages::furniture(&set),
        has_points: points::end_sentences(source),
        has_lookalikes: misread::has_lookalikes(source),
    };
    let mut text = Text::default();
    let mut tables = Tables::default();
    let mut at = 0;
    for listed in contents {
        append(&mut text, &mut tables, source, at..listed.start, &pages);
        at = listed.end;
        let message = message!("note-contents");
        text.remark(Severity::Note, Code::ContentsLeftOut, Span::from(listed), message);
    }
    let behind = at;
    for flat in table::flattened(source).into_iter().filter(|flat| flat.range.start >= behind) {
        append(&mut text, &mut tables, source, at..flat.range.start, &pages);
        at = flat.range.end;
        tables.append_flat(&mut text, source, flat);
    }
    append(&mut text, &mut tables, source, at..source.len(), &pages);
    if let Some(at) = decimals.unread {
        let len = source.get(at..).and_then(|rest| rest.find('\n')).unwrap_or(source.len() - at);
        let message = message!("doubt-number-unread-level");
        text.remark(Severity::Doubt, Code::NumberJump, Span::new(at, at + len), message);
    }
    text
}

/// Appends the paragraphs of a part of the source.
fn append<'s>(
    text: &mut Text,
    tables: &mut Tables<'s>,
    source: &'s str,
    part: Range<usize>,
    pages: &Pages,
) {
    let mut line = Line::default();
    let mut current = Paragraph::default();
    let mut after_blank = false;
    let mut lines = lines(source.get(part.clone()).unwrap_or_default())
        .map(|(raw, base)| (raw, part.start + base))
        .peekable();
    while let Some((raw, base)) = lines.next() {
        if pages.furniture.contains(&base) {
            after_blank = true;
            continue;
        }
        if table::is_row(raw) {
            let mut rows = vec![(raw, base)];
            rows.extend(std::iter::from_fn(|| lines.next_if(|(raw, _)| table::is_row(raw))));
            tables.append(text, source, &rows);
            current = Paragraph::default();
            continue;
        }
        let numbered = pages.numbers.get(&base);
        let mark = numbered.map_or(0, |one| one.replaced);
        normalize::line(raw.get(mark..).unwrap_or_default(), base + mark, &mut line);
        take_mark(&mut line);
        if pages.has_lookalikes {
            misread::restore(&mut line);
        }
        points::to_stops(&mut line, pages.has_points);
        labels::give_colons(&mut line);
        blanks::part_names(&mut line);
        if let Some(one) = numbered.filter(|_| !line.text.is_empty()) {
            heading(text, &one.number, &mut line);
            current = Paragraph::default();
            continue;
        }
        if line.text.is_empty() {
            after_blank = true;
            continue;
        }
        let next = Incoming { text: &line.text, indent: indent(raw) };
        let signs = lines.peek().is_some_and(|(raw, _)| is_date(raw));
        let is_signature = signs && names_a_unit(next.text);
        let remarks_on = tables.behind.goes_on(text, next.text);
        if remarks_on {
            tables.behind.take(text, next.text, true);
        } else if current.lists_on(&next) && !after_blank && !signs {
            text.insert("、", base);
        } else if !text.as_str().is_empty()
            && (is_signature || !current.continues_with(&next, pages.layout))
        {
            text.insert("\n", base);
            current = Paragraph::default();
            tables.behind.take(text, next.text, false);
        }
        after_blank = false;
        let start = text.as_str().len();
        text.append(&line);
        tables.behind.end(text, start);
        current.take(&next, columns(raw.trim()));
    }
}

/// Appends a heading or list entry as a paragraph of its own that begins with `number`, its list
/// mark removed.
fn heading(text: &mut Text, number: &str, line: &mut Line) {
    if line.text.starts_with(['-', '+']) {
        line.remove_first();
    }
    let at = if line.text.is_empty() { 0 } else { line.source(0) };
    if !text.as_str().is_empty() {
        text.insert("\n", at);
    }
    text.insert(number, at);
    text.append(line);
}

/// The stops that a paragraph keeps track of.
const STOPS: [char; 5] = ['，', '。', '；', '：', '、'];

/// The bit of a stop; 0 for other characters.
fn stop(c: char) -> u8 {
    STOPS.iter().position(|stop| *stop == c).map_or(0, |n| 1 << n)
}

/// A line that may join a paragraph.
struct Incoming<'l> {
    text: &'l str,
    indent: usize,
}

/// What needs to be known about the paragraph so far. It is updated line by line, since a paragraph
/// may have thousands of lines.
#[derive(Default)]
struct Paragraph {
    text: String,
    /// The indent of its first line.
    indent: usize,
    /// The width of its last line, in full-width columns.
    width: usize,
    /// Length of its text without closing quotation marks, in bytes.
    unquoted: usize,
    n_chars: usize,
    /// The [`STOPS`] that it contains, one bit each.
    marks: u8,
    title: Title,
}

/// The 《 and 》 of a paragraph.
#[derive(Default)]
struct Title {
    n_opened: usize,
    n_closed: usize,
    /// How many characters follow the last 《.
    n_behind: usize,
    /// Whether one of them is 》.
    closed: bool,
}

impl Title {
    /// Whether a 《 near the end is not closed.
    fn is_open(&self) -> bool {
        let nested = self.n_opened > self.n_closed;
        self.n_opened > 0 && (nested || !self.closed) && self.n_behind < HEADING
    }
}

impl Paragraph {
    fn take(&mut self, line: &Incoming, width: usize) {
        let n_chars = line.text.chars().count();
        let (title, mut behind_open) = (&mut self.title, None);
        for (at, c) in signs(line.text) {
            self.marks |= stop(c);
            match c {
                '《' => {
                    (title.n_opened, title.closed) = (title.n_opened + 1, false);
                    behind_open = line.text.get(at + c.len_utf8()..);
                }
                '》' => (title.n_closed, title.closed) = (title.n_closed + 1, true),
                _ => {}
            }
        }
        title.n_behind =
            behind_open.map_or(title.n_behind + n_chars, |behind| behind.chars().count());
        self.n_chars += n_chars;
        let unquoted = line.text.trim_end_matches(['”', '’']).len();
        if unquoted > 0 {
            self.unquoted = self.text.len() + unquoted;
        }
        if self.text.is_empty() {
            self.indent = line.indent;
        }
        self.text.push_str(line.text);
        self.width = width;
    }

    fn has(&self, marks: [char; 3]) -> bool {
        marks.into_iter().any(|mark| self.marks & stop(mark) != 0)
    }

    /// Whether `next` continues the names after a label: `配合单位：县林业局` ⏎
    /// `　　　　　县教育局`. Without an indent a full name may be the signature, so names must begin
    /// with their level.
    fn lists_on(&self, next: &Incoming<'_>) -> bool {
        let is_levelled = |name: &str| name.starts_with('各') || begins_with_level(name);
        let mut names = next.text.split(['、', '，']);
        !self.is_closed()
            && !self.text.ends_with('、')
            && self.is_labelled()
            && names.clone().all(names_a_unit)
            && (next.indent > self.indent || names.all(is_levelled))
    }

    /// Whether it begins with the label of a role.
    fn is_labelled(&self) -> bool {
        let head = context::first_chars(&self.text, blanks::LONGEST_LABEL);
        let label = head.split_once('：').map(|(label, _)| label);
        label.and_then(role_of).is_some()
    }

    /// Whether `next` belongs to this paragraph.
    fn continues_with(&self, next: &Incoming<'_>, layout: Layout) -> bool {
        if is_bullet(&self.text) || is_bullet(next.text) {
            return false;
        }
        let is_label = self.text.ends_with('：') && self.n_chars < blanks::LONGEST_LABEL;
        if is_label && self.is_labelled() && next.text.split('、').all(names_a_unit)
            || line_end::opens_names(&self.text, next.text)
        {
            return true;
        }
        if self.title.is_open() || begins_inside(next.text) {
            return true;
        }
        if self.text.ends_with('、') {
            return numbering::leading(next.text).is_none();
        }
        if line_end::parts_word(&self.text, next.text) {
            return true;
        }
        if begins_anew(next.text) {
            return false;
        }
        match layout.wrap {
            Some(full) => self.wraps_into(next, full, layout.indent),
            None => self.runs_into(next),
        }
    }

    /// In a wrapped text, a line of full width continues in the next unless that one is indented.
    /// A line may seem shorter than it is, since the indent of its paragraph is not counted.
    fn wraps_into(&self, next: &Incoming<'_>, full: usize, usual: usize) -> bool {
        let signs = self.is_closed() && (is_body_name(next.text) || is_date(next.text));
        let is_shorter = || !self.is_closed() && self.n_chars > CUT && self.goes_on_in(next);
        let is_full = self.width + RAGGED >= full && next.indent <= usual;
        (is_full || is_shorter()) && !signs
    }

    /// In a text with one line per paragraph, only page breaks interrupt a sentence.
    fn runs_into(&self, next: &Incoming<'_>) -> bool {
        if self.is_closed() || begins_title(next.text) {
            return false;
        }
        if line_end::leaves_names_open(&self.text) && !line_end::closes_bracket(next.text) {
            return false;
        }
        let is_short = self.n_chars < HEADING && !self.has(['。', '；', '：']);
        if is_short && numbering::leading(&self.text).is_some() {
            return self.n_chars > CUT_HEADING && is_rest_of_heading(next.text);
        }
        // Lines of a letterhead and labels stand alone and rarely have commas; prose that was cut
        // has some, or the next line shows that it goes on.
        !is_label(&self.text)
            && self.n_chars > CUT
            && (self.has(['，', '。', '；']) || self.goes_on_in(next))
    }

    /// Whether prose without a comma continues in the next line: a line without an indent follows
    /// an indented first line, or a single character ends a clause, `…会议审议通` ⏎
    /// `过，现印发给你们`.
    fn goes_on_in(&self, next: &Incoming<'_>) -> bool {
        let hangs = self.indent > 0 && next.indent == 0 && next.text.contains(['，', '。']);
        let ends_word = next.text.chars().nth(1).is_some_and(|c| matches!(c, '，' | '。'));
        (hangs || ends_word) && genre::kind(&self.text).is_none() && !is_body_name(&self.text)
    }

    /// Whether the paragraph can end here: with a stop, a closing bracket, or the verb of a clause
    /// whose bracket was lost.
    fn is_closed(&self) -> bool {
        let text = self.text.get(..self.unquoted).unwrap_or_default();
        text.ends_with(['。', '；', '：', '！', '？', '〕', '）', '》', '…'])
            || self.marks & stop('、') != 0
                && ["负责", "牵头", "配合", "落实", "参与"].iter().any(|verb| text.ends_with(verb))
    }
}

/// Whether a line is a title, with or without a document number:
/// `国务院关于…的意见国发〔2015〕24号`.
fn begins_title(text: &str) -> bool {
    let has_stop = text.contains(['。', '；', '：']);
    text.contains("关于") && !has_stop && (genre::kind(text).is_some() || text.ends_with('号'))
}

/// Whether a line begins with a character that cannot begin a paragraph, or closes a bracket that
/// it did not open.
fn begins_inside(text: &str) -> bool {
    if text.starts_with(['，', '、', '；', '。', '）', '〕', '》', '”']) {
        return !(text.starts_with('）') && text.chars().count() > SHORT);
    }
    let mut open = 0_usize;
    for (_, c) in signs(text).take_while(|(_, c)| *c != '。') {
        match c {
            '〔' | '（' => open += 1,
            '〕' | '）' if open == 0 => {
                return text.starts_with('（') && numbering::leading(text).is_none();
            }
            '〕' | '）' => open -= 1,
            _ => {}
        }
    }
    false
}

/// Whether a line begins an item or a labelled clause, or is a heading in brackets.
fn begins_anew(text: &str) -> bool {
    numbering::leading(text).is_some() || is_label(text) || unnumbered::in_brackets(text).is_some()
}

/// Whether a line begins with a label, such as `责任单位：县司法局`.
fn is_label(text: &str) -> bool {
    let colon = text.char_indices().take(14).find(|(_, c)| *c == '：');
    let label = colon.and_then(|(at, _)| text.get(..at)).map(|label| label.trim_end_matches('）'));
    label.is_some_and(|label| !label.contains(['；', '，', '。']) && ends_as_a_label(label))
}

/// Whether a line can be the rest of a heading that was cut: short, not a sentence, and not the
/// caption of a table (节水任务分工表) or what ends a notice.
fn is_rest_of_heading(text: &str) -> bool {
    let n = text.chars().count();
    let is_caption = n > 4 && text.ends_with('表');
    // The signature follows the last name in a list of annexes.
    let signs = is_date(text) || n > 4 && is_body_name(text);
    n < SHORT
        && !is_caption
        && !signs
        && !is_annex_mark(text)
        && !text.contains(['。', '；', '：', '，', '〕', '〔', '（', '《'])
}

fn is_bullet(text: &str) -> bool {
    text.starts_with(BULLETS)
}

/// Removes the mark at the beginning of a line: `★责任单位：县司法局`. A bullet is removed only
/// before a label, since web copies set fields behind bullets.
fn take_mark(line: &mut Line) {
    let mut behind = line.text.chars();
    let Some(first) = behind.next() else { return };
    let may_mark = BULLETS.contains(&first) || matches!(first, '-' | '—');
    if MARKS.contains(&first) || may_mark && is_label(behind.as_str()) {
        line.remove_first();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_breaks_are_mended_and_headings_kept_apart() {
        for (source, expected) in [
            (
                "自觉克服不当干预行为，克服政府职能\n\n错位、越位、缺位现象。",
                "自觉克服不当干预行为，克服政府职能错位、越位、缺位现象。",
            ),
            (
                "四、健全决策体系，不断提升公信力和执\n\n行力\n\n(七)严格规范。",
                "四、健全决策体系，不断提升公信力和执行力\n（七）严格规范。",
            ),
            (
                "一、总体要求\n坚持以习近平法治思想为指导，全面推进。",
                "一、总体要求\n坚持以习近平法治思想为指导，全面推进。",
            ),
            (
                "附件：1.某县方案\n　　　2.某县清单\n某县人民政府办公室\n2024年3月5日\n附件1\n某县方案",
                "附件：1.某县方案\n2.某县清单\n某县人民政府办公室\n2024年3月5日\n附件1\n某县方案",
            ),
            ("一、重点任务\n节水任务分工表\n", "一、重点任务\n节水任务分工表"),
            ("一、活动主题\n守住钱袋子", "一、活动主题\n守住钱袋子"),
            ("责任单位：县公安局\n【保障措施】", "责任单位：县公安局\n〔保障措施〕"),
            (
                "1.排查隐患。责任单位：县公安局\n【保障措施】",
                "1.排查隐患。责任单位：县公安局\n〔保障措施〕",
            ),
            ("现将《法\n\n治方案》印发给你们。", "现将《法治方案》印发给你们。"),
            ("配合单位：县林业局\n　　　　　县教育局", "配合单位：县林业局、县教育局"),
            ("配合单位：\n县林业局\n各乡镇", "配合单位：县林业局、各乡镇"),
            ("配合单位：县林业局\n滑县教育局", "配合单位：县林业局\n滑县教育局"),
            (
                "责任单位：县林业局\n　　县人民政府办公室\n　　2023年6月27日",
                "责任单位：县林业局\n县人民政府办公室\n2023年6月27日",
            ),
            ("改造管网。（责\n任单位：县住建局）", "改造管网。（责任单位：县住建局）"),
            (
                "改造管网，更新。（责任单位：县住建局、县财政局\n安装水表。",
                "改造管网，更新。（责任单位：县住建局、县财政局\n安装水表。",
            ),
            (
                "改造管网，更新。（责任单位：县住建局、县财政局\n、县水利局）",
                "改造管网，更新。（责任单位：县住建局、县财政局、县水利局）",
            ),
            ("改造管网。（责任单位：\n县住建局）", "改造管网。（责任单位：县住建局）"),
            ("改造管网。（牵\n头单位：县住建局）", "改造管网。（牵头单位：县住建局）"),
            (
                "改造管网。（牵头单位：县\n住建局；配合\n单位：县财政局、县农业\n农村局）",
                "改造管网。（牵头单位：县住建局；配合单位：县财政局、县农业农村局）",
            ),
            (
                "依据（滑政〔2021〕\n5号），2024年1\n2月底前",
                "依据（滑政〔2021〕5号），2024年12月底前",
            ),
            (
                "力争普惠小微贷款余额突破20\n0亿元，增长15%。",
                "力争普惠小微贷款余额突破200亿元，增长15%。",
            ),
            (
                "加强管理。责任单位：各乡镇\n滑县人民政府\n2024年3月28日",
                "加强管理。责任单位：各乡镇\n滑县人民政府\n2024年3月28日",
            ),
            ("重点任务。\n责任单位：县住建局", "重点任务。\n责任单位：县住建局"),
            (
                "　　《某县2024年节水方案》已经县政府会议审议通\n过，现印发给你们。",
                "《某县2024年节水方案》已经县政府会议审议通过，现印发给你们。",
            ),
            (
                "　　某县2024年节水方案已经县政府第2次会议\n审议通过。现印发给你们。",
                "某县2024年节水方案已经县政府第2次会议审议通过。现印发给你们。",
            ),
            (
                "　　某县2024年节水工作方案\n为了节水，制定本方案。",
                "某县2024年节水工作方案\n为了节水，制定本方案。",
            ),
            ("某县关于印发方案的通\n知\n各乡镇：", "某县关于印发方案的通知\n各乡镇："),
            ("牵头单位：县住建局\n责任单位：县水利局", "牵头单位：县住建局\n责任单位：县水利局"),
            (
                "改造管网。（县住建局、县水\n— 3 —\n利局负责）",
                "改造管网。（县住建局、县水利局负责）",
            ),
            (
                "牵头部门：省司法厅\n参与部门：省级有关部门",
                "牵头部门：省司法厅\n参与部门：省级有关部门",
            ),
            (
                "〔协同责任单位：各镇〕\n\n(园区), 县政府各部门]",
                "〔协同责任单位：各镇〕（园区），县政府各部门〕",
            ),
        ] {
            assert_eq!(paragraphs(source).as_str(), expected);
        }
    }
}
