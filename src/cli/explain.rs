//! `zeren explain`: shows where a fact comes from (file, line, words, rule), what a rule reads and
//! where it is defined, or why a line of a document yields the facts it does ([`why`](super::why)).

use std::fmt::Write as _;
use std::process::ExitCode;

use clap::Args;
use zeren::confidence;
use zeren::message;
use zeren::message::{Lang, Message, padded};
use zeren::names;
use zeren::query::{rows, text};
use zeren::rule::Rule;
use zeren::rules::{rule, rules};
use zeren::span::{Position, Positions};
use zeren::store::Store;
use zeren::syntax::{self, short};

use super::store::StoreArgs;
use super::why::why;
use super::{Failure, output};

/// How many places are shown of a thing that occurs in more.
const N_PLACES: usize = 10;

/// How many characters of the line are shown on either side of the words.
const N_AROUND: usize = 40;

#[derive(Args)]
pub(crate) struct Explain {
    #[command(flatten)]
    store: StoreArgs,
    /// An IRI, in full or as `id:…`; the number or title of a document; the name of a unit, person
    /// or cited work; or a rule, such as `time-deadline-year`
    #[arg(required_unless_present = "why")]
    subject: Option<String>,
    /// Show what the program sees in one line of a document: its signs, the rules that read them,
    /// which of them lost to whom, and what was not read
    #[arg(long, value_name = "FILE:LINE", conflicts_with = "subject")]
    why: Option<String>,
}

impl Explain {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        if let Some(place) = &self.why {
            let text = why(place)?;
            output::write(None, |out| out.write_all(text.as_bytes()))?;
            return Ok(ExitCode::SUCCESS);
        }
        let subject = self.subject.as_deref().unwrap_or_default();
        let name = subject.strip_prefix("rule:").unwrap_or(subject);
        let text = match rule(name.strip_prefix(zeren::graph::vocab::RULE).unwrap_or(name)) {
            Some(rule) => describe(rule),
            None if is_like_a_rule(name) => return Err(unknown(name)),
            None => places(&self.store.open()?, subject)?,
        };
        output::text(None, |out| out.write_all(text.as_bytes()))?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Whether a name can only be that of a rule, for which no store is needed.
fn is_like_a_rule(name: &str) -> bool {
    name.contains('-') && name.chars().all(|c| c.is_ascii_lowercase() || c == '-')
}

/// Returns the error for a name that is neither a rule nor an IRI.
fn unknown(name: &str) -> Failure {
    let nearest = rules().map(|rule| rule.id).max_by(|a, b| {
        let [a, b] = [a, b].map(|id| strsim::jaro_winkler(name, id));
        a.total_cmp(&b)
    });
    let hint = message!("hint-explain-rule", near = nearest.unwrap_or_default());
    Failure::name(message!("explain-unknown", name = name), hint)
}

/// Describes what a rule reads, and what it leaves alone.
fn describe(rule: &Rule) -> String {
    let mut text =
        format!("{}\n  {}\n", message!("explain-rule", rule = rule.id), rule.about(Lang::user()));
    let _ =
        writeln!(text, "  {}{}", padded(&message!("explain-sure").to_string(), 14), share(rule));
    let stands = padded(&message!("explain-stands").to_string(), 14);
    let _ = writeln!(text, "  {stands}{}:{}", rule.home.file, rule.home.line);
    let labels = [message!("explain-reads"), message!("explain-leaves")]
        .map(|label| padded(&label.to_string(), 14));
    for (label, examples) in labels.iter().zip([rule.examples, rule.counterexamples]) {
        for example in examples {
            let _ = writeln!(text, "  {label}{example}");
        }
    }
    text
}

/// Returns how many facts of a rule were right in the annotated documents.
fn share(rule: &Rule) -> Message {
    /// The fewest facts for which a share means anything.
    const ENOUGH: u32 = 10;
    match confidence::tried(rule.id) {
        (told, right) if told < ENOUGH => {
            message!("explain-too-few", told = told as usize, right = right as usize)
        }
        (told, right) => {
            let sure = format!("{:.2}", confidence::of_rule(rule.id));
            message!("explain-share", told = told as usize, right = right as usize, sure = sure)
        }
    }
}

/// Describes what the store says about a thing, and where it was read: at the thing itself, or at
/// facts that refer to it.
fn places(store: &Store, subject: &str) -> Result<String, Failure> {
    let iri = match syntax::iri(subject) {
        Some(iri) => iri,
        None => names::thing(store, subject)?.node().clone(),
    };
    let mut told = format!("{}\n", short(iri.as_str()));
    let said = rows(store, &format!("SELECT DISTINCT ?p ?o {{ {iri} ?p ?o }} ORDER BY ?p ?o"))?;
    if said.is_empty() {
        return Err(Failure::name(
            message!("explain-nothing", name = subject),
            message!("hint-explain-nothing"),
        ));
    }
    for row in &said {
        let (predicate, object) =
            (text(row, "p").unwrap_or_default(), text(row, "o").unwrap_or_default());
        if !matches!(
            predicate.rsplit('#').next(),
            Some("start" | "end" | "quote" | "rule" | "text")
        ) {
            let _ = writeln!(told, "  {} {}", short(&predicate), short(&object));
        }
    }
    let mut facts = read_at(store, &format!("BIND({iri} AS ?fact)"))?;
    if facts.is_empty() {
        facts = read_at(store, &format!("?fact ?any {iri} ."))?;
    }
    for fact in facts.iter().take(N_PLACES) {
        told.push_str(&fact.tell(iri.as_str()));
    }
    if facts.len() > N_PLACES {
        let _ = writeln!(told, "\n{}", message!("explain-more", n = facts.len() - N_PLACES));
    }
    Ok(told)
}

/// A fact, and where it was read.
struct Fact {
    iri: String,
    file: String,
    source: String,
    start: usize,
    end: usize,
    rule: Option<String>,
}

/// Returns the facts that `pattern` binds to `?fact`, in the order of the text.
fn read_at(store: &Store, pattern: &str) -> Result<Vec<Fact>, Failure> {
    let query = format!(
        "SELECT DISTINCT ?fact ?file ?source ?start ?end ?rule {{ {pattern} ?fact zr:start ?start ; zr:inText ?text .
           ?text zr:text ?source ; prov:wasDerivedFrom/dcterms:identifier ?file .
           OPTIONAL {{ ?fact zr:quote ?quote }} OPTIONAL {{ ?fact zr:end ?last }} OPTIONAL {{ ?fact zr:rule ?rule }}
           BIND(COALESCE(?last, ?start + STRLEN(?quote)) AS ?end) }}
         ORDER BY ?file ?start ?fact"
    );
    let number = |text: Option<String>| text.and_then(|text| text.parse().ok()).unwrap_or_default();
    let fact = |row| Fact {
        iri: text(row, "fact").unwrap_or_default(),
        file: text(row, "file").unwrap_or_default(),
        source: text(row, "source").unwrap_or_default(),
        start: number(text(row, "start")),
        end: number(text(row, "end")),
        rule: text(row, "rule"),
    };
    Ok(rows(store, &query)?.iter().map(fact).collect())
}

impl Fact {
    /// Describes the position, the words within their line, and the rule.
    fn tell(&self, asked: &str) -> String {
        let mut told = String::from("\n");
        if self.iri != asked {
            let _ = writeln!(told, "{}", short(&self.iri));
        }
        let offset = self
            .source
            .char_indices()
            .nth(self.start)
            .map_or(self.source.len(), |(offset, _)| offset);
        let Position { line, column } = Positions::new(&self.source).of(offset);
        let _ = writeln!(
            told,
            "  {}",
            message!("explain-place", file = &self.file, line = line, column = column)
        );
        let _ = writeln!(told, "  {}", self.words());
        let id = self.rule.as_deref().and_then(|rule| rule.strip_prefix(zeren::graph::vocab::RULE));
        if let Some(id) = id {
            let about = rule(id).map(|rule| rule.about(Lang::user())).unwrap_or_default();
            let _ = writeln!(told, "  {}", message!("explain-by-rule", rule = id, about = about));
        }
        told
    }

    /// Returns the words between ⟦ and ⟧, with the rest of the line around them.
    fn words(&self) -> String {
        let chars: Vec<char> = self.source.chars().collect();
        let slice = |from: usize, to: usize| chars.get(from..to).unwrap_or_default();
        let (start, end) = (self.start.min(chars.len()), self.end.clamp(self.start, chars.len()));
        let before = slice(start.saturating_sub(N_AROUND), start)
            .rsplit(|c| *c == '\n')
            .next()
            .unwrap_or_default();
        let after = slice(end, (end + N_AROUND).min(chars.len()))
            .split(|c| *c == '\n')
            .next()
            .unwrap_or_default();
        let words = slice(start, end);
        let shown = match words.len() > 4 * N_AROUND {
            true => {
                [slice(start, start + 2 * N_AROUND), &['…'], slice(end - N_AROUND, end)].concat()
            }
            false => words.to_vec(),
        };
        let marked: String =
            before.iter().chain(&['⟦']).chain(&shown).chain(&['⟧']).chain(after).collect();
        marked.replace(['\n', '\r'], " ").trim().to_owned()
    }
}
