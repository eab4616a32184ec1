//! EXTRACT: turns an outline into mentions. Records what the text says and resolves nothing.
//!
//! In: the outline with its normalised text. Out: sections, tasks with their clauses, and
//! citations, times, indicators and persons, each found by a scan of its own over the whole text.
//! Everything has normal offsets and names the rule that read it.

mod assessment;
mod change;
pub mod citation;
mod contest;
pub mod indicator;
mod listed;
mod past;
pub mod person;
mod review;
mod task;
pub mod time;
mod year;

pub use assessment::{AssessmentMention, ProvisionMention};
pub use citation::CitationMention;
pub use contest::{Loss, Reading, readings};
pub use indicator::IndicatorMention;
pub use person::PersonMention;
pub use task::{SectionMention, TaskMention};
pub use time::{Calendar, TimeMention};

pub(crate) use indicator::{figures, passed_over as no_target};
pub(crate) use past::{is_done as tells_done, is_since as tells_since, names_what_was};
pub(crate) use person::held;
pub(crate) use review::holds;
pub(crate) use year::base_year;

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::Date;

use crate::clause::{self, Clause, Duty};
use crate::model::{ProvisionKind, TimeKind};
use crate::parse::Outline;
use crate::rule::Rule;

/// The rules by which facts are read, one table per kind.
pub const RULES: &[&[Rule]] = &[
    listed::RULES,
    citation::RULES,
    time::RULES,
    indicator::RULES,
    person::RULES,
    assessment::RULES,
];

/// Everything that the text of one source says, in normal offsets.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    /// Headings.
    pub sections: Vec<SectionMention>,
    /// Tasks with their clauses.
    pub tasks: Vec<TaskMention>,
    /// Duties in running prose, in the order of the text.
    pub duties: Vec<Duty>,
    /// Normative documents that are named.
    pub citations: Vec<CitationMention>,
    /// Times that are set.
    pub times: Vec<TimeMention>,
    /// Measured targets.
    pub indicators: Vec<IndicatorMention>,
    /// People named with their post.
    pub persons: Vec<PersonMention>,
    /// Assessment schemes.
    pub assessments: Vec<AssessmentMention>,
    /// The text of chapters that look back, in the order of the text: it has no duties or targets.
    pub reviewed: Vec<Range<usize>>,
}

/// Whether a time tells what ended before the document was issued: `2024年3月5日完成` in one of
/// June.
fn is_reported(outline: &Outline, time: &TimeMention) -> bool {
    time.by_end && is_past(outline, time)
}

/// Whether a time in a chapter that looks back tells how things went: `每年减少耕地500亩`,
/// `到2020年` in a document of 2022.
fn is_of_status(outline: &Outline, time: &TimeMention) -> bool {
    time.kind == TimeKind::Recurrence || is_past(outline, time)
}

/// Whether a time ended before the document was issued.
fn is_past(outline: &Outline, time: &TimeMention) -> bool {
    let documents = outline.documents.iter().rev();
    let mut around = documents.filter(|document| document.range.start <= time.range.start);
    let mut issued = || Some(around.find_map(|document| document.head.date.as_ref())?.date);
    let last = || time.value.as_deref()?.rsplit('/').next()?.parse::<Date>().ok();
    last().zip(issued()).is_some_and(|(day, issued)| day < issued)
}

/// The duties of all prose, including those that a clause states as well.
fn all_duties(outline: &Outline) -> Vec<Duty> {
    let duties = |block: &Range<usize>| clause::duties(outline.text.as_str(), block.clone());
    outline.blocks().flat_map(duties).collect()
}

/// Where the names in clauses begin.
fn places_of_names<'c>(clauses: impl Iterator<Item = &'c Clause>) -> BTreeSet<usize> {
    let names = clauses.flat_map(|clause| &clause.parts).flat_map(|part| &part.names);
    names.map(|name| name.range.start).collect()
}

/// The duties in prose that are facts of their own: those of chapters that look ahead, without
/// those that a clause states already; and the duties in lists.
fn own_duties(
    outline: &Outline,
    mut duties: Vec<Duty>,
    sections: &[SectionMention],
    tasks: &[TaskMention],
    reviewed: &[Range<usize>],
) -> Vec<Duty> {
    // Clauses take the names that open an item or a heading over items: 县财政局：负责落实经费.
    let named = places_of_names(tasks.iter().flat_map(|task| &task.clauses));
    let headed = places_of_names(sections.iter().flat_map(|section| &section.clauses));
    let is_stated = |at: &usize| named.contains(at) || headed.contains(at);
    duties.retain(|duty| {
        !review::holds(reviewed, duty.range.start)
            && !duty.names.iter().all(|name| is_stated(&name.range.start))
    });
    let taken = duties.iter().map(|duty| duty.range.start).chain(named).collect();
    duties.extend(listed::find(outline, &taken));
    duties.sort_by_key(|duty| duty.range.start);
    duties
}

/// Whether what a target measures is the grade for a score: `90分以上为优秀`.
fn is_grade(measure: &str, assessments: &[AssessmentMention]) -> bool {
    let provisions = assessments.iter().flat_map(|one| &one.provisions);
    let measure = measure.trim_end_matches('的');
    let names = provisions.filter(|one| one.kind == ProvisionKind::Grade).map(|one| &one.name);
    names.into_iter().any(|name| measure.strip_suffix(name).is_some_and(|of| of.ends_with('为')))
}

/// Reads what an outline says.
pub fn extract(outline: &Outline) -> Mentions {
    let text = outline.text.as_str();
    if outline.nature.is_some() {
        return Mentions { citations: citation::find(text), ..Mentions::default() };
    }
    let in_prose = all_duties(outline);
    let (sections, tasks) = task::tasks(outline, &in_prose);
    let reviewed = review::reviewed(outline, &tasks);
    let duties = own_duties(outline, in_prose, &sections, &tasks, &reviewed);
    let calendar = year::calendar(outline);
    let mut times = time::find_by(text, calendar);
    review::dated(outline, calendar, &mut times);
    times.retain(|time| {
        let at = time.range.start;
        let is_told = review::holds(&reviewed, at) && is_of_status(outline, time);
        !is_reported(outline, time) && !is_told
    });
    let assessments = assessment::find(outline, &duties, &times);
    let mut indicators = indicator::find(text, calendar.year);
    indicators.retain(|one| {
        !is_grade(&one.measure, &assessments) && !review::holds(&reviewed, one.range.start)
    });
    Mentions {
        sections,
        tasks,
        assessments,
        duties,
        citations: citation::find(text),
        times,
        indicators,
        persons: person::find(text, &outline.text.all_blanks()),
        reviewed,
    }
}

#[cfg(test)]
mod tests {
    use crate::Source;

    fn read(text: String) -> super::Mentions {
        super::extract(&crate::parse(&Source { text, ..Source::default() }))
    }

    #[test]
    fn a_plan_for_the_next_year_is_about_it() {
        for (title, day, due) in [
            ("2024年政务公开工作要点", "2023年12月28日", Some("2024-06-30")),
            ("2024年政务公开工作要点", "2023年11月20日", Some("2024-06-30")),
            ("2024年政务公开工作要点", "2024年3月20日", Some("2024-06-30")),
            ("冬季整治方案", "2023年12月28日", Some("2024-06-30")),
        ] {
            let text = format!(
                "滑县人民政府\n滑政〔2023〕5号\n关于印发滑县{title}的通知\n各乡镇人民政府：\n\
                 一、重点任务\n（一）公开。6月底前完成。\n滑县人民政府\n{day}\n"
            );
            let times = read(text).times;
            assert_eq!(times[0].value.as_deref(), due, "{title} {day}");
        }
    }

    #[test]
    fn what_ended_before_the_issue_is_no_deadline() {
        for (day, n_times) in [("2024年3月5日", 0), ("2024年9月30日", 1)] {
            let text = format!(
                "滑县人民政府\n滑政〔2024〕5号\n关于节水工作的通知\n各乡镇人民政府：\n\
                 一、重点任务\n（一）改造。{day}完成整改。\n滑县人民政府\n2024年6月5日\n"
            );
            assert_eq!(read(text).times.len(), n_times, "{day}");
        }
    }

    #[test]
    fn names_that_open_a_heading_are_read_once() {
        let text =
            "一、县司法局：组织培训\n（一）落实资金。足额安排。\n（二）加强监管。防止挪用。\n";
        let found = read(text.to_owned());
        assert_eq!((found.sections[0].clauses.len(), found.duties.len()), (1, 0));
    }
}
