//! Normalises and tokenises text: without white space and case, in runs of characters.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Removes white space, and converts to lower case and simplified characters.
///
/// `优化 营商环境。` and `優化營商環境。` are the same; so are `ＡＩ` and `ai`.
pub fn normal(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    let text: String =
        text.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    hanconv::t2s(&text)
}

/// Splits a request into words at white space, except within quotation marks.
///
/// ```
/// assert_eq!(zeren::search::words("营商环境 “one stop” 滑县"), ["营商环境", "onestop", "滑县"]);
/// ```
pub fn words(request: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut is_quoted = false;
    for c in request.chars() {
        match c {
            '"' | '“' | '”' | '＂' => {
                is_quoted = !is_quoted;
                words.push(String::new());
            }
            c if c.is_whitespace() && !is_quoted => words.push(String::new()),
            c => {
                if let Some(last) = words.last_mut() {
                    last.push(c);
                }
            }
        }
    }
    words.iter().map(|word| normal(word)).filter(|word| !word.is_empty()).collect()
}

/// A tokenizer that yields every run of `length` characters, at the position of its first.
#[derive(Clone)]
pub(super) struct Runs {
    /// The number of characters of a run.
    pub(super) length: usize,
}

/// The runs of one text.
pub(super) struct RunsOf<'t> {
    text: &'t str,
    /// The offsets of the characters, and the end of the text.
    edges: Vec<usize>,
    length: usize,
    next: usize,
    token: Token,
}

impl Tokenizer for Runs {
    type TokenStream<'t> = RunsOf<'t>;

    fn token_stream<'t>(&'t mut self, text: &'t str) -> RunsOf<'t> {
        let edges = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        RunsOf { text, edges, length: self.length, next: 0, token: Token::default() }
    }
}

impl TokenStream for RunsOf<'_> {
    fn advance(&mut self) -> bool {
        let (Some(&from), Some(&to)) =
            (self.edges.get(self.next), self.edges.get(self.next + self.length))
        else {
            return false;
        };
        self.token.position = self.next;
        self.token.offset_from = from;
        self.token.offset_to = to;
        self.token.text.clear();
        self.token.text.push_str(self.text.get(from..to).unwrap_or_default());
        self.next += 1;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(text: &str, length: usize) -> Vec<(usize, String)> {
        let mut tokenizer = Runs { length };
        let mut stream = tokenizer.token_stream(text);
        let mut runs = Vec::new();
        while stream.advance() {
            runs.push((stream.token().position, stream.token().text.clone()));
        }
        runs
    }

    #[test]
    fn runs_stand_where_they_begin() {
        assert_eq!(runs("县政府", 2), [(0, "县政".to_owned()), (1, "政府".to_owned())]);
        assert_eq!(runs("县a", 1), [(0, "县".to_owned()), (1, "a".to_owned())]);
        assert!(runs("县", 2).is_empty() && runs("", 1).is_empty());
    }

    #[test]
    fn script_case_and_blanks_do_not_matter() {
        assert_eq!(normal("優化 營商環境，ＡＩ"), normal("优化营商环境,ai"));
        assert!(words(" \u{3000}\"\" ").is_empty());
    }
}
