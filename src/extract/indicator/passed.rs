//! Why a figure sets no target: it is part of a word, tells of the past, grants something, or
//! specifies which things are meant.

use std::sync::LazyLock;

use super::grammar::{Amount, LEAST, MOST, among};
use super::place::Place;
use crate::context::{self, CLAUSE, SENTENCE};
use crate::extract::{change, past};
use crate::message;
use crate::message::Message;
use crate::words::Words;

/// Words about grants and fines.
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
/// Words of sentences that tell of the past.
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
/// What follows 个 in a unit of time.
const SPANS: &[&str] =
    &["工作日", "自然日", "月", "季度", "小时", "星期", "学期", "学年", "年度", "半月", "周"];
/// Characters after which a unit is really the beginning of a word.
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

impl Place<'_, '_> {
    /// Returns why the figure sets no target; `None` if it may.
    pub(super) fn passed(&self) -> Option<Message> {
        // Ages and grades are targets only if they are to be reached: not 三级以上医院.
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
        } else if change::begins(self.rest()) {
            Some(message!("passed-begins"))
        } else if self.is_weight() {
            Some(message!("passed-weight"))
        } else if self.is_condition() {
            Some(message!("passed-condition"))
        } else {
            None
        }
    }

    /// Whether the match splits a word or a number: `5个工作日`, `第3次`, `12345热线`, `7×24`.
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

    /// Whether the sentence tells of the past.
    fn is_told(&self) -> bool {
        let sentence = context::before(self.text(), self.start, SENTENCE);
        TOLD.are_in(sentence)
            || self.previous() == Some('已')
            || past::is_over(self.text(), self.start, self.whole.base_year)
    }

    /// Whether it is an amount granted or fined rather than a target.
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

    /// Whether it is a share alone in brackets: `得分=日常监测（60%）+实地调研（40%）`.
    fn is_weight(&self) -> bool {
        let in_brackets = context::previous(self.text(), self.number) == Some('（')
            && self.rest().starts_with('）');
        in_brackets && self.amount.is_share()
    }

    /// Whether it specifies which things are meant: `投资超过1000万元的项目`,
    /// `5人及以上的网络商户`.
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
        // 编制50人 says how many posts a body has.
        let is_staff = matches!(self.amount.unit, "人" | "名")
            && context::last_chars(self.text(), self.number, 2) == "编制";
        is_staff
            || (is_attribute
                && !is_bound
                && !self.is_object()
                && !self.rule.ends_with("share")
                && !self.is_made())
            || is_level
            || (of_something && !is_bound && !self.rule.ends_with("reach"))
    }
}
