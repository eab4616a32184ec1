//! Which way something goes if a figure is a difference: up in `增长6%`, down in
//! `压减审批材料30%`.

use super::measure;
use super::operator::{FALL, RISE, among};
use super::place::Place;
use crate::model::Change;

/// Verbs before the name of what rises or falls, by a share or by any number.
const BY_SHARE: &str = "提高|提升|降低|压缩";
const BY_ANY: &str = "增加|减少|压减|压降|削减|缩减|精简";

impl Place<'_, '_> {
    /// Whether what is measured rises or falls by the number, and its name without the word that
    /// says so: `用水量下降不少于16%`.
    pub(super) fn change(&self, measure: String) -> (Option<Change>, String) {
        if let Some(last) =
            self.last.filter(|_| self.op.is_empty() && self.amount.is_share() && self.adds())
        {
            return (last.change, measure);
        }
        if let Some(change) = self.strives() {
            return (Some(change), measure);
        }
        if let Some((change, name)) = self.changes_before(&measure) {
            return (Some(change), name.to_owned());
        }
        if self.rule.ends_with("change") {
            return (
                changes().find(|(verb, _)| *verb == self.op).map(|(_, change)| change),
                measure,
            );
        }
        let is_share = self.amount.is_share() || self.amount.unit == "倍";
        let may_change = is_share
            && matches!(self.rule, "indicator-bound" | "indicator-reach" | "indicator-margin");
        let of_name =
            changes().filter_map(|(verb, change)| Some((change, measure.strip_suffix(verb)?)));
        match of_name.filter(|_| may_change).min_by_key(|(_, name)| name.len()) {
            Some((change, name)) => {
                (Some(change), name.trim_end_matches("同比").trim_end_matches("年均").to_owned())
            }
            None => (None, measure),
        }
    }

    /// The direction of the change that is to be larger than the one before it:
    /// `增长8%以上，力争达到10%`.
    fn strives(&self) -> Option<Change> {
        let last = self.last?;
        let clause = self.text().get(last.range.end..self.start)?;
        let is_more = last.value <= self.amount.value && self.amount.value <= 3.0 * last.value;
        let strives = ["，力争", "、力争", "，争取"].contains(&clause);
        last.change.filter(|_| strives && is_more && last.unit == self.amount.unit)
    }

    /// The direction and the name if the verb of the change precedes the name: 审批材料 falls in
    /// `压减审批材料30%以上`.
    fn changes_before<'m>(&self, measure: &'m str) -> Option<(Change, &'m str)> {
        const NOUNS: &[char] = &['值', '量', '率', '额', '幅', '点', '版', '型', '速'];
        let forms = ["indicator-margin", "indicator-rate", "indicator-list"];
        let of_share = self.amount.is_share();
        let (change, name) = changes()
            .filter(|(verb, _)| among(BY_ANY, verb) || (of_share && among(BY_SHARE, verb)))
            .find_map(|(verb, change)| Some((change, measure.strip_prefix(verb)?)))?;
        let is_named = measure::is_name(name) && !name.starts_with(NOUNS);
        (forms.contains(&self.rule) && is_named).then_some((change, name))
    }
}

/// Verbs that lead to a difference, each with its direction.
fn changes() -> impl Iterator<Item = (&'static str, Change)> {
    let rise = RISE.split('|').map(|verb| (verb, Change::Rise));
    rise.chain(FALL.split('|').map(|verb| (verb, Change::Fall)))
}
