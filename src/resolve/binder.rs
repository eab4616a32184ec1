//! Binds names to indexes: every distinct name in a source becomes one unit, and every leader in a
//! clause one person.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use super::unit::{UnitContext, follow_full_names, unit, with_regions_of_list};
use super::{doc_at, doc_id, evidence};
use crate::clause::{Name, names_a_unit, names_a_village_or_school};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::extract::held;
use crate::lexicon::levels::{OF_REGIONS, begins_with_level};
use crate::message;
use crate::model::{Agent, Assignment, Evidence, Mention, Person, Region, Role, Unit};
use crate::parse::{Outline, Part};
use crate::span::Span;

/// The units and persons of a source while its facts are put together.
pub(super) struct Binder<'a> {
    pub(super) outline: &'a Outline,
    /// The id of the current task.
    pub(super) task: Option<String>,
    pub(super) persons: Vec<Person>,
    /// Reports of names that were restored, or that may not be names.
    pub(super) remarks: Vec<Diagnostic>,
    region: Option<Region>,
    units: Vec<Unit>,
    /// Whether the surface of each unit looks like a name.
    named: Vec<bool>,
    /// The unit of each name, with the region that a list tells.
    by_name: BTreeMap<String, usize>,
    group: Option<String>,
    issuer: Option<String>,
}

impl<'a> Binder<'a> {
    pub(super) fn new(outline: &'a Outline, region: Option<Region>) -> Self {
        let group =
            outline.text.as_str().contains("领导小组").then(|| leading_group(outline)).flatten();
        let issuers = outline.documents.first().map_or(&[][..], |document| &document.head.issuers);
        let named =
            |part: &Part| unit(&part.text, region.as_ref(), &UnitContext::default()).canonical;
        let issuer = issuers.first().map(named);
        Self {
            outline,
            task: None,
            persons: Vec::new(),
            remarks: Vec::new(),
            region,
            units: Vec::new(),
            named: Vec::new(),
            by_name: BTreeMap::new(),
            group,
            issuer,
        }
    }

    /// The region, the units, and the leaders of clauses.
    pub(super) fn finish(mut self) -> (Option<Region>, Vec<Unit>, Vec<Person>) {
        follow_full_names(&mut self.units);
        self.part_surfaces();
        (self.region, self.units, self.persons)
    }

    /// The units in a list of a letterhead.
    pub(super) fn mentions(&mut self, parts: &[Part]) -> Vec<Mention> {
        let list = self.listed(parts.iter().map(|part| part.text.as_str()));
        let list: Vec<&str> = list.iter().map(AsRef::as_ref).collect();
        let mut mentions = Vec::with_capacity(parts.len());
        for (at, part) in parts.iter().enumerate() {
            let evidence = evidence(self.outline, &part.range, "letterhead");
            let unit = self.unit_in(&list, at, &part.text);
            self.quote(unit, &part.range);
            mentions.push(Mention { unit, evidence });
        }
        mentions
    }

    /// The names of a list, with the regions that names before them give them.
    fn listed<'n>(&self, names: impl Iterator<Item = &'n str>) -> Vec<Cow<'n, str>> {
        with_regions_of_list(&names.collect::<Vec<_>>(), self.region.as_ref())
    }

    /// Returns the unit of the name at `at` in a list: 检察院 after 区法院 is 区检察院. It is
    /// quoted as it is written, although the list may tell its region.
    fn unit_in(&mut self, list: &[&str], at: usize, written: &str) -> usize {
        let name = list.get(at).copied().unwrap_or_default();
        if let Some(known) = self.by_name.get(name) {
            return *known;
        }
        let context =
            UnitContext { list, at, issuer: self.issuer.as_deref(), group: self.group.as_deref() };
        let unit =
            Unit { surface: written.to_owned(), ..unit(name, self.region.as_ref(), &context) };
        // 县统计局 is that of 滑县 wherever a document of no known region names it.
        let is_told = name != written && self.region.is_none();
        let at = match self.by_name.get(written).copied().filter(|_| is_told) {
            Some(at) if self.units[at].region.is_none() => {
                self.units[at] = unit;
                at
            }
            _ => {
                self.units.push(unit);
                self.named.push(names_a_unit(written) || names_a_village_or_school(written));
                self.units.len() - 1
            }
        };
        if is_told {
            self.by_name.entry(written.to_owned()).or_insert(at);
        }
        self.by_name.insert(name.to_owned(), at);
        at
    }

    /// Gives a unit its name with the region if another one is quoted the same way: 市教育局 behind
    /// 郑州市财政局 is not 市教育局 of the city that issues the document.
    fn part_surfaces(&mut self) {
        let mut n_quoted = BTreeMap::<String, usize>::new();
        for unit in &self.units {
            *n_quoted.entry(unit.surface.clone()).or_default() += 1;
        }
        for (name, at) in &self.by_name {
            let unit = &mut self.units[*at];
            let is_double = n_quoted.get(&unit.surface).is_some_and(|n| *n > 1);
            if is_double && name.len() > unit.surface.len() {
                unit.surface.clone_from(name);
            }
        }
    }

    /// Reports a name that differs from the text, or that does not look like one.
    fn remark(&mut self, name: &Name, unit: usize, span: Span) {
        let full = name.text.as_str();
        let written = self.outline.text.get(name.range.clone());
        let is_named = self.named.get(unit).is_some_and(|named| *named);
        let (severity, code, message) = match () {
            () if !is_named => {
                (Severity::Doubt, Code::NameUnknown, message!("doubt-name-unknown", name = full))
            }
            () if written == full => return,
            () if written.replace('〕', "") != full.replace('〕', "") => (
                Severity::Note,
                Code::NameRestored,
                message!("note-name-restored", raw = written, name = full),
            ),
            () => return,
        };
        self.remarks.push(Diagnostic { severity, code, span, message });
    }

    /// Gives a unit the surface as written in the source.
    fn quote(&mut self, unit: usize, range: &Range<usize>) {
        let surface = self.outline.text.as_written(range.clone(), &self.units[unit].surface);
        self.units[unit].surface = surface;
    }

    /// Makes one assignment for each name. `label` is that of leaders.
    pub(super) fn assigned(
        &mut self,
        role: Role,
        names: &[Name],
        label: &str,
        rule: &'static str,
    ) -> Vec<Assignment> {
        match role {
            Role::Leader => self.leaders(names, label, rule),
            role => self.assignments(role, names, rule),
        }
    }

    /// Makes one assignment for each name of a body.
    pub(super) fn assignments(
        &mut self,
        role: Role,
        names: &[Name],
        rule: &'static str,
    ) -> Vec<Assignment> {
        let list = self.listed(names.iter().map(|name| name.text.as_str()));
        let list: Vec<&str> = list.iter().map(AsRef::as_ref).collect();
        let mut assignments = Vec::with_capacity(names.len());
        for (at, name) in names.iter().enumerate() {
            let unit = self.unit_in(&list, at, &name.text);
            self.quote(unit, &name.range);
            let evidence = evidence(self.outline, &name.range, rule);
            self.remark(name, unit, evidence.span);
            assignments.push(assignment(role, Agent::Unit(unit), evidence));
        }
        assignments
    }

    /// Makes one assignment for each person after a label such as 牵头县领导.
    fn leaders(&mut self, names: &[Name], label: &str, rule: &'static str) -> Vec<Assignment> {
        let mut assignments = Vec::with_capacity(names.len());
        for name in names {
            let evidence = evidence(self.outline, &name.range, rule);
            let own = post_of(label);
            let (person, post) = held(&name.text).unwrap_or((&name.text, ""));
            let post = if post.is_empty() { &own } else { post };
            self.persons.push(Person {
                doc: doc_id(doc_at(self.outline, name.range.start)),
                task: self.task.clone(),
                name: self.outline.text.as_written(name.range.clone(), person),
                post: self.outline.text.as_written(name.range.clone(), post),
                evidence,
            });
            let agent = Agent::Person(self.persons.len() - 1);
            assignments.push(assignment(Role::Leader, agent, evidence));
        }
        assignments
    }
}

/// An assignment as a clause states it, with nothing said beside.
fn assignment(role: Role, agent: Agent, evidence: Evidence) -> Assignment {
    Assignment { role, agent, duty: None, implied: false, correction: None, evidence }
}

/// The post in a label: 县领导 for 牵头县领导, 市级领导 for 市级牵头领导. A label that says no more
/// than 责任人 or 责任领导 is returned whole.
fn post_of(label: &str) -> Cow<'_, str> {
    const WORDS: [&str; 8] = ["牵头负责", "牵头", "责任", "分管", "包保", "联系", "主管", "负责"];
    let word = WORDS.iter().find(|word| label.contains(**word)).copied().unwrap_or_default();
    let post = label.replacen(word, "", 1);
    if post.ends_with("领导") && begins_with_level(&post) {
        return Cow::Owned(post);
    }
    let rest = label.strip_prefix(word).filter(|rest| !matches!(*rest, "人" | "领导"));
    Cow::Borrowed(rest.unwrap_or(label))
}

/// The leading group that a document is about: the first one among the issuers or in the text.
fn leading_group(outline: &Outline) -> Option<String> {
    const GROUP: &str = "领导小组";
    let text = outline.text.as_str();
    let mut issuers = outline
        .documents
        .iter()
        .flat_map(|document| &document.head.issuers)
        .map(|part| part.text.as_str());
    let said = || text.split_once(GROUP)?.0.rsplit(['，', '。', '、', '\n', '；', '：']).next();
    let head = issuers.find_map(|name| Some(name.split_once(GROUP)?.0)).or_else(said)?;
    let start = head
        .char_indices()
        .rev()
        .find(|(_, c)| OF_REGIONS.contains(c) || matches!(c, '由' | '在' | '向'));
    let name = start.map_or(head, |(at, c)| head.get(at + c.len_utf8()..).unwrap_or_default());
    (!name.is_empty()).then(|| format!("{name}{GROUP}"))
}
