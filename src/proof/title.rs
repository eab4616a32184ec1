//! 《, which begins the title of a document, or of something else.

use std::ops::Range;

use super::{Around, Reason, Search};
use crate::affix::AnyOf;
use crate::context::places;
use crate::diagnostic::Sign;
use crate::extract::citation::is_work;
use crate::lexicon::kinds::OTHER;
use crate::message;

pub(super) fn search() -> Search {
    Search { sign: Sign::Title, find, reason: title }
}

/// Finds the signs, in the order of the text.
fn find(text: &str) -> Vec<Range<usize>> {
    places(text, "《").map(|at| at..at + "《".len()).collect()
}

fn title(around: &Around<'_>) -> Reason {
    /// How far a title may extend, in characters.
    const REACH: usize = 500;
    let mut depth = 1_usize;
    let end =
        around.after.char_indices().take(REACH).take_while(|(_, c)| *c != '\n').find(|(_, c)| {
            depth = match c {
                '《' => depth + 1,
                '》' => depth - 1,
                _ => depth,
            };
            depth == 0
        });
    let quoted = end.and_then(|(at, _)| around.after.get(..at));
    match quoted {
        _ if around.in_title => Reason::Note(message!("passed-in-cited")),
        _ if around.before.ends_with("简称") => Reason::Note(message!("passed-short-form")),
        Some(title)
            if title.ends_with_any(&["表", "报", "承诺书", "申请书", "协议"])
                || OTHER.close(title) =>
        {
            Reason::Note(message!("passed-form"))
        }
        Some(_) if is_work(around.text, around.range.start) => {
            Reason::Note(message!("passed-form"))
        }
        Some(title) => Reason::Doubt(message!("doubt-title-unread", title = title)),
        None => Reason::Doubt(message!("doubt-title-open")),
    }
}
