//! Integration tests, one binary: a stage a module.

mod graph;
mod queries;
mod support;
