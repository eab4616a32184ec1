//! PROVE: accounts for every sign of a fact in the text. Either it became a fact, or the proof says
//! why not.
//!
//! In: the outline, what was read in it, and the resulting facts. Out: [`Facts::proof`] and
//! [`Facts::diagnostics`].
//!
//! Signs are those of responsibility (`牵头`, `责任单位：`, `负责` …), every `《`, every document
//! number, every date and every figure with a unit. A sign within the text of a fact is covered by
//! it. Any other is a doubt if a fact may be missing, or a note if the words around it show that
//! there is none.

mod coverage;
mod cue;
mod date;
mod doubts;
mod measure;
mod number;
mod title;

use std::ops::Range;

use crate::affix::AnyOf;
use crate::context;
use crate::diagnostic::{Account, Diagnostic, Severity, Sign};
use crate::extract::{self, Mentions};
use crate::message;
use crate::message::Message;
use crate::model::Facts;
use crate::parse::Outline;
use coverage::{Coverage, Places};

/// A kind of sign: how it is found, and why one that no fact covers made none.
struct Search {
    sign: Sign,
    /// Finds the signs, in the order of the text.
    find: fn(&str) -> Vec<Range<usize>>,
    reason: fn(&Around<'_>) -> Reason,
}

/// Why a sign made no fact.
enum Reason {
    /// A fact may be missing.
    Doubt(Message),
    /// There is no fact.
    Note(Message),
}

/// A sign with the text around it.
struct Around<'t> {
    text: &'t str,
    range: Range<usize>,
    sign: &'t str,
    /// The part of its clause before it.
    before: &'t str,
    /// The text after it.
    after: &'t str,
    in_title: bool,
    /// Whether it is in a bracket that opens after a stop, as clauses do.
    in_clause: bool,
    /// The year of the document.
    base_year: Option<i16>,
}

fn searches() -> [Search; 5] {
    [cue::search(), title::search(), number::search(), date::search(), measure::search()]
}

/// Every sign of a text with its kind, in the order of the text.
pub fn signs(text: &str) -> Vec<(Sign, Range<usize>)> {
    let of_kind =
        |search: Search| (search.find)(text).into_iter().map(move |found| (search.sign, found));
    let mut found: Vec<_> = searches().into_iter().flat_map(of_kind).collect();
    found.sort_by_key(|(_, range)| (range.start, range.end));
    found
}

/// Accounts for every sign: counts those of each kind, adds a diagnostic for each that made no
/// fact, and reports what else a person should look at.
///
/// A sign counts as read only if the fact that covers it is among `facts`.
pub fn account(outline: &Outline, mentions: &Mentions, facts: &mut Facts) {
    let coverage = Coverage::of(outline, mentions, facts);
    let proof = Proof {
        outline,
        mentions,
        body: Places::new(outline.blocks().cloned().collect()),
        heads: Places::new(numbered_heads(outline)),
        base_year: extract::base_year(outline),
    };
    let (mut accounts, mut diagnostics) = (Vec::new(), Vec::new());
    for search in searches() {
        let covered = Places::new(coverage.of_signs(search.sign));
        let dayless = Places::new(coverage.dayless(search.sign));
        let mut account = Account { sign: search.sign, n_found: 0, n_facts: 0, n_doubts: 0 };
        for found in (search.find)(outline.text.as_str()) {
            account.n_found += 1;
            let reason = if dayless.touch(&found) {
                let sign = outline.text.get(found.clone());
                Reason::Doubt(message!("doubt-deadline-without-day", sign = sign))
            } else if covered.touch(&found) {
                account.n_facts += 1;
                continue;
            } else {
                proof.reason(&search, found.clone())
            };
            account.n_doubts += usize::from(matches!(reason, Reason::Doubt(_)));
            diagnostics.push(proof.diagnostic(search.sign, found, reason));
        }
        accounts.push(account);
    }
    facts.proof.extend(accounts);
    facts.diagnostics.extend(diagnostics);
    facts.diagnostics.extend(doubts::doubts(outline, facts));
    facts.diagnostics.extend(outline.remarks.iter().cloned());
    facts.diagnostics.sort_by_key(|one| (one.span, one.code));
}

/// Where the documents with a number begin, up to their text. A joint document has a number of each
/// issuer, but only one becomes a fact.
fn numbered_heads(outline: &Outline) -> Vec<Range<usize>> {
    let numbered = outline.documents.iter().filter(|document| document.head.number.is_some());
    let own = numbered.filter_map(|document| {
        let text = document.preamble.first().map(|block| block.start);
        let end = text.or_else(|| outline.items.first().map(|item| item.start))?;
        (document.range.start < end).then_some(document.range.start..end)
    });
    own.collect()
}

/// What decides why a sign made no fact.
struct Proof<'o> {
    outline: &'o Outline,
    mentions: &'o Mentions,
    /// The places of items and of the prose around them.
    body: Places,
    /// The places of numbered letterheads, from the number or the title to the body.
    heads: Places,
    /// The year of the document.
    base_year: Option<i16>,
}

impl Proof<'_> {
    /// Why a sign that no fact covers made none.
    fn reason(&self, search: &Search, found: Range<usize>) -> Reason {
        let looks_back = || {
            matches!(search.sign, Sign::Cue | Sign::Measure)
                && extract::holds(&self.mentions.reviewed, found.start)
        };
        if search.sign == Sign::Number && self.heads.touch(&found) {
            Reason::Doubt(message!("doubt-number-beside", sign = self.outline.text.get(found)))
        } else if !self.body.touch(&found) {
            Reason::Note(message!("passed-outside"))
        } else if looks_back() {
            Reason::Note(message!("passed-past"))
        } else {
            (search.reason)(&Around::of(self.outline.text.as_str(), found, self.base_year))
        }
    }

    /// The remark on a sign that made no fact.
    fn diagnostic(&self, sign: Sign, found: Range<usize>, reason: Reason) -> Diagnostic {
        let span = self.outline.text.span(found.clone());
        let (severity, code, message) = match reason {
            Reason::Doubt(message) => (Severity::Doubt, sign.unread(), message),
            Reason::Note(why) => {
                let message = message!("passed", sign = self.outline.text.get(found), why = why);
                (Severity::Note, sign.passed(), message)
            }
        };
        Diagnostic { severity, code, span, message }
    }
}

impl<'t> Around<'t> {
    fn of(text: &'t str, range: Range<usize>, base_year: Option<i16>) -> Self {
        Self {
            text,
            range: range.clone(),
            base_year,
            sign: text.get(range.clone()).unwrap_or_default(),
            before: context::clause_before(text, range.start),
            after: text.get(range.end..).unwrap_or_default(),
            in_title: context::in_title(text, range.start),
            in_clause: in_clause(text, range.start),
        }
    }

    fn goes_on(&self, words: &[&str]) -> bool {
        self.after.starts_with_any(words)
    }
}

/// Whether the text at `at` is in a bracket after a stop: `。（县司法局牵头，年底前完成）`.
fn in_clause(text: &str, at: usize) -> bool {
    /// How far back the bracket may open, in bytes.
    const REACH: usize = 900;
    let mut from = at.saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = text.get(from..at).unwrap_or_default();
    let open = before
        .rfind(['（', '〔'])
        .and_then(|open| Some((before.get(..open)?, before.get(open..)?)));
    open.is_some_and(|(head, inner)| head.ends_with('。') && !inner.contains(['）', '〕', '\n']))
}
