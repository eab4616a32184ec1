//! Plans and carries out the changes to the graphs of a store that bring them in line with its
//! sources.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{NamedNode, Quad};

use super::update::{Options, Remembered, Target};
use super::{Entry, Held, Manifest, Settled, Work};
use crate::digest::sha256;
use crate::graph::{THINGS, graph_as, graph_name};
use crate::model::Facts;
use crate::read::{Input, Source};

/// Where the facts to be written come from.
pub(super) struct Material<'a> {
    /// The files of this build, by key.
    pub(super) inputs: &'a BTreeMap<String, Input>,
    /// Facts still in memory.
    pub(super) remembered: Remembered,
    pub(super) options: &'a Options<'a>,
}

/// The changes to be made.
pub(super) struct Plan<'a> {
    /// The works whose graphs are to be written.
    write: Vec<&'a Work>,
    /// Graphs to be removed.
    remove: BTreeSet<NamedNode>,
    /// Hashes of triples about things that may no longer be stated by any text.
    unsaid: BTreeSet<u64>,
    /// Sources that no longer speak, so that only their text is kept, by key, with the SHA-256 of
    /// the text.
    silenced: Vec<(String, String)>,
}

impl<'a> Plan<'a> {
    /// Compares what `settled` requires with what a store described by `before` contains.
    pub(super) fn new(before: &Manifest, after: &Manifest, settled: &'a Settled) -> Self {
        let write: Vec<&Work> =
            settled.works.iter().filter(|work| !work.is_held(&after.entries)).collect();
        let wanted: BTreeSet<&str> = settled.works.iter().map(|work| work.first.as_str()).collect();
        let speaks: BTreeSet<_> =
            settled.works.iter().map(|work| (&work.speaks, work.first.as_str())).collect();
        let stays = |key: &String, first: &str| {
            let held = after.entries.get(key).map(|entry| &entry.held);
            matches!(held, Some(Held::Speaks { first: now, .. }) if now == first)
                && speaks.contains(&(key, first))
        };
        let (mut remove, mut unsaid) = (BTreeSet::new(), BTreeSet::new());
        for (key, entry) in &before.entries {
            let Held::Speaks { first, things } = &entry.held else { continue };
            if !stays(key, first) {
                unsaid.extend(things);
                if !wanted.contains(first.as_str()) {
                    remove.insert(graph_name(&NamedNode::new_unchecked(first)));
                }
            }
        }
        let kept = settled.works.iter().flat_map(|work| &work.kept);
        let silenced = kept.filter_map(|key| {
            let entry = after.entries.get(key)?;
            let has_text = matches!(&entry.held, Held::Kept { text } if !text.is_empty());
            (!has_text).then(|| (key.clone(), entry.text.clone()))
        });
        Self { write, remove, unsaid, silenced: silenced.collect() }
    }

    /// Whether there is nothing to do.
    pub(super) fn is_empty(&self) -> bool {
        self.write.is_empty() && self.remove.is_empty() && self.silenced.is_empty()
    }

    /// Carries out the plan; returns the keys of sources that could not be read again and were not
    /// written.
    pub(super) fn run<T: Target>(
        mut self,
        target: &mut T,
        manifest: &mut Manifest,
        mut material: Material<'_>,
    ) -> Result<Vec<String>, T::Error> {
        for (key, sha256) in &self.silenced {
            let text = material.text(target, key, sha256)?;
            if let Some(entry) = manifest.entries.get_mut(key) {
                entry.held = Held::Kept { text };
            }
        }
        let texts = self.texts(target, manifest, &material)?;
        let (mut said, mut unwritten) = (Vec::new(), Vec::new());
        let mut graphs = self.write.iter().filter_map(|work| {
            let entry = manifest.entries.get(&work.speaks)?;
            let Some((source, facts)) = material.facts(&work.speaks, entry, &texts, manifest)
            else {
                unwritten.push(work.speaks.clone());
                return None;
            };
            let quads = graph_as(&source, &facts, &entry.text, &work.first);
            let things =
                quads.iter().filter(|quad| quad.graph_name == THINGS.into()).map(short_hash);
            said.push((
                work.speaks.clone(),
                work.first.as_str().to_owned(),
                things.collect::<BTreeSet<u64>>(),
            ));
            (material.options.progress)();
            Some((graph_name(&work.first), quads))
        });
        target.put(&mut graphs)?;
        target.remove(&self.remove)?;
        for (key, first, things) in said {
            if let Some(entry) = manifest.entries.get_mut(&key) {
                entry.held = Held::Speaks { first, things: things.into_iter().collect() };
            }
        }
        self.unsay(manifest);
        if !self.unsaid.is_empty() {
            target.retract(&self.unsaid)?;
        }
        Ok(unwritten)
    }

    /// Returns the texts of works that are written under another name and were not found in this
    /// build.
    fn texts<T: Target>(
        &self,
        target: &mut T,
        manifest: &Manifest,
        material: &Material<'_>,
    ) -> Result<BTreeMap<String, String>, T::Error> {
        let mut texts = BTreeMap::new();
        for key in self.write.iter().map(|work| &work.speaks) {
            let is_at_hand =
                material.remembered.contains_key(key) || material.inputs.contains_key(key);
            let Some(entry) = manifest.entries.get(key).filter(|_| !is_at_hand) else { continue };
            if matches!(entry.held, Held::Speaks { .. }) {
                texts.extend(target.text(&entry.text)?.map(|text| (key.clone(), text)));
            }
        }
        Ok(texts)
    }

    /// Keeps in `unsaid` only what no source states any more.
    fn unsay(&mut self, manifest: &Manifest) {
        if self.unsaid.is_empty() {
            return;
        }
        for entry in manifest.entries.values() {
            if let Held::Speaks { things, .. } = &entry.held {
                self.unsaid.retain(|thing| things.binary_search(thing).is_err());
            }
        }
    }
}

impl Material<'_> {
    /// Returns the text of a source that no longer speaks: from memory, from the store, or from its
    /// file.
    fn text<T: Target>(&self, target: &mut T, key: &str, sha256: &str) -> Result<String, T::Error> {
        if let Some((source, _)) = self.remembered.get(key) {
            return Ok(source.text.clone());
        }
        if let Some(text) = target.text(sha256)? {
            return Ok(text);
        }
        let source = self.inputs.get(key).and_then(|input| (self.options.read)(input).ok());
        Ok(source.map(|source| source.text).unwrap_or_default())
    }

    /// Returns the facts of a source: from memory, from its file, or from the text in the store.
    fn facts(
        &mut self,
        key: &str,
        entry: &Entry,
        texts: &BTreeMap<String, String>,
        manifest: &Manifest,
    ) -> Option<(Source, Facts)> {
        if let Some(known) = self.remembered.remove(key) {
            return Some(known);
        }
        if let Some(input) = self.inputs.get(key)
            && let Ok(source) = (self.options.read)(input)
            && source.hash == entry.sha256
        {
            let mut facts = crate::extract_facts(&source);
            (self.options.correct)(input, &source, &mut facts);
            return Some((source, facts));
        }
        let text = match &entry.held {
            Held::Kept { text } if !text.is_empty() => text,
            _ => texts.get(key)?,
        };
        let source = Source {
            name: entry.name.clone(),
            text: text.clone(),
            hash: entry.sha256.clone(),
            format: crate::read::media_type(&entry.format),
            // Remarks were made when its file was read; the text alone has none.
            notes: Vec::new(),
        };
        let mut facts = crate::extract_facts(&source);
        let corrections =
            entry.corrections.as_ref().and_then(|hash| manifest.corrections.get(hash));
        if let Some(corrections) =
            corrections.and_then(|text| crate::correct::Corrections::parse(text).ok())
        {
            crate::correct(&mut facts, &source, &corrections);
        }
        Some((source, facts))
    }
}

/// Returns eight bytes of the SHA-256 of a triple; a collision would take billions of triples.
pub fn short_hash(quad: &Quad) -> u64 {
    let hash = sha256(format!("{} {} {}", quad.subject, quad.predicate, quad.object));
    u64::from_str_radix(hash.get(..16).unwrap_or_default(), 16).unwrap_or_default()
}
