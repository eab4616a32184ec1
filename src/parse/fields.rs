//! Numbered labels below a heading, which tell of one task and are none themselves:
//! `1.活动时间：6月16日` ⏎ `2.活动内容：…` ⏎ `3.组织单位：县司法局`.

use std::collections::{BTreeMap, BTreeSet};

use super::numbering::{Kind, Number};
use crate::affix::AnyOf;
use crate::clause::{label_kind, role_of};
use crate::context::is_han;

/// The minimum number of labels in such a list.
const LEAST: usize = 3;
/// The maximum length of a label, in characters.
const LONGEST: usize = 8;

/// Takes from `numbers`, keyed by the index of the block, those of lists of labels. Returns the
/// length of each mark.
pub(super) fn take(
    pieces: &[&str],
    numbers: &mut BTreeMap<usize, Number>,
) -> BTreeMap<usize, usize> {
    let mut fields = BTreeMap::new();
    let mut run: Vec<(usize, Number)> = Vec::new();
    let mut runs = Vec::new();
    for (n, number) in &*numbers {
        let goes_on =
            run.last().is_some_and(|(last, before)| *n == last + 1 && number.follows(*before));
        if !goes_on {
            runs.push(std::mem::take(&mut run));
        }
        run.push((*n, *number));
    }
    runs.push(run);
    runs.retain(|run| is_headed(run, numbers) && are_fields(pieces, run));
    for run in &runs {
        for (n, number) in run {
            numbers.remove(n);
            fields.insert(*n, number.len);
        }
    }
    fields
}

/// Whether a list stands right below the heading of a wider kind.
fn is_headed(run: &[(usize, Number)], numbers: &BTreeMap<usize, Number>) -> bool {
    run.first().is_some_and(|(n, first)| {
        let heading = n.checked_sub(1).and_then(|above| numbers.get(&above));
        heading.is_some_and(|heading| heading.kind < first.kind)
    })
}

/// Whether numbered blocks are the fields of one task: labels, no two of them the same, one for
/// those who act and one for anything but names.
fn are_fields(pieces: &[&str], run: &[(usize, Number)]) -> bool {
    let is_list = run.first().is_some_and(|(_, first)| {
        first.value == 1 && matches!(first.kind, Kind::Arabic | Kind::ArabicBracketed)
    });
    if !is_list || run.len() < LEAST {
        return false;
    }
    let label = |(n, number): &(usize, Number)| label(pieces.get(*n)?.get(number.len..)?);
    let Some(labels) = run.iter().map(label).collect::<Option<Vec<_>>>() else { return false };
    let names = labels.iter().filter(|label| says_who(label)).count();
    let distinct: BTreeSet<&str> = labels.iter().copied().collect();
    (1..labels.len()).contains(&names) && distinct.len() == labels.len()
}

/// Whether names follow a label: 责任单位, 责任分工.
fn says_who(label: &str) -> bool {
    role_of(label).is_some() || label.ends_with("分工")
}

/// The label with which a text begins.
fn label(text: &str) -> Option<&str> {
    const ENDS: [&str; 14] = [
        "时间", "时限", "期限", "地点", "内容", "主题", "形式", "方式", "对象", "目标", "任务",
        "措施", "要求", "步骤",
    ];
    let (label, rest) = text.split_once('：')?;
    let is_short = !label.is_empty() && label.chars().nth(LONGEST).is_none();
    let is_known = label_kind(label).is_some() || says_who(label) || label.ends_with_any(&ENDS);
    (is_short && is_known && label.chars().all(is_han) && !rest.is_empty()).then_some(label)
}
