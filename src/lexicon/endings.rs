//! The words of `ending.tsv`, with which names of bodies end: 局 in 县司法局.

use std::sync::LazyLock;

use super::table::{Endings, Table};

static TABLE: Table = Table(include_str!("ending.tsv"));

/// Of bodies and of classes of bodies.
pub(crate) static OF_NAME: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("name"));

/// Of bodies, in prose and of any name: 县督查和绩效办; not of 工作机构, 组织领导.
pub(crate) static SURE: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("sure"));

/// Of bodies set up for a purpose, which may lack a level.
pub(crate) static OF_GROUP: LazyLock<Vec<&'static str>> = LazyLock::new(|| TABLE.list("group"));

/// Of classes of bodies.
pub(crate) static OF_CLASS: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("class"));

/// Of bodies that have a head, not of headings: 组织领导, 工作专班.
pub(crate) static WITH_HEAD: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("head"));

/// Of bodies of a kind that others join with: 联合|行业协会.
pub(crate) static OF_PARTNER: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("partner"));

/// Of villages, schools and works, whose last characters end other words in prose.
pub(crate) static OF_WORKS: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("works"));

/// Of units, or of classes of units, in a list that lost its separators.
pub(crate) static IN_LIST: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("list"));

/// Of parts of the unit named before: 市公安局|交警大队.
pub(crate) static OF_SUBUNIT: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("subunit"));

/// Of parts of a unit, which are named after it: 市场监管局综合行政执法大队.
pub(crate) static OF_PART: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("part"));

/// Of bodies that sign documents.
pub(crate) static SIGNING: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("sign"));

/// Rarer ones, whose last characters end other words too: 一处一策.
pub(crate) static RARELY_SIGNING: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("rare"));

/// Of bodies that issue documents, before a title without marks.
pub(crate) static ISSUING: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("issuer"));

/// Of bodies that a column of a matrix is for.
pub(crate) static OF_COLUMN: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("column"));

/// Of bodies before what they are to reach.
pub(crate) static OF_SUBJECT: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("subject"));

/// Of bodies behind the short name of their place: 陕西|煤业集团.
pub(crate) static BEHIND_PLACE: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("short"));

/// Of classes that are told by their part in the work: 牵头部门, 项目建设单位.
pub(crate) static BY_CHARGE: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("charge"));

/// Of the branches of national bodies: 支行 of 人民银行滑县支行.
pub(crate) static OF_BRANCH: LazyLock<Vec<&'static str>> = LazyLock::new(|| TABLE.list("branch"));
