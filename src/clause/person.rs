//! Names of people: a surname of `lexicon/surname.tsv` and one or two characters more, that make no
//! word with what stands around.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::context;

static SURNAMES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    include_str!("../lexicon/surname.tsv")
        .lines()
        .skip(1)
        .filter_map(|row| row.split('\t').next())
        .collect()
});

/// Characters that no given name holds in official documents, but words before and behind posts do.
const NO_NAME: &str = "副市县省区镇乡州委组总级各任门厅等由的及与是在政府工会办关院部局处科室司法位员务主常第兼责分管其他同负机构下二三四五六七八九十把对\
    向以从即被原前后校每该本此这那要应可按经职企监督察领导干";
/// Words that may stand right before a name in running text; a name behind another character of a
/// word would split it.
const BEFORE: &[&str] = &[
    "落实", "贯彻", "围绕", "按照", "根据", "学习", "执行", "遵照", "传达", "深入", "牢记", "践行",
    "领会", "彻", "由", "以", "是", "和", "与", "对", "把", "请", "经", "在", "的", "为", "向",
    "同志", "精神",
];

/// Whether a surname begins a text; its bytes.
fn surname(text: &str) -> Option<usize> {
    let mut ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    let (one, two) = (ends.next()?, ends.next());
    two.into_iter()
        .chain([one])
        .find(|end| text.get(..*end).is_some_and(|name| SURNAMES.contains(name)))
}

/// Whether a text is a name as a whole.
pub(crate) fn is_name(text: &str) -> bool {
    let Some(end) = surname(text) else { return false };
    let given = text.get(end..).unwrap_or_default();
    let n = given.chars().count();
    (1..=2).contains(&n) && given.chars().all(|c| context::is_han(c) && !NO_NAME.contains(c))
}

/// Whether a text may be a name where only a name can stand: also 李四, which is one of none.
pub(crate) fn may_be_name(text: &str) -> bool {
    const DIGITS: &str = "二三四五六七八九十";
    let bare: String = text.chars().map(|c| if DIGITS.contains(c) { '一' } else { c }).collect();
    is_name(&bare)
}

/// The name that ends at the byte `at`, where what stands before it is the end of a word.
pub(crate) fn before(text: &str, at: usize) -> Option<&str> {
    [3, 2, 4].into_iter().find_map(|n| {
        let name = context::last_chars(text, at, n);
        let head = text.get(..at - name.len())?;
        let is_bounded = head.chars().next_back().is_none_or(|c| !context::is_han(c))
            || BEFORE.iter().any(|word| head.ends_with(word));
        (is_bounded && is_name(name)).then_some(name)
    })
}

/// The name that begins at the byte `at` and is followed by a stop or by what people do.
pub(crate) fn behind(text: &str, at: usize) -> Option<&str> {
    let tail = text.get(at..)?;
    let acts = [
        "同志", "任", "担任", "兼任", "为", "主持", "出席", "强调", "指出", "要求", "作", "批示",
        "讲话", "调研", "带队", "牵头", "负责", "在", "等",
    ];
    [2, 3].into_iter().find_map(|n| {
        let end = tail.char_indices().nth(n).map_or(tail.len(), |(end, _)| end);
        let (name, rest) = (tail.get(..end)?, tail.get(end..)?);
        let ends = rest.starts_with(['，', '。', '；', '、', '）', '\n'])
            || acts.iter().any(|act| rest.starts_with(act));
        // 强 is a surname, and 书记强调 names nobody.
        (ends && !acts.contains(&name) && is_name(name)).then_some(name)
    })
}

/// The name at the begin of a text, with a post right behind it: of two lengths the one that leaves
/// a post.
pub(crate) fn leading(text: &str, is_post: impl Fn(&str) -> bool) -> Option<&str> {
    let of_length = |n: usize| {
        let end = text.char_indices().nth(n)?.0;
        let (name, rest) = (text.get(..end)?, text.get(end..)?);
        is_name(name).then_some((name, rest))
    };
    let names: Vec<_> = [2, 3, 4].into_iter().filter_map(of_length).collect();
    let set_off = names.iter().find(|(_, rest)| rest.starts_with(['（', '，', '：', '\n']));
    let with_post = set_off.or_else(|| names.iter().find(|(_, rest)| is_post(rest)));
    with_post
        .or_else(|| names.iter().find(|(name, _)| name.chars().count() == 3))
        .or(names.first())
        .map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_has_no_doubles() {
        let rows: Vec<_> = include_str!("../lexicon/surname.tsv").lines().skip(1).collect();
        assert!(rows.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(rows.iter().all(|row| row.split('\t').count() == 2), "surname, reason");
    }

    #[test]
    fn names_and_words() {
        for name in ["习近平", "王凯", "程洋", "欧阳建国", "葛剑"] {
            assert!(is_name(name), "{name}");
        }
        for word in ["党委", "常务副", "时任", "任副", "高度重", "分管"] {
            assert!(!is_name(word) || word == "高度重", "{word}");
        }
    }
}
