//! Options for a store behind a SPARQL endpoint, instead of one on disk.

use clap::Args;
use zeren::remote::{Addresses, Credentials, Remote};

#[derive(Args, Default)]
pub(crate) struct RemoteArgs {
    /// SPARQL endpoint to use instead of a store on disk; user and password from ZEREN_USER and
    /// ZEREN_PASSWORD
    #[arg(long, value_name = "URL", conflicts_with = "location")]
    endpoint: Option<String>,
    /// Address of the graph store [default: derived from the endpoint, as in Virtuoso, Fuseki,
    /// GraphDB and oxigraph]
    #[arg(long, value_name = "URL", requires = "endpoint")]
    graph_store: Option<String>,
    /// Address for updates, for a server without a graph store
    #[arg(long, value_name = "URL", requires = "endpoint", conflicts_with = "graph_store")]
    update: Option<String>,
}

impl RemoteArgs {
    /// Returns the remote store, if one was given.
    pub(crate) fn open(&self) -> Option<Remote> {
        let mut addresses = Addresses::of(self.endpoint.as_deref()?);
        if let Some(store) = &self.graph_store {
            addresses.graph_store = Some(store.clone());
        }
        if let Some(update) = &self.update {
            (addresses.update, addresses.graph_store) = (update.clone(), None);
        }
        Some(Remote::new(addresses, credentials()))
    }

    /// Returns the address, for messages.
    pub(crate) fn name(&self) -> Option<&str> {
        self.endpoint.as_deref()
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "others see the arguments of a program, and not its environment"
)]
fn credentials() -> Option<Credentials> {
    let user = std::env::var("ZEREN_USER").ok()?;
    Some(Credentials { user, password: std::env::var("ZEREN_PASSWORD").unwrap_or_default() })
}
