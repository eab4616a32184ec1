//! Numbers as documents write them: `60`, `1.8`, `1,000`, `两`, `十五`, `一百二十`.

/// Reads a number in digits or in Chinese numerals; `半` is 0.5.
pub(crate) fn value(text: &str) -> Option<f64> {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return text.replace(',', "").parse().ok();
    }
    if text == "半" {
        return Some(0.5);
    }
    chinese(text).map(f64::from)
}

/// Reads a number written in Chinese numerals, up to 9999: `二十五`, `两`, `八十四`, or digit by digit, `二〇二三`.
pub(crate) fn chinese(text: &str) -> Option<u32> {
    if !text.is_empty() && text.chars().all(|c| digit(c).is_some()) {
        return text.chars().filter_map(digit).try_fold(0_u32, |n, d| n.checked_mul(10)?.checked_add(d));
    }
    let (mut total, mut one) = (0, None);
    for c in text.chars() {
        match (digit(c), power(c)) {
            (Some(0), _) => {}
            (Some(d), _) => one = Some(d),
            (None, Some(p)) => total += one.take().unwrap_or(1) * p,
            (None, None) => return None,
        }
    }
    (total > 0).then(|| total + one.unwrap_or(0))
}

fn digit(c: char) -> Option<u32> {
    "零一二三四五六七八九".chars().position(|d| d == c).map(|n| n as u32).or(match c {
        '〇' => Some(0),
        '两' => Some(2),
        _ => None,
    })
}

fn power(c: char) -> Option<u32> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
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
            ("二〇二三", 2023.0),
            ("半", 0.5),
        ] {
            assert_eq!(value(text), Some(expected), "{text}");
        }
        assert_eq!(value("若干"), None);
        assert_eq!(value(""), None);
    }
}
