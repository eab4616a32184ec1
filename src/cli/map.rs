//! `zeren map`: a drawing of who answers for what.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use zeren::map::{Format, Slice, View, draw, load};
use zeren::names;

use super::store::StoreArgs;
use super::{Failure, output};

#[derive(Args)]
pub(crate) struct Map {
    #[command(flatten)]
    store: StoreArgs,
    /// tasks 任务, units 单位, leaders 领导, citations 引用, matrix 矩阵
    #[arg(long, default_value = "tasks")]
    view: String,
    /// Only tasks in which this unit or person has a role: a name as written or in full (县司法局), a type (司法局: of all regions), or a part
    #[arg(long, value_name = "NAME")]
    unit: Option<String>,
    /// Only these documents: the number with any brackets, the title or a part of it, or the IRI
    #[arg(long, value_name = "NAME")]
    document: Option<String>,
    /// Only this role: lead 牵头, responsible 责任, support 配合, leader 领导, host 主办, supervise 督办, guide 指导, assess 考核
    #[arg(long)]
    role: Option<String>,
    /// Only this part of the plan: its number (五), or a part of its heading or of that of a task
    #[arg(long)]
    part: Option<String>,
    /// dot, svg, png, json, gexf (for Gephi), graphml [default: by the extension of FILE, else svg]
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
        let view = View::find(&self.view)?;
        let role = self.role.as_deref().map(names::role).transpose()?;
        let slice = Slice { unit: self.unit, document: self.document, role, part: self.part };
        let map = load(&self.store.open()?, &slice)?;
        let drawing = draw(&map, view, format)?;
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
        let unknown = || Failure::new(format!("unknown format `{word}`"), "use dot, svg, png, json, gexf or graphml");
        Format::from_word(word).ok_or_else(unknown)
    }
}
