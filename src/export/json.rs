//! The facts of one document as JSON, in the schema of `tests/gold/seeds/*.json`; the output of
//! `zeren extract FILE`.
//!
//! The views below, and those in the submodules, define the schema, so [`Facts`] may change
//! independently. Keys without a value (`duty`, `implied`, `raw`) are left out.

mod assessment;
mod detail;
mod document;
mod task;

use std::collections::BTreeSet;

use serde::Serialize;

use crate::Source;
use crate::confidence::Confidence;
use crate::diagnostic::{Account, Diagnostic};
use crate::message::Lang;
use crate::model::{Agent, Evidence, Facts};
use crate::span::{Position, Positions};
use assessment::AssessmentView;
use detail::{CitationView, IndicatorView, PersonView, TimeView};
use document::{DocumentView, RegionView, SectionView, UnitView};
use task::TaskView;

/// Writes all facts of `source` as one JSON object, indented, with a final line break.
pub fn json(source: &Source, facts: &Facts) -> String {
    let view = FactsView::new(source, facts);
    let mut text =
        serde_json::to_string_pretty(&view).expect("strings, numbers and lists always serialise");
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
    #[serde(skip_serializing_if = "Vec::is_empty")]
    assessments: Vec<AssessmentView<'a>>,
    units: Vec<UnitView<'a>>,
    proof: Vec<AccountView>,
    diagnostics: Vec<DiagnosticView<'a>>,
}

/// The line of a fact, counted from 1, the rule that read it, and its confidence.
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

/// A diagnostic and its position, counted from 1.
#[derive(Serialize)]
struct DiagnosticView<'a> {
    line: usize,
    column: usize,
    severity: &'static str,
    code: &'a str,
    message: String,
    message_zh: String,
}

/// A string if there is one, a list if there are several: 〈…方案〉〈…办法〉.
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

/// Data shared by the views of a document.
struct Context<'a> {
    facts: &'a Facts,
    positions: Positions<'a>,
    confidence: Confidence,
}

impl Context<'_> {
    fn evidence(&self, evidence: Evidence) -> EvidenceView {
        let Position { line, .. } = self.positions.of(evidence.span.start);
        let repaired = self.confidence.is_repaired(evidence);
        EvidenceView {
            line,
            rule: evidence.rule,
            repaired,
            confidence: self.confidence.of(evidence),
        }
    }
}

impl<'a> FactsView<'a> {
    fn new(source: &'a Source, facts: &'a Facts) -> Self {
        let context = &Context {
            facts,
            positions: Positions::new(&source.text),
            confidence: Confidence::new(facts),
        };
        Self {
            seed: &source.name,
            region: facts.region.as_ref().map(RegionView::new),
            documents: facts.documents.iter().map(|one| DocumentView::new(one, context)).collect(),
            sections: facts.sections.iter().map(|one| SectionView::new(one, context)).collect(),
            tasks: facts.tasks.iter().map(|one| TaskView::new(one, context)).collect(),
            citations: facts.citations.iter().map(|one| CitationView::new(one, context)).collect(),
            times: facts.times.iter().map(|one| TimeView::new(one, context)).collect(),
            indicators: facts
                .indicators
                .iter()
                .map(|one| IndicatorView::new(one, context))
                .collect(),
            persons: facts
                .persons
                .iter()
                .filter(|one| !one.is_post_alone())
                .map(|one| PersonView::new(one, context))
                .collect(),
            assessments: facts
                .assessments
                .iter()
                .map(|one| AssessmentView::new(one, context))
                .collect(),
            units: named(facts)
                .into_iter()
                .filter_map(|unit| facts.units.get(unit))
                .map(UnitView::new)
                .collect(),
            proof: facts.proof.iter().map(AccountView::new).collect(),
            diagnostics: facts
                .diagnostics
                .iter()
                .map(|one| DiagnosticView::new(one, context))
                .collect(),
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
        let [message, message_zh] = Lang::ALL.map(|lang| one.message.in_lang(lang));
        Self {
            line,
            column,
            severity: one.severity.word(),
            code: one.code.word(),
            message,
            message_zh,
        }
    }
}

/// Returns the units with a part in the document: issuers, addressees, and those with assignments,
/// but not printers.
fn named(facts: &Facts) -> BTreeSet<usize> {
    let heads = facts
        .documents
        .iter()
        .flat_map(|document| document.issuers.iter().chain(&document.addressees));
    let agents = facts.assignments().filter_map(|assignment| match assignment.agent {
        Agent::Unit(unit) => Some(unit),
        Agent::Person(_) => None,
    });
    heads.map(|mention| mention.unit).chain(agents).collect()
}

fn surface(facts: &Facts, unit: usize) -> &str {
    facts.units.get(unit).map_or("", |unit| &unit.surface)
}

/// Returns an integer for a whole number: `100`, `0.5`.
fn number(value: f64) -> serde_json::Number {
    let whole = value.fract() == 0.0 && value.abs() < 1e15;
    if whole {
        (value as i64).into()
    } else {
        serde_json::Number::from_f64(value).unwrap_or_else(|| 0.into())
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json as value};

    use super::*;
    use crate::model::{Assignment, Citation, Relation, Role, Task, Unit};
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
            general: false,
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
        let source = Source {
            name: "a.txt".into(),
            text: String::new(),
            hash: String::new(),
            format: "text/plain",
            notes: Vec::new(),
        };
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
            "id": "d2/一/（二）", "kind": "task", "doc": "d2", "section": "一", "number": "（二）", "number_inferred": false,
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
