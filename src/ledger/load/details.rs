//! Loads the other contents of rows: times, due dates, targets, citations, doubts.

use std::collections::BTreeMap;

use super::super::text::Texts;
use super::super::{Citation, Doubt, Row, Time};
use crate::model::TimeKind;
use crate::query::{QueryError, rows, text};
use crate::store::Store;

const TIMES: &str = "SELECT DISTINCT ?item ?time ?kind ?value ?each ?quote ?start {
  ?item zr:hasTime ?time . ?time zr:timeKind/skos:notation ?kind ; zr:quote ?quote ; zr:start ?start . OPTIONAL { ?time zr:value ?value }
  OPTIONAL { ?time zr:eachBy ?each }
} ORDER BY ?item ?start ?time";

const DAYS: &str = "SELECT DISTINCT ?item ?day { ?item zr:dueDate ?day } ORDER BY ?item ?day";

const TARGETS: &str = "SELECT DISTINCT ?item ?target ?quote ?start {
  ?item zr:hasTarget ?target . ?target zr:quote ?quote ; zr:start ?start } ORDER BY ?item ?start ?target";

const CITATIONS: &str =
    "SELECT ?item ?citation ?quote ?start ?text (MIN(?name) AS ?title) (MIN(?code) AS ?number) {
  ?citation zr:citing ?item ; zr:cited ?work ; zr:quote ?quote ; zr:start ?start ; zr:inText ?text .
  OPTIONAL { ?work dcterms:title ?name } OPTIONAL { ?work eli:number ?code }
} GROUP BY ?item ?citation ?quote ?start ?text ORDER BY ?item ?start ?citation";

const DOUBTS: &str = "SELECT DISTINCT ?doubt ?code ?message ?quote ?start ?text {
  ?doubt a zr:Diagnostic ; zr:severity \"doubt\" ; zr:code ?code ; zr:message ?message ; zr:inText ?text .
  OPTIONAL { ?doubt zr:start ?start } OPTIONAL { ?doubt zr:quote ?quote }
} ORDER BY ?text ?start ?doubt";

/// Adds details to the rows, and returns the doubts that belong to none.
pub(super) fn add(
    store: &Store,
    texts: &Texts,
    rows: &mut [(usize, Row)],
) -> Result<Vec<Doubt>, QueryError> {
    let at: BTreeMap<String, usize> =
        rows.iter().enumerate().map(|(at, (_, row))| (row.iri.clone(), at)).collect();
    let mut tell = |item: Option<String>, told: &mut dyn FnMut(&mut Row)| {
        if let Some((_, row)) = item.and_then(|item| at.get(&item)).and_then(|at| rows.get_mut(*at))
        {
            told(row);
        }
    };
    times(store, &mut tell)?;
    targets(store, &mut tell)?;
    citations(store, texts, &mut tell)?;
    doubts(store, texts, rows)
}

/// A function that passes the row of an IRI to a closure.
type Tell<'a> = dyn FnMut(Option<String>, &mut dyn FnMut(&mut Row)) + 'a;

fn times(store: &Store, tell: &mut Tell<'_>) -> Result<(), QueryError> {
    for row in rows(store, TIMES)? {
        let Some(kind) = text(&row, "kind").and_then(|kind| TimeKind::from_word(&kind)) else {
            continue;
        };
        let words = bare(&text(&row, "quote").unwrap_or_default());
        let get = |name: &str| text(&row, name).unwrap_or_default();
        let time = Time { kind, words, value: get("value"), each_by: get("each") };
        tell(text(&row, "item"), &mut |row| row.times.push(time.clone()));
    }
    for row in rows(store, DAYS)? {
        let Some(day) = text(&row, "day").and_then(|day| day.parse().ok()) else { continue };
        tell(text(&row, "item"), &mut |row| row.dues.push(day));
    }
    Ok(())
}

fn targets(store: &Store, tell: &mut Tell<'_>) -> Result<(), QueryError> {
    for row in rows(store, TARGETS)? {
        let words = bare(&text(&row, "quote").unwrap_or_default());
        tell(text(&row, "item"), &mut |row| {
            if !row.targets.contains(&words) {
                row.targets.push(words.clone());
            }
        });
    }
    Ok(())
}

fn citations(store: &Store, texts: &Texts, tell: &mut Tell<'_>) -> Result<(), QueryError> {
    for row in rows(store, CITATIONS)? {
        let get = |name: &str| text(&row, name).unwrap_or_default();
        let citation = Citation {
            title: get("title").replace('〈', "《").replace('〉', "》"),
            number: get("number"),
            quote: bare(&get("quote")),
            at: texts.at(&get("text"), get("start").parse().unwrap_or_default()),
        };
        tell(text(&row, "item"), &mut |row| row.citations.push(citation.clone()));
    }
    Ok(())
}

/// Adds each doubt to the smallest row whose text contains it.
fn doubts(
    store: &Store,
    texts: &Texts,
    found: &mut [(usize, Row)],
) -> Result<Vec<Doubt>, QueryError> {
    let mut outside = Vec::new();
    for row in rows(store, DOUBTS)? {
        let get = |name: &str| text(&row, name).unwrap_or_default();
        let start: Option<usize> = get("start").parse().ok();
        let at = start.and_then(|start| texts.at(&get("text"), start));
        let doubt =
            Doubt { code: get("code"), message: get("message"), quote: bare(&get("quote")), at };
        let holds = |(from, row): &&mut (usize, Row)| {
            let is_of_file =
                row.at.as_ref().map(|at| &at.file) == doubt.at.as_ref().map(|at| &at.file);
            let to = from.saturating_add(row.quote.chars().count());
            start.is_some_and(|start| is_of_file && (*from..to).contains(&start))
        };
        match found.iter_mut().filter(holds).min_by_key(|(_, row)| row.quote.len()) {
            Some((_, row)) => row.doubts.push(doubt),
            None => outside.push(doubt),
        }
    }
    Ok(outside)
}

/// Joins the lines of a text.
fn bare(words: &str) -> String {
    words.split(['\n', '\r']).map(str::trim).collect()
}
