//! Shared helpers: a small notice with known facts, and parsing of quads.

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, Quad};
use zeren::diagnostic::{Code, Diagnostic, Severity};
use zeren::model::{
    Agent, Assignment, Citation, Date, Document, Evidence, Facts, Indicator, Mention, Op, Person,
    Region, Relation, Role, Section, Task, Time, TimeKind, Unit,
};
use zeren::read::Source;
use zeren::span::Span;

const TEXT: &str = "滑法政〔2023〕2号\n关于印发《滑县2023年度法治政府建设工作安排》的通知\n县政府各部门：\n现印发给你们。\n\
滑县法治政府建设领导小组\n2023年6月27日\n滑县2023年度法治政府建设工作安排\n\
一、健全体系\n（一）推进改革。贯彻落实《优化营商环境条例》（国办发〔202227号），2023年年底前接诉响应率达到100%。\r\n\
（牵头县领导：王永涛；牵头单位：县发展改革委；责任单位：县司法局、各有关部门）\n\
（二）加强监督。每半年报告一次，县司法局负责汇总，落实习近平总书记要求。（责任单位：县司法局，县发展改革委）\n\
（三）强化\"保障\"\\。各有关部门落实。（责任单位：各有关部门）\n\
（四）其他事项。\n";

/// Returns a source with the text, and an arbitrary hash.
pub(crate) fn source() -> Source {
    Source {
        name: "small.txt".to_owned(),
        text: TEXT.to_owned(),
        hash: "0123456789abcdef".repeat(4),
        format: "text/plain",
        notes: Vec::new(),
    }
}

/// Returns the evidence at the `n`th occurrence of `needle`, from 0, read by the rule `small`.
fn at(needle: &str, n: usize) -> Evidence {
    let (start, found) = TEXT.match_indices(needle).nth(n).expect("the text has the needle");
    Evidence { span: Span::new(start, start + found.len()), rule: "small" }
}

/// Returns the evidence from the beginning of one needle to the end of another.
fn from_to(start: &str, end: &str) -> Evidence {
    Evidence { span: at(start, 0).span.cover(at(end, 0).span), rule: "small" }
}

/// Returns the facts of the source.
pub(crate) fn facts() -> Facts {
    Facts {
        region: Some(Region {
            code: "410526".to_owned(),
            name: "滑县".to_owned(),
            level: "县".to_owned(),
            within: vec!["河南省".to_owned(), "安阳市".to_owned()],
        }),
        documents: documents(),
        sections: vec![Section {
            doc: "d2".to_owned(),
            number: "一".to_owned(),
            title: "健全体系".to_owned(),
            level: 1,
            assignments: Vec::new(),
            evidence: at("一、健全体系", 0),
        }],
        tasks: tasks(),
        citations: citations(),
        times: times(),
        indicators: vec![Indicator {
            doc: "d2".to_owned(),
            task: Some("d2/一/（一）".to_owned()),
            text: "接诉响应率达到100%".to_owned(),
            measure: "接诉响应率".to_owned(),
            op: Op::Equal,
            change: None,
            value: 100.0,
            unit: "%".to_owned(),
            evidence: at("接诉响应率达到100%", 0),
        }],
        persons: vec![
            person("d2/一/（一）", "王永涛", "县领导"),
            person("d2/一/（二）", "习近平", "总书记"),
        ],
        units: units(),
        assessments: Vec::new(),
        proof: Vec::new(),
        diagnostics: vec![Diagnostic {
            severity: Severity::Doubt,
            code: Code::NumberRestored,
            span: at("国办发〔202227号", 0).span,
            message: zeren::message!("doubt-title-open"),
        }],
        corrections: Vec::new(),
    }
}

fn documents() -> Vec<Document> {
    let document = |id: &str, kind: &str, title: &str, evidence| Document {
        id: id.to_owned(),
        kind: kind.to_owned(),
        title: Some(title.to_owned()),
        raw_title: None,
        number: None,
        masthead: None,
        issuers: Vec::new(),
        addressees: Vec::new(),
        date: None,
        raw_date: None,
        printed_by: None,
        printed_date: None,
        attaches: Vec::new(),
        assignments: Vec::new(),
        web: Vec::new(),
        evidence,
    };
    let title = "滑县2023年度法治政府建设工作安排";
    let notice = document(
        "d1",
        "通知",
        &format!("关于印发《{title}》的通知"),
        from_to("滑法政〔2023〕2号", "2023年6月27日"),
    );
    let plan = document("d2", "工作安排", title, from_to("\n滑县2023年度", "（四）其他事项。\n"));
    vec![
        Document {
            number: Some("滑法政〔2023〕2号".to_owned()),
            issuers: vec![Mention {
                unit: 3, evidence: at("滑县法治政府建设领导小组", 0)
            }],
            addressees: vec![Mention { unit: 4, evidence: at("县政府各部门", 0) }],
            date: Some(Date::constant(2023, 6, 27)),
            attaches: vec!["d2".to_owned()],
            web: vec![("index", "005307554/2023-00051".to_owned())],
            ..notice
        },
        plan,
    ]
}

fn tasks() -> Vec<Task> {
    let task = |number: &str, title: &str, assignments, evidence| Task {
        id: format!("d2/一/{number}"),
        doc: "d2".to_owned(),
        section: Some("一".to_owned()),
        number: number.to_owned(),
        number_inferred: number == "（二）",
        title: title.to_owned(),
        body: String::new(),
        assignments,
        noun_list: false,
        general: false,
        evidence,
    };
    let assign = |role, agent, evidence| Assignment {
        role,
        agent,
        duty: None,
        implied: false,
        correction: None,
        evidence,
    };
    let duty = Assignment {
        duty: Some("县司法局负责汇总".to_owned()),
        ..assign(Role::Responsible, Agent::Unit(1), at("县司法局", 1))
    };
    vec![
        task(
            "（一）",
            "推进改革",
            vec![
                assign(Role::Leader, Agent::Person(0), at("王永涛", 0)),
                assign(Role::Lead, Agent::Unit(0), at("县发展改革委", 0)),
                assign(Role::Responsible, Agent::Unit(1), at("县司法局", 0)),
                assign(Role::Responsible, Agent::Unit(2), at("各有关部门", 0)),
            ],
            from_to("（一）推进改革", "县司法局、各有关部门）"),
        ),
        task(
            "（二）",
            "加强监督",
            vec![
                duty,
                assign(Role::Responsible, Agent::Unit(1), at("县司法局", 2)),
                assign(Role::Responsible, Agent::Unit(0), at("县发展改革委", 1)),
            ],
            from_to("（二）加强监督", "（责任单位：县司法局，县发展改革委）"),
        ),
        task(
            "（三）",
            "强化“保障”",
            vec![assign(Role::Responsible, Agent::Unit(2), at("各有关部门", 2))],
            from_to("（三）强化", "（责任单位：各有关部门）"),
        ),
        task("（四）", "其他事项", Vec::new(), at("（四）其他事项。", 0)),
    ]
}

fn citations() -> Vec<Citation> {
    let citation = |title: &str, relation, evidence| Citation {
        doc: "d1".to_owned(),
        task: None,
        title: title.to_owned(),
        number: None,
        short_for: None,
        raw_number: None,
        inner: Vec::new(),
        relation,
        bracketed: true,
        evidence,
    };
    let own = "滑县2023年度法治政府建设工作安排";
    vec![
        citation(own, Relation::Issues, at("《滑县2023年度法治政府建设工作安排》", 0)),
        Citation {
            doc: "d2".to_owned(),
            task: Some("d2/一/（一）".to_owned()),
            number: Some("国办发〔2022〕27号".to_owned()),
            raw_number: Some("国办发〔202227号".to_owned()),
            ..citation(
                "优化营商环境条例",
                Relation::Implements,
                at("《优化营商环境条例》（国办发〔202227号）", 0),
            )
        },
    ]
}

fn times() -> Vec<Time> {
    let time = |task: &str, text: &str, kind, value: &str| Time {
        doc: "d2".to_owned(),
        task: Some(task.to_owned()),
        text: text.to_owned(),
        kind,
        value: Some(value.to_owned()),
        working_days: false,
        each_by: None,
        due: value.parse().ok(),
        evidence: at(text, 0),
    };
    vec![
        time("d2/一/（一）", "2023年年底前", TimeKind::Deadline, "2023-12-31"),
        time("d2/一/（二）", "每半年", TimeKind::Recurrence, "P6M"),
    ]
}

fn person(task: &str, name: &str, post: &str) -> Person {
    Person {
        doc: "d2".to_owned(),
        task: Some(task.to_owned()),
        name: name.to_owned(),
        post: post.to_owned(),
        evidence: at(name, 0),
    }
}

fn units() -> Vec<Unit> {
    let unit = |surface: &str, canonical: &str, kind: &str, collective| Unit {
        surface: surface.to_owned(),
        canonical: canonical.to_owned(),
        kind: kind.to_owned(),
        collective,
        region: Some("410526".to_owned()),
    };
    let group = "法治政府建设领导小组";
    vec![
        unit("县发展改革委", "滑县发展和改革委员会", "发展和改革委员会", false),
        unit("县司法局", "滑县司法局", "司法局", false),
        unit("各有关部门", "滑县各有关部门", "有关部门", true),
        unit(&format!("滑县{group}"), &format!("滑县{group}"), group, false),
        unit("县政府各部门", "滑县人民政府各部门", "人民政府部门", true),
    ]
}

/// Parses quads.
pub(crate) fn parse(bytes: &[u8], format: RdfFormat) -> Vec<Quad> {
    RdfParser::from_format(format)
        .for_slice(bytes)
        .collect::<Result<_, _>>()
        .expect("what was written can be read")
}

/// Returns the quads without graphs and duplicates, as syntaxes without graphs keep them.
pub(crate) fn merged(quads: &[Quad]) -> Vec<Quad> {
    let bare = |quad: &Quad| Quad { graph_name: GraphName::DefaultGraph, ..quad.clone() };
    let mut merged: Vec<_> = quads.iter().map(bare).collect();
    merged.sort_by_key(ToString::to_string);
    merged.dedup();
    merged
}
