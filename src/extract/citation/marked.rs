//! Documents in 《 》, with the numbers behind them: `《甲》（国发〔2018〕1号）、《乙》`.

use std::collections::BTreeMap;

use super::{CitationMention, number, relation, short, title};
use crate::affix::AnyOf;
use crate::lexicon::kinds;
use crate::model::Relation;

pub(super) fn bracketed(text: &str) -> Vec<CitationMention> {
    let mut mentions = Vec::new();
    let mut aliases = BTreeMap::new();
    let mut kinds = Kinds::default();
    let mut from = 0;
    while let Some(start) = text.get(from..).and_then(|tail| tail.find('《')).map(|at| from + at) {
        let mut row = row(text, start);
        from = row.last().map_or(start + '《'.len_utf8(), |last| last.end);
        let relation = row.last().map(|last| relation::of(text, &(start..last.end)));
        let mut numbers = spread(&row);
        let first = row.first_mut().zip(numbers.first_mut().filter(|number| number.is_none()));
        if let Some(((first, number), (before, start))) = first.zip(number::before(text, start)) {
            (*number, first.start) = (Some(before), start);
        }
        for (marked, number) in row.into_iter().zip(numbers) {
            let (title, end) = (marked.title.clone(), marked.end);
            let mention = mention(text, marked, number, relation, &aliases);
            mentions.extend(mention.map(|mention| kinds.expand(mention)));
            aliases.extend(short::abbreviated(text, &title, end));
        }
    }
    mentions
}

/// A title in marks, and what directly follows it.
struct Marked {
    /// Where the number before the title begins, or the title.
    start: usize,
    title: title::Title,
    numbers: Vec<number::Number>,
    end: usize,
}

/// The last title of each kind of document, for which the kind alone may stand:
/// `《信访工作条例》…《条例》第四十四条`.
#[derive(Default)]
struct Kinds(BTreeMap<&'static str, String>);

impl Kinds {
    /// Gives a mention that is only a kind the title for which it stands, and keeps any other.
    fn expand(&mut self, mut mention: CitationMention) -> CitationMention {
        if let Some(kind) = kinds::ALONE.iter().find(|kind| mention.title == **kind) {
            mention.short_for = mention.short_for.or_else(|| self.0.get(kind).cloned());
            return mention;
        }
        let own = kinds::ALONE.iter().filter(|kind| mention.title.ends_with(**kind));
        self.0.extend(own.map(|kind| (*kind, mention.title.clone())));
        mention
    }
}

/// Reads titles from `start` on, with only numbers and connectives between them.
fn row(text: &str, start: usize) -> Vec<Marked> {
    let mut row = Vec::new();
    let mut at = Some(start);
    while let Some(title) = at.and_then(|at| title::read(text, at)) {
        let (numbers, end) = numbers_behind(text, title.range.end);
        at = next_title(text, end);
        row.push(Marked { start: title.range.start, title, numbers, end });
    }
    row
}

/// The numbers behind a title, also behind words that follow it: `《…》要求（国发〔2018〕1号）`,
/// `关于印发《…》的通知（国发〔2018〕1号）`.
fn numbers_behind(text: &str, at: usize) -> (Vec<number::Number>, usize) {
    const BETWEEN: &[&str] = &["的通知", "要求", "精神", "文件要求", "文件精神", "有关要求"];
    let direct = number::behind(text, at);
    let tail = text.get(at..).unwrap_or_default();
    let word = BETWEEN
        .iter()
        .find(|word| tail.strip_prefix(**word).is_some_and(|rest| rest.starts_with(['（', '〔'])));
    let later = word.map(|word| number::behind(text, at + word.len()));
    later.filter(|(numbers, _)| direct.0.is_empty() && !numbers.is_empty()).unwrap_or(direct)
}

/// Where the next title of a row begins after `end`.
fn next_title(text: &str, end: usize) -> Option<usize> {
    let tail = short::behind_short_form(text.get(end..)?);
    let end = text.len() - tail.len();
    let rest = tail.strip_any_prefix(&["以及", "、", "和", "及", "与", "，"]).unwrap_or(tail);
    rest.starts_with('《').then_some(end + tail.len() - rest.len())
}

/// Assigns a number to each title. A bracket with as many numbers as there are titles before it has
/// one for each of them, in order; otherwise the title takes the first.
fn spread(row: &[Marked]) -> Vec<Option<number::Number>> {
    let mut numbers: Vec<_> = row.iter().map(|marked| marked.numbers.first().cloned()).collect();
    for (i, marked) in row.iter().enumerate() {
        let n = marked.numbers.len();
        let bare = (i + 1)
            .checked_sub(n)
            .filter(|first| n > 1 && row.iter().take(i).skip(*first).all(|m| m.numbers.is_empty()));
        if let Some(first) = bare {
            for (slot, number) in numbers.iter_mut().skip(first).zip(&marked.numbers) {
                *slot = Some(number.clone());
            }
        }
    }
    numbers
}

fn mention(
    text: &str,
    marked: Marked,
    number: Option<number::Number>,
    relation: Option<Relation>,
    aliases: &BTreeMap<String, String>,
) -> Option<CitationMention> {
    let title::Title { range, title, inner } = marked.title;
    if short::is_abbreviation(text, range.start)
        || !title::is_normative(&title)
        || title::is_work(text, range.start)
    {
        return None;
    }
    let (number, raw_number) = number::unzip(number);
    Some(CitationMention {
        range: marked.start..marked.end,
        short_for: aliases
            .get(&title)
            .cloned()
            .or_else(|| title::with_issuer(text, &title, range.start)),
        title,
        number,
        raw_number,
        inner,
        relation: relation.unwrap_or(Relation::Cites),
        bracketed: true,
        rule: "citation-title",
    })
}
