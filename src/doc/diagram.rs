//! Draws the classes and the properties between them, as text for Graphviz.
//!
//! A box is a class with its names and its literal-valued properties; an arrow is a property
//! between classes or, if dashed, leads to a superclass. Classes of other vocabularies are grey.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::{Kind, Ontology, Term, short};
use crate::markup::escaped;

/// The font of all drawings.
const FONT: &str = "Noto Sans CJK SC";

/// Namespaces of terms without a box: datatypes, and the most general classes.
const NO_BOX: &[&str] = &["xsd:", "rdf:", "rdfs:"];

/// Writes the diagram.
pub fn diagram(ontology: &Ontology) -> String {
    let classes: BTreeMap<String, &Term> =
        of_kind(ontology, Kind::Class).map(|term| (short(&term.iri), term)).collect();
    let mut literals: BTreeMap<String, Vec<&Term>> = BTreeMap::new();
    for property in of_kind(ontology, Kind::DatatypeProperty) {
        for class in &property.domain {
            literals.entry(short(class)).or_default().push(property);
        }
    }
    let arrows = arrows(ontology);
    let mut nodes: BTreeSet<String> = classes.keys().cloned().collect();
    nodes.extend(literals.keys().cloned());
    nodes.extend(arrows.keys().flat_map(|(from, to, _)| [from.clone(), to.clone()]));
    let mut out = format!(
        "digraph ontology {{\n  graph [rankdir=LR, fontname=\"{FONT}\", bgcolor=white, nodesep=0.25, ranksep=1.1, pad=0.2]\n  \
         node [shape=plain, fontname=\"{FONT}\", fontsize=11]\n  edge [fontname=\"{FONT}\", fontsize=9, color=\"#444444\"]\n"
    );
    for name in &nodes {
        let own = classes.get(name).copied();
        let of_class = literals.get(name).map(Vec::as_slice).unwrap_or_default();
        let _ = writeln!(out, "  \"{name}\" [label=<{}>]", table(name, own, of_class));
    }
    for ((from, to, is_super), labels) in &arrows {
        let look = match is_super {
            true => "style=dashed, arrowhead=empty".to_owned(),
            false => format!("label=\"{}\"", labels.join("\\n")),
        };
        let _ = writeln!(out, "  \"{from}\" -> \"{to}\" [{look}]");
    }
    out += "}\n";
    out
}

fn of_kind(ontology: &Ontology, kind: Kind) -> impl Iterator<Item = &Term> {
    ontology.terms.iter().filter(move |term| term.kind == kind)
}

/// Returns the labels of the arrows, by their ends and by whether they lead to a superclass.
fn arrows(ontology: &Ontology) -> BTreeMap<(String, String, bool), Vec<String>> {
    let mut arrows: BTreeMap<(String, String, bool), Vec<String>> = BTreeMap::new();
    for class in of_kind(ontology, Kind::Class) {
        for above in &class.supers {
            arrows.entry((short(&class.iri), short(above), true)).or_default();
        }
    }
    let properties = of_kind(ontology, Kind::ObjectProperty).chain(of_kind(ontology, Kind::Reused));
    for property in properties.filter(|property| !is_scheme(property)) {
        let (from, to) = (
            either(&property.domain, &property.used_on),
            either(&property.range, &property.used_with),
        );
        let to =
            to.iter().filter(|class| !NO_BOX.iter().any(|prefix| short(class).starts_with(prefix)));
        for (from, to) in from.iter().flat_map(|from| to.clone().map(move |to| (from, to))) {
            let label = format!("{} {}", property.label.zh, local(&property.iri)).trim().to_owned();
            arrows.entry((short(from), short(to), false)).or_default().push(label);
        }
    }
    arrows
}

/// Returns the classes that a property is defined for, or else only the first that it is used with,
/// to keep the number of arrows down.
fn either<'a>(formal: &'a [String], used: &'a [String]) -> &'a [String] {
    if formal.is_empty() { used.get(..1).unwrap_or_default() } else { formal }
}

/// Whether the property is one of concepts, which all things of a kind have.
fn is_scheme(property: &Term) -> bool {
    property.used_with.iter().any(|class| short(class) == "skos:ConceptScheme")
}

/// Returns a box: the class above its literal-valued properties.
fn table(name: &str, own: Option<&Term>, literals: &[&Term]) -> String {
    let fill = if own.is_some() { "#D6E9F8" } else { "#EEEEEE" };
    let head = own.map_or_else(
        || escaped(name),
        |term| format!("<B>{}</B> {}", escaped(&term.label.zh), escaped(name)),
    );
    let mut out = format!(
        "<TABLE BORDER=\"0\" CELLBORDER=\"1\" CELLSPACING=\"0\" CELLPADDING=\"4\"><TR><TD BGCOLOR=\"{fill}\">{head}</TD></TR>"
    );
    if !literals.is_empty() {
        let line = |property: &&Term| {
            format!("{} {}<BR ALIGN=\"LEFT\"/>", escaped(&property.label.zh), local(&property.iri))
        };
        let lines: String = literals.iter().map(line).collect();
        let _ = write!(out, "<TR><TD ALIGN=\"LEFT\" BALIGN=\"LEFT\">{lines}</TD></TR>");
    }
    out + "</TABLE>"
}

/// Returns the name of a term without its prefix.
fn local(iri: &str) -> String {
    short(iri).rsplit(':').next().unwrap_or_default().to_owned()
}
