//! The page: a table of contents, one section per term with both languages side by side, and tables
//! for long concept schemes.
//!
//! It needs no scripts and nothing from elsewhere; it can be read aloud, searched, printed and
//! saved.

use std::fmt::Write;

use super::{Both, Kind, Ontology, Term, Usage, short};
use crate::markup::escaped;

/// The head of the page, with its styles.
const HEAD: &str = include_str!("page.html");

/// The number of concepts above which a scheme becomes a table.
const LONG: usize = 16;

/// The kinds of terms with sections of their own, and their headings.
const PARTS: &[(Kind, &str, &str, &str)] = &[
    (Kind::Class, "classes", "类", "Classes"),
    (Kind::ObjectProperty, "object-properties", "对象属性", "Object properties"),
    (Kind::DatatypeProperty, "datatype-properties", "数据属性", "Datatype properties"),
    (Kind::Reused, "reused", "复用的属性", "Properties of other vocabularies"),
];

/// Writes the page; `usage` adds how often a store uses each term.
pub fn page(ontology: &Ontology, usage: Option<&Usage>) -> String {
    let mut page = Page { out: String::new(), ontology, usage };
    page.contents();
    for (kind, id, zh, en) in PARTS {
        page.heading(2, id, &Both { zh: (*zh).to_owned(), en: (*en).to_owned() });
        for term in ontology.terms.iter().filter(|term| term.kind == *kind) {
            page.term(term, 3);
        }
    }
    page.heading(
        2,
        "schemes",
        &Both { zh: "概念体系".to_owned(), en: "Concept schemes".to_owned() },
    );
    for scheme in ontology.terms.iter().filter(|term| term.kind == Kind::Scheme) {
        page.scheme(scheme);
    }
    let Both { zh, en } = &ontology.title;
    HEAD.replace("{title_zh}", &escaped(zh))
        .replace("{title_en}", &escaped(en))
        .replace("{about}", &sides(&ontology.definition, "p"))
        .replace("{body}", &page.out)
}

struct Page<'a> {
    out: String,
    ontology: &'a Ontology,
    usage: Option<&'a Usage>,
}

impl Page<'_> {
    fn contents(&mut self) {
        self.out += "<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">目录 <span lang=\"en\">Contents</span></h2>\n";
        for (kind, id, zh, en) in PARTS {
            let terms = self.ontology.terms.iter().filter(|term| term.kind == *kind);
            self.list(id, zh, en, terms.collect());
        }
        let schemes = self.ontology.terms.iter().filter(|term| term.kind == Kind::Scheme);
        self.list("schemes", "概念体系", "Concept schemes", schemes.collect());
        self.out += "</nav>\n";
    }

    fn list(&mut self, id: &str, zh: &str, en: &str, terms: Vec<&Term>) {
        let _ = writeln!(
            self.out,
            "<h3><a href=\"#{id}\">{zh} <span lang=\"en\">{en}</span></a></h3>\n<ul>"
        );
        for term in terms {
            let _ = writeln!(
                self.out,
                "<li><a href=\"#{}\">{}</a></li>",
                anchor(&term.iri),
                names(&name(term))
            );
        }
        self.out += "</ul>\n";
    }

    fn heading(&mut self, level: usize, id: &str, label: &Both) {
        let _ = writeln!(self.out, "<h{level} id=\"{id}\">{}</h{level}>", names(label));
    }

    /// Writes the section of a term.
    fn term(&mut self, term: &Term, level: usize) {
        self.out += "<section class=\"term\">\n";
        self.heading(level, &anchor(&term.iri), &name(term));
        self.out += &sides(&term.definition, "p");
        self.out += "<dl>\n";
        self.row("标识", "IRI", &[format!("<code>{}</code>", escaped(&term.iri))]);
        let (above, above_en) = match term.kind {
            Kind::Class => ("父类", "Subclass of"),
            Kind::Concept => ("上位概念", "Broader"),
            _ => ("父属性", "Subproperty of"),
        };
        self.row(above, above_en, &self.links(&term.supers));
        self.row("定义域", "Domain", &self.links(&term.domain));
        self.row("值域", "Range", &self.links(&term.range));
        self.row("用于", "Used on", &self.links(&term.used_on));
        self.row("取值", "Values", &self.links(&term.used_with));
        let quoted = |texts: &[String]| texts.iter().map(|text| escaped(text)).collect::<Vec<_>>();
        self.row("别名", "Other names", &quoted(&term.other_names));
        let examples: Vec<_> =
            term.examples.iter().map(|one| format!("<q>{}</q>", escaped(one))).collect();
        self.row("例", "Example", &examples);
        if term.is_reserved {
            self.row(
                "状态",
                "Status",
                &["保留：尚无文件用到 <span lang=\"en\">reserved: no document read so far needs it</span>".to_owned()],
            );
        }
        if let Some(usage) = self.usage {
            let n = usage.get(&term.iri).copied().unwrap_or_default();
            self.row("使用次数", "Used", &[n.to_string()]);
        }
        self.out += "</dl>\n</section>\n";
    }

    /// Writes a scheme, with sections for few concepts or a table for many.
    fn scheme(&mut self, scheme: &Term) {
        let concepts: Vec<&Term> = self.ontology.concepts(&scheme.iri).collect();
        self.term(scheme, 3);
        match concepts.len() {
            0..=LONG => concepts.into_iter().for_each(|concept| self.term(concept, 4)),
            n => {
                let name = escaped(&scheme.label.zh);
                let _ = writeln!(
                    self.out,
                    "<details>\n<summary>{name}：{n} 个概念 <span lang=\"en\">{n} concepts</span></summary>"
                );
                self.table(&concepts);
                self.out += "</details>\n";
            }
        }
    }

    fn table(&mut self, concepts: &[&Term]) {
        let used = if self.usage.is_some() {
            "<th scope=\"col\">使用次数 <span lang=\"en\">Used</span></th>"
        } else {
            ""
        };
        let _ = writeln!(
            self.out,
            "<table>\n<thead><tr><th scope=\"col\">名称 <span lang=\"en\">Name</span></th><th scope=\"col\">别名 <span lang=\"en\">Other names</span></th>\
             <th scope=\"col\">标识 <span lang=\"en\">IRI</span></th>{used}</tr></thead>\n<tbody>"
        );
        for concept in concepts {
            let (names, id) = (names(&concept.label), anchor(&concept.iri));
            let (others, name) =
                (escaped(&concept.other_names.join("、")), escaped(&short(&concept.iri)));
            let used = self.usage.map_or_else(String::new, |usage| {
                format!("<td>{}</td>", usage.get(&concept.iri).copied().unwrap_or_default())
            });
            let _ = writeln!(
                self.out,
                "<tr id=\"{id}\"><th scope=\"row\">{names}</th><td>{others}</td><td><code>{name}</code></td>{used}</tr>"
            );
        }
        self.out += "</tbody>\n</table>\n";
    }

    /// Writes an entry of a description list, unless there are no values.
    fn row(&mut self, zh: &str, en: &str, values: &[String]) {
        if !values.is_empty() {
            let _ = writeln!(self.out, "<div><dt>{zh} <span lang=\"en\">{en}</span></dt>");
            values.iter().for_each(|value| self.out += &format!("<dd>{value}</dd>\n"));
            self.out += "</div>\n";
        }
    }

    /// Returns terms as links, to their sections or to their definitions elsewhere.
    fn links(&self, iris: &[String]) -> Vec<String> {
        let link = |iri: &String| {
            let own = self.ontology.terms.iter().find(|term| term.iri == *iri);
            let target = own.map_or_else(|| escaped(iri), |term| format!("#{}", anchor(&term.iri)));
            let label =
                own.map_or_else(String::new, |term| format!(" {}", escaped(&term.label.zh)));
            format!("<a href=\"{target}\"><code>{}</code>{label}</a>", escaped(&short(iri)))
        };
        iris.iter().map(link).collect()
    }
}

/// Returns the name of a term; for other vocabularies, its prefixed name.
fn name(term: &Term) -> Both {
    match term.kind {
        Kind::Reused => Both { en: short(&term.iri), zh: String::new() },
        _ => term.label.clone(),
    }
}

/// Returns the names of a term on one line; a few schemes have a name in only one language.
fn names(label: &Both) -> String {
    let en = match label.en.as_str() {
        "" => String::new(),
        en => format!("<span lang=\"en\">{}</span>", escaped(en)),
    };
    format!("{} {en}", escaped(&label.zh)).trim().to_owned()
}

/// Returns both languages side by side, each in its own element.
fn sides(text: &Both, element: &str) -> String {
    let side = |language: &str, text: &str| match text {
        "" => String::new(),
        text => format!("<{element} lang=\"{language}\">{}</{element}>\n", escaped(text)),
    };
    format!("<div class=\"sides\">\n{}{}</div>\n", side("zh", &text.zh), side("en", &text.en))
}

/// Returns the anchor of a term on the page.
pub(crate) fn anchor(iri: &str) -> String {
    let name = short(iri);
    let name = name.strip_prefix("https://w3id.org/").unwrap_or(&name);
    name.replace([':', '/', '#'], "-")
}
