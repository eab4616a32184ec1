//! The formats of answers and graphs, each with its name, extension and media type.

use crate::message;
use crate::message::Message;
use oxigraph::io::{JsonLdProfileSet, RdfFormat};
use oxigraph::sparql::results::QueryResultsFormat;

/// A format of answers, of graphs, or of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// A table for people.
    Table,
    /// A workbook.
    Xlsx,
    /// Comma-separated values.
    Csv,
    /// Tab-separated values, terms as in Turtle.
    Tsv,
    /// SPARQL results in JSON.
    Json,
    /// SPARQL results in XML.
    Xml,
    /// Turtle.
    Turtle,
    /// N-Triples.
    NTriples,
    /// N-Quads.
    NQuads,
    /// TriG.
    TriG,
    /// RDF/XML.
    RdfXml,
    /// JSON-LD.
    JsonLd,
}

/// No format has this name, extension or media type.
#[derive(Debug, thiserror::Error)]
pub struct FormatError(pub String);

impl FormatError {
    /// Returns what is wrong.
    pub fn message(&self) -> Message {
        message!("format-unknown", format = &self.0)
    }

    /// Returns advice on what to do.
    pub fn hint(&self) -> Message {
        let names: Vec<_> = Format::ALL.iter().map(|format| format.name()).collect();
        message!("hint-one-of", names = names)
    }
}

message::tells!(FormatError);

impl Format {
    /// All formats; those for answers first.
    pub const ALL: &'static [Self] = &[
        Self::Table,
        Self::Xlsx,
        Self::Csv,
        Self::Tsv,
        Self::Json,
        Self::Xml,
        Self::Turtle,
        Self::NTriples,
        Self::NQuads,
        Self::TriG,
        Self::RdfXml,
        Self::JsonLd,
    ];

    /// Returns its name on the command line.
    pub fn name(self) -> &'static str {
        self.names().0
    }

    /// Returns its file extension, without the dot.
    pub fn extension(self) -> &'static str {
        self.names().1
    }

    /// Returns its media type.
    pub fn media_type(self) -> &'static str {
        self.names().2
    }

    fn names(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Table => ("table", "txt", "text/plain"),
            Self::Xlsx => (
                "xlsx",
                "xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ),
            Self::Csv => ("csv", "csv", "text/csv"),
            Self::Tsv => ("tsv", "tsv", "text/tab-separated-values"),
            Self::Json => ("json", "json", "application/sparql-results+json"),
            Self::Xml => ("xml", "srx", "application/sparql-results+xml"),
            Self::Turtle => ("turtle", "ttl", "text/turtle"),
            Self::NTriples => ("ntriples", "nt", "application/n-triples"),
            Self::NQuads => ("nquads", "nq", "application/n-quads"),
            Self::TriG => ("trig", "trig", "application/trig"),
            Self::RdfXml => ("rdfxml", "rdf", "application/rdf+xml"),
            Self::JsonLd => ("jsonld", "jsonld", "application/ld+json"),
        }
    }

    /// Finds a format by name, extension or media type, ignoring case and parameters.
    pub fn find(text: &str) -> Result<Self, FormatError> {
        let wanted = text
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .trim_start_matches('.')
            .to_ascii_lowercase();
        let wanted = match wanted.as_str() {
            "application/json" => "json",
            "application/xml" | "text/xml" => "xml",
            other => other,
        };
        let fits = |format: &Self| {
            let (name, extension, media_type) = format.names();
            [name, extension, media_type].contains(&wanted)
        };
        Self::ALL.iter().copied().find(fits).ok_or_else(|| FormatError(text.to_owned()))
    }

    /// Returns the RDF syntax, if it is one.
    pub fn rdf(self) -> Option<RdfFormat> {
        Some(match self {
            Self::Turtle => RdfFormat::Turtle,
            Self::NTriples => RdfFormat::NTriples,
            Self::NQuads => RdfFormat::NQuads,
            Self::TriG => RdfFormat::TriG,
            Self::RdfXml => RdfFormat::RdfXml,
            Self::JsonLd => RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() },
            Self::Table | Self::Xlsx | Self::Csv | Self::Tsv | Self::Json | Self::Xml => {
                return None;
            }
        })
    }

    /// Returns the format of solutions, if SPARQL defines it.
    pub fn results(self) -> Option<QueryResultsFormat> {
        Some(match self {
            Self::Csv => QueryResultsFormat::Csv,
            Self::Tsv => QueryResultsFormat::Tsv,
            Self::Json => QueryResultsFormat::Json,
            Self::Xml => QueryResultsFormat::Xml,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_finds_its_format() {
        for format in Format::ALL {
            for text in [format.name(), format.extension(), format.media_type()] {
                assert_eq!(Format::find(text).ok(), Some(*format), "{text}");
            }
            assert!(format.rdf().is_none() || format.results().is_none());
        }
        assert_eq!(Format::find(".TTL").ok(), Some(Format::Turtle));
        assert_eq!(Format::find("text/turtle; charset=utf-8").ok(), Some(Format::Turtle));
        assert!(
            Format::find("docx").is_err_and(|error| error.hint().to_string().contains("turtle"))
        );
    }
}
