//! Words of closed sets: roles, kinds of provisions, severities, views, in English or Chinese.

use super::{Kind, NameError};
use crate::diagnostic::Severity;
use crate::graph::ontology;
use crate::graph::vocab::{self, skos};
use crate::lexicon::said::{self, Word};
use crate::model::{ProvisionKind, Role};
use crate::nearest::nearest;

/// Returns the role that a word means: `lead`, 牵头, 牵头单位.
pub fn role(word: &str) -> Result<Role, NameError> {
    choice(Kind::Role, word, said::roles().collect())
}

/// Returns the kind of provision that a word means: `reward`, 奖励.
pub fn provision(word: &str) -> Result<ProvisionKind, NameError> {
    let labels = |kind: ProvisionKind| {
        let node = vocab::provision_kind(kind);
        let quads = ontology().iter().filter(move |quad| quad.subject == node.into());
        let labels =
            quads.filter(|quad| quad.predicate == skos::PREF_LABEL).filter_map(|quad| match &quad
                .object
            {
                oxigraph::model::Term::Literal(literal) => Some(literal.value()),
                _ => None,
            });
        labels.collect::<Vec<_>>()
    };
    let all = ProvisionKind::ALL.iter().map(|kind| (*kind, kind.word(), labels(*kind)));
    choice(Kind::Provision, word, all.collect())
}

/// Returns the severity of a diagnostic that a word means: `doubt`, 存疑.
pub fn severity(word: &str) -> Result<Severity, NameError> {
    let said = |severity| match severity {
        Severity::Doubt => vec!["疑点", "存疑", "疑问", "疑"],
        Severity::Note => vec!["说明", "提示", "注"],
    };
    let all = [Severity::Doubt, Severity::Note]
        .map(|severity| (severity, severity.word(), said(severity)));
    choice(Kind::Severity, word, all.into())
}

/// The member of `all` (each with its English word and others) that `typed` means.
pub(crate) fn choice<T: Copy>(kind: Kind, typed: &str, all: Vec<Word<T>>) -> Result<T, NameError> {
    if let Some(meant) = said::meant(typed, &all) {
        return Ok(meant);
    }
    let mut names =
        nearest(typed, all.iter().flat_map(|(_, word, said)| said.iter().chain([word]).copied()));
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
        }
    }

    #[test]
    fn a_word_means_one_thing() {
        for one in ProvisionKind::ALL {
            assert_eq!(provision(one.word()).ok(), Some(*one));
        }
        assert_eq!(provision("奖励").ok(), Some(ProvisionKind::Reward));
        assert_eq!(severity("存疑").ok(), Some(Severity::Doubt));
    }

    #[test]
    fn unknown_words_bring_the_nearest() {
        let hint = |word: &str| role(word).expect_err("there is no such role").hint().to_string();
        assert!(hint("leed").contains("`lead`"), "{}", hint("leed"));
        assert!(hint("牵投").contains("`牵头`"), "{}", hint("牵投"));
        assert!(hint("").contains("`responsible`"), "{}", hint(""));
    }
}
