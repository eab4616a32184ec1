//! The facts of one document as JSON, in the schema of `tests/gold/seeds/*.json`; what `zeren extract FILE` prints.
//!
//! The views below are the schema; [`Facts`] may change without it. Keys that say nothing (`duty`, `implied`, `raw`) are left out.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::Source;
use crate::confidence::Confidence;
use crate::diagnostic::{Account, Diagnostic};
use crate::model::{Agent, Assignment, Citation, Date, Document, Evidence, Facts, Indicator, Mention, Person, Region};
use crate::model::{Section, Task, Time, TimeKind, Unit};
use crate::span::{Position, Positions};

/// How many characters of a body `starts` and `ends` quote: 把深入学习贯彻习近平法治.
const N_QUOTED: usize = 12;

/// Writes all that `source` says as one JSON object, indented, with a line break at the end.
pub fn json(source: &Source, facts: &Facts) -> String {
    let view = FactsView::new(source, facts);
    let mut text = serde_json::to_string_pretty(&view).expect("strings, numbers and lists always serialise");
    text.push('\n');
    text
}

#[derive(Serialize)]
struct FactsView<'a> {
    seed: &'a str,
    region: Option<RegionView<'a>>,
    documents: Vec<DocumentView<'a>>,
    sections: Vec<SectionView<'a>>,
    tasks: Vec<TaskView<'a>>,
    citations: Vec<CitationView<'a>>,
    times: Vec<TimeView<'a>>,
    indicators: Vec<IndicatorView<'a>>,
    persons: Vec<PersonView<'a>>,
    units: Vec<UnitView<'a>>,
    ledger: Vec<AccountView>,
    diagnostics: Vec<DiagnosticView<'a>>,
}

/// Where a fact stands, counted from 1, which rule read it, and how sure it is.
#[derive(Serialize)]
struct EvidenceView {
    line: usize,
    rule: &'static str,
    #[serde(skip_serializing_if = "is_false")]
    repaired: bool,
    confidence: f64,
}

/// What became of the signs of one kind.
#[derive(Serialize)]
struct AccountView {
    sign: &'static str,
    found: usize,
    facts: usize,
    doubts: usize,
}

/// A remark and its place, counted from 1.
#[derive(Serialize)]
struct DiagnosticView<'a> {
    line: usize,
    column: usize,
    severity: &'static str,
    code: &'a str,
    message: &'a str,
}

#[derive(Serialize)]
struct RegionView<'a> {
    code: &'a str,
    name: &'a str,
    level: &'a str,
    within: &'a [String],
}

#[derive(Serialize)]
struct DocumentView<'a> {
    id: &'a str,
    kind: &'a str,
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw_title: Option<&'a str>,
    number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    masthead: Option<&'a str>,
    issuers: Vec<&'a str>,
    addressees: Vec<&'a str>,
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw_date: Option<&'a str>,
    printed_by: Option<&'a str>,
    printed_date: Option<String>,
    attaches: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    assignments: Vec<AssignmentView<'a>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    web: BTreeMap<&'a str, OneOrMany<'a>>,
}

#[derive(Serialize)]
struct SectionView<'a> {
    doc: &'a str,
    number: &'a str,
    title: &'a str,
    level: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    assignments: Vec<AssignmentView<'a>>,
    #[serde(flatten)]
    evidence: EvidenceView,
}

#[derive(Serialize)]
struct TaskView<'a> {
    id: &'a str,
    doc: &'a str,
    section: Option<&'a str>,
    number: &'a str,
    number_inferred: bool,
    title: &'a str,
    starts: String,
    ends: String,
    assignments: Vec<AssignmentView<'a>>,
    #[serde(skip_serializing_if = "is_false")]
    noun_list: bool,
    #[serde(flatten)]
    evidence: EvidenceView,
}

#[derive(Serialize)]
struct AssignmentView<'a> {
    role: &'static str,
    agent: &'a str,
    collective: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    duty: Option<&'a str>,
    #[serde(skip_serializing_if = "is_false")]
    implied: bool,
    #[serde(flatten)]
    evidence: EvidenceView,
}

#[derive(Serialize)]
struct CitationView<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    doc: Option<&'a str>,
    task: Option<&'a str>,
    title: &'a str,
    number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw: Option<&'a str>,
    inner: Option<OneOrMany<'a>>,
    relation: &'static str,
    bracketed: bool,
    #[serde(flatten)]
    evidence: EvidenceView,
}

#[derive(Serialize)]
struct TimeView<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    doc: Option<&'a str>,
    task: Option<&'a str>,
    text: &'a str,
    kind: &'static str,
    value: Option<&'a str>,
    #[serde(skip_serializing_if = "is_false")]
    working_days: bool,
    /// The last day, where `value` does not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<String>,
    #[serde(flatten)]
    evidence: EvidenceView,
}

#[derive(Serialize)]
struct IndicatorView<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    doc: Option<&'a str>,
    task: Option<&'a str>,
    text: &'a str,
    measure: &'a str,
    op: &'static str,
    value: serde_json::Number,
    unit: &'a str,
    #[serde(flatten)]
    evidence: EvidenceView,
}

#[derive(Serialize)]
struct PersonView<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    doc: Option<&'a str>,
    task: Option<&'a str>,
    name: &'a str,
    post: &'a str,
    #[serde(flatten)]
    evidence: EvidenceView,
}

#[derive(Serialize)]
struct UnitView<'a> {
    surface: &'a str,
    canonical: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    collective: bool,
}

/// A string where there is one, a list where there are several: 〈…方案〉〈…办法〉.
#[derive(Serialize)]
#[serde(untagged)]
enum OneOrMany<'a> {
    One(&'a str),
    Many(Vec<&'a str>),
}

impl<'a> OneOrMany<'a> {
    fn new(mut all: Vec<&'a str>) -> Option<Self> {
        match all.len() {
            0 => None,
            1 => all.pop().map(Self::One),
            _ => Some(Self::Many(all)),
        }
    }
}

/// What the views of a document share.
struct Context<'a> {
    facts: &'a Facts,
    positions: Positions<'a>,
    confidence: Confidence,
}

impl Context<'_> {
    fn evidence(&self, evidence: Evidence) -> EvidenceView {
        let Position { line, .. } = self.positions.of(evidence.span.start);
        let repaired = self.confidence.is_repaired(evidence);
        EvidenceView { line, rule: evidence.rule, repaired, confidence: self.confidence.of(evidence) }
    }
}

impl<'a> FactsView<'a> {
    fn new(source: &'a Source, facts: &'a Facts) -> Self {
        let context = &Context { facts, positions: Positions::new(&source.text), confidence: Confidence::new(facts) };
        Self {
            seed: &source.name,
            region: facts.region.as_ref().map(RegionView::new),
            documents: facts.documents.iter().map(|one| DocumentView::new(one, context)).collect(),
            sections: facts.sections.iter().map(|one| SectionView::new(one, context)).collect(),
            tasks: facts.tasks.iter().map(|one| TaskView::new(one, context)).collect(),
            citations: facts.citations.iter().map(|one| CitationView::new(one, context)).collect(),
            times: facts.times.iter().map(|one| TimeView::new(one, context)).collect(),
            indicators: facts.indicators.iter().map(|one| IndicatorView::new(one, context)).collect(),
            persons: facts
                .persons
                .iter()
                .filter(|one| !one.is_post_alone())
                .map(|one| PersonView::new(one, context))
                .collect(),
            units: named(facts).into_iter().filter_map(|unit| facts.units.get(unit)).map(UnitView::new).collect(),
            ledger: facts.ledger.iter().map(AccountView::new).collect(),
            diagnostics: facts.diagnostics.iter().map(|one| DiagnosticView::new(one, context)).collect(),
        }
    }
}

impl AccountView {
    fn new(account: &Account) -> Self {
        let Account { sign, n_found, n_facts, n_doubts } = *account;
        Self { sign: sign.word(), found: n_found, facts: n_facts, doubts: n_doubts }
    }
}

impl<'a> DiagnosticView<'a> {
    fn new(one: &'a Diagnostic, context: &Context<'a>) -> Self {
        let Position { line, column } = context.positions.of(one.span.start);
        Self { line, column, severity: one.severity.word(), code: one.code, message: &one.message }
    }
}

impl<'a> RegionView<'a> {
    fn new(region: &'a Region) -> Self {
        Self { code: &region.code, name: &region.name, level: &region.level, within: &region.within }
    }
}

impl<'a> DocumentView<'a> {
    fn new(document: &'a Document, context: &Context<'a>) -> Self {
        let facts = context.facts;
        let names = |mentions: &'a [Mention]| mentions.iter().map(|mention| surface(facts, mention.unit)).collect();
        Self {
            id: &document.id,
            kind: &document.kind,
            title: document.title.as_deref(),
            raw_title: document.raw_title.as_deref(),
            number: document.number.as_deref(),
            masthead: document.masthead.as_deref(),
            issuers: names(&document.issuers),
            addressees: names(&document.addressees),
            date: document.date.map(iso),
            raw_date: document.raw_date.as_deref(),
            printed_by: document.printed_by.as_ref().map(|mention| surface(facts, mention.unit)),
            printed_date: document.printed_date.map(iso),
            attaches: &document.attaches,
            assignments: assignments(&document.assignments, context),
            web: web(document),
        }
    }
}

impl<'a> SectionView<'a> {
    fn new(section: &'a Section, context: &Context<'a>) -> Self {
        Self {
            doc: &section.doc,
            number: &section.number,
            title: &section.title,
            level: section.level,
            assignments: assignments(&section.assignments, context),
            evidence: context.evidence(section.evidence),
        }
    }
}

impl<'a> TaskView<'a> {
    fn new(task: &'a Task, context: &Context<'a>) -> Self {
        Self {
            id: &task.id,
            doc: &task.doc,
            section: task.section.as_deref(),
            number: &task.number,
            number_inferred: task.number_inferred,
            title: &task.title,
            starts: first(&task.body),
            ends: last(&task.body),
            assignments: assignments(&task.assignments, context),
            noun_list: task.noun_list,
            evidence: context.evidence(task.evidence),
        }
    }
}

impl<'a> AssignmentView<'a> {
    fn new(assignment: &'a Assignment, context: &Context<'a>) -> Self {
        let facts = context.facts;
        let (agent, collective) = match assignment.agent {
            Agent::Unit(unit) => (surface(facts, unit), facts.units.get(unit).is_some_and(|unit| unit.collective)),
            Agent::Person(person) => (facts.persons.get(person).map_or("", |person| &person.name), false),
        };
        Self {
            role: assignment.role.word(),
            agent,
            collective,
            duty: assignment.duty.as_deref(),
            implied: assignment.implied,
            evidence: context.evidence(assignment.evidence),
        }
    }
}

impl<'a> CitationView<'a> {
    fn new(citation: &'a Citation, context: &Context<'a>) -> Self {
        Self {
            doc: doc(&citation.doc, citation.task.as_ref()),
            task: citation.task.as_deref(),
            title: &citation.title,
            number: citation.number.as_deref(),
            raw: citation.raw_number.as_deref(),
            inner: OneOrMany::new(citation.inner.iter().map(String::as_str).collect()),
            relation: citation.relation.word(),
            bracketed: citation.bracketed,
            evidence: context.evidence(citation.evidence),
        }
    }
}

impl<'a> TimeView<'a> {
    fn new(time: &'a Time, context: &Context<'a>) -> Self {
        Self {
            doc: doc(&time.doc, time.task.as_ref()),
            task: time.task.as_deref(),
            text: &time.text,
            kind: time.kind.word(),
            value: time.value.as_deref(),
            working_days: time.working_days,
            due: time.due.filter(|_| time.kind != TimeKind::Deadline).map(|day| day.to_string()),
            evidence: context.evidence(time.evidence),
        }
    }
}

impl<'a> IndicatorView<'a> {
    fn new(indicator: &'a Indicator, context: &Context<'a>) -> Self {
        Self {
            doc: doc(&indicator.doc, indicator.task.as_ref()),
            task: indicator.task.as_deref(),
            text: &indicator.text,
            measure: &indicator.measure,
            op: indicator.op,
            value: number(indicator.value),
            unit: &indicator.unit,
            evidence: context.evidence(indicator.evidence),
        }
    }
}

impl<'a> PersonView<'a> {
    fn new(person: &'a Person, context: &Context<'a>) -> Self {
        Self {
            doc: doc(&person.doc, person.task.as_ref()),
            task: person.task.as_deref(),
            name: &person.name,
            post: &person.post,
            evidence: context.evidence(person.evidence),
        }
    }
}

impl<'a> UnitView<'a> {
    fn new(unit: &'a Unit) -> Self {
        Self { surface: &unit.surface, canonical: &unit.canonical, kind: &unit.kind, collective: unit.collective }
    }
}

/// The document of a fact that stands in no task; a task's id names it already.
fn doc<'a>(doc: &'a str, task: Option<&String>) -> Option<&'a str> {
    task.is_none().then_some(doc)
}

fn assignments<'a>(all: &'a [Assignment], context: &Context<'a>) -> Vec<AssignmentView<'a>> {
    all.iter().map(|assignment| AssignmentView::new(assignment, context)).collect()
}

/// The units that have a part in the document: issuers, addressees and those that are assigned; printers are none.
fn named(facts: &Facts) -> BTreeSet<usize> {
    let heads = facts.documents.iter().flat_map(|document| document.issuers.iter().chain(&document.addressees));
    let agents = facts.assignments().filter_map(|assignment| match assignment.agent {
        Agent::Unit(unit) => Some(unit),
        Agent::Person(_) => None,
    });
    heads.map(|mention| mention.unit).chain(agents).collect()
}

fn surface(facts: &Facts, unit: usize) -> &str {
    facts.units.get(unit).map_or("", |unit| &unit.surface)
}

/// The fields of a web page, those of one name as one list: `"dates": ["2023-08-14", …]`.
fn web(document: &Document) -> BTreeMap<&str, OneOrMany<'_>> {
    let mut fields: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, value) in &document.web {
        fields.entry(name).or_default().push(value);
    }
    fields.into_iter().filter_map(|(name, values)| Some((name, OneOrMany::new(values)?))).collect()
}

/// `100` for a whole number, `0.5` for another.
fn number(value: f64) -> serde_json::Number {
    let whole = value.fract() == 0.0 && value.abs() < 1e15;
    if whole { (value as i64).into() } else { serde_json::Number::from_f64(value).unwrap_or_else(|| 0.into()) }
}

fn iso(date: Date) -> String {
    date.to_string()
}

fn first(body: &str) -> String {
    body.chars().take(N_QUOTED).collect()
}

fn last(body: &str) -> String {
    let skipped = body.chars().count().saturating_sub(N_QUOTED);
    body.chars().skip(skipped).collect()
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json as value};

    use super::*;
    use crate::model::{Evidence, Relation, Role};
    use crate::span::Span;

    const HERE: Evidence = Evidence { span: Span { start: 0, end: 0 }, rule: "test" };

    fn task() -> Task {
        Task {
            id: "d2/一/（二）".into(),
            doc: "d2".into(),
            section: Some("一".into()),
            number: "（二）".into(),
            number_inferred: false,
            title: "强化习近平法治思想学习培训".into(),
            body: "各级各部门将习近平法治思想纳入学习，推动在我县的生动实践。".into(),
            assignments: vec![Assignment {
                role: Role::Responsible,
                agent: Agent::Unit(0),
                duty: None,
                implied: false,
                correction: None,
                evidence: HERE,
            }],
            noun_list: false,
            evidence: HERE,
        }
    }

    fn citation(inner: &[&str]) -> Citation {
        Citation {
            doc: "d2".into(),
            task: None,
            title: "关于印发〈实施纲要〉的通知".into(),
            number: Some("中发〔2021〕33号".into()),
            short_for: None,
            raw_number: None,
            inner: inner.iter().map(|&title| title.into()).collect(),
            relation: Relation::BasedOn,
            bracketed: true,
            evidence: HERE,
        }
    }

    fn printed(facts: &Facts) -> Value {
        let source = Source { name: "a.txt".into(), text: String::new(), hash: String::new() };
        serde_json::from_str(&json(&source, facts)).expect("it prints JSON")
    }

    #[test]
    fn a_task_quotes_both_ends_of_its_body_and_names_its_agents() {
        let unit = Unit {
            surface: "县委组织部".into(),
            canonical: "中共滑县委员会组织部".into(),
            kind: "党委组织部".into(),
            collective: false,
            region: None,
        };
        let facts = Facts { tasks: vec![task()], units: vec![unit], ..Facts::default() };
        let expected = value!({
            "id": "d2/一/（二）", "doc": "d2", "section": "一", "number": "（二）", "number_inferred": false,
            "title": "强化习近平法治思想学习培训", "starts": "各级各部门将习近平法治思", "ends": "，推动在我县的生动实践。",
            "assignments": [{
                "role": "responsible", "agent": "县委组织部", "collective": false,
                "line": 1, "rule": "test", "confidence": 0.5
            }],
            "line": 1, "rule": "test", "confidence": 0.5
        });
        let told = &printed(&facts)["tasks"][0];
        assert_eq!(told, &expected);
    }

    #[test]
    fn inner_titles_are_nothing_one_or_a_list() {
        let citations = vec![citation(&[]), citation(&["甲"]), citation(&["甲", "乙"])];
        let told = printed(&Facts { citations, ..Facts::default() });
        let inner: Vec<_> = (0..3).map(|n| told["citations"][n]["inner"].clone()).collect();
        assert_eq!(inner, [value!(null), value!("甲"), value!(["甲", "乙"])]);
        assert_eq!(told["citations"][0]["doc"], "d2");
    }

    #[test]
    fn whole_numbers_have_no_fraction() {
        assert_eq!([number(100.0).to_string(), number(0.5).to_string()], ["100", "0.5"]);
    }
}
