//! What a figure says at its place: the target that it sets, or why it sets none.

use std::ops::Range;
use std::sync::LazyLock;

use super::grammar::{Amount, COUNT, FALL, LEAST, LESS, MORE, MOST, RISE, WANTING, among};
use super::{IndicatorMention, measure};
use crate::context::{self, CLAUSE, SENTENCE};
use crate::extract::past;
use crate::message;
use crate::message::Message;
use crate::model::{Change, Op};
use crate::words::Words;

/// Words that grant or fine.
static GRANTED: LazyLock<Words> = LazyLock::new(|| {
    Words::new([
        "奖补",
        "补助",
        "补贴",
        "奖励",
        "资助",
        "贴息",
        "罚款",
        "处以",
        "并处",
        "罚金",
        "滞纳金",
        "违约金",
        "违法所得",
    ])
});
/// Words of a sentence that tells what has been.
static TOLD: LazyLock<Words> = LazyLock::new(|| {
    Words::new([
        "截至",
        "截止",
        "目前",
        "去年",
        "上年",
        "以来",
        "现有",
        "原有",
        "已达",
        "已建",
        "已有",
        "累计完成",
    ])
});
/// Verbs whose object is counted.
static COUNTING: LazyLock<Words> = LazyLock::new(|| Words::new(COUNT.split('|')));
/// Nouns of which a share is a rate, not a part of a set.
const RATES: &[&str] = &[
    "比例", "标准", "额度", "税率", "速度", "幅度", "份额", "股份", "股权", "资金", "利率", "权重",
];
/// What follows 个 where it counts time.
const SPANS: &[&str] =
    &["工作日", "自然日", "月", "季度", "小时", "星期", "学期", "学年", "年度", "半月", "周"];
/// Words that begin with a unit.
const WORDS: &[(&str, &[char])] = &[
    ("分", &['钟', '之', '类', '别', '级', '批', '期', '步', '工', '层', '区', '析', '布']),
    (
        "成",
        &[
            '立', '员', '果', '本', '为', '功', '长', '效', '都', '熟', '型', '品', '绩', '就',
            '人', '套',
        ],
    ),
    ("次", &['会', '序', '要', '生']),
    ("人", &['民', '大', '才', '员', '工', '力', '社', '物', '文']),
    ("户", &['外', '籍', '口']),
    ("件", &['事']),
];

/// The text that figures stand in, and when it was issued.
pub(super) struct Whole<'t> {
    pub(super) text: &'t str,
    pub(super) base_year: Option<i16>,
}

/// What a figure is.
pub(super) enum Reading {
    Target(IndicatorMention),
    /// It sets no target, for this reason.
    Passed(Message),
    /// It looks like a target, and what is measured was not found.
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
    /// What the form says of the figure; none where it does not hold.
    pub(super) fn reading(&self) -> Option<Reading> {
        if let Some(reason) = self.passed() {
            return Some(Reading::Passed(reason));
        }
        let (measure, range) = self.measured()?;
        let measure = if measure.is_empty() { self.as_before() } else { measure };
        // 至少专题研究法治建设工作2次: the bound stands before what is measured.
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

    /// The bound that the figure sets; of a range, 新增3—5家, the one that is sure, and what is to
    /// shrink may take as long as the other.
    fn bound(&self, op: Op) -> (Op, f64) {
        let Amount { value, upper, .. } = *self.amount;
        match (op, upper.filter(|upper| *upper > value)) {
            (Op::AtMost | Op::Less, Some(upper)) => (op, upper),
            (Op::Equal, Some(upper)) if self.rule == "indicator-span" => (Op::AtMost, upper),
            (Op::Equal, Some(_)) => (Op::AtLeast, value),
            _ => (op, value),
        }
    }

    /// Why the figure sets no target.
    fn passed(&self) -> Option<Message> {
        // Ages and grades are targets only where they are reached: not 三级以上医院.
        let is_grade = match self.amount.unit {
            "岁" => self.rule != "indicator-reach",
            "级" => !matches!(self.rule, "indicator-reach" | "indicator-bound"),
            _ => false,
        };
        if self.splits() || is_grade {
            Some(message!("passed-split"))
        } else if context::in_title(self.text(), self.number) {
            Some(message!("passed-in-title"))
        } else if self.is_told() {
            Some(message!("passed-past"))
        } else if self.is_granted() {
            Some(message!("passed-granted"))
        } else if self.begins_change() {
            Some(message!("passed-begins"))
        } else if self.is_weight() {
            Some(message!("passed-weight"))
        } else if self.is_condition() {
            Some(message!("passed-condition"))
        } else {
            None
        }
    }

    /// How long something takes: 审查周期.
    fn spans(&self) -> Option<(String, Range<usize>)> {
        let of_time = ["时间", "时限", "周期", "期限", "时长", "工期", "用时"];
        Some(self.before()).filter(|(name, _)| of_time.iter().any(|end| name.ends_with(end)))
    }

    /// What is measured, and from where to where the text says it; none where the form does not
    /// hold.
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

    fn text(&self) -> &str {
        self.whole.text
    }

    fn rest(&self) -> &str {
        self.text().get(self.end..).unwrap_or_default()
    }

    /// The character before the operator.
    fn previous(&self) -> Option<char> {
        context::previous(self.text(), self.start)
    }

    /// Whether the match cuts a word or a number: `5个工作日`, `第3次`, `12345热线`, `7×24`.
    fn splits(&self) -> bool {
        let Amount { unit, margin, written, .. } = *self.amount;
        let (before, rest) = (context::previous(self.text(), self.number), self.rest());
        let amid =
            |c: char| c.is_ascii_alphanumeric() || "第.×一二三四五六七八九十百千几数多".contains(c);
        let of_time = unit.ends_with('个') && SPANS.iter().any(|span| rest.starts_with(span));
        let of_word = margin.is_empty()
            && WORDS.iter().any(|(end, next)| {
                self.text().get(..self.end).is_some_and(|text| text.ends_with(end))
                    && rest.starts_with(*next)
            });
        let one = written == "一"
            && unit != "次"
            && unit != "期"
            && unit != "场"
            && !self.rule.ends_with("bound");
        // 实现百家争鸣 counts nothing, 突破百亿元 does.
        let bare =
            written.starts_with(['百', '千']) && !self.rule.ends_with("bound") && unit != "%";
        // 最多跑一次 is a slogan, and 至少每月更新一次 says how often.
        let how_often =
            self.text().get(self.start..self.number).is_some_and(|gap| gap.contains(['跑', '每']));
        // 一次采集 and 一次投入 are words.
        let once = written == "一"
            && unit == "次"
            && self.rule.ends_with("reach")
            && rest.starts_with(context::is_han);
        before.is_some_and(amid)
            || of_time
            || of_word
            || one
            || bare
            || how_often
            || once
            || rest.starts_with(['届', '期', '岁'])
    }

    /// Whether the clause tells what has been.
    fn is_told(&self) -> bool {
        let sentence = context::before(self.text(), self.start, SENTENCE);
        TOLD.are_in(sentence)
            || self.previous() == Some('已')
            || past::is_over(self.text(), self.start, self.whole.base_year)
    }

    /// Whether it is an amount that is granted or fined, not a target.
    fn is_granted(&self) -> bool {
        let sentence = context::before(self.text(), self.start, SENTENCE);
        let tail = context::after(self.text(), self.end, SENTENCE);
        let is_share = self.amount.unit == "%"
            && (self.op == "最高"
                || tail.starts_with("的比例")
                || tail.trim_start_matches('，').starts_with("给予"));
        (self.amount.is_money() || is_share || self.amount.unit == "倍")
            && (GRANTED.are_in(sentence) || GRANTED.are_in(tail))
    }

    /// Whether the figure is that from which something changes: 80% in `由80%提高到95%`.
    fn begins_change(&self) -> bool {
        let rest = self.rest();
        let verbs = [
            "提高", "提升", "增加", "增长", "扩大", "上升", "下降", "降低", "减少", "缩小", "压减",
            "压缩",
        ];
        let goes_to = verbs
            .iter()
            .filter_map(|verb| rest.strip_prefix(verb))
            .any(|rest| rest.starts_with(['到', '至']));
        goes_to
            || ["增至", "升至", "升到", "降至", "降到", "减至"]
                .iter()
                .any(|verb| rest.starts_with(verb))
    }

    /// Whether it is a share alone in brackets: `得分=日常监测（60%）+实地调研（40%）`.
    fn is_weight(&self) -> bool {
        let in_brackets = context::previous(self.text(), self.number) == Some('（')
            && self.rest().starts_with('）');
        in_brackets && self.amount.is_share()
    }

    /// Whether it tells which things are meant: `投资超过1000万元的项目`, `5人及以上的网络商户`.
    fn is_condition(&self) -> bool {
        let is_bound = among(LEAST, self.op) || among(MOST, self.op);
        let clause = context::before(self.text(), self.start, CLAUSE);
        let of_something =
            ["对", "凡", "符合", "如", "若", "禁止"].iter().any(|word| clause.starts_with(word));
        let rest = self.rest();
        let is_attribute =
            rest.starts_with('的') && !rest.starts_with("的目标") && !rest.starts_with("的要求");
        let margin = self.amount.margin;
        let is_level = margin.starts_with('及')
            || (!margin.is_empty() && self.rule.ends_with("margin") && self.amount.is_money());
        (is_attribute
            && !is_bound
            && !self.is_object()
            && !self.rule.ends_with("share")
            && !self.is_made())
            || is_level
            || (of_something && !is_bound && !self.rule.ends_with("reach"))
    }

    /// Whether it is what things that are to be made have in common, and nothing says how many of
    /// them: `打造一批业务量超千万件的项目`.
    fn is_made(&self) -> bool {
        let is_bound = self.rule.ends_with("bound") || self.amount.is_share();
        let clause = context::before(self.text(), self.start, CLAUSE);
        let tail = context::after(self.text(), self.end, CLAUSE);
        is_bound
            && ["打造", "培育", "建设", "建成", "形成"].iter().any(|verb| clause.starts_with(verb))
            && tail.starts_with('的')
            && !clause.contains(|c: char| c.is_ascii_digit())
            && !tail.contains(|c: char| c.is_ascii_digit())
    }

    /// Whether a verb that counts stands right before the quantity: `建成15个以上的`.
    fn is_object(&self) -> bool {
        let head = context::last_chars(self.text(), self.start, 4);
        let mut ends = head.char_indices().filter_map(|(at, _)| head.get(at..));
        ends.any(|end| COUNTING.leading(end).is_some_and(|(_, len)| len == end.len()))
    }

    /// Whether the verb before the number counts things that are named behind it.
    fn counts(&self) -> bool {
        let rest = self.rest();
        let named =
            rest.starts_with(|c: char| context::is_han(c) || c == '“' || c.is_ascii_alphabetic());
        (named || context::after(rest, 0, CLAUSE).is_empty())
            && !self.amount.is_share()
            && !rest.starts_with("方面")
    }

    /// Whether it is the share of a set: `80%以上的行政村通公交`; not `20%的比例`.
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

    /// Whether it is a further quantity of what was counted before: `改造老旧小区56个、1.2万户，`,
    /// `分别达30%、20%和10%`.
    fn adds(&self) -> bool {
        let ends =
            context::next(self.text(), self.end).is_none_or(|c| "，。；、和及\n）".contains(c));
        let between = self.text().get(self.last_end()..self.start);
        ends && self.last_end() > 0 && matches!(between, Some("、" | "，" | "和" | "及"))
    }

    /// Whether the clause wants something and the quantity ends it or a part of it:
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

    /// What stands before the operator.
    fn before(&self) -> (String, Range<usize>) {
        let (name, start) = measure::before(self.text(), self.start, self.last_end());
        (name.to_owned(), start..self.end)
    }

    /// What stands behind the quantity.
    fn behind(&self) -> (String, Range<usize>) {
        let name = measure::behind(self.text(), self.end);
        let end = self.end
            + context::after(self.text(), self.end, CLAUSE)
                .find(name)
                .map_or(0, |at| at + name.len());
        (name.to_owned(), self.start..end)
    }

    /// What stands before the operator, or, where a count goes on or nothing stands before it,
    /// behind the quantity; else what is done so often: `至少培训1次`.
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

    /// What the target before it in the sentence measures: `30亩以上老旧池塘10万亩`.
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

    /// What a verb counts, behind the quantity, or, where nothing stands there, before it, the verb
    /// included: `完成棚户区改造1.5万套`.
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

    /// What stands behind the quantity, or, where nothing does, before it.
    fn around(&self) -> (String, Range<usize>) {
        let (name, range) = self.behind();
        if measure::is_name(&name) {
            (name, range)
        } else {
            self.named_before().unwrap_or((name, range))
        }
    }

    /// By how much what is measured goes which way, and its name without the word for that:
    /// `用水量下降不少于16%`.
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

/// Verbs that lead to a difference, and which way.
fn changes() -> impl Iterator<Item = (&'static str, Change)> {
    let rise = RISE.split('|').map(|verb| (verb, Change::Rise));
    rise.chain(FALL.split('|').map(|verb| (verb, Change::Fall)))
}

/// The operator of a bound before the number, else of the one behind it.
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
