//! 主送机关: the line above the text that names those whom a document is for.

use std::ops::Range;

use super::super::numbering;
use super::{Block, Part, is_body_name, years};
use crate::affix::AnyOf;
use crate::bracket::split;
use crate::clause::person::may_be_name;
use crate::clause::{is_second_half, names_a_known_body};
use crate::lexicon::levels::LEVELS;
use crate::lexicon::unit_types::{Scheme, unit_types};

/// What a class of bodies begins with behind another one: `各乡镇、县直各单位`.
const CLASSES: [&str; 14] = [
    "各", "省直", "市直", "州直", "盟直", "县直", "区直", "旗直", "镇直", "乡直", "局属", "委属",
    "直属", "全",
];

/// Splits the addressees, a block that ends with `：`, into names.
///
/// Splits at `，` and where another class begins, but at other `、` only if every piece is a name
/// by itself (`县委各工作部门、县直机关各单位`, not `各镇党委、政府`).
pub(in crate::parse) fn addressees(text: &str, block: &Block) -> Vec<Part> {
    let whole = text.get(block.clone()).unwrap_or_default().trim_end_matches('：');
    let pieces = split(whole, &['，']).into_iter().flat_map(|piece| joined(whole, piece));
    let groups = pieces.flat_map(|piece| classes(whole, piece));
    let names = groups.flat_map(|group| names(whole, group));
    let part = |name: Range<usize>| Part {
        text: whole.get(name.clone()).unwrap_or_default().to_owned(),
        range: block.start + name.start..block.start + name.end,
    };
    names.map(part).collect()
}

/// Splits `市直各有关单位并各县区`, `市政府各委、局及各直属单位` before the last 各.
fn joined(whole: &str, piece: Range<usize>) -> Vec<Range<usize>> {
    const AND: [&str; 3] = ["以及", "并", "及"];
    let text = whole.get(piece.clone()).unwrap_or_default();
    let joint = text.rsplit_once('各').and_then(|(head, _)| {
        let first = head.strip_any_suffix(&AND)?;
        Some((first.len(), head.len()))
    });
    let Some((end, start)) = joint else { return vec![piece] };
    vec![piece.start..piece.start + end, piece.start + start..piece.end]
}

/// Splits a piece before each class of bodies, unless a mere level stands before it:
/// `各市、各县人民政府`, `驻县区直、市直各单位`.
fn classes(whole: &str, piece: Range<usize>) -> Vec<Range<usize>> {
    let text = |range: Range<usize>| whole.get(range).unwrap_or_default();
    let mut groups: Vec<Range<usize>> = Vec::new();
    for name in split(text(piece.clone()), &['、']) {
        let name = piece.start + name.start..piece.start + name.end;
        let begins = begins_class(text(name.clone()));
        let is_whole = |last: &Range<usize>| {
            let last = text(last.clone());
            last.chars().nth(2).is_some() && !last.ends_with('直')
        };
        let follows = |last: &Range<usize>| is_behind_class(text(last.clone()), text(name.clone()));
        match groups.last_mut().filter(|last| !(begins && is_whole(last) || follows(last))) {
            Some(last) => last.end = name.end,
            None => groups.push(name),
        }
    }
    groups
}

/// Whether a name is that of one body behind a whole class of others: 县教育局 behind 各有关企业.
fn is_behind_class(class: &str, name: &str) -> bool {
    const ENDS: [&str; 6] = ["单位", "部门", "企业", "公司", "学校", "乡镇"];
    let is_bureau = |name: &str| unit_types().labelled(Scheme::Local, name).is_some();
    class.starts_with('各')
        && class.ends_with_any(&ENDS)
        && name.strip_prefix(LEVELS).is_some_and(is_bureau)
        && name.ends_with('局')
}

/// Whether a text begins with a class of bodies: 县直各单位, 县政府有关部门.
fn begins_class(text: &str) -> bool {
    let of_government = || text.strip_prefix(LEVELS)?.strip_prefix("政府");
    let has_members = |rest: &str| rest.starts_with_any(&["各", "有关", "相关", "直属"]);
    text.starts_with_any(&CLASSES) || of_government().is_some_and(has_members)
}

/// Splits a group at every `、` if whole names result.
fn names(whole: &str, group: Range<usize>) -> Vec<Range<usize>> {
    let names = split(whole.get(group.clone()).unwrap_or_default(), &['、']);
    let names: Vec<Range<usize>> =
        names.into_iter().map(|name| group.start + name.start..group.start + name.end).collect();
    let texts: Vec<&str> =
        names.iter().map(|name| whole.get(name.clone()).unwrap_or_default()).collect();
    let alike = texts.iter().all(|name| name.contains('各'))
        || texts.iter().all(|name| !name.contains('各'));
    let is_one = texts.windows(2).any(|pair| is_half(pair[0], pair[1]));
    let apart = !is_one
        && (alike && texts.iter().all(|name| name.chars().count() >= 4 || is_unit(name))
            || texts.iter().all(|name| is_body_name(name))
            || are_people(whole.get(group.clone()).unwrap_or_default()));
    if apart { names } else { vec![group] }
}

/// Whether `second` is the other body of each of those before it: 各乡镇党委、人民政府,
/// 各区委、区政府, 各县司法局、公安局.
fn is_half(first: &str, second: &str) -> bool {
    /// The maximum length of such a government, in characters.
    const LONGEST: usize = 6;
    let is_every = first.starts_with('各') && !second.contains('各');
    let is_government = second.ends_with("政府") && second.chars().nth(LONGEST).is_none();
    let is_bureau = unit_types().labelled(Scheme::Local, second).is_some();
    is_second_half(first, second)
        || is_every
            && (first.ends_with('委') && is_government || first.ends_with('局') && is_bureau)
}

/// Whether a block is a line of addressees.
pub(in crate::parse) fn is_addressee_line(text: &str) -> bool {
    const WORDS: [&str; 9] = ["各", "政府", "单位", "部门", "委", "局", "公司", "办", "支部"];
    let Some(names) = text.strip_suffix('：') else { return false };
    (3..300).contains(&names.chars().count())
        && !text.contains(['。', '；', '《'])
        && !text.contains("关于")
        && years(text).next().is_none()
        && numbering::leading(text).is_none()
        && !text.ends_with("如下：")
        && (text.contains_any(&WORDS) || are_ministries(names) || are_people(names))
}

/// Whether a text names ministries or departments of a province: `教育部、财政部`, 省教育厅.
fn are_ministries(names: &str) -> bool {
    names.ends_with(['部', '厅']) && names.split(['、', '，']).all(is_unit)
}

/// Whether a text is the name of a known unit or of headquarters: 教育部, 武警总部.
fn is_unit(name: &str) -> bool {
    is_body_name(name) && (names_a_known_body(name) || name.ends_with("总部"))
}

/// Whether a text names people whom a reply is for: `王建国、李红代表`, `赵玉梅等3名代表`,
/// `张三同志`.
fn are_people(text: &str) -> bool {
    const TITLES: [&str; 7] = ["代表", "委员", "副主席", "主席", "同志", "先生", "女士"];
    let bare = text.strip_prefix("尊敬的").unwrap_or(text);
    let Some(names) = bare.strip_any_suffix(&TITLES) else {
        return false;
    };
    let counted = names
        .strip_suffix(['名', '位'])
        .map(|head| head.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('等'));
    counted.unwrap_or(names).split('、').all(may_be_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addressees_split_only_into_whole_names() {
        for (line, expected) in [
            ("县委各工作部门、县直机关各单位", "县委各工作部门 县直机关各单位"),
            ("区经济发展局、公安局，区气象局", "区经济发展局 公安局 区气象局"),
            ("各镇党委、政府，各部、委、办、局", "各镇党委、政府 各部、委、办、局"),
            ("各县（市、区）委、人民政府，市委各部委", "各县（市、区）委、人民政府 市委各部委"),
            ("各乡镇、县直各单位", "各乡镇 县直各单位"),
            ("各有关企业、县教育局", "各有关企业 县教育局"),
            ("各区委、区政府、市直各单位", "各区委、区政府 市直各单位"),
            ("各乡镇党委、乡镇人民政府、县直各单位", "各乡镇党委、乡镇人民政府 县直各单位"),
            ("各县司法局、公安局、各监狱", "各县司法局、公安局 各监狱"),
            ("各县统计局、青河市统计局", "各县统计局 青河市统计局"),
            (
                "各乡镇人民政府、县政府有关部门并各国有企业",
                "各乡镇人民政府 县政府有关部门 各国有企业",
            ),
            ("县直有关部门、各乡镇人民政府", "县直有关部门 各乡镇人民政府"),
            ("各股室、各司法所、局属各单位", "各股室 各司法所 局属各单位"),
            ("各区人民政府、市政府各部门", "各区人民政府 市政府各部门"),
            ("市直各有关单位并各县区", "市直各有关单位 各县区"),
            ("市政府各委、局及各直属单位", "市政府各委、局 各直属单位"),
            ("各社区、镇直有关单位、茂林派出所", "各社区 镇直有关单位 茂林派出所"),
            ("各省及各计划单列市", "各省 各计划单列市"),
            ("各乡镇人民政府以及各有关单位", "各乡镇人民政府 各有关单位"),
            ("科技部、甘肃省人民政府、中科院", "科技部 甘肃省人民政府 中科院"),
            ("各乡、镇人民政府", "各乡、镇人民政府"),
            ("各市、县人民政府", "各市、县人民政府"),
            ("各市、各县人民政府", "各市、各县人民政府"),
            ("各厅、委、局", "各厅、委、局"),
            ("驻县区直、市直各单位", "驻县区直、市直各单位"),
            ("王建国、李红代表", "王建国 李红代表"),
        ] {
            let parts = addressees(line, &(0..line.len())).into_iter();
            assert_eq!(parts.map(|part| part.text).collect::<Vec<_>>().join(" "), expected);
        }
    }

    #[test]
    fn people_are_addressed_by_their_titles() {
        for (line, expected) in [
            ("王建国、李红代表：", true),
            ("赵玉梅等3名代表：", true),
            ("张三同志：", true),
            ("民建滑县支部：", true),
            ("马长河副主席：", true),
            ("教育部：", true),
            ("教育部、财政部：", true),
            ("省教育厅，省财政厅：", true),
            ("中央宣传部：", true),
            ("武警总部：", true),
            ("县直干部：", false),
            ("后勤保障部：", false),
            ("主要内部：", false),
            ("滑县水利局关于节水的通知各乡镇：", false),
            ("滑政发〔2023〕5号各乡镇：", false),
            ("职工代表：", false),
            ("工作要求：", false),
        ] {
            assert_eq!(is_addressee_line(line), expected, "{line}");
        }
    }
}
