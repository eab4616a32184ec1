//! An official letter or circular, as text, and as a page in the layout of GB/T 9704-2012.

use std::fmt::Write as _;

use super::written;
use crate::markup::escaped;
use crate::model::Date;

/// An official letter or circular.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    /// Its title.
    pub title: String,
    /// Its recipient.
    pub to: String,
    /// Its contents.
    pub blocks: Vec<Block>,
    /// Its sender.
    pub from: String,
    /// Its date.
    pub day: Option<Date>,
}

/// A block of a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading: 一、总体情况.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// A table, header first.
    Table(Vec<Vec<String>>),
}

/// A4 portrait; margins, fonts and sizes of the standard: title 22 points, body 16 points with 28
/// points leading, indented by two characters.
const STYLE: &str = "\
@page { size: A4; margin: 37mm 26mm 35mm 28mm; @bottom-center { content: '— ' counter(page) ' —'; font: 14pt SimSun, 宋体, serif; } }
body { font: 16pt/28pt FangSong_GB2312, FangSong, 仿宋, STFangsong, 'Noto Serif CJK SC', serif; color: #000; max-width: 156mm; margin: 0 auto; text-align: justify; }
h1 { font: normal 22pt/35pt 方正小标宋简体, FZXiaoBiaoSong-B05S, STZhongsong, 'Noto Serif CJK SC', serif; text-align: center; margin: 0 0 28pt; }
h2 { font: normal 16pt/28pt SimHei, 黑体, 'Noto Sans CJK SC', sans-serif; margin: 0; text-indent: 2em; break-after: avoid; }
p { margin: 0; text-indent: 2em; }
p.to { text-indent: 0; }
p.from { text-align: right; text-indent: 0; margin-top: 28pt; padding-right: 2em; }
p.day { text-align: right; text-indent: 0; padding-right: 4em; }
table { border-collapse: collapse; width: 100%; margin: 6pt 0; font-size: 12pt; line-height: 18pt; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: 0.5pt solid #000; padding: 2pt 4pt; text-align: center; }
td:first-child { text-align: left; }
th { font-family: SimHei, 黑体, 'Noto Sans CJK SC', sans-serif; font-weight: normal; }
";

impl Paper {
    /// Returns the paper as text, one paragraph a line.
    pub fn text(&self) -> String {
        let mut out = format!("{}\n\n{}：\n", self.title, self.to);
        for block in &self.blocks {
            match block {
                Block::Heading(text) | Block::Text(text) => out.push_str(&format!("　　{text}\n")),
                Block::Table(rows) => {
                    rows.iter().for_each(|row| out.push_str(&format!("　　{}\n", row.join("\t"))))
                }
            }
        }
        let day = self.day.map(written).unwrap_or_default();
        let _ = write!(out, "\n{0}{1}\n{0}{day}\n", "　".repeat(16), self.from);
        out
    }

    /// Returns the paper as a page, with all text escaped.
    pub fn html(&self) -> String {
        let title = escaped(&self.title);
        let mut out = format!(
            "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<p class=\"to\">{}：</p>\n",
            escaped(&self.to)
        );
        for block in &self.blocks {
            match block {
                Block::Heading(text) => out.push_str(&format!("<h2>{}</h2>\n", escaped(text))),
                Block::Text(text) => out.push_str(&format!("<p>{}</p>\n", escaped(text))),
                Block::Table(rows) => table(rows, &mut out),
            }
        }
        let day = self.day.map(written).unwrap_or_default();
        let from = escaped(&self.from);
        let _ = write!(
            out,
            "<p class=\"from\">{from}</p>\n<p class=\"day\">{day}</p>\n</body>\n</html>\n"
        );
        out
    }
}

fn table(rows: &[Vec<String>], out: &mut String) {
    out.push_str("<table>\n");
    for (at, row) in rows.iter().enumerate() {
        let (open, close, cell) =
            if at == 0 { ("<thead><tr>", "</tr></thead>", "th") } else { ("<tr>", "</tr>", "td") };
        out.push_str(open);
        for text in row {
            let _ = write!(out, "<{cell}>{}</{cell}>", escaped(text));
        }
        out.push_str(close);
        out.push('\n');
    }
    out.push_str("</table>\n");
}
