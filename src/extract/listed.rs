//! Duties listed by items below a sentence that gives them to a body.
//!
//! `第二条 县水利局履行以下职责：` gives every item below it to 县水利局.

use std::collections::BTreeSet;

use crate::clause::{Duty, Name, acting, who};
use crate::context;
use crate::model::Role;
use crate::parse::{Item, Outline};
use crate::patterns::{Pattern, pattern};
use crate::rule::{Rule, here};

/// The rules of this file.
pub(super) const RULES: &[Rule] = &[Rule {
    id: "duty-listed",
    home: here!(),
    summary: "The items under a sentence that gives a named body the duties that they list.",
    examples: &["第二条 县水利局履行以下职责：\n（一）制定节水规划；\n（二）发布用水统计。"],
    counterexamples: &["第二条 节水工作包括：\n（一）制定节水规划；\n（二）发布用水统计。"],
}];

/// Finds the duties listed by items below a sentence that gives them to a body:
/// `县水利局履行以下职责：`. `taken` has the places of the names and duties already read; an item
/// with any of these is left out.
pub(super) fn find(outline: &Outline, taken: &BTreeSet<usize>) -> Vec<Duty> {
    let givers: Vec<Option<Vec<Name>>> =
        outline.items.iter().map(|item| giver(outline.text.as_str(), item)).collect();
    let duty = |item: &Item| {
        let names = givers.get(item.parent?)?.clone()?;
        let range = item.blocks.first()?.clone();
        let speaks = taken.range(range.clone()).next().is_some();
        (!speaks).then_some(Duty { role: Role::Responsible, range, names, rule: "duty-listed" })
    };
    outline.items.iter().filter_map(duty).collect()
}

/// Returns the names of those who have the duties listed below an item: they begin its last
/// sentence, which announces a list.
fn giver(text: &str, item: &Item) -> Option<Vec<Name>> {
    static LISTS: Pattern = pattern!(
        "(?:(?:履行|承担|行使)[^。；：]{0,20}|的?(?:主要|工作|具体)*)(?:职责|职能)(?:任务|分工)?(?:是|为|如下)?：$|\
负责(?:下列|以下|如下)[^。；：]{0,6}：$"
    );
    let block = item.blocks.last().filter(|_| item.has_children)?;
    let sentence = context::before(text, block.end, context::SENTENCE);
    sentence.ends_with('：').then_some(())?;
    let start = (block.end - sentence.len()).max(block.start);
    let lists = start + LISTS.find(text.get(start..block.end)?)?.start();
    let first = start + text.get(start..lists)?.find('，').unwrap_or(lists - start);
    who(text, start..first).or_else(|| acting(text, start..first))
}
