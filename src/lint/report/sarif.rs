//! Findings as SARIF 2.1.0, which editors and code hosts read.
//!
//! The crate `serde-sarif` would pull in a code generator and two more versions of `syn`; a log of
//! findings needs only a few keys.

use serde_json::{Value, json};

use super::{Checked, Place};
use crate::lint::{Check, Finding, Lang, checks};
use crate::span::{CodePoints, Positions};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Writes the findings with messages in one language. Regions count lines and columns of the text
/// that was read.
pub fn sarif(checked: &[Checked], lang: Lang) -> String {
    let rules: Vec<Value> = checks().map(|check| rule(check, lang)).collect();
    let artifacts = checked
        .iter()
        .map(|one| json!({ "location": { "uri": uri(&one.path) }, "hashes": { "sha-256": one.source.hash } }));
    let artifacts: Vec<Value> = artifacts.collect();
    let results = checked.iter().enumerate().flat_map(|(index, one)| results(one, index, lang));
    let results: Vec<Value> = results.collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "zeren",
                "version": env!("CARGO_PKG_VERSION"),
                "informationUri": "https://w3id.org/zeren/",
                "rules": rules,
            } },
            "language": match lang { Lang::Zh => "zh-CN", Lang::En => "en-US" },
            "columnKind": "unicodeCodePoints",
            "artifacts": artifacts,
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn rule(check: &Check, lang: Lang) -> Value {
    json!({
        "id": check.id,
        "shortDescription": { "text": check.summary.of(lang) },
        "help": { "text": check.advice.of(lang) },
        "defaultConfiguration": { "level": check.level.word() },
    })
}

fn results(one: &Checked, index: usize, lang: Lang) -> Vec<Value> {
    let text = &one.source.text;
    let (positions, points) = (Positions::new(text), CodePoints::new(text));
    let result = |finding: &Finding| {
        let place = Place::of(&positions, finding.span);
        let [start, end] = [finding.span.start, finding.span.end].map(|at| points.before(text, at));
        let message = format!("{}。{}", finding.message.of(lang), finding.check.advice.of(lang));
        let message = if lang == Lang::Zh { message } else { message.replace('。', "; ") };
        json!({
            "ruleId": finding.check.id,
            "ruleIndex": checks().position(|check| check.id == finding.check.id),
            "level": finding.level.word(),
            "message": { "text": message },
            "locations": [{ "physicalLocation": {
                "artifactLocation": { "uri": uri(&one.path), "index": index },
                "region": {
                    "startLine": place.start.line,
                    "startColumn": place.start.column,
                    "endLine": place.end.line,
                    "endColumn": place.end.column,
                    "charOffset": start,
                    "charLength": end - start,
                    "snippet": { "text": finding.span.of(text) },
                },
            } }],
        })
    };
    one.findings.iter().map(result).collect()
}

/// A path as a relative reference of RFC 3986.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte))
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
