//! One source, several documents: the notice, and each plan that it attaches.
//!
//! `现将《…实施方案》《…考核方案》印发给你们` announces two; each begins where a line is that title, or nearly so when the copy lost
//! a character. Copies whose line breaks were lost are cut first: title, number and addressees stand side by side there.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::genre;
use super::letterhead::{self, Block, Dated, Letterhead, Part};
use super::numbering::{self, Kind};

/// How many blocks at the top can belong to the letterhead.
const TOP: usize = 24;
/// How many blocks behind the title of an annex its first item can stand.
const ANNEX_OPENING: usize = 4;
/// How many blocks one title can take.
const TITLE_LINES: usize = 4;

/// A document with the blocks of its body.
#[derive(Debug)]
pub(super) struct Portion {
    pub(super) head: Letterhead,
    pub(super) body: Vec<Block>,
}

impl Portion {
    /// Where it begins: with its title, or with the body when it has none.
    pub(super) fn start(&self) -> usize {
        let parts = [&self.head.title, &self.head.masthead, &self.head.number];
        let named = parts.into_iter().flatten().map(|part| part.range.start);
        named.chain(self.body.first().map(|block| block.start)).min().unwrap_or_default()
    }
}

static GLUED_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(\p{Han}{2,30}关于[^。：；]{2,90}?的?(?:通知|意见|决定|方案|通报|批复|函|办法|规定))(（?\p{Han}{1,12}〔\d{4}〕\d{1,4}号）?)?")
        .expect("the pattern is fixed")
});
static GLUED_SIGNATURE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[。）〕])(\p{Han}{3,40})(\d{4}年\d{1,2}月\d{1,2}日)(（[^（）]{2,16}）)?$")
        .expect("the pattern is fixed")
});
static WEB_FIELD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(索引号|信息索引|发文机关|发布机构|发文字号|文号|成文日期|发布日期|发文日期|公开日期|有效性|主题分类|主题词|信息来源|来源|原文链接|公文种类|体裁分类|组配分类|内容概述|废止日期|生效日期|发布单位|主办单位)：(.*)$")
        .expect("the pattern is fixed")
});

/// The paragraphs of a text as blocks, glued letterheads and signatures cut.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let block = start..start + line.len();
        if blocks.len() < TOP {
            cut_letterhead(text, block, &mut blocks)
        } else {
            blocks.push(block)
        }
        start += line.len() + 1;
    }
    cut_plan_titles(text, &mut blocks);
    cut_signature(text, &mut blocks);
    blocks.retain(|block| !block.is_empty());
    blocks
}

/// Cuts title, number and addressees off a block in which they were glued to what follows.
fn cut_letterhead(text: &str, block: Block, blocks: &mut Vec<Block>) {
    let mut rest = block;
    if let Some(found) = GLUED_TITLE.captures(text.get(rest.clone()).unwrap_or_default()) {
        let whole = text.get(rest.clone()).unwrap_or_default();
        let title = found.get(1).map_or(0, |title| title.end());
        let end = found.get(0).map_or(title, |found| found.end());
        let glued = end > title || letterhead_follows(whole.get(title..).unwrap_or_default());
        if glued {
            blocks.push(rest.start..rest.start + title);
            blocks.push(rest.start + title..rest.start + end);
            rest.start += end;
        }
    }
    let whole = text.get(rest.clone()).unwrap_or_default();
    let colon = whole.char_indices().take(220).find(|(_, c)| matches!(c, '：' | '。')).map(|(at, c)| at + c.len_utf8());
    if let Some(end) =
        colon.filter(|end| *end < whole.len() && whole.get(..*end).is_some_and(letterhead::is_addressee_line))
        && whole.starts_with(['各', '国', '县', '市', '省', '区'])
    {
        blocks.push(rest.start..rest.start + end);
        rest.start += end;
    }
    blocks.push(rest);
}

/// Cuts the title of an announced plan out of a block in which it was glued to the notice and to its own first item:
/// `…请认真落实。重点工作分工方案一、重点任务`.
fn cut_plan_titles(text: &str, blocks: &mut Vec<Block>) {
    /// A notice announces fewer plans than this.
    const MOST: usize = 40;
    let opening: Vec<Block> = blocks.iter().take(TOP).cloned().collect();
    let titles = opening.iter().flat_map(|block| book_titles(text.get(block.clone()).unwrap_or_default()));
    for title in titles.take(MOST) {
        let cut = blocks.iter().enumerate().take(TOP).find_map(|(n, block)| {
            let piece = text.get(block.clone())?;
            let starts = piece.match_indices(&title).map(|(at, _)| at);
            let glued = |at: &usize| {
                let before = piece.get(..*at).and_then(|before| before.chars().next_back());
                let rest = piece.get(at + title.len()..).unwrap_or_default();
                before.is_some_and(|c| matches!(c, '。' | '）' | '〕' | '日'))
                    && numbering::leading(rest).is_some_and(|number| number.value == 1)
            };
            starts.into_iter().find(glued).map(|at| (n, at))
        });
        if let Some((n, at)) = cut {
            let block = blocks[n].clone();
            let (start, end) = (block.start + at, block.start + at + title.len());
            blocks.splice(n..=n, [block.start..start, start..end, end..block.end]);
        }
    }
}

fn letterhead_follows(rest: &str) -> bool {
    rest.starts_with('各') && rest.char_indices().take(200).any(|(_, c)| c == '：')
}

/// Cuts `某市人民政府2019年10月28日（此件公开发布）` off the end of the last block.
fn cut_signature(text: &str, blocks: &mut Vec<Block>) {
    let Some(last) = blocks.pop() else { return };
    let cut = GLUED_SIGNATURE.captures(text.get(last.clone()).unwrap_or_default()).and_then(|found| {
        let (name, day) = (found.get(1)?, found.get(2)?);
        letterhead::is_body_name(name.as_str()).then_some((
            last.start + name.start(),
            last.start + day.start(),
            last.start + day.end(),
        ))
    });
    match cut {
        Some((name, day, end)) => blocks.extend([last.start..name, name..day, day..end, end..last.end]),
        None => blocks.push(last),
    }
}

/// Reads the documents of a text.
pub(super) fn documents(text: &str, blocks: &[Block]) -> Vec<Portion> {
    let mut blocks = blocks.to_vec();
    let mut first = Letterhead::default();
    take_furniture(text, &mut blocks, &mut first);
    take_end(text, &mut blocks, &mut first);
    let body = take_top(text, &blocks, &mut first);
    let starts = plan_starts(text, &blocks, body, &first);
    let end = starts.first().map_or(blocks.len(), |plan| plan.lines.start);
    let mut own = blocks.get(body..end).unwrap_or_default().to_vec();
    take_signature(text, &mut own, &mut first, starts.is_empty());
    finish(text, &own, &mut first, !starts.is_empty());
    let mut parts = vec![Portion { head: first, body: own }];
    for (n, plan) in starts.iter().enumerate() {
        let end = starts.get(n + 1).map_or(blocks.len(), |next| next.lines.start);
        let body = blocks.get(plan.lines.end..end).unwrap_or_default().to_vec();
        parts.push(Portion { head: plan.head(text, &blocks), body: without_annex_mark(text, body) });
    }
    parts
}

/// Takes what a web copy puts around the document: bullets, labelled fields, footers.
fn take_furniture(text: &str, blocks: &mut Vec<Block>, head: &mut Letterhead) {
    let total = blocks.len();
    let around = blocks.clone();
    let of_item = |n: usize| around.get(n).and_then(|block| text.get(block.clone())).is_some_and(is_of_item);
    let mut n = 0;
    blocks.retain(|block| {
        n += 1;
        let piece = text.get(block.clone()).unwrap_or_default();
        if piece.starts_with("主办单位") && (of_item(n) || n > 1 && of_item(n - 2)) {
            return true;
        }
        if let Some(item) = piece.strip_prefix(['•', '●']) {
            take_bullet(item, block, head);
            return false;
        }
        let at_rim = n <= TOP || n + 12 > total;
        match WEB_FIELD.captures(piece).filter(|_| at_rim && piece.chars().count() < 80) {
            Some(field) => {
                take_field(&field[1], &field[2], block, head);
                false
            }
            None => !is_remark(piece),
        }
    });
}

/// Whether a line is a heading, or a label of an event: `一、组织工作`, `承办单位：某局`; 主办单位 beside one is no foot of a page.
fn is_of_item(piece: &str) -> bool {
    numbering::leading(piece).is_some() || piece.starts_with("承办单位") || piece.starts_with("协办单位")
}

/// `（此件公开发布）`, `【法宝引证码】…`: remarks that are no text of the document.
fn is_remark(piece: &str) -> bool {
    piece.starts_with("（此件") || piece.starts_with("〔法宝引证码") || piece.starts_with("（此页无正文")
}

fn take_bullet(item: &str, block: &Block, head: &mut Letterhead) {
    let start = block.end - item.len();
    if let Some(number) = letterhead::number(item) {
        head.number = Some(Part { text: number.clone(), range: start..block.end });
        head.web.push(("number", number));
    } else if item.len() >= 8 && item.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-' || byte == b'/') {
        head.web.push((if item.contains('/') { "index" } else { "date" }, item.to_owned()));
    } else if matches!(item, "有效" | "失效" | "废止" | "已修改") {
        head.web.push(("status", item.to_owned()));
    } else if letterhead::is_body_name(item) {
        head.web.push(("publisher", item.to_owned()));
    } else {
        head.web.push((if genre::kind(item) == Some(item) { "genre" } else { "category" }, item.to_owned()));
    }
}

fn take_field(name: &str, value: &str, block: &Block, head: &mut Letterhead) {
    let key = match name {
        "索引号" | "信息索引" => "index",
        "发文机关" | "发布机构" | "发布单位" | "信息来源" | "来源" => "publisher",
        "发文字号" | "文号" => "number",
        "有效性" => "status",
        "公文种类" | "体裁分类" => "genre",
        "主题分类" | "主题词" | "组配分类" => "category",
        "主办单位" => "host",
        "原文链接" => "link",
        "内容概述" => "summary",
        _ => "date",
    };
    if let Some(number) = letterhead::number(value).filter(|_| key == "number") {
        head.number = Some(Part { text: number, range: block.end - value.len()..block.end });
    }
    head.web.push((key, value.to_owned()));
}

/// Takes the imprint and the lines of 主办, 督办 and 抄送 off the end.
fn take_end(text: &str, blocks: &mut Vec<Block>, head: &mut Letterhead) {
    while let Some(last) = blocks.last() {
        let piece = text.get(last.clone()).unwrap_or_default();
        if let Some((by, date, taken)) = letterhead::imprint(text, blocks) {
            (head.printed_by, head.printed_date) = (by, Some(date));
            blocks.truncate(blocks.len() - taken);
        } else if let Some((label, names)) =
            piece.split_once('：').filter(|(label, _)| matches!(*label, "主办" | "督办" | "主办单位" | "督办单位"))
        {
            let label_range = last.start..last.start + label.len();
            let names_range = last.end - names.len()..last.end;
            head.hosts.push((
                Part { text: label.to_owned(), range: label_range },
                Part { text: names.to_owned(), range: names_range },
            ));
            blocks.pop();
        } else if piece.starts_with("抄送：")
            || piece.starts_with("分送：")
            || matches!(piece, "附件下载" | "打印" | "关闭")
        {
            blocks.pop();
        } else {
            break;
        }
    }
    head.hosts.reverse();
}

/// Takes masthead, number, title and addressees off the top; gives the first block of the body.
fn take_top(text: &str, blocks: &[Block], head: &mut Letterhead) -> usize {
    let get = |n: usize| blocks.get(n).and_then(|block| text.get(block.clone())).unwrap_or_default();
    let addressed = (0..blocks.len().min(TOP)).find(|n| letterhead::is_addressee_line(get(*n)));
    let first_item =
        (0..blocks.len().min(TOP)).find(|n| numbering::leading(get(*n)).is_some_and(|number| number.value == 1));
    let first_prose = (0..blocks.len().min(TOP)).find(|n| get(*n).contains('。'));
    let limit = [addressed, first_item, first_prose].into_iter().flatten().min().unwrap_or(blocks.len().min(TOP));
    let mut body = 0;
    if let Some((title, lines)) = letterhead::title(text, blocks, limit) {
        // The title of a page stands over the document's own.
        let again = (lines.end..limit).rev().find(|n| is_alike(get(*n), &title));
        let (title, lines) = again.map_or((title, lines), |n| (get(n).to_owned(), n..n + 1));
        body = lines.end;
        let range = blocks[lines.start].start..blocks[lines.end - 1].end;
        head.title = Some(Part { text: title, range });
    }
    for (n, block) in blocks.iter().take(limit).cloned().enumerate() {
        let piece = get(n);
        if let Some(number) = letterhead::number(piece) {
            head.number.get_or_insert(Part { text: number, range: block });
            body = body.max(n + 1);
        } else if piece.ends_with("文件") && letterhead::is_body_name(piece.trim_end_matches("文件")) {
            head.masthead = Some(Part { text: piece.to_owned(), range: block });
            body = body.max(n + 1);
        }
    }
    if let Some(n) = addressed.filter(|n| *n <= limit) {
        head.addressees = letterhead::addressees(text, &blocks[n]);
        body = body.max(n + 1);
    }
    body
}

/// Takes the signature, issuers over the date, from the end of a notice.
fn take_signature(text: &str, own: &mut Vec<Block>, head: &mut Letterhead, at_end: bool) {
    let dated = |n: usize| letterhead::date(text.get(own[n].clone()).unwrap_or_default(), own[n].clone());
    let mut found: Option<(usize, Dated)> = (0..own.len()).rev().find_map(|n| dated(n).map(|date| (n, date)));
    // A date in the middle of the text signs nothing; under the title it is the date of the meeting that passed it.
    found = found.filter(|(n, _)| !at_end || own.len() - n <= 3);
    let Some((at, date)) = found else { return };
    let mut first = at;
    while first > 0
        && own.get(first - 1).and_then(|block| text.get(block.clone())).is_some_and(letterhead::is_body_name)
    {
        first -= 1;
    }
    head.issuers = own
        .get(first..at)
        .unwrap_or_default()
        .iter()
        .map(|block| Part { text: text.get(block.clone()).unwrap_or_default().to_owned(), range: block.clone() })
        .collect();
    head.date = Some(date);
    own.drain(first..=at);
}

/// Fills in what other elements imply: the kind, and issuers from the title.
fn finish(text: &str, own: &[Block], head: &mut Letterhead, attaches: bool) {
    let title = head.title.as_ref().map(|title| title.text.as_str()).unwrap_or_default();
    let announces = || {
        own.iter().any(|block| {
            text.get(block.clone()).is_some_and(|piece| piece.contains("印发") || piece.contains("通知如下"))
        })
    };
    head.kind = match genre::kind(title) {
        Some(kind) => kind.to_owned(),
        None if attaches || announces() => "通知".to_owned(),
        None => String::new(),
    };
    if head.issuers.is_empty()
        && let Some(title) = &head.title
    {
        let mut at = title.range.start;
        for name in letterhead::title_issuers(&title.text) {
            let place = text.get(at..).and_then(|rest| rest.find(&name)).map_or(at, |found| at + found);
            head.issuers.push(Part { range: place..place + name.len(), text: name });
            at = place;
        }
    }
}

/// Where an attached plan begins.
struct Plan {
    /// The blocks of its title.
    lines: Range<usize>,
    /// The title as the notice gives it.
    title: String,
}

impl Plan {
    fn head(&self, text: &str, blocks: &[Block]) -> Letterhead {
        let raw: String = self.lines.clone().filter_map(|n| text.get(blocks.get(n)?.clone())).collect();
        let range = match (blocks.get(self.lines.start), blocks.get(self.lines.end.saturating_sub(1))) {
            (Some(first), Some(last)) if !self.lines.is_empty() => first.start..last.end,
            (Some(first), _) => first.start..first.start,
            _ => text.len()..text.len(),
        };
        let kind = genre::kind(&self.title).unwrap_or_default().to_owned();
        let title = (!self.title.is_empty()).then(|| Part { text: self.title.clone(), range });
        let raw_title = (!raw.is_empty() && raw != self.title).then_some(raw);
        Letterhead { kind, title, raw_title, ..Letterhead::default() }
    }
}

/// Finds the plans that the notice announces, in the order of the text.
fn plan_starts(text: &str, blocks: &[Block], body: usize, head: &Letterhead) -> Vec<Plan> {
    let expected = announced(text, blocks, body, head);
    let get = |n: usize| blocks.get(n).and_then(|block| text.get(block.clone())).unwrap_or_default();
    let mut plans: Vec<Plan> = Vec::new();
    let mut n = body;
    while n < blocks.len() {
        let found = expected.iter().filter(|title| plans.iter().all(|plan| plan.title != **title)).find_map(|title| {
            let mut whole = String::new();
            (n..(n + TITLE_LINES).min(blocks.len())).find_map(|end| {
                whole.push_str(get(end));
                is_nearly(&whole, title).then(|| Plan { lines: n..end + 1, title: title.clone() })
            })
        });
        match found.or_else(|| annex(text, blocks, n)) {
            Some(plan) => {
                n = plan.lines.end;
                plans.push(plan);
            }
            None => n += 1,
        }
    }
    if plans.is_empty() && is_announcement(head, text, blocks, body) {
        plans.extend(unannounced(text, blocks, body, expected.into_iter().next()));
    }
    plans
}

/// An annex that is a document of its own: 附件 alone on a line, a title, and items that begin with the first again.
fn annex(text: &str, blocks: &[Block], n: usize) -> Option<Plan> {
    let get = |n: usize| blocks.get(n).and_then(|block| text.get(block.clone())).unwrap_or_default();
    let title = get(n + 1);
    let is_title = |line: &str| letterhead::is_title_line(line) && numbering::leading(line).is_none();
    let begins = (n + 2..n + 2 + ANNEX_OPENING)
        .take_while(|n| !is_annex_mark(get(*n)))
        .any(|n| numbering::leading(get(n)).is_some_and(|number| number.value == 1));
    let is_annex = is_annex_mark(get(n)) && is_title(title) && !is_annex_mark(title) && begins;
    is_annex.then(|| Plan { lines: n + 1..n + 2, title: title.to_owned() })
}

/// 附件, 附件1, 附件：.
fn is_annex_mark(line: &str) -> bool {
    line.starts_with("附件") && line.chars().count() <= 4
}

/// The titles that a notice says it issues.
fn announced(text: &str, blocks: &[Block], body: usize, head: &Letterhead) -> Vec<String> {
    let title = head.title.as_ref().map(|title| title.text.as_str()).unwrap_or_default();
    let opening = (body..blocks.len().min(body + 4)).filter_map(|n| text.get(blocks[n].clone()));
    let mut titles: Vec<String> = Vec::new();
    for piece in opening.filter(|piece| piece.contains("印发") || piece.contains("施行")).chain([title]) {
        for found in book_titles(piece) {
            if !titles.contains(&found) {
                titles.push(found);
            }
        }
    }
    if titles.is_empty()
        && let Some(inner) = title.split_once("印发").and_then(|(_, rest)| rest.strip_suffix("的通知"))
    {
        titles.push(inner.to_owned());
    }
    titles
}

/// The outermost 《…》 of a piece of text.
pub(super) fn book_titles(piece: &str) -> Vec<String> {
    let (mut titles, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    for (at, c) in piece.char_indices() {
        match c {
            '《' => {
                if depth == 0 {
                    start = at + c.len_utf8();
                }
                depth += 1;
            }
            '》' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    titles.extend(piece.get(start..at).map(str::to_owned));
                }
            }
            _ => {}
        }
    }
    titles
}

fn is_announcement(head: &Letterhead, text: &str, blocks: &[Block], body: usize) -> bool {
    let titled = head.title.as_ref().is_some_and(|title| title.text.contains("印发") || title.text.contains("转发"));
    let opening = blocks.get(body).and_then(|block| text.get(block.clone())).unwrap_or_default();
    titled || opening.contains("现印发") || opening.contains("印发给你们")
}

/// The plan of a notice whose title line is not found: a title-like line, or what follows the signature.
fn unannounced(text: &str, blocks: &[Block], body: usize, title: Option<String>) -> Option<Plan> {
    let get = |n: usize| blocks.get(n).and_then(|block| text.get(block.clone())).unwrap_or_default();
    let dated = (body..blocks.len().min(body + TOP)).find(|n| letterhead::date(get(*n), 0..0).is_some());
    let after = dated.map_or(body + 1, |n| n + 1);
    if let Some(n) =
        (after..blocks.len().min(after + 3)).find(|n| genre::kind(get(*n)).is_some() && !get(*n).contains('。'))
    {
        return Some(Plan { lines: n..n + 1, title: get(n).to_owned() });
    }
    let opens =
        |n: &usize| numbering::leading(get(*n)).is_some_and(|number| number.kind == Kind::Han && number.value == 1);
    let numbered = (after..blocks.len()).find(opens)?;
    let start = if dated.is_some() { after } else { (body + 1).min(numbered) };
    Some(Plan { lines: start..start, title: title.unwrap_or_default() })
}

/// Whether a line is a title, up to characters that the copy lost.
fn is_nearly(line: &str, title: &str) -> bool {
    if line.len() > title.len() * 2 {
        return false;
    }
    let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<Vec<_>>();
    let (line, title) = (plain(line), plain(title));
    if line.len() > title.len() || line.len() + 3 < title.len() || line.len() < 4 {
        return false;
    }
    let mut rest = title.iter();
    line.iter().all(|c| rest.any(|other| other == c))
}

/// Whether two titles differ in their marks alone.
fn is_alike(one: &str, other: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    letters(one) == letters(other)
}

/// Drops a line that only says 附件.
fn without_annex_mark(text: &str, mut body: Vec<Block>) -> Vec<Block> {
    body.retain(|block| !is_annex_mark(text.get(block.clone()).unwrap_or_default()));
    body
}
