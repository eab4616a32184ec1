//! Rosters: tables of people with their posts. Each row becomes a line of a roster.
//!
//! | 职务 | 姓名 | 单位及职务 |
//! |---|---|---|
//! | 组长 | 王浩 | 县委副书记、县长 |
//!
//! becomes `组长：王浩（县委副书记、县长）`.

use super::cell::Cell;
use super::column::{HEADERS, column_named};
use super::write::Writer;
use crate::clause::person::may_be_name;
use crate::lexicon::headers;
use crate::lexicon::posts;

/// The role in its group of somebody for whom the table names none.
const MEMBER: &str = "成员";

/// What the columns of a roster hold.
pub(super) struct Roster {
    /// The row below the header.
    first: usize,
    name: usize,
    /// The role in the group.
    group: Option<usize>,
    /// Body and post, in this order.
    posts: Vec<usize>,
}

impl Roster {
    /// Returns what the columns hold if one has names of people and another their posts.
    pub(super) fn of(rows: &[Vec<Cell>]) -> Option<Self> {
        (0..rows.len().min(HEADERS)).find_map(|n| Self::below(rows, n))
    }

    /// The same for the header in row `n`.
    fn below(rows: &[Vec<Cell>], n: usize) -> Option<Self> {
        let header: Vec<String> = rows.get(n)?.iter().map(Cell::plain).collect();
        let name = header.iter().position(|name| name == "姓名")?;
        // A column of those who answer says more than where people work.
        if header.iter().any(|name| column_named(name).answers() && !says_post(name)) {
            return None;
        }
        let column = |at: usize| {
            let cells = rows.iter().skip(n + 1).filter_map(move |row| row.get(at));
            cells.filter(|cell| cell.says()).map(Cell::plain)
        };
        let tells_role = |at: &usize| *at != name && column(*at).any(|cell| is_role(&cell));
        let group = (0..header.len()).find(tells_role);
        let mut posts: Vec<usize> = (0..header.len())
            .filter(|at| *at != name && Some(*at) != group && says_post(&header[*at]))
            .collect();
        posts.sort_by_key(|at| header[*at].contains("职务"));
        let is_one = group.is_some() || posts.iter().any(|at| header[*at].contains("职务"));
        let are_people = column(name).next().is_some() && column(name).all(|cell| are_names(&cell));
        (is_one && are_people).then_some(Self { first: n + 1, name, group, posts })
    }

    /// Writes the rows. What is above the header stays as it is.
    pub(super) fn write(&self, writer: &mut Writer, rows: &[Vec<Cell>]) {
        writer.lines(rows.get(..self.first - 1).unwrap_or_default());
        let header = rows.get(self.first - 1);
        let mut role = MEMBER.to_owned();
        for row in rows.iter().skip(self.first) {
            match row.get(self.name).filter(|cell| cell.says()) {
                Some(name) if self.is_told(row) => self.row(writer, (row, name), &mut role, header),
                _ => writer.lines(std::slice::from_ref(row)),
            }
        }
    }

    /// Whether a row tells the role in the group or, if the table has none, a post that is known.
    fn is_told(&self, row: &[Cell]) -> bool {
        let told = self.posts.iter().filter_map(|at| row.get(*at)).map(Cell::plain).next_back();
        let ends_in_post =
            |told: String| posts::last_in(&told).is_some_and(|post| post.end == told.len());
        self.group.is_some() || told.is_some_and(ends_in_post)
    }

    /// Writes a row with a name; `role` is that of the row above.
    fn row(
        &self,
        writer: &mut Writer,
        (row, name): (&[Cell], &Cell),
        role: &mut String,
        header: Option<&Vec<Cell>>,
    ) {
        writer.paragraph(row[0].at);
        match self.group.and_then(|at| row.get(at)).filter(|cell| cell.says()) {
            Some(cell) => {
                *role = cell.plain();
                writer.cell(cell, "");
            }
            None => writer.text.insert(role, name.at),
        }
        writer.text.insert("：", name.at);
        writer.cell(name, "、");
        let says = |at: usize| row.get(at).filter(|cell| cell.says());
        let posts: Vec<&Cell> = self.posts.iter().filter_map(|at| says(*at)).collect();
        if let (Some(first), Some(last)) = (posts.first(), posts.last()) {
            writer.text.insert("（", first.at);
            posts.iter().for_each(|post| writer.cell(post, ""));
            writer.text.insert("）", last.end());
        }
        for (at, cell) in row.iter().enumerate().filter(|(_, cell)| cell.says()) {
            let is_number = header.and_then(|row| row.get(at)).is_some_and(is_of_numbers);
            if !is_number && !self.holds(at) {
                writer.text.insert("；", cell.at);
                writer.cell(cell, "");
            }
        }
    }

    /// Whether a column is the one of names, roles or posts.
    fn holds(&self, at: usize) -> bool {
        at == self.name || Some(at) == self.group || self.posts.contains(&at)
    }
}

fn is_of_numbers(header: &Cell) -> bool {
    headers::OF_NUMBERS.close(&header.plain())
}

/// Whether a cell tells a role in a group: 副组长, 成员.
fn is_role(cell: &str) -> bool {
    cell.ends_with("组长") || matches!(cell, "成员" | "组员")
}

/// Whether a header is that of the bodies where people work or of posts: 工作单位, 单位及职务.
fn says_post(header: &str) -> bool {
    const BODIES: [&str; 6] = ["单位", "工作单位", "所在单位", "单位名称", "部门", "所在部门"];
    header.contains("职务") || BODIES.contains(&header)
}

/// Whether a cell holds names of people and nothing else.
fn are_names(cell: &str) -> bool {
    cell.split(['、', '，']).all(|name| {
        let name = name.split_once('（').map_or(name, |(name, _)| name);
        may_be_name(name) || name.contains('·')
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;

    #[test]
    fn rows_become_lines_of_a_roster() {
        for (table, expected) in [
            (
                "|职务|姓名|单位及职务|\n|组长|王浩|县委副书记、县长|\n|成员|李 锐|县公安局局长|\n|^^|林岚（女）|县水利局局长|",
                "组长：王浩（县委副书记、县长）\n成员：李锐（县公安局局长）\n成员：林岚（女）（县水利局局长）",
            ),
            (
                "|序号|姓名|职务|单位|电话|\n|1|王浩|局长|县财政局|8000001|",
                "成员：王浩（县财政局局长）；8000001",
            ),
            ("|序号|职务|姓名|工作单位|\n|1|副组长|王浩|县政府|", "副组长：王浩（县政府）"),
            (
                "|姓名|职务|责任单位|\n|王浩|县长|县司法局|",
                "姓名；职务；责任单位\n王浩；县长；县司法局",
            ),
            (
                "|单位|姓名|职务|\n|县司法局|王浩|科员|\n|县财政局|李锐|局长|",
                "县司法局；王浩；科员\n成员：李锐（县财政局局长）",
            ),
            ("|姓名|电话|\n|王浩|8000001|", "姓名；电话\n王浩；8000001"),
            ("|姓名|单位|\n|王浩|县政府|", "姓名；单位\n王浩；县政府"),
            ("|姓名|职务|\n|各乡镇|局长|", "姓名；职务\n各乡镇；局长"),
        ] {
            assert_eq!(read(table).as_str(), expected, "{table}");
        }
    }
}
