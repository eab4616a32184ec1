//! Draws an OFD page: characters and straight lines, converted from millimetres below the upper
//! left corner to points above the lower left.

use roxmltree::Node;

use super::super::pdf::Sketch;
use super::super::xml::{attribute, child, elements, name};

/// Points per millimetre.
const POINTS: f64 = 72.0 / 25.4;
/// The deepest nesting of objects.
const MAX_DEPTH: usize = 64;
/// The greatest thickness of a filled path that counts as a line, in points.
const THIN: f64 = 3.0;
/// The shortest line that does not belong to a drawing, in points.
const SHORT: f64 = 4.0;

type Point = (f64, f64);

/// A page being drawn.
#[derive(Clone, Debug, Default)]
pub(super) struct Drawn {
    pub(super) sketch: Sketch,
    pub(super) n_pictures: usize,
    height: f64,
}

/// The position and transformation of an object on its page.
struct Frame {
    x: f64,
    y: f64,
    height: f64,
    matrix: [f64; 6],
}

impl Drawn {
    pub(super) fn new(height: f64) -> Self {
        Self { height, ..Self::default() }
    }

    pub(super) fn n_characters(&self) -> usize {
        self.sketch.pieces.iter().filter(|(text, _)| !text.trim().is_empty()).count()
    }

    /// Adds the contents of a template page that lies under this one.
    pub(super) fn lay_over(&mut self, template: &Self) {
        self.sketch.pieces.extend(template.sketch.pieces.iter().cloned());
        self.sketch.rules.extend(template.sketch.rules.iter().copied());
        self.n_pictures += template.n_pictures;
    }

    /// Draws the objects in a node.
    pub(super) fn draw<'a>(&mut self, node: Node<'a, 'a>) {
        self.objects(node, 0);
    }

    fn objects<'a>(&mut self, node: Node<'a, 'a>, depth: usize) {
        for object in elements(node) {
            if attribute(object, "Visible") == Some("false") {
                continue;
            }
            match name(object) {
                "TextObject" => self.text(object),
                "PathObject" => self.path(object),
                "ImageObject" => self.n_pictures += 1,
                _ if depth < MAX_DEPTH => self.objects(object, depth + 1),
                _ => {}
            }
        }
    }

    fn text<'a>(&mut self, object: Node<'a, 'a>) {
        let frame = Frame::of(object);
        let number = |wanted, default| {
            attribute(object, wanted).and_then(|n| n.parse().ok()).unwrap_or(default)
        };
        // Some programs write `size`; without either attribute, the box is as high as a line.
        let size = number("Size", number("size", frame.height));
        let scale: f64 = number("HScale", 1.0);
        let (wide, high) = frame.scales();
        let mut at: Point = (0.0, 0.0);
        for code in elements(object).filter(|node| name(*node) == "TextCode") {
            let start = |wanted| attribute(code, wanted).and_then(|n| n.parse::<f64>().ok());
            at = (start("X").unwrap_or(at.0), start("Y").unwrap_or(at.1));
            let text = code.text().unwrap_or_default();
            let n_steps = text.chars().count();
            let deltas = |wanted| {
                attribute(code, wanted).map(|list| deltas(list, n_steps)).unwrap_or_default()
            };
            let (across, down) = (deltas("DeltaX"), deltas("DeltaY"));
            let (mut x, mut y) = at;
            for (n, c) in text.chars().filter(|c| !matches!(c, '\n' | '\r')).enumerate() {
                let width = size * scale * if c.is_ascii() { 0.5 } else { 1.0 };
                let place = self.point(&frame, (x, y));
                let piece = [place.0, place.1, width * wide * POINTS, size * high * POINTS];
                self.sketch.pieces.push((c.to_string(), piece));
                let default = if down.is_empty() { width } else { 0.0 };
                x += across.get(n).or(across.last()).copied().unwrap_or(default);
                y += down.get(n).or(down.last()).copied().unwrap_or_default();
            }
        }
    }

    fn path<'a>(&mut self, object: Node<'a, 'a>) {
        let Some(data) = child(object, "AbbreviatedData").and_then(|data| data.text()) else {
            return;
        };
        let frame = Frame::of(object);
        let is = |wanted, default: &str| attribute(object, wanted).unwrap_or(default) == "true";
        let segments = segments(data);
        let segments: Vec<(Point, Point)> = segments
            .into_iter()
            .map(|(from, to)| (self.point(&frame, from), self.point(&frame, to)))
            .collect();
        if is("Stroke", "true") {
            segments.iter().for_each(|(from, to)| self.rule(*from, *to));
        } else if is("Fill", "false") {
            self.thin(&segments);
        }
    }

    /// Adds a line for a filled path that is thin enough to be one.
    fn thin(&mut self, segments: &[(Point, Point)]) {
        let points = || segments.iter().flat_map(|(from, to)| [from, to]);
        let low = points().fold((f64::INFINITY, f64::INFINITY), |low, point| {
            (low.0.min(point.0), low.1.min(point.1))
        });
        let high = points().fold((f64::NEG_INFINITY, f64::NEG_INFINITY), |high, point| {
            (high.0.max(point.0), high.1.max(point.1))
        });
        let middle = ((low.0 + high.0) / 2.0, (low.1 + high.1) / 2.0);
        match (high.0 - low.0 <= THIN, high.1 - low.1 <= THIN) {
            (false, true) => self.rule((low.0, middle.1), (high.0, middle.1)),
            (true, false) => self.rule((middle.0, low.1), (middle.0, high.1)),
            _ => {}
        }
    }

    fn rule(&mut self, from: Point, to: Point) {
        let (width, height) = ((from.0 - to.0).abs(), (from.1 - to.1).abs());
        let rule = if height < 1.0 && width > SHORT {
            (true, [from.1, from.0.min(to.0), from.0.max(to.0)])
        } else if width < 1.0 && height > SHORT {
            (false, [from.0, from.1.min(to.1), from.1.max(to.1)])
        } else {
            return;
        };
        if rule.1.iter().all(|n| n.is_finite()) {
            self.sketch.rules.push(rule);
        }
    }

    /// Converts a point of an object to page coordinates.
    fn point(&self, frame: &Frame, (x, y): Point) -> Point {
        let [a, b, c, d, e, f] = frame.matrix;
        let (x, y) = (a * x + c * y + e + frame.x, b * x + d * y + f + frame.y);
        (x * POINTS, (self.height - y) * POINTS)
    }
}

impl Frame {
    fn of<'a>(object: Node<'a, 'a>) -> Self {
        let list = |wanted| attribute(object, wanted).map(numbers).unwrap_or_default();
        let boundary = list("Boundary");
        let at = |n: usize| boundary.get(n).copied().unwrap_or_default();
        let matrix = list("CTM").try_into().unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
        Self { x: at(0), y: at(1), height: at(3), matrix }
    }

    /// Returns the factors by which widths and heights are scaled.
    fn scales(&self) -> Point {
        let [a, b, c, d, ..] = self.matrix;
        (a.hypot(b), c.hypot(d))
    }
}

/// Parses a list of numbers.
pub(super) fn numbers(list: &str) -> Vec<f64> {
    list.split_whitespace().filter_map(|number| number.parse().ok()).collect()
}

/// Parses the distances between characters; `g 3 5.6` stands for three of 5.6. Returns at most
/// `n_steps`.
fn deltas(list: &str, n_steps: usize) -> Vec<f64> {
    let mut deltas = Vec::new();
    let mut words = list.split_whitespace();
    while let Some(word) = words.next().filter(|_| deltas.len() < n_steps) {
        if word != "g" {
            deltas.extend(word.parse::<f64>().ok());
            continue;
        }
        let n = words.next().and_then(|n| n.parse().ok()).unwrap_or(0_usize);
        let delta: f64 = words.next().and_then(|delta| delta.parse().ok()).unwrap_or_default();
        deltas.extend(std::iter::repeat_n(delta, n.min(n_steps)));
    }
    deltas
}

/// Returns the straight segments of a path: `S 0 0 M 0 0 L 10 0 C`.
fn segments(data: &str) -> Vec<(Point, Point)> {
    let (mut start, mut at): (Point, Point) = ((0.0, 0.0), (0.0, 0.0));
    let mut segments = Vec::new();
    let mut words = data.split_whitespace();
    while let Some(operator) = words.next() {
        let mut next = |n: usize| -> Vec<f64> {
            words.by_ref().take(n).filter_map(|word| word.parse().ok()).collect()
        };
        let point = |numbers: &[f64]| match numbers {
            [.., x, y] => Some((*x, *y)),
            _ => None,
        };
        match operator {
            "S" | "M" => {
                at = point(&next(2)).unwrap_or(at);
                start = at;
            }
            "L" => {
                let to = point(&next(2)).unwrap_or(at);
                segments.push((at, to));
                at = to;
            }
            "Q" => at = point(&next(4)).unwrap_or(at),
            "B" => at = point(&next(6)).unwrap_or(at),
            "A" => at = point(&next(7)).unwrap_or(at),
            "C" => {
                segments.push((at, start));
                at = start;
            }
            _ => {}
        }
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_and_lines() {
        assert_eq!(deltas("g 3 5.5 2 x 1", 9), [5.5, 5.5, 5.5, 2.0, 1.0]);
        let lines = segments("S 0 0 M 0 0 L 10 0 L 10 5 Q 1 1 2 2 L 3 2 C");
        let expected = [
            ((0.0, 0.0), (10.0, 0.0)),
            ((10.0, 0.0), (10.0, 5.0)),
            ((2.0, 2.0), (3.0, 2.0)),
            ((3.0, 2.0), (0.0, 0.0)),
        ];
        assert_eq!(lines, expected);
    }
}
