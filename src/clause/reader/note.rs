//! What a bracket behind a name notes on it: who answers for the body, whom to call.
//!
//! `县住建局（责任人：张伟）`, `县住建局（联系人：张伟，电话：8112345）`.

use std::ops::Range;

use super::parse;
use crate::affix::AnyOf;
use crate::bracket::Brackets;
use crate::clause::ClausePart;
use crate::clause::label::who_end;
use crate::clause::names::{self, Name};
use crate::clause::person::{is_name as is_person, may_be_name};
use crate::lexicon::posts;
use crate::model::Role;

/// Splits a name into the name itself and what the bracket behind it says with labels of its own.
/// A contact says nothing.
pub(super) fn of(text: &str, name: &Name) -> Option<(Name, Vec<ClausePart>)> {
    const CONTACTS: [&str; 3] = ["联系人", "电话", "手机"];
    // In a restored name the bracket is elsewhere than in the text.
    let is_written = text.get(name.range.clone()) == Some(name.text.as_str());
    let bracket = last_bracket(&name.text).filter(|bracket| is_written && bracket.start > 0)?;
    let note = name.text.get(bracket.clone()).filter(|note| note.contains('：'))?;
    let width = '（'.len_utf8();
    let inner = name.range.start + bracket.start + width..name.range.start + bracket.end - width;
    let parts = parse(text, inner.clone(), "clause-labels").map(|(parts, _)| parts);
    let parts = parts.or_else(|| holder(text, inner));
    let is_contact = || note.contains_any(&CONTACTS);
    let parts = parts.or_else(|| is_contact().then(Vec::new))?;
    Some((cut(name, 0..bracket.start), parts))
}

/// The holder of a post in a bracket: `局长：周建国`.
fn holder(text: &str, inner: Range<usize>) -> Option<Vec<ClausePart>> {
    let (post, person) = text.get(inner.clone())?.split_once('：')?;
    let is_held = posts::last_in(post).is_some_and(|last| last.end == post.len());
    (is_held && is_person(person)).then(|| {
        let name = Name { text: person.to_owned(), range: inner.end - person.len()..inner.end };
        let (role, cue) = (Role::Leader, "责任人".to_owned());
        vec![ClausePart { role, cue, names: vec![name], rule: "clause-labels" }]
    })
}

/// A name without what its body answers for, which a list says before it: `医院：县卫健局`.
pub(super) fn without_scope(name: &Name) -> Name {
    let scoped = name.text.split_once('：').filter(|(scope, body)| {
        !scope.contains(['（', '〔']) && names::is_name(body) && who_end(scope).is_none()
    });
    match scoped {
        Some((_, body)) => cut(name, name.text.len() - body.len()..name.text.len()),
        None => name.clone(),
    }
}

/// The bracket with which a text ends, brackets included.
pub(super) fn last_bracket(text: &str) -> Option<Range<usize>> {
    let mut depth = 0_isize;
    let mut opens = |c: char| {
        depth += Brackets::CLAUSE.balance(c.encode_utf8(&mut [0; 4]));
        depth == 0
    };
    text.ends_with(['）', '〕']).then_some(())?;
    let (at, _) = text.char_indices().rev().find(|(_, c)| opens(*c))?;
    Some(at..text.len())
}

/// Whether all names in a list are followed by those of people, with or without brackets:
/// `县住建局（张伟）、县财政局（赵磊）`. A single one may be the field of an office:
/// `县自然资源局（林业）`.
pub(super) fn name_people(list: &[Name]) -> bool {
    /// The maximum length of a body with a person, in characters.
    const LONGEST: usize = 40;
    let is_both = |name: &Name| {
        let is_short = name.text.chars().nth(LONGEST).is_none();
        let (unit, person) = is_short.then(|| with_person(name)).flatten()?;
        Some(is_person(&person.text) && names::is_known(&unit?.text))
    };
    list.len() > 1 && list.iter().all(|name| is_both(name) == Some(true))
}

/// Splits a name into the unit, if any, and the person at its end: 区工信局李伟, 李伟.
pub(super) fn with_person(name: &Name) -> Option<(Option<Name>, Name)> {
    if let Some(bracket) = last_bracket(&name.text) {
        let width = '（'.len_utf8();
        let person = cut(name, bracket.start + width..bracket.end - width);
        return may_be_name(&person.text).then(|| (Some(cut(name, 0..bracket.start)), person));
    }
    let begins = name.text.char_indices().map(|(at, _)| at).find(|at| {
        let (unit, person) = name.text.split_at(*at);
        is_person(person) && (unit.is_empty() || names::is_name(unit))
    });
    let at = begins?;
    Some(((at > 0).then(|| cut(name, 0..at)), cut(name, at..name.text.len())))
}

/// A part of a name, with its place.
pub(super) fn cut(name: &Name, piece: Range<usize>) -> Name {
    let range = name.range.start + piece.start..name.range.start + piece.end;
    Name { text: name.text.get(piece).unwrap_or_default().to_owned(), range }
}
