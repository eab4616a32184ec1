//! The words of `measured.tsv`, of which names of what is measured are made: 粮食 and 产量 in
//! `粮食面积80万亩、产量40万吨`.

use std::sync::LazyLock;

use super::table::{Endings, Table};

static TABLE: Table = Table(include_str!("measured.tsv"));

/// Parts of a whole that are named side by side: 城镇 and 农村.
pub(crate) static PARTS: LazyLock<Vec<&'static str>> = LazyLock::new(|| TABLE.list("part"));

/// The same, at the end of a name.
pub(crate) static OF_PART: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("part"));

/// Properties of many things, whose names mean nothing alone: 产量.
pub(crate) static PROPERTIES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| TABLE.list("property"));

/// Names of totals, which mean nothing alone either.
pub(crate) static TOTALS: LazyLock<Vec<&'static str>> = LazyLock::new(|| TABLE.list("total"));

/// What is measured of things of any kind: 覆盖率.
pub(crate) static SHARED: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("shared"));

/// What is produced each year; static sizes, such as 耕地面积, are not among them.
pub(crate) static OF_YIELD: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("yield"));

/// Properties whose bound tells which of the things named after it are meant:
/// `流域面积50平方公里以上河流`.
pub(crate) static OF_SIZE: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("size"));

/// Things that are counted: `超10亿元企业5家`.
pub(crate) static OF_THING: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("thing"));

/// What is counted in days or years: 优良天数, 平均受教育年限.
pub(crate) static OF_TALLY: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("tally"));
