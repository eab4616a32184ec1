//! Damaged documents, assembled from parts one of which is damaged.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::tokens::words;
use super::{fixture, tokens, tree};
use crate::mutations::mutate::Random;
use crate::read::{pdf_of, zip as packed};

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// Returns the members of a package.
fn parts(package: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(package)).expect("a package");
    let parts = (0..archive.len()).map(|at| {
        let mut part = archive.by_index(at).expect("a part");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("its bytes");
        (part.name().expect("UTF-8").into_owned(), bytes)
    });
    parts.filter(|(name, _)| !name.ends_with('/')).collect()
}

/// Returns a package in which one of the parts allowed by `may` is damaged.
fn damaged(
    mut parts: Vec<(String, Vec<u8>)>,
    may: fn(&str) -> bool,
    random: &mut Random,
) -> Vec<u8> {
    let places: Vec<usize> = (0..parts.len()).filter(|at| may(&parts[*at].0)).collect();
    let at = places[random.below(places.len())];
    let xml = String::from_utf8(parts[at].1.clone()).expect("XML in UTF-8");
    parts[at].1 = tree::mutated(&xml, random).into_bytes();
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    packed(&parts)
}

pub(super) fn docx(random: &mut Random) -> Vec<u8> {
    let is_part = |name: &str| {
        name.starts_with("word/")
            && !name.ends_with("fontTable.xml")
            && !name.ends_with("settings.xml")
    };
    let parts = if random.below(2) == 0 { parts(&fixture("notice.docx")) } else { listed() };
    damaged(parts, is_part, random)
}

/// Returns a document with lists, notes, headers, tracked changes, fields, and tables with spanning
/// cells.
fn listed() -> Vec<(String, Vec<u8>)> {
    let p = |properties: &str, runs: &str| format!("<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>");
    let run = |text: &str| format!("<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>");
    let number = |level: usize| {
        format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"1\"/></w:numPr>")
    };
    let cell = |properties: &str, text: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p("", &run(text)))
    };
    let body = [
        p("<w:pStyle w:val=\"a\"/>", &run("滑县节水方案")),
        p(&number(0), &run("总体要求")),
        p(
            &number(1),
            &(run("加强监督。由县司法局牵头。") + "<w:r><w:footnoteReference w:id=\"2\"/></w:r>"),
        ),
        p(
            &number(1),
            &format!(
                "<w:ins w:id=\"1\">{}</w:ins><w:del w:id=\"2\">{}</w:del>",
                run("宣传。"),
                run("删去。")
            ),
        ),
        p(
            "",
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
        ),
        format!(
            "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
            cell("<w:gridSpan w:val=\"2\"/>", "任务"),
            cell("<w:vMerge w:val=\"restart\"/>", "牵头单位"),
            cell("", "节水"),
            cell("<w:vMerge/>", "县水利局"),
        ),
        "<w:altChunk r:id=\"c1\"/><w:sectPr><w:headerReference r:id=\"h1\"/></w:sectPr>".to_owned(),
    ];
    let level = |at: usize, text: &str| {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    };
    let numbering = format!(
        "<w:numbering {W}><w:abstractNum w:abstractNumId=\"1\">{}{}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/>\
         <w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num></w:numbering>",
        level(0, "%1、"),
        level(1, "（%2）")
    );
    let of = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let related = [
        ("r1", "numbering", "numbering.xml"),
        ("r2", "footnotes", "footnotes.xml"),
        ("r3", "styles", "styles.xml"),
    ];
    let related =
        related.into_iter().chain([("h1", "header", "header1.xml"), ("c1", "aFChunk", "c.htm")]);
    let related: String = related
        .map(|(id, kind, target)| {
            format!("<Relationship Id=\"{id}\" Type=\"{of}/{kind}\" Target=\"{target}\"/>")
        })
        .collect();
    let all = [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        (
            "_rels/.rels",
            format!(
                "<Relationships><Relationship Id=\"a\" Type=\"{of}/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
            ),
        ),
        (
            "word/document.xml",
            format!("<w:document {W}><w:body>{}</w:body></w:document>", body.concat()),
        ),
        ("word/_rels/document.xml.rels", format!("<Relationships>{related}</Relationships>")),
        ("word/numbering.xml", numbering),
        (
            "word/footnotes.xml",
            format!(
                "<w:footnotes {W}><w:footnote w:id=\"2\">{}</w:footnote></w:footnotes>",
                p("", &run("见附件。"))
            ),
        ),
        (
            "word/styles.xml",
            format!(
                "<w:styles {W}><w:style w:styleId=\"a\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"b\"/></w:style><w:style w:styleId=\"b\"><w:name w:val=\"b\"/></w:style></w:styles>"
            ),
        ),
        ("word/header1.xml", format!("<w:hdr {W}>{}</w:hdr>", p("", &run("滑县人民政府文件")))),
        (
            "word/c.htm",
            "<html><body><p>（三）检查。</p><table><tr><td>任务</td></tr></table></body></html>"
                .to_owned(),
        ),
    ];
    all.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes())).collect()
}

pub(super) fn xlsx(random: &mut Random) -> Vec<u8> {
    let is_part = |name: &str| name.starts_with("xl/") && name.ends_with(".xml");
    damaged(parts(&fixture("ledger.xlsx")), is_part, random)
}

pub(super) fn odt(random: &mut Random) -> Vec<u8> {
    let fixture = fixture(if random.below(2) == 0 { "notice.odt" } else { "num.odt" });
    damaged(parts(&fixture), |name| matches!(name, "content.xml" | "styles.xml"), random)
}

pub(super) fn ods(random: &mut Random) -> Vec<u8> {
    damaged(
        parts(&fixture("ledger.ods")),
        |name| matches!(name, "content.xml" | "styles.xml"),
        random,
    )
}

pub(super) fn ofd(random: &mut Random) -> Vec<u8> {
    damaged(parts(&fixture("notice.ofd")), |name| name != "OFD.xml", random)
}

/// Returns a file with damaged objects but an intact cross-reference table.
pub(super) fn pdf(random: &mut Random) -> Vec<u8> {
    let hex =
        |text: &str| text.encode_utf16().map(|unit| format!("{unit:04X}")).collect::<String>();
    let lines = [
        "滑县节水方案",
        "一、总体要求",
        "（一）加强监督。由县司法局牵头，县水利局配合。",
        "2024年6月底前完成。",
    ];
    let lines = lines
        .iter()
        .enumerate()
        .map(|(n, line)| format!("BT /F1 12 Tf 72 {} Td <{}> Tj ET\n", 760 - 20 * n, hex(line)));
    let content = lines.collect::<String>()
        + "0.5 w 72 400 m 400 400 l S 72 380 328 20 re S q 1 0 0 1 0 0 cm /X1 Do Q\n";
    let mut objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R 9 0 R]/Count 2>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>/XObject<</X1 8 0 R>>>>/Contents 4 0 R>>".to_owned(),
        format!("stream\n{content}"),
        "<</Type/Font/Subtype/Type0/BaseFont/SimSun-UniGB-UCS2-H/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]/ToUnicode 10 0 R>>".to_owned(),
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/CIDSystemInfo<</Ordering(GB1)/Registry(Adobe)/Supplement 2>>/DW 1000/W[1[500 500]]/FontDescriptor 7 0 R>>".to_owned(),
        "<</Type/FontDescriptor/FontName/SimSun/Flags 4/FontBBox[0 -200 1000 900]/Ascent 880/Descent -120/CapHeight 880/ItalicAngle 0/StemV 80>>".to_owned(),
        "<</Type/XObject/Subtype/Form/BBox[0 0 100 100]/Resources<</Font<</F1 5 0 R>>>>>>stream\nBT /F1 9 Tf 10 10 Td <9644> Tj ET".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate 90/Resources<</Font<</F1 5 0 R>>>>/Contents[4 0 R 4 0 R]>>".to_owned(),
        "stream\n/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange \
         1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end"
            .to_owned(),
    ];
    for _ in 0..=random.below(2) {
        let at = random.below(objects.len());
        objects[at] = tokens::mutated(
            &objects[at],
            &[("[", "]"), ("<</A ", ">>"), ("(", ")"), ("q ", " Q"), ("[", "")],
            random,
        );
    }
    pdf_of(&objects)
}

pub(super) fn zip(random: &mut Random) -> Vec<u8> {
    let members: Vec<(String, Vec<u8>)> = (0..=random.below(4))
        .map(|n| match random.below(5) {
            0 => (format!("{n}.docx"), docx(random)),
            1 => (format!("方案/{n}.html"), html(random)),
            2 => (format!("{}/{n}.xlsx", "../".repeat(random.below(3))), xlsx(random)),
            _ => ("a.txt".repeat(1 + random.below(3)) + &n.to_string(), text(random)),
        })
        .collect();
    let members: Vec<(&str, &[u8])> =
        members.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    packed(&members)
}

pub(super) fn html(random: &mut Random) -> Vec<u8> {
    let page = String::from_utf8(fixture("notice.html")).expect("UTF-8");
    let table = "<table border=\"1\"><tr><td rowspan=\"2\">任务</td><td colspan=\"3\">单位</td></tr><tr><td style=\"display:none\">a</td></tr></table>";
    let page = page.replace("</body>", &format!("{table}</body>"));
    tree::mutated(&page, random).into_bytes()
}

pub(super) fn rtf(random: &mut Random) -> Vec<u8> {
    let fixture = fixture(if random.below(2) == 0 { "notice.rtf" } else { "num.rtf" });
    let text = String::from_utf8_lossy(&fixture).into_owned();
    let damaged = tokens::mutated(
        text.strip_prefix("{\\rtf1").expect("it begins so"),
        &[("{", "}"), ("{\\*", "}"), ("{", "")],
        random,
    );
    format!("{{\\rtf1{damaged}").into_bytes()
}

/// Changes some bytes of a file after its head.
fn flipped(mut file: Vec<u8>, random: &mut Random) -> Vec<u8> {
    for _ in 0..=random.below(8) {
        let at = 512 + random.below(file.len() - 512);
        file[at] = match random.below(4) {
            0 => 0,
            1 => 255,
            2 => file[at].wrapping_add(1),
            _ => random.below(256) as u8,
        };
    }
    file
}

pub(super) fn doc(random: &mut Random) -> Vec<u8> {
    let fixture = fixture(if random.below(2) == 0 { "notice.doc" } else { "num.doc" });
    flipped(fixture, random)
}

pub(super) fn xls(random: &mut Random) -> Vec<u8> {
    flipped(fixture("ledger.xls"), random)
}

pub(super) fn text(random: &mut Random) -> Vec<u8> {
    let mut text = String::from_utf8(fixture("notice.txt")).expect("UTF-8");
    for _ in 0..=random.below(4) {
        text = words(&text, random);
    }
    let text = match random.below(4) {
        0 => encoding_rs::GB18030.encode(&text).0.into_owned(),
        1 => [b"\xff\xfe".to_vec(), text.encode_utf16().flat_map(u16::to_le_bytes).collect()]
            .concat(),
        _ => text.into_bytes(),
    };
    if text.is_empty() { b"a".to_vec() } else { text }
}
