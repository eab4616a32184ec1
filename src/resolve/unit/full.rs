//! Spells out short forms, and composes full names of a type and a place.

use super::place::Place;
use crate::affix::AnyOf;

/// How the beginning of a type becomes a full name; `{}` is the region, `<>` its short name.
const PATTERNS: &[(&str, &str)] = &[
    ("党委人民政府", "中共{}委员会{}人民政府"),
    ("党委、政府", "中共{}委员会、{}人民政府"),
    ("党委", "中共{}委员会"),
    ("纪律检查委员会监察委员会", "中共{}纪律检查委员会{}监察委员会"),
    ("纪律检查委员会", "中共{}纪律检查委员会"),
    ("政治协商会议委员会", "中国人民政治协商会议{}委员会"),
    ("共青团委员会", "中国共产主义青年团{}委员会"),
    ("中国人民银行", "中国人民银行<>"),
    ("中国银行保险监督管理委员会", "中国银行保险监督管理委员会<>"),
    ("中国银行业监督管理委员会", "中国银行业监督管理委员会<>"),
    ("中国保险监督管理委员会", "中国保险监督管理委员会<>"),
    ("中国证券监督管理委员会", "中国证券监督管理委员会<>"),
    ("国家金融监督管理总局", "国家金融监督管理总局<>"),
    ("国家外汇管理局", "国家外汇管理局{}"),
    ("国家统计局", "国家统计局<>"),
    ("国家矿山安全监察局", "国家矿山安全监察局<>"),
    ("中国电信", "中国电信{}"),
    ("中国移动", "中国移动{}"),
    ("中国联通", "中国联通{}"),
    ("中国铁塔", "中国铁塔{}"),
    ("海关", "<>海关"),
    ("警备区", "<>警备区"),
    ("军分区", "<>军分区"),
    ("国家开发银行", "国家开发银行{}"),
    ("国家能源局", "国家能源局<>"),
    ("财政部监管局", "财政部<>监管局"),
    ("中国民用航空", "中国民用航空<>"),
    ("中国铁路", "中国铁路<>"),
    ("中国石油", "中国石油{}"),
    ("中国石化", "中国石化{}"),
    ("中国农业发展银行", "中国农业发展银行{}"),
    ("中国工商银行", "中国工商银行{}"),
    ("中国农业银行", "中国农业银行{}"),
    ("中国建设银行", "中国建设银行{}"),
    ("中国邮政储蓄银行", "中国邮政储蓄银行{}"),
    ("中国银行", "中国银行{}"),
    ("中国人民财产保险股份有限公司", "中国人民财产保险股份有限公司{}"),
    ("中国国民党革命委员会", "中国国民党革命委员会{}"),
    ("中国民主同盟", "中国民主同盟{}"),
    ("中国民主建国会", "中国民主建国会{}"),
    ("中国民主促进会", "中国民主促进会{}"),
    ("中国农工民主党", "中国农工民主党{}"),
    ("中国致公党", "中国致公党{}"),
    ("九三学社", "九三学社{}"),
];

/// Endings of short forms.
const ENDINGS: &[(&str, &str)] = &[
    ("管委会", "管理委员会"),
    ("安委会", "安全生产委员会"),
    ("党工委", "党工委"),
    ("纪工委", "纪律检查工作委员会"),
    ("工委", "工作委员会"),
    ("纪委", "纪律检查委员会"),
    ("党委", "党委"),
    ("委", "委员会"),
    ("监管局", "监督管理局"),
    ("指挥部办", "指挥部办公室"),
    ("办", "办公室"),
];

/// Beginnings of short forms that no list has.
const BEGINNINGS: &[(&str, &str)] = &[
    ("人大常委会", "人民代表大会常务委员会"),
    ("人大", "人民代表大会"),
    ("政协", "政治协商会议委员会"),
    ("政府", "人民政府"),
    ("法院", "人民法院"),
    ("检察院", "人民检察院"),
    ("管委会", "管理委员会"),
    ("社建", "社会建设"),
    ("建管", "建设和管理"),
    ("发展改革", "发展和改革"),
    ("发改", "发展和改革"),
    ("人力资源社会保障", "人力资源和社会保障"),
    ("人社", "人力资源和社会保障"),
    ("住房城乡建设", "住房和城乡建设"),
    ("住建", "住房和城乡建设"),
    ("卫健", "卫生健康"),
    ("工信", "工业和信息化"),
    ("经信", "经济和信息化"),
    ("文旅", "文化和旅游"),
    ("医保", "医疗保障"),
    ("城管", "城市管理"),
    ("市监", "市场监督管理"),
    ("市场监管", "市场监督管理"),
];

/// The full name of the body of type `kind` at `place`: for 党委组织部 at 滑县,
/// 中共滑县委员会组织部.
pub(super) fn full_name(kind: &str, place: &Place) -> String {
    let pattern =
        PATTERNS.iter().find_map(|(start, pattern)| Some((pattern, kind.strip_prefix(start)?)));
    match pattern {
        _ if place.name.is_empty() => kind.to_owned(),
        Some((pattern, tail)) => {
            format!("{}{tail}", pattern.replace("{}", &place.name).replace("<>", &place.short))
        }
        None => format!("{}{kind}", place.name),
    }
}

/// Spells out an unknown name as far as its ending and beginning are known: 营商专班办 →
/// 营商专班办公室.
pub(super) fn spelled_out(name: &str) -> String {
    let ending = ENDINGS.iter().find_map(|(short, long)| Some((name.strip_suffix(short)?, long)));
    let name = ending.map_or_else(|| name.to_owned(), |(stem, long)| format!("{stem}{long}"));
    let beginning =
        BEGINNINGS.iter().find_map(|(short, long)| Some((long, name.strip_prefix(short)?)));
    let name = beginning.map_or_else(|| name.clone(), |(long, rest)| format!("{long}{rest}"));
    people_governments(&name)
}

/// Writes 政府 as 人民政府, except in 法治政府, after 党委、 and the like.
pub(super) fn people_governments(name: &str) -> String {
    let mut text = String::new();
    let mut rest = name;
    while let Some((before, after)) = rest.split_once("政府") {
        text.push_str(before);
        let is_full = text.ends_with_any(&["人民", "法治", "党委、", "型", "数字"]);
        let is_word = after.starts_with_any(&[
            "投资", "采购", "职能", "信息", "网站", "性", "债务", "服务", "和社会", "督查工作",
        ]);
        text.push_str(if is_full || is_word { "政府" } else { "人民政府" });
        rest = after;
    }
    text + rest
}

/// Replaces 依法治县 by 依法治理; also returns what was written, so that it can be restored.
pub(super) fn governed(name: &str) -> Option<(String, String)> {
    let (before, after) = name.split_once("依法治")?;
    let mut chars = after.chars();
    let level =
        chars.next().filter(|c| matches!(c, '省' | '市' | '县' | '区' | '州' | '旗' | '镇'))?;
    Some((format!("{before}依法治理{}", chars.as_str()), format!("依法治{level}")))
}
