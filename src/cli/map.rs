//! `zeren map`: draws who is responsible for what.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use zeren::map::{Format, Slice, View, Words, draw_in, load, n_shown};
use zeren::message;
use zeren::message::Lang;
use zeren::names;

use super::store::StoreArgs;
use super::{Failure, output};

/// The most tasks and units of a drawing that is still legible on a screen or page.
const MOST_READABLE: usize = 150;

#[derive(Args)]
pub(crate) struct Map {
    #[command(flatten)]
    store: StoreArgs,
    /// tasks, units, leaders, citations or matrix; also 任务, 单位, 领导, 引用, 矩阵
    #[arg(long, default_value = "tasks")]
    view: String,
    /// Only the tasks of this unit or person: a name as written or in full (县司法局), a type
    /// (司法局 of every region), or part of one
    #[arg(long, value_name = "NAME")]
    unit: Option<String>,
    /// Only these documents: the number with any brackets, (part of) the title, or the IRI
    #[arg(long, value_name = "NAME")]
    document: Option<String>,
    /// Only this role: lead, responsible, support, leader, host, supervise, guide or assess; also
    /// 牵头, 责任, 配合 …
    #[arg(long)]
    role: Option<String>,
    /// Only this part of the plan: its number (五), or part of its heading or of the title of a
    /// task
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
            return Err(Failure::new(message!("map-terminal"), message!("hint-map-terminal")));
        }
        let view = View::find(&self.view)?;
        let role = self.role.as_deref().map(names::role).transpose()?;
        let slice = Slice { unit: self.unit, document: self.document, role, part: self.part };
        let map = load(&self.store.open()?, &slice)?;
        let drawing = draw_in(&map, view, format, Words::In(Lang::user()))?;
        output::write(self.output.as_deref(), |out| out.write_all(&drawing))?;
        let n = n_shown(&map, view);
        if matches!(format, Format::Svg | Format::Png) && n > MOST_READABLE {
            output::note(message!("map-crowded", n = n));
        }
        Ok(ExitCode::SUCCESS)
    }

    fn format(&self) -> Result<Format, Failure> {
        let extension = self
            .output
            .as_deref()
            .and_then(Path::extension)
            .and_then(|extension| extension.to_str());
        let word = match self.format.as_deref().or(extension) {
            None => return Ok(Format::default()),
            Some("gv") => "dot",
            Some(word) => word,
        };
        let unknown =
            || Failure::new(message!("format-unknown", format = word), message!("hint-map-format"));
        Format::from_word(word).ok_or_else(unknown)
    }
}
