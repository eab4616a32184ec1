//! The words of `header.tsv`, of which the headers of columns are made: 任务 in 工作任务.

use std::sync::LazyLock;

use super::table::{Endings, Table};
use crate::words::Words;

static TABLE: Table = Table(include_str!("header.tsv"));

/// What headers of columns of numbers end with.
pub(crate) static OF_NUMBERS: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("number"));

/// In the headers of text columns.
pub(crate) static TEXT: LazyLock<Words> = LazyLock::new(|| TABLE.words("text"));

/// In the headers of columns that report what was done so far.
pub(crate) static REPORT: LazyLock<Words> = LazyLock::new(|| TABLE.words("report"));

/// In headers of columns that plan instead of report: 进展安排.
pub(crate) static PLANNED: LazyLock<Words> = LazyLock::new(|| TABLE.words("planned"));

/// In the headers of columns of contacts: people and how to reach them.
pub(crate) static CONTACT: LazyLock<Words> = LazyLock::new(|| TABLE.words("contact"));

/// In the headers of columns that cannot hold tasks.
pub(crate) static DATA: LazyLock<Words> = LazyLock::new(|| TABLE.words("data"));

/// What headers of deadlines that are not labels themselves end with.
pub(crate) static OF_TIMES: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("time"));

/// What headers of the responsible people of a body end with.
pub(crate) static OF_PEOPLE: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("people"));

/// What headers of leaders who need no word of responsibility end with: 县级河长.
pub(crate) static OF_LEADERS: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("leader"));

/// Those of them who answer for a place rather than for a task.
pub(crate) static OF_WARDENS: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("warden"));

/// What the labels of values in forms end with.
pub(crate) static OF_LABELS: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("label"));

/// What the headers of a row without separators end with.
pub(crate) static IN_RUN: LazyLock<Words> = LazyLock::new(|| TABLE.words("run"));

/// To whom a column belongs, before the label in its header: 本局责任股室.
pub(crate) static OWNERS: LazyLock<Vec<&'static str>> = LazyLock::new(|| TABLE.list("owner"));

/// What headers of columns of points end with.
pub(crate) static POINTS: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("points"));
