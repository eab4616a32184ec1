//! Damage to formats made of words and brackets: RTF, and the objects of PDF files.

use crate::mutations::mutate::{Random, change};

/// Values for which bounds checks get forgotten.
pub(super) const VALUES: &[&str] = &[
    "",
    "0",
    "-1",
    "1",
    "2",
    "9",
    "63",
    "255",
    "256",
    "1023",
    "16384",
    "65535",
    "65536",
    "1048576",
    "2147483647",
    "-2147483648",
    "4294967295",
    "4294967296",
    "9223372036854775807",
    "99999999999999999999",
    "1e308",
    "-1e308",
    "1e-308",
    "NaN",
    "0.0001",
    "true",
    "none",
    "A0",
    "XFD1048576",
    "A1:XFD1048576",
    "%1%2%3%4%5%6%7%8%9",
    "《《《（（（",
    "\u{202e}",
    "../../etc/passwd",
    "http://127.0.0.1/",
];

/// Splits a text into words, numbers and brackets, the tokens of RTF and PDF.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut was = ' ';
    for c in text.chars() {
        let goes_on = c.is_ascii_alphanumeric()
            && (was.is_ascii_alphanumeric() || matches!(was, '\\' | '/' | '-' | '.'))
            || matches!(c, '.' | '-') && was.is_ascii_alphanumeric();
        match tokens.last_mut().filter(|_| goes_on) {
            Some(last) => last.push(c),
            None => tokens.push(c.to_string()),
        }
        was = c;
    }
    tokens
}

/// Makes up to four changes to the tokens of a text; `brackets` are pairs that open and close.
pub(super) fn mutated(text: &str, brackets: &[(&str, &str)], random: &mut Random) -> String {
    let mut tokens = tokens(text);
    for _ in 0..=random.below(4) {
        let at = random.below(tokens.len());
        let Some(token) = tokens.get(at).cloned() else { break };
        match random.below(7) {
            0 => drop(tokens.remove(at)),
            1 => drop(tokens.splice(at..at, std::iter::repeat_n(token, 1 + random.below(30)))),
            2 => {
                let other = random.below(tokens.len());
                tokens.swap(at, other);
            }
            3 => {
                let (open, close) = brackets[random.below(brackets.len())];
                let n = 1 + random.below(200);
                tokens[at] = format!("{}{token}{}", open.repeat(n), close.repeat(n));
            }
            4 => {
                let other = random.below(tokens.len());
                let (from, to) = (at.min(other), at.max(other).min(at.min(other) + 60));
                let part = tokens[from..=to.min(tokens.len() - 1)].to_vec();
                tokens.splice(from..from, std::iter::repeat_n(part, 1 + random.below(8)).flatten());
            }
            _ => {
                // Replace a number near this place.
                let numbers = (at..tokens.len()).chain(0..at);
                let has_number = |at: &usize| tokens[*at].chars().any(|c| c.is_ascii_digit());
                if let Some(at) = numbers.into_iter().find(has_number) {
                    let name: String =
                        tokens[at].chars().take_while(|c| !c.is_ascii_digit()).collect();
                    tokens[at] = format!("{name}{}", pick(VALUES, random));
                }
            }
        }
    }
    tokens.concat()
}

/// Picks one of several.
pub(super) fn pick(all: &[&'static str], random: &mut Random) -> &'static str {
    all[random.below(all.len())]
}

/// Changes text as bad copies do.
pub(super) fn words(text: &str, random: &mut Random) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    change(&mut chars, &[text.to_owned()], random);
    // Characters not allowed in XML would make the part unreadable.
    chars.into_iter().filter(|c| !c.is_control() || *c == '\n').collect()
}
