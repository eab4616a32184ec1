//! How the assessment is done: methods, the total score and its parts, grades, and points added or
//! deducted.

use std::ops::Range;

use regex::{Captures, Match};

use super::{ProvisionMention, Scheme, Topic, list, number, place, title};
use crate::affix::AnyOf;
use crate::model::ProvisionKind;
use crate::patterns::{Pattern, pattern};

static METHODS: Pattern = pattern!(
    "(?:考核|考评|评价)(?:方式|方法)(?:主要)?(?:包括|有|为|采取|采用|分为)([^。；]{2,120})"
);
static HUNDRED: Pattern = pattern!("百分制|千分制|(?:满分|总分)(?:为|是)?([0-9]+)分");
/// `总分由日常得分（日常评价、网络检索）和实地考察得分组成`.
static MADE_OF: Pattern = pattern!("(?:总分|总成绩|总得分|考核得分)由([^。；]+?)(?:组成|构成)");
/// `日常评价占40分`, `年终考核权重为60%`.
static SHARE: Pattern = pattern!(
    "([^，。；、：（）0-9]{2,16}?)(?:部分)?(?:占|权重为|权重占|分值为|计)(?:总分(?:值)?(?:的)?)?([0-9]+(?:\\.[0-9]+)?)(分|%)"
);
static GRADES: Pattern = pattern!(
    "(?:分为|设|划分为|评定为)([^。；，：]{2,60}?)(?:[一二三四五六两2-6]个)?(?:等次|等级|档次)"
);
/// `90分以上为优秀`; the text before 为 gives the bounds.
static BOUNDED: Pattern = pattern!(
    "([0-9]+分?[^。；为]{0,24})为“?([^，。；、“”0-9（）]{1,5}?)”?(?:等次|等级|档次|$|[，。；、（）])"
);
static IN_BRACKETS: Pattern =
    pattern!("([^，。；、：“”0-9（）和为]{1,4})（([^）]{0,8}[0-9]+分?[^）]{0,20})）");
static AT_LEAST: Pattern = pattern!("([0-9]+(?:\\.[0-9]+)?)分?(?:（含[^）]*）|含)?及?以上");
static BELOW: Pattern = pattern!(
    "(?:不足|不满|低于|小于|未达到)([0-9]+(?:\\.[0-9]+)?)分?|([0-9]+(?:\\.[0-9]+)?)分?(?:（不含[^）]*）|不含)?以下"
);
static FROM_TO: Pattern =
    pattern!("([0-9]+(?:\\.[0-9]+)?)分?(?:[-—－–~～至到])+([0-9]+(?:\\.[0-9]+)?)分?");
/// `予以相应加分`, `每次扣2分`.
static ADJUSTS: Pattern = pattern!(
    "(?:予以|给予|可以?|进行|酌情|适当|相应)(?:相应|适当)?(加|扣|减)分|(加|扣|减)([0-9]+(?:\\.[0-9]+)?)分"
);
/// `累计加分最多不超过5分`.
static AT_MOST: Pattern = pattern!(
    "(加|扣|减)分[^，。；]{0,10}?(?:不超过|不高于|上限为?|最多为?|最高为?|限)([0-9]+(?:\\.[0-9]+)?)分|(?:最多|最高|累计)(加|扣|减)([0-9]+(?:\\.[0-9]+)?)分"
);
/// Usual names of grades, for schemes that do not list theirs.
const COMMON: &[&str] = &["优秀", "良好", "合格", "基本合格", "不合格", "称职", "较差", "差"];
/// What separates two conditions in a sentence.
static OR: Pattern = pattern!("，(?:或者?|以及)");

/// Reads everything about scores; `from` is the number of provisions before these.
pub(super) fn scores(scheme: &Scheme<'_>, from: usize) -> Vec<ProvisionMention> {
    let mut found = scales(scheme);
    found.extend(parts(scheme));
    let methods = methods(scheme, &found, from);
    found.extend(methods);
    found.extend(grades(scheme));
    found.extend(scheme.sentences.iter().flat_map(|sentence| adjustments(scheme, sentence)));
    found
}

/// All matches of a pattern in the sentences; each contains one of the `signs`.
fn all<'a>(
    scheme: &'a Scheme<'a>,
    pattern: &'static Pattern,
    signs: &'static [&str],
) -> impl Iterator<Item = (&'a Range<usize>, Captures<'a>)> {
    let says = |sentence: &&Range<usize>| scheme.get(sentence).contains_any(signs);
    scheme.sentences.iter().filter(says).flat_map(move |sentence| {
        pattern.captures_iter(scheme.get(sentence)).map(move |found| (sentence, found))
    })
}

/// The first mention of 百分制 or 满分100分.
fn scales(scheme: &Scheme<'_>) -> Vec<ProvisionMention> {
    let scale = |(sentence, found): (&Range<usize>, Captures<'_>)| {
        let (name, range) = (found.get(0)?.as_str(), place(sentence, &found.get(0)?));
        let mut scale =
            ProvisionMention::new(ProvisionKind::Scale, name, range, "assessment-score");
        scale.terms.points = match name {
            "百分制" => Some(100.0),
            "千分制" => Some(1000.0),
            _ => number(&found[1]),
        };
        Some(scale)
    };
    let first = all(scheme, &HUNDRED, &["分制", "满分", "总分"]).next();
    first.and_then(scale).into_iter().collect()
}

fn parts(scheme: &Scheme<'_>) -> Vec<ProvisionMention> {
    let part = |name: &str, range| {
        ProvisionMention::new(ProvisionKind::Part, name, range, "assessment-score")
    };
    let mut parts = Vec::new();
    for (sentence, found) in all(scheme, &MADE_OF, &["组成", "构成"]) {
        let Some(made_of) = found.get(1) else { continue };
        for (one, start) in list(made_of.as_str(), sentence.start + made_of.start()) {
            let name = one.split('（').next().unwrap_or(one);
            parts.push(part(name, start..start + one.len()));
        }
    }
    for (sentence, found) in all(scheme, &SHARE, &["分", "%"]) {
        let Some(whole) = found.get(0) else { continue };
        let name = found[1].trim_start_matches(['和', '其', '中']);
        let known = parts
            .iter()
            .position(|one| one.name == name || one.name.trim_end_matches("得分") == name);
        let n = known.unwrap_or_else(|| {
            parts.push(part(name, place(sentence, &whole)));
            parts.len() - 1
        });
        let terms = &mut parts[n].terms;
        let value = number(&found[2]);
        *if &found[3] == "%" { &mut terms.weight } else { &mut terms.points } = value;
    }
    parts
}

/// The methods, each below the part of the score that it yields.
fn methods(scheme: &Scheme<'_>, scores: &[ProvisionMention], from: usize) -> Vec<ProvisionMention> {
    let rule = "assessment-method";
    let mut methods = Vec::new();
    if let Some((sentence, found)) = all(scheme, &METHODS, &["方式", "方法"]).next()
        && let Some(listed) = found.get(1)
    {
        let tails = ["相结合的方式", "相结合", "等方式", "等方法", "的方式", "等"];
        for (one, start) in list(listed.as_str(), sentence.start + listed.start()) {
            let name = one.strip_any_suffix(&tails).unwrap_or(one);
            let range = start..start + name.len();
            methods.push(ProvisionMention::new(ProvisionKind::Method, name, range, rule));
        }
    }
    if methods.len() < 2 {
        let items: Vec<_> =
            scheme.headings(Topic::Method).flat_map(|heading| scheme.children(heading)).collect();
        methods = items
            .into_iter()
            .filter(|item| title(scheme.outline, *item).chars().count() <= 20)
            .map(|item| {
                let name = title(scheme.outline, item);
                ProvisionMention::new(ProvisionKind::Method, name, scheme.heading_range(item), rule)
            })
            .collect();
    }
    for method in &mut methods {
        method.above =
            scores.iter().position(|part| gives(scheme, part, &method.name)).map(|n| from + n);
    }
    methods
}

/// Whether a part of the score lists the method in its brackets, or is named after it.
fn gives(scheme: &Scheme<'_>, part: &ProvisionMention, method: &str) -> bool {
    let brackets = scheme
        .get(&part.range)
        .split_once('（')
        .map_or("", |(_, inner)| inner.trim_end_matches('）'));
    part.kind == ProvisionKind::Part
        && (brackets.split('、').any(|one| one == method)
            || (brackets.is_empty() && method.starts_with(part.name.trim_end_matches("得分"))))
}

fn grades(scheme: &Scheme<'_>) -> Vec<ProvisionMention> {
    let grade = |name: &str, range| {
        ProvisionMention::new(ProvisionKind::Grade, name, range, "assessment-grade")
    };
    let mut grades: Vec<ProvisionMention> = Vec::new();
    for (sentence, found) in all(scheme, &GRADES, &["等次", "等级", "档次"]) {
        let Some(listed) = found.get(1) else { continue };
        let names = list(listed.as_str(), sentence.start + listed.start());
        if grades.is_empty() && names.len() > 1 {
            let name = |one: &str| {
                one.split('（').next().unwrap_or(one).trim_matches(['“', '”']).to_owned()
            };
            grades.extend(
                names.iter().map(|(one, start)| grade(&name(one), *start..*start + one.len())),
            );
        }
    }
    let is_listed = !grades.is_empty();
    let forms: [(_, &[&str], _, _); 2] =
        [(&BOUNDED, &["为"], 2, 1), (&IN_BRACKETS, &["分", "（"], 1, 2)];
    for (pattern, signs, name, bounds) in forms {
        for (sentence, found) in all(scheme, pattern, signs) {
            let (Some(whole), name, bounds) = (found.get(0), &found[name], &found[bounds]) else {
                continue;
            };
            let known = grades.iter().position(|one| one.name == name);
            // Without a list of grades, accept only the usual names.
            if known.is_none() && (is_listed || !COMMON.contains(&name)) {
                continue;
            }
            let n = known.unwrap_or_else(|| {
                grades.push(grade(name, place(sentence, &whole)));
                grades.len() - 1
            });
            bound(&mut grades[n], bounds);
        }
    }
    grades
}

/// Reads bounds such as `80分以上、不足90分` and `80—89分`.
fn bound(grade: &mut ProvisionMention, text: &str) {
    let value = |found: Option<Match<'_>>| found.and_then(|found| number(found.as_str()));
    if let Some(found) = FROM_TO.captures(text) {
        (grade.terms.at_least, grade.terms.at_most) = (value(found.get(1)), value(found.get(2)));
        return;
    }
    if let Some(found) = AT_LEAST.captures(text) {
        grade.terms.at_least = value(found.get(1));
    }
    if let Some(found) = BELOW.captures(text) {
        grade.terms.below = value(found.get(1).or(found.get(2)));
    }
}

/// The points that a sentence adds or deducts, one provision for each condition.
fn adjustments(scheme: &Scheme<'_>, sentence: &Range<usize>) -> Vec<ProvisionMention> {
    let text = scheme.get(sentence);
    if !text.contains('分') {
        return Vec::new();
    }
    let mut found: Vec<ProvisionMention> = Vec::new();
    // Where the conditions of the next adjustment begin.
    let mut from = 0;
    let mut start = 0;
    for clause in text.split_inclusive('，') {
        let here = start..start + clause.trim_end_matches('，').len();
        start += clause.len();
        let Some(adjusts) = ADJUSTS.captures(text.get(here.clone()).unwrap_or_default()) else {
            limit(&mut found, clause);
            continue;
        };
        let kind = match adjusts.get(1).or(adjusts.get(2)).map(|sign| sign.as_str()) {
            Some("加") => ProvisionKind::Bonus,
            _ => ProvisionKind::Penalty,
        };
        let before = text.get(from..here.start).unwrap_or_default().trim_end_matches('，');
        let mut at = from;
        for condition in OR.split(before).filter(|condition| !condition.is_empty()) {
            let offset =
                before.get(at - from..).and_then(|rest| rest.find(condition)).unwrap_or_default();
            at += offset;
            let bare = condition.trim_start_matches(['对', '凡']);
            let range = sentence.start + at..sentence.start + at + condition.len();
            let mut one = ProvisionMention::new(kind, bare, range, "assessment-adjustment");
            one.terms.condition = Some(bare.to_owned());
            one.terms.points = adjusts.get(3).and_then(|points| number(points.as_str()));
            found.push(one);
        }
        limit(&mut found, clause);
        from = start;
    }
    found
}

/// Reads the maximum number of points for the adjustments with the same sign.
fn limit(found: &mut [ProvisionMention], clause: &str) {
    let Some(limit) = AT_MOST.captures(clause) else { return };
    let sign = limit.get(1).or(limit.get(3)).map_or("", |sign| sign.as_str());
    let points = limit.get(2).or(limit.get(4)).and_then(|points| number(points.as_str()));
    let kind = if sign == "加" { ProvisionKind::Bonus } else { ProvisionKind::Penalty };
    found.iter_mut().filter(|one| one.kind == kind).for_each(|one| one.terms.max_points = points);
}
