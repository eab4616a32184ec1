//! Words, names and numbers broken at the end of a line, in a copy whose lines end anywhere: `（责`
//! ⏎ `任单位：县住` ⏎ `建局）`, `〔2021〕` ⏎ `5号`.
//!
//! A paragraph may have thousands of lines, so only its end is looked at.

use super::furniture;
use super::genre;
use super::numbering;
use super::plans::is_annex_mark;
use crate::affix::AnyOf;
use crate::bracket::Brackets;
use crate::characters::{leading_digits, signs, signs_before};
use crate::clause::{
    LabelKind, ends_as_a_body, ends_in_verb, label_kind, names_a_known_body, names_a_unit, person,
    role_of,
};
use crate::context;
use crate::lexicon::levels::begins_with_level;
use crate::model::Role;

/// The maximum length of a broken name or label, in characters.
const LONGEST: usize = 20;
/// The maximum length of the list before a broken name, in characters.
const REACH: usize = 200;
/// The maximum length of a title, in characters.
const LONGEST_TITLE: usize = 150;
/// The maximum length of a word that begins labels, in characters.
const STEM: usize = 2;
/// The length in characters that prose broken within a number must exceed.
const SHORTEST: usize = 12;

/// Whether a paragraph ends in the middle of a word or number that the next line continues.
pub(super) fn parts_word(text: &str, next: &str) -> bool {
    parts_number(text, next)
        || parts_mark(text, next)
        || parts_name(text, next)
        || parts_kind(text, next)
        || parts_addressee(text, next)
}

/// The maximum length of the addressees, in bytes.
const LONGEST_LIST: usize = 900;

/// Whether addressees go on in the next line and end there: `各区人民政府，市` ⏎ `直部门、单位：`.
pub(super) fn lists_addressees(text: &str, next: &str) -> bool {
    text.len() <= LONGEST_LIST
        && text.starts_with('各')
        && !text.contains(['。', '：', '；'])
        && next.strip_suffix('：').is_some_and(|head| !head.contains(['。', '：', '；']))
}

/// Whether the line end is within the last of the addressees: `各乡镇人民政府，县政` ⏎
/// `府有关部门：`.
fn parts_addressee(text: &str, next: &str) -> bool {
    let Some(head) = next.strip_suffix('：').filter(|_| lists_addressees(text, next)) else {
        return false;
    };
    let tail = text.rsplit(['、', '，']).next().unwrap_or_default();
    !head.contains(is_mark)
        && !is_stem(context::first_chars(head, STEM))
        && !names_a_unit(tail)
        && names_a_unit(&format!("{tail}{head}"))
}

/// Whether the line end is within the kind of document at the end of a title: `…方案的通` ⏎ `知`.
fn parts_kind(text: &str, next: &str) -> bool {
    if next.chars().nth(2).is_some() {
        return false;
    }
    let title = context::last_chars(text, text.len(), LONGEST_TITLE);
    title.contains("关于")
        && genre::kind(title).is_none()
        && genre::kind(&format!("{title}{next}")).is_some_and(|kind| kind.len() > next.len())
}

/// Whether a paragraph ends in a bracket with a label whose names begin the next line:
/// `（责任单位：` ⏎ `县住建局）`.
pub(super) fn opens_names(text: &str, next: &str) -> bool {
    let end = context::last_chars(text, text.len(), LONGEST).strip_suffix('：').unwrap_or_default();
    let label = end.rsplit_once(['（', '〔', '；']).map(|(_, label)| label);
    let name = next.split(['、', '，', '；', '）', '〕']).next().unwrap_or_default();
    let role = label.and_then(role_of);
    // The number of an item behind an empty field is no name.
    role == Some(Role::Leader) && numbering::leading(next).is_none()
        || role.is_some() && names_a_unit(name)
}

/// Whether a paragraph ends within a bracket that lists names behind a label, and the next line
/// lists others: `（责任单位：县司法局；` ⏎ `各乡镇）`. A bracket may also have a line of its own.
pub(super) fn goes_on_in_bracket(text: &str, next: &str) -> bool {
    let name = next.split(['、', '，', '；', '）', '〕']).next().unwrap_or_default();
    let is_open = || open_bracket(text).is_some_and(lists_names);
    match text.chars().next_back() {
        Some('（' | '〔') => names_a_unit(name),
        Some('；') => names_a_unit(name) && is_open(),
        _ => false,
    }
}

/// Whether a paragraph ends within a bracket that the next line closes: `（责任单位` ⏎
/// `：县司法局）`.
pub(super) fn goes_on_to_bracket(text: &str, next: &str) -> bool {
    closes_bracket(next) && open_bracket(text).is_some_and(|inner| !inner.contains('。'))
}

/// What follows the bracket that is open at the end of a text.
fn open_bracket(text: &str) -> Option<&str> {
    Brackets::CLAUSE.held(context::last_chars(text, text.len(), REACH)).1
}

/// Whether the line end is within a label, or a name after one.
fn parts_name(text: &str, next: &str) -> bool {
    let Some((at, mark)) = signs_before(text, text.len(), LONGEST).find(|(_, c)| is_mark(*c))
    else {
        return false;
    };
    let begins = at + mark.len_utf8();
    let tail = text.get(begins..).unwrap_or_default();
    let ends = |c: char| is_mark(c) || matches!(c, '）' | '〕');
    let head = context::first_chars(next, LONGEST).split(ends).next().unwrap_or_default();
    if tail.is_empty() || head.is_empty() || tail.ends_with(['）', '〕']) {
        return false;
    }
    let whole = format!("{tail}{head}");
    if next.get(head.len()..).is_some_and(|rest| rest.starts_with('：')) {
        // 任单位 alone is read as a label that lost its first character.
        let is_label = |label: &str| label_kind(label).is_some();
        // What one heading asks for is no stem: 强化监督、考核.
        let stem = || match mark {
            '（' | '〔' => is_stem(tail),
            '；' => is_stem(tail) && text.get(..at).is_some_and(has_label),
            _ => false,
        };
        return is_label(&whole) && (head == "任单位" || !is_label(head) || stem());
    }
    let is_parted = !names_a_unit(tail) || is_remnant(tail, head);
    names_a_unit(&whole) && is_parted && text.get(..begins).is_some_and(lists_names)
}

/// Whether names behind a label end within one that the next line continues: `县财政局、有关` ⏎
/// `乡镇人民政府`, `国网濉溪` ⏎ `县供电公司`.
pub(super) fn parts_last_name(text: &str, next: &str) -> bool {
    const BETWEEN: [char; 5] = ['、', '，', '；', '。', '：'];
    let tail = text.rsplit(BETWEEN).next().unwrap_or_default();
    let head = next.split(BETWEEN).next().unwrap_or_default();
    if next.get(head.len()..).is_some_and(|rest| rest.starts_with('：')) {
        return false;
    }
    let whole = format!("{tail}{head}");
    if Brackets::CLAUSE.balance(tail) > 0 {
        return Brackets::CLAUSE.balance(head) < 0 && names_a_unit(&whole);
    }
    let ends = || ends_as_a_body(tail) || person::is_name(tail) || person::is_titled(tail);
    let is_name = |name: &str| name.chars().nth(1).is_some() && begins_with_level(name);
    let are_two = || is_name(tail) && is_name(head) && names_a_unit(head);
    let is_one = || names_a_known_body(&whole) && !names_a_known_body(tail);
    let may_be_one = || ends_as_a_body(&whole) && names_a_unit(&whole) && !ends() && !are_two();
    !tail.is_empty() && (is_one() || may_be_one())
}

/// Whether what stands behind a line end is no name by itself: 各乡镇 ⏎ 人民政府, 街道办 ⏎ 事处.
fn is_remnant(tail: &str, head: &str) -> bool {
    match head {
        "事处" | "公室" => tail.ends_with('办'),
        "政府" => tail.ends_with("人民"),
        _ => ENDINGS.contains(&head),
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '（' | '〔' | '；' | '，' | '、' | '。' | '：')
}

/// Whether a word begins labels of a role: 协同 in `；协同` ⏎ `责任单位：`.
fn is_stem(word: &str) -> bool {
    word.chars().nth(STEM).is_none() && !names_a_unit(word) && is_role(&format!("{word}单位"))
}

fn is_role(label: &str) -> bool {
    role_of(label).is_some()
}

/// Whether the line end is within the number of a document, a date or a quantity: `2024年1` ⏎
/// `2月`, `突破20` ⏎ `0亿元`, `达到98` ⏎ `%以上`.
fn parts_number(text: &str, next: &str) -> bool {
    let (digits, rest) = leading_digits(next);
    let in_number = text.ends_with(|c: char| c.is_ascii_digit());
    let in_month = |unit: char| {
        let date = text.trim_end_matches(|c: char| c.is_ascii_digit());
        (1..=2).contains(&(text.len() - date.len())) && date.ends_with(unit)
    };
    if next.starts_with('月') && in_month('年') || next.starts_with('日') && in_month('月') {
        return true;
    }
    let is_long = || text.chars().nth(SHORTEST).is_some();
    if in_number && rest.starts_with('%') && is_long() {
        return true;
    }
    let in_date = in_number || text.ends_with(['年', '月']);
    (1..=4).contains(&digits.len())
        && !is_field(text)
        && (text.ends_with('〕') && rest.starts_with('号')
            || text.ends_with('〔') && rest.starts_with('〕')
            || in_date && rest.starts_with(['月', '日', '〕'])
            || in_number && rest.starts_with(context::is_han) && is_long())
}

/// Whether the line end is within the bracketed number of an item that stands behind others in a
/// paragraph: `…。（十` ⏎ `七）改造管网`.
fn parts_mark(text: &str, next: &str) -> bool {
    /// The maximum length of each part, in characters.
    const LONGEST_PART: usize = 3;
    let is_figure = |c: char| c.is_ascii_digit() || numbering::is_han_digit(c);
    let tail = context::last_chars(text, text.len(), LONGEST_PART + 1);
    let open = tail.rsplit_once('（').map(|(_, figures)| figures);
    let close = context::first_chars(next, LONGEST_PART + 1).split_once('）').map(|(it, _)| it);
    open.zip(close).is_some_and(|(open, close)| {
        !(open.is_empty() && close.is_empty()) && open.chars().chain(close.chars()).all(is_figure)
    })
}

/// Whether a paragraph is a field of a web page: no number goes on behind `浏览次数：26`.
fn is_field(text: &str) -> bool {
    /// The maximum length of such a field, in bytes.
    const LONGEST_FIELD: usize = 200;
    text.len() <= LONGEST_FIELD && furniture::field(text).is_some()
}

/// What goes on behind the last of several names.
const BEHIND_NAMES: [&str; 13] = [
    "等", "及", "和", "与", "（", "按职责", "按照职责", "按各自", "分别", "共同", "负责", "牵头",
    "配合",
];

/// Last characters of times.
const TIME_ENDS: [char; 6] = ['底', '前', '末', '月', '日', '进'];

/// Ends of names that name nobody by themselves.
const ENDINGS: [&str; 5] = ["办事处", "人民政府", "委员会", "管委会", "办公室"];

/// Whether a text has at most a few characters.
fn is_phrase(text: &str) -> bool {
    const LONGEST: usize = 7;
    text.chars().nth(LONGEST).is_none()
}

/// Whether a line is the rest of a name after a label, `…各乡镇人民政` ⏎ `府`, or of what those
/// named do, `…按职责分别` ⏎ `牵头`. No task is so short.
pub(super) fn is_rest(line: &str) -> bool {
    const MARKS: [char; 4] = ['）', '〕', '。', '；'];
    let word = line.trim_end_matches(MARKS);
    let is_short = !word.is_empty() && word.chars().nth(2).is_none();
    (is_short || word == "民政府" || ENDINGS.contains(&word) || is_phrase(word) && says_how(word))
        && word.chars().all(context::is_han)
        && !is_annex_mark(word)
}

/// Whether the line end is within a name or a date in a cell of a table: `区住房城` ⏎ `乡建设局`,
/// `2024年1` ⏎ `2月底前`.
pub(super) fn parts_cell(text: &str, next: &str) -> bool {
    const BETWEEN: [char; 5] = ['、', '，', '；', '（', '）'];
    let tail = text.rsplit(BETWEEN).next().unwrap_or_default();
    let head = next.split(BETWEEN).next().unwrap_or_default();
    let begins_name = || {
        head.starts_with('各')
            || begins_with_level(head)
            || names_a_unit(head) && !ENDINGS.contains(&head)
    };
    let parts_name = || {
        !tail.is_empty()
            && names_a_unit(&format!("{tail}{head}"))
            && !(names_a_unit(tail) && begins_name())
            && !(is_apart(tail) && begins_with_level(head) && names_a_unit(head))
    };
    parts_date(tail, head) || parts_name()
}

/// Whether the line end is within a name in a cell whose names `、` separates: `县人力资源和社` ⏎
/// `会保障局、县林业局`. Both parts may look like names; the whole is a known one.
pub(super) fn parts_listed(text: &str, next: &str) -> bool {
    const BETWEEN: [char; 5] = ['、', '，', '；', '（', '）'];
    let tail = text.rsplit(BETWEEN).next().unwrap_or_default();
    let head = next.split(BETWEEN).next().unwrap_or_default();
    let begins_name = head.starts_with('各') || begins_with_level(head) && names_a_unit(head);
    // 县政府 ⏎ 各部门
    let is_class =
        || tail.ends_with("政府") && matches!(head, "各部门" | "各直属机构" | "各组成部门");
    !tail.is_empty()
        && !head.is_empty()
        && (names_a_known_body(&format!("{tail}{head}"))
            && !(begins_name && names_a_known_body(tail))
            || is_class())
}

/// Whether a text is too long for the name of a place before a body of it, 石城 of `石城` ⏎
/// `县水利局`, and is not that of a national body with a branch there.
fn is_apart(text: &str) -> bool {
    /// The maximum length of the name of a place, in characters.
    const LONGEST: usize = 4;
    text.chars().nth(LONGEST).is_some() && !text.starts_with_any(&["国家", "中国", "中共"])
}

/// Whether a date goes on behind a line end.
fn parts_date(tail: &str, head: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    let is_day = head.contains('日') && !head.contains('月');
    tail.ends_with(is_digit) && head.starts_with(|c| is_digit(c) || "年月日".contains(c))
        || tail.ends_with('年') && head.starts_with(is_digit)
        || tail.ends_with('月') && (head.starts_with(['底', '末']) || is_day)
}

/// Whether a paragraph ends with a name after a label in a bracket that is still open. If the first
/// bracket of the next line does not close it, its closing bracket was lost.
pub(super) fn leaves_names_open(text: &str) -> bool {
    let Some(inner) = open_bracket(text) else { return false };
    let last = inner.rsplit(['、', '，', '：']).next().unwrap_or_default();
    lists_names(inner) && names_a_unit(last)
}

/// Whether a line says how those named before it act: `分别牵头`.
pub(super) fn says_how(line: &str) -> bool {
    let word = line.trim_end_matches(['。', '；']);
    ends_in_verb(word)
}

/// Whether the last name of a text lacks nothing, so that a short line behind it is another matter:
/// `责任单位：县水利局` ⏎ `治气`.
pub(super) fn names_whole(text: &str) -> bool {
    const ENDS: [char; 14] =
        ['局', '委', '办', '厅', '院', '部', '会', '站', '所', '府', '镇', '乡', '室', '队'];
    text.ends_with(ENDS)
}

/// Whether a paragraph ends with the names or the time behind a label, without a stop, and the next
/// line does not go on with them: `…。责任单位：县住建局` ⏎ `推行通办。`.
pub(super) fn ends_clause(text: &str, next: &str) -> bool {
    const BETWEEN: [char; 5] = ['、', '，', '；', '。', '：'];
    let end = context::last_chars(text, text.len(), REACH);
    let last = end.rsplit(BETWEEN).next().unwrap_or_default();
    let head = next.split(BETWEEN).next().unwrap_or_default();
    let labelled = end.rsplit(['。', '；', '（', '〔']).next().and_then(|end| end.split_once('：'));
    match labelled.and_then(|(label, _)| label_kind(label)) {
        Some(LabelKind::Role(_)) => {
            let goes_on = names_a_unit(head) || head.starts_with_any(&BEHIND_NAMES);
            names_a_unit(last) && !goes_on
        }
        Some(LabelKind::Time) => last.ends_with(TIME_ENDS) && !head.starts_with(TIME_ENDS),
        None => false,
    }
}

/// Whether the first bracket of a line is a closing one, and the line does not begin an item. What
/// may be left of a number may close a bracket as well.
pub(super) fn closes_bracket(line: &str) -> bool {
    let sentence = signs(line).take_while(|(_, c)| *c != '。');
    let first = sentence.map(|(_, c)| c).find(|c| matches!(c, '（' | '〔' | '）' | '〕'));
    matches!(first, Some('）' | '〕')) && numbering::leading(line).is_none_or(|it| it.value == 0)
}

/// Whether a text ends in a list of names or in a bracket behind one of them:
/// `责任单位：县司法局、各乡镇（街`.
pub(super) fn is_among_names(text: &str) -> bool {
    let end = context::last_chars(text, text.len(), REACH);
    let open = end.rsplit_once('（').filter(|(_, inner)| !inner.contains('）'));
    lists_names(end) || open.is_some_and(|(before, _)| lists_names(before))
}

/// Whether a text ends with what stands behind a label, or in a bracket that holds one.
fn has_label(text: &str) -> bool {
    let is_open = |inner: &str| inner.contains('：') && !inner.contains('。');
    open_bracket(text).is_some_and(is_open) || lists_names(text)
}

/// Whether a text ends in a list of names, in a bracket or after a stop, that begins with a label.
fn lists_names(text: &str) -> bool {
    let end = context::last_chars(text, text.len(), REACH);
    let end = Brackets::CLAUSE.held(end).1.unwrap_or(end).trim_end_matches('；');
    let begins = Brackets::CLAUSE.outside(end).filter(|(_, c)| matches!(c, '。' | '；')).last();
    let clause = begins.and_then(|(at, c)| end.get(at + c.len_utf8()..)).unwrap_or(end);
    clause.split_once('：').is_some_and(|(label, _)| is_role(label))
}
