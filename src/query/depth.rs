//! Measures how deeply the operators of a query nest, before handing it to a recursive parser.

/// The deepest nesting of operators allowed. A chain such as `1+1+1` nests as deep as it is long.
pub(super) const MAX_DEPTH: usize = 1000;
/// The deepest nesting of negations allowed: the parser tries the operand of each of them twice.
pub(super) const MAX_NEGATIONS: usize = 10;

/// Keywords that wrap what precedes them in an operator.
const WORDS: [&str; 10] =
    ["union", "optional", "minus", "filter", "bind", "values", "graph", "service", "exists", "not"];

/// Returns an upper bound on how deeply the operators of a query nest.
///
/// Each open bracket counts, and all operators at its level so far; string literals, comments and
/// IRIs do not.
pub(super) fn depth(text: &str) -> usize {
    // The number of operators at the level of each open bracket, and their sum.
    let (mut levels, mut open, mut deepest) = (vec![0_usize], 0_usize, 0);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let n = skipped(rest).unwrap_or_else(|| word(rest).map_or(c.len_utf8(), str::len));
        let (one, others) = rest.split_at(n);
        rest = others;
        match c {
            '(' | '{' | '[' => {
                levels.push(1);
                open += 1;
            }
            ')' | '}' | ']' => {
                open -= if levels.len() > 1 { levels.pop().unwrap_or_default() } else { 0 };
                // What follows a group is joined with it.
                if let Some(level) = levels.last_mut().filter(|_| c == '}') {
                    *level += 1;
                    open += 1;
                }
            }
            _ if is_operator(c, one) => {
                if let Some(level) = levels.last_mut() {
                    *level += 1;
                    open += 1;
                }
            }
            _ => {}
        }
        deepest = deepest.max(open);
    }
    deepest
}

fn is_operator(first: char, token: &str) -> bool {
    let is_sign = token.len() == 1
        && matches!(first, '+' | '-' | '*' | '/' | '|' | '^' | '!' | '=' | '<' | '>' | '&');
    is_sign || WORDS.iter().any(|word| token.eq_ignore_ascii_case(word))
}

/// Returns the length in bytes of the comment, string literal or IRI at the start of a text.
fn skipped(text: &str) -> Option<usize> {
    let until =
        |end: &str, from: usize| text.get(from..)?.find(end).map(|at| from + at + end.len());
    match text.as_bytes() {
        [b'#', ..] => Some(until("\n", 1).unwrap_or(text.len())),
        [b'"', b'"', b'"', ..] | [b'\'', b'\'', b'\'', ..] => Some(quoted(text, 3)),
        [b'"' | b'\'', ..] => Some(quoted(text, 1)),
        [b'<', ..] => {
            let end = text.find(|c: char| {
                c.is_whitespace() || matches!(c, '>' | '"' | '{' | '}' | '|' | '^' | '`' | '\\')
            })?;
            text.get(end..)?.starts_with('>').then_some(end + 1)
        }
        _ => None,
    }
}

/// Returns the length in bytes of a literal with its `n_marks` quotation marks on each side; an
/// unclosed one extends to the end.
fn quoted(text: &str, n_marks: usize) -> usize {
    let (mark, rest) = text.split_at(n_marks);
    let mut at = 0;
    while let Some(c) = rest.get(at..).and_then(|rest| rest.chars().next()) {
        match c {
            '\\' => {
                at += 1 + rest
                    .get(at + 1..)
                    .and_then(|rest| rest.chars().next())
                    .map_or(0, char::len_utf8)
            }
            _ if rest.get(at..).is_some_and(|rest| rest.starts_with(mark)) => {
                return n_marks + at + n_marks;
            }
            _ => at += c.len_utf8(),
        }
    }
    text.len()
}

/// Returns the word or name at the start of a text.
fn word(text: &str) -> Option<&str> {
    let end = text
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | ':' | '?' | '$')))
        .unwrap_or(text.len());
    text.get(..end).filter(|word| !word.is_empty())
}

/// The state of an open bracket.
#[derive(Clone, Copy, Default)]
struct Open {
    /// The number of negations around it.
    negations: usize,
    /// The number of negations directly before the next token.
    pending: usize,
}

/// Returns how deeply negations nest, such as `!(!(?a))`.
pub(super) fn negations(text: &str) -> usize {
    let (mut levels, mut deepest) = (vec![Open::default()], 0);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let skipped = skipped(rest).or_else(|| word(rest).map(str::len));
        let (_, others) = rest.split_at(skipped.unwrap_or(c.len_utf8()));
        rest = others;
        let is_inner = levels.len() > 1;
        let Some(level) = levels.last_mut() else { break };
        match c {
            '!' if !rest.starts_with('=') => {
                level.pending += 1;
                deepest = deepest.max(level.negations + level.pending);
            }
            '(' | '{' | '[' => {
                let negations = level.negations + std::mem::take(&mut level.pending);
                levels.push(Open { negations, pending: 0 });
            }
            ')' | '}' | ']' if is_inner => drop(levels.pop()),
            // The name of a function may separate a negation from its operand.
            _ if skipped.is_some() || c.is_whitespace() => {}
            _ => level.pending = 0,
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn negations_nest_where_one_is_in_what_another_negates() {
        for (query, deep) in [
            ("ASK { ?a ?b ?c FILTER(?a != ?b) }", 0),
            ("ASK { FILTER(!BOUND(?a) && !BOUND(?b) && !(?c = 1)) }", 1),
            ("ASK { FILTER(!?a && (!?b)) }", 1),
            ("ASK { FILTER(!STR(! COALESCE(1, !(true)))) }", 3),
            ("ASK { FILTER(!!!true) ?a !(zr:lead|^zr:lead) ?b }", 3),
            ("ASK { ?a ?b \"!(!(!(\" } # !(!(", 0),
        ] {
            assert_eq!(negations(query), deep, "{query}");
        }
    }

    #[test]
    fn chains_and_brackets_nest_and_lists_do_not() {
        for (query, deep) in [
            ("ASK { ?s ?p ?o }", 1),
            ("SELECT (1+1+1 AS ?x) {}", 3),
            ("ASK { FILTER(!!!true) }", 6),
            ("ASK { { } UNION { } UNION { } }", 6),
            ("SELECT * { VALUES (?a ?b) { (1 2) (3 4) (5 6) (7 8) } }", 5),
            ("ASK { ?s <http://a/-b-c-d+e*(> \"((((\" , '''((''' , \"\\\"((\" } # ((((", 1),
            ("ASK { FILTER(?a < 3 && ?b > 4) }", 7),
            (")))", 0),
        ] {
            assert_eq!(depth(query), deep, "{query}");
        }
        for (piece, end) in [
            ("(", ""),
            ("!", ""),
            ("1+", "1"),
            ("{", ""),
            ("{} UNION ", "{}"),
            ("a|", "b"),
            ("BIND(1 AS ?x) ", ""),
        ] {
            assert!(
                depth(&format!("ASK {{ {}{end} }}", piece.repeat(2 * MAX_DEPTH))) > MAX_DEPTH,
                "{piece}"
            );
        }
    }
}
