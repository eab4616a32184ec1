//! `zeren backup` and `zeren restore`: copies a store into a single file, and back.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use zeren::message;
use zeren::store::{backup, restore};

use super::check_store::megabytes;
use super::store::DEFAULT;
use super::{Failure, output};

#[derive(Args)]
pub(crate) struct Backup {
    /// Folder of the store
    #[arg(short, long, value_name = "STORE", default_value = DEFAULT)]
    location: String,
    /// File to write, a zip archive; an older one is replaced when the new one is whole
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

impl Backup {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let copied = backup(&self.location, &self.output)?;
        let (n, mb, file) = (copied.n_sources, megabytes(copied.bytes), self.output.display());
        output::note(message!("backup-done", n = n, mb = mb, file = file));
        Ok(ExitCode::SUCCESS)
    }
}

#[derive(Args)]
pub(crate) struct Restore {
    /// File that `zeren backup` wrote
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Folder of the store
    #[arg(short, long, value_name = "STORE", default_value = DEFAULT)]
    location: String,
    /// Put it in place of the store that is there
    #[arg(long)]
    replace: bool,
}

impl Restore {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let copied = restore(&self.file, &self.location, self.replace)?;
        let (n, mb, location) = (copied.n_sources, megabytes(copied.bytes), self.location.as_str());
        output::note(message!("restore-done", n = n, mb = mb, location = location));
        Ok(ExitCode::SUCCESS)
    }
}
