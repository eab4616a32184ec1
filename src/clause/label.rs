//! Labels: `牵头单位：` before the names of those who lead, `完成时限：` before a time. A label
//! ends with a colon.

use std::ops::Range;
use std::sync::LazyLock;

use super::names::{begins_with_known, is_name};
use super::person;
use super::verb::first_of;
use crate::affix::AnyOf;
use crate::context::{self, is_han};
use crate::lexicon::levels::begins_with_level;
use crate::lexicon::roles::{self, Stands};
use crate::model::Role;
use crate::patterns::{End, Patterns};

/// What may precede the word of responsibility in a label: 技术支撑单位.
const BEFORE_WORD: &str = "总|第一|第二|主要|次要|其他|相关|有关|共同|市级|县级|区级|省级|各|整改|治理|排查|工作|任务|项目|直接|主体|属地|行业|计划|预计|拟|技术|业务|\
经费|资金|具体|日常|专业|对口|普法|宣传|管控|防控|创建|要素";

/// What labels of names end with, whatever precedes: `会商单位：`.
pub(crate) const WHO: &[&str] =
    &["单位", "部门", "机构", "机关", "领导", "链长", "科室", "处室", "股室", "主体", "企业", "人"];

/// What labels of times end with.
pub(crate) const WHEN: &[&str] = &["时限", "时间", "期限"];

/// What labels of names may also end with, after a word of responsibility: `牵头县长：`.
const WHO_BEHIND_A_WORD: &str = "(?:副)?[市县区州镇乡]长|(?:总|副)*[河湖林]长|乡镇|镇街|室";

/// What labels of the offices of a township end with, after 责任 and a few other words: 责任站所.
const OFFICES: &str = "(?:总)?(?:责任|牵头|配合|包保|包联)(?:站所|办所|站办所|股所|科站|村|村居|村社|社区|片区|街道|学校)：";

/// What labels of the person who answers for a body end with: 单位负责人, 牵头单位主要负责人.
const OF_BODY: &str = "(?:单位|部门)(?:主要|具体|直接|第一|分管)?(?:负责|责任|分管)(?:人|领导)：";

/// Labels of how the work is divided: 责任分工, with names or with verbs behind them.
const DIVISION: &str = "(?:责任|职责|任务|工作)?分工：|责任落实：";

/// What labels of those who act with the lead begin with: 会同单位.
const JOINS: &str = "会同";

/// Labels of the bodies that head a group: 组长单位, 副组长单位.
const HEADS: &str = "(?:副)?组长(?:单位|部门)";

/// The only label of a time that needs no word before it.
const BARE_TIME: &str = "时限：";

/// Headings that look like labels: 组织领导：, 管理机构：.
const HEADINGS: &[&str] =
    &["联系人：", "组织机构：", "组织领导：", "组织部门：", "管理机构：", "管理人："];

static LABEL: LazyLock<Patterns> = LazyLock::new(|| {
    let [word, bare, time] = [Stands::Label, Stands::Bare, Stands::Time].map(roles::pattern);
    let more = format!(r"(?:{word}|主体|省|市|县|区|州|级|\(|/|、|或|及)*");
    let (who, when) = (WHO.join("|"), WHEN.join("|"));
    let note = "(?:（[^（）：]{1,6}）|及[^：。；，]{1,8})?：";
    let label = format!(
        "(?:{BEFORE_WORD})*(?:{word}{more}(?:{who}|{WHO_BEHIND_A_WORD}){note}|{time}{more}(?:{when}){note})\
|{word}{OF_BODY}|单位(?:主要|具体|直接|分管)?负责人：|{DIVISION}|{OFFICES}|{HEADS}：|{JOINS}(?:单位|部门)：|链长：|{BARE_TIME}|(?:^|[（〔。])任单位：|{bare}："
    );
    Patterns::new(End::End, &[label])
});

/// Labels of what is said about the work itself: how it stands, what it comes to, what pays for it.
static MATTER: LazyLock<Patterns> = LazyLock::new(|| {
    const BEFORE: &str = "实际|目前|当前|主要|具体|年度|阶段性|预期|总体|计划|工作|项目|任务|完成|进展|推进|\
落实|办理|整改|实施|建设|资金|经费|时间|进度|投资|总|存在|联系|普法|考核|评分|扣分|隐患|指标|管控|\
防范|防控|创建|活动|办结|反馈|上报|报送|开工|竣工|化解|达标|交付|交办|启动|起止|预计|时限|期限|\
节点|截止|截至|适用|覆盖|涉及|试点|对标|责任";
    const ENDS: &str = "情况|进展|进度|内容|来源|渠道|规模|地点|对象|形式|方式|标准|要求|计划|名称|\
依据|频次|目标|措施|举措|成效|安排|投资|问题|电话|备注|时限|时间|期限|节点|范围|区域|地区|试点|\
城市|指标|联系人";
    Patterns::new(End::End, &[format!("(?:{BEFORE})*(?:{ENDS})：")])
});

/// The maximum length of a label, in characters.
const LONGEST_LABEL: usize = 20;

/// Returns the labels in a text, each with its colon.
pub(crate) fn labels(piece: &str) -> impl Iterator<Item = Range<usize>> {
    piece.match_indices('：').filter_map(|(at, colon)| {
        let range = before_colon(piece, at, &LABEL)?;
        let (label, behind) = (piece.get(range.clone())?, piece.get(at + colon.len()..)?);
        let is_none = label.ends_with_any(HEADINGS)
            || is_contact(label, behind)
            || label == BARE_TIME && !is_apart(piece.get(..range.start)?);
        (!is_none).then_some(range)
    })
}

/// Returns the labels of what is said about the work itself, which ends the names before it:
/// `责任单位：县司法局　进展情况：已开工`, `责任单位：海关总署，适用范围：自贸试验区`.
pub(crate) fn matters(piece: &str) -> impl Iterator<Item = Range<usize>> {
    piece.match_indices('：').filter_map(|(at, _)| {
        let label = before_colon(piece, at, &MATTER)?;
        let before = piece.get(..label.start)?;
        Some(label.start - beginning_of_label(before).len()..label.end)
    })
}

/// The beginning of a label of such a thing at the end of a text, 服务 of 服务对象; not a name
/// before it, from which only a blank told it, as in `责任人：张伟　完成时限：6月底`.
fn beginning_of_label(before: &str) -> &str {
    /// The maximum length of what no table has, in characters.
    const LONGEST: usize = 6;
    let reach = context::last_chars(before, before.len(), LONGEST + 1);
    let beginning = reach.rsplit(|c| !is_han(c)).next().unwrap_or_default();
    let is_short = beginning.chars().nth(LONGEST).is_none();
    let head = before.strip_suffix(beginning).unwrap_or_default();
    let is_begun = is_short && !head.ends_with(['：', '、']);
    // 牵头单位 of 牵头单位联系人 is not the name of a body.
    let is_part = is_begun && (role_of(beginning).is_some() || !may_name(beginning));
    if is_part { beginning } else { "" }
}

/// Whether a text may be the name of a body or of a person, known or not.
fn may_name(text: &str) -> bool {
    is_name(text) || begins_with_known(text) || begins_with_level(text) || person::is_name(text)
}

/// The label that ends with the colon at `at`, colon included.
fn before_colon(piece: &str, at: usize, label: &Patterns) -> Option<Range<usize>> {
    let end = at + '：'.len_utf8();
    let head = context::last_chars(piece.get(..end)?, end, LONGEST_LABEL + 1);
    label.longest(head).map(|len| end - len..end)
}

/// Whether a label may begin where a text ends without being part of a longer one: after a stop or
/// a name, not after 化解 in `化解时限：`.
fn is_apart(before: &str) -> bool {
    let last = before.rsplit(['；', '，', '。', '、', '：', '（', '〔', '\n']).next();
    last.is_none_or(|last| last.is_empty() || is_name(last))
}

/// Whether a label introduces a contact: `联系单位：县水利局　联系人：李四　电话：…`,
/// `联系人及电话：…`.
fn is_contact(label: &str, behind: &str) -> bool {
    /// The maximum length of the contact's names, in characters.
    const LONGEST: usize = 60;
    if !label.starts_with("联系") {
        return false;
    }
    let behind = context::first_chars(behind, LONGEST);
    let line = behind.lines().next().unwrap_or_default();
    label.starts_with("联系人")
        || label.starts_with("联系单位") && line.ends_with(['股', '科', '室', '处'])
        || behind.contains_any(&["联系人", "电话"])
}

/// The ending that marks the text before a colon as a label of names: 单位 in `会商单位`, or 主办.
pub(crate) fn who_end(before: &str) -> Option<&'static str> {
    let bare = roles::standing(Stands::Bare).map(|one| one.word);
    WHO.iter().copied().chain(bare).find(|end| before.ends_with(end))
}

/// Whether the text before a colon ends like a label, even without a known word: 会商单位,
/// 完成时限.
pub(crate) fn ends_as_a_label(before: &str) -> bool {
    before.ends_with_any(WHEN) || who_end(before).is_some()
}

/// What follows a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LabelKind {
    /// Names of those who have a role.
    Role(Role),
    /// A time.
    Time,
}

/// What follows a label such as 牵头单位 or 完成时限, which is given without its colon. Returns
/// `None` if it is not a label, or if others follow it, as 责任分工 above a table.
pub(crate) fn label_kind(label: &str) -> Option<LabelKind> {
    if label.ends_with("分工") {
        return None;
    }
    let with_colon = format!("{label}：");
    labels(&with_colon).next().filter(|found| found.start == 0)?;
    Some(label_role(label).map_or(LabelKind::Time, LabelKind::Role))
}

/// The role of a label such as 牵头单位, given without its colon. Returns `None` for a label of a
/// time and for anything that is not a label.
pub(crate) fn role_of(label: &str) -> Option<Role> {
    match label_kind(label) {
        Some(LabelKind::Role(role)) => Some(role),
        _ => None,
    }
}

/// The role of a label such as 牵头责任单位; `None` if it is followed by a time (完成时限).
pub(super) fn label_role(label: &str) -> Option<Role> {
    let label = label.trim_end_matches('：');
    // 责任单位及责任人 has the role of the units.
    let units = label.rsplit_once(['及', '和', '与', '、', '/']).map(|(units, _)| units);
    let label = units.filter(|units| names_both(label) && names_units(units)).unwrap_or(label);
    let has = |words: &[&str]| label.contains_any(words);
    if has(WHEN) {
        return None;
    }
    const POSTS: [&str; 9] =
        ["市长", "县长", "区长", "州长", "镇长", "乡长", "河长", "湖长", "林长"];
    let is_head = label.ends_with_any(&POSTS);
    if has(&["领导", "链长"]) || is_head || label.ends_with("责任人") || label.ends_with("负责人")
    {
        return Some(Role::Leader);
    }
    if matches!(label, "成员单位" | "相关单位" | "有关单位")
        || label.starts_with_any(&[JOINS, "副组长"])
    {
        return Some(Role::Support);
    }
    if has(&["主要责任", "第一责任", "组长"]) {
        return Some(Role::Lead);
    }
    Some(first_of(
        label,
        &[Role::Assess, Role::Lead, Role::Support, Role::Supervise, Role::Guide, Role::Host],
    ))
}

/// Whether prose may follow a label: one that can also be the name of a class, 监管部门, or the
/// heading of a chapter, 职责分工.
pub(super) fn may_head_prose(label: &str) -> bool {
    label.ends_with_any(&["部门", "机构", "机关", "分工", "责任落实"])
}

/// Whether units and people follow a label: 责任单位及责任人, 责任单位（责任人）.
pub(super) fn names_both(label: &str) -> bool {
    let label = label.trim_end_matches('）');
    names_units(label) && label.ends_with_any(&["责任人", "负责人", "领导"])
}

fn names_units(label: &str) -> bool {
    label.contains_any(&["单位", "部门"])
}
