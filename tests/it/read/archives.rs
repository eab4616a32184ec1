//! Archives: members as documents, names in two encodings, and archives that protect nobody's machine.

use encoding_rs::GB18030;
use zeren::read::{documents, read};

use super::{file, refused, text, zip};

/// A zip file whose names are written in GB18030, without the mark of UTF-8, as Chinese systems do.
fn zip_in_gb18030(members: &[(&str, &[u8])]) -> Vec<u8> {
    // Names of the same length in ASCII are written, and replaced where they stand.
    let raw: Vec<_> = members.iter().map(|(name, _)| GB18030.encode(name).0.into_owned()).collect();
    let stand_ins: Vec<_> =
        raw.iter().enumerate().map(|(n, name)| format!("{n}{}", "#".repeat(name.len() - 1))).collect();
    let renamed: Vec<_> = stand_ins.iter().map(String::as_str).zip(members.iter().map(|(_, bytes)| *bytes)).collect();
    let mut archive = zip(&renamed);
    for (name, stand_in) in raw.iter().zip(&stand_ins) {
        while let Some(at) = archive.windows(stand_in.len()).position(|bytes| bytes == stand_in.as_bytes()) {
            archive[at..at + name.len()].copy_from_slice(name);
        }
    }
    archive
}

#[test]
fn members_are_documents_of_their_own() {
    let members: &[(&str, &[u8])] = &[
        ("方案/实施方案.txt", "一、学习。".as_bytes()),
        ("通知.html", b"<p>abc</p>"),
        ("__MACOSX/通知.html", b""),
        ("图.png", b""),
    ];
    for bytes in [zip(members), zip_in_gb18030(members)] {
        let (_folder, path) = file("附件.zip", &bytes);
        let found: Vec<_> = documents(&path).into_iter().collect::<Result<_, _>>().expect("an archive");
        assert_eq!(found, [path.join("方案/实施方案.txt"), path.join("通知.html")]);
        let plan = read(&found[0]).expect("a member");
        assert_eq!((plan.name.as_str(), plan.text.as_str()), ("附件.zip/方案/实施方案.txt", "一、学习。"));
        let notice = read(&found[1]).expect("a member");
        assert_eq!((notice.name.as_str(), notice.text.as_str()), ("附件.zip/通知.html", "abc\n"));
        // The hash is the one of the member: `printf '<p>abc</p>' | sha256sum`.
        assert_eq!(notice.hash, "25d0f020f6881a92742eadf0dda2a864025b35ec0008886497ed1d21efe99d20");
        let told = read(&path.join("没有.txt")).expect_err("no such member").to_string();
        assert!(told.ends_with("附件.zip/没有.txt`: the archive has no such member"), "{told}");
        assert!(read(&path).expect_err("two members").hint().contains("zeren extract archive.zip/member"));
    }
}

#[test]
fn an_archive_of_one_document_is_that_document() {
    assert_eq!(text(&zip(&[("a.txt", b"abc"), ("a.jpg", b"")])), "abc");
}

#[test]
fn archives_that_expand_are_refused() {
    let bomb = zip(&[("a.txt", &vec![b' '; 65 << 20])]);
    assert!(bomb.len() < 1 << 20);
    assert!(refused(&bomb).starts_with("larger than 64 MB; split it"));
    // The size that the directory declares is a lie.
    let mut liar = zip(&[("a.txt", &vec![b' '; 1 << 20])]);
    let size = (1_u32 << 20).to_le_bytes();
    while let Some(at) = liar.windows(4).position(|bytes| bytes == size) {
        liar[at..at + 4].copy_from_slice(&8_u32.to_le_bytes());
    }
    let told = refused(&liar);
    assert!(told.starts_with("it unpacks to more than is read") || told.starts_with("a damaged zip file"), "{told}");
    let many: Vec<_> = (0..2100).map(|n| (format!("{n}.txt"), b"a".as_slice())).collect();
    let many: Vec<_> = many.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    assert!(refused(&zip(&many)).starts_with("it unpacks to more than is read"));
    let inner = zip(&[("a.txt", b"abc")]);
    let nested = zip(&[("inner.zip", &inner), ("b.txt", b"b")]);
    let (_folder, path) = file("a.zip", &nested);
    let told = read(&path.join("inner.zip")).expect_err("nested").to_string();
    assert!(told.ends_with("an archive within an archive"), "{told}");
    assert!(refused(&zip(&[("inner.zip", &inner)])).starts_with("an archive within an archive; unpack"));
}

#[test]
fn a_locked_archive_is_refused() {
    let mut locked = zip(&[("a.txt", b"abc")]);
    // The flag of encryption, in the member's header and in the directory.
    for (header, at) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let start = locked.windows(4).position(|bytes| bytes == header).expect("a header");
        locked[start + at] |= 1;
    }
    assert!(refused(&locked).starts_with("it is locked with a password"));
}
