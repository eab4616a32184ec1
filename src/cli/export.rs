//! `zeren export`: writes the graph in an RDF syntax, as a view in another vocabulary, as a
//! release, or together with the files to load it into a system.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use oxigraph::model::Quad;
use zeren::export::labels::labelled;
use zeren::export::profile::Profile;
use zeren::export::release::{Contact, Imprint, Licence, release};
use zeren::export::system::{SCRIPT, System};
use zeren::message;
use zeren::message::Message;
use zeren::model::Date;
use zeren::names;
use zeren::query::Format;
use zeren::store::Store;
use zeren::syntax::canonical::CanonicalError;
use zeren::syntax::{self, canonical};

use super::store::StoreArgs;
use super::{Failure, output, query, today};

#[derive(Args)]
pub(crate) struct Export {
    #[command(flatten)]
    store: StoreArgs,
    /// turtle, trig, ntriples, nquads, rdfxml, jsonld [default: by the extension of FILE, else
    /// turtle]
    #[arg(long)]
    format: Option<String>,
    /// Write files and a script that load the graph into fuseki, graphdb, neo4j, networkx, qlever,
    /// rdflib or virtuoso, to the folder --output
    #[arg(long = "for", value_name = "SYSTEM", value_parser = system, requires = "output", conflicts_with_all = ["format", "graph", "canonical"])]
    system: Option<&'static System>,
    /// Only the graph of this document: its number, (part of) its title, or an IRI, in full or as
    /// `id:…`
    #[arg(long, value_name = "NAME")]
    graph: Option<String>,
    /// File to write to
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Canonical N-Quads (RDFC-1.0), with their SHA-256 on standard error
    #[arg(long, conflicts_with = "format")]
    canonical: bool,
    /// The graph in another vocabulary: cpsv, eli, org, prov, schema
    #[arg(long, value_name = "NAME", value_parser = profile, conflicts_with_all = ["graph", "canonical", "system"])]
    profile: Option<&'static Profile>,
    /// Write a release to this folder: every syntax, the table of tasks, the ontology, descriptions
    /// in VoID, DCAT-AP and schema.org with hashes, and how to cite it
    #[arg(long, value_name = "DIR", conflicts_with_all = ["format", "graph", "output", "canonical", "profile", "system"])]
    release: Option<PathBuf>,
    #[command(flatten)]
    imprint: ImprintArgs,
}

/// What only the publisher of a release knows.
#[derive(Args)]
struct ImprintArgs {
    /// Day of the release [default: today]
    #[arg(long, value_name = "DATE", requires = "release")]
    issued: Option<String>,
    /// Who publishes the release [default: none; the program is named instead]
    #[arg(long, value_name = "NAME", requires = "release")]
    publisher: Option<String>,
    /// Author, a person as `Family, Given`; may be repeated [default: the publisher]
    #[arg(long = "author", value_name = "NAME", requires = "release")]
    authors: Vec<String>,
    /// Contact, an e-mail or web address [default: https://w3id.org/zeren/]
    #[arg(long, value_name = "ADDRESS", requires = "release")]
    contact: Option<Contact>,
    /// CC-BY-4.0, CC0-1.0, CC-BY-SA-4.0, or the address of another licence [default: CC-BY-4.0]
    #[arg(long, alias = "license", value_name = "LICENCE", requires = "release")]
    licence: Option<Licence>,
}

impl ImprintArgs {
    fn imprint(&self) -> Result<Imprint, Failure> {
        let unfit = |day| Failure::new(message!("no-day", day = day), message!("hint-day"));
        let issued = self
            .issued
            .as_ref()
            .map(|day| day.parse::<Date>().map_err(|_| unfit(day)))
            .transpose()?;
        let plain = Imprint::new(issued.unwrap_or_else(today::today));
        Ok(Imprint {
            publisher: self.publisher.clone(),
            authors: self.authors.clone(),
            contact: self.contact.clone().unwrap_or(plain.contact),
            licence: self.licence.clone().unwrap_or(plain.licence),
            ..plain
        })
    }
}

impl Export {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        match (&self.release, self.system, &self.output) {
            (Some(folder), ..) => self.release(folder)?,
            (None, Some(system), Some(folder)) => self.system(system, folder)?,
            _ => self.graph()?,
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Writes the graph to one file.
    fn graph(&self) -> Result<(), Failure> {
        let output = self.output.as_deref();
        let syntax = match self.canonical {
            true => None,
            false => Some(query::format(self.format.as_deref(), output, Format::Turtle)?),
        };
        let syntax = syntax.map(|format| format.rdf().ok_or_else(|| unfit(format))).transpose()?;
        let quads = self.quads(&self.store.open()?)?;
        output::write(output, |out| match syntax {
            Some(syntax) => syntax::write(&quads, syntax, out),
            None => {
                out.write_all(canonical::canonical(&quads).map_err(io::Error::other)?.as_bytes())
            }
        })?;
        if self.canonical {
            let failed =
                |error: CanonicalError| Failure::new(error.message(), message!("hint-canonical"));
            let hash = canonical::hash(&quads).map_err(failed)?;
            output::note(message!("hash", hash = hash));
        }
        Ok(())
    }

    /// Returns the requested part of the store.
    fn quads(&self, store: &Store) -> Result<Vec<Quad>, Failure> {
        if let Some(profile) = self.profile {
            return Ok(profile.view(store)?);
        }
        let Some(name) = self.graph.as_deref() else { return Ok(labelled(store)?) };
        let quads = match syntax::iri(name) {
            Some(graph) => store.whole(graph.as_ref())?,
            None => Vec::new(),
        };
        if !quads.is_empty() {
            return Ok(quads);
        }
        Ok(store.whole(names::graph_of(store, name)?.as_ref())?)
    }

    fn release(&self, folder: &Path) -> Result<(), Failure> {
        let imprint = self.imprint.imprint()?;
        release(&self.store.open()?, &imprint, &mut |name, bytes| put(folder, name, bytes))?;
        output::note(message!("release-in", folder = folder.display()));
        if imprint.publisher.is_none() {
            let licence = imprint.licence.spdx.unwrap_or(&imprint.licence.iri);
            output::note(message!("release-anonymous", licence = licence));
        }
        Ok(())
    }

    fn system(&self, system: &System, folder: &Path) -> Result<(), Failure> {
        system.write(&self.store.open()?, &mut |name, bytes| {
            put(folder, name, bytes)?;
            if name == SCRIPT { allow_to_run(&folder.join(name)) } else { Ok(()) }
        })?;
        output::note(message!("run-to-load", script = folder.join(SCRIPT).display()));
        Ok(())
    }
}

fn profile(name: &str) -> Result<&'static Profile, Message> {
    let names: Vec<_> = Profile::ALL.iter().map(|profile| profile.name).collect();
    Profile::find(name).ok_or_else(|| message!("hint-one-of", names = names))
}

fn system(name: &str) -> Result<&'static System, Message> {
    let names: Vec<_> = System::ALL.iter().map(|system| system.name).collect();
    System::find(name).ok_or_else(|| message!("hint-one-of", names = names))
}

#[cfg(unix)]
fn allow_to_run(path: &Path) -> io::Result<()> {
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o755))
}

#[cfg(not(unix))]
fn allow_to_run(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Writes a file into a folder, creating it if necessary.
fn put(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let path = folder.join(name);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(path, bytes)
}

fn unfit(format: Format) -> Failure {
    Failure::new(message!("graph-format", format = format.name()), message!("hint-graph-format"))
}
