//! What stands behind a verb: something for which one can be responsible, or the rest of a word, as
//! in 负责人 and 负责制.

use crate::affix::AnyOf;
use crate::context;
use crate::lexicon::roles::{self, Stands};

/// Verbs of roles for which one can be responsible: 负责监督. Others tell the role: 负责指导.
const ACTS: &[&str] = &[
    "监督", "实施", "落实", "组织", "管理", "审核", "协调", "督办", "督查", "考核", "验收", "推进",
    "审计", "宣传", "保障", "检查", "整改",
];

/// Whether the text after a verb is something for which one can be responsible.
pub(super) fn is_object(verb: &str, object: &str) -> bool {
    let is_word = || {
        // 牵头单位配合单位 is the header of a table that a copy ran together.
        object.starts_with(['的', '、', '任', '同'])
            || object.starts_with("单位")
            || names_a_person(object)
            || names_a_system(object)
    };
    let n_chars = object.chars().count();
    let is_long = n_chars >= 3;
    // 承担行政执法职能的部门 refers to some of its bodies.
    if object.contains_any(&["的部门", "的单位", "的机构", "的机关", "的企业", "的人员"])
    {
        return false;
    }
    match verb {
        "主管" => {
            is_long && !is_word() && !object.starts_with_any(&["部门", "单位", "机", "领导"])
        }
        "履行" => !is_word() && object.contains_any(&["职责", "职能", "义务", "责任"]),
        "承担" | "担负" => is_long && !is_word() && !is_liability(object),
        _ => {
            let tells_role = || roles::standing(Stands::Verb).any(|one| one.word == object);
            (is_long || n_chars == 2 && (ACTS.contains(&object) || !tells_role())) && !is_word()
        }
    }
}

/// Whether the text after 负责 makes it the name of a system: 负责制, but not 负责制定.
pub(crate) fn names_a_system(behind: &str) -> bool {
    let makes = ["定", "订", "作", "发", "止", "度", "造", "播", "备"];
    behind.strip_prefix('制').is_some_and(|rest| !rest.starts_with_any(&makes))
}

/// Whether the text after 负责 makes it the word for a person: 负责人, but not `负责人才引进`,
/// `负责人员配备`.
pub(crate) fn names_a_person(behind: &str) -> bool {
    const WORK: [&str; 8] = ["才", "口", "事", "力", "防", "居", "民", "工"];
    const STAFF: [&str; 10] =
        ["配备", "培训", "管理", "调配", "安置", "招", "选", "疏散", "转移", "救"];
    let Some(rest) = behind.strip_prefix('人') else { return false };
    let is_staff = || rest.strip_prefix('员').is_some_and(|work| work.starts_with_any(&STAFF));
    !rest.starts_with_any(&WORK) && !is_staff()
}

/// Whether what is borne is something other than work: 所需经费, 法律责任.
pub(super) fn is_liability(object: &str) -> bool {
    const LIABILITIES: [&str; 6] = ["风险", "后果", "法律", "刑事", "民事", "赔偿"];
    object.ends_with(['费', '资'])
        || object.ends_with_any(&["费用", "资金", "成本", "损失"])
        || object.contains_any(&LIABILITIES)
}

/// Whether the text after a verb makes it an attribute: 由县水利局牵头实施的项目. Another verb may
/// come in between.
pub(super) fn is_attribute(behind: &str) -> bool {
    /// The length of a verb and 的, in characters.
    const LONGEST_ACT: usize = 3;
    const VERBS: [&str; 20] = [
        "组建", "成立", "投资", "制定", "组织实施", "实施", "建设", "组织", "统计", "保障", "开展",
        "推进", "管理", "编制", "起草", "审批", "审核", "印发", "批准", "运营",
    ];
    let of = |rest: &str| rest.starts_with('的');
    // 由县民政局认定并公布的家庭
    let second = behind.strip_prefix(['并', '或', '和', '、']).unwrap_or(behind);
    let is_second = second.len() < behind.len()
        && context::first_chars(second, LONGEST_ACT).strip_suffix('的').is_some();
    of(behind) || is_second || VERBS.iter().filter_map(|verb| behind.strip_prefix(verb)).any(of)
}

/// What is made of those who act together, at the end of a clause behind 的.
const TOGETHER: [&str; 9] =
    ["机制", "专班", "格局", "制度", "体系", "小组", "工作组", "联席会议", "模式"];

/// A clause without what is made of those who act together: `县财政局等部门参加的工作专班`.
pub(super) fn without_group(clause: &str) -> Option<&str> {
    /// The maximum length of its name, in characters.
    const LONGEST_GROUP: usize = 8;
    let (head, group) = clause.rsplit_once('的')?;
    let is_group = group.chars().nth(LONGEST_GROUP).is_none() && group.ends_with_any(&TOGETHER);
    is_group.then_some(head)
}
