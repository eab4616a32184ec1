//! Document numbers: 滑法政〔2023〕2号, damaged ones included.

use super::{Around, Reason, Search};
use crate::diagnostic::Sign;

const PATTERN: &str = r"\p{Han}{1,8}〔\d{2,4}〕?\d{1,4}号?|(?:令|公告)(?:〔?\d{4}〕?年?)?第\d{1,4}号";

pub(super) fn search() -> Search {
    Search::new(Sign::Number, PATTERN, ["number-unread", "number-passed"], number)
}

fn number(around: &Around<'_>) -> Reason {
    Reason::Doubt(format!("number `{}` belongs to no title", around.sign))
}
