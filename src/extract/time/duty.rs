//! Whether a time stands in the brackets that say who does the work, which makes it the last day:
//! `（县教育局负责，2024年完成）`.

use super::place::Place;
use crate::clause::names_a_known_body;
use crate::context;
use crate::patterns::Groups;

/// Signs that brackets say who does the work.
const WHO: &[&str] = &["单位：", "部门：", "牵头", "负责", "配合", "责任", "主办", "承办"];
/// What is done by then, behind the time.
const DONE: &[&str] = &["完成", "实施", "推进", "开展", "落实", "整改", "启用", "投用"];

impl Place<'_> {
    /// Whether the match fills a part of such brackets, behind those who do the work.
    pub(super) fn closes_a_duty(&self, found: &Groups<'_>) -> bool {
        /// How far before the match the brackets may open, in characters.
        const REACH: usize = 200;
        let rest = self.rest(found);
        let rest = DONE.iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
        let before = context::last_chars(self.text, self.start, REACH);
        let head = before.rsplit_once(['（', '〔']);
        rest.starts_with(['）', '〕', '；']) && head.is_some_and(|(text, who)| says_who(text, who))
    }
}

/// Whether a bracket behind a text says up to its last comma who does the work. Nothing but bodies
/// behind a stop may do so, too; elsewhere they may be a source.
fn says_who(text: &str, inner: &str) -> bool {
    let Some(who) =
        inner.strip_suffix(['，', '；']).filter(|who| !who.contains(['）', '〕', '。']))
    else {
        return false;
    };
    let mut names = who.split(['、', '，', '；']);
    WHO.iter().any(|word| who.contains(word))
        || text.ends_with(['。', '；', '！']) && names.all(names_a_known_body)
}
