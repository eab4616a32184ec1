//! People named with a post. Turns the normalised text into [`PersonMention`]s. Leaders in clauses
//! of responsibility are read together with these clauses instead.
//!
//! `坚决落实习近平总书记关于法治政府建设重要讲话精神` names 习近平, 总书记;
//! `组长：王清宪省长副组长：何树山副省长` is a roster that lost its spaces.

mod roster;

use std::collections::BTreeSet;
use std::ops::Range;

use crate::clause::person as name;
use crate::clause::person::COMRADE;
use crate::context;
use crate::lexicon::posts;
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
        ],
    },
    Rule {
        id: "person-titled",
        home: here!(),
        summary: "a post with the name behind it",
        examples: &["省长王凯出席会议", "由副市长何树山任组长"],
        counterexamples: &["市长高度重视", "县长任组长", "书记强调"],
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
        examples: &["牛弩韬同志兼任办公室主任。", "林岚、马志其同志任副主任。"],
        counterexamples: &["由主要负责同志兼任主任"],
    },
];

/// Splits a leader as lists write it into name and post: `王某（常务副市长）`, `王凯省长`,
/// `县司法局局长王凯`. A post alone stands for the name as well. Returns `None` for a name alone.
pub(crate) fn held(text: &str) -> Option<(&str, &str)> {
    let text = text.strip_suffix(COMRADE).unwrap_or(text);
    if let Some((name, post)) = text.strip_suffix('）').and_then(|inner| inner.split_once('（')) {
        return Some((name, post));
    }
    let post = posts::last_in(text)?;
    let (before, behind) = (text.get(..post.start)?, text.get(post.end..)?);
    if name::is_name(behind) {
        return Some((behind, text.get(..post.end)?));
    }
    let post = text.get(post).filter(|_| before.is_empty() || behind.is_empty())?;
    if name::is_name(before) {
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
    let found = posts::BESIDE_NAME
        .find_iter(text)
        .flat_map(|post| [named_before(text, &post.range), named_behind(text, &post.range)]);
    found.flatten().chain(offices(text))
}

/// Reads `王凯省长`.
fn named_before(text: &str, post: &Range<usize>) -> Option<PersonMention> {
    let name = name::before(text, post.start)?;
    let range = post.start - name.len()..post.end;
    let goes_on = text
        .get(post.end..)?
        .starts_with(['办', '会', '室', '信', '负', '联', '热', '专', '质', '令', '岗']);
    (!goes_on && !context::in_title(text, range.start))
        .then(|| mention(text, name, post.clone(), range, "person-post"))
}

/// Reads `省长王凯出席`.
fn named_behind(text: &str, post: &Range<usize>) -> Option<PersonMention> {
    let name = name::behind(text, post.end)?;
    let range = post.start..post.end + name.len();
    Some(mention(text, name, post.clone(), range, "person-titled"))
        .filter(|_| !context::in_title(text, post.start))
}

/// Reads `牛弩韬同志兼任办公室主任`, `林岚、何涛同志任副主任`.
fn offices(text: &str) -> impl Iterator<Item = PersonMention> {
    let read = |at: usize| {
        let rest = text.get(at + COMRADE.len()..)?;
        let office = ["兼任", "担任", "任"].iter().find_map(|verb| rest.strip_prefix(verb))?;
        let post = context::after(office, 0, &['，', '。', '；', '、', '：', '（', '\n']);
        let start = text.len() - office.len();
        (post.chars().count() > 1).then(|| held_by(text, at, start..start + post.len()))
    };
    context::places(text, COMRADE).filter_map(read).flatten()
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
