//! Finds things in a store of the seeds by what people call them.

use zeren::names::{
    NameError, agents, document, documents, graph_of, is_empty, persons, regions, thing, types,
    units, works,
};
use zeren::store::Store;

use crate::queries::seeds;

/// Returns the labels found, joined; or the error.
fn told(found: Result<zeren::names::Found, NameError>) -> String {
    match found {
        Ok(found) => found.labels.join(" "),
        Err(error) => format!("{error}; {}", error.hint()),
    }
}

#[test]
fn units_are_found_by_every_name_of_theirs() {
    let store = seeds();
    for (name, expected) in [
        ("滑县司法局", "滑县司法局"),
        ("县司法局", "濉溪县司法局 宝丰县司法局 滑县司法局"),
        ("司法局", "濉溪县司法局 新密市司法局 宝丰县司法局 滑县司法局"),
        ("濉溪县發展改革委", "濉溪县发展和改革委员会"),
        ("滑县发改委", "滑县发展和改革委员会"),
        ("滑县司法", "滑县司法局"),
        ("司发局", "no unit `司发局`; did you mean `司法局`, "),
    ] {
        let found = told(units(&store, name));
        assert!(
            found == expected || expected.ends_with(", ") && found.starts_with(expected),
            "{name}: {found}"
        );
    }
    assert!(units(&store, "县司法").is_ok_and(|found| found.is_part));
    assert!(units(&store, "司法局").is_ok_and(|found| !found.is_part));
}

#[test]
fn types_regions_and_persons_are_found() {
    let store = seeds();
    assert_eq!(told(types(&store, "发改委")), told(types(&store, "滑县发展和改革委员会")));
    assert_eq!(told(types(&store, "县司法局")), "司法局");
    for name in ["滑县", "滑", "410526", "安阳市滑县", "河南省安阳市滑县", "id:region/410526"]
    {
        assert_eq!(told(regions(&store, name)), "滑县", "{name}");
    }
    assert!(told(regions(&store, "4105267")).starts_with("no region `4105267`"));
    assert_eq!(told(persons(&store, "王永涛")), "王永涛");
    assert_eq!(told(agents(&store, "王永涛")), "王永涛");
    assert_eq!(told(agents(&store, "滑县司法局")), "滑县司法局");
}

#[test]
fn documents_and_works_are_found_however_their_names_are_written() {
    let store = seeds();
    let number = "滑法政〔2023〕2号";
    for name in [
        number,
        "滑法政[2023]2号",
        "滑法政(2023) 2 号",
        "滑法政【２０２３】2",
        "id:doc/410526/huafazheng-2023-2-194072",
        "<https://w3id.org/zeren/id/doc/410526/huafazheng-2023-2-194072>",
        "410526/huafazheng-2023-2-194072",
        "滑县2023年度",
    ] {
        assert_eq!(told(document(&store, name)), number, "{name}");
    }
    let plan = "滑县2023年度法治政府建设工作安排";
    assert_eq!(told(document(&store, &format!("《{plan}》"))), plan);
    assert_eq!(documents(&store, "滑县2023年度").map(|found| found.nodes.len()).ok(), Some(2));
    let several =
        document(&store, "2023年度法治政府建设工作安排").expect_err("three counties have one");
    assert!(
        matches!(several, NameError::Several { .. }) && several.hint().to_string().contains(number),
        "{}",
        several.hint()
    );
    assert!(told(document(&store, "滑法政〔2023〕20号")).contains("`滑法政〔2023〕2号`"));
    let title = "国务院办公厅关于进一步规范行政裁量权基准制定和管理工作的意见";
    for name in [
        "国办发〔2022〕27号",
        "国办发[2022]27",
        &format!("《{title}》"),
        "裁量权基准",
        "國辦發〔2022〕27號",
    ] {
        assert_eq!(told(works(&store, name)), title, "{name}");
    }
    assert_eq!(told(works(&store, "中华人民共和国优化营商环境条例")), "优化营商环境条例");
    assert!(told(works(&store, "营商环境")).split(' ').count() >= 3);
    assert!(told(works(&store, "国办发〔2022〕2号")).contains("`国办发〔2022〕27号`"));
}

#[test]
fn a_thing_is_one_of_any_kind() {
    let store = seeds();
    for (name, iri) in [
        ("滑法政〔2023〕2号", "doc/410526/huafazheng-2023-2"),
        ("滑县司法局", "unit/410526/huaxiansifaju-"),
        ("王永涛", "person/340621/wangyongtao-"),
        ("国务院令第722号", "work/youhuayingshanghuanjingtiaoli-"),
    ] {
        let found = thing(&store, name).expect("it is in the store");
        assert!(
            found.node().as_str().starts_with(&format!("https://w3id.org/zeren/id/{iri}")),
            "{}",
            found.node()
        );
    }
    assert!(matches!(thing(&store, "县司法局"), Err(NameError::Several { .. })));
    assert!(matches!(thing(&store, "县司发局"), Err(NameError::Unknown { .. })));
    let graph = graph_of(&store, "滑法政[2023]2号").expect("it is in the store");
    assert_eq!(
        graph.as_str(),
        "https://w3id.org/zeren/id/doc/410526/huafazheng-2023-2-194072/graph"
    );
}

#[test]
fn an_empty_store_says_that_it_is_empty() {
    let store = Store::memory().expect("memory is there");
    assert!(
        is_empty(&store).expect("it can be asked") && !is_empty(&seeds()).expect("it can be asked")
    );
    for found in
        [units(&store, "县司法局"), documents(&store, "滑法政〔2023〕2号"), works(&store, "条例")]
    {
        assert!(told(found).contains("read documents into it with `zeren build FOLDER`"));
    }
}
