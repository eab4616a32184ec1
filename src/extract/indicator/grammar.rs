//! The forms of targets: an operator and a quantity, or a quantity with a bound behind it, or a verb that counts.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{IndicatorMention, measure};
use crate::extract::context::{self, CLAUSE, SENTENCE};
use crate::extract::numeral;

/// Bounds: at least, at most, more than, less than.
const LEAST: &str = "不少于|不低于|不小于|不得少于|不得低于|不应少于|不应低于|至少|最少|最低";
const MOST: &str = "不超过|不高于|不大于|不多于|不得超过|不得高于|不得多于|最多|至多|最高";
const MORE: &str = "超过|突破|高于|大于|多于|超";
const LESS: &str = "低于|少于|小于";
/// Verbs that lead to a number.
const REACH: &str = "达到|达成|达|实现|提高到|提高至|提升到|提升至|增加到|增加至|增至|扩大到|扩大至|上升到|升至|发展到|保持在|稳定在|维持在|控制在|压减到|\
    压减至|下降到|下降至|降低到|降低至|降到|降至|减少到|减少至|缩小到|缩小至|压降至|完成";
/// Verbs that lead to a difference.
const CHANGE: &str =
    "增长|增加|提高|提升|上升|下降|降低|减少|压减|压缩|压降|下浮|缩减|缩小|精简|增幅|涨幅|降幅|年均增长|同比增长";
/// Verbs whose object is counted.
const COUNT: &str = "新建|新增|新改建|改扩建|改造|改造提升|建成|建设|建立|创建|打造|培育|培养|引进|引育|培训|遴选|选取|选择|选派|选树|评选|命名|认定|推出|推广|\
    推动|支持|扶持|发展|发布|举办|召开|组织|开展|承办|实施|完成|新开|开通|开工|开建|谋划|储备|落地|签约|招引|招募|招聘|吸引|集聚|布局|布设|设立|成立|新设|\
    制定|编制|出台|形成|梳理出|梳理|复制|总结|征集|创作|拍摄|投放|新植|栽植|种植|治理|修复|整治|更新|配备|配置|购置|安装|检测|抽检|抽查|检查|督查|办理|解决|化解|\
    转化|突破|攻克|获批|争创|申报|帮助|帮扶|服务|惠及|覆盖|带动|面向|提供|新认定|净增|淘汰|关闭|清理|压减|取消|下放|滚动实施|盘活|孵化|入库|储备|纳入";
/// Words of a sentence that wants what it counts.
const WANTING: &[&str] = &[
    "力争", "确保", "争取", "目标", "计划", "培育", "新增", "新建", "建成", "打造", "完成", "实现", "建设", "引进",
    "发展", "稳定", "达到", "开工",
];
const NUMBER: &str = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?";
const NUMERAL: &str = "[一二两三四五六七八九十百]{1,4}";
const DASH: &str = "(?:[—–－~～至-]|——)";
const MARGIN: &str = "(?P<m>及以上|以上|及以下|以下|以内|之内|左右|上下)";
/// An operator stands at most this many characters before its number.
const HEAD: usize = 28;

/// One form: the rule, what stands before the number, and whether the number may be in numerals and needs a bound behind it.
struct Form {
    rule: &'static str,
    head: Regex,
    numerals: bool,
    margin: bool,
}

struct Grammar {
    quantity: Regex,
    forms: Vec<Form>,
    money: Vec<&'static str>,
}

fn forms() -> Vec<Form> {
    let base = r"(?:\p{Han}{1,14}的)?";
    let form = |rule, head: String, numerals, margin| {
        let head = Regex::new(&format!(r"(?:{head})\z")).expect("the fragments make a pattern");
        Form { rule, head, numerals, margin }
    };
    let least =
        format!(r"(?:力争|原则上)?(?:最多|至多)?(?P<op>{LEAST}|{MOST})(?:\p{{Han}}{{1,14}}的|\p{{Han}}{{0,8}})");
    vec![
        form("indicator-bound", least, true, false),
        form("indicator-bound", format!("(?P<op>{MORE}|{LESS}){base}"), true, false),
        form("indicator-reach", format!("(?P<op>{REACH})(?:约|了)?{base}"), true, false),
        form("indicator-change", format!("(?P<op>{CHANGE})(?:约|了|率|率为|率达|率达到)?"), false, false),
        form("indicator-rate", "(?P<op>率|占比|比重|增速|增幅)(?:为|在)?".to_owned(), false, false),
        form("indicator-count", format!("(?P<op>{COUNT})(?:全[省市县区州国])?(?:约|了)?"), false, false),
        form("indicator-margin", String::new(), true, true),
        form("indicator-list", String::new(), false, false),
    ]
}

static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| {
    let table = include_str!("../../lexicon/measure.tsv").lines().skip(1);
    let mut units: Vec<(&str, &str)> = table.filter_map(|row| row.split_once('\t')).collect();
    units.sort_by_key(|(unit, _)| std::cmp::Reverse(unit.len()));
    let words: Vec<_> = units.iter().map(|(unit, _)| regex::escape(unit)).collect();
    let unit = format!("(?P<u>(?:万亿|[百千万亿十]{{0,2}})(?:{})|万亿|亿|万)", words.join("|"));
    let number = format!("(?P<v>{NUMBER}|{NUMERAL})(?:{DASH}(?:{NUMBER}|{NUMERAL}))?余?");
    let quantity = Regex::new(&format!("{number}{unit}{MARGIN}?")).expect("the fragments make a pattern");
    let money = units.iter().filter(|(_, kind)| kind.starts_with("money")).map(|(unit, _)| *unit).collect();
    Grammar { quantity, forms: forms(), money }
});

/// The first number with a unit at or after the byte `from`.
pub(super) fn quantity(text: &str, from: usize) -> Option<Range<usize>> {
    GRAMMAR.quantity.find_at(text, from).map(|found| found.range())
}

/// The target whose quantity is at `range`; `last` is the target before it.
pub(super) fn read<'t>(
    text: &'t str,
    range: Range<usize>,
    last: Option<&'t IndicatorMention>,
) -> Option<IndicatorMention> {
    let found = GRAMMAR.quantity.captures(text.get(range.clone())?)?;
    let clause = context::before(text, range.start, CLAUSE);
    let head = context::last_chars(clause, clause.len(), HEAD);
    let is_numeral = !found["v"].starts_with(|c: char| c.is_ascii_digit());
    let fits = |form: &&Form| (form.numerals || !is_numeral) && (!form.margin || found.name("m").is_some());
    GRAMMAR.forms.iter().filter(fits).find_map(|form| {
        let before = form.head.captures(head)?;
        let op = before.name("op").map(|op| op.as_str()).unwrap_or_default();
        let place = Place {
            text,
            start: range.start - before[0].len(),
            number: range.start,
            end: range.end,
            last,
            rule: form.rule,
        };
        place.mention(op, &found)
    })
}

/// A match of a form in its text.
struct Place<'t> {
    text: &'t str,
    /// Where the operator begins, or the number where there is none.
    start: usize,
    /// Where the number begins.
    number: usize,
    end: usize,
    /// The target before it.
    last: Option<&'t IndicatorMention>,
    rule: &'static str,
}

impl Place<'_> {
    fn mention(&self, op: &str, found: &Captures<'_>) -> Option<IndicatorMention> {
        let name = |name| found.name(name).map(|part| part.as_str()).unwrap_or_default();
        let (unit, margin) = (name("u"), name("m"));
        let rest = self.text.get(self.end..).unwrap_or_default();
        if self.splits(found, unit, rest)
            || self.is_told()
            || self.is_granted(unit, op)
            || self.is_condition(op, margin, rest)
            || (unit == "岁" && self.rule != "indicator-reach")
        {
            return None;
        }
        let (measure, range) = match self.rule {
            "indicator-count" => self.counts(unit, rest).then(|| self.counted())?,
            "indicator-rate" => self.rated(),
            "indicator-list" if self.adds() => {
                let measure = self.last.map_or_else(String::new, |last| last.measure.clone());
                (measure, self.start..self.end)
            }
            "indicator-list" if context::previous(self.text, self.start).is_some_and(|c| "，、和及".contains(c)) => {
                self.lists(rest).then(|| self.behind())?
            }
            "indicator-list" => self.lists(rest).then(|| self.before())?,
            "indicator-margin" => self.around(),
            _ => self.beside(op, unit),
        };
        let value = numeral::value(name("v"))?;
        let measure = if measure.is_empty() { self.as_before() } else { measure };
        // 至少专题研究法治建设工作2次: the bound stands before what is measured.
        let bound = LEAST.split('|').chain(MOST.split('|')).filter(|_| op.is_empty()).find_map(|word| {
            let (_, rest) = measure.rsplit_once(word)?;
            measure::is_name(rest).then(|| (word, rest.to_owned()))
        });
        let (op, measure) = bound.unwrap_or((op, measure));
        Some(IndicatorMention {
            range,
            measure,
            op: operator(op, margin),
            value,
            unit: unit.to_owned(),
            rule: self.rule,
        })
    }

    /// Whether the match cuts a word or a number: `5个工作日`, `第3次`, `12345热线`, `7×24`.
    fn splits(&self, found: &Captures<'_>, unit: &str, rest: &str) -> bool {
        let before = context::previous(self.text, self.number);
        let amid = |c: char| c.is_ascii_alphanumeric() || "第.×一二三四五六七八九十百千几数多".contains(c);
        let of_time = unit.ends_with('个')
            && ["工作日", "自然日", "月", "季度", "小时", "星期", "学期", "学年", "年", "半月", "周"]
                .iter()
                .any(|u| rest.starts_with(u));
        let one = &found["v"] == "一" && unit != "次" && unit != "期" && unit != "场" && !self.rule.ends_with("bound");
        // 最多跑一次 is a slogan, and 至少每月更新一次 says how often.
        let how_often = self.text.get(self.start..self.number).is_some_and(|gap| gap.contains(['跑', '每']));
        // 一次采集 and 一次投入 are words.
        let once =
            &found["v"] == "一" && unit == "次" && self.rule.ends_with("reach") && rest.starts_with(context::is_han);
        before.is_some_and(amid) || of_time || one || once || how_often || rest.starts_with(['届', '期', '岁'])
    }

    /// Whether the clause tells what has been.
    fn is_told(&self) -> bool {
        let sentence = context::before(self.text, self.start, SENTENCE);
        let told = ["截至", "截止", "目前", "去年", "上年", "以来", "现有", "原有", "已达", "已建", "已有", "累计完成"];
        told.iter().any(|word| sentence.contains(word)) || context::last_chars(self.text, self.start, 1) == "已"
    }

    /// Whether it is an amount that is granted or fined, not a target.
    fn is_granted(&self, unit: &str, op: &str) -> bool {
        let sentence = context::before(self.text, self.start, SENTENCE);
        let tail = context::after(self.text, self.end, SENTENCE);
        let granted = ["奖补", "补助", "补贴", "奖励", "资助", "贴息", "罚款", "处以", "并处"];
        let is_money = GRAMMAR.money.iter().any(|money| unit.ends_with(money));
        let is_share = matches!(unit, "%") && (op == "最高" || tail.starts_with("的比例") || tail.starts_with("给予"));
        (is_money || is_share) && granted.iter().any(|word| sentence.contains(word) || tail.contains(word))
    }

    /// Whether it tells which things are meant: `投资超过1000万元的项目`, `5人及以上的网络商户`.
    fn is_condition(&self, op: &str, margin: &str, rest: &str) -> bool {
        let is_bound = LEAST.split('|').chain(MOST.split('|')).any(|word| word == op);
        let clause = context::before(self.text, self.start, CLAUSE);
        let of_something = ["对", "凡", "符合", "如", "若", "禁止"].iter().any(|word| clause.starts_with(word));
        let is_attribute = rest.starts_with('的') && !rest.starts_with("的目标") && !rest.starts_with("的要求");
        let is_level =
            margin.starts_with('及') || (!margin.is_empty() && self.rule.ends_with("margin") && self.is_money_end());
        (is_attribute && !is_bound && !self.is_object())
            || is_level
            || (of_something && !is_bound && !self.rule.ends_with("reach"))
    }

    fn is_money_end(&self) -> bool {
        let matched = self.text.get(self.start..self.end).unwrap_or_default();
        GRAMMAR.money.iter().any(|money| matched.contains(money))
    }

    /// Whether a verb that counts stands right before the quantity: `建成15个以上的`.
    fn is_object(&self) -> bool {
        let head = context::last_chars(self.text, self.start, 4);
        COUNT.split('|').any(|verb| head.ends_with(verb))
    }

    /// Whether the verb before the number counts things that are named behind it.
    fn counts(&self, unit: &str, rest: &str) -> bool {
        let named = rest.starts_with(|c: char| context::is_han(c) || c == '“' || c.is_ascii_alphabetic());
        let is_share = matches!(unit, "%" | "‰" | "个百分点");
        (named || context::after(rest, 0, CLAUSE).is_empty()) && !is_share && !rest.starts_with("方面")
    }

    fn last_end(&self) -> usize {
        self.last.map_or(0, |last| last.range.end)
    }

    /// Whether it is a further quantity of what was counted before: `改造老旧小区56个、1.2万户，`, `分别达30%、20%和10%`.
    fn adds(&self) -> bool {
        let ends = context::next(self.text, self.end).is_none_or(|c| "，。；、和及\n）".contains(c));
        let between = self.text.get(self.last_end()..self.start);
        ends && self.last_end() > 0 && matches!(between, Some("、" | "，" | "和" | "及"))
    }

    /// Whether the clause wants something and the quantity ends it or a part of it: `培育基地5个、园区30家，`.
    fn lists(&self, rest: &str) -> bool {
        let ends = rest.is_empty() || rest.starts_with(['，', '。', '；', '、', '\n', '）', '（']);
        let before = context::previous(self.text, self.start);
        let sentence = context::before(self.text, self.start, SENTENCE);
        let last = self.last_end();
        let continues = last > 0 && last <= self.start && sentence.len() >= self.start - last;
        let clause =
            context::before(self.text, self.start, CLAUSE).trim_start_matches("全年").trim_start_matches("每年");
        let wants =
            WANTING.iter().any(|word| sentence.contains(word)) || COUNT.split('|').any(|verb| clause.starts_with(verb));
        match before {
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
        let (name, start) = measure::before(self.text, self.start, self.last_end());
        (name.to_owned(), start..self.end)
    }

    /// What stands behind the quantity.
    fn behind(&self) -> (String, Range<usize>) {
        let name = measure::behind(self.text, self.end);
        let end = self.end + context::after(self.text, self.end, CLAUSE).find(name).map_or(0, |at| at + name.len());
        (name.to_owned(), self.start..end)
    }

    /// What stands before the operator, or, where a count goes on or nothing stands before it, behind the quantity; else what is done so
    /// often: `至少培训1次`.
    fn beside(&self, op: &str, unit: &str) -> (String, Range<usize>) {
        let counts = !matches!(unit, "%" | "‰" | "个百分点");
        let (behind, range) = self.behind();
        if counts && measure::is_name(&behind) {
            (behind, range)
        } else {
            self.named_before().or_else(|| self.done(op)).unwrap_or((behind, range))
        }
    }

    /// What the target before it in the sentence measures: `30亩以上老旧池塘10万亩`.
    fn as_before(&self) -> String {
        let last = self.last.filter(|last| {
            self.text.get(last.range.end..self.start).is_some_and(|between| !between.contains(['。', '\n']))
        });
        last.map(|last| last.measure.clone()).unwrap_or_default()
    }

    /// The verb between the operator and the number.
    fn done(&self, op: &str) -> Option<(String, Range<usize>)> {
        let verb = self.text.get(self.start..self.number)?.trim_start_matches(op);
        measure::is_name(verb).then(|| (verb.to_owned(), self.start..self.end))
    }

    fn named_before(&self) -> Option<(String, Range<usize>)> {
        Some(self.before()).filter(|(name, _)| measure::is_name(name))
    }

    /// What a verb counts, behind the quantity, or, where nothing stands there, before it, the verb included: `完成棚户区改造1.5万套`.
    fn counted(&self) -> (String, Range<usize>) {
        let (name, range) = self.behind();
        if measure::is_name(&name) {
            return (name, range);
        }
        let (name, start) = measure::before(self.text, self.number, self.last_end());
        (name.to_owned(), start..self.end)
    }

    /// The rate whose last character is the operator: `毛入学率93%`.
    fn rated(&self) -> (String, Range<usize>) {
        let (name, start) = measure::before(self.text, self.number, self.last_end());
        (name.trim_end_matches(['为', '在']).to_owned(), start..self.end)
    }

    /// What stands behind the quantity, or, where nothing does, before it.
    fn around(&self) -> (String, Range<usize>) {
        let (name, range) = self.behind();
        if measure::is_name(&name) { (name, range) } else { self.named_before().unwrap_or((name, range)) }
    }
}

/// The operator of a bound before the number, else of the one behind it.
fn operator(op: &str, margin: &str) -> &'static str {
    let is = |words: &str| words.split('|').any(|word| word == op);
    if is(LEAST) {
        ">="
    } else if is(MOST) {
        "<="
    } else if is(MORE) {
        ">"
    } else if is(LESS) {
        "<"
    } else {
        match margin {
            "以上" | "及以上" => ">=",
            "以下" | "及以下" | "以内" | "之内" => "<=",
            _ => "=",
        }
    }
}
