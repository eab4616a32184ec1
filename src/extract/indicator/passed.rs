//! Why a figure sets no target: it is part of a word, reports on the past, grants something, or
//! specifies which things are meant.

use std::ops::Range;
use std::sync::LazyLock;

use super::amount::Amount;
use super::operator::{LEAST, MORE, MOST, among};
use super::place::Place;
use crate::affix::AnyOf;
use crate::context::{self, CLAUSE};
use crate::extract::{change, past};
use crate::lexicon::grants::{GIVEN, GRANTED, PAID};
use crate::message;
use crate::message::Message;
use crate::words::Words;

/// Words in sentences that report on the past.
static TOLD: LazyLock<Words> = LazyLock::new(|| {
    Words::new(REPORTING.iter().chain(EXISTING).chain(&["以来", "累计完成"]).copied())
});
/// Those that always do.
const REPORTING: &[&str] = &["截至", "截止", "目前", "去年"];
/// Those that may also say which things are meant: `已建成的小区`.
const EXISTING: &[&str] = &["上年", "现有", "原有", "已达", "已建", "已有", "已完成", "已实现"];
/// What a report says of a figure that falls short: `绿化率为70%，未达到80%的要求`.
const FALLING_SHORT: &[&str] = &["未达到", "未达标", "没有达到", "与目标差", "距目标", "距离目标"];
/// Characters before years that only serve for comparison: `较上年`, `不低于去年`.
const COMPARED: &[char] = &['比', '较', '与', '于', '过', '在'];
/// Words for the direction of a step by which something is scored: `每低1个百分点扣5分`.
const STEPS: &[&str] = &[
    "低", "高", "少", "多", "超", "差", "降", "升", "增", "减", "降低", "提高", "提升", "减少",
    "增加", "超过", "下降", "上升", "增长", "低于", "高于",
];
/// What follows 个 in a unit of time.
const SPANS: &[&str] =
    &["工作日", "自然日", "月", "季度", "小时", "星期", "学期", "学年", "年度", "半月", "周"];
/// Units with the characters that show that the unit is really the beginning of a word.
const WORDS: &[(&str, &[char])] = &[
    ("分", &['钟', '之', '类', '别', '级', '批', '期', '步', '工', '层', '区', '析', '布']),
    (
        "成",
        &[
            '立', '员', '果', '本', '为', '功', '长', '效', '都', '熟', '型', '品', '绩', '就',
            '人', '套',
        ],
    ),
    ("次", &['序', '要', '生']),
    ("人", &['民', '大', '才', '员', '工', '力', '社', '物', '文']),
    ("户", &['外', '籍', '口']),
    ("件", &['事']),
    ("位", &['于', '置', '数', '次', '列', '居', '一']),
    ("本", &['级', '科', '地', '市', '县', '区', '省', '年', '土', '人', '次', '届', '行', '金']),
    ("片", &['区', '长']),
    ("口", &['岸', '径', '腔', '之', '头']),
    ("路", &['段', '口', '灯', '网', '线', '面', '公', '长']),
    ("块", &['状', '链']),
];
/// Words near which `G` and `兆` measure bandwidth rather than naming a network.
const BANDWIDTH: &[&str] = &["带宽", "宽带", "速率", "扩容", "链路", "比特"];

impl Place<'_, '_> {
    /// Returns why the figure sets no target; `None` if it may.
    pub(super) fn passed(&self) -> Option<Message> {
        // Ages and grades are targets only if they are to be reached: not 三级以上医院.
        let is_grade = match self.amount.unit {
            "岁" => self.rule != "indicator-reach" && !self.clause().ends_with("寿命"),
            "级" => !matches!(self.rule, "indicator-reach" | "indicator-bound"),
            _ => false,
        };
        // 三级甲等标准 is the name of a grade.
        let is_grade = is_grade
            || (self.amount.unit == "级"
                && self.amount.margin.is_empty()
                && self.rest().starts_with(context::is_han));
        if self.splits() || is_grade {
            Some(message!("passed-split"))
        } else if context::in_title(self.text(), self.number) {
            Some(message!("passed-in-title"))
        } else if self.is_told() {
            Some(message!("passed-past"))
        } else if self.is_granted() {
            Some(message!("passed-granted"))
        } else if self.is_status() {
            Some(message!("passed-past"))
        } else if change::begins(self.rest()) {
            Some(message!("passed-begins"))
        } else if self.is_score() {
            Some(message!("passed-score"))
        } else if self.is_step() {
            Some(message!("passed-step"))
        } else if self.is_weight() {
            Some(message!("passed-weight"))
        } else if self.is_conditional() {
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
        let of_time = unit.ends_with('个') && rest.starts_with_any(SPANS);
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
        // 实现百家争鸣 counts nothing; 突破百亿元 does.
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
        // 数百人, but 从业人员总数1万人.
        let amid =
            |c: char| amid(c) && (c != '数' || !written.starts_with(|c: char| c.is_ascii_digit()));
        before.is_some_and(amid)
            || self.is_part_of_code()
            || self.is_rank()
            || self.is_stage()
            || of_time
            || of_word
            || one
            || bare
            || how_often
            || once
            || rest.starts_with(['届', '期', '岁'])
    }

    /// Whether a unit in Latin letters is part of a longer word or names a network: `5G基站`.
    fn is_part_of_code(&self) -> bool {
        let Amount { unit, margin, .. } = *self.amount;
        let said =
            |word: &&str| self.around.sentence().contains(*word) || self.tail().contains(*word);
        let is_network = matches!(unit, "G" | "兆") && !BANDWIDTH.iter().any(said);
        let of_network = unit == "G"
            && !self.rest().is_empty()
            && !self.rest().starts_with(|c: char| "，。；、）和的带宽\n".contains(c));
        let goes_on = margin.is_empty()
            && unit.ends_with(|c: char| c.is_ascii_alphanumeric())
            && self.rest().starts_with(|c: char| c.is_ascii_alphanumeric());
        is_network || of_network || goes_on
    }

    /// Whether it is a rank, or how far one moves: `前移1位`, `退出后20位`.
    fn is_rank(&self) -> bool {
        let clause = self.around.clause();
        self.amount.unit == "位"
            && (clause.ends_with(['前', '后'])
                || clause.contains_any(&["排名", "位次", "名次", "前移", "进位"]))
    }

    /// Whether it is the number of a stage of construction: `完成一期工程`.
    fn is_stage(&self) -> bool {
        let of = ["工程", "项目", "建设", "改造", "主体"];
        self.amount.unit == "期"
            && self.amount.margin.is_empty()
            && self.rest().starts_with_any(&of)
    }

    /// Whether the sentence reports on the past.
    fn is_told(&self) -> bool {
        let sentence = self.sentence();
        let is_compared = |at: usize| {
            let (before, told) = sentence.split_at_checked(at).unwrap_or_default();
            let of_year = told.starts_with("上年") || told.starts_with("去年");
            before.ends_with(COMPARED) && of_year
                || before.ends_with(['至', '到']) && told.starts_with("目前")
        };
        let goes_on = |told: usize| {
            let rest = sentence.get(told..).unwrap_or_default();
            !past::turns(rest, self.whole.base_year)
        };
        let mut told = TOLD.find_iter(sentence).map(|told| told.range);
        told.any(|told| {
            !is_compared(told.start)
                && !self.says_which(sentence, &told)
                && !self.is_to_come(sentence, told.end)
                && goes_on(told.end)
        }) || self.falls_short()
            || self.tail().contains("的基础上")
            || self.previous() == Some('已')
            || past::is_over(self.text(), self.start, self.whole.base_year)
    }

    /// Whether a word about what was done only says which things are meant, or from where something
    /// starts: `对已达标的街道进行提升，`, `巩固已有成果，`, `在现有基础上`.
    fn says_which(&self, sentence: &str, told: &Range<usize>) -> bool {
        let Some(word) = sentence.get(told.clone()) else { return false };
        let rest = context::after(sentence, told.end, CLAUSE);
        let before = context::clause_before(sentence, told.start);
        let is_same = told.end + rest.len() == sentence.len();
        let is_attribute = rest.contains('的')
            && !rest.contains(|c: char| c.is_ascii_digit())
            && !(word == "已达" && rest.starts_with('到'))
            && !(word == "已完成" && is_same && rest.ends_with('的'));
        match word {
            "累计完成" => !self.amount.margin.is_empty() || among(LEAST, self.op),
            "以来" => !is_same && past::names_what_was(rest),
            _ if REPORTING.contains(&word) => rest.contains("基础上"),
            _ => {
                rest.contains("基础上")
                    || before.contains("巩固") && !is_same
                    || is_attribute && (!is_same || self.amount.is_share())
            }
        }
    }

    /// Whether the text behind it says that it is not enough: `绿化率为70%，未达到80%`.
    fn falls_short(&self) -> bool {
        let rest = self.rest().trim_start_matches('，');
        rest.starts_with_any(FALLING_SHORT)
    }

    /// Whether it is the most that someone is given, or the rate at which something is paid:
    /// `给予最高5000万元支持`, `单个项目最高支持100万元`, `按租金的50%给予支持`.
    fn is_given(&self) -> bool {
        let is_money = self.amount.unit.contains('元');
        let is_cap = among(MOST, self.op) || among(MORE, self.op) && self.follows("不");
        let clause = self.around.clause();
        let tail = self.tail();
        let is_most = is_money && (self.op == "最高" || matches!(self.op, "支持" | "扶持"));
        let is_limit = || is_cap && (GIVEN.are_in(clause) || GIVEN.are_in(tail));
        let behind = self.rest().trim_start_matches(['，', '的']);
        let behind = behind.strip_prefix("比例").unwrap_or(behind);
        let is_rate = || clause.contains('按') && PAID.leading(behind).is_some();
        is_most
            || (is_money || self.amount.is_share()) && is_limit()
            || self.amount.is_share() && is_rate()
    }

    /// Whether it is an amount granted or fined rather than a target.
    fn is_granted(&self) -> bool {
        let sentence = self.sentence();
        let tail = self.sentence_tail();
        let is_share = self.amount.unit == "%"
            && (self.op == "最高"
                || tail.starts_with("的比例")
                || tail.trim_start_matches('，').starts_with("给予"));
        self.is_given()
            || (self.amount.is_money() || is_share || self.amount.unit == "倍")
                && (says_granted(sentence) || says_granted(tail))
    }

    /// Whether it is a share alone in brackets: `得分=日常监测（60%）+实地调研（40%）`.
    fn is_weight(&self) -> bool {
        let in_brackets = context::previous(self.text(), self.number) == Some('（')
            && self.rest().starts_with('）');
        in_brackets && self.amount.is_share()
    }

    /// Whether it is a score that is not to be reached: `优秀（90分以上）`, `扣5分`.
    fn is_score(&self) -> bool {
        let between = self.text().get(self.start..self.number).unwrap_or_default();
        if self.amount.unit == "分" && between.ends_with(['加', '扣', '得', '计']) {
            return true;
        }
        let is_reached = self.rule.ends_with_any(&["bound", "reach", "change"]);
        // 群众满意度90分以上单位 are those that have it.
        let rest = self.rest().trim_start_matches(['及', '以', '上']);
        let is_aim = self.clause().ends_with("满意度") && !rest.starts_with(context::is_han);
        self.amount.unit == "分" && !is_reached && !is_aim
    }

    /// Whether it is the step by which something is scored: `每低1个百分点扣5分`.
    fn is_step(&self) -> bool {
        let head = context::last_chars(self.text(), self.number, 4);
        head.rsplit_once('每').is_some_and(|(_, step)| STEPS.contains(&step))
    }
}

/// Whether a text says that something is given or taken; 补贴性培训 is only a kind of training.
fn says_granted(text: &str) -> bool {
    let is_kind = |end: usize| text.get(end..).is_some_and(|rest| rest.starts_with('性'));
    GRANTED.find_iter(text).any(|found| !is_kind(found.range.end))
}
