//! Titles listed as what a document is based on: `编制依据：《…》《…》等。`, or on the lines below
//! such a heading.

use crate::affix::AnyOf;
use crate::context;
use crate::parse::numbering;

/// What such lists are called.
const BASES: [&str; 8] = [
    "编制依据", "制定依据", "法律依据", "政策依据", "设定依据", "文件依据", "主要依据", "依据文件",
];

/// How many characters before a title its heading may be.
const FAR: usize = 1200;

/// The maximum length of a heading, in characters.
const LONGEST: usize = 16;

/// Whether the title at byte `at` stands in such a list.
pub(super) fn lists(text: &str, at: usize) -> bool {
    let mut lines = context::last_chars(text, at, FAR).rsplit('\n');
    let own = lines.next().map(without_number).unwrap_or_default();
    let sentence = own.rsplit('。').next().unwrap_or_default();
    let lead = sentence.split('《').next().unwrap_or_default();
    if !lead.is_empty() || own.len() > sentence.len() {
        return lead.ends_with('：') && is_basis(lead);
    }
    let above = lines.map(without_number).find(|line| !line.starts_with('《'));
    above.is_some_and(is_basis)
}

fn is_basis(line: &str) -> bool {
    let heading = line.trim_end_matches(['：', '。']);
    line.chars().nth(LONGEST).is_none() && heading.ends_with_any(&BASES)
}

fn without_number(line: &str) -> &str {
    let len = numbering::leading(line).map_or(0, |number| number.len);
    line.get(len..).unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::lists;

    #[test]
    fn titles_below_a_heading_or_behind_a_label_are_a_basis() {
        for (text, expected) in [
            ("编制依据：《乙法》《甲", true),
            ("（二）政策依据：《甲", true),
            ("（一）编制依据\n《乙法》《甲", true),
            ("一、编制依据\n1.《乙法》\n2.《甲", true),
            ("（一）明确依据。法律依据：《甲", true),
            ("编制依据：《乙法》。落实《甲", false),
            ("编制依据\n《乙法》。《甲", false),
            ("编制依据\n制定本预案。\n《甲", false),
            ("（一）适用范围\n《甲", false),
            ("有关依据的说明：《甲", false),
        ] {
            let at = text.find("《甲").expect("the text has it");
            assert_eq!(lists(text, at), expected, "{text}");
        }
    }
}
