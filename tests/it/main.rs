//! Integration tests, one binary.

mod gold;
mod graph;
mod queries;
mod read;
mod support;
