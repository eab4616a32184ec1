//! The things in a store with their names: one query per kind.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{Literal, NamedNode, Term};
use oxigraph::sparql::QuerySolution;

use super::find::{By, Entry, Found, Strictness, find};
use super::{Lookup, NameError};
use crate::graph::vocab::ID;
use crate::lexicon::key;
use crate::lexicon::unit_types;
use crate::query::text;

/// Units and classes of units with each of their names, and their type.
const UNITS: &str = "SELECT DISTINCT ?node ?label ?name ?type {
  { ?node a org:FormalOrganization ; skos:prefLabel ?label OPTIONAL { ?node skos:altLabel ?name } OPTIONAL { ?node org:classification ?type } }
  UNION
  { ?node a zr:UnitClass ; skos:prefLabel ?label OPTIONAL { ?node skos:altLabel ?name } OPTIONAL { ?node zr:criterionType ?type } } }";

/// The query for units that have a name literally, or whose type does. Most names are found this
/// way, by index, without reading the tables of all units in a large store. Each way is a branch of
/// its own, since a join over a union of them would read every unit.
fn exactly(name: &str) -> String {
    // Types of the vocabulary have labels with a language, units have labels without.
    let literals = [
        Literal::new_simple_literal(name),
        Literal::new_language_tagged_literal_unchecked(name, "zh"),
    ];
    let mut branches = Vec::new();
    for literal in &literals {
        for label in ["skos:prefLabel", "skos:altLabel"] {
            branches.push(format!("?node {label} {literal}"));
            for kind in ["org:classification", "zr:criterionType"] {
                branches.push(format!("?type {label} {literal} . ?node {kind} ?type"));
            }
        }
    }
    let branches = branches
        .iter()
        .map(|branch| format!("{{ {branch} . ?node a ?class ; skos:prefLabel ?label }}"));
    let branches = branches.collect::<Vec<_>>().join(" UNION ");
    format!(
        "SELECT DISTINCT ?node ?label {{ {branches} FILTER(?class IN (org:FormalOrganization, zr:UnitClass)) }}"
    )
}

/// All concepts with their full and short names; those that are the type of no unit are removed
/// afterwards, which is faster.
const CONCEPTS: &str = "SELECT DISTINCT ?node ?label ?name { ?node a skos:Concept ; skos:prefLabel ?label OPTIONAL { ?node skos:altLabel ?name } }";

/// Persons by their names, or by their posts if they have no name.
const PERSONS: &str = "SELECT DISTINCT ?node ?name ?post {
  ?node a foaf:Person ; foaf:name|skos:prefLabel ?name . OPTIONAL { ?node zr:post ?post } }";

/// Regions with the regions that contain them.
const REGIONS: &str = "SELECT DISTINCT ?node ?name ?code ?outer {
  ?node skos:inScheme <https://w3id.org/zeren/region> . OPTIONAL { ?node skos:prefLabel ?name }
  OPTIONAL { ?node skos:notation ?code } OPTIONAL { ?node schema:containedInPlace ?outer } }";

/// Documents that were read, with the notice to which each is attached.
const DOCUMENTS: &str = "SELECT DISTINCT ?node ?title ?number ?notice {
  ?node a eli:Work ; eli:is_realized_by ?text . OPTIONAL { ?node dcterms:title|zr:rawTitle ?title }
  OPTIONAL { ?node eli:number ?number } OPTIONAL { ?notice eli:has_annex ?node } }";

/// Cited works with their names, and the names of works that share one with them.
const WORKS: &str = "SELECT DISTINCT ?node ?label ?title ?number {
  { SELECT DISTINCT ?node { ?citation zr:cited ?node } } OPTIONAL { ?node dcterms:title ?label }
  ?node (zr:citedAs|^zr:citedAs|(zr:citedAs/^zr:citedAs))? ?same .
  { ?same zr:innerWork?/dcterms:title ?title } UNION { ?same zr:issuedUnder?/eli:number ?number } }";

/// The node in a column of a row.
pub(super) fn node(row: &QuerySolution, variable: &str) -> Option<NamedNode> {
    match row.get(variable)? {
        Term::NamedNode(node) => Some(node.clone()),
        _ => None,
    }
}

/// The units, the types, and the types of each unit.
pub(super) struct Units {
    pub(super) entries: Vec<Entry>,
    types: Vec<Entry>,
    type_of: BTreeMap<NamedNode, BTreeSet<NamedNode>>,
}

impl Units {
    /// The units that have the name literally, or a type that does.
    pub(super) fn exactly(store: &impl Lookup, name: &str) -> Result<Option<Found>, NameError> {
        let rows = store.solutions(&exactly(name.trim()))?;
        let entries: Vec<_> =
            rows.iter().filter_map(|row| entry(row, "label", "label", By::Name)).collect();
        Ok(Found::of(entries.iter(), false))
    }

    pub(super) fn read(store: &impl Lookup) -> Result<Self, NameError> {
        let (mut entries, mut type_of) = (Vec::new(), BTreeMap::<_, BTreeSet<_>>::new());
        for row in store.solutions(UNITS)? {
            if let (Some(unit), Some(kind)) = (node(&row, "node"), node(&row, "type")) {
                type_of.entry(unit).or_default().insert(kind);
            }
            entries.extend(both(&row));
        }
        let mut types: Vec<_> = store.solutions(CONCEPTS)?.iter().flat_map(both).collect();
        let used: BTreeSet<_> = type_of.values().flatten().collect();
        types.retain(|entry| used.contains(&entry.node));
        Ok(Self { entries, types, type_of })
    }

    /// The units with the whole name, or else those with it in their name or that of their type.
    pub(super) fn find(&self, name: &str) -> Option<Found> {
        self.find_whole(name).or_else(|| {
            let of_type =
                find(&self.types, name, Strictness::Part).and_then(|types| self.of_types(&types));
            either([find(&self.entries, name, Strictness::Part), of_type])
        })
    }

    /// The units with the name, and those whose type has it; if there are none, those to which
    /// another form of their type gives it.
    pub(super) fn find_whole(&self, name: &str) -> Option<Found> {
        let of_type =
            find(&self.types, name, Strictness::Whole).and_then(|types| self.of_types(&types));
        either([find(&self.entries, name, Strictness::Whole), of_type])
            .or_else(|| self.find_composed(name))
    }

    /// The units whose name is composed of a region or level and any form of their type: 县发改委
    /// for 县发展改革委. A type alone, 发展改革委, is all of its units.
    fn find_composed(&self, name: &str) -> Option<Found> {
        let name = spelling(name);
        let mut forms: BTreeMap<&NamedNode, Vec<String>> = BTreeMap::new();
        for one in &self.types {
            forms.entry(&one.node).or_default().push(spelling(&one.name));
        }
        let mut wanted: BTreeMap<&NamedNode, BTreeSet<String>> = BTreeMap::new();
        for (kind, of_kind) in &forms {
            let heads = of_kind.iter().filter_map(|form| name.strip_suffix(form.as_str()));
            let names =
                heads.flat_map(|head| of_kind.iter().map(move |form| format!("{head}{form}")));
            wanted.entry(kind).or_default().extend(names);
        }
        let is_of = |kind: &NamedNode, spelling: &String| {
            let is_the_type = forms.get(kind).is_some_and(|forms| forms.contains(&name));
            is_the_type || wanted.get(kind).is_some_and(|names| names.contains(spelling))
        };
        let has = |entry: &&Entry| {
            let spelling = spelling(&entry.name);
            self.type_of.get(&entry.node).into_iter().flatten().any(|kind| is_of(kind, &spelling))
        };
        Found::of(self.entries.iter().filter(has), false)
    }

    /// The units of these types.
    fn of_types(&self, types: &Found) -> Option<Found> {
        let is_of = |entry: &&Entry| {
            let mut kinds = self.type_of.get(&entry.node).into_iter().flatten();
            kinds.any(|kind| types.nodes.contains(kind))
        };
        Found::of(self.entries.iter().filter(is_of), types.is_part)
    }

    /// The types, which have names of their own.
    pub(super) fn types(&self) -> &[Entry] {
        &self.types
    }

    /// The types of these units.
    pub(super) fn types_of(&self, units: &Found) -> Option<Found> {
        let types: BTreeSet<_> =
            units.nodes.iter().filter_map(|unit| self.type_of.get(unit)).flatten().collect();
        Found::of(self.types.iter().filter(|entry| types.contains(&entry.node)), units.is_part)
    }
}

/// The key shared by spellings of a unit, 发展和改革委员会 and 发展改革委.
fn spelling(name: &str) -> String {
    unit_types::key(&key::of_name(name)).into_owned()
}

/// The union of everything found.
fn either<const N: usize>(found: [Option<Found>; N]) -> Option<Found> {
    found.into_iter().flatten().reduce(Found::and)
}

/// The documents, and the notice to which each is attached.
pub(super) struct Documents {
    pub(super) entries: Vec<Entry>,
    notices: BTreeMap<NamedNode, NamedNode>,
}

impl Documents {
    pub(super) fn read(store: &impl Lookup) -> Result<Self, NameError> {
        let (mut entries, mut notices) = (Vec::new(), BTreeMap::new());
        for row in store.solutions(DOCUMENTS)? {
            let Some(document) = node(&row, "node") else { continue };
            if let Some(notice) = node(&row, "notice") {
                notices.insert(document.clone(), notice);
            }
            let (number, title) = (text(&row, "number"), text(&row, "title"));
            let iri = document.as_str().to_owned();
            let label = number
                .clone()
                .or_else(|| title.clone())
                .unwrap_or_else(|| crate::syntax::short(&iri));
            let names = [(number, By::Number), (title, By::Name), (Some(iri), By::Whole)];
            let entry = |(name, by): (Option<String>, By)| {
                Some(Entry { node: document.clone(), label: label.clone(), name: name?, by })
            };
            entries.extend(names.into_iter().filter_map(entry));
        }
        Ok(Self { entries, notices })
    }

    /// The documents with the name, or with an IRI that ends with it: 410526/huafazheng-2023-2,
    /// annex/1.
    pub(super) fn find(&self, name: &str) -> Option<Found> {
        let is_path = name.contains('/') && name.is_ascii() && !name.contains(':');
        let end = format!("/{}", name.trim_matches('/'));
        let ends = |entry: &&Entry| {
            entry.node.as_str().starts_with(ID) && entry.node.as_str().ends_with(&end)
        };
        match is_path {
            true => Found::of(self.entries.iter().filter(ends), false),
            false => find(&self.entries, name, Strictness::Part),
        }
    }

    /// The documents that are not attached to another one found.
    pub(super) fn outermost(&self, found: Found) -> Found {
        let all: BTreeSet<_> = found.nodes.iter().cloned().collect();
        let is_attached = |document: &NamedNode| {
            self.notices.get(document).is_some_and(|notice| all.contains(notice))
        };
        let attached = all.iter().filter(|document| is_attached(document)).cloned().collect();
        found.without(&attached)
    }
}

/// Reads the persons.
pub(super) fn persons(store: &impl Lookup) -> Result<Vec<Entry>, NameError> {
    let rows = store.solutions(PERSONS)?;
    let both = |row| [entry(row, "name", "name", By::Name), entry(row, "name", "post", By::Whole)];
    Ok(rows.iter().flat_map(both).flatten().collect())
}

/// Reads the regions, also by their names with containing regions in front: 河南省安阳市滑县,
/// 安阳市滑县.
pub(super) fn regions(store: &impl Lookup) -> Result<Vec<Entry>, NameError> {
    let rows = store.solutions(REGIONS)?;
    let mut entries: Vec<_> =
        rows.iter().filter_map(|row| entry(row, "name", "name", By::Name)).collect();
    let outer: BTreeMap<_, _> =
        rows.iter().filter_map(|row| Some((node(row, "node")?, node(row, "outer")?))).collect();
    let names: BTreeMap<_, _> =
        entries.iter().map(|entry| (entry.node.clone(), entry.name.clone())).collect();
    for (region, name) in &names {
        let (mut at, mut full) = (region, name.clone());
        // The state, a province, a city; this also ends an accidental cycle.
        for _ in 0..3 {
            let Some(around) = outer.get(at) else { break };
            full = format!("{}{full}", names.get(around).map_or("", String::as_str));
            entries.push(Entry {
                node: region.clone(),
                label: name.clone(),
                name: full.clone(),
                by: By::Whole,
            });
            at = around;
        }
    }
    let code = |row| {
        let mut code = entry(row, "code", "code", By::Whole)?;
        code.label = names.get(&code.node).cloned().unwrap_or(code.label);
        Some(code)
    };
    entries.extend(rows.iter().filter_map(code));
    Ok(entries)
}

/// Reads the cited works.
pub(super) fn works(store: &impl Lookup) -> Result<Vec<Entry>, NameError> {
    let rows = store.solutions(WORKS)?;
    let named = |row, name, by| {
        let name = text(row, name)?;
        Some(Entry {
            node: node(row, "node")?,
            label: text(row, "label").unwrap_or_else(|| name.clone()),
            name,
            by,
        })
    };
    let both = |row| [named(row, "title", By::Name), named(row, "number", By::Number)];
    Ok(rows.iter().flat_map(both).flatten().collect())
}

/// The label of a node, and another name that the row may have.
fn both(row: &QuerySolution) -> impl Iterator<Item = Entry> {
    [entry(row, "label", "label", By::Name), entry(row, "label", "name", By::Name)]
        .into_iter()
        .flatten()
}

/// The name of a node in a row.
fn entry(row: &QuerySolution, label: &str, name: &str, by: By) -> Option<Entry> {
    Some(Entry { node: node(row, "node")?, label: text(row, label)?, name: text(row, name)?, by })
}
