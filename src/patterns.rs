//! Patterns that are compiled on first use, and many patterns tried at one end of a text at once,
//! to learn which of them match there.

use std::cmp::Reverse;
use std::ops::{Deref, Range};
use std::sync::{LazyLock, OnceLock};

use regex::Regex;
use regex_automata::hybrid::dfa::{self, DFA, OverlappingState};
use regex_automata::nfa::thompson::backtrack::{self, BoundedBacktracker};
use regex_automata::nfa::thompson::{self, NFA, WhichCaptures};
use regex_automata::util::captures::Captures;
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
    caches: Caches<dfa::Cache>,
}

/// Compiles patterns to the states of an automaton.
fn states(patterns: &[String], end: End, groups: WhichCaptures) -> NFA {
    // Anchored patterns match between characters anyway; `utf8` would check each match.
    let config =
        thompson::Config::new().utf8(false).reverse(end == End::End).which_captures(groups);
    NFA::compiler().configure(config).build_many(patterns).expect("the patterns are fixed")
}

/// What searches write to, one for each thread.
type Caches<C> = Pool<C, Box<dyn Fn() -> C + Send + Sync>>;

impl Patterns {
    /// Compiles patterns without anchors at that end.
    pub(crate) fn new(end: End, patterns: &[String]) -> Self {
        let states = states(patterns, end, WhichCaptures::None);
        let automaton = DFA::builder()
            .configure(DFA::config().match_kind(MatchKind::All))
            .build_from_nfa(states)
            .expect("the automaton has room for some states");
        let of = automaton.clone();
        Self { end, automaton, caches: Pool::new(Box::new(move || of.create_cache())) }
    }

    /// Whether one of the patterns matches.
    pub(crate) fn any(&self, text: &str) -> bool {
        self.far_end(&Input::new(text).earliest(true)).is_some()
    }

    /// The length of the longest match, in bytes.
    pub(crate) fn longest(&self, text: &str) -> Option<usize> {
        let far = self.far_end(&Input::new(text))?;
        Some(if self.end == End::Start { far } else { text.len() - far })
    }

    /// Where a match ends, away from the end at which it is tried.
    fn far_end(&self, input: &Input<'_>) -> Option<usize> {
        let mut cache = self.caches.get();
        let input = input.clone().anchored(Anchored::Yes);
        let found = match self.end {
            End::Start => self.automaton.try_search_fwd(&mut cache, &input),
            End::End => self.automaton.try_search_rev(&mut cache, &input),
        };
        found.ok().flatten().map(|found| found.offset())
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

/// Patterns that are tried at the beginning of a text, and tell what their groups match.
pub(crate) struct Grouped {
    patterns: Patterns,
    retraced: Vec<Retraced>,
}

/// A pattern whose match is retraced to learn what its groups match. It has states of its own,
/// compiled on first use: all that a search may visit is cleared before each.
struct Retraced {
    pattern: String,
    backtracker: OnceLock<(BoundedBacktracker, Caches<backtrack::Cache>)>,
}

impl Retraced {
    /// The maximum memory in which a match is retraced, in bytes.
    const MEMORY: usize = 1 << 20;

    fn backtracker(&self) -> &(BoundedBacktracker, Caches<backtrack::Cache>) {
        self.backtracker.get_or_init(|| {
            let pattern = std::slice::from_ref(&self.pattern);
            let backtracker = BoundedBacktracker::builder()
                .configure(BoundedBacktracker::config().visited_capacity(Self::MEMORY))
                .build_from_nfa(states(pattern, End::Start, WhichCaptures::All))
                .expect("the pattern is compiled");
            let of = backtracker.clone();
            (backtracker, Pool::new(Box::new(move || of.create_cache())))
        })
    }
}

impl Deref for Grouped {
    type Target = Patterns;

    fn deref(&self) -> &Patterns {
        &self.patterns
    }
}

impl Grouped {
    /// Compiles patterns without anchors.
    pub(crate) fn new(patterns: &[String]) -> Self {
        let of =
            |pattern: &String| Retraced { pattern: pattern.clone(), backtracker: OnceLock::new() };
        let retraced = patterns.iter().map(of).collect();
        Self { patterns: Patterns::new(End::Start, patterns), retraced }
    }

    /// The maximum length of a text of which the groups are told, in bytes.
    #[cfg(test)]
    pub(crate) fn reach(&self) -> usize {
        let reaches = self.retraced.iter().map(|one| one.backtracker().0.max_haystack_len());
        reaches.min().unwrap_or_default()
    }

    /// The match of a pattern by its index, preferring what it names first.
    pub(crate) fn groups<'t>(&self, n: usize, text: &'t str) -> Option<Groups<'t>> {
        let (backtracker, caches) = self.retraced.get(n)?.backtracker();
        let mut cache = caches.get();
        let mut groups = backtracker.create_captures();
        let input = Input::new(text).anchored(Anchored::Yes);
        backtracker.try_captures(&mut cache, input, &mut groups).ok()?;
        groups.is_match().then_some(Groups { text, groups })
    }
}

/// A match, and what its groups matched.
pub(crate) struct Groups<'t> {
    text: &'t str,
    groups: Captures,
}

impl<'t> Groups<'t> {
    /// What the pattern matched.
    pub(crate) fn whole(&self) -> &'t str {
        let whole = self.groups.get_group(0);
        whole.and_then(|whole| self.text.get(whole.range())).unwrap_or_default()
    }

    /// What the group with this name matched.
    pub(crate) fn name(&self, name: &str) -> Option<&'t str> {
        self.text.get(self.range(name)?)
    }

    /// Where the group with this name matched.
    pub(crate) fn range(&self, name: &str) -> Option<Range<usize>> {
        self.groups.get_group_by_name(name).map(|group| group.range())
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
        let grouped =
            Grouped::new(&["(?P<a>县)(?P<b>司)?".to_owned(), "市(?P<b>[法司]+)".to_owned()]);
        assert!(grouped.lengths("市司法局").eq([(1, 9)]));
        let groups = grouped.groups(1, "市司法局").expect("a match");
        assert_eq!(groups.whole(), "市司法");
        assert_eq!((groups.name("a"), groups.name("b")), (None, Some("司法")));
        let end =
            Patterns::new(End::End, &[patterns[1].clone(), "局|".to_owned(), "法".to_owned()]);
        assert_eq!(start.longest("县司法局负责"), Some(12));
        assert_eq!((end.longest("由县司法局"), end.longest("由县司法")), (Some(12), Some(9)));
        assert!(end.any("") && end.all("由县司法局").eq([0, 1]));
        assert!(end.all("由县司法").eq([0, 1, 2]));
    }
}
