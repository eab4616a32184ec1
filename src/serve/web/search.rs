//! Full-text search in tasks, headings and titles.

use std::num::NonZeroUsize;

use maud::{Markup, html};

use super::html::{button, field, lang_field, layout, role_field};
use super::term::address;
use super::visit::Form;
use super::{Refusal, Reply, Visit};
use crate::model::Role;
use crate::names::{self, Found, NameError};
use crate::search::{Hit, Index, Request, SearchError, csv, json, sentence, words};
use crate::store::Store;
use crate::{message, search};

const FORMS: &[Form] = &[("application/json", "json"), ("text/html", "html"), ("text/csv", "csv")];

/// Suffixes of the path.
pub(super) const SUFFIXES: &[&str] = &["html", "json", "csv"];

/// How many hits an answer has by default, and at most.
const SHOWN: usize = 50;
const MOST: usize = 1000;

/// `GET /search?q=…`.
pub(super) fn page(visit: &Visit) -> Result<Reply, Refusal> {
    visit.takes(&["q", "region", "unit", "role", "limit"])?;
    let (media_type, form) = visit.form(FORMS, visit.path.strip_prefix("/search."))?;
    let is_asked = ["q", "region", "unit", "role"].iter().any(|name| visit.get(name).is_some());
    if form == "html" && !is_asked {
        return Ok(shown(visit, &html! {}));
    }
    let request = request(visit)?;
    let limit = visit
        .number("limit")?
        .and_then(NonZeroUsize::new)
        .map_or(SHOWN, NonZeroUsize::get)
        .min(MOST);
    let index = visit.held.index.of::<SearchError>(&visit.revision, || Index::of(&visit.store))?;
    let (hits, n) = index.find(&request, limit)?;
    let failed = |_| Refusal::ours(message!("answer-write"));
    let mut bytes = Vec::new();
    match form {
        "csv" => csv(&hits, &mut bytes).map_err(failed)?,
        "json" => json(&hits, &mut bytes).map_err(failed)?,
        _ => return Ok(shown(visit, &listed(visit, &hits, (n, &request)))),
    }
    Ok(Reply::new(media_type, bytes))
}

fn request(visit: &Visit) -> Result<Request, Refusal> {
    let iris = |name: &str, find: fn(&Store, &str) -> Result<Found, NameError>| {
        let found =
            visit.all(name).map(|name| find(&visit.store, name)).collect::<Result<Vec<_>, _>>()?;
        Ok::<Vec<String>, Refusal>(
            found.iter().flat_map(|one| &one.nodes).map(|node| node.as_str().to_owned()).collect(),
        )
    };
    Ok(Request {
        words: words(visit.get("q").unwrap_or_default()),
        regions: iris("region", names::regions)?,
        agents: iris("unit", names::agents)?,
        role: visit.get("role").map(names::role).transpose()?,
    })
}

fn shown(visit: &Visit, found: &Markup) -> Reply {
    let named = |message| visit.say(&message);
    let body = html! {
        form.fields action=(visit.to("search")) {
            (field(visit, "q", &named(message!("page-search-what")), "营商环境"))
            (field(visit, "region", &named(message!("name-region")), "滑县"))
            (field(visit, "unit", &named(message!("name-agent")), "县司法局"))
            (role_field(visit))
            (lang_field(visit))
            (button(visit, &message!("page-search")))
        }
        (found)
    };
    Reply::html(layout(visit, &visit.say(&message!("page-search")), body))
}

fn listed(visit: &Visit, hits: &[Hit], (n, request): (usize, &Request)) -> Markup {
    html! {
        p.count {
            @if n == 0 { (visit.say(&message!("find-nothing", words = visit.get("q").unwrap_or_default()))) }
            @else { (visit.say(&message!("page-found", shown = hits.len(), n = n))) }
        }
        @for hit in hits { (entry(visit, &hit.entry, &request.words)) }
        @if n > 0 {
            p.forms {
                (visit.say(&message!("page-as-data"))) " "
                @for form in ["json", "csv"] { a href=(visit.here(&[("format", form)])) { (form) } " " }
            }
        }
    }
}

fn entry(visit: &Visit, entry: &search::Entry, words: &[String]) -> Markup {
    let title = if entry.title.is_empty() {
        super::term::shortened(&entry.text)
    } else {
        entry.title.clone()
    };
    let place = [
        entry.place.as_deref(),
        entry.number.as_deref().or(entry.plan.as_deref()),
        entry.path.as_deref(),
    ];
    let duties = Role::ALL.iter().filter_map(|role| {
        let names: Vec<_> = entry.names_of(*role).collect();
        (!names.is_empty()).then(|| (role.name(visit.lang), names.join("、")))
    });
    html! {
        article.hit {
            h3 { a href=[address(visit, &entry.iri)] { (title) } }
            p.quiet { (place.into_iter().flatten().collect::<Vec<_>>().join("　")) }
            @if let Some(sentence) = sentence(entry, words).filter(|_| entry.what == search::What::Task) { p { (sentence) } }
            @for (role, names) in duties { p { (role) "：" (names) } }
            p.quiet { (entry.file) ":" (entry.line) }
        }
    }
}
