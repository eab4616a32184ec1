//! The lines of a source, and how they are set: their width, their indents, whether they were
//! wrapped.

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
pub(super) const RAGGED: usize = 3;
/// Only lines longer than this many indents are searched for one in their middle.
const CUT: usize = 12;

/// The lines of a text with their offsets. An indent in the middle of a line begins a new line.
pub(super) fn lines(source: &str) -> impl Iterator<Item = (&str, usize)> {
    let (mut start, mut is_over) = (0, false);
    let mut breaks = breaks(source);
    let lines = std::iter::from_fn(move || {
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
    /// The full width in columns, if the lines were wrapped.
    pub(super) wrap: Option<usize>,
    /// The usual indent of a line.
    pub(super) indent: usize,
}

impl Layout {
    /// Infers the layout from the lines of a text.
    pub(super) fn of(lines: &[(&str, usize)]) -> Self {
        // Rows of tables are as long as their cells.
        let is_prose = |line: &&str| {
            !line.trim().is_empty() && memchr::memchr2(b'\t', b'|', line.as_bytes()).is_none()
        };
        let filled: Vec<&str> = lines.iter().map(|(line, _)| *line).filter(is_prose).collect();
        let mut widths: Vec<usize> = filled.iter().map(|line| columns(line.trim())).collect();
        let mut indents: Vec<usize> = filled.iter().map(|line| indent(line)).collect();
        let fills = |width: usize, full: usize| width + RAGGED >= full;
        let places = widths.clone();
        widths.sort_unstable();
        let full =
            widths.get(widths.len().saturating_sub(1) * 95 / 100).copied().unwrap_or_default();
        let n_full = widths.iter().filter(|width| fills(**width, full)).count();
        let may_be = widths.len() >= LINES
            && (16..=WIDEST_WRAP).contains(&full)
            && n_full * 3 >= widths.len();
        let n_cut = filled
            .windows(2)
            .zip(&places)
            .filter(|(both, width)| may_be && fills(**width, full) && is_cut(both[0], both[1]))
            .count();
        let wrapped = may_be && n_cut * 2 >= n_full;
        indents.sort_unstable();
        let indent = indents.get(indents.len() / 2).copied().unwrap_or_default();
        Self { wrap: wrapped.then_some(full), indent }
    }
}

/// The indent of a line in half-width columns; a full-width space counts as two.
pub(super) fn indent(line: &str) -> usize {
    line.chars()
        .take_while(|c| c.is_whitespace())
        .map(|c| if c == '\u{3000}' { 2 } else { 1 })
        .sum()
}

/// The width of a line in full-width columns.
pub(super) fn columns(line: &str) -> usize {
    // Summed up bytewise, which compiles to vector instructions, in chunks whose sum fits into a
    // byte.
    let halves =
        |byte: u8| u8::from(byte < 0x80).wrapping_add(u8::from(byte >= 0xc0).wrapping_mul(2));
    let of = |piece: &[u8]| {
        usize::from(piece.iter().fold(0_u8, |sum, byte| sum.wrapping_add(halves(*byte))))
    };
    line.as_bytes().chunks(usize::from(u8::MAX / 2)).map(of).sum::<usize>().div_ceil(2)
}
