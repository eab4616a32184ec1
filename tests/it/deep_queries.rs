//! Queries whose operators nest too deeply for the stack.

use crate::cli::run_with;

#[test]
fn a_query_that_nests_too_deep_is_refused() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("a.txt"), "一、任务\n（一）学习。（责任单位：县司法局）\n")
        .expect("a file");
    assert_eq!(run_with(folder.path(), &["build", "a.txt"], b"").code, Some(0));
    for (before, piece, after) in [
        ("SELECT * { FILTER(", "!", "true) }"),
        ("SELECT * { FILTER(", "(", "true) }"),
        ("SELECT (1", "+1", " AS ?x) {}"),
        ("SELECT * ", "{", "}"),
        ("SELECT * { {}", " UNION {}", " }"),
        ("SELECT * { ?s <a:b>", "/<a:b>", " ?o }"),
        ("SELECT * { ?s ", "^", "<a:b> ?o }"),
        ("SELECT * { FILTER(?a", " || ?b", ") }"),
        ("SELECT * { ?s ?p ", "[ <a:b> ", "1 }"),
        ("SELECT * { ", "BIND(1 AS ?a) ", "}"),
        ("SELECT * { ", "OPTIONAL { ", "}"),
    ] {
        let query = format!("{before}{}{after}", piece.repeat(500_000));
        let told = run_with(folder.path(), &["query", "-f", "-"], query.as_bytes());
        assert_eq!(told.code, Some(2), "{piece}: {}", told.stderr);
        assert!(
            told.stderr.starts_with("error: ") && told.stderr.contains("\nhint: "),
            "{piece}: {}",
            told.stderr
        );
    }
    let negations = format!("ASK {{ FILTER({}true{}) }}", "!(".repeat(40), ")".repeat(40));
    let told = run_with(folder.path(), &["query", "-f", "-"], negations.as_bytes());
    assert_eq!(told.code, Some(2), "{}", told.stderr);
    // The deepest queries allowed are answered.
    let (sum, list) = (format!("1{}", "+1".repeat(900)), "(1) ".repeat(20_000));
    for query in [
        format!("SELECT ({sum} AS ?x) {{}}"),
        format!("SELECT (COUNT(*) AS ?x) {{ VALUES (?a) {{ {list} }} }}"),
    ] {
        let told =
            run_with(folder.path(), &["query", "-f", "-", "--format", "csv"], query.as_bytes());
        assert_eq!(told.code, Some(0), "{}", told.stderr);
        assert!(
            ["x\r\n901\r\n", "x\r\n20000\r\n"].contains(&told.stdout.as_str()),
            "{}",
            told.stdout
        );
    }
}
