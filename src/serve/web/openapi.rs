//! The OpenAPI 3.1 description of the service, built from what the pages themselves know.

use serde_json::{Map, Value, json};

use super::{Refusal, Reply, Visit};
use crate::graph::VERSION;
use crate::message::Lang;
use crate::model::Role;
use crate::names::Kind;
use crate::question::{Named, Parameter, named};

/// Media types of graphs and of solutions.
const GRAPHS: &[&str] = &[
    "text/turtle",
    "application/n-triples",
    "application/n-quads",
    "application/trig",
    "application/rdf+xml",
    "application/ld+json",
];
const RESULTS: &[&str] = &[
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
];
const SHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Parameters that narrow a ledger or a map.
const SLICE: &[(&str, [&str; 2])] = &[
    ("unit", ["a unit, a class of units or a person", "单位、单位类别或者人员"]),
    ("document", ["number, title or IRI of a document", "文件的文号、标题或者 IRI"]),
    ("role", ["a role", "角色"]),
    ("part", ["number or heading of a part", "部分的序号或者标题"]),
];

/// `GET /openapi.json`.
pub(super) fn page(visit: &Visit) -> Result<Reply, Refusal> {
    visit.takes(&[])?;
    let lang = visit.lang;
    let mut paths = Map::new();
    let pages = [protocol(lang), linked(lang), vocabularies(lang), views(lang)];
    paths.extend(pages.into_iter().flatten());
    paths.extend(named().iter().map(|one| (format!("/queries/{}", one.name), question(one, lang))));
    let title =
        lang.of("zeren: who leads, who answers, by when", "zeren：谁牵头、谁负责、何时完成");
    Ok(Reply::json(&json!({
        "openapi": "3.1.0",
        "info": { "title": title, "version": VERSION, "license": { "name": "MIT OR Apache-2.0" } },
        "servers": [{ "url": format!("{}/", visit.origin) }],
        "paths": paths,
        "components": {
            "responses": refusals(lang),
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
        },
    })))
}

/// Describes an operation: its name, its parameters, and the media types of its answer.
fn operation(id: &str, summary: &str, parameters: Vec<Value>, forms: &[&str]) -> Value {
    let content: Map<_, _> = forms.iter().map(|form| ((*form).to_owned(), json!({}))).collect();
    let words =
        [("lang", json!({ "enum": ["zh", "en"] })), ("format", json!({ "type": "string" }))];
    let common =
        words.map(|(name, schema)| json!({ "name": name, "in": "query", "schema": schema }));
    let parameters: Vec<_> = parameters.into_iter().chain(common).collect();
    let refused = |name: &str| json!({ "$ref": format!("#/components/responses/{name}") });
    json!({
        "operationId": id,
        "summary": summary,
        "parameters": parameters,
        "responses": {
            "200": { "description": summary, "content": content },
            "304": { "description": "not modified" },
            "400": refused("bad"),
            "404": refused("missing"),
            "406": refused("form"),
            "503": refused("busy"),
            "504": refused("busy"),
        },
    })
}

fn get(path: &str, operation: Value) -> (String, Value) {
    (path.to_owned(), json!({ "get": operation }))
}

fn in_query(name: &str, about: &str, required: bool, schema: Value) -> Value {
    json!({ "name": name, "in": "query", "description": about, "required": required, "schema": schema })
}

fn text(name: &str, about: &str) -> Value {
    in_query(name, about, false, json!({ "type": "string" }))
}

fn in_path(name: &str, schema: Value) -> Value {
    json!({ "name": name, "in": "path", "required": true, "schema": schema })
}

/// Describes the SPARQL protocol.
fn protocol(lang: Lang) -> Vec<(String, Value)> {
    let all = [RESULTS, GRAPHS].concat();
    let about = lang.of("a query of SPARQL 1.1", "SPARQL 1.1 查询");
    let dataset = |name: &str| {
        in_query(name, name, false, json!({ "type": "array", "items": { "type": "string" } }))
    };
    let parameters = vec![
        in_query("query", about, false, json!({ "type": "string" })),
        dataset("default-graph-uri"),
        dataset("named-graph-uri"),
    ];
    let mut query = json!({
        "get": operation("query", about, parameters, &all),
        "post": operation("queryByPost", about, Vec::new(), &all),
    });
    let form = json!({ "schema": { "type": "object", "properties": { "query": { "type": "string" } }, "required": ["query"] } });
    query["post"]["requestBody"] = json!({ "required": true, "content": {
        "application/sparql-query": { "schema": { "type": "string" } },
        "application/x-www-form-urlencoded": form,
    } });
    let table = lang.of("the answer to a query as a table", "查询结果表格");
    vec![
        ("/sparql".to_owned(), query),
        ("/update".to_owned(), json!({ "post": update(lang) })),
        ("/store".to_owned(), graphs(lang)),
        get("/changes", changes(lang)),
        get(
            "/healthz",
            probe("healthy", lang.of("the process answers", "进程是否应答"), "text/plain"),
        ),
        get(
            "/readyz",
            probe("ready", lang.of("the store can be asked", "数据库是否可以查询"), "text/plain"),
        ),
        get(
            "/metrics",
            probe(
                "metrics",
                lang.of("what was done, for Prometheus", "运行指标（Prometheus）"),
                "application/openmetrics-text",
            ),
        ),
        get("/ask", operation("ask", table, vec![text("query", about)], &["text/html"])),
    ]
}

/// Describes an update, which needs the token for writers.
fn update(lang: Lang) -> Value {
    let about = lang.of("an update of SPARQL 1.1", "SPARQL 1.1 更新");
    let content = json!({ "application/sparql-update": { "schema": { "type": "string" } } });
    changing("update", about, content)
}

/// Describes the Graph Store Protocol.
fn graphs(lang: Lang) -> Value {
    let about = |what: [&'static str; 2]| lang.of(what[0], what[1]);
    let graph = text("graph", about(["IRI of the graph", "图的 IRI"]));
    let default = in_query(
        "default",
        about(["the graph without a name", "无名图"]),
        false,
        json!({ "type": "string" }),
    );
    let content: Map<_, _> = GRAPHS.iter().map(|form| ((*form).to_owned(), json!({}))).collect();
    let mut graphs = json!({
        "parameters": [graph, default],
        "get": operation("readGraph", about(["what a graph holds", "图的内容"]), Vec::new(), GRAPHS),
        "put": changing("putGraph", about(["puts triples in place of what a graph holds", "替换图的内容"]), json!(content)),
        "post": changing("addToGraph", about(["adds triples to a graph", "向图中添加"]), json!(content)),
        "delete": changing("deleteGraph", about(["takes a graph away", "删除图"]), json!({})),
    });
    graphs["delete"].as_object_mut().map(|delete| delete.remove("requestBody"));
    graphs
}

/// Describes the list of changed graphs.
fn changes(lang: Lang) -> Value {
    let about = lang.of("which graphs changed since a state", "自某一状态以来变更的图");
    let since = in_query(
        "since",
        lang.of("a state", "状态"),
        false,
        json!({ "type": "integer", "minimum": 0 }),
    );
    operation("changes", about, vec![since], &["application/json"])
}

/// Describes an operation that changes the store.
fn changing(id: &str, about: &str, content: Value) -> Value {
    json!({
        "operationId": id,
        "summary": about,
        "security": [{ "token": [] }],
        "requestBody": { "required": true, "content": content },
        "responses": {
            "201": { "description": about },
            "204": { "description": about },
            "400": { "$ref": "#/components/responses/bad" },
            "401": { "$ref": "#/components/responses/token" },
            "403": { "$ref": "#/components/responses/token" },
            "412": { "$ref": "#/components/responses/changed" },
        },
    })
}

/// Describes an operation for monitoring.
fn probe(id: &str, about: &str, form: &str) -> Value {
    let content = Map::from_iter([(form.to_owned(), json!({}))]);
    json!({ "operationId": id, "summary": about, "parameters": [], "responses": { "200": { "description": about, "content": content } } })
}

/// Describes the pages of things and dataset descriptions.
fn linked(lang: Lang) -> Vec<(String, Value)> {
    let forms = [&["text/html"], GRAPHS].concat();
    let thing = lang.of("what is known of a thing", "某一事物的全部已知信息");
    let from = in_query(
        "from",
        lang.of("where the page begins", "起始位置"),
        false,
        json!({ "type": "integer", "minimum": 0 }),
    );
    let parameters = vec![in_path("path", json!({ "type": "string" })), from];
    let without_graphs =
        ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"];
    let void = lang.of("what there is, by VoID", "VoID 数据集描述");
    let catalog = lang.of("a catalogue, by DCAT", "DCAT 目录");
    vec![
        get("/id/{path}", operation("thing", thing, parameters, &forms)),
        get("/.well-known/void", operation("void", void, Vec::new(), &without_graphs)),
        get("/catalog", operation("catalog", catalog, Vec::new(), &without_graphs)),
    ]
}

fn vocabularies(lang: Lang) -> Vec<(String, Value)> {
    let ontology = [&["text/html"], &GRAPHS[..2], &GRAPHS[4..]].concat();
    let shapes = ["text/turtle", "application/n-triples", "application/rdf+xml"];
    let prefixes = ["application/json", "text/html", "text/turtle", "application/sparql-query"];
    let list = lang.of("the named questions with their parameters", "命名查询及其参数");
    vec![
        get(
            "/ontology",
            operation("ontology", lang.of("the ontology", "本体"), Vec::new(), &ontology),
        ),
        get(
            "/shapes",
            operation("shapes", lang.of("the shapes (SHACL)", "SHACL 约束"), Vec::new(), &shapes),
        ),
        get("/prefixes", operation("prefixes", lang.of("prefixes", "前缀"), Vec::new(), &prefixes)),
        get(
            "/context",
            operation(
                "context",
                lang.of("names for JSON-LD", "JSON-LD 术语名称"),
                Vec::new(),
                &["application/ld+json"],
            ),
        ),
        get(
            "/queries",
            operation("questions", list, Vec::new(), &["application/json", "text/html"]),
        ),
    ]
}

/// Describes the ledger, the maps and the search.
fn views(lang: Lang) -> Vec<(String, Value)> {
    let slice = || {
        let one = |(name, [en, zh]): &(&str, [&str; 2])| match *name {
            "role" => in_query(name, lang.of(en, zh), false, roles()),
            name => text(name, lang.of(en, zh)),
        };
        SLICE.iter().map(one).collect::<Vec<_>>()
    };
    let ledger = lang.of("the ledger of duties", "责任台账");
    let forms = ["text/html", SHEET, "text/csv", "text/markdown", "text/calendar"];
    let more = [
        in_query(
            "as-of",
            lang.of("the day that lights are judged by", "判断进度的日期"),
            false,
            json!({ "type": "string", "format": "date" }),
        ),
        text("profile", lang.of("headings of the sheet for imports", "导入表的表头")),
    ];
    let map = lang.of("a drawing of who answers for what", "责任图");
    let view =
        in_path("view", json!({ "enum": ["tasks", "units", "leaders", "citations", "matrix"] }));
    let drawings = [
        "image/svg+xml",
        "image/png",
        "application/json",
        "text/vnd.graphviz",
        "application/gexf+xml",
        "application/graphml+xml",
    ];
    let search = lang.of("words in tasks, headings and titles", "检索任务、标题中的词");
    let asked = vec![
        text("q", lang.of("words that must all be there", "须全部出现的词")),
        text("region", lang.of("a region", "地区")),
        text("unit", lang.of(SLICE[0].1[0], SLICE[0].1[1])),
        in_query("role", lang.of("a role", "角色"), false, roles()),
        in_query(
            "limit",
            lang.of("so many at most", "最多条数"),
            false,
            json!({ "type": "integer", "minimum": 1, "maximum": 1000 }),
        ),
    ];
    vec![
        get(
            "/ledger",
            operation("ledger", ledger, slice().into_iter().chain(more).collect(), &forms),
        ),
        get(
            "/maps/{view}",
            operation("map", map, [view].into_iter().chain(slice()).collect(), &drawings),
        ),
        get(
            "/search",
            operation("search", search, asked, &["application/json", "text/html", "text/csv"]),
        ),
    ]
}

fn roles() -> Value {
    json!({ "type": "string", "examples": Role::ALL.iter().map(|role| role.word()).collect::<Vec<_>>() })
}

/// Describes a named question.
fn question(one: &Named, lang: Lang) -> Value {
    let parameter = |parameter: &Parameter| {
        let schema = match parameter.kind {
            Kind::Day => {
                json!({ "type": "string", "format": "date", "examples": [parameter.example] })
            }
            _ => json!({ "type": "string", "examples": [parameter.example] }),
        };
        in_query(
            parameter.name,
            lang.of(parameter.meaning, parameter.meaning_zh),
            parameter.required,
            schema,
        )
    };
    let parameters = one.parameters.iter().map(parameter).collect();
    let forms = [RESULTS, &["text/html", SHEET]].concat();
    json!({ "get": operation(&one.name.replace('-', "_"), lang.of(one.title, one.title_zh), parameters, &forms) })
}

/// Describes the error responses.
fn refusals(lang: Lang) -> Value {
    let why = [
        ("bad", lang.of("a parameter is wrong or missing", "参数有误或者缺失")),
        (
            "missing",
            lang.of(
                "nothing has this name; the nearest one is named",
                "没有此名称；已列出最接近的名称",
            ),
        ),
        ("form", lang.of("the answer has none of the forms that are accepted", "没有可接受的形式")),
        ("token", lang.of("writers need the token", "写入需要令牌")),
        ("changed", lang.of("the graph was changed meanwhile", "图在此期间已被修改")),
        ("busy", lang.of("too much runs at once, or it takes too long", "请求过多或者用时过长")),
    ];
    let one = |(name, why): (&str, &str)| {
        let content = json!({ "application/problem+json": { "schema": { "type": "object" } }, "text/html": {} });
        (name.to_owned(), json!({ "description": why, "content": content }))
    };
    Value::Object(why.into_iter().map(one).collect())
}
