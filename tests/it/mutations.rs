//! Artificial texts: none makes zeren panic, contradict itself or take long.
//!
//! Every test run reads a few hundred mutated texts.
//! `ZEREN_MUTATIONS=100000 cargo test --release --test it -- mutations --nocapture` reads many
//! more, including whole seeds; `tests/fuzz` continues from there.

pub(crate) mod invariants;
pub(crate) mod mutate;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use mutate::{Random, change};

use crate::gold::root;

/// The number of mutated texts, unless the environment sets it.
const FEW: usize = 1500;
/// The length of a text in such a run, and of a repeated one, in characters.
const SHORT: usize = 1200;

/// Returns the number of mutated texts set by the environment; seeds are then used at full length.
fn asked() -> Option<usize> {
    std::env::var("ZEREN_MUTATIONS").ok()?.parse().ok()
}

fn seeds() -> Vec<String> {
    let folder = fs::read_dir(root().join("seeds")).expect("the seeds");
    let mut paths: Vec<_> = folder.map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).expect("a text")).collect()
}

/// Makes up to four changes to one of `texts`, or to an excerpt of at most `longest` characters.
fn mutated(texts: &[String], random: &mut Random, longest: usize) -> String {
    let text = &texts[random.below(texts.len())];
    let mut chars: Vec<char> = text.chars().collect();
    if chars.len() > longest {
        let start = random.below(2) * random.below(chars.len() - longest + 1);
        chars = chars.split_off(start);
        chars.truncate(longest);
    }
    for _ in 0..=random.below(4) {
        change(&mut chars, texts, random);
    }
    chars.into_iter().collect()
}

/// Returns the time limit for a text: a second per 100 KB or less. In a small run the code is not
/// optimised, and other tests run in parallel.
fn limit(text: &str) -> Duration {
    let units = 1.0_f64.max(text.len() as f64 / 100_000.0);
    Duration::from_secs_f64(units * if asked().is_some() { 1.0 } else { 10.0 })
}

/// Reads a text and checks the invariants; returns the seconds per 100 KB, or the failure.
fn check(text: String) -> Result<f64, String> {
    let source = invariants::source(text);
    let taken = catch_unwind(AssertUnwindSafe(|| {
        let start = Instant::now();
        let facts = invariants::read(&source);
        let once = start.elapsed();
        invariants::check(&source, &facts);
        invariants::check_names(&source, &facts);
        let start = Instant::now();
        assert!(invariants::read(&source) == facts, "it is read otherwise the second time");
        // A machine busy with something else is not slow twice.
        let taken = once.min(start.elapsed());
        assert!(taken <= limit(&source.text), "{} bytes take {taken:?}", source.text.len());
        taken
    }));
    let units = 1.0_f64.max(source.text.len() as f64 / 100_000.0);
    taken.map(|taken| taken.as_secs_f64() / units).map_err(|panic| {
        match panic.downcast::<String>() {
            Ok(message) => *message,
            Err(panic) => panic
                .downcast::<&str>()
                .map_or_else(|_| "it panics".to_owned(), |message| (*message).to_owned()),
        }
    })
}

/// Reads texts, fails if one of them does harm, and prints which took longest.
#[expect(clippy::print_stdout, reason = "figures for people to read")]
fn check_all(what: &str, texts: impl Iterator<Item = (String, String)>) {
    let (mut n, mut slowest, mut failures) = (0, (0.0, String::new()), Vec::new());
    for (name, text) in texts {
        n += 1;
        match check(text) {
            Ok(taken) if taken > slowest.0 => slowest = (taken, name),
            Ok(_) => {}
            Err(message) => {
                println!("{what} {name}: {message}");
                failures.push(format!("{what} {name}: {message}"));
            }
        }
    }
    println!("{n} texts ({what}), the slowest ({}) {:.3} s for 100 KB", slowest.1, slowest.0);
    let shown: Vec<_> = failures.iter().take(10).map(String::as_str).collect();
    assert!(failures.is_empty(), "{} of {n} texts do harm:\n{}", failures.len(), shown.join("\n"));
}

#[test]
fn mutated_seeds_do_no_harm() {
    let seeds = seeds();
    let (n, longest) = asked().map_or((FEW, SHORT), |n| (n, usize::MAX));
    check_all(
        "mutated",
        (0..n).map(|number| {
            let mut random = Random::new(number as u64);
            // Whole seeds take most of the time and find the least.
            let longest = if random.below(4) == 0 { longest } else { longest.min(3 * SHORT) };
            (number.to_string(), mutated(&seeds, &mut random, longest))
        }),
    );
}

/// Pieces that, repeated, make long lists, long lines and deep brackets; `#` is a counter.
const PIECES: &[&str] = &[
    "（一）某事；\n",
    "（#）有关单位；\n",
    "一、加强领导。要加强。\n",
    "1.加强领导。要加强。\n",
    "#.加强领导。要加强。\n#0.加强。\n",
    "#.加强领导，",
    "#.加强领导。",
    "责任单位：县公安局#.加强",
    "（一）某；\n某。\n",
    "一、某\n（一）某\n1.某\n（1）某\n①某。\n",
    "一、某（一）某。1.某（1）某①某。",
    "第一章总则\n第一条某。\n",
    "（#）\n1.落实《某#法》。\n",
    "（",
    "（一）",
    "《",
    "〔",
    "“",
    "）",
    "》",
    "《关于〈",
    "《某某办法#》",
    "《某某办法》、",
    "印发《某某办法#》\n",
    "国办发〔2022〕#号，",
    "国办发〔2022",
    "（责任单位：县司法局）",
    "（责任单位：县司法局）\n",
    "加强领导。（责任单位：县司法局）\n",
    "（一）加强领导。（责任单位：县司法局）\n",
    "（责任单位：",
    "（责任单位：县司法局\n",
    "责任单位：",
    "责任单位：\n",
    "责任单位：县司法局\n",
    "（责任单位：县第#局、",
    "县第#局、",
    "县司法局牵头县财政局配合",
    "县司法局",
    "以下均需县司法局落实，不再列出。列第一位者为牵头单位，下同。（责任单位：县司法局）\n",
    "（#）县司法局负责汇总。\n",
    "县司法局负责汇总，县公安局负责配合。",
    "县司法局负责汇总，",
    "习近平总书记",
    "县长王某#，",
    "（一）某。（牵头县领导：王某#）\n",
    "2023年年底前、",
    "2023年",
    "每半年",
    "2023年6月27日",
    "2023年6月27日\n",
    "1",
    "1.",
    "一",
    "一、",
    "达到100%以上，",
    "率达到",
    "中\n",
    "县司法局\n",
    "中",
    "。",
    "，",
    "，中\n",
    " ",
    "中 \r\n",
    "**",
    "|",
    "| 县司法局 | 责任 |\n",
    "•县司法局\n",
    "索引号：1234\n",
    "抄送：县司法局。\n",
    "县政府办公室2023年6月27日印发\n",
    "主办：县司法局\n",
    "领导小组",
    "河南省安阳市滑县",
    "a ",
    "县政府关于印发《某某方案》的通知\n各乡镇：\n现印发给你们。\n2023年6月27日\n某某方案\n一、总则\n",
    "（#）落实《条例#》（国办发〔2022〕#号），2023年年底前率达到#%。县第#局负责。（责任单位：县第#局、王某#）\n",
];

/// The size of a repeated text, in a small run and in a full one, in bytes.
const REPEATED: [usize; 2] = [10_000, 200_000];

#[test]
fn repeated_pieces_take_no_longer_than_others() {
    let size = REPEATED[usize::from(asked().is_some())];
    let heads = ["", "一、总则\n（一）加强。"];
    let texts = heads.into_iter().flat_map(|head| PIECES.iter().map(move |piece| (head, piece)));
    check_all(
        "repeated",
        texts.map(|(head, piece)| {
            let mut text = head.to_owned();
            for n in 1.. {
                if text.len() >= size {
                    break;
                }
                text.push_str(&piece.replace('#', &n.to_string()));
            }
            (format!("{head}{piece}"), text)
        }),
    );
}
