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

mod cue;
mod date;
mod doubts;
mod measure;
mod number;
mod title;

use std::collections::BTreeSet;
use std::ops::Range;

use crate::clause::sets_first_leads;
use crate::context;
use crate::diagnostic::{Account, Diagnostic, Severity, Sign};
use crate::extract::{self, Mentions};
use crate::message;
use crate::message::Message;
use crate::model::{Evidence, Facts, TimeKind};
use crate::parse::{Outline, Part};

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
    let text = outline.text.as_str();
    let body = Places::new(body(outline));
    let base_year = extract::base_year(outline);
    for search in searches() {
        let covered = Places::new(covered(search.sign, outline, mentions, facts));
        let dayless = Places::new(dayless(search.sign, mentions, facts));
        let mut account = Account { sign: search.sign, n_found: 0, n_facts: 0, n_doubts: 0 };
        for found in (search.find)(text) {
            account.n_found += 1;
            let is_dayless = dayless.touch(&found);
            if covered.touch(&found) && !is_dayless {
                account.n_facts += 1;
                continue;
            }
            let looks_back = matches!(search.sign, Sign::Cue | Sign::Measure)
                && extract::holds(&mentions.reviewed, found.start);
            let reason = if is_dayless {
                let sign = outline.text.get(found.clone());
                Reason::Doubt(message!("doubt-deadline-without-day", sign = sign))
            } else if !body.touch(&found) {
                Reason::Note(message!("passed-outside"))
            } else if looks_back {
                Reason::Note(message!("passed-past"))
            } else {
                (search.reason)(&Around::of(text, found.clone(), base_year))
            };
            let sign = search.sign;
            let (severity, code, message) = match reason {
                Reason::Doubt(message) => (Severity::Doubt, sign.unread(), message),
                Reason::Note(why) => {
                    let message =
                        message!("passed", sign = outline.text.get(found.clone()), why = why);
                    (Severity::Note, sign.passed(), message)
                }
            };
            account.n_doubts += usize::from(severity == Severity::Doubt);
            let span = outline.text.span(found);
            facts.diagnostics.push(Diagnostic { severity, code, span, message });
        }
        facts.proof.push(account);
    }
    facts.diagnostics.extend(doubts::doubts(outline, facts));
    facts.diagnostics.extend(outline.remarks.iter().cloned());
    facts.diagnostics.sort_by_key(|one| (one.span, one.code));
}

/// The ranges that facts cover for signs of a kind, in normal offsets.
fn covered(sign: Sign, outline: &Outline, mentions: &Mentions, facts: &Facts) -> Vec<Range<usize>> {
    let heads = || outline.documents.iter().map(|document| &document.head);
    let titles = || heads().filter_map(|head| head.title.as_ref()).map(|title| title.range.clone());
    match sign {
        Sign::Cue => {
            let made = Made::new(outline, facts.assignments().map(|one| one.evidence));
            let of_tasks = mentions.tasks.iter().flat_map(|task| &task.clauses);
            let of_sections = mentions.sections.iter().flat_map(|section| &section.clauses);
            let clauses = of_tasks.chain(of_sections).flat_map(|clause| {
                let names =
                    clause.parts.iter().flat_map(|part| &part.names).map(|name| name.range.clone());
                // The names may be far from their clause: above the marks of a table.
                let mut read: Vec<_> = names.filter(|range| made.holds(range)).collect();
                let is_read = !read.is_empty() || made.holds(&clause.range);
                read.extend(is_read.then(|| clause.range.clone()));
                read
            });
            // The items of a list of duties belong to a body named before them.
            let duties = mentions
                .duties
                .iter()
                .filter(|duty| duty.names.iter().any(|name| made.holds(&name.range)));
            let duties = duties.map(|duty| duty.range.clone());
            let hosts =
                heads().flat_map(|head| &head.hosts).flat_map(|(label, names)| [label, names]);
            let rules = outline.documents.iter().flat_map(|document| &document.preamble);
            let rules = rules.filter(|block| sets_first_leads(outline.text.get((*block).clone())));
            // A bracket after a person gives the post: 孙丽（镇党委委员、副镇长）.
            let persons = mentions.persons.iter().map(|person| person.range.clone());
            let read = clauses.chain(duties).chain(persons);
            read.chain(hosts.map(|part: &Part| part.range.clone())).chain(rules.cloned()).collect()
        }
        Sign::Title => citations(outline, mentions, facts).chain(titles()).collect(),
        Sign::Number => {
            let own = heads().filter_map(|head| head.number.as_ref());
            // A web page repeats the number of its document.
            let again = own.flat_map(|number| {
                let places = outline.text.as_str().match_indices(&number.text);
                places.map(|(at, own)| at..at + own.len()).chain([number.range.clone()])
            });
            citations(outline, mentions, facts).chain(titles()).chain(again).collect()
        }
        Sign::Date => {
            let made = Made::new(outline, facts.times.iter().map(|one| one.evidence));
            let own = heads().filter_map(|head| head.date.as_ref()).map(|date| date.range.clone());
            let times = mentions
                .times
                .iter()
                .map(|time| time.range.clone())
                .filter(|range| made.holds(range));
            times.chain(own).chain(citations(outline, mentions, facts)).chain(titles()).collect()
        }
        Sign::Measure => {
            let made = Made::new(outline, facts.indicators.iter().map(|one| one.evidence));
            let targets = mentions
                .indicators
                .iter()
                .map(|one| one.range.clone())
                .filter(|range| made.holds(range));
            // Scores in a scheme: 90分以上为优秀.
            let provisions = mentions
                .assessments
                .iter()
                .flat_map(|one| &one.provisions)
                .map(|one| one.range.clone());
            targets
                .chain(provisions)
                .chain(citations(outline, mentions, facts))
                .chain(titles())
                .collect()
        }
    }
}

/// The deadlines from which no day follows although the day of issue is known: `8月底前` in a
/// document of November, `2月30日前`. What is due in the next year (次年) may be so every year.
fn dayless(sign: Sign, mentions: &Mentions, facts: &Facts) -> Vec<Range<usize>> {
    if sign != Sign::Date || facts.documents.iter().all(|document| document.date.is_none()) {
        return Vec::new();
    }
    let deadlines = mentions.times.iter().filter(|time| time.kind == TimeKind::Deadline);
    let dayless = deadlines.filter(|time| {
        time.value.is_none() && !time.text.starts_with("次年") && !time.text.starts_with("翌年")
    });
    dayless.map(|time| time.range.clone()).collect()
}

/// The citations that are among the facts; a task that cites a document twice has it once.
fn citations<'m>(
    outline: &'m Outline,
    mentions: &'m Mentions,
    facts: &'m Facts,
) -> impl Iterator<Item = Range<usize>> + 'm {
    let made = Made::new(outline, facts.citations.iter().map(|one| one.evidence));
    let titles: BTreeSet<&str> = facts.citations.iter().map(|one| one.title.as_str()).collect();
    let read = mentions.citations.iter().filter(move |one| {
        made.holds(&one.range)
            || titles.contains(outline.text.as_written(one.range.clone(), &one.title).as_str())
            || one.short_for.as_deref().is_some_and(|full| titles.contains(full))
    });
    read.map(|one| one.range.clone())
}

/// The places where facts of a kind were read.
struct Made<'o> {
    outline: &'o Outline,
    places: Places,
}

impl<'o> Made<'o> {
    fn new(outline: &'o Outline, evidence: impl Iterator<Item = Evidence>) -> Self {
        let spans = evidence.map(|one| one.span.start..one.span.end);
        Self { outline, places: Places::new(spans.collect()) }
    }

    /// Whether one of them was read within `range`, in normal offsets.
    fn holds(&self, range: &Range<usize>) -> bool {
        let span = self.outline.text.span(range.clone());
        self.places.touch(&(span.start..span.end))
    }
}

fn body(outline: &Outline) -> Vec<Range<usize>> {
    let around = outline
        .documents
        .iter()
        .flat_map(|document| document.preamble.iter().chain(&document.closing));
    around.chain(outline.items.iter().flat_map(|item| &item.blocks)).cloned().collect()
}

/// Ranges, to find whether one overlaps a place.
struct Places {
    ranges: Vec<Range<usize>>,
    /// The furthest end of all ranges up to each one.
    ends: Vec<usize>,
}

impl Places {
    fn new(mut ranges: Vec<Range<usize>>) -> Self {
        ranges.sort_by_key(|range| (range.start, range.end));
        let furthest = |end: &mut usize, range: &Range<usize>| {
            *end = range.end.max(*end);
            Some(*end)
        };
        let ends = ranges.iter().scan(0, furthest).collect();
        Self { ranges, ends }
    }

    fn touch(&self, place: &Range<usize>) -> bool {
        let n = self.ranges.partition_point(|range| range.start < place.end);
        n.checked_sub(1).and_then(|n| self.ends.get(n)).is_some_and(|end| *end > place.start)
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
        words.iter().any(|word| self.after.starts_with(word))
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
