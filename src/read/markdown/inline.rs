//! Inline markup: links, escapes, code, struck-out text, HTML tags.

use std::sync::LazyLock;

use regex::Regex;

use super::formula;

static LINK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"(!?)\[([^\[\]\n]*)\]\(\s*<?([^()\s<>]*(?:\([^()\s]*\)[^()\s]*)?)>?(?:\s+"[^"]*")?\s*\)"#,
    )
    .expect("the pattern is fixed")
});
static STRUCK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"~~([^~\n]+)~~|<(?:del|s|strike)>([^<\n]*)</(?:del|s|strike)>")
        .expect("the pattern is fixed")
});
static CODE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"`([^`\n]+)`").expect("the pattern is fixed"));
static STRONG: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"__([^_\n]+)__").expect("the pattern is fixed"));
static BREAK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)<br\s*/?>|</(?:p|div|li|h[1-6]|center)\s*>").expect("the pattern is fixed")
});
static TAG: LazyLock<Regex> = LazyLock::new(|| {
    let tags = "b|i|u|a|p|em|strong|font|span|sup|sub|center|div|small|big|mark|html|body|section|hr|img|li|ul|ol|h[1-6]|o:p|ins|head";
    Regex::new(&format!(r"(?i)</?(?:{tags})(?:\s[^<>\n]*)?/?>")).expect("the pattern is fixed")
});
static ESCAPE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"\\([\\`*_{}\[\]()#+\-.!|>~$%&<^=:;,"'/?@])"#).expect("the pattern is fixed")
});
const ENTITIES: &[(&str, &str)] = &[
    ("&nbsp;", " "),
    ("&ensp;", " "),
    ("&emsp;", "\u{3000}"),
    ("&#160;", " "),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&middot;", "·"),
    ("&ldquo;", "“"),
    ("&rdquo;", "”"),
    ("&hellip;", "…"),
    ("&mdash;", "—"),
    ("&amp;", "&"),
];

/// A line as plain text.
pub(super) struct Inline {
    pub(super) text: String,
    /// Text that was struck out.
    pub(super) struck: Vec<String>,
}

/// Reads a line that is not a table row.
pub(super) fn line(line: &str) -> Inline {
    const MARKS: &[u8] = b"~<[`_$\\&";
    if !line.bytes().any(|byte| MARKS.contains(&byte)) {
        return Inline { text: line.to_owned(), struck: Vec::new() };
    }
    let Inline { text, struck } = common(line);
    let text = if text.contains('<') { BREAK.replace_all(&text, "\n").into_owned() } else { text };
    let text = without_tags(&text);
    Inline { text: ESCAPE.replace_all(&text, "$1").into_owned(), struck }
}

/// Reads a row of a pipe table: an escaped bar becomes `｜`, and `<br>` stays.
pub(super) fn row(line: &str) -> String {
    let text = common(&line.replace("\\|", "｜")).text;
    ESCAPE.replace_all(&without_tags(&text), "$1").into_owned()
}

fn without_tags(text: &str) -> String {
    let text =
        if text.contains('<') { TAG.replace_all(text, "").into_owned() } else { text.to_owned() };
    if !text.contains('&') {
        return text;
    }
    ENTITIES.iter().fold(text, |text, (entity, shown)| text.replace(entity, shown))
}

fn common(line: &str) -> Inline {
    let text = formula::replaced(line, false);
    let mut struck = Vec::new();
    let text = STRUCK.replace_all(&text, |found: &regex::Captures<'_>| {
        struck.extend(found.get(1).or(found.get(2)).map(|text| text.as_str().to_owned()));
        ""
    });
    let text = LINK.replace_all(&text, |found: &regex::Captures<'_>| {
        match (&found[1], is_target(&found[3])) {
            ("!", _) => String::new(),
            (_, true) => found[2].to_owned(),
            _ => found[0].to_owned(),
        }
    });
    let text = CODE.replace_all(&text, "$1");
    let text = STRONG.replace_all(&text, "$1").into_owned();
    Inline { text, struck }
}

/// Whether the parentheses after brackets hold a link target; `[2022](试行)` is not a link.
fn is_target(target: &str) -> bool {
    let ends = target
        .rsplit_once('.')
        .is_some_and(|(_, end)| (2..=5).contains(&end.len()) && end.is_ascii());
    ends || target.contains(['/', '#', '@']) || target.contains("://") || target.is_empty()
}
