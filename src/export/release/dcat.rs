//! The description of a release by DCAT 3, for data portals: a catalogue of one data set, and a distribution for every file.

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{Literal, NamedNode, Term, Triple};

use super::{File, Release};
use crate::graph::ONTOLOGY;
use crate::graph::vocab::dcterms;
use crate::model::Date;

/// Namespace of DCAT.
pub(super) const NS: &str = "http://www.w3.org/ns/dcat#";
/// Namespace of SPDX, which has the terms for hashes.
pub(super) const SPDX: &str = "http://spdx.org/rdf/terms#";
/// The title in English.
pub(super) const TITLE: &str = "Responsibilities in Chinese official documents";
/// The title in Chinese.
pub(super) const TITLE_ZH: &str = "公文责任知识图谱";

/// Namespace of Dublin Core.
pub(super) const DCTERMS: &str = "http://purl.org/dc/terms/";
const ABOUT: &str = "Who leads, answers for and supports each task of the documents, by when and on what legal ground; every fact with the characters that it was read from.";
const ABOUT_ZH: &str = "文件中每项任务由谁牵头、谁负责、谁配合，何时完成，依据什么；每条事实均可追溯到原文的字。";
const KEYWORDS: &[(&str, &str)] = &[
    ("responsibility", "en"),
    ("public administration", "en"),
    ("责任分工", "zh"),
    ("牵头单位", "zh"),
    ("公文", "zh"),
];

/// The triples of the description.
pub(super) fn describe(release: &Release<'_>) -> Vec<Triple> {
    let mut dcat = Dcat { triples: Vec::new() };
    let set = &release.iri;
    let catalog = release.node("catalog");
    dcat.add(&catalog, rdf::TYPE.into_owned(), term("Catalog"));
    dcat.tagged(&catalog, dcterms::TITLE.into_owned(), TITLE, TITLE_ZH);
    dcat.tagged(&catalog, dct("description"), ABOUT, ABOUT_ZH);
    dcat.add(&catalog, term("dataset"), set.clone());
    self::set(&mut dcat, release);
    period(&mut dcat, release);
    for file in &release.files {
        distribution(&mut dcat, release, file);
    }
    dcat.triples
}

fn set(dcat: &mut Dcat, release: &Release<'_>) {
    let set = &release.iri;
    dcat.add(set, rdf::TYPE.into_owned(), term("Dataset"));
    dcat.tagged(set, dcterms::TITLE.into_owned(), TITLE, TITLE_ZH);
    dcat.tagged(set, dct("description"), ABOUT, ABOUT_ZH);
    dcat.add(set, dcterms::IDENTIFIER.into_owned(), Literal::from(release.hash.as_str()));
    dcat.add(set, term("version"), Literal::from(release.version()));
    if let Some(day) = release.issued {
        dcat.add(set, dct("issued"), date(day));
    }
    for (word, language) in KEYWORDS {
        dcat.add(set, term("keyword"), Literal::new_language_tagged_literal_unchecked(*word, *language));
    }
    dcat.add(set, term("theme"), authority("data-theme/GOVE"));
    dcat.add(set, dct("language"), authority("language/ZHO"));
    dcat.add(set, dct("conformsTo"), ONTOLOGY.into_owned());
    for region in &release.statistics.regions {
        dcat.add(set, dcterms::SPATIAL.into_owned(), NamedNode::new_unchecked(*region));
    }
}

/// The time from the first to the latest document.
fn period(dcat: &mut Dcat, release: &Release<'_>) {
    let (Some(first), Some(latest)) = (release.statistics.first(), release.statistics.latest()) else { return };
    let period = release.node("period");
    dcat.add(&release.iri, dct("temporal"), period.clone());
    dcat.add(&period, rdf::TYPE.into_owned(), dct("PeriodOfTime"));
    dcat.add(&period, term("startDate"), date(first));
    dcat.add(&period, term("endDate"), date(latest));
}

fn distribution(dcat: &mut Dcat, release: &Release<'_>, file: &File) {
    let node = release.node(&file.name);
    dcat.add(&release.iri, term("distribution"), node.clone());
    dcat.add(&node, rdf::TYPE.into_owned(), term("Distribution"));
    dcat.tagged(&node, dcterms::TITLE.into_owned(), file.about, file.about_zh);
    dcat.add(&node, term("downloadURL"), NamedNode::new_unchecked(&file.name));
    dcat.add(&node, term("accessURL"), NamedNode::new_unchecked(&file.name));
    let media_type = format!("https://www.iana.org/assignments/media-types/{}", file.media_type);
    dcat.add(&node, term("mediaType"), NamedNode::new_unchecked(media_type));
    let size = Literal::new_typed_literal(file.n_bytes.to_string(), xsd::NON_NEGATIVE_INTEGER);
    dcat.add(&node, term("byteSize"), size);
    if let Some(day) = release.issued {
        dcat.add(&node, dct("issued"), date(day));
    }
    if file.is_data() {
        dcat.add(&node, dct("conformsTo"), ONTOLOGY.into_owned());
    }
    let checksum = release.node(&format!("{}-sha256", file.name));
    dcat.add(&node, spdx("checksum"), checksum.clone());
    dcat.add(&checksum, rdf::TYPE.into_owned(), spdx("Checksum"));
    dcat.add(&checksum, spdx("algorithm"), spdx("checksumAlgorithm_sha256"));
    let value = Literal::new_typed_literal(&file.sha256, xsd::HEX_BINARY);
    dcat.add(&checksum, spdx("checksumValue"), value);
}

/// A description while it is written.
struct Dcat {
    triples: Vec<Triple>,
}

impl Dcat {
    fn add(&mut self, subject: &NamedNode, predicate: NamedNode, object: impl Into<Term>) {
        self.triples.push(Triple::new(subject.clone(), predicate, object));
    }

    /// Writes a value in both languages.
    fn tagged(&mut self, subject: &NamedNode, predicate: NamedNode, en: &str, zh: &str) {
        for (text, language) in [(en, "en"), (zh, "zh")] {
            let value = Literal::new_language_tagged_literal_unchecked(text, language);
            self.add(subject, predicate.clone(), value);
        }
    }
}

fn date(day: Date) -> Literal {
    Literal::new_typed_literal(day.to_string(), xsd::DATE)
}

fn term(local: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{NS}{local}"))
}

fn spdx(local: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{SPDX}{local}"))
}

fn dct(local: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{DCTERMS}{local}"))
}

/// A value of a list that the Publications Office of the European Union keeps, as portals expect.
fn authority(value: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("http://publications.europa.eu/resource/authority/{value}"))
}
