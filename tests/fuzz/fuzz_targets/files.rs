//! Reads any bytes as a file of each format: no panic, whatever format the file claims to be.
//!
//! The first byte chooses the format. In formats that are packages the bytes become the main part:
//! a mutation of packed bytes would be rejected before any XML is read. Starts from the fixtures.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../package.rs"]
mod package;

use package::package;

const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
const MAIL: &[u8] = b"MIME-Version: 1.0\r\nSubject: a\r\n";
const OFD: &[u8] = b"<OFD><DocBody><DocRoot>D.xml</DocRoot></DocBody></OFD>";
const OFD_DOCUMENT: &[u8] = b"<Document><Pages><Page ID='1' BaseLoc='P.xml'/></Pages></Document>";
const WORKBOOK: &[u8] = b"<workbook xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sheets>\
    <sheet name='a' sheetId='1' r:id='r1'/></sheets></workbook>";
const RELATIONS: &[u8] = b"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>\
    <Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet' \
    Target='worksheets/sheet1.xml'/></Relationships>";

fuzz_target!(|data: &[u8]| {
    let Some((kind, data)) = data.split_first() else { return };
    let (name, bytes) = match kind % 9 {
        0 => ("a", data.to_vec()),
        1 => ("a.csv", data.to_vec()),
        2 => ("a.rtf", [b"{\\rtf1", data].concat()),
        3 => ("a.doc", [COMPOUND, data].concat()),
        4 => ("a.eml", [MAIL, data].concat()),
        5 => ("a.fods", [b"<?xml version='1.0'?><office:document ", data].concat()),
        6 => ("a.odt", package(&[("META-INF/manifest.xml", b"<m/>"), ("content.xml", data)])),
        7 => ("a.ofd", package(&[("OFD.xml", OFD), ("D.xml", OFD_DOCUMENT), ("P.xml", data)])),
        _ => (
            "a.xlsx",
            package(&[
                ("[Content_Types].xml", b"<Types/>"),
                ("xl/workbook.xml", WORKBOOK),
                ("xl/_rels/workbook.xml.rels", RELATIONS),
                ("xl/worksheets/sheet1.xml", data),
            ]),
        ),
    };
    let _ = zeren::read::source(name.to_owned(), &bytes);
});
