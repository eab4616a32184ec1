//! READ: paths and bytes to sources. The only stage that opens documents, and the only one that can fail on them.

/// One document as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// File name without its folder, or `-` for standard input.
    pub name: String,
    /// The text, whose bytes every [`Span`](crate::span::Span) counts.
    pub text: String,
    /// SHA-256 of the bytes that were read, in lower-case hexadecimal digits.
    pub hash: String,
}
