//! Questions to a store, and the formats of their answers.

use std::collections::BTreeSet;
use std::path::Path;

use zeren::graph;
use zeren::graph::{document, graph_name};
use zeren::query::{Format, Query, WriteError, write};
use zeren::question::{NamedError, named, question};
use zeren::store::Store;

use crate::support::{facts, source};

/// Returns a store of the small notice.
fn small() -> Store {
    let (source, facts) = (source(), facts());
    let store = Store::memory().expect("memory is there");
    store
        .replace(graph_name(&document(&source, &facts)).as_ref(), &graph(&source, &facts))
        .expect("memory works");
    store
}

/// Returns the answer to `query` in `format`.
fn answer(store: &Store, query: &Query, format: Format) -> Result<String, WriteError> {
    let mut bytes = Vec::new();
    write(query.run(store).expect("the query can be answered"), format, &mut bytes)?;
    Ok(String::from_utf8(bytes).expect("answers are UTF-8"))
}

/// Returns the rows that a named question has for the small notice, without header, columns
/// separated by `|`.
fn rows(name: &str, values: &[(&str, &str)]) -> Vec<String> {
    let values: Vec<_> =
        values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let store = small();
    let query =
        question(name).expect("it is listed").fill(&store, &values).expect("the values fit").query;
    let text = answer(&store, &query, Format::Tsv).expect("solutions fit TSV");
    text.lines().skip(1).map(|line| line.replace('\t', "|").replace('"', "")).collect()
}

const PLAN: &str = "滑县2023年度法治政府建设工作安排";

const WORKLOAD: [&str; 3] = [
    "滑县司法局|responsible|2",
    "滑县发展和改革委员会|lead|1",
    "滑县发展和改革委员会|responsible|1",
];

/// A question, its parameters, and the rows of its answer.
type Case = (&'static str, &'static [(&'static str, &'static str)], &'static [&'static str]);

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn named_questions_are_answered() {
    let date = "^^<http://www.w3.org/2001/XMLSchema#date>";
    let cases: &[Case] = &[
        (
            "tasks-of-unit",
            &[("unit", "县司法局")],
            &[
                "滑县司法局|responsible|PLAN|d2/一/（一）|推进改革|2023-12-31DATE",
                "滑县司法局|responsible|PLAN|d2/一/（二）|加强监督|",
            ],
        ),
        (
            "tasks-of-unit",
            &[("unit", "发改委"), ("role", "lead")],
            &["滑县发展和改革委员会|lead|PLAN|d2/一/（一）|推进改革|2023-12-31DATE"],
        ),
        (
            "tasks-of-unit",
            &[("unit", "发改委"), ("unit", "滑县司法局"), ("role", "牵头")],
            &["滑县发展和改革委员会|lead|PLAN|d2/一/（一）|推进改革|2023-12-31DATE"],
        ),
        ("tasks-of-unit", &[("unit", "县司法"), ("role", "lead")], &[]),
        ("workload", &[("region", "410526")], &WORKLOAD),
        ("workload", &[], &WORKLOAD),
        ("workload", &[("region", "河南省安阳市滑县")], &WORKLOAD),
        ("tasks-without-unit", &[], &["PLAN|d2/一/（四）|其他事项"]),
        ("workload", &[("region", "滑县")], &WORKLOAD),
        ("workload", &[("region", "安阳市")], &[]),
        ("who-works-with-whom", &[("unit", "司法局")], &["滑县司法局|滑县发展和改革委员会|2"]),
        ("who-works-with-whom", &[], &["滑县发展和改革委员会|滑县司法局|2"]),
        (
            "who-works-with-whom",
            &[("unit", "滑县")],
            &["滑县发展和改革委员会|滑县司法局|2", "滑县司法局|滑县发展和改革委员会|2"],
        ),
        ("due-by", &[("day", "2023-12-31")], &["2023-12-31DATE|PLAN|d2/一/（一）|推进改革"]),
        ("due-by", &[("day", "2023-12-30")], &[]),
        (
            "resting-on",
            &[("work", "国办发[2022]27号")],
            &["implements|PLAN|d2/一/（一）|推进改革|优化营商环境条例"],
        ),
        (
            "resting-on",
            &[("work", "《营商环境》")],
            &["implements|PLAN|d2/一/（一）|推进改革|优化营商环境条例"],
        ),
        ("resting-on", &[("work", PLAN)], &["issues|关于印发《PLAN》的通知|||PLAN"]),
        ("same-type", &[("type", "司法局")], &["滑县|滑县司法局|responsible|2"]),
        ("tasks-of-leader", &[("leader", "王永涛")], &["王永涛|县领导|PLAN|d2/一/（一）|推进改革"]),
        ("tasks-of-leader", &[("leader", "永涛")], &["王永涛|县领导|PLAN|d2/一/（一）|推进改革"]),
        ("tasks-of-leader", &[("leader", "习近平")], &[]),
        (
            "documents",
            &[],
            &[
                "滑县|滑法政〔2023〕2号|关于印发《PLAN》的通知|通知|2023-06-27DATE|滑县法治政府建设领导小组|0",
                "滑县||PLAN|工作安排|||4",
            ],
        ),
        (
            "legal-basis",
            &[("document", "滑法政〔2023〕2号")],
            &["implements|优化营商环境条例|国办发〔2022〕27号|d2/一/（一）", "issues|PLAN||"],
        ),
        (
            "legal-basis",
            &[("document", "法治政府建设工作安排")],
            &["implements|优化营商环境条例|国办发〔2022〕27号|d2/一/（一）", "issues|PLAN||"],
        ),
        (
            "legal-basis",
            &[("document", PLAN)],
            &["implements|优化营商环境条例|国办发〔2022〕27号|d2/一/（一）"],
        ),
        ("assessment", &[], &[]),
        ("status", &[], &[]),
        (
            "indicators",
            &[],
            &["PLAN|d2/一/（一）|接诉响应率|=|100^^<http://www.w3.org/2001/XMLSchema#decimal>|%|"],
        ),
        ("recurring", &[], &["P6M|PLAN|d2/一/（二）|加强监督|每半年"]),
        ("collectives", &[], &["PLAN|d2/一/（三）|强化“保障”|滑县各有关部门"]),
        (
            "doubts",
            &[("severity", "doubt")],
            &["small.txt|129|doubt|number-restored|`《` is not closed@en"],
        ),
        ("doubts", &[("severity", "note")], &[]),
        ("leads-missing", &[], &["PLAN|d2/一/（二）|加强监督|2"]),
        (
            "counts-by-role",
            &[],
            &["lead|牵头@zh|1|1", "leader|责任领导@zh|1|1", "responsible|责任@zh|6|3"],
        ),
        ("duties", &[], &["滑县司法局|responsible|PLAN|d2/一/（二）|县司法局负责汇总"]),
    ];
    for (name, values, expected) in cases {
        let expected: Vec<_> =
            expected.iter().map(|row| row.replace("PLAN", PLAN).replace("DATE", date)).collect();
        assert_eq!(rows(name, values), expected, "{name} {values:?}");
    }
    for one in named() {
        assert!(cases.iter().any(|(name, ..)| *name == one.name), "{} is not asked", one.name);
    }
}

#[test]
fn a_value_that_names_nothing_is_an_error() {
    let store = small();
    let refused = |name: &str, parameter: &str, value: &str| {
        let values = [(parameter.to_owned(), value.to_owned())];
        let error = question(name).expect("it is listed").fill(&store, &values).expect_err(value);
        assert!(matches!(error, NamedError::Name(_)), "{error:?}");
        (error.to_string(), error.hint().to_string())
    };
    for (name, parameter, value, nearest) in [
        ("tasks-of-unit", "unit", "县司发局", "`县司法局`"),
        ("tasks-of-unit", "unit", "\" } UNION { ?agent ?p ?o } #", "nothing is like it"),
        ("workload", "region", "410527", "nothing is like it"),
        ("workload", "region", "华县", "`滑县`"),
        ("resting-on", "work", "国办发〔2022〕2号", "`国办发〔2022〕27号`"),
        ("resting-on", "work", "《优化营商环竟条例》", "`优化营商环境条例`"),
        ("legal-basis", "document", "滑法政〔2023〕3号", "`滑法政〔2023〕2号`"),
        ("same-type", "type", "司发局", "`司法局`"),
        ("tasks-of-leader", "leader", "王永滔", "`王永涛`"),
        ("assessment", "kind", "gradde", "`grade`"),
        ("doubts", "severity", "doubts!", "`doubt`"),
    ] {
        let (message, hint) = refused(name, parameter, value);
        assert!(
            message.starts_with("no ") && message.ends_with(&format!(" `{value}`")),
            "{message}"
        );
        assert!(hint.contains(nearest), "{value}: {hint}");
    }
}

#[test]
fn solutions_have_five_forms() {
    let store = small();
    let query = Query::parse(
        "SELECT ?name ?role { zrr:lead skos:prefLabel ?name . BIND(zrr:lead AS ?role) FILTER(LANG(?name) = 'zh') }",
    );
    let query = query.expect("it is SPARQL");
    let form = |format| answer(&store, &query, format).expect("it is for solutions");
    assert_eq!(form(Format::Csv), "name,role\r\n牵头,https://w3id.org/zeren/role/lead\r\n");
    assert_eq!(
        form(Format::Tsv),
        "?name\t?role\n\"牵头\"@zh\t<https://w3id.org/zeren/role/lead>\n"
    );
    assert!(
        form(Format::Json).contains(r#""xml:lang":"zh""#)
            && form(Format::Xml).contains("<literal xml:lang=\"zh\">牵头")
    );
    let table = form(Format::Table);
    let widths: Vec<usize> =
        table.lines().filter(|line| line.starts_with(['┌', '│', '╞', '└'])).map(width).collect();
    assert!(table.contains("zrr:lead") && table.ends_with("1 row\n"), "{table}");
    assert!(widths.len() == 5 && widths.iter().all(|width| *width == widths[0]), "{table}");
    assert!(matches!(answer(&store, &query, Format::Turtle), Err(WriteError::Kind("turtle"))));
}

/// Returns the width of a line in a terminal: two columns for a Chinese character.
fn width(line: &str) -> usize {
    line.chars().map(|c| if ('\u{2e80}'..'\u{ff61}').contains(&c) { 2 } else { 1 }).sum()
}

#[test]
fn triples_and_truth_values_have_their_forms() {
    let store = small();
    let construct = Query::parse("CONSTRUCT { ?task zr:lead ?unit } { ?task zr:lead ?unit }")
        .expect("it is SPARQL");
    let turtle = answer(&store, &construct, Format::Turtle).expect("it is for triples");
    assert!(turtle.contains("zr:lead") && turtle.contains("@prefix zr:"), "{turtle}");
    assert!(
        answer(&store, &construct, Format::Table).expect("tables take all").contains("zr:lead")
    );
    assert!(matches!(answer(&store, &construct, Format::Csv), Err(WriteError::Kind("csv"))));
    let ask = Query::parse("ASK { ?task zr:lead ?unit }").expect("it is SPARQL");
    for (format, text) in [
        (Format::Table, "true\n"),
        (Format::Csv, "true\n"),
        (Format::Json, r#"{"head":{},"boolean":true}"#),
    ] {
        assert_eq!(answer(&store, &ask, format).expect("it takes truth values"), text);
    }
}

#[test]
fn a_query_sees_all_graphs_as_one_unless_it_says_otherwise() {
    let store = small();
    let count = |query: &Query| {
        answer(&store, query, Format::Csv).expect("solutions fit CSV").lines().count() - 1
    };
    let tasks = |text: &str| Query::parse(text).expect("it is SPARQL");
    assert_eq!(count(&tasks("SELECT ?t { ?t a zr:Task }")), 4);
    let (source, mut facts) = (source(), facts());
    facts.documents[0].number = Some("滑法政〔2024〕1号".to_owned());
    let second = graph_name(&document(&source, &facts));
    store.replace(second.as_ref(), &graph(&source, &facts)).expect("memory works");
    let labels = tasks("SELECT ?l { ?u zr:within/skos:notation '410526' ; skos:prefLabel ?l }");
    assert_eq!(count(&labels), 5, "what two texts say counts once");
    assert_eq!(count(&tasks("SELECT ?t { ?t a zr:Task }")), 8);
    assert_eq!(count(&tasks("SELECT ?t { GRAPH ?g { ?t a zr:Task } }")), 8);
    assert_eq!(count(&tasks("SELECT ?t FROM <https://w3id.org/zeren/ns> { ?t a zr:Task }")), 0);
    let over = tasks("SELECT ?t { ?t a zr:Task }")
        .over(vec![zeren::graph::ONTOLOGY.into_owned()], Vec::new());
    assert_eq!(count(&over), 0);
}

/// Returns a store of the five seeds.
pub(crate) fn seeds() -> Store {
    let store = Store::memory().expect("memory is there");
    for (source, facts) in crate::graph::seeds() {
        store
            .replace(graph_name(&document(&source, &facts)).as_ref(), &graph(&source, &facts))
            .expect("memory works");
    }
    store
}

/// Each file of `tests/queries` is named after a question (an infix distinguishes several files for
/// one question) and contains its answer for the seeds; a first line `# --set unit=司法局 …` gives
/// the parameters. With `ZEREN_UPDATE=1` the files are rewritten, to be reviewed as a diff.
#[test]
fn seeds_answer_as_the_annotations_say() {
    let store = seeds();
    let mut asked = BTreeSet::new();
    for entry in Path::new("tests/queries").read_dir().expect("the folder is there") {
        let path = entry.expect("the folder can be listed").path();
        let file = std::fs::read_to_string(&path).expect("an answer is text");
        let (given, expected) = match file.strip_prefix('#') {
            Some(rest) => rest.split_once('\n').expect("an answer follows"),
            None => ("", file.as_str()),
        };
        let values = given.split(" --set ").filter_map(|value| value.trim().split_once('='));
        let values: Vec<_> =
            values.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let name =
            path.file_name().and_then(|name| name.to_str()).and_then(|name| name.split('.').next());
        let named = question(name.expect("the name is ASCII")).expect("it is listed");
        let query = named.fill(&store, &values).expect("the values fit").query;
        let told = answer(&store, &query, Format::Tsv).expect("solutions fit TSV");
        if std::env::var_os("ZEREN_UPDATE").is_some() {
            let kept = file.strip_suffix(expected).expect("the answer stands at the end");
            std::fs::write(&path, format!("{kept}{told}")).expect("the file can be written");
        } else {
            assert_eq!(told, expected, "{}", path.display());
        }
        asked.insert(named.name);
    }
    assert_eq!(asked.len(), named().len());
}
