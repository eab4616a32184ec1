//! Titles in marks: where they end if marks are nested, mixed or lost, which titles they quote, and
//! whether they name a normative document.

use std::ops::Range;

use super::relation;
use crate::affix::AnyOf;
use crate::bracket::Brackets;
use crate::context::{self, CLAUSE};
use crate::lexicon::divisions::divisions;
use crate::lexicon::unit_types::{Scheme, unit_types};
use crate::lexicon::{endings, kinds};

/// A title in 《 》.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Title {
    /// With its marks.
    pub(super) range: Range<usize>,
    /// Without its marks.
    pub(super) title: String,
    /// Titles quoted within it.
    pub(super) inner: Vec<String>,
}

/// The maximum length of a title, in characters.
const LONGEST: usize = 200;

/// Reads the title whose `《` is at byte `start`.
pub(super) fn read(text: &str, start: usize) -> Option<Title> {
    let tail = text.get(start..)?.strip_prefix('《')?;
    let (body, marks) = balanced(tail)
        .or_else(|| first_mark(tail))
        .or_else(|| unclosed(tail).map(|body| (body, 0)))?;
    let title = body.trim_matches(['，', '、']);
    let end = start + '《'.len_utf8() + body.len() + marks;
    (title.chars().count() > 1).then(|| Title {
        range: start..end,
        title: title.to_owned(),
        inner: inner(title),
    })
}

/// The body up to the mark that balances the opening one, and the length of that mark.
fn balanced(tail: &str) -> Option<(&str, usize)> {
    let near = context::first_chars(tail, LONGEST);
    let near = near.split(['。', '\n']).next()?;
    Brackets::TITLE.close(near).and_then(|at| Some((near.get(..at)?, '》'.len_utf8())))
}

/// The body up to the first `》`, for titles that lost marks inside.
fn first_mark(tail: &str) -> Option<(&str, usize)> {
    let (at, _) = tail
        .char_indices()
        .take(LONGEST)
        .take_while(|(_, c)| *c != '\n')
        .find(|(_, c)| *c == '》')?;
    let body = tail.get(..at)?;
    let is_next =
        |next: usize| body.get(..next).is_some_and(|head| head.ends_with(['、', '）', '和', '及']));
    match body.rfind('《').filter(|next| is_next(*next)) {
        Some(_) => None,
        None => Some((body, '》'.len_utf8())),
    }
}

/// For a title that lost its closing mark: the body up to a stop or bracket, if it ends with a kind
/// of document.
fn unclosed(tail: &str) -> Option<&str> {
    let head = context::after(tail, 0, &['。', '，', '；', '、', '（', '\n', '《']);
    let body = head.trim_end_matches("精神").trim_end_matches("要求").trim_end_matches("等");
    kinds::UNCLOSED.close(body).then_some(body)
}

/// Titles quoted in a title: `关于印发〈甲〉〈乙〉的通知` has 甲 and 乙. If a closing mark was
/// lost, the title ends before `的通知`.
fn inner(title: &str) -> Vec<String> {
    let (held, unclosed) = Brackets::TITLE.held(title);
    let unclosed = unclosed.map(|rest| rest.trim_end_matches("的通知"));
    held.into_iter().chain(unclosed).map(str::to_owned).collect()
}

/// Whether a text ends with the name of a body that issues documents.
pub(super) fn ends_as_an_issuer(text: &str) -> bool {
    endings::ISSUING.close(text)
}

/// Prepends the issuer to `关于…的意见` if its name directly precedes the marks:
/// `落实国务院办公厅《关于…的意见》`.
pub(super) fn with_issuer(text: &str, title: &str, start: usize) -> Option<String> {
    if !title.starts_with("关于") {
        return None;
    }
    let clause = context::before(text, start, CLAUSE);
    let issuer =
        relation::strong(clause).map_or(clause, |verb| clause.get(verb.end..).unwrap_or_default());
    let is_body = ends_as_an_issuer(issuer) && issuer.chars().all(context::is_han);
    let is_one = issuer.chars().count() > 2
        && !issuer.contains_any(&["等", "和", "及", "与", "我", "各", "转发", "印发", "本"]);
    let is_whole = issuer.starts_with_any(&["中共中央", "国务院", "国家", "全国", "最高人民"])
        || unit_types().find(Scheme::National, issuer).is_some()
        || divisions().leading(issuer).is_some();
    (is_body && is_one && is_whole).then(|| format!("{issuer}{title}"))
}

/// Whether a title names a law, regulation, plan, opinion or the like, rather than a newspaper, a
/// book or a form.
pub(super) fn is_normative(title: &str) -> bool {
    !kinds::OTHER.close(title)
        && (!title.ends_with('表') || kinds::OF_TITLE.close(title))
        && !title.starts_with("习近平谈")
        && !title.starts_with("习近平关于")
        && !title.starts_with("论坚持")
}

/// Whether what stands before or behind the title at `start` makes it that of a film, a song or a
/// book: `专题片《甲》`, `《甲》电视专题片`.
pub(crate) fn is_work(text: &str, start: usize) -> bool {
    const BEFORE_KIND: [&str; 6] = ["等", "电视", "专题", "系列", "大型", "主题"];
    let before = context::last_chars(text, start, 4);
    let title = text.get(start..).map_or("", |tail| context::first_chars(tail, LONGEST));
    let (title, mut behind) = title.split_once('》').unwrap_or_default();
    let mut is_kind = || loop {
        let rest = behind.strip_any_prefix(&BEFORE_KIND);
        match rest {
            _ if behind.starts_with_any(&kinds::WORKS) => return true,
            Some(rest) => behind = rest,
            None => return false,
        }
    };
    let is_document = kinds::OF_TITLE.close(title) || title.ends_with('法');
    kinds::OF_WORK.close(before) || !is_document && is_kind()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_end_where_their_marks_do() {
        for (text, title, names) in [
            ("《信访工作条例》，践行", "信访工作条例", vec![]),
            (
                "《关于印发〈甲方案〉〈乙办法〉的通知》（",
                "关于印发〈甲方案〉〈乙办法〉的通知",
                vec!["甲方案", "乙办法"],
            ),
            ("《关于印发《甲方案》的通知》，", "关于印发《甲方案》的通知", vec!["甲方案"]),
            (
                "《关于印发〈甲方案的通知》（国发〔2018〕1号）",
                "关于印发〈甲方案的通知",
                vec!["甲方案"],
            ),
            ("《关于印发〈甲方案》的通知》，", "关于印发〈甲方案》的通知", vec!["甲方案"]),
            ("《优化营商环境条例，打造", "优化营商环境条例", vec![]),
            ("《甲方案、《乙办法》，", "甲方案", vec![]),
        ] {
            let read = read(text, 0).expect("it is a title");
            assert_eq!(read.title, title);
            assert_eq!(read.inner, names, "{text}");
        }
        assert_eq!(read("《", 0), None);
    }
}
