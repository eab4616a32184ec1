//! What only the publisher knows of a release: who publishes it, who made it, whom to ask, what may
//! be done with it, and the day.
//!
//! Nobody is made up. Where nobody is named the program stands for itself, as software, and the
//! contact is where its names live.

use std::str::FromStr;

use crate::message;
use crate::message::Message;
use crate::model::Date;

/// The program, where nobody is named.
pub(super) const PROGRAM: &str = concat!("zeren ", env!("CARGO_PKG_VERSION"));

/// Who publishes a release, and under what terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imprint {
    /// The day of the release.
    pub issued: Date,
    /// The name of the body that publishes it.
    pub publisher: Option<String>,
    /// Who made it: a person as `Family, Given`, else a body.
    pub authors: Vec<String>,
    /// Whom to ask.
    pub contact: Contact,
    /// What may be done with it.
    pub licence: Licence,
}

impl Imprint {
    /// That of a day, with nobody named and the licence `CC-BY-4.0`.
    pub fn new(issued: Date) -> Self {
        let licence = LICENCES[0].licence();
        let contact = Contact("https://w3id.org/zeren/".to_owned());
        Self { issued, publisher: None, authors: Vec::new(), contact, licence }
    }

    /// The publisher, or the program.
    pub(super) fn publisher(&self) -> &str {
        self.publisher.as_deref().unwrap_or(PROGRAM)
    }

    /// The authors, or who publishes.
    pub(super) fn authors(&self) -> Vec<&str> {
        if self.authors.is_empty() {
            vec![self.publisher()]
        } else {
            self.authors.iter().map(String::as_str).collect()
        }
    }
}

/// An address to write to: an e-mail address or one on the Web.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact(String);

impl Contact {
    /// The IRI: `mailto:…` or `https://…`.
    pub fn iri(&self) -> &str {
        &self.0
    }

    /// The e-mail address, if it is one.
    pub fn mail(&self) -> Option<&str> {
        self.0.strip_prefix("mailto:")
    }
}

impl FromStr for Contact {
    type Err = Message;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bare = text.strip_prefix("mailto:").unwrap_or(text);
        let is_iri = |iri: &str| oxigraph::model::NamedNode::new(iri).is_ok();
        let is_mail =
            bare.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
        match () {
            () if is_web(text) => Ok(Self(text.to_owned())),
            () if is_mail && is_iri(&format!("mailto:{bare}")) => {
                Ok(Self(format!("mailto:{bare}")))
            }
            () => Err(message!("contact-unfit")),
        }
    }
}

/// What may be done with a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Licence {
    /// The address of its text.
    pub iri: String,
    /// Its name in the list of SPDX, if it is known.
    pub spdx: Option<&'static str>,
    /// Its kind in the list that DCAT-AP recommends.
    pub(super) kind: Option<&'static str>,
}

/// A licence that has a name.
struct Known {
    spdx: &'static str,
    iri: &'static str,
    kind: &'static str,
}

impl Known {
    fn licence(&self) -> Licence {
        Licence { iri: self.iri.to_owned(), spdx: Some(self.spdx), kind: Some(self.kind) }
    }
}

/// Licences for data by their names, the default first.
const LICENCES: &[Known] = &[
    Known {
        spdx: "CC-BY-4.0",
        iri: "https://creativecommons.org/licenses/by/4.0/",
        kind: "Attribution",
    },
    Known {
        spdx: "CC0-1.0",
        iri: "https://creativecommons.org/publicdomain/zero/1.0/",
        kind: "PublicDomain",
    },
    Known {
        spdx: "CC-BY-SA-4.0",
        iri: "https://creativecommons.org/licenses/by-sa/4.0/",
        kind: "ViralEffect-ShareAlike",
    },
];

impl FromStr for Licence {
    type Err = Message;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known =
            LICENCES.iter().find(|one| one.spdx.eq_ignore_ascii_case(text) || one.iri == text);
        match known {
            Some(known) => Ok(known.licence()),
            None if is_web(text) => Ok(Self { iri: text.to_owned(), spdx: None, kind: None }),
            None => {
                let names: Vec<_> = LICENCES.iter().map(|one| one.spdx).collect();
                Err(message!("licence-unfit", names = names))
            }
        }
    }
}

fn is_web(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty()) && oxigraph::model::NamedNode::new(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contacts_are_addresses() {
        let iri = |text: &str| text.parse::<Contact>().map(|contact| contact.iri().to_owned()).ok();
        assert_eq!(iri("data@example.org").as_deref(), Some("mailto:data@example.org"));
        assert_eq!(iri("mailto:data@example.org").as_deref(), Some("mailto:data@example.org"));
        assert_eq!(iri("https://example.org/ask").as_deref(), Some("https://example.org/ask"));
        for wrong in [
            "",
            "example.org",
            "@example.org",
            "a b@example.org",
            "https://",
            "https://exa mple.org",
        ] {
            assert_eq!(iri(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn licences_have_names_or_addresses() {
        let licence = |text: &str| text.parse::<Licence>().ok();
        assert_eq!(licence("cc0-1.0").and_then(|one| one.spdx), Some("CC0-1.0"));
        assert_eq!(licence("https://creativecommons.org/licenses/by/4.0/"), licence("CC-BY-4.0"));
        assert_eq!(
            licence("https://example.org/terms").map(|one| (one.iri, one.spdx)),
            Some(("https://example.org/terms".to_owned(), None))
        );
        assert_eq!(licence("free"), None);
    }
}
