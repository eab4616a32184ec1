//! The W3C's tests of the SPARQL 1.1 Protocol, the Graph Store Protocol and the Service
//! Description, run from their manifests.
//!
//! Each test has its own service and store. Requests are written byte by byte, because clients add
//! headers whose absence is tested. With `ZEREN_EARL=FILE` an EARL report is written.

mod manifest;
pub(crate) mod wire;

use std::fmt::Write as _;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::dataset::CanonicalizationAlgorithm;
use oxigraph::model::{Dataset, NamedNode, Quad};
use oxigraph::sparql::results::{
    QueryResultsFormat, QueryResultsParser, ReaderQueryResultsParserOutput,
};

use crate::served::Served;
use manifest::{Expected, Test};
use wire::{Answer, ask};

/// The number of tests; the W3C may add some, but none may get lost.
const TESTS: usize = 51;

#[test]
fn every_test_of_the_w3c_passes() {
    let tests = manifest::tests();
    let mut failed = Vec::new();
    let mut report = String::from(
        "@prefix earl: <http://www.w3.org/ns/earl#> .\n@prefix doap: <http://usefulinc.com/ns/doap#> .\n\n\
         <https://w3id.org/zeren> a doap:Project, earl:TestSubject, earl:Software ; doap:name \"zeren\" .\n",
    );
    for test in &tests {
        let result = run(test);
        let outcome = if result.is_ok() { "passed" } else { "failed" };
        let _ = write!(
            report,
            "\n[] a earl:Assertion ; earl:assertedBy <https://w3id.org/zeren> ; earl:subject <https://w3id.org/zeren> ;\n    \
             earl:test <{}> ; earl:mode earl:automatic ; earl:result [ a earl:TestResult ; earl:outcome earl:{outcome} ] .\n",
            test.iri
        );
        if let Err(why) = result {
            failed.push(format!("{}: {why}", test.iri));
        }
    }
    if let Some(file) = std::env::var_os("ZEREN_EARL") {
        std::fs::write(file, report).expect("the report is written");
    }
    assert!(failed.is_empty(), "{} of {} fail:\n{}", failed.len(), tests.len(), failed.join("\n"));
    assert_eq!(tests.len(), TESTS);
}

fn run(test: &Test) -> Result<(), String> {
    let graphs: Vec<_> = test.graphs.iter().map(|(name, file)| read(file, name)).collect();
    let served = Served::with_graphs(&graphs);
    if test.requests.is_empty() {
        return describes(&test.iri, &served);
    }
    let mut location = String::new();
    for (n, request) in test.requests.iter().enumerate() {
        let path = request.path.replace("/sparql/", "/sparql").replacen("/gsp", "/store", 1);
        let path = path.replace(
            "$LOCATION$",
            &form_urlencoded::byte_serialize(location.as_bytes()).collect::<String>(),
        );
        let body = request.body.as_ref().map(|body| body.encoded(&location));
        let answer = ask(served.address, &request.method, &path, &request.headers, body.as_deref());
        if let Some(found) = answer.header("location") {
            location = found.to_owned();
        }
        check(&request.expected, &answer, &location, &request.method).map_err(|why| {
            format!(
                "request {}: {why}\n{} {}",
                n + 1,
                answer.status,
                String::from_utf8_lossy(&answer.body)
            )
        })?;
    }
    Ok(())
}

fn read(file: &std::path::Path, graph: &str) -> (NamedNode, Vec<Quad>) {
    let text = std::fs::read(file).expect("the data of a test");
    let graph = NamedNode::new(graph).expect("an IRI");
    let parser = RdfParser::from_format(RdfFormat::NTriples).with_default_graph(graph.clone());
    (graph, parser.for_slice(&text).collect::<Result<_, _>>().expect("N-Triples"))
}

fn check(expected: &Expected, answer: &Answer, location: &str, method: &str) -> Result<(), String> {
    if !expected.statuses.iter().any(|status| status.fits(answer.status)) {
        return Err(format!("status {}, not one of {:?}", answer.status, expected.statuses));
    }
    if expected.location && answer.header("location").is_none() {
        return Err("no Location".to_owned());
    }
    for (name, value) in &expected.headers {
        if answer.header(name) != Some(value) {
            return Err(format!("`{name}` is {:?}, not {value}", answer.header(name)));
        }
    }
    if let Some(kind) = &expected.format {
        check_format(kind, answer)?;
    }
    if let Some(value) = expected.boolean
        && boolean(answer)? != value
    {
        return Err(format!("not {value}"));
    }
    if let (Some(body), false) = (&expected.body, method == "HEAD") {
        let base = "http://www.example/";
        let wanted = graph(&body.replace("$LOCATION$", location), base)?;
        let found = graph(&String::from_utf8_lossy(&answer.body), base)?;
        if wanted != found {
            return Err(format!("another graph than expected:\n{body}"));
        }
    }
    Ok(())
}

fn media_type(answer: &Answer) -> String {
    let given = answer.header("content-type").unwrap_or_default();
    given.split(';').next().unwrap_or_default().trim().to_owned()
}

fn check_format(kind: &str, answer: &Answer) -> Result<(), String> {
    let media_type = media_type(answer);
    let fits = match kind {
        "RDF" => RdfFormat::from_media_type(&media_type).is_some(),
        "boolean" => matches!(
            QueryResultsFormat::from_media_type(&media_type),
            Some(QueryResultsFormat::Json | QueryResultsFormat::Xml)
        ),
        _ => QueryResultsFormat::from_media_type(&media_type).is_some(),
    };
    if fits { Ok(()) } else { Err(format!("{media_type} is not {kind}")) }
}

fn boolean(answer: &Answer) -> Result<bool, String> {
    let format = QueryResultsFormat::from_media_type(&media_type(answer)).ok_or("no results")?;
    match QueryResultsParser::from_format(format).for_reader(answer.body.as_slice()) {
        Ok(ReaderQueryResultsParserOutput::Boolean(value)) => Ok(value),
        _ => Err("no truth value".to_owned()),
    }
}

/// Parses Turtle into a canonical form, in which equal graphs are equal.
fn graph(text: &str, base: &str) -> Result<Dataset, String> {
    let parser = RdfParser::from_format(RdfFormat::Turtle)
        .with_base_iri(base)
        .map_err(|error| error.to_string())?;
    let mut quads = parser
        .for_slice(text.as_bytes())
        .collect::<Result<Dataset, _>>()
        .map_err(|error| error.to_string())?;
    quads.canonicalize(CanonicalizationAlgorithm::Unstable);
    Ok(quads)
}

/// Runs one of the three tests of the description, which the manifest only names.
fn describes(test: &str, served: &Served) -> Result<(), String> {
    let answer = ask(served.address, "GET", "/sparql", &[], None);
    let text = String::from_utf8_lossy(&answer.body);
    let sd = |name: &str| format!("<http://www.w3.org/ns/sparql-service-description#{name}>");
    let triples: Vec<String> =
        graph(&text, "http://www.example/")?.iter().map(|quad| quad.to_string()).collect();
    let has = |predicate: &str, object: &str| {
        triples.iter().any(|one| one.contains(predicate) && one.contains(object))
    };
    let fits = match test.rsplit('#').next() {
        Some("returns-rdf") => {
            answer.status == 200 && RdfFormat::from_media_type(&media_type(&answer)).is_some()
        }
        Some("has-endpoint-triple") => has(&sd("endpoint"), "<http://www.example/sparql>"),
        // The parts that the vocabulary requires of a service that describes its data.
        Some("conforms-to-schema") => {
            has("rdf-syntax-ns#type", &sd("Service"))
                && has(&sd("supportedLanguage"), &sd("SPARQL11Query"))
                && has(&sd("resultFormat"), "<http://www.w3.org/ns/formats/")
                && has(&sd("defaultDataset"), "_:")
                && has("rdf-syntax-ns#type", &sd("Dataset"))
        }
        _ => return Err("a test that nobody knows".to_owned()),
    };
    if fits { Ok(()) } else { Err(text.into_owned()) }
}
