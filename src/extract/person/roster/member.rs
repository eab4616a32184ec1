//! The members on one line of a roster: `李锐（县公安局局长）、赵勇（县水利局局长）`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::{COMRADE, PersonMention};
use super::name;
use crate::clause::names_a_known_body as is_known;
use crate::clause::person::behind_sex;
use crate::context;

/// Words that end a post.
static CLOSING: LazyLock<Regex> = LazyLock::new(|| {
    let ends = "秘书长|检察长|董事长|行长|校长|院长|厅长|局长|部长|省长|市长|县长|区长|州长|镇长|乡长|处长|科长|所长|站长|队长|会长|组长|社长|台长|关长|主任|书记|总经理|经理|主席|常委|\
        委员|科员|总监|总队长|支队长|政委|调研员|巡视员|负责人|总工程师|总会计师|总经济师|总规划师|参谋长|司令员|干部|专员|司长|总理|成员|助理";
    Regex::new(&format!("(?:{ends})")).expect("the pattern is one")
});

/// The maximum length of a post, in characters.
const LONGEST: usize = 40;
/// What ends the post of a member.
const STOPS: [char; 7] = ['（', '）', '；', '。', '\n', '：', '，'];

/// A line of a roster.
pub(super) struct Line<'t> {
    /// The text up to the end of the line.
    pub(super) text: &'t str,
    /// The offsets before which the source has spaces.
    pub(super) blanks: &'t [usize],
    /// Where the line begins.
    pub(super) at: usize,
}

/// A member of a group.
pub(super) struct Member<'t> {
    range: Range<usize>,
    name: &'t str,
    /// The post; empty if only the label tells it.
    pub(super) post: &'t str,
}

impl Member<'_> {
    /// The mention of a member behind the label `label`.
    pub(super) fn mention(self, label: &str) -> PersonMention {
        let post = if self.post.is_empty() { label } else { self.post };
        PersonMention {
            range: self.range,
            name: self.name.to_owned(),
            post: post.to_owned(),
            rule: "person-roster",
        }
    }
}

impl<'t> Line<'t> {
    /// The members on the line, and whether it says nothing else.
    pub(super) fn members(&self) -> (Vec<Member<'t>>, bool) {
        let mut found: Vec<Member<'t>> = Vec::new();
        // Where the list begins whose members are separated by `、` or spaces alone.
        let (mut at, mut list) = (self.at, 0);
        loop {
            let behind = self.behind_marks(at);
            if self.get(at..behind).contains(['，', '；', '。']) {
                list = found.len();
            }
            at = behind;
            let Some(member) = self.member(at) else { break };
            at = member.range.end;
            found.push(member);
        }
        let rest = self.rest(at);
        let is_whole = !rest.contains(context::is_han) || name::closes_list(rest);
        // In 文旅、公安、民政等部门 the first two are no people either.
        let kept = if is_whole { found.len() } else { list };
        let is_body = |one: &Member<'_>| is_known(&format!("{}局", one.name));
        let kept = if found.iter().any(is_body) { 0 } else { kept };
        let mut n = 0..;
        found.retain(|one| !one.post.is_empty() || n.next().is_some_and(|n| n < kept));
        (found, is_whole)
    }

    /// The member that begins at byte `at`.
    fn member(&self, at: usize) -> Option<Member<'t>> {
        let name = name::at(self, at)?;
        let end = at + name.text.len();
        let rest = self.rest(end);
        let behind = rest.strip_prefix(COMRADE).unwrap_or(rest);
        let behind = without_sex(behind).trim_start_matches(' ');
        let behind = self.text.len() - behind.len();
        let post = self.post(behind, name.is_set_off);
        if post.is_none() && !(name.is_set_off && self.stands_alone(behind)) {
            return None;
        }
        let (post, end) = post.map_or(("", end), |post| (self.get(post.clone()), post.end));
        Some(Member { range: at..end, name: name.text, post })
    }

    /// Where the post of a name that ends at byte `at` stands.
    fn post(&self, at: usize, is_set_off: bool) -> Option<Range<usize>> {
        let rest = self.rest(at);
        if let Some(note) = rest.strip_prefix('（') {
            return self.field(self.text.len() - behind_sex(note).len(), true);
        }
        let behind = self.text.len() - rest.trim_start_matches(['，', '：']).len();
        // In 钱峰，林岚县税务局局长 the post is that of the second.
        let is_next = behind > at && name::at(self, behind).is_some();
        if is_next || rest.starts_with(['、', '；', '。']) {
            return None;
        }
        self.field(behind, is_set_off)
    }

    /// The post that begins at byte `at`: up to a bracket or stop, or to the word after which
    /// another member follows.
    fn field(&self, at: usize, is_set_off: bool) -> Option<Range<usize>> {
        let within = context::first_chars(self.rest(at), LONGEST);
        let within = within.split(STOPS).next()?;
        // `王浩 县水利局局长领导小组下设办公室`: the text goes on behind the roster.
        let within = within.split("领导小组下设").next()?;
        let figure = |(n, c): &(usize, char)| c.is_ascii_digit() && self.has_blank(at + n);
        let end = within.char_indices().find(figure).map_or(within.len(), |(n, _)| n);
        let within = within.get(..end)?.trim_end();
        let ends: Vec<_> = CLOSING.find_iter(within).map(|found| at + found.end()).collect();
        let last = *ends.last()?;
        let next = ends.iter().find(|end| self.is_followed(**end, is_set_off));
        // Other lines may have been joined to this one: 县财政局局长 县直各单位主要负责人
        // 办公室设在….
        let parted = || ends.iter().find(|end| self.has_blank(**end));
        let next = next.or_else(|| (last < at + within.len()).then(parted).flatten());
        let end = if is_set_off { at + within.len() } else { last };
        Some(at..*next.unwrap_or(&end))
    }

    /// Whether a post that ends at byte `at` may be over: at a stop, or before another member.
    fn is_followed(&self, at: usize, is_set_off: bool) -> bool {
        let rest = self.rest(at).trim_start_matches(' ');
        let behind = self.text.len() - rest.len();
        let is_over = rest.is_empty() || rest.starts_with(['）', '；', '。', '，', '（']);
        is_over || name::at(self, behind).is_some_and(|next| next.is_set_off || !is_set_off)
    }

    /// Whether a name that ends at byte `at` has no post: a stop, a bracket or another name
    /// follows.
    fn stands_alone(&self, at: usize) -> bool {
        let rest = self.rest(at);
        let ends = rest.is_empty()
            || rest.starts_with(['、', '，', '；', '。', '（'])
            || name::closes_list(rest);
        ends || name::at(self, at).is_some_and(|next| next.is_set_off)
    }

    /// The place of the next member behind byte `at`: behind stops, spaces, and what brackets add
    /// to the member before, （兼）.
    fn behind_marks(&self, at: usize) -> usize {
        let rest = self.rest(at);
        let noted = rest.strip_prefix('（').and_then(|note| note.split_once('）'));
        let rest = noted.map_or(rest, |(_, rest)| rest);
        let rest = rest.strip_prefix(COMRADE).unwrap_or(rest);
        self.text.len() - rest.trim_start_matches([' ', '、', '，', '；', '。', '）']).len()
    }

    /// Whether the source has a space before byte `at`.
    pub(super) fn has_blank(&self, at: usize) -> bool {
        self.rest(at).starts_with(' ') || self.blanks.binary_search(&at).is_ok()
    }

    /// The rest of the line from byte `at`.
    pub(super) fn rest(&self, at: usize) -> &'t str {
        self.get(at..self.text.len())
    }

    fn get(&self, range: Range<usize>) -> &'t str {
        self.text.get(range).unwrap_or_default()
    }
}

/// A text without the bracket at its beginning that tells no more than somebody's sex and
/// nationality: `（女，回族）县教育局局长`.
fn without_sex(text: &str) -> &str {
    let noted = text.strip_prefix('（').and_then(|note| note.split_once('）'));
    noted.filter(|(note, _)| behind_sex(note).is_empty()).map_or(text, |(_, rest)| rest)
}
