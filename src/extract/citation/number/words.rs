//! Words before a number that do not belong to it: `按照省政府|鄂政发〔2022〕18号`.

use crate::affix::AnyOf;

/// Words that precede a number without belonging to it.
const BEFORE: &[&str] = &[
    "按照", "根据", "依据", "落实", "贯彻", "执行", "实施", "参照", "依照", "对照", "废止", "以及",
    "文件", "印发", "转发", "下发", "通知", "关于", "严格", "中的", "按", "和", "及", "与", "将",
    "对", "以", "的", "即", "见",
];

/// Strips the words before a number, as long as an issuer remains.
pub(super) fn without_words(number: &str) -> &str {
    /// Beginnings of bodies whose name contains 和.
    const JOINED: &[&str] = &["发展和", "工业和", "资源和", "住房和", "卫生和", "规划和", "文化和"];
    let who = number.split(['〔', '（']).next().unwrap_or_default();
    let ends = BEFORE.iter().filter_map(|word| Some(who.rfind(word)? + word.len()));
    let in_name = |end: usize| who.get(..end).is_some_and(|head| head.ends_with_any(JOINED));
    let ends = ends.filter(|end| !in_name(*end));
    let start = ends.filter(|end| *end < who.len()).max();
    without_body(start.and_then(|start| number.get(start..)).unwrap_or(number))
}

/// A number without the body before it: 鄂政发〔2022〕18号 of `省政府鄂政发〔2022〕18号`.
fn without_body(number: &str) -> &str {
    const BODIES: &[&str] = &[
        "省政府", "市政府", "县政府", "区政府", "州政府", "省委", "市委", "县委", "区委", "州委",
        "政府办公厅", "政府办公室", "省委办公厅", "市委办公室", "国务院", "国务院办公厅", "财政部",
        "教育部", "水利部", "商务部", "公安部", "民政部", "发改委", "发展改革委",
    ];
    let Some((who, _)) = number.split_once('〔') else { return number };
    // What is left must be the code of a body and what it does: 鄂政发.
    let codes = BODIES.iter().filter_map(|body| Some(who.rfind(body)? + body.len()));
    let code =
        codes.max().filter(|end| who.get(*end..).is_some_and(|code| code.chars().count() > 1));
    code.and_then(|end| number.get(end..)).unwrap_or(number)
}
