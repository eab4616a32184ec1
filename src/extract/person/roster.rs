//! Rosters of groups: `组长：王清宪省长副组长：何树山副省长成员：…`, on lines of their own or run
//! together.

use std::sync::LazyLock;

use regex::Regex;

use super::PersonMention;
use crate::clause::person as name;

/// The label of a role in a group.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(?:(?:总|常务|第一|执行)?副?(?:组长|召集人|链长|链主|指挥长|总指挥|指挥|河长|林长|田长|路长|主任委员|队长|主任)|成员)：")
        .expect("the pattern is one")
});

/// Words that begin a post.
static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    let regions = "北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆";
    let words = "省|市|县|区|州|盟|旗|乡|镇|国家|国务院|中共|中国|党|人行|人民|政协|人大|副|常务|总|原|区委|{}|[（，]|[^：。；]{0,2}(?:局|厅|委|办|部)[^：。；]{0,4}(?:长|主任)";
    Regex::new(&format!(r"\A(?:{})", words.replace("{}", regions))).expect("the pattern is one")
});

/// Words that end a post.
static CLOSING: LazyLock<Regex> = LazyLock::new(|| {
    let ends = "秘书长|检察长|董事长|行长|校长|院长|厅长|局长|部长|省长|市长|县长|区长|州长|镇长|乡长|处长|科长|所长|站长|队长|会长|组长|社长|台长|关长|主任|书记|总经理|经理|主席|常委|\
        委员|总监|总队长|支队长|政委|调研员|巡视员|负责人|总工程师|总会计师|总经济师|总规划师|参谋长|司令员|干部|专员|司长";
    Regex::new(&format!("(?:{ends})")).expect("the pattern is one")
});

/// The maximum length of a post, in characters.
const LONGEST: usize = 40;

/// The members of all rosters in a text.
pub(super) fn find(text: &str) -> Vec<PersonMention> {
    let mut mentions = Vec::new();
    for label in LABEL.find_iter(text) {
        let mut at = label.end();
        while let Some(mention) = member(text, at) {
            at = mention.range.end;
            mentions.push(mention);
        }
    }
    mentions
}

/// The member that begins at byte `at`, after any stops and brackets.
fn member(text: &str, at: usize) -> Option<PersonMention> {
    let tail = text.get(at..)?;
    let body = tail.trim_start_matches([' ', '\n', '、', '，', '；', '。', '）']);
    let name = name::leading(body, |rest| OPENING.is_match(rest))?;
    let start = text.len() - body.len();
    let rest = body.get(name.len()..)?;
    let post = post(rest.trim_start_matches([' ', '（', '，', '\n', '：']))?;
    let end = start + body.find(post).map_or(0, |at| at + post.len());
    (end > start + name.len()).then(|| PersonMention {
        range: start..end,
        name: name.to_owned(),
        post: post.to_owned(),
        rule: "person-roster",
    })
}

/// The post at the beginning of a text: up to a bracket or stop, or to the word after which another
/// member or label follows.
fn post(text: &str) -> Option<&str> {
    let end = text
        .char_indices()
        .take(LONGEST)
        .find(|(_, c)| matches!(c, '）' | '；' | '。' | '\n' | '：' | '，'));
    let end = end.map_or_else(
        || text.char_indices().nth(LONGEST).map_or(text.len(), |(end, _)| end),
        |(end, _)| end,
    );
    let line = text.get(..end)?;
    let ends: Vec<_> = CLOSING.find_iter(line).map(|found| found.end()).collect();
    let next = ends.iter().find(|end| {
        let rest = text.get(**end..).unwrap_or_default().trim_start_matches(' ');
        rest.is_empty()
            || rest.starts_with(['）', '；', '。', '\n', '，'])
            || LABEL.find(rest).is_some_and(|label| label.start() == 0)
            || (name::leading(rest, |rest| OPENING.is_match(rest)).is_some()
                && !rest.starts_with(['、', '和']))
    });
    line.get(..*next.or(ends.last())?)
}
