//! Findings as JSON: one object per document, in both languages, with places as lines and
//! characters.

use serde_json::{Value, json as object};

use super::{Checked, Place};
use crate::lint::Finding;
use crate::span::{CodePoints, Positions};

/// Writes the findings. Columns and offsets count Unicode code points; ends are exclusive.
pub fn json(checked: &[Checked]) -> String {
    let documents: Vec<Value> = checked.iter().map(document).collect();
    format!("{:#}\n", Value::Array(documents))
}

fn document(one: &Checked) -> Value {
    let positions = Positions::new(&one.source.text);
    let points = CodePoints::new(&one.source.text);
    let finding = |finding: &Finding| {
        let place = Place::of(&positions, finding.span);
        let [start, end] =
            [finding.span.start, finding.span.end].map(|at| points.before(&one.source.text, at));
        object!({
            "rule": finding.check.id,
            "severity": finding.level.word(),
            "message": { "zh": finding.message.zh, "en": finding.message.en },
            "advice": { "zh": finding.check.advice.zh, "en": finding.check.advice.en },
            "line": place.start.line,
            "column": place.start.column,
            "end_line": place.end.line,
            "end_column": place.end.column,
            "start": start,
            "end": end,
            "quote": finding.span.of(&one.source.text),
        })
    };
    let findings: Vec<Value> = one.findings.iter().map(finding).collect();
    object!({ "document": one.path, "sha256": one.source.hash, "findings": findings })
}
