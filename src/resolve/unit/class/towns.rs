//! Lists of towns and streets: 乡（镇）、街道办.

/// What a list of towns and streets consists of.
#[derive(Default)]
pub(super) struct Towns {
    pub(super) villages: bool,
    pub(super) towns: bool,
    pub(super) streets: bool,
    pub(super) office: bool,
    pub(super) government: bool,
}

/// Reads 乡、镇、街道办 and the like; `None` if there is anything else.
pub(super) fn tokens(text: &str) -> Option<Towns> {
    const WORDS: &[&str] = &[
        "街道办事处", "街道办", "街道", "办事处", "街", "办", "乡", "镇", "人民政府", "政府", "各",
        "、", "，", "（", "）", "和", "及",
    ];
    let mut found = Towns::default();
    let mut rest = text;
    while !rest.is_empty() {
        let (word, after) =
            WORDS.iter().find_map(|word| Some((*word, rest.strip_prefix(word)?)))?;
        match word {
            "乡" => found.villages = true,
            "镇" => found.towns = true,
            "街道办事处" | "街道办" | "办事处" | "办" => {
                (found.streets, found.office) = (true, true)
            }
            "街道" | "街" => found.streets = true,
            "人民政府" | "政府" => found.government = true,
            _ => {}
        }
        rest = after;
    }
    let is_list = text.starts_with(['乡', '镇', '街']) || text == "办事处";
    (is_list && (found.villages || found.towns || found.streets)).then_some(found)
}
