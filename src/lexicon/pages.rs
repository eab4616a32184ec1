//! The words of `page.tsv`, which a page has around a document: buttons and breadcrumbs.

use std::sync::LazyLock;

use super::table::standing;
use crate::words::Words;

static TABLE: &str = include_str!("page.tsv");

/// Of buttons that share, print or close a page, and what comes between them.
pub(crate) static BUTTONS: LazyLock<Words> =
    LazyLock::new(|| Words::new(standing(TABLE, "button")));

/// With which breadcrumbs begin.
pub(crate) static CRUMBS: LazyLock<Words> = LazyLock::new(|| Words::new(standing(TABLE, "first")));

/// With which breadcrumbs end, before the title: `政府文件`, `信息公开`.
pub(crate) static CRUMB_ENDS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| standing(TABLE, "last").collect());

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::table::stands_in;

    #[test]
    fn the_table_is_sorted_and_each_word_stands_in_known_places() {
        stands_in(TABLE, &["button", "first", "last"]);
    }
}
