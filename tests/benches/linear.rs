//! Checks that reading time grows linearly with the length of the text, whatever the text:
//! `cargo bench --bench linear`.
//!
//! Prints for each kind of text how fast a text and one four times as long are read, and the ratio
//! of the two times. Exits with 1 if a ratio is above [`TOLERATED`]: a step that is quadratic would
//! take sixteen times as long.

use std::process::ExitCode;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use zeren::Source;

/// The approximate size of the smaller text in bytes.
const SMALL: usize = 60_000;
/// The largest tolerated ratio of the times for four times as much text.
const TOLERATED: f64 = 8.0;
/// Readings are repeated until they take this long together: some systems count the time of a
/// thread in steps of several milliseconds.
const LONG: Duration = Duration::from_millis(80);

/// The name of a kind of text, its beginning, and the piece that is repeated, in which `#` stands
/// for the number of the repetition.
type Kind = (&'static str, &'static str, &'static str);

const ITEM: &str = "（#）加强学习。认真组织培训，由县司法局牵头，2024年6月底前完成率达到95%。（责任单位：县司法局、县财政局）\n";
const HEAD: &str = "滑县人民政府\n关于印发《滑县节水方案》的通知\n各乡镇人民政府：\n现印发给你们。\n滑县人民政府\n2023年3月1日\n";

const KINDS: &[Kind] = &[
    ("items of a plan", "滑县节水方案\n一、任务\n", ITEM),
    ("items on one line", "", "（一）加强学习。县司法局负责。"),
    (
        "circled numbers on one line",
        "滑县节水方案\n一、任务\n（一）学习。",
        "①加强学习，认真组织；②开展培训；",
    ),
    ("headings", "", "一、任务\n"),
    ("articles", "", "第#条 县司法局负责。\n"),
    ("notices", "", HEAD),
    ("blanks", "甲", "\u{3000}"),
    ("one character", "", "由"),
    ("one ideograph", "", "县"),
    ("names behind 由", "", "由县司法局、"),
    ("open brackets with a verb", "", "（负责"),
    ("joined names", "", "和财政部"),
    ("classes before a colon", "", "监管部门："),
    ("digits", "", "1"),
    ("open brackets", "", "（"),
    ("notes in brackets", "", "（女）"),
    ("closing brackets", "", "）"),
    ("open titles", "", "《甲"),
    ("open marks", "", "《"),
    ("titles", "滑县人民政府通知\n现将", "《方案#号》、"),
    ("numbers of documents", "", "滑政〔2023〕#号"),
    ("citations", "", "根据《优化营商环境条例》（国务院令第722号）和国办发〔2022〕27号要求，"),
    ("labels without names", "", "责任单位："),
    ("open clauses", "", "（责任单位："),
    ("names behind a label", "一、任务\n（一）学习。\n责任单位：", "县第#局、"),
    ("names that run together", "一、任务\n（一）学习。\n责任单位：", "县司法局"),
    ("verbs", "", "牵头"),
    ("duties without a stop", "", "县司法局负责"),
    ("rules for all", "", "以上任务由县司法局负责。\n"),
    ("years", "", "2023年"),
    ("dates without a stop", "", "2023年3月1日"),
    ("annexes in a row", "", "附件：节水方案"),
    ("labels and names without a stop", "", "责任单位：县司法局"),
    (
        "notices on one line",
        "",
        "滑县人民政府关于印发《滑县节水方案》的通知各乡镇人民政府：现印发给你们。滑县人民政府2023年3月1日滑县节水方案",
    ),
    ("targets", "", "达到95%"),
    ("quotation marks", "", "“"),
    ("separators", "", "、"),
    ("persons", "", "张三同志、县长李四，"),
    ("rows of a table", "", "甲\t乙\n"),
    ("short lines", "", "甲\n"),
    ("prose without a stop", "", "认真组织培训，提高能力水平，"),
    ("traditional script", "", "縣司法局負責組織實施，"),
    ("numbered items on one line", "", "1.加强学习，"),
    ("open brackets with a number", "", "（1"),
    ("Latin words", "", "a "),
    ("commas", "", "，"),
    ("full stops", "", "。"),
    ("labels of one character", "", "甲："),
    ("shares", "", "5%"),
    ("joined titles", "根据", "《甲》《乙》"),
    ("rows of a pipe table", "| 任务 | 牵头单位 |\n| --- | --- |\n", "| 学习# | 县第#局 |\n"),
    ("wide digits", "", "１２"),
    ("empty lines", "甲", "\n"),
    ("lines that end as Windows ends them", "", "甲 \r\n"),
    ("chapters and articles", "", "第#章 总则\n第#条 县司法局负责。\n"),
    ("invisible characters", "甲", "\u{200b}"),
    ("numerals", "", "一"),
    ("months", "", "1月至3月，"),
    ("recurrences", "", "每年"),
    ("names with a tail", "", "县司法局等部门"),
    ("items in items", "", "一、甲\n（一）乙\n1.丙\n（1）丁\n①戊\n"),
    ("leaders", "", "习近平总书记"),
    ("names that are shortened", "", "县发展和改革委员会（以下简称县发展改革委）"),
    ("tabs", "甲", "\t"),
];

fn text((_, before, repeated): Kind, bytes: usize) -> String {
    let n = bytes / repeated.len() + 1;
    let pieces = (1..=n).map(|at| repeated.replace('#', &at.to_string()));
    before.to_owned() + &pieces.collect::<String>()
}

/// Returns the time that this thread has run, without the time of others, where the system counts
/// that; otherwise wall-clock time.
#[expect(clippy::disallowed_methods, reason = "the clock is a file of the system")]
fn clock() -> Duration {
    static BEGAN: LazyLock<Instant> = LazyLock::new(Instant::now);
    let counted = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = counted.and_then(|counted| counted.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| BEGAN.elapsed(), Duration::from_nanos)
}

/// Returns the time of one reading, the mean of as many as take [`LONG`] together.
fn time(kind: Kind, bytes: usize) -> Duration {
    let source = Source {
        name: String::new(),
        text: text(kind, bytes),
        hash: String::new(),
        format: "text/plain",
        notes: Vec::new(),
    };
    let mut n = 0;
    let began = clock();
    loop {
        std::hint::black_box(zeren::extract_facts(&source));
        n += 1;
        let took = clock().saturating_sub(began);
        if took >= LONG {
            return took / n;
        }
    }
}

#[expect(clippy::print_stdout, reason = "the table is what the benchmark is run for")]
fn main() -> ExitCode {
    // Builds the lazily initialised tables before anything is measured.
    time(KINDS[0], SMALL);
    println!("{:<30}{:>12}{:>12}{:>10}", "", "MB/s", "four times", "longer");
    let mut is_linear = true;
    for kind in KINDS {
        let [small, large] = [SMALL, 4 * SMALL].map(|bytes| time(*kind, bytes));
        let speed = |bytes: usize, took: Duration| bytes as f64 / 1e6 / took.as_secs_f64();
        let ratio = large.as_secs_f64() / small.as_secs_f64();
        let is_slow = ratio > TOLERATED;
        is_linear &= !is_slow;
        let mark = if is_slow { "  more than linear" } else { "" };
        println!(
            "{:<30}{:>12.1}{:>12.1}{ratio:>10.1}{mark}",
            kind.0,
            speed(SMALL, small),
            speed(4 * SMALL, large)
        );
    }
    if is_linear { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
