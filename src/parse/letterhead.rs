//! The elements of an official document (GB/T 9704-2012, 7.2–7.4): 发文机关标志, 发文字号, 标题,
//! 主送机关, 署名, 成文日期, 附注, 印发机关.
//!
//! Works on blocks, which are ranges of the normalised text; the caller removes what an element
//! takes from the body.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::genre;
use super::text::Text;
use crate::bracket::split;
use crate::characters::han_regex;
use crate::clause::is_second_half;
use crate::numeral;

mod issuers;

pub(super) use issuers::{
    ends_body, gaps, is_body_name, masthead_issuers, minutes_issuer, side_by_side, title_issuers,
};

/// A block of text, in normal offsets.
pub(super) type Block = Range<usize>;

/// What a letterhead says, each part with its place.
#[derive(Clone, Debug, Default)]
pub struct Letterhead {
    /// 文种.
    pub kind: String,
    /// 标题.
    pub title: Option<Part>,
    /// The title as written, if a lost character was restored in it.
    pub raw_title: Option<String>,
    /// 发文字号.
    pub number: Option<Part>,
    /// 发文机关标志.
    pub masthead: Option<Part>,
    /// 署名, or the issuers at the beginning of the title.
    pub issuers: Vec<Part>,
    /// 主送机关.
    pub addressees: Vec<Part>,
    /// 成文日期.
    pub date: Option<Dated>,
    /// 印发机关.
    pub printed_by: Option<Part>,
    /// 印发日期.
    pub printed_date: Option<Date>,
    /// 主办, 督办: each label with the names after it.
    pub hosts: Vec<(Part, Part)>,
    /// What the web page around a copy says.
    pub web: Vec<(&'static str, String)>,
    /// What the fields of a copy declare, used if the document itself does not say it.
    pub(super) declared: Declared,
}

/// What the fields of a copy declare.
#[derive(Clone, Debug, Default)]
pub(super) struct Declared {
    pub(super) title: Option<Part>,
    pub(super) issuer: Option<Part>,
    pub(super) date: Option<Dated>,
}

/// A part of the letterhead: its normalised text and its place in normal offsets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The text, repaired.
    pub text: String,
    /// Its place.
    pub range: Block,
}

/// A date and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// The date.
    pub date: Date,
    /// As written, if characters were lost.
    pub raw: Option<String>,
    /// Its place.
    pub range: Block,
}

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    han_regex(
        r"^[（〔]?(?:(?:发文字号|发文文号|文号|字号)[：〕]*)?(\p{Han}{1,16})[〔（]?((?:19|20)[0-9]{2})[〕）]?第?([0-9]{1,4})号?）?$",
    )
    .expect("the pattern is fixed")
});
static ORDER: LazyLock<Regex> = LazyLock::new(|| {
    han_regex(
        r"^（?(\p{Han}{2,30}令（?第?(?:[0-9]{1,4}|[一二三四五六七八九十百〇零]{1,7})号）?)）?$",
    )
    .expect("the pattern is fixed")
});
static SERIAL: LazyLock<Regex> = LazyLock::new(|| {
    han_regex(
        r"^（?((?:〔(?:19|20)[0-9]{2}〕|(?:19|20)[0-9]{2}年)?第?(?:[0-9]{1,4}|[一二三四五六七八九十百〇零]{1,7})[号期])）?(?:（总第?[0-9]{1,5}期）)?$",
    )
    .expect("the pattern is fixed")
});
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    han_regex(r"^（?([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日）?$").expect("the pattern is fixed")
});
static HAN_DATE: LazyLock<Regex> = LazyLock::new(|| {
    han_regex(r"^（?([一二三四五六七八九〇零○Ｏ]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日）?$")
        .expect("the pattern is fixed")
});
static PRINTED: LazyLock<Regex> = LazyLock::new(|| {
    han_regex(r"^(\p{Han}*?)([0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)印发?$")
        .expect("the pattern is fixed")
});

/// Returns the text, unless it is too long for a number or a date.
fn short(text: &str) -> Option<&str> {
    const LONGEST: usize = 90;
    (text.len() <= LONGEST).then_some(text)
}

/// Reads a document number and restores lost and round brackets: `滑法政〔2023〕2号`.
pub(super) fn number(text: &str) -> Option<String> {
    let text = short(text).filter(|text| text.trim_end_matches('）').ends_with('号'))?;
    let parts = NUMBER.captures(text)?;
    let issuer = parts.get(1)?.as_str();
    (!issuer.ends_with('第')).then(|| format!("{issuer}〔{}〕{}号", &parts[2], &parts[3]))
}

/// Words of web copies that may follow a number on its line.
static BEHIND_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    han_regex(
        r"^(?:(?:时效|有效性|成文日期|发文日期|发布日期|公开日期|主题分类).*|20[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2})$",
    )
    .expect("the pattern is fixed")
});

/// Reads the number at the beginning of a line on which a web copy tells more:
/// `文号 滑政发〔2023〕53号　时效 有效`, `滑政规〔2023〕4号　2023-05-14`.
pub(super) fn number_among_fields(line: &str) -> Option<String> {
    let line = short(line)?;
    let mut ends = line.match_indices('号').map(|(at, mark)| at + mark.len());
    ends.find_map(|end| {
        let (head, rest) = line.split_at_checked(end)?;
        number(head).filter(|_| BEHIND_NUMBER.is_match(rest))
    })
}

/// Finds the number that a copy put before or behind a title, and the title without it:
/// `关于节水的通知（滑政发〔2023〕53号）`. A number behind 》 is that of the document in 《》.
pub(super) fn number_beside_title(title: &str) -> Option<(Range<usize>, Range<usize>)> {
    let behind = title.strip_suffix('）').and_then(|inner| inner.rsplit_once('（'));
    if let Some((own, inner)) = behind.filter(|(own, _)| !own.ends_with('》')) {
        let place = own.len() + '（'.len_utf8()..title.len() - '）'.len_utf8();
        return number(inner).map(|_| (place, 0..own.len()));
    }
    let end = title.find('号')? + '号'.len_utf8();
    let (head, rest) = title.split_at_checked(end)?;
    let is_title = rest.contains("关于");
    let quoted = rest.strip_prefix('《').and_then(|rest| rest.strip_suffix('》'));
    let (from, own) = quoted.map_or((end, rest), |own| (end + '《'.len_utf8(), own));
    (head.contains('〕') && is_title && number(head).is_some())
        .then_some((0..end, from..from + own.len()))
}

/// Reads the number of an order, which names its issuer: `国务院令第746号`.
pub(super) fn order_number(text: &str) -> Option<String> {
    let text = short(text).filter(|text| text.trim_end_matches('）').ends_with('号'))?;
    let found = ORDER.captures(text)?;
    Some(found[1].to_owned())
}

/// Reads a number without an issuer, as on orders, announcements and minutes: `第179号`,
/// `（第5号）`, `〔2024〕6号`, `第二十八号`.
pub(super) fn serial_number(text: &str) -> Option<String> {
    let found = short(text).and_then(|text| SERIAL.captures(text))?;
    Some(found[1].to_owned())
}

/// The name of the body that edited minutes, without 编 at its end: `…办公室编`.
pub(super) fn without_editor(line: &str) -> &str {
    ["编印", "编发", "编", "印"].iter().find_map(|end| line.strip_suffix(end)).unwrap_or(line)
}

/// Reads a date that fills a block. If 年, 月 and 日 were lost, it is read when only one date fits
/// the digits.
pub(super) fn date(text: &str, range: Block) -> Option<Dated> {
    let text = short(text)?;
    if !text.ends_with(['日', '）']) && !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if let Some(parts) = DATE.captures(text) {
        let part = |n: usize| parts.get(n).and_then(|part| part.as_str().parse::<i16>().ok());
        let date = Date::new(part(1)?, part(2)? as i8, part(3)? as i8).ok()?;
        return Some(Dated { date, raw: None, range });
    }
    if let Some(parts) = HAN_DATE.captures(text) {
        let year = numeral::by_place(&parts[1]).and_then(|year| i16::try_from(year).ok())?;
        let part =
            |n: usize| numeral::chinese(&parts[n]).and_then(|value| i8::try_from(value).ok());
        return Some(Dated { date: Date::new(year, part(2)?, part(3)?).ok()?, raw: None, range });
    }
    let digits = text.len() >= 6 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| bare_date(text)).flatten().map(|date| Dated {
        date,
        raw: Some(text.to_owned()),
        range,
    })
}

/// Reads a date in any form a document or a field may use: `2023-08-14 09:30`, `2023/8/14`.
pub(super) fn any_date(text: &str, range: Block) -> Option<Dated> {
    let mut parts = text
        .split(['-', '/', '.', ' '])
        .map(|part| part.get(..2.min(part.len())).unwrap_or_default());
    let iso = || {
        let year = text.get(..4)?.parse().ok()?;
        parts.next()?;
        let mut part = || parts.next()?.trim_start_matches('0').parse::<i8>().ok();
        Date::new(year, part()?, part()?).ok()
    };
    let plain = date(text, range.clone());
    plain.or_else(|| Some(Dated { date: Some(iso)?()?, raw: None, range }))
}

/// `2023814` can only be 14 August; `2023111` could be either of two days, so it is not read.
fn bare_date(digits: &str) -> Option<Date> {
    let (year, rest) = digits.split_at_checked(4)?;
    let year: i16 = year.parse().ok().filter(|year| (1949..2100).contains(year))?;
    let mut readings = (1..rest.len().min(3)).filter_map(|n| {
        let (month, day) = rest.split_at_checked(n)?;
        let plain = |part: &str| part.len() <= 2 && !part.starts_with('0') || part.len() == 2;
        (plain(month) && plain(day)).then_some(())?;
        Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
    });
    let first = readings.next()?;
    readings.next().is_none().then_some(first)
}

/// The maximum length of one line of a title, in characters; a title on a single line may be twice
/// as long.
const LONGEST_LINE: usize = 70;

/// The maximum length of the title of a table, in characters.
const LONGEST_CAPTION: usize = 40;

/// Whether a block looks like a line of a title: short, no sentence, no addressee.
pub(super) fn is_title_line(text: &str) -> bool {
    let whole = text.contains("关于") && genre::kind(text).is_some();
    text.chars().count() <= if whole { 2 * LONGEST_LINE } else { LONGEST_LINE }
        && !text.contains(['。', '；', '：', '•'])
        && number(text).is_none()
        && date(text, 0..0).is_none()
}

/// Whether a line can only be the rest of a title: `的通知`, `（2023—2025年）的通知`.
fn ends_a_title(line: &str) -> bool {
    let behind = line.strip_prefix('（').and_then(|line| line.split_once('）'));
    behind.map_or(line, |(_, rest)| rest).starts_with('的')
}

/// Finds the title in the first blocks: its text and the blocks it takes.
///
/// Joins a title over several lines (`关于印发《…实施方案` ⏎ `（2021—2025年）》的通知`); issuers on
/// the lines before 关于 belong to it.
pub(super) fn title(text: &Text, blocks: &[Block], limit: usize) -> Option<(String, Range<usize>)> {
    let get = |n: usize| text.get(blocks[n].clone());
    let limit = limit.min(blocks.len());
    let starts: Vec<usize> =
        (0..limit).filter(|n| is_title_line(get(*n)) && get(*n).contains("关于")).collect();
    // A whole title on one line wins over one that has to be joined.
    for n_lines in 1..=4 {
        for start in &starts {
            let lines = *start..start + n_lines;
            if lines.end > limit || !lines.clone().all(|n| is_title_line(get(n))) {
                continue;
            }
            let whole: String = lines.clone().map(get).collect();
            // A line that begins with 的 is the rest of a title: `…方案` ⏎ `的通知`.
            let goes_on = lines.end < limit && ends_a_title(get(lines.end));
            if genre::kind(&whole).is_some() && is_balanced(&whole) && !goes_on {
                return Some(with_issuers(whole, lines, get));
            }
        }
    }
    let behind =
        |n: usize| blocks.get(n + 1).map(|block| text.get(block.clone())).unwrap_or_default();
    (0..limit)
        .find(|n| {
            is_title_line(get(*n))
                && (is_plain_title(get(*n))
                    || genre::is_law(get(*n), behind(*n))
                    || is_over_table(text, blocks, *n))
        })
        .map(|n| (get(n).to_owned(), n..n + 1))
}

/// Whether the first line of a text is the title of the table below it, whatever it ends with.
fn is_over_table(text: &Text, blocks: &[Block], n: usize) -> bool {
    let is_table = |n: usize| blocks.get(n).is_some_and(|block| text.is_of_table(block.start));
    let line = blocks.get(n).map(|block| text.get(block.clone())).unwrap_or_default();
    let is_short = (6..=LONGEST_CAPTION).contains(&line.chars().count());
    n == 0 && !is_table(n) && is_table(n + 1) && is_short && !is_body_name(line)
}

/// Whether a line is a title without 关于: `滑县节水行动方案`.
fn is_plain_title(line: &str) -> bool {
    genre::kind(line).is_some() && line.chars().count() > 5
}

/// Prepends to the title the issuers on separate lines above 关于.
fn with_issuers<'a>(
    mut whole: String,
    mut lines: Range<usize>,
    get: impl Fn(usize) -> &'a str,
) -> (String, Range<usize>) {
    if !whole.starts_with("关于") {
        return (whole, lines);
    }
    let mut names = String::new();
    while let Some(name) = lines.start.checked_sub(1).map(&get).filter(|name| is_body_name(name)) {
        // If there are several lines, each must name another issuer, not the publisher of the page.
        let joint = format!("{name}{names}");
        if !names.is_empty() && side_by_side(&joint, &[]).len() < 2 {
            break;
        }
        names = joint;
        lines.start -= 1;
    }
    whole.insert_str(0, &names);
    (whole, lines)
}

fn is_balanced(title: &str) -> bool {
    title.matches('《').count() == title.matches('》').count()
}

/// Splits the addressees, a block that ends with `：`, into names.
///
/// Splits at `，`, but at `、` only if every piece is a name by itself
/// (`县委各工作部门、县直机关各单位`, not `各镇党委、政府`).
pub(super) fn addressees(text: &str, block: &Block) -> Vec<Part> {
    let whole = text.get(block.clone()).unwrap_or_default().trim_end_matches('：');
    let mut parts = Vec::new();
    for range in split(whole, &['，']) {
        let piece = whole.get(range.clone()).unwrap_or_default();
        let names = split(piece, &['、']);
        let texts: Vec<_> =
            names.iter().map(|range| piece.get(range.clone()).unwrap_or_default()).collect();
        let alike = texts.iter().all(|name| name.contains('各'))
            || texts.iter().all(|name| !name.contains('各'));
        // 各乡镇党委、人民政府 are those of each town.
        let is_one = texts.windows(2).any(|pair| is_second_half(pair[0], pair[1]));
        let apart = !is_one
            && (alike && texts.iter().all(|name| name.chars().count() >= 4)
                || texts.iter().all(|name| is_body_name(name)));
        let names = names.into_iter().filter(|_| apart).chain((!apart).then_some(0..piece.len()));
        parts.extend(names.map(|name| {
            let start = block.start + range.start;
            Part {
                text: piece.get(name.clone()).unwrap_or_default().to_owned(),
                range: start + name.start..start + name.end,
            }
        }));
    }
    parts
}

/// Whether a block is a line of addressees.
pub(super) fn is_addressee_line(text: &str) -> bool {
    text.ends_with('：')
        && (4..=300).contains(&text.chars().count())
        && !text.contains(['。', '；', '《'])
        && super::numbering::leading(text).is_none()
        && !text.ends_with("如下：")
        && ["各", "政府", "单位", "部门", "委", "局", "公司", "办"]
            .iter()
            .any(|word| text.contains(word))
}

/// Reads an imprint, `中共某县委办公室` and `2022年4月11日印发`, in one block or two. Also returns
/// how many blocks it takes from the end.
pub(super) fn imprint(text: &str, blocks: &[Block]) -> Option<(Option<Part>, Date, usize)> {
    let last = blocks.last()?;
    let parts = PRINTED.captures(text.get(last.clone())?)?;
    let day = parts.get(2)?;
    let date = date(day.as_str(), 0..0)?.date;
    let name = parts.get(1).filter(|name| !name.is_empty());
    if let Some(name) = name {
        let range = last.start + name.start()..last.start + name.end();
        return Some((Some(Part { text: name.as_str().to_owned(), range }), date, 1));
    }
    let before = blocks.get(blocks.len().checked_sub(2)?)?;
    let name = text.get(before.clone()).filter(|name| is_body_name(name));
    let taken = 1 + usize::from(name.is_some());
    Some((name.map(|name| Part { text: name.to_owned(), range: before.clone() }), date, taken))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_restored() {
        assert_eq!(number("清政办发（2023）18号").as_deref(), Some("清政办发〔2023〕18号"));
        for (text, expected) in [
            ("滑法政〔2023〕2号", Some("滑法政〔2023〕2号")),
            ("（皖政办秘〔2021〕82号）", Some("皖政办秘〔2021〕82号")),
            ("国办发202227号", Some("国办发〔2022〕27号")),
            ("文号滑政发〔2023〕53号", Some("滑政发〔2023〕53号")),
            ("发文字号滑政函〔2023〕2号", Some("滑政函〔2023〕2号")),
            ("〔发文字号〕滑政函〔2023〕2号", Some("滑政函〔2023〕2号")),
            ("2023年6月27日", None),
        ] {
            assert_eq!(number(text).as_deref(), expected);
        }
    }

    #[test]
    fn numbers_beside_fields_and_titles_are_found() {
        let among = |line: &str| number_among_fields(line);
        assert_eq!(among("文号滑政发〔2023〕5号时效有效").as_deref(), Some("滑政发〔2023〕5号"));
        assert_eq!(among("滑政规〔2023〕4号2023-05-14").as_deref(), Some("滑政规〔2023〕4号"));
        assert_eq!(among("滑政规〔2023〕4号已经废止"), None);
        for (title, expected) in [
            ("关于节水的通知（滑政发〔2023〕5号）", Some("滑政发〔2023〕5号")),
            ("滑政发〔2023〕5号滑县人民政府关于节水的通知", Some("滑政发〔2023〕5号")),
            ("滑政发〔2023〕5号关于节水的通知", Some("滑政发〔2023〕5号")),
            ("滑政发〔2023〕5号《滑县关于节水的通知》", Some("滑政发〔2023〕5号")),
            ("关于转发《节水意见》（滑政发〔2023〕5号）", None),
            ("关于节水的通知（试行）", None),
        ] {
            let found = number_beside_title(title).and_then(|(number, _)| title.get(number));
            assert_eq!(found, expected, "{title}");
        }
    }

    #[test]
    fn dates_whose_marks_were_lost_are_read_when_only_one_day_fits() {
        for (text, expected) in [
            ("2023年6月27日", Some("2023-06-27")),
            ("2023814", Some("2023-08-14")),
            ("2023111", None),
            ("二〇二三年六月二十七日", Some("2023-06-27")),
        ] {
            assert_eq!(date(text, 0..0).map(|dated| dated.date.to_string()).as_deref(), expected);
        }
    }

    #[test]
    fn addressees_split_only_into_whole_names() {
        let names = |text: &str| {
            addressees(text, &(0..text.len())).into_iter().map(|part| part.text).collect::<Vec<_>>()
        };
        assert_eq!(
            names("各镇党委、政府，县直各党组（党委），各部、委、办、局："),
            ["各镇党委、政府", "县直各党组（党委）", "各部、委、办、局"]
        );
        assert_eq!(
            names("区经济发展局、公安局、执法应急局，区气象局："),
            ["区经济发展局", "公安局", "执法应急局", "区气象局"]
        );
        assert_eq!(names("县委各工作部门、县直机关各单位："), ["县委各工作部门", "县直机关各单位"]);
    }
}
