//! What a target measures: the name next to its number, without the adverbs and verbs around it.

use super::grammar;
use crate::context::{self, CLAUSE};

/// Words before a name that do not belong to it.
const LEADING: &[&str] = &[
    "确保", "力争", "争取", "努力", "实现", "推动", "保持", "使", "全市", "全县", "全省", "全区",
    "全年", "年内", "全国", "每年", "应当", "举办", "组织", "接受", "开展", "其中", "并", "年均",
    "到", "将", "要", "把",
];
/// Words after a name that do not belong to it.
const TRAILING: &[&str] = &[
    "力争",
    "原则上",
    "应",
    "应当",
    "要",
    "分别",
    "累计",
    "均",
    "预计",
    "总体",
    "最多",
    "不得",
    "必须",
    "须",
    "至",
    "同比",
    "年均",
    "每年",
    "每季度",
    "每月",
    "每周",
];

/// The maximum length of a bracket that belongs to a name, in characters.
const SHORT_BRACKET: usize = 6;

/// The name before byte `at` and where it begins; it does not extend before byte `last`.
pub(super) fn before(text: &str, at: usize, last: usize) -> (&str, usize) {
    let clause = context::before(text, at, CLAUSE);
    let clause =
        clause.get(clause.len() - clause.len().min(at.saturating_sub(last))..).unwrap_or(clause);
    let clause = match clause.strip_suffix('”').and_then(|quoted| quoted.rfind('“')) {
        Some(open) => clause.get(open..).unwrap_or(clause),
        None => {
            rates(clause).unwrap_or_else(|| clause.rsplit(['、', '”']).next().unwrap_or(clause))
        }
    };
    let clause = behind_deadline(clause);
    let clause = clause.strip_prefix('（').unwrap_or(clause);
    let name = without_start(without_trailing(clause));
    let tail = clause.len() - name.len();
    let name = without_year(name);
    let mut name = name;
    while let Some(rest) = LEADING.iter().find_map(|word| name.strip_prefix(word)) {
        name = rest;
    }
    // The number of an item does not belong to the name after it: 1.努力实现地区生产总值.
    let rest = without_number(name);
    if rest.len() < name.len() {
        name = LEADING.iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    }
    // 打造一批年业务量超千万件的项目
    name = name.split_once("一批").map_or(name, |(_, rest)| rest);
    let name = name.strip_prefix("实现").unwrap_or(name);
    (name, at - tail - name.len())
}

/// The rates at the end of a clause, if several share a number: `报备率、报备及时率均`.
fn rates(clause: &str) -> Option<&str> {
    let list = without_trailing(clause);
    let n = list.rsplit('、').take_while(|piece| piece.ends_with('率')).count();
    if n < 2 {
        return None;
    }
    let before = list.rmatch_indices('、').nth(n - 1);
    let start = before.map_or(0, |(at, mark)| at + mark.len());
    clause.get(start..)
}

/// A name without the words after it that do not belong to it.
fn without_trailing(mut name: &str) -> &str {
    while let Some(rest) = TRAILING.iter().find_map(|word| name.strip_suffix(word)) {
        name = rest;
    }
    name
}

/// The text after the last deadline in a clause: 清零率 in `年底前清零率`.
fn behind_deadline(clause: &str) -> &str {
    const ENDS: [&str; 6] = ["年底", "年末", "月底", "月末", "日前", "月前"];
    let end = ENDS.iter().filter_map(|end| Some(clause.rfind(end)? + end.len())).max();
    let Some(behind) = end.and_then(|end| clause.get(end..)) else { return clause };
    ["之前", "以前", "前"].iter().find_map(|by| behind.strip_prefix(by)).unwrap_or(behind)
}

/// A clause without the number of its item.
pub(super) fn without_number(clause: &str) -> &str {
    let item =
        clause.split_once(['.', '．']).filter(|(n, _)| n.chars().all(|c| c.is_ascii_digit()));
    item.map_or(clause, |(_, rest)| rest)
}

/// The name before the initial value of a change: 达标率 in `达标率由80%提高到95%`.
fn without_start(name: &str) -> &str {
    let is_start = |at: usize| {
        let start = name.get(at..)?.strip_prefix(['由', '从'])?;
        grammar::closing_quantity(start).map(|_| at)
    };
    let end = name.rfind(['由', '从']).and_then(is_start);
    end.and_then(|end| name.get(..end)).unwrap_or(name)
}

/// A name without the year before it: 用水量 in `到2025年用水量`.
fn without_year(name: &str) -> &str {
    let year = name.strip_prefix(['到', '至']).unwrap_or(name);
    let rest = year.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = rest.strip_prefix('年').filter(|rest| year.len() - rest.len() == "2025年".len());
    rest.map_or(name, |rest| rest.trim_start_matches(['底', '末', '前']))
}

/// The name that begins at byte `at`, up to the end of its clause.
pub(super) fn behind(text: &str, at: usize) -> &str {
    let clause = context::after(text, at, &['，', '。', '；', '：', '、', '\n']);
    let name = clause.trim_start_matches('的');
    let name = name
        .split_once('）')
        .filter(|(head, _)| !head.contains('（'))
        .map_or(name, |(head, _)| head);
    let name = without_remark(name);
    let name = match name.find(|c: char| c.is_ascii_digit()).and_then(|digit| name.get(..digit)) {
        Some(head) if head.chars().nth(2).is_some() => head,
        _ => name,
    };
    let end = name.char_indices().nth(24).map_or(name.len(), |(end, _)| end);
    name.get(..end).unwrap_or(name)
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

/// Whether a piece of a clause is more than a stray word.
pub(super) fn is_name(name: &str) -> bool {
    name.chars().filter(|c| context::is_han(*c)).count() > 1
        && !["举办", "接受", "开展", "一般", "可以", "每年"].contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_before_and_behind_a_number() {
        let text = "力争群众满意率达到100%";
        let at = text.find("达到").expect("the text has it");
        assert_eq!(before(text, at, 0).0, "群众满意率");
        let text = "建设“四好农村路”1.5万公里";
        assert_eq!(before(text, text.find("1.5").expect("the text has it"), 0).0, "“四好农村路”");
        for (text, name) in [
            ("年底前清零率达到", "清零率"),
            ("2024年9月底前网办率达到", "网办率"),
            ("6月30日前摸底率达到", "摸底率"),
            ("力争报备率、报备及时率均达到", "报备率、报备及时率"),
            ("加强宣传、知晓率达到", "知晓率"),
            ("转移率必须达到", "转移率"),
        ] {
            let at = text.find("达到").expect("the text has it");
            assert_eq!(before(text, at, 0).0, name);
        }
        let text = "不少于60学时的业务知识和法律法规培训。";
        let at = text.find('的').expect("the text has it");
        assert_eq!(behind(text, at), "业务知识和法律法规培训");
    }

    #[test]
    fn the_table_is_sorted_and_has_no_doubles() {
        let rows: Vec<_> = include_str!("../../lexicon/measure.tsv").lines().skip(1).collect();
        assert!(rows.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(rows.iter().all(|row| row.split('\t').count() == 3), "unit, kind, reason");
    }
}
