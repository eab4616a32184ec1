//! Signs of responsibility: the words of the table, `X单位：`, and brackets at the end of an item
//! that contain a body.
//!
//! The grammar is built from the same table, so none of its words goes unnoticed. Two signs need no
//! known word: a label with the usual ending (`会商单位：`), and a bracket at the end of an item
//! that says something about a body (`（县司法局会签）`) or names one behind a title
//! (`《戒毒条例》（戒毒管理局）`).

use std::ops::Range;
use std::sync::LazyLock;

use super::coverage::Places;
use super::{Around, Reason, Search};
use crate::affix::AnyOf;
use crate::clause::{
    WHO, names_a_body, names_a_person, names_a_system, names_a_unit, person, who_end,
};
use crate::context::{clause_before, first_chars, is_han, last_chars, places};
use crate::diagnostic::Sign;
use crate::lexicon::levels::begins_with_level;
use crate::lexicon::posts;
use crate::lexicon::roles::{self, Stands};
use crate::message;
use crate::words::{Found, Words};

/// Labels of those who are responsible for nothing.
const OTHER_LABELS: &[&str] = &[
    "联系", "报送", "填报", "填表", "申报", "申请", "主送", "抄送", "发布", "公开", "起草", "印发",
    "发文", "收文", "制定", "编制", "成员", "法定代表", "受理", "来文", "发言", "主持", "出席",
    "经办", "推荐", "制表", "校对", "审核人", "复核人", "审批人", "签发", "录入",
];

/// The label of the members of a group.
const MEMBERS: &str = "成员单位：";

/// What units are called because of their role.
const ROLES: &[&str] = &["单位", "部门", "机构", "机关", "主体"];

/// The maximum length of what a bracket says about a body, in characters.
const LONGEST_WORD: usize = 6;

/// How many characters after a sign may belong to it.
const REACH: usize = 80;

/// The minimum length of a bracket that says who is responsible, in characters.
const SHORTEST_BRACKET: usize = 4;

/// Its maximum length, in characters.
const LONGEST_BRACKET: usize = 200;

pub(super) fn search() -> Search {
    Search { sign: Sign::Cue, find, reason: cue }
}

/// Finds the signs, in the order of the text.
fn find(text: &str) -> Vec<Range<usize>> {
    let mut found = labels(text);
    let labels = Places::new(found.clone());
    let words = words(text);
    found.extend(words.into_iter().filter(|word| !labels.touch(word)));
    let all = Places::new(found.clone());
    found.extend(brackets(text).into_iter().filter(|bracket| !all.touch(bracket)));
    found.sort_by_key(|range| range.start);
    found
}

/// What looks like a label, with its colon.
fn labels(text: &str) -> Vec<Range<usize>> {
    /// How many characters before the ending of a label belong to the sign.
    const OWN: usize = 2;
    let label = |colon: usize| {
        let before = text.get(..colon)?;
        let end = who_end(before)?;
        let head = before.strip_suffix(end)?;
        let of_label = |c: &char| is_han(*c) || "）)/".contains(*c);
        let own: usize = match WHO.contains(&end) {
            true => head.chars().rev().take(OWN).take_while(of_label).map(char::len_utf8).sum(),
            // The ending is a label by itself.
            false => return Some(head.len()..colon + '：'.len_utf8()),
        };
        (own > 0).then_some(head.len() - own..colon + '：'.len_utf8())
    };
    places(text, "：").filter_map(label).collect()
}

/// Words that say who is responsible anywhere, and those that do so at the end of a bracket or
/// after 由 and a body.
fn words(text: &str) -> Vec<Range<usize>> {
    static WORDS: LazyLock<(Words, Vec<bool>)> = LazyLock::new(|| {
        let said = || {
            roles::role_words()
                .iter()
                .filter(|one| one.can_be(Stands::Verb) || one.can_be(Stands::Prose))
        };
        let everywhere = said().map(|one| one.can_be(Stands::Prose)).chain([true]).collect();
        (Words::new(said().map(|one| one.word).chain(["会同"])), everywhere)
    });
    let (words, everywhere) = &*WORDS;
    let is_sign = |found: &Found| {
        everywhere.get(found.n).is_some_and(|always| *always) || {
            let after = text.get(found.range.end..).unwrap_or_default();
            let closes = after.starts_with(['）', '〕', '，', '；', '｜'])
                && super::in_clause(text, found.range.start);
            closes || by_a_body(text, found.range.start)
        }
    };
    words.find_iter(text).filter(is_sign).map(|found| found.range).collect()
}

/// Whether 由 and a body precede a place: `由县司法局`.
fn by_a_body(text: &str, at: usize) -> bool {
    let before = clause_before(text, at);
    before
        .rsplit_once('由')
        .is_some_and(|(_, name)| !name.is_empty() && names_a_body(name) == Some(name))
}

/// Brackets at the end of a line with a piece that begins with a body and says something short
/// about it.
fn brackets(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let found = text.split('\n').filter_map(|line| {
        let at = start;
        start += line.len() + 1;
        let (bracket, inner) = closing_bracket(line).filter(|(_, inner)| !is_contact(inner))?;
        // 7236082（县人社局） is whom to call.
        let is_called = line.get(..bracket)?.ends_with(|c: char| c.is_ascii_digit());
        // 《戒毒条例》（戒毒管理局）
        let is_behind_title = || line.get(..bracket).is_some_and(|own| own.ends_with('》'));
        let are_bodies = || inner.split('、').all(|name| names_a_body(name) == Some(name));
        let holds = !is_called
            && (inner.split(['，', '；']).any(|piece| word_of_a_body(piece).is_some())
                || is_behind_title() && are_bodies());
        holds.then_some(at + bracket..at + line.len())
    });
    found.collect()
}

/// Whether a bracket tells how to reach an office: `（办公室设在县水利局，联系电话：…）`.
fn is_contact(inner: &str) -> bool {
    inner.contains_any(&["电话", "邮箱"])
}

/// The bracket at the end of a line, possibly before a stop: where it begins, and what it contains.
fn closing_bracket(line: &str) -> Option<(usize, &str)> {
    let inner = line.strip_suffix(['。', '；']).unwrap_or(line).strip_suffix(['）', '〕'])?;
    let mut back = inner.char_indices().rev();
    let (n, (open, c)) = back
        .by_ref()
        .take(LONGEST_BRACKET + 1)
        .enumerate()
        .find(|(_, (_, c))| matches!(c, '（' | '）' | '〔' | '〕'))?;
    let held = inner.get(open + c.len_utf8()..)?;
    let holds = matches!(c, '（' | '〔') && n >= SHORTEST_BRACKET;
    holds.then(|| {
        (open, held.trim_start_matches(['（', '〔']).trim_end_matches(['）', '〕', '。', '；']))
    })
}

/// The unknown word after the names with which a piece begins: 会签 in `县司法局、县财政局会签`.
fn word_of_a_body(piece: &str) -> Option<&str> {
    let last = piece.rsplit(['、', '和']).next()?;
    let n_chars = last.chars().count();
    let ends = last
        .char_indices()
        .map(|(at, _)| at)
        .skip(n_chars.saturating_sub(LONGEST_WORD))
        .filter(|at| *at > 0);
    ends.map(|at| last.split_at(at))
        .find(|(name, _)| names_a_body(name) == Some(*name))
        .map(|(_, word)| word)
}

fn cue(around: &Around<'_>) -> Reason {
    let verb_closes = !around.sign.ends_with('：')
        && (around.after.starts_with(['）', '〕'])
            || around.in_clause && around.after.starts_with(['，', '；']));
    match () {
        () if around.in_title => Reason::Note(message!("passed-in-title")),
        () if is_of_legend(around) => Reason::Note(message!("passed-legend")),
        () if around.sign.starts_with(['（', '〔']) => {
            Reason::Doubt(message!("doubt-bracket-unread", sign = around.sign))
        }
        () if around.sign == "会同" && around.goes_on(&["意"]) => {
            Reason::Note(message!("passed-part-of-word"))
        }
        () if around.goes_on(&["同志", "任", "干部", "领导", "的态度"])
            || names_a_person(around.after)
            || names_a_system(around.after) =>
        {
            Reason::Note(message!("passed-part-of-word"))
        }
        () if around.sign.ends_with('：') => label(around),
        () if heads_columns(around.after) => {
            Reason::Doubt(message!("doubt-clause-unread", sign = around.sign))
        }
        () if ROLES
            .iter()
            .any(|unit| around.after.trim_start_matches(['）', '〕']).starts_with(unit)) =>
        {
            Reason::Note(message!("passed-by-role"))
        }
        () if tells_which(around.after) => Reason::Note(message!("passed-which")),
        () if verb_closes => Reason::Doubt(message!("doubt-clause-unread", sign = around.sign)),
        () => match body_before(around.before)
            .or_else(|| post_before(around.before))
            .or_else(|| unlisted_before(around.before))
        {
            Some(name) => {
                Reason::Doubt(message!("doubt-duty-unread", name = name, sign = around.sign))
            }
            None => match kind_before(around.before)
                .filter(|_| around.sign == "负责" && !around.after.starts_with('的'))
            {
                Some(name) => Reason::Doubt(message!("doubt-kind-unread", name = name)),
                None => Reason::Note(message!("passed-none-before")),
            },
        },
    }
}

/// The body that a piece of prose ends with, with a word of two characters on how it acts or
/// without: 县财政局 in `县财政局悉心`.
fn body_before(prose: &str) -> Option<&str> {
    names_a_body(prose).or_else(|| {
        let manner = last_chars(prose, prose.len(), 2);
        let body = names_a_body(prose.strip_suffix(manner)?)?;
        let is_one = begins_with_level(body);
        (is_one && manner.chars().all(is_han) && !manner.starts_with('的')).then_some(body)
    })
}

/// What stands behind 由 at the end of a piece of prose, if it names a post: 周明远、李德副县长 in
/// `整改由周明远、李德副县长`.
fn post_before(prose: &str) -> Option<&str> {
    /// The maximum length of posts with the names of their holders, in characters.
    const LONGEST: usize = 16;
    let (_, by) = prose.rsplit_once('由')?;
    let is_short = by.chars().nth(LONGEST).is_none() && by.chars().all(|c| is_han(c) || c == '、');
    (is_short && !by.contains('的') && posts::BESIDE_NAME.are_in(by)).then_some(by)
}

/// The name of a body that no table has, if nothing but it and others stands before a sign,
/// `长江海事局`, `由长江海事局`, or else a body of a list that ends with a name that is none:
/// 县财政局 in `县财政局、中华保险`.
fn unlisted_before(before: &str) -> Option<&str> {
    /// How long such a name is, in characters.
    const LENGTH: std::ops::RangeInclusive<usize> = 4..=10;
    let last = before.rsplit(['、', '由', '）', '.']).next()?;
    let is_one = LENGTH.contains(&last.chars().count())
        && last.ends_with(['局', '厅'])
        && last.chars().all(is_han)
        && names_a_unit(last);
    let is_sure = |one: &&str| begins_with_level(one) && names_a_body(one) == Some(*one);
    is_one.then_some(last).or_else(|| before.rsplit('、').skip(1).find(is_sure))
}

/// Whether a sign and the next label stand side by side, as in the header of a table that a copy
/// ran together: `牵头单位配合单位`.
fn heads_columns(after: &str) -> bool {
    const UNITS: [&str; 2] = ["单位", "部门"];
    let Some(next) = after.strip_any_prefix(&UNITS) else { return false };
    let mut words = roles::standing(Stands::Label).filter_map(|one| next.strip_prefix(one.word));
    words.any(|rest| rest.starts_with_any(&UNITS))
}

/// What bodies or people of a kind are called that stand alone before a sign or behind 由:
/// 公园管理机构, `设施由燃气用户`.
fn kind_before(before: &str) -> Option<&str> {
    /// How long such a name is, in characters.
    const LENGTH: std::ops::RangeInclusive<usize> = 4..=12;
    const UNITS: [&str; 4] = ["机构", "企业", "公司", "单位"];
    const PEOPLE: [&str; 3] = ["用户", "业主", "产权人"];
    let by = before.rsplit_once('由').map(|(_, kind)| kind);
    let kind = by.unwrap_or(before);
    let is_unit = || {
        kind.ends_with_any(&UNITS) && LENGTH.contains(&kind.chars().count()) && names_a_unit(kind)
    };
    let is_one = || kind.ends_with_any(&PEOPLE) && kind.chars().nth(12).is_none();
    let is_kind = kind.chars().all(is_han)
        && !kind.contains(['的', '各', '对', '为', '本'])
        && (is_unit() || by.is_some() && is_one());
    is_kind.then_some(kind)
}

/// Whether a line explains what signs mean, `★牵头 △配合`, without naming a body.
fn is_of_legend(around: &Around<'_>) -> bool {
    const SIGNS: [char; 13] = ['★', '☆', '▲', '△', '▼', '▽', '●', '○', '◎', '◆', '◇', '■', '□'];
    let text = around.text;
    // A legend is short; a longer line is none.
    let before = last_chars(text, around.range.start, REACH);
    let start = around.range.start - before.rsplit('\n').next().unwrap_or_default().len();
    let line = first_chars(text.get(start..).unwrap_or_default(), REACH + 1)
        .split('\n')
        .next()
        .unwrap_or_default();
    let is_signed = line.chars().nth(REACH).is_none() && line.contains(SIGNS);
    let is_labelled = around.sign.ends_with('：') && !around.after.starts_with(SIGNS);
    is_signed && !is_labelled && names_a_body(around.before).is_none()
}

/// Whether the clause leads to those whom it describes: 承担行政执法职能的部门.
fn tells_which(after: &str) -> bool {
    let clause = near(after).split(['，', '。', '；', '\n']).next().unwrap_or_default();
    let units = ROLES.iter().chain(&["企业", "人员"]);
    // 主体责任 is what somebody is responsible for.
    let names = |rest: &str| {
        !rest.starts_with("主体责任") && units.clone().any(|unit| rest.starts_with(unit))
    };
    clause.split('的').skip(1).any(names)
}

/// The part of the text after a sign that may belong to it.
fn near(after: &str) -> &str {
    let end = after.char_indices().nth(REACH).map_or(after.len(), |(at, _)| at);
    after.get(..end).unwrap_or_default()
}

/// The text after a label, up to the end of its clause.
fn behind(after: &str) -> &str {
    near(after).split(['，', '。', '；', '、', '\n', '）', '〕']).next().unwrap_or_default()
}

/// Why a label was not read.
fn label(around: &Around<'_>) -> Reason {
    let whole = format!("{}{}", around.before, around.sign);
    let is_other = OTHER_LABELS.iter().any(|word| whole.trim_end_matches('：').contains(word));
    let behind = behind(around.after);
    let is_known = roles::role_words().iter().any(|one| around.sign.contains(one.word));
    let is_body = || names_a_body(behind) == Some(behind);
    let leads = around.sign.ends_with("领导：") && person::is_name(behind);
    // The members of a group in the clause of an item, without anybody who leads them.
    let is_clause = around.in_clause && around.sign == MEMBERS && is_body();
    match () {
        () if is_other && !is_clause => Reason::Note(message!("passed-other-label")),
        () if is_known || leads || is_body() => {
            Reason::Doubt(message!("doubt-clause-unread", sign = around.sign))
        }
        () => Reason::Note(message!("passed-none-behind")),
    }
}
