//! Writes answers to named questions for people: headings and enumerated words are in the user's
//! language.
//!
//! `?role` with `lead` becomes `角色` with `牵头`, in tables for the terminal and in CSV for a
//! Chinese Excel, which takes a file without a byte order mark for GBK and evaluates what looks
//! like a formula. Other formats, and CSV in English, are data and stay unchanged.

use std::io::{self, Write};

use oxigraph::model::{Literal, Term};
use oxigraph::sparql::{QueryResults, QuerySolutionIter};

use super::Named;
use crate::diagnostic::{Code, Severity};
use crate::message::Lang;
use crate::model::{Change, Op, ProvisionKind, Relation, Role};
use crate::query::table::{self, term};
use crate::query::{Format, WriteError, heading, sheet, write};

/// The mark by which Excel recognises UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// How formulas begin in spreadsheet programs.
const OF_FORMULAS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Writes the answer to a named question in `format` for a user who speaks `lang`; returns the
/// number of rows.
///
/// # Errors
///
/// If the format does not suit the answer, the evaluation fails half-way, or the writer fails.
pub fn write_named(
    results: QueryResults<'_>,
    named: &Named,
    format: Format,
    lang: Lang,
    writer: impl Write,
) -> Result<usize, WriteError> {
    match (results, format) {
        (QueryResults::Solutions(solutions), Format::Table) => {
            let headings = headings(&solutions, named, lang);
            table::solutions(
                solutions,
                headings,
                |variable, term| cell(variable, term, lang),
                writer,
            )
        }
        (QueryResults::Solutions(solutions), Format::Xlsx) => {
            let headings = headings(&solutions, named, lang);
            sheet::solutions(
                solutions,
                &headings,
                |variable, term| cell(variable, term, lang),
                writer,
            )
        }
        (QueryResults::Solutions(solutions), Format::Csv) if lang == Lang::Zh => {
            csv(solutions, named, writer)
        }
        (results, format) => write(results, format, writer),
    }
}

fn csv(
    solutions: QuerySolutionIter<'_>,
    named: &Named,
    mut writer: impl Write,
) -> Result<usize, WriteError> {
    writer.write_all(BYTE_ORDER_MARK)?;
    let mut rows =
        ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(writer);
    rows.write_record(headings(&solutions, named, Lang::Zh)).map_err(io::Error::from)?;
    let variables: Vec<String> =
        solutions.variables().iter().map(|one| one.as_str().to_owned()).collect();
    let mut n = 0;
    for solution in solutions {
        let solution = solution?;
        let cell =
            |variable: &String| solution.get(variable.as_str()).map(|term| plain(variable, term));
        rows.write_record(variables.iter().map(|variable| cell(variable).unwrap_or_default()))
            .map_err(io::Error::from)?;
        n += 1;
    }
    rows.flush()?;
    Ok(n)
}

/// Returns a cell that no program takes for a formula.
fn plain(variable: &str, term: &Term) -> String {
    let text = cell(variable, term, Lang::Zh);
    let is_number = matches!(term, Term::Literal(literal) if is_number(literal));
    if !is_number && text.starts_with(OF_FORMULAS) { format!("'{text}") } else { text }
}

fn is_number(literal: &Literal) -> bool {
    literal.value().parse::<f64>().is_ok()
}

fn headings(solutions: &QuerySolutionIter<'_>, named: &Named, lang: Lang) -> Vec<String> {
    solutions
        .variables()
        .iter()
        .map(|variable| heading(named.name, variable.as_str(), lang))
        .collect()
}

/// Formats a value of a column; enumerated words are translated.
pub fn cell(variable: &str, value: &Term, lang: Lang) -> String {
    let text = term(value);
    let said = match variable {
        "role" => Role::from_word(&text).map(|one| one.name(lang)),
        "kind" => ProvisionKind::from_word(&text).map(|one| one.name(lang)),
        "relation" => Relation::from_word(&text).map(|one| one.name(lang)),
        "operator" => Op::from_word(&text).map(|one| one.name(lang)),
        "change" => Change::from_word(&text).map(|one| one.name(lang)),
        "severity" => {
            return Severity::from_word(&text).map_or(text, |one| one.message().in_lang(lang));
        }
        "code" => Code::from_word(&text).map(|one| one.name(lang)),
        _ => None,
    };
    said.map_or(text, str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question::named;

    /// Returns the variables of an answer: those between `SELECT` and `{`, and those after `AS`.
    fn variables(text: &str) -> Vec<&str> {
        let line =
            text.lines().find(|line| line.starts_with("SELECT")).expect("a question selects");
        let inner =
            regex::Regex::new(r"\([^()]*\([^()]*\) AS \?(\w+)\)|\?(\w+)").expect("a pattern");
        let found = inner.captures_iter(line.trim_end_matches(" {"));
        found.filter_map(|found| Some(found.get(1).or(found.get(2))?.as_str())).collect()
    }

    #[test]
    fn every_column_has_a_heading_in_chinese() {
        let mut n = 0;
        for question in named() {
            for variable in variables(question.text) {
                let heading = heading(question.name, variable, Lang::Zh);
                assert!(!heading.is_ascii(), "`{variable}` of {} has no heading", question.name);
                n += 1;
            }
        }
        assert!(n > 50, "{n}");
        assert_eq!(heading("workload", "unit", Lang::En), "unit");
        assert_eq!(heading("assessment", "atLeast", Lang::Zh), "不低于");
        assert_ne!(heading("indicators", "unit", Lang::Zh), heading("workload", "unit", Lang::Zh));
    }

    #[test]
    fn no_cell_is_a_formula() {
        let plain = |text: &str| plain("task", &Literal::from(text).into());
        for text in ["=1+1", "+1+1", "-A1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(plain(text), format!("'{text}"));
        }
        assert_eq!(plain("-5"), "-5");
        assert_eq!(plain("加强=学习"), "加强=学习");
    }

    #[test]
    fn words_of_closed_sets_are_translated_in_their_columns_alone() {
        let lead = Term::from(Literal::from("lead"));
        assert_eq!(cell("role", &lead, Lang::Zh), "牵头");
        assert_eq!(cell("role", &lead, Lang::En), "lead");
        assert_eq!(cell("task", &lead, Lang::Zh), "lead");
        assert_eq!(cell("code", &Literal::from("clause-unread").into(), Lang::Zh), "分工未读出");
        assert_eq!(cell("severity", &Literal::from("doubt").into(), Lang::Zh), "疑点");
    }
}
