//! Frequently asked questions, each a SPARQL file with a name.
//!
//! A file begins with `# title in English / 中文`; a line
//! `# set unit as unit: its name / 单位名称 (公安局)` declares a required value `$unit`, the name
//! of a unit; `# may set …` declares an optional one, without which there is no restriction. Names
//! are looked up before the query runs, and enter it as IRIs or literals,
//! `VALUES ?agent { $unit }`, never as query text.

mod speak;
mod value;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use oxigraph::model::{Literal, Term};

use crate::message;
use crate::message::Lang;
use crate::message::Message;
use crate::names::{Kind, Lookup, NameError};
use crate::nearest::nearest;
use crate::query::{Query, QueryError};

pub use speak::{cell, write_named};
pub use value::Meaning;

/// A named question.
#[derive(Clone, Debug)]
pub struct Named {
    /// Its name, such as `tasks-of-unit`.
    pub name: &'static str,
    /// What it answers, in English.
    pub title: &'static str,
    /// What it answers, in Chinese.
    pub title_zh: &'static str,
    /// Its parameters, in the order of the file.
    pub parameters: Vec<Parameter>,
    /// The whole file.
    pub text: &'static str,
}

/// A parameter of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name, without `$`.
    pub name: &'static str,
    /// What kind of thing it names.
    pub kind: Kind,
    /// Its description, in English.
    pub meaning: &'static str,
    /// Its description, in Chinese.
    pub meaning_zh: &'static str,
    /// An example of a value.
    pub example: &'static str,
    /// Whether it is required.
    pub required: bool,
}

/// A named question with its values, ready to run.
#[derive(Clone, Debug)]
pub struct Filled {
    /// The query.
    pub query: Query,
    /// What each value was taken to mean, in the order of the parameters.
    pub meanings: Vec<Meaning>,
}

/// Why a named question cannot be answered.
#[derive(Debug, thiserror::Error)]
pub enum NamedError {
    /// No question has this name.
    Unknown(String),
    /// The question has no such parameter.
    Extra {
        /// The name of the question.
        question: &'static str,
        /// The name that was given.
        parameter: String,
        /// How to pass its values.
        hint: Message,
    },
    /// A required value is missing.
    Lacking {
        /// The name of the question.
        question: &'static str,
        /// The name of the parameter.
        parameter: &'static str,
        /// How to pass its values.
        hint: Message,
    },
    /// A value that should be a day is not.
    Day(String),
    /// A value matches nothing.
    Name(#[from] NameError),
    /// The query is invalid.
    Query(#[from] QueryError),
}

impl NamedError {
    /// Returns what is wrong.
    pub fn message(&self) -> Message {
        match self {
            Self::Unknown(name) => message!("question-unknown", name = name),
            Self::Extra { question, parameter, .. } => {
                message!("question-extra", question = *question, parameter = parameter)
            }
            Self::Lacking { question, parameter, .. } => {
                message!("question-lacking", question = *question, parameter = *parameter)
            }
            Self::Day(day) => message!("no-day", day = day),
            Self::Name(error) => error.message(),
            Self::Query(error) => error.message(),
        }
    }

    /// Returns advice on what to do.
    pub fn hint(&self) -> Message {
        match self {
            Self::Unknown(name) => {
                match nearest(name, named().iter().map(|one| one.name)).first() {
                    Some(near) => message!("hint-question-near", near = near),
                    None => message!("hint-questions"),
                }
            }
            Self::Name(error) => error.hint(),
            Self::Extra { hint, .. } | Self::Lacking { hint, .. } => hint.clone(),
            Self::Day(_) => message!("hint-day"),
            Self::Query(error) => error.hint(),
        }
    }
}

message::tells!(NamedError);

/// Includes the files, which are named after their questions.
macro_rules! questions {
    ($($name:literal),+ $(,)?) => { &[$(($name, include_str!(concat!($name, ".rq")))),+] };
}

/// The variable that stands for the user's language.
const LANG: &str = "lang";

const FILES: &[(&str, &str)] = questions![
    "assessment",
    "collectives",
    "counts-by-role",
    "documents",
    "doubts",
    "due-by",
    "duties",
    "indicators",
    "leads-missing",
    "legal-basis",
    "recurring",
    "resting-on",
    "same-type",
    "status",
    "tasks-of-leader",
    "tasks-of-unit",
    "tasks-without-unit",
    "who-works-with-whom",
    "workload",
];

/// Returns all named questions, sorted by name.
pub fn named() -> &'static [Named] {
    static NAMED: LazyLock<Vec<Named>> =
        LazyLock::new(|| FILES.iter().map(|(name, text)| read(name, text)).collect());
    &NAMED
}

/// Finds a question by its name.
pub fn question(name: &str) -> Result<&'static Named, NamedError> {
    named().iter().find(|one| one.name == name).ok_or_else(|| NamedError::Unknown(name.to_owned()))
}

impl Named {
    /// Fills in the query, replacing parameters by what `values` (names and values) mean in
    /// `store`; several values for one name are alternatives.
    pub fn fill(
        &self,
        store: &impl Lookup,
        values: &[(String, String)],
    ) -> Result<Filled, NamedError> {
        self.fill_in(store, values, Lang::user())
    }

    /// Like [`fill`](Self::fill), in a given language.
    pub fn fill_in(
        &self,
        store: &impl Lookup,
        values: &[(String, String)],
        lang: Lang,
    ) -> Result<Filled, NamedError> {
        for (name, _) in values {
            if !self.parameters.iter().any(|parameter| parameter.name == name) {
                return Err(NamedError::Extra {
                    question: self.name,
                    parameter: name.clone(),
                    hint: self.usage(),
                });
            }
        }
        let (mut terms, mut meanings) = (BTreeMap::new(), Vec::new());
        for parameter in &self.parameters {
            let given = values
                .iter()
                .filter(|(name, value)| name == parameter.name && !value.trim().is_empty());
            let given = given.map(|(_, value)| value::meaning(store, parameter, value, lang));
            let given = given.collect::<Result<Vec<_>, _>>()?;
            if parameter.required && given.is_empty() {
                let hint = self.usage();
                return Err(NamedError::Lacking {
                    question: self.name,
                    parameter: parameter.name,
                    hint,
                });
            }
            let mut of_parameter = Vec::new();
            for (found, meaning) in given {
                of_parameter.extend(found);
                meanings.push(meaning);
            }
            terms.insert(parameter.name, of_parameter);
        }
        terms.insert(LANG, vec![Literal::from(lang.tag()).into()]);
        Ok(Filled { query: Query::parse(&substitute(self.text, &terms))?, meanings })
    }

    /// Returns how to pass its values.
    fn usage(&self) -> Message {
        let one = |parameter: &Parameter| {
            let [en, zh] = [parameter.meaning, parameter.meaning_zh];
            let set = format!("--set {}={}", parameter.name, parameter.example);
            match parameter.required {
                true => message!("question-value", set = set, meaning = [en, zh]),
                false => message!("question-value-optional", set = set, meaning = [en, zh]),
            }
        };
        match self.parameters.is_empty() {
            true => message!("question-takes-none"),
            false => message!(
                "question-takes",
                values = self.parameters.iter().map(one).collect::<Vec<_>>()
            ),
        }
    }
}

/// Replaces `$name` by terms, or by `UNDEF` if there are none; oxrdf escapes them, so a value
/// cannot break out of its quotes.
fn substitute(text: &str, terms: &BTreeMap<&str, Vec<Term>>) -> String {
    let mut pieces = text.split('$');
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let end =
            piece.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(piece.len());
        let (name, rest) = piece.split_at_checked(end).unwrap_or((piece, ""));
        match terms.get(name).map(Vec::as_slice) {
            Some([]) => filled.push_str("UNDEF"),
            Some(terms) => {
                filled.push_str(&terms.iter().map(Term::to_string).collect::<Vec<_>>().join(" "))
            }
            None => filled.extend(["$", name]),
        }
        filled.push_str(rest);
    }
    filled
}

fn read(name: &'static str, text: &'static str) -> Named {
    let mut header = text.lines().map_while(|line| line.strip_prefix("# "));
    let (title, title_zh) =
        header.next().and_then(|line| line.split_once(" / ")).unwrap_or_default();
    Named { name, title, title_zh, parameters: header.filter_map(parameter).collect(), text }
}

/// Parses `set unit as unit: its name / 单位名称 (公安局)`.
fn parameter(line: &'static str) -> Option<Parameter> {
    let (set, required) = match line.strip_prefix("may set ") {
        Some(set) => (set, false),
        None => (line.strip_prefix("set ")?, true),
    };
    let (name, rest) = set.split_once(" as ")?;
    let (kind, rest) = rest.split_once(": ")?;
    let (meanings, example) = rest.rsplit_once(" (")?;
    let (meaning, meaning_zh) = meanings.split_once(" / ")?;
    let (kind, example) = (Kind::from_word(kind)?, example.trim_end_matches(')'));
    Some(Parameter { name, kind, meaning, meaning_zh, example, required })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;

    #[test]
    fn files_declare_just_what_they_use() {
        for one in named() {
            assert!(
                one.parameters.iter().all(|one| one.meaning_zh != one.meaning),
                "{} has no Chinese",
                one.name
            );
            assert!(!one.title.is_empty() && !one.title_zh.is_empty(), "{} has no title", one.name);
            let header = one
                .text
                .lines()
                .filter(|line| line.starts_with("# set ") || line.starts_with("# may set "));
            assert_eq!(
                header.count(),
                one.parameters.len(),
                "{} declares what cannot be read",
                one.name
            );
            let body = one
                .text
                .lines()
                .filter(|line| !line.starts_with('#'))
                .collect::<Vec<_>>()
                .join("\n");
            let mut n_used = 0;
            for parameter in &one.parameters {
                let place = match parameter.kind {
                    Kind::Day => format!("xsd:date(${})", parameter.name),
                    _ => format!(" {{ ${} }}", parameter.name),
                };
                let n = body.matches(&place).count();
                assert!(n > 0, "{} uses `{}` nowhere, or not in VALUES", one.name, parameter.name);
                n_used += n;
            }
            n_used += body.matches("$lang").count();
            assert_eq!(
                n_used,
                body.matches('$').count(),
                "{} uses what it does not declare",
                one.name
            );
            let terms = |parameter: &Parameter| {
                (parameter.name, vec![Literal::from("2023-12-31").into(); 2])
            };
            let of_kind = |parameter: &&Parameter| parameter.kind != Kind::Day;
            let terms: BTreeMap<_, _> = one.parameters.iter().filter(of_kind).map(terms).collect();
            let text = substitute(one.text, &terms)
                .replace("$day", "\"2023-12-31\"")
                .replace("$lang", "\"en\"");
            assert!(Query::parse(&text).is_ok(), "{} is no query", one.name);
        }
        assert!(named().is_sorted_by_key(|one| one.name));
    }

    #[test]
    fn values_cannot_leave_their_quotes() {
        let values = BTreeMap::from([
            ("unit", vec![Literal::from("a\" } DROP ALL # \\\n$role").into()]),
            ("role", Vec::new()),
            ("two", vec![Literal::from(1).into(), Literal::from("x").into()]),
        ]);
        let text = substitute(
            "ASK { ?s ?p ?o FILTER(?o = $unit || ?o = $other) VALUES ?r { $role $two } }",
            &values,
        );
        let two = r#""1"^^<http://www.w3.org/2001/XMLSchema#integer> "x""#;
        let expected = r#"ASK { ?s ?p ?o FILTER(?o = "a\" } DROP ALL # \\\n$role" || ?o = $other) VALUES ?r { UNDEF "#;
        assert_eq!(text, format!("{expected}{two} }} }}"));
    }

    #[test]
    fn errors_name_what_there_is() {
        let store = Store::memory().expect("memory is there");
        let unknown = question("task-of-units").expect_err("there is no such question");
        assert!(unknown.hint().to_string().contains("`tasks-of-unit`"), "{}", unknown.hint());
        let of_unit = question("tasks-of-unit").expect("it is listed");
        let fill =
            |name: &str, value: &str| of_unit.fill(&store, &[(name.to_owned(), value.to_owned())]);
        for lacking in [of_unit.fill(&store, &[]), fill("unit", "")] {
            let lacking = lacking.expect_err("it needs a unit");
            assert!(
                lacking.to_string().contains("`unit`")
                    && lacking.hint().to_string().contains("--set unit=")
            );
        }
        let extra = fill("who", "x").expect_err("it takes no such value");
        assert!(extra.to_string().contains("`who`") && extra.hint().to_string().contains("role"));
        let nobody = fill("unit", "县司法局").expect_err("the store is empty");
        assert!(
            nobody.to_string() == "no unit `县司法局`"
                && nobody.hint().to_string().contains("zeren build"),
            "{}",
            nobody.hint()
        );
        let due_by = question("due-by").expect("it is listed");
        let day = |day: &str| due_by.fill(&store, &[("day".to_owned(), day.to_owned())]);
        assert!(matches!(day("2023年底"), Err(NamedError::Day(_))) && day("2023-12-31").is_ok());
    }
}
