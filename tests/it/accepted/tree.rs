//! Damage to XML and HTML that leaves it well-formed: elements vanish, repeat, move and nest,
//! attributes get values out of bounds.

use super::tokens::{VALUES, pick, words};
use crate::mutations::mutate::Random;

/// How many levels one change nests elements.
const NESTED: usize = 40;
/// How many copies one change makes.
const COPIES: usize = 30;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Open(String),
    Close(String),
    /// An empty element, a comment, a declaration.
    Whole(String),
    Text(String),
}

/// Makes up to four changes to a document.
pub(super) fn mutated(xml: &str, random: &mut Random) -> String {
    let mut tokens = tokens(xml);
    for _ in 0..=random.below(4) {
        change(&mut tokens, random);
    }
    let written = tokens.iter().map(|token| match token {
        Token::Open(text) | Token::Close(text) | Token::Whole(text) | Token::Text(text) => {
            text.as_str()
        }
    });
    written.collect()
}

fn tokens(xml: &str) -> Vec<Token> {
    let (mut tokens, mut rest) = (Vec::new(), xml);
    while !rest.is_empty() {
        let n = match rest.strip_prefix('<') {
            Some(_) => rest.find('>').map_or(rest.len(), |at| at + 1),
            None => rest.find('<').unwrap_or(rest.len()),
        };
        let (one, others) = rest.split_at(n);
        rest = others;
        let is_void =
            ["<meta", "<br", "<img", "<link", "<hr"].iter().any(|tag| one.starts_with(tag));
        tokens.push(match one {
            _ if one.starts_with("</") => Token::Close(one.to_owned()),
            _ if one.starts_with("<?")
                || one.starts_with("<!")
                || one.ends_with("/>")
                || is_void =>
            {
                Token::Whole(one.to_owned())
            }
            _ if one.starts_with('<') => Token::Open(one.to_owned()),
            _ => Token::Text(one.to_owned()),
        });
    }
    tokens
}

/// Returns the elements, each as the indexes of its first and last token, except the root.
fn elements(tokens: &[Token]) -> Vec<(usize, usize)> {
    let (mut open, mut found) = (Vec::new(), Vec::new());
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Open(_) => open.push(at),
            Token::Close(_) => {
                found.extend(open.pop().filter(|_| !open.is_empty()).map(|start| (start, at)))
            }
            Token::Whole(_) if !open.is_empty() => found.push((at, at)),
            Token::Whole(_) | Token::Text(_) => {}
        }
    }
    found
}

fn change(tokens: &mut Vec<Token>, random: &mut Random) {
    let elements = elements(tokens);
    let Some((start, end)) = elements.get(random.below(elements.len())).copied() else { return };
    let part = tokens[start..=end].to_vec();
    match random.below(8) {
        0 => drop(tokens.drain(start..=end)),
        1 => {
            let n = 1 + random.below(COPIES) / (1 + part.len() / 200);
            tokens.splice(start..start, std::iter::repeat_n(part, n).flatten());
        }
        2 => {
            let (to, _) = elements[random.below(elements.len())];
            tokens.splice(to..to, part);
        }
        3 if start < end => {
            let n = 1 + random.below(NESTED);
            let around = |at: usize| std::iter::repeat_n(tokens[at].clone(), n).collect::<Vec<_>>();
            let (open, close) = (around(start), around(end));
            tokens.splice(end..end, close);
            tokens.splice(start..start, open);
        }
        4 if start < end => {
            // Take the name of another element, with its attributes.
            let (other, last) = elements[random.below(elements.len())];
            if other < last {
                (tokens[start], tokens[end]) = (tokens[other].clone(), tokens[last].clone());
            }
        }
        5 => {
            let texts: Vec<usize> =
                (0..tokens.len()).filter(|at| matches!(tokens[*at], Token::Text(_))).collect();
            if let Some(at) = texts.get(random.below(texts.len()))
                && let Token::Text(text) = &mut tokens[*at]
            {
                *text = words(text, random).replace('&', "&amp;").replace('<', "&lt;");
            }
        }
        n => {
            let (Token::Open(tag) | Token::Whole(tag)) = &mut tokens[start] else { return };
            attribute(tag, n == 6, random);
        }
    }
}

/// Changes the value of an attribute, or removes the attribute.
fn attribute(tag: &mut String, keeps: bool, random: &mut Random) {
    let quotes: Vec<usize> = tag.match_indices('"').map(|(at, _)| at).collect();
    let pairs: Vec<&[usize]> = quotes.chunks_exact(2).collect();
    let Some([from, to]) = pairs.get(random.below(pairs.len())) else { return };
    if keeps {
        let value = pick(VALUES, random).replace(['&', '<', '"'], "");
        tag.replace_range(from + 1..*to, &value);
    } else if let Some(name) = tag.get(..*from).and_then(|before| before.rfind(' ')) {
        tag.replace_range(name..to + 1, "");
    }
}
