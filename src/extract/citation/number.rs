//! Numbers of documents, `国办发〔2022〕27号` and `国务院令第722号`, repaired where brackets or `号` were lost.

use std::sync::LazyLock;

use regex::Regex;

/// A number right behind a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// In the form 国办发〔2022〕27号.
    pub(super) repaired: String,
    /// As it stands, where that differs.
    pub(super) raw: Option<String>,
}

/// Issuer, year and serial: 国办发〔2022〕27号, 国办发〔202227号, 法政〔20231; the year has four digits, the rest is the serial.
static SERIAL: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"\A(?P<who>[\p{Han}A-Za-z]{1,16}?)[〔（]?(?P<year>(?:19|20)[0-9]{2})[〕）]?(?P<th>第?)(?P<n>[0-9]{1,4})(?P<no>号?)";
    Regex::new(pattern).expect("the pattern is one")
});

/// An order or announcement: 国务院令第722号, 中华人民共和国主席令第八十四号, 公告2021年第5号.
static ORDER: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"\A(?:[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)?(?P<order>[\p{Han}]{0,20}?(?:令|公告|通告)(?:〔?[0-9]{4}〕?年?)?第?[0-9一二三四五六七八九十百零〇]{1,5}号)";
    Regex::new(pattern).expect("the pattern is one")
});

/// The numbers that stand right behind the byte `at`, in brackets or bare, and where they end.
pub(super) fn behind(text: &str, at: usize) -> (Vec<Number>, usize) {
    let tail = text.get(at..).unwrap_or_default();
    let opened = tail.strip_prefix(['（', '〔']);
    let mut rest = opened.unwrap_or(tail);
    if !rest.starts_with(is_issuer) {
        return (Vec::new(), at);
    }
    let mut numbers = Vec::new();
    while let Some((number, len)) = read(rest, opened.is_some()) {
        numbers.push(number);
        rest = rest.get(len..).unwrap_or_default();
        match rest.strip_prefix(['、', '，', '和', '；']).filter(|next| opened.is_some() && read(next, true).is_some())
        {
            Some(next) => rest = next,
            None => break,
        }
    }
    if numbers.is_empty() {
        return (numbers, at);
    }
    let end = text.len() - rest.len();
    (numbers, end + opened.map_or(0, |_| closing(rest)))
}

/// Bytes up to and with the bracket that closes, where it is near: `，以下简称《通知》）`.
fn closing(rest: &str) -> usize {
    let near = rest.char_indices().take(40).take_while(|(_, c)| !matches!(c, '。' | '；' | '\n' | '（' | '《'));
    let close = near.into_iter().find(|(_, c)| matches!(c, '）' | '〕'));
    close.map_or(0, |(at, c)| at + c.len_utf8())
}

fn is_issuer(c: char) -> bool {
    crate::extract::context::is_han(c) || c.is_ascii_digit()
}

/// Reads the number at the begin of `text`; a bare one must be whole.
fn read(text: &str, in_bracket: bool) -> Option<(Number, usize)> {
    if let Some(found) = ORDER.captures(text).filter(|_| in_bracket) {
        let number = Number { repaired: found["order"].to_owned(), raw: None };
        return Some((number, found[0].len()));
    }
    let found = SERIAL.captures(text)?;
    let raw = found[0].to_owned();
    let is_marked = raw.contains(['〔', '〕', '（']) || !found["no"].is_empty();
    let repaired = format!("{}〔{}〕{}{}号", &found["who"], &found["year"], &found["th"], &found["n"]);
    let is_date = found["who"].ends_with(['至', '于', '自']);
    if is_date || !is_marked || (!in_bracket && raw != repaired) {
        return None;
    }
    let len = raw.len();
    Some((Number { raw: (raw != repaired).then_some(raw), repaired }, len))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> (Option<String>, Option<String>) {
        let (numbers, _) = behind(text, 0);
        numbers.into_iter().next().map_or((None, None), |number| (Some(number.repaired), number.raw))
    }

    #[test]
    fn numbers_are_read_and_repaired() {
        for (text, repaired, raw) in [
            ("（国办发〔2022〕27号），", Some("国办发〔2022〕27号"), None),
            ("（国办发〔202227号）", Some("国办发〔2022〕27号"), Some("国办发〔202227号")),
            ("（法政〔20231）", Some("法政〔2023〕1号"), Some("法政〔20231")),
            ("（芜政〔201836）", Some("芜政〔2018〕36号"), Some("芜政〔201836")),
            ("（国办发（2022）27号）", Some("国办发〔2022〕27号"), Some("国办发（2022）27号")),
            ("（发改价格〔2017〕790号，以下简称《通知》）", Some("发改价格〔2017〕790号"), None),
            ("（国务院令第722号）", Some("国务院令第722号"), None),
            ("（中华人民共和国主席令第八十四号）", Some("中华人民共和国主席令第八十四号"), None),
            ("（农业农村部公告2021年第5号）", Some("农业农村部公告2021年第5号"), None),
            ("国发〔2018〕42号）", Some("国发〔2018〕42号"), None),
            ("（2021—2025年）", None, None),
            ("（试行）", None, None),
            ("（以下简称《条例》）", None, None),
            ("精神，到2025年", None, None),
        ] {
            assert_eq!(one(text), (repaired.map(str::to_owned), raw.map(str::to_owned)), "{text}");
        }
    }

    #[test]
    fn a_bracket_may_hold_two() {
        let text = "（国办发〔2016〕82号、国办发〔2018〕117号）停止";
        let (numbers, end) = behind(text, 0);
        assert_eq!(numbers.len(), 2);
        assert_eq!(text.get(end..), Some("停止"));
    }
}
