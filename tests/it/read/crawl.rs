//! Copies of pages as crawlers keep them: fields on separate lines, then all text nodes of the page
//! on one line, breadcrumbs first, with signature, date and the plan's title run together.

use std::fs;

use scraper::{Html, Node};
use zeren::extract_facts;
use zeren::model::{Agent, Facts};
use zeren::read::{Source, read_path};

use crate::gold::root;

/// The separators with which the text nodes of a page are joined.
const JOINTS: [&str; 2] = ["", " "];

/// Annotated documents, and how many assignments a copy gains or loses because only line breaks
/// marked their end.
const DOCUMENTS: &[(&str, usize)] = &[
    ("seeds/000_d49997596b33ad0c.txt", 0),
    ("seeds/001_8533c05fc9345b12.txt", 0),
    ("seeds/002_54afff751009f808.txt", 0),
    ("seeds/004_32664dbbf310c217.txt", 0),
    ("tests/corpus/01_gf2019-3_bonded-zones.txt", 0),
    ("tests/corpus/07_state-council-2020_business-env_collapsed.txt", 0),
    ("tests/corpus/11_anhui_rcep.txt", 0),
    ("tests/corpus/14_baotou_digital-gov_scored.txt", 0),
    ("tests/corpus/18_xiangzhou-county_road-chief_collapsed.txt", 0),
    // A list of names runs into the next sentence: 区农业农村局|各片区、相关单位要提高….
    ("tests/corpus/32_pingtan_grain_first-level-items.html", 1),
    ("tests/corpus/33_pingtan_weather-modification_brackets.html", 0),
    ("tests/corpus/34_pingtan_law-popularisation_checklist.html", 0),
    ("tests/corpus/35_pingtan_state-firms_three-levels.html", 0),
];

/// Returns the text nodes of a page, or the lines of a text.
fn nodes(path: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join(path)).expect("a document");
    let lines: Vec<String> = match path.ends_with(".html") {
        true => page_nodes(&text),
        false => {
            text.lines().map(|line| line.trim_matches(['#', '*', ' ', '\t']).to_owned()).collect()
        }
    };
    lines.into_iter().filter(|line| !line.trim().is_empty()).collect()
}

fn page_nodes(page: &str) -> Vec<String> {
    let html = Html::parse_document(page);
    let texts = html.tree.nodes().filter_map(|node| {
        let above = node
            .parent()
            .and_then(|parent| parent.value().as_element().map(|element| element.name()));
        let is_shown = !matches!(above, Some("script" | "style" | "title"));
        match node.value() {
            Node::Text(text) if is_shown => Some(text.trim().to_owned()),
            _ => None,
        }
    });
    texts.collect()
}

/// Returns a crawler's copy of a document with these text nodes.
fn copy(path: &str, facts: &Facts, joint: &str) -> String {
    let head = &facts.documents[0];
    let attached = facts.documents.get(1).and_then(|plan| plan.title.clone());
    let made = attached.map(|title| format!("某市人民政府办公室关于印发《{title}》的通知"));
    let title =
        head.title.clone().or(made).unwrap_or_else(|| "国务院办公厅关于节水的实施意见".to_owned());
    let issuer = head
        .issuers
        .first()
        .map_or("某县人民政府办公室", |one| &facts.units[one.unit].surface);
    let around = [
        "当前位置： 首页政务公开政府文件".to_owned(),
        title.clone(),
        "时间：2023-06-01 09:30".to_owned(),
        format!("来源：{issuer}"),
        "浏览次数：128".to_owned(),
        "分享到： 微信 微博 QQ空间".to_owned(),
    ];
    // Pages already have all this.
    let around = if path.ends_with(".html") { Vec::new() } else { around.to_vec() };
    let foot = [format!("来源：{issuer}"), "附件下载".to_owned()];
    let line = around.into_iter().chain(nodes(path)).chain(foot).collect::<Vec<_>>().join(joint);
    format!(
        "标题: {title}\n发布机构: {issuer}\n原文链接: http://www.example.gov.cn/t2023_1.html\n\n{line}\n"
    )
}

/// Returns every assignment with its task, as written in the document.
fn duties(facts: &Facts) -> Vec<String> {
    let name = |agent: &Agent| match agent {
        Agent::Unit(unit) => facts.units[*unit].surface.clone(),
        Agent::Person(person) => facts.persons[*person].name.clone(),
    };
    let of_task = |task: &zeren::model::Task| {
        let agents = task
            .assignments
            .iter()
            .map(|one| format!("{} {} {}", task.id, one.role, name(&one.agent)));
        agents.collect::<Vec<_>>()
    };
    facts.tasks.iter().flat_map(of_task).collect()
}

/// Returns the tasks and letterheads, as far as every copy preserves them.
fn structure(facts: &Facts) -> Vec<String> {
    let tasks = facts.tasks.iter().map(|task| format!("{} {}", task.id, task.title));
    let heads = facts.documents.iter().map(|one| {
        let addressees = one.addressees.iter().map(|one| facts.units[one.unit].surface.as_str());
        format!(
            "{} {:?} {:?} {}",
            one.id,
            one.number,
            one.date,
            addressees.collect::<Vec<_>>().join("、")
        )
    });
    heads.chain(tasks).collect()
}

#[test]
fn a_copy_on_one_line_says_what_the_page_says() {
    for (path, n_different) in DOCUMENTS {
        let whole = extract_facts(&read_path(&root().join(path)).expect("a document"));
        for joint in JOINTS {
            let text = copy(path, &whole, joint);
            let copied = extract_facts(&Source { text, format: "text/plain", ..Source::default() });
            assert_eq!(structure(&copied), structure(&whole), "{path}");
            let [one, other] = [&whole, &copied].map(duties);
            let different = one.iter().filter(|duty| !other.contains(duty));
            let different = different.chain(other.iter().filter(|duty| !one.contains(duty)));
            let different: Vec<_> = different.collect();
            assert_eq!(different.len(), *n_different, "{path}: {different:?}");
        }
    }
}

/// If the text has no title, issuer or date, those of the fields are used.
#[test]
fn fields_say_what_the_text_does_not() {
    let fields = "---\ntitle: \"某县节水行动方案\"\npublisher: 某县水利局\n---\n发文机关：某县水利局\n成文日期：2023-06-01\n";
    let text = format!("{fields}一、重点任务\n（一）加强管理。认真执行。（牵头单位：县水利局）\n");
    let facts = extract_facts(&Source { text, format: "text/plain", ..Source::default() });
    let head = &facts.documents[0];
    assert_eq!(head.title.as_deref(), Some("某县节水行动方案"));
    assert_eq!(head.date.map(|date| date.to_string()).as_deref(), Some("2023-06-01"));
    assert_eq!(facts.units[head.issuers[0].unit].surface, "某县水利局");
    assert_eq!(facts.tasks.len(), 1);
}
