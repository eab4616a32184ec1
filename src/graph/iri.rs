//! IRIs in ASCII, derived from what a thing is, never from when it was read: same input, same IRI.
//!
//! 滑法政〔2023〕2号 of region 410526 becomes `…/id/doc/410526/huafazheng-2023-2-1a2b3c`, item
//! （十三） of its first annex `…/annex/1/task/5.13`. Names are spelt in pinyin for readability;
//! the short hash of the characters after it makes them unique. The rules are in
//! `ontology/README.md`.

use oxigraph::model::NamedNode;
use pinyin::ToPinyin;

use super::vocab::ID;
use crate::digest::sha256;
use crate::graph::Card;
use crate::lexicon::laws::key;
use crate::model::Unit;
use crate::model::path::{self, Level, Numbers};
use crate::numeral;
use crate::resolve::person::Identity;

/// Stands for the code of an unknown region.
const NO_REGION: &str = "-";

/// The most characters of pinyin in an IRI; titles are longer.
const SLUG: usize = 48;

/// The number of hexadecimal digits of the hash that names a text.
const TEXT: usize = 16;

/// Returns the IRI of a thing of the project.
pub(super) fn thing(path: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{ID}{path}"))
}

/// Returns an IRI below `parent`.
pub(super) fn under(parent: &NamedNode, path: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{}/{path}", parent.as_str()))
}

/// Returns the IRI of the text with this SHA-256, shared by a web page and a PDF file with the same
/// text.
pub(super) fn text(sha256: &str) -> NamedNode {
    thing(&format!("text/{}", sha256.get(..TEXT).unwrap_or(sha256)))
}

/// Returns the IRI of a document that is not an annex: by number and title, or else by its other
/// properties, or by the SHA-256 of its text if it has no title either.
pub(super) fn document(card: &Card, sha256: &str) -> NamedNode {
    let title = card.title.as_deref().map(title_key).unwrap_or_default();
    let region = card.region.as_deref();
    if let Some(number) = &card.number {
        return numbered(region, number, &title);
    }
    let name = spell(card.title.as_deref().unwrap_or(&card.kind));
    let date = card.date.as_deref().unwrap_or_default();
    let key = match title.is_empty() {
        true => sha256.to_owned(),
        false => {
            [card.issuers.join("、").as_str(), &title, date, &card.addressees.join("、")].join("\n")
        }
    };
    let parts = [name.as_str(), date, &short(&key)];
    let slug: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    thing(&format!("doc/{}/{}", segment(region), slug.join("-")))
}

/// Returns the IRI of the document of a region with this number and this [`title_key`].
pub(super) fn numbered(region: Option<&str>, number: &str, title: &str) -> NamedNode {
    let number = number_key(number);
    thing(&format!("doc/{}/{}", segment(region), tell(&number, &format!("{number}\n{title}"))))
}

/// Returns the IRI of a number alone, whichever documents have it.
pub(super) fn number(region: &str, number: &str) -> NamedNode {
    let number = number_key(number);
    thing(&format!("number/{}/{}", segment(Some(region)), tell(&number, &number)))
}

/// Normalises a number: 国发〔2018〕42号 and 国发〔2018〕第42号 have the same key.
pub(crate) fn number_key(number: &str) -> String {
    number.trim_end_matches('号').replace('第', "")
}

/// Normalises a title, so that citations match the document although they omit the issuer or use
/// other quotation marks.
pub(crate) fn title_key(title: &str) -> String {
    let title = hanconv::t2s(title);
    let about = title.find("关于").and_then(|at| title.get(at..)).unwrap_or(&title);
    key(about)
}

/// Returns the IRI of a unit or class of units: by region and full name, so that two documents of a
/// region share it.
pub(super) fn unit(unit: &Unit) -> NamedNode {
    let what = if unit.collective { "class" } else { "unit" };
    thing(&format!("{what}/{}/{}", segment(unit.region.as_deref()), name(&unit.canonical)))
}

/// Returns the IRI of a person: by region, name, and the body where the post is held, unless that
/// is the region itself.
pub(super) fn person(identity: &Identity<'_>) -> NamedNode {
    let Identity { region, name, body } = identity;
    thing(&format!(
        "person/{}/{}",
        segment(region.as_deref()),
        tell(name, &format!("{name}{body}"))
    ))
}

/// Returns the IRI of a concept in an open scheme, such as a type of unit.
pub(super) fn concept(scheme: &str, label: &str) -> NamedNode {
    thing(&format!("{scheme}/{}", name(label)))
}

/// Returns the IRI of a law, which is valid for the whole country.
pub(super) fn law(title: &str) -> NamedNode {
    thing(&format!("work/{}", name(&key(title))))
}

/// Returns the IRI of a normative document known only by its title, within the region where the
/// title identifies it.
pub(super) fn titled(region: &str, title: &str) -> NamedNode {
    thing(&format!("work/{}/{}", segment(Some(region)), name(&key(title))))
}

/// Returns the IRI of a title that only makes sense within one document.
pub(super) fn titled_in(document: &NamedNode, title: &str) -> NamedNode {
    under(document, &format!("work/{}", name(&key(title))))
}

/// Returns the IRI of a region by its GB/T 2260 code, or of a zone by that and its name.
pub(super) fn region(code: &str) -> NamedNode {
    thing(&format!("region/{}", segment(Some(code))))
}

/// Returns the code of a region as an IRI segment; a zone's name is spelt.
fn segment(code: Option<&str>) -> String {
    let Some(code) = code else { return NO_REGION.to_owned() };
    code.split_once('-')
        .map_or_else(|| code.to_owned(), |(digits, zone)| format!("{digits}-{}", name(zone)))
}

/// Returns the numbers of a task: its whole id if that names no document.
pub(super) fn numbers(id: &str) -> Numbers<'_> {
    path::split(id).map_or(Numbers::new(id), |(_, numbers)| numbers)
}

/// Returns the path of numbers `五/（十三）#2` as `5.13-2`, and that of `五/（十三）~2`, another
/// item with the same number, as `5.13~2`.
pub(super) fn path(numbers: Numbers<'_>) -> String {
    numbers.levels().map(piece).collect::<Vec<_>>().join(".")
}

fn piece(level: Level<'_>) -> String {
    let bare = level.number.trim_matches(|c: char| !c.is_alphanumeric());
    let number = numeral::chinese(bare).map_or_else(|| spell(bare), |n| n.to_string());
    let number = if number.is_empty() { "0".to_owned() } else { number };
    let nth = level.nth.map(|nth| format!("~{nth}")).unwrap_or_default();
    let part = level.part.map(|part| format!("-{part}")).unwrap_or_default();
    format!("{number}{nth}{part}")
}

/// Returns pinyin and a short hash, because names may be spelt alike.
fn name(text: &str) -> String {
    tell(text, text)
}

/// Returns the pinyin of `slug`, for readability, and a short hash of `key`, for uniqueness.
fn tell(slug: &str, key: &str) -> String {
    format!("{}-{}", spell(slug), short(key)).trim_start_matches('-').to_owned()
}

/// Spells Chinese characters as joined pinyin, keeps Latin letters and digits, and replaces
/// anything between by one `-`.
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

/// Returns six hexadecimal digits of the SHA-256 of `text`: enough together with a region and a
/// spelling.
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
            assert_eq!(path(Numbers::new(numbers)), expected);
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
        assert_eq!(law("法治方案（2021—2025年）"), law("法治方案 (2021-2025年)"));
        assert_eq!(law("中华人民共和国公司法"), law("公司法（2018年修正）"));
        assert_ne!(titled("410526", "实施细则"), titled("340621", "实施细则"));
    }

    #[test]
    fn numbers_that_sound_alike_are_told_apart() {
        for pair in ["教交", "发法", "卫委", "建监", "公工", "水税"] {
            let [a, b] = [0, 1].map(|n| pair.chars().nth(n).expect("two characters"));
            let numbers = [a, b].map(|c| format!("滑{c}〔2023〕5号"));
            assert_ne!(number("410526", &numbers[0]), number("410526", &numbers[1]), "{pair}");
            let of = |number: &str| numbered(Some("410526"), number, "关于印发工作要点的通知");
            assert_ne!(of(&numbers[0]), of(&numbers[1]), "{pair}");
        }
    }

    #[test]
    fn a_citation_names_the_document() {
        assert_eq!(number("000000", "国发〔2018〕42号"), number("000000", "国发〔2018〕第42号"));
        let title = "国务院办公厅关于进一步规范行政裁量权基准制定和管理工作的意见";
        assert_eq!(title_key(title), title_key("关于进一步规范行政裁量权基准制定和管理工作的意见"));
        assert_eq!(title_key("关于印发《要点》的通知"), title_key("關於印發〈要點〉的通知"));
        assert_ne!(title_key("法治建设实施纲要"), title_key("法治社会建设实施纲要"));
    }
}
