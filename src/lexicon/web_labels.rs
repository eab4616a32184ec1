//! Labels with which sites and crawlers describe a document: `索引号：`, `发布机构：`,
//! `原文链接：`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::table::rows;

/// The label of titles.
pub const TITLE: &str = "标题";

/// A row of `web_label.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WebLabel {
    /// The label as written.
    pub label: &'static str,
    /// The usual form of the label; `None` if its value says nothing about the document.
    pub known_as: Option<&'static str>,
    /// Whether it occurs on web pages, and not only in the copies of crawlers.
    pub on_pages: bool,
}

static TABLE: &str = include_str!("web_label.tsv");

static ROWS: LazyLock<Vec<WebLabel>> = LazyLock::new(|| rows(TABLE).map(row).collect());

static BY_LABEL: LazyLock<FxHashMap<&str, &WebLabel>> =
    LazyLock::new(|| ROWS.iter().map(|row| (row.label, row)).collect());

fn row([label, known_as, place]: [&'static str; 3]) -> WebLabel {
    let known_as = Some(known_as).filter(|label| !label.is_empty());
    WebLabel { label, known_as, on_pages: place == "page" }
}

/// Returns the table, in its order.
pub fn web_labels() -> &'static [WebLabel] {
    &ROWS
}

/// Returns the row of a label, given without its colon.
pub fn web_label(label: &str) -> Option<&'static WebLabel> {
    BY_LABEL.get(label).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_what_labels_are_known_as_are_labels() {
        assert!(ROWS.windows(2).all(|pair| pair[0].label < pair[1].label));
        assert_eq!(ROWS.len(), TABLE.lines().count() - 1);
        for row in web_labels() {
            let known = row.known_as.is_none_or(|label| web_label(label).is_some());
            assert!(known, "{}", row.label);
        }
        assert!(TABLE.lines().all(|line| line.split('\t').count() == 4));
    }
}
