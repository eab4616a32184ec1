//! The description of a release in DCAT-AP 3, for data portals: a catalogue of one dataset, with a
//! distribution for every file.
//!
//! Portals validate more than links: the target of a link must have the right class. So licences,
//! languages, media types and the values of lists kept by the EU Publications Office are given
//! their classes here. The rules are in `ontology/profiles/dcat-ap.shapes.ttl`.

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term, Triple};

use super::imprint::PROGRAM;
use super::{File, Release};
use crate::graph::ONTOLOGY;
use crate::graph::vocab::{dcterms, foaf, prov, skos};
use crate::model::Date;

/// The namespace of DCAT.
pub(super) const NS: &str = "http://www.w3.org/ns/dcat#";
/// The namespace of DCAT-AP's additions.
pub(super) const DCATAP: &str = "http://data.europa.eu/r5r/";
/// The namespace of SPDX, for hashes.
pub(super) const SPDX: &str = "http://spdx.org/rdf/terms#";
/// The namespace of vCard, for contacts.
pub(super) const VCARD: &str = "http://www.w3.org/2006/vcard/ns#";
/// The title in English.
pub(crate) const TITLE: &str = "Responsibilities in Chinese official documents";
/// The title in Chinese.
pub(crate) const TITLE_ZH: &str = "公文责任知识图谱";
/// The description in English.
pub(crate) const ABOUT: &str = "Who leads, answers for and supports each task of the documents, by when and on what legal ground; every fact with the characters that it was read from.";
/// The description in Chinese.
pub(crate) const ABOUT_ZH: &str =
    "文件中每项任务由谁牵头、谁负责、谁配合，何时完成，依据什么；每条事实均可追溯到原文的字。";
/// Keywords, each with its language.
pub(crate) const KEYWORDS: &[(&str, &str)] = &[
    ("responsibility", "en"),
    ("public administration", "en"),
    ("责任分工", "zh"),
    ("牵头单位", "zh"),
    ("公文", "zh"),
];

/// The landing page in the folder.
const PAGE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("README.md");

/// Returns the triples of the description.
pub(super) fn describe(release: &Release<'_>) -> Vec<Triple> {
    let mut dcat = Dcat { release, triples: Vec::new() };
    dcat.catalog();
    dcat.set();
    dcat.period();
    dcat.agents();
    for file in &release.files {
        dcat.distribution(file);
    }
    dcat.triples.sort_by_cached_key(ToString::to_string);
    dcat.triples.dedup();
    dcat.triples
}

/// A description under construction.
struct Dcat<'a> {
    release: &'a Release<'a>,
    triples: Vec<Triple>,
}

impl Dcat<'_> {
    fn catalog(&mut self) {
        let catalog = self.release.node("catalog");
        self.class(&catalog, dcat("Catalog"));
        self.tagged(&catalog, dct("title"), TITLE, TITLE_ZH);
        self.common(&catalog);
        self.add(&catalog, dcat("dataset"), self.release.iri.clone());
        self.add(&catalog, foaf_term("homepage"), PAGE);
        self.class(&PAGE.into_owned(), foaf_term("Document"));
        let themes = authority("data-theme");
        self.add(&catalog, dcat("themeTaxonomy"), themes.clone());
        self.class(&themes, skos_term("ConceptScheme"));
        self.tagged(&themes, dct("title"), "Data theme", "数据主题");
        for language in ["ENG", "ZHO"] {
            self.is(
                &catalog,
                dct("language"),
                authority(&format!("language/{language}")),
                dct("LinguisticSystem"),
            );
        }
    }

    /// Adds the properties that catalogue and dataset share.
    fn common(&mut self, node: &NamedNode) {
        let imprint = self.release.imprint;
        self.tagged(node, dct("description"), ABOUT, ABOUT_ZH);
        self.dates(node);
        let (publisher, licence) =
            (self.release.node("publisher"), NamedNode::new_unchecked(&imprint.licence.iri));
        self.add(node, dct("publisher"), publisher);
        self.is(node, dct("license"), licence, dct("LicenseDocument"));
        for (region, name) in &self.release.statistics.regions {
            let region = NamedNode::new_unchecked(*region);
            self.is(node, dct("spatial"), region.clone(), dct("Location"));
            self.add(
                &region,
                skos::PREF_LABEL.into_owned(),
                Literal::new_language_tagged_literal_unchecked(*name, "zh"),
            );
        }
    }

    fn set(&mut self) {
        let (release, set) = (self.release, &self.release.iri);
        self.class(set, dcat("Dataset"));
        self.tagged(set, dct("title"), TITLE, TITLE_ZH);
        self.common(set);
        for identifier in [set.as_str(), &release.hash] {
            self.add(set, dct("identifier"), Literal::from(identifier));
        }
        self.add(set, dcat("version"), Literal::from(release.version()));
        for (word, language) in KEYWORDS {
            self.add(
                set,
                dcat("keyword"),
                Literal::new_language_tagged_literal_unchecked(*word, *language),
            );
        }
        let theme = authority("data-theme/GOVE");
        self.is(set, dcat("theme"), theme.clone(), skos::CONCEPT.into_owned());
        self.tagged(
            &theme,
            skos::PREF_LABEL.into_owned(),
            "Government and public sector",
            "政府与公共部门",
        );
        self.add(&theme, skos::IN_SCHEME.into_owned(), authority("data-theme"));
        self.is(set, dct("language"), authority("language/ZHO"), dct("LinguisticSystem"));
        // A changed graph is a different release.
        self.is(set, dct("accrualPeriodicity"), authority("frequency/NEVER"), dct("Frequency"));
        self.is(set, dct("accessRights"), authority("access-right/PUBLIC"), dct("RightsStatement"));
        self.is(set, dcat("landingPage"), PAGE.into_owned(), foaf_term("Document"));
        self.conforms(set);
    }

    fn conforms(&mut self, node: &NamedNode) {
        self.is(node, dct("conformsTo"), ONTOLOGY.into_owned(), dct("Standard"));
    }

    /// Adds the period from the first to the latest document.
    fn period(&mut self) {
        let statistics = &self.release.statistics;
        let (Some(first), Some(latest)) = (statistics.first(), statistics.latest()) else { return };
        let period = self.release.node("period");
        self.is(&self.release.iri, dct("temporal"), period.clone(), dct("PeriodOfTime"));
        self.add(&period, dcat("startDate"), date(first));
        self.add(&period, dcat("endDate"), date(latest));
    }

    /// Adds the publisher, the authors, the contact, and the kind of licence.
    fn agents(&mut self) {
        let (release, imprint) = (self.release, self.release.imprint);
        self.agent(&release.node("publisher"), imprint.publisher());
        for (n, author) in imprint.authors().into_iter().enumerate() {
            let is_publisher = author == imprint.publisher();
            let node = release.node(&if is_publisher {
                "publisher".to_owned()
            } else {
                format!("author-{}", n + 1)
            });
            self.add(&release.iri, dcterms::CREATOR.into_owned(), node.clone());
            self.agent(&node, author);
        }
        let contact = release.node("contact");
        self.is(&release.iri, dcat("contactPoint"), contact.clone(), vcard("Kind"));
        self.add(&contact, vcard("fn"), Literal::from(imprint.publisher()));
        let how = if imprint.contact.mail().is_some() { "hasEmail" } else { "hasURL" };
        self.add(&contact, vcard(how), NamedNode::new_unchecked(imprint.contact.iri()));
        if let Some(kind) = imprint.licence.kind {
            let licence = NamedNode::new_unchecked(&imprint.licence.iri);
            let node = NamedNode::new_unchecked(format!("http://purl.org/adms/licencetype/{kind}"));
            self.is(&licence, dct("type"), node.clone(), skos::CONCEPT.into_owned());
            self.add(
                &node,
                skos::PREF_LABEL.into_owned(),
                Literal::new_language_tagged_literal_unchecked(kind, "en"),
            );
        }
    }

    fn agent(&mut self, node: &NamedNode, name: &str) {
        self.class(node, foaf_term("Agent"));
        self.add(node, foaf::NAME.into_owned(), Literal::from(name));
        if name == PROGRAM {
            self.class(node, prov::SOFTWARE_AGENT.into_owned());
        }
    }

    fn distribution(&mut self, file: &File) {
        let (release, address) = (self.release, NamedNode::new_unchecked(&file.name));
        let node = release.node(&file.name);
        self.is(&release.iri, dcat("distribution"), node.clone(), dcat("Distribution"));
        self.add(&node, dct("title"), Literal::from(file.name.as_str()));
        self.tagged(&node, dct("description"), file.about, file.about_zh);
        self.add(&node, dcat("downloadURL"), address.clone());
        self.add(&node, dcat("accessURL"), address);
        let media_type =
            format!("https://www.iana.org/assignments/media-types/{}", file.media_type);
        self.is(&node, dcat("mediaType"), NamedNode::new_unchecked(media_type), dct("MediaType"));
        self.is(
            &node,
            dct("format"),
            authority(&format!("file-type/{}", file.file_type)),
            dct("MediaTypeOrExtent"),
        );
        let size = Literal::new_typed_literal(file.n_bytes.to_string(), xsd::NON_NEGATIVE_INTEGER);
        self.add(&node, dcat("byteSize"), size);
        self.dates(&node);
        let licence = NamedNode::new_unchecked(&release.imprint.licence.iri);
        self.is(&node, dct("license"), licence, dct("LicenseDocument"));
        let stable = authority("planned-availability/STABLE");
        self.is(
            &node,
            NamedNode::new_unchecked(format!("{DCATAP}availability")),
            stable.clone(),
            skos::CONCEPT.into_owned(),
        );
        self.tagged(&stable, skos::PREF_LABEL.into_owned(), "stable", "稳定");
        if file.is_data() {
            self.conforms(&node);
        }
        let checksum = release.node(&format!("{}-sha256", file.name));
        self.is(&node, spdx("checksum"), checksum.clone(), spdx("Checksum"));
        self.add(&checksum, spdx("algorithm"), spdx("checksumAlgorithm_sha256"));
        self.add(
            &checksum,
            spdx("checksumValue"),
            Literal::new_typed_literal(&file.sha256, xsd::HEX_BINARY),
        );
    }

    /// Adds the dates; a release never changes once it is published.
    fn dates(&mut self, node: &NamedNode) {
        for property in ["issued", "modified"] {
            self.add(node, dct(property), date(self.release.imprint.issued));
        }
    }

    fn add(&mut self, subject: &NamedNode, predicate: NamedNode, object: impl Into<Term>) {
        self.triples.push(Triple::new(subject.clone(), predicate, object));
    }

    fn class(&mut self, subject: &NamedNode, class: NamedNode) {
        self.add(subject, rdf::TYPE.into_owned(), class);
    }

    /// Adds a link, and the class of its target.
    fn is(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNode,
        object: NamedNode,
        class: NamedNode,
    ) {
        self.class(&object, class);
        self.add(subject, predicate, object);
    }

    /// Adds a text in both languages.
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

fn dcat(local: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{NS}{local}"))
}

fn spdx(local: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{SPDX}{local}"))
}

fn vcard(local: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{VCARD}{local}"))
}

fn dct(local: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("http://purl.org/dc/terms/{local}"))
}

fn foaf_term(local: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("http://xmlns.com/foaf/0.1/{local}"))
}

fn skos_term(local: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("http://www.w3.org/2004/02/skos/core#{local}"))
}

/// Returns a value of a list kept by the EU Publications Office, as portals expect.
fn authority(value: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("http://publications.europa.eu/resource/authority/{value}"))
}
