//! Numbers as documents write them: `60`, `1.8`, `1,000`, `两`, `十五`, `一百二十`, `三千`,
//! `九十五点五`, `二〇二四`.

/// Digits of Chinese numerals, from 1.
const DIGITS: &str = "一二三四五六七八九";

/// Reads a number in digits or in Chinese numerals; `半` is 0.5.
pub(crate) fn value(text: &str) -> Option<f64> {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return text.replace(',', "").parse().ok();
    }
    match text.split_once('点') {
        _ if text == "半" => Some(0.5),
        Some((whole, fraction)) => {
            format!("{}.{}", whole_part(whole)?, figures(fraction)?).parse().ok()
        }
        None => chinese(text).map(f64::from),
    }
}

/// Reads a Chinese numeral below 10,000, which may contain 两; `百` and `千` alone are 100 and
/// 1,000.
pub(crate) fn chinese(text: &str) -> Option<u32> {
    let (mut total, mut digit, mut last_unit, mut zero) = (0, None, 10_000, true);
    for c in text.chars() {
        let unit = match c {
            '千' => 1000,
            '百' => 100,
            '十' => 10,
            '零' | '〇' if digit.is_none() => {
                zero = true;
                continue;
            }
            _ => {
                // 一百二 and 二二 are not numbers.
                if digit.replace(digit_of(c)?).is_some() {
                    return None;
                }
                continue;
            }
        };
        if unit >= last_unit {
            return None;
        }
        total += digit.take().unwrap_or(1) * unit;
        (last_unit, zero) = (unit, unit == 10);
    }
    let ends_well = digit.is_none() || zero;
    let value = total + digit.unwrap_or_default();
    (value > 0 && ends_well).then_some(value)
}

/// Reads digits one by one: `二〇二四`, `2024`.
pub(crate) fn by_place(text: &str) -> Option<u32> {
    figures(text)?.parse().ok()
}

/// Digits from zero, for counts and for legal sums.
const COUNTED: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const LEGAL: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];

/// Writes a number below 10,000 as a count: 一百零三.
pub(crate) fn han(n: u32) -> String {
    written(n, &COUNTED, ['十', '百', '千'], true)
}

/// Writes a number below 10,000 as in sums of money: 壹佰零叁.
pub(crate) fn legal(n: u32) -> String {
    written(n, &LEGAL, ['拾', '佰', '仟'], false)
}

/// Writes a number digit by digit: 二〇二四.
pub(crate) fn by_figure(n: u32) -> String {
    n.to_string().bytes().map(|digit| COUNTED[usize::from(digit - b'0')]).collect()
}

/// Writes digits with the names of their places. With `bare_ten`, 一 before 十 is left out at the
/// beginning.
fn written(n: u32, digits: &[char; 10], places: [char; 3], bare_ten: bool) -> String {
    if n == 0 {
        return digits[0].to_string();
    }
    let mut text = String::new();
    let mut is_gap = false;
    for place in (0..4).rev() {
        let digit = n / 10_u32.pow(place) % 10;
        if digit == 0 {
            is_gap = !text.is_empty();
            continue;
        }
        if std::mem::take(&mut is_gap) {
            text.push('零');
        }
        if !(bare_ten && place == 1 && digit == 1 && text.is_empty()) {
            text.push(digits[digit as usize]);
        }
        text.extend(place.checked_sub(1).and_then(|place| places.get(place as usize)));
    }
    text
}

fn whole_part(text: &str) -> Option<u32> {
    if ["零", "〇"].contains(&text) { Some(0) } else { chinese(text) }
}

fn figures(text: &str) -> Option<String> {
    let figure = |c: char| match c {
        '零' | '〇' | '○' | 'Ｏ' => Some(0),
        _ => c.to_digit(10).or_else(|| digit_of(c)),
    };
    text.chars().map(|c| char::from_digit(figure(c)?, 10)).collect()
}

fn digit_of(c: char) -> Option<u32> {
    let c = if c == '两' { '二' } else { c };
    u32::try_from(DIGITS.chars().position(|one| one == c)? + 1).ok()
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
            ("二十", 20.0),
            ("八十四", 84.0),
            ("一百零五", 105.0),
            ("五百", 500.0),
            ("千", 1000.0),
            ("三千二百", 3200.0),
            ("一千零五十", 1050.0),
            ("九十五点五", 95.5),
            ("零点三五", 0.35),
            ("半", 0.5),
        ] {
            assert_eq!(value(text), Some(expected), "{text}");
        }
        for text in ["若干", "", "二二", "十百", "一百二", "点五"] {
            assert_eq!(value(text), None, "{text}");
        }
        assert_eq!(
            (by_place("二〇二四"), by_place("2024"), by_place("二十")),
            (Some(2024), Some(2024), None)
        );
    }

    #[test]
    fn every_number_is_read_as_written() {
        for n in 1..10_000 {
            assert_eq!(chinese(&han(n)), Some(n));
        }
    }
}
