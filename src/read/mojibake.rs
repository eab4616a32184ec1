//! Mojibake, saved after decoding in the wrong encoding: `æ»å¿`, `»¬ÏØ` or `婊戝幙` for 滑县.
//!
//! If nothing was lost, the text is restored; if something was, or if nothing in it is Chinese, a
//! remark says so.

use encoding_rs::{GB18030, UTF_8, WINDOWS_1252};

use super::told::Told;
use crate::diagnostic::Code;
use crate::message;

/// The fewest characters that tell anything about an encoding.
const SHORTEST: usize = 8;
/// The length in characters from which on a text without any Han character is remarked on.
const LONG: usize = 60;
/// Characters common in official documents: more than one in `ONE_IN` is one of them.
const USUAL: &str = "的一县市区政府人民单位责任工作年月日局牵头配合关于通知方案建设发展管理制度完成部门各有乡镇落实加强和、，。：";
const ONE_IN: usize = 12;
/// What `，`, `。`, `的` and quotation marks become when UTF-8 is decoded as GBK.
const OF_GBK: [char; 6] = ['锛', '銆', '鐨', '鈥', '鍜', '涓'];

/// The outcome of repairing a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mended {
    /// The text was fine.
    Whole,
    /// The text had been decoded in this encoding, and was restored.
    Back(&'static str),
    /// The text had been decoded in the wrong encoding, and cannot be restored fully.
    Lost,
    /// The text has no Chinese in it.
    Foreign,
}

impl Mended {
    /// Adds a remark about the outcome.
    pub(super) fn tell(self, told: &mut Told) {
        match self {
            Self::Whole => {}
            // An empty text is reported elsewhere.
            Self::Foreign if told.text.trim().is_empty() => {}
            Self::Back(encoding) => {
                told.note(
                    Code::EncodingMended,
                    0,
                    message!("note-encoding-mended", encoding = encoding),
                );
            }
            Self::Lost => {
                told.doubt(Code::TextGarbled, 0, message!("doubt-garbled"));
            }
            Self::Foreign => {
                told.doubt(Code::NoChinese, 0, message!("doubt-no-chinese"));
            }
        }
    }
}

/// Restores a text that was decoded in the wrong encoding.
pub(super) fn mended(text: String) -> (String, Mended) {
    let (mut n_han, mut n_high, mut n_lost, mut n_gbk, mut n) = (0, 0, 0, 0, 0);
    for c in text.chars() {
        n += 1;
        n_han += usize::from(is_han(c));
        n_high += usize::from(matches!(c, '\u{80}'..='\u{ff}'));
        n_lost += usize::from(c == '\u{fffd}');
        n_gbk += usize::from(OF_GBK.contains(&c));
    }
    if n_han * 50 < n_high && n_high >= SHORTEST {
        return from_latin(&text)
            .map_or((text, Mended::Lost), |(text, from)| (text, Mended::Back(from)));
    }
    if n_gbk * 40 > n_han && n_han >= SHORTEST && !is_chinese(&text) {
        return from_gbk(&text).map_or((text, Mended::Lost), |text| (text, Mended::Back("GBK")));
    }
    let is_lost = n_lost > 4 && n_lost * 50 > n_han || text.matches("锟斤拷").nth(2).is_some();
    let mended = match () {
        () if is_lost => Mended::Lost,
        () if n_han == 0 && n > LONG => Mended::Foreign,
        () => Mended::Whole,
    };
    (text, mended)
}

/// Restores UTF-8 or GBK that was decoded as Latin-1 or Windows-1252.
fn from_latin(text: &str) -> Option<(String, &'static str)> {
    let bytes: Vec<u8> = text.chars().map(byte).collect::<Option<_>>()?;
    let back = |encoding: &'static encoding_rs::Encoding| {
        encoding
            .decode_without_bom_handling_and_without_replacement(&bytes)
            .map(|text| text.into_owned())
    };
    let utf_8 = back(UTF_8).filter(|text| text.chars().any(is_han));
    let text = utf_8.or_else(|| back(GB18030).filter(|text| is_chinese(text)))?;
    Some((text, "Latin-1"))
}

/// Returns the byte that decodes to a character in Latin-1 or Windows-1252.
fn byte(c: char) -> Option<u8> {
    u8::try_from(u32::from(c)).ok().or_else(|| {
        let mut buffer = [0; 4];
        let (bytes, _, has_errors) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
        (!has_errors && bytes.len() == 1).then(|| bytes[0])
    })
}

/// Restores UTF-8 that was decoded as GBK.
fn from_gbk(text: &str) -> Option<String> {
    if text.contains('\u{fffd}') {
        return None;
    }
    let (bytes, _, has_errors) = GB18030.encode(text);
    let back = UTF_8.decode_without_bom_handling_and_without_replacement(&bytes)?;
    (!has_errors && is_chinese(&back)).then(|| back.into_owned())
}

/// Whether enough of a text's non-ASCII characters are common in official documents.
fn is_chinese(text: &str) -> bool {
    let (mut n, mut n_usual) = (0, 0);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        n += 1;
        n_usual += usize::from(USUAL.contains(c));
    }
    n_usual * ONE_IN > n
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTICE: &str = "各乡镇人民政府，县政府各部门：\n现将《滑县节水行动方案》印发给你们，请认真落实。（牵头单位：县水利局）\n";

    fn latin(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| char::from(*byte)).collect()
    }

    #[test]
    fn the_way_is_gone_back_where_nothing_was_lost() {
        let gbk = GB18030.encode(NOTICE).0.into_owned();
        let windows = WINDOWS_1252.decode_without_bom_handling(NOTICE.as_bytes()).0.into_owned();
        for garbled in [latin(NOTICE.as_bytes()), latin(&gbk), windows] {
            assert_eq!(mended(garbled), (NOTICE.to_owned(), Mended::Back("Latin-1")));
        }
        let even = "各乡镇人民政府，县政府各部门，请认真落实工作方案，完成责任，";
        let as_gbk = GB18030.decode_without_bom_handling(even.as_bytes()).0.into_owned();
        assert_eq!(mended(as_gbk), (even.to_owned(), Mended::Back("GBK")));
    }

    #[test]
    fn what_is_lost_or_foreign_is_told_and_chinese_left_alone() {
        let lost =
            GB18030.decode_without_bom_handling(NOTICE.as_bytes()).0.replace('€', "?") + "锛�";
        assert_eq!(mended(lost.clone()), (lost, Mended::Lost));
        let replaced = "锟斤拷锟斤拷锟斤拷府锟斤拷锟斤拷".to_owned();
        assert_eq!(mended(replaced).1, Mended::Lost);
        let english =
            "This is a page of a site that says nothing in Chinese at all, but much in English."
                .to_owned();
        assert_eq!(mended(english).1, Mended::Foreign);
        for text in [NOTICE, "涓江镇和鈥县", "Café, naïve", "", "abc"] {
            assert_eq!(mended(text.to_owned()), (text.to_owned(), Mended::Whole));
        }
    }
}
