//! The text around a figure.

use std::cell::OnceCell;
use std::ops::Range;

use crate::context::{self, CLAUSE, SENTENCE};

/// The text that contains the figures, and the year of the document.
pub(super) struct Whole<'t> {
    pub(super) text: &'t str,
    pub(super) base_year: Option<i16>,
}

/// The clause and the sentence around a figure; each is found once, whatever forms are tried.
pub(super) struct Around<'t> {
    text: &'t str,
    figure: Range<usize>,
    clause: OnceCell<&'t str>,
    sentence: OnceCell<&'t str>,
    tail: OnceCell<&'t str>,
    sentence_tail: OnceCell<&'t str>,
}

impl<'t> Around<'t> {
    pub(super) fn new(text: &'t str, figure: Range<usize>) -> Self {
        let [clause, sentence, tail, sentence_tail] = [const { OnceCell::new() }; 4];
        Self { text, figure, clause, sentence, tail, sentence_tail }
    }

    /// The clause before the figure.
    pub(super) fn clause(&self) -> &'t str {
        self.clause.get_or_init(|| {
            let clause = context::before(self.text, self.figure.start, CLAUSE);
            // The number of an item: `2. 50%以上的村`.
            let item = clause.split_once(". ");
            let item = item.filter(|(number, _)| number.bytes().all(|byte| byte.is_ascii_digit()));
            item.map_or(clause, |(_, rest)| rest)
        })
    }

    /// The sentence before the figure.
    pub(super) fn sentence(&self) -> &'t str {
        self.sentence.get_or_init(|| context::before(self.text, self.figure.start, SENTENCE))
    }

    /// The clause after the figure.
    pub(super) fn tail(&self) -> &'t str {
        self.tail.get_or_init(|| context::after(self.text, self.figure.end, CLAUSE))
    }

    /// The sentence after the figure.
    pub(super) fn sentence_tail(&self) -> &'t str {
        self.sentence_tail.get_or_init(|| context::after(self.text, self.figure.end, SENTENCE))
    }
}
