//! What a figure measures: the name before it, behind it or between its operator and its number.

use std::ops::Range;

use super::operator::{self, BEFORE_VERBS, COUNTING, among};
use super::place::Place;
use super::{amount, listing, measure, thing};
use crate::affix::AnyOf;
use crate::context::{self, CLAUSE};

/// Verbs of growth, which their total does not count: `新增企业15家，达到120家`.
const GROWTH: &str = "新增加|新增|净增|新建|建成|新培育|新认定";
/// Verbs that apply to the same things as the verb before: `新建公厕5座、改造10座`.
const AGAIN: &str = "新建|续建|改建|扩建|改扩建|改造|改造提升|提升|修复|更新|建成|完成|开工";

/// The things of which there are to be more: 高新技术企业 for 新增高新技术企业.
fn thing(name: &str) -> &str {
    let made = GROWTH.split('|').find_map(|verb| name.strip_prefix(verb));
    let made = made.or_else(|| GROWTH.split('|').find_map(|verb| name.strip_suffix(verb)));
    made.filter(|thing| measure::is_name(thing)).unwrap_or(name)
}

/// Whether a name is that of a matter that takes time, rather than of who is to shorten it or of
/// how: 不动产登记, but not 各部门, 一律.
fn is_matter(name: &str) -> bool {
    const HOW: &[&str] =
        &["全部", "统一", "一律", "整体", "总体", "进一步", "原则上", "部分", "审批", "全面"];
    measure::is_name(name)
        && name.chars().all(context::is_han)
        && !measure::is_subject(name)
        && !HOW.contains(&name)
}

impl Place<'_, '_> {
    /// What is measured, and the range of the text that says so; `None` if the form does not apply.
    pub(super) fn measured(&self) -> Option<(String, Range<usize>)> {
        match self.rule {
            "indicator-count" => self.counts().then(|| self.counted()),
            // 改造提升2万亩 says how much land is improved, not by how much.
            "indicator-change" if !self.amount.is_share() && self.ends_count() => None,
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
            "indicator-list" => self.lists().then(|| self.listed()),
            "indicator-margin" => Some(self.around()),
            _ => Some(self.beside()),
        }
    }

    /// The name of a span of time before the operator, 审查周期, or of a matter whose time is
    /// shortened: `不动产登记压缩至1个工作日`.
    fn spans(&self) -> Option<(String, Range<usize>)> {
        const TIMES: &[&str] = &["时间", "时限", "周期", "期限", "时长", "工期", "用时"];
        /// Times that are to be kept within a bound: 办理时间, but not 贷款期限.
        const KEPT: &[&str] = &[
            "时限", "办理时间", "审批时间", "评审时间", "办结时间", "轮候时间", "等候时间",
            "通关时间", "接电时间",
        ];
        let ends = |ends: &[&str], name: &str| name.ends_with_any(ends);
        Some(self.before()).filter(|(name, _)| match self.op {
            "不超过" | "不得超过" | "不高于" => ends(KEPT, name),
            op => ends(TIMES, name) || op.starts_with(['压', '缩']) && is_matter(name),
        })
    }

    /// What is counted before the quantity, after the word that asks for it:
    /// `县农机中心要检修农机具1万台`.
    fn listed(&self) -> (String, Range<usize>) {
        let (name, range) = self.before();
        let is_verb = COUNTING.has(&name);
        if let Some(counted) = self.behind_remark().filter(|_| is_verb) {
            return (counted, range);
        }
        let asked = listing::asked(&name).unwrap_or(&name);
        let start = range.start + (name.len() - asked.len());
        (asked.to_owned(), start..range.end)
    }

    /// The name before the operator.
    fn before(&self) -> (String, Range<usize>) {
        let (name, start) = measure::before(self.text(), self.start, self.last_end());
        (name.to_owned(), start..self.end)
    }

    /// The name after the quantity.
    fn behind(&self) -> (String, Range<usize>) {
        let of_share = self.rule == "indicator-share";
        let behind = if of_share { thing::shared } else { thing::behind };
        let name = behind(self.text(), self.end);
        let end = self.end + self.tail().find(name).map_or(0, |at| at + name.len());
        (name.to_owned(), self.start..end)
    }

    /// The name after the quantity. For a share, or if there is none, the name before the operator;
    /// failing both, the verb that is counted: `至少培训1次`. A property of things to be made
    /// belongs to the name before it.
    fn beside(&self) -> (String, Range<usize>) {
        let (behind, range) = self.behind();
        if self.is_made() {
            self.named_before().unwrap_or_else(|| (self.as_before(), self.start..self.end))
        } else if !self.amount.is_share()
            && !self.amount.is_span()
            && measure::is_name(&behind)
            && !listing::goes_on(self.rest())
        {
            (behind, range)
        } else if let Some(said) = self.said_between() {
            said
        } else {
            self.named_before().or_else(|| self.done()).unwrap_or((behind, range))
        }
    }

    /// What the previous target in the sentence measures: `30亩以上老旧池塘10万亩`.
    pub(super) fn as_before(&self) -> String {
        let last = self.last.filter(|last| {
            self.text()
                .get(last.range.end..self.start)
                .is_some_and(|between| !between.contains(['。', '\n']))
        });
        let name = last.map(|last| last.measure.as_str()).or_else(|| self.told_before());
        let name = name.unwrap_or_default();
        if self.is_total() { thing(name).to_owned() } else { name.to_owned() }
    }

    /// What the figure before it, which sets no target, measures:
    /// 覆盖率 in `2023年覆盖率为80%，2024年达到90%`.
    fn told_before(&self) -> Option<&str> {
        let goes_on = matches!(self.rule, "indicator-reach" | "indicator-bound");
        let sentence = self.sentence();
        let at = amount::last_in_unit(sentence, self.amount.unit).filter(|_| goes_on)?;
        let clause = context::before(sentence, at, CLAUSE);
        let name = measure::clean(operator::without_operator(clause).trim_end_matches('已'));
        let is_plain = measure::is_name(name) && !name.contains(|c: char| c.is_ascii_digit());
        is_plain.then(|| thing(name))
    }

    /// Whether it is the total that a growth leads to: `新增企业15家，达到120家`,
    /// `新增2400户，累计3600户`.
    fn is_total(&self) -> bool {
        let is_alike = self.last.is_some_and(|last| last.unit == self.amount.unit);
        let between = self.text().get(self.last_end()..self.start).unwrap_or_default();
        is_alike && (self.rule == "indicator-reach" || between.contains("累计"))
    }

    /// What is counted between the operator and the number: `至少召开专题会议1次`. A verb alone is
    /// read only if a body is named before it: `各乡镇至少培训1次`.
    fn said_between(&self) -> Option<(String, Range<usize>)> {
        let gap = self.text().get(self.start..self.number)?.split_once(self.op)?.1;
        let name = measure::clean(gap);
        let verb = COUNTING.leading(gap).map(|(_, len)| len);
        let counts = verb.is_some_and(|len| len < gap.len())
            || (among(BEFORE_VERBS, self.op) && verb.is_none())
            || self.named_before().is_some_and(|(name, _)| measure::is_subject(&name));
        let is_counted = !self.amount.is_share() && !self.op.is_empty() && measure::is_name(name);
        (counts && is_counted).then(|| (name.to_owned(), self.start..self.end))
    }

    /// The verb between the operator and the number.
    fn done(&self) -> Option<(String, Range<usize>)> {
        let verb = self.text().get(self.start..self.number)?.trim_start_matches(self.op);
        let verb = verb.trim_end_matches('的');
        measure::is_name(verb).then(|| (verb.to_owned(), self.start..self.end))
    }

    fn named_before(&self) -> Option<(String, Range<usize>)> {
        Some(self.before()).filter(|(name, _)| measure::is_name(name))
    }

    /// What a verb counts: the name after the quantity or, if there is none, the text before it,
    /// including the verb: `完成棚户区改造1.5万套`.
    fn counted(&self) -> (String, Range<usize>) {
        let (behind, range) = self.behind();
        let (name, start) = measure::before(self.text(), self.number, self.last_end());
        // 农村公路改造2公里建设
        let is_verb = COUNTING.has(&behind) && name.len() > self.op.len();
        if measure::is_name(&behind) && !is_verb {
            return (behind, range);
        }
        (self.again(name).unwrap_or_else(|| name.to_owned()), start..self.end)
    }

    /// The name after a remark in brackets: `新增2400户（累计约3600户）餐饮单位`.
    fn behind_remark(&self) -> Option<String> {
        let (remark, rest) = self.rest().strip_prefix('（')?.split_once('）')?;
        let at = self.end + '（'.len_utf8() + remark.len() + '）'.len_utf8();
        let name = thing::behind(self.text(), at);
        let name = name.split_once("纳入").map_or(name, |(name, _)| name);
        let is_near = remark.chars().count() <= 14 && rest.starts_with(name);
        (is_near && measure::is_name(name)).then(|| name.to_owned())
    }

    /// What is done to the things of the target before it: 改造公厕 for 改造 in
    /// `新建公厕5座、改造10座`.
    fn again(&self, verb: &str) -> Option<String> {
        let last = self.last.filter(|last| last.unit == self.amount.unit)?;
        let does = among(AGAIN, verb) && self.follows_in_list();
        let done = AGAIN.split('|').filter_map(|verb| last.measure.strip_prefix(verb));
        let other = last.measure.strip_prefix("建设");
        let thing = done.chain(other).min_by_key(|thing| thing.len()).unwrap_or(&last.measure);
        (does && measure::is_name(thing)).then(|| format!("{verb}{thing}"))
    }

    /// The rate whose last character is the operator: `毛入学率93%`.
    fn rated(&self) -> (String, Range<usize>) {
        let (name, start) = measure::before(self.text(), self.number, self.last_end());
        (name.trim_end_matches(['为', '在']).to_owned(), start..self.end)
    }

    /// The name after the quantity or, if there is none, before it.
    fn around(&self) -> (String, Range<usize>) {
        let (name, range) = self.behind();
        let used = self.named_before().filter(|_| self.rest().starts_with("用于"));
        if let Some((of, before)) = used {
            // 公益金55%以上用于发展养老服务
            (format!("{of}{name}"), before.start..range.end)
        } else if measure::is_name(&name) {
            (name, range)
        } else {
            self.named_before().unwrap_or((name, range))
        }
    }
}
