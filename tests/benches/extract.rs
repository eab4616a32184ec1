//! Measures how fast documents become facts on one core, in bytes of UTF-8 text per second:
//! `cargo bench --bench extract`.

use std::path::Path;

use aho_corasick::{AhoCorasick, MatchKind};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use regex::Regex;
use zeren::lexicon::divisions::divisions;
use zeren::lexicon::unit_types::unit_types;
use zeren::{Source, extract, extract_facts, parse, resolve};

fn main() {
    divan::main();
}

/// The folders of documents: those that the rules were made with, and others.
const FOLDERS: [&str; 2] = ["seeds", "tests/corpus"];

/// Returns the documents of a folder that can be read.
fn sources(folder: &str) -> Vec<Source> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let inputs = zeren::read::inputs(&folder).into_iter().flatten();
    let sources: Vec<_> = inputs.filter_map(|input| zeren::read::read(&input).ok()).collect();
    assert!(sources.len() >= 5, "the documents are there");
    sources
}

fn seeds() -> Vec<Source> {
    sources("seeds")
}

fn n_bytes(sources: &[Source]) -> BytesCount {
    BytesCount::new(sources.iter().map(|source| source.text.len()).sum::<usize>())
}

/// Text to facts: everything that `zeren extract` does except printing.
#[divan::bench(args = FOLDERS)]
fn text_to_facts(bencher: Bencher, folder: &str) {
    let sources = sources(folder);
    bencher
        .counter(n_bytes(&sources))
        .bench_local(|| sources.iter().map(extract_facts).collect::<Vec<_>>());
}

/// Text to N-Quads: what `zeren extract --format nquads` writes.
#[divan::bench(args = FOLDERS)]
fn text_to_nquads(bencher: Bencher, folder: &str) {
    let sources = sources(folder);
    let written = |source: &Source| zeren::n_quads(source, &extract_facts(source));
    bencher
        .counter(n_bytes(&sources))
        .bench_local(|| sources.iter().map(written).for_each(|lines| drop(black_box(lines))));
}

/// A yardstick: the line ends of the texts.
#[divan::bench(args = FOLDERS)]
fn yardstick_line_ends(bencher: Bencher, folder: &str) {
    let sources = sources(folder);
    let n_ends = |source: &Source| memchr::memchr_iter(b'\n', source.text.as_bytes()).count();
    bencher.counter(n_bytes(&sources)).bench_local(|| sources.iter().map(n_ends).sum::<usize>());
}

/// A yardstick: one scan for the names of all divisions and types of bodies.
#[divan::bench(args = FOLDERS)]
fn yardstick_one_scan(bencher: Bencher, folder: &str) {
    let sources = sources(folder);
    let names = divisions().all().iter().map(|one| one.name);
    let names = names.chain(unit_types().all().iter().flat_map(|one| one.labels()));
    let scan = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(names)
        .expect("the names have room in an automaton");
    let n_names = |source: &Source| scan.find_iter(&source.text).count();
    bencher.counter(n_bytes(&sources)).bench_local(|| sources.iter().map(n_names).sum::<usize>());
}

/// A yardstick: twenty plain patterns, each looked for in all of the text, as a short script would.
#[divan::bench(args = FOLDERS)]
fn yardstick_twenty_patterns(bencher: Bencher, folder: &str) {
    const PATTERNS: [&str; 20] = [
        "(?m)^[一二三四五六七八九十]+、",
        "（[一二三四五六七八九十]+）",
        "(?m)^[0-9]+[.．]",
        "《[^》]+》",
        r"\p{Han}+〔[0-9]{4}〕[0-9]+号",
        "[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日",
        "[0-9]{1,2}月底前",
        "[0-9]{4}年底前",
        r"[0-9]+(?:\.[0-9]+)?%",
        r"[0-9]+(?:\.[0-9]+)?(?:万元|亿元|公里|家|个)",
        "牵头单位：[^；。）\n]+",
        "责任单位：[^；。）\n]+",
        "配合单位：[^；。）\n]+",
        "（[^（）]+负责）",
        "（[^（）]+牵头[^（）]*）",
        r"由\p{Han}+负责",
        r"\p{Han}{2,8}(?:局|委|办|厅|部)",
        r"各\p{Han}{1,6}(?:单位|部门)",
        "完成时限：[^；。）\n]+",
        "附件：[^\n]+",
    ];
    let sources = sources(folder);
    let patterns = PATTERNS.map(|pattern| Regex::new(pattern).expect("the pattern is fixed"));
    let n_found = |source: &Source| {
        patterns.iter().map(|pattern| pattern.find_iter(&source.text).count()).sum::<usize>()
    };
    bencher.counter(n_bytes(&sources)).bench_local(|| sources.iter().map(n_found).sum::<usize>());
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
