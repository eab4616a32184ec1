//! A page number on a line of its own: `— 3 —`, `第3页 共12页`, `3`.

use crate::affix::AnyOf;

/// A page number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Folio {
    /// The number.
    pub(crate) number: i64,
    /// How it is written.
    pub(crate) set: Set,
}

/// How a page number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Set {
    /// Like nothing else: `— 3 —`, `第3页`.
    Apart,
    /// Like a fraction or the entry of a list: `3/12`, `- 3`.
    Marked,
    /// Like any other number: `3`.
    Bare,
}

impl Folio {
    /// Reads a line. Returns `None` if it holds anything but a page number.
    pub(crate) fn of(line: &str) -> Option<Self> {
        let bare: String = line.chars().filter(|c| !c.is_whitespace()).collect();
        let is_dash =
            |c: char| matches!(c, '-' | '—' | '–' | '－' | '―' | '‐' | '─' | '·' | '~' | '～');
        let inner = bare.trim_matches(is_dash);
        let page = |inner: &str| {
            let number = inner.strip_any_prefix(&["Page", "page", "PAGE"]);
            number.map(|number| number.replacen("of", "/", 1))
        };
        let (inner, is_page) = match page(inner) {
            Some(number) => (number, true),
            None => (inner.strip_prefix('第').unwrap_or(inner).to_owned(), false),
        };
        let (number, rest) =
            inner.split_at(inner.find(|c: char| !c.is_ascii_digit()).unwrap_or(inner.len()));
        let counts = |c: char| {
            c.is_ascii_digit() || matches!(c, '页' | '，' | ',' | '/' | '共' | '（' | '）')
        };
        if number.len() > 4 || !rest.chars().all(counts) {
            return None;
        }
        let is_enclosed = bare.starts_with(is_dash) && bare.ends_with(is_dash);
        let set = if is_page || is_enclosed || rest.contains('页') {
            Set::Apart
        } else if inner.len() < bare.len() || !rest.is_empty() {
            Set::Marked
        } else {
            Set::Bare
        };
        Some(Self { number: number.parse().ok()?, set })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_pages_are_told_from_others() {
        for (line, expected) in [
            ("- 3 -", Some((3, Set::Apart))),
            ("—12—", Some((12, Set::Apart))),
            ("第 3 页 共 12 页", Some((3, Set::Apart))),
            ("Page 3 of 12", Some((3, Set::Apart))),
            ("~ 3 ~", Some((3, Set::Apart))),
            ("Page of", None),
            ("3/12", Some((3, Set::Marked))),
            ("- 3", Some((3, Set::Marked))),
            ("7", Some((7, Set::Bare))),
            ("2023年", None),
            ("3.5亿元", None),
            ("", None),
            ("——", None),
        ] {
            assert_eq!(Folio::of(line).map(|folio| (folio.number, folio.set)), expected, "{line}");
        }
    }
}
