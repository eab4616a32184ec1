//! Bureaus of which a region has one each, and what else their names may contain: 文化和旅游局 may
//! be called 文化和旅游广电局.
//!
//! Which bureaus were merged differs from county to county, so the type of a name does not show it;
//! a document that uses both names means one bureau.

use std::sync::LazyLock;

use super::table::rows;

/// The rows of one bureau in `combined.tsv`.
struct Combined {
    bureau: &'static str,
    joined: String,
    also: Vec<&'static str>,
}

/// Returns the bureau that a type of units is, whatever else its name contains: 文化和旅游局 for
/// 文化和旅游广电局, and for itself.
///
/// ```text
/// 教育体育局 → 教育局
/// 教育局     → 教育局
/// 司法局     → none
/// ```
pub(crate) fn bureau(kind: &str) -> Option<&'static str> {
    static BUREAUS: LazyLock<Vec<Combined>> = LazyLock::new(|| {
        let mut bureaus: Vec<Combined> = Vec::new();
        for [bureau, also] in rows(include_str!("combined.tsv")) {
            match bureaus.last_mut().filter(|last| last.bureau == bureau) {
                Some(last) => last.also.push(also),
                None => bureaus.push(Combined { bureau, joined: joined(bureau), also: vec![also] }),
            }
        }
        bureaus
    });
    let kind = joined(kind);
    let is_it = |one: &&Combined| {
        let bare = || one.also.iter().fold(kind.clone(), |bare, word| bare.replacen(word, "", 1));
        holds(&kind, &one.joined) && bare() == one.joined
    };
    BUREAUS.iter().find(is_it).map(|one| one.bureau)
}

/// Whether a name has all characters of another in the same order.
fn holds(name: &str, other: &str) -> bool {
    let mut rest = name.chars();
    other.chars().all(|c| rest.any(|one| one == c))
}

/// A name without the words that join its parts: 文化旅游局.
fn joined(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '和' | '与' | '、')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bureau_is_known_by_any_of_its_names() {
        for (kind, expected) in [
            ("文化和旅游局", Some("文化和旅游局")),
            ("文化广电和旅游局", Some("文化和旅游局")),
            ("文化旅游体育局", Some("文化和旅游局")),
            ("教育体育局", Some("教育局")),
            ("林业和草原局", Some("林业局")),
            ("体育局", None),
            ("广播电视局", None),
            ("教育考试院", None),
            ("司法局", None),
        ] {
            assert_eq!(bureau(kind), expected, "{kind}");
        }
    }
}
