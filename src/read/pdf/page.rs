//! The pieces of text on a page, and the lines they form.

use super::grid::{self, Table};
use super::rules::Rule;
use super::unruled;
use crate::message;
use crate::message::Message;

/// A piece of text and its position; the origin is at the lower left, lengths are in points.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) size: f64,
}

/// A page as lines and tables, both from top to bottom.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) lines: Vec<Line>,
    pub(super) tables: Vec<Table>,
    /// Whether it is one of two columns of a page, with margins of its own.
    pub(super) is_column: bool,
    /// Messages on what is not read of it.
    pub(super) unread: Vec<Message>,
}

/// A line of a page.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) text: String,
    /// Where its first character begins and its last one ends.
    pub(super) start: f64,
    pub(super) end: f64,
    pub(super) y: f64,
    /// The usual size of its characters.
    pub(super) size: f64,
}

/// The distance between two pieces of a line from which on a blank is put between, relative to
/// their size.
const BLANK: f64 = 0.35;

impl Page {
    /// Builds a page from pieces: first tables, with the help of ruled lines, then lines.
    pub(super) fn ruled(mut pieces: Vec<Piece>, rules: &[Rule]) -> Self {
        pieces.retain(Piece::is_placed);
        let (mut tables, has_strip) = grid::take(rules, &mut pieces);
        let (unruled, is_unread) = unruled::take(&mut pieces);
        tables.extend(unruled);
        tables.sort_by(|a, b| b.top.total_cmp(&a.top));
        let unread =
            [is_unread.then(|| message!("page-table")), has_strip.then(|| message!("page-column"))];
        let unread = unread.into_iter().flatten().collect();
        Self { tables, unread, ..Self::of(pieces) }
    }

    /// Builds a page, or two if its text has two columns; titles across both belong to the first.
    ///
    /// A page with tables is never split.
    pub(super) fn parted(pieces: Vec<Piece>, rules: &[Rule]) -> Vec<Self> {
        let whole = Self::ruled(pieces.clone(), rules);
        let gutter =
            Some(&whole).filter(|whole| whole.tables.is_empty()).and_then(|_| gutter(&pieces));
        let Some((gutter, top)) = gutter else { return vec![whole] };
        let (first, second): (Vec<Piece>, Vec<Piece>) = pieces
            .into_iter()
            .filter(Piece::is_placed)
            .partition(|piece| piece.x < gutter || piece.y > top);
        let column = |pieces| Self { is_column: true, ..Self::of(pieces) };
        vec![Self { unread: whole.unread, ..column(first) }, column(second)]
    }

    /// Builds lines from pieces.
    pub(super) fn of(pieces: Vec<Piece>) -> Self {
        let mut pieces: Vec<_> = pieces
            .into_iter()
            .filter(|piece| !piece.text.trim().is_empty() && piece.is_placed())
            .collect();
        pieces.sort_by(|a, b| b.y.total_cmp(&a.y).then(a.x.total_cmp(&b.x)));
        let mut lines: Vec<Vec<Piece>> = Vec::new();
        for piece in &pieces {
            match lines.last_mut() {
                Some(line) if line[0].y - piece.y < 0.4 * line[0].size.min(piece.size) => {
                    line.push(piece.clone())
                }
                _ => lines.push(vec![piece.clone()]),
            }
        }
        let lines = lines.into_iter().filter_map(Line::of).collect();
        Self { lines, ..Self::default() }
    }
}

/// The fewest lines of a column of text, and their fewest characters on average.
const COLUMN: usize = 5;
const COLUMN_WIDTH: usize = 8;

/// Returns the position of the gap between two columns of text, and the height above which the page
/// is not split.
fn gutter(pieces: &[Piece]) -> Option<(f64, f64)> {
    let placed: Vec<&Piece> =
        pieces.iter().filter(|piece| piece.is_placed() && !piece.text.trim().is_empty()).collect();
    let low = placed.iter().map(|piece| piece.x).fold(f64::INFINITY, f64::min);
    let high = placed.iter().map(|piece| piece.end()).fold(f64::NEG_INFINITY, f64::max);
    let middle = (low + high) / 2.0;
    let size = placed.first()?.size;
    // A few lines may cross the gap: titles above the columns.
    let crosses = |piece: &&&Piece, at: f64| piece.x < at && piece.end() > at;
    let steps = (-20..=20).map(|step| middle + f64::from(step) * (high - low) / 100.0);
    let is_free = |at: f64| placed.iter().filter(|piece| crosses(piece, at)).count() <= 2;
    let gutter = steps
        .filter(|at| [at - size / 2.0, *at, at + size / 2.0].into_iter().all(is_free))
        .min_by(|a, b| (a - middle).abs().total_cmp(&(b - middle).abs()))?;
    let titles = placed.iter().filter(|piece| crosses(piece, gutter));
    let top = titles.map(|piece| piece.y - piece.size / 2.0).fold(f64::INFINITY, f64::min);
    let (left, right): (Vec<&Piece>, Vec<&Piece>) =
        placed.into_iter().filter(|piece| piece.y < top).partition(|piece| piece.x < gutter);
    (is_column(&left) && is_column(&right)).then_some((gutter, top))
}

/// Whether pieces form enough lines for a column of text.
fn is_column(pieces: &[&Piece]) -> bool {
    let lines = Page::of(pieces.iter().map(|piece| (*piece).clone()).collect()).lines;
    let n_chars: usize = lines.iter().map(|line| line.text.chars().count()).sum();
    lines.len() >= COLUMN && n_chars >= COLUMN_WIDTH * lines.len()
}

impl Piece {
    fn is_placed(&self) -> bool {
        [self.x, self.y, self.width, self.size].into_iter().all(f64::is_finite)
            && self.size > 0.1
            && self.width >= 0.0
    }

    fn end(&self) -> f64 {
        self.x + self.width
    }

    /// Cuts the piece at those of the places that are within it; its width is divided by
    /// characters.
    pub(super) fn parted(self, places: &[f64]) -> Vec<Self> {
        let wide = |c: char| if c.is_ascii() { 0.5 } else { 1.0 };
        let total: f64 = self.text.chars().map(wide).sum();
        let within =
            |place: f64| place > self.x + self.size * 0.5 && place < self.end() - self.size * 0.5;
        if total == 0.0 || !places.iter().any(|place| within(*place)) {
            return vec![self];
        }
        let mut parts = vec![Self { text: String::new(), width: 0.0, ..self.clone() }];
        let mut x = self.x;
        let mut rest = places.iter().copied().filter(|place| within(*place)).peekable();
        for c in self.text.chars() {
            let width = self.width * wide(c) / total;
            if rest.next_if(|place| x + width / 2.0 > *place).is_some() {
                parts.push(Self { text: String::new(), x, width: 0.0, ..self.clone() });
            }
            if let Some(part) = parts.last_mut() {
                part.text.push(c);
                part.width += width;
            }
            x += width;
        }
        parts
    }
}

impl Line {
    fn of(mut pieces: Vec<Piece>) -> Option<Self> {
        pieces.sort_by(|a, b| a.x.total_cmp(&b.x));
        let mut line: Option<(Self, &Piece)> = None;
        for piece in &pieces {
            let Some((whole, last)) = &mut line else {
                line = Some((Self::begin(piece), piece));
                continue;
            };
            // A word printed twice, slightly shifted, is bold.
            if piece.text == last.text
                && (piece.x - last.x).abs() < 0.3 * piece.size.min(last.width)
            {
                continue;
            }
            if piece.x - whole.end > BLANK * piece.size.max(whole.size) {
                whole.text.push(' ');
            }
            whole.text.push_str(&piece.text);
            whole.end = whole.end.max(piece.end());
            whole.size = if piece.text.chars().count() > 2 { piece.size } else { whole.size };
            *last = piece;
        }
        line.map(|(line, _)| line.without_blanks())
    }

    fn begin(piece: &Piece) -> Self {
        Self {
            text: piece.text.clone(),
            start: piece.x,
            end: piece.end(),
            y: piece.y,
            size: piece.size,
        }
    }

    /// Trims blanks and moves the start and end accordingly, as leading blanks act as an indent.
    fn without_blanks(mut self) -> Self {
        let indent = self.text.chars().take_while(|c| c.is_whitespace());
        self.start +=
            indent.map(|c| if c == '\u{3000}' { self.size } else { self.size / 2.0 }).sum::<f64>();
        let trailing = self.text.chars().rev().take_while(|c| c.is_whitespace());
        self.end -= trailing
            .map(|c| if c == '\u{3000}' { self.size } else { self.size / 2.0 })
            .sum::<f64>();
        self.text = self.text.trim().to_owned();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: &str, x: f64, y: f64) -> Piece {
        Piece { text: text.to_owned(), x, y, width: 10.0 * text.chars().count() as f64, size: 10.0 }
    }

    #[test]
    fn pieces_make_lines() {
        let pieces = vec![
            piece("责任", 20.0, 80.0),
            piece("总体", 10.0, 100.0),
            piece("总体", 10.2, 100.0),
            piece("要求", 30.0, 100.3),
            piece("2023", 60.0, 99.9),
            piece("\u{3000}单位", 40.0, 80.0),
            piece(" ", 0.0, 60.0),
        ];
        let page = Page::of(pieces);
        let lines: Vec<_> =
            page.lines.iter().map(|line| (line.text.as_str(), line.start)).collect();
        assert_eq!(lines, [("总体要求 2023", 10.0), ("责任\u{3000}单位", 20.0)]);
    }
}
