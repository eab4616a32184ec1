//! PDF files that `tests/fixtures/read/make_pdf.py` made.

use std::fs;

use super::{refused, text};
use crate::gold::root;

fn fixture(name: &str) -> Vec<u8> {
    fs::read(root().join("tests/fixtures/read").join(name)).expect("a fixture")
}

#[test]
fn lines_and_tables_are_put_together_over_pages() {
    let expected = fs::read_to_string(root().join("tests/fixtures/read/plan.txt")).expect("its text");
    assert_eq!(text(&fixture("plan.pdf")), expected);
}

#[test]
fn files_without_text_are_refused() {
    assert!(refused(&fixture("scan.pdf")).starts_with("a scan: pictures of pages, without text; have the text"));
    assert!(refused(b"%PDF-1.7\nnothing").starts_with("a damaged PDF file: "));
    assert!(refused(&fixture("locked.pdf")).starts_with("it is locked with a password; take the password off"));
}
