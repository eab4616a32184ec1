//! `zeren serve`: serves the store over HTTP.

#![expect(clippy::disallowed_methods, reason = "the token of writers is no document")]

use std::fs;
use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, ValueEnum};
use zeren::message;
use zeren::serve::{Limits, Log, Options, State, public_router, router, run};

use super::store::StoreArgs;
use super::{Failure, output};

/// The shortest token allowed; a shorter one can be guessed.
const MIN_TOKEN: usize = 16;

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
    /// Memory limit of a query in MiB
    #[arg(long, value_name = "MIB", default_value = "1024", value_parser = clap::value_parser!(u64).range(64..=1_048_576))]
    memory: u64,
    /// Let pages of other sites query too (CORS)
    #[arg(long)]
    cors: bool,
    /// Take updates from those who send the token in this file (`Authorization: Bearer TOKEN`)
    #[arg(long, value_name = "FILE")]
    write_token_file: Option<PathBuf>,
    /// Address by which the service is known; requests that name another host are refused
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// Believe a proxy that says by which address it was asked
    #[arg(long)]
    behind_proxy: bool,
    /// How to log requests, one line each: auto (text in a terminal, json elsewhere), text, json,
    /// off
    #[arg(
        long,
        value_enum,
        value_name = "FORM",
        default_value = "auto",
        hide_possible_values = true
    )]
    log: LogForm,
}

/// How requests are logged.
#[derive(Clone, Copy, ValueEnum)]
enum LogForm {
    /// Text in a terminal, JSON elsewhere.
    Auto,
    /// A line for people.
    Text,
    /// A line of JSON.
    Json,
    /// Nothing.
    Off,
}

impl Serve {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let options = self.options()?;
        let (location, _kept) = self.store.folder()?;
        let state = State::new(&location, options)?;
        let router = if self.cors { public_router(state) } else { router(state) };
        run(router, &self.bind, |address| {
            output::note(message!("listening", address = address.to_string()));
        })?;
        Ok(ExitCode::SUCCESS)
    }

    fn options(&self) -> Result<Options, Failure> {
        let log = match self.log {
            LogForm::Auto if std::io::stderr().is_terminal() => Log::Text,
            LogForm::Text => Log::Text,
            LogForm::Auto | LogForm::Json => Log::Json,
            LogForm::Off => Log::Off,
        };
        let public_url = self.public_url.as_deref().map(address).transpose()?;
        Ok(Options {
            limits: Limits { time: Duration::from_secs(self.timeout), memory: self.memory << 20 },
            program: Some(crate::program()),
            token: self.write_token_file.as_ref().map(token).transpose()?,
            hosts: self.hosts(public_url.as_deref()),
            public_url,
            behind_proxy: self.behind_proxy,
            log,
        })
    }

    /// Returns the host names that the service answers to: that of its public address and of this
    /// machine; if it has no public address and is reachable from elsewhere, any.
    fn hosts(&self, public_url: Option<&str>) -> Vec<String> {
        let (bound, _) = self.bind.rsplit_once(':').unwrap_or((&self.bind, ""));
        let is_local = ["127.0.0.1", "localhost", "[::1]"].contains(&bound);
        let own = public_url.and_then(|url| url.split("//").nth(1)).map(str::to_owned);
        if own.is_none() && !is_local {
            return Vec::new();
        }
        let local = ["localhost", "127.0.0.1", "[::1]"].map(str::to_owned);
        own.into_iter().chain(local).chain([bound.to_owned()]).collect()
    }
}

/// Checks that a URL is an address without a path.
fn address(url: &str) -> Result<String, Failure> {
    let url = url.trim_end_matches('/');
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    match host.is_some_and(|host| !host.is_empty() && !host.contains(['/', '?', '#', '@'])) {
        true => Ok(url.to_owned()),
        false => Err(Failure::new(
            message!("serve-public-url", url = url),
            message!("hint-serve-public-url"),
        )),
    }
}

/// Reads the token, the only line of a file.
fn token(path: &PathBuf) -> Result<String, Failure> {
    let wrong = |what| Failure::new(what, message!("hint-serve-token"));
    let text = fs::read_to_string(path).map_err(|error| {
        wrong(message!("serve-token-unread", file = path.display(), error = message::io(&error)))
    })?;
    let token = text.trim();
    if token.len() < MIN_TOKEN || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(wrong(message!("serve-token-unfit", file = path.display(), n = MIN_TOKEN)));
    }
    Ok(token.to_owned())
}
