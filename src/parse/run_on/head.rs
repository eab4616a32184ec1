//! The head of a copy on one line: breadcrumbs, fields, the title once or twice, buttons for
//! sharing, the number.

use std::sync::LazyLock;

use regex::Regex;

use super::super::letterhead::{self, Block};
use super::super::text::Text;
use super::title::{opening_title, titles};
use super::{alike, cut_at, head};
use crate::characters::han_regex;
use crate::lexicon::pages::{BUTTONS, CRUMBS};
use crate::lexicon::web_labels::{web_label, web_labels};
use crate::patterns::{Pattern, pattern};

/// A label with its colon.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    let mut labels: Vec<_> = web_labels().iter().map(|row| row.label).collect();
    labels.sort_by_key(|label| std::cmp::Reverse(label.len()));
    han_regex(&format!("(?:{})：", labels.join("|"))).expect("the pattern is fixed")
});
static MOMENT: Pattern = pattern!(
    r"^(?:19|20)[0-9]{2}(?:[-/.][0-9]{1,2}[-/.][0-9]{1,2}|年[0-9]{1,2}月[0-9]{1,2}日)(?:[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?)?"
);
pub(super) static NUMBER: Pattern =
    pattern!(r"^（?\p{Han}{1,12}〔(?:19|20)[0-9]{2}〕[0-9]{1,4}号）?");
static NUMBER_TAIL: Pattern = pattern!(r"(\p{Han}+)〔(?:19|20)[0-9]{2}〕[0-9]{1,4}号");
static COUNT: Pattern = pattern!(r"^[0-9]{1,9}次?");

/// If a text begins with a label, returns its length, colon included.
fn begins_with_label(text: &str) -> Option<usize> {
    /// The maximum length of a label with its colon, in characters.
    const LONGEST: usize = 24;
    let colon = text.char_indices().take(LONGEST).find(|(_, c)| *c == '：')?.0;
    web_label(text.get(..colon)?)?;
    Some(colon + '：'.len_utf8())
}

/// Splits the head of a block into the lines of the original page, and off the body.
pub(super) fn cut(text: &Text, block: Block, declared: Option<&str>, lines: &mut Vec<Block>) {
    let whole = text.get(block.clone());
    let begins = begins_with_label(head(whole)).is_some()
        || mark(whole).is_some()
        || CRUMBS.leading(whole).is_some();
    let gaps = letterhead::gaps(text, &(block.start..block.start + head(whole).len()));
    let mut reader = Reader { whole, titles: Vec::new(), gaps, at: 0, cuts: Vec::new() };
    reader.titles = match begins {
        true => titles(head(whole), declared),
        false => opening_title(reader.behind_number()).into_iter().collect(),
    };
    if !begins && reader.titles.is_empty() {
        return lines.push(block);
    }
    while reader.step() {}
    cut_at(&block, reader.cuts, lines);
}

/// Reads a head from left to right.
struct Reader<'t> {
    whole: &'t str,
    titles: Vec<String>,
    /// Where the source has spaces, in the first lines.
    gaps: Vec<usize>,
    /// Where the next line begins.
    at: usize,
    cuts: Vec<usize>,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.whole.get(self.at..).unwrap_or_default()
    }

    /// The head behind a masthead and a number:
    /// `中共某县委文件某发〔2022〕9号|中共某县委关于…`.
    fn behind_number(&self) -> &str {
        let head = head(self.rest());
        let rest = head.get(self.masthead(head).unwrap_or_default()..).unwrap_or_default();
        let number = NUMBER.find(rest).map_or(0, |number| number.len());
        rest.get(number..).unwrap_or_default()
    }

    /// Cuts one line off; returns false if there is none.
    fn step(&mut self) -> bool {
        let Some(len) = self.line().filter(|len| *len > 0 && self.at + len < self.whole.len())
        else {
            return false;
        };
        self.at += len;
        self.cuts.push(self.at);
        true
    }

    /// The length of the next line, if it belongs to the head.
    fn line(&self) -> Option<usize> {
        let rest = head(self.rest());
        let title = || self.titles.iter().find_map(|title| self.title(rest, title));
        let number = || NUMBER.find(rest).map(|number| number.len());
        title()
            .or_else(|| mark(rest))
            .or_else(|| self.masthead(rest))
            .or_else(number)
            .or_else(|| self.field(rest))
            .or_else(|| buttons(rest))
            .or_else(|| self.addressees(rest))
    }

    /// The length of a title, with the issuers that the title of the page left out.
    fn title(&self, rest: &str, title: &str) -> Option<usize> {
        alike::prefix(rest, title).or_else(|| {
            let place = alike::places(rest, title).into_iter().next()?;
            let is_own = title.starts_with("关于") && self.are_names(rest.get(..place.start)?);
            is_own.then_some(place.end)
        })
    }

    /// The length of a masthead, of one body or, before a number, of several.
    fn masthead(&self, rest: &str) -> Option<usize> {
        let at = rest.find("文件")?;
        let (names, number) = (rest.get(..at)?, rest.get(at + "文件".len()..)?);
        let is_joint = || NUMBER.is_match(number) && self.are_names(names);
        (letterhead::is_body_name(names) || is_joint()).then_some(at + "文件".len())
    }

    /// Whether the next letters are names of bodies and nothing else.
    fn are_names(&self, next: &str) -> bool {
        let gaps = self.gaps.iter().filter_map(|gap| gap.checked_sub(self.at));
        let gaps: Vec<usize> = gaps.filter(|gap| (1..next.len()).contains(gap)).collect();
        !letterhead::side_by_side(next, &gaps).is_empty()
    }

    /// The length of a label with its value, or of the breadcrumbs.
    fn field(&self, rest: &str) -> Option<usize> {
        let label = begins_with_label(rest);
        let crumb = CRUMBS.leading(rest).map(|(_, len)| len);
        let value = label.or(crumb)?;
        let body = rest.get(value..)?;
        let exact = MOMENT.find(body).or_else(|| COUNT.find(body)).map(|found| found.len());
        let address = body
            .starts_with("http")
            .then(|| body.find(|c: char| !c.is_ascii()).unwrap_or(body.len()));
        Some(value + exact.or(address).unwrap_or_else(|| self.value(body)))
    }

    /// Where a value of no particular form ends: before the next label, button, title or number.
    fn value(&self, body: &str) -> usize {
        let label = LABEL.find(body).map(|label| label.start());
        let title = self
            .titles
            .iter()
            .find_map(|title| alike::places(body, title).first().map(|title| title.start));
        let button =
            ["微信", "QQ空间", "【打印", "〔打印", "分享到", "打印本页", "〔字体", "字体："];
        let button = button.iter().filter_map(|word| body.find(word)).min();
        let end = [label, title, button].into_iter().flatten().min();
        let value = body.get(..end.unwrap_or(body.len())).unwrap_or(body);
        number_start(value).unwrap_or(value.len())
    }

    /// The length of a line of addressees, which is never the first line.
    fn addressees(&self, rest: &str) -> Option<usize> {
        let colon = rest.char_indices().find(|(_, c)| matches!(c, '：' | '。'))?;
        let end = colon.0 + colon.1.len_utf8();
        (self.at > 0 && rest.get(..end).is_some_and(letterhead::is_addressee_line)).then_some(end)
    }
}

/// The length of the mark of a database: `〔法宝引证码〕CLI.12.5115678`.
fn mark(rest: &str) -> Option<usize> {
    let name = rest.starts_with("〔法宝引证码〕").then_some("〔法宝引证码〕".len())?;
    let code = rest.get(name..)?;
    Some(name + code.find(|c: char| !c.is_ascii()).unwrap_or(code.len()))
}

/// Where a document number begins after the name of a body:
/// `某县人民政府办公室|某政办〔2021〕18号`.
fn number_start(value: &str) -> Option<usize> {
    /// The minimum length of a number before its year, in characters.
    const LEAST: usize = 2;
    /// Its maximum length, in characters.
    const MOST: usize = 8;
    let found = NUMBER_TAIL.captures(value)?.get(1)?;
    let starts: Vec<usize> =
        found.as_str().char_indices().map(|(at, _)| found.start() + at).collect();
    let near = starts.get(starts.len().saturating_sub(MOST)..)?;
    let ends = |at: &&usize| value.get(..**at).is_some_and(letterhead::is_body_name);
    let latest = near.iter().rev().skip(LEAST - 1).find(ends).or_else(|| near.first());
    latest.copied()
}

/// The length of a row of buttons: `微信微博QQ空间`, `〔字体：大中小〕〔打印〕`.
fn buttons(rest: &str) -> Option<usize> {
    let mut len = 0;
    let mut named = false;
    while let Some(button) = rest.get(len..).and_then(button) {
        let row = rest.get(..len).unwrap_or_default();
        let is_size = rest.get(len..).is_some_and(|rest| rest.starts_with(['大', '中', '小']));
        // 中 alone is more likely to begin a name: 中共某县委文件.
        if is_size && button == '中'.len_utf8() && !row.contains('字') {
            break;
        }
        named |= button > '大'.len_utf8();
        len += button;
    }
    named.then_some(len)
}

/// The length of the button at the beginning of a text, brackets included.
fn button(rest: &str) -> Option<usize> {
    let word = |rest: &str| BUTTONS.leading(rest).map(|(_, len)| len);
    let Some(inner) = rest.strip_prefix('〔') else { return word(rest) };
    let mut len = 0;
    while let Some(next) = inner.get(len..).and_then(word) {
        len += next;
    }
    inner
        .get(len..)
        .filter(|end| len > 0 && end.starts_with('〕'))
        .map(|_| len + 2 * '〔'.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::super::super::{line::Line, normalize};
    use super::*;

    #[test]
    fn heads_are_cut_into_lines() {
        let notice = "现将方案印发给你们，请认真贯彻执行。".repeat(6);
        for (head, expected) in [
            (
                "当前位置：首页政务公开政府文件某县人民政府关于印发某县方案的通知时间：2021-03-3015:43微信微博QQ空间\
                 某政〔2021〕18号某县人民政府关于印发某县方案的通知各乡镇人民政府，县直各单位：",
                "当前位置：首页政务公开政府文件|某县人民政府关于印发某县方案的通知|时间：2021-03-3015:43|微信微博QQ空间|\
                 某政〔2021〕18号|某县人民政府关于印发某县方案的通知|各乡镇人民政府，县直各单位：",
            ),
            (
                "某市某区某镇人民政府关于印发《某镇公路工作方案》的通知某政〔2024〕15号各村民委员会，镇直各单位：",
                "某市某区某镇人民政府关于印发《某镇公路工作方案》的通知|某政〔2024〕15号|各村民委员会，镇直各单位：",
            ),
            (
                "中共某县委文件某发〔2022〕9号中共某县委某县人民政府关于印发《某县节水方案》《某县考核方案》的通知\
                 各乡镇党委和政府，县直各单位：",
                "中共某县委文件|某发〔2022〕9号|中共某县委某县人民政府关于印发《某县节水方案》《某县考核方案》的通知|\
                 各乡镇党委和政府，县直各单位：",
            ),
            (
                "首页政府信息公开某县人民政府办公室关于节水的通知发布日期：2021-03-30来源：某县人民政府办公室\
                 某政办〔2021〕8号各乡镇人民政府：",
                "首页政府信息公开|某县人民政府办公室关于节水的通知|发布日期：2021-03-30|来源：某县人民政府办公室|\
                 某政办〔2021〕8号|各乡镇人民政府：",
            ),
            (
                "当前位置：首页 滑县水利局等三部门关于节水的通知 时间：2021-03-30 微信 QQ空间 \
                 滑县水利局 滑县财政局 河南银保监局滑县监管组 文件 滑水〔2021〕8号 \
                 滑县水利局等三部门关于节水的通知 各乡镇人民政府：",
                "当前位置：首页|滑县水利局等三部门关于节水的通知|时间：2021-03-30|微信QQ空间|\
                 滑县水利局滑县财政局河南银保监局滑县监管组文件|滑水〔2021〕8号|\
                 滑县水利局等三部门关于节水的通知|各乡镇人民政府：",
            ),
            (
                "当前位置：首页 滑县水利局等三部门关于加强节水的通知 微信 QQ空间 滑水〔2021〕8号 \
                 滑县水利局 滑县财政局 关于加强节水的通知 各乡镇人民政府：",
                "当前位置：首页滑县水利局等三部门|关于加强节水的通知|微信QQ空间|滑水〔2021〕8号|\
                 滑县水利局滑县财政局关于加强节水的通知|各乡镇人民政府：",
            ),
            (
                "滑县水利局 中国人民银行滑县支行 文件 滑水〔2021〕8号 \
                 滑县水利局等两部门关于加强节水的通知 各乡镇人民政府：",
                "滑县水利局中国人民银行滑县支行文件|滑水〔2021〕8号|\
                 滑县水利局等两部门关于加强节水的通知|各乡镇人民政府：",
            ),
            (
                "滑县水利局关于印发滑县节水事项清单（2021年版）的通知滑水〔2021〕8号各乡镇人民政府：",
                "滑县水利局关于印发滑县节水事项清单（2021年版）的通知|滑水〔2021〕8号|各乡镇人民政府：",
            ),
            (
                "滑水〔2021〕8号滑县水利局关于印发滑县节水规划（一期）工作方案的通知各乡镇人民政府：",
                "滑水〔2021〕8号|滑县水利局关于印发滑县节水规划（一期）工作方案的通知|各乡镇人民政府：",
            ),
            (
                "关于印发贯彻落实《节水实施细则》措施的通知滑水〔2021〕8号各乡镇人民政府：",
                "关于印发贯彻落实《节水实施细则》措施的通知|滑水〔2021〕8号|各乡镇人民政府：",
            ),
        ] {
            let (raw, mut text, mut line) =
                (format!("{head}{notice}"), Text::default(), Line::default());
            normalize::line(&raw, 0, &mut line);
            text.append(&line);
            let mut lines = Vec::new();
            cut(&text, 0..text.as_str().len(), None, &mut lines);
            let told: Vec<&str> = lines.iter().map(|line| text.get(line.clone())).collect();
            assert_eq!(told[..told.len() - 1].join("|"), expected.replace(' ', ""));
        }
    }
}
