//! Which store a command reads: one on disk, or one made in memory from documents for this run alone.

use std::path::PathBuf;

use clap::Args;
use zeren::graph::{graph, graph_name};
use zeren::read::{Reader, inputs};
use zeren::store::{MEMORY, Store};

use super::Failure;
use super::corrections::CorrectionsArgs;
use super::remote::RemoteArgs;

/// The store that `zeren build` makes where none is named.
pub(crate) const DEFAULT: &str = "./zeren-store";

#[derive(Args)]
pub(crate) struct StoreArgs {
    /// Folder of the store
    #[arg(short, long, value_name = "STORE", default_value = DEFAULT)]
    location: String,
    /// Read a document, or a folder of them, into memory in place of a store; may be given again
    #[arg(long, value_name = "PATH", conflicts_with = "location")]
    from: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) remote: RemoteArgs,
}

impl StoreArgs {
    /// Opens the store for reading; of a remote one a copy in memory.
    pub(crate) fn open(&self) -> Result<Store, Failure> {
        if let Some(remote) = self.remote.open() {
            return Ok(remote.copy()?);
        }
        if self.from.is_empty() {
            return Ok(Store::open_existing(&self.location)?);
        }
        let store = Store::open(MEMORY)?;
        let inputs = self.from.iter().flat_map(|path| inputs(path)).collect::<Result<Vec<_>, _>>()?;
        let book = CorrectionsArgs::default().book(&self.from, &inputs)?;
        let mut reader = Reader::new();
        for input in inputs {
            let source = reader.read(&input)?;
            let mut facts = zeren::extract_facts(&source);
            book.correct(&input, &source, &mut facts);
            store.replace(graph_name(&source, &facts).as_ref(), &graph(&source, &facts))?;
        }
        Ok(store)
    }
}
