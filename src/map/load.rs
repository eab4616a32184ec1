//! Loads the store into a graph of responsibilities, by SPARQL over all named graphs.

use std::collections::BTreeMap;

use oxigraph::sparql::QuerySolution;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::{Kind, Link, LinkKind, MapError, Node, Part, Responsibilities, Slice, progress};
use crate::model::{Relation, Role};
use crate::query::{QueryError, rows, text};
use crate::store::Store;

/// The name of a document without title and number.
pub(super) const UNTITLED: &str = "无题文件 untitled";

/// Documents with the notice that they are annexed to; a work that is only cited does not count.
const DOCUMENTS: &str = "SELECT DISTINCT ?document ?title ?number ?notice ?start WHERE {
  ?document a eli:Work .
  FILTER EXISTS { { ?document zr:start ?any } UNION { ?task eli-dl:documented_by_a_realization_of ?document }
    UNION { ?section eli:is_part_of ?document } UNION { ?citation zr:citing ?document } UNION { ?document eli:has_annex ?annex } }
  OPTIONAL { ?document dcterms:title ?title } OPTIONAL { ?document eli:number ?number }
  OPTIONAL { ?document zr:start ?start } OPTIONAL { ?notice eli:has_annex ?document } }
  ORDER BY (COALESCE(?notice, ?document)) (BOUND(?notice)) ?start ?document ?title ?number";

/// Sections, and what contains them.
const SECTIONS: &str = "SELECT DISTINCT ?section ?title ?number ?within ?start WHERE {
  ?section a eli:WorkSubdivision . OPTIONAL { ?section dcterms:title ?title } OPTIONAL { ?section eli:number ?number }
  OPTIONAL { ?section zr:start ?start } OPTIONAL { ?section eli:is_part_of ?within } } ORDER BY ?start ?section ?title ?number ?within";

/// Tasks in the order of the text.
const TASKS: &str = "SELECT DISTINCT ?task ?title ?number ?document ?section ?start WHERE {
  ?task a zr:Task . OPTIONAL { ?task eli-dl:activity_label ?title } OPTIONAL { ?task zr:number ?number }
  OPTIONAL { ?task eli-dl:documented_by_a_realization_of ?document } OPTIONAL { ?task zr:inSection ?section }
  OPTIONAL { ?task zr:start ?start } } ORDER BY ?start ?task ?title ?number ?section";

/// Agents with each of their names and posts, and their region.
const AGENTS: &str = "SELECT DISTINCT ?agent ?kind ?label ?name ?region WHERE {
  VALUES ?kind { org:FormalOrganization zr:UnitClass foaf:Person } ?agent a ?kind .
  OPTIONAL { ?agent skos:prefLabel|foaf:name ?label } OPTIONAL { ?agent skos:altLabel|zr:post ?name }
  OPTIONAL { ?agent zr:within/skos:prefLabel ?region } } ORDER BY ?agent ?label ?name ?region";

/// Assignments in the order of the text; one repeated in two clauses of a task counts once.
const ASSIGNMENTS: &str = "SELECT ?task ?assignment ?role ?agent
  (MIN(?clause) AS ?duty) (MIN(?rule) AS ?implied) (MIN(?at) AS ?start) WHERE {
  ?task (eli-dl:had_participation|zr:hasAssignment) ?assignment . ?assignment eli-dl:participation_role ?role .
  ?assignment eli-dl:had_participant_organization|eli-dl:had_participant_person|zr:had_participant_class ?agent .
  OPTIONAL { ?assignment zr:duty ?clause } OPTIONAL { ?assignment zr:implied ?rule } OPTIONAL { ?assignment zr:start ?at } }
  GROUP BY ?task ?assignment ?role ?agent ORDER BY ?start ?task ?assignment ?role ?agent";

/// Citations in the order of the text, with one title and number of the cited work.
const CITATIONS: &str = "SELECT ?citation ?citing ?work ?relation (MIN(?name) AS ?title) (MIN(?code) AS ?number) (MIN(?at) AS ?start) WHERE {
  ?citation a zr:Citation ; zr:citing ?citing ; zr:cited ?work .
  OPTIONAL { ?citation zr:citationFunction ?relation } OPTIONAL { ?citation zr:start ?at }
  OPTIONAL { ?work dcterms:title ?name } OPTIONAL { ?work eli:number ?code } }
  GROUP BY ?citation ?citing ?work ?relation ORDER BY ?start ?citation ?work";

/// Loads what `slice` selects, such as the tasks of 县司法局, from all graphs of the store.
pub fn load(store: &Store, slice: &Slice) -> Result<Responsibilities, MapError> {
    let mut loading = Loading { places: documents(store)?, ..Loading::default() };
    loading.add_sections(&rows(store, SECTIONS)?);
    loading.add_documents();
    loading.add_tasks(rows(store, TASKS)?);
    loading.agents = agents(&rows(store, AGENTS)?);
    for row in rows(store, ASSIGNMENTS)? {
        loading.add_assignment(&row);
    }
    for row in rows(store, CITATIONS)? {
        loading.add_citation(&row);
    }
    let progress = progress::read(store)?;
    for node in loading.map.graph.node_weights_mut() {
        node.progress = progress.get(&node.iri).copied();
    }
    let mut graph = slice.cut(loading.map.graph, store)?;
    name_apart(&mut graph);
    count_tasks(&mut graph);
    Ok(Responsibilities { graph })
}

/// Returns the offset in the source text that a row gives.
fn start(row: &QuerySolution) -> usize {
    text(row, "start").and_then(|start| start.parse().ok()).unwrap_or_default()
}

/// Returns the part of an IRI after the last `/` or `#`.
fn local(iri: &str) -> &str {
    iri.rsplit(['/', '#']).next().unwrap_or(iri)
}

/// A document or section that may become a node.
#[derive(Clone, Debug)]
struct Place {
    kind: Kind,
    title: String,
    number: Option<String>,
    /// The IRI of the document or section that contains it, or of the notice that it is annexed to.
    within: Option<String>,
    /// Its rank in the order of documents.
    rank: usize,
    /// Its offset in the source text.
    start: usize,
}

/// Returns the documents by IRI.
fn documents(store: &Store) -> Result<BTreeMap<String, Place>, QueryError> {
    let mut places = BTreeMap::new();
    for (rank, row) in rows(store, DOCUMENTS)?.iter().enumerate() {
        let Some(iri) = text(row, "document") else { continue };
        let title = text(row, "title").unwrap_or_default();
        let place = Place {
            kind: Kind::Document,
            title,
            number: text(row, "number"),
            within: text(row, "notice"),
            rank,
            start: start(row),
        };
        places.entry(iri).or_insert(place);
    }
    Ok(places)
}

/// Returns the agents by IRI, labelled with their shortest surface.
fn agents(rows: &[QuerySolution]) -> BTreeMap<String, Node> {
    let mut agents: BTreeMap<String, Node> = BTreeMap::new();
    for row in rows {
        let (Some(iri), Some(kind)) = (text(row, "agent"), text(row, "kind")) else { continue };
        let kind = match local(&kind) {
            "UnitClass" => Kind::Class,
            "Person" => Kind::Person,
            _ => Kind::Unit,
        };
        let agent = agents.entry(iri.clone()).or_insert_with(|| node(kind, iri));
        agent.region = agent.region.take().or_else(|| text(row, "region"));
        for name in [text(row, "label"), text(row, "name")].into_iter().flatten() {
            if !agent.names.contains(&name) {
                agent.names.push(name);
            }
        }
    }
    agents.values_mut().for_each(label_agent);
    agents
}

/// Sets label and full name from the names, of which the first is canonical.
fn label_agent(agent: &mut Node) {
    let Some((canonical, others)) = agent.names.split_first() else {
        agent.label = local(&agent.iri).to_owned();
        return;
    };
    if agent.kind == Kind::Person {
        agent.label.clone_from(canonical);
        agent.full = others.join("、");
        agent.names.truncate(1);
        return;
    }
    let shortest = others.iter().min_by_key(|name| (name.chars().count(), (*name).clone()));
    agent.label = shortest.unwrap_or(canonical).clone();
    agent.full.clone_from(canonical);
}

/// Returns a node with only kind and IRI.
fn node(kind: Kind, iri: String) -> Node {
    let (label, full) = (String::new(), String::new());
    Node {
        iri,
        kind,
        label,
        full,
        number: None,
        part: None,
        sections: Vec::new(),
        document: None,
        start: 0,
        names: Vec::new(),
        region: None,
        n_tasks: 0,
        progress: None,
    }
}

/// The state of loading.
#[derive(Debug, Default)]
struct Loading {
    map: Responsibilities,
    /// Nodes by IRI.
    at: BTreeMap<String, NodeIndex>,
    /// Documents and sections by IRI.
    places: BTreeMap<String, Place>,
    agents: BTreeMap<String, Node>,
}

impl Loading {
    fn add(&mut self, node: Node) -> NodeIndex {
        let iri = node.iri.clone();
        *self.at.entry(iri).or_insert_with(|| self.map.graph.add_node(node))
    }

    fn add_sections(&mut self, rows: &[QuerySolution]) {
        for (rank, row) in rows.iter().enumerate() {
            let Some(iri) = text(row, "section") else { continue };
            let title = text(row, "title").unwrap_or_default();
            let place = Place {
                kind: Kind::Section,
                title,
                number: text(row, "number"),
                within: text(row, "within"),
                rank,
                start: start(row),
            };
            self.places.entry(iri).or_insert(place);
        }
    }

    fn add_documents(&mut self) {
        let documents = self.places.iter().filter(|(_, place)| place.kind == Kind::Document);
        let mut documents: Vec<_> =
            documents.map(|(iri, place)| (place.rank, iri.clone(), place.clone())).collect();
        documents.sort_by_key(|(rank, ..)| *rank);
        for (_, iri, place) in documents {
            let mut new = node(Kind::Document, iri);
            let unnamed = place.number.clone().unwrap_or_else(|| UNTITLED.to_owned());
            new.label = if place.title.is_empty() { unnamed } else { place.title };
            (new.number, new.document) = (place.number, place.within);
            self.add(new);
        }
    }

    /// Adds the tasks, document by document.
    fn add_tasks(&mut self, rows: Vec<QuerySolution>) {
        let mut tasks = Vec::new();
        for row in rows {
            let Some(iri) = text(&row, "task") else { continue };
            let document = text(&row, "document");
            let rank = document
                .as_ref()
                .and_then(|iri| self.places.get(iri))
                .map_or(usize::MAX, |place| place.rank);
            let mut new = node(Kind::Task, iri);
            new.label = text(&row, "title").unwrap_or_default();
            new.start = start(&row);
            new.number = text(&row, "number").filter(|number| !number.is_empty());
            new.sections =
                text(&row, "section").map(|section| self.sections(&section)).unwrap_or_default();
            new.part = new.sections.last().cloned();
            new.document = document;
            tasks.push((rank, new));
        }
        tasks.sort_by_key(|(rank, _)| *rank);
        for (_, task) in tasks {
            self.add(task);
        }
    }

    /// Returns a section and those around it, innermost first.
    fn sections(&self, section: &str) -> Vec<Part> {
        let mut sections: Vec<Part> = Vec::new();
        let mut next = Some(section);
        while let Some(iri) = next {
            let place = self.places.get(iri).filter(|place| place.kind == Kind::Section);
            // A malformed store may contain a cycle.
            let Some(place) = place.filter(|_| sections.iter().all(|one| one.iri != iri)) else {
                break;
            };
            let (number, title) = (place.number.clone().unwrap_or_default(), place.title.clone());
            sections.push(Part { iri: iri.to_owned(), number, title });
            next = place.within.as_deref();
        }
        sections
    }

    /// Returns the document that contains a section.
    fn document(&self, section: &str) -> Option<String> {
        let part = self.sections(section).pop()?;
        self.places.get(&part.iri)?.within.clone()
    }

    /// Returns the node of a duty; a section becomes one when it has an assignment.
    fn duty(&mut self, iri: &str) -> Option<NodeIndex> {
        if let Some(at) = self.at.get(iri) {
            return Some(*at);
        }
        let place = self.places.get(iri)?.clone();
        let mut new = node(Kind::Section, iri.to_owned());
        (new.label, new.number, new.start) = (place.title, place.number, place.start);
        (new.sections, new.document) = (self.sections(iri), self.document(iri));
        new.part = new.sections.last().cloned();
        Some(self.add(new))
    }

    fn add_assignment(&mut self, row: &QuerySolution) {
        let (Some(task), Some(role), Some(agent)) =
            (text(row, "task"), text(row, "role"), text(row, "agent"))
        else {
            return;
        };
        let (Some(role), Some(new)) =
            (Role::from_word(local(&role)), self.agents.get(&agent).cloned())
        else {
            return;
        };
        let Some(from) = self.duty(&task) else { return };
        let to = self.add(new);
        let kind = LinkKind::Role(role);
        let implied = text(row, "implied").is_some_and(|value| value == "true");
        self.connect(from, to, Link { kind, weight: 1, implied, note: text(row, "duty") });
    }

    fn add_citation(&mut self, row: &QuerySolution) {
        let (Some(citing), Some(work)) = (text(row, "citing"), text(row, "work")) else { return };
        let document =
            || self.document(&citing).and_then(|document| self.at.get(&document).copied());
        let Some(from) = self.at.get(&citing).copied().or_else(document) else { return };
        let mut new = node(Kind::Work, work);
        new.label = text(row, "title").unwrap_or_else(|| local(&new.iri).to_owned());
        new.number = text(row, "number");
        let to = self.add(new);
        let relation = text(row, "relation")
            .and_then(|iri| Relation::from_word(local(&iri)))
            .unwrap_or(Relation::Cites);
        self.connect(
            from,
            to,
            Link { kind: LinkKind::Relation(relation), weight: 1, implied: false, note: None },
        );
    }

    /// Links two nodes; another link of the same kind adds to the weight of the first.
    fn connect(&mut self, from: NodeIndex, to: NodeIndex, link: Link) {
        let graph = &mut self.map.graph;
        let same = graph
            .edges_connecting(from, to)
            .find(|edge| edge.weight().kind == link.kind)
            .map(|edge| edge.id());
        match same {
            Some(at) => {
                let known = &mut graph[at];
                known.weight += 1;
                known.implied &= link.implied;
                known.note = known.note.take().or(link.note);
            }
            None => drop(graph.add_edge(from, to, link)),
        }
    }
}

/// Labels units by their full names, with the region, if a drawing shows several sources, or two
/// units would have the same label: then 县司法局 alone is ambiguous.
fn name_apart(graph: &mut petgraph::graph::DiGraph<Node, Link>) {
    let is_of_units = |node: &Node| matches!(node.kind, Kind::Unit | Kind::Class);
    let mut n_bearers: BTreeMap<String, usize> = BTreeMap::new();
    for node in graph.node_weights().filter(|node| is_of_units(node)) {
        *n_bearers.entry(node.label.clone()).or_default() += 1;
    }
    let are_several = n_sources(graph) > 1;
    for node in graph.node_weights_mut().filter(|node| is_of_units(node)) {
        if are_several || n_bearers.get(&node.label).is_some_and(|n| *n > 1) {
            node.label.clone_from(&node.full);
            let region = node.region.iter().find(|region| !node.full.contains(region.as_str()));
            node.label.extend(region.map(|region| format!("（{region}）")));
        }
    }
}

/// Returns how many documents that are not annexes have a duty or a citation in the graph, either
/// themselves or in their annexes.
fn n_sources(graph: &petgraph::graph::DiGraph<Node, Link>) -> usize {
    let documents = graph.node_weights().filter(|node| node.kind == Kind::Document);
    let notices: BTreeMap<_, _> =
        documents.filter_map(|node| Some((node.iri.as_str(), node.document.as_deref()?))).collect();
    let is_linked = |at: &NodeIndex| graph.edges(*at).next().is_some();
    let citing = graph.node_indices().filter(|at| graph[*at].kind.is_duty() && is_linked(at));
    let plan = |at: NodeIndex| match graph[at].kind {
        Kind::Document => graph[at].iri.as_str(),
        _ => graph[at].document.as_deref().unwrap_or_default(),
    };
    let source =
        |plan: &'_ str| notices.get(plan).map_or(plan.to_owned(), |notice| (*notice).to_owned());
    citing.map(plan).map(source).collect::<std::collections::BTreeSet<_>>().len()
}

/// Counts the tasks of each agent.
fn count_tasks(graph: &mut petgraph::graph::DiGraph<Node, Link>) {
    for at in graph.node_indices() {
        let tasks = graph.neighbors_directed(at, petgraph::Direction::Incoming);
        let tasks: std::collections::BTreeSet<_> =
            tasks.filter(|task| graph[*task].kind == Kind::Task).collect();
        graph[at].n_tasks = tasks.len();
    }
}
