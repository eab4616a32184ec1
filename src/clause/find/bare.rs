//! Brackets that contain nothing but names: `（市教育局、市一中）`.

use std::ops::Range;

use super::has_cue;
use crate::affix::AnyOf;
use crate::bracket::split;
use crate::clause::ClausePart;
use crate::clause::names::{self, Name};
use crate::clause::person;
use crate::clause::prose::shared;
use crate::clause::reader::{Parsed, by_role, says_when};
use crate::clause::verb::ends_in_verb;
use crate::context::is_han;
use crate::lexicon::endings;
use crate::lexicon::levels::begins_with_level;
use crate::lexicon::verbs::begin_title;
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
    let in_mid_block = !behind_stop && !at_end;
    let is_title = || ends_title(text, open, inner.end, &block);
    // 各类学校为主 says whom the work is mainly for.
    let is_scope = text.get(inner.clone())?.ends_with("为主");
    if is_scope || in_mid_block && !ends_a_part(text, inner.end, &block) && !is_title() {
        return None;
    }
    let others = || headed(text, inner.clone()).or_else(|| sharing(text, inner.clone()));
    let parts = list(text, inner.clone(), open, &block, (behind_stop, at_end))
        .or_else(|| (behind_stop && at_end).then(others)?)?;
    Some((parts, Vec::new()))
}

/// Reads a list of nothing but names.
fn list(
    text: &str,
    inner: Range<usize>,
    open: usize,
    block: &Range<usize>,
    (behind_stop, at_end): (bool, bool),
) -> Option<Vec<ClausePart>> {
    let in_mid_block = !behind_stop && !at_end;
    let is_part = in_mid_block && ends_a_part(text, inner.end, block);
    let is_divided = behind_stop && text.get(inner.clone()).is_some_and(names::is_divided);
    let names: Vec<Name> =
        names::names(text, inner).into_iter().filter(|name| !says_when(&name.text)).collect();
    let is_list = behind_stop && at_end && names.first().is_some_and(begins_list);
    let may_be = |name: &Name| names::is_name(&name.text) || is_list && is_short_word(&name.text);
    if names.is_empty() || !names.iter().all(may_be) {
        return None;
    }
    // 报市住建局（市人防办）: the other name of the body before it.
    let own = text.get(block.start..open)?;
    // 重点项目 says which, and is not what the copy left of 重点项目办.
    let is_restored = |name: &Name| name.text.len() > name.range.len();
    let is_other = || names::names_a_body(own).is_some() || is_number_to_call(own);
    if !behind_stop && (is_other() || names.iter().any(is_restored)) {
        return None;
    }
    // A bracket of nothing but places says where: 新增学位（县一中）.
    let says_who = || says_what_is_done(own) && !names.iter().all(is_a_place);
    let are_told = || at_end && (are_bodies(&names) || names.iter().all(is_open_class));
    let holds = behind_stop && (any_sure(&names) || are_told())
        || is_divided && names.iter().all(|name| names::can_act(&name.text))
        || at_end
            && are_sure(&names)
            && (says_more(own) || says_who() && !own.starts_with_any(&SETS_UP))
        || in_mid_block && are_sure(&names) && (is_part && says_what_is_done(own) || says_who());
    let part = ClausePart::plain(Role::Responsible, names, "clause-names");
    holds.then(|| by_role(text, part))
}

/// Whether a text ends with the number of somebody to call: `联系电话：7236082`; the last seven
/// digits of 总投资12000000 are none.
fn is_number_to_call(own: &str) -> bool {
    const CALLS: [&str; 5] = ["电话", "热线", "传真", "手机", "号码"];
    let rest = own.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '、'));
    let number = own.get(rest.len()..).unwrap_or_default();
    let is_area = number.starts_with('0') && number.contains('-');
    let is_mobile = number.len() == 11 && number.starts_with('1');
    let rest = rest.trim_end_matches(['：', '为', '是']);
    !number.is_empty() && (is_area || is_mobile || rest.ends_with_any(&CALLS))
}

/// Reads leaders before a list of bodies: `王建国；县教育局、县财政局`.
fn headed(text: &str, inner: Range<usize>) -> Option<Vec<ClausePart>> {
    let (people, bodies) = text.get(inner.clone())?.split_once('；')?;
    let start = inner.end - bodies.len();
    let people = names::names(text, inner.start..inner.start + people.len());
    let bodies = names::names(text, start..inner.end);
    let are_people = !people.is_empty() && people.iter().all(|one| is_leader(&one.text));
    let leaders = ClausePart::plain(Role::Leader, people, "clause-names");
    let part = ClausePart::plain(Role::Responsible, bodies, "clause-names");
    (are_people && are_sure(&part.names)).then(|| [vec![leaders], by_role(text, part)].concat())
}

/// Whether a text is the name of a person rather than that of a river or a road: 卫河, 高铁.
fn is_leader(text: &str) -> bool {
    const PLACES: [char; 8] = ['河', '江', '湖', '渠', '沟', '库', '路', '街'];
    person::acts_alone(text) && !text.ends_with(PLACES)
}

/// Reads bodies of which each has a part of the responsibility:
/// `各乡镇落实主体责任，县教育局落实监管责任`.
fn sharing(text: &str, inner: Range<usize>) -> Option<Vec<ClausePart>> {
    let parts = split(text.get(inner.clone())?, &['，', '；']);
    let part = |part: Range<usize>| {
        let range = inner.start + part.start..inner.start + part.end;
        let (role, names) = shared(text, range)?;
        Some(ClausePart::plain(role, names, "clause-names"))
    };
    parts.into_iter().map(part).collect()
}

/// Whether a bracket that closes at `close` ends a part of a block in which each part has one:
/// `推行网办（县数据局）。推行通办（县税务局）。`
fn ends_a_part(text: &str, close: usize, block: &Range<usize>) -> bool {
    let rest = text.get(close..block.end).unwrap_or_default();
    let rest = rest.strip_prefix(['）', '〕']).unwrap_or(rest);
    let last = rest.rfind(['（', '〔']).and_then(|at| rest.split_at_checked(at));
    // A clause at the end says who does all of it.
    let is_whole = |(before, clause): (&str, &str)| before.ends_with('。') || has_cue(clause);
    rest.starts_with(['。', '；', '，'])
        && rest.trim_end_matches(['。', '；']).ends_with(['）', '〕'])
        && !last.is_some_and(is_whole)
}

/// Words for setting up a body, who belongs to which a bracket says.
const SETS_UP: [&str; 3] = ["成立", "设立", "组建"];

/// Whether a bracket from `open` to `close` ends the first sentence of a block, its title, which
/// says what is done: `建设人行天桥（县住建局）。新建2座。` Who belongs to what is set up does not
/// answer for it, and another bracket may say who does.
fn ends_title(text: &str, open: usize, close: usize, block: &Range<usize>) -> bool {
    let title = text.get(block.start..open).unwrap_or_default();
    let rest = text.get(close..block.end).unwrap_or_default();
    rest.starts_with("）。")
        && !rest.contains(['（', '〔'])
        && !title.contains(['。', '；', '，', '（'])
        && !title.starts_with_any(&SETS_UP)
        && begin_title(title)
}

/// Whether the part before the bracket says what is done, rather than who is meant.
fn says_what_is_done(own: &str) -> bool {
    own.rsplit(['。', '；', '，']).next().is_some_and(begin_title)
}

/// Whether a body is known, by the name before its bracket too: 县发改委（县粮食局）.
fn is_known(name: &Name) -> bool {
    names::is_known(&name.text) || names::is_known(without_note(&name.text))
}

/// A name without what else its body is called, or its role, in brackets.
fn without_note(name: &str) -> &str {
    let note = name.strip_suffix('）').and_then(|name| name.split_once('（'));
    let is_note = |note: &str| names::is_own_role(note) || names::is_alias(note);
    note.filter(|(_, note)| note.split('、').all(is_note)).map_or(name, |(name, _)| name)
}

fn is_class(name: &Name) -> bool {
    name.text.starts_with('各')
        || name.text.ends_with("成员单位")
        || name.text.contains('各') && names::tells_whose(&name.text)
}

/// Whether a name is that of a class of bodies of which it is not said who belongs to it: 相关企业.
fn is_open_class(name: &Name) -> bool {
    names::is_open(&name.text) && endings::OF_CLASS.close(&name.text)
}

fn any_sure(names: &[Name]) -> bool {
    names.iter().any(|name| is_known(name) || is_class(name))
}

/// Whether one name is known, and all others are or are classes.
fn are_sure(names: &[Name]) -> bool {
    names.iter().any(is_known) && names.iter().all(|name| is_known(name) || is_class(name))
}

/// Whether names that are not known are all those of bodies by their level and ending, or of
/// several offices of one body.
fn are_bodies(names: &[Name]) -> bool {
    let is_office =
        |name: &Name| name.text.ends_with_any(&["股", "科", "大队", "中队", "支队", "分局"]);
    let is_levelled = |name: &Name| {
        let name = without_note(&name.text);
        begins_with_level(name) && names::is_a_body_by_its_end(name)
    };
    names.len() > 1 && names.iter().all(is_office) || names.iter().all(is_levelled)
}

/// Whether a name may be that of the place where something is done or of whom it is done for,
/// rather than of who does it: `支持企业（县供电公司）`, `开展义诊（县医院）`.
fn is_a_place(name: &Name) -> bool {
    const ENDS: [&str; 10] =
        ["公司", "集团", "医院", "学校", "中学", "小学", "学院", "大学", "中心", "馆"];
    name.text.ends_with_any(&ENDS)
        || name.text.starts_with('原')
        || !names::ends_as_a_body(without_note(&name.text))
}

/// Whether there is more than a name before the bracket. After just a name, the bracket says where
/// the named person belongs: 张三（县民政局）.
fn says_more(own: &str) -> bool {
    own.is_empty() || own.contains(|c: char| matches!(c, '，' | '。' | '；') || c.is_ascii_digit())
}

/// Whether a name can only begin a list of bodies, of which others may be unknown:
/// `市教育局、市一中`.
fn begins_list(name: &Name) -> bool {
    let is_body = || names::is_known(&name.text) && names::is_a_body_by_its_end(&name.text);
    begins_with_level(&name.text) && (is_class(name) || is_body())
}

/// Whether a text is a word that may be an unknown name: 市一中, 新华书店; not a known one with
/// what it does, 市司法局会签.
fn is_short_word(text: &str) -> bool {
    /// The maximum length of such a name, in characters.
    const LONGEST: usize = 8;
    text.chars().nth(LONGEST).is_none()
        && text.chars().all(is_han)
        && !names::begins_with_known(text)
        && !text.contains('的')
        && !ends_in_verb(text)
        && !names::begins_as_a_task(text)
}
