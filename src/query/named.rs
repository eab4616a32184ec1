//! Questions that are asked again and again, each a file of SPARQL with a name.
//!
//! A file opens with `# title in English / 中文`; a line `# set unit: part of its name (公安局)` says that the caller must
//! give a value for `$unit`, `# may set …` that he can, else it is the empty string. Values enter as literals, never as text of the query.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use oxigraph::model::Literal;

use super::{Query, QueryError};
use crate::model::Date;

/// A named question.
#[derive(Clone, Debug)]
pub struct Named {
    /// Its name, such as `tasks-of-unit`.
    pub name: &'static str,
    /// What it answers, in English.
    pub title: &'static str,
    /// What it answers, in Chinese.
    pub title_zh: &'static str,
    /// What it can be given, in the order of the file.
    pub parameters: Vec<Parameter>,
    /// The whole file.
    pub text: &'static str,
}

/// A value that a question takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name, without `$`.
    pub name: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// A value that it may have.
    pub example: &'static str,
    /// Whether a question without it has no answer.
    pub required: bool,
}

/// Why a named question cannot be asked.
#[derive(Debug, thiserror::Error)]
pub enum NamedError {
    /// No question has the name.
    #[error("no question `{0}`")]
    Unknown(String),
    /// The question takes no such value.
    #[error("`{question}` takes no `{parameter}`")]
    Extra {
        /// Its name.
        question: &'static str,
        /// What was given.
        parameter: String,
        /// What it takes.
        hint: String,
    },
    /// The question needs a value.
    #[error("`{question}` needs `{parameter}`")]
    Lacking {
        /// Its name.
        question: &'static str,
        /// What was not given.
        parameter: &'static str,
        /// What it takes.
        hint: String,
    },
    /// A value is no day where the question wants one.
    #[error("`{0}` is not a day")]
    Day(String),
    /// The query is refused.
    #[error(transparent)]
    Query(#[from] QueryError),
}

impl NamedError {
    /// What to do next.
    pub fn hint(&self) -> String {
        match self {
            Self::Unknown(name) => match nearest(name) {
                Some(near) => format!("did you mean `{near}`? `zeren queries` shows all"),
                None => "`zeren queries` shows all".to_owned(),
            },
            Self::Extra { hint, .. } | Self::Lacking { hint, .. } => hint.clone(),
            Self::Day(_) => "write it as 2023-12-31".to_owned(),
            Self::Query(error) => error.hint().to_owned(),
        }
    }
}

/// Declares the files, whose names are those of the questions.
macro_rules! questions {
    ($($name:literal),+ $(,)?) => { &[$(($name, include_str!(concat!("named/", $name, ".rq")))),+] };
}

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
    "tasks-of-leader",
    "tasks-of-unit",
    "tasks-without-unit",
    "who-works-with-whom",
    "workload",
];

/// All named questions, sorted by name.
pub fn named() -> &'static [Named] {
    static NAMED: LazyLock<Vec<Named>> = LazyLock::new(|| FILES.iter().map(|(name, text)| read(name, text)).collect());
    &NAMED
}

/// Finds a question by its name.
pub fn question(name: &str) -> Result<&'static Named, NamedError> {
    named().iter().find(|one| one.name == name).ok_or_else(|| NamedError::Unknown(name.to_owned()))
}

impl Named {
    /// The query with `values` (name and value) in place of its parameters.
    pub fn fill(&self, values: &[(String, String)]) -> Result<Query, NamedError> {
        let mut literals = BTreeMap::new();
        for (name, value) in values {
            let known = self.parameters.iter().find(|parameter| parameter.name == name);
            let parameter = known.ok_or_else(|| NamedError::Extra {
                question: self.name,
                parameter: name.clone(),
                hint: self.usage(),
            })?;
            if is_day(parameter.example) && !is_day(value) {
                return Err(NamedError::Day(value.clone()));
            }
            literals.insert(parameter.name, Literal::new_simple_literal(value));
        }
        for parameter in &self.parameters {
            let given = literals.contains_key(parameter.name);
            if parameter.required && !given {
                let hint = self.usage();
                return Err(NamedError::Lacking { question: self.name, parameter: parameter.name, hint });
            }
            literals.entry(parameter.name).or_insert_with(|| Literal::new_simple_literal(""));
        }
        Ok(Query::parse(&substitute(self.text, &literals))?)
    }

    /// How to give its values.
    fn usage(&self) -> String {
        let one = |parameter: &Parameter| {
            let set = format!("--set {}={} ({})", parameter.name, parameter.example, parameter.meaning);
            if parameter.required { set } else { format!("[{set}]") }
        };
        match self.parameters.is_empty() {
            true => "it takes no values".to_owned(),
            false => format!("it takes {}", self.parameters.iter().map(one).collect::<Vec<_>>().join(", ")),
        }
    }
}

/// Puts literals in place of `$name`; oxrdf escapes them, so that no value can leave its quotes.
fn substitute(text: &str, literals: &BTreeMap<&str, Literal>) -> String {
    let mut pieces = text.split('$');
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let end = piece.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(piece.len());
        let (name, rest) = piece.split_at_checked(end).unwrap_or((piece, ""));
        match literals.get(name) {
            Some(literal) => filled.push_str(&literal.to_string()),
            None => filled.extend(["$", name]),
        }
        filled.push_str(rest);
    }
    filled
}

fn read(name: &'static str, text: &'static str) -> Named {
    let mut header = text.lines().map_while(|line| line.strip_prefix("# "));
    let (title, title_zh) = header.next().and_then(|line| line.split_once(" / ")).unwrap_or_default();
    Named { name, title, title_zh, parameters: header.filter_map(parameter).collect(), text }
}

/// Reads `set unit: part of its name (公安局)`.
fn parameter(line: &'static str) -> Option<Parameter> {
    let (set, required) = match line.strip_prefix("may set ") {
        Some(set) => (set, false),
        None => (line.strip_prefix("set ")?, true),
    };
    let (name, rest) = set.split_once(": ")?;
    let (meaning, example) = rest.rsplit_once(" (")?;
    Some(Parameter { name, meaning, example: example.trim_end_matches(')'), required })
}

/// Whether a value is a day; a parameter whose example is one takes nothing else.
fn is_day(value: &str) -> bool {
    value.parse::<Date>().is_ok_and(|day| day.to_string() == value)
}

/// The name that is most like a mistyped one.
fn nearest(name: &str) -> Option<&'static str> {
    let similar = |one: &'static str| (strsim::jaro_winkler(name, one), one);
    let best = named().iter().map(|one| similar(one.name)).max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 > 0.7).then_some(best.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_declare_just_what_they_use() {
        for one in named() {
            assert!(!one.title.is_empty() && !one.title_zh.is_empty(), "{} has no title", one.name);
            let body = one.text.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>().join("\n");
            let used = |parameter: &Parameter| body.contains(&format!("${}", parameter.name));
            assert!(one.parameters.iter().all(used), "{} declares what it does not use", one.name);
            let examples: Vec<_> = one.parameters.iter().map(|p| (p.name.to_owned(), p.example.to_owned())).collect();
            let filled = one.fill(&examples).unwrap_or_else(|error| panic!("{}: {error:?}", one.name));
            assert!(!format!("{filled:?}").contains("Variable { name: \"set\" }"));
            let n_used =
                body.split('$').skip(1).filter(|rest| one.parameters.iter().any(|p| rest.starts_with(p.name))).count();
            assert_eq!(n_used, body.matches('$').count(), "{} uses what it does not declare", one.name);
        }
        assert!(named().is_sorted_by_key(|one| one.name));
    }

    #[test]
    fn values_cannot_leave_their_quotes() {
        let values = BTreeMap::from([("unit", Literal::new_simple_literal("a\" } DROP ALL # \\\n$role"))]);
        let text = substitute("ASK { ?s ?p ?o FILTER(?o = $unit || ?o = $other) }", &values);
        assert_eq!(text, r#"ASK { ?s ?p ?o FILTER(?o = "a\" } DROP ALL # \\\n$role" || ?o = $other) }"#);
    }

    #[test]
    fn errors_name_what_there_is() {
        let unknown = question("task-of-units").expect_err("there is no such question");
        assert!(unknown.hint().contains("`tasks-of-unit`"), "{}", unknown.hint());
        let of_unit = question("tasks-of-unit").expect("it is listed");
        let lacking = of_unit.fill(&[]).expect_err("it needs a unit");
        assert!(lacking.to_string().contains("`unit`") && lacking.hint().contains("--set unit="));
        let extra = of_unit.fill(&[("who".to_owned(), "x".to_owned())]).expect_err("it takes no such value");
        assert!(extra.to_string().contains("`who`") && extra.hint().contains("role"));
        let due_by = question("due-by").expect("it is listed");
        let day = |day: &str| due_by.fill(&[("day".to_owned(), day.to_owned())]);
        assert!(matches!(day("2023年底"), Err(NamedError::Day(_))) && day("2023-12-31").is_ok());
    }
}
