//! IRIs in ASCII, made from what a thing is and never from when it was read: same input, same IRI.
//!
//! 滑法政〔2023〕2号 of region 410526 becomes `…/id/doc/410526/huafazheng-2023-2`, item （十三） of its first annex
//! `…/annex/1/task/5.13`. Names are spelt in pinyin so that people can read them; where two names could share a
//! spelling a short hash of the characters follows.

use oxigraph::model::NamedNode;
use pinyin::ToPinyin;

use super::vocab::ID;
use crate::digest::sha256;
use crate::lexicon::laws::key;
use crate::model::{Document, Facts, Person, Unit};
use crate::read::Source;

/// Stands in place of a region's code when the region is not known.
const NO_REGION: &str = "-";

/// Characters of pinyin that an IRI carries at most; titles are longer.
const SLUG: usize = 48;

/// The IRI that `path` has among the project's things.
pub(super) fn thing(path: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{ID}{path}"))
}

/// The IRI of what lies under `parent`.
pub(super) fn under(parent: &NamedNode, path: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{}/{path}", parent.as_str()))
}

/// The document at `index` of the facts: under the one that attaches it, else by its own number, title or bytes.
pub(super) fn document(source: &Source, facts: &Facts, index: usize) -> NamedNode {
    let document = &facts.documents[index];
    let attaches = |parent: &Document| parent.attaches.iter().position(|id| *id == document.id);
    let mut before = facts.documents.iter().take(index).enumerate();
    match before.find_map(|(parent, attaching)| Some((parent, attaches(attaching)?))) {
        Some((parent, annex)) => under(&self::document(source, facts, parent), &format!("annex/{}", annex + 1)),
        None => own(source, facts, document),
    }
}

/// A document that none attaches.
fn own(source: &Source, facts: &Facts, document: &Document) -> NamedNode {
    let region = &facts.region.as_ref().map_or(NO_REGION.to_owned(), |region| segment(&region.code));
    let title = document.title.as_deref().unwrap_or_default();
    let slug = match &document.number {
        Some(number) if region != NO_REGION => spell_number(number),
        Some(number) => format!("{}-{}", spell_number(number), short(&format!("{number}{title}"))),
        None => {
            let date = document.date.map(|date| format!("-{date}")).unwrap_or_default();
            let name = if title.is_empty() { &document.kind } else { title };
            let what = if title.is_empty() { &source.hash } else { title };
            format!("{}{date}-{}", spell(name), short(what))
        }
    };
    thing(&format!("doc/{region}/{}", slug.trim_start_matches('-')))
}

/// A document known by its number alone: the IRI that it has as a document of the region that issued it.
pub(super) fn numbered(region: &str, number: &str) -> NamedNode {
    thing(&format!("doc/{region}/{}", spell_number(number)))
}

/// 国发〔2018〕42号 as guofa-2018-42, as is 国发〔2018〕第42号.
fn spell_number(number: &str) -> String {
    spell(&number.trim_end_matches('号').replace('第', ""))
}

/// A unit or a class of units: by region and full name, so that two documents of one region share it.
pub(super) fn unit(unit: &Unit) -> NamedNode {
    let what = if unit.collective { "class" } else { "unit" };
    let region = unit.region.as_deref().map_or(NO_REGION.to_owned(), segment);
    thing(&format!("{what}/{region}/{}", name(&unit.canonical)))
}

/// A person: by region and name, for a name alone is no identity.
pub(super) fn person(facts: &Facts, person: &Person) -> NamedNode {
    let region = facts.region.as_ref().map_or(NO_REGION.to_owned(), |region| segment(&region.code));
    thing(&format!("person/{region}/{}", name(&person.name)))
}

/// A concept of a scheme that grows with the documents, such as a type of unit.
pub(super) fn concept(scheme: &str, label: &str) -> NamedNode {
    thing(&format!("{scheme}/{}", name(label)))
}

/// A normative document known by its title alone, of the region where its title means nothing outside of it.
pub(super) fn work(title: &str, region: Option<&str>) -> NamedNode {
    let name = name(&key(title));
    thing(&region.map_or_else(|| format!("work/{name}"), |region| format!("work/{}/{name}", segment(region))))
}

/// A region by its GB/T 2260 code, or a zone by that and its name.
pub(super) fn region(code: &str) -> NamedNode {
    thing(&format!("region/{}", segment(code)))
}

/// The code of a region as a segment of an IRI: a zone's name is spelt.
fn segment(code: &str) -> String {
    code.split_once('-').map_or_else(|| code.to_owned(), |(digits, zone)| format!("{digits}-{}", name(zone)))
}

/// The path of numbers `五/（十三）#2` as `5.13-2`, that of `五/（十三）~2`, another item of this number, as `5.13~2`.
pub(super) fn path(numbers: &str) -> String {
    let pieces: Vec<_> = numbers.split('/').map(piece).collect();
    pieces.join(".")
}

fn piece(number: &str) -> String {
    let (number, part) = number.split_once('#').map_or((number, None), |(number, part)| (number, Some(part)));
    let (number, again) = number.split_once('~').map_or((number, None), |(number, again)| (number, Some(again)));
    let bare = number.trim_matches(|c: char| !c.is_alphanumeric());
    let number = numeral(bare).map_or_else(|| spell(bare), |n| n.to_string());
    let number = if number.is_empty() { "0".to_owned() } else { number };
    let again = again.map(|again| format!("~{}", spell(again))).unwrap_or_default();
    let part = part.map(|part| format!("-{}", spell(part))).unwrap_or_default();
    format!("{number}{again}{part}")
}

/// Reads 十三, 二十 and 一百零二; nothing else than such numerals.
fn numeral(text: &str) -> Option<usize> {
    let (mut total, mut digit) = (0, None);
    for c in text.chars() {
        match c {
            '十' => total += 10 * digit.take().unwrap_or(1),
            '百' => total += 100 * digit.take().unwrap_or(1),
            '零' | '〇' => digit = None,
            _ => digit = Some("一二三四五六七八九".chars().position(|one| one == c)? + 1),
        }
    }
    Some(total + digit.unwrap_or_default()).filter(|n| *n > 0)
}

/// Pinyin and a short hash, for names whose spelling others may share.
fn name(text: &str) -> String {
    format!("{}-{}", spell(text), short(text))
}

/// The pinyin of Chinese characters run together, Latin letters and digits as they are, one `-` for anything between.
pub(super) fn spell(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars() {
        match c.to_pinyin() {
            Some(pinyin) => slug.push_str(&pinyin.plain().replace('ü', "v")),
            None if c.is_ascii_alphanumeric() => slug.push(c.to_ascii_lowercase()),
            None if slug.is_empty() || slug.ends_with('-') => {}
            None => slug.push('-'),
        }
    }
    let cut: String = slug.chars().filter(char::is_ascii).take(SLUG).collect();
    cut.trim_end_matches('-').to_owned()
}

/// Six hexadecimal digits of the SHA-256 of `text`.
pub(super) fn short(text: &str) -> String {
    sha256(text).get(..6).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_numbers() {
        for (numbers, expected) in [
            ("五/（十三）", "5.13"),
            ("八/（二十）#2", "8.20-2"),
            ("八/（二十）~2/1~3#2", "8.20~2.1~3-2"),
            ("四/（三）/2/（6）", "4.3.2.6"),
            ("一百零二", "102"),
            ("", "0"),
            ("第一章", "diyizhang"),
        ] {
            assert_eq!(path(numbers), expected);
        }
    }

    #[test]
    fn names_are_spelt_in_ascii() {
        for (text, expected) in [
            ("滑法政〔2023〕2", "huafazheng-2023-2"),
            ("县绿化委员会（APP）", "xianlvhuaweiyuanhui-app"),
            ("〔2023〕", "2023"),
        ] {
            assert_eq!(spell(text), expected);
        }
        assert_ne!(name("公式"), name("攻势"));
        assert_eq!(work("法治方案（2021—2025年）", None), work("法治方案 (2021-2025年)", None));
        assert_eq!(work("中华人民共和国公司法", None), work("公司法（2018年修正）", None));
        assert_ne!(work("实施细则", Some("410526")), work("实施细则", Some("340621")));
        assert_eq!(numbered("000000", "国发〔2018〕42号"), numbered("000000", "国发〔2018〕第42号"));
    }
}
