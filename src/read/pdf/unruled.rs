//! Tables without ruled lines: columns below the words of a header, found by the white space
//! between them.
//!
//! A line such as `序号　工作任务　牵头单位　完成时限`, with the words set apart, begins a table.
//! Further lines belong to it as long as their words fit into these columns. Rows are separated
//! where the gap is wider in every column than between the lines of a cell; failing that, by lines
//! with a word in the first column. A table for which neither works is reported as unread.

use super::super::table::Cell;
use super::grid::Table;
use super::page::Piece;
use crate::affix::AnyOf;

/// A header has a word for what is to be done, and one for who does it.
const TASKS: &[&str] = &["任务", "内容", "措施", "事项", "项目", "举措", "工作", "指标", "要求"];
const BODIES: &[&str] = &["单位", "部门", "责任人", "牵头", "主体"];
/// The longest word of a header, in characters.
const LONGEST: usize = 12;
/// The fewest words of a header.
const COLUMNS: usize = 3;
/// The distance from which on pieces are separate cells, relative to their size.
const APART: f64 = 0.9;
/// The distance to the next column from which on a line had room for more, relative to its size.
const ROOM: f64 = 2.5;
/// The greatest distance between lines of one cell, relative to their size.
const SINGLE: f64 = 1.9;
/// How many times further apart rows are than the lines of a cell.
const WIDER: f64 = 1.25;
/// The greatest distance between lines of one table, relative to their size.
const LEADING: f64 = 4.5;

/// A stretch of a line without a wide gap.
#[derive(Clone, Debug)]
struct Word {
    text: String,
    start: f64,
    end: f64,
    y: f64,
    size: f64,
}

/// Takes the unruled tables out of the pieces of a page; also returns whether there is the header
/// of one that could not be read.
pub(super) fn take(pieces: &mut Vec<Piece>) -> (Vec<Table>, bool) {
    let lines = lines(pieces);
    let (mut tables, mut is_unread, mut n) = (Vec::new(), false, 0);
    while n < lines.len() {
        if !is_header(&header(&lines[n..])) {
            n += 1;
            continue;
        }
        match table(&lines[n..]) {
            Some((table, n_lines)) => {
                let (top, bottom) = (lines[n][0].y, lines[n + n_lines - 1][0].y);
                pieces.retain(|piece| {
                    piece.y > top + piece.size / 2.0 || piece.y < bottom - piece.size / 2.0
                });
                tables.push(table);
                n += n_lines;
            }
            None => {
                is_unread = true;
                n += 1;
            }
        }
    }
    (tables, is_unread)
}

/// Returns the words of a page, line by line from the top, from left to right.
fn lines(pieces: &[Piece]) -> Vec<Vec<Word>> {
    let mut pieces: Vec<&Piece> =
        pieces.iter().filter(|piece| !piece.text.trim().is_empty()).collect();
    pieces.sort_by(|a, b| b.y.total_cmp(&a.y).then(a.x.total_cmp(&b.x)));
    let mut lines: Vec<Vec<&Piece>> = Vec::new();
    for piece in pieces {
        match lines.last_mut() {
            Some(line) if line[0].y - piece.y < 0.4 * line[0].size.min(piece.size) => {
                line.push(piece)
            }
            _ => lines.push(vec![piece]),
        }
    }
    lines.into_iter().map(words).collect()
}

fn words(mut line: Vec<&Piece>) -> Vec<Word> {
    line.sort_by(|a, b| a.x.total_cmp(&b.x));
    let mut words: Vec<Word> = Vec::new();
    for piece in line {
        let end = piece.x + piece.width;
        match words.last_mut().filter(|word| piece.x - word.end <= APART * piece.size) {
            Some(word) => {
                word.text.push_str(&piece.text);
                word.end = word.end.max(end);
            }
            None => words.push(Word {
                text: piece.text.clone(),
                start: piece.x,
                end,
                y: piece.y,
                size: piece.size,
            }),
        }
    }
    words
}

/// Returns the words of a header that begins with the first of these lines; it may have more lines,
/// as long words are wrapped.
fn header(lines: &[Vec<Word>]) -> Vec<&Word> {
    let Some(first) = lines.first().and_then(|line| line.first()) else { return Vec::new() };
    let beside = lines.iter().take_while(|line| first.y - line[0].y < APART * first.size);
    beside.flatten().collect()
}

fn is_header(line: &[&Word]) -> bool {
    let has = |words: &[&str]| line.iter().any(|word| word.text.contains_any(words));
    let is_short = |word: &&Word| {
        word.text.trim().chars().count() <= LONGEST && !word.text.contains(['：', '。', '，', ':'])
    };
    line.len() >= COLUMNS && line.iter().all(is_short) && has(TASKS) && has(BODIES)
}

/// Returns the columns that the words of a header mark; words above each other mark one.
fn columns(header: &[&Word]) -> Vec<(f64, f64)> {
    let mut places: Vec<(f64, f64)> = header.iter().map(|word| (word.start, word.end)).collect();
    places.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut columns: Vec<(f64, f64)> = Vec::new();
    for place in places {
        match columns.last_mut().filter(|last| place.0 < last.1) {
            Some(last) => last.1 = last.1.max(place.1),
            None => columns.push(place),
        }
    }
    columns
}

/// Returns the table that begins with these lines, and how many of them it has.
fn table(lines: &[Vec<Word>]) -> Option<(Table, usize)> {
    let mut columns = Some(columns(&header(lines))).filter(|columns| columns.len() >= COLUMNS)?;
    let mut n = 1;
    while let Some(line) = lines.get(n) {
        let is_near = lines[n - 1][0].y - line[0].y < LEADING * line[0].size;
        let Some(wider) = widened(&columns, line).filter(|_| is_near && !begins_text(line)) else {
            break;
        };
        columns = wider;
        n += 1;
    }
    let lines = lines.get(..n).unwrap_or_default();
    let ways = [bands(lines, &columns), begun(lines, &columns)];
    let read = ways.into_iter().flatten().map(|starts| rows(lines, &starts, &columns));
    let rows = read.into_iter().find(|rows| rows.len() > 1 && is_sound(rows))?;
    let edges = columns.iter().map(|column| column.0).chain(columns.last().map(|last| last.1));
    let rows = rows.into_iter().map(|row| row.into_iter().map(Cell::Text).collect()).collect();
    Some((Table { top: lines[0][0].y, columns: edges.collect(), rows }, n))
}

/// Returns the lines that begin rows, judging by vertical gaps; `None` if all lines are equally far
/// apart.
fn bands(lines: &[Vec<Word>], columns: &[(f64, f64)]) -> Option<Vec<usize>> {
    let size = lines.first()?.first()?.size;
    let within =
        |line: &Vec<Word>, at: usize| line.iter().any(|word| place(columns, word) == Some(at));
    // For each column, the lines with a word in it.
    let filled: Vec<Vec<usize>> = (0..columns.len())
        .map(|at| (0..lines.len()).filter(|n| within(&lines[*n], at)).collect())
        .collect();
    let gap = |pair: &[usize]| lines[pair[0]][0].y - lines[pair[1]][0].y;
    let gaps = || filled.iter().flat_map(|lines| lines.windows(2)).map(gap);
    let least = gaps().fold(f64::INFINITY, f64::min);
    if least > SINGLE * size {
        return Some((0..lines.len()).collect());
    }
    let parts = |n: &usize| {
        filled.iter().all(|column| {
            let spans = column.windows(2).find(|pair| pair[0] < *n && pair[1] >= *n);
            spans.is_none_or(|pair| gap(pair) > WIDER * least)
        })
    };
    let starts: Vec<usize> = std::iter::once(0).chain((1..lines.len()).filter(parts)).collect();
    (starts.len() > 2).then_some(starts)
}

/// Returns the lines that begin rows, judging by the first column, provided that the line after the
/// header has a word in it.
fn begun(lines: &[Vec<Word>], columns: &[(f64, f64)]) -> Option<Vec<usize>> {
    let begins = |n: &usize| lines[*n].iter().any(|word| place(columns, word) == Some(0));
    let starts: Vec<usize> = (0..lines.len()).filter(begins).collect();
    let is_top = starts.iter().all(|n| lines[*n].len() * 2 >= columns.len());
    (starts.get(1) == Some(&1) && is_top).then_some(starts)
}

/// Whether the rows are plausible: if the first column is for numbers, each row has one, and they
/// count up; otherwise, each row has at least two filled cells.
fn is_sound(rows: &[Vec<String>]) -> bool {
    let is_number = |word: &str| matches!(word, "序号" | "编号" | "序");
    let Some((header, body)) = rows.split_first() else { return false };
    if !header.first().is_some_and(|word| is_number(&word.replace('\n', ""))) {
        return body.iter().all(|row| row.iter().filter(|cell| !cell.is_empty()).count() > 1);
    }
    let numbers: Vec<Option<u32>> =
        body.iter().map(|row| row.first().and_then(|cell| cell.parse().ok())).collect();
    numbers.iter().all(Option::is_some)
        && numbers.windows(2).all(|pair| pair[1] == pair[0].map(|number| number + 1))
}

/// Widens the columns to hold the words of a line; `None` if a word overlaps two of them, or if
/// they would then overlap.
fn widened(columns: &[(f64, f64)], line: &[Word]) -> Option<Vec<(f64, f64)>> {
    let mut wider = columns.to_vec();
    for word in line {
        let n = place(columns, word)?;
        wider[n] = (wider[n].0.min(word.start), wider[n].1.max(word.end));
    }
    let is_apart = wider.windows(2).all(|pair| pair[0].1 < pair[1].0 + 1.0);
    is_apart.then_some(wider)
}

/// Returns the column of a word: the only one it overlaps, or, if it overlaps none, the last that
/// starts left of it; `None` if it overlaps several.
fn place(columns: &[(f64, f64)], word: &Word) -> Option<usize> {
    let touched: Vec<usize> = (0..columns.len())
        .filter(|n| word.start < columns[*n].1 && word.end > columns[*n].0)
        .collect();
    match touched.as_slice() {
        [one] => Some(*one),
        [] => columns.iter().rposition(|column| column.0 <= word.start).or(Some(0)),
        _ => None,
    }
}

/// Whether a line is text after the table: a sentence, a page number, a heading.
fn begins_text(line: &[Word]) -> bool {
    let [word] = line else { return false };
    let text = word.text.trim();
    text.ends_with('。')
        || text.starts_with(['—', '-', '–', '注', '备'])
        || text.chars().all(|c| c.is_ascii_digit())
}

/// Returns the rows of a table; `starts` are the lines that begin them.
fn rows(lines: &[Vec<Word>], starts: &[usize], columns: &[(f64, f64)]) -> Vec<Vec<String>> {
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    let rows = starts.iter().zip(ends).map(|(start, end)| {
        let mut row = vec![String::new(); columns.len()];
        // Whether the last line of a cell left room in its column, so that the next does not
        // continue it.
        let mut has_room = vec![false; columns.len()];
        for word in lines.get(*start..end).unwrap_or_default().iter().flatten() {
            let Some(at) = place(columns, word) else { continue };
            if !row[at].is_empty() && has_room[at] {
                row[at].push('\n');
            }
            row[at].push_str(word.text.trim());
            let next = columns.get(at + 1).map_or(columns[at].1, |next| next.0);
            has_room[at] = next - word.end > ROOM * word.size;
        }
        row
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::table;
    use super::*;

    fn page(lines: &[&[(f64, &str)]]) -> Vec<Piece> {
        let line = |(n, line): (usize, &&[(f64, &str)])| {
            let y = 700.0 - 20.0 * n as f64;
            let piece = |(x, text): &(f64, &str)| Piece {
                text: (*text).to_owned(),
                x: *x,
                y,
                width: 10.0 * text.chars().count() as f64,
                size: 10.0,
            };
            line.iter().map(piece).collect::<Vec<_>>()
        };
        lines.iter().enumerate().flat_map(line).collect()
    }

    #[test]
    fn columns_under_a_header_are_a_table() {
        let mut pieces = page(&[
            &[(200.0, "任务分工表")],
            &[
                (50.0, "序号"),
                (120.0, "工作"),
                (140.0, "任务"),
                (300.0, "牵头单位"),
                (400.0, "完成时限"),
            ],
            &[
                (55.0, "1"),
                (100.0, "建立用水定额管理制度"),
                (300.0, "县水利局"),
                (400.0, "2024年6月"),
            ],
            &[(100.0, "并公布"), (300.0, "县住建局")],
            &[(55.0, "2"), (100.0, "改造管网"), (400.0, "长期")],
            &[(50.0, "以上任务，请认真落实。")],
        ]);
        let (tables, is_unread) = take(&mut pieces);
        let mut out = String::new();
        table::place(&tables[0].rows, &mut out);
        let expected = "\n| 序号 | 工作任务 | 牵头单位 | 完成时限 |\n| --- | --- | --- | --- |\n\
            | 1 | 建立用水定额管理制度<br>并公布 | 县水利局<br>县住建局 | 2024年6月 |\n| 2 | 改造管网 |  | 长期 |\n\n";
        assert_eq!((out.as_str(), is_unread), (expected, false));
        let rest: Vec<&str> = pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(rest, ["任务分工表", "以上任务，请认真落实。"]);
    }

    #[test]
    fn cells_in_the_middle_of_their_rows_are_in_these_rows() {
        let at = |x: f64, y: f64, text: &str| Piece {
            text: text.to_owned(),
            x,
            y,
            width: 10.0 * text.chars().count() as f64,
            size: 10.0,
        };
        let row = |y: f64, number: &str, body: &str| {
            vec![
                at(50.0, y - 6.0, number),
                at(100.0, y, "建立用水定额管理"),
                at(100.0, y - 12.0, "制度"),
                at(200.0, y - 6.0, body),
            ]
        };
        let header = vec![
            at(50.0, 700.0, "序号"),
            at(100.0, 700.0, "工作任务"),
            at(200.0, 706.0, "牵头单"),
            at(200.0, 694.0, "位"),
        ];
        let mut pieces =
            [header, row(670.0, "1", "县水利局"), row(640.0, "2", "县住建局")].concat();
        let (tables, _) = take(&mut pieces);
        let mut out = String::new();
        table::place(&tables[0].rows, &mut out);
        let expected = "\n| 序号 | 工作任务 | 牵头单位 |\n| --- | --- | --- |\n| 1 | 建立用水定额管理制度 | 县水利局 |\n\
            | 2 | 建立用水定额管理制度 | 县住建局 |\n\n";
        assert_eq!(out, expected);
        // If all lines are equally far apart, they do not tell where a row begins that has its
        // number in the middle.
        let tight = |y: f64, number: &str| {
            vec![
                at(50.0, y - 12.0, number),
                at(100.0, y, "建立用水"),
                at(100.0, y - 12.0, "定额"),
                at(100.0, y - 24.0, "制度"),
                at(200.0, y - 12.0, "县水利局"),
            ]
        };
        let header = vec![
            at(50.0, 700.0, "序号"),
            at(100.0, 700.0, "工作任务"),
            at(200.0, 700.0, "牵头单位"),
        ];
        let mut pieces = [header, tight(688.0, "1"), tight(652.0, "2")].concat();
        assert!(matches!(take(&mut pieces), (tables, true) if tables.is_empty()));
    }

    #[test]
    fn text_is_no_table() {
        for lines in [
            &[&[(50.0, "责任单位：县司法局"), (200.0, "工作任务"), (300.0, "年底")][..]][..],
            &[
                &[(50.0, "县司法局"), (200.0, "县财政局"), (300.0, "县公安局")],
                &[(200.0, "2024年")],
            ],
        ] {
            assert_eq!(take(&mut page(lines)).0.len(), 0);
        }
        let unread: &[&[(f64, &str)]] = &[
            &[(50.0, "任务"), (150.0, "单位"), (250.0, "时限")],
            &[(50.0, "一行贯穿三列的文字很长很长很长很长")],
        ];
        assert!(take(&mut page(unread)).1);
    }
}
