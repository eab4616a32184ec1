//! Reports the results as text, as JSON, and as a SHACL report in Turtle; the same results give the
//! same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use oxigraph::model::{Literal, NamedNode, Term};
use serde::Serialize;

use super::{Checked, Severity, Violation};
use crate::graph::vocab::PREFIXES;
use crate::message;
use crate::message::{Lang, Message};

/// The most characters of a value or quote shown.
const N_SHOWN: usize = 40;

/// The results for all graphs validated.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// The graphs, in the order of validation.
    pub graphs: Vec<Checked>,
}

impl Report {
    /// Whether there is no violation of severity `least` or worse.
    pub fn conforms(&self, least: Severity) -> bool {
        self.all().all(|(_, violation)| violation.severity > least)
    }

    /// Returns how many nodes were validated; a node counts once for each shape.
    pub fn n_focus(&self) -> usize {
        self.graphs.iter().flat_map(|checked| checked.focus.values()).sum()
    }

    fn all(&self) -> impl Iterator<Item = (&Checked, &Violation)> {
        self.graphs.iter().flat_map(|checked| {
            checked.violations.iter().map(move |violation| (checked, violation))
        })
    }

    /// Writes text for people: `file:line:column: severity: message`, then the node; and a summary.
    pub fn text(&self, out: &mut dyn Write) -> io::Result<()> {
        for (checked, violation) in self.all() {
            let (place, severity) = (location(checked, violation), violation.severity.message());
            writeln!(out, "{place}: {severity}: {}", told(&violation.messages))?;
            write!(out, "    {}", short(&violation.focus.to_string()))?;
            if let Some(path) = &violation.path {
                write!(out, " {}", short(path.sparql()))?;
            }
            match &violation.value {
                Some(value) if *value != violation.focus => {
                    writeln!(out, " {}", cut(&short(&value.to_string())))?
                }
                _ => writeln!(out)?,
            }
            if let Some(quote) = violation.place.as_ref().and_then(|place| place.quote.as_deref()) {
                writeln!(out, "    ⟦{}⟧", cut(&quote.replace(['\n', '\r'], " ")))?;
            }
        }
        writeln!(out, "{}", self.sum())
    }

    fn sum(&self) -> Message {
        let shapes = self
            .graphs
            .iter()
            .flat_map(|checked| checked.focus.keys())
            .collect::<BTreeSet<_>>()
            .len();
        let about = message!(
            "validate-about",
            graphs = self.graphs.len(),
            checks = self.n_focus(),
            shapes = shapes
        );
        let found =
            |severity| self.all().filter(|(_, violation)| violation.severity == severity).count();
        let found = Severity::ALL.map(|severity| (found(severity), severity));
        let found: Vec<_> = found
            .iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, severity)| severity.counted(*n))
            .collect();
        match found.is_empty() {
            true => message!("validate-conforms", about = about),
            false => message!("validate-found", found = found, about = about),
        }
    }

    /// Writes a JSON object.
    pub fn json(&self, out: &mut dyn Write) -> io::Result<()> {
        let results =
            self.all().map(|(checked, violation)| ResultView::new(checked, violation)).collect();
        let view = ReportView {
            conforms: self.conforms(Severity::Info),
            graphs: self.graphs.iter().map(GraphView::new).collect(),
            results,
        };
        serde_json::to_writer_pretty(&mut *out, &view)?;
        writeln!(out)
    }

    /// Writes a `sh:ValidationReport`; `rdfs:comment` has file, line and column.
    pub fn turtle(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(
            out,
            "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        )?;
        write!(
            out,
            "[] a sh:ValidationReport ;\n    sh:conforms {}",
            self.conforms(Severity::Info)
        )?;
        for (checked, violation) in self.all() {
            write!(out, " ;\n    sh:result [ a sh:ValidationResult ;")?;
            write!(
                out,
                "\n        sh:resultSeverity <{}> ;\n        sh:focusNode {}",
                violation.severity.iri(),
                violation.focus
            )?;
            let node = |node: &NamedNode| node.to_string();
            let parts = [
                ("resultPath", violation.path.as_ref().map(|path| path.turtle().to_owned())),
                ("value", violation.value.as_ref().map(Term::to_string)),
                ("sourceShape", violation.shape.as_ref().map(node)),
                ("sourceConstraintComponent", violation.component.as_ref().map(node)),
            ];
            for (property, value) in parts {
                if let Some(value) = value {
                    write!(out, " ;\n        sh:{property} {value}")?;
                }
            }
            for message in &violation.messages {
                write!(out, " ;\n        sh:resultMessage {message}")?;
            }
            write!(
                out,
                " ;\n        rdfs:comment {} ]",
                Literal::new_simple_literal(location(checked, violation))
            )?;
        }
        writeln!(out, " .")
    }
}

#[derive(Serialize)]
struct ReportView<'a> {
    conforms: bool,
    graphs: Vec<GraphView<'a>>,
    results: Vec<ResultView<'a>>,
}

#[derive(Serialize)]
struct GraphView<'a> {
    graph: Option<&'a str>,
    file: Option<&'a str>,
    conforms: bool,
    shapes: &'a BTreeMap<String, usize>,
}

impl<'a> GraphView<'a> {
    fn new(checked: &'a Checked) -> Self {
        Self {
            graph: checked.graph.as_deref(),
            file: checked.file.as_deref(),
            conforms: checked.violations.is_empty(),
            shapes: &checked.focus,
        }
    }
}

#[derive(Serialize)]
struct ResultView<'a> {
    severity: &'static str,
    messages: Vec<MessageView<'a>>,
    focus: String,
    path: Option<&'a str>,
    value: Option<String>,
    shape: Option<&'a str>,
    component: Option<&'a str>,
    graph: Option<&'a str>,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    quote: Option<&'a str>,
}

#[derive(Serialize)]
struct MessageView<'a> {
    language: Option<&'a str>,
    text: &'a str,
}

impl<'a> ResultView<'a> {
    fn new(checked: &'a Checked, violation: &'a Violation) -> Self {
        let place = violation.place.as_ref();
        let message = |message: &'a Literal| MessageView {
            language: message.language(),
            text: message.value(),
        };
        Self {
            severity: violation.severity.word(),
            messages: violation.messages.iter().map(message).collect(),
            focus: violation.focus.to_string(),
            path: violation.path.as_ref().map(|path| path.sparql()),
            value: violation.value.as_ref().map(Term::to_string),
            shape: violation.shape.as_ref().map(NamedNode::as_str),
            component: violation.component.as_ref().map(NamedNode::as_str),
            graph: checked.graph.as_deref(),
            file: file(checked, violation),
            line: place.map(|place| place.line),
            column: place.map(|place| place.column),
            quote: place.and_then(|place| place.quote.as_deref()),
        }
    }
}

/// Returns the file of the text, as the user named it if that is a document, else as in the graph.
fn file<'a>(checked: &'a Checked, violation: &'a Violation) -> Option<&'a str> {
    checked.file.as_deref().or_else(|| violation.place.as_ref()?.file.as_deref())
}

/// Returns `file:line:column`, as far as known, or the name of the graph.
fn location(checked: &Checked, violation: &Violation) -> String {
    let file = file(checked, violation).or(checked.graph.as_deref()).unwrap_or("-");
    violation
        .place
        .as_ref()
        .map_or_else(|| file.to_owned(), |place| format!("{file}:{}:{}", place.line, place.column))
}

/// Returns the messages of a shape in the user's language, or else in any.
fn told(messages: &[Literal]) -> String {
    let lang = Lang::user().tag();
    let spoken =
        messages.iter().filter(|one| one.language().is_some_and(|own| own.starts_with(lang)));
    let spoken: Vec<_> = spoken.map(Literal::value).collect();
    match spoken.is_empty() {
        true => messages.iter().map(Literal::value).collect::<Vec<_>>().join(" · "),
        false => spoken.join(" · "),
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(N_SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Abbreviates IRIs with prefixes if possible.
fn short(text: &str) -> String {
    let mut told = String::new();
    for piece in text.split_inclusive('>') {
        let Some((before, iri)) = piece.strip_suffix('>').and_then(|piece| piece.split_once('<'))
        else {
            told.push_str(piece);
            continue;
        };
        let prefix = PREFIXES.iter().find_map(|(name, base)| Some((name, iri.strip_prefix(base)?)));
        told.push_str(before);
        match prefix {
            Some((name, local)) => told.push_str(&format!("{name}:{local}")),
            None => told.push_str(&format!("<{iri}>")),
        }
    }
    told
}
