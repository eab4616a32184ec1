//! How fast documents become a graph in a store, counted in documents and in quads: `cargo bench --bench store`.

use divan::Bencher;
use divan::counter::ItemsCount;
use oxigraph::model::{NamedNode, Quad};
use zeren::Source;
use zeren::graph::{document, graph, graph_name};
use zeren::store::{MEMORY, Store};

fn main() {
    divan::main();
}

/// The seeds as sources.
fn seeds() -> Vec<Source> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
    let inputs = zeren::read::inputs(std::path::Path::new(folder)).into_iter();
    inputs.map(|input| zeren::read::read(&input.expect("the seeds are there")).expect("a seed is readable")).collect()
}

/// What `zeren build` does with documents once they are read.
fn build(store: &Store, sources: &[Source]) {
    store.replace_all(&graphs(sources)).expect("the graphs are stored");
}

fn graphs(sources: &[Source]) -> Vec<(NamedNode, Vec<Quad>)> {
    let facts = sources.iter().map(|source| (source, zeren::extract_facts(source)));
    facts.map(|(source, facts)| (graph_name(&document(source, &facts)), graph(source, &facts))).collect()
}

fn empty() -> Store {
    Store::memory().expect("a store in memory")
}

/// Documents a second, from text to store.
#[divan::bench]
fn documents_to_memory(bencher: Bencher) {
    let sources = seeds();
    let bencher = bencher.counter(ItemsCount::new(sources.len()));
    bencher.with_inputs(empty).bench_local_refs(|store| build(store, &sources));
}

/// Quads a second, storing alone.
#[divan::bench]
fn quads_to_memory(bencher: Bencher) {
    let graphs = graphs(&seeds());
    let bencher = bencher.counter(ItemsCount::new(graphs.iter().map(|(_, quads)| quads.len()).sum::<usize>()));
    bencher.with_inputs(empty).bench_local_refs(|store| store.replace_all(&graphs).expect("the graphs are stored"));
}

/// Documents a second, from text to a new store on disk; five of them, so that much of it is the fixed cost of a load.
#[cfg(feature = "rocksdb")]
#[divan::bench]
fn documents_to_disk(bencher: Bencher) {
    let sources = seeds();
    let on_disk = || {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let store = Store::open(folder.path().to_str().expect("a path in UTF-8")).expect("a store on disk");
        (folder, store)
    };
    let bencher = bencher.counter(ItemsCount::new(sources.len()));
    bencher.with_inputs(on_disk).bench_local_refs(|(_, store)| build(store, &sources));
}

/// A document that the store holds already, told by its bytes.
#[divan::bench]
fn known_documents(bencher: Bencher) {
    let sources = seeds();
    let store = empty();
    build(&store, &sources);
    let is_known = |source| store.has_run(zeren::graph::run(source, &[]).as_ref()).expect("the store answers");
    bencher.counter(ItemsCount::new(sources.len())).bench_local(|| assert!(sources.iter().all(is_known)));
}
