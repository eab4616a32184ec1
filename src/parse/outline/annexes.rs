//! Lists of annexes: their entries are numbered names, not items.

use super::super::genre;
use super::super::letterhead::Block;
use super::super::numbering::{self, Kind};
use super::super::plans::{is_annex_mark, without_annex_mark};
use super::super::text::Text;
use super::walk::HEADING;
use crate::affix::AnyOf;
use crate::lexicon::kinds;

/// Extensions of file names.
const FILES: [&str; 9] = [".docx", ".doc", ".wps", ".xlsx", ".xls", ".et", ".pdf", ".ofd", ".zip"];

/// The list of annexes that the previous line belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Listed {
    /// No list.
    Nothing,
    /// A list that begins with a name: `附件：1.责任区划分表`.
    BehindMark,
    /// A list below `附件：` on a line of its own. An annex may begin like this, too, so the
    /// entries must end like names of annexes.
    BelowMark,
}

impl Listed {
    /// The list that the next line belongs to.
    pub(super) fn with(self, line: &str, is_numbered: bool) -> Self {
        let may_name = line.chars().count() <= HEADING && !line.contains('。');
        match self {
            _ if may_name && without_annex_mark(line) != line => Self::BehindMark,
            _ if may_name && is_numbered && is_file(line) => Self::BehindMark,
            Self::BehindMark if may_name && is_numbered => Self::BehindMark,
            Self::BelowMark if may_name && is_numbered && names_annex(line) => Self::BelowMark,
            _ => Self::Nothing,
        }
    }
}

/// The block `附件：` below which nothing but numbered names stands, up to the end. They are names
/// of annexes whatever they end with: `1.申报材料`. Names of files need no such block: the first of
/// them is returned.
pub(in crate::parse) fn closing_list(text: &Text, blocks: &[Block]) -> Option<usize> {
    let names = blocks.iter().rev().map_while(|block| numbered_name(text, block));
    let values: Vec<u32> = names.collect();
    let counts = values.iter().rev().copied().eq((1..).take(values.len()));
    let first = blocks.len().checked_sub(values.len()).filter(|_| counts && !values.is_empty())?;
    let are_files = blocks.iter().skip(first).all(|block| is_file(text.get(block.clone())));
    let mark = first.checked_sub(1).filter(|mark| is_annex_mark(text.get(blocks[*mark].clone())));
    mark.or_else(|| are_files.then_some(first))
}

/// The number of a line that may be the name of an annex.
fn numbered_name(text: &Text, block: &Block) -> Option<u32> {
    let line = text.get(block.clone());
    let number = numbering::leading(line).filter(|number| number.kind == Kind::Arabic)?;
    let is_name = line.chars().count() <= HEADING
        && !line.contains(['。', '；', '，', '：'])
        && !text.is_of_table(block.start);
    is_name.then_some(number.value)
}

/// Whether a line ends like the name of a file: `2.滑县普法统计表.xls`.
fn is_file(line: &str) -> bool {
    line.ends_with_any(&FILES)
}

/// Whether a line ends like the name of an annex: `2.滑县节水工作责任清单`, `1.实施方案.docx`.
fn names_annex(line: &str) -> bool {
    let name = line.strip_any_suffix(&FILES).unwrap_or(line);
    let bare = genre::without_tail(name);
    genre::kind(name).is_some() || kinds::OF_ANNEX.close(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_at_the_end_names_annexes() {
        for (lines, mark) in [
            (&["一、加强管理。", "附件：", "1.申报材料", "2.技术规范"][..], Some(1)),
            (&["一、加强管理。", "附件：", "1.完成改造。", "2.完成验收。"], None),
            (&["一、加强管理。", "附件：", "2.申报材料"], None),
            (&["附件：", "1.工作要求", "各单位要落实。"], None),
            (&["一、加强管理。", "1.申报材料"], None),
            (&["一、加强管理。", "1.申报材料.docx", "2.统计表.xls"], Some(1)),
            (&["一、加强管理。", "1.申报材料", "2.统计表.xls"], None),
        ] {
            let (mut text, mut blocks) = (Text::default(), Vec::new());
            let mut end = 0;
            for line in lines {
                text.copy(line, end);
                blocks.push(end..end + line.len());
                end += line.len();
            }
            assert_eq!(closing_list(&text, &blocks), mark, "{lines:?}");
        }
    }

    #[test]
    fn what_is_listed_below_the_mark_is_a_name() {
        for (line, expected) in [
            ("1.滑县节水行动方案", true),
            ("1.滑县节水行动方案（试行）.docx", true),
            ("2.滑县节水任务统计表.xlsx", true),
            ("1.完成改造（县水利局负责）", false),
            ("1.制定定额。责任单位：县水利局。附方案", false),
        ] {
            let listed = Listed::BelowMark.with(line, true);
            assert_eq!(listed != Listed::Nothing, expected, "{line}");
        }
    }

    #[test]
    fn a_mark_with_a_name_begins_a_list() {
        for (line, expected) in [
            ("附件：1.节水统计表", true),
            ("附件1.节水统计表", true),
            ("附件2：节水汇总表", true),
            ("附件1、2所列企业", false),
            ("附件1所列企业要整改", false),
        ] {
            let listed = Listed::Nothing.with(line, false);
            assert_eq!(listed == Listed::BehindMark, expected, "{line}");
        }
    }
}
