//! Modules call only those of lower layers, as listed in CONTRIBUTING.md; a word has one home, and
//! no comment is too wide.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use regex::Regex;
use unicode_width::UnicodeWidthStr;

use crate::gold::root;

/// Exceptions: calls to higher layers. A new one fails; one that no longer exists must be removed
/// here.
const BACK: &[(&str, &str, &str)] = &[];

/// Returns the layers in CONTRIBUTING.md, lowest first.
fn layers() -> Vec<String> {
    let text = fs::read_to_string(root().join("CONTRIBUTING.md")).expect("it is there");
    let (_, section) = text.split_once("## Layers").expect("the section");
    let list =
        section.split("\n\n").find(|part| part.trim_start().starts_with('`')).expect("the list");
    list.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Collects the modules that the files of a module call, ignoring tests and comments.
fn called(path: &Path, called_by: &str, arrows: &mut BTreeSet<(String, String)>) {
    let name = Regex::new(r"\bcrate::([a-z_]+)").expect("a pattern");
    if path.is_dir() {
        let entries =
            fs::read_dir(path).expect("a folder").map(|entry| entry.expect("an entry").path());
        entries.for_each(|entry| called(&entry, called_by, arrows));
    } else if path.extension().is_some_and(|extension| extension == "rs") {
        let source = fs::read_to_string(path).expect("a file");
        let code = source.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = code.lines().map(|line| line.split("//").next().unwrap_or_default());
        let found =
            lines.flat_map(|line| name.captures_iter(line)).map(|found| found[1].to_owned());
        arrows.extend(found.map(|other| (called_by.to_owned(), other)));
    }
}

#[test]
fn no_module_calls_one_of_a_layer_behind_it() {
    let layers = layers();
    let mut arrows = BTreeSet::new();
    for layer in &layers {
        let src = root().join("src");
        let places = [src.join(layer), src.join(format!("{layer}.rs"))];
        assert!(places.iter().any(|place| place.exists()), "there is no module {layer}");
        places
            .iter()
            .filter(|place| place.exists())
            .for_each(|place| called(place, layer, &mut arrows));
    }
    let at = |name: &str| layers.iter().position(|layer| layer == name);
    let runs_back = |(from, to): &&(String, String)| at(to).is_some_and(|to| Some(to) > at(from));
    let back: BTreeSet<_> =
        arrows.iter().filter(runs_back).map(|(from, to)| (from.as_str(), to.as_str())).collect();
    let known: BTreeSet<_> = BACK.iter().map(|(from, to, _)| (*from, *to)).collect();
    assert_eq!(back, known);
    let modules = fs::read_to_string(root().join("src/lib.rs")).expect("a file");
    let modules = modules
        .lines()
        .filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'));
    let unplaced: Vec<_> = modules.filter(|module| at(module).is_none()).collect();
    assert!(unplaced.is_empty(), "no layer has {unplaced:?}");
}

/// The most columns of a line, as in `rustfmt.toml`; a Han character takes two.
const COLUMNS: usize = 100;

/// The lines of comments below a folder that are too long; tables, code and addresses may be.
fn long_comments(path: &Path, found: &mut Vec<String>) {
    if path.is_dir() {
        let entries =
            fs::read_dir(path).expect("a folder").map(|entry| entry.expect("an entry").path());
        entries.for_each(|entry| long_comments(&entry, found));
    } else if path.extension().is_some_and(|extension| extension == "rs") {
        let source = fs::read_to_string(path).expect("a file");
        let is_long = |line: &str| {
            let comment = line.trim_start();
            let may_be = comment.starts_with("//! |") || comment.starts_with("//!     ");
            comment.starts_with("//")
                && !may_be
                && !comment.contains("://")
                && line.width() > COLUMNS
        };
        let lines = source.lines().zip(1..).filter(|(line, _)| is_long(line));
        found.extend(lines.map(|(_, n)| format!("{}:{n}", path.display())));
    }
}

#[test]
fn no_comment_is_wider_than_code_may_be() {
    let mut found = Vec::new();
    ["src", "tests"].iter().for_each(|part| long_comments(&root().join(part), &mut found));
    assert!(found.is_empty(), "{found:#?}");
}

/// Words that are in two tables because they have two meanings.
const TWICE: &[(&str, &str, &[&str])] = &[
    ("role", "relation", &["保障", "完成", "实施", "履行", "执行", "推进", "落实", "贯彻落实"]),
    ("role", "heading", &["保障", "组织实施"]),
    ("heading", "relation", &["保障"]),
    ("relation", "review", &["制定", "编制", "起草"]),
    ("measure", "surname", &["宗", "张", "米", "路", "项"]),
    // What is done with a document or by a body in charge is done elsewhere too.
    ("role", "verb", &["实施", "建设", "推进", "支持", "组织", "落实"]),
    (
        "relation",
        "verb",
        &[
            "修订", "健全", "公布", "出台", "制定", "制订", "加强", "印发", "学习", "完善", "实施",
            "抓好", "拟定", "拟订", "推动", "推行", "推进", "深化", "用好", "确保", "维护", "编制",
            "落实",
        ],
    ),
    ("review", "verb", &["制定", "发展", "编制"]),
    ("review", "manner", &["主要"]),
    ("verb", "manner", &["切实"]),
    // Words for tasks and bodies name columns too.
    ("role", "header", &["联系", "负责"]),
    ("relation", "header", &["依据"]),
    ("post", "header", &["负责人"]),
    ("web_label", "header", &["分类", "名称", "时间", "来源"]),
    ("review", "header", &["任务", "完成情况", "工作", "进展", "问题"]),
    ("frame", "header", &["要求", "计划", "预计"]),
    ("kind", "header", &["任务", "安排", "措施", "标准", "清单", "要点", "计划"]),
    ("ending", "header", &["乡镇", "单位", "部门", "领导"]),
    ("measured", "header", &["乡镇", "单位", "投资", "面积", "项目"]),
    // What does not belong to the name of a target.
    ("role", "frame", &["组织"]),
    ("relation", "frame", &["推动", "确保"]),
    ("surname", "frame", &["应"]),
    ("review", "frame", &["全区", "全县", "全国", "全市", "全省"]),
    ("verb", "frame", &["严格", "争取", "保持", "实现", "开展", "推动", "确保", "组织"]),
    ("frame", "kind", &["计划"]),
    ("frame", "measured", &["再就业"]),
    // A document or a task; a body or a count of things.
    ("heading", "kind", &["考核办法", "考评办法"]),
    ("review", "kind", &["任务", "规划"]),
    ("measure", "ending", &["台", "处", "所", "村", "组", "部"]),
    ("surname", "ending", &["司"]),
    ("role", "ending", &["组织"]),
    ("verb", "ending", &["组织"]),
    ("frame", "ending", &["组织"]),
    ("measure", "kind", &["册"]),
    ("surname", "kind", &["单"]),
    ("ending", "zone", &["园区", "开发区", "示范区"]),
    ("measured", "zone", &["园区", "自贸区"]),
    // What is done by a day is done at other times too.
    ("role", "deadline", &["参加", "完成", "实施", "执行", "认定", "销号", "验收"]),
    (
        "relation",
        "deadline",
        &["下发", "公布", "出台", "制定", "印发", "发布", "完成", "实施", "执行", "施行"],
    ),
    ("review", "deadline", &["制定", "取得", "存在"]),
    (
        "verb",
        "deadline",
        &["公布", "出台", "制定", "印发", "实施", "实现", "建成", "建立", "开展", "开工", "设立"],
    ),
    ("manner", "deadline", &["全面", "持续"]),
    ("frame", "deadline", &["实现", "开展", "持续"]),
    // Parts of a site are named after what they hold.
    (
        "web_label",
        "page",
        &["分享", "分享到", "字体", "字号", "当前位置", "您的位置", "所在位置", "打印"],
    ),
    // A page says who runs the site.
    ("web_label", "ending", &["主办单位"]),
    ("kind", "page", &["公告", "政策", "栏目"]),
    ("header", "page", &["内容"]),
    ("measure", "measured", &["村"]),
    (
        "ending",
        "measured",
        &[
            "乡", "乡镇", "企业", "区", "单位", "县", "园区", "基地", "小学", "市", "幼儿园", "村",
            "镇",
        ],
    ),
    (
        "manner",
        "frame",
        &["分别", "持续", "每半年", "每周", "每季度", "每年", "每月", "稳步", "继续"],
    ),
];

#[test]
fn a_word_stands_in_one_table() {
    // `fixed` has words of any kind, for one of their characters.
    let names = [
        "role", "heading", "relation", "measure", "post", "surname", "web_label", "national",
        "combined", "laws", "review", "verb", "manner", "frame", "grant", "kind", "ending",
        "measured", "header", "zone", "page", "deadline",
    ];
    let words = |name: &str| -> BTreeSet<String> {
        let table =
            fs::read_to_string(root().join(format!("src/lexicon/{name}.tsv"))).expect("a table");
        table.lines().skip(1).filter_map(|row| row.split('\t').next()).map(str::to_owned).collect()
    };
    for (n, one) in names.iter().enumerate() {
        for other in &names[n + 1..] {
            let (a, b) = (words(one), words(other));
            let both: Vec<&str> = a.intersection(&b).map(String::as_str).collect();
            let known = TWICE
                .iter()
                .find(|(a, b, _)| (a, b) == (one, other))
                .map_or(&[][..], |(.., words)| words);
            assert_eq!(both, known, "{one} and {other}");
        }
    }
}
