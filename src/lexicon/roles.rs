//! Words for the roles of bodies: 牵头 in 牵头单位, `（县司法局牵头）` and `县司法局牵头建立目录`.
//!
//! Clauses, duties in prose and the proof share this table, so a new word takes one row in
//! `role.tsv`.

use std::sync::LazyLock;

use super::table::rows;
use crate::model::Role;

static TABLE: &str = include_str!("role.tsv");

/// Where a word may occur.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stands {
    /// Before the ending of a label: 牵头 in `牵头单位：`.
    Label,
    /// Alone before a colon: `牵头：`.
    Bare,
    /// After names at the end of a piece, and after 由: `（县司法局牵头）`.
    Verb,
    /// Between names and what they are responsible for: `县司法局负责普法`.
    Prose,
    /// Before a time in a label: `完成时限：`.
    Time,
}

impl Stands {
    const ALL: [(&'static str, Self); 5] = [
        ("label", Self::Label),
        ("bare", Self::Bare),
        ("verb", Self::Verb),
        ("prose", Self::Prose),
        ("time", Self::Time),
    ];
}

/// A row of the table.
#[derive(Clone, Debug)]
pub(crate) struct RoleWord {
    /// The word.
    pub(crate) word: &'static str,
    /// The role of the bodies to which it applies.
    pub(crate) role: Role,
    stands: Vec<Stands>,
}

impl RoleWord {
    /// Whether it may occur there.
    pub(crate) fn can_be(&self, stands: Stands) -> bool {
        self.stands.contains(&stands)
    }
}

/// The words of `role.tsv`, longest first.
pub(crate) fn role_words() -> &'static [RoleWord] {
    static WORDS: LazyLock<Vec<RoleWord>> = LazyLock::new(|| {
        let rows = rows(TABLE);
        // Tests read a second table, to check that a word takes one row.
        #[cfg(test)]
        let rows = rows.chain(super::table::rows(include_str!("../../tests/fixtures/role.tsv")));
        let mut words: Vec<RoleWord> = rows.map(row).collect();
        words.sort_by_key(|one| std::cmp::Reverse(one.word.len()));
        words
    });
    &WORDS
}

/// The words that may occur there.
pub(crate) fn standing(stands: Stands) -> impl Iterator<Item = &'static RoleWord> {
    role_words().iter().filter(move |one| one.can_be(stands))
}

/// A pattern for any of the words that may occur there.
pub(crate) fn pattern(stands: Stands) -> String {
    let words: Vec<&str> = standing(stands).map(|one| one.word).collect();
    format!("(?:{})", words.join("|"))
}

fn row([word, stands, role]: [&'static str; 3]) -> RoleWord {
    let known =
        |name: &str| Stands::ALL.iter().find(|(one, _)| *one == name).map(|(_, stands)| *stands);
    RoleWord {
        word,
        role: Role::from_word(role).expect("the table has the words of the model"),
        stands: stands
            .split(',')
            .map(|name| known(name).expect("a word stands in a known place"))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_but_that_of_people_has_a_word() {
        // 责任领导 is recognised by its ending.
        let said =
            |role: &Role| *role == Role::Leader || role_words().iter().any(|one| one.role == *role);
        assert!(Role::ALL.iter().all(said));
    }
}
