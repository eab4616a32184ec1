//! What the facts of a source account for: the places of signs that became facts.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::clause::{Clause, sets_first_leads};
use crate::diagnostic::Sign;
use crate::extract::Mentions;
use crate::model::{Evidence, Facts, TimeKind};
use crate::parse::{Letterhead, Outline};

/// The places that facts account for, in normal offsets.
pub(super) struct Coverage<'o> {
    outline: &'o Outline,
    mentions: &'o Mentions,
    facts: &'o Facts,
    /// The places of citations and of the titles of the documents themselves.
    named: Vec<Range<usize>>,
}

impl<'o> Coverage<'o> {
    pub(super) fn of(outline: &'o Outline, mentions: &'o Mentions, facts: &'o Facts) -> Self {
        let titles = heads(outline).filter_map(|head| head.title.as_ref());
        let titles = titles.map(|title| title.range.clone());
        let named = citations(outline, mentions, facts).chain(titles).collect();
        Self { outline, mentions, facts, named }
    }

    /// The places that facts account for, for signs of one kind.
    pub(super) fn of_signs(&self, sign: Sign) -> Vec<Range<usize>> {
        let places = match sign {
            Sign::Cue => return self.responsibilities(),
            Sign::Title => Vec::new(),
            Sign::Number => self.own_numbers(),
            Sign::Date => self.times(),
            Sign::Measure => self.targets(),
        };
        self.named.iter().cloned().chain(places).collect()
    }

    fn responsibilities(&self) -> Vec<Range<usize>> {
        let made = Made::new(self.outline, self.facts.assignments().map(|one| one.evidence));
        let of_tasks = self.mentions.tasks.iter().flat_map(|task| &task.clauses);
        let of_sections = self.mentions.sections.iter().flat_map(|section| &section.clauses);
        let clauses = of_tasks.chain(of_sections).flat_map(|clause| made.of_clause(clause));
        // The items of a list of duties belong to a body named before them.
        let duties = self.mentions.duties.iter();
        let duties = duties.filter(|duty| duty.names.iter().any(|name| made.holds(&name.range)));
        let hosts = heads(self.outline).flat_map(|head| &head.hosts);
        let hosts = hosts.flat_map(|(label, names)| [label, names]);
        let rules = self.outline.documents.iter().flat_map(|document| &document.preamble);
        let rules = rules.chain(self.outline.of_notice());
        let rules = rules.filter(|block| sets_first_leads(self.outline.text.get((*block).clone())));
        // A bracket after a person gives the post: 孙丽（镇党委委员、副镇长）.
        let persons = self.mentions.persons.iter().map(|person| &person.range);
        let read = duties.map(|duty| &duty.range).chain(persons);
        let read = read.chain(hosts.map(|part| &part.range)).chain(rules);
        clauses.chain(read.cloned()).collect()
    }

    /// The numbers of the documents themselves, which a web page repeats.
    fn own_numbers(&self) -> Vec<Range<usize>> {
        let text = self.outline.text.as_str();
        let own = heads(self.outline).filter_map(|head| head.number.as_ref());
        let places = own.flat_map(|number| {
            let again = text.match_indices(&number.text).map(|(at, own)| at..at + own.len());
            again.chain([number.range.clone()])
        });
        places.collect()
    }

    fn times(&self) -> Vec<Range<usize>> {
        let made = Made::new(self.outline, self.facts.times.iter().map(|one| one.evidence));
        let issued = heads(self.outline).filter_map(|head| head.date.as_ref());
        let times = self.mentions.times.iter().map(|time| &time.range);
        let times = times.filter(|range| made.holds(range));
        times.chain(issued.map(|date| &date.range)).cloned().collect()
    }

    fn targets(&self) -> Vec<Range<usize>> {
        let made = Made::new(self.outline, self.facts.indicators.iter().map(|one| one.evidence));
        let targets = self.mentions.indicators.iter().map(|one| &one.range);
        let targets = targets.filter(|range| made.holds(range));
        // Scores in a scheme: 90分以上为优秀.
        let provisions = self.mentions.assessments.iter().flat_map(|one| &one.provisions);
        targets.chain(provisions.map(|one| &one.range)).cloned().collect()
    }

    /// The deadlines from which no day follows although the day of issue is known: `8月底前` in a
    /// document of November, `2月30日前`. What is due in the next year (次年) may be so every year.
    pub(super) fn dayless(&self, sign: Sign) -> Vec<Range<usize>> {
        let is_dated = self.facts.documents.iter().any(|document| document.date.is_some());
        if sign != Sign::Date || !is_dated {
            return Vec::new();
        }
        let times = self.mentions.times.iter();
        let deadlines = times.filter(|time| time.kind == TimeKind::Deadline);
        let is_yearly = |text: &str| text.starts_with("次年") || text.starts_with("翌年");
        let dayless = deadlines.filter(|time| time.value.is_none() && !is_yearly(&time.text));
        dayless.map(|time| time.range.clone()).collect()
    }
}

fn heads(outline: &Outline) -> impl Iterator<Item = &Letterhead> {
    outline.documents.iter().map(|document| &document.head)
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

    /// What facts account for in a clause: the names that were read, and with any of them the
    /// clause. The names may be far from it, above the marks of a table.
    fn of_clause(&self, clause: &Clause) -> Vec<Range<usize>> {
        let names = clause.parts.iter().flat_map(|part| &part.names).map(|name| &name.range);
        let mut read: Vec<_> = names.filter(|range| self.holds(range)).cloned().collect();
        if !read.is_empty() || self.holds(&clause.range) {
            read.push(clause.range.clone());
        }
        read
    }
}

/// Ranges, to find whether one overlaps a place.
pub(super) struct Places {
    ranges: Vec<Range<usize>>,
    /// The furthest end of all ranges up to each one.
    ends: Vec<usize>,
}

impl Places {
    pub(super) fn new(mut ranges: Vec<Range<usize>>) -> Self {
        ranges.sort_by_key(|range| (range.start, range.end));
        let furthest = |end: &mut usize, range: &Range<usize>| {
            *end = range.end.max(*end);
            Some(*end)
        };
        let ends = ranges.iter().scan(0, furthest).collect();
        Self { ranges, ends }
    }

    /// Whether one of the ranges overlaps a place.
    pub(super) fn touch(&self, place: &Range<usize>) -> bool {
        let n = self.ranges.partition_point(|range| range.start < place.end);
        n.checked_sub(1).and_then(|n| self.ends.get(n)).is_some_and(|end| *end > place.start)
    }
}
