//! Reads any XML as one of the parts of a DOCX file: no panic, and no more memory than libFuzzer
//! allows.
//!
//! The first byte chooses the part; the other parts are minimal and refer to it.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../package.rs"]
mod package;

const OF: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const W: &str = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' \
    xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'";
const BODY: &str = "<w:p><w:pPr><w:pStyle w:val='a'/><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>监督。</w:t>\
    <w:footnoteReference w:id='2'/></w:r></w:p><w:altChunk r:id='chunk'/><w:sectPr><w:headerReference r:id='header'/></w:sectPr>";

fuzz_target!(|data: &[u8]| {
    let Some((kind, data)) = data.split_first() else { return };
    let names = ["document.xml", "numbering.xml", "styles.xml", "footnotes.xml", "header.xml", "chunk.htm", "_rels/document.xml.rels"];
    let chosen = names[usize::from(*kind) % names.len()];
    let relation = |(id, kind, target): (&str, &str, &str)| format!("<Relationship Id='{id}' Type='{OF}/{kind}' Target='{target}'/>");
    let related = [
        ("n", "numbering", "numbering.xml"),
        ("s", "styles", "styles.xml"),
        ("f", "footnotes", "footnotes.xml"),
        ("header", "header", "header.xml"),
        ("chunk", "aFChunk", "chunk.htm"),
    ];
    let usual = [
        ("document.xml", format!("<w:document {W}><w:body>{BODY}</w:body></w:document>")),
        ("numbering.xml", format!("<w:numbering {W}><w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:lvlText w:val='%1、'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num></w:numbering>")),
        ("styles.xml", format!("<w:styles {W}><w:style w:styleId='a'><w:name w:val='heading 1'/></w:style></w:styles>")),
        ("footnotes.xml", format!("<w:footnotes {W}><w:footnote w:id='2'><w:p/></w:footnote></w:footnotes>")),
        ("header.xml", format!("<w:hdr {W}><w:p/></w:hdr>")),
        ("chunk.htm", "<p>宣传。</p>".to_owned()),
        ("_rels/document.xml.rels", format!("<Relationships>{}</Relationships>", related.map(relation).concat())),
    ];
    let parts = usual.iter().map(|(name, usual)| (format!("word/{name}"), if *name == chosen { data } else { usual.as_bytes() }));
    let top = format!("<Relationships><Relationship Id='a' Type='{OF}/officeDocument' Target='word/document.xml'/></Relationships>");
    let fixed = [("[Content_Types].xml".to_owned(), &b"<Types/>"[..]), ("_rels/.rels".to_owned(), top.as_bytes())];
    let all: Vec<(String, &[u8])> = fixed.into_iter().chain(parts).collect();
    let all: Vec<(&str, &[u8])> = all.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let _ = zeren::read::source("a.docx".to_owned(), &package::package(&all));
});
