//! A page as lines and tables, each with the element it is in and the signs that it is not article.

use scraper::{ElementRef, Html, Node};

use super::super::symbol::{self, is_symbolic};
use super::super::table::Cell;
use super::super::told::LeftOut;
use super::grid;
use super::look::{self, Styles};
use super::tree::name;
use crate::affix::AnyOf;

/// Elements whose content cannot belong to a document.
const SILENT: &[&str] = &[
    "audio", "button", "canvas", "embed", "head", "iframe", "input", "map", "noscript", "object",
    "rp", "rt", "script", "select", "style", "svg", "template", "textarea", "title", "video",
];
/// Block elements, which begin and end lines.
const BLOCKS: &[&str] = &[
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hr", "legend", "li", "main", "menu", "nav", "ol", "p",
    "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
];
/// Parts of class names and ids that sites use for what surrounds an article.
const AROUND: &[&str] = &[
    "banner", "breadcrumb", "copyright", "crumb", "dqwz", "ewm", "foot", "login", "menu", "nav",
    "pagination", "qrcode", "recommend", "related", "search", "share", "sidebar", "toolbar",
    "weizhi",
];

/// This many consecutive blanks begin a new line.
const SETS_APART: usize = 8;

/// A line or a table of a page.
#[derive(Debug)]
pub(super) struct Line<'a> {
    pub(super) content: Content,
    /// The element that contains it.
    pub(super) within: ElementRef<'a>,
    /// How many of its characters are in links.
    pub(super) linked: usize,
    /// The outermost element around it that is hidden or, by its name, not part of the article;
    /// numbered from 0.
    pub(super) aside: Option<usize>,
    /// Whether it is in a heading element.
    pub(super) is_heading: bool,
}

#[derive(Debug)]
pub(super) enum Content {
    Text(String),
    Table(Vec<Vec<Cell>>),
    /// Text of the line before that is not in force.
    LeftOut(LeftOut, String),
}

impl Line<'_> {
    /// Returns its text; empty for a table.
    pub(super) fn text(&self) -> &str {
        if let Content::Text(text) = &self.content { text } else { "" }
    }

    /// Whether nearly all of it is in links.
    pub(super) fn is_link(&self) -> bool {
        let size = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        let n = match &self.content {
            Content::Text(text) => size(text),
            Content::Table(rows) => rows.iter().flatten().map(|cell| size(cell.text())).sum(),
            Content::LeftOut(..) => 0,
        };
        n > 0 && self.linked * 5 >= n * 4
    }
}

/// Returns the lines of a page, in order.
pub(super) fn lines(html: &Html) -> Vec<Line<'_>> {
    let mut walk = Walk { styles: Styles::of(html), ..Walk::default() };
    walk.element(html.root_element(), State::within(html.root_element()));
    walk.lines
}

/// Returns the lines within a table cell.
pub(super) fn cell(element: ElementRef<'_>) -> String {
    let mut walk = Walk::default();
    walk.children(element, State::within(element));
    walk.flush(element, None, false);
    let lines: Vec<_> = walk.lines.iter().map(Line::text).filter(|text| !text.is_empty()).collect();
    lines.join("\n")
}

/// What an element inherits from those around it.
#[derive(Clone, Copy)]
struct State<'a> {
    within: ElementRef<'a>,
    aside: Option<usize>,
    linked: bool,
    heading: bool,
    /// The font, if it shows symbols in place of letters.
    signs: Option<&'a str>,
}

impl<'a> State<'a> {
    fn within(within: ElementRef<'a>) -> Self {
        Self { within, aside: None, linked: false, heading: false, signs: None }
    }
}

#[derive(Default)]
struct Walk<'a> {
    lines: Vec<Line<'a>>,
    current: String,
    linked: usize,
    n_asides: usize,
    /// Consecutive blanks that browsers would keep.
    n_kept: usize,
    styles: Styles,
    /// Text of the line that is not in force.
    left_out: Vec<(LeftOut, String)>,
}

impl<'a> Walk<'a> {
    fn element(&mut self, element: ElementRef<'a>, mut state: State<'a>) {
        let name = name(&element);
        if SILENT.contains(&name) {
            return;
        }
        if name == "br" {
            return self.flush(state.within, state.aside, state.heading);
        }
        let is_block = BLOCKS.contains(&name);
        if let Some(why) =
            look::left_out(element, &self.styles).filter(|why| *why == LeftOut::Struck || !is_block)
        {
            return self.leave_out(why, element);
        }
        if is_block {
            self.flush(state.within, state.aside, state.heading);
            state.within = element;
        }
        if state.aside.is_none() && (is_aside(element) || self.styles.hide(element)) {
            state.aside = Some(self.n_asides);
            self.n_asides += 1;
        }
        state.linked |= name == "a";
        state.signs = look::font(element)
            .map_or(state.signs, |font| Some(font).filter(|font| is_symbolic(font)));
        state.heading |= matches!(name, "h1" | "h2" | "h3");
        match name {
            "table" => self.table(element, state),
            "pre" => self.verbatim(element, state),
            "ol" => self.numbered(element, state),
            _ => self.children(element, state),
        }
        if is_block {
            self.flush(element, state.aside, state.heading);
        }
    }

    fn children(&mut self, element: ElementRef<'a>, state: State<'a>) {
        for child in element.children() {
            match child.value() {
                Node::Text(text) => match state.signs {
                    Some(font) => self.text(&symbol::shown(font, text), state.linked),
                    None => self.text(text, state.linked),
                },
                Node::Element(_) => {
                    ElementRef::wrap(child).into_iter().for_each(|child| self.element(child, state))
                }
                _ => {}
            }
        }
    }

    /// Sets aside text that is struck out or hidden within a line.
    fn leave_out(&mut self, why: LeftOut, element: ElementRef<'a>) {
        let text = cell(element);
        match self.left_out.last_mut().filter(|(before, _)| *before == why) {
            Some((_, before)) => before.push_str(&text),
            None => self.left_out.push((why, text)),
        }
    }

    /// Adds text as browsers show it: white space as one blank, or none where a line break
    /// separates Han characters.
    ///
    /// A run of blanks that browsers keep, after the end of a sentence, sets off a signature at the
    /// right: it begins a new line.
    fn text(&mut self, text: &str, linked: bool) {
        let mut blank = None;
        for c in text.chars() {
            if c.is_whitespace() {
                blank = Some(blank.unwrap_or(false) | (c == '\n'));
                self.n_kept += usize::from(matches!(c, '\u{a0}' | '\u{2003}' | '\u{3000}'));
                continue;
            }
            if std::mem::take(&mut self.n_kept) >= SETS_APART
                && self.current.trim_end().ends_with(['。', '！', '”'])
            {
                self.current.push('\n');
                blank = None;
            }
            if let Some(broken) = blank.take()
                && let Some(before) = self.current.chars().next_back()
                && !before.is_whitespace()
                && !(broken && !before.is_ascii() && !c.is_ascii())
            {
                self.current.push(' ');
            }
            self.current.push(c);
            self.linked += usize::from(linked);
        }
        if blank == Some(false) && !self.current.is_empty() {
            self.current.push(' ');
        }
    }

    /// Keeps the lines of preformatted text.
    fn verbatim(&mut self, element: ElementRef<'a>, state: State<'a>) {
        let whole: String = element.text().collect();
        for line in whole.split('\n') {
            self.current.push_str(line.trim_end());
            self.flush(element, state.aside, state.heading);
        }
    }

    /// Writes the numbers that browsers show before list items.
    fn numbered(&mut self, list: ElementRef<'a>, state: State<'a>) {
        let start = list.value().attr("start").and_then(|start| start.trim().parse().ok());
        let mut number: i32 = start.unwrap_or(1);
        for item in list.child_elements() {
            if name(&item) != "li" {
                self.element(item, state);
                continue;
            }
            let given = item.value().attr("value").and_then(|value| value.trim().parse().ok());
            number = given.unwrap_or(number);
            self.flush(list, state.aside, state.heading);
            let before = self.lines.len();
            self.children(item, State { within: item, ..state });
            self.flush(item, state.aside, state.heading);
            if let Some(Content::Text(text)) =
                self.lines.get_mut(before).map(|line| &mut line.content)
            {
                text.insert_str(0, &format!("{number}. "));
            }
            number = number.saturating_add(1);
        }
    }

    fn table(&mut self, table: ElementRef<'a>, state: State<'a>) {
        match grid::of(table) {
            Some(rows) => {
                for caption in table.child_elements().filter(|child| name(child) == "caption") {
                    self.element(caption, state);
                }
                let State { within, aside, heading, .. } = state;
                let links = table
                    .descendent_elements()
                    .filter(|element| name(element) == "a")
                    .flat_map(|link| link.text());
                let linked = links.flat_map(str::chars).filter(|c| !c.is_whitespace()).count();
                let content = Content::Table(rows);
                self.lines.push(Line { content, within, linked, aside, is_heading: heading });
            }
            None => self.children(table, state),
        }
    }

    fn flush(&mut self, within: ElementRef<'a>, aside: Option<usize>, is_heading: bool) {
        let text = std::mem::take(&mut self.current);
        let linked = std::mem::take(&mut self.linked);
        for text in text.split('\n').map(str::trim).filter(|text| !text.is_empty()) {
            let content = Content::Text(text.to_owned());
            let linked = linked.min(text.chars().count());
            self.lines.push(Line { content, within, linked, aside, is_heading });
        }
        let left_out = self.left_out.drain(..).map(|(why, text)| Content::LeftOut(why, text));
        self.lines.extend(left_out.map(|content| Line {
            content,
            within,
            linked: 0,
            aside,
            is_heading: false,
        }));
    }
}

/// Whether an element is hidden, or by its name surrounds the article.
fn is_aside(element: ElementRef<'_>) -> bool {
    let element = element.value();
    if matches!(element.name(), "nav" | "footer" | "aside") || element.attr("hidden").is_some() {
        return true;
    }
    if look::is_hidden(element) {
        return true;
    }
    [element.attr("class"), element.attr("id")].into_iter().flatten().any(|names| {
        let names = names.to_ascii_lowercase();
        !names.contains("footnote") && names.contains_any(AROUND)
    })
}
