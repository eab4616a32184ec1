//! The words of `page.tsv`, which a page has around a document: buttons and breadcrumbs.

use std::sync::LazyLock;

use super::table::Table;
use crate::words::Words;

static TABLE: Table = Table(include_str!("page.tsv"));

/// Of buttons that share, print or close a page, and what comes between them.
pub(crate) static BUTTONS: LazyLock<Words> = LazyLock::new(|| TABLE.words("button"));

/// With which breadcrumbs begin.
pub(crate) static CRUMBS: LazyLock<Words> = LazyLock::new(|| TABLE.words("first"));

/// With which breadcrumbs end, before the title: `政府文件`, `信息公开`.
pub(crate) static CRUMB_ENDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| TABLE.list("last"));
