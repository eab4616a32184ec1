//! What a target measures: the name next to its number, without the adverbs and verbs around it.

use super::dated::{behind_deadline, behind_span, without_comparison, without_date, without_time};
use super::{joined, operator, quantity};
use crate::affix::AnyOf;
use crate::context::{self, CLAUSE};
use crate::lexicon::{endings, frames};

/// The maximum length of a name, in characters; anything longer is a table run together.
pub(super) const LONGEST: usize = 40;

/// The name before byte `at` and where it begins; it does not extend before byte `last`.
pub(super) fn before(text: &str, at: usize, last: usize) -> (&str, usize) {
    let clause = context::before(text, at, CLAUSE);
    let own = clause.len().min(at.saturating_sub(last));
    let is_next = last > 0 && own < clause.len();
    let clause = clause.get(clause.len() - own..).unwrap_or(clause);
    // 示范县3个和示范乡镇10个
    let joint = joined::AND.iter().filter(|_| is_next).find_map(|and| clause.strip_prefix(and));
    let clause = joint.unwrap_or(clause);
    let untimed = without_time(clause);
    let at = at - (clause.len() - untimed.len());
    let clause = untimed;
    let clause = match first_quoted(clause) {
        Some(open) => {
            let head = clause.get(..open).unwrap_or_default();
            clause.get(open - attribute(head).len()..).unwrap_or(clause)
        }
        None => joined::last(clause),
    };
    let clause = behind_subject(behind_deadline(clause));
    // 县财政局分别检查企业
    let clause = match clause.rsplit_once("分别") {
        Some((_, done)) if is_name(done) => done,
        _ => clause,
    };
    let clause = without_number(clause);
    let clause = clause.strip_prefix('（').unwrap_or(clause);
    let name = without_ends(clause);
    let tail = clause.len() - name.len();
    let name = without_leading(name);
    (name, at - tail - name.len())
}

/// Where the quoted names begin with which a clause ends: `“煤改电”“煤改气”`.
fn first_quoted(clause: &str) -> Option<usize> {
    let mut head = clause;
    while let Some((before, _)) = head.strip_suffix('”').and_then(|open| open.rsplit_once('“'))
    {
        head = before;
    }
    (head.len() < clause.len()).then_some(head.len())
}

/// What stands between a verb that counts and a quoted name: 农村 before `“法律明白人”` in
/// `培养农村“法律明白人”`.
fn attribute(head: &str) -> &str {
    /// Its maximum length, in characters.
    const LONGEST: usize = 4;
    let verb = operator::COUNTING.leading(without_number(head));
    let rest = verb.and_then(|(_, len)| without_number(head).get(len..)).unwrap_or_default();
    let is_one = rest.chars().all(context::is_han) && rest.chars().nth(LONGEST).is_none();
    if is_one { rest } else { "" }
}

/// A name without the words around it: 群众满意率 for `力争群众满意率应`.
pub(super) fn clean(name: &str) -> &str {
    without_leading(without_ends(name))
}

/// A name without the words after it.
fn without_ends(name: &str) -> &str {
    let name = without_comparison(without_time(without_trailing(name)));
    without_trailing(without_start(without_trailing(without_base(name))))
}

/// A name without that on which it builds: 绿化覆盖率 of `绿化覆盖率在2022年基础上`.
fn without_base(name: &str) -> &str {
    let base = name.strip_suffix("基础上").and_then(|base| base.rsplit_once('在'));
    base.map_or(name, |(name, _)| name)
}

/// Whether a text may say what is measured. Text run together, a half of a quoted name, a norm, the
/// whole of which something is a share, `占年度计划的60%`, and the parts of a region do not:
/// `每县（市、区）不少于3个`.
pub(super) fn may_be_measured(name: &str) -> bool {
    const PARTS: &[&str] =
        &["县", "区", "省", "市", "乡", "镇", "村", "社区", "企业", "学校", "）"];
    let is_short = name.chars().nth(8).is_none();
    let of_parts = is_short && name.starts_with('每') && name.ends_with_any(PARTS);
    let is_half_quoted = name.contains('“') != name.contains('”');
    let of_whole = name.starts_with('占') && name.ends_with('的');
    !name.is_empty()
        && name.chars().nth(LONGEST).is_none()
        && !is_half_quoted
        && !of_whole
        && !name.contains("按照每")
        && !name.ends_with("每人")
        && name != "每次"
        && !operator::is_bound(name)
        && !name.starts_with_any(&["高于", "低于", "与目标"])
        && !name.ends_with("目标为")
        && !of_parts
}

/// A name without the people of whom each is counted, and the end of the unit:
/// 抽检量 and `/千人` for `抽检量达到每千人`.
pub(super) fn without_each(name: &str) -> (&str, &'static str) {
    const EACH: [(&str, &str); 2] = [("每千人", "/千人"), ("每万人", "/万人")];
    let each = EACH.iter().find_map(|(end, unit)| Some((name.strip_suffix(end)?, *unit)));
    let each = each.map(|(name, unit)| (operator::without_operator(name), unit));
    each.filter(|(name, _)| is_name(name)).unwrap_or((name, ""))
}

/// A name without the words before it that do not belong to it, such as dates and adverbs.
pub(super) fn without_leading(mut name: &str) -> &str {
    name = name.trim_start_matches(['—', '–', '-', '●', '■', '◆']);
    while let Some(rest) = without_word(without_date(name)) {
        name = rest;
    }
    name = without_date(name);
    // The number of an item does not belong to the name after it: 1.努力实现地区生产总值.
    let rest = without_number(name);
    if rest.len() < name.len() {
        name = frames::BEFORE.behind(rest).unwrap_or(rest);
    }
    // 打造一批年业务量超千万件的项目
    name = name.split_once("一批").map_or(name, |(_, rest)| rest);
    name.strip_prefix("实现").unwrap_or(name)
}

/// The text after a word that does not belong to a name, if it begins with one.
fn without_word(name: &str) -> Option<&str> {
    let is_whole = frames::WHOLE.behind(name).is_some() && !makes_someone(name);
    let to = name.strip_prefix('到').filter(|_| !is_whole);
    // 全县性会议 is a word.
    let whole = |rest: &&str| !rest.starts_with(['性', '率', '量']);
    // “十四五”期间覆盖率
    let plan = name.strip_prefix('“').and_then(|quoted| quoted.split_once("五”"));
    let plan = plan
        .filter(|(number, _)| number.chars().count() <= 3)
        .and_then(|(_, rest)| rest.strip_any_prefix(&["期间", "时期", "末"]));
    let word = || frames::BEFORE.behind(name).filter(|_| !is_whole && !has_attribute(name));
    let word = || word().filter(whole);
    // 一是覆盖率, 一要确保覆盖率
    let ordinal = name.strip_prefix(|c| "一二三四五六七八九十".contains(c));
    let ordinal = ordinal.and_then(|rest| rest.strip_prefix(['是', '要']));
    to.or(plan).or(ordinal).or_else(|| behind_span(name)).or_else(word)
}

/// Whether a name begins with 使 and with what is made to be so, rather than with 使用:
/// `使用户满意率`.
fn makes_someone(name: &str) -> bool {
    name.starts_with_any(&["使用户", "使用水量", "使用电量"])
}

/// Whether a name begins with what the things have that it counts: `建有活动室的村`.
fn has_attribute(name: &str) -> bool {
    name.starts_with_any(&["建有", "拥有"]) && name.contains('的')
}

/// The end of a clause behind the body that is to do something regularly: 覆盖率 in
/// `各乡镇每季度覆盖率`.
fn behind_subject(clause: &str) -> &str {
    let often = ["每年", "每季度", "每月", "每周"].iter().find_map(|word| clause.split_once(word));
    often.filter(|(who, done)| is_subject(who) && is_name(done)).map_or(clause, |(_, done)| done)
}

/// A name without the words after it that do not belong to it.
pub(super) fn without_trailing(mut name: &str) -> &str {
    // 节约 and 预约 do not end with 约, about.
    let is_verb = |name: &str| name.ends_with_any(&["节约", "签约", "预约"]);
    let after = |name: &'_ str| frames::AFTER.before(name).filter(|_| !is_verb(name)).map(str::len);
    while let Some(len) = after(name).or_else(|| name.strip_suffix('（').map(str::len)) {
        name = name.get(..len).unwrap_or_default();
    }
    name
}

/// A clause without the number of its item: `1.`, `（一）`, `①`.
pub(super) fn without_number(clause: &str) -> &str {
    let bare = clause.trim_start_matches(|c| ('①'..='⑳').contains(&c));
    let is_number = |n: &str| {
        n.trim_start_matches('（')
            .chars()
            .all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
    };
    let item = bare.split_once(['.', '．', '）']).filter(|(n, _)| is_number(n));
    item.map_or(bare, |(_, rest)| rest)
}

/// The name before the initial value of a change: 达标率 in `达标率由80%提高到95%`.
fn without_start(name: &str) -> &str {
    let is_start = |at: usize| {
        let start = name.get(at..)?.strip_prefix(['由', '从'])?;
        quantity::closing_quantity(start).map(|_| at)
    };
    let end = name.rfind(['由', '从']).and_then(is_start);
    end.and_then(|end| name.get(..end)).unwrap_or(name)
}

/// Whether a name is that of a body that is to do something: 各乡镇, 县农业农村局.
pub(super) fn is_subject(name: &str) -> bool {
    name.starts_with(['各', '每']) || endings::OF_SUBJECT.close(name)
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
    fn names_before_a_number() {
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
        for (text, name) in [
            ("学校食堂“互联网+明厨、亮灶”覆盖率", "学校食堂“互联网+明厨、亮灶”覆盖率"),
            ("“十四五”期间覆盖率", "覆盖率"),
            ("培养农村“法律明白人”", "农村“法律明白人”"),
            ("完成“煤改电”“煤改气”", "“煤改电”“煤改气”"),
            ("会前学法全年", "会前学法"),
            ("3月31日单位登记上报率要", "单位登记上报率"),
            ("4月10日", ""),
            ("到2025年底森林覆盖率比2020年", "森林覆盖率"),
            ("力争互认率较上年", "互认率"),
            ("森林覆盖率与2020年相比", "森林覆盖率"),
            ("县财政局分别检查企业", "检查企业"),
            ("到位资金", "到位资金"),
            ("森林覆盖率到2025年", "森林覆盖率"),
            ("茶园面积在2025年底", "茶园面积"),
            ("茶叶面积到2025年年底", "茶叶面积"),
            ("自来水普及率“十四五”末", "自来水普及率"),
            ("普及率、集中供水率到2025年", "普及率、集中供水率"),
            ("绿化覆盖率在2022年基础上", "绿化覆盖率"),
            ("承诺时限在法定时限的基础上", "承诺时限"),
            ("森林蓄积量要比2005年", "森林蓄积量"),
            ("森林覆盖率要从40%", "森林覆盖率"),
            ("群众满意率逐步", "群众满意率"),
            ("要素完整率", "要素完整率"),
            ("计划节约", "节约"),
            ("要使用户满意率", "用户满意率"),
            ("使用清洁能源车辆占比", "使用清洁能源车辆占比"),
            ("建有活动室的村", "建有活动室的村"),
            ("年均浓度", "年均浓度"),
            ("年均增收", "增收"),
            ("还必须新增污水处理能力", "新增污水处理能力"),
            ("需求满足率", "需求满足率"),
            ("2024年起5年内新增就业", "新增就业"),
            ("今后三年每年新增就业", "新增就业"),
            ("1—6月完成投资", "完成投资"),
            ("一是森林覆盖率", "森林覆盖率"),
            ("首先确保粮食产量", "粮食产量"),
            ("在3年内覆盖率", "覆盖率"),
            ("要求完好率", "完好率"),
            ("——建档率", "建档率"),
            ("风电、太阳能发电总装机容量", "风电、太阳能发电总装机容量"),
            ("城市（县城）污水、垃圾处理率", "城市（县城）污水、垃圾处理率"),
            ("县、乡、村三级物流体系覆盖率", "县、乡、村三级物流体系覆盖率"),
            ("推进绿化、森林覆盖率", "森林覆盖率"),
            ("到年底清零率", "清零率"),
            ("管理层级（原则上", "管理层级"),
            ("公开（其中政务公开率", "政务公开率"),
            ("1）公益类企业（甲集团、乙集团）的收入", "公益类企业（甲集团、乙集团）的收入"),
        ] {
            let whole = format!("{text}达到");
            assert_eq!(before(&whole, text.len(), 0).0, name, "{text}");
        }
    }
}
