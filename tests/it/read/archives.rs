//! Archives: members as documents, names as data, and malicious archives.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use encoding_rs::GB18030;
use zeren::read::{Input, Member, Problem, Reader, find, inputs, read, read_path};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{file, refused, text, zip};

/// The magic numbers of a member's header, and of its entry in the list.
const LOCAL: &[u8] = b"PK\x03\x04";
const LISTED: &[u8] = b"PK\x01\x02";

/// Returns the offsets of headers in an archive.
fn headers(archive: &[u8], magic: &[u8]) -> Vec<usize> {
    (0..archive.len()).filter(|at| archive[*at..].starts_with(magic)).collect()
}

/// Returns a ZIP file with arbitrary, possibly duplicate names that are not marked as UTF-8, as
/// Chinese systems write them.
fn zip_of(members: &[(&[u8], &[u8])]) -> Vec<u8> {
    // Write ASCII names of the same length, and replace them in place.
    let stand_ins: Vec<_> = members
        .iter()
        .enumerate()
        .map(|(n, (name, _))| format!("{n:#<width$}", width = name.len()))
        .collect();
    let renamed: Vec<_> =
        stand_ins.iter().map(String::as_str).zip(members.iter().map(|(_, bytes)| *bytes)).collect();
    let mut archive = zip(&renamed);
    for (magic, at_length, at_name) in [(LOCAL, 26, 30), (LISTED, 28, 46)] {
        for (header, (name, _)) in headers(&archive, magic).into_iter().zip(members) {
            let length =
                u16::from_le_bytes([archive[header + at_length], archive[header + at_length + 1]]);
            assert_eq!(usize::from(length), name.len(), "the stand-in has the length of the name");
            archive[header + at_name..header + at_name + name.len()].copy_from_slice(name);
        }
    }
    archive
}

/// Returns the result for each member: its name and text, or its name and the problem.
fn told(path: &Path) -> Vec<String> {
    let mut reader = Reader::new();
    let tell = |input: Result<Input, _>| match input.and_then(|input| reader.read(&input)) {
        Ok(source) => format!("{}: {}", source.name, source.text),
        Err(error) => format!("{}: {}; {}", error.name, error.problem, error.hint()),
    };
    inputs(path).into_iter().map(tell).collect()
}

#[test]
fn members_are_documents_of_their_own() {
    let members: &[(&str, &[u8])] = &[
        ("方案/实施方案.txt", "一、学习。".as_bytes()),
        ("通知.html", b"<p>abc</p>"),
        ("__MACOSX/通知.html", b""),
    ];
    let in_gb18030: Vec<_> =
        members.iter().map(|(name, bytes)| (GB18030.encode(name).0.into_owned(), *bytes)).collect();
    let in_gb18030: Vec<_> =
        in_gb18030.iter().map(|(name, bytes)| (name.as_slice(), *bytes)).collect();
    for bytes in [zip(members), zip_of(&in_gb18030)] {
        let (_folder, path) = file("附件.zip", &bytes);
        let found: Vec<_> =
            inputs(&path).into_iter().collect::<Result<_, _>>().expect("an archive");
        let member = |index, name: &str| Input {
            path: path.clone(),
            member: Some(Member { index, name: name.to_owned() }),
            name: format!("附件.zip/{name}"),
        };
        assert_eq!(found, [member(0, "方案/实施方案.txt"), member(1, "通知.html")]);
        assert_eq!(found[0].place(), path.join("方案/实施方案.txt").to_str().expect("UTF-8"));
        let plan = read(&found[0]).expect("a member");
        assert_eq!(
            (plan.name.as_str(), plan.text.as_str()),
            ("附件.zip/方案/实施方案.txt", "一、学习。")
        );
        let notice = read(&found[1]).expect("a member");
        assert_eq!((notice.name.as_str(), notice.text.as_str()), ("附件.zip/通知.html", "abc\n"));
        // The hash is that of the member: `printf '<p>abc</p>' | sha256sum`.
        assert_eq!(notice.hash, "25d0f020f6881a92742eadf0dda2a864025b35ec0008886497ed1d21efe99d20");
        // A typed path leads to the same member.
        assert_eq!(Input::of(&path.join("通知.html")).expect("a member"), found[1]);
        let told = read_path(&path.join("没有.txt")).expect_err("no such member").to_string();
        assert!(told.ends_with("附件.zip/没有.txt`: the archive has no such member"), "{told}");
        assert!(
            read_path(&path)
                .expect_err("two members")
                .hint()
                .to_string()
                .contains("zeren extract archive.zip/member")
        );
    }
}

#[test]
fn an_archive_of_one_document_is_that_document() {
    let archive = zip(&[("a.txt", b"abc"), ("__MACOSX/._a.txt", b"x")]);
    assert_eq!(text(&archive), "abc");
    let (_folder, path) = file("附件.zip", &archive);
    assert_eq!(read_path(&path).expect("a member").name, "附件.zip/a.txt");
    assert_eq!(Input::of(&path).expect("a member").name, "附件.zip/a.txt");
}

#[test]
fn a_name_is_never_taken_for_a_path() {
    // The default name of a temporary folder is hidden.
    let folder = tempfile::Builder::new().prefix("zeren").tempdir().expect("a temporary folder");
    let secret = folder.path().join("secret.txt");
    fs::write(&secret, "密码").expect("a file");
    let absolute = secret.to_str().expect("UTF-8").to_owned();
    let upwards = format!("../../../../../../../..{absolute}");
    let names = [
        "-",
        absolute.as_str(),
        &upwards,
        "../secret.txt",
        "..\\secret.txt",
        "C:\\..\\secret.txt",
        "/etc/passwd",
    ];
    let names = names.into_iter().chain(["CON", "/dev/zero", "a\x1b[2J.txt", "../.."]);
    let members: Vec<_> = names.map(|name| (name.as_bytes(), "自己".as_bytes())).collect();
    let path = folder.path().join("a.zip");
    fs::write(&path, zip_of(&members)).expect("an archive");
    let told = told(&path);
    let harmless = absolute.trim_start_matches('/');
    let expected = [
        "-",
        harmless,
        &format!("{harmless}#2"),
        "secret.txt",
        "secret.txt#2",
        "secret.txt#3",
        "etc/passwd",
        "CON",
        "dev/zero",
        "a\\u{1b}[2J.txt",
        "#11",
    ];
    assert_eq!(told, expected.map(|name| format!("a.zip/{name}: 自己")));
}

#[test]
fn members_of_one_name_are_all_read() {
    let name = "方案.txt".as_bytes();
    let (_folder, path) =
        file("a.zip", &zip_of(&[(name, b"1"), (b"b.txt", b"2"), (name, b"3"), (name, b"4")]));
    assert_eq!(
        told(&path),
        ["a.zip/方案.txt: 1", "a.zip/b.txt: 2", "a.zip/方案.txt#2: 3", "a.zip/方案.txt#3: 4"]
    );
    assert_eq!(read_path(&path.join("方案.txt#2")).expect("the second").text, "3");
    let (_folder, path) =
        file("a.zip", &zip_of(&[(b"a#2", b"1"), (b"a", b"2"), (b"a", b"3"), (b"a#2", b"4")]));
    assert_eq!(told(&path), ["a.zip/a#2: 1", "a.zip/a: 2", "a.zip/a#3: 3", "a.zip/a#2#2: 4"]);
}

#[test]
fn what_cannot_be_read_is_told_in_its_place() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().unix_permissions(0o644);
    let mut add = |name: &str, bytes: &[u8]| {
        writer.start_file(name, options).expect("a member");
        writer.write_all(bytes).expect("its bytes");
    };
    add("a.txt", b"a");
    add("inner.zip", &zip(&[("x.txt", b"x")]));
    add("locked.txt", b"b");
    add("device.txt", b"c");
    add("packed.txt", b"d");
    add("damaged.txt", b"eeee");
    add("图.png", b"\x89PNG\r\n\x1a\n\0");
    add("broken.docx", b"PK\x03\x04\0\0");
    add(".hidden.txt", b"x");
    add("z.txt", b"z");
    writer.add_symlink("link.txt", "/etc/passwd", options).expect("a link");
    writer.add_directory("folder", options).expect("a folder");
    let mut archive = writer.finish().expect("an archive").into_inner();
    let of = |archive: &[u8], magic, name: &str| {
        let at_name = if magic == LOCAL { 30 } else { 46 };
        let is_it = |at: &usize| archive[at + at_name..].starts_with(name.as_bytes());
        headers(archive, magic).into_iter().find(is_it).expect("a header")
    };
    for (magic, at_flags, at_packing) in [(LOCAL, 6, 8), (LISTED, 8, 10)] {
        let at = of(&archive, magic, "locked.txt");
        archive[at + at_flags] |= 1;
        let at = of(&archive, magic, "packed.txt");
        archive[at + at_packing] = 97;
    }
    let at = of(&archive, LISTED, "device.txt");
    archive[at + 40..at + 42].copy_from_slice(&0o020_644_u16.to_le_bytes());
    let at = of(&archive, LISTED, "damaged.txt");
    archive[at + 16] ^= 1;
    let (_folder, path) = file("附件.zip", &archive);
    let told = told(&path);
    let expected = [
        "a.txt: a",
        "inner.zip: an archive inside an archive; unpack the inner archive first",
        "locked.txt: it is locked with a password; remove the password first",
        "device.txt: a device or pipe, not a file; ",
        "packed.txt: packed in a way that zeren does not read; unpack it, and give the folder",
        "damaged.txt: a damaged zip file: ",
        "图.png: a PNG picture; use `--ocr`, or recognise the text",
        "broken.docx: a damaged zip file: ",
        "z.txt: z",
        "link.txt: a link to another file, which is not followed; pack the file itself",
    ];
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    for (told, expected) in told.iter().zip(expected) {
        assert!(told.starts_with(&format!("附件.zip/{expected}")), "{told}");
    }
    assert_eq!(find(&path).passed.n_hidden, 1);
    // Asking for the link itself is refused too.
    assert!(matches!(
        Input::of(&path.join("link.txt")).expect_err("a link").problem,
        Problem::Link
    ));
    let link = Input {
        path,
        member: Some(Member { index: 10, name: "link.txt".to_owned() }),
        name: String::new(),
    };
    assert!(matches!(read(&link).expect_err("a link").problem, Problem::Link));
}

#[cfg(unix)]
#[test]
fn an_archive_is_opened_once_for_all_of_its_members() {
    let members: Vec<_> = (0..2000).map(|n| (format!("{n}.txt"), format!("第{n}号"))).collect();
    let members: Vec<_> =
        members.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let (_folder, path) = file("a.zip", &zip(&members));
    let found = inputs(&path);
    let mut reader = Reader::new();
    for (n, input) in found.into_iter().enumerate() {
        let input = input.expect("a member");
        assert_eq!(reader.read(&input).expect("a member").text, format!("第{n}号"));
        if n == 0 {
            // An open archive can still be read, but not reopened.
            fs::remove_file(&path).expect("it is there");
        }
    }
}

#[test]
fn a_member_that_is_no_longer_there_is_not_taken_for_another() {
    let (_folder, path) = file("a.zip", &zip(&[("a.txt", b"a"), ("b.txt", b"b")]));
    let found = inputs(&path);
    fs::write(&path, zip(&[("b.txt", b"b"), ("a.txt", b"a")])).expect("another archive");
    let error = read(found[0].as_ref().expect("a member")).expect_err("it is another member");
    assert!(error.to_string().ends_with("a.zip/a.txt`: the archive has no such member"), "{error}");
}

#[test]
fn archives_that_expand_are_refused() {
    let bomb = zip(&[("a.txt", &vec![b' '; 65 << 20])]);
    assert!(bomb.len() < 1 << 20);
    assert!(refused(&bomb).starts_with("larger than 64 MB; split it"));
    // The list declares a wrong size.
    let liar = |declared: u32| {
        let mut liar = zip(&[("a.txt", &vec![b'a'; 1 << 20])]);
        let size = (1_u32 << 20).to_le_bytes();
        while let Some(at) = liar.windows(4).position(|bytes| bytes == size) {
            liar[at..at + 4].copy_from_slice(&declared.to_le_bytes());
        }
        refused(&liar)
    };
    for told in [liar(8), liar(2 << 20)] {
        assert!(
            told.starts_with("it unpacks to more than zeren reads")
                || told.starts_with("a damaged zip"),
            "{told}"
        );
    }
    assert!(
        refused(&zip(&[("inner.zip", &zip(&[("a.txt", b"abc")]))]))
            .starts_with("an archive inside an archive; unpack")
    );
}

#[test]
fn members_behind_the_last_that_is_read_are_told() {
    let many: Vec<_> = (0..2100).map(|n| (format!("{n}.txt"), b"a".as_slice())).collect();
    let many: Vec<_> = many.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let archive = zip(&many);
    assert!(
        refused(&archive).starts_with("an archive of 2100 files; `zeren build` reads all"),
        "{}",
        refused(&archive)
    );
    let (_folder, path) = file("a.zip", &archive);
    let mut found = inputs(&path);
    let error = found.pop().expect("it is told").expect_err("there are more");
    assert!(
        error.to_string().ends_with("a.zip`: 100 more files in it than the 2000 that zeren reads"),
        "{error}"
    );
    assert_eq!(error.hint().to_string(), "unpack it, and give the folder");
    assert_eq!(found.iter().flatten().count(), 2000);
}

#[test]
fn what_stands_before_the_break_of_a_list_is_read() {
    let mut archive = zip(&[("a.txt", b"a"), ("b.txt", b"b"), ("c.txt", b"c")]);
    let last = headers(&archive, LISTED)[2];
    archive[last] = b'X';
    let (_folder, path) = file("a.zip", &archive);
    let told = told(&path);
    assert_eq!(told[..2], ["a.zip/a.txt: a", "a.zip/b.txt: b"]);
    assert!(told.len() == 3 && told[2].starts_with("a.zip: a damaged zip file: "), "{told:?}");
}

/// Members that share their bytes, each small enough, unpack to more than an archive may.
#[test]
fn what_is_unpacked_is_bounded_whatever_is_declared() {
    let mut picture = b"\x89PNG\r\n\x1a\n".to_vec();
    picture.resize(60 << 20, 0);
    let mut archive = zip(&[("a.txt", &picture)]);
    let list = headers(&archive, LISTED)[0];
    let end = archive.len() - 22;
    let (entry, mut tail) = (archive[list..end].to_vec(), archive[end..].to_vec());
    archive.truncate(list);
    (0..20).for_each(|_| archive.extend(&entry));
    for at in [8, 10] {
        tail[at..at + 2].copy_from_slice(&20_u16.to_le_bytes());
    }
    tail[12..16]
        .copy_from_slice(&u32::try_from(20 * entry.len()).expect("it is short").to_le_bytes());
    archive.extend(tail);
    let (_folder, path) = file("a.zip", &archive);
    let told = told(&path);
    assert_eq!(told.len(), 20);
    let is_beyond = |told: &String| {
        told.contains("with this, its archive unpacks to more than 1024 MB; unpack it")
    };
    let n_read = told.iter().take_while(|told| told.contains("a PNG picture")).count();
    assert_eq!(n_read, 17);
    assert!(told[n_read..].iter().all(is_beyond), "{told:#?}");
}

#[test]
fn a_locked_archive_is_refused() {
    let mut locked = zip(&[("a.txt", b"abc")]);
    // Set the encryption flag, in the member's header and in the list.
    for (header, at) in [(LOCAL, 6), (LISTED, 8)] {
        let start = headers(&locked, header)[0];
        locked[start + at] |= 1;
    }
    assert!(refused(&locked).starts_with("it is locked with a password"));
}

/// Archives with random combinations of misleading names: each member is a document with its own
/// bytes and a harmless name of its own, or counted as hidden.
#[test]
fn no_member_is_lost_whatever_it_is_called() {
    const STEPS: [&str; 14] = [
        "..", ".", "", "/", "\\", "C:", "etc", "x.txt", "方案", "\x1b[2J", "CON", ".hidden",
        "x.txt#2", "\u{202e}",
    ];
    let mut state = 1_u64;
    let mut next = |below: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("it is small") % below
    };
    for _ in 0..200 {
        let n = 1 + next(12);
        let names: Vec<String> = (0..n)
            .map(|_| {
                let steps: Vec<_> = (0..=next(5)).map(|_| STEPS[next(STEPS.len())]).collect();
                format!("{}{}", steps.join(["/", "\\", ""][next(3)]), ["y", "x.txt"][next(2)])
            })
            .collect();
        let texts: Vec<_> = (0..n).map(|n| format!("第{n}号")).collect();
        let members: Vec<_> = names
            .iter()
            .zip(&texts)
            .map(|(name, text)| (name.as_bytes(), text.as_bytes()))
            .collect();
        // A number of two digits does not fit in a name of one byte.
        let (_folder, path) =
            file("a.zip", &zip_of(&members.into_iter().take(10).collect::<Vec<_>>()));
        let found = find(&path);
        let mut reader = Reader::new();
        let mut seen = BTreeSet::new();
        for input in found.inputs.iter().filter_map(|input| input.as_ref().ok()) {
            let name = input.name.strip_prefix("a.zip/").expect("the archive comes first");
            let leads_out = name.is_empty()
                || name.split(['/', '\\']).any(|step| step == "..")
                || name.starts_with('/');
            assert!(
                !leads_out && !name.contains(|c: char| c.is_control() || c == '\u{202e}'),
                "{name:?} of {names:?}"
            );
            assert!(seen.insert(name.to_owned()), "{name} twice in {names:?}");
            let source = reader.read(input).expect("a member");
            assert_eq!(
                source.text,
                texts[input.member.as_ref().expect("a member").index],
                "{names:?}"
            );
        }
        let n_told = seen.len() + found.passed.n_hidden;
        assert_eq!(n_told, n.min(10), "{names:?}");
    }
}
