//! Resolves the values of a named question to IRIs and literals.

use oxigraph::model::{Literal, Term};

use super::{NamedError, Parameter};
use crate::message::Lang;
use crate::model::Date;
use crate::names::{self, Kind, Lookup};

/// What a value was taken to mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// The name of the parameter.
    pub parameter: &'static str,
    /// What was typed.
    pub typed: String,
    /// The names of what it matched.
    pub labels: Vec<String>,
    /// Whether it is only a part of these names.
    pub is_part: bool,
}

/// Looks up a value.
pub(super) fn meaning(
    store: &impl Lookup,
    parameter: &Parameter,
    typed: &str,
    lang: Lang,
) -> Result<(Vec<Term>, Meaning), NamedError> {
    let told = |labels: Vec<String>, is_part| Meaning {
        parameter: parameter.name,
        typed: typed.to_owned(),
        labels,
        is_part,
    };
    let called = |word: &str, label: String| {
        Ok((vec![Literal::from(word).into()], told(vec![label], false)))
    };
    let word = |word: &str| called(word, word.to_owned());
    let found = match parameter.kind {
        Kind::Role => {
            let role = names::role(typed)?;
            return called(role.word(), role.name(lang).to_owned());
        }
        Kind::Provision => {
            let kind = names::provision(typed)?;
            return called(kind.word(), kind.name(lang).to_owned());
        }
        Kind::Severity => {
            let severity = names::severity(typed)?;
            return called(severity.word(), severity.message().in_lang(lang));
        }
        Kind::Day if is_day(typed) => return word(typed),
        Kind::Day => return Err(NamedError::Day(typed.to_owned())),
        Kind::Unit => names::units(store, typed)?,
        Kind::Person => names::persons(store, typed)?,
        Kind::Type => names::types(store, typed)?,
        Kind::Region => names::regions(store, typed)?,
        Kind::Work => names::works(store, typed)?,
        Kind::Document => names::document(store, typed)?,
        Kind::Agent | Kind::Part | Kind::View | Kind::Thing => {
            unreachable!("the files of the questions have no word for it")
        }
    };
    Ok((found.nodes.into_iter().map(Term::from).collect(), told(found.labels, found.is_part)))
}

/// Whether a value is a day.
fn is_day(value: &str) -> bool {
    value.parse::<Date>().is_ok_and(|day| day.to_string() == value)
}
