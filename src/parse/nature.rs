//! Recognises texts that are not official documents: news reports, interpretations of a document,
//! lists of references, texts in another language.
//!
//! In: a text and its letterhead. Out: a [`Nature`] if it is one of these; no tasks are read from
//! it then. A text with a document number, addressees or a title that ends with a kind of document
//! is an official document, whatever else it contains, unless its title calls it an interpretation
//! and it has no number.

use super::genre;
use super::letterhead::{Block, Letterhead};
use super::numbering;
use crate::affix::AnyOf;
use crate::context;
use crate::message;
use crate::message::Message;
use crate::patterns::{Pattern, pattern};

/// What a text is if it is not an official document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// A report by a journalist: `本报讯（记者 张三）`.
    News,
    /// An explanation of a document: 政策解读, 答记者问, 一图读懂.
    Interpretation,
    /// A list of literature: `[1] 张三. 法治政府研究[J].`
    References,
    /// A text in another language, or a program.
    NotChinese,
}

impl Nature {
    /// The message that names it.
    pub fn message(self) -> Message {
        match self {
            Self::News => message!("nature-news"),
            Self::Interpretation => message!("nature-interpretation"),
            Self::References => message!("nature-references"),
            Self::NotChinese => message!("nature-not-chinese"),
        }
    }
}

/// How many lines at the top may be the title of an interpretation.
const TOP: usize = 8;
/// The maximum length of such a title, in characters.
const TITLE: usize = 80;
/// How many characters at the top may name the reporter or the paper.
const OPENING: usize = 600;
/// How many characters at the end may do so.
const CLOSING: usize = 120;
/// The maximum length of a reference, in bytes.
const ENTRY: usize = 600;
/// The minimum number of letters from which the language of a text can be told.
const LETTERS: usize = 200;

static REPORTED: Pattern = pattern!(
    r"(?:本报|本网|本刊|本台)[^，。\n]{0,10}(?:讯|报道|消息)|（(?:本报|本网|融媒体)?(?:见习)?(?:记者|通讯员)|新华社[^，。\n]{0,12}电|日电（|(?:^|\n|。)(?:文/图|图/文|记者|通讯员)[^，。\n]{0,10}(?:摄|报道)?(?:\n|$)"
);
static REFERENCE: Pattern = pattern!(r"〔(?:J|M|D|C|N|R|S|P|EB|Z)(?:/OL)?〕");

/// Returns what a text is if it is not an official document.
pub(super) fn nature(text: &str, blocks: &[Block], head: &Letterhead) -> Option<Nature> {
    let lines = || blocks.iter().filter_map(|block| text.get(block.clone()));
    // A link to an explanation of the document may stand below it, or in the navigation above it.
    let top = lines().take(TOP).take_while(|line| numbering::leading(line).is_none());
    if head.number.is_none() && top.filter(|line| !line.contains('〉')).any(explains) {
        return Some(Nature::Interpretation);
    }
    let is_titled = head.title.as_ref().is_some_and(|title| genre::kind(&title.text).is_some());
    if head.number.is_some() || !head.addressees.is_empty() || is_titled {
        return None;
    }
    let n_references = REFERENCE.find_iter(text).count();
    if n_references >= 3 && n_references * ENTRY >= text.len() {
        return Some(Nature::References);
    }
    if is_reported(text) {
        return Some(Nature::News);
    }
    is_foreign(text).then_some(Nature::NotChinese)
}

/// Whether a line is the title of an explanation: `《滑县节水行动方案》政策解读`.
fn explains(line: &str) -> bool {
    let ends = ["解读", "答记者问", "政策问答", "起草说明", "编制说明", "图解", "热点问答"];
    let begins = [
        "一图读懂", "图解", "一图看懂", "政策图解", "图文解读", "文字解读", "视频解读", "动漫解读",
    ];
    let line = genre::without_tail(line).trim_matches(['“', '”', '〔', '〕', '|']);
    line.chars().nth(TITLE).is_none()
        && !line.contains('。')
        && (line.ends_with_any(&ends) || line.starts_with_any(&begins))
}

fn is_reported(text: &str) -> bool {
    let opening = context::first_chars(text, OPENING);
    let rest = text.get(opening.len()..).unwrap_or_default();
    let closing = context::last_chars(rest, rest.len(), CLOSING + 1);
    [opening, closing].into_iter().any(|part| REPORTED.is_match(part))
}

fn is_foreign(text: &str) -> bool {
    let (mut n_letters, mut n_han) = (0, 0);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        n_letters += 1;
        n_han += usize::from(('\u{3400}'..='\u{9fff}').contains(&c));
    }
    n_letters >= LETTERS && n_han * 5 < n_letters
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<Nature> {
        let source = crate::Source { text: text.to_owned(), ..crate::Source::default() };
        crate::parse(&source).nature
    }

    #[test]
    fn what_is_no_official_document_is_told_from_one() {
        let report = "我县召开法治政府建设推进会\n本报讯（记者张三）3月5日，我县召开会议，由县司法局牵头推进。";
        let english = "Build the parser first. ".repeat(20);
        for (text, expected) in [
            (report, Some(Nature::News)),
            (
                "《滑县节水行动方案》政策解读\n一、起草背景\n为了节水。",
                Some(Nature::Interpretation),
            ),
            (
                "一图读懂滑县节水行动方案\n一、重点任务\n县水利局负责。",
                Some(Nature::Interpretation),
            ),
            (
                "参考文献\n[1]张三.法治研究[J].法学,2020.\n[2]李四.行政法[M].北京,2021.\n[3]王五.论文[D].2022.",
                Some(Nature::References),
            ),
            (english.as_str(), Some(Nature::NotChinese)),
            (
                "滑县人民政府关于做好政策解读的通知\n各乡镇人民政府：\n一、加强解读。（县司法局负责）",
                None,
            ),
            (
                "滑县节水行动方案\n一、加强宣传。（县水利局负责）\n政策解读：《滑县节水行动方案》解读",
                None,
            ),
            ("首页 > 政策 > 政策解读\n滑县节水的若干规定\n一、加强宣传。（县水利局负责）", None),
            ("滑县节水行动方案\n一、加强宣传。县融媒体中心组织记者采访。（县水利局负责）", None),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
