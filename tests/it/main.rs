//! What the program does as a whole, in one binary.

mod cli;
mod gold;
mod graph;
mod map;
mod mentions;
mod queries;
mod score;
mod serve;
mod support;
