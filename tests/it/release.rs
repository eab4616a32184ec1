//! `zeren export --release`: the files and their descriptions, and that their bytes depend on
//! nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNodeRef, Quad, Term};
use sha2::{Digest, Sha256};
use zeren::syntax::canonical::{hash, isomorphic};

use crate::gold::root;
use crate::support::merged;

/// Writes a release of the seeds, read in the order of `paths`.
fn release(folder: &Path, paths: &[&str], args: &[&str]) -> Output {
    let from = paths.iter().flat_map(|path| ["--from", path]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_zeren"));
    command.env("ZEREN_LANG", "en");
    command.args(["export", "--release"]).arg(folder).args(from).args(args).current_dir(root());
    command.output().expect("the program starts")
}

/// Returns the bytes of all files in a folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries =
        folder.read_dir().expect("the folder is there").map(|entry| entry.expect("an entry"));
    let name = |entry: &fs::DirEntry| entry.file_name().into_string().expect("UTF-8");
    entries.map(|entry| (name(&entry), fs::read(entry.path()).expect("a file"))).collect()
}

/// Parses a file as if it had been fetched from `http://example.org/set/`.
fn parse(bytes: &[u8], format: RdfFormat) -> Vec<Quad> {
    let parser =
        RdfParser::from_format(format).with_base_iri("http://example.org/set/").expect("an IRI");
    parser.for_slice(bytes).map(|quad| quad.expect("the file is well-formed")).collect()
}

/// Returns the value of `predicate` (by its local name) for a subject.
fn value(quads: &[Quad], subject: &Term, predicate: &str) -> Term {
    let of = |quad: &&Quad| {
        Term::from(quad.subject.clone()) == *subject && quad.predicate.as_str().ends_with(predicate)
    };
    quads.iter().find(of).unwrap_or_else(|| panic!("{subject} has no {predicate}")).object.clone()
}

fn literal(term: &Term) -> &str {
    let Term::Literal(literal) = term else { panic!("{term} is no literal") };
    literal.value()
}

#[test]
fn a_release_names_every_file_with_its_hash() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let told = release(&folder.path().join("set"), &["seeds"], &[]);
    assert!(told.status.success() && told.stdout.is_empty(), "{told:?}");
    assert!(
        String::from_utf8_lossy(&told.stderr)
            .contains("names no publisher and has the licence CC-BY-4.0"),
        "{told:?}"
    );
    let files = files(&folder.path().join("set"));
    let sha256 = |bytes: &[u8]| {
        Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    let sums: String = String::from_utf8(files["SHA256SUMS"].clone()).expect("UTF-8");
    let summed: BTreeMap<&str, &str> = sums
        .lines()
        .map(|line| line.split_once("  ").expect("two columns"))
        .map(|(sum, name)| (name, sum))
        .collect();
    let others = files.keys().map(String::as_str).filter(|name| *name != "SHA256SUMS");
    assert_eq!(summed.keys().copied().collect::<BTreeSet<_>>(), others.collect());
    let dcat = parse(&files["dcat.ttl"], RdfFormat::Turtle);
    let download = NamedNodeRef::new_unchecked("http://www.w3.org/ns/dcat#downloadURL");
    let mut described = BTreeSet::from(["SHA256SUMS", "dcat.ttl"]);
    for quad in dcat.iter().filter(|quad| quad.predicate == download) {
        let Term::NamedNode(address) = &quad.object else { panic!("{quad} has no address") };
        let name =
            address.as_str().strip_prefix("http://example.org/set/").expect("a relative address");
        let (name, bytes) = files.get_key_value(name).expect("the file is there");
        let node = Term::from(quad.subject.clone());
        assert_eq!(literal(&value(&dcat, &node, "byteSize")), bytes.len().to_string());
        let media_type = value(&dcat, &node, "mediaType").to_string();
        assert!(
            media_type.contains("/text/") || media_type.contains("/application/"),
            "{media_type}"
        );
        let checksum = value(&dcat, &node, "#checksum");
        assert_eq!(literal(&value(&dcat, &checksum, "checksumValue")), sha256(bytes));
        described.insert(name);
    }
    assert_eq!(described, files.keys().map(String::as_str).collect());
    assert!(summed.iter().all(|(name, sum)| sha256(&files[*name]) == *sum));
    let read_me = String::from_utf8(files["README.md"].clone()).expect("UTF-8");
    assert!(
        files.keys().all(|name| name == "README.md" || read_me.contains(&format!("({name})"))),
        "{read_me}"
    );
    assert!(dcat.iter().all(|quad| !quad.subject.is_blank_node() && !quad.object.is_blank_node()));
}

/// The arguments that describe a publisher.
const IMPRINT: &[&str] = &[
    "--issued",
    "2024-01-02",
    "--publisher",
    "滑县\"数据\"局",
    "--author",
    "张, 三",
    "--author",
    "Institute of Examples",
    "--contact",
    "data@example.org",
    "--licence",
    "cc0-1.0",
];

#[test]
fn a_release_says_who_publishes_it_when_and_under_what_licence() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    assert!(release(folder.path(), &["seeds"], IMPRINT).status.success());
    let files = files(folder.path());
    let hash = Sha256::digest(&files["data.nq"])
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect::<String>();
    let licence = "https://creativecommons.org/publicdomain/zero/1.0/";
    let dcat = parse(&files["dcat.ttl"], RdfFormat::Turtle);
    let set = Term::from(
        NamedNodeRef::new_unchecked(&format!("https://w3id.org/zeren/id/release/{hash}"))
            .into_owned(),
    );
    for (predicate, expected) in [
        ("terms/issued", "2024-01-02"),
        ("terms/modified", "2024-01-02"),
        ("dcat#version", hash.get(..12).expect("64 digits")),
    ] {
        assert_eq!(literal(&value(&dcat, &set, predicate)), expected);
    }
    assert_eq!(value(&dcat, &set, "terms/license").to_string(), format!("<{licence}>"));
    assert_eq!(
        literal(&value(&dcat, &value(&dcat, &set, "terms/publisher"), "name")),
        "滑县\"数据\"局"
    );
    let contact = value(&dcat, &set, "contactPoint");
    assert_eq!(value(&dcat, &contact, "hasEmail").to_string(), "<mailto:data@example.org>");
    let creators = dcat.iter().filter(|quad| quad.predicate.as_str().ends_with("terms/creator"));
    let creators: BTreeSet<String> =
        creators.map(|quad| literal(&value(&dcat, &quad.object, "name")).to_owned()).collect();
    assert_eq!(creators, BTreeSet::from(["Institute of Examples".to_owned(), "张, 三".to_owned()]));
    let text = |name: &str| String::from_utf8(files[name].clone()).expect("UTF-8");
    for cited in ["张, 三; Institute of Examples (2024).", "滑县\"数据\"局", &hash, "CC0-1.0"]
    {
        assert!(text("README.md").contains(cited), "{cited}");
    }
    let cff = text("CITATION.cff");
    for line in [
        "cff-version: 1.2.0",
        "date-released: \"2024-01-02\"",
        "license: \"CC0-1.0\"",
        &format!("    value: \"sha256:{hash}\""),
        "  - family-names: \"张\"\n    given-names: \"三\"",
        "  - name: \"Institute of Examples\"",
        "  - name: \"滑县\\\"数据\\\"局\"\n    email: \"data@example.org\"",
    ] {
        assert!(cff.contains(line), "{line}\n{cff}");
    }
    let set: serde_json::Value = serde_json::from_slice(&files["dataset.jsonld"]).expect("JSON");
    assert_eq!((&set["license"], &set["datePublished"]), (&licence.into(), &"2024-01-02".into()));
    assert_eq!(
        (&set["creator"][0]["familyName"], &set["publisher"]["name"]),
        (&"张".into(), &"滑县\"数据\"局".into())
    );
    let period: Vec<_> = ["startDate", "endDate"]
        .map(|end| dcat.iter().find(|quad| quad.predicate.as_str().ends_with(end)).expect("a day"))
        .into();
    let period: Vec<_> = period.iter().map(|quad| literal(&quad.object)).collect();
    assert_eq!(
        (set["temporalCoverage"].clone(), period[1]),
        (period.join("/").into(), "2023-08-14")
    );
    let downloads = set["distribution"].as_array().expect("a list");
    assert!(downloads.len() > 8, "{downloads:?}");
    for download in downloads {
        let name = download["contentUrl"].as_str().expect("an address");
        let sha256: String =
            Sha256::digest(&files[name]).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(download["sha256"], sha256);
    }
}

#[test]
fn a_release_bears_the_day_of_today() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let china = || {
        jiff::Timestamp::now()
            .to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::Offset::constant(8)))
            .date()
    };
    let before = china();
    assert!(release(folder.path(), &["seeds/000_d49997596b33ad0c.txt"], &[]).status.success());
    let dcat = parse(&files(folder.path())["dcat.ttl"], RdfFormat::Turtle);
    let issued =
        dcat.iter().find(|quad| quad.predicate.as_str().ends_with("issued")).expect("a day");
    let issued: jiff::civil::Date = literal(&issued.object).parse().expect("a day");
    assert!(before <= issued && issued <= china(), "{issued}");
}

/// Properties recommended by DCAT-AP that a release cannot know: the type of the publisher, and the
/// location of regions.
const UNKNOWN: &[&str] = &[
    "http://purl.org/dc/terms/type",
    "http://www.w3.org/ns/dcat#bbox",
    "http://www.w3.org/ns/dcat#centroid",
];

/// Returns the severities and paths that `zeren validate` reports for a description.
fn judged(dcat: &Path) -> BTreeSet<(String, String)> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zeren"));
    command.env("ZEREN_LANG", "en");
    command
        .args(["validate", "--format", "json", "--shapes", "ontology/profiles/dcat-ap.shapes.ttl"])
        .arg(dcat)
        .current_dir(root());
    let told = command.output().expect("the program starts");
    let report: serde_json::Value =
        serde_json::from_slice(&told.stdout).unwrap_or_else(|_| panic!("{told:?}"));
    let results = report["results"].as_array().expect("a list");
    let word = |one: &serde_json::Value, key: &str| {
        one[key].as_str().unwrap_or_default().trim_matches(['<', '>']).to_owned()
    };
    results.iter().map(|one| (word(one, "severity"), word(one, "path"))).collect()
}

#[test]
fn descriptions_keep_to_dcat_ap() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let dcat = folder.path().join("dcat.ttl");
    for args in [&["--issued", "2024-01-02"], IMPRINT] {
        assert!(release(folder.path(), &["seeds"], args).status.success());
        let warned =
            UNKNOWN.iter().map(|path| ("warning".to_owned(), (*path).to_owned())).collect();
        assert_eq!(judged(&dcat), warned);
    }
    let whole = fs::read_to_string(&dcat).expect("the description");
    let severity = |broken: &str, path: &str| {
        fs::write(&dcat, broken).expect("the folder can be written to");
        judged(&dcat)
            .into_iter()
            .filter(|(_, one)| one.ends_with(path))
            .map(|(severity, _)| severity)
            .min()
    };
    for (drop, path, expected) in [
        ("dcterms:publisher", "publisher", "violation"),
        ("dcat:accessURL", "accessURL", "violation"),
        ("spdx:checksumValue", "checksumValue", "violation"),
        ("foaf:name", "name", "violation"),
        ("a dcterms:MediaType ", "mediaType", "violation"),
        ("dcat:contactPoint", "contactPoint", "warning"),
        ("dcterms:temporal", "temporal", "warning"),
    ] {
        let other = if drop.starts_with("a ") {
            drop.replace("MediaType", "Standard")
        } else {
            "dcterms:relation".to_owned()
        };
        let broken = whole.replace(drop, &other);
        assert_ne!(broken, whole, "{drop} does not stand in the description");
        assert_eq!(severity(&broken, path).as_deref(), Some(expected), "{drop}");
    }
}

#[test]
fn every_file_of_a_release_says_the_same() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    assert!(release(folder.path(), &["seeds"], &[]).status.success());
    let files = files(folder.path());
    let quads = parse(&files["data.nq"], RdfFormat::NQuads);
    let triples = merged(&quads);
    for extension in ["trig", "jsonld", "ttl", "nt", "rdf"] {
        let format = RdfFormat::from_extension(extension).expect("a syntax");
        let expected = if format.supports_datasets() { &quads } else { &triples };
        let found = parse(&files[&format!("data.{extension}")], format);
        assert!(isomorphic(&found, expected).expect("no blank nodes"), "{extension}");
    }
    let void = parse(&files["void.ttl"], RdfFormat::Turtle);
    let set = Term::from(void[0].subject.clone());
    assert!(
        set.to_string().ends_with(&format!("/release/{}>", hash(&quads).expect("no blank nodes"))),
        "{set}"
    );
    assert_eq!(literal(&value(&void, &set, "#triples")), triples.len().to_string());
    let contexts: Vec<serde_json::Value> = ["context.jsonld", "data.jsonld"]
        .map(|name| {
            serde_json::from_slice::<serde_json::Value>(&files[name]).expect("JSON")["@context"]
                .clone()
        })
        .into();
    assert!(contexts[0] == contexts[1] && contexts[0].is_object());
    let dumps = void.iter().filter(|quad| quad.predicate.as_str().ends_with("dataDump")).count();
    assert_eq!(dumps, files.keys().filter(|name| name.starts_with("data.")).count());
    let task = void.iter().find(|quad| {
        quad.object.to_string().ends_with("ns#Task>") && quad.predicate.as_str().ends_with("#class")
    });
    let task = Term::from(task.expect("a partition of tasks").subject.clone());
    let n_rows = csv::Reader::from_reader(files["tasks.csv"].as_slice()).records().count();
    assert_eq!(literal(&value(&void, &task, "entities")), n_rows.to_string());
    for name in ["ontology.ttl", "shapes.ttl"] {
        assert!(!parse(&files[name], RdfFormat::Turtle).is_empty(), "{name}");
    }
}

#[test]
fn a_release_is_the_same_bytes_in_any_order() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    let seeds = ["seeds/000_d49997596b33ad0c.txt", "seeds/001_8533c05fc9345b12.txt"];
    assert!(release(&one, &seeds, &["--issued", "2024-01-02"]).status.success());
    assert!(release(&two, &[seeds[1], seeds[0]], &["--issued", "2024-01-02"]).status.success());
    let (one, two) = (files(&one), files(&two));
    assert_eq!(one, two);
    assert!(
        String::from_utf8_lossy(&one["dcat.ttl"])
            .contains("dcterms:issued \"2024-01-02\"^^xsd:date")
    );
}

#[test]
fn a_release_of_nothing_is_refused() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let told = |args: &[&str]| {
        let told = release(&folder.path().join("set"), &["seeds"], args);
        (told.status.code(), String::from_utf8(told.stderr).expect("UTF-8"))
    };
    let (code, error) = told(&["--issued", "2024年"]);
    assert_eq!(code, Some(2));
    assert!(
        error.starts_with("error: `2024年` is not a day\nhint: write it as 2023-12-31"),
        "{error}"
    );
    for (flag, wrong) in [("--licence", "free"), ("--contact", "somebody")] {
        let (code, error) = told(&[flag, wrong]);
        assert!(code == Some(2) && error.contains(&format!("'{wrong}'")), "{error}");
    }
    let (code, error) = told(&["--format", "ttl"]);
    assert!(code == Some(2) && error.contains("--release"), "{error}");
    assert!(!folder.path().join("set").exists());
}
