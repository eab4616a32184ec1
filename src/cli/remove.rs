//! `zeren remove`: removes what was read from a file, or all copies of a document, from a store.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use zeren::message;
use zeren::nearest::nearest;
use zeren::sources::{Entry, Manifest, Target};
use zeren::store::{Store, Writer};

use super::build::Building;
use super::remote::RemoteArgs;
use super::report::Detail;
use super::store::DEFAULT;
use super::{Failure, report};

#[derive(Args)]
pub(crate) struct Remove {
    /// Files or folders that were read, or documents by their number or title
    #[arg(required = true, value_name = "PATH|DOCUMENT")]
    names: Vec<String>,
    /// Folder of the store
    #[arg(short, long, value_name = "STORE", default_value = DEFAULT)]
    location: String,
    #[command(flatten)]
    remote: RemoteArgs,
}

impl Remove {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        match self.remote.open() {
            Some(mut remote) => self.from(&mut remote, self.remote.name().unwrap_or_default()),
            None => {
                // Do not create a store only to remove something from it.
                drop(Store::open_existing(&self.location)?);
                self.from(&mut Writer::open(&self.location)?, &self.location)
            }
        }
    }

    fn from<T: Target>(&self, target: &mut T, place: &str) -> Result<ExitCode, Failure>
    where
        Failure: From<T::Error>,
    {
        let manifest = target.manifest()?;
        let mut keys = BTreeSet::new();
        for name in &self.names {
            let found: Vec<&String> = matching(&manifest, name);
            if found.is_empty() {
                return Err(unknown(&manifest, name));
            }
            keys.extend(found.into_iter().cloned());
        }
        let report = Building::remove(target, &keys)?;
        report::text(&report, place, Detail::Screen)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Returns the keys of the entries that a name stands for: a file, everything in a folder, or all
/// sources of a document.
fn matching<'m>(manifest: &'m Manifest, name: &str) -> Vec<&'m String> {
    let path = std::path::absolute(name).unwrap_or_else(|_| PathBuf::from(name));
    let path = path.canonicalize().unwrap_or(path);
    let of_path = |key: &str, entry: &Entry| {
        let file = key.split_once('\0').map_or(key, |(file, _)| file);
        entry.name == name || Path::new(file).starts_with(&path)
    };
    let with = |is: &dyn Fn(&str, &Entry) -> bool| -> Vec<&'m String> {
        manifest.entries.iter().filter(|(key, entry)| is(key, entry)).map(|(key, _)| key).collect()
    };
    let files = with(&of_path);
    if !files.is_empty() {
        return files;
    }
    with(&|_, entry| {
        entry
            .cards
            .iter()
            .any(|card| [&card.number, &card.title].into_iter().flatten().any(|one| one == name))
    })
}

fn unknown(manifest: &Manifest, name: &str) -> Failure {
    let cards = manifest.entries.values().flat_map(|entry| &entry.cards);
    let titles = cards.flat_map(|card| [card.number.as_ref(), card.title.as_ref()]).flatten();
    let known =
        manifest.entries.values().map(|entry| &entry.name).chain(titles).map(String::as_str);
    let near = nearest(name, known);
    let hint = match near.as_slice() {
        [] if manifest.entries.is_empty() => message!("hint-store-empty"),
        [] => message!("hint-sources"),
        near => {
            let near: Vec<_> = near.iter().map(|name| message!("quoted", name = name)).collect();
            message!("hint-sources-near", near = near)
        }
    };
    Failure::name(message!("source-unknown", name = name), hint)
}
