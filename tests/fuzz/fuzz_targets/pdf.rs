//! Reads any objects in a PDF file whose cross-reference table is right: no panic.
//!
//! The objects are separated by NUL; the content of a page comes first.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let mut objects: Vec<Vec<u8>> = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>/XObject<</X1 5 0 R>>>>/Contents 5 0 R>>".to_vec(),
        b"<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/UniGB-UCS2-H/ToUnicode 6 0 R/DescendantFonts[7 0 R]>>".to_vec(),
    ];
    for (n, part) in data.split(|byte| *byte == 0).take(12).enumerate() {
        // The content of the page and the `ToUnicode` map are streams; the others are taken as they
        // are.
        objects.push(match n {
            0 | 1 => [format!("<</Length {}>>stream\n", part.len()).as_bytes(), part, b"\nendstream"].concat(),
            _ => part.to_vec(),
        });
    }
    let (mut file, mut places) = (b"%PDF-1.4\n".to_vec(), String::new());
    for (n, object) in objects.iter().enumerate() {
        places.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.extend([format!("{} 0 obj\n", n + 1).as_bytes(), object, b"\nendobj\n"].concat());
    }
    let (n, table) = (objects.len() + 1, file.len());
    let end = format!("xref\n0 {n}\n0000000000 65535 f \n{places}trailer\n<</Size {n}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
    file.extend(end.as_bytes());
    let _ = zeren::read::source("a.pdf".to_owned(), &file);
});
