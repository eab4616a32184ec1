//! Maps of a small plan and of the annotated seeds.

mod annotated;

use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Stdio};

use annotated::{seed, store_of, text};
use oxigraph::model::Term;
use oxigraph::sparql::QuerySolution;
use serde_json::{Value, json};
use zeren::map::{Format, Kind, LinkKind, MapError, Responsibilities, Slice, View, draw, load};
use zeren::model::Role;
use zeren::names::NameError;
use zeren::query::QueryResults;
use zeren::question::question;
use zeren::store::Store;

/// Returns a plan of three tasks in two parts, with a leader, two classes and an assignment implied
/// by a rule of the plan.
fn plan() -> Value {
    let given = |role: &str, agent: &str| json!({"role": role, "agent": agent, "collective": agent.starts_with('各')});
    json!({
        "seed": "plan",
        "documents": [
            {"id": "d1", "kind": "通知", "title": "关于印发《某县改革方案》的通知", "number": "某政〔2024〕1号", "attaches": ["d2"]},
            {"id": "d2", "kind": "方案", "title": "某县改革方案", "attaches": []},
        ],
        "sections": [
            {"doc": "d2", "number": "一", "title": "优化“放管服”"},
            {"doc": "d2", "number": "二", "title": "强化监督", "assignments": [given("lead", "县司法局")]},
        ],
        "tasks": [
            {"id": "d2/一/（一）", "doc": "d2", "section": "一", "number": "（一）", "title": "精简审批事项并公布权责清单，做到清单之外无审批",
             "assignments": [given("leader", "张三"), given("lead", "县司法局"), given("support", "县财政局"), given("support", "各乡镇")]},
            {"id": "d2/一/（二）", "doc": "d2", "section": "一", "number": "（二）", "title": "建设\"一网通办\"平台",
             "assignments": [given("lead", "县数据局"), given("support", "县司法局"), given("support", "县财政局")]},
            {"id": "d2/二/（三）", "doc": "d2", "section": "二", "number": "（三）", "title": "开展督查",
             "assignments": [given("responsible", "县司法局"),
                 {"role": "responsible", "agent": "各有关部门", "collective": true, "implied": true}]},
            {"id": "d2/二/（四）", "doc": "d2", "section": "二", "number": "（四）", "title": "总结经验", "assignments": []},
        ],
        "citations": [
            {"task": null, "title": "某县改革方案", "relation": "issues"},
            {"task": "d2/一/（一）", "title": "优化营商环境条例", "relation": "implements"},
            {"task": "d2/二/（三）", "title": "优化营商环境条例", "relation": "implements"},
            {"task": "d2/二/（三）", "title": "政府督查工作条例", "number": "国令〔2020〕733号", "relation": "based_on"},
        ],
        "units": [
            {"surface": "县司法局", "canonical": "某县司法局", "type": "司法局"},
            {"surface": "县财政局", "canonical": "某县财政局", "type": "财政局"},
            {"surface": "县数据局", "canonical": "某县数据局", "type": "数据局"},
        ],
    })
}

fn small() -> Store {
    store_of(&[plan()])
}

fn map(store: &Store, slice: &Slice) -> Responsibilities {
    load(store, slice).expect("the store is whole and the slice names what it holds")
}

fn drawn(map: &Responsibilities, view: View, format: Format) -> String {
    String::from_utf8(draw(map, view, format).expect("the view has links"))
        .expect("the drawing is text")
}

fn by_unit(name: &str) -> Slice {
    Slice { unit: Some(name.into()), ..Slice::default() }
}

/// Returns the numbers of the tasks in a slice.
fn tasks(slice: &Slice) -> Vec<String> {
    let map = map(&small(), slice);
    map.graph
        .node_weights()
        .filter(|node| node.kind == Kind::Task)
        .map(|node| node.number.clone().unwrap_or_default())
        .collect()
}

/// Returns the names of the agents in a slice.
fn agents(slice: &Slice) -> BTreeSet<String> {
    let map = map(&small(), slice);
    map.graph
        .node_weights()
        .filter(|node| node.kind.is_agent())
        .map(|node| node.label.clone())
        .collect()
}

fn runs(program: &str) -> bool {
    Command::new(program).arg("-V").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

#[test]
fn dot_of_a_small_plan() {
    let map = map(&small(), &Slice::default());
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("map_tasks", drawn(&map, View::Tasks, Format::Dot));
        insta::assert_snapshot!("map_units", drawn(&map, View::Units, Format::Dot));
        insta::assert_snapshot!("map_leaders", drawn(&map, View::Leaders, Format::Dot));
        insta::assert_snapshot!("map_citations", drawn(&map, View::Citations, Format::Dot));
        insta::assert_snapshot!("map_matrix", drawn(&map, View::Matrix, Format::Svg));
    });
}

#[test]
fn the_same_store_gives_the_same_bytes() {
    let seeds = ["003", "000", "001"].map(seed);
    let mut turned = seeds.clone();
    turned.reverse();
    let (one, other) = (store_of(&seeds), store_of(&turned));
    for view in View::ALL {
        for format in [Format::Dot, Format::Json, Format::Svg] {
            if format == Format::Svg && *view != View::Matrix
                || format == Format::Dot && *view == View::Matrix
            {
                continue;
            }
            let [one, other] =
                [&one, &other].map(|store| drawn(&map(store, &Slice::default()), *view, format));
            assert_eq!(one, other, "{}", view.word());
        }
    }
}

#[test]
fn graphviz_takes_every_text() {
    if !runs("dot") {
        return;
    }
    let mut untitled = plan();
    untitled["documents"][1]["title"] = Value::Null;
    for gold in [plan(), untitled, seed("000"), seed("001"), seed("002"), seed("003"), seed("004")]
    {
        let map = map(&store_of(&[gold]), &Slice::default());
        for view in [View::Tasks, View::Units, View::Leaders, View::Citations] {
            let Ok(text) = draw(&map, view, Format::Dot) else { continue };
            let mut child = Command::new("dot")
                .arg("-Tcanon")
                .stdin(Stdio::piped())
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .expect("dot was found before");
            child.stdin.take().expect("it is piped").write_all(&text).expect("dot reads all of it");
            let output = child.wait_with_output().expect("dot ends");
            assert!(
                output.status.success() && output.stderr.is_empty(),
                "{}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
    }
}

#[test]
fn graphviz_draws_chinese_with_links() {
    if !runs("dot") {
        return;
    }
    let map = map(&small(), &Slice::default());
    let svg = drawn(&map, View::Tasks, Format::Svg);
    for piece in [
        "县司法局",
        "牵头",
        "https://w3id.org/zeren/id/",
        "（一）精简审批事项",
        ":hover) .edge:not(.n0)",
    ] {
        assert!(svg.contains(piece), "no {piece}");
    }
    assert_eq!(svg.matches("class=\"edge ").count(), 9);
    let png = draw(&map, View::Units, Format::Png).expect("dot draws pictures");
    assert!(png.starts_with(b"\x89PNG"));
}

/// Returns centre and size of each box in text for Graphviz, in points, with its statement.
fn boxes(dot: &str) -> Vec<([f64; 4], &str)> {
    let number = |line: &str, before: &str, at: usize| -> f64 {
        let (_, rest) = line.split_once(before).expect("a box has a place");
        let numbers = rest.split([',', '"', ']']).nth(at).expect("a place has two numbers");
        numbers.parse().expect("a place is made of numbers")
    };
    let lines = dot.lines().filter(|line| line.contains("[id=n"));
    let frame = |line: &str| {
        let inches = ["width=", "height="].map(|name| number(line, name, 0) * 72.0);
        [number(line, ", pos=\"", 0), number(line, ", pos=\"", 1), inches[0], inches[1]]
    };
    lines.map(|line| (frame(line), line)).collect()
}

#[test]
fn boxes_stand_apart() {
    for (number, views) in [("000", 1), ("001", 2), ("003", 1), ("004", 1)] {
        let map = map(&store_of(&[seed(number)]), &Slice::default());
        for view in [View::Tasks, View::Citations, View::Leaders].into_iter().take(views + 1) {
            let dot = drawn(&map, view, Format::Dot);
            let boxes = boxes(&dot);
            assert!(boxes.len() > 5);
            for (n, (a, line)) in boxes.iter().enumerate() {
                for (b, other) in boxes.iter().skip(n + 1) {
                    let apart = |axis: usize| {
                        (a[axis] - b[axis]).abs() + 0.5 > (a[axis + 2] + b[axis + 2]) / 2.0
                    };
                    assert!(apart(0) || apart(1), "{number}: {line} {other}");
                }
            }
        }
    }
}

#[test]
fn tasks_of_a_long_plan_stand_on_both_sides_in_order() {
    let map = map(&store_of(&[seed("000")]), &Slice::default());
    let dot = drawn(&map, View::Tasks, Format::Dot);
    let tasks: Vec<_> = boxes(&dot)
        .into_iter()
        .filter(|(_, line)| line.contains("/task/"))
        .map(|(place, _)| place)
        .collect();
    let ordered = tasks
        .windows(2)
        .all(|pair| pair[1][0] > pair[0][0] || pair[1][0] == pair[0][0] && pair[1][1] < pair[0][1]);
    let n_left = tasks.iter().filter(|place| place[0] == tasks[0][0]).count();
    assert!(ordered && (14..=20).contains(&n_left), "{n_left} of {}", tasks.len());
}

#[test]
fn a_dense_network_keeps_the_strongest_links() {
    let map = map(&store_of(&[seed("003")]), &Slice::default());
    let json: Value = serde_json::from_str(&drawn(&map, View::Units, Format::Json)).expect("JSON");
    let [n_nodes, n_links] =
        ["nodes", "links"].map(|key| json[key].as_array().expect("a list").len());
    let dot = drawn(&map, View::Units, Format::Dot);
    let n_drawn = dot.matches(" -- ").count();
    assert!(
        n_links > 4 * n_nodes && n_drawn <= 3 * n_nodes && n_drawn > n_nodes,
        "{n_drawn} of {n_links}, {n_nodes} units"
    );
    let heaviest = json["links"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|link| link["weight"].as_u64())
        .max();
    assert!(dot.contains(&format!("weight={},", heaviest.expect("there are links"))));
    assert!(dot.contains("只画每个单位最强的联系"));
}

#[test]
fn without_programs_the_error_says_what_to_install() {
    let nowhere = "/nonexistent";
    if std::env::var_os("PATH").is_none_or(|path| path != nowhere) {
        let test = "map::without_programs_the_error_says_what_to_install";
        let this = std::env::current_exe().expect("a test has a path");
        let status = Command::new(this)
            .args(["--exact", test])
            .env("PATH", nowhere)
            .status()
            .expect("a test can be run");
        assert!(status.success());
        return;
    }
    let map = map(&small(), &Slice::default());
    for (view, format, package) in [
        (View::Tasks, Format::Svg, "graphviz"),
        (View::Units, Format::Png, "graphviz"),
        (View::Matrix, Format::Png, "librsvg2-bin"),
    ] {
        let error = draw(&map, view, format).expect_err("no program can be found");
        assert!(matches!(error, MapError::Missing { .. }), "{error}");
        assert!(
            error.hint().to_string().contains(package)
                && error.hint().to_string().contains("fonts-noto-cjk"),
            "{}",
            error.hint()
        );
    }
    drawn(&map, View::Tasks, Format::Dot);
    drawn(&map, View::Matrix, Format::Svg);
}

#[test]
fn slices_leave_what_they_name() {
    let all = Slice::default();
    assert_eq!(tasks(&all), ["（一）", "（二）", "（三）", "（四）"]);
    assert_eq!(tasks(&by_unit("县数据局")), ["（二）"]);
    assert_eq!(
        agents(&by_unit("某县数据局")),
        ["县司法局", "县数据局", "县财政局"].map(String::from).into()
    );
    assert_eq!(tasks(&by_unit("财政")), ["（一）", "（二）"]);
    assert_eq!(tasks(&by_unit("张三")), ["（一）"]);
    assert_eq!(tasks(&Slice { role: Some(Role::Lead), ..by_unit("县司法局") }), ["（一）"]);
    assert_eq!(
        agents(&Slice { role: Some(Role::Lead), ..all.clone() }),
        ["县司法局", "县数据局"].map(String::from).into()
    );
    for part in ["二", "二、", "监督"] {
        assert_eq!(
            tasks(&Slice { part: Some(part.into()), ..all.clone() }),
            ["（三）", "（四）"],
            "{part}"
        );
    }
    assert_eq!(tasks(&Slice { part: Some("公布权责清单".into()), ..all.clone() }), ["（一）"]);
    for document in
        ["某县改革方案", "《某县改革方案》", "某政〔2024〕1号", "某政[2024]1", "改革", "annex/1"]
    {
        assert_eq!(
            tasks(&Slice { document: Some(document.into()), ..all.clone() }).len(),
            4,
            "{document}"
        );
    }
}

#[test]
fn one_of_several_documents_is_found() {
    let store = store_of(&[seed("000"), seed("001")]);
    let n_tasks = |document: &str| {
        let map = map(&store, &Slice { document: Some(document.into()), ..Slice::default() });
        map.graph.node_weights().filter(|node| node.kind == Kind::Task).count()
    };
    assert_eq!((n_tasks("滑法政〔2023〕2号"), n_tasks("濉溪")), (34, 38));
    let both = map(&store, &by_unit("县司法局"));
    let named: BTreeSet<_> = both.graph.node_weights().map(|node| node.label.as_str()).collect();
    assert!(
        named.contains("滑县司法局")
            && named.contains("濉溪县司法局")
            && !named.contains("县司法局")
    );
}

#[test]
fn an_unknown_name_brings_the_nearest() {
    let store = small();
    let nearest = |slice: &Slice| match load(&store, slice).expect_err("the name is unknown") {
        MapError::Name(NameError::Unknown { nearest, .. }) => nearest,
        other => panic!("{other}"),
    };
    assert_eq!(nearest(&by_unit("县司发局")).first().map(String::as_str), Some("县司法局"));
    let document = Slice { document: Some("某政〔2024〕2号".into()), ..Slice::default() };
    assert_eq!(nearest(&document).first().map(String::as_str), Some("某政〔2024〕1号"));
    let part = Slice { part: Some("强化督查".into()), ..Slice::default() };
    assert_eq!(nearest(&part).first().map(String::as_str), Some("强化监督"));
    let error = load(&store, &by_unit("县司发局")).expect_err("the name is unknown");
    assert_eq!(error.to_string(), "no unit or leader `县司发局`");
    assert!(error.hint().to_string().starts_with("did you mean `县司法局`"));
    assert!(
        View::find("距阵")
            .expect_err("there is no such view")
            .hint()
            .to_string()
            .contains("`矩阵`")
    );
    assert_eq!(
        (View::find("矩阵").ok(), View::find("matrix").ok()),
        (Some(View::Matrix), Some(View::Matrix))
    );
}

/// A name means the same to a map and to a question.
#[test]
fn a_map_of_a_unit_shows_what_the_question_finds() {
    let store = crate::queries::seeds();
    for (unit, n_units) in [("司法局", 4), ("县司法局", 3), ("滑县发改委", 1), ("县司发局", 0)]
    {
        let values = [("unit".to_owned(), unit.to_owned())];
        let question = question("tasks-of-unit").expect("it is listed");
        let (Ok(filled), Ok(map)) = (question.fill(&store, &values), load(&store, &by_unit(unit)))
        else {
            assert_eq!(n_units, 0, "{unit}");
            assert!(
                question.fill(&store, &values).is_err() && load(&store, &by_unit(unit)).is_err(),
                "{unit}"
            );
            continue;
        };
        let mut asked = BTreeSet::new();
        let QueryResults::Solutions(rows) = filled.query.run(&store).expect("it can be answered")
        else {
            panic!("a question has solutions")
        };
        let value = |row: &QuerySolution, name: &str| match row.get(name) {
            Some(Term::Literal(literal)) => literal.value().to_owned(),
            _ => String::new(),
        };
        for row in rows {
            let row = row.expect("a row");
            asked.insert(["unit", "role", "task"].map(|name| value(&row, name)));
        }
        let units: BTreeSet<_> = asked.iter().map(|[unit, ..]| unit.clone()).collect();
        assert_eq!(units.len(), n_units, "{unit}: {units:?}");
        let graph = &map.graph;
        let mut drawn = BTreeSet::new();
        for at in graph.edge_indices() {
            let (from, to) = graph.edge_endpoints(at).expect("an edge has ends");
            if let LinkKind::Role(role) = graph[at].kind
                && units.contains(&graph[to].full)
            {
                drawn.insert([
                    graph[to].full.clone(),
                    role.word().to_owned(),
                    graph[from].label.clone(),
                ]);
            }
        }
        assert_eq!(drawn, asked, "{unit}");
    }
}

#[test]
fn several_documents_are_told_apart() {
    let all = map(&crate::queries::seeds(), &Slice::default());
    for node in
        all.graph.node_weights().filter(|node| matches!(node.kind, Kind::Unit | Kind::Class))
    {
        let is_told =
            node.region.as_ref().is_none_or(|region| node.label.contains(region.as_str()));
        assert!(is_told, "{} says nothing of {:?}", node.label, node.region);
    }
    let slice = map(&crate::queries::seeds(), &by_unit("司法局"));
    let matrix = drawn(&slice, View::Matrix, Format::Svg);
    for text in [
        "【濉溪县法治政府建设实施方案（2021—2025年）】濉发〔2022〕15号",
        "】滑法政〔2023〕2号",
        "】宝发〔2022〕9号",
        "等4份文件",
        "<title>滑县司法局 责任",
    ] {
        assert!(matrix.contains(text), "no {text}");
    }
    assert!(drawn(&slice, View::Citations, Format::Dot).contains("等4份文件"));
    let columns = drawn(&slice, View::Tasks, Format::Dot);
    assert!(
        columns.contains("】\\n滑法政〔2023〕2号\\n") && columns.contains("label=\"滑县司法局\"")
    );
    let one = map(&store_of(&[seed("000")]), &Slice::default());
    assert!(one.graph.node_weights().any(|node| node.label == "县司法局"));
}

#[test]
fn units_are_linked_by_the_tasks_they_share() {
    let json: Value =
        serde_json::from_str(&drawn(&map(&small(), &Slice::default()), View::Units, Format::Json))
            .expect("JSON");
    let name = |id: &Value| {
        let nodes = json["nodes"].as_array().expect("nodes are a list");
        nodes.iter().find(|node| node["id"] == *id).expect("a link ends in a node")["label"]
            .as_str()
            .expect("a label")
            .to_owned()
    };
    let links = json["links"].as_array().expect("links are a list").iter();
    let mut weights: Vec<_> = links
        .map(|link| {
            let mut pair = [name(&link["source"]), name(&link["target"])];
            pair.sort();
            (pair.join("-"), link["weight"].as_u64())
        })
        .collect();
    weights.sort();
    let expected = [("县司法局-县数据局", 1), ("县司法局-县财政局", 2), ("县数据局-县财政局", 1)];
    assert_eq!(weights, expected.map(|(pair, weight)| (pair.to_owned(), Some(weight))));
    let n_tasks: Vec<_> = json["nodes"]
        .as_array()
        .expect("nodes are a list")
        .iter()
        .map(|node| (node["label"].clone(), node["n_tasks"].clone()))
        .collect();
    assert_eq!(
        n_tasks,
        [
            (json!("县司法局"), json!(3)),
            (json!("县财政局"), json!(2)),
            (json!("县数据局"), json!(1))
        ]
    );
}

#[test]
fn every_assignment_of_the_annotation_is_a_link() {
    for number in ["000", "001", "003"] {
        let gold = seed(number);
        let canonical = |agent: &Value| {
            let units = gold["units"].as_array().expect("units are a list");
            units
                .iter()
                .find(|unit| unit["surface"] == *agent)
                .map_or(agent, |unit| &unit["canonical"])
                .clone()
        };
        let mut told = BTreeSet::new();
        for task in gold["tasks"].as_array().expect("tasks are a list") {
            for one in task["assignments"].as_array().expect("assignments are a list") {
                told.insert(
                    [task["title"].clone(), one["role"].clone(), canonical(&one["agent"])]
                        .map(|value| text(&value)),
                );
            }
        }
        let graph = map(&store_of(std::slice::from_ref(&gold)), &Slice::default()).graph;
        let mut linked = BTreeSet::new();
        for at in graph.edge_indices() {
            let (from, to) = graph.edge_endpoints(at).expect("an edge has ends");
            let (LinkKind::Role(role), Kind::Task) = (graph[at].kind, graph[from].kind) else {
                continue;
            };
            let name =
                if graph[to].kind == Kind::Person { &graph[to].label } else { &graph[to].full };
            linked.insert([graph[from].label.clone(), role.word().to_owned(), name.clone()]);
        }
        assert_eq!(linked, told, "{number}");
    }
}

#[test]
fn cells_have_the_colour_of_the_role() {
    let svg = drawn(&map(&small(), &Slice::default()), View::Matrix, Format::Svg);
    let colour = |tip: &str| {
        let (_, cell) = svg.split_once(&format!("<title>{tip}")).expect("a cell has this tip");
        let (_, fill) = cell.split_once("fill=\"").expect("a cell is filled");
        fill.split('"').next().expect("an attribute ends")
    };
    assert_eq!(colour("县司法局 牵头 lead：（一）"), "#D55E00");
    assert_eq!(colour("县司法局 配合 support：（二）"), "#56B4E9");
    assert_eq!(colour("县司法局 责任 responsible：（三）"), "#0072B2");
    assert_eq!(colour("张三 责任领导 leader：（一）"), "#CC79A7");
    assert_eq!(svg.matches("class=\"cell ").count(), 10);
    assert_eq!(svg.matches("class=\"row\"").count(), 5);
}

#[test]
fn json_links_end_in_nodes() {
    let map = map(&store_of(&[seed("001"), seed("004")]), &Slice::default());
    for view in View::ALL {
        let json: Value = serde_json::from_str(&drawn(&map, *view, Format::Json)).expect("JSON");
        let ids: Vec<_> = json["nodes"]
            .as_array()
            .expect("nodes are a list")
            .iter()
            .map(|node| &node["id"])
            .collect();
        assert_eq!(
            ids.iter().map(|id| id.to_string()).collect::<BTreeSet<_>>().len(),
            ids.len(),
            "ids are unique"
        );
        let links = json["links"].as_array().expect("links are a list");
        assert!(
            !links.is_empty()
                && links
                    .iter()
                    .all(|link| ids.contains(&&link["source"]) && ids.contains(&&link["target"]))
        );
    }
}

#[test]
fn what_cannot_be_drawn_is_said() {
    let map = map(&store_of(&[seed("002")]), &Slice::default());
    assert!(matches!(
        draw(&map, View::Tasks, Format::Dot),
        Err(MapError::Nothing { view: "tasks" })
    ));
    let small = self::map(&small(), &Slice::default());
    assert!(matches!(draw(&small, View::Matrix, Format::Dot), Err(MapError::NoDot)));
}
