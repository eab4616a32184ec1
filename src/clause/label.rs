//! Labels: `牵头单位：` before those who lead, `完成时限：` before a time. A label ends in a colon,
//! and is looked for there alone.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::verb::first_of;
use crate::context;
use crate::lexicon::roles::{self, Stands};
use crate::model::Role;

/// What a label can say before its word: 技术支撑单位.
const BEFORE_WORD: &str = "总|第一|主要|共同|市级|县级|区级|省级|各|整改|治理|排查|工作|任务|项目|直接|主体|属地|行业|计划|预计|拟|技术|业务|\
经费|资金|具体|日常|专业|对口";

/// What a label of names ends in, whatever stands before: `会商单位：`.
pub(crate) const WHO: &[&str] =
    &["单位", "部门", "机构", "机关", "领导", "链长", "科室", "处室", "股室", "主体", "企业", "人"];

/// What a label of a time ends in.
pub(crate) const WHEN: &[&str] = &["时限", "时间", "期限"];

/// What a label of names ends in as well, behind a word of responsibility: `牵头县长：`.
const WHO_BEHIND_A_WORD: &str = "(?:副)?[市县区州镇乡]长|乡镇|镇街";

/// Words that look like labels and head what is said of something else: 组织领导：, 管理机构：.
const HEADINGS: &[&str] =
    &["联系人：", "组织机构：", "组织领导：", "组织部门：", "管理机构：", "管理人："];

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    let [word, bare, time] = [Stands::Label, Stands::Bare, Stands::Time].map(roles::pattern);
    let more = format!(r"(?:{word}|省|市|县|区|州|级|\(|/|、|或|及)*");
    let (who, when) = (WHO.join("|"), WHEN.join("|"));
    let note = "(?:（[^（）：]{1,6}）|及[^：。；，]{1,8})?：";
    let label = format!(
        "(?:{BEFORE_WORD})*(?:{word}{more}(?:{who}|{WHO_BEHIND_A_WORD}){note}|{time}{more}(?:{when}){note})\
|链长：|(?:^|[（〔。])任单位：|{bare}："
    );
    Regex::new(&format!("(?:{label})$")).expect("the words are fixed")
});

/// A label is not longer than this, in characters.
const LONGEST_LABEL: usize = 20;

/// The labels in a piece of text, each with its colon. A label is looked for before a colon only.
pub(crate) fn labels(piece: &str) -> impl Iterator<Item = Range<usize>> {
    piece.match_indices('：').filter_map(|(at, colon)| {
        let end = at + colon.len();
        let mut start = at.saturating_sub(LONGEST_LABEL * colon.len());
        while !piece.is_char_boundary(start) {
            start += 1;
        }
        let label = LABEL.find(piece.get(start..end)?)?;
        if HEADINGS.iter().any(|heading| label.as_str().ends_with(heading))
            || is_contact(label.as_str(), piece.get(end..)?)
        {
            return None;
        }
        Some(start + label.start()..end)
    })
}

/// Whether a label says whom to ask: `联系单位：县水利局　联系人：李四　电话：…`.
fn is_contact(label: &str, behind: &str) -> bool {
    /// The names of those to ask are not longer than this, in characters.
    const LONGEST: usize = 60;
    label.starts_with("联系") && {
        let behind = context::first_chars(behind, LONGEST);
        behind.contains("联系人") || behind.contains("电话")
    }
}

/// How labels of names end, of which the text before a colon has one: 单位 of `会商单位`, 主办.
pub(crate) fn who_end(before: &str) -> Option<&'static str> {
    let bare = roles::standing(Stands::Bare).map(|one| one.word);
    WHO.iter().copied().chain(bare).find(|end| before.ends_with(end))
}

/// Whether the text before a colon ends as labels do, also one of no known word: 会商单位, 完成时限.
pub(crate) fn ends_as_a_label(before: &str) -> bool {
    WHEN.iter().any(|end| before.ends_with(end)) || who_end(before).is_some()
}

/// What stands behind a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LabelKind {
    /// Names of those who have a role.
    Role(Role),
    /// A time.
    Time,
}

/// What stands behind a label such as 牵头单位 or 完成时限, given without its colon. Returns `None`
/// if it is not a label.
pub(crate) fn label_kind(label: &str) -> Option<LabelKind> {
    let with_colon = format!("{label}：");
    labels(&with_colon).next().filter(|found| found.start == 0)?;
    Some(label_role(label).map_or(LabelKind::Time, LabelKind::Role))
}

/// The role of a label such as 牵头责任单位, none for a time (完成时限).
pub(super) fn label_role(label: &str) -> Option<Role> {
    let label = label.trim_end_matches('：');
    // Of 责任单位及责任人 it is the role of the units.
    let units = label.rsplit_once(['及', '和', '与', '、', '/']).map(|(units, _)| units);
    let label = units.filter(|units| names_both(label) && names_units(units)).unwrap_or(label);
    let has = |words: &[&str]| words.iter().any(|word| label.contains(word));
    if has(WHEN) {
        return None;
    }
    let is_head =
        ["市长", "县长", "区长", "州长", "镇长", "乡长"].iter().any(|post| label.ends_with(post));
    if has(&["领导", "链长"]) || is_head || label.ends_with("责任人") || label.ends_with("负责人")
    {
        return Some(Role::Leader);
    }
    if has(&["主要责任", "第一责任"]) {
        return Some(Role::Lead);
    }
    Some(first_of(
        label,
        &[Role::Assess, Role::Lead, Role::Support, Role::Supervise, Role::Guide, Role::Host],
    ))
}

/// Whether a label can be the name of a class as well: 监管部门.
pub(super) fn names_a_class(label: &str) -> bool {
    ["部门", "机构", "机关"].iter().any(|end| label.ends_with(end))
}

/// Whether a label is of units and people: 责任单位及责任人.
pub(super) fn names_both(label: &str) -> bool {
    names_units(label) && ["责任人", "负责人", "领导"].iter().any(|end| label.ends_with(end))
}

fn names_units(label: &str) -> bool {
    ["单位", "部门"].iter().any(|unit| label.contains(unit))
}
