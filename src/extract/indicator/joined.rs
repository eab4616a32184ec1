//! The last of the things that a clause lists before a number, or several of them if they share it:
//! `报备率、报备及时率均`, `拆除危旧房、残垣断壁`.

use super::dated::without_comparison;
use super::measure::{clean, without_leading, without_number, without_trailing};
use super::operator::COUNTING;
use crate::context;
use crate::lexicon::verbs;

/// Conjunctions before the last of a list.
pub(super) const AND: [&str; 4] = ["以及", "和", "及", "与"];
/// Verbs of what is counted that do not belong to its name.
const HELD: [&str; 3] = ["开展", "举办", "组织"];
/// Last characters of the names of what is measured.
const MEASURED: &[char] = &['率', '量', '值', '额', '积', '度', '比', '重', '例'];
/// How long a part of the name of several things may be, in characters.
const PART: usize = 12;

/// The part of a clause that names what its last number counts or measures.
pub(super) fn last(clause: &str) -> &str {
    let several = || rates(clause).or_else(|| objects(clause)).or_else(|| parts(clause));
    several().unwrap_or_else(|| last_piece(clause))
}

/// The last part of a clause that lists several. A mark within quotes or brackets does not separate
/// parts: 学校食堂“互联网+明厨、亮灶”覆盖率. An unclosed bracket does if a name follows it.
fn last_piece(clause: &str) -> &str {
    let clause = behind_stray(behind_stray(clause, '“', '”'), '（', '）');
    let mut n_closed = 0_usize;
    for (at, c) in clause.char_indices().rev() {
        match c {
            '”' | '）' => n_closed += 1,
            '“' | '（' if n_closed > 0 => n_closed -= 1,
            '、' | '（' if n_closed == 0 => {
                let piece = clause.get(at + c.len_utf8()..).unwrap_or(clause);
                // 管理层级（原则上控制在三级以内）
                if c == '、' || !clean(piece).is_empty() {
                    return piece;
                }
            }
            _ => {}
        }
    }
    clause
}

/// The text after the last closing mark whose opening mark is not in the clause.
fn behind_stray(clause: &str, open: char, close: char) -> &str {
    let (mut n_open, mut end) = (0_usize, 0);
    for (at, c) in clause.char_indices() {
        if c == open {
            n_open += 1;
        } else if c == close {
            end = if n_open == 0 { at + c.len_utf8() } else { end };
            n_open = n_open.saturating_sub(1);
        }
    }
    clause.get(end..).unwrap_or(clause)
}

/// The things at the end of a clause that share a verb or a number:
/// `拆除危旧房、残垣断壁`, `新建、改扩建幼儿园`, `化肥、农药使用量均`.
fn objects(clause: &str) -> Option<&str> {
    let list = without_number(without_leading(without_trailing(clause)));
    let start = clause.rfind(list)?;
    if shares(clause, list) {
        return clause.get(start..);
    }
    let verb = match HELD.iter().any(|verb| clause.get(..start).is_some_and(|c| c.ends_with(verb)))
    {
        true => 0,
        false => COUNTING.leading(list).map(|(_, len)| len)?,
    };
    let mut pieces = list.split('、');
    let first = pieces.next()?;
    let n = list.matches('、').count();
    let is_thing = |piece: &str| {
        COUNTING.leading(piece).is_none() && !piece.ends_with(['率', '度', '重', '比'])
    };
    let last = list.rsplit('、').next()?;
    let plain = !list.contains(|c: char| c.is_ascii_digit() || "（）“”".contains(c));
    let of_verbs = first.len() == verb && n == 1 && COUNTING.leading(last).is_some();
    let of_things = first.len() > verb && pieces.all(is_thing);
    ((1..4).contains(&n) && plain && (of_verbs || of_things)).then(|| clause.get(start..)).flatten()
}

/// Whether a clause says that all of its list share a number: `化肥、农药使用量均`.
fn shares(clause: &str, list: &str) -> bool {
    let all = clause.ends_with('均') && !clause.ends_with("年均") && !clause.ends_with("平均");
    let last = list.rsplit('、').next().unwrap_or_default();
    // 优良中等路率 and 等级公路率 are words.
    let others = last.split_once('等').is_some_and(|(before, name)| {
        name.ends_with('率')
            && !name.starts_with('级')
            && !before.ends_with(['中', '高', '初', '同'])
    });
    list.trim_start_matches('、').contains('、') && !list.contains(['（', '“']) && (all || others)
}

/// The name of several things that have a measure in common, if a clause is nothing but that:
/// `风电、太阳能发电装机容量`. A part with a verb is something else: `加强宣传、知晓率`.
fn parts(clause: &str) -> Option<&str> {
    let named = without_comparison(without_trailing(clause));
    let list = without_number(without_leading(named));
    let (earlier, last) = list.rsplit_once('、')?;
    let is_whole = |part: &str| part.matches('（').count() == part.matches('）').count();
    let is_part = |part: &str| {
        (1..=PART).contains(&part.chars().count())
            && !part.contains(|c: char| c.is_ascii_digit() || "“”".contains(c))
            && is_whole(part)
            && !part.ends_with(MEASURED)
            && COUNTING.leading(part).is_none()
            && !verbs::are_in_part(context::first_chars(part, 4))
    };
    let is_named = last.ends_with(MEASURED) && !last.contains('“') && is_whole(last);
    (is_named && earlier.split('、').all(is_part))
        .then(|| clause.rfind(list))?
        .and_then(|start| clause.get(start..))
}

/// The rates at the end of a clause, if several share a number: `报备率、报备及时率均`.
fn rates(clause: &str) -> Option<&str> {
    let list = without_comparison(without_trailing(clause));
    let measured = |piece: &&str| piece.ends_with(['率', '数', '额']) || is_amount(piece);
    let n = list.rsplit('、').take_while(measured).count();
    if n < 2 {
        return None;
    }
    let before = list.rmatch_indices('、').nth(n - 1);
    let start = before.map_or(0, |(at, mark)| at + mark.len());
    clause.get(start..)
}

/// Whether a part of a list names an amount and does nothing: 用水量, but not `提高产量`.
fn is_amount(piece: &str) -> bool {
    piece.ends_with('量')
        && COUNTING.leading(piece).is_none()
        && !verbs::are_in_part(context::first_chars(piece, 4))
}
