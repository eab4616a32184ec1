//! Lines that a reader leaves where it left something of a document out: `<!-- not read: the hidden sheet 旧版 -->`.
//!
//! They mark the place until the text is whole; then [`taken`] makes a doubt of each.

use super::told::Told;

const OPENING: &str = "<!-- not read: ";
const CLOSING: &str = " -->";

/// Writes that something was left out.
pub(super) fn write(what: &str, out: &mut String) {
    // What a file calls its parts must not end the line.
    let what = super::name::harmless(&what.replace("--", "—"));
    out.push_str(&format!("{OPENING}{what}{CLOSING}\n"));
}

/// Writes which pages are scans.
pub(super) fn write_scans(pages: &[usize], out: &mut String) {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for page in pages {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == *page => *last = *page,
            _ => ranges.push((*page, *page)),
        }
    }
    let ranges = ranges.iter().map(|(first, last)| match last - first {
        0 => first.to_string(),
        _ => format!("{first} to {last}"),
    });
    match pages {
        [] => {}
        [page] => write(&format!("page {page}, a scan: a picture of a page, without text"), out),
        _ => write(
            &format!("pages {}, scans: pictures of pages, without text", ranges.collect::<Vec<_>>().join(", ")),
            out,
        ),
    }
}

/// What was left out at a line that says so.
fn told(line: &str) -> Option<&str> {
    line.trim().strip_prefix(OPENING)?.strip_suffix(CLOSING)
}

/// The text without these lines, and a doubt at the place of each.
pub(super) fn taken(marked: String) -> Told {
    if !marked.contains(OPENING) {
        return marked.into();
    }
    let mut out = Told { text: String::with_capacity(marked.len()), notes: Vec::new() };
    let mut gaps = Vec::new();
    for line in marked.split_inclusive('\n') {
        match told(line) {
            Some(what) => gaps.push((out.text.len(), format!("not read: {what}"))),
            None => out.text.push_str(line),
        }
    }
    gaps.into_iter().for_each(|(at, message)| out.doubt("not-read", at, message));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_out_is_told_whatever_it_is_called() {
        let mut out = String::new();
        write("the hidden sheet a --> b\n", &mut out);
        assert_eq!(told(&out), Some("the hidden sheet a —> b\\n"));
        assert_eq!(told("<!-- 注释 -->"), None);
        let Told { text, notes } = taken(format!("一、学习\n{out}二、监督\n"));
        assert_eq!(text, "一、学习\n二、监督\n");
        assert_eq!(notes[0].message, "not read: the hidden sheet a —> b\\n");
    }
}
