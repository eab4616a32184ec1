//! People named with a post. Turns the normalised text into [`PersonMention`]s. Leaders in clauses
//! of responsibility are read together with these clauses instead.
//!
//! `坚决落实习近平总书记关于法治政府建设重要讲话精神` names 习近平, 总书记;
//! `组长：王清宪省长副组长：何树山副省长` is a roster that lost its spaces.

mod roster;

use std::collections::BTreeSet;
use std::ops::Range;

use crate::affix::AnyOf;
use crate::clause::person as name;
use crate::clause::person::COMRADE;
use crate::context;
use crate::lexicon::posts;
use crate::patterns::{Pattern, pattern};
use crate::rule::{Rule, here};

/// A person named in a normalised text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonMention {
    /// Name and post, in bytes of the normalised text.
    pub range: Range<usize>,
    /// The name.
    pub name: String,
    /// Post as written: 总书记, 省长.
    pub post: String,
    /// The rule that read it.
    pub rule: &'static str,
}

/// The rules of this file.
pub const RULES: &[Rule] = &[
    Rule {
        id: "person-post",
        home: here!(),
        summary: "a name with the post behind it, in running text",
        examples: &[
            "坚决落实习近平总书记关于法治政府建设重要讲话精神",
            "围绕程洋市长在推进会上提出的要求",
            "2020年9月11日，李克强总理在会议上",
        ],
        counterexamples: &[
            "各级党委书记要带头",
            "常务副市长",
            "由分管副县长任组长",
            "时任市长",
            "担任主任",
            "由安阳市委书记带队",
        ],
    },
    Rule {
        id: "person-titled",
        home: here!(),
        summary: "a post with the name behind it",
        examples: &[
            "省长王凯出席会议",
            "由副市长何树山任组长",
            "副县长何涛、钱程任副组长",
            "副县长林岚亲自抓",
        ],
        counterexamples: &[
            "市长高度重视",
            "县长任组长",
            "书记强调",
            "县长要加强调度",
            "校长、班主任任组长",
        ],
    },
    Rule {
        id: "person-roster",
        home: here!(),
        summary: "the members of a group, one after another",
        examples: &[
            "组长：王清宪省长副组长：何树山副省长成员：潘朝晖省政府秘书长罗平省科技厅厅长",
            "组长：李明（县长）",
            "链长：张建国（市委常委）",
            "组长：李明　公安局局长",
            "成员：钱程、孙立",
        ],
        counterexamples: &[
            "成员：各镇党委书记",
            "成员单位：县司法局",
            "主任：由县长兼任",
            "成员：文旅、公安、民政等部门",
        ],
    },
    Rule {
        id: "person-office",
        home: here!(),
        summary: "someone who holds a further office",
        examples: &[
            "牛弩韬同志兼任办公室主任。",
            "林岚、马志其同志任副主任。",
            "由林岚任组长，何涛、马志其任副组长。",
            "办公室主任由马志其同志兼任。",
            "副组长由林岚、马志其同志担任。",
        ],
        counterexamples: &[
            "由主要负责同志兼任主任",
            "由分管副县长任组长",
            "办公室主任由县司法局局长兼任。",
        ],
    },
];

/// Splits a leader as lists write it into name and post: `王某（常务副市长）`, `王凯省长`,
/// `县司法局局长王凯`. A post alone stands for the name as well; behind a name with the sex,
/// `王某（女）`, there may be none. Returns `None` for a name alone.
pub(crate) fn held(text: &str) -> Option<(&str, &str)> {
    let text = text.strip_suffix(COMRADE).unwrap_or(text);
    if let Some((name, note)) = text.strip_suffix('）').and_then(|inner| inner.split_once('（')) {
        return Some((name, name::behind_sex(note)));
    }
    let post = posts::last_in(text)?;
    let (before, behind) = (text.get(..post.start)?, text.get(post.end..)?);
    let held = text.get(post.clone())?;
    if name::is_behind_post(behind, held) {
        return Some((behind, text.get(..post.end)?));
    }
    let post = Some(held).filter(|_| before.is_empty() || behind.is_empty())?;
    if name::is_before_post(before, post) {
        return Some((before, post));
    }
    // 刘晓东县住建局局长: a blank between name and body was lost.
    if let Some(name) = name::with_post(text) {
        return Some((name, text.get(name.len()..)?));
    }
    behind.is_empty().then_some((text, text))
}

/// Finds the people that a normalised text names with their posts, each time they are named, in the
/// order of the text; `blanks` are the offsets before which the source has spaces, in order.
pub fn find(text: &str, blanks: &[usize]) -> Vec<PersonMention> {
    let mut mentions = roster::find(text, blanks);
    let taken: BTreeSet<usize> =
        mentions.iter().flat_map(|mention| [mention.range.start, mention.range.end]).collect();
    let is_free = |mention: &PersonMention| {
        taken.range(mention.range.start..=mention.range.end).next().is_none()
    };
    mentions.extend(posted(text).filter(is_free));
    mentions.sort_by_key(|mention| (mention.range.start, mention.range.end));
    mentions
}

/// Everything that the rules read; members of a roster appear again by their posts.
pub(super) fn all(text: &str, blanks: &[usize]) -> Vec<PersonMention> {
    roster::find(text, blanks).into_iter().chain(posted(text)).collect()
}

/// All people named with a post, including members of rosters.
fn posted(text: &str) -> impl Iterator<Item = PersonMention> {
    let found = posts::BESIDE_NAME.find_iter(text).flat_map(|post| {
        named_before(text, &post.range).into_iter().chain(named_behind(text, &post.range))
    });
    found.chain(offices(text))
}

/// Reads `王凯省长`.
fn named_before(text: &str, post: &Range<usize>) -> Option<PersonMention> {
    const NOT_OFFICES: [&str; 4] = ["负责人", "负责制", "负责同", "负总"];
    let name = name::before(text, post.start)?;
    let range = post.start - name.len()..post.end;
    let behind = text.get(post.end..)?;
    let goes_on = behind.starts_with(['办', '会', '室', '信', '联', '热', '专', '质', '令', '岗'])
        || behind.starts_with_any(&NOT_OFFICES);
    // 由安阳市委书记 names the secretary of a city.
    let is_place = text.get(post.clone()).is_some_and(|post| name::is_division(name, post));
    (!goes_on && !is_place && !context::in_title(text, range.start))
        .then(|| mention(text, name, post.clone(), range, "person-post"))
}

/// Reads `省长王凯出席`, and the others who hold the same post: `副县长高翔、马丽华任副组长`.
fn named_behind(text: &str, post: &Range<usize>) -> Vec<PersonMention> {
    let names = name::all_behind(text, post.end);
    if names.is_empty() || context::in_title(text, post.start) {
        return Vec::new();
    }
    let (mut start, mut at) = (post.start, post.end);
    let mut found = Vec::new();
    for name in names {
        let end = at + name.len();
        found.push(mention(text, name, post.clone(), start..end, "person-titled"));
        at = end + '、'.len_utf8();
        start = at;
    }
    found
}

/// The offices of a group, as they stand behind 任 and before 由.
static OFFICE: Pattern = pattern!(
    r"^(?:(?:领导小组)?办公室|[省市县区镇乡村]级|领导小组)?(?:常务|第一|执行)?副?总?(?:组长|召集人|指挥长|总指挥|指挥|主任|河长|湖长|林长|田长|路长|链长|秘书长)$"
);

/// Reads `牛弩韬同志兼任办公室主任`, `林岚、何涛任副组长`, `办公室主任由牛弩韬兼任`.
fn offices(text: &str) -> impl Iterator<Item = PersonMention> {
    context::places(text, "任").filter_map(|at| office(text, at)).flatten()
}

/// Those who hold the office behind the 任 at byte `at`, or before 由 and their names.
fn office(text: &str, at: usize) -> Option<Vec<PersonMention>> {
    let head = text.get(..at)?;
    let verb = head.strip_any_suffix(&["兼", "担"]).unwrap_or(head);
    let names = verb.strip_suffix(COMRADE).unwrap_or(verb);
    let is_comrade = names.len() < verb.len();
    let start = at + '任'.len_utf8();
    let post = context::after(text, start, &['，', '。', '；', '、', '：', '（', '\n']);
    if post.is_empty() {
        return (verb.len() < head.len()).then(|| held_through(names)).flatten();
    }
    let is_told = is_comrade && post.chars().nth(1).is_some();
    if !is_told && !OFFICE.is_match(post) {
        return None;
    }
    let held = held_by(text, names.len(), start..start + post.len());
    // In 副县长高翔、马丽华任副组长 both have the post that is named before them.
    let first = held.first()?.range.start;
    (is_comrade || !text.get(..first)?.ends_with('、')).then_some(held)
}

/// Reads `办公室主任由牛弩韬`, with which a text ends before 兼任, and several who hold one office:
/// `副组长由林岚、马志其`.
fn held_through(text: &str) -> Option<Vec<PersonMention>> {
    let names = name::before_comrade(text, text.len());
    let n_marks = names.len().checked_sub(1)?;
    let len = names.iter().map(|name| name.len()).sum::<usize>() + n_marks * '、'.len_utf8();
    let before = text.get(..text.len() - len)?.strip_suffix('由')?;
    let post = context::clause_before(before, before.len());
    let post = before.len() - post.len()..before.len();
    before.get(post.clone()).is_some_and(|post| OFFICE.is_match(post)).then_some(())?;
    let mut end = text.len();
    let mut mentions = Vec::new();
    for name in names {
        let range = end - name.len()..end;
        end = range.start.saturating_sub('、'.len_utf8());
        mentions.push(mention(text, name, post.clone(), range, "person-office"));
    }
    mentions.reverse();
    Some(mentions)
}

/// Those named before 同志 at byte `at`, each with the post.
fn held_by(text: &str, at: usize, post: Range<usize>) -> Vec<PersonMention> {
    let mut end = at;
    let mut mentions = Vec::new();
    for name in name::before_comrade(text, at) {
        let range = end - name.len()..if end == at { post.end } else { end };
        end = range.start.saturating_sub('、'.len_utf8());
        mentions.push(mention(text, name, post.clone(), range, "person-office"));
    }
    mentions.reverse();
    mentions
}

fn mention(
    text: &str,
    name: &str,
    post: Range<usize>,
    range: Range<usize>,
    rule: &'static str,
) -> PersonMention {
    let post = text.get(post).unwrap_or_default().to_owned();
    PersonMention { range, name: name.to_owned(), post, rule }
}
