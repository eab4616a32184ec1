//! RESOLVE: names to what they mean.

pub mod region;
pub mod unit;
