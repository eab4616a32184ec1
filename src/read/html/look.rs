//! The styles of elements, as far as they decide what is read: hidden, struck out, or in a symbol
//! font.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;
use scraper::node::Element;
use scraper::{ElementRef, Html};

use super::super::told::LeftOut;
use super::tree::name;
use crate::affix::AnyOf;

/// How many bytes of style sheets are examined.
const MAX_SHEET: usize = 1 << 20;

/// A style rule that hides elements: `.copy { display: none }`.
static HIDES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"([^{}@;]{1,300})\{[^{}]*\b(?:display\s*:\s*none|visibility\s*:\s*hidden)[^{}]*\}")
        .expect("the pattern is fixed")
});

/// Classes and ids, with their `.` or `#`, that the style sheets of a page hide.
#[derive(Default)]
pub(super) struct Styles(BTreeSet<String>);

impl Styles {
    /// Reads the style sheets in the page.
    pub(super) fn of(html: &Html) -> Self {
        let sheets =
            html.root_element().descendent_elements().filter(|element| name(element) == "style");
        let mut hidden = BTreeSet::new();
        for sheet in sheets.filter(|sheet| {
            sheet.value().attr("media").is_none_or(|media| !media.contains("print"))
        }) {
            let sheet: String = sheet.text().collect();
            let screen = sheet.split("@media").next().unwrap_or_default();
            for rule in HIDES.captures_iter(screen.get(..MAX_SHEET).unwrap_or(screen)) {
                let simple = rule[1].split(',').map(str::trim).filter(|one| is_simple(one));
                hidden.extend(simple.map(str::to_owned));
            }
        }
        Self(hidden)
    }

    /// Whether they hide an element.
    pub(super) fn hide(&self, element: ElementRef<'_>) -> bool {
        let element = element.value();
        !self.0.is_empty()
            && (element.classes().any(|class| self.0.contains(&format!(".{class}")))
                || element.id().is_some_and(|id| self.0.contains(&format!("#{id}"))))
    }
}

/// Whether a selector is one class or id.
fn is_simple(selector: &str) -> bool {
    let rest = selector.strip_prefix(['.', '#']).unwrap_or_default();
    !rest.is_empty() && rest.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}

/// Returns why the text of an element is not part of its line, if it is not.
pub(super) fn left_out(element: ElementRef<'_>, styles: &Styles) -> Option<LeftOut> {
    let value = element.value();
    if matches!(value.name(), "del" | "s" | "strike") || declares(value, &["line-through"]) {
        return Some(LeftOut::Struck);
    }
    (is_hidden(value) || styles.hide(element)).then_some(LeftOut::Hidden)
}

/// Whether an element itself is declared hidden.
pub(super) fn is_hidden(element: &Element) -> bool {
    element.attr("hidden").is_some()
        || declares(element, &["display:none", "visibility:hidden", "mso-hide:all"])
}

/// Whether the style attribute of an element has one of these declarations.
fn declares(element: &Element, wanted: &[&str]) -> bool {
    let Some(style) = element.attr("style") else { return false };
    let style: String = style.to_ascii_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    style.contains_any(wanted)
}

/// Returns the font that an element asks for.
pub(super) fn font(element: ElementRef<'_>) -> Option<&str> {
    let value = element.value();
    let style = value.attr("style").unwrap_or_default();
    let named = style
        .split(';')
        .filter_map(|one| one.split_once(':'))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("font-family"));
    named
        .map(|(_, font)| font)
        .or_else(|| value.attr("face"))
        .and_then(|fonts| fonts.split(',').next())
        .map(str::trim)
}
