//! 发文字号 of the letterhead, also of orders and minutes, and beside titles and fields.

use std::ops::Range;

use super::short;
use crate::patterns::{Pattern, pattern};

static NUMBER: Pattern = pattern!(
    r"^[（〔]?(?:(?:发文字号|发文文号|文号|字号)[：〕]*)?(\p{Han}{1,16})[〔（]?((?:19|20)[0-9]{2})[〕）]?第?([0-9]{1,4})号?）?$"
);

static ORDER: Pattern = pattern!(
    r"^（?(\p{Han}{2,30}令（?第?(?:[0-9]{1,4}|[一二三四五六七八九十百〇零]{1,7})号）?)）?$"
);

static SERIAL: Pattern = pattern!(
    r"^（?((?:〔(?:19|20)[0-9]{2}〕|(?:19|20)[0-9]{2}年)?第?(?:[0-9]{1,4}|[一二三四五六七八九十百〇零]{1,7})[号期])）?(?:（总第?[0-9]{1,5}期）)?$"
);

/// Numbers without brackets: `滑司字2024年第3号`.
static OF_YEAR: Pattern = pattern!(r"^（?(\p{Han}{1,12}字(?:19|20)[0-9]{2}年第?[0-9]{1,4}号)）?$");

/// Reads a document number and restores lost and round brackets: `滑法政〔2023〕2号`.
pub(in crate::parse) fn number(text: &str) -> Option<String> {
    let text = short(text).filter(|text| text.trim_end_matches('）').ends_with('号'))?;
    let text = without_class(text);
    if let Some(whole) = OF_YEAR.captures(text) {
        return Some(whole[1].to_owned());
    }
    let parts = NUMBER.captures(text)?;
    let issuer = parts.get(1)?.as_str();
    (!issuer.ends_with('第')).then(|| format!("{issuer}〔{}〕{}号", &parts[2], &parts[3]))
}

/// A number without what a copy put before it: how secret or urgent the document is, 急, or of
/// which class, `A`.
fn without_class(text: &str) -> &str {
    const MARKS: [&str; 11] =
        ["A", "B", "C", "绝密", "机密", "秘密", "特提", "特急", "加急", "平急", "急"];
    let strip = |text: &str| MARKS.iter().find_map(|mark| Some(text.strip_prefix(mark)?.len()));
    let mut rest = text;
    while let Some(len) = strip(rest) {
        rest = text.get(text.len() - len..).unwrap_or_default();
    }
    rest
}

/// The years in the numbers of documents in a text: 2023 in 滑政〔2023〕5号.
pub(crate) fn years(text: &str) -> impl Iterator<Item = u16> {
    let years =
        text.split('〔').skip(1).filter_map(|behind| behind.split_once('〕')?.0.parse().ok());
    years.filter(|year| (2000..2100).contains(year))
}

/// Words of web copies that may follow a number on its line.
static BEHIND_NUMBER: Pattern = pattern!(
    r"^(?:(?:时效|有效性|成文日期|发文日期|发布日期|公开日期|主题分类).*|20[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2})$"
);

/// Reads the number at the beginning of a line on which a web copy tells more:
/// `文号 滑政发〔2023〕53号　时效 有效`, `滑政规〔2023〕4号　2023-05-14`.
pub(in crate::parse) fn number_among_fields(line: &str) -> Option<String> {
    let line = short(line)?;
    let mut ends = line.match_indices('号').map(|(at, mark)| at + mark.len());
    ends.find_map(|end| {
        let (head, rest) = line.split_at_checked(end)?;
        number(head).filter(|_| BEHIND_NUMBER.is_match(rest))
    })
}

/// Finds the number that a copy put before or behind a title, and the title without it:
/// `关于节水的通知（滑政发〔2023〕53号）`. A number behind 》 is that of the document in 《》.
pub(in crate::parse) fn number_beside_title(title: &str) -> Option<(Range<usize>, Range<usize>)> {
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
pub(in crate::parse) fn order_number(text: &str) -> Option<String> {
    let text = short(text).filter(|text| text.trim_end_matches('）').ends_with('号'))?;
    let found = ORDER.captures(text)?;
    Some(found[1].to_owned())
}

/// Reads a number without an issuer, as on orders, announcements and minutes: `第179号`,
/// `（第5号）`, `〔2024〕6号`, `第二十八号`.
pub(in crate::parse) fn serial_number(text: &str) -> Option<String> {
    let found = short(text).and_then(|text| SERIAL.captures(text))?;
    Some(found[1].to_owned())
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
            ("滑司字2024年第3号", Some("滑司字2024年第3号")),
            ("A滑政函〔2023〕2号", Some("滑政函〔2023〕2号")),
            ("秘密急滑政函〔2023〕2号", Some("滑政函〔2023〕2号")),
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
}
