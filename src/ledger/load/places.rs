//! Loads documents and headings, which contain the rows.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::super::{Document, Part};
use crate::query::{QueryError, rows, text};
use crate::store::Store;

const DOCUMENTS: &str = "SELECT ?document ?graph ?title ?number ?date ?region ?notice ?start ?issuer {
  GRAPH ?graph { ?document eli:is_realized_by ?expression } ?document zr:start ?start .
  OPTIONAL { ?document dcterms:title ?title } OPTIONAL { ?document eli:number ?number }
  OPTIONAL { ?document eli:date_document ?date } OPTIONAL { ?document dcterms:spatial/skos:prefLabel ?region }
  OPTIONAL { ?notice eli:has_annex ?document } OPTIONAL { ?document dcterms:creator/skos:prefLabel ?issuer }
} ORDER BY ?graph ?start ?document ?notice ?issuer";

const SECTIONS: &str = "SELECT DISTINCT ?section ?title ?number ?within ?start ?quote ?text {
  ?section a eli:WorkSubdivision ; eli:number ?number ; dcterms:title ?title ; eli:is_part_of ?within ; zr:start ?start .
  OPTIONAL { ?section zr:quote ?quote ; zr:inText ?text }
} ORDER BY ?section ?start";

/// The period in a title: 2023年度, 2021—2025年, “十四五”.
static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
    let years = r"20\d\d\s*年?\s*[—–\-－~至]+\s*20\d\d\s*年(?:度)?";
    let pattern = format!(
        "({years})|“(十[一二三四五六]五)”(?:时期|期间)?|(20\\d\\d年(?:度|上半年|下半年|第[一二三四]季度)?)"
    );
    Regex::new(&pattern).expect("the pattern is fixed")
});

/// A heading, and its offset in the text.
#[derive(Clone, Debug)]
pub(super) struct Section {
    pub(super) title: String,
    pub(super) number: String,
    pub(super) within: String,
    pub(super) start: usize,
    pub(super) quote: String,
    pub(super) text: String,
}

/// The documents in order, and the headings by IRI.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub(super) documents: Vec<Document>,
    pub(super) sections: BTreeMap<String, Section>,
    index: BTreeMap<String, usize>,
}

impl Places {
    pub(super) fn read(store: &Store) -> Result<Self, QueryError> {
        let mut places = Self { sections: sections(store)?, ..Self::default() };
        for row in rows(store, DOCUMENTS)? {
            let get = |name: &str| text(&row, name).unwrap_or_default();
            let iri = get("document");
            let at = *places.index.entry(iri.clone()).or_insert(places.documents.len());
            if at == places.documents.len() {
                places.documents.push(Document {
                    period: period(&get("title")),
                    iri,
                    title: get("title"),
                    number: get("number"),
                    date: get("date").parse().ok(),
                    region: get("region"),
                    issuers: Vec::new(),
                    notice: text(&row, "notice"),
                    graph: get("graph"),
                });
            }
            let issuer = get("issuer");
            if let Some(document) = places.documents.get_mut(at)
                && !issuer.is_empty()
                && !document.issuers.contains(&issuer)
            {
                document.issuers.push(issuer);
            }
        }
        places.inherit();
        Ok(places)
    }

    /// Copies the number, date and issuers of a notice to its annexes, and the period of an annex
    /// to its notice.
    fn inherit(&mut self) {
        let all = self.documents.clone();
        let find = |iri: &str| all.iter().find(|one| one.iri == iri);
        for document in &mut self.documents {
            let Some(notice) = document.notice.as_deref().and_then(find) else { continue };
            if document.number.is_empty() {
                document.number.clone_from(&notice.number);
            }
            document.date = document.date.or(notice.date);
            if document.issuers.is_empty() {
                document.issuers.clone_from(&notice.issuers);
            }
            if document.period.is_empty() {
                document.period.clone_from(&notice.period);
            }
        }
    }

    /// Returns the index of a document.
    pub(super) fn index(&self, iri: &str) -> Option<usize> {
        self.index.get(iri).copied()
    }

    /// Returns the headings over a section and itself, outermost first.
    pub(super) fn parts(&self, section: &str) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let mut next = section;
        while let Some(section) = self.sections.get(next) {
            // A malformed store may contain a cycle.
            if parts.iter().any(|part| part.iri == next) {
                break;
            }
            parts.push(Part {
                iri: next.to_owned(),
                number: section.number.clone(),
                title: section.title.clone(),
            });
            next = &section.within;
        }
        parts.reverse();
        parts
    }

    /// Returns the index of the document that contains a section.
    pub(super) fn document_of(&self, section: &str) -> Option<usize> {
        let outermost = self.parts(section).first()?.iri.clone();
        self.index(&self.sections.get(&outermost)?.within)
    }
}

fn sections(store: &Store) -> Result<BTreeMap<String, Section>, QueryError> {
    let mut sections = BTreeMap::new();
    for row in rows(store, SECTIONS)? {
        let get = |name: &str| text(&row, name).unwrap_or_default();
        let section = Section {
            title: get("title"),
            number: get("number"),
            within: get("within"),
            start: get("start").parse().unwrap_or_default(),
            quote: get("quote"),
            text: get("text"),
        };
        sections.entry(get("section")).or_insert(section);
    }
    Ok(sections)
}

/// Returns the period in a title, as written.
fn period(title: &str) -> String {
    let found = PERIOD.captures(title);
    found
        .map(|found| found.get(0).map(|whole| whole.as_str().trim().to_owned()).unwrap_or_default())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_name_periods() {
        for (title, expected) in [
            ("滑县2023年度法治政府建设工作安排", "2023年度"),
            ("濉溪县法治政府建设实施方案（2021—2025年）", "2021—2025年"),
            ("“十四五”水利规划", "“十四五”"),
            ("2024年政府工作报告任务分工", "2024年"),
            ("关于加强节水工作的意见", ""),
        ] {
            assert_eq!(period(title), expected, "{title}");
        }
    }
}
