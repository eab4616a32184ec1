//! The page about a thing.

use std::collections::BTreeMap;

use maud::{Markup, html};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedOrBlankNode, Quad, Term};

use super::Refusal;
use super::html::layout;
use super::term::Names;
use super::thing::{FORMS, Thing};
use super::visit::{Visit, encoded, with_query};
use crate::export::labels::LABELS;
use crate::message;

/// How many values of a property are shown unfolded.
const OPEN: usize = 20;

/// Returns a page with everything known of a thing, with links.
pub(super) fn page(visit: &Visit, thing: &Thing) -> Result<Markup, Refusal> {
    let names = Names::new(visit);
    let iri = thing.iri.as_str();
    let title = names.or_short(iri)?;
    let said = properties(visit, &names, &thing.said)?;
    let said_with = pointing(visit, &names, thing)?;
    Ok(layout(
        visit,
        &title,
        html! {
            p.iri { code { (iri) } }
            (forms(visit, thing))
            @if thing.is_graph {
                p { a href=(visit.to(&with_query("store", [("graph", iri)].into_iter()))) { (visit.say(&message!("page-graph"))) } }
            }
            (said)
            (said_with)
        },
    ))
}

/// Returns links to the data.
fn forms(visit: &Visit, thing: &Thing) -> Markup {
    let path = thing.iri.as_str().strip_prefix(super::term::BASE).unwrap_or_default();
    html! {
        p.forms {
            (visit.say(&message!("page-as-data"))) " "
            @for (_, suffix) in FORMS.iter().filter(|(_, suffix)| *suffix != "html") {
                a href=(visit.to(&format!("{}.{suffix}", encoded(path)))) { (suffix) } " "
            }
        }
    }
}

/// Returns the statements of the thing by property: types first, then names, then the rest.
fn properties(visit: &Visit, names: &Names<'_>, said: &[Quad]) -> Result<Markup, Refusal> {
    let mut of_property: BTreeMap<(usize, String), Vec<&Quad>> = BTreeMap::new();
    for quad in said {
        let property = quad.predicate.as_ref();
        let place = match property {
            property if property == rdf::TYPE => 0,
            property if LABELS.contains(&property) => 1,
            _ => 2,
        };
        of_property.entry((place, property.as_str().to_owned())).or_default().push(quad);
    }
    let mut rows = Vec::new();
    for ((_, property), quads) in &of_property {
        let values =
            quads.iter().map(|quad| names.term(&quad.object)).collect::<Result<Vec<_>, _>>()?;
        rows.push((names.property(property)?, values));
    }
    Ok(html! {
        @if !rows.is_empty() {
            section {
                h2 { (visit.say(&message!("page-said"))) }
                dl { @for (property, values) in rows { div { dt { (property) } (folded(visit, &values, |value| html! { dd { (value) } })) } } }
            }
        }
    })
}

/// Returns the statements with the thing as object, by property.
fn pointing(visit: &Visit, names: &Names<'_>, thing: &Thing) -> Result<Markup, Refusal> {
    let mut of_property: BTreeMap<&str, Vec<Markup>> = BTreeMap::new();
    for quad in &thing.said_with {
        let subject = match &quad.subject {
            NamedOrBlankNode::NamedNode(node) => names.link(node.as_str())?,
            NamedOrBlankNode::BlankNode(node) => names.term(&Term::from(node.clone()))?,
        };
        of_property.entry(quad.predicate.as_str()).or_default().push(subject);
    }
    let mut rows = Vec::new();
    for (property, subjects) in of_property {
        rows.push((names.property(property)?, subjects));
    }
    Ok(html! {
        @if !rows.is_empty() || thing.from > 0 {
            section {
                h2 { (visit.say(&message!("page-said-with"))) }
                dl { @for (property, subjects) in rows { div { dt { (property) " ←" } (folded(visit, &subjects, |subject| html! { dd { (subject) } })) } } }
                p.pages {
                    @if thing.from > 0 { a rel="prev" href=(visit.here(&[("from", "")])) { (visit.say(&message!("page-first"))) } " " }
                    @if let Some(next) = thing.next {
                        a rel="next" href=(visit.here(&[("from", &next.to_string())])) { (visit.say(&message!("page-next"))) }
                    }
                }
            }
        }
    })
}

/// Shows the first values, and folds the rest.
fn folded(visit: &Visit, values: &[Markup], told: impl Fn(&Markup) -> Markup) -> Markup {
    let (open, rest) = values.split_at(values.len().min(OPEN));
    html! {
        @for value in open { (told(value)) }
        @if !rest.is_empty() {
            dd { details { summary { (visit.say(&message!("page-more", n = rest.len()))) } ul { @for value in rest { li { (value) } } } } }
        }
    }
}
