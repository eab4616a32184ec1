//! Page headers and footers that hold parts of the letterhead: `滑县人民政府办公室文件` and the
//! document number at the top, the imprint at the bottom.
//!
//! Others, such as page numbers or running titles, are not part of the text.

use std::sync::LazyLock;

use regex::Regex;

/// A masthead or a document number.
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(\p{Han}{2,40}文件|.{0,20}[〔\[【（(]\d{4}[〕\]】）)]第?\d+号.{0,20}|签发人[：:].*|(绝密|机密|秘密|特急|加急|特提).{0,8})$")
        .expect("the pattern is fixed")
});
/// Recipients of copies, and who printed the document when.
static IMPRINT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(抄送|抄报|分送|主送|主题词)[：:].*|^.{2,60}\d{4}年\d{1,2}月\d{1,2}日(印发|印制|印)?$|印发$")
        .expect("the pattern is fixed")
});

/// Whether a line of a page header belongs to a letterhead.
pub(super) fn is_head(line: &str) -> bool {
    HEAD.is_match(&bare(line))
}

/// Whether a line of a page footer belongs to an imprint.
pub(super) fn is_imprint(line: &str) -> bool {
    IMPRINT.is_match(&bare(line))
}

/// Whether two lines are the same but for white space.
pub(super) fn same(one: &str, other: &str) -> bool {
    bare(one) == bare(other)
}

fn bare(line: &str) -> String {
    line.chars().filter(|c| !c.is_whitespace()).collect()
}
