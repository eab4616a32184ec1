//! SYNTAX: writes quads in the six syntaxes of RDF, with the same bytes for the same quads; reads
//! IRIs as people type them.
//!
//! `zr:lead <unit/410526/…>` in Turtle. Syntaxes without graphs get each triple once. JSON-LD is
//! written as trees ([`jsonld`]).

pub mod canonical;
pub mod jsonld;
mod line;
mod name;

use std::io::{self, Write};

use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::{Quad, TripleRef};

use crate::graph::vocab::{ID, PREFIXES};
pub(crate) use line::Lines;
use line::line;

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
    let has_graphs = format.supports_datasets();
    let lines = Lines::of(quads, has_graphs).sorted();
    if format == RdfFormat::NQuads {
        return lines.write(writer);
    }
    let mut serializer = serializer(format)?.for_writer(writer);
    for quad in lines.places().filter_map(|place| quads.get(place)) {
        match has_graphs {
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

/// Sorts `quads` by graph, subject, predicate and object, each in its N-Quads form.
pub fn sort(quads: &mut [Quad]) {
    quads.sort_by_cached_key(line);
}
