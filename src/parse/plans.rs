//! Finds where the plans attached to a notice begin: at a line with an announced title, even if the
//! copy lost some characters of it; at an annex with items of its own; or else after the signature.

use std::ops::Range;

use super::documents::{TOP, is_alike};
use super::genre;
use super::letterhead::{self, Block, Letterhead, Part, nth};
use super::numbering::{self, Kind};
use super::text::Text;
use crate::affix::AnyOf;
use crate::bracket::Brackets;
use crate::characters::is_letter;
use crate::context;

/// How many blocks after the title of an annex its first item may be.
const ANNEX_OPENING: usize = 4;
/// How many blocks of a notice may say what it issues.
const OPENING: usize = 4;
/// The names of annexes are told within this many characters.
const LISTED: usize = 4000;
/// How many blocks a title may take.
const TITLE_LINES: usize = 4;
/// The first item of a plan that stands in one block with the sentences before it.
const FIRST: [&str; 4] = ["。一、", "：一、", "。—、", "：—、"];

/// The beginning of an attached plan.
pub(super) struct Plan {
    /// The blocks of its title.
    pub(super) lines: Range<usize>,
    /// The title as the notice gives it.
    title: String,
}

impl Plan {
    pub(super) fn head(&self, text: &str, blocks: &[Block]) -> Letterhead {
        let raw: String =
            self.lines.clone().filter_map(|n| text.get(blocks.get(n)?.clone())).collect();
        let range =
            match (blocks.get(self.lines.start), blocks.get(self.lines.end.saturating_sub(1))) {
                (Some(first), Some(last)) if !self.lines.is_empty() => first.start..last.end,
                (Some(first), _) => first.start..first.start,
                _ => text.len()..text.len(),
            };
        let n_mark = raw.len() - without_annex_mark(&raw).len();
        let (raw, range) =
            (raw.get(n_mark..).unwrap_or_default().to_owned(), range.start + n_mark..range.end);
        // A title quoted in a notice has 〈 〉 where the title itself has 《 》.
        let is_own = raw.contains('《') && is_alike(&raw, &self.title);
        let own = if is_own { &raw } else { &self.title };
        let kind = genre::kind(own).unwrap_or_default().to_owned();
        let title = (!own.is_empty()).then(|| Part { text: own.clone(), range });
        let raw_title = (!raw.is_empty() && raw != *own).then(|| raw.clone());
        Letterhead { kind, title, raw_title, ..Letterhead::default() }
    }
}

/// Finds the plans that the notice announces, in the order of the text.
pub(super) fn plan_starts(
    source: &Text,
    blocks: &[Block],
    body: usize,
    head: &Letterhead,
) -> Vec<Plan> {
    let text = source.as_str();
    let expected = announced(text, blocks, body, head);
    let mut plans: Vec<Plan> = Vec::new();
    let mut n = body;
    while n < blocks.len() {
        let open = expected.iter().filter(|title| plans.iter().all(|one| one.title != **title));
        let mut open = open.filter(|_| !is_listed(text, blocks, n));
        let found = open.find_map(|title| titled(text, blocks, n, title));
        let apart = || annex(text, blocks, n).or_else(|| next_table(source, blocks, n));
        match found.or_else(apart) {
            Some(plan) => {
                n = plan.lines.end;
                plans.push(plan);
            }
            None => n += 1,
        }
    }
    let has_announced = plans.iter().any(|plan| expected.contains(&plan.title));
    if !has_announced && is_announcement(head, text, blocks, body) {
        let end = plans.first().map_or(blocks.len(), |annex| annex.lines.start);
        let before = blocks.get(..end.saturating_sub(1)).filter(|_| end < blocks.len());
        let own = before.unwrap_or(blocks);
        let opening = (body..blocks.len().min(body + OPENING)).map(|n| nth(text, blocks, n));
        let title = opening.rev().find_map(issued).map(str::to_owned);
        let found = unannounced(text, own, body, title.or(expected.into_iter().next()));
        // A plan without an announced title must follow the signature if an annex follows it.
        let is_signed = |plan: &Plan| signed(text, own, body).is_some_and(|n| n < plan.lines.start);
        let plan = found.filter(|plan| plans.is_empty() || is_signed(plan));
        plans.splice(0..0, plan);
    }
    plans
}

/// The plan whose announced title stands in block `n` and those after it.
fn titled(text: &str, blocks: &[Block], n: usize, title: &str) -> Option<Plan> {
    let mut whole = String::new();
    for (at, block) in blocks.iter().enumerate().skip(n).take(TITLE_LINES) {
        whole.push_str(text.get(block.clone()).unwrap_or_default());
        if is_nearly(&whole, title) {
            return Some(Plan { lines: n..at + 1, title: title.to_owned() });
        }
        if is_too_long(&whole, title) {
            break;
        }
    }
    None
}

/// Finds an annex that is a document of its own: a line 附件, a title, and items numbered from 1
/// again.
fn annex(text: &str, blocks: &[Block], n: usize) -> Option<Plan> {
    let get = |n: usize| nth(text, blocks, n);
    let title = get(n + 1);
    let is_title =
        |line: &str| letterhead::is_title_line(line) && numbering::leading(line).is_none();
    let opens = |n: usize| {
        numbering::leading(get(n)).is_some_and(|number| number.value == 1)
            || FIRST.iter().any(|first| get(n).contains(first))
    };
    let mut near = (n + 2..n + 2 + ANNEX_OPENING).take_while(|n| !is_annex_mark(get(*n)));
    let is_annex =
        is_annex_mark(get(n)) && is_title(title) && !is_annex_mark(title) && near.any(opens);
    is_annex.then(|| whole_title(text, blocks, n + 1))
}

/// The title in block `n`, with that after it if the notice gives both as one:
/// `附件：滑县节水工作领导小组组建方案`.
fn whole_title(text: &str, blocks: &[Block], n: usize) -> Plan {
    let mut title = nth(text, blocks, n).to_owned();
    let opening = context::first_chars(text, LISTED);
    let mut end = n + 1;
    if genre::kind(&title).is_none() {
        let longer = format!("{title}{}", nth(text, blocks, end));
        if genre::kind(&longer).is_some() && opening.contains(&longer) {
            (title, end) = (longer, end + 1);
        }
    }
    Plan { lines: n..end, title }
}

/// Finds a table with a title of its own below another one, as on the next sheet of a workbook.
fn next_table(source: &Text, blocks: &[Block], n: usize) -> Option<Plan> {
    let get = |n: usize| nth(source.as_str(), blocks, n);
    let is_of_table = |n: usize| blocks.get(n).is_some_and(|block| source.is_of_table(block.start));
    let title = get(n);
    let is_between = is_of_table(n.checked_sub(1)?) && !is_of_table(n) && is_of_table(n + 1);
    let is_title = letterhead::is_title_line(title)
        && numbering::leading(title).is_none()
        && genre::kind(title).is_some();
    let begins = numbering::leading(get(n + 1)).is_some_and(|number| number.value == 1);
    (is_between && is_title && begins).then(|| Plan { lines: n..n + 1, title: title.to_owned() })
}

/// Whether block `n` is the name of an annex below a line with just `附件：`, rather than the same
/// title where the annex begins.
fn is_listed(text: &str, blocks: &[Block], n: usize) -> bool {
    let get = |n: usize| nth(text, blocks, n);
    let is_under = n > 0 && get(n - 1) == "附件：";
    is_under && (n + 1..n + TOP).any(|later| get(later) == get(n))
}

/// Whether a line is 附件, 附件1, 附件： or the like.
pub(super) fn is_annex_mark(line: &str) -> bool {
    line.starts_with("附件") && line.chars().count() <= 4
}

/// A line without the mark of an annex before its name: `附件1.节水方案`, `附件：节水方案`.
pub(super) fn without_annex_mark(line: &str) -> &str {
    let mark = line.strip_prefix("附件").unwrap_or_default();
    let name = mark.trim_start_matches(|c: char| c.is_ascii_digit());
    let name = name.strip_prefix(['：', '.', '、']);
    name.filter(|name| name.starts_with(|c: char| mark.starts_with('：') || !c.is_ascii_digit()))
        .unwrap_or(line)
}

/// Whether a line can only be the name of an annex in a list.
fn names_annex(line: &str) -> bool {
    let is_marked = without_annex_mark(line) != line;
    is_marked || numbering::leading(line).is_some_and(|number| number.kind == Kind::Arabic)
}

/// The titles that a notice says it issues.
fn announced(text: &str, blocks: &[Block], body: usize, head: &Letterhead) -> Vec<String> {
    let title = head.title.as_ref().map(|title| title.text.as_str()).unwrap_or_default();
    let opening =
        (body..blocks.len().min(body + OPENING)).filter_map(|n| text.get(blocks[n].clone()));
    let inner = title.split_once("印发").and_then(|(_, rest)| rest.strip_suffix("的通知"));
    // The notice issues the 重点任务分解表 of 《政府工作报告》, not the report itself.
    if let Some(made) = inner.filter(|inner| is_made_for_another(inner)) {
        return vec![made.to_owned()];
    }
    let mut titles: Vec<String> = Vec::new();
    let announces = |text: &str| text.contains_any(&["印发", "施行", "转发"]);
    for piece in opening.filter(|piece| announces(piece)).chain([title]) {
        let is_own = piece == title || announces(&Brackets::BOOK.stripped(piece));
        for found in book_titles(piece) {
            if (is_own || !announces(found)) && !titles.iter().any(|title| title == found) {
                titles.push(found.to_owned());
            }
        }
    }
    if titles.is_empty() {
        titles.extend(inner.map(str::to_owned));
    }
    let within: Vec<String> = titles.iter().filter_map(|title| issued_by(title)).collect();
    titles.extend(within);
    titles
}

/// What a forwarded notice issues: 方案 of `关于印发〈方案〉的通知`.
fn issued_by(title: &str) -> Option<String> {
    let inner = title.split_once("印发〈")?.1.strip_suffix("〉的通知")?;
    (!inner.contains(['〈', '〉'])).then(|| inner.to_owned())
}

/// What a notice says it issues: `根据《甲》（某发〔2023〕5号），现将《乙》印发给你们` issues 乙,
/// as does `根据《甲》，《乙》已经县政府同意，现印发给你们`. A short name may follow:
/// `（以下简称《丙》）`.
fn issued(piece: &str) -> Option<&str> {
    let is_approved = piece.contains("现印发");
    let shortened = || {
        let bracket = piece.get(..piece.rfind("）印发")?)?.rfind("》（以下简称")?;
        Some(bracket).filter(|at| piece.get(*at..).is_some_and(|it| it.matches('（').count() == 1))
    };
    let end = piece
        .rfind("》印发")
        .or_else(|| piece.rfind("》已").filter(|_| is_approved))
        .or_else(shortened)?;
    book_titles(piece.get(..end + '》'.len_utf8())?).pop()
}

/// Whether a title names another document and then what was derived from it: a plan, a division of
/// its tasks.
fn is_made_for_another(title: &str) -> bool {
    title.starts_with('《')
        && title.matches('《').count() == 1
        && title.rsplit_once('》').is_some_and(|(_, rest)| {
            !rest.starts_with('等') && (genre::kind(rest).is_some() || rest.ends_with(['表', '单']))
        })
}

/// The outermost titles within 《…》 in a text.
pub(super) fn book_titles(piece: &str) -> Vec<&str> {
    Brackets::BOOK.held(piece).0
}

fn is_announcement(head: &Letterhead, text: &str, blocks: &[Block], body: usize) -> bool {
    let titled = head
        .title
        .as_ref()
        .is_some_and(|title| title.text.contains("印发") || title.text.contains("转发"));
    let opening = nth(text, blocks, body);
    titled || opening.contains("现印发") || opening.contains("印发给你们")
}

/// Finds the plan of a notice whose announced title does not occur in the text: at a line that
/// looks like a title, or after the signature.
fn unannounced(text: &str, blocks: &[Block], body: usize, title: Option<String>) -> Option<Plan> {
    let get = |n: usize| nth(text, blocks, n);
    let dated = signed(text, blocks, body);
    let after = dated.map_or(body + 1, |n| n + 1);
    let is_title = |n: &usize| {
        genre::kind(get(*n)).is_some() && !get(*n).contains('。') && !get(*n).starts_with("特此")
    };
    if let Some(n) = (after..blocks.len().min(after + 3)).find(is_title) {
        let title = without_annex_mark(get(n)).to_owned();
        return (!(n..blocks.len()).all(|n| names_annex(get(n))))
            .then_some(Plan { lines: n..n + 1, title });
    }
    // `…，现印发给你们，并就有关事项通知如下` is about the items of the notice itself.
    let says_more = |n: usize| get(n).trim_end_matches(['：', '。']).ends_with("通知如下");
    if dated.is_none() && (body..blocks.len().min(body + OPENING)).any(says_more) {
        return None;
    }
    let opens = |n: &usize| {
        numbering::leading(get(*n))
            .is_some_and(|number| number.kind == Kind::Han && number.value == 1)
    };
    let numbered = (after..blocks.len()).find(opens)?;
    let start = if dated.is_some() { after } else { (body + 1).min(numbered) };
    Some(Plan { lines: start..start, title: title.unwrap_or_default() })
}

/// The index of the date of the signature.
fn signed(text: &str, blocks: &[Block], body: usize) -> Option<usize> {
    let is_date = |n: &usize| letterhead::date(nth(text, blocks, *n), 0..0).is_some();
    (body..blocks.len().min(body + TOP)).find(is_date)
}

fn is_too_long(line: &str, title: &str) -> bool {
    line.len() > 2 * title.len()
}

/// Whether a line is a title, apart from characters that the copy lost.
fn is_nearly(line: &str, title: &str) -> bool {
    if is_too_long(line, title) {
        return false;
    }
    let plain = |text: &str| text.chars().filter(|c| is_letter(*c)).collect::<Vec<_>>();
    let (line, title) = (plain(line), plain(title));
    if line.len() > title.len() || line.len() + 3 < title.len() || line.len() < 4 {
        return false;
    }
    let mut rest = title.iter();
    line.iter().all(|c| rest.any(|other| other == c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_for_another_document_is_told_from_it() {
        for (title, expected) in [
            ("《政府工作报告》重点任务分解表", true),
            ("《质量强国建设纲要》实施方案", true),
            ("《法治政府建设实施方案》", false),
            ("《甲方案》《乙办法》", false),
            ("《甲方案》等3个方案", false),
        ] {
            assert_eq!(is_made_for_another(title), expected, "{title}");
        }
    }

    #[test]
    fn what_a_notice_issues_may_have_a_short_name() {
        for (notice, expected) in [
            ("根据《甲》（某发〔2023〕5号），现将《乙》印发给你们", Some("乙")),
            ("根据《甲》（某发〔2023〕5号），现将《乙》（以下简称《丙》）印发给你们", Some("乙")),
            ("根据《甲》（以下简称《乙》）（某发〔2023〕5号）印发", None),
            ("根据《甲》，《乙》已经县政府同意，现印发给你们", Some("乙")),
        ] {
            assert_eq!(issued(notice), expected, "{notice}");
        }
    }
}
