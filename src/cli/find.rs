//! `zeren find`: searches tasks, headings and titles for words.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use comfy_table::{ContentArrangement, Table, presets};
use zeren::message;
use zeren::model::Role;
use zeren::names::{self, Found, NameError};
use zeren::search::{COLUMNS, Hit, Index, Request, What, by_region, csv, json, sentence, words};
use zeren::store::Store;

use super::store::StoreArgs;
use super::{Failure, output};

#[derive(Args)]
pub(crate) struct Find {
    #[command(flatten)]
    store: StoreArgs,
    /// Words that must all be there, wherever they stand; quotation marks keep a phrase with blanks
    /// together
    #[arg(required = true, value_name = "WORD")]
    words: Vec<String>,
    /// Only documents of this region, such as 滑县; may be given again
    #[arg(long, value_name = "NAME")]
    region: Vec<String>,
    /// Only what this unit or person has a role in: a name as written or in full, a type (司法局:
    /// of all regions), or a part; may be given again
    #[arg(long, value_name = "NAME")]
    unit: Vec<String>,
    /// Only what someone, or the unit, has this role in: lead 牵头, responsible 责任, support 配合
    /// …
    #[arg(long)]
    role: Option<String>,
    /// Count what was found, and the roles in it, region by region
    #[arg(long, value_name = "WHAT")]
    by: Option<By>,
    /// Show no more than this many, best first
    #[arg(short = 'n', long, default_value_t = 20)]
    limit: usize,
    /// table, csv or json
    #[arg(long)]
    format: Option<FindFormat>,
    /// File to write to
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// What hits are counted by.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum By {
    Region,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FindFormat {
    Table,
    Csv,
    Json,
}

impl Find {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let store = self.store.open()?;
        let request = self.request(&store)?;
        let index = Index::of(&store)?;
        let limit = if self.by.is_some() { usize::MAX } else { self.limit };
        let (hits, n) = index.find(&request, limit)?;
        let format = self.format();
        output::answer(format == FindFormat::Table, self.output.as_deref(), |out| {
            match (self.by, format) {
                (Some(By::Region), format) => counts(&by_region(&hits), format, out),
                (None, FindFormat::Table) => told(&hits, &request.words, out),
                (None, FindFormat::Csv) => csv(&hits, out),
                (None, FindFormat::Json) => json(&hits, out),
            }
        })?;
        if n == 0 {
            output::note(message!("find-nothing", words = self.words.join(" ")));
            return Ok(ExitCode::from(1));
        }
        if self.by.is_none() && n > hits.len() {
            output::note(message!("find-more", shown = hits.len(), n = n));
        }
        Ok(ExitCode::SUCCESS)
    }

    fn request(&self, store: &Store) -> Result<Request, Failure> {
        let role = self.role.as_deref().map(names::role).transpose()?;
        let iris = |names: &[String], find: fn(&Store, &str) -> Result<Found, NameError>| {
            let found =
                names.iter().map(|name| find(store, name)).collect::<Result<Vec<_>, _>>()?;
            Ok::<_, Failure>(
                found
                    .iter()
                    .flat_map(|found| &found.nodes)
                    .map(|node| node.as_str().to_owned())
                    .collect(),
            )
        };
        Ok(Request {
            words: words(&self.words.join(" ")),
            regions: iris(&self.region, names::regions)?,
            agents: iris(&self.unit, names::agents)?,
            role,
        })
    }

    /// Returns the requested format, or the one that the file extension stands for.
    fn format(&self) -> FindFormat {
        let extension = self
            .output
            .as_deref()
            .and_then(std::path::Path::extension)
            .and_then(|one| one.to_str());
        self.format.unwrap_or(match extension {
            Some("csv") => FindFormat::Csv,
            Some("json") => FindFormat::Json,
            _ => FindFormat::Table,
        })
    }
}

/// Writes hits for people: position and title, who is responsible, sentence, line.
fn told(hits: &[Hit], words: &[String], out: &mut dyn Write) -> io::Result<()> {
    for Hit { entry, .. } in hits {
        let place = [
            entry.place.as_deref(),
            entry.number.as_deref().or(entry.plan.as_deref()),
            entry.path.as_deref(),
        ];
        writeln!(out, "{}", place.into_iter().flatten().collect::<Vec<_>>().join("  "))?;
        writeln!(
            out,
            "  {}",
            if entry.title.is_empty() { entry.text.as_str() } else { &entry.title }
        )?;
        for role in Role::ALL {
            let names: Vec<_> = entry.names_of(*role).collect();
            if !names.is_empty() {
                writeln!(out, "  {}：{}", role.message(), names.join("、"))?;
            }
        }
        if let Some(sentence) = sentence(entry, words).filter(|_| entry.what == What::Task) {
            writeln!(out, "  {sentence}")?;
        }
        writeln!(out, "  {}:{}\n", entry.file, entry.line)?;
    }
    Ok(())
}

/// Writes one row per region: how many hits it has, and how often each role occurs in them.
fn counts(
    rows: &[(String, BTreeMap<String, usize>)],
    format: FindFormat,
    out: &mut dyn Write,
) -> io::Result<()> {
    let count =
        |roles: &BTreeMap<String, usize>, word: &str| roles.get(word).copied().unwrap_or_default();
    let cells = |(region, roles): &(String, BTreeMap<String, usize>)| {
        let n = [count(roles, "")]
            .into_iter()
            .chain(COLUMNS.iter().map(|role| count(roles, role.word())));
        [region.clone()].into_iter().chain(n.map(|n| n.to_string())).collect::<Vec<_>>()
    };
    match format {
        FindFormat::Json => {
            let header =
                ["region", "found"].into_iter().chain(COLUMNS.iter().map(|role| role.word()));
            let header: Vec<_> = header.collect();
            let rows = rows
                .iter()
                .map(|row| header.iter().copied().zip(cells(row)).collect::<BTreeMap<_, _>>());
            serde_json::to_writer_pretty(&mut *out, &rows.collect::<Vec<_>>())?;
            writeln!(out)
        }
        FindFormat::Csv => {
            let mut table = ::csv::Writer::from_writer(out);
            table.write_record(
                ["region", "found"].into_iter().chain(COLUMNS.iter().map(|role| role.word())),
            )?;
            for row in rows {
                table.write_record(cells(row))?;
            }
            table.flush()
        }
        FindFormat::Table => {
            let mut table = Table::new();
            table
                .load_style(presets::UTF8_FULL_CONDENSED)
                .set_content_arrangement(ContentArrangement::Dynamic);
            let header = [message!("find-region"), message!("find-found")];
            table.set_header(
                header
                    .into_iter()
                    .chain(COLUMNS.map(Role::message))
                    .map(|heading| heading.to_string()),
            );
            rows.iter().for_each(|row| {
                table.add_row(cells(row));
            });
            writeln!(out, "{table}")
        }
    }
}
