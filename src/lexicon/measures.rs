//! The units of measurement of `measure.tsv`.

use std::sync::LazyLock;

use super::table::rows;

static TABLE: &str = include_str!("measure.tsv");

static MEASURES: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    let mut units: Vec<_> = rows(TABLE).map(|[unit, kind]| (unit, kind)).collect();
    units.sort_by_key(|(unit, _)| std::cmp::Reverse(unit.len()));
    units
});

/// The units with their kinds, longest first.
pub(crate) fn measures() -> &'static [(&'static str, &'static str)] {
    &MEASURES
}

/// Whether a text is a unit in which figures count, or one of its multiples: `家`, `%`, `万亩`.
pub(crate) fn is_measure(text: &str) -> bool {
    let unit = text.trim_start_matches(['十', '百', '千', '万', '亿']);
    !text.is_empty() && (unit.is_empty() || MEASURES.iter().any(|(known, _)| *known == unit))
}

/// Whether a text begins with a unit.
pub(crate) fn begins_with_measure(text: &str) -> bool {
    MEASURES.iter().any(|(unit, _)| text.starts_with(unit))
}
