//! Turns any text into facts, graph and views: no panic, no contradiction, the same result twice.
//!
//! Starts from the seeds, and besides the mutations of libFuzzer applies the kinds of damage that
//! bad copies have.

#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

#[path = "../../it/mutations/invariants.rs"]
mod invariants;
#[path = "../../it/mutations/mutate.rs"]
mod mutate;

use mutate::{Random, change};

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let source = invariants::source(text.to_owned());
    let facts = invariants::read(&source);
    invariants::check(&source, &facts);
    invariants::check_names(&source, &facts);
    assert!(invariants::read(&source) == facts, "it is read otherwise the second time");
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let mut random = Random::new(u64::from(seed));
    let text = data.get(..size).map(String::from_utf8_lossy).filter(|_| random.below(4) > 0);
    let Some(text) = text else { return fuzzer_mutate(data, size, max_size) };
    let mut chars: Vec<char> = text.chars().collect();
    // Pieces to splice in come from the text itself.
    change(&mut chars, &[text.into_owned()], &mut random);
    let text: String = chars.into_iter().collect();
    let room = text.len().min(max_size).min(data.len());
    let size = (0..=room).rev().find(|size| text.is_char_boundary(*size)).unwrap_or_default();
    match (data.get_mut(..size), text.as_bytes().get(..size)) {
        (Some(data), Some(text)) => data.copy_from_slice(text),
        _ => return 0,
    }
    size
});
