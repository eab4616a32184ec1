//! Interprets a match of a form: its kind and value, or nothing if its context shows that it sets
//! no time.

use jiff::Span;
use jiff::civil::Date;
use regex::Captures;

use super::listing::{self, Lead};
use super::spans;
use crate::context;
use crate::extract::past;
use crate::model::TimeKind;
use crate::numeral;

/// No document at hand sets a time in a year before this.
const OLD: i16 = 2010;
/// How long an attribute such as `建成并投入使用的` may be, in characters.
const ATTRIBUTE: usize = 16;

/// A place in a text at which a form matches.
pub(super) struct Place<'t> {
    /// The normalised text.
    pub(super) text: &'t str,
    /// Where the match begins.
    pub(super) start: usize,
    /// The year of the document.
    pub(super) base_year: Option<i16>,
}

/// What a match says.
pub(super) struct Reading {
    pub(super) kind: TimeKind,
    pub(super) value: Option<String>,
    pub(super) working_days: bool,
    pub(super) each_by: Option<String>,
    /// Whether nothing but the end of something on that day sets it: 2024年6月30日完成.
    pub(super) by_end: bool,
    /// Bytes at the beginning of the match that do not belong to the time.
    pub(super) skip: usize,
}

impl Reading {
    pub(super) fn new(kind: TimeKind, value: Option<String>) -> Self {
        Self { kind, value, working_days: false, each_by: None, by_end: false, skip: 0 }
    }

    pub(super) fn by(date: Option<Date>) -> Self {
        Self::new(TimeKind::Deadline, date.map(|date| date.to_string()))
    }
}

impl<'t> Place<'t> {
    /// Whether the time counts from the day of issue: 印发之日起, 发布之日起.
    pub(super) fn is_since_issue(&self) -> bool {
        let before = context::last_chars(self.text, self.start, 8);
        let issue = before.strip_suffix("之日起").unwrap_or_default();
        ["印发", "发布", "公布", "下发", "施行", "实施", "生效"]
            .iter()
            .any(|word| issue.ends_with(word))
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
    fn is_state(&self) -> bool {
        let before =
            self.text.get(..self.start).unwrap_or_default().trim_end_matches(['截', '至', '止']);
        // 政策期限截至2023年底 sets one.
        if ["期限", "时间", "日期"].iter().any(|word| before.ends_with(word)) {
            return false;
        }
        self.previous() == Some('截')
            || ["截至", "截止"].contains(&context::last_chars(self.text, self.start, 2))
    }

    /// The text after the match.
    pub(super) fn rest(&self, found: &Captures<'_>) -> &'t str {
        self.text.get(self.start + found[0].len()..).unwrap_or_default()
    }

    /// Whether the match begins within a number or a word made of numerals.
    pub(super) fn splits_number(&self, found: &Captures<'_>) -> bool {
        let is_numeral =
            |c: char| c.is_ascii_digit() || "一二三四五六七八九十百千万几数多".contains(c);
        let starts_in = found[0].starts_with(is_numeral) && !self.follows_item_number();
        self.previous()
            .is_some_and(|c| (starts_in && (is_numeral(c) || ".第×*〔".contains(c))) || c == '×')
    }

    /// Whether the match is the rest of a longer one that sets no time: `2月底` in
    /// `截至2024年2月底`.
    fn splits_year(&self, found: &Captures<'_>) -> bool {
        let year = self.text.get(..self.start).and_then(|before| before.strip_suffix('年'));
        found[0].starts_with(|c: char| c.is_ascii_digit())
            && year.is_some_and(|year| year.ends_with(|c: char| c.is_ascii_digit()))
    }

    /// Whether the number of an item directly precedes the place: `3.2020年底前`.
    fn follows_item_number(&self) -> bool {
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
    fn starts_year(&self, found: &Captures<'_>) -> bool {
        let of_count = |c: char| "近约超满逾过前后第这达".contains(c);
        self.short_year(found).is_some() && !self.previous().is_some_and(of_count)
    }

    /// The year that the match names (`今年`, `明年`, digits), or else the last one in its
    /// sentence, or else that of the document.
    fn year(&self, found: &Captures<'_>) -> Option<i16> {
        let digits =
            number(found, "y").or_else(|| number(found, "z")).or_else(|| self.short_year(found));
        match found.name("rel").map(|rel| rel.as_str()) {
            Some("明年") => self.base_year.map(|year| year + 1),
            // 次年 follows the year named before it; without one, it may be any.
            Some("次年" | "翌年") => self.sentence_year().map(|year| year + 1),
            Some(_) => self.base_year,
            None => digits.or_else(|| self.sentence_year()).or(self.base_year),
        }
    }

    /// The year written with two digits, if a document of the base year may set it.
    fn short_year(&self, found: &Captures<'_>) -> Option<i16> {
        /// Years from that of the document.
        const REACH: std::ops::RangeInclusive<i16> = -1..=12;
        let year = 2000 + number::<i16>(found, "short")?;
        self.base_year.is_none_or(|base| REACH.contains(&(year - base))).then_some(year)
    }

    pub(super) fn sentence_year(&self) -> Option<i16> {
        let sentence = context::before(self.text, self.start, context::SENTENCE);
        let begins = self.start - sentence.len();
        // The year of a title, 《市场准入负面清单（2022年版）》, is that of another document.
        let (at, _) = sentence
            .rmatch_indices('年')
            .find(|(at, _)| !context::in_title(self.text, begins + at))?;
        context::last_chars(sentence, at, 4).parse().ok().filter(|year| (2000..2100).contains(year))
    }

    /// Whether the label of a deadline precedes the place: `完成时限：`.
    fn is_labelled(&self) -> bool {
        let label = context::last_chars(self.text, self.start, 7);
        let label = label.rsplit(['；', '。', '，', '\n']).next().unwrap_or_default();
        let has = |words: &[&str]| words.iter().any(|word| label.contains(word));
        // 发布时间 and 会议时间 are not about when a task is done.
        label.ends_with('：')
            && has(&["时限", "时间", "期限", "节点", "进度"])
            && !has(&[
                "发布", "成文", "印发", "发文", "更新", "生成", "会议", "起始", "开始", "有效",
                "填报", "填表", "制表",
            ])
    }

    /// Whether the match is the end of a word: 年度 in `考核年度`.
    fn ends_a_word(&self) -> bool {
        self.previous().is_some_and(|c| context::is_han(c) && !"于在并应须将要".contains(c))
    }

    /// Whether the match ends its cell or clause.
    fn ends(&self, found: &Captures<'_>) -> bool {
        self.rest(found).chars().next().is_none_or(|c| "，。；、）〕\n".contains(c))
    }

    /// Whether the sentence tells of the time since some date, and the match names no year still to
    /// come: 2023年以来，…6月底前….
    fn is_told(&self, found: &Captures<'_>) -> bool {
        let is_own = ["y", "rel", "short"].iter().any(|name| found.name(name).is_some());
        let year = self.year(found);
        let is_past = self.base_year.zip(year).is_some_and(|(base, year)| year < base);
        let is_old = is_past || year.is_some_and(|year| year < OLD);
        is_old && self.is_of_the_past(found)
            || (is_past || !is_own) && past::is_since(self.text, self.start)
    }

    /// Whether what comes after the match says that it was done by then, or names what was:
    /// `2023年底前已完成`, `2000年底前建成的小区`.
    fn is_of_the_past(&self, found: &Captures<'_>) -> bool {
        const DONE: [&str; 14] = [
            "建成",
            "竣工",
            "交付",
            "投入使用",
            "取得",
            "注册",
            "登记",
            "出生",
            "参加",
            "入住",
            "开工",
            "完工",
            "购买",
            "退休",
        ];
        let rest = self.rest(found);
        let clause = context::first_chars(rest, ATTRIBUTE).split(context::CLAUSE).next();
        rest.starts_with("已")
            || DONE.iter().any(|verb| rest.starts_with(verb))
                && clause.is_some_and(|clause| clause.contains('的'))
    }

    /// Whether what comes before or after the match says that a day is the last for something:
    /// `不迟于6月30日`, `政策执行至6月30日`, `2024年6月30日完成`.
    fn is_last_day(&self, found: &Captures<'_>) -> bool {
        const AT_LATEST: &[&str] = &[
            "不迟于",
            "不晚于",
            "不得迟于",
            "不得晚于",
            "不能迟于",
            "不能晚于",
            "最迟",
            "最迟于",
            "最迟在",
            "最晚",
            "最晚于",
            "最晚在",
            "截止时间为",
            "截止日期为",
            "截止时间",
            "截止日期",
            "完成时间为",
            "完成时限为",
            "完成期限为",
        ];
        const RUNS: &[&str] = &[
            "执行", "实施", "施行", "延续", "延长", "顺延", "延期", "持续", "保留", "开展", "日起",
        ];
        let before = context::clause_before(self.text, self.start);
        let ends_with = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
        let is_until = found[0].starts_with(['至', '到']) && ends_with(RUNS);
        ends_with(AT_LATEST)
            || (is_until || self.ends_then(found)) && !past::is_done(self.text, self.start)
    }

    /// Whether something ends on the day of the match: `2024年6月30日完成`, `至12月31日止`.
    fn ends_then(&self, found: &Captures<'_>) -> bool {
        const ENDS: &[&str] = &["完成", "截止", "到位", "办结", "止", "为止"];
        let is_own = found.name("y").is_some() || found[0].starts_with(['至', '到']);
        let rest = self.rest(found);
        let is_to_end = || context::clause_before(self.text, self.start).contains('将');
        let end = ENDS.iter().find_map(|end| rest.strip_prefix(end));
        let end = end.or_else(|| rest.strip_prefix("结束").filter(|_| is_to_end()));
        is_own && end.is_some_and(|behind| !behind.starts_with(['了', '后', '的']))
    }

    /// Whether the clause asks for a figure by then: `3月31日上报率要达到80%，4月10日达到95%`.
    fn asks_for_figure(&self, found: &Captures<'_>) -> bool {
        const ASKS: &[&str] =
            &["要达", "须达", "应达", "需达", "力争", "确保", "争取", "必须", "务必"];
        let rest = self.rest(found).trim_start_matches('，');
        let clause = context::after(rest, 0, context::CLAUSE);
        let Some((head, reached)) = clause.rsplit_once('达') else { return false };
        let reached = reached.strip_prefix('到').unwrap_or(reached);
        let sentence = context::before(self.text, self.start, context::SENTENCE);
        let asked = format!("{sentence}{head}达");
        reached.starts_with(|c: char| c.is_ascii_digit())
            && !head.contains(['已', '了'])
            && ASKS.iter().any(|word| asked.contains(word))
    }

    /// Whether the text after the match says that something is to be done by then.
    fn is_to_be_done(&self, found: &Captures<'_>) -> bool {
        let rest = self.rest(found).trim_start_matches(['，', '、', '：']);
        let done = [
            "完成", "实现", "建成", "取得", "投入", "开工", "建立", "出台", "印发", "基本", "全面",
            "报送", "形成", "启动", "试点",
        ];
        done.iter().any(|word| rest.starts_with(word))
    }
}

/// The text from byte `at` on, as far as a time may extend.
pub(super) fn tail(text: &str, at: usize) -> &str {
    /// The maximum length of a time, in bytes.
    const LONGEST: usize = 144;
    text.get(at..context::floor(text, at + LONGEST)).unwrap_or_default()
}

/// The last day of a month.
pub(super) fn month_end(year: i16, month: i8) -> Option<Date> {
    Date::new(year, month, 1).ok().map(Date::last_of_month)
}

fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

pub(super) fn number<T: TryFrom<u32>>(found: &Captures<'_>, name: &str) -> Option<T> {
    let text = found.name(name)?.as_str();
    let value =
        text.parse().ok().or_else(|| numeral::chinese(text)).or_else(|| numeral::by_place(text));
    T::try_from(value?).ok()
}

/// Reads `2023年年底前`, `今年底`, `年内`.
pub(super) fn year_end(place: &Place<'_>, found: &Captures<'_>) -> Option<Reading> {
    let amid = place.is_state()
        || place.splits_number(found)
        || place.previous().is_some_and(|c| found[0].starts_with('年') && !is_free(c));
    let rest = place.rest(found);
    // 考核年度内 and 同一年度内 are any year's.
    if &found[0] == "年度内" && (place.ends_a_word() || !place.is_to_be_done(found)) {
        return None;
    }
    (!amid && !place.is_told(found) && !rest.starts_with(['后', '外', '蕴']))
        .then(|| Reading::by(place.year(found).and_then(|year| date(year, 12, 31))))
}

/// Reads `24年底前`.
pub(super) fn short_year_end(place: &Place<'_>, found: &Captures<'_>) -> Option<Reading> {
    place.starts_year(found).then(|| year_end(place, found))?
}

/// Reads `24年6月底前`.
pub(super) fn short_year_month(place: &Place<'_>, found: &Captures<'_>) -> Option<Reading> {
    place.starts_year(found).then(|| month(place, found))?
}

/// Whether a word may begin after `c`: `三年底` and `每年底` do not contain `年底`.
fn is_free(c: char) -> bool {
    !c.is_ascii_digit() && !"一二三四五六七八九十两半几多每去前近全同".contains(c)
}

/// Reads `到2025年`, `2025年前`.
pub(super) fn by_year(place: &Place<'_>, found: &Captures<'_>) -> Option<Reading> {
    let rest = place.rest(found);
    let goes_on =
        rest.starts_with(|c: char| c.is_ascii_digit() || "后年度底末初中上下第、".contains(c));
    let from =
        place.is_state() || place.previous().is_some_and(|c| c == '年' || c.is_ascii_digit());
    (!goes_on && !from).then(|| Reading::by(place.year(found).and_then(|year| date(year, 12, 31))))
}

/// The first and last year of the five-year plan in the match; the fourteenth is 2021 to 2025.
fn plan_years(found: &Captures<'_>) -> Option<(i16, i16)> {
    past::plan_years(number(found, "plan")?)
}

/// Reads `“十四五”末`.
pub(super) fn plan_end(place: &Place<'_>, found: &Captures<'_>) -> Option<Reading> {
    let (_, end) = plan_years(found)?;
    place.base_year.is_none_or(|base| base <= end).then(|| Reading::by(date(end, 12, 31)))
}

/// Reads `“十四五”期间`; a plan that was over when the document was issued sets no time.
pub(super) fn plan(place: &Place<'_>, found: &Captures<'_>) -> Option<Reading> {
    let (start, end) = plan_years(found)?;
    place
        .base_year
        .is_none_or(|base| base <= end)
        .then(|| interval(date(start, 1, 1), date(end, 12, 31)))
}

fn interval(start: Option<Date>, end: Option<Date>) -> Reading {
    Reading::new(TimeKind::Period, start.zip(end).map(|(start, end)| format!("{start}/{end}")))
}

/// Reads `2023年6月底前`, `6月30日前`, `完成时限：2019年12月`.
pub(super) fn month(place: &Place<'_>, found: &Captures<'_>) -> Option<Reading> {
    if place.is_state()
        || place.splits_number(found)
        || place.is_told(found)
        || place.splits_year(found)
        || place.previous().is_some_and(|c| found[0].starts_with('年') && !is_free(c))
    {
        return None;
    }
    let (month, year) = (number::<i8>(found, "m")?, place.year(found));
    let (day, part) = (number::<i8>(found, "d"), found.name("part").map(|part| part.as_str()));
    if !is_due(place, found, year) {
        return None;
    }
    if listing::is_yearly(place.text, place.start) {
        return Some(spans::listed(Some(month), day));
    }
    let last = |year| match (day, part) {
        (Some(day), _) => date(year, month, day),
        (None, Some("上旬" | "初")) => date(year, month, 10),
        (None, Some("中旬")) => date(year, month, 20),
        _ => month_end(year, month),
    };
    let has_mark = found.name("by").is_some() || part.is_some() || place.is_labelled();
    let by_end = day.is_some() && !has_mark && place.ends_then(found);
    Some(Reading { by_end, ..Reading::by(year.and_then(last)) })
}

/// Whether something is to be done by a month or day of the year `year`.
fn is_due(place: &Place<'_>, found: &Captures<'_>, year: Option<i16>) -> bool {
    let rest = place.rest(found);
    if rest.starts_with(['起', '至', '—', '-', '－']) {
        return false;
    }
    let has_end = found.name("by").is_some_and(|_| !rest.starts_with('后'))
        || found.name("part").is_some_and(|part| matches!(part.as_str(), "底" | "末"));
    if has_end || place.is_labelled() {
        return true;
    }
    let is_day = found.name("d").is_some();
    let shares_end = match is_day {
        true => listing::days_go_on(place.rest(found)),
        false => found.name("part").is_none() && listing::months_go_on(place.rest(found)),
    };
    // A clause in brackets may omit the year of a month: （11月取得明显成效，牵头单位：…）.
    let opens_clause = matches!(place.previous(), Some('（' | '〔'));
    let is_named = found.name("y").is_some() || opens_clause;
    let is_past = place.base_year.zip(year).is_some_and(|(base, year)| year < base);
    let is_set = !is_day && is_named && place.is_to_be_done(found);
    shares_end || !is_past && (is_set || place.is_last_day(found) || place.asks_for_figure(found))
}

/// Reads a day that takes its month from the day listed before it: `28日前` in
/// `6月25日、28日前`.
pub(super) fn listed_day(place: &Place<'_>, found: &Captures<'_>) -> Option<Reading> {
    let by = found.name("by").is_some_and(|_| !place.rest(found).starts_with('后'));
    if !by && !listing::days_go_on(place.rest(found)) || place.is_told(found) {
        return None;
    }
    let day = number::<i8>(found, "d")?;
    match listing::lead(place.text, place.start)? {
        Lead::EachMonth => Some(spans::listed(None, Some(day))),
        Lead::Month(month) => {
            Some(Reading::by(place.year(found).and_then(|year| date(year, month, day))))
        }
    }
}

/// Reads `2024.6.30前`, `完成时限：2024/12/31`.
pub(super) fn figures(place: &Place<'_>, found: &Captures<'_>) -> Option<Reading> {
    let goes_on = |c: char| c.is_ascii_alphanumeric() || "./-—~%".contains(c);
    let amid = place.previous().is_some_and(|c| c.is_ascii_alphanumeric() || "./-〔".contains(c));
    let rest = place.rest(found);
    let by = found.name("by").is_some() && !rest.starts_with('后') || found.name("part").is_some();
    let is_set = by || place.is_labelled() && place.ends(found);
    if amid || !is_set || rest.starts_with(goes_on) || place.is_state() || place.is_told(found) {
        return None;
    }
    let (year, month) = (number(found, "y")?, number(found, "m")?);
    let day =
        number(found, "d").map_or_else(|| month_end(year, month), |day| date(year, month, day))?;
    Some(Reading::by(Some(day)))
}

/// Reads `完成时限：45657`: days since 30 December 1899, as spreadsheets count them.
pub(super) fn serial(place: &Place<'_>, found: &Captures<'_>) -> Option<Reading> {
    let is_cell = place.is_labelled() && place.ends(found);
    let days = number::<i32>(found, "serial").filter(|_| is_cell)?;
    let day = date(1899, 12, 30)?.checked_add(Span::new().days(days)).ok()?;
    (day.year() >= 2000).then(|| Reading::by(Some(day)))
}

/// Reads `2019年上半年`, `第三季度`.
pub(super) fn part_of_year(place: &Place<'_>, found: &Captures<'_>) -> Option<Reading> {
    let year = place.year(found);
    let is_past = place.base_year.zip(year).is_some_and(|(base, year)| year < base);
    let has_end = found.name("end").is_some() || found.name("by").is_some();
    let is_year = found.name("y").is_some() || found.name("rel").is_some();
    if is_past
        || place.splits_number(found)
        || !(has_end || is_year || place.is_labelled() || place.is_to_be_done(found))
    {
        return None;
    }
    let month = match found.name("half").map(|half| half.as_str()) {
        Some("上") => 6,
        Some(_) => 12,
        None => 3 * number::<i8>(found, "q")?,
    };
    Some(Reading::by(year.and_then(|year| month_end(year, month))))
}

/// Reads `2021—2025年`, but not `行动计划（2021—2025年）`.
pub(super) fn years(place: &Place<'_>, found: &Captures<'_>) -> Option<Reading> {
    let (start, end): (i16, i16) = (number(found, "y")?, number(found, "z")?);
    let is_titled = place.previous() == Some('（') && {
        let name = context::last_chars(place.text, place.start - '（'.len_utf8(), 2);
        let kinds = [
            "方案", "规划", "计划", "纲要", "意见", "行动", "安排", "措施", "政策", "要点", "办法",
            "任务", "清单", "工程", "设〉",
        ];
        kinds.contains(&name)
    };
    (start < end && !is_titled && !place.splits_number(found))
        .then(|| interval(date(start, 1, 1), date(end, 12, 31)))
}

/// Reads `2023年3月—5月`, `2023年6月1日至7月31日`, `6月20日—25日`, `11月至次年3月`.
pub(super) fn months(place: &Place<'_>, found: &Captures<'_>) -> Option<Reading> {
    let year = |name| number::<i16>(found, name);
    let first = year("y1").or_else(|| place.sentence_year()).or(place.base_year);
    let is_next = found.name("next").is_some();
    let second = year("y2").or_else(|| first.map(|year| year + i16::from(is_next)));
    let month = number::<i8>(found, "m1")?;
    let last = number::<i8>(found, "m2").unwrap_or(month);
    let (from, to) = (number::<i8>(found, "d1").unwrap_or(1), number::<i8>(found, "d2"));
    let in_order =
        is_next || (first, month, from) < (second.or(first), last, to.unwrap_or(i8::MAX));
    if place.splits_number(found) || !in_order {
        return None;
    }
    let start = first.and_then(|year| date(year, month, from));
    let end = second.and_then(|year| match to {
        Some(day) => date(year, last, day),
        None => month_end(year, last),
    });
    Some(interval(start, end))
}
