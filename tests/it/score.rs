//! Scores the program on the seeds and other annotated documents: precision, recall and F1 for each
//! kind of fact, with floors that may only rise.
//!
//! `cargo test --test it score -- --nocapture` prints the table; with `ZEREN_MISSES=1` also what is
//! missing (`-`) and what is too much (`+`), with `ZEREN_MISSES=times` only for one kind. Tasks are
//! matched by their text, so a wrong path affects only the kind `paths`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::gold::{
    self, Annotation, Assignment, Citation, Evidence, Indicator, Section, Set, Task, Time,
};

/// The parts of a fact that have to agree.
type Key = Vec<String>;
/// A kind of fact, and how its keys are taken from an annotation.
type Kind = (&'static str, fn(&Annotation) -> Vec<Key>);

const KINDS: &[Kind] = &[
    ("header", header),
    ("sections", |a| a.sections.iter().map(section).collect()),
    ("tasks", |a| a.tasks.iter().map(|t| vec![t.id.clone()]).collect()),
    ("paths", |a| {
        a.tasks
            .iter()
            .map(|t| vec![t.path.clone().unwrap_or(t.id.clone()), norm(&t.title)])
            .collect()
    }),
    ("bodies", |a| {
        a.tasks.iter().map(|t| vec![t.id.clone(), head(&t.starts), tail(&t.ends)]).collect()
    }),
    ("assignments", |a| {
        clauses(a).map(|(t, c)| vec![t.id.clone(), c.role.clone(), norm(&c.agent)]).collect()
    }),
    ("collective", |a| {
        clauses(a)
            .filter(|(_, c)| c.collective)
            .map(|(t, c)| vec![t.id.clone(), norm(&c.agent)])
            .collect()
    }),
    ("duties", |a| {
        agents(a)
            .filter(|(_, c)| c.duty.is_some())
            .map(|(t, c)| vec![t.id.clone(), norm(&c.agent)])
            .collect()
    }),
    ("citations", |a| a.citations.iter().map(|c| vec![owner(&c.task), norm(&c.title)]).collect()),
    ("numbers", |a| a.citations.iter().filter_map(number).collect()),
    ("relations", |a| {
        a.citations
            .iter()
            .map(|c| vec![owner(&c.task), norm(&c.title), c.relation.clone()])
            .collect()
    }),
    ("inner", inner),
    ("times", |a| a.times.iter().map(time).collect()),
    ("indicators", |a| a.indicators.iter().map(indicator).collect()),
    ("persons", |a| a.persons.iter().map(|p| vec![owner(&p.task), norm(&p.name)]).collect()),
    ("same_unit", same_unit),
];

/// Fields of a letterhead that name units.
const MENTIONS: [&str; 3] = ["issuers", "addressees", "printed_by"];

/// The number of agreements between gold and prediction, and the differences.
#[derive(Default)]
struct Tally {
    hits: usize,
    missing: Vec<Key>,
    extra: Vec<Key>,
}

/// The tallies of one kind, one for each document; `same_type` has one for all of them.
struct Row {
    kind: &'static str,
    tallies: Vec<(String, Tally)>,
}

/// Precision, recall and F1.
struct Score {
    gold: usize,
    precision: f64,
    recall: f64,
    f1: f64,
}

impl Score {
    fn of<'a>(tallies: impl Iterator<Item = &'a Tally> + Clone) -> Self {
        let sum = |n: fn(&Tally) -> usize| tallies.clone().map(n).sum::<usize>();
        let (hits, missing, extra) =
            (sum(|t| t.hits), sum(|t| t.missing.len()), sum(|t| t.extra.len()));
        let share = |of: usize| if of == 0 { 1.0 } else { hits as f64 / of as f64 };
        let (precision, recall) = (share(hits + extra), share(hits + missing));
        let f1 = if precision + recall > 0.0 {
            2.0 * precision * recall / (precision + recall)
        } else {
            0.0
        };
        Self { gold: hits + missing, precision, recall, f1 }
    }
}

impl Row {
    fn score(&self) -> Score {
        Score::of(self.tallies.iter().map(|(_, tally)| tally))
    }

    /// Returns what is missing and what is too much, one a line.
    fn misses(&self) -> String {
        let mut text = String::new();
        for (seed, tally) in &self.tallies {
            for (sign, keys) in [('-', &tally.missing), ('+', &tally.extra)] {
                for key in keys {
                    let _ = writeln!(text, "{sign} {seed} {} {}", self.kind, key.join(" | "));
                }
            }
        }
        text
    }
}

#[test]
fn floors_hold_on_the_seeds() {
    check_floors(Set::Seeds);
}

#[test]
fn floors_hold_on_the_corpus() {
    check_floors(Set::Corpus);
}

#[test]
fn floors_hold_on_ten_more() {
    check_floors(Set::More);
}

#[expect(clippy::print_stdout, reason = "the table is what a developer runs this test for")]
fn check_floors(set: Set) {
    let gold = gold::gold(set);
    let rows = score(&gold, &gold::predicted(set, &gold));
    println!("{}\n{}\n", set.name(), table(&rows));
    if let Ok(asked) = std::env::var("ZEREN_MISSES") {
        rows.iter()
            .filter(|row| asked == row.kind || asked == "1")
            .for_each(|row| print!("{}", row.misses()));
    }
    let floors =
        std::fs::read_to_string(gold::root().join("tests/gold/floors.toml")).expect("the floors");
    let floors: BTreeMap<String, BTreeMap<String, f64>> =
        toml::from_str(&floors).expect("a table for each set");
    let floors = floors.get(set.name()).expect("the table of the set");
    assert_eq!(
        rows.iter().map(|row| row.kind).collect::<BTreeSet<_>>(),
        floors.keys().map(String::as_str).collect()
    );
    let low: Vec<&Row> = rows
        .iter()
        .filter(|row| floors.get(row.kind).is_some_and(|floor| row.score().f1 < *floor))
        .collect();
    let told: String = low
        .iter()
        .map(|row| format!("{} is below its floor\n{}", row.kind, row.misses()))
        .collect();
    assert!(low.is_empty(), "{told}");
}

/// Scores predictions against the gold of the same documents, in the same order.
fn score(gold: &[Annotation], predicted: &[Annotation]) -> Vec<Row> {
    assert_eq!(gold.len(), predicted.len());
    let aligned: Vec<Annotation> =
        gold.iter().zip(predicted).map(|(gold, told)| align(gold, told)).collect();
    let tallies = |kind: &Kind| {
        let pairs = gold.iter().zip(&aligned);
        pairs.map(|(gold, told)| (gold.seed.clone(), compare(kind, gold, told))).collect()
    };
    let mut rows: Vec<Row> =
        KINDS.iter().map(|kind| Row { kind: kind.0, tallies: tallies(kind) }).collect();
    let same_type = tally(same_type(gold), same_type(predicted));
    rows.push(Row { kind: "same_type", tallies: vec![("all".into(), same_type)] });
    rows
}

/// The verdict on a predicted fact.
#[derive(Clone, Debug)]
pub(crate) struct Verdict {
    pub(crate) rule: String,
    /// Whether its text was repaired.
    pub(crate) repaired: bool,
    pub(crate) right: bool,
}

/// Judges the predictions for a document, fact by fact, leaving out what the gold leaves open.
pub(crate) fn verdicts(gold: &Annotation, told: &Annotation) -> Vec<Verdict> {
    let told = align(gold, told);
    let mut verdicts = Vec::new();
    let mut judge = |kind: &str, facts: Vec<(Key, &Evidence)>| {
        let kind = KINDS.iter().find(|one| one.0 == kind).expect("a known kind");
        let mut wrong = compare(kind, gold, &told).extra;
        let mut asked: BTreeMap<Key, usize> = BTreeMap::new();
        (kind.1)(gold).into_iter().for_each(|key| *asked.entry(key).or_default() += 1);
        for (key, Evidence { rule, repaired }) in facts {
            let place = wrong.iter().position(|one| *one == key);
            let right = asked.get_mut(&key).filter(|n| **n > 0).map(|n| *n -= 1).is_some();
            if right || place.is_some() {
                verdicts.push(Verdict { rule: rule.clone(), repaired: *repaired, right });
            }
            if let (false, Some(place)) = (right, place) {
                wrong.swap_remove(place);
            }
        }
    };
    let letterhead = Evidence { rule: "letterhead".into(), repaired: false };
    let mentions = header(&told).into_iter().filter(|key| MENTIONS.contains(&key[1].as_str()));
    judge("header", mentions.map(|key| (key, &letterhead)).collect());
    judge("sections", told.sections.iter().map(|s| (section(s), &s.evidence)).collect());
    judge("tasks", told.tasks.iter().map(|t| (vec![t.id.clone()], &t.evidence)).collect());
    let of_clauses = clauses(&told)
        .map(|(t, c)| (vec![t.id.clone(), c.role.clone(), norm(&c.agent)], &c.evidence));
    judge("assignments", of_clauses.collect());
    let duties = agents(&told).filter(|(_, agent)| agent.duty.is_some());
    judge(
        "duties",
        duties.map(|(t, c)| (vec![t.id.clone(), norm(&c.agent)], &c.evidence)).collect(),
    );
    let citation = |c: &Citation| vec![owner(&c.task), norm(&c.title)];
    judge("citations", told.citations.iter().map(|c| (citation(c), &c.evidence)).collect());
    judge("times", told.times.iter().map(|t| (time(t), &t.evidence)).collect());
    judge("indicators", told.indicators.iter().map(|i| (indicator(i), &i.evidence)).collect());
    let person = |p: &gold::Person| vec![owner(&p.task), norm(&p.name)];
    judge("persons", told.persons.iter().map(|p| (person(p), &p.evidence)).collect());
    verdicts
}

fn table(rows: &[Row]) -> String {
    let mut text = format!("{:<12}{:>6}{:>8}{:>8}{:>8}  ", "kind", "gold", "P", "R", "F1");
    let seeds = rows.first().map_or(&[][..], |row| &row.tallies);
    seeds.iter().for_each(|(seed, _)| {
        text.extend(format!("{:>8}", seed.split('_').next().unwrap_or(seed)).chars())
    });
    for row in rows {
        let Score { gold, precision, recall, f1 } = row.score();
        let _ = write!(text, "\n{:<12}{gold:>6}{precision:>8.3}{recall:>8.3}{f1:>8.3}  ", row.kind);
        for (_, tally) in row.tallies.iter().filter(|_| row.tallies.len() > 1) {
            let _ = write!(text, "{:>8.3}", Score::of([tally].into_iter()).f1);
        }
    }
    text
}

/// Returns `told` with the ids of the gold tasks that have the same text: same id and title first,
/// then same title, then same end of the body. Unmatched tasks are marked.
fn align(gold: &Annotation, told: &Annotation) -> Annotation {
    let marks: [fn(&Task) -> String; 3] = [
        |task| format!("{} {}", task.id, norm(&task.title)),
        |task| norm(&task.title),
        |task| tail(&task.ends),
    ];
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    let mut left: Vec<&Task> = gold.tasks.iter().collect();
    for mark in marks {
        for task in &told.tasks {
            let same = left.iter().position(|one| mark(one) == mark(task));
            if let (false, Some(at)) = (names.contains_key(task.id.as_str()), same) {
                names.insert(&task.id, &left.remove(at).id);
            }
        }
    }
    let rename = |id: &String| {
        names.get(id.as_str()).map_or_else(|| format!("? {id}"), |name| (*name).to_owned())
    };
    let mut aligned = told.clone();
    for task in &mut aligned.tasks {
        let name = rename(&task.id);
        task.path = Some(std::mem::replace(&mut task.id, name));
    }
    let citations = aligned.citations.iter_mut().map(|one| &mut one.task);
    let times = aligned.times.iter_mut().map(|one| &mut one.task);
    let indicators = aligned.indicators.iter_mut().map(|one| &mut one.task);
    let persons = aligned.persons.iter_mut().map(|one| &mut one.task);
    citations
        .chain(times)
        .chain(indicators)
        .chain(persons)
        .for_each(|task| *task = task.as_ref().map(rename));
    aligned
}

fn compare(kind: &Kind, gold: &Annotation, told: &Annotation) -> Tally {
    let (name, keys) = kind;
    let mut tally = tally(keys(gold), keys(told));
    let excused: BTreeSet<Key> = match *name {
        "times" => told
            .times
            .iter()
            .filter(|one| overlaps(&one.text, &gold.neutral.times))
            .map(time)
            .collect(),
        "indicators" => told
            .indicators
            .iter()
            .filter(|one| overlaps(&one.text, &gold.neutral.indicators))
            .map(indicator)
            .collect(),
        _ => BTreeSet::new(),
    };
    tally.extra.retain(|key| match *name {
        // Only some documents have their duties annotated.
        "duties" => agents(gold).any(|(_, agent)| agent.duty.is_some()),
        "citations" | "relations" => {
            !key.get(1).is_some_and(|title| overlaps(title, &gold.neutral.citations))
        }
        _ => !excused.contains(key),
    });
    tally
}

/// Compares as multisets: a fact predicted twice but present once is one too much.
fn tally(gold: Vec<Key>, told: Vec<Key>) -> Tally {
    let mut left: BTreeMap<Key, usize> = BTreeMap::new();
    gold.into_iter().for_each(|key| *left.entry(key).or_default() += 1);
    let mut tally = Tally::default();
    for key in told {
        match left.get_mut(&key).filter(|n| **n > 0) {
            Some(n) => (*n, tally.hits) = (*n - 1, tally.hits + 1),
            None => tally.extra.push(key),
        }
    }
    tally.missing = left.into_iter().flat_map(|(key, n)| vec![key; n]).collect();
    tally.extra.sort();
    tally
}

fn header(annotation: &Annotation) -> Vec<Key> {
    let mut keys = Vec::new();
    for document in &annotation.documents {
        let fields = [
            ("kind", document.kind.as_slice()),
            ("title", document.title.as_slice()),
            ("number", document.number.as_slice()),
            ("date", document.date.as_slice()),
            ("printed_by", document.printed_by.as_slice()),
            ("printed_date", document.printed_date.as_slice()),
            ("issuers", &document.issuers),
            ("addressees", &document.addressees),
            ("attaches", &document.attaches),
        ];
        for (field, values) in fields {
            let told = values.iter().filter(|value| !value.is_empty());
            keys.extend(told.map(|value| vec![document.id.clone(), field.to_owned(), norm(value)]));
        }
    }
    keys
}

fn section(section: &Section) -> Key {
    vec![section.doc.clone(), norm(&section.number), norm(&section.title)]
}

fn agents(annotation: &Annotation) -> impl Iterator<Item = (&Task, &Assignment)> {
    annotation
        .tasks
        .iter()
        .flat_map(|task| task.assignments.iter().map(move |assignment| (task, assignment)))
}

/// Returns the assignments from a responsibility clause, with their tasks.
fn clauses(annotation: &Annotation) -> impl Iterator<Item = (&Task, &Assignment)> {
    agents(annotation).filter(|(_, assignment)| assignment.duty.is_none() && !assignment.implied)
}

fn number(citation: &Citation) -> Option<Key> {
    let number = citation.number.as_ref().filter(|number| !number.is_empty())?;
    Some(vec![norm(&citation.title), norm(number)])
}

fn inner(annotation: &Annotation) -> Vec<Key> {
    let titles = |citation: &Citation| {
        let inner = citation.inner.as_ref().map_or(&[][..], |inner| inner.as_slice());
        inner.iter().map(|title| vec![norm(&citation.title), norm(title)]).collect::<Vec<_>>()
    };
    annotation.citations.iter().flat_map(titles).collect()
}

fn time(time: &Time) -> Key {
    let value =
        time.value.clone().filter(|value| !value.is_empty()).unwrap_or_else(|| norm(&time.text));
    vec![owner(&time.task), time.kind.clone(), value]
}

fn indicator(indicator: &Indicator) -> Key {
    vec![owner(&indicator.task), indicator.value.to_string(), indicator.unit.clone()]
}

/// Returns pairs of names for the same unit, which tests canonical names independently of their
/// form.
fn same_unit(annotation: &Annotation) -> Vec<Key> {
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for unit in &annotation.units {
        names.entry(norm(&unit.canonical)).or_default().insert(norm(&unit.surface));
    }
    names.values().flat_map(pairs).map(|(one, other)| vec![one.clone(), other.clone()]).collect()
}

/// Returns pairs of units from different documents with the same type: 滑县司法局 and 濉溪县司法局.
fn same_type(annotations: &[Annotation]) -> Vec<Key> {
    let mut names: BTreeMap<String, BTreeSet<(usize, String)>> = BTreeMap::new();
    for (n, annotation) in annotations.iter().enumerate() {
        for unit in annotation.units.iter().filter(|unit| !unit.collective) {
            names.entry(norm(&unit.kind)).or_default().insert((n, norm(&unit.surface)));
        }
    }
    let across = names.values().flat_map(pairs).filter(|(one, other)| one.0 != other.0);
    across
        .map(|(one, other)| {
            vec![one.0.to_string(), one.1.clone(), other.0.to_string(), other.1.clone()]
        })
        .collect()
}

fn pairs<T: Ord>(all: &BTreeSet<T>) -> impl Iterator<Item = (&T, &T)> {
    all.iter().flat_map(move |one| {
        all.iter().filter(move |other| one < *other).map(move |other| (one, other))
    })
}

/// Returns the task that contains a fact, or a dash.
fn owner(task: &Option<String>) -> String {
    task.clone().filter(|task| !task.is_empty()).unwrap_or_else(|| "-".into())
}

fn overlaps(text: &str, neutral: &[String]) -> bool {
    let text = norm(text);
    neutral
        .iter()
        .map(|one| norm(one))
        .any(|one| !one.is_empty() && (one.contains(&text) || text.contains(&one)))
}

/// Normalises white space, Markdown marks, half-width punctuation, quotes and brackets.
fn norm(text: &str) -> String {
    let kept = text.chars().filter(|c| !c.is_whitespace() && !"*#".contains(*c));
    let spelled: String = kept
        .map(|c| match c {
            ',' => '，',
            ':' => '：',
            ';' => '；',
            '(' => '（',
            ')' => '）',
            '?' => '？',
            '!' => '！',
            '[' | '【' => '〔',
            ']' | '】' => '〕',
            '<' => '〈',
            '>' => '〉',
            '"' | '”' => '“',
            _ => c,
        })
        .collect();
    spelled.trim_matches('。').to_owned()
}

fn head(text: &str) -> String {
    norm(text).chars().take(8).collect()
}

fn tail(text: &str) -> String {
    let text = norm(text);
    text.chars().skip(text.chars().count().saturating_sub(8)).collect()
}

/// Scores the gold against itself after `change`, and returns the F1 of `kind`.
fn f1_after(kind: &str, change: impl Fn(&mut Annotation)) -> f64 {
    let gold = gold::gold(Set::Seeds);
    let mut told = gold.clone();
    told.iter_mut().for_each(change);
    score(&gold, &told).iter().find(|row| row.kind == kind).expect("a known kind").score().f1
}

#[test]
fn the_gold_itself_scores_one() {
    let gold = gold::gold(Set::Seeds);
    assert!(score(&gold, &gold).iter().all(|row| row.score().f1 == 1.0 && row.misses().is_empty()));
}

#[test]
fn another_path_costs_paths_alone() {
    let change = |told: &mut Annotation| {
        told.tasks.iter_mut().for_each(|task| task.id.push('x'));
        let owners = told.citations.iter_mut().map(|one| &mut one.task);
        owners
            .chain(told.times.iter_mut().map(|one| &mut one.task))
            .flatten()
            .for_each(|id| id.push('x'));
    };
    assert_eq!(f1_after("paths", change), 0.0);
    for kind in ["tasks", "bodies", "assignments", "citations", "times"] {
        assert_eq!(f1_after(kind, change), 1.0, "{kind}");
    }
}

#[test]
fn a_fact_told_twice_or_not_at_all_costs() {
    let twice = |told: &mut Annotation| {
        told.persons = [told.persons.clone(), told.persons.clone()].concat()
    };
    assert!((f1_after("persons", twice) - 2.0 / 3.0).abs() < 1e-9);
    assert!(f1_after("tasks", |told| drop(told.tasks.pop())) < 1.0);
    let nobody =
        |told: &mut Annotation| told.tasks.iter_mut().for_each(|task| task.assignments.clear());
    assert_eq!(f1_after("assignments", nobody), 0.0);
}

#[test]
fn neutral_texts_cost_nothing() {
    let more = |told: &mut Annotation| {
        let neutral = told.neutral.citations.iter().map(|title| title.as_str());
        let citation = |title: &str| Citation {
            task: None,
            title: title.into(),
            number: None,
            inner: None,
            relation: "cites".into(),
            evidence: Evidence::default(),
        };
        told.citations.extend(neutral.map(citation).collect::<Vec<_>>());
    };
    assert_eq!([f1_after("citations", more), f1_after("relations", more)], [1.0, 1.0]);
}
