//! The lines after a table: remarks on it, and the title of the next table. Neither belongs to the
//! last task of the table.

use super::rest;
use crate::parse::numbering::{self, Number};
use crate::parse::text::Text;

/// The maximum length of a title, in characters.
const TITLE: usize = 40;

/// The lines after the last table of a text.
#[derive(Default)]
pub(in crate::parse) struct Behind {
    /// Where the paragraphs begin that may be the title of the next table. `None` once another kind
    /// of paragraph has followed the table.
    titles: Option<Vec<usize>>,
    /// The number of the last entry of a remark. The outer option is `None` outside a remark.
    remark: Option<Option<Number>>,
}

impl Behind {
    /// Takes the beginning of a table: the paragraphs between it and the table before are its
    /// title.
    pub(in crate::parse) fn begin(&mut self, text: &mut Text) {
        for title in self.titles.take().unwrap_or_default() {
            text.set_apart(title);
        }
        *self = Self { titles: Some(Vec::new()), remark: None };
    }

    /// Whether a line continues a remark: `备注：1.每月报送。` ⏎ `2.由县办汇总。`
    pub(in crate::parse) fn goes_on(&self, text: &Text, line: &str) -> bool {
        let Some(last) = self.remark.filter(|_| text.ends_in_table()) else { return false };
        numbering::leading(line).is_some_and(|number| match last {
            Some(last) => number.follows(last),
            None => number.value == 1,
        })
    }

    /// Takes a line before it is appended. `goes_on` says whether it continues a remark.
    pub(in crate::parse) fn take(&mut self, text: &mut Text, line: &str, goes_on: bool) {
        let start = text.as_str().len();
        let is_remark = goes_on || self.titles.is_some() && rest::is_remark(line);
        if is_remark {
            let entry = line.split_once('：').map_or(line, |(_, entry)| entry);
            let number = numbering::leading(if goes_on { line } else { entry });
            self.remark = Some(number);
            if !goes_on {
                text.set_apart(start);
            }
            return;
        }
        self.remark = None;
        let can_be_title = line.chars().nth(TITLE).is_none()
            && !line.contains('。')
            && numbering::leading(line).is_none();
        match self.titles.as_mut().filter(|_| can_be_title) {
            Some(titles) => titles.push(start),
            None => self.titles = None,
        }
    }

    /// Takes the end of the line that began at the normal offset `start`. A remark belongs to the
    /// table.
    pub(in crate::parse) fn end(&self, text: &mut Text, start: usize) {
        if self.remark.is_some() {
            text.mark_table(start);
        }
    }
}
