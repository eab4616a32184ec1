//! What the program does as a whole, in one binary.

mod gold;
mod graph;
mod queries;
mod map;
mod score;
mod support;
