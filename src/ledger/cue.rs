//! Words of responsibility: 牵头, 责任单位：, 负责.

use super::{Around, Reason, Search};
use crate::diagnostic::Sign;
use crate::extract::names_a_body;

const PATTERN: &str = "(?:牵头|责任|配合|协同|协办|参与|落实|主责|主办|承办|督办|督导|指导|考核|完成)(?:责任)?\
(?:单位|部门|领导|人|科室|处室|主体)：|牵头|负责|责任单位|责任部门|配合单位|配合部门|配合|协办|会同|督办";

pub(super) fn search() -> Search {
    Search::new(Sign::Cue, PATTERN, ["clause-unread", "cue-passed"], cue)
}

fn cue(around: &Around<'_>) -> Reason {
    let verb_closes = !around.sign.ends_with('：')
        && (around.after.starts_with(['）', '〕']) || around.in_clause && around.after.starts_with(['，', '；']));
    match () {
        () if around.in_title => Reason::Note("stands in a title"),
        () if around.sign == "会同" && around.goes_on(&["意"]) => {
            Reason::Note("is part of a word that gives no task")
        }
        () if around.goes_on(&["人", "制", "同志", "任", "干部", "领导", "的态度"]) => {
            Reason::Note("is part of a word that gives no task")
        }
        () if around.sign.ends_with('：') || verb_closes => {
            Reason::Doubt(format!("`{}` looks like a clause, and gave no assignment", around.sign))
        }
        () if around.goes_on(&["单位", "部门"]) || around.sign.ends_with(['位', '门']) => {
            Reason::Note("speaks of units by their role")
        }
        () => match names_a_body(around.before) {
            Some(name) => Reason::Doubt(format!("`{name}` stands before `{}`, and was given no duty", around.sign)),
            None => Reason::Note("has no body named before it"),
        },
    }
}
