//! What stands behind a table: remarks on it, and the title of the next. Neither belongs to the last
//! task of the table.

use super::rest;
use crate::parse::numbering::{self, Number};
use crate::parse::text::Text;

/// A title is not longer than this, in characters.
const TITLE: usize = 40;

/// The lines behind the last table of a text.
#[derive(Default)]
pub(in crate::parse) struct Behind {
    /// Where the paragraphs begin that can be the title of the next table; none once others stand
    /// there.
    titles: Option<Vec<usize>>,
    /// The last entry of a remark.
    remark: Option<Option<Number>>,
}

impl Behind {
    /// Takes the begin of a table: what stands between it and the one before is its title.
    pub(in crate::parse) fn begin(&mut self, text: &mut Text) {
        for title in self.titles.take().unwrap_or_default() {
            text.set_apart(title);
        }
        *self = Self { titles: Some(Vec::new()), remark: None };
    }

    /// Whether a line goes on with a remark: `备注：1.每月报送。` ⏎ `2.由县办汇总。`
    pub(in crate::parse) fn goes_on(&self, text: &Text, line: &str) -> bool {
        let Some(last) = self.remark.filter(|_| text.ends_in_table()) else { return false };
        numbering::leading(line).is_some_and(|number| match last {
            Some(last) => number.kind == last.kind && number.value == last.value + 1,
            None => number.value == 1,
        })
    }

    /// Takes a line, which begins at the normal offset `start` or goes on with a remark, before it
    /// is appended.
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

    /// Takes the end of the line, which began at the normal offset `start`: a remark is of the
    /// table.
    pub(in crate::parse) fn end(&self, text: &mut Text, start: usize) {
        if self.remark.is_some() {
            text.mark_table(start);
        }
    }
}
