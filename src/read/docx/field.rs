//! EQ fields, by which Word draws what has no character: `eq \o\ac(○,1)` shows ①, and
//! `eq \o(\s\up 5(县水利局),\s\do 5(县财政局))` shows two names one above the other.

use super::super::table::BODY_ENDS;

/// Circled numbers that exist as characters.
const CIRCLED: std::ops::RangeInclusive<u32> = 1..=50;
/// The deepest nesting of brackets; the code that reads them recurses.
const MAX_DEPTH: usize = 16;
/// The longest instruction, in bytes, that may stand for visible text.
const MAX_LENGTH: usize = 2000;
/// Returns the text that an EQ field shows; `None` for other fields.
pub(super) fn equation(instruction: &str) -> Option<String> {
    let instruction = instruction.trim();
    let (word, rest) = instruction.split_at_checked(2)?;
    let is_eq = word.eq_ignore_ascii_case("eq") && rest.starts_with([' ', '\\', '\t']);
    (is_eq && instruction.len() <= MAX_LENGTH).then(|| {
        let mut chars = rest.trim_start().chars().peekable();
        sequence(&mut chars, 0).concat()
    })
}

type Chars<'a> = std::iter::Peekable<std::str::Chars<'a>>;

/// Reads arguments up to the closing bracket, or to the end, and returns them as shown.
fn sequence(chars: &mut Chars<'_>, depth: usize) -> Vec<String> {
    let mut arguments = vec![String::new()];
    while let Some(c) = chars.next() {
        let shown = match c {
            ')' if depth > 0 => break,
            ',' | ';' | '，' if depth > 0 => {
                arguments.push(String::new());
                continue;
            }
            '\\' => switches(chars, depth),
            '"' => continue,
            c => c.to_string(),
        };
        if let Some(last) = arguments.last_mut() {
            last.push_str(&shown);
        }
    }
    arguments
}

/// Reads a switch after its `\`, with options and arguments, and returns it as shown.
fn switches(chars: &mut Chars<'_>, depth: usize) -> String {
    if let Some(escaped) = chars.next_if(|c| matches!(c, '(' | ')' | ',' | ';' | '\\')) {
        return escaped.to_string();
    }
    let mut name = String::new();
    while let Some(c) = chars.next_if(|c| !matches!(c, '(' | ')' | ',' | ';')) {
        name.push(c);
    }
    if depth >= MAX_DEPTH || chars.next_if_eq(&'(').is_none() {
        return String::new();
    }
    let arguments = sequence(chars, depth + 1);
    match name.chars().next().map(|c| c.to_ascii_lowercase()) {
        Some('o') => overstruck(&arguments),
        Some('a') => arguments.join("\n"),
        Some('f') => arguments.join("/"),
        _ => arguments.concat(),
    }
}

/// Returns the text of overstruck arguments: a character in a ring, or two combined lines.
fn overstruck(arguments: &[String]) -> String {
    if let [ring, inner] = arguments
        && let Some(enclosed) = enclosed(ring.trim(), inner.trim())
    {
        return enclosed;
    }
    let is_body =
        |name: &String| name.trim().chars().nth(3).is_some() && name.trim().ends_with(BODY_ENDS);
    if arguments.len() > 1 && arguments.iter().all(is_body) {
        arguments.join("\n")
    } else {
        arguments.concat()
    }
}

/// Returns the text of a character in a ring or a box.
fn enclosed(ring: &str, inner: &str) -> Option<String> {
    let is_ring = matches!(ring, "○" | "〇" | "◯" | "O" | "o" | "0" | "Ｏ");
    if !is_ring {
        return matches!(ring, "□" | "△" | "◇" | "▢" | "▭").then(|| inner.to_owned());
    }
    let number = inner.parse().ok().filter(|number| CIRCLED.contains(number));
    Some(number.map_or_else(
        || inner.to_owned(),
        |number| super::numeral::write(number, "decimalEnclosedCircle"),
    ))
}

/// Splits text that Word sets as two lines in one, if both halves name a unit.
pub(super) fn two_lines(text: &str) -> Option<String> {
    let halves = |at: usize| {
        let (upper, lower) = text.split_at_checked(at)?;
        let (upper, lower) = (upper.trim(), lower.trim());
        let is_body = |name: &str| name.chars().nth(3).is_some() && name.ends_with(BODY_ENDS);
        (is_body(upper) && is_body(lower)).then(|| format!("{upper}\n{lower}"))
    };
    let blank = text.trim().find(char::is_whitespace);
    let n = text.chars().count();
    let middle = text.char_indices().nth(n.div_ceil(2)).map(|(at, _)| at);
    blank.and_then(halves).or_else(|| middle.and_then(halves))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equations_are_what_word_shows() {
        for (instruction, shown) in [
            (r" eq \o\ac(○,1)", Some("①")),
            (r"EQ \o\ac(○,12)", Some("⑫")),
            (r"eq \o\ac(□,√)", Some("√")),
            (r"eq \o\ac(○,秘)", Some("秘")),
            (r"eq \o(\s\up 5(滑县水利局),\s\do 2(滑县财政局))", Some("滑县水利局\n滑县财政局")),
            (r"eq \o\ad(\s\up 11(国土),\s\do 4(资源))", Some("国土资源")),
            (r"eq \a\ac\hs4\co1(滑县教育局,滑县公安局)", Some("滑县教育局\n滑县公安局")),
            (r"eq \f(1,2)", Some("1/2")),
            (r"eq \x(甲\,乙)", Some("甲,乙")),
            (r"eq \o(", Some("")),
            ("PAGE", None),
            ("equal", None),
        ] {
            assert_eq!(equation(instruction).as_deref(), shown, "{instruction}");
        }
        assert_eq!(equation(&format!("eq {}", r"\o(".repeat(9000))), None);
    }

    #[test]
    fn two_lines_in_one_are_two_names() {
        assert_eq!(two_lines("滑县教育局滑县财政局").as_deref(), Some("滑县教育局\n滑县财政局"));
        assert_eq!(
            two_lines("滑县教育局 滑县财政和资产局").as_deref(),
            Some("滑县教育局\n滑县财政和资产局")
        );
        assert_eq!(two_lines("此件公开发布"), None);
    }
}
