//! The ruled lines of a page: strokes, and boxes so thin that they are lines.
//!
//! Clipping paths do not count; programs put them around every paragraph.

use oxidize_pdf::parser::content::ContentOperation;

/// The greatest thickness of a box that counts as a line, in points.
const THIN: f64 = 3.0;
/// The shortest stroke that does not belong to a drawing, in points.
const SHORT: f64 = 4.0;
/// The most graphics states saved at once.
const MAX_SAVED: usize = 256;

/// A horizontal or vertical line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    pub(super) is_horizontal: bool,
    /// Its y if it is horizontal, its x if it is vertical.
    pub(super) at: f64,
    pub(super) from: f64,
    pub(super) to: f64,
}

type Point = (f64, f64);

/// The transformation from user space to the page, row by row.
pub(super) type Matrix = [f64; 6];

#[derive(Default)]
struct Path {
    strokes: Vec<(Point, Point)>,
    boxes: Vec<[Point; 2]>,
    start: Point,
    at: Point,
}

/// Returns the rules that these operations draw.
pub(super) fn rules(operations: &[ContentOperation]) -> Vec<Rule> {
    let mut matrix: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
    let (mut saved, mut path, mut rules) = (Vec::new(), Path::default(), Vec::new());
    for operation in operations {
        use ContentOperation as Op;
        let point = |x: &f32, y: &f32| transform(&matrix, f64::from(*x), f64::from(*y));
        match operation {
            Op::SaveGraphicsState if saved.len() < MAX_SAVED => saved.push(matrix),
            Op::RestoreGraphicsState => matrix = saved.pop().unwrap_or(matrix),
            Op::SetTransformMatrix(a, b, c, d, e, f) => {
                matrix = multiply([a, b, c, d, e, f].map(|n| f64::from(*n)), matrix);
            }
            Op::MoveTo(x, y) => (path.start, path.at) = (point(x, y), point(x, y)),
            Op::LineTo(x, y) => path.line(point(x, y)),
            Op::CurveTo(_, _, _, _, x, y) | Op::CurveToV(_, _, x, y) | Op::CurveToY(_, _, x, y) => {
                path.at = point(x, y)
            }
            Op::ClosePath => path.line(path.start),
            Op::Rectangle(x, y, width, height) => {
                path.boxes.push([point(x, y), point(&(x + width), &(y + height))])
            }
            Op::Stroke => path.paint(true, &mut rules),
            Op::CloseStroke | Op::CloseFillStroke | Op::CloseFillStrokeEvenOdd => {
                path.line(path.start);
                path.paint(true, &mut rules);
            }
            Op::FillStroke | Op::FillStrokeEvenOdd => path.paint(true, &mut rules),
            Op::Fill | Op::FillEvenOdd => path.paint(false, &mut rules),
            Op::EndPath => path = Path::default(),
            _ => {}
        }
    }
    rules
}

impl Path {
    fn line(&mut self, to: Point) {
        self.strokes.push((self.at, to));
        self.at = to;
    }

    /// Ends the path by stroking or filling it.
    fn paint(&mut self, is_stroked: bool, rules: &mut Vec<Rule>) {
        let path = std::mem::take(self);
        if is_stroked {
            rules.extend(path.strokes.iter().filter_map(|(from, to)| Rule::of(*from, *to)));
        } else {
            // A filled path with four sides is a box.
            let xs = || path.strokes.iter().flat_map(|(from, to)| [from.0, to.0]);
            let ys = || path.strokes.iter().flat_map(|(from, to)| [from.1, to.1]);
            let (low, high) = (f64::INFINITY, f64::NEG_INFINITY);
            let corners = [
                (xs().fold(low, f64::min), ys().fold(low, f64::min)),
                (xs().fold(high, f64::max), ys().fold(high, f64::max)),
            ];
            rules.extend(thin(corners).filter(|_| (3..=4).contains(&path.strokes.len())));
        }
        for corners @ [(x1, y1), (x2, y2)] in path.boxes {
            match thin(corners) {
                Some(rule) => rules.push(rule),
                None if is_stroked => {
                    let sides = [
                        ((x1, y1), (x2, y1)),
                        ((x1, y2), (x2, y2)),
                        ((x1, y1), (x1, y2)),
                        ((x2, y1), (x2, y2)),
                    ];
                    rules.extend(sides.iter().filter_map(|(from, to)| Rule::of(*from, *to)));
                }
                None => {}
            }
        }
    }
}

impl Rule {
    pub(super) fn of(from: Point, to: Point) -> Option<Self> {
        let (width, height) = ((from.0 - to.0).abs(), (from.1 - to.1).abs());
        let is_horizontal = height < 1.0 && width > SHORT;
        let is_vertical = width < 1.0 && height > SHORT;
        let ends = |a: f64, b: f64| (a.min(b), a.max(b));
        let (at, (from, to)) = match (is_horizontal, is_vertical) {
            (true, _) => (from.1, ends(from.0, to.0)),
            (_, true) => (from.0, ends(from.1, to.1)),
            _ => return None,
        };
        [at, from, to].into_iter().all(f64::is_finite).then_some(Self {
            is_horizontal,
            at,
            from,
            to,
        })
    }
}

/// Returns the line that a thin box stands for.
fn thin([(x1, y1), (x2, y2)]: [Point; 2]) -> Option<Rule> {
    let (x, y) = ((x1 + x2) / 2.0, (y1 + y2) / 2.0);
    match ((x1 - x2).abs() <= THIN, (y1 - y2).abs() <= THIN) {
        (false, true) => Rule::of((x1, y), (x2, y)),
        (true, false) => Rule::of((x, y1), (x, y2)),
        _ => None,
    }
}

fn transform([a, b, c, d, e, f]: &Matrix, x: f64, y: f64) -> Point {
    (a * x + c * y + e, b * x + d * y + f)
}

pub(super) fn multiply(one: Matrix, other: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = one;
    let [p, q, r, s, t, u] = other;
    [
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    ]
}

#[cfg(test)]
mod tests {
    use oxidize_pdf::parser::content::ContentParser;

    use super::*;

    #[test]
    fn strokes_and_thin_boxes_are_rules_and_clips_are_none() {
        let content =
            b"q 2 0 0 1 10 0 cm 0 0 m 50 0 l S Q 5 5 100 0.5 re f 0 0 500 500 re W n 1 1 80 90 re f 20 20 30 40 re S";
        let rules = rules(&ContentParser::parse(content).expect("it is content"));
        let rule = |is_horizontal, at, from, to| Rule { is_horizontal, at, from, to };
        let sides = [
            (true, 20.0, 20.0, 50.0),
            (true, 60.0, 20.0, 50.0),
            (false, 20.0, 20.0, 60.0),
            (false, 50.0, 20.0, 60.0),
        ];
        let mut expected = vec![rule(true, 0.0, 10.0, 110.0), rule(true, 5.25, 5.0, 105.0)];
        expected
            .extend(sides.map(|(is_horizontal, at, from, to)| rule(is_horizontal, at, from, to)));
        assert_eq!(rules, expected);
    }
}
