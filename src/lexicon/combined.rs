//! Bureaus that a region has one of, and what else such a bureau may bear in its name: 文化和旅游局 is 文化和旅游广电局 where that exists.
//!
//! Which bureaus were joined differs from county to county, so that the type of a name says nothing of it; a document that has both names means
//! one bureau.

use std::sync::LazyLock;

/// A row of `combined.tsv`.
struct Combined {
    bureau: &'static str,
    also: &'static str,
}

/// The bureau that a type of units is, whatever else it bears in its name: 文化和旅游局 for 文化和旅游广电局, and for itself.
///
/// ```text
/// 教育体育局 → 教育局
/// 教育局     → 教育局
/// 司法局     → none
/// ```
pub(crate) fn bureau(kind: &str) -> Option<&'static str> {
    static ROWS: LazyLock<Vec<Combined>> = LazyLock::new(|| {
        let rows = include_str!("combined.tsv").lines().skip(1).filter_map(|row| row.split_once('\t'));
        let also = |rest: &'static str| rest.split('\t').next().unwrap_or_default();
        rows.map(|(bureau, rest)| Combined { bureau, also: also(rest) }).collect()
    });
    let mut bureaus: Vec<&'static str> = ROWS.iter().map(|row| row.bureau).collect();
    bureaus.dedup();
    bureaus.into_iter().find(|bureau| {
        let words = ROWS.iter().filter(|row| row.bureau == *bureau).map(|row| row.also);
        let bare = words.fold(joined(kind), |bare, word| bare.replacen(word, "", 1));
        bare == joined(bureau)
    })
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
