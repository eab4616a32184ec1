//! Names checked against the gold annotations, and names that do not occur in the seeds.

use std::collections::BTreeSet;

use serde_json::Value;

use super::*;
use crate::lexicon::divisions::{Division, divisions};
use crate::resolve::region::state;

const GOLD: &[(&str, &str, &str)] = &[
    ("000", "410526", include_str!("../../../tests/gold/seeds/000.json")),
    ("001", "340621", include_str!("../../../tests/gold/seeds/001.json")),
    ("002", "411700", include_str!("../../../tests/gold/seeds/002.json")),
    ("003", "410183", include_str!("../../../tests/gold/seeds/003.json")),
    ("004", "410421", include_str!("../../../tests/gold/seeds/004.json")),
];

/// Surfaces whose full names in the gold follow their spelling; here a class has one name.
const SPELT_OTHERWISE: &[&str] = &["县直各党组（党委）", "有关部门", "各乡（镇）", "各成员单位"];

fn region(code: &str) -> Option<Region> {
    if code == STATE { Some(state()) } else { divisions().coded(code).map(Division::region) }
}

/// A unit of the gold, and what this module makes of it.
struct Row {
    seed: &'static str,
    surface: String,
    gold: Named,
    collective: bool,
    found: Unit,
}

fn rows() -> Vec<Row> {
    GOLD.iter().flat_map(|(seed, code, json)| rows_of(seed, code, json)).collect()
}

fn rows_of(seed: &'static str, code: &str, json: &str) -> Vec<Row> {
    let gold: Value = serde_json::from_str(json).expect("the gold is JSON");
    let region = region(code);
    let units = gold["units"].as_array().expect("units are a list");
    let list: Vec<_> = units.iter().filter_map(|one| one["surface"].as_str()).collect();
    let rows = units.iter().enumerate().map(|(at, one)| {
        let text = |key: &str| one[key].as_str().expect("units have names").to_owned();
        let context =
            UnitContext {
                list: &list, at, group: Some("法治政府建设领导小组"), issuer: None
            };
        let found = unit(&text("surface"), region.as_ref(), &context);
        let gold = Named { canonical: text("canonical"), kind: text("type"), code: None };
        Row { seed, surface: text("surface"), gold, collective: one["collective"] == true, found }
    });
    rows.collect()
}

fn pairs<K: PartialEq>(rows: &[Row], key: impl Fn(&Row) -> K) -> BTreeSet<(&str, &str)> {
    let keys: Vec<_> = rows.iter().map(key).collect();
    let all = (0..rows.len()).flat_map(|a| (a + 1..rows.len()).map(move |b| (a, b)));
    all.filter(|(a, b)| keys[*a] == keys[*b])
        .map(|(a, b)| (rows[a].surface.as_str(), rows[b].surface.as_str()))
        .collect()
}

#[test]
fn units_of_the_gold_have_their_names_types_and_number() {
    let rows = rows();
    assert_eq!(rows.len(), 156);
    for row in &rows {
        let surface = row.surface.as_str();
        assert_eq!(
            (&row.found.kind, row.found.collective),
            (&row.gold.kind, row.collective),
            "{surface}"
        );
        if !SPELT_OTHERWISE.contains(&surface) {
            assert_eq!(row.found.canonical, row.gold.canonical, "{surface}");
        }
    }
}

#[test]
fn names_of_one_unit_have_one_full_name() {
    let rows = rows();
    let gold = pairs(&rows, |row| (row.seed, row.gold.canonical.clone()));
    assert_eq!(pairs(&rows, |row| (row.seed, row.found.canonical.clone())), gold);
    assert!(
        gold.contains(&("发展改革委", "市发展改革委"))
            || gold.contains(&("市发展改革委", "发展改革委"))
    );
}

fn check(code: &str, rows: &[(&str, &str, &str)]) {
    let region = region(code);
    for (surface, canonical, kind) in rows {
        let found = unit(surface, region.as_ref(), &UnitContext::default());
        assert_eq!(
            (found.canonical.as_str(), found.kind.as_str()),
            (*canonical, *kind),
            "{surface}"
        );
    }
}

#[test]
fn bodies_of_the_state_are_types_of_their_own() {
    check(
        STATE,
        &[
            ("发展改革委", "国家发展和改革委员会", "国家发展和改革委员会"),
            ("国家发改委", "国家发展和改革委员会", "国家发展和改革委员会"),
            ("人民银行", "中国人民银行", "中国人民银行"),
            ("市场监管总局", "国家市场监督管理总局", "国家市场监督管理总局"),
            ("扶贫办", "国务院扶贫开发领导小组办公室", "国务院扶贫开发领导小组办公室"),
            (
                "网信办",
                "中国共产党中央委员会网络安全和信息化委员会办公室",
                "中国共产党中央委员会网络安全和信息化委员会办公室",
            ),
            ("各省级人民政府", "各省级人民政府", "省级人民政府"),
            ("省级人民政府", "各省级人民政府", "省级人民政府"),
            ("国务院相关部门", "国务院有关部门", "国务院部门"),
        ],
    );
    check(
        "410526",
        &[
            ("国家发展改革委", "国家发展和改革委员会", "国家发展和改革委员会"),
            ("财政部", "财政部", "财政部"),
            ("能源局", "滑县能源局", "能源局"),
        ],
    );
}

#[test]
fn units_of_other_levels_have_their_own_region() {
    check(
        "410526",
        &[
            ("省司法厅", "河南省司法厅", "司法厅"),
            ("市生态环境局滑县分局", "安阳市生态环境局滑县分局", "生态环境局"),
            ("国家税务总局滑县税务局", "滑县税务局", "税务局"),
            ("人行滑县支行", "中国人民银行滑县支行", "中国人民银行支行"),
        ],
    );
    check(
        "340000",
        &[
            ("省级相关部门", "安徽省级有关部门", "省级部门"),
            ("县区政府", "安徽省各县区人民政府", "县区人民政府"),
            ("省住建厅", "安徽省住房和城乡建设厅", "住房和城乡建设厅"),
            ("人行合肥中心支行", "中国人民银行合肥中心支行", "中国人民银行中心支行"),
            ("安徽证监局", "中国证券监督管理委员会安徽监管局", "中国证券监督管理委员会监管局"),
        ],
    );
    check(
        "500105",
        &[
            ("区商务委", "江北区商务委员会", "商务委员会"),
            ("市财政局", "重庆市财政局", "财政局"),
            (
                "区人大常委会办公室",
                "江北区人民代表大会常务委员会办公室",
                "人民代表大会常务委员会办公室",
            ),
            ("各镇街", "江北区各镇（街道）", "乡镇（街道）"),
        ],
    );
    check(
        "500000",
        &[
            ("市经济信息委", "重庆市经济和信息化委员会", "经济和信息化委员会"),
            ("市政府口岸物流办", "重庆市人民政府口岸和物流办公室", "人民政府口岸和物流办公室"),
            ("团市委", "中国共产主义青年团重庆市委员会", "共青团委员会"),
            ("重庆海关", "重庆海关", "海关"),
            ("各区县政府", "重庆市各区县人民政府", "区县人民政府"),
        ],
    );
}

#[test]
fn names_that_no_list_knows_are_spelled_out() {
    check(
        "410526",
        &[
            ("县营商专班办", "滑县营商专班办公室", "营商专班办公室"),
            (
                "县委依法治县办",
                "中共滑县委员会全面依法治县委员会办公室",
                "党委全面依法治理委员会办公室",
            ),
            (
                "市场监管局综合行政执法大队",
                "滑县市场监督管理局综合行政执法大队",
                "市场监督管理局综合行政执法大队",
            ),
            ("县委、县政府", "中共滑县委员会、滑县人民政府", "党委、政府"),
            ("滑县县委组织部", "中共滑县委员会组织部", "党委组织部"),
        ],
    );
}

#[test]
fn a_level_left_out_is_that_of_the_list() {
    let region = region("410526");
    let list = ["省司法厅", "发展改革委"];
    let named = |list: &[&str]| {
        unit("发展改革委", region.as_ref(), &UnitContext { list, at: 1, ..UnitContext::default() })
            .canonical
    };
    assert_eq!(named(&list), "河南省发展和改革委员会");
    assert_eq!(named(&["县司法局", "发展改革委"]), "滑县发展和改革委员会");
}

#[test]
fn a_level_is_that_of_the_region_named_before_it() {
    let city = region("420600");
    for (list, expected) in [
        (
            &["谷城县委", "县政府", "枣阳市委", "市政府", "襄州区委", "区政府"][..],
            "谷城县委 谷城县政府 枣阳市委 枣阳市政府 襄州区委 襄州区政府",
        ),
        (&["保康县政府", "县水利局", "县财政局"], "保康县政府 保康县水利局 保康县财政局"),
        (&["枣阳市政府", "市水利局"], "枣阳市政府 市水利局"),
        (&["枣阳市委", "市财政局", "市政府"], "枣阳市委 市财政局 市政府"),
        (&["保康县政府", "市水利局", "县财政局"], "保康县政府 市水利局 县财政局"),
        (&["襄阳市委", "市政府", "市场监管局"], "襄阳市委 市政府 市场监管局"),
    ] {
        assert_eq!(with_regions_of_list(list, city.as_ref()).join(" "), expected);
    }
    assert_eq!(
        with_regions_of_list(&["滑县县委", "县政府"], region("410526").as_ref())[1],
        "县政府"
    );
}

#[test]
fn bodies_of_the_town_that_speaks_bear_its_name() {
    let county = region("530921");
    let context =
        UnitContext { issuer: Some("凤庆县营盘镇人民政府"), ..UnitContext::default() };
    for (surface, canonical, kind) in [
        ("镇卫生院", "凤庆县营盘镇卫生院", "乡镇卫生院"),
        ("镇党委", "中共凤庆县营盘镇委员会", "镇党委"),
        ("镇政府", "凤庆县营盘镇人民政府", "镇人民政府"),
        ("镇党政办", "凤庆县营盘镇党政综合办公室", "党政综合办公室"),
        ("各村（社区）", "凤庆县营盘镇各村（社区）", "村（社区）"),
        ("社区建设办公室", "凤庆县营盘镇社区建设办公室", "社区建设办公室"),
        ("应急管理办公室", "凤庆县营盘镇人民政府应急管理办公室", "人民政府应急管理办公室"),
        ("县水利局", "凤庆县水利局", "水利局"),
        ("凤庆县政务服务中心", "凤庆县政务服务中心", "政务服务中心"),
        ("各乡镇", "凤庆县各乡镇", "乡镇"),
        ("勐佑镇农业服务中心", "凤庆县勐佑镇农业综合服务中心", "农业综合服务中心"),
    ] {
        let found = unit(surface, county.as_ref(), &context);
        assert_eq!((found.canonical.as_str(), found.kind.as_str()), (canonical, kind));
    }
}

#[test]
fn a_zone_stands_once_in_the_names_of_its_offices() {
    let zone = Region {
        code: "430100-长沙经济技术开发区".to_owned(),
        name: "长沙经济技术开发区".to_owned(),
        level: "功能区".to_owned(),
        within: vec!["湖南省".to_owned(), "长沙市".to_owned()],
    };
    for (surface, canonical) in [
        ("长沙经济技术开发区管理委员会办公室", "长沙经济技术开发区管理委员会办公室"),
        ("市场监管分局", "长沙经济技术开发区市场监督管理分局"),
    ] {
        assert_eq!(unit(surface, Some(&zone), &UnitContext::default()).canonical, canonical);
    }
}

#[test]
fn without_a_region_the_level_stays() {
    let found = unit("县发改委", None, &UnitContext::default());
    assert_eq!((found.canonical.as_str(), found.region), ("县发展和改革委员会", None));
}
