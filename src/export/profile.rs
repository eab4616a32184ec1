//! Views of the graph in widely used vocabularies; each is a CONSTRUCT query in
//! `ontology/profiles/`, accompanied by shapes.
//!
//! `zr:lead` of a task becomes `schema:agent` of an action, or `cv:hasCompetentAuthority` of a
//! public service.

use oxigraph::model::{GraphName, Quad};
use oxigraph::sparql::QueryResults;

use crate::query::{Query, QueryError};
use crate::store::Store;

/// A view of the graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Its name on the command line.
    pub name: &'static str,
    /// The query that constructs it.
    pub query: &'static str,
    /// The SHACL shapes that it conforms to, in Turtle.
    pub shapes: &'static str,
}

/// Includes the files of profiles, which are named after them.
macro_rules! profiles {
    ($($name:literal),+ $(,)?) => { &[$(Profile {
        name: $name,
        query: include_str!(concat!("../../ontology/profiles/", $name, ".rq")),
        shapes: include_str!(concat!("../../ontology/profiles/", $name, ".shapes.ttl")),
    }),+] };
}

impl Profile {
    /// All profiles, sorted by name.
    pub const ALL: &'static [Self] = profiles!["cpsv", "eli", "org", "prov", "schema"];

    /// Finds a profile by its name.
    pub fn find(name: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|profile| profile.name == name)
    }

    /// Returns the view of all graphs of `store`, unsorted, in the default graph.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn view(&self, store: &Store) -> Result<Vec<Quad>, QueryError> {
        let QueryResults::Graph(triples) = Query::parse(self.query)?.run(store)? else {
            return Ok(Vec::new());
        };
        triples.map(|triple| Ok(triple?.in_graph(GraphName::DefaultGraph))).collect()
    }
}
