//! The contents of a store depend on the current files, not on how they came about: random
//! histories of a small folder end in the same graphs as a fresh build, and no file disappears
//! unreported.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::path::Path;

use oxigraph::model::{NamedNode, Quad};
use sha2::{Digest as _, Sha256};
use zeren::Source;
use zeren::graph::{CATALOGUE, THINGS};
use zeren::read::{Input, ReadError};
use zeren::sources::{Entry, Manifest, Options, Outcome, Report, Target, short_hash, update};
use zeren::store::{Store, Writer};

/// The number of histories in a test run; `ZEREN_HISTORIES=10000` asks for more.
const N_HISTORIES: u64 = 60;
/// The number of changes in a history.
const N_STEPS: usize = 8;

/// The time of all events.
const NOW: &str = "2023-06-27T08:00:00Z";

/// A target whose contents can be inspected.
#[derive(Clone, Default)]
struct Shelf {
    manifest: Manifest,
    graphs: BTreeMap<NamedNode, BTreeSet<String>>,
    things: BTreeMap<u64, String>,
    catalogue: Vec<String>,
    texts: BTreeMap<String, String>,
}

impl Shelf {
    fn content(&self) -> (&BTreeMap<NamedNode, BTreeSet<String>>, BTreeSet<&String>, &Vec<String>) {
        (&self.graphs, self.things.values().collect(), &self.catalogue)
    }
}

impl Target for Shelf {
    type Error = Infallible;

    fn manifest(&mut self) -> Result<Manifest, Infallible> {
        Ok(self.manifest.clone())
    }

    fn text(&mut self, sha256: &str) -> Result<Option<String>, Infallible> {
        Ok(self.texts.get(sha256).cloned())
    }

    fn put(
        &mut self,
        graphs: &mut dyn Iterator<Item = (NamedNode, Vec<Quad>)>,
    ) -> Result<(), Infallible> {
        for (name, quads) in graphs {
            let own = quads
                .iter()
                .filter(|quad| quad.graph_name == name.clone().into())
                .map(ToString::to_string);
            let own: BTreeSet<String> = own.collect();
            self.graphs.insert(name, own);
            let things = quads.iter().filter(|quad| quad.graph_name == THINGS.into());
            self.things.extend(things.map(|quad| (short_hash(quad), quad.to_string())));
            for quad in quads.iter().filter(|quad| quad.predicate == zeren::graph::vocab::zr::TEXT)
            {
                if let oxigraph::model::Term::Literal(text) = &quad.object {
                    self.texts.insert(sha256(text.value()), text.value().to_owned());
                }
            }
        }
        Ok(())
    }

    fn remove(&mut self, graphs: &BTreeSet<NamedNode>) -> Result<(), Infallible> {
        graphs
            .iter()
            .for_each(|graph| assert!(self.graphs.remove(graph).is_some(), "{graph} was there"));
        Ok(())
    }

    fn retract(&mut self, things: &BTreeSet<u64>) -> Result<(), Infallible> {
        self.things.retain(|hash, _| !things.contains(hash));
        Ok(())
    }

    fn finish(&mut self, catalogue: &[Quad], manifest: &Manifest) -> Result<(), Infallible> {
        self.catalogue = catalogue.iter().map(ToString::to_string).collect();
        self.manifest = manifest.clone();
        Ok(())
    }
}

fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A deterministic pseudo-random number generator (splitmix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % n as u64).expect("it is less than n")
    }

    fn pick<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.roll(of.len())]
    }
}

const ITEMS: &[&str] = &[
    "加强学习培训。认真组织年度法治专题培训，提升执法人员能力水平。（责任单位：县司法局、县财政局）",
    "推进政务公开。落实《优化营商环境条例》，完善投诉举报机制。（牵头单位：县行政审批局）",
    "规范行政执法。全面落实行政执法责任制，年底前完成专项检查。（责任单位：县司法局，各乡镇人民政府）",
    "健全决策机制。严格执行重大行政决策程序，加强合法性审查工作。（责任单位：县政府办公室）",
    "化解矛盾纠纷。完善人民调解与行政调解衔接联动的工作体系。（牵头单位：县信访局；责任单位：县公安局）",
    "强化监督考核。把法治建设成效纳入绩效考核指标体系之中。（责任单位：县委组织部）",
];

/// Returns a document: a notice with its plan, a plan alone, or a notice alone; with or without a
/// number.
fn document(dice: &mut Dice) -> String {
    let (number, title) =
        (dice.roll(4), *dice.pick(&["法治政府建设", "营商环境优化", "法治政府建设"]));
    let year = 2022 + dice.roll(2);
    let agency = *dice.pick(&["教", "交", "政"]);
    let number =
        if number == 0 { String::new() } else { format!("滑{agency}〔{year}〕{number}号\n") };
    let plan = format!("滑县{year}年{title}工作方案");
    let items: String = (0..2 + dice.roll(3))
        .map(|n| format!("（{}）{}\n", ["一", "二", "三", "四"][n], dice.pick(ITEMS)))
        .collect();
    let notice = format!(
        "{number}关于印发《{plan}》的通知\n各乡镇人民政府：\n现将《{plan}》印发给你们，请认真组织实施。\n滑县人民政府\n{year}年3月1日\n"
    );
    let body = format!("{plan}\n一、重点任务\n{items}");
    match dice.roll(4) {
        0 => notice,
        1 => format!("{number}{body}"),
        _ => format!("{notice}{body}"),
    }
}

/// Damages a document as copying does.
fn damaged(dice: &mut Dice, text: &str) -> String {
    match dice.roll(4) {
        0 => text.replace('\n', "\r\n"),
        1 => text.replace(['，', '；'], ""),
        2 => text.replacen("工作", "工 作", 1),
        _ => text
            .lines()
            .take(text.lines().count().saturating_sub(1))
            .map(|line| format!("{line}\n"))
            .collect(),
    }
}

/// The texts of files, by name.
type Folder = BTreeMap<String, String>;

/// Changes a folder in one of the ways in which people do.
fn change(dice: &mut Dice, folder: &mut Folder, old: &[String]) {
    let names: Vec<String> = folder.keys().cloned().collect();
    let new = format!("{}.txt", dice.roll(9));
    let Some(name) = (!names.is_empty()).then(|| dice.pick(&names).clone()) else {
        folder.insert(new, document(dice));
        return;
    };
    let text = folder[&name].clone();
    match dice.roll(8) {
        0 | 1 => drop(folder.insert(new, document(dice))),
        2 => drop(folder.remove(&name)),
        3 => drop(folder.insert(new, damaged(dice, &text))),
        4 => drop(folder.insert(new, text)),
        5 => {
            folder.remove(&name);
            folder.insert(new, text);
        }
        6 => drop(folder.insert(name, text.replace("3号", "2号").replace("县司法局", "县民政局"))),
        _ if !old.is_empty() => drop(folder.insert(name, dice.pick(old).clone())),
        _ => drop(folder.insert(name, damaged(dice, &text))),
    }
}

/// Builds a target from a folder, with files in random order.
fn build(target: &mut Shelf, folder: &Folder, dice: &mut Dice, again: bool) -> Report {
    let mut found: Vec<Result<Input, ReadError>> = folder
        .keys()
        .map(|name| {
            Ok(Input { path: Path::new("/in").join(name), member: None, name: name.clone() })
        })
        .collect();
    for at in (1..found.len()).rev() {
        found.swap(at, dice.roll(at + 1));
    }
    let read = |input: &Input| {
        let text = folder[&input.name].clone();
        Ok(Source {
            name: input.name.clone(),
            hash: sha256(&text),
            text,
            format: "text/plain",
            notes: Vec::new(),
        })
    };
    let gone = |_: &str, entry: &Entry| Some(!folder.contains_key(&entry.name));
    let options = Options { gone: &gone, again, prune: true, ..Options::new(&read, NOW) };
    match update(target, found, &options) {
        Ok(report) => report,
        Err(never) => match never {},
    }
}

/// Checks what must hold after every build.
fn look(target: &Shelf, folder: &Folder, before: &Folder, report: &Report) {
    let told: BTreeSet<&str> = report.lines.iter().map(|line| line.name.as_str()).collect();
    for name in folder.keys().chain(before.keys()) {
        let is_renamed = report
            .lines
            .iter()
            .any(|line| matches!(&line.outcome, Outcome::Renamed { from } if from == name));
        assert!(
            told.contains(name.as_str()) || is_renamed,
            "{name} is told of: {:?}",
            report.lines
        );
    }
    let held: BTreeSet<&String> =
        target.manifest.entries.values().map(|entry| &entry.name).collect();
    assert_eq!(held, folder.keys().collect());
    let all: String = target.graphs.values().flatten().cloned().collect();
    for entry in target.manifest.entries.values() {
        let text = &folder[&entry.name];
        assert_eq!(entry.text, sha256(text));
        let spoken = all.contains(&format!(
            "<https://w3id.org/zeren/id/text/{}>",
            entry.text.get(..16).expect("a hash is longer")
        ));
        let is_copy = target
            .catalogue
            .iter()
            .any(|quad| quad.contains(&entry.sha256) && quad.contains("alternateOf"));
        assert!(spoken || is_copy, "{} is in the graph, or said to be a copy", entry.name);
    }
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "how many histories are tried is asked for from outside"
)]
fn histories_end_where_a_fresh_build_ends() {
    let n =
        std::env::var("ZEREN_HISTORIES").ok().and_then(|n| n.parse().ok()).unwrap_or(N_HISTORIES);
    for seed in 0..n {
        let mut dice = Dice(seed);
        let (mut folder, mut shelf, mut old) = (Folder::new(), Shelf::default(), Vec::new());
        for _ in 0..N_STEPS {
            let before = folder.clone();
            (0..1 + dice.roll(3)).for_each(|_| change(&mut dice, &mut folder, &old));
            old.extend(folder.values().cloned());
            let again = dice.roll(10) == 0;
            let report = build(&mut shelf, &folder, &mut dice, again);
            look(&shelf, &folder, &before, &report);
        }
        let mut fresh = Shelf::default();
        build(&mut fresh, &folder, &mut dice, false);
        assert_eq!(shelf.content(), fresh.content(), "history {seed}");
        let report = build(&mut shelf, &folder, &mut dice, false);
        let is_quiet = |outcome: &Outcome| matches!(outcome, Outcome::Unchanged);
        assert!(
            !report.is_changed && report.lines.iter().all(|line| is_quiet(&line.outcome)),
            "history {seed}"
        );
    }
}

/// Reading the corpus in any order, at once, one by one or again gives the same graph.
#[test]
fn copies_settle_alike_in_any_order() {
    let inputs: Vec<Input> =
        zeren::read::inputs(Path::new("tests/corpus")).into_iter().flatten().collect();
    let content = |orders: &[Vec<Input>]| {
        let mut writer = Writer::memory().expect("memory is there");
        for found in orders {
            let options = Options::new(&zeren::read::read, NOW);
            update(&mut writer, found.iter().cloned().map(Ok).collect(), &options)
                .expect("memory works");
        }
        let store: Store = writer.into_memory().expect("it is in memory");
        assert_eq!(store.manifest().entries.len(), inputs.len());
        store.quads(None).expect("memory works")
    };
    let at_once = content(std::slice::from_ref(&inputs));
    let mut reversed = inputs.clone();
    reversed.reverse();
    assert!(content(&[reversed.clone(), inputs.clone()]) == at_once);
    let one_by_one: Vec<_> = reversed.into_iter().map(|input| vec![input]).collect();
    assert!(content(&one_by_one) == at_once);
    let copies = at_once.iter().filter(|quad| quad.graph_name == CATALOGUE.into());
    assert!(
        copies.filter(|quad| quad.predicate == zeren::graph::vocab::prov::ALTERNATE_OF).count()
            >= 5
    );
}
