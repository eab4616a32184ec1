//! Short forms of titles, defined behind them: `《甲条例》（以下简称“条例”）`.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::title::Title;
use crate::affix::AnyOf;
use crate::characters::han_regex;
use crate::context;

/// A short form defined after a title: `（以下简称“条例”）`,
/// `（国发〔2018〕1号，以下简称条例）`.
static SHORT: LazyLock<Regex> = LazyLock::new(|| {
    let before = "(?:（(?:[^（）。《》]{0,40}?[，、；：])?|，)";
    han_regex(&format!(
        r"\A{before}(?:(?:以下|下文)?(?:简称|统称)|下称)为?：?[“《]?(?P<short>\p{{Han}}{{2,12}})[”》]?[）；，。]"
    ))
    .expect("the pattern is one")
});

/// Whether the title at `start` is an abbreviation just being defined: `以下简称《通用目录》`.
pub(super) fn is_abbreviation(text: &str, start: usize) -> bool {
    let head = context::last_chars(text, start, 6).trim_end_matches(['“', '：']);
    head.ends_with_any(&["简称", "以下统称", "下称"])
}

/// Returns an abbreviation defined here and the title it stands for. It follows the title,
/// `《甲条例》（国发〔2018〕1号，以下简称“条例”）`, or is itself in marks and refers to the title
/// before it.
pub(super) fn abbreviated(text: &str, title: &Title, end: usize) -> Option<(String, String)> {
    if is_abbreviation(text, title.range.start) {
        return Some((title.title.clone(), defined(text, title.range.start)?));
    }
    let mut tails = [title.range.end, end].into_iter().filter_map(|at| text.get(at..));
    let short = tails.find_map(short_form)?["short"].to_owned();
    Some((short, title.title.clone()))
}

/// The definition of a short form with which the text after a title begins.
fn short_form(tail: &str) -> Option<Captures<'_>> {
    /// Within how many characters after a title it may be abbreviated.
    const NEAR: usize = 60;
    context::first_chars(tail, NEAR).contains('称').then(|| SHORT.captures(tail))?
}

/// The text after the short form of a title in brackets, if it has one: 和 of
/// `（以下简称《办法》）和`.
pub(super) fn behind_short_form(tail: &str) -> &str {
    let defined = short_form(tail).filter(|found| found[0].ends_with('）'));
    defined.and_then(|found| tail.get(found[0].len()..)).unwrap_or(tail)
}

/// The title that the abbreviation at `start` stands for: the last one before it.
pub(super) fn defined(text: &str, start: usize) -> Option<String> {
    let before = context::before(text, start, &['\n']);
    let (_, full) = before.rsplit_once('《')?;
    Some(full.split('》').next().unwrap_or(full).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_title_stands_for_the_one_before() {
        let text = "更新到《陕西省三级中介服务事项通用目录》（以下简称《通用目录》）";
        let start = text.rfind('《').expect("the text has it");
        assert_eq!(defined(text, start).as_deref(), Some("陕西省三级中介服务事项通用目录"));
        assert!(is_abbreviation(text, start));
        assert!(!is_abbreviation(text, text.find('《').expect("the text has it")));
    }
}
