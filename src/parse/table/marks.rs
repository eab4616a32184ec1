//! Marks in cells, and what they say about the body in the header: `√`, `★`, `牵头`.
//!
//! A legend such as `★牵头 △配合`, in the table or near it, says what a sign means; a tick without
//! a legend means that the body is responsible.

use std::collections::BTreeMap;

use super::cell::Cell;
use crate::clause::role_of;
use crate::lexicon::roles::{Stands, role_words};
use crate::read::table::BREAK;

/// The label of a body whose mark has no meaning of its own.
pub(super) const RESPONSIBLE: &str = "责任单位";
/// Signs, each with all the ways it is drawn.
const SIGNS: &[(char, &str)] = &[
    ('√', "√✓✔☑✅∨Ⅴ"),
    ('●', "●⚫⬤"),
    ('○', "○〇◯⚪"),
    ('◎', "◎⊙☉"),
    ('★', "★⭐"),
    ('☆', "☆"),
    ('▲', "▲"),
    ('△', "△"),
    ('▼', "▼"),
    ('▽', "▽"),
    ('◆', "◆"),
    ('◇', "◇"),
    ('■', "■"),
    ('□', "□"),
    ('※', "※"),
    ('＊', "＊*"),
    ('＃', "#＃"),
    ('〓', "〓"),
];
/// Signs that just mark a body, if no other sign is used.
const PLAIN: [char; 6] = ['√', '●', '○', '◎', '◆', '■'];
/// Words that mean yes.
const YES: &[&str] = &["是", "有", "Y", "y", "V", "v"];
/// Abbreviations of roles.
const SHORT: &[(&str, &str)] = &[
    ("牵", "牵头单位"),
    ("主", "牵头单位"),
    ("责", RESPONSIBLE),
    ("负", RESPONSIBLE),
    ("配", "配合单位"),
    ("协", "配合单位"),
    ("辅", "配合单位"),
    ("参", "参与单位"),
];
/// The maximum length of a mark, in characters.
const LONGEST: usize = 8;
/// How many characters after a sign may explain it.
const REACH: usize = 16;

/// What a cell says about the body in the header.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// A sign that needs a legend.
    Sign(char),
    /// The label of a clause.
    Label(String),
}

impl Mark {
    /// Returns the label, if it is one.
    pub(super) fn into_label(self) -> Option<String> {
        if let Self::Label(label) = self { Some(label) } else { None }
    }
}

/// Reads a cell as a mark. Returns `None` if it says something else.
pub(super) fn mark(cell: &Cell) -> Option<Mark> {
    let text: String = cell.raw.replace(BREAK, "").chars().filter(|c| !c.is_whitespace()).collect();
    let bare = text.trim_matches(['（', '）', '(', ')', '“', '”']);
    if bare.is_empty() || bare.chars().count() > LONGEST {
        return None;
    }
    let mut signs = bare.chars().map(sign);
    let first = signs.next()?;
    if let Some(one) = first.filter(|one| signs.all(|other| other == Some(*one))) {
        return Some(Mark::Sign(one));
    }
    if YES.contains(&bare) {
        return Some(Mark::Sign('√'));
    }
    let word = bare.trim_matches(|c: char| sign(c).is_some() || "（）()、".contains(c));
    let short =
        SHORT.iter().find(|(short, _)| *short == word).map(|(_, label)| (*label).to_owned());
    short.or_else(|| role_label(word)).map(Mark::Label)
}

/// Whether a cell says that the body has nothing to do.
pub(super) fn is_no(cell: &Cell) -> bool {
    cell.is_nothing() || matches!(cell.raw, "×" | "✗" | "✘" | "x" | "X" | "否")
}

/// The sign that a character stands for.
pub(super) fn sign(c: char) -> Option<char> {
    SIGNS.iter().find(|(_, drawn)| drawn.contains(c)).map(|(one, _)| *one)
}

/// The label for a word: 牵头单位 for 牵头. A word that is a label is returned as it is.
fn role_label(word: &str) -> Option<String> {
    if role_of(word).is_some() && word.chars().count() > 2 {
        return Some(word.to_owned());
    }
    let rest = word.trim_end_matches(['方', '者']);
    let known = role_words().iter().find(|one| one.can_be(Stands::Label) && one.word == rest)?;
    Some(format!("{}单位", known.word))
}

/// The labels that signs stand for.
#[derive(Debug, Default)]
pub(super) struct Legend(BTreeMap<char, String>);

impl Legend {
    /// Reads a legend from these lines.
    pub(super) fn of<'t>(lines: impl Iterator<Item = &'t str>) -> Self {
        let mut legend = BTreeMap::new();
        for line in lines {
            for (sign, label) in meanings(line) {
                legend.entry(sign).or_insert(label);
            }
        }
        Self(legend)
    }

    /// The label for a body with a mark. Returns `None` if nothing explains the mark.
    pub(super) fn label(&self, mark: &Mark, is_only: bool, over: Option<&str>) -> Option<String> {
        match mark {
            Mark::Label(label) => Some(label.clone()),
            Mark::Sign(sign) => self.0.get(sign).cloned().or_else(|| {
                let speaks = *sign == '√' && self.0.is_empty()
                    || is_only && (PLAIN.contains(sign) || over.is_some());
                speaks.then(|| over.unwrap_or(RESPONSIBLE).to_owned())
            }),
        }
    }
}

/// The signs in a line with their meanings, which follow the signs, `★牵头`, or precede them,
/// `牵头单位（★）`.
fn meanings(line: &str) -> Vec<(char, String)> {
    let found: Vec<(usize, usize, char)> =
        line.char_indices().filter_map(|(at, c)| Some((at, at + c.len_utf8(), sign(c)?))).collect();
    let behind = |n: usize| {
        let end = found.get(n + 1).map_or(line.len(), |next| next.0);
        word_behind(line.get(found[n].1..end).unwrap_or_default())
    };
    let before = |n: usize| {
        let start = n.checked_sub(1).map_or(0, |last| found[last].1);
        word_before(line.get(start..found[n].0).unwrap_or_default())
    };
    let all = |read: &dyn Fn(usize) -> Option<String>| -> Vec<(char, String)> {
        (0..found.len()).filter_map(|n| Some((found[n].2, read(n)?))).collect()
    };
    let (behind, before) = (all(&behind), all(&before));
    let leads = found
        .first()
        .is_some_and(|first| word_before(line.get(..first.0).unwrap_or_default()).is_some());
    if leads && before.len() >= behind.len() { before } else { behind }
}

/// The label after a sign: `为牵头单位，`, `：配合`, `（牵头）`.
fn word_behind(text: &str) -> Option<String> {
    let text: String = text.chars().take(REACH).filter(|c| !c.is_whitespace()).collect();
    let text = text.trim_start_matches(|c: char| "：:=＝—-－→（(“”\"'》】〕）)".contains(c));
    let text = ["表示", "代表", "标注的", "标记的", "标识的", "指的是", "指", "为", "是", "的"]
        .iter()
        .fold(text, |text, word| text.strip_prefix(word).unwrap_or(text))
        .trim_start_matches(|c: char| "“”\"'（(：:".contains(c));
    let end = text.find(|c: char| "，。；、,;（）()“”\"'/|｜<".contains(c)).unwrap_or(text.len());
    label_in(text.get(..end)?)
}

/// The label before a sign: `牵头单位（`, `配合单位用“`, `牵头：`.
fn word_before(text: &str) -> Option<String> {
    let text = text
        .trim_end()
        .trim_end_matches(|c: char| "（(“\"'：:=＝—-－为是用以".contains(c) || c.is_whitespace());
    let start = text
        .char_indices()
        .rev()
        .find(|(_, c)| "，。；、,;（）()“”\"'：: \u{3000}".contains(*c))
        .map_or(0, |(at, c)| at + c.len_utf8());
    label_in(text.get(start..)?)
}

/// The label in a piece of a legend.
fn label_in(piece: &str) -> Option<String> {
    let piece = piece
        .trim_end_matches(['的', '用', '以'])
        .trim_end_matches("标注")
        .trim_end_matches("表示");
    role_label(piece).or_else(|| {
        let words =
            role_words().iter().filter(|one| one.can_be(Stands::Label) && piece.contains(one.word));
        // 主要责任单位 is not the same as 责任单位.
        let label =
            words.max_by_key(|one| one.word.len()).map(|one| format!("{}单位", one.word))?;
        Some(if piece.contains("主要责任") { "主要责任单位".to_owned() } else { label })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legends_tell_what_signs_mean() {
        let lead_and_support = [('★', "牵头单位"), ('△', "配合单位")];
        for line in [
            "★牵头 △配合",
            "注：★为牵头单位，△为配合单位。",
            "说明：“★”表示牵头，“△”表示配合",
            "（★：牵头单位；△：配合单位）",
            "牵头单位（★）、配合单位（△）",
            "牵头单位用★表示，配合单位用△表示",
            "牵头：★　配合：△",
        ] {
            let found = meanings(line);
            let found: Vec<_> = found.iter().map(|(sign, label)| (*sign, label.as_str())).collect();
            assert_eq!(found, lead_and_support, "{line}");
        }
        assert_eq!(meanings("★★★五星级标准"), []);
        assert_eq!(meanings("●主办 ○协办")[1], ('○', "协办单位".to_owned()));
    }

    #[test]
    fn a_cell_is_a_mark_or_says_something_else() {
        let read = |raw: &'static str| mark(&Cell { raw, at: 0, continued: false });
        let label = |label: &str| Some(Mark::Label(label.to_owned()));
        for (raw, expected) in [
            ("✓", Some(Mark::Sign('√'))),
            ("〇", Some(Mark::Sign('○'))),
            ("牵头", label("牵头单位")),
            ("主办单位", label("主办单位")),
            ("★牵头", label("牵头单位")),
            ("（配合）", label("配合单位")),
            ("协", label("配合单位")),
            ("县水利局", None),
            ("2024年6月", None),
            ("3", None),
            ("", None),
        ] {
            assert_eq!(read(raw), expected, "{raw}");
        }
    }
}
