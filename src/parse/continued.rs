//! Whether a line continues the paragraph before it.
//!
//! `自觉克服政府职能` ⏎ `错位、越位、缺位现象` does; `一、总体要求` ⏎ `坚持以…` does not.

use super::blanks;
use super::genre;
use super::letterhead::{self, is_body_name};
use super::line_end;
use super::lines::{Layout, Length, is_date};
use super::normalize::normal;
use super::numbering;
use super::plans::is_annex_mark;
use super::unnumbered;
use crate::affix::AnyOf;
use crate::characters::signs;
use crate::clause::{ends_as_a_label, ends_in_verb, names_a_unit, role_of};
use crate::context::{self, BULLETS};
use crate::lexicon::levels::begins_with_level;
use crate::lexicon::posts;

/// A line with fewer characters may be the rest of a heading cut by a page break.
const SHORT: usize = 20;
/// Prose cut by a page break has more characters than this.
const CUT: usize = 12;
/// A heading cut by a page break has more characters than this.
const CUT_HEADING: usize = 16;
/// The maximum length of a heading, in characters.
const HEADING: usize = 60;
/// The width of a blank at which a line was wrapped, in half-width columns.
const BLANK: usize = 1;
/// The stops that a paragraph keeps track of.
const STOPS: [char; 5] = ['，', '。', '；', '：', '、'];

/// The bit of a stop; 0 for other characters.
fn stop(c: char) -> u8 {
    STOPS.iter().position(|stop| *stop == c).map_or(0, |n| 1 << n)
}

/// A line that may join a paragraph.
pub(super) struct Incoming<'l> {
    pub(super) text: &'l str,
    pub(super) indent: usize,
    /// The length of the line as it stands.
    pub(super) length: Length,
    /// Whether it stands behind a blank line.
    pub(super) is_apart: bool,
    /// Whether it is a title that the text above announces.
    pub(super) is_announced: bool,
}

/// What needs to be known about the paragraph so far. It is updated line by line, since a paragraph
/// may have thousands of lines.
#[derive(Default)]
pub(super) struct Paragraph {
    text: String,
    /// The indent of its first line.
    indent: usize,
    n_lines: usize,
    /// The length of its last line.
    last: Length,
    /// Length of its text without closing quotation marks, in bytes.
    unquoted: usize,
    n_chars: usize,
    /// The [`STOPS`] that it contains, one bit each.
    marks: u8,
    in_quotes: bool,
    title: Title,
}

/// The 《 and 》 of a paragraph.
#[derive(Default)]
struct Title {
    n_opened: usize,
    n_closed: usize,
    /// How many characters follow the last 《.
    n_behind: usize,
    /// Whether one of them is 》.
    closed: bool,
}

impl Title {
    /// Whether a 《 near the end is not closed.
    fn is_open(&self) -> bool {
        let nested = self.n_opened > self.n_closed;
        self.n_opened > 0 && (nested || !self.closed) && self.n_behind < HEADING
    }
}

impl Paragraph {
    pub(super) fn take(&mut self, line: &Incoming) {
        let n_chars = line.text.chars().count();
        let (title, mut behind_open) = (&mut self.title, None);
        for (at, c) in signs(line.text) {
            self.marks |= stop(c);
            match c {
                '“' | '”' => self.in_quotes = c == '“',
                '《' => {
                    (title.n_opened, title.closed) = (title.n_opened + 1, false);
                    behind_open = line.text.get(at + c.len_utf8()..);
                }
                '》' => (title.n_closed, title.closed) = (title.n_closed + 1, true),
                _ => {}
            }
        }
        title.n_behind =
            behind_open.map_or(title.n_behind + n_chars, |behind| behind.chars().count());
        self.n_chars += n_chars;
        (self.n_lines, self.last) = (self.n_lines + 1, line.length);
        let unquoted = line.text.trim_end_matches(['”', '’']).len();
        if unquoted > 0 {
            self.unquoted = self.text.len() + unquoted;
        }
        if self.text.is_empty() {
            self.indent = line.indent;
        }
        self.text.push_str(line.text);
    }

    /// Whether its last quotation mark is an opening one.
    pub(super) fn is_in_quotes(&self) -> bool {
        self.in_quotes
    }

    fn has(&self, marks: [char; 3]) -> bool {
        marks.into_iter().any(|mark| self.marks & stop(mark) != 0)
    }

    /// Whether `next` continues the names after a label: `配合单位：县林业局` ⏎
    /// `　　　　　县教育局`. Without an indent a full name may be the signature, so names must
    /// begin with their level. A line may also end within a name, as a full one of a wrapped text.
    pub(super) fn lists_on(&self, next: &Incoming<'_>, layout: Layout) -> bool {
        let is_levelled = |name: &str| name.starts_with('各') || begins_with_level(name);
        let mut names = next.text.split(['、', '，']);
        !self.is_closed()
            && !self.is_full(layout)
            && !self.text.ends_with(['、', '各'])
            && self.is_labelled()
            && !self.parts_last_name(next)
            && names.clone().all(names_a_unit)
            && (next.indent > self.indent || names.all(is_levelled))
    }

    /// Whether `next` is the rest of its last name, if a label or an item begins behind it:
    /// `责任单位：县司法局、各乡镇人民政` ⏎ `府` ⏎ `完成时限：…`.
    pub(super) fn ends_with(&self, next: &Incoming<'_>, behind: &str) -> bool {
        line_end::is_rest(next.text)
            && (!line_end::names_whole(&self.text) || line_end::says_how(next.text))
            && !self.is_closed()
            && line_end::is_among_names(&self.text)
            && begins_anew(&normal(context::first_chars(behind, HEADING)))
    }

    /// Whether it ends within the last of the names behind a label.
    fn parts_last_name(&self, next: &Incoming<'_>) -> bool {
        !self.is_closed() && self.is_labelled() && line_end::parts_last_name(&self.text, next.text)
    }

    /// Whether it begins with the label of a role.
    fn is_labelled(&self) -> bool {
        let head = context::first_chars(&self.text, blanks::LONGEST_LABEL);
        let label = head.split_once('：').map(|(label, _)| label);
        label.and_then(role_of).is_some()
    }

    /// Whether `next` belongs to this paragraph.
    pub(super) fn continues_with(&self, next: &Incoming<'_>, layout: Layout) -> bool {
        if is_bullet(&self.text) || is_bullet(next.text) {
            return false;
        }
        let is_label = self.text.ends_with('：') && self.n_chars < blanks::LONGEST_LABEL;
        if is_label && self.is_labelled() && next.text.split('、').all(names_a_unit)
            || self.parts_last_name(next)
            || line_end::opens_names(&self.text, next.text)
            || line_end::goes_on_in_bracket(&self.text, next.text)
            || line_end::goes_on_to_bracket(&self.text, next.text)
        {
            return true;
        }
        if self.title.is_open() || begins_inside(next.text) {
            return true;
        }
        if next.is_announced {
            return false;
        }
        // Behind 各 a name was cut.
        if self.text.ends_with(['、', '各']) {
            return numbering::leading(next.text).is_none();
        }
        if line_end::parts_word(&self.text, next.text) {
            return true;
        }
        let lists_addressees =
            || self.is_full(layout) && line_end::lists_addressees(&self.text, next.text);
        if begins_anew(next.text) && !self.parts_one(next, layout) && !lists_addressees() {
            return false;
        }
        match layout.wrap {
            Some(wrap) => self.wraps_into(next, wrap.is_spaced, layout),
            None => self.runs_into(next),
        }
    }

    /// In a wrapped text, a full line continues in the next unless that one is indented, or stands
    /// apart as paragraphs do behind a sentence or heading.
    fn wraps_into(&self, next: &Incoming<'_>, is_spaced: bool, layout: Layout) -> bool {
        let signs = self.is_closed() && (is_body_name(next.text) || is_date(next.text));
        let begins_plan = self.text.ends_with('。') && is_title(next.text);
        let is_whole = || self.is_closed() || self.is_heading();
        if signs || begins_plan || next.is_apart && is_spaced && is_whole() {
            return false;
        }
        let is_shorter = || !self.is_closed() && self.n_chars > CUT && self.goes_on_in(next);
        next.indent <= layout.indent + BLANK && self.is_full(layout) || is_shorter()
    }

    /// Whether its last line is a full one of a wrapped text.
    pub(super) fn is_full(&self, layout: Layout) -> bool {
        layout.wrap.is_some_and(|wrap| wrap.is_full(self.last, self.n_lines == 1))
    }

    /// Whether a full line ends within a sentence, before a word that ends with 一: `业务素养不` ⏎
    /// `一、方法不多`.
    fn parts_one(&self, next: &Incoming<'_>, layout: Layout) -> bool {
        next.text.starts_with("一、")
            && self.has(['，', '。', '；'])
            && !self.is_closed()
            && self.is_full(layout)
    }

    /// Whether it has a number and no sentence.
    fn is_heading(&self) -> bool {
        !self.has(['。', '；', '：']) && numbering::leading(&self.text).is_some()
    }

    /// In a text with one line per paragraph, only page breaks interrupt a sentence.
    fn runs_into(&self, next: &Incoming<'_>) -> bool {
        if self.is_closed() || begins_title(next.text) || is_date(next.text) {
            return false;
        }
        if line_end::leaves_names_open(&self.text) && !line_end::closes_bracket(next.text) {
            return false;
        }
        if line_end::ends_clause(&self.text, next.text) {
            return false;
        }
        if self.n_chars < HEADING && self.is_heading() {
            return self.n_chars > CUT_HEADING && is_rest_of_heading(next.text);
        }
        // Lines of a letterhead and labels stand alone and rarely have commas; prose that was cut
        // has some, or the next line shows that it goes on.
        !is_label(&self.text)
            && self.n_chars > CUT
            && (self.has(['，', '。', '；']) || self.goes_on_in(next))
    }

    /// Whether prose without a comma continues in the next line: a line without an indent follows
    /// an indented first line, or a single character ends a clause, `…会议审议通` ⏎
    /// `过，现印发给你们`.
    fn goes_on_in(&self, next: &Incoming<'_>) -> bool {
        let hangs = self.indent > 0 && next.indent == 0 && next.text.contains(['，', '。']);
        let ends_word = next.text.chars().nth(1).is_some_and(|c| matches!(c, '，' | '。'));
        (hangs || ends_word)
            && genre::kind(&self.text).is_none()
            && letterhead::number(&self.text).is_none()
            && !is_body_name(&self.text)
            && !ends_in_post(&self.text)
    }

    /// Whether the paragraph can end here: with a stop, a closing bracket, or the verb of a clause
    /// whose bracket was lost.
    fn is_closed(&self) -> bool {
        let text = self.text.get(..self.unquoted).unwrap_or_default();
        text.ends_with(['。', '；', '：', '！', '？', '〕', '）', '》', '…'])
            || self.marks & stop('、') != 0 && ends_in_verb(text)
    }
}

/// Whether a line of a roster ends with the post of a member: `各县人民政府主要负责人`.
fn ends_in_post(text: &str) -> bool {
    text.ends_with_any(&["负责人", "负责同志"])
        || posts::last_in(text).is_some_and(|post| post.end == text.len())
}

/// Whether a line is a title, with or without a document number:
/// `国务院关于…的意见国发〔2015〕24号`.
fn begins_title(text: &str) -> bool {
    text.contains("关于") && (is_title(text) || text.ends_with('号') && !has_stop(text))
}

/// Whether a line ends like a title: `节水行动方案（2021—2023年）`.
pub(super) fn is_title(text: &str) -> bool {
    !has_stop(text) && genre::kind(text).is_some()
}

fn has_stop(text: &str) -> bool {
    text.contains(['。', '；', '：'])
}

/// Whether a line begins with a character that cannot begin a paragraph, or closes a bracket that
/// it did not open.
fn begins_inside(text: &str) -> bool {
    if text.starts_with(['，', '、', '；', '：', '。', '）', '〕', '》', '”']) {
        return !(text.starts_with('）') && text.chars().count() > SHORT);
    }
    let mut open = 0_usize;
    for (_, c) in signs(text).take_while(|(_, c)| *c != '。') {
        match c {
            '〔' | '（' => open += 1,
            '〕' | '）' if open == 0 => {
                return text.starts_with('（') && numbering::leading(text).is_none();
            }
            '〕' | '）' => open -= 1,
            _ => {}
        }
    }
    false
}

/// Whether a line begins an item or a labelled clause, or is a heading in brackets.
fn begins_anew(text: &str) -> bool {
    numbering::leading(text).is_some() || is_label(text) || unnumbered::in_brackets(text).is_some()
}

/// Whether a line begins with a label, such as `责任单位：县司法局`.
pub(super) fn is_label(text: &str) -> bool {
    let colon = text.char_indices().take(14).find(|(_, c)| *c == '：');
    let label = colon.and_then(|(at, _)| text.get(..at)).map(|label| label.trim_end_matches('）'));
    label.is_some_and(|label| !label.contains(['；', '，', '。']) && ends_as_a_label(label))
}

/// Whether a line can be the rest of a heading that was cut: short, not a sentence, and not the
/// caption of a table (节水任务分工表) or what ends a notice.
fn is_rest_of_heading(text: &str) -> bool {
    let n = text.chars().count();
    let is_caption = n > 4 && text.ends_with('表');
    // The signature follows the last name in a list of annexes.
    let signs = is_date(text) || n > 4 && is_body_name(text);
    n < SHORT
        && !is_caption
        && !signs
        && !is_annex_mark(text)
        && !text.contains(['。', '；', '：', '，', '〕', '〔', '（', '《'])
}

fn is_bullet(text: &str) -> bool {
    text.starts_with(BULLETS)
}
