//! Documents of the central authorities whose titles do not show their origin:
//! 《法治政府建设实施纲要（2021—2025年）》.
//!
//! A county's plan cites them without number or issuer, and there may be a local document with
//! nearly the same title; only a table can tell that everyone means the same document. Laws are in
//! `laws.tsv`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::laws::key;
use super::table::rows;

const TABLE: &str = include_str!("national.tsv");

static DOCUMENTS: LazyLock<FxHashMap<String, Option<&'static str>>> = LazyLock::new(|| {
    let known = |number: &'static str| Some(number).filter(|number| !number.is_empty());
    rows(TABLE).map(|[title, number]| (key(title), known(number))).collect()
});

/// Whether a document of the central authorities has this title.
pub fn is_listed(title: &str) -> bool {
    DOCUMENTS.contains_key(&key(title))
}

/// The number under which the document with this title was issued, if the table has it.
pub fn number(title: &str) -> Option<&'static str> {
    DOCUMENTS.get(&key(title)).copied().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::laws::law;

    #[test]
    fn rows_are_sorted_whole_and_no_laws() {
        let titles: Vec<_> = rows(TABLE).map(|[title]| title).collect();
        assert!(titles.is_sorted() && titles.len() == DOCUMENTS.len());
        assert!(titles.iter().all(|title| law(title).is_none()));
        assert!(TABLE.lines().all(|row| row.split('\t').count() == 3 && !row.ends_with('\t')));
    }

    #[test]
    fn titles_are_found_however_they_are_written() {
        assert_eq!(number("法治政府建设实施纲要(2021-2025年)"), Some("中发〔2021〕33号"));
        assert!(
            is_listed("法治中国建设规划（2020—2025年）")
                && number("法治中国建设规划（2020—2025年）").is_none()
        );
        assert!(!is_listed("法治政府建设实施方案（2021—2025年）"));
    }
}
