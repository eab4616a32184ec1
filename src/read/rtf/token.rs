//! The tokens of RTF: `{`, `}`, `\par`, `\u28369`, `\'b9`, and bytes of text.

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'b> {
    Open,
    Close,
    /// A control word with its number: `\u28369` is `u` and 28369.
    Word(&'b [u8], Option<i32>),
    /// A control symbol: `\*`, `\~`.
    Sign(u8),
    /// A byte of text, written literally or as `\'b9`.
    Byte(u8),
}

/// The most digits of a number.
const DIGITS: usize = 10;

/// The tokens of a file; malformed input is skipped.
pub(super) struct Tokens<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Tokens<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Takes up to `longest` bytes while they satisfy `is_meant`.
    fn take(&mut self, longest: usize, is_meant: impl Fn(u8) -> bool) -> &'b [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let n = rest.iter().take(longest).take_while(|byte| is_meant(**byte)).count();
        self.at += n;
        rest.get(..n).unwrap_or_default()
    }

    fn escaped(&mut self) -> Option<Token<'b>> {
        let next = self.peek()?;
        if !next.is_ascii_alphabetic() {
            self.at += 1;
            return Some(match next {
                b'\'' => {
                    let digits = self.take(2, |byte| byte.is_ascii_hexdigit());
                    let byte = std::str::from_utf8(digits)
                        .ok()
                        .and_then(|digits| u8::from_str_radix(digits, 16).ok());
                    byte.map_or(Token::Sign(next), Token::Byte)
                }
                b'\\' | b'{' | b'}' => Token::Byte(next),
                b'\n' | b'\r' => Token::Word(b"par", None),
                sign => Token::Sign(sign),
            });
        }
        let word = self.take(usize::MAX, |byte| byte.is_ascii_alphabetic());
        let start = self.at;
        self.take(1, |byte| byte == b'-');
        let number = match self.take(DIGITS, |byte| byte.is_ascii_digit()) {
            [] => {
                self.at = start;
                None
            }
            _ => {
                let number = self.bytes.get(start..self.at).unwrap_or_default();
                std::str::from_utf8(number).ok().and_then(|number| number.parse().ok())
            }
        };
        self.take(1, |byte| byte == b' ');
        if word == b"bin" {
            // Raw binary data.
            self.at = self
                .at
                .saturating_add(number.and_then(|n| usize::try_from(n).ok()).unwrap_or_default());
        }
        Some(Token::Word(word, number))
    }
}

impl<'b> Iterator for Tokens<'b> {
    type Item = Token<'b>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b'{' => return Some(Token::Open),
                b'}' => return Some(Token::Close),
                b'\\' => return self.escaped(),
                b'\r' | b'\n' | 0 => {}
                byte => return Some(Token::Byte(byte)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens() {
        use Token::{Byte, Close, Open, Sign, Word};
        let read: Vec<_> = Tokens::new(b"{\\*\\b0 a\\u-12\\'b9\\{\\bin3 {}{\n}\\").collect();
        let expected = [
            Open,
            Sign(b'*'),
            Word(b"b", Some(0)),
            Byte(b'a'),
            Word(b"u", Some(-12)),
            Byte(0xb9),
            Byte(b'{'),
        ];
        assert_eq!(read[..7], expected);
        assert_eq!(read[7..], [Word(b"bin", Some(3)), Close]);
    }
}
