//! Words of closed sets: roles, kinds of provisions, severities, views, in English or Chinese.

use super::{Kind, NameError, key, nearest::nearest};
use crate::graph::ontology;
use crate::graph::vocab::{self, skos};
use crate::model::{ProvisionKind, Role};

/// What people say for a role; what comes behind it, 单位 in 牵头单位, need not be listed.
const ROLES: &[(Role, &[&str])] = &[
    (Role::Lead, &["牵头", "总牵头", "牵头责任"]),
    (Role::Responsible, &["责任", "负责", "落实", "承办"]),
    (Role::Support, &["配合", "协同", "协助", "参与", "参加", "协同责任", "配合责任"]),
    (
        Role::Leader,
        &["领导", "责任领导", "县领导", "市领导", "牵头领导", "牵头县领导", "牵头市领导", "分管领导", "链长"],
    ),
    (Role::Host, &["主办"]),
    (Role::Supervise, &["督办", "督导", "监督"]),
    (Role::Guide, &["指导"]),
    (Role::Assess, &["考核", "评估"]),
];

/// What may stand behind a role without changing it.
const BEHIND: &[&str] = &["单位", "部门", "机构", "机关", "者", "方"];

/// The role that a word means: `lead`, 牵头, 牵头单位.
pub fn role(word: &str) -> Result<Role, NameError> {
    let said = |role: Role| {
        let chinese = ROLES.iter().filter(move |(one, _)| *one == role).flat_map(|(_, words)| words.iter().copied());
        chinese.collect::<Vec<_>>()
    };
    let all = Role::ALL.iter().map(|role| (*role, role.word(), said(*role)));
    choice(Kind::Role, word, all.collect())
}

/// The kind of provision that a word means: `reward`, 奖励.
pub fn provision(word: &str) -> Result<ProvisionKind, NameError> {
    let labels = |kind: ProvisionKind| {
        let node = vocab::provision_kind(kind);
        let quads = ontology().iter().filter(move |quad| quad.subject == node.into());
        let labels = quads.filter(|quad| quad.predicate == skos::PREF_LABEL).filter_map(|quad| match &quad.object {
            oxigraph::model::Term::Literal(literal) => Some(literal.value()),
            _ => None,
        });
        labels.collect::<Vec<_>>()
    };
    let all = ProvisionKind::ALL.iter().map(|kind| (*kind, kind.word(), labels(*kind)));
    choice(Kind::Provision, word, all.collect())
}

/// The severity of a diagnostic that a word means: `doubt`, 存疑.
pub fn severity(word: &str) -> Result<&'static str, NameError> {
    let all = [("doubt", vec!["疑点", "存疑", "疑问", "疑"]), ("note", vec!["说明", "提示", "注"])];
    choice(Kind::Severity, word, all.into_iter().map(|(word, said)| (word, word, said)).collect())
}

/// The one of `all` (each with its English word and others that mean it) that `typed` means.
pub(crate) fn choice<T>(kind: Kind, typed: &str, mut all: Vec<(T, &str, Vec<&str>)>) -> Result<T, NameError> {
    let typed_key = key::of_name(typed);
    let bare = BEHIND.iter().find_map(|end| typed_key.strip_suffix(end));
    let means = |wanted: &str, (_, word, said): &(T, &str, Vec<&str>)| {
        said.iter().chain([word]).any(|one| key::of_name(one) == wanted)
    };
    let mut wanted = [Some(typed_key.as_str()), bare].into_iter().flatten();
    if let Some(at) = wanted.find_map(|wanted| all.iter().position(|one| means(wanted, one))) {
        return Ok(all.swap_remove(at).0);
    }
    let mut names = nearest(typed, all.iter().flat_map(|(_, word, said)| said.iter().chain([word]).copied()));
    if names.is_empty() {
        names = all.iter().map(|(_, word, _)| (*word).to_owned()).collect();
    }
    Err(NameError::Unknown { kind, name: typed.to_owned(), nearest: names, is_none: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_said_in_both_languages() {
        for (word, expected) in [
            ("lead", Role::Lead),
            ("牵头", Role::Lead),
            ("牵头单位", Role::Lead),
            ("牵头责任单位", Role::Lead),
            ("牽頭", Role::Lead),
            ("负责", Role::Responsible),
            ("责任部门", Role::Responsible),
            ("协同", Role::Support),
            ("领导", Role::Leader),
            ("Host", Role::Host),
            ("督办", Role::Supervise),
            ("指导", Role::Guide),
            ("考核", Role::Assess),
        ] {
            assert_eq!(role(word).ok(), Some(expected), "{word}");
        }
        for one in Role::ALL {
            assert_eq!(role(one.word()).ok(), Some(*one));
            assert!(ROLES.iter().any(|(role, words)| role == one && !words.is_empty()), "{one} has no Chinese");
        }
    }

    #[test]
    fn a_word_means_one_thing() {
        let mut words: Vec<_> = ROLES.iter().flat_map(|(_, words)| words.iter()).collect();
        let n = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), n);
        for one in ProvisionKind::ALL {
            assert_eq!(provision(one.word()).ok(), Some(*one));
        }
        assert_eq!(provision("奖励").ok(), Some(ProvisionKind::Reward));
        assert_eq!(severity("存疑").ok(), Some("doubt"));
    }

    #[test]
    fn unknown_words_bring_the_nearest() {
        let hint = |word: &str| role(word).expect_err("there is no such role").hint().to_string();
        assert!(hint("leed").contains("`lead`"), "{}", hint("leed"));
        assert!(hint("牵投").contains("`牵头`"), "{}", hint("牵投"));
        assert!(hint("").contains("`responsible`"), "{}", hint(""));
    }
}
