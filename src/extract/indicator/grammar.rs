//! The forms of targets: an operator and a quantity, a quantity with a bound after it, or a verb
//! that counts.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use regex::{Captures, Regex, RegexSet};

use super::place::{Around, Place, Reading, Whole};
use super::{IndicatorMention, listing};
use crate::characters::{HAN, han_regex};
use crate::context;
use crate::lexicon::measures::measures;
use crate::message;
use crate::numeral::{self, NUMERAL};

/// Bounds: at least, at most, more than, less than.
pub(super) const LEAST: &str =
    "不少于|不低于|不小于|不得少于|不得低于|不应少于|不应低于|至少|最少|最低|≥|≧|⩾|〉=";
pub(super) const MOST: &str =
    "不超过|不高于|不大于|不多于|不得超过|不得高于|不得多于|最多|至多|最高|≤|≦|⩽|〈=";
pub(super) const MORE: &str = "超过|突破|高于|大于|多于|超|逾|〉";
pub(super) const LESS: &str = "低于|少于|小于|〈";
/// Verbs that lead to the value to reach.
pub(super) const REACH: &str = "达到|达成|达|实现|提高到|提高至|提升到|提升至|增加到|增加至|增至|扩大到|扩大至|上升到|升至|发展到|保持在|稳定在|维持在|控制在|压减到|\
    压减至|下降到|下降至|降低到|降低至|降到|降至|减少到|减少至|缩小到|缩小至|压降至|压缩到|\
    压缩至|压减为|压缩为|精简为|增长到|增长至|整合到|整合至|扩容到|扩容至|精简到|精简至|缩减到|缩减至|拓展到|拓展至|减少为|迈上|站上|跨上|完成";
/// Verbs that lead to a mark to be passed: `迈上500亿元台阶`.
const MARKS: &str = "迈上|站上|跨上";
/// Verbs that lead to a difference.
pub(super) const RISE: &str = "增长|增加|提高|提升|上升|增幅|涨幅|年均增长|同比增长";
pub(super) const FALL: &str =
    "下降|降低|减少|压减|压缩|压降|下浮|缩减|缩小|精简|降幅|年均下降|同比下降";
/// Verbs whose object is counted.
pub(super) const COUNT: &str = "新建|新增|新改建|改扩建|改造|改造提升|建成|建设|建立|创建|打造|培育|培养|引进|引育|培训|遴选|选取|选择|选派|选拔|选树|评选|命名|认定|推出|推广|\
    推动|支持|扶持|发展|发布|举办|召开|组织|开展|承办|实施|完成|新开|开通|开工|开建|谋划|储备|落地|签约|招引|招募|招聘|招录|招收|录用|选聘|聘用|吸引|集聚|布局|布设|设立|成立|新设|\
    制定|编制|出台|形成|梳理出|梳理|复制|总结|征集|创作|拍摄|投放|新植|栽植|种植|治理|修复|整治|更新|配备|配置|购置|安装|检测|抽检|抽查|检查|督查|办理|解决|化解|\
    转化|突破|攻克|获批|争创|申报|帮助|帮扶|服务|惠及|覆盖|带动|面向|提供|新认定|净增|淘汰|关闭|清理|压减|取消|下放|滚动实施|盘活|孵化|入库|储备|纳入|参与|参加|\
    组建|打通|创成|联通|启动|推进|关停|更换|加装|敷设|架设|开设|增设|增开|增配|争取|筹集|筹措|修订|\
    处置|供应|出让|流转|开发|拓展|竣工|投产|投用|投运|交付|销号|绿化|补植|复垦|恢复|保护|编印|演出|\
    放映|轮训|清偿|扩种|造林|消化|兑付|认证|发行|新修|新打|归集|接入|放流|腾退|升级|开辟|开行|签订|\
    曝光|发放|检修|安置|拆除|夏播|春播|秋播|冬播|播种|走访|慰问|制发|收储|续建|扩建|改建|救助|资助|铺设|清淤|硬化";
/// Verbs of which a count in `项` and the like is that of a fixed set: `推进3项改革`.
const BROAD: &str = "推进|启动";
/// Verbs for what there is, which count only what a sentence wants there to be: `建有30个园区`.
const HOLD: &str = "建有|拥有";
/// The preposition before the people for whom something is done: `为200户家庭实施改造`.
pub(super) const FOR: &str = "为";
/// Verbs that shorten.
const SHRINK: &str = "压缩|缩短|压减|压降|减少|降低|精简|控制";
/// Bounds of how long something may take.
const CAP: &str = "不超过|不得超过|不高于";
/// Words before the share of a set.
const SHARES: &str = "、|力争|确保|实现|推动|使|让|有|全[省市县区州镇乡国]";
const NUMBER: &str = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?";
const DASH: &str = "(?:[—–－~～至-]|——)";
/// A share in words: 百分之九十五点五.
const PERCENT: &str =
    "百分之(?P<p>[一二三四五六七八九十百零〇]{1,5}(?:点[一二三四五六七八九零〇]{1,3})?)";
/// A share in tenths: 九成, 3成.
const TENTHS: &str = "(?P<t>[0-9](?:\\.[0-9])?|[一二两三四五六七八九十])成";
/// Units of time, for how long something takes.
const SPAN: &str = "个工作日|工作日|个自然日|自然日|个月|个小时|小时|分钟|天|日|周|年";
const MARGIN: &str =
    "(?:（不?含(?:本数)?）)?(?P<m>及以上|以上|及以下|以下|之下|以内|之内|左右|上下)";
/// How many characters before the number are searched for an operator.
const HEAD: usize = 28;

/// A form: its rule, the pattern before the number, whether the number may be in Chinese numerals,
/// and whether it needs a bound after it.
struct Form {
    rule: &'static str,
    /// The pattern of the text before the number.
    before: String,
    /// The same pattern, compiled on first use.
    head: OnceLock<Regex>,
    numerals: bool,
    margin: bool,
}

impl Form {
    fn head(&self) -> &Regex {
        self.head.get_or_init(|| han_regex(&self.before).expect("the fragments make a pattern"))
    }
}

struct Grammar {
    quantity: Regex,
    /// The patterns before the number, in the order of the forms. Few of them match at a place.
    heads: RegexSet,
    forms: Vec<Form>,
    units: BTreeSet<&'static str>,
    money: Vec<&'static str>,
    sizes: Vec<&'static str>,
}

fn forms() -> Vec<Form> {
    let base = r"(?:(?:20[0-9]{2}年|\p{Han}{1,14})的)?";
    let form = |rule, head: String, numerals, margin| Form {
        rule,
        before: format!(r"(?:{head})\z"),
        head: OnceLock::new(),
        numerals,
        margin,
    };
    let least = format!(
        r"(?:力争|原则上)?(?:最多|至多)?(?P<op>{LEAST}|{MOST})(?:\p{{Han}}{{1,14}}的|\p{{Han}}{{0,12}})"
    );
    vec![
        form("indicator-bound", least, true, false),
        form("indicator-bound", format!("(?P<op>{MORE}|{LESS}){base}"), true, false),
        form("indicator-reach", format!("(?P<op>{REACH})(?:约|了)?{base}"), true, false),
        form(
            "indicator-change",
            format!("(?P<op>{RISE}|{FALL})(?:约|了|率|率为|率达|率达到|目标为|预期目标为)?"),
            false,
            false,
        ),
        form("indicator-span", format!("(?P<op>(?:{SHRINK})(?:到|至|在|为)|{CAP})"), true, false),
        form("indicator-rate", "(?P<op>率|占比|比重|增速|增幅)(?:为|在)?".to_owned(), false, false),
        form(
            "indicator-count",
            format!(
                r"(?P<op>{COUNT}|{HOLD}|{FOR})(?:全[省市县区州国]|[省市县区]本?级|\p{{Han}}{{2,12}}的)?(?:首批)?(?:约|近|了)?"
            ),
            false,
            false,
        ),
        form("indicator-share", format!(r"(?:\A(?:[0-9]{{1,3}}[.、] ?)?|{SHARES})"), true, false),
        form("indicator-margin", String::new(), true, true),
        form("indicator-list", "约|近|各|".to_owned(), false, false),
    ]
}

static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| {
    let units = measures();
    let quantity = han_regex(&quantity_pattern(units)).expect("the fragments make a pattern");
    let of_kind = |kind: &str| {
        let of = units.iter().filter(|(_, of)| of.starts_with(kind));
        of.map(|(unit, _)| *unit).collect::<Vec<_>>()
    };
    let (money, sizes) = (of_kind("money"), of_kind("size"));
    let units = units.iter().map(|(unit, _)| *unit).collect();
    let forms = forms();
    let heads = RegexSet::new(forms.iter().map(|form| form.before.replace(r"\p{Han}", HAN)))
        .expect("they are patterns");
    Grammar { quantity, heads, forms, units, money, sizes }
});

fn unit_pattern(units: &[(&str, &str)]) -> String {
    let words: Vec<_> = units.iter().map(|(unit, _)| regex::escape(unit)).collect();
    let words = words.join("|");
    let each = format!("(?:/[十百千万亿]{{0,2}}(?:{words}|年|月|日|天))?");
    let per_many = "/(?:100万|10万|十万|百万|万)";
    format!("(?:{per_many}|(?:万亿|[百千万亿十]{{0,2}})(?:{words}){each}|万亿|亿|万)")
}

fn quantity_pattern(units: &[(&str, &str)]) -> String {
    let unit = format!("(?:{SPAN}|{})", unit_pattern(units));
    let number =
        format!("(?P<v>{NUMBER}|{NUMERAL})(?:[%‰万亿]?{DASH}(?P<w>{NUMBER}|{NUMERAL}))?余?");
    format!(
        "(?:{PERCENT}(?:{DASH}百分之(?P<q>{NUMERAL}))?|{number}(?P<u>{unit})|{TENTHS}){MARGIN}?"
    )
}

/// The places where a text may state a measure, in order: a figure with a unit that is not one of
/// time. Chinese numerals only count as a share or a rank or with a bound, which is part of the
/// place if it stands before them. To double, `翻一番`, is not read.
pub(crate) fn figures(text: &str) -> Vec<Range<usize>> {
    const DOUBLES: [&str; 2] = ["翻一番", "翻两番"];
    let quantities =
        GRAMMAR.quantity.find_iter(text).filter_map(|found| figure(text, found.range()));
    let doubles = context::places(text, "翻").filter_map(|at| {
        let rest = text.get(at..)?;
        DOUBLES.iter().find(|word| rest.starts_with(**word)).map(|word| at..at + word.len())
    });
    let mut figures: Vec<_> = quantities.chain(doubles).chain(ratios(text)).collect();
    figures.sort_by_key(|figure| figure.start);
    figures
}

/// The places of ratios that are to be reached: `医护比达到1:1.25`. They are not read.
fn ratios(text: &str) -> impl Iterator<Item = Range<usize>> {
    static RATIO: LazyLock<Regex> = LazyLock::new(|| {
        let number = "[0-9]{1,4}(?:\\.[0-9]{1,3})?";
        let op = format!("(?:{LEAST}|{MOST}|{REACH}|调整为|优化为|为)");
        Regex::new(&format!("{op}(?P<ratio>{number}(?:[:：∶]{number}){{1,2}})")).expect("it is one")
    });
    RATIO.captures_iter(text).filter_map(|found| ratio(text, &found))
}

/// The place of the ratio in a match, if its name is that of one.
fn ratio(text: &str, found: &Captures<'_>) -> Option<Range<usize>> {
    let (all, ratio) = (found.get(0)?, found.name("ratio")?);
    let clause = context::clause_before(text, all.start());
    let name = clause.trim_end_matches(|c| "力争确保应要".contains(c));
    let is_ratio = |name: &str| ["比", "比例", "结构"].iter().any(|end| name.ends_with(end));
    let from = name.rsplit_once(['由', '从']).map_or("", |(name, _)| name);
    (is_ratio(name) || is_ratio(from)).then(|| ratio.range())
}

/// The place of a quantity that may be a measure, with the bound in front that makes it one.
fn figure(text: &str, quantity: Range<usize>) -> Option<Range<usize>> {
    const RANKS: [&str; 2] = ["名", "位"];
    let found = GRAMMAR.quantity.captures(text.get(quantity.clone())?)?;
    let name = |name| found.name(name).map_or("", |part| part.as_str());
    let (number, unit) = (name("v"), name("u"));
    if among(SPAN, unit) {
        return None;
    }
    let counts = unit.is_empty() || number.starts_with(|c: char| c.is_ascii_digit());
    if counts || !name("m").is_empty() {
        return Some(quantity);
    }
    let before = text.get(..quantity.start)?;
    let bounds = [LEAST, MOST, "超过|突破|超"].into_iter().flat_map(|words| words.split('|'));
    let bounds = bounds.chain(RANKS.contains(&unit).then_some("前"));
    let lengths = bounds.filter(|bound| before.ends_with(bound)).map(str::len);
    lengths.max().map(|length| quantity.start - length..quantity.end)
}

/// The first number with a unit at or after the byte `from`.
pub(super) fn quantity(text: &str, from: usize) -> Option<Range<usize>> {
    GRAMMAR.quantity.find_at(text, from).map(|found| found.range())
}

/// Whether a text is a quantity and nothing else.
pub(super) fn is_quantity(text: &str) -> bool {
    quantity(text, 0).is_some_and(|found| found == (0..text.len()))
}

/// Where the quantity at the end of `text` begins, if there is one.
pub(super) fn closing_quantity(text: &str) -> Option<usize> {
    GRAMMAR
        .quantity
        .find_iter(text)
        .last()
        .filter(|found| found.end() == text.len())
        .map(|found| found.start())
}

/// Where the last quantity in `unit` begins in a text.
pub(super) fn last_in_unit(text: &str, unit: &str) -> Option<usize> {
    let alike = GRAMMAR
        .quantity
        .captures_iter(text)
        .filter(|found| Amount::of(found).is_some_and(|amount| amount.unit == unit));
    alike.filter_map(|found| Some(found.get(0)?.start())).last()
}

/// The bound after the figure of a quantity: 以上 in `90%以上`.
pub(super) fn margin(quantity: &str) -> &str {
    let found = GRAMMAR.quantity.captures(quantity);
    found.and_then(|found| found.name("m")).map_or("", |margin| margin.as_str())
}

/// Whether the quantity at the beginning of `text` is a share: `80%以上`.
pub(super) fn is_share(text: &str) -> bool {
    let found = GRAMMAR
        .quantity
        .captures(text)
        .filter(|found| found.get(0).is_some_and(|all| all.start() == 0));
    found.and_then(|found| Amount::of(&found).map(|amount| amount.is_share())).unwrap_or_default()
}

/// Whether the quantity at the beginning of `text` is a size: `45公里`.
pub(super) fn is_size(text: &str) -> bool {
    let found = GRAMMAR.quantity.captures(text).filter(|found| text.starts_with(&found[0]));
    found.is_some_and(|found| Amount::of(&found).is_some_and(|amount| amount.is_size()))
}

/// Whether a text ends with a verb or bound that leads to a number.
pub(super) fn leads(text: &str) -> bool {
    let words = [LEAST, MOST, MORE, LESS, REACH, RISE, FALL, "率|占比|比重|增速|率为|占比为"];
    words.iter().flat_map(|words| words.split('|')).any(|word| text.ends_with(word))
}

/// A text without the operator at its end: 占比 of 占比达.
pub(super) fn without_operator(text: &str) -> &str {
    let words = [LEAST, MOST, MORE, LESS, REACH, RISE, FALL, "为"];
    let operators = words.iter().flat_map(|words| words.split('|'));
    let rests = operators.filter_map(|operator| text.strip_suffix(operator));
    rests.min_by_key(|rest| rest.len()).unwrap_or(text)
}

/// Whether a text ends with a verb that counts: `讲座培训` before 500人.
pub(super) fn ends_with_count(text: &str) -> bool {
    COUNT.split('|').any(|verb| text.ends_with(verb))
}

/// Whether a verb counts only things that are to be made or changed, not those of a fixed set:
/// `推进全县23个乡镇`, `推进3项改革`.
pub(super) fn is_broad(verb: &str) -> bool {
    among(BROAD, verb)
}

/// Whether a verb says what there is.
pub(super) fn holds(verb: &str) -> bool {
    among(HOLD, verb)
}

/// Whether a verb leads to a mark to be passed.
pub(super) fn is_mark(verb: &str) -> bool {
    among(MARKS, verb)
}

/// Decides what the figure at `range` is; `last` is the target before it.
pub(super) fn read<'t>(
    whole: &'t Whole<'t>,
    range: Range<usize>,
    last: Option<&'t IndicatorMention>,
) -> Reading {
    let text = whole.text;
    let Some(found) = text.get(range.clone()).and_then(|text| GRAMMAR.quantity.captures(text))
    else {
        return Reading::Passed(message!("passed-no-figure"));
    };
    let Some(amount) = Amount::of(&found) else {
        return Reading::Passed(message!("passed-numeral-word"));
    };
    let mut passed = None;
    let mut claims = amount.is_share() && !amount.is_numeral;
    let around = Around::new(text, range.clone());
    for place in places(whole, range, last, &amount, &around) {
        match place.reading() {
            Some(Reading::Passed(reason)) => passed = passed.or(Some(reason)),
            Some(reading) => return reading,
            None if place.op == FOR => claims |= place.follows("分别"),
            None if place.rule == "indicator-list" => claims |= place.may_list(),
            None => claims |= place.rule != "indicator-share",
        }
    }
    match passed {
        Some(reason) => Reading::Passed(reason),
        None if amount.is_span() => Reading::Passed(message!("passed-of-time")),
        None if claims || listing::is_wanted(&around, &amount) => Reading::Unread,
        None => Reading::Passed(message!("passed-count")),
    }
}

/// Whether a character may be part of the number of an item or of the mark of a list.
fn is_of_mark(c: char) -> bool {
    c.is_ascii_digit() || "、. ".contains(c)
}

/// The targets that the forms read in the figure at `range`, in order; the first one counts.
pub(super) fn targets(whole: &Whole<'_>, range: Range<usize>) -> Vec<IndicatorMention> {
    let Some(found) =
        whole.text.get(range.clone()).and_then(|text| GRAMMAR.quantity.captures(text))
    else {
        return Vec::new();
    };
    let Some(amount) = Amount::of(&found) else { return Vec::new() };
    let around = Around::new(whole.text, range.clone());
    let readings = places(whole, range, None, &amount, &around).filter_map(|place| place.reading());
    readings
        .filter_map(
            |reading| if let Reading::Target(target) = reading { Some(target) } else { None },
        )
        .collect()
}

/// The forms whose operator precedes the figure at `range`, in order.
fn places<'t, 'f>(
    whole: &'t Whole<'t>,
    range: Range<usize>,
    last: Option<&'t IndicatorMention>,
    amount: &'f Amount<'f>,
    around: &'f Around<'t>,
) -> impl Iterator<Item = Place<'t, 'f>>
where
    't: 'f,
{
    let clause = around.clause();
    let head = context::last_chars(clause, clause.len(), HEAD);
    let fits = move |form: &&Form| {
        (form.numerals || !amount.is_numeral)
            && (!form.margin || !amount.margin.is_empty())
            && match form.rule {
                "indicator-span" => amount.is_span(),
                "indicator-bound" | "indicator-reach" | "indicator-change" => true,
                _ => !amount.is_span(),
            }
    };
    let forms =
        GRAMMAR.heads.matches(head).into_iter().filter_map(|n| GRAMMAR.forms.get(n)).filter(fits);
    forms.filter_map(move |form| {
        let before = form.head().captures(head)?;
        Some(Place {
            whole,
            // The mark or number of an item before a share does not belong to it.
            start: range.start - before[0].trim_start_matches(is_of_mark).len(),
            number: range.start,
            end: range.end,
            last,
            rule: form.rule,
            op: before.name("op").map(|op| op.as_str()).unwrap_or_default(),
            amount,
            around,
        })
    })
}

/// A number with its unit.
pub(super) struct Amount<'f> {
    pub(super) value: f64,
    /// The upper bound of a range: 5 in 3—5个.
    pub(super) upper: Option<f64>,
    pub(super) unit: &'f str,
    /// The bound after it: 以上.
    pub(super) margin: &'f str,
    /// The number as written.
    pub(super) written: &'f str,
    /// Whether it is a count in Chinese numerals, which may be part of a word: 两次, 一批.
    pub(super) is_numeral: bool,
}

impl<'f> Amount<'f> {
    fn of(found: &'f Captures<'_>) -> Option<Self> {
        let name = |name| found.name(name).map(|part| part.as_str());
        let margin = name("m").unwrap_or_default();
        let written = name("v").or_else(|| name("p")).or_else(|| name("t"))?;
        let in_units = |number: f64| match name("u") {
            Some(unit) => scaled(number, unit),
            None if found.name("t").is_some() => (number * 10.0, "%"),
            None => (number, "%"),
        };
        let (value, unit) = in_units(numeral::value(written)?);
        let upper = name("w")
            .or_else(|| name("q"))
            .and_then(numeral::value)
            .map(|number| in_units(number).0);
        let is_numeral = name("u").is_some_and(|unit| unit != "倍")
            && !written.starts_with(|c: char| c.is_ascii_digit());
        Some(Self { value, upper, unit, margin, written, is_numeral })
    }

    /// Whether it is a share of something.
    pub(super) fn is_share(&self) -> bool {
        matches!(self.unit, "%" | "‰" | "个百分点" | "百分点")
    }

    /// Whether it is a span of time.
    pub(super) fn is_span(&self) -> bool {
        among(SPAN, self.unit)
    }

    /// Whether it is a size, weight or power rather than a count.
    pub(super) fn is_size(&self) -> bool {
        GRAMMAR.sizes.iter().any(|size| self.unit.ends_with(size))
    }

    /// Whether it is an amount of money.
    pub(super) fn is_money(&self) -> bool {
        GRAMMAR.money.iter().any(|money| self.unit.ends_with(money))
    }
}

/// Turns 5千万元 into 5000万元: 万 and 亿 stay in the unit, smaller factors do not.
fn scaled(value: f64, unit: &str) -> (f64, &str) {
    let counted = unit.split('/').next().unwrap_or(unit);
    if [unit, counted].iter().any(|unit| GRAMMAR.units.contains(unit)) {
        return (value, unit);
    }
    let rest = unit.trim_start_matches(['十', '百', '千']);
    let factor = |c: char| match c {
        '十' => 10.0,
        '百' => 100.0,
        _ => 1000.0,
    };
    let scale: f64 =
        unit.get(..unit.len() - rest.len()).unwrap_or_default().chars().map(factor).product();
    (value * scale, rest)
}

/// Whether `word` is one of the words separated by bars.
pub(super) fn among(words: &str, word: &str) -> bool {
    !word.is_empty() && words.split('|').any(|one| one == word)
}
