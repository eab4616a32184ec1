//! What only the publisher knows about a release: publisher, authors, contact, licence, and date.
//!
//! Nobody is invented. If nobody is named, the program itself takes their place, marked as
//! software, and the contact is the address of its namespace.

use std::str::FromStr;

use crate::message;
use crate::message::Message;
use crate::model::Date;

/// The program, which stands in if nobody is named.
pub(super) const PROGRAM: &str = concat!("zeren ", env!("CARGO_PKG_VERSION"));

/// The publisher of a release, and its terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imprint {
    /// The date of the release.
    pub issued: Date,
    /// The name of the publishing organisation.
    pub publisher: Option<String>,
    /// The authors: a person as `Family, Given`, or an organisation.
    pub authors: Vec<String>,
    /// Whom to contact.
    pub contact: Contact,
    /// The licence.
    pub licence: Licence,
}

impl Imprint {
    /// Creates an imprint with a date, naming nobody, under `CC-BY-4.0`.
    pub fn new(issued: Date) -> Self {
        let licence = LICENCES[0].licence();
        let contact = Contact("https://w3id.org/zeren/".to_owned());
        Self { issued, publisher: None, authors: Vec::new(), contact, licence }
    }

    /// Returns the publisher, or the program.
    pub(super) fn publisher(&self) -> &str {
        self.publisher.as_deref().unwrap_or(PROGRAM)
    }

    /// Returns the authors, or the publisher.
    pub(super) fn authors(&self) -> Vec<&str> {
        if self.authors.is_empty() {
            vec![self.publisher()]
        } else {
            self.authors.iter().map(String::as_str).collect()
        }
    }
}

/// A contact address: an e-mail address or a web address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact(String);

impl Contact {
    /// Returns the IRI: `mailto:…` or `https://…`.
    pub fn iri(&self) -> &str {
        &self.0
    }

    /// Returns the e-mail address, if it is one.
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

/// The licence of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Licence {
    /// The address of its text.
    pub iri: String,
    /// Its SPDX identifier, if known.
    pub spdx: Option<&'static str>,
    /// Its kind in the list that DCAT-AP recommends.
    pub(super) kind: Option<&'static str>,
}

/// A known licence.
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

/// Known licences for data, the default first.
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
