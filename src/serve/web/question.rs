//! The named questions: a form for their values, the answer as a table or as data.

use axum::http::StatusCode;
use maud::{Markup, html};
use oxigraph::model::Term;
use serde_json::json;

use super::home::questions;
use super::html::{button, choice, field, lang_field, layout, role_field};
use super::rows::Table;
use super::term::Names;
use super::visit::{Form, with_query};
use super::{Refusal, Reply, Visit};
use crate::diagnostic::Severity;
use crate::message;
use crate::message::Lang;
use crate::names::Kind;
use crate::query::{self, Format, QueryResults, heading};
use crate::question::{Filled, Named, NamedError, Parameter, cell, named, question, write_named};

/// The formats of an answer; the first is for programs that express no preference.
const FORMS: &[Form] = &[
    ("application/sparql-results+json", "json"),
    ("application/json", "json"),
    ("text/html", "html"),
    ("application/sparql-results+xml", "xml"),
    ("text/csv", "csv"),
    ("text/tab-separated-values", "tsv"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
];

/// `GET /queries`.
pub(super) fn list(visit: &Visit) -> Result<Reply, Refusal> {
    visit.takes(&[])?;
    let (_, form) = visit.form(&[("application/json", "json"), ("text/html", "html")], None)?;
    if form == "html" {
        let title = visit.say(&message!("page-questions"));
        return Ok(Reply::html(layout(visit, &title, questions(visit))));
    }
    let parameter = |one: &Parameter| json!({ "name": one.name, "description": { "en": one.meaning, "zh": one.meaning_zh }, "required": one.required, "example": one.example });
    let all = named().iter().map(|one| {
        let parameters: Vec<_> = one.parameters.iter().map(parameter).collect();
        json!({ "name": one.name, "title": { "en": one.title, "zh": one.title_zh }, "parameters": parameters, "query": one.text })
    });
    Ok(Reply::json(&all.collect()))
}

/// `GET /queries/NAME`.
pub(super) fn page(visit: &Visit) -> Result<Reply, Refusal> {
    let asked = visit.path.trim_start_matches("/queries/");
    let (name, suffix) =
        asked.split_once('.').map_or((asked, None), |(name, suffix)| (name, Some(suffix)));
    if suffix.is_some_and(|suffix| !FORMS.iter().any(|(_, one)| *one == suffix)) {
        return Err(Refusal::missing(message!(
            "format-unknown",
            format = suffix.unwrap_or_default()
        )));
    }
    let question = question(name)?;
    let (media_type, form) = visit.form(FORMS, suffix)?;
    if form != "html" {
        let results = results(visit, &filled(visit, question)?)?;
        let format = Format::find(form).map_err(|error| Refusal::bad(error.message()))?;
        let mut bytes = Vec::new();
        write_named(results, question, format, visit.lang_of_data(), &mut bytes)?;
        let reply = Reply::new(media_type, bytes);
        return Ok(if form == "xlsx" { reply.saved_as(&format!("{name}.xlsx")) } else { reply });
    }
    let lacks = question.parameters.iter().any(|one| one.required) && !visit.is_asking();
    let (status, told) = match filled(visit, question) {
        // The form has not been filled in yet.
        Err(_) if lacks => (StatusCode::OK, html! {}),
        Err(refusal) => (refusal.status(), refusal.told(visit)),
        Ok(filled) => (StatusCode::OK, answer(visit, question, &filled)?),
    };
    let title = visit.lang.of(question.title, question.title_zh);
    let body = html! {
        (form_of(visit, question))
        (told)
        details {
            summary { "SPARQL" }
            pre { (question.text) }
            @if question.parameters.is_empty() {
                p { a href=(visit.to(&with_query("ask", [("query", &*question.text.replace("$lang", &format!("\"{}\"", visit.lang.tag())))].into_iter()))) { (visit.say(&message!("page-change"))) } }
            }
        }
    };
    Ok(Reply::html(layout(visit, title, body)).of(status))
}

/// Fills values into the question; an error says which is missing or invalid, and how to pass it.
fn filled(visit: &Visit, question: &Named) -> Result<Filled, Refusal> {
    let names: Vec<_> = question.parameters.iter().map(|one| one.name).collect();
    visit.takes(&names)?;
    let is_value = |(name, _): &&(String, String)| names.contains(&name.as_str());
    let values: Vec<_> = visit.parameters.iter().filter(is_value).cloned().collect();
    let filled = question.fill_in(&visit.store, &values, visit.lang);
    filled.map_err(|error| match error {
        NamedError::Lacking { parameter, .. } => {
            let lacking = question.parameters.iter().find(|one| one.name == parameter);
            let refusal = Refusal::bad(message!(
                "question-lacking",
                question = question.name,
                parameter = parameter
            ));
            match lacking {
                Some(one) => refusal.hinted(message!(
                    "hint-page-lacking",
                    parameter = one.name,
                    meaning = [one.meaning, one.meaning_zh],
                    example = one.example
                )),
                None => refusal,
            }
        }
        error => error.into(),
    })
}

fn results(visit: &Visit, filled: &Filled) -> Result<QueryResults<'static>, Refusal> {
    Ok(filled.query.run_until(&visit.store, &visit.token)?)
}

/// Returns the answer as a table.
fn answer(visit: &Visit, question: &Named, filled: &Filled) -> Result<Markup, Refusal> {
    let QueryResults::Solutions(solutions) = results(visit, filled)? else { return Ok(html! {}) };
    let variables: Vec<String> =
        solutions.variables().iter().map(|one| one.as_str().to_owned()).collect();
    let headings = variables.iter().map(|variable| heading(question.name, variable, visit.lang));
    let mut table = Table::new(headings.collect());
    let names = Names::new(visit);
    let told = |variable: &String, term: Option<&Term>| match term {
        Some(Term::NamedNode(node)) => names.link(node.as_str()),
        Some(term) => Ok(html! { (cell(variable, term, visit.lang)) }),
        None => Ok(html! {}),
    };
    for solution in solutions {
        let solution = solution.map_err(query::QueryError::from)?;
        let cells =
            variables.iter().map(|variable| told(variable, solution.get(variable.as_str())));
        table.push(cells.collect::<Result<_, _>>()?);
        if table.is_cut {
            break;
        }
    }
    let meanings = filled.meanings.iter().filter(|meaning| meaning.is_part);
    let meanings =
        meanings.map(|meaning| format!("{}：{}", meaning.typed, meaning.labels.join("、")));
    Ok(html! {
        @for meaning in meanings { p.quiet { (meaning) } }
        (table.shown(visit))
        p.forms {
            (visit.say(&message!("page-as-data"))) " "
            @for (media_type, form) in FORMS.iter().filter(|(media_type, form)| *form != "html" && *media_type != "application/json") {
                a type=(media_type) href=(visit.here(&[("format", form)])) { (form) } " "
            }
        }
    })
}

/// Returns a form with a field for each value.
fn form_of(visit: &Visit, question: &Named) -> Markup {
    let label = |one: &Parameter| {
        let meaning = visit.lang.of(one.meaning, one.meaning_zh);
        if one.required {
            meaning.to_owned()
        } else {
            visit.say(&message!("query-optional", meaning = meaning))
        }
    };
    html! {
        @if !question.parameters.is_empty() {
            form.fields {
                @for one in &question.parameters {
                    @match one.kind {
                        Kind::Role => { (role_field(visit)) }
                        Kind::Severity => { (choice(one.name, &label(one), &severities(visit.lang), visit.get(one.name))) }
                        _ => { (field(visit, one.name, &label(one), one.example)) }
                    }
                }
                (lang_field(visit))
                (button(visit, &message!("page-ask")))
            }
        }
    }
}

fn severities(lang: Lang) -> [(&'static str, String); 3] {
    let named = |severity: Severity| (severity.word(), severity.message().in_lang(lang));
    [("", "—".to_owned()), named(Severity::Doubt), named(Severity::Note)]
}
