//! Measures how fast documents become a graph in a store, in documents and in quads per second:
//! `cargo bench --bench store`.

use divan::Bencher;
use divan::counter::ItemsCount;
use oxigraph::model::{NamedNode, Quad};
use zeren::Source;
use zeren::graph;
use zeren::graph::{document, graph_name};
use zeren::read::Input;
use zeren::sources::{Options, Target, update};
use zeren::store::Writer;

fn main() {
    divan::main();
}

/// Returns the seeds as sources.
fn seeds() -> Vec<Source> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
    let inputs = zeren::read::inputs(std::path::Path::new(folder)).into_iter();
    inputs
        .map(|input| {
            zeren::read::read(&input.expect("the seeds are there")).expect("a seed is readable")
        })
        .collect()
}

/// Does what `zeren build` does with documents once their bytes are read.
fn build(writer: &mut Writer, sources: &[Source]) {
    let input = |source: &Source| Input {
        path: source.name.clone().into(),
        member: None,
        name: source.name.clone(),
    };
    let find = |input: &Input| {
        sources.iter().find(|source| source.name == input.name).expect("it was found").clone()
    };
    let read = |input: &Input| Ok(find(input));
    let options = Options::new(&read, "2023-06-27T08:00:00Z");
    update(writer, sources.iter().map(|source| Ok(input(source))).collect(), &options)
        .expect("they are stored");
}

fn empty() -> Writer {
    Writer::memory().expect("a store in memory")
}

/// Documents per second, from text to store.
#[divan::bench]
fn documents_to_memory(bencher: Bencher) {
    let sources = seeds();
    let bencher = bencher.counter(ItemsCount::new(sources.len()));
    bencher.with_inputs(empty).bench_local_refs(|writer| build(writer, &sources));
}

/// Quads per second, storing alone.
#[divan::bench]
fn quads_to_memory(bencher: Bencher) {
    let graphs: Vec<(NamedNode, Vec<Quad>)> = seeds()
        .iter()
        .map(|source| (source, zeren::extract_facts(source)))
        .map(|(source, facts)| (graph_name(&document(source, &facts)), graph(source, &facts)))
        .collect();
    let bencher = bencher
        .counter(ItemsCount::new(graphs.iter().map(|(_, quads)| quads.len()).sum::<usize>()));
    bencher.with_inputs(empty).bench_local_refs(|writer| {
        writer.put(&mut graphs.iter().cloned()).expect("the graphs are stored");
    });
}

/// Documents per second, from text to a new store on disk. There are only five, so much of the time
/// is the fixed cost of a load.
#[cfg(feature = "rocksdb")]
#[divan::bench]
fn documents_to_disk(bencher: Bencher) {
    let sources = seeds();
    let on_disk = || {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let writer = Writer::open(folder.path().to_str().expect("a path in UTF-8"))
            .expect("a store on disk");
        (folder, writer)
    };
    let bencher = bencher.counter(ItemsCount::new(sources.len()));
    bencher.with_inputs(on_disk).bench_local_refs(|(_, writer)| build(writer, &sources));
}

/// Documents that the store already holds, recognised by their bytes.
#[divan::bench]
fn known_documents(bencher: Bencher) {
    let sources = seeds();
    let mut writer = empty();
    build(&mut writer, &sources);
    bencher.counter(ItemsCount::new(sources.len())).bench_local(|| build(&mut writer, &sources));
}
