//! The levels of administration, as names of bodies begin with them: 县 of 县司法局.

use crate::affix::AnyOf;

/// The characters for them.
pub(crate) const LEVELS: [char; 9] = ['省', '市', '县', '区', '州', '盟', '旗', '乡', '镇'];

/// Those from the county up, whose bodies issue documents of their own.
pub(crate) const OF_REGIONS: [char; 7] = ['省', '市', '县', '区', '州', '盟', '旗'];

/// Words that begin with the character of a level but name none, and what must follow for them to
/// be such a word, if that matters: 市民诉求处置中心 is a name without a level, 市民政局 is not.
const WORDS: &[(&str, &[&str])] = &[
    ("市场", &[]),
    ("市容", &[]),
    ("市域", &[]),
    ("县域", &[]),
    ("区域", &[]),
    ("区块链", &[]),
    ("省际", &[]),
    ("市民", &["诉求", "服务", "热线", "中心", "投诉", "学校"]),
    (
        "市政",
        &[
            "公用", "园林", "工程", "设施", "部门", "管理", "市容", "环卫", "环境", "建设", "道路",
            "养护", "绿化", "集团", "公司", "处", "所",
        ],
    ),
];

/// Whether a name begins with a word whose first character is not its level: 市场 in 市场监管部门.
pub(crate) fn begins_with_word(name: &str) -> bool {
    let follows = |rest: &str, next: &[&str]| next.is_empty() || rest.starts_with_any(next);
    WORDS.iter().any(|(word, next)| name.strip_prefix(word).is_some_and(|rest| follows(rest, next)))
}

/// Whether a name begins with its level.
pub(crate) fn begins_with_level(name: &str) -> bool {
    name.starts_with(LEVELS)
}
