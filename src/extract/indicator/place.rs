//! Reads a figure in its context: the target it sets, or why it sets none.

use super::amount::Amount;
use super::around::{Around, Whole};
use super::operator::{self, BEFORE_VERBS, COUNTING, FOR, LEAST, LESS, MORE, MOST, among, is_mark};
use super::quantity;
use super::{IndicatorMention, listing, measure, modifier, respective};
use crate::affix::AnyOf;
use crate::context::{self, CLAUSE};
use crate::message;
use crate::message::Message;
use crate::model::Op;

/// How long a remark between a number and its bound may be, in characters.
const REMARK: usize = 16;
/// Nouns after which a percentage is a rate, not a share of a set.
const RATES: &[&str] = &[
    "比例", "标准", "额度", "税率", "速度", "幅度", "份额", "股份", "股权", "资金", "利率", "权重",
];

/// What a figure is.
pub(super) enum Reading {
    Target(IndicatorMention),
    /// It sets no target, for this reason.
    Passed(Message),
    /// It looks like a target, but what it measures was not found.
    Unread,
}

impl Reading {
    /// The target, if it is one.
    pub(super) fn target(self) -> Option<IndicatorMention> {
        if let Self::Target(mention) = self { Some(mention) } else { None }
    }
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
    pub(super) around: &'f Around<'t>,
}

impl Place<'_, '_> {
    /// What the form says about the figure; `None` if the form does not apply.
    pub(super) fn reading(&self) -> Option<Reading> {
        // 水土保持 is a noun.
        if self.op == "保持" && self.follows("水土") {
            return None;
        }
        if self.amount.is_span() && self.rule != "indicator-span" && !self.is_tally() {
            return None;
        }
        if self.is_of_lowest() {
            return None;
        }
        if let Some(reason) = self.passed() {
            return Some(Reading::Passed(reason));
        }
        if self.counts_kinds() {
            return Some(Reading::Passed(message!("passed-count")));
        }
        if self.rule.ends_with("count")
            && (self.counts_teams()
                || self.counts_assigned()
                || self.counts_existing()
                || self.counts_revisions())
        {
            return Some(Reading::Passed(message!("passed-count")));
        }
        let share = self.share();
        let (measure, range, margin) = match share {
            Some(respective::Share { measure: None, .. }) => return Some(Reading::Unread),
            Some(respective::Share { measure: Some(name), range, margin }) => (name, range, margin),
            None => self.measured().map(|(name, range)| (name, range, ""))?,
        };
        let measure = if measure.is_empty() { self.as_before() } else { measure };
        let measure = modifier::completed(&measure, &self.as_before()).unwrap_or(measure);
        let bound = self.leading_bound(&measure).or_else(|| self.far_bound(&measure));
        let (op, measure) = bound.unwrap_or((self.op, measure));
        let (change, measure) = self.change(measure);
        let (measure, each) = measure::without_each(&measure);
        if !measure::may_be_measured(measure) || context::in_title(self.text(), range.start) {
            return Some(Reading::Unread);
        }
        let measure = measure.to_owned();
        let unit = format!("{}{each}", self.amount.unit);
        let late = self.late_margin().filter(|_| self.amount.margin.is_empty());
        let margin = if self.amount.margin.is_empty() { margin } else { self.amount.margin };
        let (margin, range) = match late {
            Some((late, end)) => (late, range.start..range.end.max(end)),
            None => (margin, range),
        };
        let op = self.carried().unwrap_or_else(|| operator(op, margin));
        let (op, value) = self.bound(op);
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

    /// The bound that precedes what is measured, and the name behind it:
    /// `至少专题研究法治建设工作2次`.
    fn leading_bound(&self, measure: &str) -> Option<(&'static str, String)> {
        let bounds = [LEAST, MOST].into_iter().flat_map(|words| words.split('|'));
        bounds.filter(|_| self.op.is_empty()).find_map(|word| {
            let (head, rest) = measure.rsplit_once(word)?;
            // 集中学习不少于12天或90学时
            let either = rest.strip_suffix('或').is_some_and(quantity::is_quantity);
            let named = Some(head).filter(|head| either && measure::is_name(head));
            if let Some(name) = named {
                return Some((word, name.to_owned()));
            }
            let bounds = !operator::is_extreme(word) || COUNTING.leading(rest).is_some();
            (measure::is_name(rest) && bounds).then(|| (word, rest.to_owned()))
        })
    }

    /// The bound that those who are to do something part from what is counted, and its name:
    /// `至少组织各社区、村开展培训1次`.
    fn far_bound(&self, measure: &str) -> Option<(&'static str, String)> {
        const DOES: [&str; 4] = ["开展", "组织", "举办", "召开"];
        let clause = self.around.clause();
        let bound = |word: &&'static str| {
            let (_, rest) = clause.rsplit_once(*word)?;
            (rest.contains('、') && !rest.contains(|c: char| c.is_ascii_digit())).then_some(*word)
        };
        let counts = self.op.is_empty() || self.rule == "indicator-count";
        let is_listed = counts && clause.ends_with(measure);
        let bound = BEFORE_VERBS.split('|').filter(|_| is_listed).find_map(|word| bound(&word))?;
        let done = DOES.iter().filter_map(|verb| measure.split_once(verb)).map(|(_, done)| done);
        let done = done.filter(|done| measure::is_name(done)).min_by_key(|done| done.len());
        Some((bound, done.unwrap_or(measure).to_owned()))
    }

    /// Whether the bound begins a name, and a verb behind that leads to the number:
    /// `最低工资标准提高到2000元`.
    fn is_of_lowest(&self) -> bool {
        let said = self.text().get(self.start..self.number).unwrap_or_default();
        let gap = said.split_once(self.op).map_or("", |(_, gap)| gap);
        operator::is_extreme(self.op)
            && operator::leads(gap)
            && COUNTING.leading(gap).is_none()
            && measure::is_name(operator::without_operator(gap))
    }

    /// The bound that the figure sets. A range such as 新增3—5家 sets its lower number as a
    /// minimum, or its upper number as a maximum if the operator or a shortened span of time calls
    /// for one.
    fn bound(&self, op: Op) -> (Op, f64) {
        let Amount { value, upper, .. } = *self.amount;
        match (op, upper.filter(|upper| *upper > value)) {
            (Op::AtMost | Op::Less, Some(upper)) => (op, upper),
            (Op::Equal, Some(upper)) if self.op == "控制在" => (Op::AtMost, upper),
            (Op::Equal, Some(upper)) if self.rule == "indicator-span" => (Op::AtMost, upper),
            (Op::Equal, Some(_)) => (Op::AtLeast, value),
            _ => (op, value),
        }
    }

    /// A bound that does not stand right behind the number, and where it ends: `控制在10起内`,
    /// `75万亩（其中早稻21万亩）以上`.
    fn late_margin(&self) -> Option<(&'static str, usize)> {
        let rest = self.rest();
        let remark = rest.strip_prefix('（').and_then(|rest| rest.split_once('）'));
        let remark = remark.filter(|(remark, _)| remark.chars().count() <= REMARK);
        let behind = remark.map_or(rest, |(_, behind)| behind);
        let is_kept = matches!(self.rule, "indicator-span" | "indicator-reach");
        let within = [("内", "以内")].into_iter().filter(|_| is_kept && remark.is_none());
        let over = [("以上", "以上"), ("以内", "以内"), ("以下", "以下")];
        let over = over.into_iter().filter(|_| remark.is_some());
        let (word, margin) = within.chain(over).find(|(word, _)| behind.starts_with(word))?;
        let left = behind.get(word.len()..).filter(|left| !left.starts_with(context::is_han))?;
        // A remark may set targets of its own.
        let end = if remark.is_some() { self.end } else { self.text().len() - left.len() };
        Some((margin, end))
    }

    /// The name to which it belongs, if several values are assigned to several names in order.
    fn share(&self) -> Option<respective::Share<'_>> {
        let is_listed = match self.rule {
            "indicator-list" => self.adds() || self.lists(),
            _ => self.op != FOR,
        };
        let may_share = is_listed && !matches!(self.rule, "indicator-share" | "indicator-span");
        respective::share(self).filter(|_| may_share)
    }

    /// The bound of the target before it, which applies to this one too: `不低于98%、90%`,
    /// `至少接访1次、约谈1次`.
    fn carried(&self) -> Option<Op> {
        let last = self.last.filter(|_| self.rule == "indicator-list")?;
        let said = self.text().get(last.range.clone())?;
        // The bound of 3—5家 or 95%以上 is its own.
        let is_own = said.ends_with_any(&["上", "下", "内"])
            || said.contains(['—', '–', '－', '~', '～', '至', '-']);
        let precedes = || BEFORE_VERBS.split('|').any(|word| said.contains(word));
        let goes_on = self.adds() || (precedes() && self.follows_in_list());
        (self.amount.margin.is_empty() && (!is_own || precedes()) && goes_on).then_some(last.op)
    }

    /// Whether it is the next entry in a list after the target before it.
    pub(super) fn follows_in_list(&self) -> bool {
        let between = self.text().get(self.last_end()..self.start).unwrap_or_default();
        self.last_end() > 0 && between.starts_with('、') && !between.contains(CLAUSE)
    }

    pub(super) fn text(&self) -> &str {
        self.whole.text
    }

    pub(super) fn rest(&self) -> &str {
        self.text().get(self.end..).unwrap_or_default()
    }

    /// The clause before the operator.
    pub(super) fn clause(&self) -> &str {
        self.before_operator(self.around.clause())
    }

    /// The sentence before the operator.
    pub(super) fn sentence(&self) -> &str {
        self.before_operator(self.around.sentence())
    }

    fn before_operator<'a>(&self, before_figure: &'a str) -> &'a str {
        let operator = self.number - self.start;
        before_figure.get(..before_figure.len().saturating_sub(operator)).unwrap_or_default()
    }

    /// The clause after the figure.
    pub(super) fn tail(&self) -> &str {
        self.around.tail()
    }

    /// The sentence after the figure.
    pub(super) fn sentence_tail(&self) -> &str {
        self.around.sentence_tail()
    }

    /// Whether a word stands right before the operator.
    pub(super) fn follows(&self, word: &str) -> bool {
        self.text().get(..self.start).is_some_and(|before| before.ends_with(word))
    }

    /// The character before the operator.
    pub(super) fn previous(&self) -> Option<char> {
        context::previous(self.text(), self.start)
    }

    /// Whether it is a property of an unspecified number of things to be made:
    /// `打造一批业务量超千万件的项目`.
    pub(super) fn is_made(&self) -> bool {
        let is_bound = self.rule.ends_with("bound") || self.amount.is_share();
        let clause = self.clause();
        let tail = self.tail();
        is_bound
            && clause.starts_with_any(&["打造", "培育", "建设", "建成", "形成"])
            && tail.starts_with('的')
            && !clause.contains(|c: char| c.is_ascii_digit())
            && !tail.contains(|c: char| c.is_ascii_digit())
    }

    /// Whether it is a share of a set: `80%以上的行政村通公交`, but not `20%的比例`.
    pub(super) fn shares(&self) -> bool {
        let of = self.rest().strip_prefix('的').unwrap_or_default();
        let clause = context::after(of, 0, CLAUSE);
        self.amount.is_share() && clause.chars().count() > 3 && !clause.starts_with_any(RATES)
    }

    pub(super) fn last_end(&self) -> usize {
        self.last.map_or(0, |last| last.range.end)
    }

    /// Whether it is another quantity of what was counted before: `改造老旧小区56个、1.2万户，`,
    /// `分别达30%、20%和10%`.
    pub(super) fn adds(&self) -> bool {
        let ends =
            context::next(self.text(), self.end).is_none_or(|c| "，。；、和及\n）".contains(c));
        let between = self.text().get(self.last_end()..self.start);
        ends && self.last_end() > 0 && matches!(between, Some("、" | "，" | "和" | "及"))
    }

    /// Whether the clause sets targets and the quantity ends it or a part of it:
    /// `培育基地5个、园区30家，`.
    pub(super) fn lists(&self) -> bool {
        let sentence = self.sentence();
        let last = self.last_end();
        let continues = last > 0 && last <= self.start && sentence.len() >= self.start - last;
        match self.previous() {
            Some('及') if self.follows("涉及") => false,
            Some('，' | '、' | '和' | '及') => continues && !listing::ends(self.rest()),
            _ => {
                let clause = self.clause();
                self.closes()
                    && (listing::wants(sentence, clause)
                        || self.follows_in_list()
                        || listing::grows(self.rest()))
            }
        }
    }

    /// Whether the quantity ends its clause, or a part of it, after something that may be counted.
    fn closes(&self) -> bool {
        let named = |c: char| {
            (context::is_han(c) || "”）".contains(c))
                && !"共等为约第近附前用余原这各每及其以".contains(c)
        };
        listing::ends(self.rest()) && self.previous().is_some_and(named)
    }

    /// Whether it may count something that is to be done, though no word says so.
    pub(super) fn may_list(&self) -> bool {
        let clause = self.clause();
        self.closes() && !listing::describes(clause)
    }
}

/// The operator: the bound before the number or, failing that, the one after it.
fn operator(op: &str, margin: &str) -> Op {
    if among(LEAST, op) || is_mark(op) {
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
            "以下" | "及以下" | "之下" | "以内" | "之内" => Op::AtMost,
            _ => Op::Equal,
        }
    }
}
