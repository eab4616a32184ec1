//! Maps: drawings by address, and a page to choose from.

use axum::http::header;
use maud::html;

use super::html::{button, choice, field, lang_field, layout, role_field};
use super::term::BASE;
use super::visit::Form;
use super::{Refusal, Reply, Visit};
use crate::map::{Format, Slice, View, Words, draw_within, load};
use crate::{message, names};

/// The formats of a drawing.
const FORMS: &[Form] = &[
    ("image/svg+xml", "svg"),
    ("image/png", "png"),
    ("application/json", "json"),
    ("text/vnd.graphviz", "dot"),
    ("application/gexf+xml", "gexf"),
    ("application/graphml+xml", "graphml"),
];

/// Parameters that narrow a map.
const SLICE: &[&str] = &["unit", "document", "role", "part"];

/// `GET /maps/VIEW.svg` and the like.
pub(super) fn page(visit: &Visit) -> Result<Reply, Refusal> {
    visit.takes(SLICE)?;
    let asked = visit.path.trim_start_matches("/maps/");
    let (view, suffix) =
        asked.rsplit_once('.').map_or((asked, None), |(view, suffix)| (view, Some(suffix)));
    if let Some(suffix) = suffix.filter(|suffix| !FORMS.iter().any(|(_, one)| one == suffix)) {
        return Err(Refusal::missing(message!("format-unknown", format = suffix))
            .hinted(message!("hint-map-format")));
    }
    let view = View::find(view)?;
    let (media_type, form) = visit.form(FORMS, suffix)?;
    let format = Format::from_word(form).unwrap_or_default();
    let text = |name: &str| visit.get(name).map(str::to_owned);
    let role = visit.get("role").map(names::role).transpose()?;
    let slice = Slice { unit: text("unit"), document: text("document"), role, part: text("part") };
    let drawing = draw_within(
        &load(&visit.store, &slice)?,
        view,
        format,
        Words::In(visit.lang),
        Some(visit.limit),
    )?;
    let reply = match (format, String::from_utf8(drawing)) {
        // Make links in the drawing point to pages of this service. Quotation marks in text are
        // escaped, so only links match.
        (Format::Svg, Ok(svg)) => Reply::styled(
            media_type,
            svg.replace(&format!("href=\"{BASE}"), &format!("href=\"{}", visit.to(""))),
        ),
        (_, Ok(text)) => Reply::new(media_type, text),
        (_, Err(picture)) => Reply::new(media_type, picture.into_bytes()),
    };
    Ok(reply.with(header::CONTENT_LOCATION, visit.here(&[("format", form)])))
}

/// `GET /maps`.
pub(super) fn list(visit: &Visit) -> Result<Reply, Refusal> {
    visit.takes(&[SLICE, &["view"]].concat())?;
    let views = [
        ("tasks", message!("page-view-tasks")),
        ("units", message!("page-view-units")),
        ("leaders", message!("page-view-leaders")),
        ("citations", message!("page-view-citations")),
        ("matrix", message!("page-view-matrix")),
    ];
    let words = views.map(|(word, name)| (word, visit.say(&name)));
    let view = visit.get("view").map(View::find).transpose()?;
    let kept = visit
        .parameters
        .iter()
        .filter(|(name, _)| SLICE.contains(&name.as_str()) || name == "lang");
    let kept = kept.map(|(name, value)| (name.as_str(), value.as_str()));
    let address = |form: &str| {
        let path = format!("maps/{}.{form}", view.unwrap_or_default().word());
        visit.to(&super::visit::with_query(&path, kept.clone()))
    };
    let named = |message| visit.say(&message);
    let body = html! {
        form.fields action=(visit.to("maps")) {
            (choice("view", &named(message!("page-view")), &words, view.map(View::word)))
            (field(visit, "unit", &named(message!("name-agent")), "县司法局"))
            (field(visit, "document", &named(message!("name-document")), "滑法政〔2023〕2号"))
            (field(visit, "part", &named(message!("name-part")), "五"))
            (role_field(visit))
            (lang_field(visit))
            (button(visit, &message!("page-show")))
        }
        @if view.is_some() {
            p.forms {
                (named(message!("page-as-data"))) " "
                @for (_, form) in FORMS { a href=(address(form)) { (form) } " " }
            }
            figure { a href=(address("svg")) { img src=(address("svg")) alt=(named(message!("page-maps"))); } }
        }
    };
    Ok(Reply::html(layout(visit, &visit.say(&message!("page-maps")), body)))
}
