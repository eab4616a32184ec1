//! The addresses of a remote store: `http://localhost:3030/zeren/sparql` is written to at
//! `http://localhost:3030/zeren/data`.

/// The addresses of a remote store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addresses {
    /// For queries.
    pub query: String,
    /// For updates.
    pub update: String,
    /// For whole graphs; without it they are sent by updates.
    pub graph_store: Option<String>,
}

/// Ends of paths of query endpoints, with those for updates and for graphs: Virtuoso, oxigraph,
/// Fuseki.
const KNOWN: &[(&str, &str, &str)] = &[
    ("/sparql-auth", "/sparql-auth", "/sparql-graph-crud-auth"),
    ("/sparql", "/update", "/data"),
    ("/query", "/update", "/data"),
];

impl Addresses {
    /// Derives the addresses from the query endpoint, following the conventions of known servers.
    pub fn of(endpoint: &str) -> Self {
        let query = endpoint.trim_end_matches('/').to_owned();
        let (host, path) = split(&query);
        if path.starts_with("/repositories/") {
            return Self::at(
                &query,
                format!("{query}/statements"),
                format!("{query}/rdf-graphs/service"),
            );
        }
        match path {
            "/sparql" => Self::at(
                &query,
                format!("{host}/sparql-auth"),
                format!("{host}/sparql-graph-crud-auth"),
            ),
            "/query" => Self::at(&query, format!("{host}/update"), format!("{host}/store")),
            _ => {
                let known = KNOWN.iter().find_map(|(end, update, store)| {
                    Some((query.strip_suffix(end)?, update, store))
                });
                match known {
                    Some((base, update, store)) => {
                        Self::at(&query, format!("{base}{update}"), format!("{base}{store}"))
                    }
                    None => Self { update: query.clone(), query, graph_store: None },
                }
            }
        }
    }

    fn at(query: &str, update: String, graph_store: String) -> Self {
        Self { query: query.to_owned(), update, graph_store: Some(graph_store) }
    }
}

/// Splits an address before its path.
pub(super) fn split(url: &str) -> (&str, &str) {
    let host = url.find("://").map_or(0, |at| at + 3);
    let rest = url.get(host..).unwrap_or_default();
    let path = rest.find('/').map_or(url.len(), |at| host + at);
    url.split_at_checked(path).unwrap_or((url, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_are_known_by_their_addresses() {
        for (endpoint, update, store) in [
            (
                "http://h:8890/sparql",
                "http://h:8890/sparql-auth",
                "http://h:8890/sparql-graph-crud-auth",
            ),
            (
                "http://h:3030/zeren/sparql",
                "http://h:3030/zeren/update",
                "http://h:3030/zeren/data",
            ),
            (
                "http://h:3030/zeren/query/",
                "http://h:3030/zeren/update",
                "http://h:3030/zeren/data",
            ),
            ("http://h:7878/query", "http://h:7878/update", "http://h:7878/store"),
            (
                "http://h/repositories/z",
                "http://h/repositories/z/statements",
                "http://h/repositories/z/rdf-graphs/service",
            ),
        ] {
            let addresses = Addresses::of(endpoint);
            assert_eq!(
                (addresses.update.as_str(), addresses.graph_store.as_deref()),
                (update, Some(store)),
                "{endpoint}"
            );
        }
        assert_eq!(Addresses::of("http://h:7019").graph_store, None);
        assert_eq!(Addresses::of("h").query, "h");
    }
}
