//! Chapters that look back, `一、2023年主要成效`: what they tell is neither a duty nor a target.

use std::collections::BTreeSet;
use std::ops::Range;

use super::time::{self, Calendar, TimeMention};
use super::{TaskMention, year};
use crate::context::last_of;
use crate::lexicon::reviews;
use crate::parse::{Item, Outline};

/// The first sentence of an item: its heading.
pub(super) fn heading<'o>(outline: &'o Outline, item: &Item) -> &'o str {
    let first = item.blocks.first().and_then(|block| outline.text.as_str().get(block.clone()));
    first.and_then(|first| first.split('。').next()).unwrap_or_default()
}

/// The item and those that contain it, from the inside out.
pub(super) fn and_above<'o>(
    outline: &'o Outline,
    item: &'o Item,
) -> impl Iterator<Item = &'o Item> + 'o {
    std::iter::successors(Some(item), |item| item.parent.and_then(|n| outline.items.get(n)))
}

/// The text of the items of chapters that look back, in the order of the text. Items with a clause
/// ask for something and are left out.
pub(super) fn reviewed(outline: &Outline, tasks: &[TaskMention]) -> Vec<Range<usize>> {
    let looks_back = looking_back(outline);
    let asking: BTreeSet<usize> =
        tasks.iter().filter(|task| !task.clauses.is_empty()).map(|task| task.item).collect();
    let items = outline.items.iter().enumerate().zip(looks_back).filter(|(_, back)| *back);
    let told = items.filter(|((n, _), _)| !asking.contains(n));
    told.flat_map(|((_, item), _)| item.blocks.iter().cloned()).collect()
}

/// Which items look back, in the order of the text.
fn looking_back(outline: &Outline) -> Vec<bool> {
    let mut found: Vec<bool> = Vec::new();
    let mut chapter = false;
    for item in &outline.items {
        // An item stands behind the one that contains it.
        let above = item.parent.and_then(|n| found.get(n)).is_some_and(|above| *above);
        let mark = outline.text.as_str().get(item.start..item.text).unwrap_or_default();
        let is_section = mark.trim_end().ends_with('节');
        let reviews = above || is_section && chapter || reviews::reviews(heading(outline, item));
        if item.parent.is_none() && !is_section {
            chapter = reviews && mark.trim_end().ends_with('章');
        }
        found.push(reviews);
    }
    found
}

/// Whether a place lies in one of `ranges`, which are in the order of the text.
pub(crate) fn holds(ranges: &[Range<usize>], at: usize) -> bool {
    last_of(ranges, |range| range.start <= at).is_some_and(|range| at < range.end)
}

/// Reads the times below headings that name a year of their own, `三、2024年工作安排`, by that year
/// instead of the one of the document.
pub(super) fn dated(outline: &Outline, calendar: Calendar, times: &mut Vec<TimeMention>) {
    let text = outline.text.as_str();
    for (n, item) in outline.items.iter().enumerate().filter(|(_, item)| item.parent.is_none()) {
        let heading = heading(outline, item);
        let own = year::only_year(heading).filter(|own| heading.starts_with(&own.to_string()));
        let Some(own) = own.filter(|own| Some(*own) != calendar.year) else { continue };
        let below = outline.items.iter().skip(n + 1).take_while(|item| item.parent.is_some());
        let blocks = below.chain([item]).flat_map(|item| &item.blocks);
        let end = blocks.map(|block| block.end).max().unwrap_or(item.text);
        let Some(chapter) = text.get(item.start..end) else { continue };
        times.retain(|time| !(item.start..end).contains(&time.range.start));
        let calendar = Calendar { year: Some(own), is_titled: true, ..calendar };
        times.extend(time::find_by(chapter, calendar).into_iter().map(|mut time| {
            time.range = time.range.start + item.start..time.range.end + item.start;
            time
        }));
    }
    times.sort_by_key(|time| time.range.start);
}

#[cfg(test)]
mod tests {
    use crate::extract_facts;
    use crate::read::Source;

    #[test]
    fn a_chapter_has_the_year_of_its_heading_and_one_that_looks_back_no_targets() {
        let text = "滑县2023年工作总结和2024年工作安排\n\
                    一、2023年工作回顾\n（一）加强培训。县司法局开展培训12场，合格率达到98%。\n\
                    二、2024年工作安排\n（一）加强评查。6月底前开展案卷评查，合格率达到99%。\n";
        let source = Source { text: text.to_owned(), ..Source::default() };
        let facts = extract_facts(&source);
        let days: Vec<_> = facts.times.iter().map(|time| time.value.as_deref()).collect();
        assert_eq!(days, [Some("2024-06-30")]);
        let targets: Vec<_> = facts.indicators.iter().map(|target| target.value).collect();
        assert_eq!(targets, [99.0]);
        assert!(facts.tasks[0].general && !facts.tasks[1].general);
    }
}
