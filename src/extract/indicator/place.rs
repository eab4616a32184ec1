//! What a figure says in its context: the target that it sets, or why it sets none.

use std::ops::Range;
use std::sync::LazyLock;

use super::grammar::{Amount, COUNT, FALL, LEAST, LESS, MORE, MOST, RISE, WANTING, among};
use super::{IndicatorMention, measure};
use crate::context::{self, CLAUSE, SENTENCE};
use crate::message::Message;
use crate::model::{Change, Op};
use crate::words::Words;

/// Verbs whose object is counted.
static COUNTING: LazyLock<Words> = LazyLock::new(|| Words::new(COUNT.split('|')));
/// Nouns after which a percentage is a rate, not a share of a set.
const RATES: &[&str] = &[
    "比例", "标准", "额度", "税率", "速度", "幅度", "份额", "股份", "股权", "资金", "利率", "权重",
];

/// The text that contains the figures, and the year of the document.
pub(super) struct Whole<'t> {
    pub(super) text: &'t str,
    pub(super) base_year: Option<i16>,
}

/// What a figure is.
pub(super) enum Reading {
    Target(IndicatorMention),
    /// It sets no target, for this reason.
    Passed(Message),
    /// It looks like a target, but what it measures was not found.
    Unread,
}

/// A match of a form in its text.
pub(super) struct Place<'t, 'f> {
    pub(super) whole: &'t Whole<'t>,
    /// Where the operator begins, or the number if there is no operator.
    pub(super) start: usize,
    /// Where the number begins.
    pub(super) number: usize,
    pub(super) end: usize,
    /// The target before it.
    pub(super) last: Option<&'t IndicatorMention>,
    pub(super) rule: &'static str,
    /// The operator as written.
    pub(super) op: &'f str,
    pub(super) amount: &'f Amount<'f>,
}

impl Place<'_, '_> {
    /// What the form says about the figure; `None` if the form does not apply.
    pub(super) fn reading(&self) -> Option<Reading> {
        if let Some(reason) = self.passed() {
            return Some(Reading::Passed(reason));
        }
        let (measure, range) = self.measured()?;
        let measure = if measure.is_empty() { self.as_before() } else { measure };
        // 至少专题研究法治建设工作2次: the bound precedes what is measured.
        let bound =
            LEAST.split('|').chain(MOST.split('|')).filter(|_| self.op.is_empty()).find_map(
                |word| {
                    let (_, rest) = measure.rsplit_once(word)?;
                    measure::is_name(rest).then(|| (word, rest.to_owned()))
                },
            );
        let (op, measure) = bound.unwrap_or((self.op, measure));
        let (change, measure) = self.change(measure);
        if measure.is_empty() || context::in_title(self.text(), range.start) {
            return Some(Reading::Unread);
        }
        let Amount { unit, margin, .. } = *self.amount;
        let (op, value) = self.bound(operator(op, margin));
        let unit = unit.to_owned();
        Some(Reading::Target(IndicatorMention {
            range,
            measure,
            op,
            change,
            value,
            unit,
            rule: self.rule,
        }))
    }

    /// The bound that the figure sets. A range such as 新增3—5家 sets a minimum, its lower number;
    /// where the operator or a shortened span of time calls for a maximum, its upper one.
    fn bound(&self, op: Op) -> (Op, f64) {
        let Amount { value, upper, .. } = *self.amount;
        match (op, upper.filter(|upper| *upper > value)) {
            (Op::AtMost | Op::Less, Some(upper)) => (op, upper),
            (Op::Equal, Some(upper)) if self.rule == "indicator-span" => (Op::AtMost, upper),
            (Op::Equal, Some(_)) => (Op::AtLeast, value),
            _ => (op, value),
        }
    }

    /// The name of a span of time before the operator: 审查周期.
    fn spans(&self) -> Option<(String, Range<usize>)> {
        let of_time = ["时间", "时限", "周期", "期限", "时长", "工期", "用时"];
        Some(self.before()).filter(|(name, _)| of_time.iter().any(|end| name.ends_with(end)))
    }

    /// What is measured, and the range of the text that says so; `None` if the form does not apply.
    fn measured(&self) -> Option<(String, Range<usize>)> {
        match self.rule {
            "indicator-count" => self.counts().then(|| self.counted()),
            "indicator-rate" => Some(self.rated()),
            "indicator-span" => self.spans(),
            "indicator-share" => self.shares().then(|| self.behind()),
            "indicator-list" if self.adds() => {
                let measure = self.last.map_or_else(String::new, |last| last.measure.clone());
                Some((measure, self.start..self.end))
            }
            "indicator-list" if self.previous().is_some_and(|c| "，、和及".contains(c)) => {
                self.lists().then(|| self.behind())
            }
            "indicator-list" => self.lists().then(|| self.before()),
            "indicator-margin" => Some(self.around()),
            _ => Some(self.beside()),
        }
    }

    pub(super) fn text(&self) -> &str {
        self.whole.text
    }

    pub(super) fn rest(&self) -> &str {
        self.text().get(self.end..).unwrap_or_default()
    }

    /// The character before the operator.
    pub(super) fn previous(&self) -> Option<char> {
        context::previous(self.text(), self.start)
    }

    /// Whether it is a property of an unspecified number of things to be made:
    /// `打造一批业务量超千万件的项目`.
    pub(super) fn is_made(&self) -> bool {
        let is_bound = self.rule.ends_with("bound") || self.amount.is_share();
        let clause = context::before(self.text(), self.start, CLAUSE);
        let tail = context::after(self.text(), self.end, CLAUSE);
        is_bound
            && ["打造", "培育", "建设", "建成", "形成"].iter().any(|verb| clause.starts_with(verb))
            && tail.starts_with('的')
            && !clause.contains(|c: char| c.is_ascii_digit())
            && !tail.contains(|c: char| c.is_ascii_digit())
    }

    /// Whether a verb that counts directly precedes the quantity: `建成15个以上的`.
    pub(super) fn is_object(&self) -> bool {
        let head = context::last_chars(self.text(), self.start, 4);
        let mut ends = head.char_indices().filter_map(|(at, _)| head.get(at..));
        ends.any(|end| COUNTING.leading(end).is_some_and(|(_, len)| len == end.len()))
    }

    /// Whether the verb before the number counts things named after it.
    fn counts(&self) -> bool {
        let rest = self.rest();
        let named =
            rest.starts_with(|c: char| context::is_han(c) || c == '“' || c.is_ascii_alphabetic());
        (named || context::after(rest, 0, CLAUSE).is_empty())
            && !self.amount.is_share()
            && !rest.starts_with("方面")
    }

    /// Whether it is a share of a set: `80%以上的行政村通公交`, but not `20%的比例`.
    fn shares(&self) -> bool {
        let of = self.rest().strip_prefix('的').unwrap_or_default();
        let clause = context::after(of, 0, CLAUSE);
        self.amount.is_share()
            && clause.chars().count() > 3
            && !RATES.iter().any(|rate| clause.starts_with(rate))
    }

    fn last_end(&self) -> usize {
        self.last.map_or(0, |last| last.range.end)
    }

    /// Whether it is another quantity of what was counted before: `改造老旧小区56个、1.2万户，`,
    /// `分别达30%、20%和10%`.
    fn adds(&self) -> bool {
        let ends =
            context::next(self.text(), self.end).is_none_or(|c| "，。；、和及\n）".contains(c));
        let between = self.text().get(self.last_end()..self.start);
        ends && self.last_end() > 0 && matches!(between, Some("、" | "，" | "和" | "及"))
    }

    /// Whether the clause sets targets and the quantity ends it or a part of it:
    /// `培育基地5个、园区30家，`.
    fn lists(&self) -> bool {
        let rest = self.rest();
        let ends = rest.is_empty() || rest.starts_with(['，', '。', '；', '、', '\n', '）', '（']);
        let sentence = context::before(self.text(), self.start, SENTENCE);
        let last = self.last_end();
        let continues = last > 0 && last <= self.start && sentence.len() >= self.start - last;
        let clause = measure::without_number(context::before(self.text(), self.start, CLAUSE));
        let clause = clause.trim_start_matches("全年").trim_start_matches("每年");
        let wants = WANTING.are_in(sentence) || COUNTING.leading(clause).is_some();
        match self.previous() {
            Some('，' | '、' | '和' | '及') => continues && !ends,
            Some(c) => {
                ends && wants
                    && (context::is_han(c) || "”）".contains(c))
                    && !"共等为约第近前用余原这各每及其以".contains(c)
            }
            None => false,
        }
    }

    /// The name before the operator.
    fn before(&self) -> (String, Range<usize>) {
        let (name, start) = measure::before(self.text(), self.start, self.last_end());
        (name.to_owned(), start..self.end)
    }

    /// The name after the quantity.
    fn behind(&self) -> (String, Range<usize>) {
        let name = measure::behind(self.text(), self.end);
        let end = self.end
            + context::after(self.text(), self.end, CLAUSE)
                .find(name)
                .map_or(0, |at| at + name.len());
        (name.to_owned(), self.start..end)
    }

    /// The name after the quantity or, for a share or if there is none, the name before the
    /// operator; failing both, the verb that is counted: `至少培训1次`. A property of things to be
    /// made belongs to the name before it.
    fn beside(&self) -> (String, Range<usize>) {
        let (behind, range) = self.behind();
        if self.is_made() {
            self.named_before().unwrap_or_else(|| (self.as_before(), self.start..self.end))
        } else if !self.amount.is_share() && measure::is_name(&behind) {
            (behind, range)
        } else {
            self.named_before().or_else(|| self.done()).unwrap_or((behind, range))
        }
    }

    /// What the previous target in the sentence measures: `30亩以上老旧池塘10万亩`.
    fn as_before(&self) -> String {
        let last = self.last.filter(|last| {
            self.text()
                .get(last.range.end..self.start)
                .is_some_and(|between| !between.contains(['。', '\n']))
        });
        last.map(|last| last.measure.clone()).unwrap_or_default()
    }

    /// The verb between the operator and the number.
    fn done(&self) -> Option<(String, Range<usize>)> {
        let verb = self.text().get(self.start..self.number)?.trim_start_matches(self.op);
        measure::is_name(verb).then(|| (verb.to_owned(), self.start..self.end))
    }

    fn named_before(&self) -> Option<(String, Range<usize>)> {
        Some(self.before()).filter(|(name, _)| measure::is_name(name))
    }

    /// What a verb counts: the name after the quantity or, if there is none, the text before it,
    /// including the verb: `完成棚户区改造1.5万套`.
    fn counted(&self) -> (String, Range<usize>) {
        let (name, range) = self.behind();
        if measure::is_name(&name) {
            return (name, range);
        }
        let (name, start) = measure::before(self.text(), self.number, self.last_end());
        (name.to_owned(), start..self.end)
    }

    /// The rate whose last character is the operator: `毛入学率93%`.
    fn rated(&self) -> (String, Range<usize>) {
        let (name, start) = measure::before(self.text(), self.number, self.last_end());
        (name.trim_end_matches(['为', '在']).to_owned(), start..self.end)
    }

    /// The name after the quantity or, if there is none, before it.
    fn around(&self) -> (String, Range<usize>) {
        let (name, range) = self.behind();
        if measure::is_name(&name) {
            (name, range)
        } else {
            self.named_before().unwrap_or((name, range))
        }
    }

    /// Whether what is measured rises or falls by the number, and its name without the word that
    /// says so: `用水量下降不少于16%`.
    fn change(&self, measure: String) -> (Option<Change>, String) {
        if self.rule.ends_with("change") {
            return (
                changes().find(|(verb, _)| *verb == self.op).map(|(_, change)| change),
                measure,
            );
        }
        let is_share = self.amount.is_share() || self.amount.unit == "倍";
        let may_change = is_share
            && matches!(self.rule, "indicator-bound" | "indicator-reach" | "indicator-margin");
        let of_name =
            changes().filter_map(|(verb, change)| Some((change, measure.strip_suffix(verb)?)));
        match of_name.filter(|_| may_change).min_by_key(|(_, name)| name.len()) {
            Some((change, name)) => {
                (Some(change), name.trim_end_matches("同比").trim_end_matches("年均").to_owned())
            }
            None => (None, measure),
        }
    }
}

/// Verbs that lead to a difference, each with its direction.
fn changes() -> impl Iterator<Item = (&'static str, Change)> {
    let rise = RISE.split('|').map(|verb| (verb, Change::Rise));
    rise.chain(FALL.split('|').map(|verb| (verb, Change::Fall)))
}

/// The operator: the bound before the number, or else the one after it.
fn operator(op: &str, margin: &str) -> Op {
    if among(LEAST, op) {
        Op::AtLeast
    } else if among(MOST, op) {
        Op::AtMost
    } else if among(MORE, op) {
        Op::More
    } else if among(LESS, op) {
        Op::Less
    } else {
        match margin {
            "以上" | "及以上" => Op::AtLeast,
            "以下" | "及以下" | "以内" | "之内" => Op::AtMost,
            _ => Op::Equal,
        }
    }
}
