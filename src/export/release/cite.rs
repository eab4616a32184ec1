//! How to cite a release: `CITATION.cff` for people and archives, `dataset.jsonld` (schema.org) for
//! search engines, and a sentence.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::dcat::{ABOUT, ABOUT_ZH, KEYWORDS, TITLE, TITLE_ZH};
use super::imprint::PROGRAM;
use super::{File, Release};

/// Returns the citation as a sentence.
pub(super) fn sentence(release: &Release<'_>) -> String {
    let imprint = release.imprint;
    let licence = imprint.licence.spdx.unwrap_or(&imprint.licence.iri);
    format!(
        "{} ({}). {TITLE_ZH} ({TITLE}). Version {}. {}. <{}>. SHA-256 {}. {licence}.",
        imprint.authors().join("; "),
        imprint.issued.year(),
        release.version(),
        imprint.publisher(),
        release.iri.as_str(),
        release.hash,
    )
}

/// Returns the text of `CITATION.cff`, version 1.2.0 of the format.
pub(super) fn cff(release: &Release<'_>) -> String {
    let imprint = release.imprint;
    let mut text = "cff-version: 1.2.0\ntype: dataset\n".to_owned();
    let mut line = |key: &str, value: &str| {
        let _ = writeln!(text, "{key}: {}", quoted(value));
    };
    line("message", "Please cite these data as below, with the version and the hash.");
    line("title", &format!("{TITLE_ZH} ({TITLE})"));
    line("abstract", ABOUT);
    line("version", release.version());
    line("date-released", &imprint.issued.to_string());
    line("url", release.iri.as_str());
    match imprint.licence.spdx {
        Some(name) => line("license", name),
        None => line("license-url", &imprint.licence.iri),
    }
    text += "identifiers:\n";
    let hash = quoted(&format!("sha256:{}", release.hash));
    let _ = writeln!(
        text,
        "  - type: other\n    value: {hash}\n    description: \"SHA-256 of the canonical N-Quads (RDFC-1.0)\""
    );
    text += "authors:\n";
    for author in imprint.authors() {
        match author.split_once(", ") {
            Some((family, given)) => {
                let (family, given) = (quoted(family), quoted(given));
                let _ = writeln!(text, "  - family-names: {family}\n    given-names: {given}");
            }
            None => {
                let _ = writeln!(text, "  - name: {}", quoted(author));
            }
        }
    }
    let (key, address) = match imprint.contact.mail() {
        Some(mail) => ("email", mail),
        None => ("website", imprint.contact.iri()),
    };
    let _ = writeln!(
        text,
        "contact:\n  - name: {}\n    {key}: {}",
        quoted(imprint.publisher()),
        quoted(address)
    );
    text += "keywords:\n";
    for (word, _) in KEYWORDS {
        let _ = writeln!(text, "  - {}", quoted(word));
    }
    text
}

/// Returns a JSON string, which is valid YAML too.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// Returns the description of the dataset in schema.org.
pub(super) fn dataset(release: &Release<'_>) -> String {
    let (imprint, statistics) = (release.imprint, &release.statistics);
    let both = |en: &str, zh: &str| json!([{"@language": "zh", "@value": zh}, {"@language": "en", "@value": en}]);
    let day = imprint.issued.to_string();
    let regions = statistics
        .regions
        .iter()
        .map(|(iri, name)| json!({"@type": "AdministrativeArea", "@id": iri, "name": name}));
    let mut set = json!({
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": release.iri.as_str(),
        "url": release.iri.as_str(),
        "name": both(TITLE, TITLE_ZH),
        "description": both(ABOUT, ABOUT_ZH),
        "identifier": [release.iri.as_str(), format!("sha256:{}", release.hash)],
        "version": release.version(),
        "datePublished": day,
        "dateModified": day,
        "license": imprint.licence.iri,
        "isAccessibleForFree": true,
        "inLanguage": "zh",
        "keywords": KEYWORDS.iter().map(|(word, _)| word).collect::<Vec<_>>(),
        "measurementTechnique": format!("read from the documents by the rules of {PROGRAM}"),
        "spatialCoverage": regions.collect::<Vec<_>>(),
        "distribution": release.files.iter().map(download).collect::<Vec<_>>(),
    });
    if let (Some(first), Some(latest)) = (statistics.first(), statistics.latest()) {
        set["temporalCoverage"] = json!(format!("{first}/{latest}"));
    }
    // In schema.org a program can be neither publisher nor author.
    if let Some(publisher) = &imprint.publisher {
        set["publisher"] = json!({"@type": "Organization", "name": publisher});
        let (key, address) = match imprint.contact.mail() {
            Some(mail) => ("email", mail),
            None => ("url", imprint.contact.iri()),
        };
        set["publisher"]["contactPoint"] = json!({"@type": "ContactPoint", key: address});
    }
    if !imprint.authors.is_empty() {
        set["creator"] = imprint.authors.iter().map(|name| creator(name)).collect();
    }
    serde_json::to_string_pretty(&set).expect("strings are JSON") + "\n"
}

fn creator(name: &str) -> Value {
    match name.split_once(", ") {
        Some((family, given)) => {
            json!({"@type": "Person", "name": name, "familyName": family, "givenName": given})
        }
        None => json!({"@type": "Organization", "name": name}),
    }
}

fn download(file: &File) -> Value {
    json!({
        "@type": "DataDownload",
        "name": file.about,
        "contentUrl": file.name,
        "encodingFormat": file.media_type,
        "contentSize": format!("{} B", file.n_bytes),
        "sha256": file.sha256,
    })
}
