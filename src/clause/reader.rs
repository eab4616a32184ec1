//! Reads what a clause says: names by role.
//!
//! `牵头责任单位：县司法局；协同责任单位：各镇（园区）` uses labels,
//! `市司法局牵头，有关部门按职责分工负责` verbs. A clause may also decide something for later ones.

mod beside;
mod decision;
mod labelled;
mod note;

use std::ops::Range;

use super::find::{UNBRACKETED, has_cue};
use super::label::{label_role, labels, matters, may_head_prose, names_both};
use super::names::{self, Name};
use super::person::{self, with_all_posts};
use super::prose;
use super::verb::{inner_verb, verb, verb_role};
use super::{ClausePart, Standing};
use crate::affix::AnyOf;
use crate::bracket::split;
use crate::characters::is_common_han;
use crate::lexicon::levels::begins_with_level;
use crate::model::Role;
use crate::patterns::{Pattern, pattern};
use labelled::{outside_brackets, with_members};
use note::{cut, with_person};

pub(crate) use decision::sets_first_leads;
pub(super) use labelled::MEMBERS;

/// The maximum length of a list of names that lost its commas, in bytes.
const LONGEST_PIECE: usize = 6000;

/// The maximum length of an unknown name after a label, in characters.
const LONGEST_UNKNOWN: usize = 12;

pub(super) type Parsed = (Vec<ClausePart>, Vec<Standing>);

/// Reads a clause, given without its brackets. Returns `None` if the text is not a clause.
pub(super) fn parse(text: &str, range: Range<usize>, rule: &'static str) -> Option<Parsed> {
    let range = without_matter(text, range);
    let piece = text.get(range.clone())?;
    if !has_cue(piece) {
        return None;
    }
    let mut reader = Reader::new(text, rule);
    let labels = with_members(piece, outside_brackets(piece, labels(piece)));
    let matters =
        if labels.is_empty() { Vec::new() } else { outside_brackets(piece, matters(piece)) };
    let names = |from: usize, to: usize| {
        let said = matters.iter().map(|label| label.start).find(|at| (from..to).contains(at));
        range.start + from..range.start + said.unwrap_or(to)
    };
    let first_role = labels.iter().find_map(|label| label_role(piece.get(label.clone())?));
    let may_answer =
        first_role.is_some_and(|role| role == Role::Leader || beside::is_of_others(role));
    let mut at = 0;
    for label in &labels {
        let read = reader.region(names(at, label.start));
        // There may be prose before the first label:
        // （年底前取得成效并持续推进，牵头单位：县司法局）.
        if at == 0 && read.is_none() {
            reader.pending.clear();
        } else {
            read?;
        }
        if at == 0 && may_answer {
            reader.answer_before(piece.get(..label.start).unwrap_or_default());
        }
        reader.flush();
        let cue =
            piece.get(label.clone()).unwrap_or_default().trim_start_matches(['（', '〔', '。']);
        reader.label = Some((label_role(cue), cue.trim_end_matches('：').to_owned()));
        at = label.end;
    }
    reader.region(names(at, piece.len()))?;
    reader.flush();
    let first =
        labels.first().filter(|label| label.start == 0).and_then(|label| piece.get(label.clone()));
    let timed = first.is_some_and(|label| label_role(label).is_none());
    let decides = reader
        .standing
        .iter()
        .any(|one| matches!(one, Standing::AlsoResponsible(names) if !names.is_empty()));
    (timed || decides || !reader.parts.is_empty()).then_some((reader.parts, reader.standing))
}

/// A clause without the words for what it is about: `此项工作由县水利局负责，县财政局配合`,
/// `违法建设的查处，由县城管局负责`.
fn without_matter(text: &str, range: Range<usize>) -> Range<usize> {
    const MATTERS: [&str; 8] = [
        "此项工作", "该项工作", "本项工作", "上述工作", "以上工作", "以上任务", "此项任务", "本条",
    ];
    let piece = text.get(range.clone()).unwrap_or_default();
    let rest = piece.strip_any_prefix(&MATTERS);
    let rest = rest.filter(|rest| rest.starts_with('由'));
    let rest = rest.or_else(|| behind_matter(text, range.clone())).unwrap_or(piece);
    range.end - rest.len()..range.end
}

/// The text from 由 on, behind a comma and words that are neither bodies nor say what some do: who
/// answers for `违法建设的查处`.
pub(super) fn behind_matter(text: &str, range: Range<usize>) -> Option<&str> {
    let piece = text.get(range.clone())?;
    let at = piece.find("，由")?;
    let (head, rest) = piece.split_at_checked(at)?;
    let may_act = |name: &Name| names::can_act(&name.text) && !name.text.contains('的');
    let lists = || names::names(text, range.start..range.start + at).iter().any(may_act);
    let says_who = head.contains('：') || verb(head).is_some() || lists();
    if says_who { None } else { rest.strip_prefix('，') }
}

struct Reader<'a> {
    text: &'a str,
    rule: &'static str,
    parts: Vec<ClausePart>,
    standing: Vec<Standing>,
    /// Names still waiting for their verb.
    pending: Vec<Name>,
    /// The current label; its role is `None` if a time follows it.
    label: Option<(Option<Role>, String)>,
}

/// Splits off the names of a part that have a role of their own: `县林业局（牵头）、县财政局`.
pub(super) fn by_role(text: &str, part: ClausePart) -> Vec<ClausePart> {
    let mut reader = Reader::new(text, part.rule);
    reader.push(part);
    reader.parts
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, rule: &'static str) -> Self {
        let (parts, standing, pending) = (Vec::new(), Vec::new(), Vec::new());
        Self { text, rule, parts, standing, pending, label: None }
    }

    /// Reads the text between two labels. Returns `None` if it contains prose.
    fn region(&mut self, range: Range<usize>) -> Option<()> {
        let region = self.text.get(range.clone())?;
        let pieces = split(region, &['；', '。', '，', '｜', '|']).into_iter();
        pieces
            .map(|piece| range.start + piece.start..range.start + piece.end)
            .try_for_each(|piece| self.piece(piece))
    }

    /// Reads a piece. A comma may be lost between a verb and the next name:
    /// 市司法局牵头有关部门按职责分工负责.
    fn piece(&mut self, mut range: Range<usize>) -> Option<()> {
        if let Some(bracket) = decision::bracket(self.text, &range) {
            self.standing.push(Standing::FirstLeads);
            range.end = bracket.start;
        }
        loop {
            let piece = self.text.get(range.clone())?;
            if piece.is_empty() || self.decides(range.clone()) {
                return Some(());
            }
            let cut = inner_verb(piece).filter(|_| piece.len() <= LONGEST_PIECE);
            let Some(cut) = cut else { return self.part(range) };
            let end = range.start + cut;
            if !self.decides(range.start..end) {
                self.part(range.start..end)?;
            }
            range.start = end;
        }
    }

    /// Takes a piece that decides something for later clauses; returns whether it is one.
    fn decides(&mut self, range: Range<usize>) -> bool {
        let decided = decision::decides(self.text, range);
        let is_one = decided.is_some();
        self.standing.extend(decided.into_iter().flatten());
        is_one
    }

    /// Gives the names before the first label a role if the text up to it sets them apart:
    /// `县教育局；配合单位：县财政局`. Before other labels they may be those who set the task or
    /// what it is about: `省教育厅；责任单位：县教育局`.
    fn answer_before(&mut self, head: &str) {
        if head.ends_with(['；', '，']) && beside::answer(&self.pending) {
            let names = std::mem::take(&mut self.pending);
            self.push(ClausePart::plain(Role::Responsible, names, "clause-labels"));
        }
    }

    /// Gives the names before the last comma a role of their own if they are not those of the verb
    /// behind it: that of the label, `责任单位：县水利局，县财政局配合`, or that of those who
    /// answer, `县水利局，县财政局配合`.
    fn part_from(&mut self, verb: Role) {
        if matches!(self.label, Some((Some(_), _))) {
            self.flush();
        } else if self.label.is_none()
            && self.parts.is_empty()
            && self.rule != UNBRACKETED
            && beside::is_of_others(verb)
            && beside::answer(&self.pending)
        {
            let names = std::mem::take(&mut self.pending);
            self.push(ClausePart::plain(Role::Responsible, names, self.rule));
        }
    }

    /// Reads names and the verb after them, if there is one.
    fn part(&mut self, range: Range<usize>) -> Option<()> {
        let range = beside::behind_by(self.text, range);
        let piece = self.text.get(range.clone())?;
        if says_when(piece) {
            return Some(());
        }
        if self.pending.is_empty()
            && let Some((role, names)) = prose::called(self.text, range.clone())
        {
            self.act(role, names);
            return Some(());
        }
        if let Some(names) = self.mainly(range.clone()) {
            self.act(Role::Lead, names);
            return Some(());
        }
        let verb = verb(piece).filter(|(at, _)| *at > 0 || !self.pending.is_empty());
        if self.pending.is_empty()
            && let Some((at, _)) = verb
            && let Some(people) =
                beside::leaders(self.text, range.start..range.start + at, piece.get(at..)?)
        {
            self.act(Role::Leader, people);
            return Some(());
        }
        let is_list = |at: usize| {
            let names = names::names(self.text, range.start..range.start + at);
            names.iter().all(|name| names::can_act(&name.text))
        };
        // The verb may belong to what is done: 县财政局负责经费保障.
        if self.rule != UNBRACKETED
            && self.pending.is_empty()
            && !verb.is_some_and(|(at, _)| is_list(at))
            && let Some((role, names)) = prose::acts(self.text, range.clone())
        {
            self.act(role, names);
            return Some(());
        }
        if !verb.is_some_and(|(at, _)| is_list(at)) && self.does(range.clone()) {
            return Some(());
        }
        match verb {
            Some((at, role)) => {
                if at > 0 && !self.pending.is_empty() {
                    self.part_from(role);
                }
                self.take(range.start..range.start + at);
                // After the label of a time there may be something other than names:
                // 以后每年持续实施.
                self.close(role, piece.get(at..)?)
                    .or(matches!(self.label, Some((None, _))).then_some(()))
            }
            None => {
                self.take(range);
                Some(())
            }
        }
    }

    /// Reads those who lead without the word for it: `县教育局为主，县财政局配合`,
    /// `以县教育局为主`.
    fn mainly(&self, range: Range<usize>) -> Option<Vec<Name>> {
        let list = self.text.get(range.clone())?.strip_suffix("为主")?;
        let list = list.strip_prefix('以').unwrap_or(list);
        let end = range.end - "为主".len();
        let names = names::names(self.text, end - list.len()..end);
        let are_bodies = names.iter().all(|name| names::can_act(&name.text) && leads(&name.text));
        let is_bracketed = self.rule != UNBRACKETED && self.pending.is_empty();
        (is_bracketed && !names.is_empty() && are_bodies).then_some(names)
    }

    /// Reads names and what they do, where others have a role or the part ends in a verb of one:
    /// `县司法局牵头，各乡镇落实属地责任`. Returns whether the part is that.
    fn does(&mut self, range: Range<usize>) -> bool {
        let label = self.label.as_ref().map(|(role, _)| *role);
        if self.rule == UNBRACKETED || matches!(label, Some(None | Some(Role::Leader))) {
            return false;
        }
        let Some((role, names)) = prose::doing(self.text, range) else { return false };
        let is_beside = label.is_some() || !self.parts.is_empty();
        if role.is_none() && !is_beside {
            return false;
        }
        // The names before the last comma have the role of the label.
        if label.is_some() && !self.pending.is_empty() {
            self.flush();
        }
        let role = role.or(label.flatten()).unwrap_or(Role::Responsible);
        let pending = std::mem::take(&mut self.pending);
        let names = [pending, names].concat();
        self.act(role, names);
        true
    }

    /// Adds names with the role that what they do gives them.
    fn act(&mut self, role: Role, names: Vec<Name>) {
        self.push(ClausePart::plain(role, names, self.rule));
        self.label = None;
    }

    fn take(&mut self, range: Range<usize>) {
        self.pending.extend(names::names(self.text, range));
    }

    /// Gives the pending names the role of a verb. Returns `None` if they are not names.
    fn close(&mut self, role: Role, verb: &str) -> Option<()> {
        let mut names = std::mem::take(&mut self.pending);
        if names.is_empty() {
            return Some(());
        }
        if self.parts.is_empty() && self.label.is_none() {
            beside::leave_scope(self.text, &mut names);
        }
        // Behind other names, an unknown one is told by its level: 市属国企; so is one next to a
        // known one: 县财政局、县城投.
        let is_bracketed = self.rule != UNBRACKETED;
        let is_told = !self.parts.is_empty() && is_bracketed;
        let is_beside = is_bracketed && names.iter().any(|name| names::is_known(&name.text));
        let can_act = |name: &Name| {
            names::can_act(&name.text)
                || is_told && begins_with_level(&name.text)
                || is_beside && names::may_be_levelled(&name.text)
                || is_bracketed && names::is_of_kind(&name.text)
        };
        // A single unknown name among known ones is a doubt of its own.
        let unknown: Vec<_> = names.iter().filter(|name| !can_act(name)).collect();
        let is_one = |name: &Name| {
            is_bracketed
                && names.iter().filter(|name| names::is_known(&name.text)).count() > 1
                && name.text.chars().nth(5).is_none()
                && name.text.chars().all(is_common_han)
                && !names::does_something(&name.text)
                && !name.text.contains(['的', '等'])
        };
        match unknown.as_slice() {
            [] => {}
            [one] if is_one(one) => {}
            _ => return None,
        }
        self.push(ClausePart { role, cue: verb.to_owned(), names, rule: self.rule });
        self.label = None;
        Some(())
    }

    /// Gives the pending names the role of the label, or drops them if they follow the label of a
    /// time.
    fn flush(&mut self) {
        let names = std::mem::take(&mut self.pending);
        let label = self.label.take();
        if names.is_empty() {
            return;
        }
        let names = if label.is_some() { before_prose(names) } else { names };
        let (role, cue, rule) = match label {
            // Prose after what looks like a label: 监管部门：要切实加强日常检查.
            Some((Some(_), label)) if may_head_prose(&label) && names.iter().all(is_prose) => {
                return;
            }
            Some((Some(role), cue)) => (self.told_apart(role, &cue), cue, "clause-labels"),
            Some((None, _)) => return,
            // Names after the last verb are responsible, as in 县发改局牵头，各有关部门; so are
            // names before a decision, as in A、B， 排名第一位为牵头单位.
            None if self.parts.is_empty() && self.standing.is_empty() => return,
            None if names.iter().all(|name| names::is_name(&name.text)) => {
                (Role::Responsible, String::new(), self.rule)
            }
            None => return,
        };
        self.push(ClausePart { role, cue, names, rule });
    }

    /// The role of an ambiguous label such as 配合/责任单位: support if somebody leads, otherwise
    /// responsible.
    fn told_apart(&self, role: Role, label: &str) -> Role {
        let is_open =
            label.contains(['/', '或']) && label.contains("责任") && role == Role::Support;
        let is_led = self.parts.iter().any(|part| part.role == Role::Lead);
        if is_open && !is_led { Role::Responsible } else { role }
    }

    /// Adds names. A name with a role of its own, `县林业局（牵头）`, or with the name of its head,
    /// `县林业局李伟`, becomes a separate part.
    fn push(&mut self, part: ClausePart) {
        let ClausePart { role, cue, names, rule } = part;
        // 协调人：朱红市长助理
        let are_people =
            || cue.ends_with('人') && names.iter().all(|name| person::holds_or_is_name(&name.text));
        let role = if role != Role::Leader && are_people() { Role::Leader } else { role };
        let both = names_both(&cue) || role != Role::Leader && note::name_people(&names);
        let names = if role == Role::Leader { with_all_posts(names) } else { names };
        for name in names.iter().map(note::without_scope) {
            if let Some((unit, person)) = both.then(|| with_person(&name)).flatten() {
                unit.into_iter().for_each(|unit| self.add(role, &cue, unit, rule));
                self.add(Role::Leader, people_of(&cue), person, rule);
            } else if let Some((name, note)) = note::of(self.text, &name) {
                self.add(role, &cue, name, rule);
                self.parts.extend(note);
            } else if let Some((len, role, cue)) = own_role(&name.text) {
                self.add(role, cue, cut(&name, 0..len), rule);
            } else if role == Role::Leader && beside::is_body(&name) {
                self.add(Role::Responsible, "", name, rule);
            } else {
                self.add(role, &cue, name, rule);
            }
        }
    }

    fn add(&mut self, role: Role, cue: &str, name: Name, rule: &'static str) {
        match self.parts.last_mut() {
            Some(last) if last.role == role && last.cue == cue && last.rule == rule => {
                last.names.push(name)
            }
            _ => self.parts.push(ClausePart { role, cue: cue.to_owned(), names: vec![name], rule }),
        }
    }
}

/// Whether a piece says when or how something is done, but not by whom: `持续实施`,
/// `2024年底前全面落实`, `按时间节点推进`.
pub(super) fn says_when(piece: &str) -> bool {
    static WHEN: Pattern = pattern!(
        "^(?:(?:并|且|同时)?(?:持续|长期|常年|全年|常态化|滚动|分阶段|分步|分期|分批|分年度|逐年|逐步|有序|按(?:照)?(?:时间)?(?:节点|进度|计划|时序|序时|期))|(?:到|至)?20[0-9]{2}年|(?:1[0-2]|[1-9])月|年内|年底|每年|每月|每季度|每半年)[^、由局委办厅府院署部镇乡村社会各]*$"
    );
    WHEN.is_match(piece)
}

/// Whether a name before 为主 is that of a body or of all bodies of a kind, not of a place or sort:
/// 市区, 乡镇, 区内企业, 各类学校.
fn leads(name: &str) -> bool {
    const PLACES: [&str; 6] = ["区", "县", "市", "镇", "村", "学校"];
    let is_class = name.contains('各') && !name.contains("各类");
    let is_place = name.ends_with_any(&PLACES);
    let is_all = || name.ends_with_any(&["部门", "单位"]);
    let is_body = || begins_with_level(name) && (is_all() || names::is_a_body_by_its_end(name));
    is_class || !is_place && (names::is_known(name) || is_body())
}

/// Whether something in the place of a name is prose: not a name, and too long for an unknown one.
fn is_prose(name: &Name) -> bool {
    !names::is_name(&name.text) && name.text.chars().count() > LONGEST_UNKNOWN
}

/// The names after a label that precede a sentence run together with them:
/// `区财政局、|相关单位要提高认识，…`.
fn before_prose(mut names: Vec<Name>) -> Vec<Name> {
    let begins = |name: &Name| {
        let told = name.text.split_once('要');
        told.is_some_and(|(whom, what)| {
            names::is_name(whom)
                && !whom.ends_with(['主', '重', '需', '纪'])
                && what.chars().nth(2).is_some()
        })
    };
    if let Some(n) = names.iter().position(begins).filter(|n| *n > 0) {
        names.truncate(n);
    }
    names
}

/// The part of a label that is for people: 责任人 in 责任单位及责任人, 牵头单位责任人. If none is,
/// the people answer for the units: 责任人.
fn people_of(label: &str) -> &str {
    if !names_both(label) {
        return "责任人";
    }
    let label = label.trim_end_matches('）');
    let people = label.rsplit(['及', '和', '与', '、', '/', '（']).next().unwrap_or(label);
    people.rsplit_once("单位").map_or(people, |(_, people)| people)
}

/// The length of a name before the role in its brackets, the role, and its word.
fn own_role(name: &str) -> Option<(usize, Role, &str)> {
    let (name, word) = name.strip_suffix(['）', '〕'])?.rsplit_once(['（', '〔'])?;
    names::is_own_role(word).then(|| (name.len(), verb_role(word), word))
}
