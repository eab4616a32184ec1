//! Verbs that follow the names of those who act: `县司法局牵头`, `有关部门按职责分工负责`.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::names;
use crate::affix::AnyOf;
use crate::context;
use crate::lexicon::roles::{self, Stands};
use crate::model::Role;
use crate::patterns::{End, Patterns};
use crate::words::Words;

/// The words for how bodies act before a verb: 按职责分工 before 负责组织实施.
static MANNER: LazyLock<Patterns> = LazyLock::new(|| {
    const ACCORDING: &str = "(?:等)?(?:要|应|应当)?(?:按照|按|依据|依照|依|根据)?(?:各自)?\
(?:职责|职能|工作)?(?:分工)?(?:要求)?";
    const HOW: &str = "双|共同|分别|主要|分头|分级|具体|直接|跟踪|挂牌|同步|联合|单独|业务|技术|统筹|\
组织|进行|做好|搞好|认真|统一|全面|积极|主动|全力|密切|予以|为主|总";
    Patterns::new(End::End, &[format!("{ACCORDING}(?:{HOW})*")])
});

/// The maximum length of a verb with the words for how they act, in characters.
const LONGEST_VERB: usize = 40;

/// Whether a text ends with a verb such as 按职责分工负责.
pub(crate) fn ends_in_verb(piece: &str) -> bool {
    verb(piece).is_some()
}

/// A piece without the verb at its end: 各乡镇 of 各乡镇按职责分工负责.
pub(crate) fn without_verb(piece: &str) -> &str {
    verb(piece).and_then(|(at, _)| piece.get(..at)).unwrap_or(piece)
}

/// Where the verb at the end of a piece begins, including the words for how they act, and its role.
/// What a known name ends with is no verb: 协办 in 县政协办.
pub(super) fn verb(piece: &str) -> Option<(usize, Role)> {
    let tail = context::last_chars(piece, piece.len(), LONGEST_VERB);
    let mut starts = starts(tail);
    if starts.is_empty() || ends_in_name(tail) {
        return None;
    }
    starts.sort_unstable();
    let in_name = starts.iter().rposition(|at| tail.get(..*at).is_some_and(ends_in_name));
    starts.drain(..in_name.unwrap_or_default());
    let verbs = tail.get(starts.first().copied()?..)?;
    let length = |at: usize| {
        let manner = tail.get(..at).and_then(|before| MANNER.longest(before));
        tail.len() - at + manner.unwrap_or_default()
    };
    let longest = starts.into_iter().map(length).max()?;
    Some((piece.len() - longest, verb_role(verbs)))
}

/// Whether the last name of a list is known.
fn ends_in_name(list: &str) -> bool {
    list.rsplit(['、', '，', '和']).next().is_some_and(names::is_known)
}

/// Where one or several verbs at the end of a piece may begin: 负责组织实施, 牵头并组织.
fn starts(piece: &str) -> Vec<usize> {
    /// What may stand behind a verb as another one.
    const BEHIND: [&str; 4] = ["组织", "抓总", "总抓", "抓"];
    const JOINS: [&str; 4] = ["和", "并", "、", ""];
    /// By its last character, each word, and whether the first may be it.
    static WORDS: LazyLock<FxHashMap<char, Vec<(&str, bool)>>> = LazyLock::new(|| {
        let verbs = roles::standing(Stands::Verb).map(|one| (one.word, true));
        let mut words = FxHashMap::<_, Vec<_>>::default();
        for (word, is_verb) in verbs.chain(BEHIND.map(|word| (word, false))) {
            let last = word.chars().next_back().unwrap_or_default();
            words.entry(last).or_default().push((word, is_verb));
        }
        words
    });
    let (mut starts, mut ends, mut n_read) = (Vec::new(), vec![piece.len()], 0);
    while let Some(head) = ends.get(n_read).and_then(|end| piece.get(..*end)) {
        n_read += 1;
        let words = head.chars().next_back().and_then(|last| WORDS.get(&last));
        for (word, is_verb) in words.into_iter().flatten() {
            let Some(before) = head.strip_suffix(word) else { continue };
            starts.extend(is_verb.then_some(before.len()));
            for end in JOINS.iter().filter_map(|join| before.strip_suffix(join)).map(str::len) {
                if !ends.contains(&end) {
                    ends.push(end);
                }
            }
        }
    }
    starts
}

/// The role of a verb such as 按职责分工负责, or of a label that is only a word of responsibility.
pub(super) fn verb_role(verb: &str) -> Role {
    // 统筹 before another verb only says how it is done: 统筹推进, 统筹实施.
    let done = verb
        .strip_prefix("统筹")
        .filter(|rest| !rest.is_empty() && *rest != "协调")
        .unwrap_or(verb);
    first_of(
        done,
        &[Role::Lead, Role::Support, Role::Guide, Role::Host, Role::Supervise, Role::Assess],
    )
}

/// The highest-ranking role with a word in a label or verb; responsible if there is none.
pub(super) fn first_of(text: &str, ranks: &[Role]) -> Role {
    static WORDS: LazyLock<Words> =
        LazyLock::new(|| Words::new(roles::role_words().iter().map(|one| one.word)));
    let said =
        WORDS.all_in(text).filter_map(|found| roles::role_words().get(found.n)).map(|one| one.role);
    let rank = said.filter_map(|role| ranks.iter().position(|one| *one == role)).min();
    rank.and_then(|rank| ranks.get(rank)).copied().unwrap_or(Role::Responsible)
}

/// Where a verb in the middle of a piece ends, if a name follows.
pub(super) fn inner_verb(piece: &str) -> Option<usize> {
    const STARTS: [&str; 7] = ["有关", "各", "相关", "市", "县", "区", "省"];
    let place = |verb: &&str| piece.find(*verb).map(|at| at..at + verb.len());
    let mut verbs: Vec<_> =
        ["牵头", "负责", "配合", "主办", "主责", "承办", "协办"].iter().filter_map(place).collect();
    // The first verb has the fewest names before it to check.
    verbs.sort_unstable_by_key(|verb| verb.start);
    let parts_names = |verb: &Range<usize>| {
        let rest = piece.get(verb.end..).unwrap_or_default().trim_start_matches('、');
        rest.starts_with_any(&STARTS) && {
            let before = names::names(piece, 0..verb.start);
            !before.is_empty() && before.iter().all(|name| names::is_name(&name.text))
        }
    };
    verbs.into_iter().find(parts_names).map(|verb| verb.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_read_with_how_they_are_done() {
        for (piece, expected) in [
            ("县司法局按职责分工负责组织实施", Some(("按职责分工负责组织实施", Role::Responsible))),
            ("县司法局牵头、县财政局和县水利局等共同配合", Some(("等共同配合", Role::Support))),
            ("县司法局统筹牵头并组织抓总", Some(("统筹牵头并组织抓总", Role::Lead))),
            ("县司法局组织", None),
            ("县司法局", None),
        ] {
            let found = verb(piece).and_then(|(at, role)| Some((piece.get(at..)?, role)));
            assert_eq!(found, expected, "{piece}");
        }
    }
}
