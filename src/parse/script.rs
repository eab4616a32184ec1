//! Converts traditional characters and the vocabulary of other regions to those that the rules use.
//!
//! `責任單位：縣工業和資訊化局` is matched as `责任单位：县工业和信息化局`; quotations keep the
//! original.

use std::sync::LazyLock;

use crate::characters::CharSet;
use crate::context::first_chars;

/// Characters that only occur in traditional text and that official documents cannot do without.
static TRADITIONAL: LazyLock<CharSet> =
    LazyLock::new(|| "縣區責單負務發處導設進應機關實業與為國會".chars().collect());
/// A text with this many of them in its first [`LOOKED_AT`] characters is traditional; with fewer,
/// it may just quote a name.
const AT_LEAST: usize = 4;
/// How many characters of a text are examined.
const LOOKED_AT: usize = 4000;

/// Whether a text is written in traditional characters.
pub(super) fn is_traditional(text: &str) -> bool {
    TRADITIONAL.places(first_chars(text, LOOKED_AT)).nth(AT_LEAST - 1).is_some()
}

/// Converts a text to simplified characters and mainland vocabulary, without changing the length of
/// any line: where the vocabulary would, only characters are converted, and where these would,
/// nothing is.
pub(super) fn simplified(text: &str) -> String {
    let line = |line: &str| {
        // What a law asks for, 執行, is what a computer does elsewhere: 运行.
        let line = &line.replace("執行", "执行");
        let alike = [hanconv::tw2sp(line), hanconv::t2s(line)]
            .into_iter()
            .find(|other| other.len() == line.len());
        alike.unwrap_or_else(|| line.to_owned())
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_traditional_text_is_simplified() {
        for (text, expected) in [
            ("責任單位：縣司法局、縣財政局；各鄉鎮人民政府負責。", true),
            ("责任单位：县司法局、县财政局；各乡镇人民政府负责。", false),
            ("联系人：張國榮，由县司法局负责。", false),
        ] {
            assert_eq!(is_traditional(text), expected, "{text}");
        }
        let text = "牽頭單位：縣工業和資訊化局\n配合單位：縣衛生健康委";
        assert_eq!(simplified(text), "牵头单位：县工业和信息化局\n配合单位：县卫生健康委");
        assert_eq!(simplified("嚴格執行《節水條例》"), "严格执行《节水条例》");
    }
}
