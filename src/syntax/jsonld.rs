//! The graph as JSON-LD for people who read JSON: names instead of IRIs, and one tree per document.
//!
//! A document contains its annexes, these their sections, these their tasks, and a task its
//! assignments, citations and times. Units, regions and concepts, which trees share, are nodes of
//! their own. The key that contains a node stands for the edge, either forwards
//! (`"had_participation": [{…}]`) or backwards (`"tasks": [{…}]`, tasks that are `inSection` here).
//! As data it is exactly the N-Quads.
//!
//! No crate does this: json-ld compacts but does not frame, and would bring its own asynchronous
//! runtime; sophia_jsonld and oxjsonld write one flat node per subject. The W3C framing algorithm
//! does not use reverse edges by default and needs the whole graph expanded in memory. So the tree
//! is written here, and read back by oxjsonld in the tests and by rdflib in `tests/interop`.

mod context;

use std::collections::BTreeMap;
use std::io::{self, Write};

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{GraphName, LiteralRef, NamedNodeRef, Quad, Term, TermRef};
use serde::ser::{Error as _, SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use crate::graph::vocab::{PREFIXES, eli, eli_dl, zr};
use crate::message;
use crate::message::Message;
use context::{Coercion, Context};

/// The maximum depth of trees; deeper nodes stand on their own.
const DEPTH: usize = 24;

/// Integers below this are exact in every JSON reader.
const EXACT: u64 = 1 << 53;

/// An edge along which trees grow.
struct Child {
    property: NamedNodeRef<'static>,
    /// The key of the reversed edge, if the object contains the subjects.
    backwards: Option<&'static str>,
}

impl Child {
    const fn held(property: NamedNodeRef<'static>) -> Self {
        Self { property, backwards: None }
    }

    const fn holding(property: NamedNodeRef<'static>, key: &'static str) -> Self {
        Self { property, backwards: Some(key) }
    }
}

/// The edges of trees. A node that could be in several places is in the first.
const CHILDREN: &[Child] = &[
    Child::held(eli_dl::HAD_PARTICIPATION),
    Child::held(zr::HAS_ASSIGNMENT),
    Child::held(zr::HAS_TIME),
    Child::held(zr::HAS_TARGET),
    Child::holding(zr::CITING, "citations"),
    Child::holding(rdf::SUBJECT, "mentions"),
    Child::held(zr::HAS_PROVISION),
    Child::holding(zr::IN_SECTION, "tasks"),
    Child::holding(eli_dl::DOCUMENTED_BY, "activities"),
    Child::holding(eli::IS_PART_OF, "subdivisions"),
    Child::held(eli::HAS_ANNEX),
];

/// Writes `quads` as one document that contains its context, so that reading it needs no network.
///
/// # Errors
///
/// Fails if the writer does, or if an IRI looks like a compact one (`org:x`).
pub fn write(quads: &[Quad], mut writer: impl Write) -> io::Result<()> {
    let mut graphs: BTreeMap<String, Vec<&Quad>> = BTreeMap::new();
    for quad in quads {
        let name = match &quad.graph_name {
            GraphName::DefaultGraph => String::new(),
            name => named(&name.to_string()).map_err(io::Error::other)?,
        };
        graphs.entry(name).or_default().push(quad);
    }
    serde_json::to_writer_pretty(&mut writer, &Document(graphs))?;
    writer.write_all(b"\n")?;
    writer.flush()
}

/// Returns the context as a file: `{"@context": {…}}`.
pub fn context() -> String {
    let context = Json::Object(vec![("@context".to_owned(), Context::shipped().json())]);
    serde_json::to_string_pretty(&context).expect("strings are JSON") + "\n"
}

/// JSON with its keys in the order of writing.
#[derive(Clone, Debug)]
enum Json {
    Text(String),
    Boolean(bool),
    Integer(i64),
    /// A number that is not a count.
    Number(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => to.serialize_str(text),
            Self::Boolean(value) => to.serialize_bool(*value),
            Self::Integer(n) => to.serialize_i64(*n),
            Self::Number(n) => to.serialize_f64(n.parse().map_err(S::Error::custom)?),
            Self::List(list) => to.collect_seq(list),
            Self::Object(entries) => {
                to.collect_map(entries.iter().map(|(key, value)| (key, value)))
            }
        }
    }
}

/// The quads by the names of their graphs. The trees of each graph are built while it is written.
struct Document<'a>(BTreeMap<String, Vec<&'a Quad>>);

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(2))?;
        map.serialize_entry("@context", &Context::shipped().json())?;
        map.serialize_entry("@graph", &Graphs(&self.0))?;
        map.end()
    }
}

struct Graphs<'a>(&'a BTreeMap<String, Vec<&'a Quad>>);

impl Serialize for Graphs<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut list = to.serialize_seq(None)?;
        for (name, quads) in self.0 {
            let trees = Trees::new(quads).write().map_err(S::Error::custom)?;
            if name.is_empty() {
                trees.iter().try_for_each(|tree| list.serialize_element(tree))?;
            } else {
                let named = [("@id", Json::text(name)), ("@graph", Json::List(trees))];
                list.serialize_element(&Json::Object(
                    named.map(|(key, value)| (key.to_owned(), value)).into(),
                ))?;
            }
        }
        list.end()
    }
}

/// A graph, and the place of each of its nodes.
struct Trees<'a> {
    nodes: Vec<Node<'a>>,
    /// Nodes by their names.
    index: BTreeMap<String, usize>,
}

/// A subject of the graph.
#[derive(Default)]
struct Node<'a> {
    /// Its values by property, sorted and distinct.
    said: BTreeMap<&'a str, BTreeMap<String, TermRef<'a>>>,
    /// Its offset in the text.
    start: i64,
    /// The node that contains it, and the index in [`CHILDREN`] of the edge.
    holder: Option<(usize, usize)>,
    /// The nodes that it contains.
    holds: Vec<usize>,
}

impl<'a> Trees<'a> {
    fn new(quads: &[&'a Quad]) -> Self {
        let mut said: BTreeMap<String, Node<'a>> = BTreeMap::new();
        for quad in quads {
            let node = said.entry(quad.subject.to_string()).or_default();
            let values = node.said.entry(quad.predicate.as_str()).or_default();
            values.insert(quad.object.to_string(), quad.object.as_ref());
            if let (true, Term::Literal(start)) = (quad.predicate == zr::START, &quad.object) {
                node.start = start.value().parse().unwrap_or_default();
            }
        }
        let index = said.keys().enumerate().map(|(n, name)| (name.clone(), n)).collect();
        let mut trees = Self { nodes: said.into_values().collect(), index };
        trees.hang();
        trees.bound();
        trees
    }

    /// Puts each node into the first one that could contain it.
    fn hang(&mut self) {
        for (edge, child) in CHILDREN.iter().enumerate() {
            for subject in 0..self.nodes.len() {
                let Some(objects) = self.nodes[subject].said.get(child.property.as_str()) else {
                    continue;
                };
                let objects: Vec<usize> =
                    objects.keys().filter_map(|name| self.index.get(name)).copied().collect();
                for object in objects {
                    let (held, holder) = if child.backwards.is_some() {
                        (subject, object)
                    } else {
                        (object, subject)
                    };
                    let held = &mut self.nodes[held];
                    held.holder = held.holder.or(Some((holder, edge)));
                }
            }
        }
        for held in 0..self.nodes.len() {
            if let Some((holder, _)) = self.nodes[held].holder {
                self.nodes[holder].holds.push(held);
            }
        }
    }

    /// Cuts off nodes that are too deep or in a cycle.
    fn bound(&mut self) {
        let mut seen = vec![false; self.nodes.len()];
        let mut todo: Vec<(usize, usize)> =
            self.roots().into_iter().map(|root| (root, 0)).collect();
        let mut next = 0;
        loop {
            while let Some((node, depth)) = todo.pop() {
                seen[node] = true;
                for held in self.nodes[node].holds.clone() {
                    if seen[held] || depth == DEPTH {
                        self.cut(held);
                        todo.extend((!seen[held]).then_some((held, 0)));
                    } else {
                        todo.push((held, depth + 1));
                    }
                }
            }
            // A node that no root leads to becomes a root.
            let Some(node) = (next..seen.len()).find(|node| !seen[*node]) else { break };
            next = node;
            self.cut(node);
            todo.push((node, 0));
        }
    }

    fn cut(&mut self, node: usize) {
        if let Some((holder, _)) = self.nodes[node].holder.take() {
            self.nodes[holder].holds.retain(|held| *held != node);
        }
    }

    fn roots(&self) -> Vec<usize> {
        (0..self.nodes.len()).filter(|node| self.nodes[*node].holder.is_none()).collect()
    }

    /// Writes the trees, those of documents before the nodes that they share.
    fn write(&self) -> Result<Vec<Json>, Ambiguous> {
        let names: Vec<&str> = self.index.keys().map(String::as_str).collect();
        let mut roots = self.roots();
        roots.sort_by_key(|root| self.nodes[*root].holds.is_empty());
        roots.into_iter().map(|root| self.tree(root, &names)).collect()
    }

    fn tree(&self, index: usize, names: &[&str]) -> Result<Json, Ambiguous> {
        let node = &self.nodes[index];
        let mut entries = vec![("@id".to_owned(), Json::Text(named(names[index])?))];
        let (mut held, mut classes) = (Vec::new(), Vec::new());
        for (predicate, objects) in &node.said {
            let (key, mut values) = (key(predicate)?, Vec::new());
            for (name, object) in objects {
                let other = self.index.get(name).copied();
                if *predicate == rdf::TYPE.as_str()
                    && let TermRef::NamedNode(class) = object
                {
                    classes.push(Json::Text(self::class(class.as_str())?));
                } else if !other.is_some_and(|other| self.is_said_by_place(index, predicate, other))
                {
                    values.push(value(predicate, *object)?);
                }
            }
            if !values.is_empty() {
                let alone = values.len() == 1 && !Context::shipped().is_set(predicate);
                entries.push((
                    key,
                    alone.then(|| values.pop()).flatten().unwrap_or(Json::List(values)),
                ));
            }
        }
        if !classes.is_empty() {
            entries.insert(1, ("@type".to_owned(), Json::List(classes)));
        }
        for (edge, child) in CHILDREN.iter().enumerate() {
            let of_edge = |held: &&usize| self.nodes[**held].holder == Some((index, edge));
            let mut of_edge: Vec<usize> = node.holds.iter().filter(of_edge).copied().collect();
            of_edge.sort_by_key(|held| self.nodes[*held].start);
            if !of_edge.is_empty() {
                let trees = of_edge
                    .iter()
                    .map(|held| self.tree(*held, names))
                    .collect::<Result<Vec<_>, _>>()?;
                held.push((child, trees));
            }
        }
        for (child, mut trees) in held {
            let key = match child.backwards {
                Some(key) => key.to_owned(),
                None => key(child.property.as_str())?,
            };
            // A key may have both nodes contained here and nodes that are merely named.
            match entries.iter().position(|(other, _)| *other == key) {
                Some(at) => {
                    let (_, named) = entries.remove(at);
                    trees.extend(if let Json::List(named) = named { named } else { vec![named] });
                    entries.push((key, Json::List(trees)));
                }
                None => entries.push((key, Json::List(trees))),
            }
        }
        Ok(Json::Object(entries))
    }

    /// Whether the place of a node in a tree expresses the statement.
    fn is_said_by_place(&self, subject: usize, predicate: &str, object: usize) -> bool {
        let says = |held: usize, holder: usize, backwards: bool| {
            self.nodes[held].holder.is_some_and(|(own, edge)| {
                let child = &CHILDREN[edge];
                own == holder
                    && child.property.as_str() == predicate
                    && child.backwards.is_some() == backwards
            })
        };
        says(object, subject, false) || says(subject, object, true)
    }
}

/// Writes the value of a property, as plain as its key allows.
fn value(predicate: &str, value: TermRef<'_>) -> Result<Json, Ambiguous> {
    let (_, coercion) = Context::shipped().property(predicate);
    Ok(match value {
        TermRef::Literal(literal) => self::literal(literal, coercion)?,
        other => {
            let name = Json::Text(named(&other.to_string())?);
            if *coercion == Coercion::Id {
                name
            } else {
                Json::Object(vec![("@id".to_owned(), name)])
            }
        }
    })
}

fn literal(literal: LiteralRef<'_>, coercion: &Coercion) -> Result<Json, Ambiguous> {
    let (text, datatype) = (literal.value(), literal.datatype());
    let value = |more: Vec<(&str, String)>| {
        let all = more.into_iter().chain([("@value", text.to_owned())]);
        Json::Object(all.map(|(key, value)| (key.to_owned(), Json::Text(value))).collect())
    };
    if let Some(language) = literal.language() {
        return Ok(value(vec![("@language", language.to_owned())]));
    }
    let bare = match (coercion, datatype) {
        (Coercion::None, xsd::STRING) => Some(Json::text(text)),
        (Coercion::None, xsd::BOOLEAN) => text.parse().ok().map(Json::Boolean),
        (Coercion::None, xsd::INTEGER) => {
            let n = text
                .parse::<i64>()
                .ok()
                .filter(|n| n.to_string() == text && n.unsigned_abs() < EXACT);
            n.map(Json::Integer)
        }
        (Coercion::Datatype(own), datatype) if own == datatype.as_str() => Some(Json::text(text)),
        _ => None,
    };
    Ok(match bare {
        Some(bare) => bare,
        None if datatype == xsd::STRING => value(Vec::new()),
        None => value(vec![("@type", iri(datatype.as_str())?)]),
    })
}

/// An IRI that JSON-LD readers would take for a compact one.
#[derive(Debug, thiserror::Error)]
struct Ambiguous(String);

impl Ambiguous {
    fn message(&self) -> Message {
        message!("json-ld-ambiguous", iri = &self.0)
    }
}

message::tells!(Ambiguous);

/// The key of a property.
fn key(predicate: &str) -> Result<String, Ambiguous> {
    match Context::shipped().property(predicate) {
        (Some(name), _) => Ok(name.to_owned()),
        (None, _) => iri(predicate),
    }
}

/// The name of a class.
fn class(class: &str) -> Result<String, Ambiguous> {
    Context::shipped().class(class).map_or_else(|| iri(class), |name| Ok(name.to_owned()))
}

/// A node, given by its name in N-Triples: `<https://…>` or `_:b`.
fn named(name: &str) -> Result<String, Ambiguous> {
    match name.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
        Some(iri) => self::iri(iri),
        None => Ok(name.to_owned()),
    }
}

/// Shortens an IRI if a prefix fits.
fn iri(iri: &str) -> Result<String, Ambiguous> {
    if let Some(compact) = compact(iri) {
        return Ok(compact);
    }
    let scheme = iri.split_once(':').map_or("", |(scheme, _)| scheme);
    if PREFIXES.iter().any(|(prefix, _)| *prefix == scheme) {
        Err(Ambiguous(iri.to_owned()))
    } else {
        Ok(iri.to_owned())
    }
}

/// An IRI with its prefix.
fn compact(iri: &str) -> Option<String> {
    let fits = PREFIXES.iter().filter_map(|(prefix, base)| Some((prefix, iri.strip_prefix(base)?)));
    let (prefix, local) = fits
        .filter(|(_, local)| !local.is_empty() && !local.starts_with("//"))
        .min_by_key(|(_, local)| local.len())?;
    Some(format!("{prefix}:{local}"))
}
