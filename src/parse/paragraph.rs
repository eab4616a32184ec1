//! Joins lines into paragraphs: repairs page breaks within sentences, rejoins hard-wrapped lines,
//! and keeps headings and labels apart.
//!
//! `自觉克服政府职能` ⏎ ⏎ `错位、越位、缺位现象` is one paragraph; `一、总体要求` ⏎ `坚持以…` are
//! two. Blank lines are no evidence, since page breaks leave them in the middle of sentences.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::blanks;
use super::contents;
use super::continued::{Incoming, Paragraph, is_label, is_title};
use super::decimals;
use super::headings::{self, Numbered};
use super::labels;
use super::line::Line;
use super::lines::{Layout, Length, indent, is_date, lines};
use super::misread;
use super::normalize;
use super::odd;
use super::pages;
use super::points;
use super::table::{self, Flat, Tables};
use super::text::Text;
use crate::clause::names_a_unit;
use crate::context::{self, BULLETS};
use crate::diagnostic::{Code, Severity};
use crate::message;
use crate::span::Span;

/// Meaningless marks at the beginning of lines.
const MARKS: [char; 15] =
    ['＊', '★', '☆', '▲', '△', '○', '◇', '□', '※', '►', '▶', '➤', '➢', '✓', '√'];

/// What is known about the lines of a source before they are read.
struct Pages {
    layout: Layout,
    /// New numbers for lines without a number or with another kind of number, by the offsets of the
    /// lines.
    numbers: BTreeMap<usize, Numbered>,
    /// The offsets of the lines that are page numbers or running heads.
    furniture: BTreeSet<usize>,
    /// The page numbers inside lines.
    inside: BTreeSet<u32>,
    /// Where the first header of a table that was not read ends.
    unread: Option<usize>,
    /// Whether sentences end with points.
    has_points: bool,
    /// Whether the source has characters that look like others.
    has_lookalikes: bool,
}

/// Reads `source` into a normalised text whose paragraphs are separated by `\n`.
pub(super) fn paragraphs(source: &str) -> Text {
    let contents = contents::find(source);
    let mut numbers = headings::numbers(source);
    let decimals = decimals::decimals(source, &contents);
    if decimals.numbers.is_empty() {
        numbers.extend(odd::numbers(source, &contents));
    }
    let unread = decimals.unread.filter(|at| !numbers.contains_key(at));
    numbers.extend(decimals.numbers);
    let set: Vec<_> = lines(source).collect();
    let mut pages = Pages {
        unread: None,
        layout: Layout::of(source, &set),
        numbers,
        furniture: pages::furniture(&set),
        inside: pages::inside(source),
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
    let mut flats = table::flattened(source);
    flats.retain(|flat| flat.range.start >= behind);
    let loose = loose(&set, &flats);
    let headers = table::unread_headers(&loose);
    pages.unread = headers.first().map(|header| header.end);
    let body = table::body_in_rows(&loose);
    for flat in flats {
        append(&mut text, &mut tables, source, at..flat.range.start, &pages);
        at = flat.range.end;
        tables.append_flat(&mut text, source, flat);
    }
    append(&mut text, &mut tables, source, at..source.len(), &pages);
    let mut doubt = |code, range: Range<usize>, message| {
        text.remark(Severity::Doubt, code, Span::from(range), message);
    };
    for header in headers {
        doubt(Code::TableUnread, header, message!("doubt-header-unread"));
    }
    if let Some(body) = body {
        let name = source.get(body.clone()).unwrap_or_default();
        doubt(Code::TableUnread, body.clone(), message!("doubt-table-unread", name = name));
    }
    if let Some(at) = unread {
        let len = source.get(at..).and_then(|rest| rest.find('\n')).unwrap_or(source.len() - at);
        doubt(Code::NumberJump, at..at + len, message!("doubt-number-unread-level"));
    }
    text
}

/// The lines outside the tables that were read.
fn loose<'s>(lines: &[(&'s str, usize)], tables: &[Flat<'_>]) -> Vec<(&'s str, usize)> {
    let mut ranges = tables.iter().map(|table| &table.range).peekable();
    let is_loose = |(_, base): &&(&str, usize)| {
        while ranges.next_if(|range| range.end <= *base).is_some() {}
        ranges.peek().is_none_or(|range| !range.contains(base))
    };
    lines.iter().filter(is_loose).copied().collect()
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
    // Below the header of a table that was not read, a body is a cell of its own.
    let mut is_cell = false;
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
        if tables.append_fields(text, raw, base) {
            current = Paragraph::default();
            after_blank = true;
            continue;
        }
        let numbered = pages.numbers.get(&base);
        let mark = numbered.map_or(0, |one| one.replaced);
        let in_quotes = pages.layout.wrap.is_some() && current.is_in_quotes();
        clean(raw.get(mark..).unwrap_or_default(), base + mark, pages, in_quotes, &mut line);
        if line.text.is_empty() {
            after_blank = true;
            continue;
        }
        let range = base..base + raw.len();
        if let Some(one) = numbered {
            heading(text, &one.number, &mut line);
            current = Paragraph::default();
            if line.text.contains('。') {
                current.take(&incoming(&line, source, range, after_blank, text.as_str()));
            }
            continue;
        }
        let next = incoming(&line, source, range, after_blank, text.as_str());
        let signs = lines.peek().is_some_and(|(raw, _)| is_date(raw));
        let is_signature = signs && names_a_unit(next.text);
        let was_cell = is_cell;
        is_cell = pages.unread.is_some_and(|end| end < base)
            && !text.as_str().ends_with('、')
            && names_a_unit(next.text);
        let is_rest = lines.peek().is_some_and(|(raw, _)| current.ends_with(&next, raw));
        let remarks_on = tables.behind.goes_on(text, next.text);
        if remarks_on {
            tables.behind.take(text, next.text, true);
        } else if !is_rest && current.lists_on(&next, pages.layout) && !after_blank && !signs {
            text.insert("、", base);
        } else if !text.as_str().is_empty()
            && (is_signature
                || (is_cell || was_cell) && !current.is_full(pages.layout)
                || !is_rest && !current.continues_with(&next, pages.layout))
        {
            text.insert("\n", base);
            current = Paragraph::default();
            tables.behind.take(text, next.text, false);
        }
        after_blank = false;
        let start = text.as_str().len();
        text.append(&line);
        tables.behind.end(text, start);
        current.take(&next);
    }
}

/// The line at `range` of the source as it was normalised, below the text `above`.
fn incoming<'l>(
    line: &'l Line,
    source: &str,
    range: Range<usize>,
    is_apart: bool,
    above: &str,
) -> Incoming<'l> {
    let indent = indent(source.get(range.clone()).unwrap_or_default());
    let length = Length::of(source, range);
    let is_announced = is_title(&line.text) && is_announced(above, &line.text);
    Incoming { text: &line.text, indent, length, is_apart, is_announced }
}

/// Whether the beginning of a text says that a document of this title is issued:
/// `现将《滑县节水方案》印发给你们`.
fn is_announced(text: &str, title: &str) -> bool {
    /// How much of the text is searched, in characters.
    const OPENING: usize = 2000;
    let mut places = context::first_chars(text, OPENING).match_indices(title);
    places.any(|(at, _)| text.get(..at).is_some_and(|before| before.ends_with('《')))
}

/// Normalises a line of the source, which begins at `base`, perhaps within quotation marks, and
/// mends what a copy did to it.
fn clean(raw: &str, base: usize, pages: &Pages, in_quotes: bool, line: &mut Line) {
    normalize::line_within(raw, base, in_quotes, line);
    take_mark(line);
    pages::cut(line, &pages.inside);
    if pages.has_lookalikes {
        misread::restore(line);
    }
    points::to_stops(line, pages.has_points);
    labels::give_colons(line);
    blanks::part_names(line);
    blanks::part_label(line);
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

/// Removes the mark at the beginning of a line: `★责任单位：县司法局`. A bullet is only removed
/// before a label, since web copies put fields after bullets.
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

    fn assert_all(cases: &[(&str, &str)]) {
        for (source, expected) in cases {
            assert_eq!(paragraphs(source).as_str(), *expected);
        }
    }

    #[test]
    fn headings_and_labels_are_kept_apart() {
        assert_all(&[
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
            ("＊1.排查隐患。\n★2.消除隐患。", "1.排查隐患。\n2.消除隐患。"),
            ("一、重点任务\n节水任务分工表\n", "一、重点任务\n节水任务分工表"),
            ("一、活动主题\n守住钱袋子", "一、活动主题\n守住钱袋子"),
            ("责任单位：县公安局\n【保障措施】", "责任单位：县公安局\n〔保障措施〕"),
            (
                "1.排查隐患。责任单位：县公安局\n【保障措施】",
                "1.排查隐患。责任单位：县公安局\n〔保障措施〕",
            ),
        ]);
    }

    #[test]
    fn what_lacks_its_stop_ends_before_a_date_or_an_announced_title() {
        assert_all(&[
            (
                "现将《节水行动方案》印发给你们，请认真执行\n2024年3月5日",
                "现将《节水行动方案》印发给你们，请认真执行\n2024年3月5日",
            ),
            (
                "印发《节水行动方案》。\n节约用水，于年底前完成\n节水行动方案\n节水。",
                "印发《节水行动方案》。\n节约用水，于年底前完成\n节水行动方案\n节水。",
            ),
            (
                "印发《节水行动方案》。\n要节约用水，各乡镇于年底前制定\n治污行动方案",
                "印发《节水行动方案》。\n要节约用水，各乡镇于年底前制定治污行动方案",
            ),
        ]);
    }

    #[test]
    fn names_go_on_behind_a_line_end() {
        assert_all(&[
            (
                "配合单位：县林业局、各乡镇人民政\n府\n完成时限：6月底前",
                "配合单位：县林业局、各乡镇人民政府\n完成时限：6月底前",
            ),
            (
                "改造管网。责任单位：各乡镇（街\n道）\n2.更新",
                "改造管网。责任单位：各乡镇（街道）\n2.更新",
            ),
            (
                "责任单位：县林业局按职责分别\n牵头\n配合单位：县教育局",
                "责任单位：县林业局按职责分别牵头\n配合单位：县教育局",
            ),
            (
                "责任单位：县林业局、县水利局按职责\n分别牵头\n配合单位：县教育局",
                "责任单位：县林业局、县水利局按职责分别牵头\n配合单位：县教育局",
            ),
            ("责任单位：县林业局\n附件\n1.名单", "责任单位：县林业局\n附件\n1.名单"),
            (
                "改造管网。（责任单位：县住建局；\n各乡镇、县水利局）",
                "改造管网。（责任单位：县住建局；各乡镇、县水利局）",
            ),
            ("改造管网。\n（\n县住建局\n）", "改造管网。\n（县住建局）"),
            (
                "改造管网。责任单位：县住建局、各乡镇\n更新水表，安装阀门。责任单位：县水利局",
                "改造管网。责任单位：县住建局、各乡镇\n更新水表，安装阀门。责任单位：县水利局",
            ),
            (
                "改造管网。责任单位：县住建局；完成时限：6月底\n更新水表。责任单位：县水利局",
                "改造管网。责任单位：县住建局；完成时限：6月底\n更新水表。责任单位：县水利局",
            ),
            (
                "改造管网，更新水表。责任单位：县住建局按职责\n分工负责",
                "改造管网，更新水表。责任单位：县住建局按职责分工负责",
            ),
            (
                "改造管网，更新水表。责任单位：县住建局、县水利局\n等部门",
                "改造管网，更新水表。责任单位：县住建局、县水利局等部门",
            ),
            (
                "责任单位：县住建局；完成时间：2024年6\n月底前",
                "责任单位：县住建局；完成时间：2024年6月底前",
            ),
            ("现将《法\n\n治方案》印发给你们。", "现将《法治方案》印发给你们。"),
            ("配合单位：县林业局\n　　　　　县教育局", "配合单位：县林业局、县教育局"),
            ("配合单位：\n县林业局\n各乡镇", "配合单位：县林业局、各乡镇"),
            (
                "配合单位：县林业局、各\n乡镇\n完成时限：6月底",
                "配合单位：县林业局、各乡镇\n完成时限：6月底",
            ),
            ("配合单位：各\n乡镇（街道），县林业局", "配合单位：各乡镇（街道），县林业局"),
            (
                "改造管网。（县住建局牵头，各镇（园\n3\n区），县水利局配合）",
                "改造管网。（县住建局牵头，各镇（园区），县水利局配合）",
            ),
            (
                "一、改造管网（甲）\n3\n二、更新水表（乙）",
                "一、改造管网（甲）\n3\n二、更新水表（乙）",
            ),
            ("配合单位：县林业局\n滑县教育局", "配合单位：县林业局\n滑县教育局"),
            ("配合单位：县林业局、有关\n乡镇人民政府", "配合单位：县林业局、有关乡镇人民政府"),
            ("配合单位：国网滑城\n县供电公司", "配合单位：国网滑城县供电公司"),
            ("配合单位：各镇（园\n区）", "配合单位：各镇（园区）"),
            (
                "配合单位：县人力资源和社会\n保障局、县林业局",
                "配合单位：县人力资源和社会保障局、县林业局",
            ),
            ("配合单位：县一中\n县教育局", "配合单位：县一中、县教育局"),
            (
                "责任单位：县林业局\n　　县人民政府办公室\n　　2023年6月27日",
                "责任单位：县林业局\n县人民政府办公室\n2023年6月27日",
            ),
        ]);
    }

    #[test]
    fn what_a_line_end_parts_is_joined() {
        assert_all(&[
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
            (
                "责任单位：县司法局、各乡镇\n人民政府、街道办\n事处；完成时\n限：6月底前",
                "责任单位：县司法局、各乡镇人民政府、街道办事处；完成时限：6月底前",
            ),
            (
                "1.改造管网。改造管网，漏损率控制在9\n%以内，覆盖率达到9\n8%以上。",
                "1.改造管网。改造管网，漏损率控制在9%以内，覆盖率达到98%以上。",
            ),
            (
                "改造管网。（县领导：\n王建国、李明；责任单位：县住建局）",
                "改造管网。（县领导：王建国、李明；责任单位：县住建局）",
            ),
            (
                "各乡镇人民政府，县政\n府有关部门：\n现将方案印发。",
                "各乡镇人民政府，县政府有关部门：\n现将方案印发。",
            ),
            ("各乡镇人民政府、县\n责任单位：县教育局", "各乡镇人民政府、县\n责任单位：县教育局"),
            (
                "改造管网，更新。（责任单位\n：县住建局、县财政局）",
                "改造管网，更新。（责任单位：县住建局、县财政局）",
            ),
            (
                "改造管网。〔县领导：王建\n国、李明；责任单位：县住建局〕",
                "改造管网。〔县领导：王建国、李明；责任单位：县住建局〕",
            ),
            (
                "改造管网。（县领导：王建国；协同\n责任单位：县住建局、\n县水利局）",
                "改造管网。（县领导：王建国；协同责任单位：县住建局、县水利局）",
            ),
            (
                "1.改造管网。\n（责任单位：县住建局　　完成时间：三季度）\n2.方便出行。",
                "1.改造管网。\n（责任单位：县住建局完成时间：三季度）\n2.方便出行。",
            ),
            (
                "（二）强化监督、考核\n责任单位：县住建局",
                "（二）强化监督、考核\n责任单位：县住建局",
            ),
            ("（强化监督、考核\n责任单位：县住建局）", "（强化监督、考核责任单位：县住建局）"),
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
        ]);
    }

    #[test]
    fn what_cannot_begin_a_line_is_joined() {
        assert_all(&[
            ("改造管网，更新。（十\n七）安装水表", "改造管网，更新。（十七）安装水表"),
            (
                "改造管网。〔责任单位：县住建局（人防办\n）、县水利局〕",
                "改造管网。〔责任单位：县住建局（人防办）、县水利局〕",
            ),
            (
                "改造管网。〔责任单位：各镇（园区），\n 县住建局〕",
                "改造管网。〔责任单位：各镇（园区），县住建局〕",
            ),
            ("1.县住建局\n：改造管网。", "1.县住建局：改造管网。"),
        ]);
    }
}
