//! RESOLVE: turns mentions into facts. Names become units with a type that is the same in every
//! region, places get owners, and what a document decides for its own clauses is applied. It does
//! no pattern matching of its own.
//!
//! In: the outline and what was read in it, in normal offsets. Out: [`Facts`], with spans of the
//! source.

mod assessment;
mod binder;
mod owner;
pub mod person;
pub mod region;
mod standing;
pub mod unit;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use jiff::Span;

use crate::characters::is_letter;
use crate::clause::Clause;
use crate::extract::{CitationMention, Mentions, SectionMention, TaskMention, TimeMention};
use crate::model::path;
use crate::model::{
    Assignment, Citation, Date, Document, Evidence, Facts, Indicator, Person, Relation, Role,
    Section, Task, Time, TimeKind,
};
use crate::parse::{DocumentOutline, Outline, Part};

use binder::Binder;
use owner::{Owner, Owners};
use region::RegionClues;
use standing::Rules;

/// Resolves what was read in a source.
pub fn resolve(outline: &Outline, mentions: &Mentions) -> Facts {
    let region = region::region(&clues(outline));
    let mut binder = Binder::new(outline, region);
    let documents: Vec<Document> =
        (0..outline.documents.len()).map(|n| document(&mut binder, mentions, n)).collect();
    let ids: Vec<String> = mentions.tasks.iter().map(|task| task_id(outline, task)).collect();
    let tasks = tasks(&mut binder, mentions, &ids);
    let sections = mentions
        .sections
        .iter()
        .map(|section| self::section(&mut binder, mentions, section))
        .collect();
    let assessments = assessment::assessments(&mut binder, mentions);
    let owners = Owners::new(outline, mentions, ids);
    let mut facts = Facts { documents, sections, tasks, assessments, ..Facts::default() };
    facts.citations = citations(&owners, mentions);
    facts.times = times(&owners, mentions, &facts.documents);
    facts.indicators = indicators(&owners, mentions);
    let persons = persons(&owners, mentions, &binder.persons);
    binder.persons.extend(persons);
    facts.diagnostics = std::mem::take(&mut binder.remarks);
    // Leaders of clauses come first, then the other people in the order of the text.
    (facts.region, facts.units, facts.persons) = binder.finish();
    unit::combined::unite(&mut facts);
    facts
}

fn clues(outline: &Outline) -> RegionClues<'_> {
    let heads = || outline.documents.iter().map(|document| &document.head);
    RegionClues {
        titles: heads()
            .filter_map(|head| head.title.as_ref())
            .map(|part| part.text.as_str())
            .collect(),
        numbers: heads()
            .filter_map(|head| head.number.as_ref())
            .map(|part| part.text.as_str())
            .collect(),
        issuers: heads()
            .flat_map(|head| head.issuers.iter().chain(&head.masthead).chain(&head.printed_by))
            .map(|part| part.text.as_str())
            .collect(),
        addressees: heads()
            .flat_map(|head| &head.addressees)
            .map(|part| part.text.as_str())
            .collect(),
        body: outline.text.as_str(),
    }
}

fn doc_id(n: usize) -> String {
    format!("d{}", n + 1)
}

fn document(binder: &mut Binder, mentions: &Mentions, n: usize) -> Document {
    let outline = binder.outline;
    let DocumentOutline { head, range, preamble, closing, .. } = &outline.documents[n];
    let quoted = |part: &Part| outline.text.as_written(part.range.clone(), &part.text);
    let issuers = binder.mentions(&head.issuers);
    let addressees = binder.mentions(&head.addressees);
    let printed_by =
        head.printed_by.as_ref().and_then(|part| binder.mentions(std::slice::from_ref(part)).pop());
    let mut assignments: Vec<_> =
        head.hosts.iter().flat_map(|(label, names)| hosts(binder, label, names)).collect();
    assignments.extend(
        preamble.iter().chain(closing).flat_map(|block| duties(binder, mentions, block, &[])),
    );
    let of_this = |other: &usize| outline.documents[*other].attached_to == Some(n);
    let attaches = (0..outline.documents.len()).filter(of_this).map(doc_id).collect();
    Document {
        id: doc_id(n),
        kind: head.kind.clone(),
        title: head.title.as_ref().map(quoted),
        raw_title: head.raw_title.clone(),
        number: head.number.as_ref().map(quoted),
        masthead: head.masthead.as_ref().map(quoted),
        issuers,
        addressees,
        date: head.date.as_ref().map(|dated| dated.date),
        raw_date: head.date.as_ref().and_then(|dated| dated.raw.clone()),
        printed_by,
        printed_date: head.printed_date,
        attaches,
        assignments,
        web: head.web.clone(),
        evidence: Evidence { span: outline.text.span(range.clone()), rule: "document" },
    }
}

/// Reads 主办：县司法局 and 督办：县委办、政府办 below a document.
fn hosts(binder: &mut Binder, label: &Part, names: &Part) -> Vec<Assignment> {
    let role = if label.text.contains("督") { Role::Supervise } else { Role::Host };
    let found = crate::clause::names(binder.outline.text.as_str(), names.range.clone());
    let duty = format!("{}：{}", label.text, names.text);
    let mut assignments = binder.assignments(role, &found, "clause-labels");
    for assignment in &mut assignments {
        assignment.duty = Some(duty.clone());
    }
    assignments
}

fn section(binder: &mut Binder, mentions: &Mentions, section: &SectionMention) -> Section {
    let outline = binder.outline;
    let item = &outline.items[section.item];
    let mut assignments: Vec<_> =
        section.clauses.iter().flat_map(|clause| clause_assignments(binder, clause)).collect();
    if !section.is_task {
        let prose = item.blocks.iter();
        assignments
            .extend(prose.flat_map(|block| duties(binder, mentions, block, &section.clauses)));
    }
    Section {
        doc: doc_id(item.doc),
        number: outline.path(section.item),
        title: section.title.clone(),
        level: outline.depth(section.item) + 1,
        assignments,
        evidence: Evidence { span: outline.text.span(section.range.clone()), rule: "section" },
    }
}

/// Resolves the tasks in order, applying what a clause decides for later ones.
fn tasks(binder: &mut Binder, mentions: &Mentions, ids: &[String]) -> Vec<Task> {
    let outline = binder.outline;
    let mut standing = Rules::default();
    let mut tasks = Vec::with_capacity(mentions.tasks.len());
    let mut sections = mentions.sections.iter().peekable();
    for (mention, id) in mentions.tasks.iter().zip(ids) {
        let item = &outline.items[mention.item];
        standing.enter(outline, item.doc);
        while let Some(section) = sections.next_if(|section| section.item < mention.item) {
            if outline.items[section.item].doc == item.doc {
                standing.hear(section);
            }
        }
        binder.task = Some(id.clone());
        for clause in &mention.clauses {
            standing.take(clause);
        }
        let mut assignments: Vec<Assignment> =
            mention.clauses.iter().flat_map(|clause| clause_assignments(binder, clause)).collect();
        standing.lead(&mut assignments);
        assignments.extend(standing.implied(binder, mention));
        assignments.extend(duties(binder, mentions, &mention.range, &mention.clauses));
        tasks.push(task(outline, mention, id, assignments));
    }
    binder.task = None;
    tasks
}

/// Assignments from prose within `place`, except inside the given clauses.
fn duties(
    binder: &mut Binder,
    mentions: &Mentions,
    place: &Range<usize>,
    clauses: &[Clause],
) -> Vec<Assignment> {
    let mut assignments = Vec::new();
    let first = mentions.duties.partition_point(|duty| duty.range.start < place.start);
    let here = mentions.duties.iter().skip(first).take_while(|duty| duty.range.end <= place.end);
    for duty in
        here.filter(|duty| clauses.iter().all(|clause| !is_within(&duty.range, &clause.range)))
    {
        let mut found = match duty.role {
            Role::Leader => binder.leaders(&duty.names, "", duty.rule),
            role => binder.assignments(role, &duty.names, duty.rule),
        };
        found.iter_mut().for_each(|assignment| assignment.duty = Some(duty.text.clone()));
        assignments.extend(found);
    }
    assignments
}

fn is_within(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

fn task_id(outline: &Outline, mention: &TaskMention) -> String {
    let path = path::join(&doc_id(outline.items[mention.item].doc), &outline.path(mention.item));
    match mention.part {
        Some(part) => path::part(&path, part),
        None => path,
    }
}

fn task(outline: &Outline, mention: &TaskMention, id: &str, assignments: Vec<Assignment>) -> Task {
    let item = &outline.items[mention.item];
    let rule = if item.inferred { "item-number-restored" } else { "item" };
    let section = if item.has_children { Some(mention.item) } else { item.parent };
    Task {
        id: id.to_owned(),
        doc: doc_id(item.doc),
        section: section.map(|section| outline.path(section)),
        number: crate::parse::numbering::label(item.kind, item.value),
        number_inferred: item.inferred,
        title: mention.title.clone(),
        body: mention.body.clone(),
        assignments,
        noun_list: mention.noun_list,
        general: mention.general,
        evidence: Evidence { span: outline.text.span(mention.range.clone()), rule },
    }
}

fn clause_assignments(binder: &mut Binder, clause: &Clause) -> Vec<Assignment> {
    clause
        .parts
        .iter()
        .flat_map(|part| match part.role {
            Role::Leader => binder.leaders(&part.names, &part.cue, part.rule),
            role => binder.assignments(role, &part.names, part.rule),
        })
        .collect()
}

/// Resolves citations, one per task and document that it cites, by its title or an abbreviation.
fn citations(owners: &Owners, mentions: &Mentions) -> Vec<Citation> {
    let mut found: Vec<Citation> = Vec::new();
    // Keyed by document, task, and title or the full title of an abbreviation.
    let mut seen = BTreeMap::<_, usize>::new();
    for mention in mentions.citations.iter().filter(|mention| cites(owners, mention)) {
        let citation = citation(owners, mention);
        let keys = [&citation.title, citation.short_for.as_ref().unwrap_or(&citation.title)]
            .map(|title| (citation.doc.clone(), citation.task.clone(), plain(title)));
        match keys.iter().find_map(|key| seen.get(key)).and_then(|at| found.get_mut(*at)) {
            // A document cited twice in a task keeps its number and the stronger relation.
            Some(first) => {
                first.number = first.number.take().or(citation.number);
                first.relation = stronger(first.relation, citation.relation);
            }
            None => {
                seen.extend(keys.map(|key| (key, found.len())));
                found.push(citation);
            }
        }
    }
    found
}

/// Whether a mention cites a document. Web pages repeat their title, which counts only where it is
/// the title of the document; and 执行小组办公室关于…的通知 is the end of the document's own title.
fn cites(owners: &Owners, mention: &CitationMention) -> bool {
    let is_owned = owners.of(&mention.range, mention.rule).is_some();
    (is_owned || owners.is_title(&mention.range))
        && (mention.bracketed || !owners.ends_title(&mention.range))
}

/// What a mention cites, as the source writes it.
fn citation(owners: &Owners, mention: &CitationMention) -> Citation {
    let owner = owners.anywhere(&mention.range, mention.rule);
    let quoted = |found: &String| owners.outline.text.as_written(mention.range.clone(), found);
    Citation {
        doc: owner.doc,
        task: owner.task,
        title: quoted(&mention.title),
        short_for: mention.short_for.clone(),
        number: mention.number.as_ref().map(quoted),
        raw_number: mention.raw_number.as_ref().map(quoted),
        inner: mention.inner.iter().map(quoted).collect(),
        relation: mention.relation,
        bracketed: mention.bracketed,
        evidence: owner.evidence,
    }
}

/// The relation that says more.
fn stronger(one: Relation, other: Relation) -> Relation {
    const ORDER: [Relation; 5] = [
        Relation::Issues,
        Relation::Drafts,
        Relation::BasedOn,
        Relation::Implements,
        Relation::Cites,
    ];
    ORDER.into_iter().find(|relation| [one, other].contains(relation)).unwrap_or(one)
}

/// The letters of a title, since copies vary the marks.
fn plain(title: &str) -> String {
    title.chars().filter(|c| is_letter(*c)).collect()
}

fn times(owners: &Owners, mentions: &Mentions, documents: &[Document]) -> Vec<Time> {
    // A plan is issued on the date of the notice that attaches it.
    let issued = |doc: &str| {
        let own =
            documents.iter().find(|document| document.id == doc).and_then(|document| document.date);
        own.or_else(|| documents.first()?.date)
    };
    let placed = mentions
        .times
        .iter()
        .filter_map(|mention| Some((mention, owners.of(&mention.range, mention.rule)?)));
    let time = |(mention, owner): (&TimeMention, Owner)| {
        let issued = issued(&owner.doc);
        let near = || Some(mention.near?.day(issued?)?.to_string());
        let value = mention.value.clone().or_else(near);
        Time {
            due: due(mention, value.as_deref(), issued),
            doc: owner.doc,
            task: owner.task,
            text: owners.outline.text.as_written(mention.range.clone(), &mention.text),
            kind: mention.kind,
            value,
            working_days: mention.working_days,
            each_by: mention.each_by.clone(),
            evidence: owner.evidence,
        }
    };
    placed.map(time).collect()
}

/// The day on which a time ends.
fn due(time: &TimeMention, value: Option<&str>, issued: Option<Date>) -> Option<Date> {
    let value = value?;
    match time.kind {
        TimeKind::Deadline => value.parse().ok(),
        TimeKind::Duration if time.since_issue && !time.working_days => {
            issued?.checked_add(value.parse::<Span>().ok()?).ok()
        }
        _ => None,
    }
}

fn indicators(owners: &Owners, mentions: &Mentions) -> Vec<Indicator> {
    let placed = mentions
        .indicators
        .iter()
        .filter_map(|mention| Some((mention, owners.of(&mention.range, mention.rule)?)));
    placed
        .map(|(mention, owner)| Indicator {
            doc: owner.doc,
            task: owner.task,
            text: owners
                .outline
                .text
                .written()
                .get(mention.range.clone())
                .unwrap_or_default()
                .to_owned(),
            measure: owners.outline.text.as_written(mention.range.clone(), &mention.measure),
            op: mention.op,
            change: mention.change,
            value: mention.value,
            unit: mention.unit.clone(),
            evidence: owner.evidence,
        })
        .collect()
}

/// People in running prose, each once with the same post.
fn persons(owners: &Owners, mentions: &Mentions, leaders: &[Person]) -> Vec<Person> {
    let mut known = BTreeSet::new();
    let mut found = Vec::new();
    let mut led: BTreeMap<&str, Vec<crate::span::Span>> = BTreeMap::new();
    for leader in leaders {
        led.entry(&leader.name).or_default().push(leader.evidence.span);
    }
    led.values_mut().for_each(|spans| spans.sort_unstable_by_key(|span| span.start));
    for mention in &mentions.persons {
        let Some(owner) = owners.of(&mention.range, mention.rule) else { continue };
        let place = owner.evidence.span;
        let leads = led.get(mention.name.as_str()).is_some_and(|spans| {
            let n = spans.partition_point(|span| span.start <= place.start);
            n.checked_sub(1).and_then(|n| spans.get(n)).is_some_and(|span| place.end <= span.end)
        });
        if leads {
            continue;
        }
        if known.insert((&mention.name, &mention.post)) {
            let Owner { doc, task, evidence } = owner;
            let [name, post] = [&mention.name, &mention.post]
                .map(|text| owners.outline.text.as_written(mention.range.clone(), text));
            found.push(Person { doc, task, name, post, evidence });
        }
    }
    found
}
