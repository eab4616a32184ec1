//! Remote stores, tested against a server over oxigraph with SPARQL 1.1 Query, Update and the Graph
//! Store Protocol, which fails on demand. `tests/interop/remote` does the same with Virtuoso, and
//! tests digest authentication there.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, post};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphNameRef, NamedNode, Quad};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store as Backend;
use zeren::graph;
use zeren::graph::vocab::zr;
use zeren::graph::{CATALOGUE, THINGS, document, graph_name};
use zeren::remote::{Addresses, Credentials, Remote, RemoteError};
use zeren::sources::{Manifest, Target};
use zeren::syntax;

use crate::support::{facts, source};

/// How the server misbehaves.
#[derive(Default)]
struct Moods {
    /// The number of writes it accepts before it refuses everything.
    writes_left: Option<AtomicUsize>,
    /// The number of requests for which it claims to be busy.
    busy: AtomicUsize,
    /// Whether it silently drops a triple of every graph it is sent.
    forgets: bool,
    /// The authorisation header it requires.
    secret: Option<&'static str>,
}

struct Server {
    store: Backend,
    moods: Mutex<Moods>,
    address: String,
}

impl Server {
    /// Starts a server that lives as long as the test.
    fn start(moods: Moods) -> Arc<Self> {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        listener.set_nonblocking(true).expect("a listener");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let server = Arc::new(Self {
            store: Backend::new().expect("memory works"),
            moods: Mutex::new(moods),
            address,
        });
        let router =
            Router::new().route("/zeren/sparql", post(query)).route("/zeren/update", post(update));
        let router = router.route("/zeren/data", any(data)).with_state(Arc::clone(&server));
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime");
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
                axum::serve(listener, router).await.expect("it serves");
            });
        });
        server
    }

    /// Returns a client that sends whole graphs, or updates.
    fn client(&self, by_updates: bool) -> Remote {
        let mut addresses = Addresses::of(&format!("{}/zeren/sparql", self.address));
        if by_updates {
            addresses.graph_store = None;
        }
        Remote::new(
            addresses,
            Some(Credentials { user: "zeren".to_owned(), password: "责任".to_owned() }),
        )
    }

    fn content(&self) -> Vec<Quad> {
        let mut quads: Vec<_> = self.store.iter().map(|quad| quad.expect("a quad")).collect();
        syntax::sort(&mut quads);
        quads
    }

    /// Returns the refusal, if any, that its mood demands.
    fn refusal(&self, headers: &HeaderMap, is_write: bool) -> Option<Response> {
        let moods = self.moods.lock().expect("nobody panicked");
        let spent = |left: &AtomicUsize| {
            left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1)).is_err()
        };
        if !spent(&moods.busy) {
            return Some(StatusCode::SERVICE_UNAVAILABLE.into_response());
        }
        let heard = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        if moods.secret.is_some_and(|secret| heard != Some(secret)) {
            return Some(
                (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, "Basic realm=\"zeren\"")])
                    .into_response(),
            );
        }
        let is_dead = is_write && moods.writes_left.as_ref().is_some_and(spent);
        is_dead.then(|| (StatusCode::INTERNAL_SERVER_ERROR, "it fell over").into_response())
    }
}

fn form(body: &Bytes, field: &str) -> String {
    let mut pairs = form_urlencoded::parse(body);
    pairs.find(|(name, _)| name == field).expect("the field").1.into_owned()
}

async fn query(State(server): State<Arc<Server>>, headers: HeaderMap, body: Bytes) -> Response {
    if let Some(refusal) = server.refusal(&headers, false) {
        return refusal;
    }
    let prepared = SparqlEvaluator::new()
        .parse_query(&form(&body, "query"))
        .expect("a query that others understand");
    match prepared.on_store(&server.store).execute().expect("an answer") {
        QueryResults::Graph(triples) => {
            let lines: String =
                triples.map(|triple| format!("{} .\n", triple.expect("a triple"))).collect();
            ([(header::CONTENT_TYPE, "application/n-triples")], lines).into_response()
        }
        QueryResults::Boolean(_) => StatusCode::NOT_IMPLEMENTED.into_response(),
        QueryResults::Solutions(solutions) => {
            let json = QueryResultsSerializer::from_format(QueryResultsFormat::Json);
            let variables = solutions.variables().to_vec();
            let mut writer =
                json.serialize_solutions_to_writer(Vec::new(), variables).expect("memory takes it");
            for solution in solutions {
                writer.serialize(&solution.expect("a solution")).expect("memory takes it");
            }
            let bytes = writer.finish().expect("memory takes it");
            ([(header::CONTENT_TYPE, "application/sparql-results+json; charset=utf-8")], bytes)
                .into_response()
        }
    }
}

async fn update(State(server): State<Arc<Server>>, headers: HeaderMap, body: Bytes) -> Response {
    if let Some(refusal) = server.refusal(&headers, true) {
        return refusal;
    }
    let prepared = SparqlEvaluator::new().parse_update(&form(&body, "update")).expect("an update");
    prepared.on_store(&server.store).execute().expect("it is done");
    StatusCode::NO_CONTENT.into_response()
}

/// The Graph Store Protocol. If it fails during a PUT, half of the graph is stored, as after a
/// crash.
async fn data(
    State(server): State<Arc<Server>>,
    method: Method,
    RawQuery(parameters): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let graph = NamedNode::new(form(&Bytes::from(parameters.unwrap_or_default()), "graph"))
        .expect("an IRI");
    let is_put = method == Method::PUT;
    let refusal = server.refusal(&headers, method != Method::GET);
    if refusal
        .as_ref()
        .is_some_and(|refusal| !(is_put && refusal.status() == StatusCode::INTERNAL_SERVER_ERROR))
    {
        return refusal.expect("it refuses");
    }
    let name = GraphNameRef::from(graph.as_ref());
    if method == Method::GET {
        let quads = server.store.quads_for_pattern(None, None, None, Some(name));
        let lines: String = quads
            .map(|quad| format!("{} .\n", oxigraph::model::Triple::from(quad.expect("a quad"))))
            .collect();
        return ([(header::CONTENT_TYPE, "application/n-triples")], lines).into_response();
    }
    if is_put || method == Method::DELETE {
        server.store.clear_graph(name).expect("memory works");
    }
    let parsed = RdfParser::from_format(RdfFormat::NTriples)
        .with_default_graph(graph.clone())
        .for_slice(&body);
    let mut quads: Vec<_> = parsed.map(|quad| quad.expect("N-Triples")).collect();
    if refusal.is_some() {
        quads.truncate(quads.len() / 2);
    }
    if is_put && server.moods.lock().expect("nobody panicked").forgets {
        quads.pop();
    }
    server.store.extend(quads).expect("memory works");
    refusal.unwrap_or_else(|| StatusCode::NO_CONTENT.into_response())
}

/// Returns two sources with their graphs.
fn graphs() -> Vec<(NamedNode, Vec<Quad>)> {
    let (source, facts) = (source(), facts());
    let mut other = facts.clone();
    other.documents[0].number = Some("滑法政〔2024〕1号".to_owned());
    [facts, other]
        .iter()
        .map(|facts| (graph_name(&document(&source, facts)), graph(&source, facts)))
        .collect()
}

/// Loads the graphs as a build does.
fn load(remote: &mut Remote) -> Result<(), RemoteError> {
    remote.prepare()?;
    let (mut graphs, mut catalogue) = (graphs(), Vec::new());
    for (_, quads) in &mut graphs {
        catalogue.extend(quads.extract_if(.., |quad| quad.graph_name == CATALOGUE.into()));
    }
    syntax::sort(&mut catalogue);
    catalogue.dedup();
    remote.put(&mut graphs.into_iter())?;
    remote.finish(&catalogue, &Manifest::default())
}

#[test]
fn a_load_that_was_stopped_anywhere_is_mended_by_the_next() {
    for by_updates in [false, true] {
        let clean = Server::start(Moods::default());
        load(&mut clean.client(by_updates)).expect("it is loaded");
        let n_marks = clean.content().iter().filter(|quad| quad.predicate == zr::LOADED).count();
        assert_eq!(n_marks, 5, "the ontology, two texts, the catalogue and the manifest");
        let mut n_stops = 0;
        loop {
            let stopped = Server::start(Moods {
                writes_left: Some(AtomicUsize::new(n_stops)),
                ..Moods::default()
            });
            let first = load(&mut stopped.client(by_updates));
            if first.is_ok() {
                break;
            }
            assert!(stopped.content() != clean.content());
            stopped.moods.lock().expect("nobody panicked").writes_left = None;
            load(&mut stopped.client(by_updates)).expect("it is loaded");
            assert!(
                stopped.content() == clean.content(),
                "stopped at write {n_stops}, by updates: {by_updates}"
            );
            n_stops += 1;
        }
        assert!(n_stops >= 6, "{n_stops}");
    }
}

#[test]
fn what_is_there_is_not_sent_again() {
    let server = Server::start(Moods::default());
    let (mut remote, graphs) = (server.client(false), graphs());
    load(&mut remote).expect("it is loaded");
    let before = server.content();
    // Things are added again, which changes nothing; everything else is left alone.
    load(&mut remote).expect("it is loaded");
    assert!(server.content() == before);
    server.moods.lock().expect("nobody panicked").writes_left = Some(AtomicUsize::new(0));
    let own: Vec<Quad> = graphs[0]
        .1
        .iter()
        .filter(|quad| quad.graph_name == graphs[0].0.clone().into())
        .cloned()
        .collect();
    remote.replace(graphs[0].0.as_ref(), &own).expect("nothing is written");
    server.moods.lock().expect("nobody panicked").writes_left = None;
    let fewer = own.split_last().expect("there are quads").1;
    remote.replace(graphs[0].0.as_ref(), fewer).expect("it is replaced");
    remote.remove(&BTreeSet::from([graphs[0].0.clone()])).expect("it is removed");
    let copy = remote.copy().expect("a copy");
    assert_eq!(
        copy.graphs().expect("memory works"),
        [CATALOGUE.into_owned(), graphs[1].0.clone(), THINGS.into_owned()]
    );
}

#[test]
fn a_copy_is_what_was_sent() {
    for by_updates in [false, true] {
        let server = Server::start(Moods::default());
        let mut remote = server.client(by_updates);
        load(&mut remote).expect("it is loaded");
        let mut sent: Vec<Quad> = graphs().into_iter().flat_map(|(_, quads)| quads).collect();
        syntax::sort(&mut sent);
        sent.dedup();
        assert!(remote.copy().expect("a copy").quads(None).expect("memory works") == sent);
    }
}

#[test]
fn a_busy_server_is_asked_again_and_a_secret_is_told() {
    // Basic, then zeren:责任 in base64.
    let secret = Some("Basic emVyZW466LSj5Lu7");
    let server = Server::start(Moods { busy: AtomicUsize::new(2), secret, ..Moods::default() });
    load(&mut server.client(false)).expect("it is loaded");
    let mut stranger =
        Remote::new(Addresses::of(&format!("{}/zeren/sparql", server.address)), None);
    let error = load(&mut stranger).expect_err("it has no password");
    assert!(
        matches!(error, RemoteError::Unauthorised(_))
            && error.hint().to_string().contains("ZEREN_PASSWORD"),
        "{error}"
    );
}

#[test]
fn a_server_that_forgets_is_found_out() {
    let server = Server::start(Moods { forgets: true, ..Moods::default() });
    let error = load(&mut server.client(false)).expect_err("a triple is missing");
    assert!(
        matches!(error, RemoteError::Incomplete { sent, found, .. } if sent == found + 1),
        "{error}"
    );
}

#[test]
fn a_server_that_is_not_there_is_told_of() {
    // A port that was free a moment ago may be that of another test by now; this one is given to
    // nobody.
    let error = Remote::new(Addresses::of("http://127.0.0.1:1/sparql"), None)
        .prepare()
        .expect_err("nobody answers");
    assert!(
        matches!(error, RemoteError::Unreachable { .. })
            && error.hint().to_string().contains("address"),
        "{error}"
    );
}

#[test]
fn commands_work_over_an_endpoint_as_over_a_store() {
    let server = Server::start(Moods::default());
    let endpoint = format!("{}/zeren/sparql", server.address);
    let zeren = |args: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_zeren"));
        command.env("ZEREN_LANG", "en");
        let told = command
            .args(args)
            .current_dir(crate::gold::root())
            .output()
            .expect("the program starts");
        assert!(told.status.success(), "{args:?}: {}", String::from_utf8_lossy(&told.stderr));
        String::from_utf8(told.stdout).expect("UTF-8")
    };
    let seed = "seeds/004_32664dbbf310c217.txt";
    assert!(!zeren(&["build", seed, "--endpoint", &endpoint]).contains("unchanged"));
    assert!(zeren(&["build", seed, "--endpoint", &endpoint]).contains("unchanged"));
    for command in [&["export", "--format", "nq"][..], &["map", "--view", "matrix"][..]] {
        let (there, here) = (["--endpoint", endpoint.as_str()], ["--from", seed]);
        assert_eq!(
            zeren(&[command, &there[..]].concat()),
            zeren(&[command, &here[..]].concat()),
            "{command:?}"
        );
    }
    let question =
        "SELECT ?path { GRAPH ?graph { ?task a zr:Task ; zr:path ?path } } ORDER BY ?path";
    let ask = |from: [&str; 2]| zeren(&["query", question, "--format", "csv", from[0], from[1]]);
    assert_eq!(ask(["--endpoint", &endpoint]), ask(["--from", seed]));
    assert!(ask(["--endpoint", &endpoint]).lines().count() > 10);
}
