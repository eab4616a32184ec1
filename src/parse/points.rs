//! Full stops that a copy wrote as points: `推进改造.6月底前完成.`
//!
//! A point between two names is a misread separator, `县财政局.县水利局`, so a point within a line
//! is only a full stop if the text ends its sentences with points.

use memchr::memmem;

use super::line::Line;
use super::numbering;

/// Whether a text ends its sentences with points, of either width.
pub(super) fn end_sentences(source: &str) -> bool {
    let n_points = points(source, ".").count() + points(source, "．").count();
    n_points > 1 && n_points > source.matches('。').count()
}

/// Writes the points of a line that end a sentence as full stops: with `all`, every one of them,
/// otherwise only one at the end of the line.
pub(super) fn to_stops(line: &mut Line, all: bool) {
    let number = numbering::leading(&line.text).map_or(0, |number| number.len);
    let stops: Vec<_> = points(&line.text, ".")
        .filter(|at| *at >= number && (all || at + 1 == line.text.len()))
        .map(|at| (at..at + 1, Some('。')))
        .collect();
    line.rewrite(stops);
}

/// The offsets of points after something that can end a sentence.
fn points<'t>(text: &'t str, point: &'t str) -> impl Iterator<Item = usize> + 't {
    const NUMERALS: &str = "一二三四五六七八九十";
    memmem::find_iter(text.as_bytes(), point).filter(|at| {
        let mut before = text.get(..*at).unwrap_or_default().chars().rev();
        let last = before.next();
        // `（一）.` and `一.` are numbers.
        let counts = |c: Option<char>| c.is_some_and(|c| NUMERALS.contains(c));
        match last {
            Some('）' | ')') => !counts(before.next()),
            Some('\u{4e00}'..='\u{9fff}' | '”' | '》') => !counts(last),
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::normalize;
    use super::*;

    #[test]
    fn points_become_stops_where_they_end_sentences() {
        for (raw, all, expected) in [
            ("(一)推进改造.改造20.5公里.", true, "（一）推进改造。改造20.5公里。"),
            ("一.推进改造.认真落实.", true, "一.推进改造。认真落实。"),
            ("县财政局.县水利局负责.", false, "县财政局.县水利局负责。"),
            ("推进改造．(县水利局负责)．", true, "推进改造。（县水利局负责）。"),
        ] {
            let mut line = Line::default();
            normalize::line(raw, 0, &mut line);
            to_stops(&mut line, all);
            assert_eq!(line.text, expected);
        }
        assert!(
            end_sentences("一.推进改造.改造管网.\n二.加强考核.")
                && end_sentences("一、推进改造．改造管网．")
                && !end_sentences("一.推进。完成.")
        );
    }
}
