//! Markdown as converters write it, from the bytes of a file to its facts.

use zeren::Source;
use zeren::diagnostic::Code;
use zeren::model::{Agent, Facts};

use super::file;

/// Returns the facts of a file with this name.
fn facts(name: &str, text: &str) -> (Source, Facts) {
    let (_folder, path) = file(name, text.as_bytes());
    let source = zeren::read::read_path(&path).expect("a text");
    let facts = zeren::extract_facts(&source);
    (source, facts)
}

/// Returns `任务 县水利局` for each task, with its first agent.
fn tasks(facts: &Facts) -> Vec<String> {
    let agent = |task: &zeren::model::Task| match task.assignments.first().map(|one| one.agent) {
        Some(Agent::Unit(n)) => facts.units[n].surface.clone(),
        _ => String::new(),
    };
    facts.tasks.iter().map(|task| format!("{} {} {}", task.id, task.title, agent(task))).collect()
}

#[test]
fn a_table_of_html_in_markdown_is_a_table_and_the_rest_stays_lines() {
    let text = "# 滑县人民政府办公室关于印发滑县节水行动方案的通知\n\n滑政办发〔2024〕6号\n\n各乡镇人民政府：\n\n现印发给你们。\n\n\
        滑县人民政府办公室\n\n2024年3月5日\n\n# 滑县节水行动任务分工表\n\n<html><body><table><tr><td>序号</td><td>工作任务</td>\
        <td>牵头单位</td></tr><tr><td>1</td><td rowspan=\"1\">改造管网 $20 \\mathrm{km}$</td><td>县住建局</td></tr></table></body></html>\n\n![](a.jpg)\n";
    for name in ["a.md", "a.txt"] {
        let (source, facts) = facts(name, text);
        assert_ne!(source.format, "text/html", "{name}");
        assert_eq!(facts.documents[0].number.as_deref(), Some("滑政办发〔2024〕6号"), "{name}");
        assert_eq!(tasks(&facts), ["d2/1 改造管网20km 县住建局"], "{name}");
    }
}

#[test]
fn headings_without_numbers_are_sections_in_markdown_and_word() {
    let text = "# 滑县节水行动方案\n\n## 重点任务\n\n### 完善节水制度\n\n建立制度。（牵头单位：县水利局）\n\n### 加强管网改造\n\n\
        改造管网。（牵头单位：县住建局）\n\n## 保障措施\n\n- 1\\. 加强领导。（责任单位：[县政府办](http://a.b)）\n";
    let expected = [
        "d1/一/（一） 完善节水制度 县水利局",
        "d1/一/（二） 加强管网改造 县住建局",
        "d1/二/1 加强领导 县政府办",
    ];
    assert_eq!(tasks(&facts("a.md", text).1), expected);
    let heading = |level: &str, text: &str| {
        format!(
            "<w:p><w:pPr><w:pStyle w:val=\"H{level}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let p = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let body = [
        p("滑县节水行动方案"),
        heading("1", "重点任务"),
        heading("2", "完善节水制度"),
        p("建立制度。（牵头单位：县水利局）"),
        heading("2", "加强管网改造"),
        p("改造管网。（牵头单位：县住建局）"),
        heading("1", "保障措施"),
        p("1.加强领导。（责任单位：县政府办）"),
    ];
    let styles = "<w:style w:styleId=\"H1\"><w:name w:val=\"heading 1\"/></w:style>\
        <w:style w:styleId=\"H2\"><w:name w:val=\"自定义\"/><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr></w:style>";
    let source = super::source(&super::docx::docx(&body.concat(), &[("styles", styles)]));
    assert_eq!(tasks(&zeren::extract_facts(&source)), expected);
}

#[test]
fn code_is_not_read_and_told() {
    let (source, facts) = facts(
        "a.md",
        "# 方案\n\n（一）学习。（牵头单位：县司法局）\n\n```\n（二）代码。（牵头单位：县民政局）\n```\n",
    );
    assert_eq!(tasks(&facts), ["d1/（一） 学习 县司法局"]);
    assert_eq!(source.notes[0].code, Code::CodeLeftOut);
}

#[test]
fn entries_under_headings_and_rows_copied_out_of_a_sheet_are_tasks() {
    let text = "# 滑县节水行动方案\n\n## 重点任务\n\n- 完善节水制度。（牵头单位：县水利局）\n- 加强管网改造。（牵头单位：县住建局）\n";
    let expected = ["d1/一/（一） 完善节水制度 县水利局", "d1/一/（二） 加强管网改造 县住建局"];
    assert_eq!(tasks(&facts("a.md", text).1), expected);
    let sheet = "滑县节水任务责任分工表\n序号\t工作任务\t县水利局\t县住建局\n1\t建立定额制度\t牵头\t配合\n2\t改造管网\t\t牵头\n";
    assert_eq!(
        tasks(&facts("a.txt", sheet).1),
        ["d1/1 建立定额制度 县水利局", "d1/2 改造管网 县住建局"]
    );
}
