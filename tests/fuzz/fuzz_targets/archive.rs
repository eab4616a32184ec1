//! Reads any bytes as a member of an archive under any name: no panic, and no name that leads out
//! of the archive.
//!
//! The first byte is the length of the name.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../package.rs"]
mod package;

fuzz_target!(|data: &[u8]| {
    let Some((n, data)) = data.split_first() else { return };
    let (name, data) = data.split_at(usize::from(*n).min(data.len()));
    let name = String::from_utf8_lossy(name);
    if let Ok(source) = zeren::read::source("a.zip".to_owned(), &package::package(&[(&name, data)])) {
        assert!(source.name.split('/').all(|step| step != ".."), "{}", source.name);
        assert!(!source.name.contains(char::is_control), "{:?}", source.name);
    }
});
