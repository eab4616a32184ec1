//! What the text of a document says about its region: what it calls its own (`我县`,
//! `立足滑县实际`), which divisions it names, and whom it addresses.

use std::sync::LazyLock;

use super::{RegionClues, settle};
use crate::affix::AnyOf;
use crate::bracket::Brackets;
use crate::lexicon::divisions::{Division, divisions};
use crate::words::Words;

/// What a division calls itself, by its level.
const SELVES: &[(&str, &[&str])] = &[
    ("省", &["我省", "全省"]),
    ("自治区", &["我区", "全区"]),
    ("直辖市", &["我市", "全市"]),
    ("地级市", &["我市", "全市"]),
    ("县级市", &["我市", "全市"]),
    ("自治州", &["我州", "全州"]),
    ("县", &["我县", "全县"]),
    ("自治县", &["我县", "全县"]),
    ("市辖区", &["我区", "全区"]),
    ("旗", &["我旗", "全旗"]),
    ("自治旗", &["我旗", "全旗"]),
    ("盟", &["我盟", "全盟"]),
];

/// The division that the body names most, at the level at which it speaks of itself.
pub(super) fn of_body(clues: &RegionClues) -> Option<Division> {
    // Titles name other regions.
    let text = Brackets::TITLE.stripped(clues.body);
    let most = SELVES.iter().map(|(level, _)| selves(level, &text)).max().filter(|n| *n > 0)?;
    let found = mentions(&text).into_iter().filter_map(|(name, n)| {
        let one = settle(&divisions().named(name), clues)?;
        (selves(one.level(), &text) == most).then(|| (n + own_mentions(&text, one), one))
    });
    let mut counts: Vec<(usize, Division)> = found.collect();
    counts.sort_by_key(|(n, one)| (std::cmp::Reverse(*n), one.code));
    match counts.as_slice() {
        [(_, one)] => Some(*one),
        [(n, one), (next, _), ..] if *n > 1 && *n >= next * 2 => Some(*one),
        _ => None,
    }
}

/// Whether the body speaks for this province. If no other region shares its abbreviation, it is
/// enough that the body does not speak for another region.
pub(super) fn speaks_as(one: Division, body: &str) -> bool {
    const SHARED: &[&str] = &["220000", "530000", "630000", "640000", "650000"];
    let own = selves(one.level(), body);
    let others = SELVES.iter().map(|(level, _)| selves(level, body)).max().unwrap_or_default();
    let is_named = body.contains(one.name) || one.short().is_some_and(|short| body.contains(short));
    own >= others && (own > 0 || is_named || !SHARED.contains(&one.code))
}

/// Whether the document has the addressees of the State Council, either in its letterhead or in a
/// body that speaks for no region.
pub(super) fn addresses_the_state(clues: &RegionClues) -> bool {
    const TO_ALL: &[&str] =
        &["国务院各部委", "各省、自治区、直辖市", "国务院有关部门", "国务院相关部门"];
    let is_regional = SELVES
        .iter()
        .flat_map(|(_, words)| words.iter())
        .any(|word| clues.body.contains(word) && word.starts_with('我'));
    let says = |text: &str| text.contains_any(TO_ALL);
    clues.addressees.iter().any(|one| says(one)) || (!is_regional && says(clues.body))
}

/// How often the body calls itself a region of this level: 我县, 全县.
fn selves(level: &str, body: &str) -> usize {
    let words = SELVES.iter().find(|(one, _)| *one == level).map_or(&[][..], |(_, words)| words);
    words.iter().map(|word| memchr::memmem::find_iter(body.as_bytes(), word).count()).sum()
}

/// Full names of present divisions, except those that may be words, to find in a single pass.
static NAMES: LazyLock<(Words, Vec<&'static str>)> = LazyLock::new(|| {
    let present = divisions().all().iter().filter(|one| one.until.is_none()).map(|one| one.name);
    let mut names: Vec<_> =
        present.filter(|name| !(name.ends_with('区') && name.chars().count() == 2)).collect();
    names.sort_unstable();
    names.dedup();
    (Words::new(names.iter().copied()), names)
});

/// Counts the full names of divisions in a text; sorted by name.
fn mentions(text: &str) -> Vec<(&'static str, usize)> {
    let (words, names) = &*NAMES;
    let mut counts = vec![0; names.len()];
    for found in words.find_iter(text) {
        if let Some(count) = counts.get_mut(found.n) {
            *count += 1;
        }
    }
    names.iter().copied().zip(counts).filter(|(_, n)| *n > 0).collect()
}

/// How often the text calls a division its own, times a weight: 立足滑县实际, 法治滑县.
fn own_mentions(text: &str, one: Division) -> usize {
    const WEIGHT: usize = 5;
    const BEFORE: &[&str] = &["立足", "结合", "法治", "平安", "现代化"];
    let names = [Some(one.name), one.short()];
    let own = names
        .into_iter()
        .flatten()
        .flat_map(|name| BEFORE.iter().map(move |word| format!("{word}{name}")));
    own.map(|phrase| text.matches(&phrase).count() * WEIGHT).sum()
}
