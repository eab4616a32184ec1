use super::*;

/// What quantities are, as a pattern.
fn pattern() -> String {
    let words: Vec<_> = measures().iter().map(|(unit, _)| regex::escape(unit)).collect();
    let words = words.join("|");
    let each = format!("(?:/[十百千万亿]{{0,2}}(?:{words}|年|月|日|天))?");
    let per_many = "/(?:100万|10万|十万|百万|万)";
    let unit = format!("(?:{SPAN}|{per_many}|[百千万亿十]{{0,2}}(?:{words}){each}|万亿|亿|万)");
    let dash = "(?:[—–－~～至-]|——)";
    let numeral = "[一二两三四五六七八九十百千零〇]{1,9}";
    let number = format!("(?:[0-9]+(?:,[0-9]{{3}})*(?:\\.[0-9]+)?|{numeral})");
    let percent = "[百千]分之(?:[一二三四五六七八九十百零〇]{1,5}(?:点[一二三四五六七八九零〇]{1,3})?\
         |[0-9]+(?:,[0-9]{3})*(?:\\.[0-9]+)?)";
    let tenths = "(?:[0-9](?:\\.[0-9])?|[一两二三四五六七八九十])成";
    let margin = "(?:（不?含(?:本数)?）)?(?:及以上|以上|及以下|以下|之下|以内|之内|左右|上下)";
    format!(
        "(?:{percent}(?:{dash}[百千]分之{numeral})?\
         |{number}(?:[%‰万亿]?{dash}{number})?余?{unit}|{tenths})(?:{margin})?"
    )
}

#[test]
fn quantities_are_those_of_a_pattern() {
    let anywhere = regex::Regex::new(&pattern()).expect("the pattern is fixed");
    let units = measures().iter().map(|(unit, _)| *unit).chain(SPAN.split('|'));
    let numbers = [
        "5",
        "1,500.5",
        "1,50",
        "十",
        "3—5",
        "3%——5",
        "3万至五",
        "100余",
        "百分之九十五",
        "百分之五点",
        "百分之95.5",
        "百分之五点五-百分之十",
        "1.2.3",
        "3.5",
        "一是12",
        "零",
        "二千",
        "五千百",
    ];
    let more = [
        "万", "亿", "万亿", "/10万", "百万吨", "成", "分之一", "号", "元/万人", "万元/千",
        "起/百万天", "%（含）",
    ];
    let mut n_found = 0;
    for unit in units.chain(more) {
        for number in numbers {
            let text = format!("约{number}{unit}，第{number}{number}{unit}以上。");
            let found: Vec<_> = all(&text).collect();
            n_found += found.len();
            let expected: Vec<_> = anywhere.find_iter(&text).map(|one| one.range()).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
    assert!(n_found > 4000);
    assert_eq!(next(&"1".repeat(1000), 0), None);
}

#[test]
fn hundredths_and_round_numbers_end_a_quantity() {
    for (text, expected) in [
        ("九成五以上", "九成五以上"),
        ("三成五，", "三成五"),
        ("9成5左右", "9成5左右"),
        ("九成五保户", "九成"),
        ("三成50户", "三成"),
        ("千分之五以内", "千分之五以内"),
        ("2000多家企业", "2000多家"),
        ("三百多家", "三百多家"),
        ("2000余家", "2000余家"),
        ("三多家庭", ""),
    ] {
        let found = next(text, 0).and_then(|found| text.get(found)).unwrap_or_default();
        assert_eq!(found, expected, "{text}");
    }
}
