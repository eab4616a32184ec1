//! What each rule read before overlaps were settled, and which rule it lost to; for people who ask
//! why a fact is there or missing.

use std::ops::Range;

use super::{Mentions, all_duties, citation, indicator, person, time, year};
use crate::parse::Outline;

/// What a rule read at some place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The rule.
    pub rule: &'static str,
    /// Where, in normal offsets.
    pub range: Range<usize>,
    /// Why it makes no fact; `None` if it may make one.
    pub loss: Option<Loss>,
}

/// Why a reading makes no fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Loss {
    /// A reading of this rule begins before it and overlaps it.
    Earlier(&'static str),
    /// A reading of this rule is longer.
    Longer(&'static str),
    /// This rule takes precedence.
    Before(&'static str),
    /// The text around it shows that it is not one.
    Withdrawn,
}

/// A rule and where it read something, in normal offsets.
type Placed = (&'static str, Range<usize>);

/// The rules and places of mentions.
macro_rules! placed {
    ($mentions:expr) => {
        $mentions.into_iter().map(|one| (one.rule, one.range.clone()))
    };
}

/// Returns everything that the rules read in an outline, in the order of the text; `mentions` is
/// the result of [`extract`](super::extract) for it.
pub fn readings(outline: &Outline, mentions: &Mentions) -> Vec<Reading> {
    let text = outline.text.as_str();
    let clauses: Vec<Placed> = clauses(mentions).collect();
    let mut found: Vec<Reading> = clauses.iter().cloned().map(unopposed).collect();
    if outline.nature.is_none() {
        let calendar = year::calendar(outline);
        let duties = placed!(&mentions.duties).chain(clauses);
        found.extend(settled(placed!(all_duties(outline)), duties));
        found.extend(settled(placed!(time::all(text, calendar)), placed!(&mentions.times)));
        let targets = placed!(indicator::all(text, calendar.year));
        found.extend(settled(targets, placed!(&mentions.indicators)));
        let people = placed!(person::all(text, &outline.text.all_blanks()));
        found.extend(settled(people, placed!(&mentions.persons)));
        let listed = mentions.duties.iter().filter(|one| one.rule == "duty-listed");
        found.extend(placed!(listed).map(unopposed));
        let provisions = mentions.assessments.iter().flat_map(|one| &one.provisions);
        found.extend(placed!(provisions).map(unopposed));
    }
    found.extend(settled(placed!(citation::all(text)), placed!(&mentions.citations)));
    found.sort_by_key(|one| (one.range.start, one.range.end));
    found
}

/// The readings of clauses, one for each name.
fn clauses(mentions: &Mentions) -> impl Iterator<Item = Placed> {
    let of_tasks = mentions.tasks.iter().flat_map(|task| &task.clauses);
    let sections = mentions.sections.iter().filter(|section| !section.is_task);
    let of_sections = sections.flat_map(|section| &section.clauses);
    let parts = of_tasks.chain(of_sections).flat_map(|clause| &clause.parts);
    parts.flat_map(|part| part.names.iter().map(|name| (part.rule, name.range.clone())))
}

/// A reading that no other contests.
fn unopposed((rule, range): Placed) -> Reading {
    Reading { rule, range, loss: None }
}

/// The readings of one kind; those missing from `kept` have a loss.
fn settled(all: impl Iterator<Item = Placed>, kept: impl Iterator<Item = Placed>) -> Vec<Reading> {
    let kept: Vec<Placed> = kept.collect();
    let reading = |(rule, range): Placed| {
        // The end may differ: what is counted ends where the next target begins.
        let is_kept = kept.iter().any(|(other, at)| *other == rule && at.start == range.start);
        Reading { rule, loss: (!is_kept).then(|| loss(&range, &kept)), range }
    };
    all.map(reading).collect()
}

/// Why the reading at `range` made no fact.
fn loss(range: &Range<usize>, kept: &[Placed]) -> Loss {
    let winner = kept.iter().find(|(_, at)| at.start < range.end && range.start < at.end);
    match winner {
        None => Loss::Withdrawn,
        Some((rule, at)) if at.start < range.start => Loss::Earlier(rule),
        Some((rule, at)) if at.end > range.end => Loss::Longer(rule),
        Some((rule, _)) => Loss::Before(rule),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Source;

    #[test]
    fn losers_are_kept_with_the_rule_that_won() {
        let text = "滑县节水方案\n一、任务\n（一）加强管理。6月底前，举办两期以上讲座，落实《节水条例》。\n组长：王清宪省长\n责任单位：县司法局\n";
        let outline = crate::parse(&Source { text: text.to_owned(), ..Source::default() });
        let readings = readings(&outline, &super::super::extract(&outline));
        let kept: Vec<_> =
            readings.iter().filter(|one| one.loss.is_none()).map(|one| one.rule).collect();
        let expected = [
            "time-deadline-month",
            "indicator-margin",
            "citation-title",
            "person-roster",
            "clause-labels",
        ];
        assert_eq!(kept, expected);
        let lost: Vec<_> =
            readings.iter().filter_map(|one| Some((one.rule, one.loss.clone()?))).collect();
        assert_eq!(lost, [("person-post", Loss::Before("person-roster"))]);
    }
}
