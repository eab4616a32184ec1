//! The words of `grant.tsv` for money that is given or taken: no target.

use std::sync::LazyLock;

use super::table::Table;
use crate::words::Words;

static TABLE: Table = Table(include_str!("grant.tsv"));

/// Words about grants and fines.
pub(crate) static GRANTED: LazyLock<Words> = LazyLock::new(|| TABLE.words("granted"));

/// What may be given to someone, with the most of it: `给予最高50%的资金支持`.
pub(crate) static GIVEN: LazyLock<Words> = LazyLock::new(|| TABLE.words("given"));

/// What is done at a rate: `按标准的70%收取`.
pub(crate) static PAID: LazyLock<Words> = LazyLock::new(|| TABLE.words("paid"));
