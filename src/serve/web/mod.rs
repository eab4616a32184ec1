//! PAGES: what browsers and crawlers see of a store, besides SPARQL.
//!
//! Every thing has an address: `/id/unit/410526/…` tells what is known of
//! `https://w3id.org/zeren/id/unit/410526/…`, as a page or in any RDF syntax, chosen by `Accept`,
//! `?format=` or a suffix. The address is that of a document *about* the thing, which has an IRI of
//! its own, so the status is 200, and `Link: <…>; rel="describes"` names the thing; the redirect
//! from things to documents (303) is done once, by w3id.org.
//!
//! A page is a function from a [`Visit`] to a [`Reply`] or a [`Refusal`], and knows nothing of
//! HTTP. [`desk`] runs it on a thread that may block, within limits on number and time; a page that
//! the client already has is not made again.

mod ask;
mod assets;
mod catalog;
mod desk;
mod held;
mod home;
mod html;
mod ledger;
mod map;
mod openapi;
mod policy;
mod question;
mod refusal;
mod reply;
mod rows;
mod search;
mod term;
mod thing;
mod thing_page;
mod visit;
mod vocabulary;

use axum::Router;

use super::State;
use desk::{Desks, Page};
pub(super) use policy::guarded;
use refusal::Refusal;
use reply::Reply;
use visit::Visit;

pub(super) use visit::relative;

/// First path segments of IRIs that are not things of documents: concepts, their schemes, and
/// rules.
const SCHEMES: &[&str] = &[
    "document-type", "level", "provision", "region", "relation", "role", "rule", "time",
    "unit-type",
];

/// The graphs that do not belong to a document.
const GRAPHS: &[&str] = &["things", "catalogue", "statuses"];

/// Returns the routes of all pages.
pub(super) fn pages() -> Router<State> {
    let desks = Desks::new();
    let light = |page: Page| desks.light(page);
    let heavy = |page: Page| desks.heavy(page);
    let mut router = Router::new()
        .route("/", light(home::page))
        .route("/ask", ask::route(&desks))
        .route("/assets/style.css", light(assets::style))
        .route("/assets/ask.js", light(assets::script))
        .route("/.well-known/void", heavy(catalog::void))
        .route("/openapi.json", light(openapi::page))
        .route("/queries", light(question::list))
        .route("/queries/{name}", heavy(question::page))
        .route("/maps", light(map::list))
        .route("/maps/{view}", heavy(map::page))
        .route("/id/{*path}", light(thing::page))
        .route("/ns", light(vocabulary::ontology));
    let with_suffixes: &[(&str, Page, &[&str])] = &[
        ("/ledger", ledger::page, ledger::SUFFIXES),
        ("/search", search::page, search::SUFFIXES),
        ("/catalog", catalog::catalog, catalog::SUFFIXES),
    ];
    for (path, page, suffixes) in with_suffixes {
        router = with(router, path, suffixes, || heavy(*page));
    }
    let vocabularies: &[(&str, Page, &[&str])] = &[
        ("/ontology", vocabulary::ontology, vocabulary::ONTOLOGY_SUFFIXES),
        ("/shapes", vocabulary::shapes, vocabulary::SHAPES_SUFFIXES),
        ("/prefixes", vocabulary::prefixes, vocabulary::PREFIXES_SUFFIXES),
        ("/context", vocabulary::context, &["jsonld"]),
    ];
    for (path, page, suffixes) in vocabularies {
        router = with(router, path, suffixes, || light(*page));
    }
    for scheme in SCHEMES {
        let page = || light(thing::page);
        router = router.route(&format!("/{scheme}/{{*path}}"), page());
    }
    let suffixes: Vec<&str> = thing::FORMS.iter().map(|(_, suffix)| *suffix).collect();
    let roots = SCHEMES.iter().chain(GRAPHS);
    roots.fold(router, |router, root| {
        with(router, &format!("/{root}"), &suffixes, || light(thing::page))
    })
}

/// Adds a page at a path, and at the path with each suffix.
fn with(
    router: Router<State>,
    path: &str,
    suffixes: &[&str],
    page: impl Fn() -> axum::routing::MethodRouter<State>,
) -> Router<State> {
    let router = router.route(path, page());
    suffixes.iter().fold(router, |router, suffix| router.route(&format!("{path}.{suffix}"), page()))
}
