//! `zeren map`: a drawing of who answers for what.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use zeren::map::{Format, Slice, View, draw, load};
use zeren::model::Role;

use super::store::StoreArgs;
use super::{Failure, output};

#[derive(Args)]
pub(crate) struct Map {
    #[command(flatten)]
    store: StoreArgs,
    /// tasks, units, leaders, citations, matrix
    #[arg(long, default_value = "tasks", value_parser = view)]
    view: View,
    /// Only tasks in which this unit or person has a role: 县司法局
    #[arg(long, value_name = "NAME")]
    unit: Option<String>,
    /// Only this document: its number, its title, or a part of it
    #[arg(long, value_name = "ID")]
    document: Option<String>,
    /// Only this role: lead, responsible, support, leader, host, supervise, guide, assess
    #[arg(long, value_parser = role)]
    role: Option<Role>,
    /// Only this part of the plan: its number (五), or a part of its heading
    #[arg(long)]
    part: Option<String>,
    /// dot, svg, png, json [default: by the extension of FILE, else svg]
    #[arg(long)]
    format: Option<String>,
    /// File to write to
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Map {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let format = self.format()?;
        if format == Format::Png && self.output.is_none() && io::stdout().is_terminal() {
            return Err(Failure::new("a terminal shows no png", "write it to a file with `-o map.png`"));
        }
        let slice = Slice { unit: self.unit, document: self.document, role: self.role, part: self.part };
        let map = load(&self.store.open()?, &slice)?;
        let drawing = draw(&map, self.view, format)?;
        output::write(self.output.as_deref(), |out| out.write_all(&drawing))?;
        Ok(ExitCode::SUCCESS)
    }

    fn format(&self) -> Result<Format, Failure> {
        let extension = self.output.as_deref().and_then(Path::extension).and_then(|extension| extension.to_str());
        let word = match self.format.as_deref().or(extension) {
            None => return Ok(Format::default()),
            Some("gv") => "dot",
            Some(word) => word,
        };
        let unknown = || Failure::new(format!("unknown format `{word}`"), "use dot, svg, png or json");
        Format::from_word(word).ok_or_else(unknown)
    }
}

fn view(word: &str) -> Result<View, String> {
    let words: Vec<_> = View::ALL.iter().map(|view| view.word()).collect();
    View::from_word(word).ok_or_else(|| format!("use one of {}", words.join(", ")))
}

fn role(word: &str) -> Result<Role, String> {
    let words: Vec<_> = Role::ALL.iter().map(|role| role.word()).collect();
    Role::from_word(word).ok_or_else(|| format!("use one of {}", words.join(", ")))
}
