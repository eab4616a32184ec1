//! Several words asked at once at the beginning, at the end or anywhere in a text.

/// Questions about short lists of words. For long lists, see [`Words`](crate::words::Words).
pub(crate) trait AnyOf {
    /// Whether it begins with one of the words.
    fn starts_with_any(&self, words: &[&str]) -> bool;

    /// Whether it ends with one of the words.
    fn ends_with_any(&self, words: &[&str]) -> bool;

    /// Whether it contains one of the words.
    fn contains_any(&self, words: &[&str]) -> bool;

    /// What is behind the first of the words with which it begins.
    fn strip_any_prefix(&self, words: &[&str]) -> Option<&str>;

    /// What is before the first of the words with which it ends.
    fn strip_any_suffix(&self, words: &[&str]) -> Option<&str>;
}

impl AnyOf for str {
    #[inline]
    fn starts_with_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.starts_with(word))
    }

    #[inline]
    fn ends_with_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.ends_with(word))
    }

    #[inline]
    fn contains_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.contains(word))
    }

    #[inline]
    fn strip_any_prefix(&self, words: &[&str]) -> Option<&str> {
        words.iter().find_map(|word| self.strip_prefix(word))
    }

    #[inline]
    fn strip_any_suffix(&self, words: &[&str]) -> Option<&str> {
        words.iter().find_map(|word| self.strip_suffix(word))
    }
}
