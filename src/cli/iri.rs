//! IRIs as people type them.

use oxigraph::model::NamedNode;
use zeren::graph::vocab::PREFIXES;

use super::Failure;

/// Reads `https://…`, `<https://…>` or a name with one of the project's prefixes, `id:doc/410526/huafazheng-2023-2`.
pub(crate) fn parse(text: &str) -> Result<NamedNode, Failure> {
    let bare = text.trim_start_matches('<').trim_end_matches('>');
    let full = bare.split_once(':').and_then(|(prefix, local)| {
        let (_, base) = PREFIXES.iter().find(|(name, _)| *name == prefix)?;
        Some(format!("{base}{local}"))
    });
    let hint = "copy one from an answer, such as `id:doc/410526/…` or `https://…`";
    let iri = full.unwrap_or_else(|| bare.to_owned());
    NamedNode::new(iri).map_err(|_| Failure::new(format!("`{text}` is no IRI"), hint))
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
            assert_eq!(parse(text).ok().as_ref().map(NamedNode::as_str), expected, "{text}");
        }
    }
}
