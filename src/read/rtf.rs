//! RTF files, as Word, WPS and WordPad write them: the text as shown, with the numbers of automatic
//! lists, and tables.
//!
//! `\u24320\'3f` is a character with its fallback, `\'b9\'e6` one in the encoding of its font. Left
//! out are headers and footers, comments, hidden text and tracked deletions; footnotes follow the
//! document, as `注1：…`.

mod rows;
mod token;

use std::collections::BTreeMap;

use encoding_rs::{BIG5, Encoding, GB18030, SHIFT_JIS, UTF_8, WINDOWS_1252};

use super::error::Problem;
use super::{gap, table};
use crate::message;
use rows::{Place, Row};
use token::{Token, Tokens};

/// The deepest nesting of groups.
const MAX_DEPTH: usize = 1000;
/// The most rows of all tables together.
const MAX_ROWS: usize = 100_000;

/// Groups that hold no document text.
const SKIPPED: &[&str] = &[
    "colortbl", "stylesheet", "info", "pict", "header", "headerl", "headerr", "headerf", "footer",
    "footerl", "footerr", "footerf", "fldinst", "objdata", "themedata", "colorschememapping",
    "datastore", "xmlnstbl", "nonshppict", "sp", "sn", "sv", "tc", "xe", "nesttableprops",
    "nonesttables", "annotation", "atnid", "atnauthor", "ftnsep", "ftnsepc", "aftnsep", "aftnsepc",
    "upr", "private", "revtbl", "listtable", "listoverridetable", "filetbl", "mmath", "docvar",
    "background",
];
/// Groups marked by `\*` that hold text nevertheless.
const KEPT: &[&str] = &["shpinst", "shptxt", "footnote", "ud", "dptxbxtext"];

/// State that is scoped to a group.
#[derive(Clone, Copy)]
struct State {
    is_skipped: bool,
    is_hidden: bool,
    in_table: bool,
    in_fonts: bool,
    /// Whether this is the number of a list item, which ends in a tab.
    in_number: bool,
    font: i32,
    /// How many fallback characters follow a character given by number.
    n_stand_ins: usize,
}

/// The text that a nested destination interrupts.
struct Aside {
    depth: usize,
    text: String,
    is_note: bool,
}

/// A document being read.
struct Document {
    state: State,
    groups: Vec<State>,
    asides: Vec<Aside>,
    /// The encodings of fonts, where given.
    fonts: BTreeMap<i32, &'static Encoding>,
    encoding: Option<&'static Encoding>,
    bytes: Vec<u8>,
    high: Option<u16>,
    text: String,
    boxes: Vec<String>,
    notes: Vec<String>,
    /// The cell edges of the current row, its cells, and the rows before it.
    row: Row,
    cells: Vec<String>,
    place: Place,
    rows: Vec<Row>,
    out: String,
}

/// Returns the text of an RTF file.
pub(super) fn text(bytes: &[u8]) -> Result<String, Problem> {
    let mut document = Document::new();
    let (mut n_skipped, mut is_starred) = (0_usize, false);
    for token in Tokens::new(bytes) {
        if n_skipped > 0 && !matches!(token, Token::Open | Token::Close) {
            n_skipped -= 1;
            // A control word is never part of a fallback.
            if !matches!(token, Token::Word(..)) {
                continue;
            }
        }
        match token {
            Token::Open => document.open()?,
            Token::Close => document.close()?,
            Token::Sign(b'*') => {
                is_starred = true;
                continue;
            }
            Token::Sign(sign) => document.sign(sign),
            Token::Byte(byte) => document.byte(byte),
            Token::Word(b"u", Some(n)) => {
                document.unicode(n);
                n_skipped = document.state.n_stand_ins;
            }
            Token::Word(word, number) => {
                document.word(std::str::from_utf8(word).unwrap_or_default(), number, is_starred)?;
            }
        }
        if token == Token::Open || token == Token::Close {
            n_skipped = 0;
        }
        is_starred = false;
    }
    document.finish()
}

impl Document {
    fn new() -> Self {
        let state = State {
            is_skipped: false,
            is_hidden: false,
            in_table: false,
            in_fonts: false,
            in_number: false,
            font: -1,
            n_stand_ins: 1,
        };
        Self {
            state,
            groups: Vec::new(),
            asides: Vec::new(),
            fonts: BTreeMap::new(),
            encoding: None,
            bytes: Vec::new(),
            high: None,
            text: String::new(),
            boxes: Vec::new(),
            notes: Vec::new(),
            row: Row::default(),
            cells: Vec::new(),
            place: Place::default(),
            rows: Vec::new(),
            out: String::new(),
        }
    }

    fn open(&mut self) -> Result<(), Problem> {
        self.decode();
        if self.groups.len() >= MAX_DEPTH {
            return Err(Problem::Deep);
        }
        self.groups.push(self.state);
        Ok(())
    }

    fn close(&mut self) -> Result<(), Problem> {
        self.decode();
        if let Some(aside) = self.asides.pop_if(|aside| aside.depth == self.groups.len()) {
            let text = std::mem::replace(&mut self.text, aside.text);
            if aside.is_note { self.notes.push(text) } else { self.boxes.push(text) }
        }
        if let Some(state) = self.groups.pop() {
            self.state = state;
        }
        Ok(())
    }

    fn sign(&mut self, sign: u8) {
        match sign {
            b'~' => self.push(' '),
            b'_' => self.push('-'),
            _ => {}
        }
    }

    fn is_shown(&self) -> bool {
        !(self.state.is_skipped || self.state.is_hidden || self.state.in_fonts)
    }

    fn byte(&mut self, byte: u8) {
        if self.is_shown() {
            self.bytes.push(byte);
        }
    }

    fn push(&mut self, c: char) {
        self.decode();
        if self.is_shown() {
            self.text.push(c);
        }
    }

    /// Decodes the pending bytes in the encoding of their font and appends them.
    fn decode(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let of_font = self.fonts.get(&self.state.font).copied();
        let is_chinese = self.fonts.values().any(|encoding| *encoding == GB18030);
        let default = self.encoding.unwrap_or(if is_chinese { GB18030 } else { WINDOWS_1252 });
        let encoding = of_font.unwrap_or(if is_chinese && default == WINDOWS_1252 {
            GB18030
        } else {
            default
        });
        self.text.push_str(&encoding.decode_without_bom_handling(&bytes).0);
    }

    /// Appends the UTF-16 code unit `n`, which is signed and may be half of a surrogate pair.
    fn unicode(&mut self, n: i32) {
        self.decode();
        let Ok(unit) = u16::try_from(n.rem_euclid(0x1_0000)) else { return };
        let units = match (self.high.take(), unit) {
            (_, 0xd800..0xdc00) => {
                self.high = Some(unit);
                return;
            }
            (Some(high), _) => vec![high, unit],
            (None, _) => vec![unit],
        };
        char::decode_utf16(units).flatten().for_each(|c| self.push(c));
    }

    fn word(&mut self, word: &str, number: Option<i32>, is_starred: bool) -> Result<(), Problem> {
        self.decode();
        let is_on = number != Some(0);
        match word {
            "fonttbl" => self.state.in_fonts = true,
            "footnote" => self.aside(true),
            "shptxt" | "dptxbxtext" => self.aside(false),
            "listtext" | "pntext" => self.state.in_number = true,
            "ud" => self.state.is_skipped = false,
            "f" => self.state.font = number.unwrap_or_default(),
            "fcharset" => self.font(number.unwrap_or_default()),
            "ansicpg" => self.encoding = codepage(number.unwrap_or_default()),
            "uc" => self.state.n_stand_ins = usize::try_from(number.unwrap_or(1)).unwrap_or(1),
            "v" | "deleted" => self.state.is_hidden = is_on,
            "plain" => self.state.is_hidden = false,
            "pard" => self.state.in_table = false,
            "intbl" => self.state.in_table = true,
            _ if SKIPPED.contains(&word) || is_starred && !KEPT.contains(&word) => {
                self.state.is_skipped = true
            }
            _ if self.is_shown() => return self.layout(word, number),
            _ => {}
        }
        Ok(())
    }

    /// Handles control words for lines and tables.
    fn layout(&mut self, word: &str, number: Option<i32>) -> Result<(), Problem> {
        match word {
            "par" | "sect" | "page" => self.paragraph()?,
            "line" | "nestrow" => self.text.push('\n'),
            "tab" if self.state.in_number => {}
            "tab" | "nestcell" | "emspace" | "enspace" | "qmspace" => self.text.push(' '),
            "emdash" => self.text.push('—'),
            "endash" => self.text.push('–'),
            "lquote" => self.text.push('‘'),
            "rquote" => self.text.push('’'),
            "ldblquote" => self.text.push('“'),
            "rdblquote" => self.text.push('”'),
            "bullet" => self.text.push('•'),
            "trowd" => (self.row, self.place) = (Row::default(), Place::default()),
            "trleft" => self.row.left = number.unwrap_or_default(),
            "clvmrg" => self.place.is_above = true,
            "clmrg" => self.place.is_left = true,
            "cellx" => {
                let place =
                    Place { right: number.unwrap_or_default(), ..std::mem::take(&mut self.place) };
                self.row.cells.push((place, String::new()));
            }
            "cell" if self.asides.is_empty() => self.cells.push(std::mem::take(&mut self.text)),
            "row" if self.asides.is_empty() => self.end_row()?,
            _ => {}
        }
        Ok(())
    }

    /// Begins a destination that is read apart from the paragraph around it.
    fn aside(&mut self, is_note: bool) {
        if self.state.is_skipped {
            return;
        }
        self.asides.push(Aside {
            depth: self.groups.len(),
            text: std::mem::take(&mut self.text),
            is_note,
        });
        self.state.in_table = false;
    }

    fn font(&mut self, charset: i32) {
        let encoding = match charset {
            134 => Some(GB18030),
            136 => Some(BIG5),
            128 => Some(SHIFT_JIS),
            _ => None,
        };
        self.fonts.extend(
            encoding.filter(|_| self.state.in_fonts).map(|encoding| (self.state.font, encoding)),
        );
    }

    fn paragraph(&mut self) -> Result<(), Problem> {
        if !self.asides.is_empty() || self.state.in_table {
            self.text.push('\n');
            return Ok(());
        }
        self.end_table()?;
        let text = std::mem::take(&mut self.text);
        text.split('\n').for_each(|line| table::paragraph(line, &mut self.out));
        self.end_boxes();
        Ok(())
    }

    fn end_boxes(&mut self) {
        for text in std::mem::take(&mut self.boxes) {
            text.split('\n').for_each(|line| table::paragraph(line, &mut self.out));
        }
    }

    fn end_row(&mut self) -> Result<(), Problem> {
        let cells = std::mem::take(&mut self.cells);
        let mut row = self.row.clone();
        // Cells without a given edge are appended to the right.
        let last = row.cells.last().map_or(row.left, |(place, _)| place.right);
        for n in row.cells.len()..cells.len() {
            let beyond =
                i32::try_from(n - row.cells.len() + 1).unwrap_or(i32::MAX).saturating_mul(1000);
            row.cells.push((
                Place { right: last.saturating_add(beyond), ..Place::default() },
                String::new(),
            ));
        }
        for ((_, text), cell) in row.cells.iter_mut().zip(cells) {
            *text = cell;
        }
        self.rows.push(row);
        if self.rows.len() > MAX_ROWS { Err(Problem::Expands) } else { Ok(()) }
    }

    fn end_table(&mut self) -> Result<(), Problem> {
        if !self.rows.is_empty() {
            table::place(&rows::grid(std::mem::take(&mut self.rows))?, &mut self.out);
            self.end_boxes();
        }
        Ok(())
    }

    fn finish(mut self) -> Result<String, Problem> {
        self.decode();
        self.state.in_table = false;
        let is_cut = !self.groups.is_empty();
        self.asides.clear();
        // The cells of an unfinished row become lines.
        let cells = std::mem::take(&mut self.cells);
        self.end_table()?;
        cells
            .iter()
            .flat_map(|cell| cell.split('\n'))
            .for_each(|line| table::paragraph(line, &mut self.out));
        self.paragraph()?;
        for (n, note) in self.notes.iter().enumerate() {
            let note: Vec<_> =
                note.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect();
            table::paragraph(&format!("注{}：{}", n + 1, note.join(" ")), &mut self.out);
        }
        if is_cut && self.out.is_empty() {
            return Err(Problem::damaged("RTF", message!("damage-cut-off")));
        }
        if is_cut {
            gap::write(&message!("gap-broken-off"), &mut self.out);
        }
        Ok(self.out)
    }
}

/// Returns the encoding of a Windows code page.
fn codepage(number: i32) -> Option<&'static Encoding> {
    match number {
        936 | 54936 => Some(GB18030),
        950 => Some(BIG5),
        932 => Some(SHIFT_JIS),
        65001 => Some(UTF_8),
        1252 => Some(WINDOWS_1252),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rtf: &str, expected: &str) {
        assert_eq!(text(rtf.as_bytes()).expect("it is RTF"), expected, "{rtf}");
    }

    #[test]
    fn characters_come_by_number_or_in_the_encoding_of_their_font() {
        check("{\\rtf1\\ansi\\uc1 \\u28369\\'3f\\u21439?\\par}", "滑县\n");
        check("{\\rtf1\\uc2 \\u28369\\'bb\\'ac\\u21439ab\\uc0\\u21439}", "滑县县\n");
        check("{\\rtf1\\u-10179?\\u-9184?}", "🐠\n");
        check("{\\rtf1\\ansi\\ansicpg936 \\'bb\\'ac\\'cf\\'d8}", "滑县\n");
        check(
            "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset134 \\'cb\\'ce;}}\\f1 \\'bb\\'ac}",
            "滑\n",
        );
        check("{\\rtf1\\ansi caf\\'e9\\~\\{a\\}\\ldblquote b\\rdblquote}", "café {a}“b”\n");
    }

    #[test]
    fn what_is_not_shown_is_left_out() {
        check(
            "{\\rtf1{\\stylesheet a;}{\\*\\generator b;}{\\header c\\par}d{\\v e}{\\deleted f}{\\field{\\*\\fldinst g}{\\fldrslt h}}\
             {\\listtext\\pard 1.\\tab}i{\\*\\footnote j}\\par{\\shp{\\*\\shpinst{\\sp{\\sn k}}{\\shptxt l\\par}}}m\\par}",
            "dh1.i\nm\nl\n注1：j\n",
        );
    }

    #[test]
    fn rows_make_tables() {
        check(
            "{\\rtf1 a\\par\\trowd\\clvmgf\\cellx1000\\cellx2000\\pard\\intbl b\\par c\\cell d\\cell\\row\
             \\trowd\\clvmrg\\cellx1000\\cellx2000\\pard\\intbl\\cell e\\cell\\row\\pard f\\par}",
            "a\n\n| b<br>c | d |\n| --- | --- |\n| ^^ | e |\n\nf\n",
        );
    }

    #[test]
    fn a_file_that_breaks_off_is_read_as_far_as_it_goes() {
        check(
            "{\\rtf1 a\\par b",
            "a\nb\n<!-- not read: the end of the file, which is cut off\u{1f}文件末尾，内容中断 -->\n",
        );
        assert!(matches!(text("{".repeat(2000).as_bytes()), Err(Problem::Deep)));
    }
}
