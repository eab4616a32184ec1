//! A damaged store is never trusted: what is flipped, truncated or missing is reported, nothing
//! hangs, and the suggested remedies work.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::cli::{Run, run_with};
use crate::gold::root;

/// A command that takes longer, on any machine, hangs.
const LONG: Duration = Duration::from_secs(600);

/// A folder with a store of the seeds, `zeren-store`, built once.
static SEEDS: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let seeds = root().join("seeds");
    let built = run(folder.path(), &["build", seeds.to_str().expect("UTF-8"), "--quiet"]);
    assert_eq!(built.code, Some(0), "{}", built.stderr);
    folder
});

fn run(folder: &Path, args: &[&str]) -> Run {
    run_with(folder, args, b"")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in from.read_dir().expect("a folder") {
        let entry = entry.expect("an entry");
        let to = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy(&entry.path(), &to),
            false => drop(fs::copy(entry.path(), &to).expect("it is copied")),
        }
    }
}

/// Returns a copy of the store of the seeds.
fn store() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    copy(&SEEDS.path().join("zeren-store"), &folder.path().join("zeren-store"));
    folder
}

/// Returns the folder of the current state.
fn state(folder: &Path) -> PathBuf {
    let store = folder.join("zeren-store");
    let name = fs::read_to_string(store.join("state")).expect("a state holds");
    store.join("states").join(name)
}

/// Returns the files of the database.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = state(folder).join("db").read_dir().expect("a database");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.metadata().is_ok_and(|metadata| metadata.len() > 0));
    files.sort_unstable();
    files
}

fn named(path: &Path, part: &str) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().contains(part))
}

/// Flips one bit, `part` eighths into the file.
fn flip(path: &Path, part: usize) {
    let mut bytes = fs::read(path).expect("a file");
    let at = bytes.len() * part / 8;
    bytes[at] ^= 4;
    fs::write(path, bytes).expect("a file");
}

fn cut(path: &Path) {
    let bytes = fs::read(path).expect("a file");
    fs::write(path, &bytes[..bytes.len() / 2]).expect("a file");
}

/// Runs a command and returns its exit code, or `None` if it hangs and is killed.
fn ends(folder: &Path, args: &[&str]) -> Option<i32> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_zeren"))
        .args(args)
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let begun = Instant::now();
    while child.try_wait().expect("it can be asked").is_none() {
        if begun.elapsed() > LONG {
            child.kill().expect("it runs");
            child.wait().expect("it was killed");
            panic!("{args:?} does not end");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    child.wait().expect("it has ended").code()
}

/// Checks that every command reports the damage and says what to do.
#[track_caller]
fn is_told(folder: &Path, what: &str) {
    let seeds = root().join("seeds");
    let seeds = seeds.to_str().expect("UTF-8");
    for args in [&["query", "workload"][..], &["build", seeds], &["sources"], &["remove", "x"]] {
        let told = run(folder, args);
        assert_eq!(
            (told.code, told.stdout.as_str()),
            (Some(2), ""),
            "{what}: {args:?}: {}",
            told.stderr
        );
        assert!(
            told.stderr.starts_with("error: the store `./zeren-store` is damaged: "),
            "{what}: {}",
            told.stderr
        );
        assert!(
            told.stderr
                .contains("\nhint: `zeren check-store -l ./zeren-store` says what is lost; "),
            "{what}: {}",
            told.stderr
        );
    }
    let checked = run(folder, &["check-store"]);
    assert!(matches!(checked.code, Some(1 | 2)), "{what}: {}{}", checked.stdout, checked.stderr);
}

/// Returns everything in a store, as lines.
fn said(folder: &Path) -> String {
    let told = run(folder, &["export", "--format", "nquads"]);
    assert_eq!(told.code, Some(0), "{}", told.stderr);
    told.stdout
}

#[test]
fn a_log_that_was_flipped_or_cut_is_told() {
    let folder = store();
    for log in files(folder.path()).iter().filter(|path| named(path, ".log")) {
        let whole = fs::read(log).expect("a file");
        for part in [0, 3, 7] {
            flip(log, part);
            is_told(folder.path(), &format!("{} {part}", log.display()));
            fs::write(log, &whole).expect("a file");
        }
        cut(log);
        is_told(folder.path(), &log.display().to_string());
        fs::write(log, &whole).expect("a file");
    }
    assert_eq!(run(folder.path(), &["check-store"]).code, Some(0));
}

#[test]
fn a_manifest_of_the_database_that_was_cut_is_told() {
    let folder = store();
    for name in ["MANIFEST", "CURRENT", "OPTIONS", "IDENTITY"] {
        let path = files(folder.path())
            .into_iter()
            .find(|path| named(path, name))
            .expect("each database has one");
        let whole = fs::read(&path).expect("a file");
        cut(&path);
        is_told(folder.path(), name);
        fs::write(&path, b"").expect("a file");
        is_told(folder.path(), name);
        fs::remove_file(&path).expect("it is there");
        is_told(folder.path(), name);
        fs::write(&path, whole).expect("a file");
    }
}

/// A query over a table with a flipped bit once went on forever, with neither answer nor error.
#[test]
fn reading_ends_whichever_table_is_flipped() {
    let folder = store();
    let seeds = root().join("seeds");
    let tables: Vec<PathBuf> =
        files(folder.path()).into_iter().filter(|path| named(path, ".sst")).collect();
    assert!(tables.len() > 5);
    for (n, table) in tables.iter().enumerate() {
        let whole = fs::read(table).expect("a file");
        flip(table, n % 8);
        assert_eq!(ends(folder.path(), &["query", "workload"]), Some(2), "{}", table.display());
        assert_eq!(
            ends(folder.path(), &["build", seeds.to_str().expect("UTF-8")]),
            Some(2),
            "{}",
            table.display()
        );
        assert_eq!(ends(folder.path(), &["check-store"]), Some(1), "{}", table.display());
        fs::write(table, &whole).expect("a file");
    }
    assert_eq!(ends(folder.path(), &["query", "workload"]), Some(0));
}

#[test]
fn what_stands_beside_the_graphs_is_held_against_its_digest() {
    let folder = store();
    for name in ["manifest.json", "manifest.sha256"] {
        let path = state(folder.path()).join(name);
        let whole = fs::read(&path).expect("a file");
        flip(&path, 1);
        is_told(folder.path(), name);
        cut(&path);
        is_told(folder.path(), name);
        fs::remove_file(&path).expect("it is there");
        is_told(folder.path(), name);
        fs::write(&path, whole).expect("a file");
    }
    assert_eq!(run(folder.path(), &["sources"]).code, Some(0));
}

/// A format other than the recorded one is damage; that of another version of zeren is not.
#[test]
fn a_format_that_was_flipped_is_told_and_mended() {
    let folder = store();
    let path = folder.path();
    fs::write(path.join("zeren-store/FORMAT"), "1").expect("a file");
    is_told(path, "FORMAT");
    let seeds = root().join("seeds");
    let mended = run(path, &["build", seeds.to_str().expect("UTF-8"), "--again", "--quiet"]);
    assert_eq!(mended.code, Some(0), "{}", mended.stderr);
    assert_eq!(run(path, &["check-store"]).code, Some(0));
}

#[test]
fn folders_that_are_missing_are_told() {
    for name in ["states", "states/000001", "states/000001/db", "FORMAT"] {
        let folder = store();
        let path = folder.path().join("zeren-store").join(name);
        fs::rename(&path, folder.path().join("moved")).expect("it is there");
        is_told(folder.path(), name);
    }
}

/// Files without data of their own may be missing: the newest state is current, and the next build
/// recreates its lock.
#[test]
fn what_holds_nothing_is_made_again() {
    let folder = store();
    let all = said(folder.path());
    fs::remove_file(folder.path().join("zeren-store/state")).expect("it is there");
    assert!(said(folder.path()) == all);
    let seeds = root().join("seeds");
    let build = || run(folder.path(), &["build", seeds.to_str().expect("UTF-8")]);
    assert_eq!(build().code, Some(0));
    fs::remove_file(state(folder.path()).join("lock")).expect("it is there");
    let told = run(folder.path(), &["query", "workload"]);
    assert!(
        told.code == Some(2) && told.stderr.contains("its `lock` is missing"),
        "{}",
        told.stderr
    );
    assert_eq!(build().code, Some(0));
    assert!(said(folder.path()) == all);
}

/// A build over a damaged store rebuilds it, and reports what it could not restore; what people
/// filled in is kept.
#[test]
fn a_damaged_store_is_mended_by_building_again() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path();
    let docs = |name: &str| path.join(name);
    for (n, name) in ["one", "two"].iter().enumerate() {
        fs::create_dir(docs(name)).expect("a folder");
        fs::write(docs(name).join(format!("{name}.txt")), notice(n + 1)).expect("a file");
    }
    assert_eq!(run(path, &["build", "one", "two"]).code, Some(0));
    let ledger = run(path, &["ledger", "-l", "zeren-store", "-o", "台账.csv"]);
    assert_eq!(ledger.code, Some(0), "{}", ledger.stderr);
    let csv = fs::read_to_string(docs("台账.csv")).expect("a ledger");
    let filled = filled(&csv, "办结");
    fs::write(docs("台账.csv"), filled).expect("a ledger");
    let imported = run(path, &["ledger", "import", "台账.csv"]);
    assert_eq!(imported.code, Some(0), "{}{}", imported.stdout, imported.stderr);
    let status = |path: &Path| run(path, &["query", "status", "--format", "csv"]).stdout;
    let before = status(path);
    assert!(before.contains("办结") || before.contains("done"), "{before}");

    flip(&state(path).join("manifest.sha256"), 1);
    let refused = run(path, &["build", "one"]);
    assert_eq!(refused.code, Some(2), "{}", refused.stderr);
    let mended = run(path, &["build", "one", "--again"]);
    assert_eq!(mended.code, Some(0), "{}", mended.stderr);
    assert!(
        mended.stderr.contains("warning: the store `./zeren-store` is damaged: "),
        "{}",
        mended.stderr
    );
    assert!(
        mended.stderr.contains("`two.txt` was in the damaged store and was not read now"),
        "{}",
        mended.stderr
    );
    assert_eq!(run(path, &["build", "one", "two"]).code, Some(0));
    assert_eq!(status(path), before);
    assert_eq!(run(path, &["check-store"]).code, Some(0));
}

/// Returns a notice with this number.
fn notice(number: usize) -> String {
    format!(
        "甲县人民政府关于数据工作的通知\n\n甲政发〔2024〕{number}号\n\n各乡镇人民政府：\n\
         一、建立第{number}个目录。（牵头单位：县数据局）\n\n甲县人民政府\n2024年5月6日\n"
    )
}

/// Sets the status of every row of a ledger in CSV.
fn filled(csv: &str, status: &str) -> Vec<u8> {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let headers = reader.headers().expect("a header").clone();
    let column = headers
        .iter()
        .position(|name| name.contains("状态") || name.contains("完成情况"))
        .expect("a column to fill in");
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&headers).expect("memory");
    for row in reader.records() {
        let row = row.expect("a row");
        let cells: Vec<&str> = row
            .iter()
            .enumerate()
            .map(|(n, cell)| if n == column { status } else { cell })
            .collect();
        writer.write_record(cells).expect("memory");
    }
    writer.into_inner().expect("memory")
}

#[test]
fn checking_names_what_is_damaged() {
    let folder = store();
    let whole = run(folder.path(), &["check-store"]);
    assert_eq!(whole.code, Some(0), "{}", whole.stderr);
    assert!(whole.stderr.contains("`./zeren-store` is whole"), "{}", whole.stderr);
    let table = files(folder.path())
        .into_iter()
        .filter(|path| named(path, ".sst"))
        .max_by_key(|path| path.metadata().map(|metadata| metadata.len()).unwrap_or_default());
    let table = table.expect("there are tables");
    flip(&table, 4);
    let told = run(folder.path(), &["check-store", "--format", "json"]);
    assert_eq!(told.code, Some(1), "{}", told.stderr);
    let json: serde_json::Value = serde_json::from_str(&told.stdout).expect("JSON");
    assert_eq!(json["whole"], false);
    assert_eq!(
        json["files"]["damaged"][0]["part"],
        table.file_name().expect("a name").to_string_lossy().as_ref()
    );
    assert_eq!(json["files"]["damaged"][0]["code"], "changed");
}

/// Quads changed behind the back of a store, with matching file checksums, are found by their
/// graphs.
#[test]
fn a_record_holds_every_graph() {
    let folder = store();
    let state = state(folder.path());
    let mut json: serde_json::Value =
        serde_json::from_slice(&fs::read(state.join("manifest.json")).expect("a file"))
            .expect("JSON");
    let graphs = json["record"]["graphs"].as_object_mut().expect("graphs");
    assert!(graphs.len() > 5);
    let name = graphs.keys().find(|name| name.ends_with("/graph")).expect("a document").clone();
    let n = graphs[&name]["quads"].as_u64().expect("a number");
    graphs[&name]["quads"] = (n + 1).into();
    let text = json.to_string();
    fs::write(state.join("manifest.json"), &text).expect("a file");
    fs::write(state.join("manifest.sha256"), format!("{}  manifest.json\n", sha256(&text)))
        .expect("a file");
    let told = run(folder.path(), &["check-store"]);
    assert_eq!(told.code, Some(1), "{}", told.stderr);
    assert!(told.stdout.contains(&format!("holds {n} quads, not {}", n + 1)), "{}", told.stdout);
}

fn sha256(text: &str) -> String {
    use sha2::Digest as _;
    sha2::Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_backup_is_verified_on_both_ends() {
    let folder = store();
    let path = folder.path();
    let all = said(path);
    let made = run(path, &["backup", "-o", "copy.zip"]);
    assert_eq!(made.code, Some(0), "{}", made.stderr);
    let exists = run(path, &["restore", "copy.zip"]);
    assert_eq!(exists.code, Some(2), "{}", exists.stderr);
    assert!(
        exists.stderr.contains("a store is at `./zeren-store`")
            && exists.stderr.contains("--replace")
    );
    assert_eq!(run(path, &["restore", "copy.zip", "-l", "other"]).code, Some(0));
    let other = run(path, &["export", "--format", "nquads", "-l", "other"]);
    assert!(other.stdout == all);
    assert_eq!(run(path, &["check-store", "-l", "other"]).code, Some(0));

    let whole = fs::read(path.join("copy.zip")).expect("a file");
    for part in 0..8 {
        flip(&path.join("copy.zip"), part);
        let told = run(path, &["restore", "copy.zip", "-l", "new"]);
        assert_eq!(told.code, Some(2), "{part}: {}", told.stderr);
        assert!(!path.join("new").exists(), "{part}");
        let told = run(path, &["restore", "copy.zip", "--replace"]);
        assert_eq!(told.code, Some(2), "{part}: {}", told.stderr);
        fs::write(path.join("copy.zip"), &whole).expect("a file");
    }
    cut(&path.join("copy.zip"));
    assert_eq!(run(path, &["restore", "copy.zip", "-l", "new"]).code, Some(2));
    fs::write(path.join("copy.zip"), &whole).expect("a file");
    assert!(said(path) == all);

    flip(files(path).iter().find(|path| named(path, ".sst")).expect("a table"), 3);
    is_told(path, "a table");
    let refused = run(path, &["backup", "-o", "copy.zip"]);
    assert_eq!(refused.code, Some(2), "{}", refused.stderr);
    assert!(fs::read(path.join("copy.zip")).expect("a file") == whole);
    assert_eq!(run(path, &["restore", "copy.zip", "--replace"]).code, Some(0));
    assert!(said(path) == all);
    assert_eq!(path.join("zeren-store/states").read_dir().expect("a folder").count(), 1);
}

/// The next build upgrades a store with the layout without records, losing nothing.
#[test]
fn a_store_without_records_is_taken_over() {
    let folder = store();
    let path = folder.path();
    let all = said(path);
    let state = state(path);
    let mut json: serde_json::Value =
        serde_json::from_slice(&fs::read(state.join("manifest.json")).expect("a file"))
            .expect("JSON");
    json.as_object_mut().expect("an object").remove("record");
    fs::write(state.join("manifest.json"), json.to_string()).expect("a file");
    fs::remove_file(state.join("manifest.sha256")).expect("it is there");
    fs::write(path.join("zeren-store/FORMAT"), "2").expect("a file");
    let told = run(path, &["query", "workload"]);
    assert!(told.code == Some(2) && told.stderr.contains("has format `2`"), "{}", told.stderr);
    fs::write(path.join("new.txt"), notice(9)).expect("a file");
    let built = run(path, &["build", "new.txt"]);
    assert_eq!(built.code, Some(0), "{}", built.stderr);
    assert_eq!(run(path, &["check-store"]).code, Some(0));
    let now = said(path);
    assert!(all.lines().all(|line| now.lines().any(|one| one == line)));
    assert_eq!(fs::read_to_string(path.join("zeren-store/FORMAT")).expect("a file"), "3");
}

/// After incremental changes of every kind the record matches the graphs.
#[test]
fn the_record_follows_every_change() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path();
    fs::create_dir(path.join("docs")).expect("a folder");
    for entry in root().join("seeds").read_dir().expect("the seeds").take(4) {
        let from = entry.expect("a seed").path();
        fs::copy(&from, path.join("docs").join(from.file_name().expect("a name")))
            .expect("it is copied");
    }
    let whole = || {
        let told = run(path, &["check-store", "--format", "json"]);
        assert_eq!(told.code, Some(0), "{}{}", told.stdout, told.stderr);
        let json: serde_json::Value = serde_json::from_str(&told.stdout).expect("JSON");
        json["fingerprint"].as_str().expect("a name").to_owned()
    };
    let mut docs: Vec<PathBuf> = path
        .join("docs")
        .read_dir()
        .expect("docs")
        .map(|one| one.expect("a file").path())
        .collect();
    docs.sort_unstable();
    let mut names = Vec::new();
    assert_eq!(run(path, &["build", "docs"]).code, Some(0));
    names.push(whole());
    assert_eq!(run(path, &["build", "docs"]).code, Some(0));
    assert_eq!(whole(), names[0], "nothing changed");
    let text = fs::read_to_string(&docs[0]).expect("a file");
    fs::write(&docs[0], text.replace("工作", "重点工作")).expect("a file");
    assert_eq!(run(path, &["build", "docs"]).code, Some(0));
    names.push(whole());
    let name = docs[1].file_name().expect("a name").to_string_lossy().into_owned();
    assert_eq!(run(path, &["remove", &name]).code, Some(0));
    names.push(whole());
    fs::remove_file(&docs[2]).expect("it is there");
    assert_eq!(run(path, &["build", "docs", "--prune"]).code, Some(0));
    names.push(whole());
    assert_eq!(run(path, &["build", "docs", "--again"]).code, Some(0));
    names.push(whole());
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 5, "each state has a name of its own");
}
