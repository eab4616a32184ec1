//! Loads what documents say about assessment, for the sheet of scores.

use super::Document;
use crate::query::{QueryError, rows, text};
use crate::store::Store;

const PROVISIONS: &str = "SELECT ?document ?kind ?name ?condition ?measure ?of ?points ?max ?weight ?least ?most ?below ?quote ?start {
  ?scheme a zr:Assessment ; zr:hasProvision ?provision ; eli-dl:documented_by_a_realization_of ?document .
  ?provision zr:provisionKind ?concept ; skos:prefLabel ?name ; zr:start ?start ; zr:quote ?quote .
  ?concept skos:prefLabel ?kind FILTER(LANG(?kind) = \"zh\")
  OPTIONAL { ?provision zr:condition ?condition } OPTIONAL { ?provision zr:measure ?measure }
  OPTIONAL { ?provision dcterms:isPartOf/skos:prefLabel ?of } OPTIONAL { ?provision zr:points ?points }
  OPTIONAL { ?provision zr:maxPoints ?max } OPTIONAL { ?provision zr:weight ?weight }
  OPTIONAL { ?provision zr:atLeast ?least } OPTIONAL { ?provision zr:atMost ?most } OPTIONAL { ?provision zr:below ?below }
} ORDER BY ?document ?start ?kind ?name";

/// A provision of an assessment scheme.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Provision {
    /// The index of its document in [`Ledger::documents`](super::Ledger::documents).
    pub document: usize,
    /// Its kind: 奖励, 得分构成.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// The provision that it is a part of.
    pub of: String,
    /// The maximum points, or the points for one case.
    pub points: Option<f64>,
    /// Maximum, weight and limits, as text.
    pub terms: String,
    /// Its condition, and what is done.
    pub rule: String,
    /// Its text in the document.
    pub quote: String,
}

/// Returns the provisions of all documents in the order of the text.
pub(super) fn read(store: &Store, documents: &[Document]) -> Result<Vec<Provision>, QueryError> {
    let mut provisions = Vec::new();
    for row in rows(store, PROVISIONS)? {
        let get = |name: &str| text(&row, name).unwrap_or_default();
        let iri = get("document");
        let Some(document) = documents.iter().position(|one| one.iri == iri) else { continue };
        let labelled =
            [("最高", "max"), ("权重%", "weight"), ("≥", "least"), ("≤", "most"), ("<", "below")];
        let terms = labelled
            .iter()
            .filter_map(|(label, name)| Some(format!("{label}{}", text(&row, name)?)));
        let rule: Vec<String> =
            ["condition", "measure"].iter().filter_map(|name| text(&row, name)).collect();
        provisions.push(Provision {
            document,
            kind: get("kind"),
            name: get("name"),
            of: get("of"),
            points: get("points").parse().ok(),
            terms: terms.collect::<Vec<_>>().join("，"),
            rule: rule.join("：").replace('\n', ""),
            quote: get("quote").replace('\n', ""),
        });
    }
    Ok(provisions)
}
