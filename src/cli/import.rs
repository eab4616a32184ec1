//! `zeren ledger import`: imports what people filled in into the store.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use zeren::graph::STATUSES;
use zeren::ledger::{Field, File, Filled, Giver, Imported, Layout, Record, RemarkKind, import};
use zeren::message;
use zeren::read::sheets;
use zeren::store::Writer;

use super::ledger::{day, layout};
use super::store::DEFAULT;
use super::{Failure, output, today};

/// Reads back what people filled in, into the store that the ledger was made from.
#[derive(Args)]
pub(crate) struct Import {
    /// Ledgers that people filled in: workbooks (.xlsx, .xls, .et, .ods) or CSV
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Folder of the store
    #[arg(short, long, value_name = "STORE", default_value = DEFAULT)]
    location: String,
    /// Tell what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Who gives the files: a person or a unit
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The day that the progress is of [default: today]
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// The copy that was issued, where the files do not tell
    #[arg(long, value_name = "FILE")]
    base: Option<PathBuf>,
    /// File that renamed the columns (TOML)
    #[arg(long, value_name = "FILE")]
    columns: Option<PathBuf>,
    /// File to write the proposed corrections to [default: standard output]
    #[arg(long, value_name = "FILE")]
    corrections: Option<PathBuf>,
}

impl Import {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let layout = self.columns.as_deref().map(layout).transpose()?.unwrap_or_default();
        let files = self.files.iter().map(|path| file(path)).collect::<Result<Vec<_>, _>>()?;
        let base = self.base.as_deref().map(file).transpose()?;
        let now = today::now();
        let day = self.on.as_deref().map(day).transpose()?.unwrap_or_else(today::today);
        let giver = Giver { by: self.by.as_deref(), now: &now, day };
        let imported = match self.dry_run {
            true => read(&self.location, (&files, base.as_ref()), &layout, giver)?,
            false => {
                // The lock is held from reading to writing.
                let mut writer = Writer::existing(&self.location)?;
                let imported = read(&self.location, (&files, base.as_ref()), &layout, giver)?;
                if let Some(graph) = &imported.graph {
                    writer.keep(STATUSES, graph)?;
                }
                imported
            }
        };
        self.tell(&imported)
    }

    fn tell(&self, imported: &Imported) -> Result<ExitCode, Failure> {
        let mut told: Vec<String> =
            imported.records.iter().flat_map(|one| changes(one, &imported.before)).collect();
        told.extend(remarks(imported));
        if !imported.proposals.is_empty() {
            match &self.corrections {
                Some(path) => {
                    output::write(Some(path), |out| out.write_all(imported.proposals.as_bytes()))?
                }
                None => told.push(format!("\n{}", imported.proposals.trim_end())),
            }
        }
        output::text(None, |out| told.iter().try_for_each(|line| writeln!(out, "{line}")))?;
        output::note(self.summary(imported));
        let is_left = imported.remarks.iter().any(|remark| remark.kind.is_left_over());
        Ok(if is_left { ExitCode::from(1) } else { ExitCode::SUCCESS })
    }

    fn summary(&self, imported: &Imported) -> String {
        let n_changes: usize = imported.records.iter().map(|record| record.filled.0.len()).sum();
        let n = |kind: fn(RemarkKind) -> bool| {
            imported.remarks.iter().filter(|one| kind(one.kind)).count()
        };
        let left = n(RemarkKind::is_left_over);
        let edited = n(|kind| kind == RemarkKind::Edited);
        let (rows, changes) = (imported.n_matched, n_changes);
        match self.dry_run {
            true => message!(
                "import-would",
                rows = rows,
                changes = changes,
                left = left,
                edited = edited
            )
            .to_string(),
            false => message!(
                "import-done",
                rows = rows,
                changes = changes,
                left = left,
                edited = edited
            )
            .to_string(),
        }
    }
}

/// Returns a line for each remark, but only the first few about missing rows, since part of a
/// ledger lacks most of them.
fn remarks(imported: &Imported) -> Vec<String> {
    const MOST: usize = 5;
    let mut n_missing: BTreeMap<&str, usize> = BTreeMap::new();
    let mut told = Vec::new();
    for remark in &imported.remarks {
        if remark.kind == RemarkKind::Missing {
            let n = n_missing.entry(&remark.place).or_default();
            *n += 1;
            if *n > MOST {
                continue;
            }
        }
        told.push(format!("{}: {}", remark.place, remark.message));
    }
    let more = n_missing.into_iter().filter(|(_, n)| *n > MOST);
    told.extend(
        more.map(|(place, n)| {
            format!("{place}: {}", message!("import-missing-more", n = n - MOST))
        }),
    );
    told
}

fn read(
    location: &str,
    files: (&[File], Option<&File>),
    layout: &Layout,
    giver: Giver<'_>,
) -> Result<Imported, Failure> {
    Ok(import(&super::store::open(location)?, files, layout, giver)?)
}

fn file(path: &Path) -> Result<File, Failure> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(File { name, sheets: sheets(path)? })
}

/// Returns a line for each changed value.
fn changes(record: &Record, before: &BTreeMap<String, Filled>) -> Vec<String> {
    let task = zeren::syntax::short(&record.task);
    let old =
        |field: Field| before.get(&record.task).map(|filled| filled.get(field)).unwrap_or_default();
    let line = |(field, value): (&Field, &String)| match old(*field) {
        "" => message!("import-set", task = task.as_str(), column = field.zh(), value = value)
            .to_string(),
        was => message!(
            "import-changed",
            task = task.as_str(),
            column = field.zh(),
            was = was,
            value = value
        )
        .to_string(),
    };
    record.filled.0.iter().map(line).collect()
}
