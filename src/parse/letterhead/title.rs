//! 标题: the title of a document in its first blocks, on one line or several.

use std::ops::Range;

use super::super::genre;
use super::super::numbering;
use super::super::text::Text;
use super::{Block, broken, date, is_body_name, nth, number, side_by_side, title_issuers};
use crate::affix::AnyOf;

/// The maximum length of one line of a title, in characters; a title on a single line may be twice
/// as long.
const LONGEST_LINE: usize = 70;

/// The maximum number of lines of a title.
const MOST_LINES: usize = 4;

/// The maximum length of the title of a table, in characters.
const LONGEST_CAPTION: usize = 40;

/// Finds the title in the first blocks: its text and the blocks it takes.
///
/// Joins a title over several lines (`关于印发《…实施方案` ⏎ `（2021—2025年）》的通知`); issuers on
/// the lines before 关于 belong to it.
pub(in crate::parse) fn title(
    text: &Text,
    blocks: &[Block],
    limit: usize,
) -> Option<(String, Range<usize>)> {
    let get = |n: usize| text.get(blocks[n].clone());
    let limit = limit.min(blocks.len());
    let starts: Vec<usize> =
        (0..limit).filter(|n| is_title_line(get(*n)) && get(*n).contains("关于")).collect();
    // A whole title on one line wins over one that has to be joined.
    for n_lines in 1..=MOST_LINES {
        for start in &starts {
            let lines = *start..start + n_lines;
            if lines.end > limit || !lines.clone().all(|n| is_title_line(get(n))) {
                continue;
            }
            let whole: String = lines.clone().map(get).collect();
            // A line that begins with 的 is the rest of a title: `…方案` ⏎ `的通知`.
            let goes_on = lines.end < limit && ends_a_title(get(lines.end));
            if genre::kind(&whole).is_some() && is_balanced(&whole) && !goes_on {
                let (whole, lines) = to_its_kind(whole, lines, limit, get);
                return Some(with_issuers(whole, lines, get));
            }
        }
    }
    let behind = |n: usize| nth(text.as_str(), blocks, n + 1);
    (0..limit)
        .find(|n| {
            is_title_line(get(*n))
                && (is_plain_title(get(*n))
                    || genre::is_law(get(*n), behind(*n))
                    || is_over_table(text, blocks, *n))
        })
        .map(|n| match n.checked_sub(1).filter(|above| is_begun_in(get(*above), get(n))) {
            Some(above) => (format!("{}{}", get(above), get(n)), above..n + 1),
            None => with_issuers(get(n).to_owned(), n..n + 1, get),
        })
}

/// Whether the title that a line ends began in the line above: `某县人民政府对县政协十届四次会议` ⏎
/// `第41号提案的答复`.
fn is_begun_in(above: &str, line: &str) -> bool {
    let is_reply = genre::kind(line).is_some_and(|kind| kind.contains('复'));
    let is_begun = is_reply && !title_issuers(above).is_empty() && genre::kind(above).is_none();
    is_begun && is_title_line(above) && title_issuers(line).is_empty()
}

/// A title that seems to end with a kind but names what it is about goes on to its own:
/// `关于推行行政执法公示制度` ⏎ `法制审核制度的` ⏎ `实施意见`.
fn to_its_kind<'a>(
    whole: String,
    lines: Range<usize>,
    limit: usize,
    get: impl Fn(usize) -> &'a str,
) -> (String, Range<usize>) {
    if has_own_kind(&whole) {
        return (whole, lines);
    }
    let mut longer = whole.clone();
    for end in lines.end..limit.min(lines.start + MOST_LINES) {
        let line = get(end);
        if !may_go_on_in(line) || names_issuer_again(&whole, line) {
            break;
        }
        longer.push_str(line);
        if has_own_kind(&longer) && is_balanced(&longer) {
            return (longer, lines.start..end + 1);
        }
    }
    (whole, lines)
}

/// Whether the kind at the end of a title is its own: `…的实施意见`.
fn has_own_kind(title: &str) -> bool {
    let about = title.rsplit_once("关于").map_or(title, |(_, about)| about);
    let kind = genre::kind(about);
    kind.is_some_and(|kind| about.strip_suffix(kind).is_none_or(|about| about.ends_with('的')))
}

/// Whether a title may go on in a line: not in another title, a heading or the name of a body.
fn may_go_on_in(line: &str) -> bool {
    is_title_line(line)
        && !line.contains("关于")
        && numbering::leading(line).is_none()
        && !matches!(line, "目录" | "目次")
        && !is_body_name(line)
}

/// Whether a line begins with the issuer with which the title begins, so that it is another title.
fn names_issuer_again(title: &str, line: &str) -> bool {
    let issuer = title.split_once("关于").map(|(issuer, _)| issuer);
    issuer.is_some_and(|issuer| !issuer.is_empty() && line.starts_with(issuer))
}

/// Whether a block looks like a line of a title: short, no sentence, no addressee.
pub(in crate::parse) fn is_title_line(text: &str) -> bool {
    let whole = text.contains("关于") && genre::kind(text).is_some();
    text.chars().count() <= if whole { 2 * LONGEST_LINE } else { LONGEST_LINE }
        && !text.contains(['。', '；', '：', '•'])
        && number(text).is_none()
        && date(text, 0..0).is_none()
}

/// Whether a line can only be the rest of a title: `的通知`, `（2023—2025年）的通知`.
pub(in crate::parse) fn ends_a_title(line: &str) -> bool {
    let behind = line.strip_prefix('（').and_then(|line| line.split_once('）'));
    behind.map_or(line, |(_, rest)| rest).starts_with('的')
}

/// Whether the first line of a text is the title of the table below it, whatever it ends with.
fn is_over_table(text: &Text, blocks: &[Block], n: usize) -> bool {
    let is_table = |n: usize| blocks.get(n).is_some_and(|block| text.is_of_table(block.start));
    let line = nth(text.as_str(), blocks, n);
    let is_short = (6..=LONGEST_CAPTION).contains(&line.chars().count());
    n == 0 && !is_table(n) && is_table(n + 1) && is_short && !is_body_name(line)
}

/// Whether a line is a title without 关于: `滑县节水行动方案`.
fn is_plain_title(line: &str) -> bool {
    genre::kind(line).is_some() && line.chars().count() > 5
}

/// Prepends to the title the issuers on separate lines above 关于, 印发 or 转发.
fn with_issuers<'a>(
    mut whole: String,
    mut lines: Range<usize>,
    get: impl Fn(usize) -> &'a str,
) -> (String, Range<usize>) {
    // 滑县法治政府建设 ⏎ 领导小组办公室关于…
    let head = whole.split_once("关于").map_or("", |(head, _)| head);
    let above = lines.start.checked_sub(1).map(&get).unwrap_or_default();
    if broken(above, head).is_some() {
        whole.insert_str(0, above);
        lines.start -= 1;
    }
    if !whole.starts_with_any(&["关于", "印发", "转发", "批转"]) {
        return (whole, lines);
    }
    let mut names = String::new();
    while let Some(name) = lines.start.checked_sub(1).map(&get).filter(|name| is_body_name(name)) {
        // If there are several lines, each must name another issuer, not the publisher of the page.
        let joint = format!("{name}{names}");
        if !names.is_empty() && side_by_side(&joint, &[]).len() < 2 {
            break;
        }
        names = joint;
        lines.start -= 1;
    }
    whole.insert_str(0, &names);
    (whole, lines)
}

pub(in crate::parse) fn is_balanced(title: &str) -> bool {
    title.matches('《').count() == title.matches('》').count()
}
