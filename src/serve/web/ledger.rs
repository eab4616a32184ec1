//! The ledger of duties in all its formats, and a form to select from it.

use maud::html;

use super::html::{button, choice, field, lang_field, layout, role_field};
use super::visit::Form;
use super::{Refusal, Reply, Visit};
use crate::ledger::{
    Filter, Layout, Ledger, Profile, csv, day, html as page_of, ics, load, markdown, workbook,
};
use crate::{message, names};

/// The formats of the ledger; HTML comes first, which is the form unless the format is named.
const FORMS: &[Form] = &[
    ("text/html", "html"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    ("text/csv", "csv"),
    ("text/markdown", "md"),
    ("text/calendar", "ics"),
];

/// Suffixes of the path.
pub(super) const SUFFIXES: &[&str] = &["html", "xlsx", "csv", "md", "ics"];

/// `GET /ledger`, `GET /ledger.xlsx` and the like.
pub(super) fn page(visit: &Visit) -> Result<Reply, Refusal> {
    visit.takes(&["unit", "document", "role", "part", "as-of", "profile"])?;
    let suffix = visit.path.strip_prefix("/ledger.");
    let (media_type, form) = visit.form(FORMS, suffix)?;
    if form == "html" && suffix.is_none() && visit.get("format").is_none() {
        return Ok(chooser(visit));
    }
    let ledger = read(visit)?;
    let layout = Layout::default();
    Ok(match form {
        "xlsx" => {
            let written = workbook(&ledger, &layout, profile(visit)?)?;
            Reply::new(media_type, written.bytes).saved_as("台账.xlsx")
        }
        "csv" => {
            let mut bytes = Vec::new();
            csv(&ledger, &layout, &mut bytes)
                .map_err(|_| Refusal::ours(message!("answer-write")))?;
            Reply::new(media_type, bytes)
        }
        "md" => Reply::new(media_type, markdown(&ledger, &layout)),
        "ics" => Reply::new(media_type, ics(&ledger)).saved_as("台账.ics"),
        _ => Reply::styled(media_type, page_of(&ledger, &layout)),
    })
}

fn read(visit: &Visit) -> Result<Ledger, Refusal> {
    let text = |name: &str| visit.get(name).map(str::to_owned);
    let role = visit.get("role").map(names::role).transpose()?;
    let filter =
        Filter { unit: text("unit"), document: text("document"), role, part: text("part") };
    let day = |text: &str| {
        day(text).ok_or_else(|| {
            Refusal::bad(message!("ledger-day", text = text)).hinted(message!("hint-day"))
        })
    };
    let as_of = visit.get("as-of").map(day).transpose()?;
    Ok(load(&visit.store, &filter, as_of)?)
}

fn profile(visit: &Visit) -> Result<Profile, Refusal> {
    let Some(word) = visit.get("profile") else { return Ok(Profile::default()) };
    Profile::ALL.into_iter().find(|profile| profile.word() == word).ok_or_else(|| {
        let words = Profile::ALL.map(Profile::word).join(", ");
        Refusal::bad(message!("ledger-profile", name = word))
            .hinted(message!("ledger-profile-hint", words = words))
    })
}

fn chooser(visit: &Visit) -> Reply {
    let forms = [
        ("html", message!("page-form-html")),
        ("xlsx", message!("page-form-xlsx")),
        ("csv", message!("page-form-csv")),
        ("md", message!("page-form-md")),
        ("ics", message!("page-form-ics")),
    ];
    let forms = forms.map(|(word, name)| (word, visit.say(&name)));
    let named = |message| visit.say(&message);
    let body = html! {
        p { (named(message!("page-ledger-about"))) }
        form.fields action=(visit.to("ledger")) {
            (field(visit, "unit", &named(message!("name-agent")), "县司法局"))
            (field(visit, "document", &named(message!("name-document")), "滑法政〔2023〕2号"))
            (field(visit, "part", &named(message!("name-part")), "五"))
            (role_field(visit))
            (field(visit, "as-of", &named(message!("page-as-of")), "2023-12-31"))
            (choice("format", &named(message!("page-form")), &forms, None))
            (lang_field(visit))
            (button(visit, &message!("page-show")))
        }
    };
    Reply::html(layout(visit, &visit.say(&message!("page-ledger")), body))
}
