//! Document numbers, `国办发〔2022〕27号` and `国务院令第722号`, repaired if they lost brackets or
//! `号`.

mod words;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use self::words::without_words;
use crate::affix::AnyOf;
use crate::characters::han_regex;
use crate::context;
use crate::patterns::{Pattern, pattern};
use crate::words::Words;

/// A number next to a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// In the form 国办发〔2022〕27号.
    pub(super) repaired: String,
    /// As written, if that differs.
    pub(super) raw: Option<String>,
}

/// The number, if there is one, and how it is written if that differs.
pub(super) fn unzip(number: Option<Number>) -> (Option<String>, Option<String>) {
    number.map_or((None, None), |number| (Some(number.repaired), number.raw))
}

/// Issuer, year and serial number: 国办发〔2022〕27号, 国办发〔202227号, 法政〔20231,
/// 农（经）发〔2018〕5号. The year has four digits; the rest is the serial number.
static SERIAL: LazyLock<Regex> = LazyLock::new(|| {
    let who = r"(?P<who>[\p{Han}A-Za-z]{1,16}?(?:（\p{Han}{1,4}）\p{Han}{0,6}?)?)";
    let year = "[〔（〈「]?(?P<year>(?:19|20)[0-9]{2})[〕）〉」]?";
    han_regex(&format!(r"\A{who}{year}(?P<th>第?)(?P<n>[0-9]{{1,4}})(?P<no>号?)"))
        .expect("the pattern is one")
});

/// The numeral of an order.
const COUNT: &str = "(?:[0-9]{1,5}|[一二三四五六七八九十百零〇]{1,8})";

/// An order or announcement: 国务院令第722号, 中华人民共和国主席令第八十四号, 公告2021年第5号,
/// 国务院第722号令.
static ORDER: LazyLock<Regex> = LazyLock::new(|| {
    let day = "(?:[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)?";
    let year = "(?:〔?[0-9]{4}〕?年?)?";
    let behind =
        format!("[\\p{{Han}}、]*?(?:令|公告|通告)(?:{year}第?{COUNT}号|（{year}第?{COUNT}号）)");
    let before = format!("\\p{{Han}}*?{year}第{COUNT}号(?:令|公告|通告)");
    han_regex(&format!(r"\A{day}(?P<order>{behind}|{before})")).expect("the pattern is one")
});

/// The number of a standard: GB5749—2022, GB/T 9704-2012, DB41/1083-2015.
const STANDARD: &str = "[A-Z]{2,4}(?:[0-9]{2})?(?:/[A-Z])?(?:/| )?\
     [0-9]{1,6}(?:\\.[0-9]{1,3})?[—–－-]{1,2}(?:19|20)[0-9]{2}";

/// What brackets behind a title may hold besides: the number of a standard, or the number of an
/// announcement that the title calls one.
static OTHER: Pattern =
    pattern!(&format!(r"\A(?:(?P<standard>{STANDARD})|(?:19|20)[0-9]{{2}}年第{COUNT}号)"));

/// A number with everything that belongs to it.
const COMPLETE: &str = r"\p{Han}{1,12}[〔（](?:19|20)[0-9]{2}[〕）]第?[0-9]{1,4}号";

/// A complete number at the end of a text, possibly followed by 文件: `按照国发〔2018〕42号文件`.
static LAST: Pattern = pattern!(&format!(r"(?P<number>{COMPLETE}|{STANDARD})(?:文件?)?）?\z"));

/// Complete numbers anywhere, of documents and of orders.
static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
    let ends = "(?:国务院|主席|政府|部|委员会|局|署|会)";
    let body = format!(r"(?:\p{{Han}}{{1,12}}{ends}、)?\p{{Han}}{{0,12}}{ends}");
    let order = format!("{body}(?:令第{COUNT}号|公告(?:19|20)[0-9]{{2}}年第{COUNT}号)");
    han_regex(&format!(
        r"{COMPLETE}|{order}|GB(?:/[A-Z])? ?[0-9]{{1,6}}[—–－-]{{1,2}}(?:19|20)[0-9]{{2}}"
    ))
    .expect("the pattern is one")
});

/// The maximum length of a complete number before its year, and after it, in characters.
const LONGEST: usize = 18;

/// The number that ends at byte `at`, and where it begins: `国发〔2018〕42号《…》`,
/// `国务院令第722号《…》`.
pub(super) fn before(text: &str, at: usize) -> Option<(Number, usize)> {
    let head = context::last_chars(text, at, 40);
    let order = head.ends_with('号').then(|| bare(head).last()).flatten();
    if let Some(order) = order.filter(|order| order.end == head.len()) {
        let number = repaired(head.get(order.clone())?);
        return Some((number, at - head.len() + order.start));
    }
    let found = LAST.captures(head)?.name("number")?;
    let written = without_words(found.as_str());
    let start = at - head.len() + found.end() - written.len();
    Some((repaired(written), start))
}

/// A complete number with the brackets that belong around its year: 豫政办（2023）8号.
pub(super) fn repaired(written: &str) -> Number {
    static YEAR: Pattern = pattern!("（((?:19|20)[0-9]{2})）");
    let repaired = YEAR.replace(written, "〔$1〕").into_owned();
    Number { raw: (repaired != written).then(|| written.to_owned()), repaired }
}

/// Complete numbers in a text, even without a title: `按照国办发〔2022〕27号文件要求`.
pub(super) fn bare(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    // A number has its year in brackets, or belongs to an order.
    static SIGNS: LazyLock<Words> = LazyLock::new(|| {
        Words::new(["〔19", "〔20", "（19", "（20", "令第", "公告19", "公告20", "GB"])
    });
    context::near(text, &WHOLE, &SIGNS, LONGEST).map(|found| {
        let number = text.get(found.clone()).unwrap_or_default();
        found.end - without_words(number).len()..found.end
    })
}

/// The numbers that begin at byte `at`, with or without brackets, and where they end.
pub(super) fn behind(text: &str, at: usize) -> (Vec<Number>, usize) {
    let tail = text.get(at..).unwrap_or_default();
    let opened = tail.strip_prefix(['（', '〔']);
    let mut rest = opened.unwrap_or(tail);
    if !rest.starts_with(is_issuer) {
        return (Vec::new(), at);
    }
    let mut numbers = Vec::new();
    if let Some((number, len)) = opened.and_then(|rest| other(text, at, rest)) {
        return (
            vec![number],
            at + tail.len() - rest.len() + len + closing(rest.get(len..).unwrap_or_default()),
        );
    }
    while let Some((number, len)) = read(rest, opened.is_some()) {
        numbers.push(number);
        rest = rest.get(len..).unwrap_or_default();
        match rest
            .strip_prefix(['、', '，', '和', '；'])
            .filter(|next| opened.is_some() && read(next, true).is_some())
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

/// The number of a standard, or of an announcement that the title before byte `at` calls one, at
/// the beginning of a bracket.
fn other(text: &str, at: usize, rest: &str) -> Option<(Number, usize)> {
    if !rest.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase()) {
        return None;
    }
    let found = OTHER.captures(rest)?;
    let title = context::last_chars(text, at, 4).trim_end_matches('》');
    let is_announced = || title.ends_with_any(&["公告", "通告", "令"]);
    let written = found.get(0)?.as_str().to_owned();
    let len = written.len();
    (found.name("standard").is_some() || is_announced())
        .then_some((Number { repaired: written, raw: None }, len))
}

/// The length up to and including the closing bracket, if it is near: `，以下简称《通知》）`.
fn closing(rest: &str) -> usize {
    let near = rest
        .char_indices()
        .take(40)
        .take_while(|(_, c)| !matches!(c, '。' | '；' | '\n' | '（' | '《'));
    let close = near.into_iter().find(|(_, c)| matches!(c, '）' | '〕'));
    close.map_or(0, |(at, c)| at + c.len_utf8())
}

fn is_issuer(c: char) -> bool {
    crate::context::is_han(c) || c.is_ascii_digit() || c.is_ascii_uppercase()
}

/// Reads the number at the beginning of `text`. Outside brackets it must be complete.
fn read(text: &str, in_bracket: bool) -> Option<(Number, usize)> {
    /// How long the words before the digits of a number may be, in characters.
    const REACH: usize = 64;
    /// The maximum length of an order with its issuer, in characters.
    const LONGEST_ORDER: usize = 50;
    let figures = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百零〇".contains(c);
    if !context::first_chars(text, REACH).contains(figures) {
        return None;
    }
    if let Some(found) = in_bracket.then(|| ORDER.captures(text)).flatten()
        && found["order"].chars().nth(LONGEST_ORDER).is_none()
    {
        return Some((order(&found["order"]), found[0].len()));
    }
    let found = SERIAL.captures(text)?;
    let raw = found[0].to_owned();
    let is_marked = raw.contains(['〔', '〕', '（']) || !found["no"].is_empty();
    let repaired =
        format!("{}〔{}〕{}{}号", &found["who"], &found["year"], &found["th"], &found["n"]);
    let is_date = found["who"].ends_with(['至', '于', '自']);
    if is_date || !is_marked || (!in_bracket && raw != repaired) {
        return None;
    }
    let len = raw.len();
    Some((Number { raw: (raw != repaired).then_some(raw), repaired }, len))
}

/// Reads an order, restoring a lost 第: 国务院令722号.
fn order(written: &str) -> Number {
    let at = ["令", "公告", "通告"].iter().find_map(|word| Some(written.find(word)? + word.len()));
    let lost = at.and_then(|at| written.split_at_checked(at)).filter(|(_, count)| {
        count.starts_with(|c: char| c.is_ascii_digit()) && !count.contains(['年', '第', '〕'])
    });
    match lost {
        Some((who, count)) => {
            Number { repaired: format!("{who}第{count}"), raw: Some(written.to_owned()) }
        }
        None => Number { repaired: written.to_owned(), raw: None },
    }
}

#[cfg(test)]
mod tests;
