//! How fast documents become a graph in a store, counted in documents and in quads: `cargo bench --bench store`.

use divan::Bencher;
use divan::counter::ItemsCount;
use oxigraph::model::{NamedNode, Quad};
use zeren::Source;
use zeren::graph::{graph, graph_name};
use zeren::store::{MEMORY, Store};

fn main() {
    divan::main();
}

/// The seeds as sources.
fn seeds() -> Vec<Source> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
    let paths = zeren::read::documents(std::path::Path::new(folder)).into_iter();
    paths.map(|path| zeren::read::read(&path.expect("the seeds are there")).expect("a seed is readable")).collect()
}

/// What `zeren build` does with each document once it is read.
fn build(store: &Store, sources: &[Source]) {
    for source in sources {
        let facts = zeren::extract_facts(source);
        let name = graph_name(source, &facts);
        store.replace(name.as_ref(), &graph(source, &facts)).expect("the graph is stored");
    }
}

fn graphs(sources: &[Source]) -> Vec<(NamedNode, Vec<Quad>)> {
    let facts = sources.iter().map(|source| (source, zeren::extract_facts(source)));
    facts.map(|(source, facts)| (graph_name(source, &facts), graph(source, &facts))).collect()
}

fn empty() -> Store {
    Store::open(MEMORY).expect("a store in memory")
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
    bencher.with_inputs(empty).bench_local_refs(|store| {
        for (name, quads) in &graphs {
            store.replace(name.as_ref(), quads).expect("the graph is stored");
        }
    });
}

/// Documents a second, from text to a store on disk.
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
    let is_known = |source| store.has_run(zeren::graph::run(source).as_ref()).expect("the store answers");
    bencher.counter(ItemsCount::new(sources.len())).bench_local(|| assert!(sources.iter().all(is_known)));
}
