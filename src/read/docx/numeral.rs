//! Numbers as automatic lists write them: `chineseCounting` 11 is `十一`, `decimalEnclosedCircle` 3
//! is `③`.

use crate::numeral::{by_figure, han, legal};

const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";
/// Larger numbers are written in digits: no list of clauses is that long.
const LONGEST: u32 = 9999;

/// Writes a number in a format of `w:numFmt`; in digits if the format is unknown.
pub(in crate::read) fn write(number: u32, format: &str) -> String {
    if number > LONGEST {
        return number.to_string();
    }
    let from = |first: char, range: std::ops::RangeInclusive<u32>| {
        let at =
            range.contains(&number).then(|| char::from_u32(first as u32 + number - range.start()));
        at.flatten().map_or_else(|| number.to_string(), String::from)
    };
    let nth = |signs: &str| {
        let at = number.checked_sub(1).map(|n| n as usize % signs.chars().count());
        at.and_then(|at| signs.chars().nth(at)).map_or_else(|| number.to_string(), String::from)
    };
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "koreanCounting" => han(number),
        "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => legal(number),
        "ideographDigital"
        | "japaneseDigitalTenThousand"
        | "taiwaneseDigital"
        | "koreanDigital2" => by_figure(number),
        "ideographTraditional" => nth(STEMS),
        "ideographZodiac" => nth(BRANCHES),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => match number {
            21..=35 => from('㉑', 21..=35),
            36..=50 => from('㊱', 36..=50),
            _ => from('①', 1..=20),
        },
        "decimalEnclosedParen" => from('⑴', 1..=20),
        "decimalEnclosedFullstop" => from('⒈', 1..=20),
        "ideographEnclosedCircle" => from('㊀', 1..=10),
        "decimalZero" => format!("{number:02}"),
        "decimalFullWidth" | "decimalFullWidth2" => number
            .to_string()
            .bytes()
            .filter_map(|digit| char::from_u32('０' as u32 + u32::from(digit - b'0')))
            .collect(),
        "upperLetter" => letters(number, b'A'),
        "lowerLetter" => letters(number, b'a'),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        _ => number.to_string(),
    }
}

/// Writes `a` to `z`, then `aa`, `bb` to `zz`, as Word does.
fn letters(number: u32, first: u8) -> String {
    let Some(n) = number.checked_sub(1) else { return number.to_string() };
    char::from(first + (n % 26) as u8).to_string().repeat(n as usize / 26 + 1)
}

fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let (mut rest, mut text) = (number, String::new());
    for (value, sign) in SIGNS {
        text.push_str(&sign.repeat((rest / value) as usize));
        rest %= value;
    }
    if text.is_empty() { number.to_string() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_written_as_word_writes_it() {
        for (number, format, expected) in [
            (3, "chineseCounting", "三"),
            (10, "chineseCountingThousand", "十"),
            (11, "japaneseCounting", "十一"),
            (20, "chineseCounting", "二十"),
            (110, "chineseCountingThousand", "一百一十"),
            (103, "chineseCountingThousand", "一百零三"),
            (2001, "chineseCountingThousand", "二千零一"),
            (10, "ideographDigital", "一〇"),
            (12, "chineseLegalSimplified", "壹拾贰"),
            (2, "ideographTraditional", "乙"),
            (12, "ideographZodiac", "亥"),
            (3, "decimalEnclosedCircle", "③"),
            (21, "decimalEnclosedCircleChinese", "㉑"),
            (2, "decimalEnclosedParen", "⑵"),
            (4, "decimalFullWidth", "４"),
            (4, "decimalZero", "04"),
            (28, "lowerLetter", "bb"),
            (14, "upperRoman", "XIV"),
            (7, "decimal", "7"),
            (0, "chineseCounting", "〇"),
            (0, "upperLetter", "0"),
            (u32::MAX, "lowerLetter", "4294967295"),
        ] {
            assert_eq!(write(number, format), expected, "{number} {format}");
        }
    }
}
