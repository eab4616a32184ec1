//! Duties of several bodies together, and of those who help others: `县林业局会同县公安局开展执法`,
//! `县财政局等部门参加的工作专班`, `各乡镇落实属地责任`.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::acts::doing;
use super::forms::{WITH, closing};
use super::must::ASKS;
use super::object::without_group;
use super::who::{names_from, names_of, partners, without_manner};
use crate::affix::AnyOf;
use crate::clause::Duty;
use crate::clause::names::Name;
use crate::clause::verb::verb;
use crate::context;
use crate::model::Role;
use crate::patterns::{Pattern, pattern};

/// Reads `各乡镇抓好落实` in a sentence that gives others a duty before it.
pub(super) fn ends(text: &str, range: Range<usize>) -> Option<Duty> {
    let piece = text.get(range.clone())?;
    let (names, role) = closing(text, range.clone(), verb(piece)?)?;
    Some(Duty { role, range, names, rule: "duty-leads" })
}

/// Reads `各乡镇落实属地责任`, `各有关部门各负其责` in a sentence that gives others a duty before
/// it.
pub(super) fn shares(text: &str, range: Range<usize>) -> Option<Duty> {
    const SHARES: [&str; 6] = ["责任", "其责", "其职", "尽责", "相关工作", "配合工作"];
    let piece = text.get(range.clone())?;
    piece.ends_with_any(&SHARES).then_some(())?;
    let (role, names) = doing(text, range.clone())?;
    let role = role.unwrap_or(Role::Responsible);
    Some(Duty { role, range, names, rule: "duty-leads" })
}

/// Reads `县公安局、县财政局等部门参加的工作专班` in a sentence that says before it who leads.
pub(super) fn belongs(text: &str, range: Range<usize>) -> Option<Duty> {
    let piece = text.get(range.clone())?;
    let head = without_group(piece)?;
    let own = range.start..range.start + head.len();
    let (names, role) = match head.strip_suffix("组成") {
        Some(list) => (names_of(text, own.start..own.start + list.len())?, Role::Support),
        None => closing(text, own, verb(head)?)?,
    };
    Some(Duty { role, range, names, rule: "duty-leads" })
}

/// Reads `生态环境部会同有关部门指导试点城市编制方案`. A verb right behind the last name tells the
/// role: `县审计局应当会同县财政局监督`.
pub(super) fn jointly(text: &str, range: Range<usize>) -> Option<Duty> {
    let piece = text.get(range.clone())?;
    static FINDER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(WITH));
    // 管委会同意 holds no 会同.
    let at = FINDER.find(piece.as_bytes()).filter(|at| {
        piece.get(at + WITH.len()..).is_some_and(|others| !others.starts_with('意'))
    })?;
    let head = ["要", "应当", "应", "必须", "须", "将", "拟"]
        .iter()
        .fold(piece.get(..at)?, |head, word| head.trim_end_matches(word));
    let asked = head.strip_any_prefix(&ASKS).unwrap_or(head);
    let end = range.start + head.len();
    let mut names = names_of(text, end - asked.len()..end)?;
    let behind = range.start + at + WITH.len();
    let found = names_from(text, behind..range.end);
    // 县公安局依法查处 in 会同县公安局依法查处办理 is more than a name.
    let are_whole = |others: &Vec<Name>| found.is_empty() || *others == found;
    let closed = verb(piece).filter(|(end, _)| !is_joint(piece, *end)).and_then(|(end, role)| {
        let others = partners(text, behind..range.start + end).filter(are_whole)?;
        Some((others, role))
    });
    let (others, role) = closed.unwrap_or((found, Role::Responsible));
    names.extend(others);
    Some(Duty { role, range, names, rule: "duty-jointly" })
}

/// Whether those who act together, as 会同 says, do what the verb at byte `at` says in common, so
/// that all of them answer for it: `县审计局会同县财政局联合检查`.
pub(super) fn is_joint(clause: &str, at: usize) -> bool {
    let begins = |act: &str| act.starts_with_any(&["联合", "组织", "保障"]);
    clause.contains(WITH) && clause.get(at..).is_some_and(begins)
}

/// Reads `县林业局、县气象局联合制作预警信息`. Issuing something together is not a duty.
pub(super) fn together(text: &str, range: Range<usize>) -> Option<Duty> {
    const ISSUED: [&str; 7] = ["印发", "发布", "下发", "发文", "出台", "制发", "召开"];
    const TOGETHER: &str = "联合";
    static FINDER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(TOGETHER));
    let piece = text.get(range.clone())?;
    let at = FINDER.find(piece.as_bytes())?;
    let (head, act) = (piece.get(..at)?, piece.get(at + TOGETHER.len()..)?);
    if act.starts_with_any(&ISSUED) || act.chars().nth(2).is_none() {
        return None;
    }
    let names = names_of(text, range.start..range.start + without_manner(head).len())?;
    (names.len() > 1).then_some(Duty {
        role: Role::Responsible,
        range,
        names,
        rule: "duty-jointly",
    })
}

/// Reads `县司法局和县直有关部门按照职责分工，共同参与做好考核工作`,
/// `县林业局、县公安局根据职责分工做好防火工作`.
pub(super) fn divided(text: &str, range: Range<usize>) -> Option<Duty> {
    static DIVIDED: Pattern = pattern!(
        "(?:按照?|根据|依据|依照)(?:(?:各自|部门)?的?职[责能]分工|各自的?职[责能](?:分工)?)"
    );
    let piece = text.get(range.clone()).filter(|piece| piece.contains('职'))?;
    let found = DIVIDED.find(piece).filter(|found| found.start() > 0)?;
    let head = without_manner(piece.get(..found.start())?);
    let head = head.strip_suffix("应当").unwrap_or(head).trim_end_matches(['要', '应']);
    let names = names_of(text, range.start..range.start + head.len())?;
    let (mut next, mut end) = (piece.get(found.end()..)?, range.end);
    // If nothing follows directly, what they do follows a comma.
    if next.is_empty() {
        next = context::after(text, range.end + '，'.len_utf8(), context::CLAUSE);
        end = range.end + '，'.len_utf8() + next.len();
    }
    let helps = next.contains("参与") || next.contains("配合");
    let role = if helps { Role::Support } else { Role::Responsible };
    let range = range.start..end;
    (!next.is_empty()).then_some(Duty { role, range, names, rule: "duty-division" })
}
