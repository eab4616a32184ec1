//! Tests every route, without a port.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use tower::ServiceExt;
use zeren::serve::{Limits, Options, State, router};
use zeren::store::Store;

use crate::gold::root;
use crate::served::{TOKEN, on_disk, options, within};

const COUNT: &str = "SELECT (COUNT(*) AS ?n) { ?task a zr:Task }";

/// The answer of a route.
struct Answer {
    status: StatusCode,
    media_type: String,
    text: String,
}

/// The routes, and the folder of their store.
struct Routes {
    router: Router,
    folder: tempfile::TempDir,
}

/// Returns the routes over one seed.
fn routes(limits: Limits) -> Routes {
    routes_with(Options { limits, token: None, ..options() })
}

fn routes_with(options: Options) -> Routes {
    let mut seeds: Vec<_> =
        std::fs::read_dir(root().join("seeds")).expect("seeds").flatten().collect();
    seeds.sort_by_key(|entry| entry.path());
    let source = zeren::read::read_path(&seeds[0].path()).expect("a seed");
    let facts = zeren::extract_facts(&source);
    let store = Store::memory().expect("a store in memory");
    let name = zeren::graph::graph_name(&zeren::graph::document(&source, &facts));
    store.replace(name.as_ref(), &zeren::graph(&source, &facts)).expect("the graph is stored");
    let folder = on_disk(&store);
    let state = State::new(&folder.path().to_string_lossy(), options).expect("the store opens");
    Routes { router: router(state), folder }
}

async fn ask(routes: &Routes, request: Request<Body>) -> Answer {
    let response = routes.router.clone().oneshot(request).await.expect("the router answers");
    let status = response.status();
    let media_type = response
        .headers()
        .get(header::CONTENT_TYPE)
        .map(|value| value.to_str().expect("ASCII").to_owned());
    let body = to_bytes(response.into_body(), 64 << 20).await.expect("a body");
    let text = String::from_utf8(body.into()).expect("text");
    Answer { status, media_type: media_type.unwrap_or_default(), text }
}

fn encode(query: &str) -> String {
    form_urlencoded::byte_serialize(query.as_bytes()).collect()
}

fn get(query: &str, accept: &str) -> Request<Body> {
    let request =
        Request::get(format!("/sparql?query={}", encode(query))).header(header::ACCEPT, accept);
    request.body(Body::empty()).expect("a request")
}

fn post(uri: &str, media_type: &str, body: impl Into<Body>) -> Request<Body> {
    let request = Request::post(uri)
        .header(header::CONTENT_TYPE, media_type)
        .header(header::ACCEPT, "text/csv");
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
        post(
            "/sparql",
            "application/x-www-form-urlencoded; charset=UTF-8",
            format!("a=b&query={}", encode(COUNT)),
        ),
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
        (
            "ASK { ?t a zr:Task }",
            "application/json",
            "application/json",
            "{\"head\":{},\"boolean\":true}",
        ),
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
        assert_eq!(
            (answer.status, answer.media_type.as_str()),
            (StatusCode::OK, media_type),
            "{}",
            answer.text
        );
        assert!(answer.text.starts_with(begins), "{}", answer.text);
    }
    for (format, media_type) in
        [("xml", "application/sparql-results+xml"), ("text/csv", "text/csv; charset=utf-8")]
    {
        let uri = format!("/sparql?query={}&format={format}", encode(COUNT));
        let answer = ask(&routes, Request::get(uri).body(Body::empty()).expect("a request")).await;
        assert_eq!(answer.media_type, media_type, "{}", answer.text);
    }
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
        let request = Request::get(uri)
            .header(header::ACCEPT, "text/csv")
            .body(Body::empty())
            .expect("a request");
        assert_eq!(
            ask(&routes, request).await.text,
            format!("n\r\n{expected}\r\n"),
            "{parameters}"
        );
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
    let long = format!("ASK {{ {} }}", "?s ?p ?o . ".repeat(100_000));
    let bad = |uri: &str| Request::get(uri).body(Body::empty()).expect("a request");
    for (request, status, kind) in [
        (get("SELECT", "*/*"), 400, "query-syntax"),
        (get("DROP ALL", "*/*"), 400, "query-update"),
        (get("ASK { SERVICE <http://a/> {} }", "*/*"), 400, "query-service"),
        (get("ASK { ?s nowhere:p ?o }", "*/*"), 400, "query-prefix"),
        (bad("/sparql?query=ASK%20%7B%7D&query=ASK%20%7B%7D"), 400, "twice"),
        (bad("/sparql?update=DROP%20ALL"), 400, "update-get"),
        (bad("/sparql?query=ASK%20%7B%7D&default-graph-uri=a%20b"), 400, "iri"),
        (bad("/sparql?query=ASK%20%7B%7D&using-graph-uri=http://a/"), 400, "using-query"),
        (bad("/sparql?query=ASK%20%7B%7D&format=docx"), 400, "format"),
        (post("/sparql", form, "a=b"), 400, "neither"),
        (post("/sparql", form, "query=ASK%7B%7D&update=DROP+ALL"), 400, "both"),
        (post("/sparql", form, "update=DROP+ALL"), 403, "read-only"),
        (post("/sparql", "application/sparql-query", vec![0xff, 0xfe]), 400, "utf-8"),
        (post("/sparql?query=ASK%7B%7D", "application/sparql-query", "ASK {}"), 400, "twice-body"),
        (post("/sparql", "application/sparql-query; charset=utf-16", "ASK {}"), 415, "type"),
        (post("/sparql", "application/sparql-update", "DROP ALL"), 403, "read-only"),
        (post("/sparql", "text/plain", "ASK {}"), 415, "type"),
        (Request::post("/sparql").body(Body::from("ASK {}")).expect("a request"), 415, "type"),
        (post("/sparql", "application/sparql-query", long), 413, "too-long"),
        (get(COUNT, "image/png"), 406, "not-acceptable"),
        (bad("/store"), 400, "which-graph"),
        (bad("/store?graph=http://a/&default"), 400, "two-graphs"),
        (bad("/store?graph=http://a/"), 404, "no-graph"),
        (
            Request::put("/store?graph=http://a/").body(Body::empty()).expect("a request"),
            403,
            "read-only",
        ),
        (Request::put("/sparql").body(Body::empty()).expect("a request"), 405, "method"),
        (Request::delete("/").body(Body::empty()).expect("a request"), 405, "method"),
        (bad("/nowhere"), 404, "no-page"),
    ] {
        let asked = format!("{} {}", request.method(), request.uri());
        let answer = ask(&routes, request).await;
        assert_eq!(answer.status.as_u16(), status, "{asked}: {}", answer.text);
        let problem: serde_json::Value = serde_json::from_str(&answer.text).unwrap_or_default();
        assert_eq!(
            problem["type"],
            format!("urn:zeren:problem:{kind}"),
            "{asked}: {}",
            answer.text
        );
        assert_eq!(problem["status"], status, "{asked}");
        assert!(
            problem["title"].as_str().is_some_and(|title| !title.contains('{')),
            "{asked}: {}",
            answer.text
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn problems_come_in_the_form_and_language_that_is_asked_for() {
    let routes = routes(Limits::default());
    let asked = |accept: &str, lang: &'static str| {
        let mut request = get("SELECT * {\n ?s <script> }", accept);
        request
            .headers_mut()
            .insert(header::ACCEPT_LANGUAGE, header::HeaderValue::from_static(lang));
        request
    };
    let answer = ask(&routes, asked("text/csv", "en")).await;
    assert_eq!(answer.media_type, "application/problem+json");
    let problem: serde_json::Value = serde_json::from_str(&answer.text).expect("JSON");
    assert_eq!(
        (problem["line"].as_u64(), problem["column"].as_u64()),
        (Some(2), Some(14)),
        "{problem}"
    );
    assert_eq!(problem["source"], " ?s <script> }\n             ^");
    let answer = ask(&routes, asked("text/plain", "zh-CN")).await;
    assert!(answer.text.contains("无法解析查询"), "{}", answer.text);
    let answer = ask(&routes, asked("text/html", "en")).await;
    assert!(
        answer.text.contains("&lt;script&gt;") && !answer.text.contains("<script>"),
        "{}",
        answer.text
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_that_nests_deeply_does_not_end_the_server() {
    let routes = routes(within(5_000));
    for query in [
        format!("ASK {{ FILTER({}1{}) }}", "(".repeat(8_000), ")".repeat(8_000)),
        format!("ASK {}{}", "{".repeat(8_000), "}".repeat(8_000)),
        format!("ASK {{ FILTER(1{}) }}", "+1".repeat(200_000)),
    ] {
        let answer = ask(&routes, post("/sparql", "application/sparql-query", query)).await;
        let expected = [
            StatusCode::OK,
            StatusCode::BAD_REQUEST,
            StatusCode::SERVICE_UNAVAILABLE,
            StatusCode::GATEWAY_TIMEOUT,
        ];
        assert!(expected.contains(&answer.status), "{} {}", answer.status, answer.text);
    }
    assert_eq!(ask(&routes, get(COUNT, "text/csv")).await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_without_end_is_ended_and_others_go_on() {
    let routes = routes(Limits { memory: 64 << 20, ..within(3_000) });
    let values = format!("VALUES ?x {{ {} }}", "1 ".repeat(1_000));
    let product = values.replace("?x", "?a")
        + &values.replace("?x", "?b")
        + &values.replace("?x", "?c")
        + &values.replace("?x", "?d");
    let texts: String = (0..40)
        .map(|i| format!("BIND(CONCAT(?x{i}, ?x{i}, ?x{i}, ?x{i}) AS ?x{}) ", i + 1))
        .collect();
    for (query, kind) in [
        ("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }".to_owned(), "overdue"),
        (format!("SELECT (COUNT(*) AS ?n) {{ {product} }}"), "overdue"),
        (
            "SELECT (COUNT(*) AS ?n) { ?a (!<http://none/>)* ?b . ?c (!<http://none/>)* ?d . ?e ?f ?g }".to_owned(),
            "overdue",
        ),
        (format!("SELECT (STRLEN(?x40) AS ?n) {{ BIND(\"aaaa\" AS ?x0) {texts} }}"), "oversized"),
    ] {
        // Queries that exhaust memory do so quickly, on a machine with enough of it.
        let patient = self::routes(Limits { memory: 64 << 20, ..within(60_000) });
        let answer = ask(if kind == "overdue" { &routes } else { &patient }, get(&query, "*/*")).await;
        let problem: serde_json::Value = serde_json::from_str(&answer.text).unwrap_or_default();
        assert_eq!(problem["type"], format!("urn:zeren:problem:{kind}"), "{query}: {}", answer.text);
    }
    let endless = get("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "*/*");
    let (late, quick) = tokio::join!(ask(&routes, endless), ask(&routes, get("ASK {}", "*/*")));
    assert_eq!((late.status, quick.status), (StatusCode::GATEWAY_TIMEOUT, StatusCode::OK));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_small_query_takes_no_process_and_a_long_one_gets_one() {
    let routes = routes(Limits::default());
    let started = async || {
        let request = Request::get("/metrics").body(Body::empty()).expect("a request");
        let text = ask(&routes, request).await.text;
        let found = text.lines().find_map(|line| line.strip_prefix("zeren_workers_started_total "));
        found.and_then(|n| n.parse::<u32>().ok()).expect("a number")
    };
    let mut took_none = false;
    for n in 0..10 {
        let before = started().await;
        assert!(ask(&routes, get(&format!("{COUNT} # {n}"), "text/csv")).await.text.contains("34"));
        took_none |= started().await == before;
    }
    assert!(took_none, "of ten small queries each took a process");
    let before = started().await;
    // So many rows that they exceed the time limit of a thread; each takes a fetch.
    let long = "SELECT (COUNT(*) AS ?n) { ?a a zr:Task ; ?p ?b ; ?q ?c ; ?r ?d }";
    let properties = "SELECT (SUM(?n * ?n * ?n) AS ?all) { SELECT (COUNT(*) AS ?n) { ?a a zr:Task ; ?p ?b } GROUP BY ?a }";
    let n = |text: String| text.lines().nth(1).map(str::to_owned);
    let counted = n(ask(&routes, get(long, "text/csv")).await.text);
    assert!(started().await > before);
    assert_eq!(counted, n(ask(&routes, get(properties, "text/csv")).await.text));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_later_build_is_seen() {
    let routes = routes(Limits::default());
    let named = "ASK { GRAPH <http://example.org/later> { ?s ?p ?o } }";
    assert!(ask(&routes, get(named, "text/csv")).await.text.contains("false"));
    let graph = oxigraph::model::NamedNode::new_unchecked("http://example.org/later");
    let quad =
        oxigraph::model::Quad::new(graph.clone(), graph.clone(), graph.clone(), graph.clone());
    let mut writer =
        zeren::store::Writer::existing(&routes.folder.path().to_string_lossy()).expect("a writer");
    writer.keep(graph.as_ref(), &[quad]).expect("the graph is kept");
    assert!(ask(&routes, get(named, "text/csv")).await.text.contains("true"));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_knows_the_token_writes_beside_the_documents() {
    let routes = routes_with(Options { limits: Limits::default(), ..options() });
    let bearer = format!("Bearer {TOKEN}");
    let basic = |token: &str| format!("Basic {}", BASE64_STANDARD.encode(format!("any:{token}")));
    let send = |method: &str, uri: &str, media_type: &str, body: &str, token: &str| {
        let request =
            Request::builder().method(method).uri(uri).header(header::CONTENT_TYPE, media_type);
        request
            .header(header::AUTHORIZATION, token)
            .body(Body::from(body.to_owned()))
            .expect("a request")
    };
    let (update, turtle, own) =
        ("application/sparql-update", "text/turtle", "/store?graph=http://example.org/own");
    let graph =
        ask(&routes, get("SELECT ?g { GRAPH ?g { ?t a zr:Task } } LIMIT 1", "text/csv")).await.text;
    let graph = graph.lines().nth(1).expect("a graph").trim().to_owned();
    let of_document = format!("/store?graph={}", encode(&graph));
    let insert = "INSERT DATA { GRAPH <http://example.org/own> { <http://a/> <http://b/> \"1\" } }";
    let remark =
        "INSERT { GRAPH <http://example.org/own> { ?t <http://b/> 1 } } WHERE { ?t a zr:Task }";
    let by_variable = "DELETE { GRAPH ?g { ?t a zr:Task } } WHERE { GRAPH ?g { ?t a zr:Task } }";
    let whole =
        format!("{insert} ; DELETE DATA {{ GRAPH <{graph}> {{ <http://a/> <http://b/> 1 }} }}");
    for (request, status) in [
        (send("POST", "/update", update, insert, "Bearer wrong"), 401),
        (send("POST", "/update", update, insert, ""), 401),
        (
            send("POST", "/update", update, "CLEAR DEFAULT", &basic("a-token-that-only-tests-kno")),
            401,
        ),
        (send("POST", "/update", update, "CLEAR DEFAULT", &basic(TOKEN)), 204),
        (send("POST", "/update", update, "INSERT {", &bearer), 400),
        (send("POST", "/update", update, "LOAD <http://a/>", &bearer), 400),
        (send("POST", "/update", update, "DROP ALL", &bearer), 403),
        (send("POST", "/update", update, by_variable, &bearer), 403),
        (send("POST", "/update", update, &format!("CLEAR GRAPH <{graph}>"), &bearer), 403),
        (send("DELETE", &of_document, turtle, "", &bearer), 403),
        (send("PUT", &of_document, turtle, "", &bearer), 403),
        (send("POST", "/update", update, &whole, &bearer), 403),
        // Nothing of the last update was applied, although its first half is allowed.
        (send("GET", own, "", "", ""), 404),
        (send("POST", "/update", update, insert, &bearer), 204),
        (send("POST", "/update", update, remark, &bearer), 204),
        (send("PUT", own, turtle, "<a> <b> .", &bearer), 400),
        (send("PUT", own, "text/csv", "a,b", &bearer), 415),
        (send("PUT", own, turtle, "<http://a/> <http://b/> 2, 3 .", &bearer), 204),
        (send("DELETE", own, turtle, "", &bearer), 204),
        (send("DELETE", own, turtle, "", &bearer), 404),
    ] {
        let asked = format!("{} {}", request.method(), request.uri());
        let answer = ask(&routes, request).await;
        assert_eq!(answer.status.as_u16(), status, "{asked}: {}", answer.text);
    }
    assert_eq!(ask(&routes, get(COUNT, "text/csv")).await.text, "n\r\n34\r\n");
}

#[tokio::test(flavor = "multi_thread")]
async fn words_are_looked_up_in_the_index() {
    let routes = routes(Limits::default());
    let count = |pattern: &str| {
        get(&format!("SELECT (COUNT(DISTINCT ?t) AS ?n) {{ {pattern} }}"), "text/csv")
    };
    let by_index = ask(&routes, count("?t text:query \"司法\" ; a zr:Task")).await;
    let by_scan = "?t a zr:Task ; dcterms:title ?title FILTER(CONTAINS(?title, \"司法\"))";
    let n = |answer: &Answer| {
        answer.text.lines().nth(1).and_then(|n| n.parse::<usize>().ok()).expect("a number")
    };
    // The index includes the sentences of tasks too.
    assert!(
        n(&by_index) >= n(&ask(&routes, count(by_scan)).await) && n(&by_index) > 0,
        "{}",
        by_index.text
    );
    assert_eq!(n(&ask(&routes, count("?t text:query \"没有这样的词语\"")).await), 0);
    let both =
        "?t text:query \"司法\" . ?t a zr:Task FILTER EXISTS { ?t text:query \"没有这样的词语\" }";
    assert_eq!(n(&ask(&routes, count(both)).await), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_are_told_from_state_to_state() {
    let routes = routes_with(Options { limits: Limits::default(), ..options() });
    let told = |uri: &str| Request::get(uri.to_owned()).body(Body::empty()).expect("a request");
    let parsed = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
    let all = parsed(&ask(&routes, told("/changes")).await.text);
    let state = all["state"].as_u64().expect("a number");
    assert!(
        all["changes"].as_array().is_some_and(|all| all.iter().all(|one| one["what"] == "added")),
        "{all}"
    );
    let update = "INSERT DATA { GRAPH <http://example.org/own> { <http://a/> <http://b/> 1 } }";
    let mut request = post("/update", "application/sparql-update", update);
    request
        .headers_mut()
        .insert(header::AUTHORIZATION, format!("Bearer {TOKEN}").parse().expect("ASCII"));
    assert_eq!(ask(&routes, request).await.status, StatusCode::NO_CONTENT);
    let since = parsed(&ask(&routes, told(&format!("/changes?since={state}"))).await.text);
    let expected = serde_json::json!([{ "state": state + 1, "graph": "http://example.org/own", "what": "added" }]);
    assert_eq!((&since["state"], &since["changes"]), (&serde_json::json!(state + 1), &expected));
    assert_eq!(ask(&routes, told("/changes?since=99")).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_waits_for_the_state_that_its_client_has_seen() {
    let routes = routes_with(Options { limits: Limits::default(), ..options() });
    let send = |method: &str, name: header::HeaderName, value: &str| {
        let request = Request::builder().method(method).uri("/store?graph=http://example.org/own");
        let request = request.header(header::CONTENT_TYPE, "text/turtle").header(name, value);
        request
            .header(header::AUTHORIZATION, format!("Bearer {TOKEN}"))
            .body(Body::from("<http://a/> <http://b/> 1 ."))
            .expect("a request")
    };
    let status =
        |request| async { routes.router.clone().oneshot(request).await.expect("an answer") };
    assert_eq!(
        status(send("PUT", header::IF_MATCH, "*")).await.status(),
        StatusCode::PRECONDITION_FAILED
    );
    assert_eq!(status(send("PUT", header::IF_NONE_MATCH, "*")).await.status(), StatusCode::CREATED);
    assert_eq!(
        status(send("PUT", header::IF_NONE_MATCH, "*")).await.status(),
        StatusCode::PRECONDITION_FAILED
    );
    let seen = status(send("GET", header::ACCEPT, "text/turtle")).await;
    let tag = seen.headers()[header::ETAG].to_str().expect("ASCII").to_owned();
    assert_eq!(
        status(send("GET", header::IF_NONE_MATCH, &tag)).await.status(),
        StatusCode::NOT_MODIFIED
    );
    assert_eq!(status(send("PUT", header::IF_MATCH, &tag)).await.status(), StatusCode::NO_CONTENT);
    assert_eq!(
        status(send("PUT", header::IF_MATCH, &tag)).await.status(),
        StatusCode::PRECONDITION_FAILED
    );
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
        let request = Request::get("/sparql")
            .header(header::HOST, "example.org:7878")
            .header(header::ACCEPT, accept);
        request.body(Body::empty()).expect("a request")
    };
    let turtle = ask(&routes, bare("text/turtle")).await;
    assert_eq!(
        (turtle.status, turtle.media_type.as_str()),
        (StatusCode::OK, "text/turtle; charset=utf-8")
    );
    assert!(
        turtle.text.contains("sd:endpoint <http://example.org:7878/sparql>"),
        "{}",
        turtle.text
    );
    assert!(turtle.text.contains("sd:supportedLanguage sd:SPARQL11Query"), "{}", turtle.text);
    assert_eq!(ask(&routes, bare("text/html")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(ask(&routes, bare("image/png")).await.status, StatusCode::NOT_ACCEPTABLE);
    let page = ask(&routes, Request::get("/").body(Body::empty()).expect("a request")).await;
    assert_eq!(
        (page.status, page.media_type.as_str()),
        (StatusCode::OK, "text/html; charset=utf-8")
    );
    assert!(
        page.text.contains("1 document") && page.text.contains("queries/workload"),
        "{}",
        page.text
    );
}
