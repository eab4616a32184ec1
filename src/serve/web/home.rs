//! The home page: ask, search, browse.

use maud::{Markup, html};
use oxigraph::model::Term;

use super::html::{button, lang_field, layout};
use super::term::Names;
use super::{Refusal, Reply, Visit};
use crate::message;
use crate::query::{rows, text};
use crate::question::{Named, named};

/// How many documents the page lists.
const LISTED: usize = 50;

/// Documents that are not annexes of others, the latest first.
const DOCUMENTS: &str = "SELECT DISTINCT ?work ?date {
  ?work a eli:Work ; eli:is_realized_by ?text OPTIONAL { ?work eli:date_document ?date }
  FILTER NOT EXISTS { ?notice eli:has_annex ?work }
} ORDER BY DESC(?date) ?work";

/// An example query to start from.
pub(super) const EXAMPLE: &str = "SELECT ?unit (COUNT(DISTINCT ?task) AS ?tasks) {
  ?task a zr:Task ; zr:lead ?agent .
  ?agent skos:prefLabel ?unit
} GROUP BY ?unit ORDER BY DESC(?tasks) LIMIT 20";

/// `GET /`.
pub(super) fn page(visit: &Visit) -> Result<Reply, Refusal> {
    visit.takes(&[])?;
    let n = visit.store.texts()?.len();
    let title = visit.say(&message!("page-site"));
    let body = html! {
        p { (visit.say(&message!("page-about", n = n))) }
        section {
            h2 { (visit.say(&message!("page-questions"))) }
            (questions(visit))
        }
        section {
            h2 { (visit.say(&message!("page-sparql"))) }
            (query_form(visit, EXAMPLE))
        }
        section {
            h2 { (visit.say(&message!("page-documents"))) }
            (documents(visit)?)
        }
        section {
            h2 { (visit.say(&message!("page-data"))) }
            (data(visit))
        }
    };
    Ok(Reply::html(layout(visit, &title, body)))
}

/// Returns the list of named questions.
pub(super) fn questions(visit: &Visit) -> Markup {
    let title = |one: &Named| visit.lang.of(one.title, one.title_zh);
    html! {
        ul.list {
            @for one in named() {
                li { a href=(visit.to(&format!("queries/{}", one.name))) { (title(one)) } }
            }
        }
    }
}

/// Returns the form for SPARQL queries.
pub(super) fn query_form(visit: &Visit, query: &str) -> Markup {
    html! {
        form action=(visit.to("ask")) {
            textarea name="query" spellcheck="false" aria-label="SPARQL" { (query) }
            (lang_field(visit))
            (button(visit, &message!("page-ask")))
        }
    }
}

fn documents(visit: &Visit) -> Result<Markup, Refusal> {
    let found = rows(&visit.store, DOCUMENTS)?;
    let names = Names::new(visit);
    let mut listed = Vec::new();
    for row in found.iter().take(LISTED) {
        if let Some(Term::NamedNode(work)) = row.get("work") {
            listed.push((names.link(work.as_str())?, text(row, "date").unwrap_or_default()));
        }
    }
    let more = found.len() - listed.len();
    Ok(html! {
        ul.list { @for (document, date) in listed { li { (document) " " span.quiet { (date) } } } }
        @if more > 0 { p { a href=(visit.to("queries/documents")) { (visit.say(&message!("page-more", n = more))) } } }
    })
}

/// Returns links for programs.
fn data(visit: &Visit) -> Markup {
    let places = [
        ("sparql", message!("page-data-sparql")),
        (".well-known/void", message!("page-data-void")),
        ("catalog", message!("page-data-catalog")),
        ("shapes", message!("page-data-shapes")),
        ("prefixes", message!("page-data-prefixes")),
        ("openapi.json", message!("page-api")),
    ];
    html! { ul.list { @for (path, name) in places { li { a href=(visit.to(path)) { code { "/" (path) } } " " (visit.say(&name)) } } } }
}
