//! Markdown as converters write it: turns the tables, links, escapes and formulas of all its
//! dialects into the plain text they stand for.
//!
//! In: a text, `- （二）改造\|泵站 $98 \%$`. Out: the same with only one way to write each thing,
//! `（二）改造|泵站 98%`: HTML, grid and column tables become pipe tables; code, comments and
//! pictures are left out. The marks of headings and emphasis stay, for the parser. A text without
//! markup is returned unchanged.

mod formula;
mod inline;
mod table;

use std::sync::LazyLock;

use regex::Regex;

use super::told::{LeftOut, Told, shortened};
use super::{html, table as grid};
use crate::diagnostic::Code;
use crate::message;

/// The most lines of a table.
const MAX_ROWS: usize = 20_000;

/// A list or quotation mark, and what follows it.
static MARKED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(\s*)((?:>\s?)+|[-+*]\s+)(.*)$").expect("the pattern is fixed"));
/// Text that begins with a number or a label, and needs no list mark.
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:\*\*|__)?\s*(?:[（(]?[一二三四五六七八九十百]{1,4}[)）、.．]|第[一二三四五六七八九十百\d]{1,5}[章条节]|\d{1,3}\\?[.、．)）]\D|[（(]\d{1,3}[)）]|[①-⑳]|\$\\textcircled|[^：:\s。，；（(]{0,8}(?:单位|部门|领导|时限|时间|责任人)(?:\*\*)?[：:])",
    )
    .expect("the pattern is fixed")
});
static FENCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s{0,3}(`{3,}|~{3,})\s*(\w*)[^`]*$").expect("the pattern is fixed")
});

/// Returns a text without the markup of converters.
pub(super) fn plain(text: &str) -> Told {
    if !text.contains(['|', '`', '$', '\\', '<', '[', '~', '&', '>', '-', '+', '*', '_', '=', '\t'])
    {
        return text.to_owned().into();
    }
    let lines: Vec<&str> = text.split('\n').collect();
    let mut reader = Reader { lines: &lines, at: 0, told: Told::default(), unclosed: Vec::new() };
    reader.front_matter();
    reader.unwrap();
    while reader.at < reader.lines.len() {
        reader.block();
    }
    let mut told = reader.told;
    // Drop the line break added after the last line.
    if told.text.ends_with('\n') && (!text.ends_with('\n') || told.text.ends_with("\n\n")) {
        told.text.pop();
    }
    told
}

struct Reader<'t> {
    lines: &'t [&'t str],
    at: usize,
    told: Told,
    /// Marks that open somewhere and are known not to be closed.
    unclosed: Vec<&'static str>,
}

impl<'t> Reader<'t> {
    /// Skips front matter, `---` ⏎ `title: 方案` ⏎ `---`; keeps the title if the text lacks it.
    fn front_matter(&mut self) {
        if self.lines.first().map(|line| line.trim_end()) != Some("---") {
            return;
        }
        let Some(end) = self
            .lines
            .iter()
            .skip(1)
            .take(40)
            .position(|line| matches!(line.trim_end(), "---" | "..."))
        else {
            return;
        };
        let fields = self.lines.get(1..=end).unwrap_or_default();
        if !fields.iter().all(|line| {
            line.contains(':') || line.trim().is_empty() || line.starts_with([' ', '-'])
        }) {
            return;
        }
        let title = fields.iter().find_map(|line| line.strip_prefix("title:"));
        self.at = end + 2;
        let rest = self.lines.get(self.at..).unwrap_or_default();
        let title = title.map(|title| title.trim().trim_matches(['"', '\'']));
        let is_new = |title: &&str| {
            !title.is_empty() && !rest.iter().take(20).any(|line| line.contains(title))
        };
        if let Some(title) = title.filter(is_new) {
            self.push(&format!("# {title}"));
        }
    }

    /// Unwraps a code fence around the whole text, as some programs deliver it.
    fn unwrap(&mut self) {
        let rest = self.lines.get(self.at..).unwrap_or_default();
        let filled = || rest.iter().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let (Some((first, open)), Some((last, close))) = (filled().next(), filled().next_back())
        else {
            return;
        };
        let is_closing = close.trim().chars().all(|c| c == '`') && close.trim().len() >= 3;
        let inner = rest.get(first + 1..last).unwrap_or_default();
        if last > first
            && is_closing
            && fence(open).is_some()
            && !inner.iter().any(|line| fence(line).is_some())
        {
            (self.lines, self.at) = (inner, 0);
        }
    }

    fn block(&mut self) {
        let line = self.lines[self.at];
        if let Some(mark) = fence(line) {
            return self.code(mark);
        }
        if line.contains("<!--") && self.closes("-->") {
            return self.comment();
        }
        if line.contains("<table") && self.closes("</table>") {
            return self.html();
        }
        if let Some((rows, n)) = table::grid(self.rest()) {
            return self.table(&rows, n);
        }
        if let Some((rows, n)) = table::columns(self.rest()) {
            return self.table(&rows, n);
        }
        if let Some(n) = table::of_duties(self.rest()) {
            for row in self.lines.get(self.at..self.at + n).unwrap_or_default() {
                self.push(row);
            }
            self.at += n;
            return;
        }
        if let Some(n) = table::tabbed(self.rest()) {
            let width = line.matches('\t').count() + 1;
            for row in self.lines.get(self.at..self.at + n).unwrap_or_default() {
                let mut cells: Vec<String> = row
                    .trim_end_matches('\r')
                    .split('\t')
                    .map(|cell| cell.trim().replace('|', "｜"))
                    .collect();
                cells.resize(cells.len().max(width), String::new());
                self.push(&format!("| {} |", cells.join(" | ")));
            }
            self.at += n;
            return;
        }
        if let Some(n) = table::bare_pipes(self.rest()) {
            for row in self.lines.get(self.at..self.at + n).unwrap_or_default() {
                let row = format!("| {} |", row.trim());
                self.push(&inline::row(&row));
            }
            self.at += n;
            return;
        }
        self.at += 1;
        self.line(line);
    }

    fn rest(&self) -> &'t [&'t str] {
        let end = self.lines.len().min(self.at + MAX_ROWS);
        self.lines.get(self.at..end).unwrap_or_default()
    }

    /// Whether a mark occurs on this line or a later one; a mark found missing is not searched for
    /// again.
    fn closes(&mut self, mark: &'static str) -> bool {
        if self.unclosed.contains(&mark) {
            return false;
        }
        let is_closed = self.rest().iter().any(|line| line.contains(mark));
        if !is_closed {
            self.unclosed.push(mark);
        }
        is_closed
    }

    /// Reads a line that is not part of a block.
    fn line(&mut self, line: &str) {
        let trimmed = line.trim();
        if trimmed.len() > 2 && trimmed.starts_with('|') && trimmed.ends_with('|') {
            return self.push(&inline::row(line));
        }
        // The underline of a first-level heading.
        if trimmed.len() > 2 && trimmed.chars().all(|c| c == '=') && self.title_above() {
            return;
        }
        let mut bare = line.to_owned();
        while let Some(marked) = MARKED.captures(&bare) {
            let (indent, mark, rest) = (&marked[1], &marked[2], &marked[3]);
            if !mark.starts_with('>') && !NUMBERED.is_match(rest) {
                break;
            }
            bare = format!("{indent}{rest}");
        }
        let inline::Inline { text, struck } = inline::line(&bare);
        self.push(&text);
        let at = self.told.text.len();
        struck.iter().for_each(|struck| self.told.left_out(LeftOut::Struck, at, struck));
    }

    /// Turns the previous line into a heading.
    fn title_above(&mut self) -> bool {
        let text = self.told.text.trim_end_matches('\n');
        let start = text.rfind('\n').map_or(0, |at| at + 1);
        let is_title = text.len() + 1 == self.told.text.len()
            && text
                .get(start..)
                .is_some_and(|line| !line.trim().is_empty() && !line.starts_with(['#', '|']));
        if is_title {
            self.told.text.insert_str(start, "# ");
        }
        is_title
    }

    /// Leaves out a code block.
    fn code(&mut self, mark: &str) {
        let rest = self.rest();
        let closes = |line: &&str| {
            let line = line.trim();
            line.starts_with(mark) && line.trim_end_matches(['`', '~']).is_empty()
        };
        let n = rest.iter().skip(1).position(closes).map_or(rest.len(), |n| n + 2);
        let inner = rest.get(1..(n - 1).max(1)).unwrap_or_default().join(" ");
        self.push("");
        let at = self.told.text.len();
        if !inner.trim().is_empty() {
            self.told.note(Code::CodeLeftOut, at, message!("note-code", code = shortened(&inner)));
        }
        self.at += n;
    }

    /// Leaves out a comment.
    fn comment(&mut self) {
        let line = self.lines[self.at];
        let (before, _) = line.split_once("<!--").unwrap_or((line, ""));
        let rest = self.rest();
        let n = rest.iter().position(|line| line.contains("-->")).unwrap_or(0);
        let behind =
            rest.get(n).and_then(|line| line.split_once("-->")).map_or("", |(_, behind)| behind);
        self.at += n + 1;
        self.line(&format!("{before}{behind}"));
    }

    /// Reads an HTML table, which converters write because Markdown cannot merge cells.
    fn html(&mut self) {
        let rest = self.rest();
        let n = rest.iter().position(|line| line.contains("</table>")).unwrap_or(0) + 1;
        let whole = rest.get(..n).unwrap_or_default().join("\n");
        self.at += n;
        let start = whole.find("<table").unwrap_or(0);
        let end = whole.rfind("</table>").map_or(whole.len(), |at| at + "</table>".len());
        let (before, table, behind) =
            (whole.get(..start), whole.get(start..end), whole.get(end..).unwrap_or_default());
        self.beside(before.unwrap_or_default());
        let page = formula::replaced(table.unwrap_or_default(), true);
        match html::text(&page) {
            Ok(read) => self.told.text.push_str(&read.text),
            Err(_) => self.line(table.unwrap_or_default()),
        }
        self.beside(behind);
    }

    /// Reads text that shares a line with a table.
    fn beside(&mut self, text: &str) {
        if !inline::line(text).text.trim().is_empty() {
            self.line(text);
        }
    }

    fn table(&mut self, rows: &[Vec<String>], n: usize) {
        let cell = |text: &String| grid::Cell::Text(inline::line(text).text);
        let rows: Vec<Vec<grid::Cell>> =
            rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        grid::place(&rows, &mut self.told.text);
        self.at += n;
    }

    fn push(&mut self, line: &str) {
        self.told.text.push_str(line);
        self.told.text.push('\n');
    }
}

/// Returns the mark that opens a code block.
fn fence(line: &str) -> Option<&str> {
    FENCE.captures(line).and_then(|found| found.get(1)).map(|mark| mark.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_markup_stays_as_it_is() {
        for text in [
            "# 方案\r\n\r\n**（一）学习。** 责任单位：县司法局 - 县财政局\r\n",
            "一、A-B\n\n- 学习。\n* 监督。\n5 > 3，a<b，投资$100万，收入$200万\n",
            "| 任务 | 单位 |\n| --- | --- |\n| 学习 | 县司法局<br>县财政局 |",
            "",
            "\n\n",
        ] {
            assert_eq!(plain(text).text, text);
        }
    }

    #[test]
    fn marks_of_converters_are_the_text_that_they_mean() {
        for (text, expected) in [
            (
                "- （二）加强。\n+ （三）改造。\n> （四）宣传。\n> > 1. 培训。",
                "（二）加强。\n（三）改造。\n（四）宣传。\n1. 培训。",
            ),
            ("1\\. 建立台账。\\（甲\\）", "1. 建立台账。\\（甲\\）"),
            ("| 2 | 改造\\|泵站 | [县住建局](http://a.b/c) |", "| 2 | 改造｜泵站 | 县住建局 |"),
            ("~~（一）旧。~~（二）`新`__的__。", "（二）新的。"),
            ("甲<!-- 乙 -->丙\n<!-- 丁\n戊 -->己", "甲丙\n己"),
            ("一、&nbsp;总则<br>二、<b>分则</b>", "一、 总则\n二、分则"),
            ("方案\n====\n一、总则", "# 方案\n一、总则"),
            (
                "序号\t任务\t地点\n一\t产业\n1\t培育\t县工信局\n附注\t无\n",
                "| 序号 | 任务 | 地点 |\n| 一 | 产业 |  |\n| 1 | 培育 | 县工信局 |\n附注\t无\n",
            ),
            ("序号\t任务\t单位\n一\t产业\n", "序号\t任务\t单位\n一\t产业\n"),
            (
                "序号\t任务\t单位\n1\t学习\t县司法局\n县教育局\n2\t监督\t县审计局\n",
                "序号\t任务\t单位\n1\t学习\t县司法局\n县教育局\n2\t监督\t县审计局\n",
            ),
            ("---\ntitle: 节水方案\ndate: 2024\n---\n一、总则", "# 节水方案\n一、总则"),
            ("```markdown\n# 方案\n一、总则\n```\n", "# 方案\n一、总则\n"),
            ("甲\n```\n（三）代码。\n```\n乙", "甲\n\n乙"),
            ("甲<!-- 乙\n<table>丙", "甲<!-- 乙\n<table>丙"),
            ("![](images/a.jpg)\n[1]：甲（乙）[2022](试行)", "\n[1]：甲（乙）[2022](试行)"),
        ] {
            assert_eq!(plain(text).text, expected, "{text}");
        }
        let told = plain("甲~~旧~~\n```\n代码\n```\n");
        let codes: Vec<_> = told.notes.iter().map(|note| note.code).collect();
        assert_eq!(codes, [Code::StruckText, Code::CodeLeftOut]);
    }

    #[test]
    fn tables_of_every_dialect_are_pipe_tables() {
        let expected = "前\n\n| 序号 | 任务 | 单位 |\n| --- | --- | --- |\n| 1 | 建立制度 | 县水利局 |\n| 2 | 改造管网20km | 县住建局 |\n\n";
        for table in [
            "+----+------------+----------+\n| 序号 | 任务 | 单位 |\n+====+============+==========+\n| 1 | 建立制度 | 县水利局 |\n+----+------------+----------+\n\
             | 2 | 改造管网   | 县住建局 |\n|   | 20km | |\n+----+------------+----------+",
            "序号  任务         单位\n----- ------------ ---------\n1     建立制度     县水利局\n2     改造管网20km 县住建局\n",
            "-------------------------\n序号  任务         单位\n----- ------------ ---------\n1     建立制度     县水利局\n\n2     改造管网     县住建局\n      20km\n-------------------------",
            "<html><body><table><tr><td>序号</td><td>任务</td><td>单位</td></tr><tr><td>1</td><td>建立制度</td><td>县水利局</td></tr>\
             <tr><td>2</td><td>改造管网 $20 \\mathrm{km}$</td><td>县住建局</td></tr></table></body></html>",
        ] {
            let read = plain(&format!("前\n{table}"));
            let bare = |text: &str| text.replace("管网 20km", "管网20km").trim().to_owned();
            assert_eq!(bare(&read.text), bare(expected), "{table}");
        }
        let copied = plain("表\n序号\t任务\t地点\n1\t学习\t县司法局\n2\t监督\t\n后\t文").text;
        assert_eq!(
            copied,
            "表\n| 序号 | 任务 | 地点 |\n| 1 | 学习 | 县司法局 |\n| 2 | 监督 |  |\n后\t文"
        );
        let bare = plain("序号 | 任务\n--- | ---\n1 | 学习\n\n后").text;
        assert_eq!(bare, "| 序号 | 任务 |\n| --- | --- |\n| 1 | 学习 |\n\n后");
    }
}
