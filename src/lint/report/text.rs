//! Findings for people: what is wrong, the line with the words underlined, what to do.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Group, Level as Mark, Renderer, Snippet};

use super::Checked;
use crate::lint::{Finding, Lang, Level};
use crate::message;
use crate::span::{Position, Positions};

/// How many findings of a check are shown with their lines; of the others, only the places are.
const SHOWN: usize = 3;

/// The same if everything is to be shown.
const SHOWN_OF_ALL: usize = 1000;

/// The width in which a line of the document is shown, in columns.
const WIDTH: usize = 120;

/// How many characters are underlined at most.
const UNDERLINED: usize = 30;

/// How findings are shown.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// The language.
    pub lang: Lang,
    /// Whether to use colours, for a terminal.
    pub is_coloured: bool,
    /// Whether every finding is shown with its line, however many of one kind there are.
    pub is_whole: bool,
}

/// Writes the findings of each document, and then their number.
pub fn text(checked: &[Checked], style: Style) -> String {
    let renderer = if style.is_coloured { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(WIDTH);
    let mut told = String::new();
    for one in checked {
        document(&mut told, one, style, &renderer);
    }
    let count = |level| {
        checked.iter().flat_map(|one| &one.findings).filter(|one| one.level == level).count()
    };
    let [errors, warnings, notes] = [Level::Error, Level::Warning, Level::Note].map(count);
    let n = checked.len();
    let sum = message!("check-sum", n = n, errors = errors, warnings = warnings, notes = notes);
    let _ = writeln!(told, "{}", sum.in_lang(style.lang));
    told
}

fn document(told: &mut String, one: &Checked, style: Style, renderer: &Renderer) {
    let positions = Positions::new(&one.source.text);
    let mut of_check: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in &one.findings {
        of_check.entry(finding.check.id).or_default().push(finding);
    }
    let n_shown = if style.is_whole { SHOWN_OF_ALL } else { SHOWN };
    let mut nth: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in &one.findings {
        let n = nth.entry(finding.check.id).or_default();
        *n += 1;
        let rest =
            of_check.get(finding.check.id).and_then(|all| all.get(n_shown..)).unwrap_or_default();
        // A single further finding takes no more space than saying that there is one.
        let _ = match *n > n_shown && rest.len() > 1 {
            false => writeln!(told, "{}\n", shown(finding, one, &positions, style.lang, renderer)),
            true if *n == n_shown + 1 => {
                writeln!(told, "{}\n", others(rest, &positions, style.lang))
            }
            true => Ok(()),
        };
    }
}

/// A finding below its line.
fn shown(
    finding: &Finding,
    one: &Checked,
    positions: &Positions<'_>,
    lang: Lang,
    renderer: &Renderer,
) -> String {
    let text = &one.source.text;
    let from =
        text.get(..finding.span.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let source = text.get(from..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let words = finding.span.of(text).lines().next().unwrap_or_default();
    let n_bytes = words.char_indices().nth(UNDERLINED).map_or(words.len(), |(at, _)| at);
    let start = finding.span.start - from;
    let mark = match finding.level {
        Level::Error => Mark::ERROR,
        Level::Warning => Mark::WARNING,
        Level::Note => Mark::NOTE,
    };
    let advice = Mark::HELP.with_name(message!("check-advice").in_lang(lang));
    let title =
        mark.with_name(finding.level.name(lang)).primary_title(finding.message.of(lang).as_str());
    let line = Snippet::source(source)
        .path(one.path.as_str())
        .line_start(positions.of(finding.span.start).line);
    let line = line.annotation(AnnotationKind::Primary.span(start..start + n_bytes));
    let group = Group::with_title(title.id(finding.check.id))
        .element(line)
        .element(advice.message(*finding.check.advice.of(lang)));
    renderer.render(&[group])
}

/// The places of further findings of a check.
fn others(rest: &[&Finding], positions: &Positions<'_>, lang: Lang) -> String {
    let places = rest.iter().map(|one| {
        let Position { line, column } = positions.of(one.span.start);
        format!("{line}:{column}")
    });
    let places: Vec<_> = places.collect();
    let Some(check) = rest.first().map(|one| one.check) else { return String::new() };
    let (n, rule, places) = (rest.len(), check.id, places.join(" "));
    message!("check-more", rule = rule, summary = *check.summary.of(lang), n = n, places = places)
        .in_lang(lang)
}
