//! Headers of tables that a copy took apart so far that no table is read below them:
//! `序号工作任务牵头单位配合单位完成时限`, also amid a line, or a word on each line.

use std::ops::Range;

use super::cell::is_row;
use super::column::{Column, column_named, says_who_answers};
use crate::clause::names_a_known_body;
use crate::context;
use crate::lexicon::headers;

/// The first word of a header amid a line.
const FIRST: &str = "序号";
/// The minimum number of columns in such a header.
const COLUMNS: usize = 3;
/// The maximum number, so that a long run of words is not read anew from each of its lines.
const MOST_COLUMNS: usize = 16;
/// The maximum length of a header, in bytes.
const LONGEST: usize = 160;
/// The maximum length of a word of a header, in characters.
const WORD: usize = 8;

/// The headers among lines that no table was read from, each as the byte range of its line or of
/// its first one.
pub(in crate::parse) fn headers(lines: &[(&str, usize)]) -> Vec<Range<usize>> {
    let filled: Vec<(&str, usize)> = lines
        .iter()
        .map(|(line, at)| {
            let bare = line.trim();
            let words = bare.trim_matches(is_edge);
            let is_ragged = words.len() < bare.len() && !is_row(line);
            let inner = if is_ragged { words } else { bare };
            let rest = if is_ragged { line.trim_start_matches(is_edge) } else { line.trim_start() };
            (inner, at + line.len() - rest.len())
        })
        .filter(|(line, _)| !line.is_empty())
        .collect();
    let mut found = Vec::new();
    let mut n = 0;
    while let Some((line, at)) = filled.get(n) {
        let n_lines = match is_header(line) {
            true => 1,
            false => n_words(filled.get(n..).unwrap_or_default()),
        };
        match header_within(line) {
            _ if n_lines > 0 => found.push(*at..at + line.len()),
            Some(within) => found.push(at + within.start..at + within.end),
            None => {}
        }
        n += n_lines.max(1);
    }
    found
}

/// Whether a character stands around the words of a header: of a ragged one, bars too.
fn is_edge(c: char) -> bool {
    c.is_whitespace() || matches!(c, '|' | '｜')
}

/// The minimum number of rows that show a table without a header.
const ROWS: usize = 3;

/// The first body in rows that no table was read from, since they have no header: lines that count
/// from 1, `1 建设平台 县水利局 6月底前`.
pub(in crate::parse) fn body_in_rows(lines: &[(&str, usize)]) -> Option<Range<usize>> {
    let filled: Vec<_> = lines.iter().filter(|(line, _)| !line.trim().is_empty()).collect();
    filled.windows(ROWS).find_map(|rows| {
        let bodies = rows.iter().zip(1..).map(|((line, at), n)| {
            let body = body_in_row(line, n)?;
            Some(at + body.start..at + body.end)
        });
        bodies.collect::<Option<Vec<_>>>()?.into_iter().next()
    })
}

/// The first body in a line that is the row `n` of a table, behind what is to be done.
fn body_in_row(line: &str, n: usize) -> Option<Range<usize>> {
    let rest = line.trim_start().strip_prefix(&n.to_string())?;
    let mut words = rest.split_whitespace();
    let task = words.next().filter(|_| rest.starts_with(char::is_whitespace))?;
    let body = words.find_map(first_body).filter(|_| first_body(task).is_none())?;
    let at = line.find(body)?;
    Some(at..at + body.len())
}

/// The first name of a list of bodies.
fn first_body(list: &str) -> Option<&str> {
    list.split(['、', '，']).next().filter(|first| names_a_known_body(first))
}

/// Whether a line is a whole header.
fn is_header(line: &str) -> bool {
    if line.len() > LONGEST || !line.contains(['单', '部']) {
        return false;
    }
    let quoted = line.strip_prefix('"').and_then(|line| line.strip_suffix('"'));
    let apart: Vec<&str> = match quoted {
        Some(cells) => cells.split("\",\"").collect(),
        None => line.split(is_edge).collect(),
    };
    apart.len() >= COLUMNS && names_columns(&apart)
        || words(line).is_some_and(|words| names_columns(&words))
}

/// The header within a line that holds all cells of a table:
/// `…分工表序号工作任务牵头单位1建设平台…`.
fn header_within(line: &str) -> Option<Range<usize>> {
    let start = line.find(FIRST)?;
    let run = line.get(start..)?;
    let head = run.get(..context::floor(run, LONGEST))?;
    // The number of the first row ends it.
    let header = head.get(..head.find('1')?)?;
    let is_one = words(header).is_some_and(|words| names_columns(&words));
    is_one.then(|| start..start + header.len())
}

/// The number of lines that make up a header with a word on each; 0 if the first does not begin
/// one.
fn n_words(lines: &[(&str, usize)]) -> usize {
    let near = lines.iter().take(MOST_COLUMNS).map(|(line, _)| *line);
    let words: Vec<&str> = near.take_while(|line| is_word(line)).collect();
    if names_columns(&words) { words.len() } else { 0 }
}

/// Whether words are headers of columns that say what is to be done and who does it.
fn names_columns(words: &[&str]) -> bool {
    let columns: Vec<Column> = words.iter().map(|word| column_named(word)).collect();
    columns.len() >= COLUMNS
        && !columns.iter().any(|column| matches!(column, Column::Other(name) if name != "备注"))
        && says_who_answers(&columns)
}

/// Whether a line is a word of a header: 牵头单位.
fn is_word(line: &str) -> bool {
    let is_known = || !matches!(column_named(line), Column::Other(_));
    line.chars().nth(WORD).is_none()
        && (words(line).is_some_and(|words| words.len() == 1) || is_known())
}

/// Splits a line into the words of headers that it consists of, each behind the end of another.
fn words(line: &str) -> Option<Vec<&str>> {
    let (mut rest, mut words) = (line, Vec::new());
    while !rest.is_empty() {
        let (word, behind) =
            rest.split_at_checked(headers::IN_RUN.find_iter(rest).next()?.range.end)?;
        words.push(word);
        rest = behind;
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::super::super::lines::lines;
    use super::*;

    #[test]
    fn rows_without_a_header_are_found() {
        let body = |text: &'static str| {
            let found = body_in_rows(&lines(text).collect::<Vec<_>>());
            found.and_then(|range| text.get(range))
        };
        assert_eq!(
            body("1 建设平台 县水利局 6月\n2 完善制度 县司法局\n3 宣传 县司法局、县教育局"),
            Some("县水利局")
        );
        assert_eq!(body("1 县水利局 12人\n2 县司法局 3人\n3 县教育局 5人"), None);
        assert_eq!(body("1 建设平台 县水利局\n2 完善制度 县司法局"), None);
    }

    #[test]
    fn headers_are_found_in_one_line_and_in_several() {
        for (text, expected) in [
            (
                "表\n序号工作任务牵头单位完成时限\n1建设平台县水利局6月",
                vec!["序号工作任务牵头单位完成时限"],
            ),
            ("工作任务\n牵头单位\n配合单位\n建设平台\n县水利局", vec!["工作任务"]),
            ("序号 工作任务 牵头单位\n建设", vec!["序号 工作任务 牵头单位"]),
            (
                "附件：分工表序号工作任务牵头单位完成时限1建设平台县水利局6月2完善制度县司法局",
                vec!["序号工作任务牵头单位完成时限"],
            ),
            (
                "\"工作任务\",\"牵头单位\",\"完成时限\"\n\"建设平台\",\"县水利局\",\"6月\"",
                vec!["\"工作任务\",\"牵头单位\",\"完成时限\""],
            ),
            ("工作任务\n|\n具体要求\n|\n责任科室\n|\n时限要求\n|\n制度\n", vec!["工作任务"]),
            ("序号\n| 任务 | 责任单位\n", vec![]),
            ("| 序号 | 任务 | 责任单位 |\n", vec![]),
            ("请按序号、任务、责任单位填写，共1份。", vec![]),
            ("牵头单位、责任单位要加强配合。\n责任单位\n县水利局", vec![]),
        ] {
            let found = headers(&lines(text).collect::<Vec<_>>());
            let found: Vec<_> = found.into_iter().filter_map(|range| text.get(range)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
