//! Writes every character one way: patterns are matched against this normal form, while quotations
//! come from the source.
//!
//! `(一) 强化依法决策意识`, `（一）强化依法决策意识` and `**(一)**强化依法决策意识` have the same
//! normal form. Half-width punctuation becomes full-width, full-width letters and digits
//! half-width; `[ ]` and `【 】` become `〔 〕`, `< >` becomes `〈 〉`; white space goes, except
//! between Latin words; Markdown marks go; radicals become the characters they look like. Nothing
//! is guessed here: lost characters stay lost.

use std::ops::Range;

use crate::context::{self, is_han};

use unicode_normalization::UnicodeNormalization;

use super::line::Line;
use super::misread;
use crate::characters::signs;
use crate::radical;

/// Invisible except at the end of a line.
const SOFT_HYPHEN: char = '\u{ad}';

/// Normalises the line `raw`, which begins at byte `base` of the source, into `line`.
pub(super) fn line(raw: &str, base: usize, line: &mut Line) {
    line_within(raw, base, false, line);
}

/// Like [`line`]; quotation marks may be open at its beginning.
pub(super) fn line_within(raw: &str, base: usize, mut quote_open: bool, line: &mut Line) {
    line.clear();
    let mut copied = Copied { raw, base, from: 0, line };
    let (mut title_open, mut space) = (false, false);
    let (mut before, mut end) = (None, 0);
    for (at, c) in signs(raw) {
        if at < end {
            continue;
        }
        if at > end {
            // The characters skipped by `signs` are Chinese, and it does not matter which.
            (before, space) = (Some('一'), false);
        }
        end = at + c.len_utf8();
        if matches!(c, '(' | '（') && before.is_some_and(is_han) {
            let len = pinyin(raw.get(end..).unwrap_or_default());
            if len > 0 {
                copied.leave_out(at..end + len);
                end += len;
                continue;
            }
        }
        if matches!(c, '、' | '，' | '。' | '；' | '：' | '（' | '）') {
            (before, space) = (Some(c), false);
            continue;
        }
        let next = || context::next(raw, end);
        if c == SOFT_HYPHEN && is_hyphen(before, next()) {
            copied.replace('-', at..end);
            before = Some('-');
            continue;
        }
        if is_blank(c) || c == '*' || (c == '#' && before.is_none()) {
            space |= c.is_whitespace() || c.is_control();
            copied.leave_out(at..end);
            continue;
        }
        if space && c.is_ascii_alphanumeric() && before.is_some_and(|c| c.is_ascii_alphabetic()) {
            copied.blank(at);
        }
        space = false;
        let normal = match c {
            '"' | '＂' if quote_open => '”',
            '"' | '＂' => '“',
            // Within 《 》 these quote a title; elsewhere they are ordinary brackets.
            '‹' if !title_open => '（',
            '›' if !title_open => '）',
            '0' | 'O' | 'o' | 'Ｏ' | 'l' | 'I' | '〇' | '○' => misread::figure(raw, at, c),
            _ => character(c, before, next),
        };
        quote_open = normal == '“' || quote_open && normal != '”';
        title_open = normal == '《' || title_open && normal != '》';
        if normal != c {
            copied.replace(normal, at..end);
        }
        before = Some(normal);
    }
    copied.up_to(raw.len());
}

/// The length of one syllable of pinyin and the bracket that ends it, as converters of scripts put
/// behind characters, `發(fā)`; 0 if there is none.
fn pinyin(behind: &str) -> usize {
    /// The maximum length of a syllable, in characters.
    const LONGEST: usize = 6;
    let close = behind.char_indices().take(LONGEST + 1).find(|(_, c)| matches!(c, ')' | '）'));
    let Some((end, close)) = close else { return 0 };
    let syllable = behind.get(..end).unwrap_or_default();
    let is_vowel = |c: char| TONES.contains(c) || matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'ü');
    let (initial, last) = match syllable.find(is_vowel) {
        Some(at) => syllable.split_at(at),
        None => return 0,
    };
    let is_one = initial.chars().all(|c| c.is_ascii_lowercase())
        && matches!(last.trim_start_matches(is_vowel), "" | "n" | "ng" | "r")
        && last.contains(|c| TONES.contains(c));
    if is_one { end + close.len_utf8() } else { 0 }
}

/// Vowels with the marks of tones.
const TONES: &str = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ";

/// Copies a raw line into its normal form, in runs as long as possible.
struct Copied<'a> {
    raw: &'a str,
    base: usize,
    /// Where the run not copied yet begins.
    from: usize,
    line: &'a mut Line,
}

impl Copied<'_> {
    /// Copies the text before `end`.
    fn up_to(&mut self, end: usize) {
        if let Some(run) = self.raw.get(self.from..end).filter(|run| !run.is_empty()) {
            self.line.copy(run, self.base + self.from);
        }
    }

    fn leave_out(&mut self, range: Range<usize>) {
        self.up_to(range.start);
        self.from = range.end;
    }

    fn replace(&mut self, normal: char, range: Range<usize>) {
        self.leave_out(range.clone());
        self.line.replace(normal, self.base + range.start, range.len());
    }

    /// Keeps one space before a letter, copied if the source has a plain one there.
    fn blank(&mut self, at: usize) {
        let before = context::previous(self.raw, at);
        let len = before.map_or(0, char::len_utf8);
        let source = self.base + at - len;
        match before {
            Some(' ') => self.line.copy(" ", source),
            _ => self.line.replace(' ', source, len),
        }
    }
}

/// Normalises a short text; line breaks are removed like other white space.
pub(super) fn normal(raw: &str) -> String {
    let mut normal = Line::default();
    line(raw, 0, &mut normal);
    normal.text
}

/// Whether a character is white space or invisible.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
        || matches!(c, '\u{e0100}'..='\u{e01ef}' | SOFT_HYPHEN)
}

/// Whether a soft hyphen between these characters is printed: fonts have one glyph for both
/// hyphens, and some PDF writers map it to the soft one.
fn is_hyphen(before: Option<char>, next: Option<char>) -> bool {
    let both = [before, next].map(|c| c.filter(char::is_ascii_alphanumeric));
    matches!(both, [Some(one), Some(other)] if one.is_ascii_digit() || other.is_ascii_digit())
}

/// The normal form of `c`, given its neighbours.
fn character(c: char, before: Option<char>, next: impl Fn() -> Option<char>) -> char {
    let in_number =
        || before.is_some_and(|c| c.is_ascii_digit()) && next().is_some_and(|c| c.is_ascii_digit());
    match c {
        ',' | ':' if in_number() => c,
        ':' if next() == Some('/') => c,
        ',' | '﹐' => '，',
        '﹑' => '、',
        ':' | '︰' | '﹕' | '∶' => '：',
        ';' | '﹔' => '；',
        '?' => '？',
        '!' => '！',
        '(' | '﹙' | '{' | '｛' => '（',
        ')' | '﹚' | '}' | '｝' => '）',
        '[' | '【' | '〖' | '［' | '﹝' => '〔',
        ']' | '】' | '〗' | '］' | '﹞' => '〕',
        '<' | '‹' | '＜' => '〈',
        '>' | '›' | '＞' => '〉',
        '．' | '﹒' => '.',
        '％' | '﹪' => '%',
        '－' | '‐' | '\u{2011}' | '−' | '﹣' => '-',
        '–' if in_number() => '-',
        '―' => '—',
        '︐' => '，',
        '､' => '、',
        '｡' => '。',
        '｢' | '﹁' => '「',
        '｣' | '﹂' => '」',
        '〝' => '“',
        '〞' | '〟' => '”',
        '︵' => '（',
        '︶' => '）',
        '＋' | '﹢' => '+',
        '＝' | '﹦' => '=',
        '／' => '/',
        '\u{2e80}'..='\u{2fdf}' => radical::unified(c).unwrap_or(c),
        '\u{f900}'..='\u{faff}' => compatible(c),
        '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => {
            char::from_u32(c as u32 - 0xfee0).unwrap_or(c)
        }
        _ => c,
    }
}

/// The character that a compatibility ideograph duplicates: `金` for `\u{f90a}`.
fn compatible(c: char) -> char {
    std::iter::once(c).nfkc().next().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::super::text::Text;
    use super::*;

    #[test]
    fn one_way_to_write_each_character() {
        for (raw, expected) in [
            ("## **(一)** 强化 依法决策意识", "（一）强化依法决策意识"),
            (
                "[牵头县领导: 王永涛; 各镇(园区), 县政府]",
                "〔牵头县领导：王永涛；各镇（园区），县政府〕",
            ),
            ("国办发[2022]27号,1,000 项 1.5:1", "国办发〔2022〕27号，1,000项1.5:1"),
            ("皖事通 APP and 标准 open data", "皖事通APP and标准open data"),
            ("升级“12345\"热线和\"一网通办”平台", "升级“12345”热线和“一网通办”平台"),
            ("《甲‹乙›丙》，各县‹市、区›政府", "《甲〈乙〉丙》，各县（市、区）政府"),
            ("１．２０２４年\"好\"", "1.2024年“好”"),
            ("{县水利局牵头，县统计局配合}", "（县水利局牵头，县统计局配合）"),
            ("2024年l2月底前达到9O%", "2024年12月底前达到90%"),
            ("2024\u{ad}2026年5\u{ad}8公里", "2024-2026年5-8公里"),
            ("节\u{ad}水tech\u{ad}nology", "节水technology"),
            ("（⼀）县⽔利局、有关部⻔、\u{f90a}融局", "（一）县水利局、有关部门、金融局"),
            ("州政發(fā)〔2020〕5號，區（qū）衛(wèi)生", "州政發〔2020〕5號，區衛生"),
            ("咖啡馆(café)、节水(jie)、（shuǐ）", "咖啡馆（café）、节水（jie）、（shuǐ）"),
            ("5–8公里，2024‑2026年，完\u{2060}成", "5-8公里，2024-2026年，完成"),
        ] {
            assert_eq!(normal(raw), expected);
        }
    }

    #[test]
    fn every_piece_leads_back_to_its_source() {
        let raw = "（三）**落实 (国办发[2022]27号)** 的 要求";
        let (mut text, mut buffer) = (Text::default(), Line::default());
        line(raw, 0, &mut buffer);
        text.append(&buffer);
        let at = text.as_str().find("国办发〔2022〕27号").expect("the number is there");
        let span = text.span(at..at + "国办发〔2022〕27号".len());
        assert_eq!(span.of(raw), "国办发[2022]27号");
        assert_eq!(text.span(0..text.as_str().len()).of(raw), raw);
        for blank in [" ", "\u{3000}", "\u{2003}\u{200b}"] {
            let raw = format!("open{blank}data");
            line(&raw, 0, &mut buffer);
            assert_eq!(buffer.text, "open data");
            let places = [buffer.source(4), buffer.source_end(5)];
            assert!(places.iter().all(|at| raw.is_char_boundary(*at)), "{places:?} in {raw}");
        }
    }
}
