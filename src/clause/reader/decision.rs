//! What a clause decides for later ones: who leads, and who else is responsible.

use std::ops::Range;

use super::note;
use crate::clause::{Standing, names};
use crate::patterns::{Pattern, pattern};

static FIRST_LEADS: Pattern = pattern!(
    r"(?:(?:列|排|排名|排列)(?:在)?(?:第一|首)(?:位)?|第一个?(?:责任)?(?:单位|部门)).{0,12}?牵头"
);

static ALSO: Pattern = pattern!(
    r"以下[^，。；]{0,12}?均(?:[需由](?P<act>.+?)(?:按[^，。；]{0,10})?(?:负责落实|配合落实|负责|落实|配合|参与)|(?:涉及|包括|包含|含)(?P<name>[^，。；]+))"
);

/// Whether a text makes the first name of every clause the lead: 列第一位的责任单位为牵头单位.
pub(crate) fn sets_first_leads(text: &str) -> bool {
    FIRST_LEADS.is_match(text)
}

/// The bracket at the end of a range that makes the first names lead:
/// `县水利局（排第一位的为牵头单位，下同）`.
pub(super) fn bracket(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let bracket = text.get(range.clone()).and_then(note::last_bracket)?;
    let bracket = range.start + bracket.start..range.start + bracket.end;
    text.get(bracket.clone()).is_some_and(sets_first_leads).then_some(bracket)
}

/// What a piece of a clause decides, if it does no more than that. Some only say that they hold for
/// later clauses, too: 下同.
pub(super) fn decides(text: &str, range: Range<usize>) -> Option<Vec<Standing>> {
    // Most pieces are names, which contain none of these.
    let piece = text.get(range.clone()).filter(|it| it.contains(['第', '首', '以', '同', '再']))?;
    if FIRST_LEADS.is_match(piece) {
        return Some(vec![Standing::FirstLeads]);
    }
    let also = ALSO.captures(piece);
    if let Some(found) = also.and_then(|found| found.name("act").or(found.name("name"))) {
        let names = names::names(text, range.start + found.start()..range.start + found.end());
        return Some(vec![Standing::AlsoResponsible(names)]);
    }
    let is_left_out = || piece.starts_with("不再") && piece.ends_with("列出");
    let says_so = matches!(piece, "下同" | "以下同" | "不再重复") || is_left_out();
    says_so.then(Vec::new)
}
