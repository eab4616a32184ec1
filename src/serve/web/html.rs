//! The layout of every page, and form elements.

use maud::{DOCTYPE, Markup, html};

use super::Visit;
use crate::message;
use crate::message::{Lang, Message};

/// Returns a whole page with its title.
pub(super) fn layout(visit: &Visit, title: &str, main: Markup) -> Markup {
    let name = visit.say(&message!("page-site"));
    let other = visit.lang.of(Lang::Zh, Lang::En);
    html! {
        (DOCTYPE)
        html lang=(visit.lang.of("en", "zh-CN")) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) @if title != name { " – " (name) } }
                link rel="stylesheet" href=(visit.to("assets/style.css"));
                script defer src=(visit.to("assets/ask.js")) {}
            }
            body {
                a.skip href="#main" { (visit.say(&message!("page-skip"))) }
                header {
                    p.site { a href=(visit.to("")) { (name) } }
                    nav { (menu(visit)) }
                    form.find role="search" action=(visit.to("search")) {
                        input type="search" name="q" aria-label=(visit.say(&message!("page-search"))) placeholder=(visit.say(&message!("page-search-what")));
                        (lang_field(visit))
                        button { (visit.say(&message!("page-search"))) }
                    }
                    a.other lang=(other.of("en", "zh-CN")) href=(visit.here(&[("lang", other.tag())])) { (other.of("English", "中文")) }
                }
                main id="main" { h1 { (title) } (main) }
                footer { p { "zeren " (env!("CARGO_PKG_VERSION")) " · " (visit.say(&message!("page-foot"))) } }
            }
        }
    }
}

/// Returns the menu of every page.
fn menu(visit: &Visit) -> Markup {
    let places = [
        ("queries", message!("page-questions")),
        ("ask", message!("page-sparql")),
        ("maps", message!("page-maps")),
        ("ledger", message!("page-ledger")),
        ("ontology", message!("page-ontology")),
        ("openapi.json", message!("page-api")),
    ];
    html! { @for (path, name) in places { a href=(visit.to(path)) { (visit.say(&name)) } " " } }
}

/// Returns a hidden field that preserves the chosen language when a form is sent.
pub(super) fn lang_field(visit: &Visit) -> Markup {
    html! { @if let Some(lang) = visit.get("lang") { input type="hidden" name="lang" value=(lang); } }
}

/// Returns a text field with its current value.
pub(super) fn field(visit: &Visit, name: &str, label: &str, example: &str) -> Markup {
    labelled(label, html! { input name=(name) value=[visit.get(name)] placeholder=(example); })
}

/// Returns a choice among words.
pub(super) fn choice(
    name: &str,
    label: &str,
    words: &[(&str, String)],
    chosen: Option<&str>,
) -> Markup {
    labelled(
        label,
        html! {
            select name=(name) {
                @for (word, told) in words { option value=(word) selected[chosen == Some(*word)] { (told) } }
            }
        },
    )
}

/// Returns an optional choice of a role.
pub(super) fn role_field(visit: &Visit) -> Markup {
    let words =
        crate::model::Role::ALL.iter().map(|role| (role.word(), role.name(visit.lang).to_owned()));
    let words: Vec<_> = [("", "—".to_owned())].into_iter().chain(words).collect();
    choice("role", &visit.say(&message!("name-role")), &words, visit.get("role"))
}

fn labelled(label: &str, field: Markup) -> Markup {
    html! { label { span { (label) } (field) } }
}

/// Returns a button.
pub(super) fn button(visit: &Visit, name: &Message) -> Markup {
    html! { button { (visit.say(name)) } }
}
