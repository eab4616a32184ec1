//! Separates letterheads, plan titles and signatures that a copy ran together with their
//! neighbours.

use std::sync::LazyLock;

use super::lines::as_set;
use crate::context;

use memchr::memmem::Finder;

use super::documents::TOP;
use super::furniture::field;
use super::genre;
use super::letterhead::{self, Block};
use super::numbering;
use super::plans::{book_titles, is_annex_mark};
use super::run_on;
use super::text::Text;
use crate::bracket::split;
use crate::clause::begins_a_reply;
use crate::context::is_han;
use crate::patterns::{Pattern, pattern};

static GLUED_TITLE: Pattern = pattern!(
    r"^(\p{Han}{2,30}关于[^。：；]{2,90}?的?(?:通知|意见|决定|方案|通报|批复|函|办法|规定))(（?\p{Han}{1,12}〔[0-9]{4}〕[0-9]{1,4}号）?)?"
);
static LEADING_DATE: Pattern = pattern!(r"^[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日");
/// The word behind the issuer in a title.
static ABOUT: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("关于"));
/// Two elements of a letterhead on one line.
static TWO: Pattern = pattern!(
    r"^(?:(?P<number>\p{Han}{1,16}〔(?:19|20)[0-9]{2}〕[0-9]{1,4}号)签发人：?\p{Han}{2,12}|(?P<name>\p{Han}{3,60})(?:[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日))$"
);
static GLUED_SIGNATURE: Pattern = pattern!(
    r"(?:^|[。）〕])(\p{Han}{3,40})([0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)(（[^（）]{2,16}）)?$"
);

/// Splits a text into blocks, with letterheads and signatures separated from their neighbours.
pub(super) fn blocks(whole: &Text) -> Vec<Block> {
    let text = whole.as_str();
    let lines = as_set(text).filter(|(line, _)| !line.is_empty());
    let lines = lines.map(|(line, start)| start..start + line.len()).collect();
    let mut blocks = Vec::new();
    let mut is_body = false;
    let lines = run_on::cut(whole, lines);
    let apart = |(n, line): (usize, Block)| {
        let parts = if n < TOP { numbers_apart(whole, &line) } else { Vec::new() };
        if parts.is_empty() { apart(whole, line) } else { parts }
    };
    for line in lines.into_iter().enumerate().flat_map(apart) {
        is_body |= numbering::leading(text.get(line.clone()).unwrap_or_default()).is_some();
        if blocks.len() < TOP {
            cut_letterhead(text, line, is_body, &mut blocks)
        } else {
            blocks.push(line)
        }
    }
    cut_plan_titles(text, &mut blocks);
    cut_signature(text, &mut blocks);
    blocks.retain(|block| !block.is_empty());
    blocks
}

/// Splits a line that holds two elements of a letterhead: `滑政发〔2024〕6号　　签发人：张三`,
/// `滑县人民政府办公室　　2024年3月5日`, `滑县人民政府文件　滑政发〔2024〕6号`.
fn apart(text: &Text, line: Block) -> Vec<Block> {
    /// The maximum length of such a line, in bytes.
    const LONGEST: usize = 240;
    let piece = text.get(line.clone());
    let may_be_two = piece.len() <= LONGEST
        && piece.starts_with(is_han)
        && (piece.ends_with('日') || piece.contains("签发人"));
    let two = (may_be_two && !text.is_of_table(line.start)).then(|| TWO.captures(piece)).flatten();
    let is_name =
        |name: &str| !letterhead::side_by_side(letterhead::without_editor(name), &[]).is_empty();
    let cut = two.and_then(|found| {
        let signed =
            found.name("name").filter(|name| is_name(name.as_str())).map(|name| name.end());
        signed.or_else(|| found.name("number").map(|number| number.end()))
    });
    match cut.or_else(|| masthead(piece)).or_else(|| dated_title(piece)) {
        Some(at) => vec![line.start..line.start + at, line.start + at..line.end],
        None => vec![line],
    }
}

/// The parts of a line of a letterhead that spaces or `、` put beside a number:
/// `滑教〔2024〕15号　滑财〔2024〕20号`, `密级：公开　滑政办〔2024〕7号`. Empty for any other line.
fn numbers_apart(text: &Text, line: &Block) -> Vec<Block> {
    /// The maximum length of such a line, in bytes.
    const LONGEST: usize = 240;
    let piece = text.get(line.clone());
    let may_hold = piece.len() <= LONGEST
        && piece.contains('〔')
        && !piece.contains(['。', '，', '；', '《', '|', '•', '●'])
        && field(piece).is_none()
        && !text.is_of_table(line.start)
        && letterhead::number_among_fields(piece).is_none();
    if !may_hold {
        return Vec::new();
    }
    let number = |part: &Block| letterhead::number(text.get(part.clone()));
    let listed = listed(text, line);
    if listed.len() > 1 && listed.iter().all(|part| number(part).is_some()) {
        return listed;
    }
    let mut starts: Vec<usize> = text.blanks(line.clone()).collect();
    starts.retain(|at| {
        (line.start + 1..line.end).contains(at) && !is_in_number(text, line.start..*at, line.end)
    });
    let ends = starts.iter().copied().chain([line.end]);
    let parts = [line.start].into_iter().chain(starts.iter().copied()).zip(ends);
    beside_numbers(parts.map(|(start, end)| start..end).collect(), number)
}

/// Whether a space stands within the letters of a number: `滑 政 办〔2024〕17号`. No number has a
/// single letter.
fn is_in_number(text: &Text, before: Block, end: usize) -> bool {
    let behind = text.get(before.end..end);
    let begins = text.blanks(before.clone()).last().unwrap_or(before.start);
    let letter = text.get(begins..before.end);
    letter.chars().nth(1).is_none() || behind.find('〔').is_some_and(|at| at == '办'.len_utf8())
}

/// The parts of a line between its marks `、`.
fn listed(text: &Text, line: &Block) -> Vec<Block> {
    let parts = split(text.get(line.clone()), &['、']);
    parts.into_iter().map(|part| line.start + part.start..line.start + part.end).collect()
}

/// Joins the parts of a line between its numbers; empty if there is no number or nothing else.
fn beside_numbers(parts: Vec<Block>, number: impl Fn(&Block) -> Option<String>) -> Vec<Block> {
    let mut joined: Vec<(bool, Block)> = Vec::new();
    for part in parts {
        let is_number = number(&part).is_some();
        match joined.last_mut().filter(|(of_number, _)| !of_number && !is_number) {
            Some((_, last)) => last.end = part.end,
            None => joined.push((is_number, part)),
        }
    }
    let is_apart = joined.len() > 1 && joined.iter().any(|(is_number, _)| *is_number);
    joined.into_iter().filter(|_| is_apart).map(|(_, part)| part).collect()
}

/// Where the document number begins after a masthead: `滑县人民政府文件|滑政发〔2024〕6号`.
fn masthead(line: &str) -> Option<usize> {
    let at = line.ends_with('号').then(|| line.find("文件")).flatten()? + "文件".len();
    let (masthead, number) = line.split_at_checked(at)?;
    let issuer = masthead.strip_suffix("文件")?;
    let is_both = letterhead::is_body_name(issuer) && letterhead::number(number).is_some();
    is_both.then_some(at)
}

/// Where the title of a plan or the mark of an annex begins after the date of the notice:
/// `2022年3月23日|安徽省关于…的实施意见`, `2022年3月23日|附件`.
fn dated_title(line: &str) -> Option<usize> {
    /// A title has more characters than this.
    const LEAST: usize = 8;
    let date = line
        .starts_with(|c: char| c.is_ascii_digit())
        .then(|| LEADING_DATE.find(line))
        .flatten()?
        .end();
    let title = line.get(date..)?;
    let is_title = title.chars().nth(LEAST).is_some()
        && letterhead::is_title_line(title)
        && genre::kind(title).is_some();
    (is_title && !title.contains("会议") || is_annex_mark(title)).then_some(date)
}

/// Cuts the title, number and addressees off the beginning of a block. After the first item of the
/// body there are no addressees: `各乡镇（街道）：负责…` says who does what.
fn cut_letterhead(text: &str, block: Block, is_body: bool, blocks: &mut Vec<Block>) {
    let mut rest = block;
    let whole = text.get(rest.clone()).unwrap_or_default();
    let is_about = ABOUT.find(whole.as_bytes()).is_some_and(|at| at > 0);
    if let Some(found) = is_about.then(|| GLUED_TITLE.captures(whole)).flatten() {
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
    let colon = whole
        .char_indices()
        .take(220)
        .find(|(_, c)| matches!(c, '：' | '。'))
        .map(|(at, c)| at + c.len_utf8());
    let is_for = |names: &str, rest: &str| {
        // `县水利局：负责…` says what it does.
        letterhead::is_addressee_line(names)
            && (names.starts_with(['各', '国', '县', '市', '省', '区'])
                && !rest.starts_with("负责")
                || begins_a_reply(rest) && !names.contains('的'))
    };
    if !is_body
        && let Some(end) = colon.filter(|end| {
            let (names, rest) = whole.split_at_checked(*end).unwrap_or_default();
            !rest.is_empty() && is_for(names, rest)
        })
    {
        blocks.push(rest.start..rest.start + end);
        rest.start += end;
    }
    blocks.push(rest);
}

/// Separates the title of an announced plan from the notice before it and the first item after it:
/// `…请认真落实。重点工作分工方案一、重点任务`.
fn cut_plan_titles(text: &str, blocks: &mut Vec<Block>) {
    /// The maximum number of titles looked for.
    const MOST: usize = 40;
    let opening: Vec<Block> = blocks.iter().take(TOP).cloned().collect();
    let titles =
        opening.iter().flat_map(|block| book_titles(text.get(block.clone()).unwrap_or_default()));
    for title in titles.take(MOST) {
        let finder = Finder::new(title);
        let cut = blocks.iter().enumerate().take(TOP).find_map(|(n, block)| {
            let piece = text.get(block.clone())?;
            let mut starts = finder.find_iter(piece.as_bytes());
            let glued = |at: &usize| {
                let before = context::previous(piece, *at);
                let rest = piece.get(at + title.len()..).unwrap_or_default();
                before.is_some_and(|c| matches!(c, '。' | '）' | '〕' | '日'))
                    && numbering::leading(rest).is_some_and(|number| number.value == 1)
            };
            starts.find(glued).map(|at| (n, at))
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
    let cut =
        GLUED_SIGNATURE.captures(text.get(last.clone()).unwrap_or_default()).and_then(|found| {
            let (name, day) = (found.get(1)?, found.get(2)?);
            letterhead::is_body_name(name.as_str()).then_some((
                last.start + name.start(),
                last.start + day.start(),
                last.start + day.end(),
            ))
        });
    match cut {
        Some((name, day, end)) => {
            blocks.extend([last.start..name, name..day, day..end, end..last.end])
        }
        None => blocks.push(last),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_body_does_is_no_letterhead() {
        for (text, n) in [
            ("各乡镇：为做好节水工作，现通知如下。", 2),
            ("县水利局：负责制定方案。", 1),
            ("官路镇人民政府：你镇《请示》收悉。同意立项。", 2),
            ("滑县水利局对节水项目的批复县财政局：你局《请示》收悉。同意立项。", 1),
        ] {
            let mut blocks = Vec::new();
            cut_letterhead(text, 0..text.len(), false, &mut blocks);
            assert_eq!(blocks.len(), n, "{text}");
        }
    }
}
