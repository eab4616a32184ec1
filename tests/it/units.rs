//! Names of units, checked against a table of full names and types, and the effects of a reform.

use std::collections::BTreeSet;

use zeren::graph;
use zeren::graph::{document, graph_name};
use zeren::lexicon::divisions::{Division, divisions};
use zeren::lexicon::unit_types::{Scheme, unit_types};
use zeren::query::{Format, Query, write};
use zeren::read::Source;
use zeren::resolve::region::state;
use zeren::resolve::unit::{UnitContext, unit};
use zeren::store::Store;

use crate::support::{facts, source};

/// Surface, code of the document's region, full name, type.
const TABLE: &str = include_str!("../fixtures/units.tsv");

#[test]
fn names_of_the_table_have_their_full_names_and_types() {
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for row in TABLE.lines().skip(1).filter(|row| !row.starts_with('#')) {
        let cells: Vec<_> = row.split('\t').collect();
        let [surface, code, ..] = cells[..] else { panic!("`{row}` has not four cells") };
        assert!(seen.insert((surface, code)), "{surface} stands twice");
        let region = if code == "000000" {
            Some(state())
        } else {
            divisions().coded(code).map(Division::region)
        };
        let found = unit(surface, region.as_ref(), &UnitContext::default());
        let found = [surface, code, &found.canonical, &found.kind].join("\t");
        if found != row {
            wrong.push(format!("- {row}\n+ {found}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), seen.len(), wrong.join("\n"));
    assert!(seen.len() > 200);
}

/// The surface and the full name of each unit of a text.
fn named(text: &str) -> Vec<(String, String)> {
    let source = Source { text: text.to_owned(), ..source() };
    let facts = zeren::extract_facts(&source);
    facts.units.into_iter().map(|unit| (unit.surface, unit.canonical)).collect()
}

#[test]
fn a_name_is_quoted_as_written_and_stands_for_one_body() {
    let pairs = |pairs: &[(&str, &str)]| {
        pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>()
    };
    // The region that one list tells holds wherever the name stands.
    let (plain, told) = ("县统计局负责", "滑县税务局、县统计局负责");
    let expected = [("县统计局", "滑县统计局"), ("滑县税务局", "滑县税务局")];
    for (first, second) in [(plain, told), (told, plain)] {
        let mut units = named(&format!("一、加强学习。（{first}）\n二、加强宣传。（{second}）\n"));
        units.sort();
        assert_eq!(units, pairs(&expected));
    }
    // Two cities are two bodies.
    let text = "一、加强学习。（郑州市公安局、市司法局负责）\n二、加强宣传。（洛阳市公安局、市司法局负责）\n";
    let two = [
        ("郑州市公安局", "郑州市公安局"),
        ("郑州市司法局", "郑州市司法局"),
        ("洛阳市公安局", "洛阳市公安局"),
        ("洛阳市司法局", "洛阳市司法局"),
    ];
    assert_eq!(named(text), pairs(&two));
    // A branch tells nothing of its neighbours.
    let branch = named("一、加强学习。（郑州市生态环境局新密分局、市应急局负责）\n");
    assert_eq!(branch[1].1, "市应急管理局");
}

#[test]
fn reforms_lead_from_short_forms_to_bodies_of_today() {
    const NATIONAL: Scheme = Scheme::National;
    const LOCAL: Scheme = Scheme::Local;
    for (scheme, surface, today) in [
        (LOCAL, "扶贫办", "农业农村局"),
        (LOCAL, "食药监局", "市场监督管理局"),
        (LOCAL, "工商局", "市场监督管理局"),
        (LOCAL, "质监局", "市场监督管理局"),
        (LOCAL, "国土资源局", "自然资源局"),
        (LOCAL, "环保局", "生态环境局"),
        (LOCAL, "旅游局", "文化和旅游局"),
        (LOCAL, "文化局", "文化和旅游局"),
        (LOCAL, "农业局", "农业农村局"),
        (LOCAL, "安监局", "应急管理局"),
        (LOCAL, "卫计委", "卫生健康委员会"),
        (LOCAL, "计生委", "卫生健康委员会"),
        (LOCAL, "金融办", "党委金融委员会办公室"),
        (LOCAL, "政府法制办", "司法局"),
        (LOCAL, "人防办", "国防动员办公室"),
        (LOCAL, "国税局", "税务局"),
        (LOCAL, "银监局", "国家金融监督管理总局监管局"),
        (NATIONAL, "扶贫办", "农业农村部"),
        (NATIONAL, "保监会", "国家金融监督管理总局"),
        (NATIONAL, "铁道部", "中国国家铁路集团有限公司"),
        (NATIONAL, "卫生部", "国家卫生健康委员会"),
        (NATIONAL, "质检总局", "国家市场监督管理总局"),
    ] {
        let types = unit_types();
        let mut line = vec![types.find(scheme, surface).expect(surface)];
        let mut at = 0;
        while let Some(one) = line.get(at).copied() {
            line.extend(types.successors(one));
            at += 1;
        }
        assert!(line.iter().any(|one| one.name == today), "{surface} is not led to {today}");
    }
}

#[test]
fn a_query_follows_a_reform_from_the_unit_to_the_type_of_today() {
    let (source, mut facts) = (source(), facts());
    facts.units[0].kind = "扶贫开发办公室".to_owned();
    let store = Store::memory().expect("memory is there");
    store
        .replace(graph_name(&document(&source, &facts)).as_ref(), &graph(&source, &facts))
        .expect("memory works");
    let query =
        "ASK { ?unit org:classification/dcterms:isReplacedBy+/skos:prefLabel '农业农村局' }";
    let query = Query::parse(query).expect("it is SPARQL");
    let mut answer = Vec::new();
    write(query.run(&store).expect("memory works"), Format::Csv, &mut answer)
        .expect("truth values fit CSV");
    assert_eq!(String::from_utf8(answer).expect("answers are UTF-8").trim(), "true");
}
