//! Finds clauses of responsibility: who leads, who is responsible, who supports.
//!
//! `〔牵头县领导：王永涛、葛剑；牵头责任单位：县政府办公室；协同责任单位：各镇（园区）〕`,
//! `责任单位：县司法局、各有关部门。` on a line of its own,
//! `（市司法局牵头，有关部门按职责分工负责）`, and the last one even if a copy lost its brackets.

mod bare;

use std::ops::Range;
use std::sync::LazyLock;

use super::label::{self, labels};
use super::names;
use super::prose;
use super::reader::{MEMBERS, behind_matter, parse};
use super::verb::ends_in_verb;
use super::{Clause, ClausePart};
use crate::affix::AnyOf;
use crate::bracket::Brackets;
use crate::characters::{leading_digits, signs};
use crate::context;
use crate::context::is_han;
use crate::lexicon::{roles, split_names};
use crate::model::Role;
use crate::rule::{Rule, here};
use crate::words::Words;
use bare::bare;

/// The rules of this file.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "clause-labels",
        home: here!(),
        summary: "A clause of labels with names behind them, in brackets or on lines of its own.",
        examples: &[
            "（一）加强学习。认真组织。\n责任单位：县司法局、县财政局。",
            "（一）加强学习。认真组织。（牵头单位：县司法局；责任单位：县财政局）",
        ],
        counterexamples: &["（一）加强学习。认真组织（联系人：张三）。"],
    },
    Rule {
        id: "clause-verbs",
        home: here!(),
        summary: "A clause of names with a verb behind them, in brackets.",
        examples: &[
            "（一）加强学习。认真组织。（县司法局牵头，县财政局配合）",
            "（一）加强学习。认真组织。（各地区、各部门负责）",
        ],
        counterexamples: &["（一）加强学习。认真组织（包括集中学习、个人自学）。"],
    },
    Rule {
        id: "clause-names",
        home: here!(),
        summary: "A bracket behind a stop or at the end that holds nothing but names of bodies, some of them known or a class.",
        examples: &["（四）降低准入门槛。合理增加行政许可。（市场监管总局、中央编办）"],
        counterexamples: &[
            "（四）降低准入门槛。合理增加行政许可。（草案、审议稿）",
            "（四）开展走访（县人民医院）。慰问职工（县总工会）。（责任单位：县总工会）",
        ],
    },
    Rule {
        id: "clause-unbracketed",
        home: here!(),
        summary: "A clause of names with a verb behind them at the end of a paragraph, its bracket lost.",
        examples: &["（一）加强学习。认真组织。市司法局牵头，有关部门、街道按职责分工负责〕"],
        counterexamples: &["（一）加强学习。认真组织。各司其职、各负其责。"],
    },
];

/// The rule for clauses without brackets, which may be prose.
pub(super) const UNBRACKETED: &str = "clause-unbracketed";

/// The maximum length of a clause, in characters.
const LONGEST: usize = 2000;
/// The maximum length of a character, in bytes.
const MOST_BYTES: usize = 4;
/// How deep brackets may nest in a clause.
const DEEPEST: usize = 8;

/// Whether a piece of text can contain a clause at all.
pub(super) fn has_cue(piece: &str) -> bool {
    static CUES: LazyLock<Words> = LazyLock::new(|| Words::new(cues()));
    CUES.are_in(piece)
}

/// Words of which every clause contains at least one.
pub(super) fn cues() -> impl Iterator<Item = String> {
    let words = roles::role_words().iter().map(|one| one.word.to_owned());
    words.chain(label::WHO.iter().chain(label::WHEN).chain(&["分工"]).map(|end| format!("{end}：")))
}

/// Whether a block is a clause or ends with one.
pub(crate) fn ends_in_clause(block: &str) -> bool {
    clauses(block, 0..block.len()).last().is_some_and(|clause| {
        block
            .get(clause.range.end..)
            .is_some_and(|rest| rest.chars().all(|c| matches!(c, '。' | '；' | '〕' | '）')))
    })
}

/// Finds the clauses in one block of text.
pub(crate) fn clauses(text: &str, block: Range<usize>) -> Vec<Clause> {
    let piece = text.get(block.clone()).unwrap_or_default();
    let first = next_open(text, block.clone());
    if first.is_none() && !has_cue(piece) {
        return Vec::new();
    }
    let mut found = bracketed(text, block.clone(), first);
    let from = found.last().map_or(block.start, |clause| clause.range.end);
    let rest = || from..block.end;
    let open = labelled(text, rest()).or_else(|| unbracketed(text, rest()));
    found.extend(open.or_else(|| decided(text, rest())));
    found
}

/// Finds a sentence at the end of a block that says who answers for everything behind it:
/// `以下各项工作均需各乡镇落实，不再列出。`
fn decided(text: &str, range: Range<usize>) -> Option<Clause> {
    let piece = text.get(range.clone())?.trim_end_matches('。');
    let start = range.start + piece.rfind('。').map_or(0, |at| at + '。'.len_utf8());
    let end = range.start + piece.len();
    text.get(start..end)?.starts_with("以下").then_some(())?;
    Some(Clause::new(start..end, parse(text, start..end, UNBRACKETED)?))
}

/// Finds clauses in brackets of any kind, the first of which opens at byte `next`. A bracket that
/// is never closed ends with the block.
fn bracketed(text: &str, block: Range<usize>, mut next: Option<usize>) -> Vec<Clause> {
    let mut found = Vec::new();
    let mut at = block.start;
    while let Some(open) = next {
        let width = context::next(text, open).map_or(3, char::len_utf8);
        let read = group(text, open + width, block.end).and_then(|(inner, end)| {
            if is_in_list(text, block.start..open, inner.clone()) {
                return None;
            }
            let parsed = parse(text, inner.clone(), "clause-verbs")
                .or_else(|| bare(text, inner, open, at..block.end))?;
            Some((parsed, end))
        });
        match read {
            Some((parsed, end)) => {
                found.push(Clause::new(open..end, parsed));
                at = end;
            }
            None => at = open + width,
        }
        next = next_open(text, at..block.end);
    }
    found
}

/// Whether a bracket belongs to a name in the list after a label, `责任单位：县住建局（县人防办）`.
/// One with a label of its own does so only directly behind a name of a list that begins the
/// sentence: `责任单位：县住建局（责任人：张伟）`.
fn is_in_list(text: &str, before: Range<usize>, inner: Range<usize>) -> bool {
    /// How far before the bracket the label may be, in characters.
    const REACH: usize = 1000;
    let before = text.get(before).map(|before| context::last_chars(before, before.len(), REACH));
    let sentence = before.and_then(|before| before.rsplit('。').next());
    let Some(sentence) = sentence.filter(|sentence| labels(sentence).next().is_some()) else {
        return false;
    };
    let is_noted = || sentence.ends_with(is_han) && first_label(sentence).is_some();
    text.get(inner).is_some_and(|inner| labels(inner).next().is_none()) || is_noted()
}

/// Finds the next bracket, other than that of a document number.
fn next_open(text: &str, range: Range<usize>) -> Option<usize> {
    let piece = text.get(range.clone())?;
    let opens = |(at, c): &(usize, char)| {
        *c == '（' || *c == '〔' && !piece.get(at + c.len_utf8()..).is_some_and(begins_with_year)
    };
    signs(piece).find(opens).map(|(at, _)| range.start + at)
}

/// Whether a text begins with the year of a document number: `2022〕27号`, but not
/// `2022年6月底完成` or `6月底完成`.
fn begins_with_year(text: &str) -> bool {
    let (digits, rest) = leading_digits(text);
    digits.len() >= 4 && !rest.starts_with('年')
}

/// Returns what a bracket contains and where the text after it begins; `start` is just after the
/// opening bracket. Returns `None` if the content is too long for a clause.
fn group(text: &str, start: usize, end: usize) -> Option<(Range<usize>, usize)> {
    let piece = text.get(start..end).unwrap_or_default();
    let is_short = |text: &str| text.chars().nth(LONGEST).is_none();
    let mut depth = 1_usize;
    for (at, c) in signs(piece) {
        if depth > DEEPEST || at > LONGEST * MOST_BYTES {
            return None;
        }
        match c {
            '（' => depth += 1,
            '〔' if piece.get(at + 3..).is_some_and(|rest| !begins_with_year(rest)) => depth += 1,
            '〕' if piece
                .get(..at)
                .is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit())) => {}
            '）' | '〕' => {
                depth -= 1;
                if depth == 0 {
                    let inner = piece.get(..at).filter(|inner| is_short(inner));
                    return inner.map(|_| widened(piece, at, start, end));
                }
            }
            _ => {}
        }
    }
    (depth <= DEEPEST && is_short(piece)).then_some((start..end, end))
}

/// Extends a bracket that closed too early, `…各镇〕（园区），县政府各部门〕`, to the closing
/// bracket that was meant.
fn widened(piece: &str, close: usize, start: usize, end: usize) -> (Range<usize>, usize) {
    let as_written = (start..start + close, start + close + '〕'.len_utf8());
    let rest = piece.get(close + 3..).unwrap_or_default();
    if rest.chars().nth(79).is_some() {
        return as_written;
    }
    let labelled = piece.get(..close).is_some_and(|inner| labels(inner).next().is_some());
    let surplus = Brackets::CLAUSE.balance(rest) < 0;
    if labelled && surplus && !rest.contains('。') && rest.ends_with(['）', '〕']) {
        return (start..end - '〕'.len_utf8(), end);
    }
    as_written
}

/// Finds a clause that begins with a label, at the beginning of the range or after a stop.
fn labelled(text: &str, range: Range<usize>) -> Option<Clause> {
    let piece = text.get(range.clone())?;
    let first = first_label(piece)?;
    let start = range.start + first.start;
    let end = start + label_end(text.get(start..range.end)?);
    Some(Clause::new(start..end, parse(text, start..end, "clause-labels")?))
}

/// Reads a block that names the members of a group, `成员单位：县财政局、县水利局`. They support
/// whoever the block before it makes the lead; without one it is the roster of a group.
pub(crate) fn members(text: &str, block: Range<usize>) -> Option<Clause> {
    let list = text.get(block.clone())?.strip_prefix(MEMBERS)?;
    let list = list.trim_end_matches(['。', '；']);
    let start = block.start + MEMBERS.len();
    let found = names::names(text, start..start + list.len());
    let are_names = !found.is_empty() && found.iter().all(|name| names::can_act(&name.text));
    let cue = MEMBERS.trim_end_matches('：').to_owned();
    let part = ClausePart { role: Role::Support, cue, names: found, rule: "clause-labels" };
    are_names.then(|| Clause { range: block, parts: vec![part], standing: Vec::new() })
}

/// The first label at the beginning of a text or after a stop.
fn first_label(piece: &str) -> Option<Range<usize>> {
    labels(piece).find(|label| {
        context::previous(piece, label.start)
            .is_none_or(|c| matches!(c, '。' | '）' | '〕' | '；' | '！' | '”' | '—'))
    })
}

/// Where a clause of labels ends: at the first stop not followed by a label.
fn label_end(text: &str) -> usize {
    let mut stops =
        Brackets::ROUND.outside(text).filter(|(_, c)| *c == '。').map(|(at, c)| at + c.len_utf8());
    let begins_label = |end: usize| {
        labels(text.get(end..).unwrap_or_default()).next().is_some_and(|label| label.start == 0)
    };
    stops.find(|end| !begins_label(*end)).unwrap_or(text.len())
}

/// Finds a clause at the end of a block that lost its opening bracket, or both.
fn unbracketed(text: &str, range: Range<usize>) -> Option<Clause> {
    let piece = text.get(range.clone())?.trim_end_matches(['〕', '）', '。', '；']);
    let start = piece
        .char_indices()
        .rev()
        .find(|(_, c)| matches!(c, '。' | '；' | '！' | '》'))
        .map_or(0, |(at, c)| at + c.len_utf8());
    let (tail, _) = prose::behind_choice(piece.get(start..)?);
    let end = range.start + piece.len();
    let tail = behind_matter(text, end - tail.len()..end).unwrap_or(tail);
    // 各乡镇应当配合县卫健委做好监督 is a sentence.
    (ends_in_verb(tail) && !tail.contains("应当") && !tail.contains("必须")).then_some(())?;
    let at = range.start + piece.len() - tail.len();
    let whole = at..range.start + piece.len();
    let read = |from: usize| {
        let parsed = parse(text, from..whole.end, UNBRACKETED)?;
        let n_names: usize = parsed.0.iter().map(|part| part.names.len()).sum();
        (n_names > 1).then(|| Clause::new(from..range.end, parsed))
    };
    // Prose may run into the first name without a stop: …研究学习和实践司法局市委组织部、….
    let first = tail.split(['、', '，']).next()?;
    if names::says_by_whom(first) || first.find("会同").is_some_and(|at| at > 0) {
        return None;
    }
    let begins = first.starts_with_any(&["由", "各", "有关", "省", "市", "县", "区", "州", "国"]);
    let glued = if begins { None } else { names::known_tail(first).filter(|start| *start > 0) };
    let glued = glued.filter(|start| !first.get(..*start).is_some_and(is_water));
    // 快建设县中医院, from 加快建设县中医院, is not a name; the first of several names in a row is
    // one.
    if names::begins_as_a_task(first) {
        let tail = glued.and_then(|start| first.get(start..))?;
        return (split_names(tail).len() > 1).then(|| read(at + first.len() - tail.len()))?;
    }
    glued.and_then(|start| read(at + start)).or_else(|| read(at))
}

/// Whether a text is the name of a water, which a body may have before its kind: 长江 of
/// 长江海事局; other words before a known name are prose.
fn is_water(text: &str) -> bool {
    text.chars().count() == 2 && text.ends_with(['江', '河', '湖', '海'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::roles::Stands;

    /// Writes `role:name name …` for every part of the first clause.
    fn read(text: &str) -> String {
        let found = clauses(text, 0..text.len());
        let Some(first) = found.first() else { return String::new() };
        let part = |part: &ClausePart| {
            let names: Vec<_> = part.names.iter().map(|name| name.text.as_str()).collect();
            format!("{}:{}", part.role, names.join(" "))
        };
        first.parts.iter().map(part).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn clauses_as_documents_write_them() {
        for (text, expected) in [
            ("要求。（各地区、各部门负责）", "responsible:各地区 各部门"),
            (
                "要求。（国家发展改革委、国务院扶贫办等和各省级人民政府负责）",
                "responsible:国家发展改革委 国务院扶贫办 各省级人民政府",
            ),
            (
                "要求。（财政部牵头，国务院相关部门及各地区按职责分工负责）",
                "lead:财政部 responsible:国务院相关部门 各地区",
            ),
            (
                "要求。（生态环境部指导，住房城乡建设部参与）",
                "guide:生态环境部 support:住房城乡建设部",
            ),
            (
                "要求。（责任单位：省财政厅、省司法厅，各市人民政府）",
                "responsible:省财政厅 省司法厅 各市人民政府",
            ),
            ("要求。（6月底完成，牵头考核单位：县司法局、县财政局）", "assess:县司法局 县财政局"),
            (
                "要求。（牵头单位：县司法局;责任单位：县财政局，6月底完成）"
                    .replace(';', "；")
                    .as_str(),
                "lead:县司法局 responsible:县财政局",
            ),
            (
                "要求。〔牵头县领导：王永涛、葛剑；牵头责任单位：县司法局；协同责任单位：各镇（园区），县政府各部门〕",
                "leader:王永涛 葛剑 lead:县司法局 support:各镇（园区） 县政府各部门",
            ),
            (
                "责任单位：县司法局、各有关部门，各乡镇（街道）。",
                "responsible:县司法局 各有关部门 各乡镇（街道）",
            ),
            (
                "牵头负责领导：甲一。牵头责任单位：县司法局。协同责任单位：县财政局等，各县、市、区政府。",
                "leader:甲一 lead:县司法局 support:县财政局 各县、市、区政府",
            ),
            (
                "要求。〔市司法局、市法院市检察牵头有关部门各乡（镇）、街道按职责分工负责〕",
                "lead:市司法局 市法院 市检察院 responsible:有关部门 各乡（镇） 街道",
            ),
            (
                "深化研究学习和实践司法局市委组织部、有关部门各乡（镇）、街道按职责分工负责〕",
                "responsible:司法局 市委组织部 有关部门 各乡（镇） 街道",
            ),
            ("要求。各司其职、各负其责。", ""),
            (
                "要求。责任单位：县发改局、县住建局（县人防办）。",
                "responsible:县发改局 县住建局（县人防办）",
            ),
            ("加快建设县中医院，县卫健委牵头", ""),
            ("牵头单位：县教育局；成员单位：县财政局", "lead:县教育局 support:县财政局"),
            ("（县教育局牵头、县财政局配合）", "lead:县教育局 support:县财政局"),
            ("（县教育局为牵头单位，县妇联为配合单位）", "lead:县教育局 support:县妇联"),
            ("责任领导：王清宪同志，联系电话：8112345", "leader:王清宪"),
            ("将总结报市住建局（市人防办）", ""),
            ("增长7%以上。（市海洋发展局）", "responsible:市海洋发展局"),
            ("产业发展组。牵头单位：区农业农村局", "lead:区农业农村局"),
            ("市政府督查室会同市住建局，每季度对各区进行督导", ""),
            ("成员单位：县教育局、县财政局", ""),
            ("普法责任单位：县公安局", "responsible:县公安局"),
            ("联系人及电话：黄志强 0759-4850000", ""),
            ("要求（以下简称通用目录）。", ""),
            ("（本方案由县水利局负责解释）", ""),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn every_word_of_the_table_is_read() {
        for one in roles::role_words() {
            let (word, role) = (one.word, one.role);
            let says = format!("{role}:县司法局");
            if one.can_be(Stands::Label) {
                assert_eq!(read(&format!("要求。（{word}单位：县司法局）")), says, "{word}");
                assert_eq!(read(&format!("{word}单位：县司法局")), says, "{word}");
            }
            if one.can_be(Stands::Bare) {
                assert_eq!(read(&format!("要求。（{word}：县司法局）")), says, "{word}");
            }
            if one.can_be(Stands::Verb) {
                assert_eq!(read(&format!("要求。（县司法局{word}）")), says, "{word}");
                assert_eq!(duty(&format!("要求。由县司法局{word}。")), says, "{word}");
            }
            if one.can_be(Stands::Prose) {
                assert_eq!(
                    duty(&format!("要求。县司法局{word}县直机关普法工作职责。")),
                    says,
                    "{word}"
                );
            }
            if one.can_be(Stands::Time) {
                let text = format!("要求。（责任单位：县司法局；{word}时限：年底）");
                assert_eq!(read(&text), "responsible:县司法局", "{word}");
            }
        }
    }

    /// `tests/fixtures/role.tsv` has one more row than `role.tsv`. Its word occurs nowhere else in
    /// the program.
    #[test]
    fn a_verb_is_added_in_one_row() {
        assert!(!include_str!("../lexicon/role.tsv").contains("兜办"));
        assert_eq!(read("要求。（兜办单位：县司法局）"), "support:县司法局");
        assert_eq!(read("要求。（县水利局牵头，县司法局兜办）"), "lead:县水利局 support:县司法局");
        assert_eq!(duty("要求。由县司法局兜办。"), "support:县司法局");
        let text =
            "滑县节水方案\n一、任务\n（一）加强管理。（县司法局兜办）\n（二）加强学习。请兜办。\n"
                .to_owned();
        let facts = crate::extract_facts(&crate::Source { text, ..crate::Source::default() });
        assert_eq!(facts.assignments().map(|one| one.role).collect::<Vec<_>>(), [Role::Support]);
        assert_eq!((facts.proof[0].n_found, facts.proof[0].n_facts), (2, 1));
    }

    fn duty(text: &str) -> String {
        let found = super::super::prose::duties(text, 0..text.len());
        let says = |duty: &super::super::Duty| {
            format!("{}:{}", duty.role, duty.names.first().map_or("", |one| &one.text))
        };
        found.iter().map(says).collect()
    }
}
