//! Fingerprints of texts, which tell how much of one text occurs in another without having either
//! at hand.
//! Every run of eight letters and digits of a text is hashed, and the smallest hashes are kept, a
//! fixed proportion of all. The overlap of two texts is thus estimated by that of the hashes kept
//! of both: a copy that has lost line breaks and punctuation still has the same runs.

use serde::{Deserialize, Serialize};

use super::packed;
use crate::characters::is_letter;

/// The number of characters of a run.
const RUN: usize = 8;
/// About how many runs are kept at most.
const KEPT: usize = 1024;
/// The fewest kept runs for which a share means anything.
const ENOUGH: usize = 4;
/// An odd number with many bits set; the result is then mixed.
const BASE: u64 = 0x9E37_79B9_7F4A_7C15;

/// The first two digits of a year of this century.
const CENTURY: [u32; 2] = ['2' as u32, '0' as u32];

/// The fingerprint of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Print {
    /// The number of letters and digits in the text.
    pub n_chars: usize,
    /// The year mentioned most often in the text.
    pub year: Option<u16>,
    /// A run is kept if its hash has at least this many leading zeros.
    zeros: u32,
    /// The hashes of the kept runs, sorted, without duplicates.
    #[serde(with = "packed")]
    kept: Vec<u32>,
}

impl Print {
    /// Returns the fingerprint of `text`.
    pub fn of(text: &str) -> Self {
        let chars: Vec<u32> =
            text.chars().filter(|c| is_letter(*c)).map(half_width).map(u32::from).collect();
        let n_runs = chars.len().saturating_sub(RUN - 1);
        let zeros = (n_runs / KEPT).checked_ilog2().map_or(0, |bits| bits + 1);
        let hashes = chars.windows(RUN).map(hash).filter(|hash| hash.leading_zeros() >= zeros);
        let mut kept: Vec<u32> = hashes.collect();
        kept.sort_unstable();
        kept.dedup();
        Self { n_chars: chars.len(), year: year(&chars), zeros, kept }
    }

    /// Returns the share of the smaller text that occurs in the larger one, from 0 to 1; 0 if too
    /// little is kept to tell.
    pub fn overlap(&self, other: &Self) -> f64 {
        let zeros = self.zeros.max(other.zeros);
        let [mine, theirs] =
            [self, other].map(|one| one.kept.partition_point(|hash| hash.leading_zeros() >= zeros));
        let least = mine.min(theirs);
        if least < ENOUGH {
            return 0.0;
        }
        let (mut n_common, mut at) = (0_u32, 0);
        for hash in self.kept.iter().take(mine) {
            at += other.kept.iter().skip(at).take_while(|one| *one < hash).count();
            n_common += u32::from(other.kept.get(at) == Some(hash));
        }
        f64::from(n_common) / f64::from(u32::try_from(least).unwrap_or(u32::MAX))
    }

    /// Returns the smallest hashes, which copies are most likely to share.
    pub fn least(&self, n: usize) -> impl Iterator<Item = u32> + '_ {
        self.kept.iter().take(n).copied()
    }
}

/// Converts a full-width digit to a half-width one.
fn half_width(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

fn hash(run: &[u32]) -> u32 {
    let sum = run.iter().fold(0_u64, |sum, c| sum.wrapping_mul(BASE).wrapping_add(u64::from(*c)));
    // The high half of the finaliser of MurmurHash3.
    let mut mixed = (sum ^ (sum >> 33)).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    mixed = (mixed ^ (mixed >> 33)).wrapping_mul(0xC4CE_B9FE_1A85_EC53);
    u32::try_from(mixed >> 32).unwrap_or(u32::MAX)
}

/// Returns the year of this century that occurs most often, on a tie the earlier one.
fn year(chars: &[u32]) -> Option<u16> {
    let digit = |at: usize| char::from_u32(*chars.get(at)?)?.to_digit(10);
    let mut counts = [0_u32; 100];
    let twenties = chars.windows(2).enumerate().filter(|(_, pair)| *pair == CENTURY);
    for (at, _) in twenties {
        let (Some(tens), Some(ones)) = (digit(at + 2), digit(at + 3)) else { continue };
        let is_longer = digit(at + 4).is_some() || at.checked_sub(1).and_then(digit).is_some();
        if let Some(count) = counts.get_mut((tens * 10 + ones) as usize).filter(|_| !is_longer) {
            *count += 1;
        }
    }
    let (year, count) = counts.iter().enumerate().rev().max_by_key(|(_, count)| **count)?;
    (*count > 0).then(|| u16::try_from(2000 + year).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: &str = "2023年全面推进依法行政，健全行政执法责任制，（责任单位：县司法局）加强合法性审查，落实重大行政决策程序，\
        开展行政执法监督，2023年年底前完成专项检查并通报结果，推进政务公开，完善投诉举报机制，提升群众满意度。";

    #[test]
    fn damage_leaves_the_print() {
        let damaged = PLAN.replace(['，', '（', '）', '：'], "").replace("2023", "２０２３\n");
        let (whole, damaged) = (Print::of(PLAN), Print::of(&damaged));
        assert_eq!(whole.overlap(&damaged), 1.0);
        assert_eq!((whole.year, damaged.year), (Some(2023), Some(2023)));
        assert_eq!(Print::of("编号12023，电话20230").year, None);
    }

    #[test]
    fn a_part_stands_in_the_whole_whatever_their_lengths() {
        let long: String =
            (0..60).map(|n| PLAN.replace("2023", &format!("{}", 1000 + n))).collect();
        let part = Print::of(PLAN);
        let whole = Print::of(&format!("{long}{PLAN}"));
        assert!(whole.zeros > part.zeros && whole.kept.len() < 2 * KEPT);
        assert!(part.overlap(&whole) > 0.8 && whole.overlap(&part) > 0.8);
        let other =
            "各镇人民政府要高度重视粮食安全工作，切实加强组织领导，层层压实责任，确保完成全年播种任务。".repeat(3);
        assert!(part.overlap(&Print::of(&other)) < 0.1);
        assert_eq!(Print::of("").overlap(&part), 0.0);
    }

    #[test]
    fn it_survives_being_written() {
        let print = Print::of(PLAN);
        let json = serde_json::to_string(&print).expect("it is plain data");
        assert_eq!(serde_json::from_str::<Print>(&json).expect("it was just written"), print);
    }
}
