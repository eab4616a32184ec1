//! `zeren completions` and `zeren man`: shell completions and manual pages, generated from the
//! declared arguments.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use zeren::message::Lang;

use super::{Failure, language, output};

#[derive(Args)]
pub(crate) struct Completions {
    /// The shell
    shell: Shell,
    /// File to write to
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Completions {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let mut script = Vec::new();
        clap_complete::generate(
            self.shell,
            &mut language::spoken(super::Args::command(), Lang::user()),
            "zeren",
            &mut script,
        );
        output::write(self.output.as_deref(), |out| out.write_all(&script))?;
        Ok(ExitCode::SUCCESS)
    }
}

#[derive(Args)]
pub(crate) struct Man {
    /// Folder for a page of each command; without it the page of the program is printed
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
}

impl Man {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let command = language::spoken(super::Args::command(), Lang::user());
        match self.output {
            None => output::write(None, |out| clap_mangen::Man::new(command).render(out))?,
            Some(folder) => {
                pages(command, &folder).map_err(|error| Failure::write(&folder, &error))?
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn pages(command: clap::Command, folder: &std::path::Path) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    clap_mangen::generate_to(command, folder)
}
