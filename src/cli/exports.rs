//! Writes the files of `zeren build --exports DIR`: the graph as Turtle and N-Quads, the tasks as a
//! table for programs and as the ledger for people, and maps of each document.

use std::fs;
use std::io;
use std::path::Path;

use oxigraph::io::RdfFormat;
use oxigraph::model::NamedNode;
use zeren::export::csv;
use zeren::export::labels::labelled;
use zeren::graph::vocab::ID;
use zeren::ledger::{self, Filter, Layout, Ledger, LedgerError};
use zeren::map::{Format, MapError, Slice, View, draw, load};
use zeren::store::Store;
use zeren::syntax;

use super::{Failure, output};

/// Writes all files; if Graphviz is not installed, leaves out what only it can draw, and says so.
pub(crate) fn write(store: &Store, folder: &Path) -> Result<(), Failure> {
    let maps = folder.join("maps");
    fs::create_dir_all(&maps).map_err(|error| Failure::write(&maps, &error))?;
    let quads = labelled(store)?;
    output::write(Some(&folder.join("data.ttl")), |out| {
        syntax::write(&quads, RdfFormat::Turtle, out)
    })?;
    output::write(Some(&folder.join("data.nq")), |out| {
        syntax::write(&quads, RdfFormat::NQuads, out)
    })?;
    output::write(Some(&folder.join("tasks.csv")), |out| csv::tasks(store, out))?;
    output::write(Some(&folder.join("ledger.csv")), |out| {
        ledger::csv(&ledger(store)?, &Layout::default(), out)
    })?;
    let mut missing = None;
    for graph in store.texts()? {
        for view in View::ALL {
            for format in [Format::Dot, Format::Svg] {
                match map(store, &graph, *view, format) {
                    Ok(drawing) => {
                        let name = format!("{}-{}.{}", slug(&graph), view.word(), format.word());
                        output::write(Some(&maps.join(name)), |out| out.write_all(&drawing))?;
                    }
                    Err(MapError::Nothing { .. } | MapError::NoDot) => {}
                    Err(error @ MapError::Missing { .. }) => missing = Some(error),
                    Err(error) => return Err(error.into()),
                }
            }
        }
    }
    missing.map(Failure::from).iter().for_each(Failure::warn);
    Ok(())
}

/// Returns the ledger of all tasks, empty if there are none.
fn ledger(store: &Store) -> Result<Ledger, io::Error> {
    match ledger::load(store, &Filter::default(), None) {
        Err(LedgerError::NoTasks) => Ok(Ledger::default()),
        loaded => loaded.map_err(io::Error::other),
    }
}

fn map(store: &Store, graph: &NamedNode, view: View, format: Format) -> Result<Vec<u8>, MapError> {
    let document = graph.as_str().strip_suffix("/graph").unwrap_or(graph.as_str());
    let slice = Slice { document: Some(document.to_owned()), ..Slice::default() };
    draw(&load(store, &slice)?, view, format)
}

/// Returns a file name for a graph: `410526-huafazheng-2023-2`.
fn slug(graph: &NamedNode) -> String {
    let path = graph.as_str().strip_prefix(ID).unwrap_or(graph.as_str());
    let path = path.strip_suffix("/graph").unwrap_or(path);
    path.strip_prefix("doc/").unwrap_or(path).replace('/', "-").trim_start_matches('-').to_owned()
}
