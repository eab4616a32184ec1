//! Years, months and days.

use super::{Around, Reason, Search};
use crate::diagnostic::Sign;

const PATTERN: &str =
    r"(?:19|20)\d{2}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月(?:\d{1,2}日|底|末|[上中下]旬)|年(?:底|末)前?";

pub(super) fn search() -> Search {
    Search::new(Sign::Date, PATTERN, ["date-unread", "date-passed"], date)
}

fn date(around: &Around<'_>) -> Reason {
    match () {
        () if around.in_title => Reason::Note("stands in a title"),
        () if around.goes_on(&["前", "以前", "之前", "底", "末", "内"])
            && !around.goes_on(&["前后", "以来", "内容", "前期"]) =>
        {
            Reason::Doubt(format!("`{}` looks like a deadline, and set none", around.sign))
        }
        () => Reason::Note("sets no time: a year by name, or what has been"),
    }
}
