//! Numbers in the middle of a block whose neighbours the copy lost or damaged: `（二）…。（四）…`.
//!
//! In a copy without line breaks a number is told by the one before it. Behind a stop or a closing
//! bracket, or behind a short heading, it is one even if that was lost; without this a single lost
//! number would hide all that follow.

use super::inline::{Place, SIBLING_WITHIN, ends_sentence};
use super::walk::Walk;
use crate::clause::ends_in_verb;
use crate::context::{self, is_han};
use crate::parse::numbering::{self, Kind, Number, mark};

/// How many numbers in a row a copy may have lost.
const MOST_LOST: u32 = 3;

impl Walk<'_> {
    /// Whether a number opens an item though the number before it, its heading or the bracket
    /// before it was lost, or it was itself damaged.
    pub(super) fn bridges(&self, number: Number, place: Place) -> bool {
        let is_counted = matches!(number.kind, Kind::Han | Kind::HanBracketed);
        let last = self.last.of(number.kind).unwrap_or(0);
        is_counted
            && self.has_run_together()
            && match number.value {
                0 => false,
                _ if place.is_enclosed => self.follows_open_clause(number, place, last),
                value if value == last + 1 && number.damaged => ends_sentence(place.before),
                _ if number.damaged => false,
                1 if self.begins_anew(number, place) => true,
                value if value == last + 1 || value == 1 && self.stack.is_empty() => {
                    self.follows_heading(number, place)
                }
                value if value == last => self.repeats(number, place),
                _ => self.leaps(number, last, place),
            }
    }

    /// Whether line breaks were lost: everywhere, or before an item in this block.
    fn has_run_together(&self) -> bool {
        self.collapsed || self.n_inline > 0
    }

    /// Whether a number begins another list, whose heading was lost: it and the next one follow
    /// clauses, `…责任单位：县水利局（一）改管…责任单位：县住建局（二）装表…`.
    fn begins_anew(&self, number: Number, place: Place) -> bool {
        let Number { kind, .. } = number;
        let from = place.at + number.len;
        let next = || {
            let end = context::floor(self.text, from + SIBLING_WITHIN);
            let ahead = self.text.get(from..end)?.split('\n').next()?;
            let at = from + ahead.find(&mark(kind, 2)).filter(|_| ahead.starts_with(is_han))?;
            Some(Place { at, before: context::previous(self.text, at)?, ..place })
        };
        kind == Kind::HanBracketed
            && self.open_of(kind).is_some_and(|item| item.value > 1)
            && self.follows_clause(number, place)
            && next().is_some_and(|next| self.follows_clause(Number { value: 2, ..number }, next))
    }

    /// Whether some numbers before it were lost: they do not follow behind it.
    fn leaps(&self, number: Number, last: u32, place: Place) -> bool {
        let Number { kind, value, .. } = number;
        let begins_anew = value <= last && self.open_of(kind).is_none();
        let last = if begins_anew { 0 } else { last };
        (last + 2..=last + 1 + MOST_LOST).contains(&value)
            && (ends_sentence(place.before) || self.follows_clause(number, place))
            && !self.is_about(number, place)
            && !self.comes_before(last + 1, value + 1, kind, place.at)
    }

    /// Whether a number stands for a few of something, 四、五个乡镇, or beside another that is
    /// mentioned: `（三）（四）条`.
    fn is_about(&self, number: Number, place: Place) -> bool {
        let Number { kind, value, .. } = number;
        let rest = self.text.get(place.at + number.len..).unwrap_or_default();
        let before = self.text.get(..place.at).unwrap_or_default();
        let next = numbering::leading_bare(rest);
        kind == Kind::Han && next.is_some_and(|(next, _)| next == value + 1)
            || kind == Kind::HanBracketed
                && (rest.starts_with(&mark(kind, value + 1))
                    || before.ends_with(&mark(kind, value.saturating_sub(1))))
    }

    /// Whether a number that occurs twice stands for the next one: `（二）…。（二）…。（四）…`. In
    /// an item, points that are counted anew begin with the numbers before it.
    fn repeats(&self, number: Number, place: Place) -> bool {
        let Number { kind, value, .. } = number;
        let open = self.open_of(kind);
        let Some(item) = open.filter(|_| value > 1 && ends_sentence(place.before)) else {
            return false;
        };
        let start = context::floor(self.text, place.at.saturating_sub(SIBLING_WITHIN));
        let own = self.text.get(item.text.max(start)..place.at).unwrap_or_default();
        !own.contains(&mark(kind, value - 1))
            && self.comes_before(value + 2, value + 1, kind, place.at)
    }

    /// Whether the number `value` follows, and the number `end` does not precede it.
    fn comes_before(&self, value: u32, end: u32, kind: Kind, at: usize) -> bool {
        let until = context::floor(self.text, at + SIBLING_WITHIN);
        let ahead = self.text.get(at..until).unwrap_or_default();
        let ahead = ahead.split(&mark(kind, end)).next().unwrap_or_default();
        // Another section may count anew.
        let ahead = ahead.split(&mark(kind, 1)).next().unwrap_or_default();
        ahead.contains(&mark(kind, value))
    }

    /// Whether nothing but a short heading, whose own number was lost, lies between the last
    /// sentence and the number: `…（县财政局负责）优化环境（五）完善…`.
    fn follows_heading(&self, number: Number, place: Place) -> bool {
        /// The maximum length of such a heading, in characters.
        const LONGEST: usize = 30;
        /// The minimum length.
        const LEAST: usize = 4;
        /// What follows the number of a point that is only mentioned.
        const MENTIONED: [char; 12] =
            ['项', '款', '条', '点', '目', '类', '的', '所', '中', '规', '要', '、'];
        let before = context::last_chars(self.text, place.at, LONGEST + 1);
        let Some((_, heading)) = before.rsplit_once(['。', '）', '〕']) else { return false };
        let rest = self.text.get(place.at + number.len..).unwrap_or_default();
        number.kind == Kind::HanBracketed
            && without_number(heading).chars().all(is_han)
            && heading.chars().count() >= LEAST
            && !heading.ends_with('第')
            && rest.starts_with(is_han)
            && !rest.starts_with(MENTIONED)
            // （二）确定的内容
            && rest.chars().nth(2) != Some('的')
            && (number.value > 1 || self.has_sibling(number, place.at))
    }

    /// Whether a number follows the names or the verb of a clause whose closing bracket was lost:
    /// `（县财政局负责二、优化环境`, `（责任单位：县财政局（四）规范执法`.
    fn follows_open_clause(&self, number: Number, place: Place, last: u32) -> bool {
        let before = self.text.get(..place.at).unwrap_or_default();
        let rest = self.text.get(place.at + number.len..).unwrap_or_default();
        number.value == last + 1
            && !number.damaged
            && rest.starts_with(is_han)
            // 二、三产业
            && numbering::leading_bare(rest).is_none()
            && (ends_in_verb(before) || self.follows_clause(number, place))
    }
}

/// A heading without what is left of its number: `二，优化环境`, `=、优化环境`.
fn without_number(heading: &str) -> &str {
    match heading.char_indices().nth(1) {
        Some((at, '、' | '，' | '.')) => {
            heading.get(at..).unwrap_or_default().trim_start_matches(['、', '，', '.'])
        }
        _ => heading,
    }
}

#[cfg(test)]
mod tests {
    use crate::parse::parse;
    use crate::read::Source;

    /// The paths of the items of a plan on one line.
    fn paths(plan: &str) -> String {
        let title = "某县人民政府办公室关于印发某县节水行动方案的通知";
        let text = format!("{title}\n为做好节水工作，制定本方案。{plan}");
        let outline = parse(&Source { text, ..Source::default() });
        let paths: Vec<String> = (0..outline.items.len()).map(|n| outline.path(n)).collect();
        paths.join(" ").replace("二/", "").replace("一/", "")
    }

    #[test]
    fn a_lost_number_does_not_hide_those_behind_it() {
        for (plan, expected) in [
            (
                "一、任务（一）改管。更新。（三）装表。安装。（四）检修。排查。",
                "一 （一） （三） （四）",
            ),
            (
                "一、任务（一）改管。更新。（二）装表。安装。（四）检修。排查。",
                "一 （一） （二） （四）",
            ),
            (
                "一、任务（一）改管。更新。（二）装表。安装。三）检修。排查。（四）巡查。检查。",
                "一 （一） （二） （三） （四）",
            ),
            (
                "一、任务（一）改管。更新。（二）装表。安装。（二）检修。排查。（四）巡查。检查。",
                "一 （一） （二） （二）~2 （四）",
            ),
            (
                "一、任务（一）改管。更新。（县水利局负责二、要求（二）装表。安装。",
                "一 （一） 二 （二）",
            ),
            (
                "一、任务（一）改管。更新。（责任单位：县水利局（二）装表。安装。",
                "一 （一） （二）",
            ),
            (
                "一、任务（一）改管。更新。（县水利局负责）保障措施（二）装表。安装。",
                "一 （一） （二）",
            ),
            (
                "一、任务（一）改管。更新。（二）装表。责任单位：县水利局（一）检修。责任单位：县住建局（二）巡查。检查。",
                "一 （一） （二） （一）~2 （二）~2",
            ),
            // Points of an item and mentions are no items.
            (
                "一、任务（一）改管。更新。（二）装表。责任单位：县水利局负责（一）检修。（二）巡查。",
                "一 （一） （二）",
            ),
            (
                "一、任务（一）改管。更新。（二）装表。有下列要求：（一）安装。（二）更换。（三）检修。排查。",
                "一 （一） （二） （三）",
            ),
            ("一、任务（一）改管。更新。对照前述第（二）项执行。", "一 （一）"),
            (
                "一、任务（一）改管。更新。（县水利局负责）完成总体目标（二）确定的内容。",
                "一 （一）",
            ),
            (
                "一、任务（一）改管。（见附件）（三）（四）条逐项核查。（二）装表。安装。",
                "一 （一） （二）",
            ),
            ("一、改管。更新。二、巡查。准备。四、五月份巡查。", "一 二"),
            (
                "一、任务（一）改管。更新。（二）装表。县水利局负责（三）类用户。",
                "一 （一） （二）",
            ),
        ] {
            assert_eq!(paths(plan), expected, "{plan}");
        }
    }
}
