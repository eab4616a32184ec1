//! How the text columns of a table are nested, and where a row has the figure to reach.

use super::cell::Cell;
use super::column::Column;
use crate::affix::AnyOf;
use crate::lexicon::measures::is_measure;

/// Signs before a figure.
pub(super) const BOUNDS: [char; 9] = ['≥', '≤', '＞', '＜', '>', '<', '〉', '〈', '='];

/// Bounds behind a figure.
pub(super) const MARGINS: [&str; 4] = ["以上", "以下", "以内", "左右"];

/// Whether a cell holds a figure with its unit and nothing else: `20个`, `≥95%`, `7%以上`.
pub(super) fn is_amount(plain: &str) -> bool {
    let figure = plain.trim_start_matches(BOUNDS);
    let unit = figure.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let unit = unit.strip_any_suffix(&MARGINS).unwrap_or(unit);
    unit.len() < figure.len() && is_measure(unit)
}

/// Whether a title may name what a figure measures, as 管网漏损率 does a share and 新建公园 a
/// count; 建立管理制度 names neither.
fn names_measure(title: &str, is_share: bool) -> bool {
    const SHARES: [&str; 14] = [
        "率", "比", "比例", "比重", "度", "增速", "增长", "增幅", "降幅", "额", "值", "量", "数",
        "面",
    ];
    const OTHERS: [&str; 12] = [
        "制度", "机制", "体系", "办法", "方案", "意见", "规定", "规划", "工作", "管理", "宣传",
        "整治",
    ];
    let ends = |words: &[&str]| title.ends_with_any(words);
    let is_sentence = title.contains(['，', '。', '；']);
    !is_sentence && !ends(&OTHERS) && (!is_share || ends(&SHARES))
}

/// How the text columns of a table are nested.
pub(super) struct Layout {
    /// Columns whose cells group rows.
    pub(super) groups: Vec<usize>,
    /// The column that says what is to be done.
    pub(super) title: usize,
    /// Further text columns.
    pub(super) body: Vec<usize>,
    pub(super) number: Option<usize>,
    /// Whether the numbers belong to the groups.
    pub(super) numbers_groups: bool,
    /// The column with the unit of the figures.
    pub(super) measure: Option<usize>,
    /// The columns that hold nothing but figures to reach.
    pub(super) values: Vec<usize>,
}

impl Layout {
    pub(super) fn of(rows: &[Vec<Cell>], columns: &[Column]) -> Option<Self> {
        let spans =
            |at: &usize| rows.iter().any(|row| row.get(*at).is_some_and(|cell| cell.continued));
        let texts: Vec<usize> =
            (0..columns.len()).filter(|at| columns[*at] == Column::Text).collect();
        let title = texts.iter().copied().find(|at| !spans(at)).or(texts.last().copied())?;
        let number = columns.iter().position(|column| *column == Column::Number);
        Some(Self {
            groups: texts.iter().copied().filter(|at| *at < title).collect(),
            title,
            body: texts.iter().copied().filter(|at| *at > title).collect(),
            number,
            numbers_groups: number.is_some_and(|at| spans(&at)) && !spans(&title),
            measure: columns.iter().position(|column| *column == Column::Measure),
            values: (0..columns.len()).filter(|at| columns[*at] == Column::Value).collect(),
        })
    }

    /// For a row with a value to reach: the column that names what is measured, the cell of the
    /// figure and the cell of its unit, if that has one of its own.
    pub(super) fn value<'r, 's>(
        &self,
        row: &'r [Cell<'s>],
    ) -> Option<(usize, &'r Cell<'s>, Option<&'r Cell<'s>>)> {
        let Some(measure) = self.measure else { return self.whole_value(row) };
        let measure = row.get(measure).filter(|cell| !cell.is_nothing())?;
        let is_figure = |cell: &&Cell| {
            let plain = cell.plain();
            let bare = plain.trim_start_matches(BOUNDS);
            !cell.continued
                && !bare.is_empty()
                && bare.chars().all(|c| c.is_ascii_digit() || c == '.')
        };
        let value = self.body.iter().filter_map(|at| row.get(*at)).find(is_figure)?;
        Some((self.title, value, Some(measure)))
    }

    /// The same for a figure that has its unit beside it: `新建公园` | `20个`.
    fn whole_value<'r, 's>(
        &self,
        row: &'r [Cell<'s>],
    ) -> Option<(usize, &'r Cell<'s>, Option<&'r Cell<'s>>)> {
        let title = row.get(self.title)?.plain();
        let cells = self.body.iter().filter_map(|at| row.get(*at));
        let value = cells.filter(|cell| !cell.continued).find(|cell| is_amount(&cell.plain()))?;
        let plain = value.plain();
        let figure = plain.trim_start_matches(BOUNDS);
        let digits = figure.trim_end_matches(|c: char| !c.is_ascii_digit());
        let is_share = figure.contains(['%', '‰']);
        (!title.contains(digits) && names_measure(&title, is_share))
            .then_some((self.title, value, None))
    }
}
