//! Escapes text for HTML, SVG, XML and the HTML-like labels of Graphviz.

use std::fmt::Write as _;

/// Escapes text for an element or a quoted attribute; white space is preserved, and characters
/// forbidden in XML become blanks.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let _ = maud::Escaper::new(&mut out).write_str(text);
    let is_odd = |c: char| c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}');
    match out.contains(is_odd) {
        false => out,
        true => out
            .replace('\t', "&#9;")
            .replace('\n', "&#10;")
            .replace('\r', "&#13;")
            .replace(is_odd, " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_markup() {
        assert_eq!(escaped("a<b & \"c\">"), "a&lt;b &amp; &quot;c&quot;&gt;");
        assert_eq!(escaped("一\n二\u{0}\u{b}三\t"), "一&#10;二  三&#9;");
    }
}
