//! A record of the contents of a state, made when it is written, to verify what is read later: the
//! files of the database by size and SHA-256, and every named graph by the number and the sum of
//! its quads.
//!
//! The sum of a graph does not depend on the order of its quads: each is hashed to 128 bits, and
//! the hashes are added. Whoever writes a graph as a whole sums it on the way, at the cost of one
//! hash per quad; graphs changed in any other way are read back once, when the state is published.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hasher as _;

use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use oxigraph::store::Store as Database;
use serde::{Deserialize, Serialize};
use siphasher::sip128::{Hasher128 as _, SipHasher13};

use super::{Change, StoreError, of};

/// The contents of a state.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Record {
    /// The files of the database, by name.
    pub(super) files: BTreeMap<String, FileRecord>,
    /// The named graphs, by IRI.
    pub(super) graphs: BTreeMap<String, Sum>,
}

/// A file as written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileRecord {
    /// Its size, in bytes.
    pub(super) size: u64,
    /// The SHA-256 of its bytes.
    pub(super) sha256: String,
}

/// The contents of a graph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sum {
    /// The number of quads.
    pub(super) quads: u64,
    /// The sum of their hashes, modulo 2^128.
    #[serde(with = "digits")]
    pub(super) hash: u128,
}

impl Sum {
    /// Sums distinct quads.
    pub(super) fn of<E>(quads: impl Iterator<Item = Result<Quad, E>>) -> Result<Self, E> {
        let mut sum = Self::default();
        for quad in quads {
            sum.add(hash(&quad?));
        }
        Ok(sum)
    }

    fn add(&mut self, hash: u128) {
        self.quads += 1;
        self.hash = self.hash.wrapping_add(hash);
    }
}

/// The graphs of a store that is being changed.
#[derive(Debug, Default)]
pub(super) struct Sums {
    /// The sums that are known.
    known: BTreeMap<String, Sum>,
    /// Graphs replaced as a whole in the current load.
    put: BTreeSet<String>,
    /// Graphs changed in other ways.
    touched: BTreeSet<String>,
}

impl Sums {
    /// Starts from the record of the state to be changed.
    pub(super) fn new(record: &Record) -> Self {
        Self { known: record.graphs.clone(), ..Self::default() }
    }

    /// Begins a load: if one load puts a graph twice, the quads are united.
    pub(super) fn begin(&mut self) {
        self.put.clear();
    }

    /// Records a change.
    pub(super) fn note(&mut self, change: &Change<'_>) {
        match change {
            Change::Put(graph, quads) => self.put(*graph, quads),
            Change::Touched(graph) => self.touch(*graph),
            Change::Any => {
                self.known.clear();
                self.put.clear();
            }
        }
    }

    fn put(&mut self, graph: NamedNodeRef<'_>, quads: &[Quad]) {
        let mut hashes = Vec::with_capacity(quads.len());
        for quad in quads {
            match &quad.graph_name {
                GraphName::NamedNode(name) if name.as_ref() == graph => hashes.push(hash(quad)),
                GraphName::NamedNode(name) => self.touch(name.as_ref()),
                _ => {}
            }
        }
        if !self.put.insert(graph.as_str().to_owned()) {
            return self.touch(graph);
        }
        hashes.sort_unstable();
        hashes.dedup();
        let mut sum = Sum::default();
        hashes.into_iter().for_each(|hash| sum.add(hash));
        self.known.insert(graph.as_str().to_owned(), sum);
        self.touched.remove(graph.as_str());
    }

    fn touch(&mut self, graph: NamedNodeRef<'_>) {
        if !self.touched.contains(graph.as_str()) {
            self.touched.insert(graph.as_str().to_owned());
        }
    }

    /// Returns the sums of all graphs of a database, reading those that are not known.
    pub(super) fn settle(&self, database: &Database) -> Result<BTreeMap<String, Sum>, StoreError> {
        let mut sums = BTreeMap::new();
        for name in named_graphs(database)? {
            let known =
                self.known.get(name.as_str()).filter(|_| !self.touched.contains(name.as_str()));
            let sum = known.map_or_else(|| Sum::of(of(database, name.as_ref())), |sum| Ok(*sum))?;
            sums.insert(name.into_string(), sum);
        }
        Ok(sums)
    }
}

/// Returns the names of all graphs, including that of the ontology.
pub(super) fn named_graphs(database: &Database) -> Result<Vec<NamedNode>, StoreError> {
    let mut names = Vec::new();
    for graph in database.named_graphs() {
        if let NamedOrBlankNode::NamedNode(name) = graph? {
            names.push(name);
        }
    }
    Ok(names)
}

/// Hashes a quad without its graph; every part includes its kind and length, so that distinct quads
/// never hash the same input.
fn hash(quad: &Quad) -> u128 {
    let mut hasher = SipHasher13::new();
    let mut part = |kind: u8, text: &str| {
        hasher.write_u8(kind);
        hasher.write_u64(text.len() as u64);
        hasher.write(text.as_bytes());
    };
    match &quad.subject {
        NamedOrBlankNode::NamedNode(node) => part(0, node.as_str()),
        NamedOrBlankNode::BlankNode(node) => part(1, node.as_str()),
    }
    part(0, quad.predicate.as_str());
    match &quad.object {
        Term::NamedNode(node) => part(0, node.as_str()),
        Term::BlankNode(node) => part(1, node.as_str()),
        Term::Literal(literal) => {
            part(2, literal.value());
            part(0, literal.datatype().as_str());
            part(3, literal.language().unwrap_or_default());
        }
    }
    hasher.finish128().as_u128()
}

/// Serializes 128 bits as hexadecimal digits, since JSON has no such numbers.
mod digits {
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(
        number: &u128,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&format!("{number:032x}"))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<u128, D::Error> {
        u128::from_str_radix(&String::deserialize(deserializer)?, 16).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use oxigraph::model::Literal;

    use super::*;

    fn quad(object: impl Into<Term>) -> Quad {
        let name = |local: &str| NamedNode::new_unchecked(format!("https://example.org/{local}"));
        Quad::new(name("s"), name("p"), object, GraphName::NamedNode(name("g")))
    }

    fn sum(quads: &[Quad]) -> Sum {
        Sum::of(quads.iter().cloned().map(Ok::<_, StoreError>)).expect("nothing fails")
    }

    #[test]
    fn the_order_of_quads_does_not_matter_and_all_else_does() {
        let simple = |text: &str| quad(Literal::new_simple_literal(text));
        let (one, two) = (simple("甲"), simple("乙"));
        assert_eq!(sum(&[one.clone(), two.clone()]), sum(&[two.clone(), one.clone()]));
        let tagged = quad(Literal::new_language_tagged_literal_unchecked("甲", "zh"));
        let typed = quad(Literal::new_typed_literal(
            "甲",
            NamedNode::new_unchecked("https://example.org/t"),
        ));
        let node = quad(NamedNode::new_unchecked("甲"));
        let all = [one.clone(), two, tagged, typed, node];
        let sums: BTreeSet<u128> =
            all.iter().map(|quad| sum(std::slice::from_ref(quad)).hash).collect();
        assert_eq!(sums.len(), all.len());
        assert_ne!(sum(&[one.clone(), one.clone()]), sum(&[one]));
    }

    #[test]
    fn sums_are_read_back_as_they_were_written() {
        let sum = Sum { quads: 3, hash: u128::MAX - 5 };
        let json = serde_json::to_string(&sum).expect("JSON");
        assert_eq!(serde_json::from_str::<Sum>(&json).expect("a sum"), sum);
    }
}
