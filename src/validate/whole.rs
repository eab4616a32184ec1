//! Assembles whole documents from several graphs: the graph of a text, and what is said about the
//! things it mentions.
//!
//! The graph of a text mentions `…/unit/410526/huaxiansifaju-…`, whose name is in the graph of
//! things; a source, described in the graph of the sources; and roles and rules, described in the
//! ontology. Shapes apply to all of it together.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, NamedOrBlankNode, Quad, Term};

use crate::graph::vocab::{dcterms, zr};
use crate::graph::{CATALOGUE, ONTOLOGY, THINGS, excerpt};
use crate::store::{Store, StoreError};

/// Statements shared by several texts, indexed by node.
#[derive(Default)]
pub struct Shared {
    quads: Vec<Quad>,
    of_subject: HashMap<NamedOrBlankNode, Vec<usize>>,
    /// Statements with a node as object: that a file is a copy of it, that it is an annex, that
    /// there is a doubt about it, that it was replaced.
    of_object: HashMap<NamedOrBlankNode, Vec<usize>>,
    /// The nodes mentioned in some text.
    spoken_of: HashSet<NamedOrBlankNode>,
}

impl Shared {
    /// Indexes the quads of the graphs [`THINGS`] and [`CATALOGUE`].
    pub fn new(quads: Vec<Quad>) -> Self {
        let mut shared = Self { quads, ..Self::default() };
        for (place, quad) in shared.quads.iter().enumerate() {
            shared.of_subject.entry(quad.subject.clone()).or_default().push(place);
            let points = match quad.graph_name == GraphName::from(CATALOGUE) {
                true => quad.predicate != rdf::TYPE,
                false => quad.predicate == dcterms::IS_REPLACED_BY,
            };
            if points && let Some(object) = node(&quad.object) {
                shared.of_object.entry(object).or_default().push(place);
            }
        }
        shared
    }

    /// Indexes the graphs of a store.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn of(store: &Store) -> Result<Self, StoreError> {
        let mut quads = store.quads(Some(THINGS))?;
        quads.extend(store.quads(Some(CATALOGUE))?);
        Ok(Self::new(quads))
    }

    /// Returns a text's graph with everything said about what it mentions, and with the ontology's
    /// descriptions of concepts and rules, unless the text already comes with these, as in the
    /// export of a document.
    pub fn whole(&mut self, own: Vec<Quad>) -> Vec<Quad> {
        let named = own
            .iter()
            .flat_map(|quad| std::iter::once(quad.subject.clone()).chain(node(&quad.object)));
        let mut nodes: HashSet<NamedOrBlankNode> = named.collect();
        let mut taken: BTreeSet<usize> = self.reach(&mut nodes).into_iter().collect();
        taken.extend(self.pointing(&nodes));
        let at = |taken: &BTreeSet<usize>| -> Vec<Quad> {
            taken.iter().filter_map(|place| self.quads.get(*place)).cloned().collect()
        };
        let mut whole = own;
        let n_own = whole.len();
        whole.extend(at(&taken));
        let described = if describes_rules(&whole) { Vec::new() } else { excerpt(&whole) };
        // The successor types, found only through the ontology, have names in the graph of things.
        taken.extend(
            described.iter().filter_map(|quad| self.of_subject.get(&quad.subject)).flatten(),
        );
        whole.truncate(n_own);
        whole.extend(at(&taken));
        self.spoken_of.extend(whole.iter().map(|quad| quad.subject.clone()));
        whole.extend(described);
        whole
    }

    /// Returns what no text has mentioned so far, if anything.
    pub fn rest(&mut self) -> Option<Vec<Quad>> {
        let unspoken = |quad: &&Quad| !self.spoken_of.contains(&quad.subject);
        let own: Vec<Quad> = self.quads.iter().filter(unspoken).cloned().collect();
        if own.is_empty() {
            return None;
        }
        // The remaining statements mention themselves, and would be duplicated.
        let (mut seen, mut whole) = (HashSet::new(), self.whole(own));
        whole.retain(|quad| seen.insert(quad.clone()));
        Some(whole)
    }

    /// Returns the quads about `nodes`, about what these mention, and so on; adds everything
    /// reached to `nodes`.
    fn reach(&self, nodes: &mut HashSet<NamedOrBlankNode>) -> Vec<usize> {
        let mut open: Vec<NamedOrBlankNode> = nodes.iter().cloned().collect();
        let mut reached = Vec::new();
        while let Some(subject) = open.pop() {
            for place in self.of_subject.get(&subject).into_iter().flatten() {
                reached.push(*place);
                if let Some(object) = self.quads.get(*place).and_then(|quad| node(&quad.object))
                    && nodes.insert(object.clone())
                {
                    open.push(object);
                }
            }
        }
        reached
    }

    /// Returns the statements about things that point to `nodes`, as long as they stay among
    /// `nodes`.
    fn pointing(&self, nodes: &HashSet<NamedOrBlankNode>) -> Vec<usize> {
        let places = nodes.iter().filter_map(|node| self.of_object.get(node)).flatten();
        let pointing: HashSet<_> =
            places.filter_map(|place| Some(&self.quads.get(*place)?.subject)).collect();
        let about = pointing
            .into_iter()
            .filter_map(|subject| self.of_subject.get(subject))
            .flatten()
            .copied();
        let stays = |place: &usize| {
            let object = self.quads.get(*place).and_then(|quad| node(&quad.object));
            object.is_none_or(|object| nodes.contains(&object))
        };
        about.filter(stays).collect()
    }
}

fn node(term: &Term) -> Option<NamedOrBlankNode> {
    match term {
        Term::NamedNode(node) => Some(node.clone().into()),
        Term::BlankNode(node) => Some(node.clone().into()),
        _ => None,
    }
}

/// Whether quads include the ontology's descriptions of rules.
fn describes_rules(quads: &[Quad]) -> bool {
    quads
        .iter()
        .any(|quad| quad.predicate == rdf::TYPE && quad.object == Term::from(zr::RULE_CLASS))
}

/// Splits the quads of a file into whole documents, in the order of the names of their graphs, then
/// what no document mentions, then the ontology, if present. The default graph comes first, as if
/// it were the graph of a text.
pub fn documents(quads: Vec<Quad>) -> Vec<Vec<Quad>> {
    let mut graphs: BTreeMap<String, Vec<Quad>> = BTreeMap::new();
    let (mut shared, mut described) = (Vec::new(), Vec::new());
    for quad in quads {
        if [THINGS, CATALOGUE].map(GraphName::from).contains(&quad.graph_name) {
            shared.push(quad);
        } else if quad.graph_name == GraphName::from(ONTOLOGY) {
            described.push(quad);
        } else {
            let name = if quad.graph_name.is_default_graph() {
                String::new()
            } else {
                quad.graph_name.to_string()
            };
            graphs.entry(name).or_default().push(quad);
        }
    }
    let mut shared = Shared::new(shared);
    let mut documents: Vec<Vec<Quad>> = graphs.into_values().map(|own| shared.whole(own)).collect();
    documents.extend(shared.rest());
    documents.extend(Some(described).filter(|described| !described.is_empty()));
    documents
}

#[cfg(test)]
mod tests {
    use oxigraph::model::{NamedNode, NamedNodeRef};

    use super::*;

    fn quad(subject: &str, object: &str, graph: NamedNodeRef<'_>) -> Quad {
        let named = |name: &str| NamedNode::new_unchecked(format!("http://example.org/{name}"));
        Quad::new(named(subject), named("p"), named(object), graph)
    }

    /// Returns quads as `subject object`, without those of the ontology.
    fn told(quads: &[Quad]) -> Vec<String> {
        let own = quads.iter().filter(|quad| quad.graph_name != GraphName::from(ONTOLOGY));
        own.map(|quad| {
            format!("{} {}", quad.subject, quad.object).replace("http://example.org/", "")
        })
        .collect()
    }

    #[test]
    fn a_text_comes_with_what_it_speaks_of_and_what_is_said_of_it() {
        let [one, two] =
            ["http://example.org/1", "http://example.org/2"].map(NamedNodeRef::new_unchecked);
        let quads = vec![
            quad("fact", "unit", one),
            quad("unit", "region", THINGS),
            quad("region", "province", THINGS),
            quad("text", "source", CATALOGUE),
            quad("fact", "text", one),
            quad("copy", "source", CATALOGUE),
            quad("copy", "elsewhere", CATALOGUE),
            quad("other", "region", two),
            quad("lost", "unit", THINGS),
        ];
        let documents = documents(quads);
        let [first, second, rest] = documents.as_slice() else {
            panic!("{} documents", documents.len())
        };
        let all = [
            "<fact> <unit>",
            "<fact> <text>",
            "<unit> <region>",
            "<region> <province>",
            "<text> <source>",
            "<copy> <source>",
        ];
        assert_eq!(told(first), all);
        assert_eq!(told(second), ["<other> <region>", "<region> <province>"]);
        assert_eq!(told(rest), ["<lost> <unit>", "<unit> <region>", "<region> <province>"]);
    }
}
