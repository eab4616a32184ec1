//! `zeren worker`: a process of `zeren serve`, with which it exchanges frames. It is not meant to
//! be run by hand.

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use zeren::serve::{Task, work};

use super::Failure;

#[derive(Args)]
pub(crate) struct Worker {
    task: Kind,
    #[arg(long)]
    location: String,
    #[arg(long)]
    memory: u64,
}

#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    Query,
    Change,
}

impl Worker {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let task = match self.task {
            Kind::Query => Task::Query,
            Kind::Change => Task::Change,
        };
        work(task, &self.location, self.memory, std::io::stdin(), std::io::stdout())?;
        Ok(ExitCode::SUCCESS)
    }
}
