//! Tables without ruled lines: columns under the words of a header, told by the white space between them.
//!
//! `序号　工作任务　牵头单位　完成时限`, each word apart from the next, begins one. A line below goes on with it as long as what it says stands
//! in these columns; a line that has something in the first column begins a row.

use super::super::table::Cell;
use super::grid::Table;
use super::page::Piece;

/// Words of which a header has one for what is to be done, and one for who does it.
const TASKS: &[&str] = &["任务", "内容", "措施", "事项", "项目", "举措", "工作", "指标", "要求"];
const BODIES: &[&str] = &["单位", "部门", "责任人", "牵头", "主体"];
/// A word of a header is not longer than this.
const LONGEST: usize = 12;
/// Words of a header at least.
const COLUMNS: usize = 3;
/// Pieces further apart, in their size, are not one cell.
const APART: f64 = 0.9;
/// A line that ends so far before the next column, in its size, had room for more.
const ROOM: f64 = 2.5;
/// Lines of one table stand no further apart than so many times their size.
const LEADING: f64 = 4.5;

/// A stretch of a line that no wide blank parts.
#[derive(Clone, Debug)]
struct Word {
    text: String,
    start: f64,
    end: f64,
    y: f64,
    size: f64,
}

/// Takes the tables without lines out of the pieces of a page; and whether the header of one stands there that could not be read.
pub(super) fn take(pieces: &mut Vec<Piece>) -> (Vec<Table>, bool) {
    let lines = lines(pieces);
    let (mut tables, mut is_unread, mut n) = (Vec::new(), false, 0);
    while n < lines.len() {
        if !is_header(&lines[n]) {
            n += 1;
            continue;
        }
        match table(&lines[n..]) {
            Some((table, n_lines)) => {
                let (top, bottom) = (lines[n][0].y, lines[n + n_lines - 1][0].y);
                pieces.retain(|piece| piece.y > top + piece.size / 2.0 || piece.y < bottom - piece.size / 2.0);
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

/// The words of a page, line by line from the top, from left to right.
fn lines(pieces: &[Piece]) -> Vec<Vec<Word>> {
    let mut pieces: Vec<&Piece> = pieces.iter().filter(|piece| !piece.text.trim().is_empty()).collect();
    pieces.sort_by(|a, b| b.y.total_cmp(&a.y).then(a.x.total_cmp(&b.x)));
    let mut lines: Vec<Vec<&Piece>> = Vec::new();
    for piece in pieces {
        match lines.last_mut() {
            Some(line) if line[0].y - piece.y < 0.4 * line[0].size.min(piece.size) => line.push(piece),
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
            None => words.push(Word { text: piece.text.clone(), start: piece.x, end, y: piece.y, size: piece.size }),
        }
    }
    words
}

fn is_header(line: &[Word]) -> bool {
    let has = |words: &[&str]| line.iter().any(|word| words.iter().any(|known| word.text.contains(known)));
    let is_short =
        |word: &Word| word.text.trim().chars().count() <= LONGEST && !word.text.contains(['：', '。', '，', ':']);
    line.len() >= COLUMNS && line.iter().all(is_short) && has(TASKS) && has(BODIES)
}

/// The table that begins with these lines, and how many of them it has.
fn table(lines: &[Vec<Word>]) -> Option<(Table, usize)> {
    let header = lines.first()?;
    let mut columns: Vec<(f64, f64)> = header.iter().map(|word| (word.start, word.end)).collect();
    let mut n = 1;
    while let Some(line) = lines.get(n) {
        let is_near = lines[n - 1][0].y - line[0].y < LEADING * line[0].size;
        let Some(wider) = widened(&columns, line).filter(|_| is_near && !begins_text(line)) else { break };
        columns = wider;
        n += 1;
    }
    let has_rows = lines.get(1..n).unwrap_or_default().iter().filter(|line| line.len() > 1).count() > 0;
    has_rows.then(|| {
        let rows = rows(lines.get(..n).unwrap_or_default(), &columns);
        let edges = columns.iter().map(|column| column.0).chain(columns.last().map(|last| last.1));
        (Table { top: header[0].y, columns: edges.collect(), rows }, n)
    })
}

/// The columns with what a line adds to them; none when a word of it stands in two of them, or in none.
fn widened(columns: &[(f64, f64)], line: &[Word]) -> Option<Vec<(f64, f64)>> {
    let mut wider = columns.to_vec();
    for word in line {
        let n = place(columns, word)?;
        wider[n] = (wider[n].0.min(word.start), wider[n].1.max(word.end));
    }
    let is_apart = wider.windows(2).all(|pair| pair[0].1 < pair[1].0 + 1.0);
    is_apart.then_some(wider)
}

/// The column that a word stands in: one that it touches, or the one before which alone it can begin.
fn place(columns: &[(f64, f64)], word: &Word) -> Option<usize> {
    let touched: Vec<usize> =
        (0..columns.len()).filter(|n| word.start < columns[*n].1 && word.end > columns[*n].0).collect();
    match touched.as_slice() {
        [one] => Some(*one),
        [] => columns.iter().rposition(|column| column.0 <= word.start).or(Some(0)),
        _ => None,
    }
}

/// Whether a line alone is text behind the table: a sentence, a number of a page, a heading.
fn begins_text(line: &[Word]) -> bool {
    let [word] = line else { return false };
    let text = word.text.trim();
    text.ends_with('。') || text.starts_with(['—', '-', '–', '注', '备']) || text.chars().all(|c| c.is_ascii_digit())
}

/// The rows of a table.
fn rows(lines: &[Vec<Word>], columns: &[(f64, f64)]) -> Vec<Vec<Cell>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    // Whether the last line of a cell ended before its column did, so that the next is no rest of it.
    let mut has_room = vec![false; columns.len()];
    for (n, line) in lines.iter().enumerate() {
        let begins = n < 2 || line.iter().any(|word| place(columns, word) == Some(0));
        if begins {
            rows.push(vec![String::new(); columns.len()]);
        }
        let Some(row) = rows.last_mut() else { continue };
        for word in line {
            let Some(at) = place(columns, word) else { continue };
            if !row[at].is_empty() && has_room[at] {
                row[at].push('\n');
            }
            row[at].push_str(word.text.trim());
            let next = columns.get(at + 1).map_or(columns[at].1, |next| next.0);
            has_room[at] = next - word.end > ROOM * word.size;
        }
    }
    rows.into_iter().map(|row| row.into_iter().map(Cell::Text).collect()).collect()
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
            &[(50.0, "序号"), (120.0, "工作"), (140.0, "任务"), (300.0, "牵头单位"), (400.0, "完成时限")],
            &[(55.0, "1"), (100.0, "建立用水定额管理制度"), (300.0, "县水利局"), (400.0, "2024年6月")],
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
    fn text_is_no_table() {
        for lines in [
            &[&[(50.0, "责任单位：县司法局"), (200.0, "工作任务"), (300.0, "年底")][..]][..],
            &[&[(50.0, "县司法局"), (200.0, "县财政局"), (300.0, "县公安局")], &[(200.0, "2024年")]],
        ] {
            assert_eq!(take(&mut page(lines)).0.len(), 0);
        }
        let unread: &[&[(f64, &str)]] =
            &[&[(50.0, "任务"), (150.0, "单位"), (250.0, "时限")], &[(50.0, "一行贯穿三列的文字很长很长很长很长")]];
        assert!(take(&mut page(unread)).1);
    }
}
