//! The year that a document is about, to which `年底前` refers: its letterhead, title, number, top
//! or text tells it.

use jiff::civil::Date;

use super::past;
use super::time::Calendar;
use crate::affix::AnyOf;
use crate::context;
use crate::parse::letterhead::years;
use crate::parse::{Letterhead, Outline};
use crate::patterns::{Pattern, pattern};

/// The year to which `年底前` refers and before which everything is past.
pub(crate) fn base_year(outline: &Outline) -> Option<i16> {
    calendar(outline).year
}

/// What a document says about its year, which is that of the first date in a letterhead, or the
/// only year in a title, or that of the number, or that of the first date at the top, or the only
/// year that the text speaks of.
pub(super) fn calendar(outline: &Outline) -> Calendar {
    let text = outline.text.as_str();
    let heads = || outline.documents.iter().map(|document| &document.head);
    let issued = heads().find_map(|head| Some(head.date.as_ref()?.date));
    let titles = || heads().filter_map(|head| Some(head.title.as_ref()?.text.as_str()));
    let titled = titles().find_map(|title| Some((title, only_year(title)?)));
    let number = |head: &Letterhead| years(&head.number.as_ref()?.text).last();
    let numbered = || heads().find_map(number).and_then(|year| year.try_into().ok());
    let ahead =
        titled.zip(issued).filter(|((title, year), issued)| is_of_next(*issued, title, *year));
    let year = (ahead.map(|((_, year), _)| year))
        .or_else(|| issued.map(Date::year))
        .or_else(|| titled.map(|(_, year)| year))
        .or_else(numbered)
        .or_else(|| first_dated_year(text))
        .or_else(|| spoken_year(text))
        .or_else(|| due_year(text));
    // A winter, 2024年秋冬季, goes on in the next year.
    let goes_on =
        |title: &str| title.contains('冬') || issued.is_some_and(|day| closes(day, title));
    let is_titled = titled.is_some_and(|(title, own)| Some(own) == year && !goes_on(title));
    Calendar { year, issued, is_titled }
}

/// Whether a document issued on `issued` is about the next year, which its title names: those of
/// December are, and before that those that plan it.
fn is_of_next(issued: Date, title: &str, year: i16) -> bool {
    const PLANS: &[&str] = &["要点", "计划", "安排", "清单", "任务", "分工"];
    let plans = || issued.month() >= 10 && title.contains_any(PLANS);
    year == issued.year() + 1 && (issued.month() == 12 || plans())
}

/// Whether a document issued on `issued` closes the year that its title names, so that what is due
/// in January is due in the next: 关于做好2022年度考核工作的通知, of December.
fn closes(issued: Date, title: &str) -> bool {
    const CLOSING: &[&str] =
        &["考核", "总结", "述职", "年终", "年报", "评议", "民主生活会", "决算", "评优", "评先"];
    issued.month() >= 11 && title.contains_any(CLOSING)
}

/// A date counts as being at the top if it is within this many characters.
const TOP: usize = 200;

/// The year in a title, if there is exactly one: `2023年度工作安排`, but not `2021—2025年`.
pub(super) fn only_year(title: &str) -> Option<i16> {
    let mut years =
        title.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok());
    let is_year = |year: &i16| (2000..2100).contains(year);
    let year = years.by_ref().find(is_year)?;
    (!years.any(|year| is_year(&year))).then_some(year)
}

/// The year of the first date at the top of a text: `填报单位：某局2023年9月1日`.
fn first_dated_year(text: &str) -> Option<i16> {
    static DATE: Pattern = pattern!(r"(20[0-9][0-9])年[0-9]{1,2}月[0-9]{1,2}日");
    DATE.captures(context::first_chars(text, TOP))?[1].parse().ok()
}

/// The year that a text is about: the only one that it names with a month or in its first lines,
/// `为做好2024年防汛工作，制定本方案。`. Years in titles, aims and reviews do not count.
fn spoken_year(text: &str) -> Option<i16> {
    static YEAR: Pattern = pattern!("(20[0-9]{2})年(?:[0-9]{1,2}月)?");
    let top = context::first_chars(text, TOP).len();
    let spoken = YEAR.captures_iter(text).filter_map(|found| {
        let whole = found.get(0)?;
        let behind = text.get(whole.end()..)?;
        let before = context::last_chars(text, whole.start(), 2);
        let is_aim = before.ends_with(['到', '至', '比', '较', '从', '自', '—', '-', '～', '~'])
            || ["截至", "截止"].contains(&before);
        let is_review = behind.starts_with("以来")
            || behind.starts_with('已')
            || past::names_what_was(behind)
            || !whole.as_str().ends_with('月')
                && behind.starts_with(['，', '底', '末', '前', '版']);
        let is_here = whole.as_str().ends_with('月') || whole.start() < top;
        let counts = is_here && !is_aim && !is_review && !context::in_title(text, whole.start());
        found[1].parse::<i16>().ok().filter(|_| counts)
    });
    let mut years = spoken;
    let year = years.next()?;
    years.all(|other| other == year).then_some(year)
}

/// The year of the deadlines of a text, if all of them have the same one: `2023年6月底前`.
fn due_year(text: &str) -> Option<i16> {
    static DUE: Pattern =
        pattern!("(20[0-9]{2})年[0-9]{1,2}月(?:[0-9]{1,2}日|底|末|[上中下]旬)?前");
    let mut years = DUE.captures_iter(text).filter_map(|found| found[1].parse().ok());
    let year = years.next()?;
    years.all(|other: i16| other == year).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Source;
    use crate::model::TimeKind;

    #[test]
    fn a_notice_at_the_end_of_a_year_may_close_it() {
        let closes = |day: &str, title| closes(day.parse().expect("a date"), title);
        assert!(closes("2022-12-08", "关于做好2022年度考核工作的通知"));
        assert!(!closes("2022-12-08", "某市2022年度工作要点"));
        assert!(!closes("2022-03-08", "2022年度考核办法"));
    }

    #[test]
    fn the_year_of_a_document_is_told_somewhere() {
        let body = "一、实施步骤\n（一）动员（3月1日—3月31日）。年底前完成。\n";
        for (head, year) in [
            ("滑县节水工作方案\n滑政〔2024〕5号\n", Some(2024)),
            ("滑县2024年节水工作方案\n", Some(2024)),
            ("滑县节水工作方案\n为做好2024年节水工作，制定本方案。\n", Some(2024)),
            ("滑县节水工作方案\n到2025年，节水三成。\n", None),
            ("滑县节水工作方案\n2023年6月底前启动，2023年9月30日前完成。\n", Some(2023)),
        ] {
            let source = Source { text: format!("{head}{body}"), ..Source::default() };
            assert_eq!(base_year(&crate::parse(&source)), year, "{head}");
        }
    }

    #[test]
    fn a_year_is_told_by_the_title_or_the_top() {
        assert_eq!(only_year("某市2023年度重点工作清单"), Some(2023));
        assert_eq!(only_year("某市实施方案（2021—2025年）"), None);
        assert_eq!(
            first_dated_year("任务清单\n填报单位：某局2023年9月1日\n9月底前完成"),
            Some(2023)
        );
        assert_eq!(first_dated_year("任务清单\n9月底前完成"), None);
        let phase = crate::extract::time::find("动员（3月1日—3月31日）", None);
        assert_eq!(
            phase.first().map(|time| (time.kind, &time.value)),
            Some((TimeKind::Period, &None))
        );
        for (text, year) in [
            ("为做好2024年防汛工作，制定本方案。（3月1日—3月31日）", Some(2024)),
            ("一、动员（2024年3月）\n二、实施（4月—6月）", Some(2024)),
            ("一、动员（2023年12月）\n二、实施（2024年1月）", None),
            ("到2025年，建成平台。年底前完成。", None),
            ("2022年以来，先后建成。2022年，全县增长。", None),
            ("落实《2022年工作要点》。", None),
            ("对2020年已达标的街道，提升品质。", None),
        ] {
            assert_eq!(spoken_year(text), year, "{text}");
        }
    }
}
