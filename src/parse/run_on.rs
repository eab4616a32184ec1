//! Splits copies whose text ran together on one line into the lines of the original page.
//!
//! In: blocks such as
//! `首页政务公开某县人民政府关于印发《某县方案》的通知时间：2023-06-01微信某政〔2023〕6号`
//! `各乡镇人民政府：…。某县人民政府2023年6月1日某县方案为…`, in one.
//! Out: more blocks: fields, title, number, notice, signature, date, title of the plan, plan. What
//! no word or sign separates stays together.

mod alike;
mod annexes;
mod breaks;
mod clause;
mod head;
mod signature;
mod title;

use super::documents::TOP;
use super::furniture;
use super::genre;
use super::letterhead::{self, Block};
use super::plans::book_titles;
use super::text::Text;
use crate::context;
use crate::lexicon::web_labels::TITLE;

/// Blocks with fewer bytes did not run together.
const SHORTEST: usize = 240;
/// The same for a block that is the whole source.
const SHORTEST_ALONE: usize = 120;
/// The head of a document ends within this many characters.
const HEAD: usize = 800;
/// The maximum number of announced plans looked for.
const MOST: usize = 40;

/// Blocks with fewer bytes are not searched for clauses that ran together.
const CLAUSES: usize = 1800;

/// Splits blocks that ran together.
pub(super) fn cut(whole: &Text, blocks: Vec<Block>) -> Vec<Block> {
    let text = whole.as_str();
    let declared = declared_title(text, &blocks);
    let shortest = if blocks.len() == 1 { SHORTEST_ALONE } else { SHORTEST };
    let mut lines = Vec::with_capacity(blocks.len());
    // Where the text begins behind heads that ran together with it.
    let mut behind_heads = Vec::new();
    for (n, block) in blocks.into_iter().enumerate() {
        let n_before = lines.len();
        match n < TOP && block.len() >= shortest {
            true => head::cut(whole, block, declared.as_deref(), &mut lines),
            false => lines.push(block),
        }
        let last = lines.last().filter(|_| lines.len() > n_before + 1);
        behind_heads.extend(last.map(|last| last.start));
    }
    let known = Known::of(text, &lines, declared);
    let mut cut = Vec::with_capacity(lines.len());
    for line in lines {
        let lists = || signature::lists_annexes(text.get(line.clone()));
        let is_long = line.len() >= SHORTEST || behind_heads.contains(&line.start);
        match is_long && (!known.is_empty() || lists()) {
            true => signature::cut(whole, line, &known, &mut cut),
            false => cut.push(line),
        }
    }
    let mut parts = Vec::with_capacity(cut.len());
    for line in cut {
        match line.len() >= CLAUSES && !whole.is_of_table(line.start) {
            true => clause::cut(whole, line, &mut parts),
            false => parts.push(line),
        }
    }
    breaks::cut(whole, parts)
}

/// Cuts a block at places counted from its beginning.
fn cut_at(block: &Block, mut cuts: Vec<usize>, lines: &mut Vec<Block>) {
    cuts.extend([0, block.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    lines.extend(cuts.windows(2).map(|pair| block.start + pair[0]..block.start + pair[1]));
}

/// The title declared by a field of the copy.
fn declared_title(text: &str, blocks: &[Block]) -> Option<String> {
    let line = |block: &Block| text.get(block.clone()).unwrap_or_default();
    let mut fields =
        blocks.iter().take(TOP).filter_map(|block| furniture::field(head(line(block))));
    let title = fields.find(|(label, _)| label.known_as == Some(TITLE))?.1;
    // Sites append their own name: `…的通知_某县人民政府门户网站`.
    let title = title.split(['_', '|']).next().unwrap_or_default();
    (title.chars().count() > 5).then(|| title.to_owned())
}

/// What the head of a source says that helps to split the rest.
struct Known {
    /// Titles of announced plans.
    plans: Vec<String>,
    /// The letters with which these may begin, even if a copy lost some.
    opening: Vec<char>,
    /// Issuers.
    issuers: Vec<String>,
}

impl Known {
    fn of(text: &str, blocks: &[Block], declared: Option<String>) -> Self {
        let line = |block: &Block| head(text.get(block.clone()).unwrap_or_default());
        let opening: Vec<&str> = blocks.iter().take(TOP).map(line).collect();
        let titles = opening
            .iter()
            .copied()
            .filter(|line| is_title(line))
            .map(str::to_owned)
            .chain(declared);
        let titles: Vec<String> = titles.collect();
        let mut plans: Vec<String> = titles.iter().filter_map(|title| issued(title)).collect();
        plans.extend(opening.iter().flat_map(|line| book_titles(line)).map(str::to_owned));
        let long = blocks.iter().filter(|block| block.len() >= SHORTEST);
        let long = long.filter_map(|block| text.get(block.clone()));
        plans.extend(long.flat_map(annexes::names).map(str::to_owned));
        plans.truncate(MOST);
        let fields = opening
            .iter()
            .filter_map(|line| furniture::field(line))
            .map(|(_, value)| value.to_owned());
        let mut issuers: Vec<String> = titles.iter().flat_map(|title| names(title)).collect();
        issuers.extend(fields.filter(|value| letterhead::is_body_name(value)));
        let opening = plans.iter().flat_map(|title| alike::opening(title)).collect();
        Self { plans, opening, issuers }
    }

    fn is_empty(&self) -> bool {
        self.plans.is_empty() && self.issuers.is_empty()
    }
}

/// The issuers at the beginning of a title.
fn names(title: &str) -> impl Iterator<Item = String> {
    letterhead::title_issuers(title)
        .into_iter()
        .filter_map(|name| title.get(name))
        .map(str::to_owned)
}

/// The beginning of a block.
fn head(line: &str) -> &str {
    context::first_chars(line, HEAD)
}

/// Whether a line is a title and nothing else.
fn is_title(line: &str) -> bool {
    letterhead::is_title_line(line) && genre::kind(line).is_some()
}

/// What a notice issues according to its title: `关于印发某县方案的通知`.
fn issued(title: &str) -> Option<String> {
    let (_, inner) = title.split_once("印发")?;
    let inner = inner.strip_suffix("的通知")?;
    let own = inner
        .strip_prefix('《')
        .and_then(|inner| inner.strip_suffix('》'))
        .filter(|own| !own.contains('》'));
    Some(own.unwrap_or(inner).to_owned())
}
