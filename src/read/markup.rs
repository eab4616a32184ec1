//! Measures the tags of HTML or XML, before handing it to a parser that compares attributes
//! pairwise or recurses.

/// The size of a piece of markup.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Markup {
    /// The most words in one tag, that is, its attributes; quoted values are not counted.
    pub(super) words: usize,
    /// The deepest nesting of elements, provided that all are closed, as in XML.
    pub(super) depth: usize,
}

impl Markup {
    /// Measures all tags; scripts, comments and the like are skipped.
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let (mut found, mut depth, mut at) = (Self::default(), 0_usize, 0);
        while let Some(next) = memchr::memchr(b'<', bytes.get(at..).unwrap_or_default()) {
            at += next + 1;
            let rest = bytes.get(at..).unwrap_or_default();
            let skip_to = |end: &[u8]| memchr::memmem::find(rest, end).unwrap_or(rest.len());
            match rest.first() {
                Some(b'/') => depth = depth.saturating_sub(1),
                Some(b'!') if rest.starts_with(b"!--") => at += skip_to(b"-->"),
                Some(b'!') if rest.starts_with(b"![CDATA[") => at += skip_to(b"]]>"),
                Some(first)
                    if first.is_ascii_alphabetic() || matches!(first, b'_' | b':' | 0x80..) =>
                {
                    let (words, len, is_closed) = tag(rest);
                    found.words = found.words.max(words);
                    depth += usize::from(!is_closed);
                    found.depth = found.depth.max(depth);
                    at += len;
                    if rest.get(..6).is_some_and(|name| name.eq_ignore_ascii_case(b"script")) {
                        let script = bytes.get(at..).unwrap_or_default();
                        at += memchr::memmem::find(script, b"</").unwrap_or(script.len());
                    }
                }
                _ => {}
            }
        }
        found
    }
}

/// Returns the words and length of the tag that begins here, and whether it closes itself.
fn tag(bytes: &[u8]) -> (usize, usize, bool) {
    let (mut words, mut quote, mut before) = (0, None, b' ');
    for (at, byte) in bytes.iter().enumerate() {
        match (quote, byte) {
            (Some(open), byte) if open == *byte => quote = None,
            (Some(_), _) => continue,
            (None, b'>') => return (words, at, before == b'/'),
            (None, b'"' | b'\'') if before == b'=' || before.is_ascii_whitespace() => {
                quote = Some(*byte)
            }
            (None, b'/' | b' ' | b'\t' | b'\n' | b'\r' | b'\x0c') => words += 1,
            (None, _) => {}
        }
        before = *byte;
    }
    (words, bytes.len(), false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_values_scripts_and_comments_are_passed_over() {
        let script = format!("<script>for(i=0;i<n;){{ {} }}</script>", "a b ".repeat(3000));
        let long =
            format!("<img src=\"{}\">{script}<!-- {} -->", "a/ ".repeat(3000), "<b>".repeat(3000));
        assert_eq!(Markup::of(&long).words, 1);
        let xml = "<a><b c='1' d=\"2>\"><e/></b><![CDATA[<x><y><z>]]></a>";
        assert_eq!(Markup::of(xml), Markup { words: 2, depth: 2 });
    }
}
