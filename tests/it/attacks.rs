//! The service under attack on a real port: honest clients get answers during and after each
//! attack.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use zeren::serve::{Limits, Options};
use zeren::store::Store;

use crate::served::{Served, options, within};
use crate::w3c::wire::ask;

/// Serves the ontology alone, some thousand quads, with little time and memory for a query.
fn served() -> Served {
    let limits = Limits { memory: 128 << 20, ..within(500) };
    Served::over(&Store::memory().expect("a store"), Options { limits, ..options() })
}

fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).expect("the service listens");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a socket");
    stream
}

/// Sends bytes and returns what the service replies until it closes the connection or falls silent.
fn said(address: SocketAddr, bytes: &[u8]) -> String {
    let mut stream = connect(address);
    // It may close before everything is sent.
    let _ = stream.write_all(bytes);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

/// Checks that an honest client gets a complete answer.
fn is_fine(address: SocketAddr) {
    let answer = ask(
        address,
        "GET",
        "/sparql?query=SELECT%20(COUNT(*)%20AS%20%3Fn)%20%7B%20%3Fs%20a%20%3Fc%20%7D&format=csv",
        &[],
        None,
    );
    let text = String::from_utf8_lossy(&answer.body);
    assert!(answer.status == 200 && text.starts_with("n\r\n"), "{} {text}", answer.status);
}

#[test]
fn odd_requests_are_refused() {
    let served = served();
    let flood: String = (0..4_000).map(|n| format!("X-{n}: {}\r\n", "x".repeat(40))).collect();
    for (bytes, status) in [
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n".as_slice(), "400"),
        (format!("GET / HTTP/1.1\r\nHost: a\r\n{flood}\r\n").as_bytes(), "431"),
        (format!("GET /{} HTTP/1.1\r\nHost: a\r\n\r\n", "a".repeat(200_000)).as_bytes(), "4"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n", "400"),
        (b"POST /sparql HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "4"),
        (b"BREW /sparql HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "405"),
    ] {
        let told = said(served.address, bytes);
        assert!(told.starts_with(&format!("HTTP/1.1 {status}")), "{status}: {told:.200}");
        is_fine(served.address);
    }
}

#[test]
fn requests_in_a_row_are_answered_in_a_row() {
    let served = served();
    let one = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n".repeat(20);
    let last = "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    let told = said(served.address, format!("{one}{last}").as_bytes());
    assert_eq!(told.matches("HTTP/1.1 200").count(), 21, "{told:.300}");
}

#[test]
fn bodies_that_are_cut_are_forgotten() {
    let served = served();
    for _ in 0..50 {
        let mut stream = connect(served.address);
        stream.write_all(b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\nContent-Length: 1000\r\n\r\nSELECT").expect("a head");
    }
    is_fine(served.address);
}

#[test]
fn idle_connections_make_room_for_others() {
    let served = served();
    // More than the service keeps; each takes two descriptors in this process.
    let idle: Vec<TcpStream> =
        (0..1_500).map_while(|_| TcpStream::connect(served.address).ok()).collect();
    assert!(idle.len() > 1_100, "the system gives {} descriptors", idle.len());
    is_fine(served.address);
    let slow: Vec<TcpStream> = idle
        .into_iter()
        .rev()
        .take(900)
        .map(|mut stream| {
            let _ = stream.write_all(b"GET / HTTP/1.1\r\nX-Slow: ");
            stream
        })
        .collect();
    is_fine(served.address);
    drop(slow);
    is_fine(served.address);
}

/// Returns thirty kinds of queries that exceed the resources of any service.
fn explosive() -> Vec<String> {
    let product = |n: usize| (0..n).map(|i| format!("?s{i} ?p{i} ?o{i} . ")).collect::<String>();
    let values = |name: &str, n: usize| {
        format!("VALUES ?{name} {{ {} }} ", (0..n).map(|i| format!("{i} ")).collect::<String>())
    };
    let lists = values("a", 900) + &values("b", 900) + &values("c", 900) + &values("d", 900);
    let doubled = |function: &str| {
        let binds: String = (0..30)
            .map(|i| format!("BIND({} AS ?x{}) ", function.replace('?', &format!("?x{i}")), i + 1))
            .collect();
        format!("SELECT (STRLEN(?x30) AS ?n) {{ BIND(\"aaaa\" AS ?x0) {binds} }}")
    };
    let count = |pattern: &str| format!("SELECT (COUNT(*) AS ?n) {{ {pattern} }}");
    let star = "(!<http://a/>)*";
    vec![
        count(&product(3)),
        count(&product(6)),
        count(&format!("{} FILTER(?o0 < ?o1)", product(4))),
        count(&format!(
            "{{ {} }} {{ {} }}",
            product(2),
            product(2).replace('s', "t").replace('p', "q").replace('o', "r")
        )),
        count(
            "{ ?a ?b ?c } UNION { ?d ?e ?f } { ?g ?h ?i } UNION { ?j ?k ?l } { ?m ?n ?o } UNION { ?p ?q ?r }",
        ),
        count("?a ?b ?c OPTIONAL { ?d ?e ?f OPTIONAL { ?g ?h ?i OPTIONAL { ?j ?k ?l } } }"),
        count("?a ?b ?c MINUS { ?d ?e ?f OPTIONAL { ?a ?h ?i } }"),
        count("?x a ?c . ?y a ?c . ?z a ?c . ?u a ?c . ?v a ?c . ?w a ?c"),
        count(&format!("?a {star} ?b . ?c {star} ?d")),
        count(&format!("?a {star} ?b . ?b {star} ?c . ?c {star} ?d . ?d {star} ?e")),
        count(
            "?a (!<http://a/>/!<http://b/>/!<http://c/>)* ?b . ?c ((!<http://a/>)*/^!<http://b/>)* ?d",
        ),
        count(&lists),
        format!("SELECT * {{ {lists} }} ORDER BY ?a ?b ?c ?d"),
        format!("SELECT DISTINCT ?a ?b ?c ?d {{ {lists} }}"),
        format!("SELECT ?a (GROUP_CONCAT(STR(?d)) AS ?all) {{ {lists} }} GROUP BY ?a"),
        format!("SELECT (MAX(?a + ?b + ?c + ?d) AS ?n) {{ {lists} }}"),
        format!(
            "CONSTRUCT {{ ?a0 <http://a/> ?d }} {{ {lists} BIND(IRI(CONCAT(\"http://a/\", STR(?a))) AS ?a0) }}"
        ),
        doubled("CONCAT(?, ?, ?, ?)"),
        doubled("REPLACE(?, \"a\", \"aaaa\")"),
        doubled("ENCODE_FOR_URI(CONCAT(?, \"%\", ?))"),
        count(&format!(
            "{} FILTER(REGEX(CONCAT(STR(?o0), STR(?o1)), \"(a|aa)*b(c|cc)*d\"))",
            product(2)
        )),
        count(&format!(
            "{} FILTER(REGEX(STR(?o0), CONCAT(\"(\", STR(?s1), \"){{50}}\")))",
            product(2)
        )),
        "ASK { FILTER(REGEX(\"a\", \"((((a{90}){90}){90}){90})\")) }".to_owned(),
        count(&format!(
            "{} FILTER EXISTS {{ {} FILTER(?x0 != ?s0) }}",
            product(2),
            product(3).replace("?s", "?x")
        )),
        format!(
            "SELECT (COUNT(*) AS ?n) {{ {{ SELECT * {{ {} }} ORDER BY ?o0 }} {{ SELECT * {{ {} }} ORDER BY ?t0 }} }}",
            product(2),
            "?t0 ?u0 ?v0 . ?t1 ?u1 ?v1 ."
        ),
        format!("SELECT ?s0 (COUNT(DISTINCT ?o1) AS ?n) {{ {} }} GROUP BY ?s0 ?o0 ?s1", product(2)),
        format!("DESCRIBE * {{ {} }}", product(3)),
        format!("SELECT * {{ {} }}", product(400)),
        format!("ASK {{ {} }}", "{ ?s ?p ?o } UNION ".repeat(300) + "{ ?s ?p ?o }"),
        format!(
            "SELECT (SHA512(CONCAT({})) AS ?n) {{ {lists} }}",
            "STR(?a), STR(?b), STR(?c), STR(?d), ".repeat(20) + "\"\""
        ),
    ]
}

#[test]
fn queries_that_explode_cost_themselves_alone() {
    let served = served();
    let all = explosive();
    assert_eq!(all.len(), 30);
    for query in &all {
        let headers = [("Content-Type".to_owned(), "application/sparql-query".to_owned())];
        let answer = ask(served.address, "POST", "/sparql", &headers, Some(query.as_bytes()));
        let text = String::from_utf8_lossy(&answer.body);
        // If there is an answer, it is complete.
        assert!(
            [200, 400, 503, 504].contains(&answer.status),
            "{query:.200}: {} {text:.200}",
            answer.status
        );
        is_fine(served.address);
    }
}

#[test]
fn an_answer_that_is_cut_does_not_look_whole() {
    let served = served();
    let values = |name: &str| format!("VALUES ?{name} {{ {} }} ", "1 ".repeat(900));
    let query = format!("SELECT * {{ {} {} {} }}", values("a"), values("b"), values("c"));
    let headers = [("Content-Type".to_owned(), "application/sparql-query".to_owned())];
    let answer = ask(served.address, "POST", "/sparql", &headers, Some(query.as_bytes()));
    assert!(
        answer.status == 200 && answer.body.len() > 1_000 && !answer.is_whole,
        "{}",
        answer.status
    );
    let answer = ask(
        served.address,
        "GET",
        "/sparql?query=SELECT%20*%20%7B%20%3Fs%20a%20%3Fo%20%7D",
        &[],
        None,
    );
    assert!(answer.status == 200 && answer.is_whole, "{}", answer.status);
}
