//! The forms of times: fragments, the patterns composed of them, and the choice of the longest
//! match.

use std::sync::LazyLock;

use super::fragments::{
    BY, CLOCK, DASH, DAY, DAY_DIGITS, DAYS_DASH, LIMIT, MONTH, MONTH_DIGITS, NUMBER, ONCE, OPEN,
    PLAN, SHORT_YEAR, TURN, UNIT, USE, WEEKDAY, YEAR,
};
use super::place::{self, Place};
use super::reading::{self, Reading};
use super::{TimeMention, near, period, spans, whole_year};
use crate::characters::CharSet;
use crate::model::TimeKind;
use crate::patterns::{Grouped, Groups};

/// A form: its rule, its pattern, and what interprets a match.
type Form = (&'static str, String, fn(&Place<'_>, &Groups<'_>) -> Option<Reading>);

struct Grammar {
    forms: Vec<Form>,
    /// Their patterns. Few of them match at a place.
    patterns: Grouped,
}

/// Characters with which a time may begin.
const FIRST: &str = "争未0123456789一二三四五六七八九十百两半到至年今本当明上下次翌第每按逐任聘“不至最压缩精减降控限延为期时有连用利经通力节月元国劳；，（后全日周旬季前";

/// Characters that may follow the first one.
const SECOND: &str = "取来-.0123456789~–—○〇一七三上下两个九争二五今会低例元全八公六内减分到制动十半即号后周四国多天季学定小少巡工常年庆底度当得总报持排效日旦旬明星更月期末本检次汇清点用百督短研立第简续缩翌考自至讲评调超边过通长间限隔零－～";

#[expect(clippy::too_many_lines, reason = "a table")]
fn forms() -> Vec<Form> {
    let on = format!("[日号]{WEEKDAY}?{CLOCK}?");
    let which = format!("(?:(?P<y>{YEAR})年|(?P<rel>今年|本年|当年|明年|后年|次年|翌年))");
    let short = format!("(?P<short>{SHORT_YEAR})年");
    let day = |n: u8| {
        format!(
            "(?P<m{n}>{MONTH})月(?:(?P<d{n}>{DAY}){on}|\
             份?(?P<p{n}>底|末|上旬|中旬|下旬|初))?"
        )
    };
    let figures = |n: u8| {
        format!("(?P<y{n}>{YEAR})[./-](?P<m{n}>{MONTH_DIGITS})(?:[./-](?P<d{n}>{DAY_DIGITS})日?)?")
    };
    let part = "月?(?P<part>底|末|上旬|中旬|下旬|初)";
    let month = format!("(?P<m>{MONTH})月份?(?:(?P<d>{DAY}){on}|{part})?(?P<by>{BY})?");
    let number = format!("(?:{NUMBER}{DASH})?(?P<n>{NUMBER})(?P<u>{UNIT})");
    vec![
        (
            "time-deadline-year",
            format!("(?:到|至)?{which}(?:年?(?:底|末)|度?内){BY}?"),
            reading::year_end,
        ),
        (
            "time-deadline-year",
            format!("(?:(?:到|至)?年(?:底|末){BY}|[到至]年(?:底|末)|年度?内)"),
            reading::year_end,
        ),
        (
            "time-deadline-year",
            format!("(?:[到至](?P<y>{YEAR})年{BY}?|(?P<z>{YEAR})年{BY})"),
            reading::by_year,
        ),
        (
            "time-deadline-year",
            format!("(?:到|至)?{short}年?(?:底|末){BY}?"),
            reading::short_year_end,
        ),
        ("time-deadline-year", format!("{PLAN}(?:规划)?期?末"), period::plan_end),
        ("time-deadline-year", format!("(?:{which}(?:度|全年)?|全年|年底|年末)"), whole_year::read),
        ("time-deadline-month", format!("(?:到|至)?{which}?年?{month}"), reading::month),
        ("time-deadline-month", format!("(?:到|至)?{short}{month}"), reading::short_year_month),
        // A copy may lose 日: 6月30前.
        (
            "time-deadline-month",
            format!("(?:到|至)?{which}?年?(?P<m>{MONTH})月(?P<d>{DAY_DIGITS})(?P<by>{BY})"),
            reading::month,
        ),
        // A day takes the month of the day listed before it: 6月25日、28日前.
        (
            "time-deadline-month",
            format!("(?P<d>{DAY_DIGITS}){on}(?P<by>{BY})?"),
            reading::listed_day,
        ),
        (
            "time-deadline-figures",
            format!(
                "(?:到|至)?(?P<y>{YEAR})(?:\\.|/|-)(?P<m>{MONTH_DIGITS})(?:(?:\\.|/|-)(?P<d>{DAY_DIGITS})日?|月?(?P<part>底|末))?\
                 (?P<by>{BY})?"
            ),
            reading::figures,
        ),
        ("time-deadline-figures", "(?P<serial>[34][0-9]{4})".to_owned(), reading::serial),
        (
            "time-deadline-near",
            format!(
                "(?P<which>[本下])个?月(?:(?P<d>{DAY}){on}|(?P<part>上旬|中旬|初)|\
                 (?P<end>下旬|底|末|内))(?P<by>{BY})?"
            ),
            near::month,
        ),
        ("time-deadline-near", format!("月[底末]{BY}"), near::this_month),
        ("time-deadline-near", format!("(?P<which>[本下])个?季度[底末内]{BY}?"), near::quarter),
        (
            "time-deadline-near",
            format!(
                "(?P<which>[本下])个?(?:周|星期)(?:(?P<w>[一二三四五六日天]){BY}|[底末]{BY}|内)"
            ),
            near::week,
        ),
        (
            "time-deadline-near",
            format!(
                "{which}?(?:“(?P<quoted>五一|十一|元旦|国庆)”|(?P<day>元旦|国庆|五一|劳动节))\
                 节?(?:假期|节日)?(?:来临|到来)?{BY}"
            ),
            near::holiday,
        ),
        (
            "time-deadline-part",
            format!(
                "到?{which}?(?:(?P<half>[上下])半年|第?(?P<q>[一二三四1-4])季度)(?P<end>底|末|内)?(?P<by>{BY})?"
            ),
            reading::part_of_year,
        ),
        (
            "time-deadline-part",
            format!("{which}?(?P<first>前)(?P<q>[二三23])个?季度"),
            reading::part_of_year,
        ),
        (
            "time-period",
            format!("(?P<y>{YEAR})年?(?:起|开始)?{DASH}(?P<z>{YEAR})年(?:度|期间)?"),
            period::years,
        ),
        (
            "time-period",
            format!(
                "(?:(?P<y1>{YEAR})年)?{}份?(?:起|开始)?{DAYS_DASH}\
                 (?:(?P<y2>{YEAR})年|(?P<next>次年|翌年))?{}份?前?",
                day(1),
                day(2)
            ),
            period::months,
        ),
        (
            "time-period",
            format!(
                "(?:(?P<y1>{YEAR})年)?(?P<m1>{MONTH}){DASH}(?P<m2>{MONTH})月(?:份|(?P<p2>底|末))?前?"
            ),
            period::months,
        ),
        (
            "time-period",
            format!(
                "(?:(?P<y1>{YEAR})年)?(?P<m1>{MONTH})月(?P<d1>{DAY})(?:{on})?(?:起|开始)?{DASH}\
                 (?P<d2>{DAY}){on}前?"
            ),
            period::months,
        ),
        ("time-period", format!("{}{DASH}{}", figures(1), figures(2)), period::months),
        ("time-plan-period", format!("{PLAN}(?:规划)?(?:时期|期间|期内)"), period::plan),
        (
            "time-every",
            format!(
                "每隔?(?P<n>{NUMBER})?(?P<u>个?(?:半年|季度|学期|学年|星期|\
                 工作日|小时|月|年度|年|季|周|旬|日|天)|分钟)\
                 (?:(?P<m>{MONTH})月(?:(?P<d>{DAY})[日号]|(?P<last>底|末)|上旬|中旬|下旬|初)?{BY}?|\
                 第?[一二三四1-4]季度[底末内]?{BY}?)?"
            ),
            spans::every,
        ),
        (
            "time-every-day",
            format!(
                "每(?P<n>{NUMBER})?(?P<u>个?(?:半年|季度|学期|学年|月|年度|年|季|周))\
                 (?:的|第[一二三]个?月|[首末次]月)?\
                 (?:(?:前|第)?{DAY}个?工作日|[前第]?(?P<d>{DAY})(?:日|号)|\
                 年?(?:(?P<last>底|末)|初)|上旬|中旬|下旬|[上下]半年)(?:{BY}|内)?"
            ),
            spans::every,
        ),
        ("time-every", "[按逐](?P<u>季度|半年|季|月|周|旬)".to_owned(), spans::by_turns),
        ("time-every", format!("(?P<u>[日周旬月季年]|季度|半年|半月){TURN}"), spans::of_turns),
        (
            "time-every",
            format!(
                "(?P<n>[一两二三四五半])(?P<u>个月|季度|[日天周旬月季年])一(?:{TURN}|次|修编|修订)"
            ),
            spans::again,
        ),
        (
            "time-every",
            format!(
                "(?P<n>[一两三四五六])(?P<u>个月|个季度|[年周天旬])(?:至少)?(?:{ONCE}|{TURN})一次"
            ),
            spans::again,
        ),
        (
            "time-every",
            format!("(?P<u>半年|半月|季度)(?:至少)?(?:{ONCE}|{TURN})一次"),
            spans::again,
        ),
        ("time-every", format!("一(?P<u>[日天周旬月季年])一(?:{TURN}|[报评查])"), spans::every),
        ("time-within", format!("{number}(?:之内|以内|内)"), spans::within),
        (
            "time-within",
            format!("(?:{NUMBER}{DASH})?(?P<n>{NUMBER})(?P<u>个?工作日)"),
            spans::alone,
        ),
        ("time-within", number.clone(), spans::labelled),
        (
            "time-within",
            format!("(?P<limit>{LIMIT})(?:在|约|原则上)?{number}(?:以内|之内|以下|左右|内)?"),
            spans::limited,
        ),
        ("time-within", format!("{USE}{number}(?:左右)?的?(?:时间|努力)"), spans::within),
        (
            "time-within",
            "(?P<ahead>用|力争|争取|今后|未来)?(?P<n>[一二两三四五六七八九十]|[1-9])(?P<u>年)(?:左右)?"
                .to_owned(),
            spans::to_reach,
        ),
        ("time-term", "[任聘]期内".to_owned(), spans::term),
        (
            "time-open",
            format!(
                "(?P<label>(?:时限|期限|时间|节点)(?:要求|安排)?：)(?P<open>{OPEN}(?:[，、]?{OPEN})*)"
            ),
            spans::open,
        ),
        ("time-open", format!("(?P<label>[；，（])(?P<open>{OPEN})[）〕]"), spans::open),
        ("time-open", format!("(?P<label>（)(?P<open>{OPEN})[，；]"), spans::open_clause),
    ]
}

static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| {
    let forms = forms();
    let patterns: Vec<_> = forms.iter().map(|(_, pattern, _)| pattern.clone()).collect();
    Grammar { forms, patterns: Grouped::new(&patterns) }
});

/// The first offset at or after byte `from` at which a time may begin.
pub(super) fn candidate(text: &str, from: usize) -> Option<usize> {
    static BEGINS: LazyLock<[CharSet; 2]> =
        LazyLock::new(|| [FIRST, SECOND].map(|chars| chars.chars().collect()));
    let [first, second] = &*BEGINS;
    let goes_on = |at: usize, first: char| {
        let behind = text.get(at + first.len_utf8()..).unwrap_or_default();
        behind.starts_with(|c| second.has(c))
    };
    let mut begins = first.places(text.get(from..)?).map(|(at, c)| (from + at, c));
    let begin =
        begins.find(|(at, c)| goes_on(*at, *c) && GRAMMAR.patterns.any(place::tail(text, *at)));
    begin.map(|(at, _)| at)
}

/// The longest time that begins at the place; of equally long ones, that of the first form.
pub(super) fn read(place: &Place<'_>) -> Option<TimeMention> {
    readings(place)
        .reduce(|best, other| if other.range.end > best.range.end { other } else { best })
}

/// What the forms read at the place, in order.
pub(super) fn readings<'p>(place: &'p Place<'_>) -> impl Iterator<Item = TimeMention> + 'p {
    let tail = place.tail();
    let matching = GRAMMAR.patterns.lengths(tail);
    matching.filter_map(move |(n, longest)| {
        let (rule, _, read) = GRAMMAR.forms.get(n)?;
        // The pattern works on no more than it may match.
        let found = GRAMMAR.patterns.groups(n, tail.get(..longest)?)?;
        let reading = read(place, &found)?;
        let end = place.start + found.range("open").map_or(found.whole().len(), |open| open.end);
        let start = place.start + reading.skip;
        Some(TimeMention {
            range: start..end,
            text: place.text.get(start..end).unwrap_or_default().to_owned(),
            kind: reading.kind,
            value: reading.value,
            working_days: reading.working_days,
            each_by: reading.each_by,
            by_end: reading.by_end,
            near: reading.near,
            since_issue: reading.kind == TimeKind::Duration && place.is_since_issue(),
            rule,
        })
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_time_begins_with_characters_of_the_lists() {
        let forms = forms();
        let chars = forms.iter().flat_map(|(_, pattern, _)| pattern.chars()).chain('0'..='9');
        let chars: BTreeSet<char> = chars.filter(|c| *c != '\n').collect();
        let begins = |text: String| GRAMMAR.patterns.may_begin(&text);
        let first: BTreeSet<char> =
            chars.iter().copied().filter(|c| begins(c.to_string())).collect();
        let goes_on = |c: &char| first.iter().any(|first| begins(format!("{first}{c}")));
        let second: BTreeSet<char> = chars.iter().copied().filter(goes_on).collect();
        assert_eq!(String::from_iter(&first), sorted(FIRST));
        assert_eq!(String::from_iter(&second), sorted(SECOND));
        assert!(first.iter().all(|c| !GRAMMAR.patterns.any(&c.to_string())));
    }

    #[test]
    fn the_groups_of_the_longest_time_are_told() {
        let text = "长期坚持、".repeat(100);
        assert!(GRAMMAR.patterns.reach() >= place::tail(&text, 0).len());
    }

    fn sorted(chars: &str) -> String {
        chars.chars().collect::<BTreeSet<_>>().into_iter().collect()
    }
}
