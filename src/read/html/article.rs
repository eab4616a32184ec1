//! Finds the article of a page: the part that holds all its prose, without what the site puts
//! around and between.
//!
//! No line with a sentence is dropped unless it is hidden, marked as navigation, or a site's notice
//! about itself; when in doubt a line is kept.

use std::sync::LazyLock;

use regex::Regex;
use scraper::ElementRef;

use super::lines::{Content, Line};
use crate::lexicon::site::is_of_site;

/// Ids and classes that content management systems give to articles.
const KNOWN: &[&str] = &[
    "ucap-content", "trs_editor", "trs_ueditor", "custom_unionstyle", "zoom", "zoomcon",
    "vsb_content", "pages_content", "article-content", "article_content", "xxgk_content",
    "news_content", "content_body", "con_text", "arc_body", "bt-article-y",
];
/// The fewest Han characters of a line of prose; it also needs punctuation.
const PROSE: usize = 15;
/// The fewest lines of links in a row that make up a list to be dropped.
const LINKS: usize = 3;
/// How many lines at the top are searched for the title.
const TOP: usize = 30;

static LETTERHEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(各.{2,200}[：:]|.{0,14}[〔\[【（(]\d{4}[〕\]】）)]第?\d+号.?|\d{4}年\d{1,2}月\d{1,2}日.?|附件\d*[：:].*|[一二三四五六七八九十]{1,3}、.*|[（(][一二三四五六七八九十]{1,3}[）)].*)$",
    )
    .expect("the pattern is fixed")
});

/// Keeps only the lines of the article.
pub(super) fn keep(lines: &mut Vec<Line<'_>>) {
    unhide(lines);
    let core = core(lines);
    let in_link_list = link_lists(lines);
    let mut n = 0;
    lines.retain(|line| {
        n += 1;
        let is_part = core.is_none_or(|core| is_within(line, core))
            || is_prose(line)
            || matches!(line.content, Content::Table(_) | Content::LeftOut(..));
        line.aside.is_none() && is_part && !in_link_list[n - 1] && !is_of_site(line.text())
    });
}

/// Treats hidden or navigation elements as article after all if they hold much of the prose.
fn unhide(lines: &mut [Line<'_>]) {
    let n_asides = lines.iter().filter_map(|line| line.aside).max().map_or(0, |last| last + 1);
    let mut prose = vec![0_usize; n_asides];
    let mut total = 0;
    for line in
        lines.iter().filter(|line| is_prose(line) || matches!(line.content, Content::Table(_)))
    {
        let size = n_han(line);
        total += size;
        if let Some(aside) = line.aside {
            prose[aside] += size;
        }
    }
    for line in lines {
        line.aside = line.aside.filter(|aside| prose[*aside] * 3 <= total);
    }
}

/// Whether no line is typical of a document, and there is no table.
pub(super) fn is_missing(lines: &[Line<'_>]) -> bool {
    !lines.iter().any(|line| is_part(line) || matches!(line.content, Content::Table(_)))
}

/// Returns the lowest element that contains all lines typical of a document.
fn core<'a>(lines: &[Line<'a>]) -> Option<ElementRef<'a>> {
    let parts: Vec<_> = lines.iter().filter(|line| line.aside.is_none() && is_part(line)).collect();
    let size = |known: bool| -> usize {
        parts.iter().filter(|line| !known || is_in_known(line.within)).map(|line| n_han(line)).sum()
    };
    // A few sentences outside the known article element are kept, but do not extend the article to
    // everything between.
    let known_only = size(true) * 20 >= size(false) * 19 && size(true) > 0;
    let mut seeds = parts.iter().filter(|line| !known_only || is_in_known(line.within));
    let mut core = seeds.next()?.within;
    for line in seeds {
        while !is_within(line, core) {
            core = core.ancestors().find_map(ElementRef::wrap)?;
        }
    }
    Some(core)
}

fn is_within(line: &Line<'_>, element: ElementRef<'_>) -> bool {
    line.within == element || line.within.ancestors().any(|above| above == *element)
}

fn is_in_known(element: ElementRef<'_>) -> bool {
    std::iter::once(element).chain(element.ancestors().filter_map(ElementRef::wrap)).any(
        |element| {
            let names = [element.attr("id"), element.attr("class")];
            names
                .into_iter()
                .flatten()
                .flat_map(str::split_whitespace)
                .any(|name| KNOWN.iter().any(|known| known.eq_ignore_ascii_case(name)))
        },
    )
}

/// Whether a line is typical of a document.
fn is_part(line: &Line<'_>) -> bool {
    !is_of_site(line.text())
        && (is_prose(line) || (!line.is_link() && LETTERHEAD.is_match(line.text())))
}

/// Whether a line is a sentence, or introduces some.
pub(super) fn is_prose(line: &Line<'_>) -> bool {
    let text = line.text();
    !line.is_link()
        && (text.contains(['。', '；']) || text.ends_with(['：', ':']))
        && text.chars().filter(|c| is_han(*c)).nth(PROSE - 1).is_some()
        && !is_of_site(text)
}

/// Returns for each line whether it belongs to a list of links.
fn link_lists(lines: &[Line<'_>]) -> Vec<bool> {
    let mut marks = vec![false; lines.len()];
    let mut start = 0;
    for run in lines.chunk_by(|a, b| a.is_link() == b.is_link()) {
        let is_long =
            run.len() >= LINKS || run.iter().any(|line| matches!(line.content, Content::Table(_)));
        let is_list =
            is_long && run[0].is_link() && !run.iter().any(|line| line.text().starts_with("附件"));
        marks[start..start + run.len()].fill(is_list);
        start += run.len();
    }
    marks
}

/// Returns the title, if the lines at the top lack it.
pub(super) fn lacking_title<'t>(lines: &[Line<'_>], title: &'t str) -> Option<&'t str> {
    let top: String = lines
        .iter()
        .take(TOP)
        .flat_map(|line| line.text().chars())
        .filter(|c| is_han(*c))
        .collect();
    let bare: String = title.chars().filter(|c| is_han(*c)).collect();
    (!top.contains(&bare)).then_some(title)
}

fn n_han(line: &Line<'_>) -> usize {
    match &line.content {
        Content::Text(text) => text.chars().filter(|c| is_han(*c)).count(),
        Content::Table(rows) => rows
            .iter()
            .flatten()
            .flat_map(|cell| cell.text().chars())
            .filter(|c| is_han(*c))
            .count(),
        Content::LeftOut(..) => 0,
    }
}

pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}
