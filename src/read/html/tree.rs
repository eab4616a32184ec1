//! Parses a page into a tree, within limits that protect the machine from hostile pages.

use html5ever::driver::{self, ParseOpts};
use html5ever::tendril::{StrTendril, TendrilSink};
use scraper::{ElementRef, Html, HtmlTreeSink};

use super::super::error::Problem;
use super::super::markup::Markup;

/// The largest page, in bytes.
const MAX_PAGE: usize = 16 << 20;
/// The most nodes of a tree; unclosed elements multiply them.
const MAX_NODES: usize = 4 << 20;
/// The deepest nesting of elements; browsers use the same limit.
const MAX_DEPTH: usize = 512;
/// The most attributes of one tag; the parser compares their names pairwise.
const MAX_WORDS: usize = 2000;
/// How many bytes are parsed between two checks of the limits.
const STEP: usize = 128;

/// Parses a page, or a fragment of one.
pub(super) fn parse(page: &str) -> Result<Html, Problem> {
    if page.len() > MAX_PAGE {
        return Err(Problem::Large);
    }
    if Markup::of(page).words > MAX_WORDS {
        return Err(Problem::Deep);
    }
    let mut parser =
        driver::parse_document(HtmlTreeSink::new(Html::new_document()), ParseOpts::default());
    let mut rest = page;
    while !rest.is_empty() {
        let end = (STEP..rest.len()).find(|end| rest.is_char_boundary(*end)).unwrap_or(rest.len());
        let (step, behind) = rest.split_at(end);
        parser.process(StrTendril::from_slice(step));
        rest = behind;
        let html = parser.tokenizer.sink.sink.0.borrow();
        let mut nodes = html.tree.nodes();
        let depth =
            nodes.next_back().map_or(0, |last| last.ancestors().take(MAX_DEPTH + 1).count());
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

/// Whether the finished tree is too deep for the code that recurses over it. The parser may have
/// moved elements since they were created.
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

/// Returns the name of an element.
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
        assert!(deep(parse(&format!(
            "<p {}>",
            (0..100_000).map(|n| format!("a{n} ")).collect::<String>()
        ))));
        assert!(matches!(parse(&" ".repeat(MAX_PAGE + 1)), Err(Problem::Large)));
    }
}
