//! Rotates pages whose text runs sideways, such as a wide table on an upright page, so that it runs
//! to the right.
//!
//! The direction of the text counts, not the page's `/Rotate`: a page with `/Rotate 90` whose text
//! is upright without it is upright.

use oxidize_pdf::parser::content::{ContentOperation, TextElement};

use super::page::Piece;
use super::rules::{Matrix, Rule, multiply};

/// The most graphics states saved at once.
const MAX_SAVED: usize = 256;

/// The direction in which the text of a page runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    Right,
    Up,
    Left,
    Down,
}

impl Turn {
    /// Returns the direction of most of the text that these operations show.
    pub(super) fn of(operations: &[ContentOperation]) -> Self {
        use ContentOperation as Op;
        const UPRIGHT: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
        let (mut matrix, mut text, mut saved, mut counts) =
            (UPRIGHT, UPRIGHT, Vec::new(), [0_usize; 4]);
        for operation in operations {
            let n = match operation {
                Op::SaveGraphicsState if saved.len() < MAX_SAVED => {
                    saved.push(matrix);
                    continue;
                }
                Op::RestoreGraphicsState => {
                    matrix = saved.pop().unwrap_or(matrix);
                    continue;
                }
                Op::SetTransformMatrix(a, b, c, d, e, f) => {
                    matrix = multiply([a, b, c, d, e, f].map(|n| f64::from(*n)), matrix);
                    continue;
                }
                Op::BeginText => {
                    text = UPRIGHT;
                    continue;
                }
                Op::SetTextMatrix(a, b, c, d, e, f) => {
                    text = [a, b, c, d, e, f].map(|n| f64::from(*n));
                    continue;
                }
                Op::ShowText(shown)
                | Op::NextLineShowText(shown)
                | Op::SetSpacingNextLineShowText(_, _, shown) => shown.len(),
                Op::ShowTextArray(all) => all
                    .iter()
                    .map(|one| if let TextElement::Text(text) = one { text.len() } else { 0 })
                    .sum(),
                _ => continue,
            };
            let [a, b, ..] = multiply(text, matrix);
            let turn = if a.abs() >= b.abs() {
                usize::from(a < 0.0) * 2
            } else {
                1 + usize::from(b < 0.0) * 2
            };
            counts[turn] += n;
        }
        let total: usize = counts.iter().sum();
        let most = [Self::Right, Self::Up, Self::Left, Self::Down]
            .into_iter()
            .zip(counts)
            .max_by_key(|(_, n)| *n);
        most.filter(|(_, n)| *n * 5 > total * 3).map_or(Self::Right, |(turn, _)| turn)
    }

    /// Returns where a point is after the page, given its media box, is rotated.
    fn point(self, [left, bottom, right, top]: [f64; 4], (x, y): (f64, f64)) -> (f64, f64) {
        match self {
            Self::Right => (x, y),
            Self::Up => (y - bottom, right - x),
            Self::Left => (right - x, top - y),
            Self::Down => (top - y, x - left),
        }
    }

    /// Returns a piece of text on the rotated page.
    pub(super) fn piece(self, page: [f64; 4], piece: Piece) -> Piece {
        let (x, y) = self.point(page, (piece.x, piece.y));
        Piece { x, y, ..piece }
    }

    /// Returns a ruled line on the rotated page.
    pub(super) fn rule(self, page: [f64; 4], rule: Rule) -> Rule {
        let ends = if rule.is_horizontal {
            [(rule.from, rule.at), (rule.to, rule.at)]
        } else {
            [(rule.at, rule.from), (rule.at, rule.to)]
        };
        let [from, to] = ends.map(|end| self.point(page, end));
        Rule::of(from, to).unwrap_or(rule)
    }
}

#[cfg(test)]
mod tests {
    use oxidize_pdf::parser::content::ContentParser;

    use super::*;

    #[test]
    fn text_tells_how_a_page_is_turned() {
        for (content, turn) in [
            (&b"BT 1 0 0 1 10 20 Tm (abc) Tj ET"[..], Turn::Right),
            (b"BT 0 1 -1 0 10 20 Tm (abc) Tj ET BT 1 0 0 1 0 0 Tm (1) Tj ET", Turn::Up),
            (b"q 0 -1 1 0 0 800 cm BT /F 1 Tf [(ab) -20 (c)] TJ ET Q", Turn::Down),
            (b"BT -12 0 0 -12 300 300 Tm (abc) Tj ET", Turn::Left),
            (b"", Turn::Right),
        ] {
            assert_eq!(Turn::of(&ContentParser::parse(content).expect("it is content")), turn);
        }
        let page = [0.0, 0.0, 595.0, 842.0];
        assert_eq!(Turn::Up.point(page, (65.0, 300.0)), (300.0, 530.0));
        assert_eq!(Turn::Down.point(page, (530.0, 542.0)), (300.0, 530.0));
        let rule =
            Turn::Up.rule(page, Rule { is_horizontal: false, at: 115.0, from: 50.0, to: 790.0 });
        assert_eq!(rule, Rule { is_horizontal: true, at: 480.0, from: 50.0, to: 790.0 });
    }
}
