//! What the program does as a whole, in one binary.

#![expect(clippy::disallowed_methods, reason = "tests read what the program wrote")]

mod assessment;
mod calibration;
mod check;
mod clauses;
mod cli;
mod corrections;
mod diff;
mod gold;
mod graph;
mod histories;
mod identity;
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
mod shapes;
mod support;
mod systems;
mod tables;
mod units;
mod works;
