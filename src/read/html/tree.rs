//! The tree of a page, within bounds that protect the machine from pages that nobody wrote.

use html5ever::driver::{self, ParseOpts};
use html5ever::tendril::{StrTendril, TendrilSink};
use scraper::{ElementRef, Html, HtmlTreeSink};

use super::super::error::Problem;

/// The largest page, in bytes.
const MAX_PAGE: usize = 16 << 20;
/// Nodes of the largest tree; unclosed elements multiply them.
const MAX_NODES: usize = 4 << 20;
/// Elements in elements: browsers stop here as well.
const MAX_DEPTH: usize = 512;
/// Attributes of one tag, whose names are compared each with each.
const MAX_WORDS: usize = 2000;
/// Bytes between two looks at the tree.
const STEP: usize = 128;

/// Reads a page, or the piece of one.
pub(super) fn parse(page: &str) -> Result<Html, Problem> {
    if page.len() > MAX_PAGE {
        return Err(Problem::Large);
    }
    if longest_tag(page) > MAX_WORDS {
        return Err(Problem::Deep);
    }
    let mut parser = driver::parse_document(HtmlTreeSink::new(Html::new_document()), ParseOpts::default());
    let mut rest = page;
    while !rest.is_empty() {
        let (step, behind) = rest.split_at(rest.floor_char_boundary(STEP.min(rest.len())));
        parser.process(StrTendril::from_slice(step));
        rest = behind;
        let html = parser.tokenizer.sink.sink.0.borrow();
        let mut nodes = html.tree.nodes();
        let depth = nodes.next_back().map_or(0, |last| last.ancestors().take(MAX_DEPTH + 1).count());
        if depth > MAX_DEPTH {
            return Err(Problem::Deep);
        }
        if nodes.len() > MAX_NODES {
            return Err(Problem::Expands);
        }
    }
    let html = parser.finish();
    if is_deep(&html) { Err(Problem::Deep) } else { Ok(html) }
}

/// Elements may have been put elsewhere after they were made; what walks the tree relies on its depth.
fn is_deep(html: &Html) -> bool {
    let mut depth = 0_usize;
    html.tree.root().traverse().any(|edge| {
        match edge {
            ego_tree::iter::Edge::Open(_) => depth += 1,
            ego_tree::iter::Edge::Close(_) => depth -= 1,
        }
        depth > 2 * MAX_DEPTH
    })
}

/// Words of the longest tag, quoted values and scripts passed over.
fn longest_tag(page: &str) -> usize {
    let bytes = page.as_bytes();
    let (mut longest, mut at) = (0, 0);
    while let Some(found) = memchr::memchr(b'<', bytes.get(at..).unwrap_or_default()) {
        at += found + 1;
        let rest = bytes.get(at..).unwrap_or_default();
        if !rest.first().is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let is_script = rest.get(..6).is_some_and(|name| name.eq_ignore_ascii_case(b"script"));
        let (words, len) = tag(rest);
        longest = longest.max(words);
        at += len;
        if is_script {
            let script = bytes.get(at..).unwrap_or_default();
            at += memchr::memmem::find(script, b"</").map_or(script.len(), |end| end);
        }
    }
    longest
}

/// Words and length of the tag that begins here.
fn tag(bytes: &[u8]) -> (usize, usize) {
    let (mut words, mut quote, mut before) = (0, None, b' ');
    for (at, byte) in bytes.iter().enumerate() {
        match (quote, byte) {
            (Some(open), byte) if open == *byte => quote = None,
            (Some(_), _) => continue,
            (None, b'>') => return (words, at),
            (None, b'"' | b'\'') if before == b'=' => quote = Some(*byte),
            (None, b'/' | b' ' | b'\t' | b'\n' | b'\r' | b'\x0c') => words += 1,
            (None, _) => {}
        }
        before = *byte;
    }
    (words, bytes.len())
}

/// The name of an element.
pub(super) fn name<'a>(element: &ElementRef<'a>) -> &'a str {
    element.value().name()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_pages_are_refused_soon() {
        let deep = |problem: Result<Html, Problem>| matches!(problem, Err(Problem::Deep));
        assert!(deep(parse(&"<div>".repeat(100_000))));
        assert!(deep(parse(&"<table><tr><td>".repeat(20_000))));
        let fonts: String = (0..20_000).map(|n| format!("<font size={n}><p>")).collect();
        assert!(deep(parse(&fonts)));
        assert!(deep(parse(&format!("<p {}>", (0..100_000).map(|n| format!("a{n} ")).collect::<String>()))));
        assert!(matches!(parse(&" ".repeat(MAX_PAGE + 1)), Err(Problem::Large)));
    }

    #[test]
    fn long_values_and_scripts_are_no_long_tags() {
        let script = format!("<script>for(i=0;i<n;){{ {} }}</script>", "a b ".repeat(3000));
        assert_eq!(longest_tag(&format!("<img src=\"{}\">{script}", "a/ ".repeat(3000))), 1);
        assert!(parse("<p>一</p>").is_ok());
    }
}
