//! Views of the graph by the vocabularies that platforms know, each a CONSTRUCT query in
//! `ontology/profiles/` with shapes beside it.
//!
//! `zr:lead` of a task becomes `schema:agent` of an action, `cv:hasCompetentAuthority` of a public
//! service.

use oxigraph::model::{GraphName, Quad};
use oxigraph::sparql::QueryResults;

use crate::query::{Query, QueryError};
use crate::store::Store;

/// A view of the graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Its name on the command line.
    pub name: &'static str,
    /// The query that makes it.
    pub query: &'static str,
    /// The SHACL shapes that it passes, in Turtle.
    pub shapes: &'static str,
}

/// Declares the files, whose names are those of the profiles.
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

    /// The view of all graphs of `store`, unsorted, in the default graph.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn view(&self, store: &Store) -> Result<Vec<Quad>, QueryError> {
        let QueryResults::Graph(triples) = Query::parse(self.query)?.run(store)? else {
            return Ok(Vec::new());
        };
        triples.map(|triple| Ok(triple?.in_graph(GraphName::DefaultGraph))).collect()
    }
}
