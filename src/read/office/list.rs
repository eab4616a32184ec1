//! Guesses the numbers of automatic lists, of which the decoder keeps only the depth: `一、` with
//! `（一）` below it, and `1.` in a flat list or below numbers that were typed.

use office_oxide::ir::List;

use super::super::table;
use super::lines as lines_of;
use crate::numeral::han;

/// The deepest nesting of lists.
const MAX_DEPTH: usize = 9;

/// The current numbers of a document.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    /// The last number at each depth.
    last: Vec<u32>,
    /// Whether lists are numbered like headings; decided by the first list.
    are_headings: Option<bool>,
    has_any: bool,
    /// Whether numbers of the first level were typed.
    are_typed: bool,
}

impl Numbers {
    /// Whether any number was assigned.
    pub(super) fn has_any(&self) -> bool {
        self.has_any
    }

    /// Restarts all numbers.
    pub(super) fn restart(&mut self) {
        self.last.clear();
    }

    /// Passes a line outside lists; a typed number restarts the lists.
    pub(super) fn pass(&mut self, line: &str) {
        let line = line.trim_start();
        let numeral: String =
            line.chars().take_while(|c| "一二三四五六七八九十（".contains(*c)).collect();
        if !numeral.is_empty()
            && line.chars().nth(numeral.chars().count()).is_some_and(|c| matches!(c, '、' | '）'))
        {
            self.are_typed = true;
            self.restart();
        }
    }

    fn next(&mut self, depth: usize, start: Option<u32>) -> String {
        self.has_any = true;
        self.last.truncate(depth + 1);
        while self.last.len() <= depth {
            let before =
                if self.last.len() == depth { start.unwrap_or(1).saturating_sub(1) } else { 0 };
            self.last.push(before);
        }
        let n = self.last.last_mut().expect("there is one for the depth");
        *n = n.saturating_add(1);
        let depth = if self.are_headings == Some(true) { depth } else { depth + 2 };
        match (depth, *n) {
            (0, n) => format!("{}、", han(n)),
            (1, n) => format!("（{}）", han(n)),
            (2, n) => format!("{n}."),
            (_, n) => format!("（{n}）"),
        }
    }
}

/// Writes a list, one item with its number per line.
pub(super) fn write(list: &List, numbers: &mut Numbers, out: &mut String) {
    let is_deep = list.items.iter().any(|item| item.nested.is_some());
    let are_headings = is_deep && !numbers.are_typed;
    numbers.are_headings.get_or_insert(are_headings);
    items(list, 0, &mut |depth, is_ordered, line| {
        let number =
            if is_ordered { numbers.next(depth, list.start_number) } else { String::new() };
        table::paragraph(&format!("{number}{line}"), out);
    });
}

/// Returns the lines of a list in a cell, without numbers.
pub(super) fn lines(list: &List) -> String {
    let mut lines = Vec::new();
    items(list, 0, &mut |_, _, line| lines.push(line.to_owned()));
    lines.join("\n")
}

/// Passes each line of each item to `give`, with its depth and whether it may have a number.
fn items(list: &List, depth: usize, give: &mut impl FnMut(usize, bool, &str)) {
    for item in &list.items {
        let text = lines_of(&item.content);
        for (n, line) in text.split('\n').enumerate() {
            give(depth, list.ordered && n == 0, line);
        }
        if let Some(nested) = item.nested.as_ref().filter(|_| depth < MAX_DEPTH) {
            items(nested, depth + 1, give);
        }
    }
}

#[cfg(test)]
mod tests {
    use office_oxide::ir::{Element, InlineContent, ListItem, Paragraph, TextSpan};

    use super::*;

    fn item(text: &str, nested: Option<List>) -> ListItem {
        let content =
            vec![InlineContent::Text(TextSpan { text: text.to_owned(), ..TextSpan::default() })];
        let paragraph = Paragraph { content, ..Paragraph::default() };
        ListItem { content: vec![Element::Paragraph(paragraph)], nested }
    }

    fn list(items: Vec<ListItem>) -> List {
        List { ordered: true, items, ..List::default() }
    }

    #[test]
    fn depth_tells_the_form_and_numbers_go_on() {
        let (mut numbers, mut out) = (Numbers::default(), String::new());
        let inner = list(vec![item("学习", None), item("监督", None)]);
        write(&list(vec![item("任务", Some(inner))]), &mut numbers, &mut out);
        numbers.pass("普通段落");
        write(&list(vec![item("保障", None)]), &mut numbers, &mut out);
        assert_eq!(out, "一、任务\n（一）学习\n（二）监督\n二、保障\n");
    }

    #[test]
    fn lists_below_typed_numbers_begin_anew() {
        let (mut numbers, mut out) = (Numbers::default(), String::new());
        for heading in ["一、任务", "二、保障"] {
            numbers.pass(heading);
            write(&list(vec![item("学习", None), item("监督", None)]), &mut numbers, &mut out);
        }
        assert_eq!(out, "1.学习\n2.监督\n1.学习\n2.监督\n");
    }

    #[test]
    fn numerals() {
        let read: Vec<_> = [1, 10, 11, 20, 35, 100].map(han).into();
        assert_eq!(read, ["一", "十", "十一", "二十", "三十五", "一百"]);
    }
}
