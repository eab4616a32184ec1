//! IRIs as people type them.

use oxigraph::model::NamedNode;

use crate::graph::vocab::PREFIXES;

/// Reads `https://…`, `<https://…>` or a name with one of the project's prefixes,
/// `id:doc/410526/huafazheng-2023-2`.
pub fn iri(text: &str) -> Option<NamedNode> {
    let bare = text.trim().trim_start_matches('<').trim_end_matches('>');
    let full = bare.split_once(':').and_then(|(prefix, local)| {
        let (_, base) = PREFIXES.iter().find(|(name, _)| *name == prefix)?;
        Some(format!("{base}{local}"))
    });
    NamedNode::new(full.unwrap_or_else(|| bare.to_owned())).ok()
}

/// Shortens an IRI if a prefix fits.
pub fn short(iri: &str) -> String {
    let local = |(name, base): &(&str, &str)| {
        iri.strip_prefix(base)
            .filter(|local| !local.is_empty())
            .map(|local| format!("{name}:{local}"))
    };
    PREFIXES.iter().find_map(local).unwrap_or_else(|| iri.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_are_spelt_out() {
        for (text, expected) in [
            ("id:doc/410526/a-2023-2", Some("https://w3id.org/zeren/id/doc/410526/a-2023-2")),
            ("<https://example.org/a>", Some("https://example.org/a")),
            ("滑县司法局", None),
            ("nobody knows", None),
        ] {
            assert_eq!(iri(text).as_ref().map(NamedNode::as_str), expected, "{text}");
        }
        assert_eq!(
            short("https://w3id.org/zeren/id/doc/410526/a-2023-2"),
            "id:doc/410526/a-2023-2"
        );
        assert_eq!(short("https://w3id.org/zeren/id/"), "https://w3id.org/zeren/id/");
    }
}
