//! PARSE: turns a source into an [`Outline`]. Never fails: an odd document yields less, with a
//! remark that says why.
//!
//! In: the text as it was read. Out: the normalised text, its documents with their letterheads, and
//! the numbered items of every level. `(一)坚持以习近平法治思想为根本遵循和行动指南。…` becomes
//! item （一） of section 一 of the plan.

mod blanks;
mod charged;
mod contents;
mod continued;
mod decimals;
mod documents;
mod fields;
mod furniture;
mod genre;
mod glued;
mod headings;
mod labels;
pub(crate) mod letterhead;
mod line;
mod line_end;
mod lines;
mod lost;
mod misread;
pub mod nature;
mod normalize;
pub mod numbering;
mod odd;
mod outline;
mod pages;
mod paragraph;
mod plans;
mod points;
mod run_on;
mod script;
mod table;
pub mod text;
mod top;
mod twice;
mod unnumbered;

pub(crate) use letterhead::is_open_date;
pub use letterhead::{Block, Dated, Letterhead, Part};
pub(crate) use outline::sets_a_time;
pub use outline::{DocumentOutline, Item, Outline};

use crate::read::Source;
use crate::rule::{Rule, here};

/// The rules by which structure is read.
pub const RULES: &[Rule] = &[
    Rule {
        id: "document",
        home: here!(),
        summary: "A notice, from its letterhead to the plan it attaches; or a plan, from its title to the next.",
        examples: &["关于印发《某县2023年度法治政府建设工作安排》的通知"],
        counterexamples: &["要落实《某县2023年度法治政府建设工作安排》。"],
    },
    Rule {
        id: "letterhead",
        home: here!(),
        summary: "An element of the letterhead by GB/T 9704-2012, 7.2 to 7.4.",
        examples: &["滑法政〔2023〕2号"],
        counterexamples: &["要落实滑法政〔2023〕2号文件。"],
    },
    Rule {
        id: "section",
        home: here!(),
        summary: "A number at the beginning of a block with items under it, or of the first level.",
        examples: &["一、深入学习贯彻习近平法治思想"],
        counterexamples: &["一是积极推动。"],
    },
    Rule {
        id: "item",
        home: here!(),
        summary: "A number at the beginning of a block, or in the middle of one where the sequence asks for it.",
        examples: &["（三）推进政府机构职能优化协同高效。"],
        counterexamples: &["1.8万亿元"],
    },
    Rule {
        id: "item-number-restored",
        home: here!(),
        summary: "An item whose number the copy lost, in a gap of the sequence that has as many items as numbers.",
        examples: &["）加强行政规范性文件制定监督管理。全面落实统一登记、统一编号制度。"],
        counterexamples: &["加强监督检查。严格执行。"],
    },
];

/// The normalised text of a source, which can be mapped back to its bytes.
pub(crate) fn text_of(source: &Source) -> text::Text {
    let first = twice::first_copy(&source.text);
    let mut text = match script::is_traditional(first) {
        true => paragraph::paragraphs(&script::simplified(first)),
        false => paragraph::paragraphs(first),
    };
    if script::is_traditional(first) {
        text.keep_written(first);
    }
    twice::remark(&mut text, first, &source.text);
    text
}

/// Normalises a short text, such as a name, onto one line.
pub(crate) fn normal(text: &str) -> String {
    normalize::normal(text)
}

/// Reads the structure of a source.
pub fn parse(source: &Source) -> Outline {
    let text = text_of(source);
    let blocks = glued::blocks(&text);
    // A text that consists of marks, such as `**`, has no document.
    let portions =
        if blocks.is_empty() { Vec::new() } else { documents::documents(&text, &blocks) };
    let end = blocks.last().map_or(0, |block| block.end);
    let starts: Vec<usize> = portions.iter().map(documents::Portion::start).collect();
    let nature =
        portions.first().and_then(|first| nature::nature(text.as_str(), &blocks, &first.head));
    let remarks = source.notes.iter().chain(text.remarks()).cloned().collect();
    let mut outline = Outline { text, nature, remarks, ..Outline::default() };
    for (n, portion) in portions.into_iter().enumerate() {
        let range = starts[n]..starts.get(n + 1).copied().unwrap_or(end).max(starts[n]);
        outline.documents.push(DocumentOutline {
            head: portion.head,
            range,
            ..DocumentOutline::default()
        });
        outline::items(&mut outline, n, &portion.body);
        outline.documents[n].attached_to = outline.attaching(n);
    }
    outline
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_text_is_read_as_simplified_and_quoted_as_written() {
        let text =
            "一、重點任務\n（一）加強學習。[牽頭單位]縣教育局 [配合單位]縣財政局\n（二）機關負責。";
        let text = text_of(&Source { text: text.to_owned(), ..Source::default() });
        let labels = "牵头单位：县教育局配合单位：县财政局";
        let at = text.as_str().find(labels).unwrap_or_else(|| panic!("{}", text.as_str()));
        let written = text.written_at(at..at + labels.len());
        assert_eq!(written, "牽頭單位：縣教育局配合單位：縣財政局");
    }
}
