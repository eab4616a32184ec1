//! Integration tests, in a single binary.

#![expect(clippy::disallowed_methods, reason = "tests read what the program wrote")]

mod accepted;
mod assessment;
mod attacks;
mod calibration;
mod check;
mod clauses;
mod cli;
mod corrections;
mod deep_queries;
mod diff;
mod doors;
mod endpoints;
mod gold;
mod graph;
mod histories;
mod identity;
#[cfg(feature = "rocksdb")]
mod integrity;
mod isolation;
mod layers;
mod ledger;
mod letterheads;
mod map;
mod mentions;
mod messages;
mod mixed;
mod mutations;
mod names;
mod ontology;
mod pages;
mod profiles;
mod proof;
mod publication;
mod queries;
mod read;
mod regions;
mod release;
mod remote;
mod rules;
mod score;
mod search;
mod serve;
mod served;
mod shapes;
mod support;
mod systems;
mod tables;
mod units;
mod w3c;
mod works;
mod wrapped;
