//! A folder of three hundred files as people keep them: documents and copies, news pages, pictures,
//! archives, spreadsheets, broken files. It builds without failing, every file is accounted for,
//! and no news page yields a task.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use zeren::extract_facts;
use zeren::read::{inputs, read};

use crate::cli::{Run, run_with};
use crate::gold::root;

/// The number of files in the folder.
const N_FILES: usize = 300;

/// The kind of a file in the folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Is {
    Document,
    News,
    Foreign,
    Broken,
}

/// Returns the documents in the repository, in every format.
fn documents() -> Vec<PathBuf> {
    let folders = ["seeds", "tests/corpus", "tests/fixtures/read/formats"];
    let files =
        folders.iter().flat_map(|folder| fs::read_dir(root().join(folder)).expect("a folder"));
    let mut files: Vec<PathBuf> = files.map(|entry| entry.expect("a file").path()).collect();
    files.retain(|path| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        !name.ends_with(".py")
            && name != "README.md"
            && (cfg!(feature = "pdf") || !name.ends_with("pdf"))
    });
    files.sort();
    files
}

/// Returns a news page, numbered `n`.
fn news(n: usize) -> String {
    format!(
        "<html><head><title>第{n}次推进会召开</title></head><body><h1>我县召开第{n}次节水工作推进会</h1><p>2024-03-{:02} 来源：县融媒体中心</p>\
         <p>本报讯（记者张三）近日，我县召开会议，由县水利局牵头，县财政局配合。</p><p>一、县水利局负责改造老旧管网。（责任单位：县水利局）</p>\
         <p>二、6月底前完成任务。</p></body></html>",
        n % 28 + 1
    )
}

/// Fills a folder; returns the kind of each file, by name.
fn fill(folder: &Path) -> Vec<(String, Is)> {
    let documents = documents();
    let mut files = Vec::new();
    let mut write = |name: String, bytes: &[u8], is: Is| {
        fs::write(folder.join(&name), bytes).expect("a file");
        files.push((name, is));
    };
    for n in 0..N_FILES {
        let of = &documents[n % documents.len()];
        let bytes = fs::read(of).expect("a document");
        let name = of.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        match n % 10 {
            0..=4 => write(format!("{n:03}-{name}"), &bytes, Is::Document),
            5 => write(format!("{n:03}-新闻.html"), news(n).as_bytes(), Is::News),
            6 => write(format!("{n:03}-图.png"), b"\x89PNG\r\n\x1a\n\0", Is::Foreign),
            7 => write(format!("{n:03}-附件.rar"), b"Rar!\x1a\x07\x01\0", Is::Foreign),
            8 => write(format!("{n:03}-空.txt"), b"", Is::Broken),
            // Half of a file, under a meaningless name.
            _ => write(format!("{n:03}-残"), &bytes[..bytes.len() / 2], Is::Broken),
        }
    }
    files
}

#[test]
fn three_hundred_mixed_files_are_all_accounted_for() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let docs = folder.path().join("docs");
    fs::create_dir(&docs).expect("a folder");
    let files = fill(&docs);
    assert_eq!(files.len(), N_FILES);

    let found = inputs(&docs);
    let mut told = BTreeSet::new();
    for input in &found {
        match input {
            Ok(input) => told.insert(input.path.clone()),
            Err(error) => told.insert(docs.join(file_of(&error.name))),
        };
    }
    for (name, is) in &files {
        let path = docs.join(name);
        assert!(told.contains(&path), "{name} is not told");
        for source in found
            .iter()
            .flatten()
            .filter(|input| input.path == path)
            .filter_map(|input| read(input).ok())
        {
            assert_ne!(*is, Is::Foreign, "{name} is read");
            let facts = extract_facts(&source);
            assert!(
                *is != Is::News || facts.tasks.is_empty() && facts.assignments().next().is_none(),
                "{name}"
            );
        }
    }

    let Run { code, stderr, .. } =
        run_with(folder.path(), &["build", "docs", "-l", ":memory:"], b"");
    assert!(matches!(code, Some(0 | 1)), "{stderr}");
    let summary =
        stderr.lines().rev().find(|line| line.contains(" in :memory:")).expect("a summary");
    assert_eq!(counted(summary), found.len(), "{summary}");
}

/// Returns the file in a name that may continue with an archive member.
fn file_of(name: &str) -> &str {
    let name = name.strip_prefix("docs/").unwrap_or(name);
    name.split('/').next().unwrap_or(name)
}

/// Returns how many files a summary counts:
/// `150 added, 20 copies, 3 not read (2 pictures, 1 archive) in :memory:`.
fn counted(summary: &str) -> usize {
    let outside = summary.split(['(', ')']).step_by(2).collect::<String>();
    let numbers = outside.split([',', ' ']).filter_map(|word| word.parse::<usize>().ok());
    numbers.sum()
}
