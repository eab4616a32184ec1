//! The vocabulary of `ontology/units.ttl`: types of public bodies with their short forms.
//!
//! `发改委`, `发展改革委` and `发展和改革委员会` name one type. Names are compared by label first,
//! then by a key without what writers leave out: `和`, the `员会` in `委员会`, the `公室` in
//! `办公室`.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::characters::{CharSet, first_two};

const TURTLE: &str = include_str!("../../ontology/units.ttl");
/// The maximum length of a name, in characters.
const LONGEST: usize = 32;
const UNIT_TYPE: &str = "https://w3id.org/zeren/unit-type/";
/// The prefix of the names of concepts in the vocabulary.
const PREFIX: &str = "zru:";

/// Whether there is one such body in the state, or one in each region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scheme {
    /// One in the state: 财政部. The body is a type of its own.
    National,
    /// One in each region: 财政局.
    Local,
}

/// A type of public bodies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitType {
    /// The IRI of the concept.
    pub iri: String,
    /// The name that is the same in every region: 发展和改革委员会; the full name of a national
    /// body.
    pub name: &'static str,
    /// Short forms: 发改委.
    pub short: Vec<&'static str>,
    /// Where such bodies exist.
    pub scheme: Scheme,
    /// The IRIs of the types that took over its work in a reform, in order.
    pub replaced_by: Vec<String>,
    /// Its former names in this vocabulary, which occur in older IRIs of units.
    pub formerly: Vec<&'static str>,
}

/// The types with their indexes.
#[derive(Debug)]
pub struct UnitTypes {
    types: Vec<UnitType>,
    /// By label, for each scheme in the order of [`Scheme`]; only looked up, never iterated.
    labels: [FxHashMap<&'static str, usize>; 2],
    /// By key, for each scheme; `None` if two types share it.
    keys: [FxHashMap<Cow<'static, str>, Option<usize>>; 2],
    /// The last characters of all names, which rule out most strings at a glance.
    last: CharSet,
    /// The first two characters of all labels and keys, for each scheme.
    first: [FxHashSet<(char, char)>; 2],
}

static TYPES: LazyLock<UnitTypes> = LazyLock::new(|| UnitTypes::read(TURTLE));

/// Returns the types of `ontology/units.ttl`.
pub fn unit_types() -> &'static UnitTypes {
    &TYPES
}

impl UnitTypes {
    /// Reads the vocabulary line by line; each property of a concept is on a line of its own.
    fn read(turtle: &'static str) -> Self {
        let mut concepts: Vec<UnitType> = Vec::new();
        for line in turtle.lines() {
            if let Some(concept) = line.strip_prefix(PREFIX) {
                concepts.push(UnitType::unnamed(concept));
                continue;
            }
            let Some((predicate, objects)) = line.trim_start().split_once(' ') else { continue };
            let Some(concept) = concepts.last_mut() else { continue };
            match predicate {
                "skos:prefLabel" => concept.name = quoted(objects).next().unwrap_or_default(),
                "skos:altLabel" => concept.short.extend(quoted(objects)),
                "zr:formerly" => concept.formerly.extend(quoted(objects)),
                "dcterms:isReplacedBy" => {
                    let named =
                        objects.split(',').filter_map(|one| one.trim().strip_prefix(PREFIX));
                    concept.replaced_by.extend(named.map(iri));
                }
                _ => {}
            }
        }
        concepts.retain(|one| !one.name.is_empty());
        concepts.sort_unstable_by(|one, other| one.iri.cmp(&other.iri));
        Self::index(concepts)
    }

    fn index(types: Vec<UnitType>) -> Self {
        let n_labels = types.iter().map(|one| 1 + one.short.len()).sum();
        let mut labels: [FxHashMap<&str, usize>; 2] = [0, 1].map(|_| with_room(n_labels));
        let mut keys: [FxHashMap<Cow<'_, str>, Option<usize>>; 2] =
            [0, 1].map(|_| with_room(n_labels));
        // The endings that a key shortens, in both forms.
        let mut last = BTreeSet::from(['会', '委', '室', '办', '局', '联', '管']);
        for (at, one) in types.iter().enumerate() {
            let scheme = one.scheme as usize;
            for label in one.labels() {
                last.extend(label.chars().next_back());
                labels[scheme].insert(label, at);
                let first = keys[scheme].entry(key(label)).or_insert(Some(at));
                if *first != Some(at) {
                    *first = None;
                }
            }
        }
        let first = [0, 1].map(|scheme| {
            let keys = keys[scheme].keys().map(AsRef::as_ref);
            labels[scheme].keys().copied().chain(keys).filter_map(first_two).collect()
        });
        Self { types, labels, keys, last: last.into_iter().collect(), first }
    }

    /// Whether some name ends with this character.
    pub fn may_end_in(&self, c: char) -> bool {
        self.last.has(c)
    }

    /// All types, sorted by IRI.
    pub fn all(&self) -> &[UnitType] {
        &self.types
    }

    /// The types that directly took over the work of `one`.
    pub fn successors<'s>(&'s self, one: &'s UnitType) -> impl Iterator<Item = &'s UnitType> {
        let at = |iri: &String| self.types.binary_search_by(|other| other.iri.cmp(iri)).ok();
        one.replaced_by.iter().filter_map(at).filter_map(|at| self.types.get(at))
    }

    /// The type with exactly this label.
    pub fn labelled(&self, scheme: Scheme, label: &str) -> Option<&UnitType> {
        self.labels[scheme as usize].get(label).and_then(|at| self.types.get(*at))
    }

    /// Whether some name, or its [`key`], may begin like `name`.
    pub fn may_begin(&self, scheme: Scheme, name: &str) -> bool {
        // What a key changes at the beginning: 和 is dropped, 管理局 and 委员会 become shorter.
        let changes = |(one, two): (char, char)| {
            let goes = |c| matches!(c, '和' | '与' | '及' | '、' | '管');
            goes(one) || goes(two) || matches!(one, '委' | '办' | '监' | '联')
        };
        first_two(name)
            .is_none_or(|both| changes(both) || self.first[scheme as usize].contains(&both))
    }

    /// The type with this label, or else the only one with a label that has the same [`key`].
    pub fn find(&self, scheme: Scheme, name: &str) -> Option<&UnitType> {
        if name.len() > LONGEST * '局'.len_utf8()
            || !name.ends_with(|c| self.may_end_in(c))
            || !self.may_begin(scheme, name)
        {
            return None;
        }
        self.labelled(scheme, name).or_else(|| {
            let at = self.keys[scheme as usize].get(key(name).as_ref()).copied().flatten()?;
            self.types.get(at)
        })
    }

    /// The longest prefix of `text` that names a type: `财政局市人大` → `财政局`.
    pub fn longest<'t>(&self, scheme: Scheme, text: &'t str) -> Option<&'t str> {
        // A name of one character has no second one to check.
        if !self.may_begin(scheme, text) && !text.starts_with(|c| self.may_end_in(c)) {
            return None;
        }
        let ends =
            text.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST).collect::<Vec<_>>();
        ends.into_iter()
            .rev()
            .filter_map(|end| text.get(..end))
            .find(|piece| self.find(scheme, piece).is_some())
    }
}

/// An empty table that does not grow before it has `n` entries.
fn with_room<K, V>(n: usize) -> FxHashMap<K, V> {
    FxHashMap::with_capacity_and_hasher(n, Default::default())
}

/// The IRI of the concept with whose local name a text begins.
fn iri(local: &str) -> String {
    let name = local.split([' ', ';', '.']).next().unwrap_or_default();
    format!("{UNIT_TYPE}{name}")
}

/// The texts between quotation marks.
fn quoted(objects: &str) -> impl Iterator<Item = &str> {
    objects.split('"').skip(1).step_by(2)
}

impl UnitType {
    /// The concept that a line begins with, before its names are read.
    fn unnamed(line: &str) -> Self {
        let is_national = line.contains("skos:inScheme zru:national");
        Self {
            iri: iri(line),
            name: "",
            short: Vec::new(),
            scheme: if is_national { Scheme::National } else { Scheme::Local },
            replaced_by: Vec::new(),
            formerly: Vec::new(),
        }
    }

    /// Its name and its short forms.
    pub fn labels(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.short.iter().copied())
    }
}

/// The key shared by all spellings of a name: 发展和改革委员会 and 发展改革委 both become
/// 发展改革委.
pub fn key(name: &str) -> Cow<'_, str> {
    const LEFT_OUT: [char; 4] = ['和', '与', '及', '、'];
    const SHORTENED: [(&str, &str); 5] = [
        ("委员会", "委"),
        ("办公室", "办"),
        ("监督管理", "监管"),
        ("管理局", "局"),
        ("联合会", "联"),
    ];
    // One character of each long form, since most names contain none of them.
    static CHANGES: LazyLock<CharSet> =
        LazyLock::new(|| LEFT_OUT.into_iter().chain(['员', '公', '督', '理', '合']).collect());
    if CHANGES.places(name).next().is_none() {
        return Cow::Borrowed(name);
    }
    let name = name.replace(LEFT_OUT, "");
    let (mut rest, mut key) = (name.as_str(), String::with_capacity(name.len()));
    while let Some(c) = rest.chars().next() {
        let long = SHORTENED.iter().find(|(long, _)| rest.starts_with(long));
        let n_read = long.map_or(c.len_utf8(), |(long, _)| long.len());
        let (read, behind) = rest.split_at(n_read);
        key.push_str(long.map_or(read, |(_, short)| *short));
        rest = behind;
    }
    key.into()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use oxigraph::io::{RdfFormat, RdfParser};
    use oxigraph::model::vocab::rdf;
    use oxigraph::model::{NamedOrBlankNode, Term};

    use super::*;

    #[test]
    fn the_vocabulary_is_turtle_with_one_name_for_each_concept() {
        let triples: Vec<_> = RdfParser::from_format(RdfFormat::Turtle)
            .for_slice(TURTLE)
            .collect::<Result<_, _>>()
            .expect("Turtle");
        let concepts = triples
            .iter()
            .filter(|t| t.predicate == rdf::TYPE && t.object.to_string().contains("Concept>"));
        assert_eq!(concepts.count(), unit_types().all().len());
        assert!(unit_types().all().len() > 300);
    }

    #[test]
    fn a_line_says_what_a_reader_of_turtle_makes_of_it() {
        /// Whether it is national, and its names, short forms, successors and former names.
        type Read = (bool, [Vec<String>; 4]);
        let mut concepts: BTreeMap<String, Read> = BTreeMap::new();
        for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(TURTLE) {
            let quad = quad.expect("the vocabulary is Turtle");
            let NamedOrBlankNode::NamedNode(subject) = quad.subject else { continue };
            let (is_national, told) = concepts.entry(subject.into_string()).or_default();
            let (at, value) = match (quad.predicate.as_str(), quad.object) {
                (p, Term::NamedNode(scheme)) if p.ends_with("#inScheme") => {
                    *is_national = scheme.as_str().ends_with("national");
                    continue;
                }
                (p, Term::NamedNode(one)) if p.ends_with("/isReplacedBy") => (2, one.into_string()),
                (p, Term::Literal(label)) => match p.rsplit('#').next() {
                    Some("prefLabel") => (0, label.value().to_owned()),
                    Some("altLabel") => (1, label.value().to_owned()),
                    Some("formerly") => (3, label.value().to_owned()),
                    _ => continue,
                },
                _ => continue,
            };
            told[at].push(value);
        }
        let strings = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        let told = |one: &UnitType| {
            let UnitType { name, short, replaced_by, formerly, .. } = one;
            let told = [strings(&[*name]), strings(short), replaced_by.clone(), strings(formerly)];
            (one.iri.clone(), (one.scheme == Scheme::National, told))
        };
        concepts.retain(|_, (_, [names, ..])| !names.is_empty());
        let read: BTreeMap<String, Read> = unit_types().all().iter().map(told).collect();
        assert_eq!(concepts, read);
    }

    #[test]
    fn a_label_names_one_concept_of_its_scheme() {
        let mut labels: Vec<_> = unit_types()
            .all()
            .iter()
            .flat_map(|one| one.labels().map(move |label| (one.scheme, label)))
            .collect();
        let n = labels.len();
        labels.sort_unstable();
        for pair in labels.windows(2) {
            assert_ne!(pair[0], pair[1]);
        }
        assert_eq!(unit_types().labels.iter().map(FxHashMap::len).sum::<usize>(), n);
    }

    #[test]
    fn concepts_stand_in_the_order_of_their_names() {
        for scheme in [Scheme::National, Scheme::Local] {
            let mut before = String::new();
            for line in TURTLE.lines() {
                let Some(name) = line
                    .trim()
                    .strip_prefix("skos:prefLabel \"")
                    .and_then(|rest| rest.split_once('"'))
                else {
                    continue;
                };
                if unit_types().labelled(scheme, name.0).is_some_and(|one| one.name == name.0) {
                    assert!(before.as_str() < name.0, "{before} before {}", name.0);
                    before = name.0.to_owned();
                }
            }
        }
    }

    #[test]
    fn what_was_replaced_has_a_successor_and_a_year() {
        let mut n = 0;
        for block in TURTLE.split("\n\n").filter(|block| block.contains("dcterms:isReplacedBy")) {
            let note = block.split("skos:historyNote \"").nth(1).expect("a note says when");
            let year = note.split('年').next().and_then(|year| year.parse::<u16>().ok());
            assert!(year.is_some_and(|year| (1949..2100).contains(&year)), "{block}");
            n += 1;
        }
        let replaced: Vec<_> =
            unit_types().all().iter().filter(|one| !one.replaced_by.is_empty()).collect();
        assert_eq!(replaced.len(), n);
        for one in replaced {
            assert_eq!(
                unit_types().successors(one).count(),
                one.replaced_by.len(),
                "{} has no successor",
                one.name
            );
            let mut last = vec![one];
            for _ in 0..6 {
                last = last.into_iter().flat_map(|one| unit_types().successors(one)).collect();
            }
            assert!(last.is_empty(), "{} is replaced in a circle", one.name);
        }
    }

    #[test]
    fn spellings_of_one_name_find_one_type() {
        for (name, expected) in [
            ("发展改革委", "发展和改革委员会"),
            ("发改委", "发展和改革委员会"),
            ("住房城乡建设局", "住房和城乡建设局"),
            ("应急局", "应急管理局"),
            ("编办", "党委机构编制委员会办公室"),
        ] {
            assert_eq!(
                unit_types().find(Scheme::Local, name).map(|one| one.name),
                Some(expected),
                "{name}"
            );
        }
        assert_eq!(unit_types().find(Scheme::Local, "部门"), None);
    }
}
