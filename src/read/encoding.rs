//! Decodes bytes: UTF-8, UTF-16 with and without a byte order mark, GB18030 (thus also GBK and GB
//! 2312), Big5.
//!
//! Valid UTF-8 is read as UTF-8 whatever a page declares, because pages get converted more often
//! than their declarations get updated. A declared Big5 is believed, and every declared GB encoding
//! is read as GB18030, the largest of them; without a declaration the encoding is detected from the
//! text.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::error::Problem;

/// The bytes given to the detector, which is slow and does not change its mind later.
const SAMPLE: usize = 64 << 10;

/// The bytes in which a page has to declare its encoding, generously.
const DECLARED: usize = 4096;

/// At most one in this many characters of a text may be undecodable.
const DAMAGED: usize = 200;

/// Decodes a text, replacing what cannot be decoded by `�`; fails if that is much of it. A text
/// whose lines end with carriage returns alone, as those of old Macintoshes do, gets line feeds.
pub(super) fn decode(bytes: &[u8]) -> Result<String, Problem> {
    let text = decoded(bytes)?;
    let has = |byte: u8| memchr::memchr(byte, text.as_bytes()).is_some();
    Ok(if !has(b'\n') && has(b'\r') { text.replace('\r', "\n") } else { text })
}

/// The same with the line ends of the source.
fn decoded(bytes: &[u8]) -> Result<String, Problem> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return plausible(
            encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0,
        );
    }
    if bytes.contains(&0) {
        return utf_16(bytes)
            .map_or(Err(Problem::Binary), |encoding| plausible(encoding.decode(bytes).0));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(by_chance(text).unwrap_or_else(|| text.to_owned()));
    }
    let read =
        |encoding: &'static Encoding| plausible(encoding.decode_without_bom_handling(bytes).0).ok();
    // The detector is slow, and most texts do not need it.
    read(UTF_8)
        .or_else(|| declared(bytes).and_then(read))
        .or_else(|| read(detected(bytes)))
        .or_else(|| [GB18030, BIG5].into_iter().find_map(read))
        .ok_or(Problem::Encoding)
}

/// Decodes GB18030 that happens to be valid UTF-8 too, as the four bytes of 通知 are: as UTF-8 it
/// has only letters of rare scripts, and no Han characters.
fn by_chance(text: &str) -> Option<String> {
    let is_chance = !text.is_ascii()
        && text.chars().all(|c| c < '\u{800}')
        && text.chars().any(|c| c >= '\u{100}');
    is_chance
        .then(|| GB18030.decode_without_bom_handling_and_without_replacement(text.as_bytes()))
        .flatten()
        .map(Cow::into_owned)
}

/// Decodes the beginning of a file well enough to look for tags in ASCII.
pub(super) fn glance(head: &[u8]) -> Cow<'_, str> {
    match Encoding::for_bom(head).map(|(encoding, _)| encoding).or_else(|| utf_16(head)) {
        Some(encoding) => encoding.decode(head).0,
        None => String::from_utf8_lossy(head),
    }
}

/// Accepts a decoded text if little of it was undecodable and it has few control characters.
fn plausible(text: Cow<'_, str>) -> Result<String, Problem> {
    let (mut n, mut damaged, mut control) = (0_usize, 0_usize, 0_usize);
    for c in text.chars() {
        n += usize::from(!c.is_ascii());
        damaged += usize::from(c == '\u{fffd}');
        control += usize::from(
            c.is_ascii_control()
                && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{1a}' | '\u{1b}'),
        );
    }
    // A character cut off at the end says nothing about the rest.
    let spared = usize::from(text.ends_with('\u{fffd}'));
    if control * DAMAGED > text.len() {
        Err(Problem::Binary)
    } else if (damaged - spared) * DAMAGED > n {
        Err(Problem::Encoding)
    } else {
        Ok(text.into_owned())
    }
}

/// Returns the encoding that a page declares in a `meta` element or an XML declaration.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(DECLARED)).unwrap_or_default().to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head);
    let at = ["charset", "encoding"]
        .iter()
        .filter_map(|word| Some(head.find(word)? + word.len()))
        .min()?;
    let rest = head
        .get(at..)?
        .trim_start()
        .strip_prefix('=')?
        .trim_start()
        .trim_start_matches(['"', '\'']);
    let label =
        rest.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).next()?;
    match Encoding::for_label(label.as_bytes())? {
        encoding if encoding == BIG5 => Some(BIG5),
        encoding if encoding.name().starts_with("GB") => Some(GB18030),
        _ => None,
    }
}

/// Guesses GB18030 or Big5 by the frequency of characters.
fn detected(bytes: &[u8]) -> &'static Encoding {
    let start = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or_default();
    let sample = bytes.get(start..bytes.len().min(start + SAMPLE)).unwrap_or_default();
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    if detector.guess(None, Utf8Detection::Deny) == BIG5 { BIG5 } else { GB18030 }
}

/// Recognises UTF-16 without a byte order mark: one byte order must give nothing but Chinese text
/// and ASCII.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(SAMPLE)).unwrap_or_default();
    if !sample.contains(&0) {
        return None;
    }
    [UTF_16LE, UTF_16BE].into_iter().find(|encoding| {
        let text = encoding.decode_without_bom_handling(sample).0;
        let known = |c: &char| {
            matches!(c, '\n' | '\r' | '\t' | ' '..='~' | '\u{2000}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
        };
        let n = text.chars().count();
        let n_known = text.chars().filter(known).count();
        n > 0 && (n - n_known) * 20 <= n
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTICE: &str = "各县（区）人民政府，市政府各部门：\r\n现将《实施方案》印发给你们，请认真贯彻执行。\r\n责任单位：市司法局、𠮷县。\r\n";
    const TRADITIONAL: &str = "各縣市政府、本府各局處：\n為推動法治政府建設，請依據計畫辦理，並於年底前提報成果。\n主辦單位：法務局。\n";

    fn utf_16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    fn told(bytes: &[u8]) -> String {
        decode(bytes).unwrap_or_else(|problem| panic!("{problem}"))
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        assert_eq!(told(NOTICE.as_bytes()), NOTICE);
        assert_eq!(told(format!("\u{feff}{NOTICE}").as_bytes()), NOTICE);
        assert_eq!(told(&GB18030.encode(NOTICE).0), NOTICE);
        assert_eq!(told(&GB18030.encode("滑县司法局").0), "滑县司法局");
        assert_eq!(told(&GB18030.encode("通知").0), "通知");
        assert_eq!(told(&BIG5.encode(TRADITIONAL).0), TRADITIONAL);
        for order in [u16::to_le_bytes, u16::to_be_bytes] {
            assert_eq!(told(&utf_16(NOTICE, order)), NOTICE);
            assert_eq!(told(&utf_16(&format!("\u{feff}{NOTICE}"), order)), NOTICE);
        }
    }

    #[test]
    fn carriage_returns_alone_end_lines() {
        assert_eq!(told("一、甲。\r二、乙。\r".as_bytes()), "一、甲。\n二、乙。\n");
        assert_eq!(told("一、甲\r。\n".as_bytes()), "一、甲\r。\n");
    }

    #[test]
    fn a_declaration_is_believed_unless_the_text_is_utf_8() {
        let page = |label: &str| {
            format!(
                "<meta http-equiv=\"Content-Type\" content=\"text/html; charset={label}\">责任单位："
            )
        };
        assert_eq!(told(page("gb2312").as_bytes()), page("gb2312"));
        assert_eq!(told(&GB18030.encode(&page("GB2312")).0), page("GB2312"));
        let short = "<meta charset=\"big5\">責任";
        assert_eq!(told(&BIG5.encode(short).0), short);
        assert_eq!(declared(b"<?xml version='1.0' encoding='GBK'?>"), Some(GB18030));
        assert_eq!(declared(b"<meta charset=utf-8>"), None);
    }

    #[test]
    fn little_damage_is_shown_and_much_is_refused() {
        let long = NOTICE.repeat(20);
        let mut cut = long.clone().into_bytes();
        cut.truncate(cut.len() - 3);
        assert_eq!(told(&cut), format!("{}\u{fffd}", long.trim_end().trim_end_matches('。')));
        let mut bad = long.into_bytes();
        bad[3] = 0xff;
        assert!(told(&bad).contains('\u{fffd}'));
        assert!(matches!(decode(b"ab\xff\xff\xff\xff\xff\xff"), Err(Problem::Encoding)));
        assert!(matches!(
            decode(b"\x7fELF\x02\x01\0\0\0\0\0\0\x03\0>\0\x01\0"),
            Err(Problem::Binary)
        ));
        assert!(matches!(
            decode(&(1..=255).cycle().take(4000).collect::<Vec<u8>>()),
            Err(Problem::Binary | Problem::Encoding)
        ));
    }
}
