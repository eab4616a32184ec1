//! CSV: text whose lines are the rows of a sheet, with cells separated by commas, tabs or
//! semicolons.
//!
//! ```text
//! 序号,工作任务,牵头单位,配合单位,完成时限
//! 1,建立用水定额管理制度,县水利局,"县发展改革委、县住建局",2024/12/31
//! ```

use csv::{ReaderBuilder, StringRecord};

use super::super::error::Problem;
use super::super::table::{Cell, MAX_CELLS, MAX_COLUMNS};
use super::Sheet;
use crate::affix::AnyOf;

const DELIMITERS: [u8; 3] = [b',', b'\t', b';'];
/// How many records are examined to detect the delimiter.
const SAMPLE: usize = 50;
/// The longest header, in characters.
const HEADER: usize = 20;
/// Endings of headers that ask who is responsible.
const ANSWERS: [&str; 7] = ["单位", "部门", "责任人", "责任领导", "分管领导", "负责人", "科室"];

/// Returns the text of a decoded CSV file.
pub(in crate::read) fn text(text: &str) -> Result<String, Problem> {
    super::text(vec![sheet(text)?])
}

/// Returns the sheet in a CSV file.
pub(in crate::read) fn sheet(text: &str) -> Result<Sheet, Problem> {
    let text = text.trim_start_matches('\u{feff}');
    let (named, text) = match text.split_once('\n') {
        // A line by which Excel is told the delimiter.
        Some((first, rest)) if first.trim().trim_matches('"').starts_with("sep=") => {
            (first.trim().as_bytes().get(4).copied(), rest)
        }
        _ => (None, text),
    };
    let delimiter =
        named.filter(|byte| DELIMITERS.contains(byte)).unwrap_or_else(|| delimiter(text));
    let (mut rows, mut n_cells) = (Vec::new(), 0);
    for record in records(text, delimiter) {
        n_cells += record.len();
        if record.len() > MAX_COLUMNS || n_cells > MAX_CELLS {
            return Err(Problem::Expands);
        }
        rows.push(record.iter().map(|cell| Cell::Text(bare(cell).replace("\r\n", "\n"))).collect());
    }
    Ok(Sheet { rows, ..Sheet::default() })
}

/// Whether a text begins like a sheet that says who is responsible, whatever the file is called.
pub(in crate::read) fn is_csv(head: &str) -> bool {
    // Counting delimiters is much cheaper than creating a reader.
    let parts =
        |delimiter: &&u8| memchr::memchr_iter(**delimiter, head.as_bytes()).nth(1).is_some();
    DELIMITERS.iter().filter(parts).any(|delimiter| {
        let records: Vec<_> = records(head, *delimiter).take(SAMPLE).collect();
        let Some(at) = records.iter().take(4).position(is_header) else { return false };
        let (header, rest) = (&records[at], &records[at + 1..]);
        // The last record may be incomplete.
        let whole = if rest.len() > 1 { &rest[..rest.len() - 1] } else { rest };
        !whole.is_empty() && whole.iter().all(|record| record.len() == header.len())
    })
}

fn is_header(record: &StringRecord) -> bool {
    let is_short =
        |cell: &str| cell.chars().count() <= HEADER && !cell.contains(['。', '，', '；']);
    let n_filled = record.iter().filter(|cell| !cell.trim().is_empty()).count();
    let answers = |cell: &str| cell.trim().ends_with_any(&ANSWERS);
    n_filled > 2 && record.iter().all(is_short) && record.iter().any(answers)
}

/// Returns the delimiter that gives the most records of equal width, greater than one.
fn delimiter(text: &str) -> u8 {
    let weight = |delimiter: &u8| {
        let sizes: Vec<usize> =
            records(text, *delimiter).take(SAMPLE).map(|record| record.len()).collect();
        let alike = |size: &usize| sizes.iter().filter(|other| *other == size).count();
        sizes
            .iter()
            .filter(|size| **size > 1)
            .map(|size| alike(size) * size)
            .max()
            .unwrap_or_default()
    };
    // On a tie the first one wins.
    let best = DELIMITERS.iter().rev().max_by_key(|delimiter| weight(delimiter));
    best.copied().unwrap_or(b',')
}

fn records(text: &str, delimiter: u8) -> impl Iterator<Item = StringRecord> {
    let mut reader = ReaderBuilder::new();
    reader.has_headers(false).flexible(true).delimiter(delimiter);
    // The text is UTF-8, and rows may have any length, so no error can occur.
    reader.from_reader(text.as_bytes()).into_records().map_while(Result::ok)
}

/// Strips the formula that keeps Excel from reading a cell as a number: `="001"`.
fn bare(cell: &str) -> &str {
    cell.strip_prefix("=\"").and_then(|cell| cell.strip_suffix('"')).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_parted_by_what_parts_most() {
        for (csv, rows) in [
            ("a,b\n1,\"2、3\"\n", "| a | b |\n| --- | --- |\n| 1 | 2、3 |\n"),
            ("a\tb\r\n1,5\t\"2\r\n3\"\r\n", "| a | b |\n| --- | --- |\n| 1,5 | 2<br>3 |\n"),
            ("a;b\n1,5;2\n", "| a | b |\n| --- | --- |\n| 1,5 | 2 |\n"),
            ("sep=;\na;b\n1;=\"002\"\n", "| a | b |\n| --- | --- |\n| 1 | 002 |\n"),
            (
                "标题,\na,b\n\"说\"\"好\"\"\",2,\n",
                "标题\n\n| a | b |\n| --- | --- |\n| 说\"好\" | 2 |\n",
            ),
        ] {
            assert_eq!(text(csv).expect("it is small").trim_start(), format!("{rows}\n"), "{csv}");
        }
    }

    #[test]
    fn a_sheet_is_known_by_its_header() {
        assert!(is_csv("序号\t任务\t责任单位\n1\t学习\t县司法局\n2\t监督\t县审"));
        assert!(is_csv("台账,,\n序号,任务,责任单位\n1,学习,县司法局\n"));
        assert!(!is_csv("一、学习,监督,宣传\n二、其他\n"));
        assert!(!is_csv("责任单位：县司法局\n一、学习\n"));
        assert!(!is_csv("序号,任务,责任单位\n"));
    }
}
