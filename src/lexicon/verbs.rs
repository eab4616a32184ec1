//! The verbs of `verb.tsv`, with which a text begins that says what is done: 加强 in `加强培训`.

use std::sync::LazyLock;

use super::manners::MANNERS;
use super::roles::{self, Stands};
use super::table::{Table, rows};
use crate::words::Words;

static TABLE: Table = Table(include_str!("verb.tsv"));

/// The verbs of tasks, and those that stand only in this place.
fn with_tasks(place: &str) -> Words {
    Words::new([TABLE.list("task"), TABLE.list(place)].concat())
}

/// Whether a text begins with a verb with which tasks begin, but no names: `加快建设县中医院`.
pub(crate) fn begin_task(text: &str) -> bool {
    static TASKS: LazyLock<Words> = LazyLock::new(|| TABLE.words("task"));
    TASKS.leading(text).is_some()
}

/// Whether a text begins with a verb with which the names of offices may begin too:
/// `服务企业`, 服务股.
pub(crate) fn may_begin_name(text: &str) -> bool {
    static NAMES: LazyLock<Words> = LazyLock::new(|| TABLE.words("name"));
    NAMES.leading(text).is_some()
}

/// Whether a text behind the name of a body begins with what that body does, or how:
/// `维护校园秩序`, `依法查处`.
pub(crate) fn begin_duty(text: &str) -> bool {
    static DUTIES: LazyLock<Words> = LazyLock::new(|| {
        let of_roles = [Stands::Verb, Stands::Prose].into_iter().flat_map(roles::standing);
        let own = rows(TABLE.0).filter(|[_, stands]| *stands != "title").map(|[word, _]| word);
        Words::new(own.chain(of_roles.map(|one| one.word)))
    });
    DUTIES.leading(text).is_some() || MANNERS.behind(text).is_some()
}

/// Whether a title says what is done; behind the name of a place the same may tell of what is
/// there: `新增学位`.
pub(crate) fn begin_title(text: &str) -> bool {
    static TITLES: LazyLock<Words> = LazyLock::new(|| TABLE.words("title"));
    begin_duty(text) || TITLES.leading(text).is_some()
}

/// Whether a heading begins with a verb of a task, although it may end like a title:
/// `制定实施方案`.
pub(crate) fn begin_order(text: &str) -> bool {
    static ORDERS: LazyLock<Words> = LazyLock::new(|| with_tasks("order"));
    ORDERS.leading(text).is_some()
}

/// Whether a part of a list has a verb of its own: `大力促进就业`.
pub(crate) fn are_in_part(part: &str) -> bool {
    static PARTS: LazyLock<Words> = LazyLock::new(|| with_tasks("part"));
    PARTS.are_in(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_stand_in_no_more_places_than_they_have_to() {
        // All stand where duties do, and those of tasks everywhere.
        for [word, stands] in rows(TABLE.0) {
            let adds = !["task", "duty", "title"].iter().any(|place| stands.contains(place));
            assert!(adds || !stands.contains(','), "{word}");
        }
    }

    #[test]
    fn verbs_tell_what_is_done() {
        assert!(begin_task("加快建设县中医院") && !begin_task("服务企业"));
        assert!(may_begin_name("服务企业") && !may_begin_name("县财政局"));
        assert!(begin_duty("督促整改") && begin_duty("依法查处") && !begin_duty("本年度得分"));
        assert!(begin_title("扩建教学楼") && begin_title("督促整改") && !begin_duty("扩建教学楼"));
        assert!(begin_order("制定实施方案") && !begin_order("服务方案"));
        assert!(are_in_part("大力促进就业") && !are_in_part("风电"));
    }
}
