//! Interprets a match of a form: its kind and value, or nothing if its context shows that it sets
//! no time.

use jiff::Span;
use jiff::civil::Date;
use regex::Captures;

use crate::context;
use crate::extract::{change, past};
use crate::model::TimeKind;
use crate::numeral;

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
    /// Bytes at the beginning of the match that do not belong to the time.
    pub(super) skip: usize,
}

impl Reading {
    fn new(kind: TimeKind, value: Option<String>) -> Self {
        Self { kind, value, working_days: false, each_by: None, skip: 0 }
    }

    fn by(date: Option<Date>) -> Self {
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
    fn previous(&self) -> Option<char> {
        context::previous(self.text, self.start)
    }

    /// Whether the match describes a state: `截至2022年底`.
    fn is_state(&self) -> bool {
        self.previous() == Some('截')
            || ["截至", "截止"].contains(&context::last_chars(self.text, self.start, 2))
    }

    /// The text after the match.
    fn rest(&self, found: &Captures<'_>) -> &'t str {
        self.text.get(self.start + found[0].len()..).unwrap_or_default()
    }

    /// Whether the match begins within a number or a word made of numerals.
    fn splits_number(&self, found: &Captures<'_>) -> bool {
        let is_numeral =
            |c: char| c.is_ascii_digit() || "一二三四五六七八九十百千万几数多".contains(c);
        let starts_in = found[0].starts_with(is_numeral) && !self.follows_item_number();
        self.previous()
            .is_some_and(|c| (starts_in && (is_numeral(c) || ".第×*〔".contains(c))) || c == '×')
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

    fn sentence_year(&self) -> Option<i16> {
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

    /// Whether the match ends its cell or clause.
    fn ends(&self, found: &Captures<'_>) -> bool {
        self.rest(found).chars().next().is_none_or(|c| "，。；、）〕\n".contains(c))
    }

    /// Whether the sentence tells of the time since some date, and the match names no year still to
    /// come: 2023年以来，…6月底前….
    fn is_told(&self, found: &Captures<'_>) -> bool {
        let is_own = ["y", "rel", "short"].iter().any(|name| found.name(name).is_some());
        let is_past = self.base_year.zip(self.year(found)).is_some_and(|(base, year)| year < base);
        (is_past || !is_own) && past::is_since(self.text, self.start)
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
fn month_end(year: i16, month: i8) -> Option<Date> {
    Date::new(year, month, 1).ok().map(Date::last_of_month)
}

fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

fn number<T: TryFrom<u32>>(found: &Captures<'_>, name: &str) -> Option<T> {
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
        || place.previous().is_some_and(|c| found[0].starts_with('年') && !is_free(c))
    {
        return None;
    }
    let (month, year) = (number::<i8>(found, "m")?, place.year(found));
    let (day, part) = (number::<i8>(found, "d"), found.name("part").map(|part| part.as_str()));
    let is_past = place.base_year.zip(year).is_some_and(|(base, year)| year < base);
    let rest = place.rest(found);
    let has_end = found.name("by").is_some_and(|_| !rest.starts_with('后'))
        || matches!(part, Some("底" | "末"));
    // A clause in brackets may omit the year of a month: （11月取得明显成效，牵头单位：…）.
    let opens_clause = matches!(place.previous(), Some('（' | '〔'));
    let is_named = found.name("y").is_some() || opens_clause;
    let is_set = day.is_none() && !is_past && is_named && place.is_to_be_done(found);
    if !has_end && !is_set && !place.is_labelled() || rest.starts_with(['起', '至', '—', '-', '－'])
    {
        return None;
    }
    let last = |year| match (day, part) {
        (Some(day), _) => date(year, month, day),
        (None, Some("上旬" | "初")) => date(year, month, 10),
        (None, Some("中旬")) => date(year, month, 20),
        _ => month_end(year, month),
    };
    Some(Reading::by(year.and_then(last)))
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

/// Reads `2023年3月—5月`, `2023年6月1日至7月31日`.
pub(super) fn months(place: &Place<'_>, found: &Captures<'_>) -> Option<Reading> {
    let year = |name| number::<i16>(found, name);
    let first = year("y1").or_else(|| place.sentence_year()).or(place.base_year)?;
    let second = year("y2").unwrap_or(first);
    let (month, last) = (number::<i8>(found, "m1")?, number::<i8>(found, "m2")?);
    let start = date(first, month, number(found, "d1").unwrap_or(1));
    let end =
        number(found, "d2").map_or_else(|| month_end(second, last), |day| date(second, last, day));
    (!place.splits_number(found) && start < end).then(|| interval(start, end))
}

/// The ISO 8601 duration of `n` units; `半年` is six months, `半个月` fifteen days.
fn duration(n: f64, unit: &str) -> Option<String> {
    let unit = unit.strip_prefix('个').unwrap_or(unit);
    Some(match unit {
        "工作日" | "自然日" | "日" | "天" => format!("P{n}D"),
        "周" | "星期" => format!("P{}D", n * 7.0),
        "旬" => format!("P{}D", n * 10.0),
        "半月" => format!("P{}D", n * 15.0),
        "月" if n == 0.5 => "P15D".to_owned(),
        "月" => format!("P{n}M"),
        "季度" | "季" => format!("P{}M", n * 3.0),
        "学期" | "半年" => format!("P{}M", n * 6.0),
        "年" | "年度" | "学年" | "周年" if n < 1.0 => "P6M".to_owned(),
        "年" | "年度" | "学年" | "周年" => format!("P{n}Y"),
        "小时" => format!("PT{n}H"),
        "分钟" => format!("PT{n}M"),
        _ => return None,
    })
}

fn count(found: &Captures<'_>) -> Option<f64> {
    found.name("n").map_or(Some(1.0), |n| numeral::value(n.as_str()))
}

fn unit<'f>(found: &'f Captures<'_>) -> &'f str {
    found.name("u").map(|unit| unit.as_str()).unwrap_or_default()
}

/// Reads `每半年`, `每两年`, `每月25日前`; a rate such as `每年每公里` or `每人每月500元` is not a
/// time.
pub(super) fn every(place: &Place<'_>, found: &Captures<'_>) -> Option<Reading> {
    let rest = place.rest(found);
    let clause = context::after(rest, 0, &['，', '。', '；', '、', '\n']);
    let head = context::last_chars(place.text, place.start, 4);
    let is_rate = rest.starts_with('每') || (head.contains('每') && clause.contains('元'));
    let is_unit = clause.starts_with(|c: char| c.is_ascii_digit()) && clause.ends_with('元');
    let value = duration(count(found)?, unit(found));
    // 每年3月、9月 sets several.
    let goes_on = rest
        .strip_prefix(['、', '和'])
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let each_by = each_by(found).filter(|_| !goes_on);
    let reading = Reading { each_by, ..Reading::new(TimeKind::Recurrence, value) };
    (!is_rate && !is_unit).then_some(reading)
}

/// The day or month in each year or month: `---25` for `每月25日前`, `--12-31` for `每年年底`,
/// `--03` for `每年3月`.
fn each_by(found: &Captures<'_>) -> Option<String> {
    if count(found)? != 1.0 {
        return None;
    }
    let is_last = found.name("last").is_some();
    match (unit(found), number::<i8>(found, "m"), number::<i8>(found, "d")) {
        ("月" | "个月", None, Some(day)) => Some(format!("---{day:02}")),
        ("年" | "年度", Some(month), Some(day)) => Some(format!("--{month:02}-{day:02}")),
        // The last of February differs from year to year.
        ("年" | "年度", Some(month), None) if is_last && month != 2 => {
            month_end(2023, month).map(|end| format!("--{month:02}-{:02}", end.day()))
        }
        ("年" | "年度", Some(month), None) => Some(format!("--{month:02}")),
        ("年" | "年度", None, None) if is_last => Some("--12-31".to_owned()),
        _ => None,
    }
}

/// Reads `按季度通报`; `按月份` and `按季节` mean something else.
pub(super) fn by_turns(place: &Place<'_>, found: &Captures<'_>) -> Option<Reading> {
    let other =
        place.rest(found).starts_with(['份', '节', '龄', '薪', '租', '边', '期', '度', '序', '供']);
    (!other).then(|| Reading::new(TimeKind::Recurrence, duration(1.0, unit(found))))
}

/// Reads `7个工作日内`, `两年之内`; `近三年内` is past, and `2023年内` is a deadline.
pub(super) fn within(place: &Place<'_>, found: &Captures<'_>) -> Option<Reading> {
    let n = count(found)?;
    let is_past = place.previous().is_some_and(|c| "近去前第每".contains(c));
    let is_calendar = n >= 1900.0
        || (unit(found) == "月")
        || (unit(found) == "日" && place.previous() == Some('月'));
    // 不超过55周岁 is an age.
    let is_age = place.rest(found).starts_with('岁');
    if is_past || is_calendar || is_age || place.splits_number(found) {
        return None;
    }
    let mut reading = Reading::new(TimeKind::Duration, duration(n, unit(found)));
    reading.working_days = unit(found).ends_with("工作日");
    Some(reading)
}

/// Reads `7个工作日`, unless it is shortened to something else: `由20个工作日压缩至5个工作日`.
pub(super) fn alone(place: &Place<'_>, found: &Captures<'_>) -> Option<Reading> {
    if change::begins(place.rest(found)) { None } else { within(place, found) }
}

/// Reads `不少于7个工作日`, `连续2年`, `压缩至3天`. The limiting word belongs to the time only in
/// `连续`.
pub(super) fn limited(place: &Place<'_>, found: &Captures<'_>) -> Option<Reading> {
    let limit = found.name("limit")?.as_str();
    let mut reading = within(place, found)?;
    let rest = place.rest(found);
    if rest.starts_with(['期', '制']) || (limit == "至少" && rest.starts_with("一次")) {
        return None;
    }
    if limit != "连续" {
        reading.skip = limit.len();
    }
    Some(reading)
}

/// Reads `任期内`.
pub(super) fn term(_: &Place<'_>, _: &Captures<'_>) -> Option<Reading> {
    Some(Reading::new(TimeKind::Duration, None))
}

/// Reads `完成时限：持续推进`, `；长期坚持）`.
pub(super) fn open(_: &Place<'_>, found: &Captures<'_>) -> Option<Reading> {
    let skip = found.name("label")?.as_str().len();
    Some(Reading { skip, ..Reading::new(TimeKind::Duration, None) })
}

#[cfg(test)]
mod tests {
    use crate::extract::time;

    #[test]
    fn recurrences_tell_by_when() {
        for (text, each_by) in [
            ("每月25日前报送", Some("---25")),
            ("每年年底前通报", Some("--12-31")),
            ("每年12月31日前报送", Some("--12-31")),
            ("每年6月底前报送", Some("--06-30")),
            ("每年2月底前报送", Some("--02")),
            ("每年3月开展", Some("--03")),
            ("每年3月、9月开展", None),
            ("每季度末报送", None),
        ] {
            let found = time::find(text, Some(2023));
            assert_eq!(found.first().and_then(|time| time.each_by.as_deref()), each_by, "{text}");
        }
    }
}
