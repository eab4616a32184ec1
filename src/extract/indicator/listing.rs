//! Counts after what is counted, at the end of a clause: which are targets, which describe what
//! exists, and which may be either.

use std::sync::LazyLock;

use super::amount::Amount;
use super::around::Around;
use super::operator::COUNTING;
use super::quantity;
use super::{joined, measure};
use crate::affix::AnyOf;
use crate::context;
use crate::lexicon::fixed;
use crate::lexicon::manners::MANNERS;
use crate::lexicon::measured;
use crate::words::Words;

/// Words of sentences in which counts are targets.
static WANTING: LazyLock<Words> = LazyLock::new(|| {
    Words::new([
        "力争", "确保", "争取", "目标", "计划", "培育", "新增", "新建", "建成", "打造", "完成",
        "实现", "建设", "引进", "发展", "稳定", "达到", "开工", "到20", "年底前", "月底前",
    ])
});
/// Verbs at the beginning of a clause that count what its last words name.
const OPENING: &str = "通报|约谈|接访|宣讲|制作|张贴|拨付|补充|备足|接待|筛查|优化|整合|落实|\
    设置|登记|印发|转移|到位|增加|减少|压降|扩大|降低|提高|提升|压缩|缩短";
/// Words in sentences that say what is usual.
const USUAL: &[&str] = &["常年", "历年", "多年"];
/// Last words of clauses that describe something: `全长36.5公里`, `总投资5.8亿元`.
const DESCRIBING: &[&str] = &[
    "长", "宽", "高", "深", "厚", "径", "距", "距离", "里程", "投资", "面积", "容积", "容量",
    "人口", "辖", "有", "共", "计", "占地", "总价", "金额", "分值", "其余", "其他", "等", "的",
    "设", "分为", "编制", "海拔", "坡度", "范围",
];
/// Words in clauses that say what was found.
const FOUND: &[&str] = &[
    "排查出", "摸排出", "查出", "查处", "发现", "收到", "受理", "现有", "共有", "涉及", "存在",
    "位于",
];

/// Marks that end a part of a list.
const LISTED: &[char] = &['，', '。', '；', '：', '、', '\n'];

/// Whether what follows a quantity ends its part of a clause.
pub(super) fn ends(rest: &str) -> bool {
    rest.is_empty()
        || rest.starts_with(['，', '。', '；', '、', '\n', '）', '（'])
        || is_aim(rest)
        || goes_on(rest)
}

/// Whether the text after a quantity calls it an aim: `引资68亿元的目标`.
pub(super) fn is_aim(rest: &str) -> bool {
    rest.starts_with_any(&["的目标", "的任务", "的要求"])
}

/// Whether another thing with its quantity follows: `和示范乡镇10个` behind `示范县3个`.
pub(super) fn goes_on(rest: &str) -> bool {
    let other = rest.strip_any_prefix(&joined::AND);
    let other = other.map(|other| context::after(other, 0, LISTED)).unwrap_or_default();
    let digit = other.find(|c: char| c.is_ascii_digit());
    let name = digit.and_then(|digit| other.get(..digit)).unwrap_or_default();
    measure::is_name(name)
        && name.chars().all(context::is_han)
        && digit.and_then(|digit| other.get(digit..)).is_some_and(quantity::is_quantity)
}

/// Whether a count at the end of `clause`, which is part of `sentence`, is a target.
pub(super) fn wants(sentence: &str, clause: &str) -> bool {
    let comes_about = || measured::OF_YIELD.close(clause);
    let is_usual = || sentence.contains_any(USUAL);
    WANTING.are_in(sentence)
        || clause.contains_any(&["至少", "最少", "不少于"])
        || does(measure::without_number(clause))
        || (clause.starts_with('每') && clause.contains("拥有"))
        || asked(clause).is_some_and(|asked| !is_preposition(asked))
        || (comes_about() && !is_usual())
}

/// Whether what is counted also grows, `旅游收入120亿元、增长18%`: both figures are wanted.
pub(super) fn grows(rest: &str) -> bool {
    let behind = rest.trim_start_matches(['、', '，']);
    let behind = behind.strip_any_prefix(&["同比", "年均", "比上年", "较上年"]).unwrap_or(behind);
    behind.len() < rest.len() && behind.starts_with("增长")
}

/// Whether a clause begins with a verb that counts, possibly after a date and adverbs.
fn does(clause: &str) -> bool {
    // 启动区面积 and 建设用地面积 are names.
    let names = |rest: &str| rest.contains("面积") && rest.starts_with_any(&["区", "用地"]);
    let counts = |clause: &str| {
        let verb = COUNTING.leading(clause).and_then(|(_, len)| clause.get(len..));
        verb.is_some_and(|rest| !names(rest))
    };
    if counts(clause) {
        return true;
    }
    let clause = verb_of(measure::clean(clause));
    counts(clause) || OPENING.split('|').any(|verb| clause.starts_with(verb))
}

/// Whether a count opens its clause after a word of wanting: `力争3家企业在主板上市`.
pub(super) fn is_wanted(around: &Around<'_>, amount: &Amount<'_>) -> bool {
    const WANTED: &[&str] = &["力争", "确保", "争取", "年内", "全年", "今年"];
    let clause = around.clause();
    // 首批100个行政村 may be what there is to be.
    let (clause, is_first) = match clause.strip_suffix("首批") {
        Some(clause) => (clause, true),
        None => (clause, false),
    };
    let is_set = matches!(amount.unit, "项" | "类" | "种" | "分");
    let names = |c: char| context::is_han(c) || c == '“';
    (is_first || clause.contains_any(WANTED))
        && measure::clean(clause).is_empty()
        && !amount.is_numeral
        && !amount.is_span()
        && !is_set
        && around.tail().starts_with(names)
}

/// Whether a count at the end of `clause` describes what exists, or says what was found.
pub(super) fn describes(clause: &str) -> bool {
    clause.ends_with_any(DESCRIBING) || clause.contains_any(FOUND)
}

/// What a clause asks a body to do: the text after 要, without adverbs.
pub(super) fn asked(clause: &str) -> Option<&str> {
    let mut places = clause.rmatch_indices('要');
    let (at, word) =
        places.find(|(at, _)| *at > 0 && !fixed::covers(&fixed::WITH_WANT, clause, *at))?;
    let asked = clause.get(at + word.len()..)?;
    Some(verb_of(asked)).filter(|asked| measure::is_name(asked))
}

/// A clause from its verb on, without the words for how something is done: `排查隐患` of
/// `继续深入排查隐患`.
fn verb_of(mut clause: &str) -> &str {
    const OTHERS: [&str; 4] = ["加快", "再", "新", "各"];
    while let Some(rest) = MANNERS.behind(clause).or_else(|| clause.strip_any_prefix(&OTHERS)) {
        clause = rest;
    }
    clause
}

/// Whether a text begins with a preposition: what something is done to or with, before the verb.
fn is_preposition(text: &str) -> bool {
    text.starts_with(['对', '将', '把', '按', '以', '在', '从', '向', '由'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_told_from_descriptions() {
        for (clause, expected) in [
            ("年内召开警示教育大会", true),
            ("曝光典型案例", true),
            ("10月10日前依法拆除违章建筑", true),
            ("开展学法活动", true),
            ("市农机服务中心要提前检修农机具", true),
            ("粮食产量", true),
            ("失业人员再就业", true),
            ("现有窗口", false),
            ("启动区面积", false),
            ("启动建设", true),
            ("改造区间道路", true),
            ("主要作物", false),
            ("县局要对全县企业", false),
        ] {
            assert_eq!(wants(clause, clause), expected, "{clause}");
        }
        assert!(!wants("常年粮食产量", "常年粮食产量"));
        assert!(describes("路线全长") && describes("全县排查出隐患点"));
        assert!(!describes("筹资"));
    }
}
