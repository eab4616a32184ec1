//! Tables above a document in which a page says what it is:
//! `| 发文字号 | 滑政发〔2024〕6号 | 成文日期 | 2024-03-05 |`.

use super::cell::Cell;
use super::write::Writer;
use crate::lexicon::web_labels::web_label;
use crate::parse::normalize::normal;
use crate::parse::text::Text;

/// How many bytes of text may stand above such a table.
const ABOVE: usize = 600;

/// Whether only titles may stand in the text so far.
pub(super) fn may_follow(text: &Text) -> bool {
    text.as_str().len() <= ABOVE && !text.as_str().contains(['。', '；'])
}

/// The labels of a table with their values, if it holds at least `least` of them and nothing else.
pub(super) fn pairs<'s>(rows: &[Vec<Cell<'s>>], least: usize) -> Option<Vec<(Cell<'s>, Cell<'s>)>> {
    let pairs: Option<Vec<_>> = rows.iter().flat_map(|row| row.chunks(2)).map(pair).collect();
    pairs.filter(|pairs| pairs.len() >= least && pairs.iter().any(|(_, value)| value.says()))
}

fn pair<'s>(cells: &[Cell<'s>]) -> Option<(Cell<'s>, Cell<'s>)> {
    let [label, value] = cells else { return None };
    (is_label(label) && !is_label(value)).then_some((*label, *value))
}

fn is_label(cell: &Cell) -> bool {
    web_label(normal(cell.raw).trim_end_matches('：')).is_some_and(|label| label.on_pages)
}

/// Writes each label with its value as a paragraph, `发文字号：滑政发〔2024〕6号`.
pub(super) fn write(writer: &mut Writer<'_, '_>, pairs: &[(Cell, Cell)]) {
    for (label, value) in pairs.iter().filter(|(_, value)| value.says()) {
        writer.paragraph(label.at);
        writer.run((label.raw.trim_end_matches(['：', ':']), label.at));
        writer.text.insert("：", label.end());
        writer.run((value.raw, value.at));
    }
}

/// The cells of a line, between tabs.
pub(super) fn cells_of(raw: &str, base: usize) -> Vec<Cell<'_>> {
    let mut at = base;
    let cells = raw.split('\t').map(|piece| {
        let start = at + piece.len() - piece.trim_start().len();
        at += piece.len() + 1;
        Cell { raw: piece.trim(), at: start, continued: false }
    });
    cells.filter(|cell| !cell.raw.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use crate::parse::text_of;
    use crate::read::Source;

    #[test]
    fn what_a_page_says_becomes_lines() {
        for (text, expected) in [
            (
                "| 发文字号 | 滑政发〔2024〕6号 |\n|---|---|\n| 成文日期 | 2024-03-05 |\n关于节水的通知",
                "发文字号：滑政发〔2024〕6号\n成文日期：2024-03-05\n关于节水的通知",
            ),
            (
                "发文字号\t滑政发〔2024〕6号\t成文日期\t2024-03-05\n主题分类\t水利\t有效性\t有效",
                "发文字号：滑政发〔2024〕6号\n成文日期：2024-03-05\n主题分类：水利\n有效性：有效",
            ),
            (
                "发文字号\t滑政发〔2024〕6号\n成文日期\t2024-03-05",
                "发文字号：滑政发〔2024〕6号\n成文日期：2024-03-05",
            ),
            (
                "| 发文字号 | 事项 |\n|---|---|\n| 滑政发〔2024〕6号 | 节水 |",
                "发文字号；事项\n滑政发〔2024〕6号；节水",
            ),
        ] {
            let source = Source { text: text.to_owned(), ..Source::default() };
            assert_eq!(text_of(&source).as_str(), expected);
        }
    }
}
