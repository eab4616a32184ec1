//! Words that may follow the bodies named after 由 or in a clause: verbs of what they do, and words
//! for how, when or by what means they do it. `由县财政局拨付`, `由县财政局于6月底前拨付`,
//! `县司法局牵头，各乡镇落实属地责任`.

use std::ops::Range;
use std::sync::LazyLock;

use super::who::{LONGEST, is_in_name, who};
use crate::affix::AnyOf;
use crate::clause::names::{self, Name};
use crate::clause::verb::verb;
use crate::context;
use crate::lexicon::roles::{self, Stands};
use crate::lexicon::verbs::begin_duty;
use crate::model::Role;
use crate::words::Words;

/// Verbs that the table of roles has not, and words for how, when or by what means.
const OTHERS: [&str; 149] = [
    "根据", "按照", "组织", "会同", "具体", "统一", "审查", "研究提出", "审定", "制定", "编制",
    "汇总", "牵头", "拟订", "自筹", "解决", "兜底", "受理", "核发", "出具", "拨付", "安排", "提供",
    "收集", "整理", "维护", "修订", "报送", "征求", "采购", "发放", "按程序", "办理", "依法查处",
    "查处", "处理", "通知", "提请", "召集", "印制", "核实", "核定", "复核", "公布", "公示", "反馈",
    "移交", "出台", "起草", "支付", "承接", "购买", "委派", "派出", "抽调", "建立", "签订", "发布",
    "通报", "约谈", "调度", "上报", "报请", "认定", "评定", "抽查", "巡查", "开展", "进行", "完成",
    "做好", "抓好", "加强", "打造", "引导", "争取", "筹集", "承建", "分配", "下达", "测算", "选派",
    "推荐", "推送", "申报", "追究", "责令", "启动", "划拨", "收缴", "将", "每", "结合", "依托",
    "通过", "另行", "逐一", "逐项", "直接", "视情", "尽快", "抓紧", "持续", "严格", "对照", "参照",
    "依据", "依照", "依规", "依纪", "依法依规", "依法追究", "依法处理", "依法予以", "从", "于",
    "在", "按", "给予", "同步", "压实", "负", "履职", "各负其责", "各司其职", "尽职", "组成",
    "研究确定", "予以", "表彰", "严肃", "问责", "函告", "移送", "提交", "报告", "报批", "报备",
    "报经", "报上级", "报国务院", "报省", "报市", "报县", "报区", "交省", "交市", "交县", "交区",
];

/// Parts of verbs of those who help: 配合 in `做好配合工作`.
const HELPS: [&str; 3] = ["配合", "协助", "协作"];

static VERBS: LazyLock<Words> = LazyLock::new(|| {
    let words =
        roles::standing(Stands::Verb).chain(roles::standing(Stands::Prose)).map(|one| one.word);
    Words::new(words.chain(OTHERS))
});

/// Whether a text is nothing but such a verb: 通报 in `县司法局每季度通报`.
pub(super) fn is_verb(text: &str) -> bool {
    VERBS.has(text)
}

/// Whether a text begins with such a verb.
pub(super) fn begins_with_verb(text: &str) -> bool {
    VERBS.leading(text).is_some()
}

/// Whether a text begins with what a body does: `完成排查`.
pub(super) fn begins_act(text: &str) -> bool {
    begins_with_verb(text) || begin_duty(text)
}

/// The places of verbs that may follow a name.
pub(super) fn verbs_in(text: &str) -> impl Iterator<Item = Range<usize>> {
    VERBS
        .find_iter(text)
        .map(|found| found.range)
        .filter(|verb| verb.start > 0 && !is_in_name(text, verb.end))
}

/// The names with which a part of a clause begins, and the role that what they do gives them, if it
/// tells one: `各乡镇落实属地责任`, `县公安局做好配合工作`.
pub(in crate::clause) fn doing(
    text: &str,
    range: Range<usize>,
) -> Option<(Option<Role>, Vec<Name>)> {
    let piece = text.get(range.clone())?;
    let said = verb(piece).map(|(_, role)| role);
    let list = names::without_others(piece).trim_end_matches(['）', '〕']);
    if said.is_none() && names::ends_as_a_body(list) {
        return None;
    }
    let (end, names) = verbs_in(context::first_chars(piece, LONGEST))
        .find_map(|verb| Some((verb.start, who(text, range.start..range.start + verb.start)?)))?;
    let act = piece.get(end..)?;
    let helps = || act.contains_any(&HELPS).then_some(Role::Support);
    (!act.contains('的')).then(|| (said.or_else(helps), names))
}
