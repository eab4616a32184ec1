//! The catalogue of messages: whole in both languages, with the same values, and nothing in it that nobody says.

use std::collections::{BTreeMap, BTreeSet};

const EN: &str = include_str!("../../src/message/en.ftl");
const ZH: &str = include_str!("../../src/message/zh.ftl");

/// The messages of a catalogue, each with the names of its values.
fn messages(catalogue: &str) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut found = BTreeMap::<&str, BTreeSet<&str>>::new();
    let mut name = "";
    for line in catalogue.lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with(|c: char| c.is_ascii_lowercase()) {
            name = line.split_once(" =").expect("a message has a name").0;
            assert!(!found.contains_key(name), "`{name}` stands twice");
        }
        if !name.is_empty() {
            let values = line.split('$').skip(1);
            let values =
                values.map(|rest| rest.split(|c: char| !c.is_ascii_lowercase() && c != '_').next().unwrap_or_default());
            found.entry(name).or_default().extend(values);
        }
    }
    found
}

#[test]
fn both_languages_have_the_same_messages() {
    for catalogue in [EN, ZH] {
        let parsed = fluent_bundle::FluentResource::try_new(catalogue.to_owned());
        assert!(parsed.is_ok(), "{:?}", parsed.err().map(|(_, errors)| errors));
    }
    assert_eq!(messages(EN), messages(ZH));
}

/// Walks the sources for names that are said.
#[test]
fn what_is_said_is_in_the_catalogue() {
    let sources = walkdir::WalkDir::new("src").into_iter().filter_map(Result::ok);
    let sources = sources.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "rs"));
    let said = regex::Regex::new(r#"message!\(\s*"([^"]+)""#).expect("a pattern");
    let known = messages(EN);
    let mut names = BTreeSet::new();
    for source in sources {
        let text = std::fs::read_to_string(source.path()).expect("a source");
        for name in said.captures_iter(&text) {
            assert!(known.contains_key(&name[1]), "{}: no message `{}`", source.path().display(), &name[1]);
            names.insert(name[1].to_owned());
        }
    }
    let unsaid: Vec<_> = known.keys().filter(|name| !names.contains(**name)).collect();
    assert!(unsaid.is_empty(), "nobody says {unsaid:?}");
}
