//! `zeren explain --why FILE:LINE`: shows what the program sees in a line of a document: the signs,
//! which rules read them, and which readings lost to others.

use std::fmt::Write as _;
use std::path::Path;

use zeren::diagnostic::{Diagnostic, Severity};
use zeren::extract::{Loss, readings};
use zeren::message;
use zeren::message::{Message, padded};
use zeren::model::{Evidence, Facts};
use zeren::proof;
use zeren::read::Input;
use zeren::rules::rule;
use zeren::span::Span;
use zeren::{Source, extract, parse, resolve};

use super::Failure;
use super::build::read;

/// The width of a rule's or sign's name, in terminal columns.
const WIDTH: usize = 26;
/// The most characters of a quotation shown.
const QUOTED: usize = 40;

/// Explains a line, given as `FILE:LINE`.
pub(crate) fn why(place: &str) -> Result<String, Failure> {
    let wrong = || Failure::name(message!("why-place", place = place), message!("hint-why-place"));
    let (file, line) = place.rsplit_once(':').ok_or_else(wrong)?;
    let line: usize = line.parse().ok().filter(|line| *line > 0).ok_or_else(wrong)?;
    let source = read(&Input::of(Path::new(file))?, false)?;
    let lines = source.text.split_inclusive('\n').scan(0, |at, text| {
        let start = *at;
        *at += text.len();
        Some(Span::new(start, start + text.trim_end().len()))
    });
    let n_lines = source.text.lines().count();
    let Some(span) = lines.into_iter().nth(line - 1) else {
        let told = message!("why-no-line", file = file, n = n_lines, line = line);
        return Err(Failure::name(told, message!("hint-why-place")));
    };
    Ok(Line { source: &source, span }.tell(place))
}

/// A line of a document.
struct Line<'s> {
    source: &'s Source,
    span: Span,
}

impl Line<'_> {
    fn tell(&self, place: &str) -> String {
        let outline = parse(self.source);
        let mentions = extract(&outline);
        let mut facts = resolve(&outline, &mentions);
        proof::account(&outline, &mentions, &mut facts);
        let mut told = format!("{place}\n  {}\n", self.span.of(&self.source.text).trim());
        let signs = proof::signs(outline.text.as_str()).into_iter();
        let signs =
            signs.map(|(sign, range)| (sign.message().to_string(), outline.text.span(range)));
        self.section(
            &mut told,
            &message!("why-signs"),
            signs.filter(|(_, span)| self.holds(*span)),
            |_| String::new(),
        );
        let found = readings(&outline, &mentions).into_iter();
        let found = found.map(|one| (one.rule, outline.text.span(one.range), one.loss));
        let (lost, fired): (Vec<_>, Vec<_>) =
            found.filter(|(_, span, _)| self.holds(*span)).partition(|(.., loss)| loss.is_some());
        let fired = fired.into_iter().map(|(rule, span, _)| (rule.to_owned(), span));
        self.section(&mut told, &message!("why-fired"), fired, home);
        let _ = self.losers(&mut told, &lost);
        let made = evidence(&facts).into_iter().map(|one| (one.rule.to_owned(), one.span));
        self.section(
            &mut told,
            &message!("why-facts"),
            made.filter(|(_, span)| self.holds(*span)),
            home,
        );
        self.unread(&mut told, &facts.diagnostics);
        told
    }

    /// Whether a span begins in the line; a longer span belongs to its first line.
    fn holds(&self, span: Span) -> bool {
        self.span.start <= span.start && span.start < self.span.end
    }

    /// Returns the words of a span on one line, shortened in the middle.
    fn quoted(&self, span: Span) -> String {
        let words: Vec<char> =
            span.of(&self.source.text).chars().filter(|c| !c.is_control()).collect();
        match words.len() > QUOTED {
            true => words
                .iter()
                .take(QUOTED / 2)
                .chain(&['…'])
                .chain(words.iter().skip(words.len() - QUOTED / 2))
                .collect(),
            false => words.iter().collect(),
        }
    }

    fn section(
        &self,
        told: &mut String,
        title: &Message,
        rows: impl Iterator<Item = (String, Span)>,
        note: impl Fn(&str) -> String,
    ) {
        let mut rows = rows.peekable();
        if rows.peek().is_none() {
            return;
        }
        let _ = writeln!(told, "{title}");
        for (name, span) in rows {
            let row = format!("  {}{}  {}", padded(&name, WIDTH), self.quoted(span), note(&name));
            let _ = writeln!(told, "{}", row.trim_end());
        }
    }

    /// Lists the readings that lost, and to which.
    fn losers(
        &self,
        told: &mut String,
        lost: &[(&'static str, Span, Option<Loss>)],
    ) -> std::fmt::Result {
        if lost.is_empty() {
            return Ok(());
        }
        writeln!(told, "{}", message!("why-lost"))?;
        for (rule, span, loss) in lost {
            let why = match loss {
                Some(Loss::Earlier(to)) => message!("lost-earlier", rule = *to),
                Some(Loss::Longer(to)) => message!("lost-longer", rule = *to),
                Some(Loss::Before(to)) => message!("lost-before", rule = *to),
                Some(Loss::Withdrawn) | None => message!("lost-withdrawn"),
            };
            writeln!(
                told,
                "  {}{}  {why}  {}",
                padded(rule, WIDTH),
                self.quoted(*span),
                home(rule)
            )?;
        }
        Ok(())
    }

    /// Lists what was not read, and why.
    fn unread(&self, told: &mut String, diagnostics: &[Diagnostic]) {
        let here: Vec<_> = diagnostics.iter().filter(|one| self.holds(one.span)).collect();
        if here.is_empty() {
            return;
        }
        let _ = writeln!(told, "{}", message!("why-unread"));
        for Diagnostic { severity, span, message, .. } in here {
            let kind = Severity::message(*severity).to_string();
            let _ = writeln!(told, "  {}{}  {message}", padded(&kind, WIDTH), self.quoted(*span));
        }
    }
}

/// Returns where a rule is defined in the source of the program.
fn home(id: &str) -> String {
    rule(id).map(|rule| format!("{}:{}", rule.home.file, rule.home.line)).unwrap_or_default()
}

/// Returns the evidence of all facts, in the order of the text.
fn evidence(facts: &Facts) -> Vec<Evidence> {
    let mut found: Vec<Evidence> = facts.documents.iter().map(|one| one.evidence).collect();
    found.extend(facts.sections.iter().map(|one| one.evidence));
    found.extend(facts.tasks.iter().map(|one| one.evidence));
    found.extend(facts.assignments().map(|one| one.evidence));
    found.extend(facts.citations.iter().map(|one| one.evidence));
    found.extend(facts.times.iter().map(|one| one.evidence));
    found.extend(facts.indicators.iter().map(|one| one.evidence));
    found.extend(facts.persons.iter().map(|one| one.evidence));
    found.sort_by_key(|one| (one.span, one.rule));
    found.dedup();
    found
}
