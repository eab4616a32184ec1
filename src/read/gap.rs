//! Marker lines that a reader writes where it leaves out part of a document:
//! `<!-- not read: the hidden sheet 旧版␟隐藏的工作表“旧版” -->`, in English and in Chinese.
//!
//! They mark the place until the text is complete; then [`taken`] turns each into a doubt. Text
//! recognised in a picture is marked in the same way.

use super::told::Told;
use crate::diagnostic::Code;
use crate::message;
use crate::message::{Lang, Message};

/// How marker lines begin, with the code of the doubt that each becomes.
const OPENINGS: [(&str, Code); 2] =
    [("<!-- not read: ", Code::NotRead), ("<!-- recognised: ", Code::Recognised)];
/// The separator between the two languages.
const BETWEEN: char = '\u{1f}';
const CLOSING: &str = " -->";

/// Writes a marker that something was left out.
pub(super) fn write(what: &Message, out: &mut String) {
    line(OPENINGS[0].0, what, out);
}

/// Writes a marker that the text after it was recognised in a picture.
pub(super) fn write_recognised(what: &Message, out: &mut String) {
    line(OPENINGS[1].0, what, out);
}

fn line(opening: &str, what: &Message, out: &mut String) {
    // Names taken from the file must not end the comment.
    let [en, zh] =
        Lang::ALL.map(|lang| super::name::harmless(&what.in_lang(lang).replace("--", "—")));
    out.push_str(&format!("{opening}{en}{BETWEEN}{zh}{CLOSING}\n"));
}

/// Writes a marker for pages that are scans.
#[cfg(feature = "pdf")]
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
        _ => format!("{first}–{last}"),
    });
    match pages {
        [] => {}
        [page] => write(&message!("gap-scan", page = *page), out),
        _ => write(&message!("gap-scans", pages = ranges.collect::<Vec<_>>()), out),
    }
}

/// Returns the code and message of the doubt that a marker line stands for.
fn told(line: &str) -> Option<(Code, Message)> {
    let line = line.trim().strip_suffix(CLOSING)?;
    let (code, what) =
        OPENINGS.iter().find_map(|(opening, code)| Some((*code, line.strip_prefix(opening)?)))?;
    let (en, zh) = what.split_once(BETWEEN).unwrap_or((what, what));
    match code {
        Code::NotRead => Some((code, message!("doubt-not-read", what = [en, zh]))),
        _ => Some((code, message!("doubt-recognised", what = [en, zh]))),
    }
}

/// Removes the marker lines from the text and puts a doubt at the place of each.
pub(super) fn taken(marked: String) -> Told {
    if !OPENINGS.iter().any(|(opening, _)| marked.contains(opening)) {
        return marked.into();
    }
    let mut out = Told { text: String::with_capacity(marked.len()), notes: Vec::new() };
    let mut gaps = Vec::new();
    for line in marked.split_inclusive('\n') {
        match told(line) {
            Some((code, message)) => gaps.push((code, out.text.len(), message)),
            None => out.text.push_str(line),
        }
    }
    gaps.into_iter().for_each(|(code, at, message)| out.doubt(code, at, message));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_out_is_told_whatever_it_is_called() {
        let mut out = String::new();
        write(&message!("gap-hidden-sheet", name = "a --> b\n"), &mut out);
        assert_eq!(told("<!-- 注释 -->"), None);
        let Told { text, notes } = taken(format!("一、学习\n{out}二、监督\n"));
        assert_eq!(text, "一、学习\n二、监督\n");
        let told = notes[0].message.in_lang(Lang::En);
        assert_eq!(
            (notes[0].code, told.as_str()),
            (Code::NotRead, "not read: the hidden sheet `a —> b\\n`")
        );
    }
}
