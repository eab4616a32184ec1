//! Whether a time stands in the brackets that say who does the work, which makes it the last day:
//! `（县教育局负责，2024年完成）`.

use super::place::Place;
use crate::affix::AnyOf;
use crate::clause::{names_a_known_body, role_of};
use crate::context;
use crate::patterns::Groups;

/// Verbs of those who do the work; 承办 may be said of an event, unless something is done by then.
const WHO: &[&str] = &["牵头", "负责", "配合", "参与", "落实", "实施"];
const HOSTS: &[&str] = &["主办", "承办", "协办"];
/// Signs that brackets name a source instead.
const SOURCES: &[&str] = &["来源", "编辑", "供稿", "提供"];
/// What is done by then, behind the time.
const DONE: &[&str] = &["完成", "实施", "推进", "开展", "落实", "整改", "启用", "投用"];

impl Place<'_> {
    /// Whether the match fills a part of such brackets, behind those who do the work.
    pub(super) fn closes_a_duty(&self, found: &Groups<'_>) -> bool {
        /// How far before the match the brackets may open, in characters.
        const REACH: usize = 200;
        let rest = self.rest(found);
        let done = rest.strip_any_prefix(DONE);
        let rest = done.unwrap_or(rest);
        let before = context::last_chars(self.text, self.start, REACH);
        let head = before.rsplit_once(['（', '〔']);
        rest.starts_with(['）', '〕', '；'])
            && head.is_some_and(|(text, who)| says_who(text, who, done.is_some()))
    }
}

/// Whether a bracket behind a text says up to its last comma who does the work. Nothing but bodies
/// behind a stop may do so, too; elsewhere they may be a source.
fn says_who(text: &str, inner: &str, is_done: bool) -> bool {
    let Some(who) =
        inner.strip_suffix(['，', '；']).filter(|who| !who.contains(['）', '〕', '。']))
    else {
        return false;
    };
    let mut names = who.split(['、', '，', '；']);
    let is_body = |name: &str| names_a_known_body(name) && (is_done || !name.contains("统计"));
    !who.contains_any(SOURCES)
        && (who.split(['，', '；']).any(|part| tells_who(part, is_done))
            || text.ends_with(['。', '；', '！']) && names.all(is_body))
}

/// Whether a part of a bracket begins with a label of those who do the work or ends with what they
/// do: `责任单位：县教育局`, `县教育局牵头`, but not `县发改委牵头编制规划`.
fn tells_who(part: &str, is_done: bool) -> bool {
    let ends = |verbs: &[&str]| part.ends_with_any(verbs);
    match part.split_once('：') {
        Some((label, _)) => role_of(label).is_some(),
        None => ends(WHO) || is_done && ends(HOSTS),
    }
}
