//! The pages of the service, tested without a port: things, questions, maps, ledger, search,
//! vocabularies.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
use oxigraph::model::Quad;
use tower::ServiceExt;
use zeren::graph;
use zeren::graph::{document, graph_name};
use zeren::question::named;
use zeren::read::Source;
use zeren::serve::{State, router};
use zeren::store::{Store, Writer};

use crate::gold::root;
use crate::served::options;

/// Script injection in a document.
const HOSTILE: &str = "县<script>alert(1)</script>\"'><img src=x onerror=alert(2)>局";

/// Returns a document full of script injection.
fn hostile() -> Source {
    let text = format!(
        "滑县法治政府建设工作安排\n一、健全体系</title><script>alert(0)</script>\n（一）推进\"改革\"<b onclick=alert(3)>。认真组织&培训{HOSTILE}。\n\
         （牵头单位：县司法局；责任单位：县公安局）\n（二）加强]]>--></style><style>*{{display:none}}</style>监督。javascript:alert(4)。\n（责任单位：县司法局，县财政局）\n"
    );
    Source {
        name: format!("{HOSTILE}.txt"),
        text,
        hash: "f".repeat(64),
        format: "text/plain",
        notes: Vec::new(),
    }
}

fn put(store: &Store, source: &Source) {
    let facts = zeren::extract_facts(source);
    let name = graph_name(&document(source, &facts));
    store.replace(name.as_ref(), &graph(source, &facts)).expect("the graph is stored");
}

/// Returns the routes over two seeds and the malicious document.
fn routes() -> Router {
    static STORE: LazyLock<PathBuf> = LazyLock::new(|| {
        let store = Store::memory().expect("a store in memory");
        let mut seeds: Vec<_> =
            std::fs::read_dir(root().join("seeds")).expect("seeds").flatten().collect();
        seeds.sort_by_key(|entry| entry.path());
        for seed in seeds.iter().take(2) {
            put(&store, &zeren::read::read_path(&seed.path()).expect("a seed"));
        }
        put(&store, &hostile());
        kept("pages", &store)
    });
    over(&STORE)
}

/// Saves a copy of a store in the folder for test files.
fn kept(name: &str, store: &Store) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    Writer::open(&folder.to_string_lossy())
        .and_then(|mut writer| writer.copy_from(store))
        .expect("a store on disk");
    folder
}

fn over(store: &Path) -> Router {
    router(State::new(&store.to_string_lossy(), options()).expect("the store opens"))
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    bytes: Vec<u8>,
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    fn header(&self, name: impl axum::http::header::AsHeaderName) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

async fn ask(routes: &Router, path: &str, headers: &[(&str, &str)]) -> Answer {
    let request = Request::get(path).header(header::HOST, "example.org");
    let request =
        headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    let response = routes
        .clone()
        .oneshot(request.body(Body::empty()).expect("a request"))
        .await
        .expect("an answer");
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, 64 << 20).await.expect("a body").to_vec();
    Answer { status: parts.status, headers: parts.headers, bytes }
}

/// Requests a page as a browser does.
async fn browse(routes: &Router, path: &str) -> Answer {
    let accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    ask(routes, path, &[("accept", accept), ("accept-language", "zh-CN,zh;q=0.9,en;q=0.5")]).await
}

fn encode(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// Queries the store through its own service.
async fn column(routes: &Router, query: &str) -> Vec<String> {
    let answer =
        ask(routes, &format!("/sparql?query={}", encode(query)), &[("accept", "text/csv")]).await;
    answer.text().lines().skip(1).map(|line| line.trim().to_owned()).collect()
}

fn syntaxes() -> [(&'static str, &'static str, RdfFormat); 6] {
    let json = RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() };
    [
        ("ttl", "text/turtle", RdfFormat::Turtle),
        ("nt", "application/n-triples", RdfFormat::NTriples),
        ("nq", "application/n-quads", RdfFormat::NQuads),
        ("trig", "application/trig", RdfFormat::TriG),
        ("rdf", "application/rdf+xml", RdfFormat::RdfXml),
        ("jsonld", "application/ld+json", json),
    ]
}

fn triples(answer: &Answer, format: RdfFormat) -> BTreeSet<String> {
    let quads = RdfParser::from_format(format).for_slice(&answer.bytes);
    let quads = quads.collect::<Result<Vec<Quad>, _>>();
    let quads = quads.unwrap_or_else(|error| panic!("{format}: {error}\n{}", answer.text()));
    quads
        .into_iter()
        .map(|quad| format!("{} {} {}", quad.subject, quad.predicate, quad.object))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_thing_says_the_same_in_every_syntax() {
    let routes = routes();
    let things = column(&routes, "SELECT DISTINCT ?class (SAMPLE(?s) AS ?one) { ?s a ?class FILTER(STRSTARTS(STR(?s), 'https://w3id.org/zeren/')) } GROUP BY ?class").await;
    assert!(things.len() > 20, "{things:?}");
    for thing in things {
        let iri = thing.split(',').nth(1).expect("an IRI").to_owned();
        let path = iri.trim_start_matches("https://w3id.org/zeren");
        if path.starts_with("/ns") {
            continue;
        }
        let mut said: Option<BTreeSet<String>> = None;
        for (suffix, media_type, format) in syntaxes() {
            let by_accept = ask(&routes, path, &[("accept", media_type)]).await;
            assert_eq!(
                (by_accept.status, by_accept.header("content-type").split(';').next()),
                (StatusCode::OK, Some(media_type)),
                "{path}"
            );
            assert_eq!(by_accept.header("content-location"), format!("{path}.{suffix}"));
            let by_suffix = ask(&routes, &format!("{path}.{suffix}"), &[]).await;
            let by_name =
                ask(&routes, &format!("{path}?format={suffix}"), &[("accept", "text/html")]).await;
            assert_eq!(by_suffix.bytes, by_accept.bytes, "{path}");
            assert_eq!(by_name.bytes, by_accept.bytes, "{path}");
            let triples = triples(&by_accept, format);
            assert!(
                triples.iter().any(|triple| triple.contains(&format!("<{iri}>"))),
                "{iri}: {triples:?}"
            );
            assert_eq!(said.get_or_insert_with(|| triples.clone()), &triples, "{path} in {suffix}");
        }
        let page = browse(&routes, path).await;
        assert_eq!(
            (page.status, page.header("content-type")),
            (StatusCode::OK, "text/html; charset=utf-8"),
            "{path}"
        );
        assert!(page.text().contains(&format!("<code>{iri}</code>")), "{}", page.text());
        assert!(page.header("link").contains(&format!("<{iri}>; rel=\"describes\"")));
        assert!(
            page.header("link")
                .contains(&format!("<{path}.ttl>; rel=\"alternate\"; type=\"text/turtle\""))
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn all_that_is_said_is_there_and_neighbours_are_named() {
    let routes = routes();
    let task = column(&routes, "SELECT ?t { ?t a zr:Task ; zr:lead ?u } ORDER BY ?t LIMIT 1")
        .await
        .remove(0);
    let path = task.trim_start_matches("https://w3id.org/zeren");
    let data = triples(
        &ask(&routes, path, &[("accept", "application/n-triples")]).await,
        RdfFormat::NTriples,
    );
    let n = column(
        &routes,
        &format!("SELECT (COUNT(*) AS ?n) {{ {{ <{task}> ?p ?o }} UNION {{ ?s ?p <{task}> }} }}"),
    )
    .await;
    let of_task = data.iter().filter(|triple| triple.contains(&format!("<{task}>"))).count();
    assert_eq!(n, [of_task.to_string()]);
    let unit =
        column(&routes, &format!("SELECT ?name {{ <{task}> zr:lead/skos:prefLabel ?name }}"))
            .await
            .remove(0);
    assert!(
        data.iter().any(|triple| triple.contains("prefLabel") && triple.contains(&unit)),
        "{unit}"
    );
    let page = browse(&routes, path).await.text();
    assert!(
        page.contains(&format!(">{unit}</a>"))
            && page.contains("牵头")
            && page.contains("任务名称"),
        "{page}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_points_at_a_thing_comes_page_by_page() {
    let routes = routes();
    let mut path = Some("/role/responsible.nt".to_owned());
    let (mut found, mut n_pages) = (BTreeSet::new(), 0);
    while let Some(at) = path.take() {
        let answer = ask(&routes, &at, &[]).await;
        assert_eq!(answer.status, StatusCode::OK, "{at}");
        found.extend(
            triples(&answer, RdfFormat::NTriples)
                .into_iter()
                .filter(|one| one.ends_with("/role/responsible>")),
        );
        n_pages += 1;
        let next = answer
            .header("link")
            .split(", ")
            .find(|link| link.ends_with("rel=\"next\""))
            .map(str::to_owned);
        path = next.map(|link| {
            format!("/role/{}", link.trim_start_matches('<').split('>').next().expect("an address"))
        });
    }
    let n = column(&routes, "SELECT (COUNT(*) AS ?n) { ?s ?p zrr:responsible }").await;
    assert!(n_pages > 1, "one page holds all");
    assert_eq!(n, [found.len().to_string()]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_knows_is_told_with_a_way_on() {
    let routes = routes();
    for (path, status, told) in [
        (
            "/id/unit/000000/nobody",
            404,
            "没有关于 `https://w3id.org/zeren/id/unit/000000/nobody` 的信息",
        ),
        ("/role/none", 404, "没有关于"),
        ("/id/a%20b", 404, "没有关于"),
        ("/id/unit/000000/nobody.ttl", 404, "没有关于"),
        ("/role/lead?from=x", 400, "应为数字"),
        ("/role/lead?from=9999999999", 400, "最多"),
        ("/role/lead?farm=1", 400, "没有参数 `farm`"),
        ("/role/lead?format=docx", 400, "docx"),
        ("/queries/nothing", 404, "没有"),
        ("/queries/workload.docx", 404, "docx"),
        ("/queries/tasks-of-unit?unit=%E5%8E%BF%E5%8F%B8%E5%8F%91%E5%B1%80", 404, "司法局"),
        ("/queries/tasks-of-unit?role=lead", 400, "`unit`"),
        ("/queries/tasks-of-unit?unti=x", 400, "没有参数 `unti`"),
        ("/queries/due-by?day=tomorrow", 400, "tomorrow"),
        ("/maps/nothing.svg", 404, "nothing"),
        ("/maps/units.docx", 404, "docx"),
        ("/maps/matrix.dot", 400, "dot"),
        ("/maps/units.svg?unit=nobody", 404, "nobody"),
        ("/ledger.csv?unit=nobody", 404, "nobody"),
        ("/ledger.csv?as-of=never", 400, "never"),
        ("/ledger.xlsx?profile=none", 400, "none"),
        ("/search?q=%E8%90%A5%E5%95%86&region=nowhere", 404, "nowhere"),
        ("/search?limit=many&q=a", 400, "many"),
    ] {
        let page = browse(&routes, path).await;
        assert_eq!(page.status.as_u16(), status, "{path}: {}", page.text());
        assert!(
            page.text().contains(told) && page.text().contains("<h1>"),
            "{path}: {}",
            page.text()
        );
        let plain =
            ask(&routes, path, &[("accept", "application/json, text/turtle, image/svg+xml")]).await;
        assert_eq!(plain.status.as_u16(), status, "{path}: {}", plain.text());
        assert!(
            !plain.text().contains('<') && plain.header("etag").is_empty(),
            "{path}: {}",
            plain.text()
        );
    }
    // This also works behind a proxy that adds a path prefix.
    let nowhere = browse(&routes, "/no/page/here").await;
    assert!(nowhere.text().contains("href=\"../../assets/style.css\""), "{}", nowhere.text());
    let none = ask(&routes, "/role/lead", &[("accept", "image/png")]).await;
    assert!(
        none.status == StatusCode::NOT_ACCEPTABLE && none.text().contains("text/turtle"),
        "{}",
        none.text()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn named_questions_answer_as_on_the_command_line() {
    let routes = routes();
    let list = ask(&routes, "/queries", &[]).await;
    let list: serde_json::Value = serde_json::from_slice(&list.bytes).expect("JSON");
    assert_eq!(list.as_array().map(Vec::len), Some(named().len()));
    for one in named() {
        let page = browse(&routes, &format!("/queries/{}", one.name)).await;
        assert_eq!(page.status, StatusCode::OK, "{}: {}", one.name, page.text());
        assert!(page.text().contains(one.title_zh), "{}", page.text());
    }
    let unit = "unit=%E5%8E%BF%E5%8F%B8%E6%B3%95%E5%B1%80";
    let table = browse(&routes, &format!("/queries/tasks-of-unit?{unit}&role=%E7%89%B5%E5%A4%B4"))
        .await
        .text();
    assert!(
        table.contains("<th scope=\"col\">任务</th>") && table.contains("<td>牵头</td>"),
        "{table}"
    );
    let mut n_rows = BTreeSet::new();
    for (suffix, begins) in
        [("json", "{\"head\""), ("csv", "unit,role"), ("tsv", "?unit\t?role"), ("xml", "<?xml")]
    {
        let answer = ask(&routes, &format!("/queries/tasks-of-unit.{suffix}?{unit}"), &[]).await;
        assert!(
            answer.status == StatusCode::OK && answer.text().starts_with(begins),
            "{}",
            answer.text()
        );
        n_rows.insert(match suffix {
            "json" => answer.text().matches("\"role\":").count(),
            "xml" => answer.text().matches("<binding name=\"role\">").count(),
            _ => answer.text().lines().count() - 1,
        });
    }
    assert_eq!(n_rows.len(), 1, "{n_rows:?}");
    let workbook = ask(&routes, &format!("/queries/tasks-of-unit.xlsx?{unit}"), &[]).await;
    assert!(
        workbook.bytes.starts_with(b"PK")
            && workbook.header("content-disposition").starts_with("attachment")
    );
    let chinese =
        ask(&routes, &format!("/queries/tasks-of-unit.csv?{unit}&lang=zh"), &[]).await.text();
    assert!(chinese.starts_with("\u{feff}") && chinese.contains("牵头"), "{chinese}");
}

#[tokio::test(flavor = "multi_thread")]
async fn sparql_is_shown_as_a_table() {
    let routes = routes();
    let asked = |query: &str| format!("/ask?query={}", encode(query));
    let table = browse(
        &routes,
        &asked("SELECT ?task ?n { ?task a zr:Task ; zr:number ?n } ORDER BY ?task"),
    )
    .await
    .text();
    assert!(
        table.contains("<th scope=\"col\">task</th>") && table.contains("href=\"./id/doc/"),
        "{table}"
    );
    assert!(browse(&routes, &asked("ASK { ?t a zr:Task }")).await.text().contains(">true<"));
    let graph =
        browse(&routes, &asked("CONSTRUCT { ?t a zr:Task } { ?t a zr:Task } LIMIT 1")).await.text();
    assert!(graph.contains("<pre>@base"), "{graph}");
    let wrong = browse(&routes, &asked("SELECT <script>")).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert!(
        wrong.text().contains("class=\"told\"") && !wrong.text().contains("<script>"),
        "{}",
        wrong.text()
    );
    let long = browse(&routes, &asked("SELECT * { ?s ?p ?o . ?a zr:number ?n } LIMIT 60000")).await;
    assert!(long.status == StatusCode::OK && long.text().contains("过长"), "{}", long.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn ledger_maps_and_search_come_in_their_forms() {
    let routes = routes();
    for (path, media_type, begins) in [
        ("/ledger.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK"),
        ("/ledger.csv", "text/csv; charset=utf-8", "\u{feff}"),
        ("/ledger.md", "text/markdown; charset=utf-8", "# "),
        ("/ledger.ics", "text/calendar; charset=utf-8", "BEGIN:VCALENDAR"),
        ("/ledger.html", "text/html; charset=utf-8", "<!DOCTYPE html>"),
        ("/ledger?format=csv&role=lead", "text/csv; charset=utf-8", "\u{feff}"),
        ("/maps/units.dot", "text/vnd.graphviz; charset=utf-8", "digraph"),
        ("/maps/tasks.json", "application/json", "{"),
        ("/maps/matrix.svg", "image/svg+xml", "<svg"),
        ("/maps/tasks.gexf", "application/gexf+xml", "<?xml"),
        ("/maps/tasks.graphml", "application/graphml+xml", "<?xml"),
        ("/search.json?q=%E5%9F%B9%E8%AE%AD", "application/json", "["),
        ("/search.csv?q=%E5%9F%B9%E8%AE%AD", "text/csv; charset=utf-8", "what,region"),
    ] {
        let answer = ask(&routes, path, &[]).await;
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (StatusCode::OK, media_type),
            "{path}: {}",
            answer.text()
        );
        let start = answer.text().trim_start().to_owned();
        assert!(
            start.starts_with(begins) || start.starts_with("graph"),
            "{path}: {}",
            start.chars().take(80).collect::<String>()
        );
    }
    let found = browse(&routes, "/search?q=%E5%9F%B9%E8%AE%AD").await.text();
    assert!(found.contains("class=\"hit\"") && found.contains("href=\"./id/doc/"), "{found}");
    for path in ["/ledger", "/maps", "/maps?view=%E7%9F%A9%E9%98%B5", "/search"] {
        let page = browse(&routes, path).await;
        assert!(
            page.status == StatusCode::OK && page.text().contains("class=\"fields\""),
            "{path}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_service_is_described_to_programs() {
    let routes = routes();
    let void = triples(&ask(&routes, "/.well-known/void", &[]).await, RdfFormat::Turtle);
    let n =
        column(&routes, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } FILTER(?g != <https://w3id.org/zeren/ns>) }")
            .await;
    let counted = format!(
        "<http://example.org/.well-known/void#dataset> <http://rdfs.org/ns/void#triples> \"{}\"",
        n[0]
    );
    assert!(void.iter().any(|triple| triple.starts_with(&counted)), "{void:?}");
    assert!(
        void.iter()
            .any(|triple| triple.ends_with("void#sparqlEndpoint> <http://example.org/sparql>")),
        "{void:?}"
    );
    let turtle = triples(&ask(&routes, "/catalog.ttl", &[]).await, RdfFormat::Turtle);
    for (suffix, _, format) in
        syntaxes().into_iter().filter(|(suffix, ..)| ["nt", "rdf", "jsonld"].contains(suffix))
    {
        assert_eq!(
            triples(&ask(&routes, &format!("/catalog.{suffix}"), &[]).await, format),
            turtle,
            "{suffix}"
        );
    }
    for link in turtle.iter().filter(|triple| triple.contains("dcat#downloadURL")) {
        let address =
            link.rsplit_once("<http://example.org").expect("our address").1.trim_end_matches('>');
        assert_eq!(ask(&routes, address, &[]).await.status, StatusCode::OK, "{address}");
    }
    let ontology = ask(&routes, "/ontology.nt", &[]).await;
    assert_eq!(triples(&ontology, RdfFormat::NTriples).len(), zeren::graph::ontology().len());
    assert!(browse(&routes, "/ns").await.text().contains("id=\"zr-Task\""));
    let shapes = triples(&ask(&routes, "/shapes", &[]).await, RdfFormat::Turtle).len();
    assert_eq!(triples(&ask(&routes, "/shapes.nt", &[]).await, RdfFormat::NTriples).len(), shapes);
    let prefixes: serde_json::Value =
        serde_json::from_slice(&ask(&routes, "/prefixes", &[]).await.bytes).expect("JSON");
    assert_eq!(prefixes["zr"], "https://w3id.org/zeren/ns#");
    assert!(
        ask(&routes, "/prefixes.ttl", &[])
            .await
            .text()
            .contains("@prefix zr: <https://w3id.org/zeren/ns#> .")
    );
    assert!(
        ask(&routes, "/prefixes.sparql", &[])
            .await
            .text()
            .contains("PREFIX zr: <https://w3id.org/zeren/ns#>")
    );
    assert!(ask(&routes, "/context.jsonld", &[]).await.text().contains("@context"));
}

#[tokio::test(flavor = "multi_thread")]
async fn openapi_names_what_is_there() {
    let routes = routes();
    let described: serde_json::Value =
        serde_json::from_slice(&ask(&routes, "/openapi.json", &[]).await.bytes).expect("JSON");
    assert_eq!(described["openapi"], "3.1.0");
    let paths = described["paths"].as_object().expect("paths");
    let mut ids = BTreeSet::new();
    for (path, operations) in paths {
        let operation = &operations["get"];
        // Operations that change the store, or need the name of a graph.
        if operation.is_null() || path == "/store" {
            continue;
        }
        assert!(ids.insert(operation["operationId"].to_string()), "{path}");
        let filled = path.replace("{path}", "region/410526").replace("{view}", "matrix");
        let required = operation["parameters"]
            .as_array()
            .expect("parameters")
            .iter()
            .filter(|one| one["required"] == true && one["in"] == "query");
        let values = required.map(|one| {
            format!(
                "{}={}",
                one["name"].as_str().expect("a name"),
                encode(one["schema"]["examples"][0].as_str().expect("an example"))
            )
        });
        let query: Vec<_> = values.collect();
        let content = operation["responses"]["200"]["content"].as_object().expect("forms");
        for media_type in content.keys().filter(|_| !path.starts_with("/sparql")) {
            let answer =
                ask(&routes, &format!("{filled}?{}", query.join("&")), &[("accept", media_type)])
                    .await;
            // The example may not exist in this store, and pictures need another program.
            let is_fit = matches!(answer.status.as_u16(), 200 | 404 | 501)
                || (filled.contains("matrix") && answer.status == StatusCode::BAD_REQUEST)
                || filled == "/search";
            assert!(is_fit, "{path} as {media_type}: {} {}", answer.status, answer.text());
            if answer.status == StatusCode::OK {
                assert_eq!(
                    answer.header("content-type").split(';').next(),
                    Some(media_type.as_str()),
                    "{path}"
                );
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_client_holds_is_not_sent_again() {
    let routes = routes();
    for path in [
        "/",
        "/role/lead",
        "/queries/workload.csv",
        "/ledger.csv",
        "/openapi.json",
        "/assets/style.css",
        "/search?q=%E5%9F%B9%E8%AE%AD",
    ] {
        let first = ask(&routes, path, &[]).await;
        let etag = first.header("etag").to_owned();
        assert!(first.status == StatusCode::OK && etag.starts_with("W/\""), "{path}");
        assert!(
            first.header("vary").contains("Accept-Language")
                && !first.header("cache-control").is_empty(),
            "{path}"
        );
        let again = ask(&routes, path, &[]).await;
        assert_eq!((again.header("etag"), &again.bytes), (etag.as_str(), &first.bytes), "{path}");
        for held in [etag.clone(), format!("\"other\", {etag}"), "*".to_owned()] {
            let none = ask(&routes, path, &[("if-none-match", &held)]).await;
            assert_eq!(
                (none.status, none.bytes.len(), none.header("etag")),
                (StatusCode::NOT_MODIFIED, 0, etag.as_str()),
                "{path}"
            );
        }
        assert_eq!(
            ask(&routes, path, &[("if-none-match", "\"other\"")]).await.status,
            StatusCode::OK
        );
        let chinese =
            ask(&routes, path, &[("accept-language", "zh"), ("if-none-match", &etag)]).await;
        assert_eq!(chinese.status, StatusCode::OK, "{path} in another language is another answer");
    }
    let store = Store::memory().expect("a store in memory");
    put(&store, &hostile());
    let other = over(&kept("pages-other", &store));
    let etag = ask(&routes, "/role/lead", &[]).await.header("etag").to_owned();
    assert_eq!(ask(&other, "/role/lead", &[("if-none-match", &etag)]).await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_follow_the_language() {
    let routes = routes();
    for (path, accepted, lang, says) in [
        ("/", "zh-CN", "zh-CN", "常用查询"),
        ("/", "en", "en", "Questions"),
        ("/", "fr, zh;q=0.1", "zh-CN", "责任台账"),
        ("/?lang=en", "zh-CN", "en", "Ledger"),
        ("/?lang=zh", "en", "zh-CN", "责任台账"),
        ("/role/lead", "en", "en", "What is said of it"),
        ("/role/lead", "zh", "zh-CN", "已知信息"),
    ] {
        let page =
            ask(&routes, path, &[("accept", "text/html"), ("accept-language", accepted)]).await;
        let text = page.text();
        assert!(
            text.contains(says) && text.contains(&format!("<html lang=\"{lang}\">")),
            "{path} {accepted}: {text}"
        );
        assert_eq!(page.header("content-language"), lang);
    }
    let plain = ask(&routes, "/id/nothing", &[("accept-language", "en")]).await.text();
    assert!(plain.contains("nothing is known of") && plain.contains("search"), "{plain}");
}

/// Pages that display text from documents.
const SHOWN: &[&str] = &[
    "/",
    "/search?q=%E5%9F%B9%E8%AE%AD",
    "/search?q=%3Cscript%3Ealert(5)%3C/script%3E",
    "/queries/documents",
    "/queries/tasks-of-unit?unit=%E5%8E%BF%E5%8F%B8%E6%B3%95%E5%B1%80",
    "/queries/tasks-of-unit?unit=%3Cscript%3Ealert(6)%3C/script%3E",
    "/queries/tasks-of-unit?%22%3E%3Cscript%3Ealert(7)%3C/script%3E=1",
    "/maps?view=tasks&unit=%22%3E%3Cscript%3Ealert(8)%3C/script%3E",
    "/maps/matrix.svg",
    "/maps/tasks.svg",
    "/maps/units.svg",
    "/ledger.html",
    "/ontology",
    "/id/%3Cscript%3Ealert(9)%3C/script%3E",
    "/ask?query=SELECT%20*%20%7B%20%3Ft%20zr:quote%20%3Fq%20FILTER(CONTAINS(%3Fq,%20'onerror'))%20%7D",
    "/ask?query=%3C/textarea%3E%3Cscript%3Ealert(10)%3C/script%3E",
];

/// Text from documents is always text: every element and attribute of a page is the program's own.
#[tokio::test(flavor = "multi_thread")]
async fn hostile_words_are_text_everywhere() {
    let routes = routes();
    let things = column(&routes, "SELECT DISTINCT ?s { GRAPH ?g { ?s ?p ?o } FILTER(CONTAINS(STR(?g), 'fazhizhengfujianshe') && STRSTARTS(STR(?s), STR(id:))) } ORDER BY ?s").await;
    let hostile =
        column(&routes, "SELECT ?s { ?s zr:quote ?q FILTER(CONTAINS(?q, 'onerror')) }").await;
    assert!(!hostile.is_empty(), "the document was read");
    let paths = things
        .iter()
        .chain(&hostile)
        .map(|iri| iri.trim_start_matches("https://w3id.org/zeren").to_owned());
    let mut n_seen = 0;
    for path in SHOWN.iter().map(|path| (*path).to_owned()).chain(paths) {
        let page = browse(&routes, &path).await;
        if page.status == StatusCode::NOT_IMPLEMENTED {
            continue;
        }
        let text = page.text();
        n_seen += usize::from(text.contains("onerror"));
        let tree = scraper::Html::parse_document(&text);
        for element in tree.root_element().descendants().filter_map(scraper::ElementRef::wrap) {
            let value = element.value();
            let is_ours = value.name() == "script"
                && value.attr("src").is_some_and(|src| src.ends_with("assets/ask.js"));
            assert!(
                is_ours || !["script", "iframe", "object", "embed", "b"].contains(&value.name()),
                "{path}: <{}>",
                value.name()
            );
            assert!(
                value.name() != "img" || value.attr("src").is_some_and(|src| src.contains("maps/")),
                "{path}"
            );
            for (name, value) in value.attrs() {
                assert!(
                    !name.starts_with("on") && name != "style" && name != "srcdoc",
                    "{path}: {name}={value}"
                );
                let is_link = ["href", "src", "action", "xlink:href"].contains(&name);
                assert!(
                    !is_link || !value.trim_start().to_lowercase().starts_with("javascript:"),
                    "{path}: {value}"
                );
            }
        }
        let n_styles = text.matches("<style").count();
        assert!(n_styles <= 1, "{path} has {n_styles} styles");
    }
    assert!(n_seen > 2, "the words were shown on {n_seen} pages");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_has_the_headers_that_guard_it() {
    let routes = routes();
    for path in SHOWN.iter().chain(&[
        "/assets/style.css", "/ledger.xlsx", "/sparql", "/nowhere", "/queries/none",
        "/openapi.json",
    ]) {
        let answer = browse(&routes, path).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{path}: {policy}"
        );
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn links_lead_somewhere() {
    let routes = routes();
    let mut open: Vec<String> =
        ["/", "/role/lead", "/queries/documents", "/maps?view=matrix", "/id/region/410526"]
            .map(str::to_owned)
            .to_vec();
    let mut seen: BTreeSet<String> = open.iter().cloned().collect();
    let mut n = 0;
    while let Some(path) = open.pop().filter(|_| n < 150) {
        n += 1;
        let page = browse(&routes, &path).await;
        let is_fit = page.status == StatusCode::OK
            || page.status.is_redirection()
            || page.status == StatusCode::NOT_IMPLEMENTED;
        assert!(
            is_fit || path.starts_with("/store") || path == "/maps/matrix.dot",
            "{path}: {}",
            page.status
        );
        if !page.header("content-type").starts_with("text/html") {
            continue;
        }
        let tree = scraper::Html::parse_document(&page.text());
        let link = scraper::Selector::parse("a[href], img[src], link[href], script[src]")
            .expect("a selector");
        for element in tree.select(&link) {
            let address =
                element.value().attr("href").or(element.value().attr("src")).expect("an address");
            if address.starts_with("http") || address.starts_with('#') {
                continue;
            }
            let address = absolute(&path, address.split('#').next().unwrap_or_default());
            if seen.insert(address.clone()) {
                open.insert(0, address);
            }
        }
    }
    assert!(n > 50, "{n}");
}

/// Resolves a relative address on the page at `path`.
fn absolute(path: &str, address: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let (address, query) =
        address.split_once('?').map_or((address, None), |(address, query)| (address, Some(query)));
    let mut folders: Vec<&str> = path.split('/').skip(1).collect();
    folders.pop();
    let mut name = "";
    for segment in address.split('/') {
        folders.extend(Some(name).filter(|name| !name.is_empty()));
        name = match segment {
            "." => "",
            ".." => {
                folders.pop();
                ""
            }
            segment => segment,
        };
    }
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    let folders: String = folders.iter().map(|folder| format!("{folder}/")).collect();
    format!("/{folders}{name}{query}")
}
