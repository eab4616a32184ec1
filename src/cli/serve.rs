//! `zeren serve`: the store over HTTP.

use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use zeren::message;
use zeren::serve::{Limits, State, public_router, router, run};

use super::store::StoreArgs;
use super::{Failure, output};

#[derive(Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    store: StoreArgs,
    /// Address to listen on; port 0 takes a free one
    #[arg(short, long, value_name = "HOST:PORT", default_value = "127.0.0.1:7878")]
    bind: String,
    /// Time limit of a query in seconds
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = clap::value_parser!(u64).range(1..=86400))]
    timeout: u64,
    /// Let pages of other sites query too (CORS)
    #[arg(long)]
    cors: bool,
}

impl Serve {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let limits = Limits { time: Duration::from_secs(self.timeout), ..Limits::default() };
        let state = State::new(self.store.open()?, limits);
        let router = if self.cors { public_router(state) } else { router(state) };
        run(router, &self.bind, |address| {
            output::note(message!("listening", address = address.to_string()));
        })?;
        Ok(ExitCode::SUCCESS)
    }
}
