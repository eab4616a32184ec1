//! What a clause says, once it is found: names by role.
//!
//! `牵头责任单位：县司法局；协同责任单位：各镇（园区）` by labels, `市司法局牵头，有关部门按职责分工负责` by verbs, and what a clause rules for those
//! behind it.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::context;
use super::duty;
use super::names::{self, Name};
use super::person::is_name as is_person;
use super::responsibility::{ClausePart, Standing, UNBRACKETED, has_cue};
use crate::characters::CharSet;
use crate::lexicon::roles::{self, Stands};
use crate::model::Role;
use crate::parse::letterhead::split;

/// What a label can say before its word: 技术支撑单位.
const BEFORE_WORD: &str = "总|第一|主要|共同|市级|县级|区级|省级|各|整改|治理|排查|工作|任务|项目|直接|主体|属地|行业|计划|预计|拟|技术|业务|\
经费|资金|具体|日常|专业|对口";

/// What a label of names ends in.
const LABEL_END: &str =
    r"单位|部门|机构|机关|领导|(?:副)?[市县区州镇乡]长|责任人|负责人|处室|科室|股室|主体|乡镇|镇街|企业|人";

/// Words that look like labels and head what is said of something else: 组织领导：, 管理机构：.
const HEADINGS: &[&str] = &["联系人：", "组织机构：", "组织领导：", "组织部门：", "管理机构：", "管理人："];

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    let [word, bare, time] = [Stands::Label, Stands::Bare, Stands::Time].map(roles::pattern);
    let more = format!(r"(?:{word}|省|市|县|区|州|级|\(|/|、|或|及)*");
    let note = "(?:（[^（）：]{1,6}）|及[^：。；，]{1,8})?：";
    let label = format!(
        "(?:{BEFORE_WORD})*(?:{word}{more}(?:{LABEL_END}){note}|{time}{more}(?:时限|时间|期限){note})\
|链长：|(?:^|[（〔。])任单位：|{bare}："
    );
    Regex::new(&format!("(?:{label})$")).expect("the words are fixed")
});

/// Names that a verb closes are followed by how they act, and by one verb or several side by side: 按职责分工负责组织实施.
static VERB: LazyLock<Regex> = LazyLock::new(|| {
    let verb = roles::pattern(Stands::Verb);
    Regex::new(&format!(
        "(?:等)?(?:要|应|应当)?(?:按照|按|依据|根据)?(?:各自)?(?:职责|职能|工作)?(?:分工)?(?:要求)?\
(?:共同|分别|具体|联合|统筹|组织|进行|做好|认真|统一|全面|总)*?({verb}(?:(?:和|并|、)?(?:{verb}|组织|抓总))*)$"
    ))
    .expect("the words are fixed")
});

static FIRST_LEADS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:列|排|排名|排列)(?:在)?(?:第一|首)(?:位)?.{0,12}?牵头").expect("the pattern is fixed")
});

static ALSO: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"以下均[需由](.+?)(?:按[^，。；]{0,10})?(?:负责落实|配合落实|负责|落实|配合|参与)")
        .expect("the pattern is fixed")
});

/// A list of names that lost its commas is not longer than this, in bytes.
const LONGEST_PIECE: usize = 6000;

/// A label is not longer than this, in characters.
const LONGEST_LABEL: usize = 20;

/// An unknown name behind a label is not longer than this, in characters.
const LONGEST_UNKNOWN: usize = 12;

/// A verb with how they act is not longer than this, in characters.
const LONGEST_VERB: usize = 40;

/// Whether a piece of text ends in a verb such as 按职责分工负责.
pub(super) fn ends_in_verb(piece: &str) -> bool {
    verb(piece).is_some()
}

/// Where the verb at the end of a piece begins, how they act included, and its role.
pub(super) fn verb(piece: &str) -> Option<(usize, Role)> {
    static LAST: LazyLock<CharSet> = LazyLock::new(|| {
        let words = roles::standing(Stands::Verb).map(|one| one.word).chain(["组织", "抓总"]);
        words.filter_map(|word| word.chars().next_back()).collect()
    });
    if !piece.ends_with(|c| LAST.has(c)) {
        return None;
    }
    let from = piece.len() - context::last_chars(piece, piece.len(), LONGEST_VERB).len();
    let found = VERB.captures(piece.get(from..)?)?;
    Some((from + found.get(0)?.start(), verb_role(found.get(1)?.as_str())))
}

/// The labels in a piece of text, each with its colon. A label is looked for before a colon only.
pub(crate) fn labels(piece: &str) -> impl Iterator<Item = Range<usize>> {
    piece.match_indices('：').filter_map(|(at, colon)| {
        let end = at + colon.len();
        let mut start = at.saturating_sub(LONGEST_LABEL * colon.len());
        while !piece.is_char_boundary(start) {
            start += 1;
        }
        let label = LABEL.find(piece.get(start..end)?)?;
        if HEADINGS.iter().any(|heading| label.as_str().ends_with(heading)) {
            return None;
        }
        Some(start + label.start()..end)
    })
}

/// What stands behind a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LabelKind {
    /// Names of those who have a role.
    Role(Role),
    /// A time.
    Time,
}

/// What stands behind a label such as 牵头单位 or 完成时限, given without its colon; none when it is no label.
pub(crate) fn label_kind(label: &str) -> Option<LabelKind> {
    let with_colon = format!("{label}：");
    labels(&with_colon).next().filter(|found| found.start == 0)?;
    Some(label_role(label).map_or(LabelKind::Time, LabelKind::Role))
}

/// The role of a label such as 牵头责任单位, none for a time (完成时限).
pub(super) fn label_role(label: &str) -> Option<Role> {
    let label = label.trim_end_matches('：');
    // Of 责任单位及责任人 it is the role of the units.
    let label =
        if names_both(label) { label.split(['及', '和', '与', '、', '/']).next().unwrap_or(label) } else { label };
    let has = |words: &[&str]| words.iter().any(|word| label.contains(word));
    if has(&["时限", "时间", "期限"]) {
        return None;
    }
    let is_head = ["市长", "县长", "区长", "州长", "镇长", "乡长"].iter().any(|post| label.ends_with(post));
    if has(&["领导", "链长"]) || is_head || label.ends_with("责任人") || label.ends_with("负责人") {
        return Some(Role::Leader);
    }
    if has(&["主要责任", "第一责任"]) {
        return Some(Role::Lead);
    }
    Some(first_of(label, &[Role::Assess, Role::Lead, Role::Support, Role::Supervise, Role::Guide, Role::Host]))
}

/// The role of a verb such as 按职责分工负责, or of a label that has no end.
fn verb_role(verb: &str) -> Role {
    // 统筹 before another verb says how: 统筹推进, 统筹实施.
    let done = verb.strip_prefix("统筹").filter(|rest| !rest.is_empty() && *rest != "协调").unwrap_or(verb);
    first_of(done, &[Role::Lead, Role::Support, Role::Guide, Role::Host, Role::Supervise, Role::Assess])
}

/// The first of the roles of which a word stands in a label or a verb; else the body answers.
fn first_of(text: &str, ranks: &[Role]) -> Role {
    let said = |role: &&Role| roles::role_words().iter().any(|one| one.role == **role && one.find(text).is_some());
    ranks.iter().find(said).copied().unwrap_or(Role::Responsible)
}

/// Whether a text rules that the first name of every clause leads: 列第一位的责任单位为牵头单位.
pub(crate) fn sets_first_leads(text: &str) -> bool {
    FIRST_LEADS.is_match(text)
}

pub(super) type Parsed = (Vec<ClausePart>, Vec<Standing>);

/// Reads what a clause says, brackets left out; none when it is no clause.
pub(super) fn parse(text: &str, range: Range<usize>, rule: &'static str) -> Option<Parsed> {
    let piece = text.get(range.clone())?;
    if !has_cue(piece) {
        return None;
    }
    let mut reader = Reader { text, rule, parts: Vec::new(), standing: Vec::new(), pending: Vec::new(), label: None };
    let labels = outside_brackets(piece, labels(piece));
    let mut at = 0;
    for label in &labels {
        let read = reader.region(range.start + at..range.start + label.start);
        // What stands before the first label may be prose: （年底前取得成效并持续推进，牵头单位：县司法局）.
        if at == 0 && read.is_none() {
            reader.pending.clear();
        } else {
            read?;
        }
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

/// Those of the labels, which come in the order of the text, before which no bracket is left open.
fn outside_brackets(piece: &str, labels: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let (mut at, mut n_opened, mut n_closed) = (0, 0, 0);
    let mut is_outside = |label: &Range<usize>| {
        let before = piece.get(at..label.start).unwrap_or_default();
        (n_opened, n_closed) =
            (n_opened + before.matches('（').count(), n_closed + before.matches(['）', '〕']).count());
        at = label.start;
        n_opened <= n_closed
    };
    labels.filter(|label| is_outside(label)).collect()
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
        let pieces = split(region, &['；', '。', '，', '｜', '|']).into_iter();
        pieces.map(|piece| range.start + piece.start..range.start + piece.end).try_for_each(|piece| self.piece(piece))
    }

    /// Reads a piece. Between a verb and the next name a comma may be lost: 市司法局牵头有关部门按职责分工负责.
    fn piece(&mut self, mut range: Range<usize>) -> Option<()> {
        loop {
            let piece = self.text.get(range.clone())?;
            if piece.is_empty() || self.stands(piece, range.start) {
                return Some(());
            }
            let cut = inner_verb(piece).filter(|_| piece.len() <= LONGEST_PIECE);
            let Some(cut) = cut else { return self.part(range) };
            let end = range.start + cut;
            if !self.stands(piece.get(..cut)?, range.start) {
                self.part(range.start..end)?;
            }
            range.start = end;
        }
    }

    /// Reads names with the verb at their end, if they have one.
    fn part(&mut self, range: Range<usize>) -> Option<()> {
        let piece = self.text.get(range.clone())?;
        if says_when(piece) {
            return Some(());
        }
        let verb = verb(piece).filter(|(at, _)| *at > 0 || !self.pending.is_empty());
        let verb = verb.filter(|_| !names::is_known(piece));
        let is_list = |at: usize| {
            let names = names::names(self.text, range.start..range.start + at);
            names.iter().all(|name| names::can_act(&name.text))
        };
        // A verb may be the end of what is done: 县财政局负责经费保障.
        if self.rule != UNBRACKETED
            && self.pending.is_empty()
            && !verb.is_some_and(|(at, _)| is_list(at))
            && let Some((role, names)) = duty::acts(self.text, range.clone())
        {
            self.push(ClausePart { role, cue: String::new(), names, rule: self.rule });
            self.label = None;
            return Some(());
        }
        match verb {
            Some((at, role)) => {
                self.take(range.start..range.start + at);
                // What stands behind the label of a time need not be names: 以后每年持续实施.
                self.close(role, piece.get(at..)?).or(matches!(self.label, Some((None, _))).then_some(()))
            }
            None => {
                self.take(range);
                Some(())
            }
        }
    }

    fn take(&mut self, range: Range<usize>) {
        self.pending.extend(names::names(self.text, range));
    }

    /// Gives the pending names the role of a verb; none when they are no names.
    fn close(&mut self, role: Role, verb: &str) -> Option<()> {
        let names = std::mem::take(&mut self.pending);
        if names.is_empty() {
            return Some(());
        }
        names.iter().all(|name| names::can_act(&name.text)).then_some(())?;
        self.push(ClausePart { role, cue: verb.to_owned(), names, rule: self.rule });
        self.label = None;
        Some(())
    }

    /// Gives the pending names the role of the label, or drops them when they stand behind a time.
    fn flush(&mut self) {
        let names = std::mem::take(&mut self.pending);
        let label = self.label.take();
        if names.is_empty() {
            return;
        }
        let names = if label.is_some() { before_prose(names) } else { names };
        let (role, cue, rule) = match label {
            // Prose behind what looks like a label: 监管部门：要切实加强日常检查.
            Some((Some(_), label)) if names_a_class(&label) && names.iter().all(is_prose) => return,
            Some((Some(role), cue)) => (self.told_apart(role, &cue), cue, "clause-labels"),
            Some((None, _)) => return,
            // Names behind the last verb answer, as those of 县发改局牵头，各有关部门; so do names before a rule, as in A、B，
            // 排名第一位为牵头单位.
            None if self.parts.is_empty() && self.standing.is_empty() => return,
            None if names.iter().all(|name| names::is_name(&name.text)) => {
                (Role::Responsible, String::new(), self.rule)
            }
            None => return,
        };
        self.push(ClausePart { role, cue, names, rule });
    }

    /// The role of a label that leaves it open: of 配合/责任单位 they support where somebody leads, and answer where nobody does.
    fn told_apart(&self, role: Role, label: &str) -> Role {
        let is_open = label.contains(['/', '或']) && label.contains("责任") && role == Role::Support;
        let is_led = self.parts.iter().any(|part| part.role == Role::Lead);
        if is_open && !is_led { Role::Responsible } else { role }
    }

    /// Adds names; one that has a role of its own behind it, `县林业局（牵头）`, or its head, `县林业局李伟`, makes a part by itself.
    fn push(&mut self, part: ClausePart) {
        let ClausePart { role, cue, names, rule } = part;
        let both = names_both(&cue);
        let names = if role == Role::Leader { with_all_posts(names) } else { names };
        for name in names {
            if let Some((unit, person)) = both.then(|| with_person(&name)).flatten() {
                unit.into_iter().for_each(|unit| self.add(role, &cue, unit, rule));
                self.add(Role::Leader, &cue, person, rule);
            } else if let Some((len, role, cue)) = own_role(&name.text) {
                self.add(role, cue, cut(&name, 0..len), rule);
            } else {
                self.add(role, &cue, name, rule);
            }
        }
    }

    fn add(&mut self, role: Role, cue: &str, name: Name, rule: &'static str) {
        match self.parts.last_mut() {
            Some(last) if last.role == role && last.cue == cue && last.rule == rule => last.names.push(name),
            _ => self.parts.push(ClausePart { role, cue: cue.to_owned(), names: vec![name], rule }),
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

/// Whether a piece says by when or how long something is done, and who does it not at all: `持续实施`, `2024年底前全面落实`.
fn says_when(piece: &str) -> bool {
    static WHEN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new("^(?:持续|长期|常态化|滚动|(?:到|至)?20[0-9]{2}年|(?:1[0-2]|[1-9])月|年内|年底|每年|每月|每季度|每半年)[^、由局委办厅府院署部镇乡村社会各]*$")
            .expect("the pattern is fixed")
    });
    WHEN.is_match(piece)
}

/// Whether a label can be the name of a class as well: 监管部门.
fn names_a_class(label: &str) -> bool {
    ["部门", "机构", "机关"].iter().any(|end| label.ends_with(end))
}

/// Whether what should be a name is none, and too long to be one.
fn is_prose(name: &Name) -> bool {
    !names::is_name(&name.text) && name.text.chars().count() > LONGEST_UNKNOWN
}

/// The names behind a label before a sentence that a copy ran on: `区财政局、|相关单位要提高认识，…`.
fn before_prose(mut names: Vec<Name>) -> Vec<Name> {
    let begins = |name: &Name| {
        let told = name.text.split_once('要');
        told.is_some_and(|(whom, what)| {
            names::is_name(whom) && !whom.ends_with(['主', '重', '需', '纪']) && what.chars().nth(2).is_some()
        })
    };
    if let Some(n) = names.iter().position(begins).filter(|n| *n > 0) {
        names.truncate(n);
    }
    names
}

/// Whether a label is of units and people: 责任单位及责任人.
fn names_both(label: &str) -> bool {
    ["单位", "部门"].iter().any(|unit| label.contains(unit))
        && ["责任人", "负责人", "领导"].iter().any(|end| label.ends_with(end))
}

/// Puts a seat in a committee to the post behind it, of one person: `县委常委、县纪委书记刘峰`.
fn with_all_posts(names: Vec<Name>) -> Vec<Name> {
    const SEATS: [&str; 4] = ["常委", "党组成员", "党委委员", "党组书记"];
    let mut whole: Vec<Name> = Vec::new();
    for name in names {
        match whole.last_mut().filter(|last| SEATS.iter().any(|seat| last.text.ends_with(seat))) {
            Some(last) => {
                last.text = format!("{}、{}", last.text, name.text);
                last.range.end = name.range.end;
            }
            None => whole.push(name),
        }
    }
    whole
}

/// The person at the end of a name, with the unit before it: 区工信局李伟, 李伟.
fn with_person(name: &Name) -> Option<(Option<Name>, Name)> {
    let begins = name.text.char_indices().map(|(at, _)| at).find(|at| {
        let (unit, person) = name.text.split_at(*at);
        is_person(person) && (unit.is_empty() || names::is_name(unit))
    });
    let at = begins?;
    Some(((at > 0).then(|| cut(name, 0..at)), cut(name, at..name.text.len())))
}

/// A piece of a name, with its place.
fn cut(name: &Name, piece: Range<usize>) -> Name {
    let range = name.range.start + piece.start..name.range.start + piece.end;
    Name { text: name.text.get(piece).unwrap_or_default().to_owned(), range }
}

/// The role in brackets behind a name, with its word and the length of the name.
fn own_role(name: &str) -> Option<(usize, Role, &str)> {
    let (name, word) = name.strip_suffix('）')?.rsplit_once('（')?;
    names::is_own_role(word).then(|| (name.len(), verb_role(word), word))
}

/// Where a verb ends in the middle of a piece and a name begins.
fn inner_verb(piece: &str) -> Option<usize> {
    const STARTS: [&str; 7] = ["有关", "各", "相关", "市", "县", "区", "省"];
    let place = |verb: &&str| piece.find(*verb).map(|at| at..at + verb.len());
    let mut verbs: Vec<_> = ["牵头", "负责", "配合"].iter().filter_map(place).collect();
    // The nearest has the fewest names before it to look at.
    verbs.sort_unstable_by_key(|verb| verb.start);
    let parts_names = |verb: &Range<usize>| {
        let rest = piece.get(verb.end..).unwrap_or_default();
        STARTS.iter().any(|name| rest.starts_with(name)) && {
            let before = names::names(piece, 0..verb.start);
            !before.is_empty() && before.iter().all(|name| names::is_name(&name.text))
        }
    };
    verbs.into_iter().find(parts_names).map(|verb| verb.end)
}
