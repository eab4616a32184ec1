//! What people say for the words of closed sets: 牵头单位 for `lead`.

use super::key;
use crate::affix::AnyOf;
use crate::model::Role;

/// What people say for a role. Endings such as 单位 in 牵头单位 need not be listed.
fn for_role(role: Role) -> &'static [&'static str] {
    match role {
        Role::Lead => &["牵头", "总牵头", "牵头责任"],
        Role::Responsible => &["责任", "负责", "落实", "承办"],
        Role::Support => &["配合", "协同", "协助", "参与", "参加", "协同责任", "配合责任"],
        Role::Leader => &[
            "领导", "责任领导", "县领导", "市领导", "牵头领导", "牵头县领导", "牵头市领导",
            "分管领导", "链长",
        ],
        Role::Host => &["主办"],
        Role::Supervise => &["督办", "督导", "监督"],
        Role::Guide => &["指导"],
        Role::Assess => &["考核", "评估"],
    }
}

/// Endings that do not change the role.
const BEHIND: &[&str] = &["单位", "部门", "机构", "机关", "者", "方"];

/// A member of a closed set, its English word, and other words for it.
pub(crate) type Word<T> = (T, &'static str, Vec<&'static str>);

/// The roles with their words.
pub(crate) fn roles() -> impl Iterator<Item = Word<Role>> {
    Role::ALL.iter().map(|role| (*role, role.word(), for_role(*role).to_vec()))
}

/// The member of a set that `typed` means.
pub(crate) fn meant<T: Copy>(typed: &str, all: &[Word<T>]) -> Option<T> {
    let key = key::of_name(typed);
    let bare = key.strip_any_suffix(BEHIND);
    let means = |wanted: &str, (_, word, said): &Word<T>| {
        said.iter().chain([word]).any(|one| key::of_name(one) == wanted)
    };
    let mut wanted = [Some(key.as_str()), bare].into_iter().flatten();
    wanted.find_map(|wanted| all.iter().find(|one| means(wanted, one))).map(|(meant, ..)| *meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_words_and_no_word_means_two() {
        assert!(roles().all(|(_, _, said)| !said.is_empty()));
        let mut words: Vec<_> = Role::ALL.iter().flat_map(|role| for_role(*role)).collect();
        let n = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), n);
    }
}
