//! Patterns that are compiled on first use, and many patterns tried at one end of a text at once, to
//! learn which of them match there.

use std::cmp::Reverse;
use std::sync::LazyLock;

use regex::Regex;
use regex_automata::hybrid::dfa::{Cache, DFA, OverlappingState};
use regex_automata::nfa::thompson::{self, WhichCaptures};
use regex_automata::util::pool::Pool;
use regex_automata::{Anchored, Input, MatchKind};

/// A pattern, compiled on first use.
pub(crate) type Pattern = LazyLock<Regex>;

/// Makes a [`Pattern`] in which `\p{Han}` means [`HAN`](crate::characters::HAN).
macro_rules! pattern {
    ($pattern:expr) => {
        std::sync::LazyLock::new(|| {
            $crate::characters::han_regex($pattern).expect("the pattern is fixed")
        })
    };
}

pub(crate) use pattern;

/// The end of a text at which patterns are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// Its beginning.
    Start,
    /// Its end.
    End,
}

/// Patterns that are tried at the same end of a text.
///
/// A set of the crate `regex` would answer the same, but compiles automata for both directions and
/// for captures as well, which takes most of the time in which a short document is read.
pub(crate) struct Patterns {
    end: End,
    automaton: DFA,
    caches: Pool<Cache, Box<dyn Fn() -> Cache + Send + Sync>>,
}

impl Patterns {
    /// Compiles patterns without anchors at that end.
    pub(crate) fn new(end: End, patterns: &[String]) -> Self {
        let compiled = DFA::builder()
            .configure(DFA::config().match_kind(MatchKind::All))
            .thompson(
                // Anchored patterns match between characters anyway; `utf8` would check each match.
                thompson::Config::new()
                    .utf8(false)
                    .reverse(end == End::End)
                    .which_captures(WhichCaptures::None),
            )
            .build_many(patterns);
        let automaton = compiled.expect("the patterns are fixed");
        let of = automaton.clone();
        Self { end, automaton, caches: Pool::new(Box::new(move || of.create_cache())) }
    }

    /// Whether one of the patterns matches.
    pub(crate) fn any(&self, text: &str) -> bool {
        let mut cache = self.caches.get();
        let input = Input::new(text).anchored(Anchored::Yes).earliest(true);
        let found = match self.end {
            End::Start => self.automaton.try_search_fwd(&mut cache, &input),
            End::End => self.automaton.try_search_rev(&mut cache, &input),
        };
        found.is_ok_and(|found| found.is_some())
    }

    /// The indexes of the patterns that match, in order.
    pub(crate) fn all(&self, text: &str) -> impl Iterator<Item = usize> + use<> {
        self.lengths(text).map(|(n, _)| n)
    }

    /// The indexes of the patterns that match at the beginning, in order, each with the length of
    /// its longest match in bytes.
    pub(crate) fn lengths(&self, text: &str) -> impl Iterator<Item = (usize, usize)> + use<> {
        let mut cache = self.caches.get();
        let input = Input::new(text).anchored(Anchored::Yes);
        let mut state = OverlappingState::start();
        let mut found = Vec::new();
        loop {
            let searched = match self.end {
                End::Start => {
                    self.automaton.try_search_overlapping_fwd(&mut cache, &input, &mut state)
                }
                End::End => {
                    self.automaton.try_search_overlapping_rev(&mut cache, &input, &mut state)
                }
            };
            let Some(one) = searched.ok().and_then(|()| state.get_match()) else { break };
            found.push((one.pattern().as_usize(), one.offset()));
        }
        found.sort_unstable_by_key(|(n, end)| (*n, Reverse(*end)));
        found.dedup_by_key(|(n, _)| *n);
        found.into_iter()
    }

    /// Whether a text that begins like this may begin with a match.
    #[cfg(test)]
    pub(crate) fn may_begin(&self, text: &str) -> bool {
        let mut cache = self.caches.get();
        let input = Input::new(text).anchored(Anchored::Yes);
        let mut state = self.automaton.start_state_forward(&mut cache, &input).expect("a state");
        for byte in text.bytes() {
            state = self.automaton.next_state(&mut cache, state, byte).expect("a state");
        }
        !state.is_dead()
    }
}

/// One of the longest texts that a pattern matches.
#[cfg(test)]
pub(crate) fn longest(pattern: &Regex) -> String {
    use regex_syntax::hir::{Class, Hir, HirKind};

    fn of(hir: &Hir) -> String {
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => String::new(),
            HirKind::Literal(literal) => String::from_utf8_lossy(&literal.0).into_owned(),
            HirKind::Class(Class::Unicode(class)) => class.ranges()[0].start().to_string(),
            HirKind::Class(Class::Bytes(_)) => unreachable!("patterns match characters"),
            HirKind::Repetition(repeated) => {
                let most = repeated.max.expect("the pattern has a longest match");
                of(&repeated.sub).repeat(most as usize)
            }
            HirKind::Capture(group) => of(&group.sub),
            HirKind::Concat(parts) => parts.iter().map(of).collect(),
            HirKind::Alternation(ways) => {
                ways.iter().map(of).max_by_key(|way| way.chars().count()).unwrap_or_default()
            }
        }
    }

    of(&regex_syntax::parse(pattern.as_str()).expect("the pattern is fixed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_patterns_that_match_at_the_end_are_told() {
        let patterns = ["县".to_owned(), "县司法局?".to_owned(), "[市县]司法".to_owned()];
        let start = Patterns::new(End::Start, &patterns);
        assert!(start.any("县司法局负责") && !start.any("由县司法局负责"));
        assert!(start.lengths("县司法局负责").eq([(0, 3), (1, 12), (2, 9)]));
        let end =
            Patterns::new(End::End, &[patterns[1].clone(), "局|".to_owned(), "法".to_owned()]);
        assert!(end.any("") && end.all("由县司法局").eq([0, 1]));
        assert!(end.all("由县司法").eq([0, 1, 2]));
    }
}
