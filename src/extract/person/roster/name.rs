//! The name at the beginning of a member: 王浩 in `王浩　公安局局长`, `王浩公安局局长` and
//! `王浩（公安局局长）`.

use std::sync::LazyLock;

use crate::affix::AnyOf;
use crate::characters::leading_digits;

use regex::Regex;

use super::super::COMRADE;
use super::member::Line;
use crate::clause::names_a_known_body as is_known;
use crate::clause::person::{is_division, is_dotted, is_name, is_set_off_name, may_be_any_name};
use crate::context;
use crate::lexicon::divisions::{Division, provinces};

/// Words that begin a post.
static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    let regions: Vec<_> = provinces().filter_map(Division::short).collect();
    let words = "省|市|县|区|州|盟|旗|乡|镇|国家|国务院|中共|中国|党|人行|人民|政协|人大|副|常务|总|原|区委|{}|[^：。；]{0,2}(?:局|厅|委|办|部)[^：。；]{0,4}(?:长|主任)";
    Regex::new(&format!(r"\A(?:{})", words.replace("{}", &regions.join("|"))))
        .expect("the pattern is one")
});

/// The name and post of someone whose post follows without a space.
const LONGEST: usize = 40;
/// The maximum length of a name with a dot, in characters.
const LONGEST_NAME: usize = 16;

/// The name of a member.
pub(super) struct Found<'t> {
    pub(super) text: &'t str,
    /// Whether a space or stop ends it.
    pub(super) is_set_off: bool,
}

/// The name at byte `at` of a line.
pub(super) fn at<'t>(line: &Line<'t>, at: usize) -> Option<Found<'t>> {
    let set_off = dotted(line, at).or_else(|| set_off(line, at)).or_else(|| before_blank(line, at));
    let set_off = set_off.map(|text| Found { text, is_set_off: true });
    set_off.or_else(|| Some(Found { text: run_on(line.rest(at))?, is_set_off: false }))
}

/// Reads a name that a space or stop ends. In 周　明　远　副县长 only the last space does.
fn set_off<'t>(line: &Line<'t>, at: usize) -> Option<&'t str> {
    let rest = line.rest(at);
    let names = [2, 3, 4].map(|n| context::first_chars(rest, n));
    let is_over = |name: &&&str| {
        is_set_off_name(name) && (line.has_blank(at + name.len()) || is_at_stop(rest, name))
    };
    let begins_post = |name: &&&str| {
        let behind = rest.get(name.len()..).unwrap_or_default();
        is_at_stop(rest, name) || OPENING.is_match(behind.trim_start_matches(' '))
    };
    let mut over = names.iter().filter(is_over);
    let first = over.clone().next();
    over.find(begins_post).or(first).copied()
}

/// Whether a stop, a bracket or 同志 follows the name at the beginning of a text, or nothing.
fn is_at_stop(text: &str, name: &str) -> bool {
    let behind = text.get(name.len()..).unwrap_or_default();
    behind.is_empty()
        || behind.starts_with(['（', '，', '：', '、', '；', '。'])
        || behind.starts_with(COMRADE)
        || closes_list(behind)
}

/// Whether a text ends a list that names only some of its members: 等, 等同志, 等5人.
pub(super) fn closes_list(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('等') else { return false };
    let rest = leading_digits(rest).1;
    let rest = rest.strip_any_prefix(&[COMRADE, "名同志", "位同志", "人"]).unwrap_or(rest);
    rest.is_empty() || rest.starts_with(['。', '；', '，', '）'])
}

/// Reads 阿依古丽·买买提.
fn dotted<'t>(line: &Line<'t>, at: usize) -> Option<&'t str> {
    let near = context::first_chars(line.rest(at), LONGEST_NAME);
    let end = near.find(|c| !context::is_han(c) && c != '·').unwrap_or(near.len());
    let blank = line.blanks.partition_point(|blank| *blank <= at);
    let end = line.blanks.get(blank).map_or(end, |blank| end.min(blank - at));
    near.get(..end).filter(|name| is_dotted(name))
}

/// Reads a name of any surname that a space or a bracket ends before a post:
/// `艾克拜尔　县委副书记`, `扎西顿珠（县长）`.
fn before_blank<'t>(line: &Line<'t>, at: usize) -> Option<&'t str> {
    /// The maximum length of such a name, in characters.
    const MOST: usize = 6;
    let rest = line.rest(at);
    let names = (2..=MOST).map(|n| context::first_chars(rest, n));
    let behind = |name: &str| rest.get(name.len()..).unwrap_or_default();
    let is_over = |name: &&str| line.has_blank(at + name.len()) || behind(name).starts_with('（');
    let name = names.into_iter().find(is_over)?;
    let behind = behind(name).trim_start_matches([' ', '（']);
    // 桥头　镇长: the head of a place.
    let is_of_place = behind.starts_with_any(&["镇长", "乡长", "村长", "村支"]);
    (OPENING.is_match(behind) && !is_of_place && may_be_any_name(name)).then_some(name)
}

/// Reads a name behind which the post begins at once.
fn run_on(text: &str) -> Option<&str> {
    let near = context::first_chars(text, LONGEST);
    let names = [3, 2, 4].map(|n| context::first_chars(text, n));
    let behind = |name: &str| near.get(name.len()..).unwrap_or_default();
    let is_name =
        |name: &&&str| is_name(name) && near.len() > name.len() && !is_division(name, behind(name));
    let names = || names.iter().filter(is_name).copied();
    let known = names().find(|name| is_known(body(behind(name))));
    if known.is_none() && is_known(body(near)) {
        return None;
    }
    known.or_else(|| names().find(|name| OPENING.is_match(behind(name)))).or_else(|| names().next())
}

/// What precedes the title of the first post in a text: 公安局 in 公安局副局长.
fn body(text: &str) -> &str {
    const HEADS: [&str; 6] = ["局长", "主任", "部长", "厅长", "书记", "院长"];
    let end = HEADS.iter().filter_map(|head| text.find(head)).min().unwrap_or_default();
    let body = text.get(..end).unwrap_or_default();
    body.trim_end_matches('副')
}
