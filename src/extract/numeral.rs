//! Numbers as documents write them: `60`, `1.8`, `1,000`, `两`, `十五`, `一百二十`.

use crate::parse::numbering;

/// Reads a number in digits or in Chinese numerals; `半` is 0.5.
pub(super) fn value(text: &str) -> Option<f64> {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return text.replace(',', "").parse().ok();
    }
    if text == "半" {
        return Some(0.5);
    }
    chinese(text).map(f64::from)
}

/// Reads a number in Chinese numerals below 1000, 两 among them.
pub(super) fn chinese(text: &str) -> Option<u32> {
    numbering::value(&text.replace('两', "二"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_digits_and_numerals() {
        for (text, expected) in [
            ("60", 60.0),
            ("1.8", 1.8),
            ("1,000", 1000.0),
            ("两", 2.0),
            ("十", 10.0),
            ("十五", 15.0),
            ("八十四", 84.0),
            ("一百零五", 105.0),
            ("半", 0.5),
        ] {
            assert_eq!(value(text), Some(expected), "{text}");
        }
        assert_eq!(value("若干"), None);
        assert_eq!(value(""), None);
    }
}
