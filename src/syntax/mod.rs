//! SYNTAX: writes quads in the six syntaxes of RDF, with the same bytes for the same quads; reads
//! IRIs as people type them.
//!
//! `zr:lead <unit/410526/…>` in Turtle. Syntaxes without graphs get each triple once. JSON-LD is
//! written as trees ([`jsonld`]).

pub mod canonical;
pub mod jsonld;
mod name;

use std::io::{self, Write};

use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::{Quad, TripleRef};

use crate::graph::vocab::{ID, PREFIXES};

pub use name::{iri, short};

/// Writes `quads`, sorted, in `format`.
///
/// # Errors
///
/// Fails if the writer does, or if RDF/XML cannot express a predicate or JSON-LD an IRI.
pub fn write(quads: &[Quad], format: RdfFormat, writer: impl Write) -> io::Result<()> {
    if matches!(format, RdfFormat::JsonLd { .. }) {
        return jsonld::write(quads, writer);
    }
    let mut sorted: Vec<_> = quads.iter().map(|quad| (order(quad, format), quad)).collect();
    sorted.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    sorted.dedup_by(|a, b| a.0 == b.0);
    let mut serializer = serializer(format)?.for_writer(writer);
    for (_, quad) in sorted {
        match format.supports_datasets() {
            true => serializer.serialize_quad(quad)?,
            false => serializer.serialize_triple(TripleRef::from(quad.as_ref()))?,
        }
    }
    serializer.finish()?.flush()
}

/// Returns a serializer with the project's prefixes.
///
/// # Errors
///
/// Never fails, since the prefixes are IRIs.
pub(crate) fn serializer(format: RdfFormat) -> io::Result<RdfSerializer> {
    let mut serializer = RdfSerializer::from_format(format);
    // A local name would need a backslash before every slash of a path; relative IRIs need none.
    let has_base = matches!(format, RdfFormat::Turtle | RdfFormat::TriG);
    if has_base {
        serializer = serializer.with_base_iri(ID).map_err(io::Error::other)?;
    }
    for (name, iri) in PREFIXES.iter().filter(|(_, iri)| !has_base || *iri != ID) {
        serializer = serializer.with_prefix(*name, *iri).map_err(io::Error::other)?;
    }
    Ok(serializer)
}

/// Sorts by graph first, or ignores the graph if the syntax has none.
fn order(quad: &Quad, format: RdfFormat) -> [String; 4] {
    let mut key = sort_key(quad);
    if !format.supports_datasets() {
        key[0].clear();
    }
    key
}

/// The sort key of a quad: graph, subject, predicate, object, each in its N-Quads form.
pub fn sort_key(quad: &Quad) -> [String; 4] {
    [
        quad.graph_name.to_string(),
        quad.subject.to_string(),
        quad.predicate.to_string(),
        quad.object.to_string(),
    ]
}
