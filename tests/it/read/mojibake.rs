//! Files saved after decoding in a wrong encoding, from their bytes to the facts.

use encoding_rs::{GB18030, UTF_8, WINDOWS_1252};
use zeren::diagnostic::{Code, Severity};

use super::source;

const PLAN: &str = "滑县节水行动方案\n一、重点任务\n（一）完善节水制度。建立用水定额管理制度。（牵头单位：县水利局；配合单位：县住建局）\n";

/// Decodes bytes in a wrong encoding.
fn taken_for(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

#[test]
fn what_lost_nothing_is_mended() {
    let gbk = GB18030.encode(PLAN).0.into_owned();
    let page = format!("<html><body><p>{}</p></body></html>", PLAN.trim().replace('\n', "</p><p>"));
    for garbled in [
        taken_for(WINDOWS_1252, PLAN.as_bytes()),
        taken_for(WINDOWS_1252, &gbk),
        gbk.iter().map(|byte| char::from(*byte)).collect(),
        taken_for(WINDOWS_1252, page.as_bytes()),
    ] {
        let source = source(garbled.as_bytes());
        assert_eq!(source.text, PLAN);
        assert_eq!(
            (source.notes[0].code, source.notes[0].severity),
            (Code::EncodingMended, Severity::Note)
        );
        assert_eq!(zeren::extract_facts(&source).tasks[0].assignments.len(), 2);
    }
}

#[test]
fn what_is_lost_is_told() {
    let lost = taken_for(GB18030, PLAN.as_bytes());
    assert!(lost.contains('\u{fffd}'), "{lost}");
    let replaced =
        taken_for(GB18030, taken_for(UTF_8, &GB18030.encode(&PLAN.repeat(3)).0).as_bytes());
    let english = "Not found. The page that you asked for is not on this server, or was moved to another place.\n";
    for (text, code) in [
        (lost.as_str(), Code::TextGarbled),
        (&replaced, Code::TextGarbled),
        (english, Code::NoChinese),
    ] {
        let notes = source(text.as_bytes()).notes;
        assert_eq!(
            notes.first().map(|note| (note.code, note.severity)),
            Some((code, Severity::Doubt)),
            "{text}"
        );
    }
}
