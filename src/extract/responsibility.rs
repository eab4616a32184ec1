//! Responsibility clauses: who leads, answers, supports.
//!
//! `〔牵头县领导：王永涛、葛剑；牵头责任单位：县政府办公室；协同责任单位：各镇（园区）〕`, `责任单位：县司法局、各有关部门。` on a line of its own,
//! `（市司法局牵头，有关部门按职责分工负责）`, and the last without its brackets where a copy lost them.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use regex::Regex;

use super::names::{self, Name};
use crate::model::Role;
use crate::parse::letterhead::split;
use crate::rule::Rule;

/// The rules of this file.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "clause-labels",
        summary: "A clause of labels with names behind them, in brackets or on lines of its own.",
        examples: &[
            "（一）加强学习。认真组织。\n责任单位：县司法局、县财政局。",
            "（一）加强学习。认真组织。（牵头单位：县司法局；责任单位：县财政局）",
        ],
        counterexamples: &["（一）加强学习。认真组织（联系人：张三）。"],
    },
    Rule {
        id: "clause-verbs",
        summary: "A clause of names with a verb behind them, in brackets.",
        examples: &[
            "（一）加强学习。认真组织。（县司法局牵头，县财政局配合）",
            "（一）加强学习。认真组织。（各地区、各部门负责）",
        ],
        counterexamples: &["（一）加强学习。认真组织（包括集中学习、个人自学）。"],
    },
    Rule {
        id: "clause-names",
        summary: "A bracket behind a stop that holds nothing but names of bodies, some of them known.",
        examples: &["（四）降低准入门槛。合理增加行政许可。（市场监管总局、中央编办）"],
        counterexamples: &["（四）降低准入门槛。合理增加行政许可。（草案、审议稿）"],
    },
    Rule {
        id: "clause-unbracketed",
        summary: "A clause of names with a verb behind them at the end of a paragraph, its bracket lost.",
        examples: &["（一）加强学习。认真组织。市司法局牵头，有关部门、街道按职责分工负责〕"],
        counterexamples: &["（一）加强学习。认真组织。各司其职、各负其责。"],
    },
];

/// A clause and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// From bracket to bracket, or from the first label to the last name.
    pub range: Range<usize>,
    /// Names by role, in the order of the text.
    pub parts: Vec<ClausePart>,
    /// What the clause rules for those that follow.
    pub standing: Vec<Standing>,
}

/// Names that a clause gives one role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClausePart {
    /// The role.
    pub role: Role,
    /// The label or verb that says so.
    pub cue: String,
    /// The names.
    pub names: Vec<Name>,
    /// The rule that read them.
    pub rule: &'static str,
}

/// What a document rules for its own clauses from one place on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// 列第一位者为牵头单位，下同.
    FirstLeads,
    /// 以下均需B落实，不再列出.
    AlsoResponsible(Vec<Name>),
}

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:(?:总|第一|主要|共同|市级|县级|区级|省级|各)*(?:牵头|责任|配合|协同|协办|协助|参与|参加|落实|主责|主办|承办|督办|督导|监督|指导|实施|支持|考核|分管|包保|联系|主管|完成|汇总)(?:牵头|责任|配合|负责|落实|考核|督导|指导|省|市|县|区|州|级|\(|/|、|或|及)*(?:单位|部门|领导|责任人|负责人|处室|科室|主体|时限|时间|期限|人)(?:（[^（）：]{1,6}）|及[^：。；，]{1,8})?：|链长：|(?:^|[（〔。])任单位：|主办：|督办：|牵头：|责任：|配合：)$",
    )
    .expect("the pattern is fixed")
});
static VERB: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:等)?(?:要|应|应当)?(?:按照|按|依据|根据)?(?:各自)?(?:职责|职能|工作)?(?:分工)?(?:要求)?(?:共同|分别|具体|联合|统筹|组织|进行|做好)*(?:牵头负责|牵头督导|牵头落实|牵头推进|牵头抓总|牵头组织实施|牵头组织|牵头实施|总牵头|牵头|负责配合落实|负责牵头|负责落实|负责组织实施|负责|配合落实|配合|参与|参加|协助|协同|协办|主办|承办|指导|督导|督办|组织实施|组织落实|贯彻落实|落实|实施|考核|监督)$",
    )
    .expect("the pattern is fixed")
});
static FIRST_LEADS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:列|排|排名|排列)(?:在)?(?:第一|首)(?:位)?.{0,12}?牵头").expect("the pattern is fixed")
});
static ALSO: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"以下均需(.+?)(?:负责)?(?:落实|配合落实)").expect("the pattern is fixed"));

/// A label is not longer than this, in characters.
const LONGEST_LABEL: usize = 20;
/// A clause is not longer than this, in characters.
const LONGEST: usize = 2000;

/// Words that a clause has at least one of.
const CUES: &[&str] = &[
    "负责",
    "牵头",
    "单位：",
    "部门：",
    "领导：",
    "落实",
    "配合",
    "参与",
    "链长",
    "指导",
    "协助",
    "督办",
    "主办",
    "人：",
    "实施",
    "时限：",
    "时间：",
];

/// Whether a piece of text can hold a clause at all.
fn has_cue(piece: &str) -> bool {
    static CUES_AT_ONCE: LazyLock<AhoCorasick> = LazyLock::new(|| AhoCorasick::new(CUES).expect("the words are fixed"));
    CUES_AT_ONCE.is_match(piece)
}

/// The labels in a piece of text, each with its colon. A label is looked for before a colon only.
fn labels(piece: &str) -> impl Iterator<Item = Range<usize>> {
    piece.match_indices('：').filter_map(|(at, colon)| {
        let end = at + colon.len();
        let mut start = at.saturating_sub(LONGEST_LABEL * colon.len());
        while !piece.is_char_boundary(start) {
            start += 1;
        }
        let label = LABEL.find(piece.get(start..end)?)?;
        Some(start + label.start()..end)
    })
}

/// The role of a label such as 牵头责任单位, none for a time (完成时限).
fn label_role(label: &str) -> Option<Role> {
    let label = label.trim_end_matches('：');
    let has = |words: &[&str]| words.iter().any(|word| label.contains(word));
    if has(&["时限", "时间", "期限"]) {
        return None;
    }
    if has(&["领导", "链长"]) || label.ends_with("责任人") || label.ends_with("负责人") || label.ends_with("联系人")
    {
        return Some(Role::Leader);
    }
    Some(match () {
        () if has(&["考核"]) => Role::Assess,
        () if has(&["牵头", "主责", "主要责任", "第一责任", "汇总"]) => Role::Lead,
        () if has(&["配合", "协同", "协办", "协助", "参与", "参加", "支持"]) => Role::Support,
        () if has(&["督办", "督导", "监督"]) => Role::Supervise,
        () if has(&["指导"]) => Role::Guide,
        () if has(&["主办"]) => Role::Host,
        () => Role::Responsible,
    })
}

/// The role of a verb such as 按职责分工负责.
fn verb_role(verb: &str) -> Role {
    let has = |words: &[&str]| words.iter().any(|word| verb.contains(word));
    match () {
        () if has(&["牵头"]) => Role::Lead,
        () if has(&["配合", "协助", "协同", "参与", "参加", "协办"]) => Role::Support,
        () if has(&["指导"]) => Role::Guide,
        () if has(&["主办"]) => Role::Host,
        () if has(&["督导", "督办", "监督"]) => Role::Supervise,
        () if has(&["考核"]) => Role::Assess,
        () => Role::Responsible,
    }
}

/// Where a text looks as if a clause stood there: a label with its colon, or a verb of responsibility before a closing bracket.
pub(crate) fn unread_cues(text: &str) -> Vec<Range<usize>> {
    static CUE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:牵头|责任|配合|协同|落实|参与|主责)(?:责任)?(?:单位|部门|领导)：|(?:负责|牵头|配合|落实)[）〕]")
            .expect("the pattern is fixed")
    });
    CUE.find_iter(text).map(|cue| cue.range()).collect()
}

/// Whether a text rules that the first name of every clause leads: 列第一位的责任单位为牵头单位.
pub(crate) fn sets_first_leads(text: &str) -> bool {
    FIRST_LEADS.is_match(text)
}

/// Whether a block ends in a clause, or is one.
pub fn ends_in_clause(block: &str) -> bool {
    clauses(block, 0..block.len()).last().is_some_and(|clause| {
        block.get(clause.range.end..).is_some_and(|rest| rest.chars().all(|c| matches!(c, '。' | '；' | '〕' | '）')))
    })
}

/// The clauses in one block of text.
pub(super) fn clauses(text: &str, block: Range<usize>) -> Vec<Clause> {
    let piece = text.get(block.clone()).unwrap_or_default();
    if !has_cue(piece) && !piece.contains("。（") {
        return Vec::new();
    }
    let mut found = bracketed(text, block.clone());
    let from = found.last().map_or(block.start, |clause| clause.range.end);
    found.extend(labelled(text, from..block.end).or_else(|| unbracketed(text, from..block.end)));
    found
}

/// Clauses in brackets, whatever the pair; a bracket that does not close ends with the block.
fn bracketed(text: &str, block: Range<usize>) -> Vec<Clause> {
    let mut found = Vec::new();
    let mut at = block.start;
    while let Some(open) = next_open(text, at..block.end) {
        let width = text.get(open..).and_then(|rest| rest.chars().next()).map_or(3, char::len_utf8);
        let read = group(text, open + width, block.end).and_then(|(inner, end)| {
            let parsed = parse(text, inner.clone(), "clause-verbs").or_else(|| bare(text, inner, open))?;
            Some((parsed, end))
        });
        match read {
            Some(((parts, standing), end)) => {
                found.push(Clause { range: open..end, parts, standing });
                at = end;
            }
            None => at = open + width,
        }
    }
    found
}

/// A bracket behind a stop that holds nothing but known names: `…增加行政许可条件和程序。（工商总局、中央编办）`.
fn bare(text: &str, inner: Range<usize>, open: usize) -> Option<Parsed> {
    let behind_stop = text.get(..open).is_some_and(|before| before.ends_with(['。', '；', '！']));
    let names = names::names(text, inner).into_iter().map(|name| names::is_name(&name.text).then_some(name));
    let names: Vec<Name> = names.collect::<Option<_>>().filter(|_| behind_stop)?;
    let known = names.iter().any(|name| names::is_known(&name.text));
    let part = ClausePart { role: Role::Responsible, cue: String::new(), names, rule: "clause-names" };
    known.then(|| (vec![part], Vec::new()))
}

/// The next bracket that is not that of a document number.
fn next_open(text: &str, range: Range<usize>) -> Option<usize> {
    let piece = text.get(range.clone())?;
    let opens = |(at, c): &(usize, char)| {
        *c == '（'
            || *c == '〔'
                && !piece.get(at + c.len_utf8()..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    piece.char_indices().find(opens).map(|(at, _)| range.start + at)
}

/// From behind an opening bracket: what it holds, and where the text behind it begins; none when it is too long for a clause.
fn group(text: &str, start: usize, end: usize) -> Option<(Range<usize>, usize)> {
    let piece = text.get(start..end).unwrap_or_default();
    let (mut depth, mut before) = (1_usize, ' ');
    for (n, (at, c)) in piece.char_indices().enumerate() {
        if n > LONGEST {
            return None;
        }
        match c {
            '（' => depth += 1,
            '〔' if piece.get(at + 3..).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit())) => {
                depth += 1
            }
            '〕' if before.is_ascii_digit() => {}
            '）' | '〕' => {
                depth -= 1;
                if depth == 0 {
                    return Some(widened(piece, at, start, end));
                }
            }
            _ => {}
        }
        before = c;
    }
    Some((start..end, end))
}

/// A bracket that closed too early, `…各镇〕（园区），县政府各部门〕`, goes on to the one that was meant.
fn widened(piece: &str, close: usize, start: usize, end: usize) -> (Range<usize>, usize) {
    let as_written = (start..start + close, start + close + '〕'.len_utf8());
    let rest = piece.get(close + 3..).unwrap_or_default();
    if rest.chars().nth(79).is_some() {
        return as_written;
    }
    let labelled = piece.get(..close).is_some_and(|inner| labels(inner).next().is_some());
    let surplus = rest.matches(['）', '〕']).count() > rest.matches(['（', '〔']).count();
    if labelled && surplus && !rest.contains('。') && rest.ends_with(['）', '〕']) {
        return (start..end - '〕'.len_utf8(), end);
    }
    as_written
}

/// A clause that begins with a label at the beginning of the range or behind a stop.
fn labelled(text: &str, range: Range<usize>) -> Option<Clause> {
    let piece = text.get(range.clone())?;
    let first = labels(piece).find(|label| {
        let before = piece.get(..label.start).and_then(|text| text.chars().next_back());
        before.is_none_or(|c| matches!(c, '。' | '）' | '〕' | '；' | '！' | '”'))
    })?;
    let start = range.start + first.start;
    let end = start + label_end(text.get(start..range.end)?);
    let (parts, standing) = parse(text, start..end, "clause-labels")?;
    Some(Clause { range: start..end, parts, standing })
}

/// Where a clause of labels ends: at the first stop behind which no label stands.
fn label_end(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '（' => depth += 1,
            '）' => depth = depth.saturating_sub(1),
            '。' if depth == 0 => {
                let rest = text.get(at + c.len_utf8()..).unwrap_or_default();
                if labels(rest).next().is_none_or(|label| label.start > 0) {
                    return at + c.len_utf8();
                }
            }
            _ => {}
        }
    }
    text.len()
}

/// A clause at the end of a block whose opening bracket was lost, or both.
fn unbracketed(text: &str, range: Range<usize>) -> Option<Clause> {
    let piece = text.get(range.clone())?.trim_end_matches(['〕', '）', '。', '；']);
    let start = piece
        .char_indices()
        .rev()
        .find(|(_, c)| matches!(c, '。' | '；' | '！' | '》'))
        .map_or(0, |(at, c)| at + c.len_utf8());
    let tail = piece.get(start..)?;
    VERB.find(tail)?;
    let at = range.start + start;
    let whole = at..range.start + piece.len();
    let read = |from: usize| {
        let (parts, standing) = parse(text, from..whole.end, "clause-unbracketed")?;
        let n_names: usize = parts.iter().map(|part| part.names.len()).sum();
        (n_names > 1).then_some(Clause { range: from..range.end, parts, standing })
    };
    // Prose may run into the first name without a stop: …研究学习和实践司法局市委组织部、….
    let first = tail.split(['、', '，']).next()?;
    let begins = ["各", "有关", "省", "市", "县", "区", "州", "国"].iter().any(|start| first.starts_with(start));
    let glued = if begins { None } else { names::known_tail(first).filter(|start| *start > 0) };
    glued.and_then(|start| read(at + start)).or_else(|| read(at))
}

type Parsed = (Vec<ClausePart>, Vec<Standing>);

/// Reads what a clause says, brackets left out; none when it is no clause.
fn parse(text: &str, range: Range<usize>, rule: &'static str) -> Option<Parsed> {
    let piece = text.get(range.clone())?;
    if !has_cue(piece) {
        return None;
    }
    let mut reader = Reader { text, rule, parts: Vec::new(), standing: Vec::new(), pending: Vec::new(), label: None };
    let labels: Vec<_> = labels(piece).filter(|label| outside_brackets(piece, label.start)).collect();
    let mut at = 0;
    for label in &labels {
        reader.region(range.start + at..range.start + label.start)?;
        reader.flush();
        let cue = piece.get(label.clone()).unwrap_or_default().trim_start_matches(['（', '〔', '。']);
        reader.label = Some((label_role(cue), cue.trim_end_matches('：').to_owned()));
        at = label.end;
    }
    reader.region(range.start + at..range.end)?;
    reader.flush();
    let first = labels.first().filter(|label| label.start == 0).and_then(|label| piece.get(label.clone()));
    let timed = first.is_some_and(|label| label_role(label).is_none());
    (timed || !reader.parts.is_empty()).then_some((reader.parts, reader.standing))
}

fn outside_brackets(piece: &str, at: usize) -> bool {
    let before = piece.get(..at).unwrap_or_default();
    before.matches('（').count() <= before.matches(['）', '〕']).count()
}

struct Reader<'a> {
    text: &'a str,
    rule: &'static str,
    parts: Vec<ClausePart>,
    standing: Vec<Standing>,
    /// Names that wait for their verb.
    pending: Vec<Name>,
    /// The label in force, its role none when it is that of a time.
    label: Option<(Option<Role>, String)>,
}

impl Reader<'_> {
    /// Reads the pieces between labels; none when there is prose in it.
    fn region(&mut self, range: Range<usize>) -> Option<()> {
        let region = self.text.get(range.clone())?;
        let pieces = split(region, &['；', '。', '，']).into_iter();
        pieces.map(|piece| range.start + piece.start..range.start + piece.end).try_for_each(|piece| self.piece(piece))
    }

    fn piece(&mut self, range: Range<usize>) -> Option<()> {
        let piece = self.text.get(range.clone())?;
        if piece.is_empty() || self.stands(piece, range.start) {
            return Some(());
        }
        // Between a verb and the next name a comma may be lost: 市司法局牵头有关部门按职责分工负责.
        if let Some(cut) = inner_verb(piece) {
            self.piece(range.start..range.start + cut)?;
            return self.piece(range.start + cut..range.end);
        }
        let verb = VERB.find(piece).filter(|verb| verb.start() > 0 || !self.pending.is_empty());
        match verb {
            Some(verb) if !names::is_known(piece) => {
                self.take(range.start..range.start + verb.start());
                self.close(verb.as_str())
            }
            _ => {
                self.take(range);
                Some(())
            }
        }
    }

    fn take(&mut self, range: Range<usize>) {
        self.pending.extend(names::names(self.text, range));
    }

    /// Gives the pending names the role of a verb; none when they are no names.
    fn close(&mut self, verb: &str) -> Option<()> {
        let names = std::mem::take(&mut self.pending);
        if names.is_empty() {
            return Some(());
        }
        names.iter().all(|name| names::is_name(&name.text)).then_some(())?;
        self.parts.push(ClausePart { role: verb_role(verb), cue: verb.to_owned(), names, rule: self.rule });
        self.label = None;
        Some(())
    }

    /// Gives the pending names the role of the label, or drops them when they stand behind a time.
    fn flush(&mut self) {
        let names = std::mem::take(&mut self.pending);
        match self.label.take() {
            Some((Some(role), cue)) if !names.is_empty() => {
                self.parts.push(ClausePart { role, cue, names, rule: "clause-labels" });
            }
            // Names behind the last verb answer, as those of 县发改局牵头，各有关部门.
            None if !self.parts.is_empty()
                && !names.is_empty()
                && names.iter().all(|name| names::is_name(&name.text)) =>
            {
                self.parts.push(ClausePart { role: Role::Responsible, cue: String::new(), names, rule: self.rule });
            }
            _ => {}
        }
    }

    /// Takes a piece that rules for later clauses; true when it was one.
    fn stands(&mut self, piece: &str, at: usize) -> bool {
        // Names hold none of these; most pieces are names.
        if !piece.contains(['第', '首', '以', '同', '再']) {
            return false;
        }
        if FIRST_LEADS.is_match(piece) {
            self.standing.push(Standing::FirstLeads);
            return true;
        }
        if let Some(found) = ALSO.captures(piece).and_then(|found| found.get(1)) {
            let names = names::names(self.text, at + found.start()..at + found.end());
            self.standing.push(Standing::AlsoResponsible(names));
            return true;
        }
        matches!(piece, "下同" | "不再列出" | "以下同")
    }
}

/// Where a verb ends in the middle of a piece and a name begins.
fn inner_verb(piece: &str) -> Option<usize> {
    const STARTS: [&str; 7] = ["有关", "各", "相关", "市", "县", "区", "省"];
    let ends = ["牵头", "负责", "配合"].iter().filter_map(|verb| {
        let start = piece.find(verb)?;
        let rest = piece.get(start + verb.len()..)?;
        STARTS.iter().any(|name| rest.starts_with(name)).then_some(())?;
        let before = names::names(piece, 0..start);
        (!before.is_empty() && before.iter().all(|name| names::is_name(&name.text))).then_some(start + verb.len())
    });
    ends.min()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `role:name name …` for every part of the first clause.
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
            ("要求。（生态环境部指导，住房城乡建设部参与）", "guide:生态环境部 support:住房城乡建设部"),
            ("要求。（责任单位：省财政厅、省司法厅，各市人民政府）", "responsible:省财政厅 省司法厅 各市人民政府"),
            ("要求。（6月底完成，牵头考核单位：县司法局、县财政局）", "assess:县司法局 县财政局"),
            (
                "要求。（牵头单位：县司法局;责任单位：县财政局，6月底完成）".replace(';', "；").as_str(),
                "lead:县司法局 responsible:县财政局",
            ),
            (
                "要求。〔牵头县领导：王永涛、葛剑；牵头责任单位：县司法局；协同责任单位：各镇（园区），县政府各部门〕",
                "leader:王永涛 葛剑 lead:县司法局 support:各镇（园区） 县政府各部门",
            ),
            ("责任单位：县司法局、各有关部门，各乡镇（街道）。", "responsible:县司法局 各有关部门 各乡镇（街道）"),
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
            ("要求（以下简称通用目录）。", ""),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
