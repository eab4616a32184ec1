//! A place in a text where the form of a time matches, and the text around it.

use jiff::civil::Date;

use super::calendar::Calendar;
use super::reading::names_year;
use crate::affix::AnyOf;
use crate::context;
use crate::extract::past;
use crate::patterns::Groups;

/// No document at hand sets a time in a year before this.
const OLD: i16 = 2010;

/// A place in a text where a form matches.
pub(super) struct Place<'t> {
    /// The normalised text.
    pub(super) text: &'t str,
    /// Where the match begins.
    pub(super) start: usize,
    /// What the document says about its year.
    pub(super) calendar: Calendar,
}

impl<'t> Place<'t> {
    /// Whether the time counts from the day of issue: 印发之日起, 发布之日起.
    pub(super) fn is_since_issue(&self) -> bool {
        let before = context::last_chars(self.text, self.start, 8);
        let issue = before.strip_suffix("之日起").unwrap_or_default();
        issue.ends_with_any(&["印发", "发布", "公布", "下发", "施行", "实施", "生效"])
    }

    /// The text from the place on, as far as a time may extend.
    pub(super) fn tail(&self) -> &'t str {
        tail(self.text, self.start)
    }

    /// The character before the place.
    pub(super) fn previous(&self) -> Option<char> {
        context::previous(self.text, self.start)
    }

    /// Whether the match describes a state: `截至2022年底`.
    pub(super) fn is_state(&self) -> bool {
        let before = self.text.get(..self.start).unwrap_or_default();
        opens_state(before) && !self.is_until_a_term_ends()
    }

    /// Whether the match is the day on which a term ends: `政策期限截至2023年底`.
    pub(super) fn is_until_a_term_ends(&self) -> bool {
        let before = self.text.get(..self.start).unwrap_or_default();
        let term = before.trim_end_matches(['截', '至', '止']);
        term.len() < before.len() && term.ends_with_any(&["期限", "时间", "日期"])
    }

    /// The text after the match.
    pub(super) fn rest(&self, found: &Groups<'_>) -> &'t str {
        self.text.get(self.start + found.whole().len()..).unwrap_or_default()
    }

    /// Whether the match begins within a number or a word made of numerals.
    pub(super) fn splits_number(&self, found: &Groups<'_>) -> bool {
        let is_numeral =
            |c: char| c.is_ascii_digit() || "一二三四五六七八九十百千万几数多".contains(c);
        let starts_in = found.whole().starts_with(is_numeral) && !self.follows_item_number();
        self.previous()
            .is_some_and(|c| (starts_in && (is_numeral(c) || ".第×*〔".contains(c))) || c == '×')
    }

    /// Whether the match is the rest of a longer one that sets no time: `2月底` in
    /// `截至2024年2月底`.
    pub(super) fn splits_year(&self, found: &Groups<'_>) -> bool {
        let year = self.text.get(..self.start).and_then(|before| before.strip_suffix('年'));
        found.whole().starts_with(|c: char| c.is_ascii_digit())
            && year.is_some_and(|year| year.ends_with(|c: char| c.is_ascii_digit()))
    }

    /// Whether the number of an item directly precedes the place: `3.2020年底前`.
    pub(super) fn follows_item_number(&self) -> bool {
        let Some(before) = self.text.get(..self.start).and_then(|before| before.strip_suffix('.'))
        else {
            return false;
        };
        let head = before.trim_end_matches(|c: char| c.is_ascii_digit());
        head.len() < before.len()
            && head.chars().next_back().is_none_or(|c| "\n。）〕；：".contains(c))
    }

    /// Whether the match begins with a two-digit year rather than a number of years, as in
    /// `近20年底蕴`.
    pub(super) fn starts_year(&self, found: &Groups<'_>) -> bool {
        let of_count = |c: char| "近约超满逾过前后第这达".contains(c);
        self.short_year(found).is_some() && !self.previous().is_some_and(of_count)
    }

    /// Whether the match is the end of a word: 年度 in `考核年度`.
    pub(super) fn ends_a_word(&self) -> bool {
        self.previous().is_some_and(|c| context::is_han(c) && !"于在并应须将要".contains(c))
    }

    /// Whether the match opens its clause.
    pub(super) fn opens(&self) -> bool {
        self.previous().is_none_or(|c| "，。；：、（）\n".contains(c))
    }

    /// Whether the match ends its cell or clause.
    pub(super) fn ends(&self, found: &Groups<'_>) -> bool {
        self.rest(found).chars().next().is_none_or(|c| "，。；、）〕\n".contains(c))
    }

    /// Whether the sentence reports what happened since some date, and the match names no year
    /// still to come: 2023年以来，…6月底前….
    pub(super) fn is_told(&self, found: &Groups<'_>) -> bool {
        let year = self.named_year(found);
        let is_past = self.calendar.is_past(year);
        let is_old = is_past || year.is_some_and(|year| year < OLD);
        self.is_of_things(found)
            || is_old && self.is_of_the_past(found)
            || (is_past || !names_year(found)) && past::is_since(self.text, self.start)
    }

    /// Whether the text after the match says that something was done by then, or names what was:
    /// `2023年底前已完成`, `2000年底前建成的小区`.
    fn is_of_the_past(&self, found: &Groups<'_>) -> bool {
        let rest = self.rest(found);
        rest.starts_with("已") || past::names_what_was(rest)
    }

    /// Whether the match describes a state, unless the day is still to come and the text does not
    /// say what has been: `截至2024年6月30日，完成全部任务` in a document of March.
    pub(super) fn is_state_on(&self, found: &Groups<'_>, due: Option<Date>) -> bool {
        const SO_FAR: &[&str] = &["已", "共", "累计"];
        let sentence = context::after(self.rest(found), 0, context::SENTENCE);
        let has_been = sentence.contains_any(SO_FAR);
        self.is_state() && (has_been || !self.calendar.is_ahead(due))
    }

    /// Whether 每年 precedes the match: `每年4—6月`.
    pub(super) fn is_of_each_year(&self) -> bool {
        let before = context::last_chars(self.text, self.start, 4);
        before.ends_with_any(&["每年", "每年度", "每年的", "每年于", "每年度的"])
    }

    /// Whether the match says which things are meant: `对2023年6月30日前开工的项目`.
    fn is_of_things(&self, found: &Groups<'_>) -> bool {
        let clause = context::clause_before(self.text, self.start);
        clause.ends_with_any(&["对", "对于", "凡", "凡是"])
            && past::names_what_was(self.rest(found))
    }
}

/// Whether a text ends with a word that makes the day behind it that of a state: `截至2022年底`.
pub(super) fn opens_state(before: &str) -> bool {
    before.ends_with_any(&["截", "截至", "截止"])
}

/// The text from byte `at` on, as far as a time may extend.
pub(super) fn tail(text: &str, at: usize) -> &str {
    /// The maximum length of a time, in bytes.
    const LONGEST: usize = 144;
    text.get(at..context::floor(text, at + LONGEST)).unwrap_or_default()
}
