//! IRIs in ASCII, made from what a thing is and never from when it was read: same input, same IRI.
//!
//! 滑法政〔2023〕2号 of region 410526 becomes `…/id/doc/410526/huafazheng-2023-2-1a2b3c`, item
//! （十三） of its first annex `…/annex/1/task/5.13`. Names are spelt in pinyin so that people can
//! read them; what tells them apart is the short hash of the characters behind it.
//! `ontology/README.md` has the rules.

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

/// Stands in place of a region's code when the region is not known.
const NO_REGION: &str = "-";

/// Characters of pinyin that an IRI carries at most; titles are longer.
const SLUG: usize = 48;

/// Hexadecimal digits of the hash that names a text.
const TEXT: usize = 16;

/// The IRI that `path` has among the project's things.
pub(super) fn thing(path: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{ID}{path}"))
}

/// The IRI of what lies under `parent`.
pub(super) fn under(parent: &NamedNode, path: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{}/{path}", parent.as_str()))
}

/// The text with this SHA-256: by its characters, so that a page and a PDF file of the same text
/// share it.
pub(super) fn text(sha256: &str) -> NamedNode {
    thing(&format!("text/{}", sha256.get(..TEXT).unwrap_or(sha256)))
}

/// A document that none attaches: by number and title, or by what else tells it from others; by the
/// SHA-256 of its text where it has no title either.
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

/// The document of a region with this number and this [`title_key`].
pub(super) fn numbered(region: Option<&str>, number: &str, title: &str) -> NamedNode {
    let number = number_key(number);
    thing(&format!("doc/{}/{}", segment(region), tell(&number, &format!("{number}\n{title}"))))
}

/// A number alone, whichever documents bear it.
pub(super) fn number(region: &str, number: &str) -> NamedNode {
    let number = number_key(number);
    thing(&format!("number/{}/{}", segment(Some(region)), tell(&number, &number)))
}

/// What writings of one number share: 国发〔2018〕42号 and 国发〔2018〕第42号.
pub(crate) fn number_key(number: &str) -> String {
    number.trim_end_matches('号').replace('第', "")
}

/// What the title of a numbered document and citations of it share: citations leave out who issued
/// it, or write the marks of titles otherwise.
pub(crate) fn title_key(title: &str) -> String {
    let title = hanconv::t2s(title);
    let about = title.find("关于").and_then(|at| title.get(at..)).unwrap_or(&title);
    key(about)
}

/// A unit or a class of units: by region and full name, so that two documents of one region share
/// it.
pub(super) fn unit(unit: &Unit) -> NamedNode {
    let what = if unit.collective { "class" } else { "unit" };
    thing(&format!("{what}/{}/{}", segment(unit.region.as_deref()), name(&unit.canonical)))
}

/// A person: by region, name, and the body where he holds his post, unless that is the region
/// itself.
pub(super) fn person(identity: &Identity<'_>) -> NamedNode {
    let Identity { region, name, body } = identity;
    thing(&format!(
        "person/{}/{}",
        segment(region.as_deref()),
        tell(name, &format!("{name}{body}"))
    ))
}

/// A concept of a scheme that grows with the documents, such as a type of unit.
pub(super) fn concept(scheme: &str, label: &str) -> NamedNode {
    thing(&format!("{scheme}/{}", name(label)))
}

/// A law, which is one for the whole country.
pub(super) fn law(title: &str) -> NamedNode {
    thing(&format!("work/{}", name(&key(title))))
}

/// A normative document known by its title alone, within the region where the title means one
/// thing.
pub(super) fn titled(region: &str, title: &str) -> NamedNode {
    thing(&format!("work/{}/{}", segment(Some(region)), name(&key(title))))
}

/// A title that means something in one document alone.
pub(super) fn titled_in(document: &NamedNode, title: &str) -> NamedNode {
    under(document, &format!("work/{}", name(&key(title))))
}

/// A region by its GB/T 2260 code, or a zone by that and its name.
pub(super) fn region(code: &str) -> NamedNode {
    thing(&format!("region/{}", segment(Some(code))))
}

/// The code of a region as a segment of an IRI: a zone's name is spelt.
fn segment(code: Option<&str>) -> String {
    let Some(code) = code else { return NO_REGION.to_owned() };
    code.split_once('-')
        .map_or_else(|| code.to_owned(), |(digits, zone)| format!("{digits}-{}", name(zone)))
}

/// The numbers of a task: all of its id where that names no document.
pub(super) fn numbers(id: &str) -> Numbers<'_> {
    path::split(id).map_or(Numbers::new(id), |(_, numbers)| numbers)
}

/// The path of numbers `五/（十三）#2` as `5.13-2`, that of `五/（十三）~2`, another item of this
/// number, as `5.13~2`.
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

/// Pinyin and a short hash, for names whose spelling others may share.
fn name(text: &str) -> String {
    tell(text, text)
}

/// The pinyin of `slug` to be read, and a short hash of `key` to tell apart.
fn tell(slug: &str, key: &str) -> String {
    format!("{}-{}", spell(slug), short(key)).trim_start_matches('-').to_owned()
}

/// The pinyin of Chinese characters run together, Latin letters and digits as they are, one `-` for
/// anything between.
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

/// Six hexadecimal digits of the SHA-256 of `text`: enough beside a region and a spelling.
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
