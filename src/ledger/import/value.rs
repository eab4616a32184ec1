//! Normalises what people type.

use crate::ledger::day::wide_to_narrow;
use crate::ledger::{Field, Status, day};

/// Returns the normalised value of a cell; fails if it is invalid.
pub(super) fn value(field: Field, text: &str) -> Result<String, ()> {
    let text = text.strip_prefix('\'').unwrap_or(text).trim();
    if text.is_empty()
        || matches!(text, "/" | "—" | "-" | "无" if matches!(field, Field::Status | Field::Rate | Field::Closed))
    {
        return Ok(String::new());
    }
    match field {
        Field::Status => Status::read(text).map(|status| status.zh().to_owned()).ok_or(()),
        Field::Rate => rate(text).ok_or(()),
        Field::Closed => day(text).map(|day| day.to_string()).ok_or(()),
        _ => Ok(text.to_owned()),
    }
}

/// Percentages from here on are a pasted number; 120% and 200% may be meant as such.
const PASTED: f64 = 1000.0;

/// Parses a rate: 0.5, 50, 50% and ５０％ are all `50`.
fn rate(text: &str) -> Option<String> {
    let text = wide_to_narrow(text);
    let bare = text.trim();
    let (number, is_percent) = match bare.strip_suffix('%') {
        Some(number) => (number, true),
        None => (bare.strip_prefix("百分之").unwrap_or(bare), bare.starts_with("百分之")),
    };
    let number: f64 = number.trim().parse().ok()?;
    let percent = match number {
        number if !is_percent && number <= 1.0 => number * 100.0,
        // A 50 pasted into a cell formatted as percent shows as 5000%.
        number if is_percent && number >= PASTED && number % 100.0 == 0.0 => number / 100.0,
        number => number,
    };
    (0.0..=100.0).contains(&percent).then(|| ((percent * 10.0).round() / 10.0).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_one_form() {
        for (field, text, expected) in [
            (Field::Rate, "0.5", Some("50")),
            (Field::Rate, "50", Some("50")),
            (Field::Rate, "50%", Some("50")),
            (Field::Rate, "５０％", Some("50")),
            (Field::Rate, "33.33%", Some("33.3")),
            (Field::Rate, "1", Some("100")),
            (Field::Rate, "0", Some("0")),
            (Field::Rate, "120%", None),
            (Field::Rate, "200%", None),
            (Field::Rate, "5000%", Some("50")),
            (Field::Rate, "10000%", Some("100")),
            (Field::Rate, "20000%", None),
            (Field::Rate, "一半", None),
            (Field::Status, "办结", Some("已完成")),
            (Field::Status, "？", None),
            (Field::Status, "", Some("")),
            (Field::Closed, "2023.12.31", Some("2023-12-31")),
            (Field::Closed, "年底", None),
            (Field::Progress, " 已印发 ", Some("已印发")),
        ] {
            assert_eq!(value(field, text).ok().as_deref(), expected, "{text}");
        }
    }
}
