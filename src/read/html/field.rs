//! Pages whose text is in an element that browsers do not show, for a script to draw:
//! `<textarea hidden>&lt;p&gt;…`.

use scraper::{ElementRef, Html};

use super::article::is_han;
use super::tree::name;
use crate::affix::AnyOf;

/// The fewest Han characters of a field that holds an article.
const SHORTEST: usize = 40;

/// Returns the page that a script would draw: the title, and the markup in the largest field.
pub(super) fn page(html: &Html) -> Option<String> {
    let elements = || html.root_element().descendent_elements();
    let n_han = |text: &String| text.chars().filter(|c| is_han(*c)).count();
    let fields = elements().filter_map(markup).filter(|text| n_han(text) >= SHORTEST);
    let largest = fields.max_by_key(n_han)?;
    let title = elements()
        .find(|element| name(element) == "title")
        .map(|title| title.text().collect::<String>());
    let title = title.unwrap_or_default().replace('<', "&lt;");
    Some(format!("<html><head><title>{title}</title></head><body>{largest}</body></html>"))
}

/// Returns the markup that a field holds as text.
fn markup(element: ElementRef<'_>) -> Option<String> {
    let value = element.value();
    let text = match name(&element) {
        "textarea" | "xmp" | "noscript" | "template" => element.text().collect::<String>(),
        "script"
            if value
                .attr("type")
                .is_some_and(|kind| kind.contains("html") || kind.contains("template")) =>
        {
            element.text().collect()
        }
        "input" => value.attr("value")?.to_owned(),
        _ => return None,
    };
    let is_markup = text.contains_any(&["</p>", "<br", "</div>", "</td>", "</span>"]);
    is_markup.then_some(text)
}
