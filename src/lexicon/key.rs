//! Keys shared by all spellings of a name.

use super::laws;

/// The key of a unit, region, person or title: its letters and digits in simplified characters,
/// without a leading 中华人民共和国 or a remark on the version. `《優化營商環境條例》` and
/// `优化营商环境条例` are one title, `各镇(园区)` and `各镇（园区）` one class of units.
pub(crate) fn of_name(text: &str) -> String {
    let text = narrow(&hanconv::t2s(text.trim().trim_matches(['《', '》'])));
    // Few names have a prefix or brackets.
    match text.contains('(') || text.starts_with("中华") {
        true => laws::key(&text),
        false => text.chars().filter(|c| c.is_alphanumeric()).collect(),
    }
}

/// The key of a document number: without 第 and 号, and with `-` for other signs. `国办发[2022]27`,
/// `国办发（2022）27号` and `国办发〔2022〕第27号` are one number.
pub(crate) fn of_number(text: &str) -> String {
    let mut key = String::new();
    for c in narrow(&hanconv::t2s(text)).chars() {
        match c {
            '号' | '第' => {}
            _ if c.is_whitespace() => {}
            _ if c.is_alphanumeric() => key.push(c),
            _ if key.is_empty() || key.ends_with('-') => {}
            _ => key.push('-'),
        }
    }
    key.truncate(key.trim_end_matches('-').len());
    key
}

/// Whether the number `whole` contains `part`, without splitting digits: 发〔2022〕2号 is not part
/// of 发〔2022〕27号.
pub(crate) fn has_number(whole: &str, part: &str) -> bool {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    !part.is_empty()
        && whole.match_indices(part).any(|(at, _)| {
            let (before, rest) = whole.split_at(at);
            let after = rest.strip_prefix(part).and_then(|after| after.chars().next());
            let cuts_before = is_digit(before.chars().next_back()) && is_digit(part.chars().next());
            let cuts_after = is_digit(after) && is_digit(part.chars().next_back());
            !cuts_before && !cuts_after
        })
}

/// Replaces full-width letters, digits and signs by ASCII, in lower case.
fn narrow(text: &str) -> String {
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '　' => ' ',
        _ => c,
    };
    text.chars().map(narrow).map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writings_of_one_name_share_a_key() {
        for (one, other) in [
            ("《優化營商環境條例》", "优化营商环境条例"),
            ("中华人民共和国安全生产法", "安全生产法（2021年修正）"),
            ("各镇(园区)", "各镇（园区）"),
            ("关于印发〈甲县方案（２０２３年）〉的通知", "关于印发《甲县方案(2023年)》的通知"),
        ] {
            assert_eq!(of_name(one), of_name(other));
        }
        assert_ne!(of_name("县司法局"), of_name("县财政局"));
    }

    #[test]
    fn writings_of_one_number_share_a_key() {
        for number in [
            "国办发[2022]27号",
            "国办发(2022)27",
            "国办发【2022】 27 号",
            "国办发〔２０２２〕第27号",
            "國辦發「2022」27號",
        ] {
            assert_eq!(of_number(number), "国办发-2022-27", "{number}");
        }
        assert_eq!(of_number("国务院令第722号"), "国务院令722");
    }

    #[test]
    fn figures_are_not_cut() {
        let number = of_number("国办发〔2022〕27号");
        for (part, is_part) in [
            ("〔2022〕27号", true),
            ("国办发〔2022〕", true),
            ("国办发〔2022〕2号", false),
            ("办发〔2022〕7", false),
            ("22〕27", false),
        ] {
            assert_eq!(has_number(&number, &of_number(part)), is_part, "{part}");
        }
    }
}
