//! Every route from outside, without a port.

use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use tower::ServiceExt;
use zeren::serve::{Limits, State, router};
use zeren::store::Store;

use crate::gold::root;

const COUNT: &str = "SELECT (COUNT(*) AS ?n) { ?task a zr:Task }";

/// What a route answers.
struct Answer {
    status: StatusCode,
    media_type: String,
    text: String,
}

/// The routes over one seed.
fn routes(limits: Limits) -> Router {
    let mut seeds: Vec<_> = std::fs::read_dir(root().join("seeds")).expect("seeds").flatten().collect();
    seeds.sort_by_key(|entry| entry.path());
    let source = zeren::read::read_path(&seeds[0].path()).expect("a seed");
    let facts = zeren::extract_facts(&source);
    let store = Store::memory().expect("a store in memory");
    let name = zeren::graph::graph_name(&zeren::graph::document(&source, &facts));
    store.replace(name.as_ref(), &zeren::graph(&source, &facts)).expect("the graph is stored");
    router(State::new(store, limits))
}

async fn ask(routes: &Router, request: Request<Body>) -> Answer {
    let response = routes.clone().oneshot(request).await.expect("the router answers");
    let status = response.status();
    let media_type =
        response.headers().get(header::CONTENT_TYPE).map(|value| value.to_str().expect("ASCII").to_owned());
    let body = to_bytes(response.into_body(), 64 << 20).await.expect("a body");
    let text = String::from_utf8(body.into()).expect("text");
    Answer { status, media_type: media_type.unwrap_or_default(), text }
}

fn encode(query: &str) -> String {
    form_urlencoded::byte_serialize(query.as_bytes()).collect()
}

fn get(query: &str, accept: &str) -> Request<Body> {
    let request = Request::get(format!("/sparql?query={}", encode(query))).header(header::ACCEPT, accept);
    request.body(Body::empty()).expect("a request")
}

fn post(uri: &str, media_type: &str, body: impl Into<Body>) -> Request<Body> {
    let request = Request::post(uri).header(header::CONTENT_TYPE, media_type).header(header::ACCEPT, "text/csv");
    request.body(body.into()).expect("a request")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_three_ways_to_ask_give_one_answer() {
    let routes = routes(Limits::default());
    let expected = "n\r\n34\r\n";
    let form = "application/x-www-form-urlencoded";
    for request in [
        get(COUNT, "text/csv"),
        post("/sparql", form, format!("query={}", encode(COUNT))),
        post("/sparql", "application/x-www-form-urlencoded; charset=UTF-8", format!("a=b&query={}", encode(COUNT))),
        post("/sparql", "application/sparql-query", COUNT),
        post("/sparql?nothing=known", "application/sparql-query; charset=utf-8", COUNT),
    ] {
        let answer = ask(&routes, request).await;
        assert_eq!((answer.status, answer.text.as_str()), (StatusCode::OK, expected));
        assert_eq!(answer.media_type, "text/csv; charset=utf-8");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_client_chooses_the_form() {
    let routes = routes(Limits::default());
    let graph = "CONSTRUCT { ?t a zr:Task } { ?t a zr:Task } LIMIT 1";
    for (query, accept, media_type, begins) in [
        (COUNT, "*/*", "application/sparql-results+json", "{\"head\":"),
        (COUNT, "application/json", "application/json", "{\"head\":"),
        (COUNT, "application/sparql-results+xml", "application/sparql-results+xml", "<?xml"),
        (COUNT, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8", "?n\n34"),
        ("ASK { ?t a zr:Task }", "application/json", "application/json", "{\"head\":{},\"boolean\":true}"),
        (graph, "*/*", "text/turtle; charset=utf-8", "@base "),
        (graph, "application/n-triples", "application/n-triples", "<https://w3id.org/zeren/id/"),
        (
            "DESCRIBE <https://w3id.org/zeren/role/lead>",
            "text/turtle;q=0.1, application/rdf+xml",
            "application/rdf+xml",
            "<?xml",
        ),
    ] {
        let answer = ask(&routes, get(query, accept)).await;
        assert_eq!((answer.status, answer.media_type.as_str()), (StatusCode::OK, media_type), "{}", answer.text);
        assert!(answer.text.starts_with(begins), "{}", answer.text);
    }
    let answer = ask(&routes, get(COUNT, "image/png")).await;
    assert_eq!(answer.status, StatusCode::NOT_ACCEPTABLE);
    assert!(answer.text.contains("application/sparql-results+json"), "{}", answer.text);
    let answer = ask(&routes, get(graph, "text/csv")).await;
    assert_eq!(answer.status, StatusCode::NOT_ACCEPTABLE);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_data_set_of_the_request_comes_before_that_of_the_query() {
    let routes = routes(Limits::default());
    let all = "SELECT DISTINCT ?g { GRAPH ?g { ?t a zr:Task } }";
    let answer = ask(&routes, get(all, "text/csv")).await;
    let graph = answer.text.lines().nth(1).expect("a graph").trim().to_owned();
    let count = "SELECT (COUNT(*) AS ?n) FROM <http://example.org/none> { ?task a zr:Task }";
    for (parameters, query, expected) in [
        (String::new(), count, "0"),
        (format!("&default-graph-uri={}", encode(&graph)), count, "34"),
        (format!("&named-graph-uri={}", encode(&graph)), COUNT, "0"),
        ("&default-graph-uri=http%3A%2F%2Fexample.org%2Fnone".to_owned(), COUNT, "0"),
    ] {
        let uri = format!("/sparql?query={}{parameters}", encode(query));
        let request = Request::get(uri).header(header::ACCEPT, "text/csv").body(Body::empty()).expect("a request");
        assert_eq!(ask(&routes, request).await.text, format!("n\r\n{expected}\r\n"), "{parameters}");
        let direct = post(
            &format!("/sparql?{}", parameters.trim_start_matches('&')),
            "application/sparql-query",
            query.to_owned(),
        );
        assert_eq!(ask(&routes, direct).await.text, format!("n\r\n{expected}\r\n"), "{parameters}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_requests_are_told_why() {
    let routes = routes(Limits::default());
    let form = "application/x-www-form-urlencoded";
    let long = format!("ASK {{ {} }}", "?s ?p ?o . ".repeat(2_000));
    let many = format!("ASK {{ {} }}", "?s ?p ?o . ".repeat(100));
    let bad = |uri: &str| Request::get(uri).body(Body::empty()).expect("a request");
    for (request, status, told) in [
        (get("SELECT", "*/*"), 400, "cannot read the query: error at 1:"),
        (get("DROP ALL", "*/*"), 400, "an update is not a query"),
        (get("ASK { SERVICE <http://a/> {} }", "*/*"), 400, "`SERVICE` is refused"),
        (bad("/sparql?query=ASK%20%7B%7D&query=ASK%20%7B%7D"), 400, "`query` is given twice"),
        (bad("/sparql?update=DROP%20ALL"), 400, "read only"),
        (bad("/sparql?query=ASK%20%7B%7D&default-graph-uri=a%20b"), 400, "`a b` is no IRI"),
        (post("/sparql", form, "a=b"), 400, "there is no `query`"),
        (post("/sparql", form, "update=DROP+ALL"), 400, "read only"),
        (post("/sparql", "application/sparql-query", vec![0xff, 0xfe]), 400, "not UTF-8"),
        (post("/sparql?query=ASK%7B%7D", "application/sparql-query", "ASK {}"), 400, "given twice"),
        (post("/sparql", "application/sparql-query; charset=utf-16", "ASK {}"), 415, "cannot read a body of type"),
        (post("/sparql", "application/sparql-update", "DROP ALL"), 415, "cannot read a body of type"),
        (post("/sparql", "text/plain", "ASK {}"), 415, "send `application/sparql-query`"),
        (Request::post("/sparql").body(Body::from("ASK {}")).expect("a request"), 415, "cannot read a body"),
        (post("/sparql", "application/sparql-query", many), 400, "more than 64 patterns"),
        (post("/sparql", "application/sparql-query", long), 413, "longer than 16384 bytes"),
        (post("/sparql", "application/sparql-query", "x".repeat(1 << 20)), 413, ""),
        (Request::put("/sparql").body(Body::empty()).expect("a request"), 405, ""),
        (Request::delete("/").body(Body::empty()).expect("a request"), 405, ""),
        (bad("/nowhere"), 404, ""),
    ] {
        let asked = format!("{} {}", request.method(), request.uri());
        let answer = ask(&routes, request).await;
        assert_eq!(answer.status.as_u16(), status, "{asked}: {}", answer.text);
        assert!(answer.text.contains(told), "{asked}: {}", answer.text);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_that_nests_deeply_does_not_end_the_server() {
    let routes = routes(Limits { time: Duration::from_secs(120), ..Limits::default() });
    for query in [
        format!("ASK {{ FILTER({}1{}) }}", "(".repeat(8_000), ")".repeat(8_000)),
        format!("ASK {}{}", "{".repeat(8_000), "}".repeat(8_000)),
        format!("ASK {{ FILTER(1{}) }}", "+1".repeat(1_000)),
    ] {
        let answer = ask(&routes, post("/sparql", "application/sparql-query", query)).await;
        assert!(answer.status == StatusCode::OK || answer.status == StatusCode::BAD_REQUEST, "{}", answer.text);
    }
    assert_eq!(ask(&routes, get(COUNT, "text/csv")).await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_without_end_is_cut_off_and_its_slot_comes_back() {
    let routes = routes(Limits { slots: 1, time: Duration::from_millis(300) });
    let endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }";
    let start = Instant::now();
    let answer = ask(&routes, get(endless, "*/*")).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{}", answer.text);
    assert!(answer.text.contains("longer than 0.3 s"), "{}", answer.text);
    assert!(start.elapsed() < Duration::from_secs(10));
    let answer = ask(&routes, get("ASK {}", "*/*")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_answer_arrives_whole() {
    let routes = routes(Limits::default());
    let count = ask(&routes, get("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "text/csv")).await.text;
    let rows = ask(&routes, get("SELECT * { ?s ?p ?o }", "text/tab-separated-values")).await.text;
    assert_eq!(count.lines().nth(1), Some((rows.lines().count() - 1).to_string().as_str()));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_service_describes_itself() {
    let routes = routes(Limits::default());
    let bare = |accept: &str| {
        let request = Request::get("/sparql").header(header::HOST, "example.org:7878").header(header::ACCEPT, accept);
        request.body(Body::empty()).expect("a request")
    };
    let turtle = ask(&routes, bare("text/turtle")).await;
    assert_eq!((turtle.status, turtle.media_type.as_str()), (StatusCode::OK, "text/turtle; charset=utf-8"));
    assert!(turtle.text.contains("sd:endpoint <http://example.org:7878/sparql>"), "{}", turtle.text);
    assert!(turtle.text.contains("sd:supportedLanguage sd:SPARQL11Query"), "{}", turtle.text);
    assert_eq!(ask(&routes, bare("text/html")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(ask(&routes, bare("image/png")).await.status, StatusCode::NOT_ACCEPTABLE);
    let page = ask(&routes, Request::get("/").body(Body::empty()).expect("a request")).await;
    assert_eq!((page.status, page.media_type.as_str()), (StatusCode::OK, "text/html; charset=utf-8"));
    assert!(page.text.contains("1 document") && page.text.contains("queries/workload"), "{}", page.text);
}
