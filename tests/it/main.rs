//! What the program does as a whole, in one binary.

#![expect(clippy::disallowed_methods, reason = "tests read what the program wrote")]

mod assessment;
mod calibration;
mod clauses;
mod cli;
mod corrections;
mod gold;
mod graph;
mod ledger;
mod map;
mod mentions;
mod mutations;
mod ontology;
mod queries;
mod read;
mod regions;
mod score;
mod serve;
mod shapes;
mod support;
mod units;
mod works;
