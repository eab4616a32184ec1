//! Measures how fast documents become facts on one core, in bytes of UTF-8 text per second:
//! `cargo bench --bench extract`.

use divan::Bencher;
use divan::counter::BytesCount;
use zeren::{Source, extract, extract_facts, parse, resolve};

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

fn n_bytes(sources: &[Source]) -> BytesCount {
    BytesCount::new(sources.iter().map(|source| source.text.len()).sum::<usize>())
}

/// Text to facts: everything that `zeren extract` does except printing.
#[divan::bench]
fn text_to_facts(bencher: Bencher) {
    let sources = seeds();
    bencher
        .counter(n_bytes(&sources))
        .bench_local(|| sources.iter().map(extract_facts).collect::<Vec<_>>());
}

/// The first step alone: text to outline.
#[divan::bench]
fn parse_alone(bencher: Bencher) {
    let sources = seeds();
    bencher
        .counter(n_bytes(&sources))
        .bench_local(|| sources.iter().map(parse).collect::<Vec<_>>());
}

/// The second step alone: outline to mentions.
#[divan::bench]
fn extract_alone(bencher: Bencher) {
    let sources = seeds();
    let outlines: Vec<_> = sources.iter().map(parse).collect();
    bencher
        .counter(n_bytes(&sources))
        .bench_local(|| outlines.iter().map(extract).collect::<Vec<_>>());
}

/// The third step alone: mentions to facts.
#[divan::bench]
fn resolve_alone(bencher: Bencher) {
    let sources = seeds();
    let read: Vec<_> =
        sources.iter().map(parse).map(|outline| (extract(&outline), outline)).collect();
    bencher.counter(n_bytes(&sources)).bench_local(|| {
        read.iter().map(|(mentions, outline)| resolve(outline, mentions)).collect::<Vec<_>>()
    });
}

/// Facts to quads.
#[divan::bench]
fn graph_alone(bencher: Bencher) {
    let sources = seeds();
    let facts: Vec<_> = sources.iter().map(extract_facts).collect();
    bencher.counter(n_bytes(&sources)).bench_local(|| {
        sources
            .iter()
            .zip(&facts)
            .map(|(source, facts)| zeren::graph(source, facts))
            .collect::<Vec<_>>()
    });
}
