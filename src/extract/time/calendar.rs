//! The years that times leave out: `6月底前`, `次年1月15日前`. They follow from what the document
//! says about itself, since nothing is due before the day of issue.

use jiff::civil::Date;

use super::place::{Place, opens_state};
use super::reading::{last_day, number};
use crate::affix::AnyOf;
use crate::context;
use crate::extract::past;
use crate::patterns::Groups;

/// The year of a document and its day of issue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// The year to which `年底前` refers.
    pub year: Option<i16>,
    /// The day of issue.
    pub issued: Option<Date>,
    /// Whether the title names the year, as that of an annual plan does. It may be issued when
    /// some of its days are over.
    pub is_titled: bool,
}

impl Calendar {
    /// The calendar of a text of which only the year is known.
    pub fn of_year(year: Option<i16>) -> Self {
        Self { year, ..Self::default() }
    }

    /// The year of a day or of the last day of a month that was written without one. A month that
    /// is long over on the day of issue is one of the next year: `3月底前` in November. One that is
    /// over for less than that may be either, and has no year.
    fn year_of(&self, month: i8, day: Option<i8>) -> Option<i16> {
        /// How many days before its issue a document may want something done.
        const LATE: i32 = 62;
        /// After how many days what is over must be meant for the next year.
        const OVER: i32 = 120;
        let year = self.year?;
        let issued = self.issued.filter(|issued| !self.is_titled && issued.year() == year);
        let due = last_day(year, month, day, None);
        match issued.zip(due).map(|(issued, due)| (issued - due).get_days()) {
            Some(days) if days > OVER => Some(year + 1),
            Some(days) if days > LATE => None,
            _ => Some(year),
        }
    }

    /// Whether a day comes after the day of issue, or else its year not before that of the
    /// document.
    fn is_to_come(&self, due: Option<Date>) -> bool {
        let before = |due: Date| match self.issued {
            Some(issued) => due < issued,
            None => self.year.is_some_and(|year| due.year() < year),
        };
        due.is_some_and(|due| !before(due))
    }

    /// Whether a year is over when the document is written.
    pub(super) fn is_past(&self, year: Option<i16>) -> bool {
        self.year.zip(year).is_some_and(|(base, year)| year < base)
    }

    /// Whether a day certainly comes after the day of issue.
    pub(super) fn is_ahead(&self, due: Option<Date>) -> bool {
        due.zip(self.issued).is_some_and(|(due, issued)| due > issued)
    }
}

impl Place<'_> {
    /// The year of a time that ends with a day, or with the last one of a month: the year that the
    /// match names (`今年`, `明年`, digits), or else the last one in its sentence, or else what the
    /// calendar says.
    pub(super) fn year_by(&self, found: &Groups<'_>, month: i8, day: Option<i8>) -> Option<i16> {
        let base = self.calendar.year;
        match found.name("rel") {
            Some("明年") => base.map(|year| year + 1),
            Some("后年") => base.map(|year| year + 2),
            Some("次年" | "翌年") => self.next_year(),
            Some(_) => base,
            None => self.own_year(found).or_else(|| self.implied_year(month, day)),
        }
    }

    /// The year of a time that ends with that year.
    pub(super) fn year(&self, found: &Groups<'_>) -> Option<i16> {
        self.year_by(found, 12, None)
    }

    /// The year of a day without one.
    pub(super) fn implied_year(&self, month: i8, day: Option<i8>) -> Option<i16> {
        let said = self.sentence_year().filter(|said| {
            let is_ahead = self.calendar.year.is_some_and(|base| said.year > base);
            said.is_due
                || (!is_ahead || said.is_time)
                    && self.calendar.is_to_come(last_day(said.year, month, day, None))
        });
        if let Some(said) = said {
            return Some(said.year);
        }
        let year = self.calendar.year_of(month, day);
        let is_to_come = |year| self.calendar.is_to_come(last_day(year, month, day, None));
        if year.is_some_and(is_to_come) {
            return year;
        }
        // Days of a paragraph follow each other, but which year this one is of is not said.
        let clause = context::clause_before(self.text, self.start);
        let is_part = clause.contains("其中") || clause.contains('已');
        let named = self.due_year_before().filter(|named| Some(*named) >= self.calendar.year);
        named.filter(|_| !is_part).map_or(year, |named| is_to_come(named).then_some(named))
    }

    /// The year of the last deadline with a year in the paragraph: 2025 at 3月底前 in
    /// `2025年1月底前完成自查；3月底前完成整改`.
    fn due_year_before(&self) -> Option<i16> {
        /// How far it is looked for, in characters.
        const REACH: usize = 200;
        let before = context::last_chars(self.text, self.start, REACH);
        let paragraph = before.rsplit('\n').next()?;
        paragraph.rmatch_indices('年').find_map(|(at, mark)| {
            let year = context::last_chars(paragraph, at, 4).parse().ok()?;
            let is_due = paragraph.get(at + mark.len()..).is_some_and(is_due);
            ((2000..2100).contains(&year) && is_due).then_some(year)
        })
    }

    /// The year of what may be reported as well as asked for: without a year in its sentence, it is
    /// that of the document.
    pub(super) fn told_year(&self, month: i8, day: Option<i8>) -> Option<i16> {
        match self.sentence_year() {
            Some(_) => self.implied_year(month, day),
            None => self.calendar.year,
        }
    }

    /// The year that the match names, or else its sentence, even if that only tells what is meant;
    /// or else that of the document.
    pub(super) fn named_year(&self, found: &Groups<'_>) -> Option<i16> {
        let said = || self.sentence_year().map(|said| said.year);
        match found.name("rel") {
            Some(_) => self.year(found),
            None => self.own_year(found).or_else(said).or(self.calendar.year),
        }
    }

    /// The year that the match gives in digits.
    fn own_year(&self, found: &Groups<'_>) -> Option<i16> {
        number(found, "y").or_else(|| number(found, "z")).or_else(|| self.short_year(found))
    }

    /// 次年 is the year after the one named before it, or after that of the document. In what is
    /// done every year it may be any year.
    fn next_year(&self) -> Option<i16> {
        let sentence = context::before(self.text, self.start, context::SENTENCE);
        let base = || self.calendar.year.filter(|_| !sentence.contains('每'));
        self.sentence_year().map(|said| said.year).or_else(base).map(|year| year + 1)
    }

    /// A year written with two digits, if a document of the base year may set it.
    pub(super) fn short_year(&self, found: &Groups<'_>) -> Option<i16> {
        /// How many years before or after the document it may be.
        const REACH: std::ops::RangeInclusive<i16> = -1..=12;
        let year = 2000 + number::<i16>(found, "short")?;
        self.calendar.year.is_none_or(|base| REACH.contains(&(year - base))).then_some(year)
    }

    /// The last year named in the sentence.
    pub(super) fn sentence_year(&self) -> Option<SaidYear> {
        let sentence = context::before(self.text, self.start, context::SENTENCE);
        let begins = self.start - sentence.len();
        // The year of a title, 《市场准入负面清单（2022年版）》, is that of another document.
        let mut years = sentence
            .rmatch_indices('年')
            .filter(|(at, _)| !context::in_title(self.text, begins + at))
            .map(|(at, mark)| (at, at + mark.len()));
        let (at, behind) =
            years.find(|(at, behind)| !self.is_of_what_was(sentence, *at, *behind))?;
        let year = year_before(sentence, at).filter(|year| (2000..2100).contains(year))?;
        let rest = sentence.get(behind..)?;
        Some(SaidYear { year, is_due: is_due(rest), is_time: is_time(rest) })
    }

    /// Whether the year of a sentence that ends at `at` is over and only says which things are
    /// meant, or how they stood: 2023 in `2023年底前印发的文件，6月底前清理`, `截至2023年底，…`.
    fn is_of_what_was(&self, sentence: &str, at: usize, behind: usize) -> bool {
        let year = year_before(sentence, at);
        let before = sentence.get(..at - "2023".len().min(at)).unwrap_or_default();
        let rest = sentence.get(behind..).map(behind_day).unwrap_or_default();
        self.calendar.is_past(year) && (past::names_what_was(rest) || opens_state(before))
    }
}

/// The year that ends at `at`.
fn year_before(text: &str, at: usize) -> Option<i16> {
    context::last_chars(text, at, 4).parse().ok()
}

/// The text behind a month or day and 前.
fn behind_day(rest: &str) -> &str {
    let rest = rest.trim_start_matches(is_of_day).trim_start_matches(['底', '末']);
    let by = rest.strip_any_prefix(&["之前", "以前", "前"]);
    by.unwrap_or(rest)
}

/// Whether a character may be part of a month or day behind its year.
fn is_of_day(c: char) -> bool {
    c.is_ascii_digit() || "年月日号份一二三四五六七八九十".contains(c)
}

/// A year that a sentence names.
pub(super) struct SaidYear {
    pub(super) year: i16,
    /// Whether it is that of a deadline, `2021年6月底前`. Another year may only tell which things
    /// are meant: `2023年发现的问题，9月底前整改`.
    is_due: bool,
    /// Whether it is that of some time, `2025年3月启动`, rather than `2025年目标`.
    is_time: bool,
}

/// Whether the text after a year makes it one of a deadline: `6月底前`, `底`.
fn is_due(rest: &str) -> bool {
    let day = rest.trim_start_matches(is_of_day);
    day.starts_with(['前', '底', '末'])
        || day.starts_with_any(&["之前", "以前", "上旬", "中旬", "下旬"])
}

/// Whether the text after a year goes on with a part of it, or ends there.
fn is_time(rest: &str) -> bool {
    let rest = rest.trim_start_matches('度');
    rest.is_empty()
        || rest.starts_with(|c: char| {
            c.is_ascii_digit() || "，、—-～~至到起内（〔上下第一二三四五六七八九十元春".contains(c)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::time;

    #[test]
    fn nothing_is_due_before_the_issue() {
        for (issued, text, due) in [
            ("2024-12-05", "请于1月10日前报送", Some("2025-01-10")),
            ("2024-11-28", "12月底前完成", Some("2024-12-31")),
            ("2024-11-28", "3月底前验收", Some("2025-03-31")),
            ("2024-11-28", "1月—3月排查", Some("2025-01-01/2025-03-31")),
            ("2024-11-28", "11月至次年3月排查", Some("2024-11-01/2025-03-31")),
            ("2024-11-28", "8月底前验收", None),
            ("2024-03-05", "2月底前报送", Some("2024-02-29")),
            ("2024-03-05", "2023年发现的问题，9月底前整改", Some("2024-09-30")),
            ("2024-03-05", "2024年发现的问题，1月底前整改", Some("2024-01-31")),
            ("2024-03-05", "对2022年12月31日前印发的文件开展清理，7月底前公布", Some("2024-07-31")),
            ("2024-03-05", "对2020年底前建成的小区进行改造，10月底前完成", Some("2024-10-31")),
            ("2024-03-05", "截至2022年底仍未整改的问题，6月底前清零", Some("2024-06-30")),
            ("2024-03-05", "截至2023年底，建成200个，6月底前再建50个", Some("2024-06-30")),
            ("2024-03-05", "对2022年底前印发实施的文件开展清理，7月底前公布", Some("2024-07-31")),
            ("2024-03-05", "2023年6月底前制定全国统一的政策，12月底前结算", Some("2023-06-30")),
            ("2024-03-05", "对2021年以来的问题开展清理，6月底前完成", Some("2024-06-30")),
            ("2024-03-05", "2021年以来印发的文件，6月底前清理", Some("2024-06-30")),
            ("2024-11-28", "2024年发现的问题，1月底前整改", Some("2025-01-31")),
            ("2024-11-28", "次年1月底前整改", Some("2025-01-31")),
            ("2024-03-05", "为实现2025年目标，6月底前编制", Some("2024-06-30")),
            ("2024-03-05", "到2025年，建成平台，6月底前编制", Some("2025-12-31")),
            ("2024-03-05", "3月启动", Some("2024-03-31")),
            ("2024-04-12", "3月、9月各开展一次检查", Some("2024-03-31")),
            ("2024-11-28", "一季度完成60%", Some("2024-03-31")),
            ("2024-11-28", "1月—3月，完成投资5亿元", Some("2024-01-01/2024-03-31")),
            ("2024-03-05", "2024年6月和12月各开展一次督查", Some("2024-06-30")),
            ("2024-03-05", "5月、10月分两批组织验收", Some("2024-05-31")),
            ("2024-03-05", "于12月总结", Some("2024-12-31")),
            ("2024-03-05", "截止2024年6月30日，完成全部任务", Some("2024-06-30")),
        ] {
            let issued: Date = issued.parse().expect("a date");
            let calendar =
                Calendar { year: Some(issued.year()), issued: Some(issued), is_titled: false };
            let found = time::find_by(text, calendar);
            let value = found.first().and_then(|time| time.value.as_deref());
            assert!(!found.is_empty(), "{issued} {text}");
            assert_eq!(value, due, "{issued} {text}");
        }
    }

    #[test]
    fn days_of_a_paragraph_follow_each_other() {
        let calendar =
            Calendar { issued: "2024-04-12".parse().ok(), ..Calendar::of_year(Some(2024)) };
        for (text, last) in [
            ("2025年1月底前自查；3月底前整改", Some("2025-03-31")),
            ("2025年1月10日前报送2024年度总结，3月底前整改", Some("2025-03-31")),
            ("2024年10月底前自查。2月底前整改", None),
            ("2024年10月底前自查。\n2月底前整改", Some("2024-02-29")),
            ("每年1月10日前报送总结，3月31日前公开", Some("P1Y")),
            ("每年1月10日前报送总结，2024年6月30日前整改", Some("2024-06-30")),
            ("2023年12月底前已完成排查。3月底前整改", Some("2024-03-31")),
            ("2024年12月底前建成。其中2月底前立项", Some("2024-02-29")),
            ("第四季度，开展评估", Some("2024-12-31")),
            ("加强监测。（县水利局，9月）", Some("2024-09-30")),
        ] {
            let found = time::find_by(text, calendar);
            let value = found.last().map(|time| time.value.as_deref());
            assert_eq!(value, Some(last), "{text}");
        }
        assert_eq!(time::find_by("一季度开展评估", calendar), []);
    }

    #[test]
    fn a_state_is_none_to_come() {
        let calendar =
            Calendar { issued: "2024-03-05".parse().ok(), ..Calendar::of_year(Some(2024)) };
        for text in ["截至2024年2月底，完成80%", "截止2024年6月30日，已完成80%", "1月完成"]
        {
            assert_eq!(time::find_by(text, calendar), [], "{text}");
        }
    }

    #[test]
    fn an_annual_plan_is_about_its_year() {
        let issued = "2024-11-28".parse().ok();
        let calendar = Calendar { year: Some(2024), issued, is_titled: true };
        let found = time::find_by("3月底前完成", calendar);
        assert_eq!(found[0].value.as_deref(), Some("2024-03-31"));
    }
}
