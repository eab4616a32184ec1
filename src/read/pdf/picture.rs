//! Pages that show more than their text: pictures, and text drawn as curves.

use oxidize_pdf::parser::content::ContentOperation;

use super::rules::{Matrix, multiply};
use crate::message;
use crate::message::Message;

/// The most graphics states saved at once.
const MAX_SAVED: usize = 256;
/// The part of a page that a picture must cover to be more than a seal.
const LARGE: f64 = 0.2;
/// The number of curves from which on they may be characters.
const DRAWN: usize = 2000;
/// The number of characters from which on a page speaks for itself, with pictures or not.
const ENOUGH: usize = 400;
/// The number of characters below which the text of a page says nothing.
const FEW: usize = 50;

/// Returns what is not read of a page with this media box and number of characters.
pub(super) fn unread(
    operations: &[ContentOperation],
    page: [f64; 4],
    n_chars: usize,
) -> Option<Message> {
    let area = ((page[2] - page[0]) * (page[3] - page[1])).abs().max(1.0);
    let is_pictured = pictures(operations).any(|picture| picture > LARGE * area);
    let is_curve = |operation: &&ContentOperation| {
        matches!(
            operation,
            ContentOperation::CurveTo(..)
                | ContentOperation::CurveToV(..)
                | ContentOperation::CurveToY(..)
        )
    };
    match n_chars {
        n if n < ENOUGH && is_pictured => Some(message!("page-picture")),
        n if n < FEW && operations.iter().filter(is_curve).count() > DRAWN => {
            Some(message!("page-drawn"))
        }
        _ => None,
    }
}

/// Returns the areas of the pictures on a page; each is drawn into a transformed unit square.
fn pictures(operations: &[ContentOperation]) -> impl Iterator<Item = f64> {
    use ContentOperation as Op;
    let mut matrix: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
    let mut saved = Vec::new();
    operations.iter().filter_map(move |operation| {
        match operation {
            Op::SaveGraphicsState if saved.len() < MAX_SAVED => saved.push(matrix),
            Op::RestoreGraphicsState => matrix = saved.pop().unwrap_or(matrix),
            Op::SetTransformMatrix(a, b, c, d, e, f) => {
                matrix = multiply([a, b, c, d, e, f].map(|n| f64::from(*n)), matrix);
            }
            Op::PaintXObject(_) | Op::InlineImage { .. } => {
                let [a, b, c, d, ..] = matrix;
                return Some((a * d - b * c).abs());
            }
            _ => {}
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use oxidize_pdf::parser::content::ContentParser;

    use super::*;

    #[test]
    fn large_pictures_on_pages_with_little_text_are_told() {
        let page = [0.0, 0.0, 600.0, 800.0];
        let read = |content: &[u8], n| {
            unread(&ContentParser::parse(content).expect("it is content"), page, n)
        };
        assert!(read(b"q 500 0 0 400 50 50 cm /Im1 Do Q", 100).is_some());
        assert!(read(b"q 500 0 0 400 50 50 cm /Im1 Do Q", 900).is_none());
        assert!(read(b"q 120 0 0 120 50 50 cm /Seal Do Q", 100).is_none());
        assert!(read(&b"0 0 m 1 1 2 2 3 3 c ".repeat(3000), 0).is_some());
    }
}
