//! Consequences: rewards and sanctions, who approves and who is informed, who assesses, and by
//! when.

use std::ops::Range;

use regex::Regex;

use super::{Duty, ProvisionMention, Scheme, TimeMention, place};
use crate::affix::AnyOf;
use crate::clause::{names, names_a_unit};
use crate::model::{ProvisionKind, TimeKind};
use crate::patterns::{Pattern, pattern};

/// `对连续2年考核优秀的单位及主要负责人，报请…`: who, and the beginning of the measure.
static WHO: Pattern = pattern!(
    "^对?(.{2,80}?的(?:单位|个人|集体|人员|乡镇|街道|部门|企业|干部|责任人|负责人|领导班子)(?:(?:和|及|或者?|、)[^，。；]{1,12}?)?)，?((?:按|给予|予以|通报|进行|责令|约谈|取消|报请|优先|授予|不得|由|实行|在全).*)$"
);
/// Words for rewards, which go first, since 通报表扬 is no sanction.
const REWARDS: &[&str] = &["表扬", "表彰", "奖励", "嘉奖", "优先", "授予", "记功"];
const SANCTIONS: &[&str] = &[
    "通报", "警示", "约谈", "责令", "问责", "追究", "追责", "取消", "不得", "一票否决", "批评",
    "处分", "处理", "建议书", "降低等次",
];
/// `考核结果抄送县委组织部、县财政局等单位`.
static TOLD: Pattern = pattern!(
    "(?:结果(?:同时|及时)?|(?:审定|批准|审批|审议)后?，?(?:并|同时|及时)?)(?:抄送|抄报|通报|报送|反馈|提供|移送)(?:给|至)?([^。；，]{2,80}?)(?:等(?:单位|部门)|，|$|作为|审定|备案)"
);
/// `报县委、县政府审定`.
static APPROVED: Pattern =
    pattern!("报(?:请|送|经)?([^。；，]{2,40}?)(?:审定|批准|审批|审议|研究确定)");
/// Verbs for deciding on a result, one of which every approval has.
const DECIDED: &[&str] = &["审定", "批准", "审批", "审议", "研究确定"];
/// A sentence about the assessment: `考核每年度组织一次`.
static ONCE: Pattern = pattern!("考核|考评|评价|评判|评分");

/// Reads rewards, sanctions, approvers and recipients.
pub(super) fn effects(scheme: &Scheme<'_>) -> Vec<ProvisionMention> {
    let mut found = Vec::new();
    for sentence in &scheme.sentences {
        found.extend(pieces(scheme, sentence).filter_map(|piece| effect(scheme, piece)));
        let text = scheme.get(sentence);
        let is_decided = text.contains_any(DECIDED);
        if is_decided {
            found.extend(bodies(scheme, sentence, &APPROVED, ProvisionKind::Approver));
        }
        if is_decided || text.contains("结果") {
            found.extend(bodies(scheme, sentence, &TOLD, ProvisionKind::Recipient));
        }
    }
    found
}

/// Splits a sentence where it turns to other bodies, and after clauses about points.
fn pieces<'a>(
    scheme: &'a Scheme<'_>,
    sentence: &Range<usize>,
) -> impl Iterator<Item = Range<usize>> + 'a {
    let text = scheme.get(sentence);
    let mut starts: Vec<usize> = vec![0];
    starts.extend(text.match_indices("，对").map(|(at, _)| at + '，'.len_utf8()));
    starts.extend(text.match_indices('，').map(|(at, comma)| at + comma.len()).filter(|at| {
        let clause = text
            .get(..*at - '，'.len_utf8())
            .and_then(|head| head.rsplit('，').next())
            .unwrap_or_default();
        clause.contains("加分") || clause.contains("扣分")
    }));
    starts.sort_unstable();
    starts.dedup();
    let ends: Vec<usize> =
        starts.iter().skip(1).map(|at| at - '，'.len_utf8()).chain([text.len()]).collect();
    let base = sentence.start;
    starts
        .into_iter()
        .zip(ends)
        .filter(|(start, end)| start < end)
        .map(move |(start, end)| base + start..base + end)
}

/// Reads whom a piece rewards or punishes, and how.
fn effect(scheme: &Scheme<'_>, piece: Range<usize>) -> Option<ProvisionMention> {
    let text = scheme.get(&piece);
    let has = |words: &[&str], text: &str| text.contains_any(words);
    let is_effect = |measure: &str| has(REWARDS, measure) || has(SANCTIONS, measure);
    if !is_effect(text) {
        return None;
    }
    let of_case = text.match_indices("的，").find_map(|(at, stop)| {
        let (condition, measure) =
            (text.get(..at + '的'.len_utf8())?, text.get(at + stop.len()..)?);
        (is_effect(measure) && !has(&["加分", "扣分"], measure)).then_some((condition, measure))
    });
    let of_body = || {
        let found = WHO.captures(text)?;
        let (who, measure) = (found.get(1)?.as_str(), found.get(2)?.as_str());
        is_effect(measure).then_some((who, measure))
    };
    let (condition, measure) = of_case.or_else(of_body)?;
    let condition = condition.strip_prefix('对').unwrap_or(condition);
    let kind = if has(REWARDS, measure) { ProvisionKind::Reward } else { ProvisionKind::Sanction };
    let mut found = ProvisionMention::new(kind, measure, piece.clone(), "assessment-effect");
    found.terms.condition = Some(condition.to_owned());
    found.terms.measure = Some(measure.to_owned());
    Some(found)
}

/// The bodies that a pattern captures in a sentence.
fn bodies(
    scheme: &Scheme<'_>,
    sentence: &Range<usize>,
    pattern: &Regex,
    kind: ProvisionKind,
) -> Vec<ProvisionMention> {
    let listed = pattern.captures_iter(scheme.get(sentence)).filter_map(|found| found.get(1));
    let found = listed.flat_map(|list| names(scheme.text, place(sentence, &list)));
    found
        .filter(|name| names_a_unit(&name.text) && !name.text.contains("考核对象"))
        .map(|name| ProvisionMention::of_body(kind, name, "assessment-result"))
        .collect()
}

/// Who assesses, according to the duties outside 考核内容 that mention an assessment.
pub(super) fn assessors(scheme: &Scheme<'_>, duties: &[Duty]) -> Vec<ProvisionMention> {
    let mut found: Vec<ProvisionMention> = Vec::new();
    for duty in duties {
        let Some(sentence) = scheme.sentence_of(duty.range.start) else { continue };
        let (subject, said) = (scheme.get(&sentence), scheme.get(&duty.range));
        if !["考核", "考评", "评价", "评判"].iter().any(|word| {
            said.contains(word) || (subject.contains(word) && said.contains("组织实施"))
        }) {
            continue;
        }
        for name in &duty.names {
            let (kind, rule) = (ProvisionKind::Assessor, "assessment-assessor");
            let mut assessor = ProvisionMention::of_body(kind, name.clone(), rule);
            assessor.terms.measure = Some(said.to_owned());
            found.push(assessor);
        }
    }
    found
}

/// How often it is done, and the time limits for its steps.
pub(super) fn times(scheme: &Scheme<'_>, times: &[TimeMention]) -> Vec<ProvisionMention> {
    let mut found = Vec::new();
    for time in times {
        let Some(sentence) = scheme.sentence_of(time.range.start) else { continue };
        let clause = crate::context::after(scheme.text, time.range.end, crate::context::CLAUSE);
        let kind = match time.kind {
            TimeKind::Recurrence if ONCE.is_match(scheme.get(&sentence)) => {
                ProvisionKind::Frequency
            }
            TimeKind::Duration if time.text.ends_with('内') || clause.starts_with('内') => {
                ProvisionKind::Limit
            }
            _ => continue,
        };
        let range = time.range.start..time.range.end + clause.len();
        let mut one = ProvisionMention::new(kind, scheme.get(&range), range, "assessment-time");
        one.terms.measure =
            Some(clause.trim_start_matches('内').to_owned()).filter(|measure| !measure.is_empty());
        one.terms.duration = time.value.clone();
        one.terms.working_days = time.working_days;
        found.push(one);
    }
    found
}
