//! Reads any bytes as a web page: no panic.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let _ = zeren::read::source("a.html".to_owned(), &[b"<!DOCTYPE html><html><body>", data].concat());
});
