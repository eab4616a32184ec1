//! The thing that a quantity counts, named behind it: 工厂 in `新建800个工厂和50个车间`.

use super::measure::{LONGEST, is_name};
use super::operator::COUNTING;
use super::{joined, operator};
use crate::affix::AnyOf;
use crate::context::{self, CLAUSE};
use crate::lexicon::verbs;

/// The maximum length of a bracket that belongs to a name, in characters.
const SHORT_BRACKET: usize = 6;

/// The name that begins at byte `at`, up to the end of its clause or before the next quantity. Of a
/// list too long for a name, it is the first, or what the attributes in it describe:
/// `功能完善、环境优美的示范村`.
pub(super) fn behind(text: &str, at: usize) -> &str {
    let clause = context::after(text, at, CLAUSE);
    let list = first_of_list(clause, is_other);
    let first = first_of_list(clause, |_| true);
    if first.is_empty() || list.len() == first.len() || is_remark(clause) {
        named_in(described(clause, first).unwrap_or(first))
    } else if list.chars().nth(LONGEST).is_none() {
        named_in(list)
    } else {
        let described = list.rsplit_once('的').map(|(_, thing)| thing);
        named_in(described.filter(|thing| is_name(thing)).unwrap_or(first))
    }
}

/// What the parts of a list say what it can do or has: 人才 of `能够突破技术、发展产业的人才`.
fn described<'c>(clause: &'c str, first: &str) -> Option<&'c str> {
    const CAN: [&str; 8] = ["能够", "善于", "具有", "具备", "掌握", "精通", "熟悉", "从事"];
    let (_, thing) = clause.rsplit_once('的').filter(|_| !first.contains('的'))?;
    (first.starts_with_any(&CAN) && is_name(thing)).then_some(thing)
}

/// Whether a part of a list is no further name: it has a quantity or a verb of its own.
fn is_other(next: &str) -> bool {
    const LEADING: &[char] = &['对', '将', '把', '按', '以', '从', '向', '由', '并', '其', '每'];
    let part = next.split('、').next().unwrap_or(next);
    !is_quality(part)
        && (part.contains(|c: char| c.is_ascii_digit())
            || part.starts_with(LEADING)
            || COUNTING.leading(part).is_some()
            || verbs::are_in_part(context::first_chars(part, 4))
            || verbs::may_begin_name(part))
}

/// Whether a part of a list says of what quality something is: `创新强的专业技术人才`.
fn is_quality(part: &str) -> bool {
    const QUALITIES: &[char] = &['强', '高', '好', '精', '优', '美', '快', '多', '大', '硬', '佳'];
    part.split_once('的').is_some_and(|(quality, _)| quality.ends_with(QUALITIES))
}

/// Words for how something is done, with which no name goes on: 大力 in `10个领域大力开展培训`.
const HOW: [&str; 5] = ["大力", "积极", "深入", "广泛", "率先"];

/// What a share that ends at byte `at` is to do; a list of those who are to do it has no end before
/// another share: `行政村、社区建成中心` of `80%以上的行政村、社区建成中心`.
pub(super) fn shared(text: &str, at: usize) -> &str {
    let clause = context::after(text, at, CLAUSE);
    let clause = first_of_list(clause, |next| next.starts_with(|c: char| c.is_ascii_digit()));
    let is_whole = clause.chars().nth(LONGEST).is_none();
    if is_whole { named_in(clause) } else { behind(text, at) }
}

/// The name with which a clause behind a quantity begins.
fn named_in(clause: &str) -> &str {
    if is_remark(clause) {
        return "";
    }
    let name = clause.trim_start_matches('的');
    let name = name
        .split_once('）')
        .filter(|(head, _)| !head.contains('（'))
        .map_or(name, |(head, _)| head);
    let name = without_remark(name);
    let name = match name.find(|c: char| c.is_ascii_digit()).and_then(|digit| name.get(..digit)) {
        // 集体经济收入突破50万元
        Some(head) if head.chars().nth(2).is_some() && !operator::leads(head) => without_and(head),
        _ => name,
    };
    context::first_chars(without_act(name), LONGEST)
}

/// A name without what is done with the things that it names: 领域 of `领域大力开展培训`.
fn without_act(name: &str) -> &str {
    // 入党积极分子, 积极性高的青年
    let is_way = |(_, rest): &(&str, &str)| !rest.starts_with_any(&["分子", "性"]);
    let ways = HOW.iter().filter_map(|word| name.split_once(word)).filter(is_way);
    let acts = ways.map(|(named, _)| named.len()).min();
    let named = acts.and_then(|at| name.get(..at)).filter(|named| is_name(named));
    named.unwrap_or(name)
}

/// A name without the conjunction before the next quantity: 高级教师 of `高级教师和50名`.
fn without_and(name: &str) -> &str {
    const VERBS: [&str; 4] = ["参与", "涉及", "惠及", "普及"];
    let bare = name.strip_any_suffix(&joined::AND);
    bare.filter(|_| !name.ends_with_any(&VERBS)).unwrap_or(name)
}

/// The first part of a list; the mark in 县（市、区） separates none.
fn first_of_list(clause: &str, ends: impl Fn(&str) -> bool) -> &str {
    let mut is_open = false;
    let is_whole = clause.matches('（').count() == clause.matches('）').count();
    let mark = clause.char_indices().find(|(at, c)| {
        is_open = if is_open { *c != '）' } else { *c == '（' };
        let next = || clause.get(at + c.len_utf8()..).unwrap_or_default();
        *c == '、' && !(is_open && is_whole) && ends(next())
    });
    mark.map(|(end, _)| end).and_then(|end| clause.get(..end)).unwrap_or(clause)
}

/// Whether a text tells no name, but what mark is passed, what score is earned or what a norm asks:
/// `大关`, `得10分`, `的标准`.
fn is_remark(text: &str) -> bool {
    const WORDS: &[&str] = &["大关", "台阶", "关口", "的标准"];
    let scores = text.strip_prefix(['得', '加', '扣', '计']);
    text.starts_with_any(WORDS)
        || scores.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// Strips a remark in brackets after a name, `检查（高危行业领域每月至少1次）`; 县（市、区） is a
/// single name.
fn without_remark(name: &str) -> &str {
    match name.split_once('（') {
        Some(("", _)) => "",
        Some((head, rest))
            if is_name(head)
                && rest
                    .split('）')
                    .next()
                    .is_some_and(|one| one.chars().count() > SHORT_BRACKET) =>
        {
            head
        }
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_are_named_behind_their_number() {
        let text = "不少于60学时的业务知识和法律法规培训。";
        let at = text.find('的').expect("the text has it");
        assert_eq!(behind(text, at), "业务知识和法律法规培训");
        assert_eq!(behind("有条件、基础好的村。", 0), "有条件、基础好的村");
        assert_eq!(behind("紧缺领域大力开展培训", 0), "紧缺领域");
        assert_eq!(behind("入党积极分子。", 0), "入党积极分子");
        for (text, name) in [
            ("教师、医生、科技人员到基层工作", "教师、医生、科技人员到基层工作"),
            ("功能完善、环境优美的示范村，", "功能完善、环境优美的示范村"),
            ("镇、村综合文化服务中心", "镇、村综合文化服务中心"),
            ("龙头企业、100家合作社", "龙头企业"),
            ("能够突破技术、发展产业的领军人才。", "领军人才"),
            ("从事耕作、收获机械制造的企业，", "从事耕作、收获机械制造的企业"),
            ("示范村、完善管理制度", "示范村"),
            ("示范村、对农户进行指导", "示范村"),
        ] {
            assert_eq!(behind(text, 0), name, "{text}");
        }
    }
}
