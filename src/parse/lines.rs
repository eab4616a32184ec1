//! The lines of a source, and how they are set: their width, their indents, whether they were
//! wrapped.

use std::iter;
use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::normalize::normal;
use super::numbering;

/// The widest column at which a text may have been wrapped, in full-width columns.
const WIDEST_WRAP: usize = 62;
/// The minimum number of lines that show whether a text was wrapped.
const LINES: usize = 12;
/// The maximum length of the number of an item, in characters.
const NUMBER: usize = 10;
/// The maximum length of a date, in characters.
const LONGEST_DATE: usize = 18;
/// The indent that begins a paragraph in the middle of a line.
const INDENT: &str = "\u{3000}\u{3000}";
static INDENTS: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(INDENT));
/// How much shorter than the full width a wrapped line may be, in full-width columns.
const RAGGED: usize = 3;
/// Only lines longer than this many indents are searched for one in their middle.
const CUT: usize = 12;

/// The lines of a text with their offsets. An indent in the middle of a line begins a new line.
pub(super) fn lines(source: &str) -> impl Iterator<Item = (&str, usize)> {
    let (mut start, mut is_over) = (0, false);
    let mut breaks = breaks(source);
    let lines = iter::from_fn(move || {
        if is_over {
            return None;
        }
        let line_break = breaks.next().unwrap_or_else(|| {
            is_over = true;
            source.len()..source.len()
        });
        let line = source.get(start..line_break.start)?;
        let begins = std::mem::replace(&mut start, line_break.end);
        Some((line, begins))
    });
    lines.flat_map(|(line, base)| indented(line).map(move |(part, at)| (part, base + at)))
}

/// The lines between line feeds, with their offsets, as they stand.
pub(super) fn as_set(source: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut at = 0;
    source.split('\n').map(move |line| {
        let start = at;
        at += line.len() + 1;
        (line, start)
    })
}

/// The line breaks of a text: line feeds, form feeds, and Unicode line and paragraph separators.
fn breaks(source: &str) -> impl Iterator<Item = Range<usize>> {
    const SEPARATORS: [&[u8]; 2] = ["\u{2028}".as_bytes(), "\u{2029}".as_bytes()];
    let bytes = source.as_bytes();
    memchr::memchr3_iter(b'\n', 0x0c, SEPARATORS[0][0], bytes).filter_map(move |at| {
        let rest = bytes.get(at..)?;
        let len = if rest.starts_with(b"\n") || rest.starts_with(b"\x0c") {
            1
        } else {
            SEPARATORS.iter().find(|separator| rest.starts_with(separator))?.len()
        };
        Some(at..at + len)
    })
}

/// Splits a line into the paragraphs that a copy put on it with their indents,
/// `…要求。　　一、总体目标`; the spaces in `链　　长：` do not split it.
fn indented(line: &str) -> impl Iterator<Item = (&str, usize)> {
    let (mut start, mut blank_until) = (0, 0);
    let mut cuts: Vec<usize> = Vec::new();
    let indents = if line.len() > INDENT.len() * CUT { line } else { "" };
    for at in INDENTS.find_iter(indents.as_bytes()) {
        // Look at a run of spaces only once, however long it is.
        if at < blank_until {
            continue;
        }
        let behind = line.get(at..).unwrap_or_default().trim_start();
        blank_until = line.len() - behind.len();
        let before = line.get(start..at).unwrap_or_default();
        let mut word = behind.chars().take_while(|c| !matches!(c, '：' | ':'));
        if before.trim().chars().nth(1).is_some() && word.nth(1).is_some() {
            cuts.push(at);
            start = at;
        }
    }
    let mut start = 0;
    cuts.into_iter().chain([line.len()]).map(move |end| {
        let begins = std::mem::replace(&mut start, end);
        (line.get(begins..end).unwrap_or_default(), begins)
    })
}

/// Whether a line ends within a sentence that the next one continues. The short lines of a short
/// document do not.
fn is_cut(line: &str, next: &str) -> bool {
    let ends = ['。', '；', '：', '！', '？', '）', '.', ';', ':', ')'];
    let begins: String = next.trim_start().chars().take(NUMBER).collect();
    !line.trim_end().ends_with(ends)
        && !is_date(next)
        && numbering::leading(&normal(&begins)).is_none()
}

/// Whether a line is nothing but a date: 2023年6月27日, 2023-06-27.
pub(super) fn is_date(line: &str) -> bool {
    let line = line.trim();
    line.chars().nth(LONGEST_DATE).is_none()
        && (['年', '月', '日'].iter().all(|unit| line.contains(*unit)) || is_date_in_figures(line))
}

/// Whether a line is a date in figures: 2023-06-27, 2023/6/27.
pub(super) fn is_date_in_figures(line: &str) -> bool {
    let n_marks = line.chars().filter(|c| matches!(c, '-' | '/' | '.')).count();
    (8..=10).contains(&line.len())
        && n_marks == 2
        && line.starts_with("20")
        && line.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '/' | '.'))
}

/// How the lines of a text are laid out.
#[derive(Clone, Copy)]
pub(super) struct Layout {
    /// How they were wrapped, if they were.
    pub(super) wrap: Option<Wrap>,
    /// The usual indent of a line.
    pub(super) indent: usize,
}

/// How the lines of a text were wrapped.
#[derive(Clone, Copy)]
pub(super) struct Wrap {
    /// Whether lines are full by the number of their characters, whatever their width.
    by_characters: bool,
    /// The minimum length of a full line, in characters or in full-width columns.
    full: usize,
    /// The same for the first line of a paragraph, whose indent may have been lost.
    first: usize,
    /// Whether blank lines part the paragraphs and hardly ever stand within one.
    pub(super) is_spaced: bool,
}

/// The length of a line with the indent of its paragraph.
#[derive(Clone, Copy, Default)]
pub(super) struct Length {
    n_chars: usize,
    /// In full-width columns.
    n_columns: usize,
}

/// A line of prose, which may have been wrapped.
struct Filled<'l> {
    text: &'l str,
    length: Length,
    /// Whether a blank line follows it.
    is_apart: bool,
}

impl Layout {
    /// Infers the layout from the lines of a text.
    pub(super) fn of(source: &str, lines: &[(&str, usize)]) -> Self {
        // Rows of tables are as long as their cells.
        let is_row = |line: &str| memchr::memchr2(b'\t', b'|', line.as_bytes()).is_some();
        let is_blank = |line: &str| line.trim().is_empty();
        let are_apart = lines.iter().skip(1).map(|(next, _)| is_blank(next)).chain([false]);
        let filled: Vec<_> = lines
            .iter()
            .zip(are_apart)
            .filter(|((line, _), _)| !is_blank(line) && !is_row(line))
            .map(|((text, at), is_apart)| {
                let length = Length::of(source, *at..at + text.len());
                Filled { text, length, is_apart }
            })
            .collect();
        let indents = filled.iter().map(|line| indent(line.text));
        Self { wrap: Wrap::of(&filled), indent: percentile(indents, 50) }
    }
}

impl Wrap {
    /// Infers how lines were wrapped: many of them are full and end within a sentence.
    fn of(lines: &[Filled<'_>]) -> Option<Self> {
        if lines.len() < LINES {
            return None;
        }
        let longest = |by: bool| percentile(lines.iter().map(|line| line.length.by(by)), 95);
        let count = |by: bool| {
            let longest = longest(by);
            lines.iter().filter(|line| line.length.by(by) == longest).count()
        };
        let by_characters = count(true) > count(false);
        let longest = longest(by_characters);
        let length = |line: &Filled<'_>| line.length.by(by_characters);
        let may_be_full = |line: &&Filled<'_>| length(line) + RAGGED >= longest;
        let n_full = lines.iter().filter(may_be_full).count();
        if !(16..=WIDEST_WRAP).contains(&longest) || n_full * 3 < lines.len() {
            return None;
        }
        // Those that end within a sentence: the first ones of their paragraphs, and the others.
        let befores = iter::once(None).chain(lines.iter().map(Some));
        let nexts = lines.iter().skip(1);
        let (firsts, others): (Vec<_>, Vec<_>) = befores
            .zip(lines.iter().zip(nexts))
            .filter(|(_, (line, next))| may_be_full(line) && is_cut(line.text, next.text))
            .map(|(before, (line, _))| (before, line))
            .partition(|(before, _)| before.is_none_or(|line| !may_be_full(&line)));
        let n_cut = firsts.len() + others.len();
        if n_cut * 2 < n_full {
            return None;
        }
        let lengths = |some: &[(_, &Filled<'_>)], percent: usize| {
            percentile(some.iter().map(|(_, line)| length(line)), percent)
        };
        // A full line is hardly ever shorter than these; the first one may lack its indent.
        let full = lengths(&others, 5).max(longest - RAGGED);
        let indent = longest.saturating_sub(lengths(&firsts, 90));
        let first = full.saturating_sub(indent).max(longest - RAGGED);
        let short: Vec<_> = lines.iter().filter(|line| !may_be_full(line)).collect();
        let n_apart = short.iter().filter(|line| line.is_apart).count();
        let n_cut_apart = firsts.iter().chain(&others).filter(|(_, line)| line.is_apart).count();
        let is_spaced = n_apart * 3 >= short.len() * 2 && n_cut_apart * 10 <= n_cut;
        Some(Self { by_characters, full, first, is_spaced })
    }

    /// Whether a line is so long that the next one may be the rest of its sentence.
    pub(super) fn is_full(&self, line: Length, is_first: bool) -> bool {
        line.by(self.by_characters) >= if is_first { self.first } else { self.full }
    }
}

impl Length {
    /// The length of a line up to the end of the part at `range`.
    pub(super) fn of(source: &str, range: Range<usize>) -> Self {
        /// How far before the part the line may begin, in bytes.
        const REACH: usize = 400;
        /// The maximum indent of a paragraph, in half-width columns; what has more is centred.
        const WIDEST_INDENT: usize = 4;
        let before = source.get(..range.start).unwrap_or_default().as_bytes();
        let near = before.get(before.len().saturating_sub(REACH)..).unwrap_or_default();
        let since = memchr::memrchr(b'\n', near).map_or(0, |at| near.len() - at - 1);
        let line = source.get(range.start - since..range.end).unwrap_or_default().trim_end();
        let line = if indent(line) > WIDEST_INDENT { line.trim_start() } else { line };
        Self { n_chars: line.chars().count(), n_columns: columns(line) }
    }

    fn by(self, characters: bool) -> usize {
        if characters { self.n_chars } else { self.n_columns }
    }
}

/// The value below which `percent` of the values are; 0 if there are none.
fn percentile(values: impl Iterator<Item = usize>, percent: usize) -> usize {
    let mut values: Vec<usize> = values.collect();
    values.sort_unstable();
    values.get(values.len().saturating_sub(1) * percent / 100).copied().unwrap_or_default()
}

/// The indent of a line in half-width columns; a full-width space counts as two.
pub(super) fn indent(line: &str) -> usize {
    line.chars()
        .take_while(|c| c.is_whitespace())
        .map(|c| if c == '\u{3000}' { 2 } else { 1 })
        .sum()
}

/// The width of a line in full-width columns.
fn columns(line: &str) -> usize {
    // Summed up bytewise, which compiles to vector instructions, in chunks whose sum fits into a
    // byte.
    let halves =
        |byte: u8| u8::from(byte < 0x80).wrapping_add(u8::from(byte >= 0xc0).wrapping_mul(2));
    let of = |piece: &[u8]| {
        usize::from(piece.iter().fold(0_u8, |sum, byte| sum.wrapping_add(halves(*byte))))
    };
    line.as_bytes().chunks(usize::from(u8::MAX / 2)).map(of).sum::<usize>().div_ceil(2)
}
