//! Who stands in a clause beside those with a label or a verb: bodies before the first of them,
//! bodies behind a leader, leaders without a post.
//!
//! `县教育局；配合单位：县财政局`, `县教育局，县财政局配合`, `责任领导：张伟；县教育局`,
//! `张建国牵头，县教育局负责`.

use std::ops::Range;

use super::labelled::LEADERS;
use crate::clause::names::{self, Name};
use crate::clause::person::{acts_alone, is_titled};
use crate::clause::verb::ends_in_verb;
use crate::lexicon::levels::OF_REGIONS;
use crate::model::Role;

/// Whether the names before the first label or verb of a clause are bodies, which answer for the
/// work. The first must be sure to be one, since a class may be the scope of the clause:
/// `各乡镇，配合单位：县教育局`.
pub(super) fn answer(list: &[Name]) -> bool {
    let is_sure =
        |name: &Name| names::is_known(&name.text) || names::is_a_body_by_its_end(&name.text);
    list.first().is_some_and(is_sure) && list.iter().all(|name| names::can_act(&name.text))
}

/// Whether a role is that of others than those who answer for the work.
pub(super) fn is_of_others(role: Role) -> bool {
    matches!(role, Role::Support | Role::Guide | Role::Supervise | Role::Assess)
}

/// Whether a name in a list of leaders is that of a body: `责任领导：张伟；县教育局，各乡镇`.
pub(super) fn is_body(name: &Name) -> bool {
    let text = name.text.as_str();
    let is_class = text.starts_with('各') && names::ends_as_a_body(text);
    names::is_known(text) || is_class && !text.ends_with("领导")
}

/// The names of leaders without a post before a verb, as that of 牵头 in `张建国牵头`.
pub(super) fn leaders(text: &str, range: Range<usize>, verb: &str) -> Option<Vec<Name>> {
    const VERBS: [&str; 5] = ["牵头", "牵头负责", "总牵头", "负责", "负总责"];
    if !VERBS.contains(&verb) {
        return None;
    }
    let people = names::names(text, range);
    let all = !people.is_empty() && people.iter().all(|one| acts_alone(&one.text));
    all.then_some(people)
}

/// A part of a clause without the 由 before a person: `由张伟副县长牵头`.
pub(super) fn behind_by(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = text.get(range.clone()).unwrap_or_default();
    let person = piece.strip_prefix('由').filter(|rest| {
        rest.find("牵头")
            .or_else(|| rest.find("负责"))
            .is_some_and(|end| rest.get(..end).is_some_and(|who| is_titled(who) || acts_alone(who)))
    });
    range.end - person.unwrap_or(piece).len()..range.end
}

/// The label of leaders with which a clause begins, before bodies and their verb:
/// `县领导：张伟；县教育局牵头`.
pub(super) fn leaders_first(piece: &str) -> Option<Range<usize>> {
    let (label, rest) = piece.split_once(LEADERS)?;
    let level = label.strip_suffix('级').unwrap_or(label);
    let is_label = level.strip_suffix(OF_REGIONS) == Some("");
    let behind = rest.split_once('；')?.1;
    (is_label && ends_in_verb(behind)).then(|| 0..label.len() + LEADERS.len())
}

/// Leaves out what a clause is about before those who act: `示范村，县农业农村局牵头`.
pub(super) fn leave_scope(text: &str, names: &mut Vec<Name>) {
    let behind = |name: &Name| text.get(name.range.end..).unwrap_or_default();
    let is_scope = |name: &Name| {
        names::is_of_kind(&name.text)
            && !names::can_act(&name.text)
            && behind(name).starts_with('，')
    };
    if let [first, second, ..] = names.as_slice()
        && is_scope(first)
        && names::is_known(&second.text)
    {
        names.remove(0);
    }
}
