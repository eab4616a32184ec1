//! Brackets that contain nothing but names: `（市教育局、市一中）`.

use std::ops::Range;

use crate::clause::ClausePart;
use crate::clause::names::{self, Name};
use crate::clause::reader::{Parsed, says_when};
use crate::context::is_han;
use crate::lexicon::levels::begins_with_level;
use crate::model::Role;

/// Reads a bracket that contains only names: at least one known name after a stop,
/// `…增加行政许可条件和程序。（工商总局、中央编办）`, or only known names at the end of the block.
pub(super) fn bare(
    text: &str,
    inner: Range<usize>,
    open: usize,
    block: Range<usize>,
) -> Option<Parsed> {
    let behind_stop = text.get(..open)?.ends_with(['。', '；', '！']);
    let at_end =
        text.get(inner.end..block.end)?.chars().all(|c| matches!(c, '）' | '〕' | '。' | '；'));
    if !behind_stop && !at_end {
        return None;
    }
    let names: Vec<Name> =
        names::names(text, inner).into_iter().filter(|name| !says_when(&name.text)).collect();
    let is_list = behind_stop && at_end && names.first().is_some_and(begins_list);
    let may_be = |name: &Name| names::is_name(&name.text) || is_list && is_short_word(&name.text);
    if names.is_empty() || !names.iter().all(may_be) {
        return None;
    }
    let is_known = |name: &Name| names::is_known(&name.text);
    let is_class = |name: &Name| name.text.starts_with('各') || name.text.ends_with("成员单位");
    let is_office = |name: &Name| {
        ["股", "科", "大队", "中队", "支队", "分局"].iter().any(|end| name.text.ends_with(end))
    };
    let are_offices = names.len() > 1 && names.iter().all(is_office);
    let any_known = names.iter().any(is_known);
    // After just a name, the bracket says where the named person belongs: 张三（县民政局）.
    let own = text.get(block.start..open)?;
    let says_more = || {
        own.is_empty()
            || own.contains(|c: char| matches!(c, '，' | '。' | '；') || c.is_ascii_digit())
    };
    // 报市住建局（市人防办）: the other name of the body before it.
    if !behind_stop && names::names_a_body(own).is_some() {
        return None;
    }
    let is_levelled =
        |name: &Name| begins_with_level(&name.text) && names::is_a_body_by_its_end(&name.text);
    let are_bodies = are_offices || names.iter().all(is_levelled);
    let holds = behind_stop && (any_known || names.iter().any(is_class) || at_end && are_bodies)
        || at_end
            && any_known
            && names.iter().all(|name| is_known(name) || is_class(name))
            && says_more();
    let part =
        ClausePart { role: Role::Responsible, cue: String::new(), names, rule: "clause-names" };
    holds.then(|| (vec![part], Vec::new()))
}

/// Whether a name can only begin a list of bodies, of which others may be unknown:
/// `市教育局、市一中`.
fn begins_list(name: &Name) -> bool {
    begins_with_level(&name.text)
        && names::is_known(&name.text)
        && names::is_a_body_by_its_end(&name.text)
}

/// Whether a text is a word that may be an unknown name: 市一中, 新华书店; not a known one with what
/// it does, 市司法局会签.
fn is_short_word(text: &str) -> bool {
    /// The maximum length of such a name, in characters.
    const LONGEST: usize = 8;
    let mut heads = text.char_indices().skip(1).filter_map(|(at, _)| text.get(..at));
    text.chars().nth(LONGEST).is_none()
        && text.chars().all(is_han)
        && !heads.any(names::is_known)
        && !text.contains('的')
        && !names::begins_as_a_task(text)
}
