//! The circular: the progress of tasks in numbers, by unit, and lists of those that were completed,
//! are late, or are due soon.

use std::collections::BTreeSet;

use super::super::html::grounds;
use super::super::light::n_days;
use super::super::summary::{self, percent};
use super::super::{Field, Ledger, Light, Lights, Row, Status};
use super::{Block, Paper, Period, item, sender, written};

/// The numbers of headings.
const NUMBERS: [&str; 6] = ["一", "二", "三", "四", "五", "六"];

/// Returns the circular on a ledger as of the end of a period, or of an earlier day.
pub fn circular(ledger: &Ledger, period: &Period, lights: Lights) -> Paper {
    let title = ledger.title();
    let plan = title.strip_suffix("台账").unwrap_or(&title).replace("任务台账", "任务");
    let mut blocks = vec![Block::Text(opening(ledger))];
    let told = Told { ledger, period, lights };
    let sections = [
        ("总体情况", told.whole()),
        ("各单位情况", told.units()),
        ("本期办结事项", told.list(|row| told.is_done_in_period(row), |row| told.closed(row))),
        ("逾期事项", told.list(|row| told.light(row) == Light::Late, |row| told.late(row))),
        ("临近到期事项", told.list(|row| told.is_soon_due(row), due)),
        (
            "存在问题",
            told.list(
                |row| !says_none(row.filled.get(Field::Problem)),
                |row| row.filled.get(Field::Problem).replace('\n', "；"),
            ),
        ),
    ];
    let said = sections.into_iter().filter(|(_, blocks)| !blocks.is_empty());
    for ((heading, section), number) in said.zip(NUMBERS) {
        blocks.push(Block::Heading(format!("{number}、{heading}")));
        blocks.extend(section);
    }
    if ledger.rows.iter().any(|row| told.light(row) == Light::Late) {
        blocks.push(Block::Text(
            "请逾期事项的责任单位说明原因、明确完成时间，抓紧办理并及时报送进展情况。".to_owned(),
        ));
    }
    Paper {
        title: format!("关于{}{plan}进展情况的通报", period.name),
        to: "各有关单位".to_owned(),
        blocks,
        from: sender(ledger),
        day: ledger.as_of,
    }
}

/// Whether a cell says that there is nothing to report.
fn says_none(text: &str) -> bool {
    matches!(
        text.trim().trim_end_matches('。'),
        "" | "无" | "暂无" | "没有" | "/" | "-" | "—" | "——"
    )
}

fn opening(ledger: &Ledger) -> String {
    let day = ledger.as_of.map(written).unwrap_or_default();
    format!("根据{}，现将截至{day}的任务进展情况通报如下。", grounds(ledger))
}

struct Told<'a> {
    ledger: &'a Ledger,
    period: &'a Period,
    lights: Lights,
}

impl Told<'_> {
    fn light(&self, row: &Row) -> Light {
        Light::of(row, self.ledger.as_of, self.lights)
    }

    fn whole(&self) -> Vec<Block> {
        let in_period = self
            .ledger
            .records
            .iter()
            .filter(|record| record.day.is_some_and(|day| self.period.has(day)));
        let moved: BTreeSet<&str> = in_period.map(|record| record.task.as_str()).collect();
        let n_done = self.ledger.rows.iter().filter(|row| self.is_done_in_period(row)).count();
        let count = summary::total(self.ledger, self.lights).told();
        vec![Block::Text(format!("{count}。本期填报进展{}项，办结{n_done}项。", moved.len()))]
    }

    fn units(&self) -> Vec<Block> {
        let header = ["单位", "主责任务", "已完成", "推进中", "未启动", "逾期", "完成率"]
            .map(str::to_owned)
            .to_vec();
        let units =
            summary::units(self.ledger, self.lights).into_iter().filter(|unit| unit.own.all > 0);
        let row = |unit: summary::Unit| {
            let own = unit.own;
            let counts = [own.all, own.done, own.under_way, own.not_started, own.late]
                .map(|n| n.to_string());
            let share = own.share().map_or_else(|| "—".to_owned(), percent);
            let name = if unit.is_class { format!("{}＊", unit.name) } else { unit.name };
            std::iter::once(name).chain(counts).chain([share]).collect()
        };
        let rows: Vec<Vec<String>> = units.map(row).collect();
        if rows.is_empty() {
            return Vec::new();
        }
        let note = "注：主责任务为牵头（主办）的任务，未明确牵头的为负责的任务；＊为一类单位，文件未逐一列名。";
        vec![
            Block::Table(std::iter::once(header).chain(rows).collect()),
            Block::Text(note.to_owned()),
        ]
    }

    /// Returns a numbered line for each matching row.
    fn list(&self, is_wanted: impl Fn(&Row) -> bool, said: impl Fn(&Row) -> String) -> Vec<Block> {
        let rows = self.ledger.rows.iter().filter(|row| is_wanted(row));
        (1..)
            .zip(rows)
            .map(|(n, row)| Block::Text(format!("{n}. {}。", item(self.ledger, row, &said(row)))))
            .collect()
    }

    /// Whether a task was completed in the period: by its completion date or, without one, by the
    /// last record that says it is done.
    fn is_done_in_period(&self, row: &Row) -> bool {
        if !row.filled.status().is_done() {
            return false;
        }
        if let Some(day) = row.filled.closed() {
            return self.period.has(day);
        }
        let own = self.ledger.records.iter().filter(|record| record.task == row.iri);
        let mut done = own.filter(|record| {
            Status::read(record.filled.get(Field::Status)).is_some_and(Status::is_done)
        });
        done.next_back().and_then(|record| record.day).is_some_and(|day| self.period.has(day))
    }

    fn closed(&self, row: &Row) -> String {
        let day =
            row.filled.closed().map(|day| format!("{}办结", written(day))).unwrap_or_default();
        match row.filled.get(Field::Evidence) {
            "" if day.is_empty() => "未附佐证材料".to_owned(),
            "" => format!("{day}，未附佐证材料"),
            _ => day,
        }
    }

    fn late(&self, row: &Row) -> String {
        match (row.due(), self.ledger.as_of) {
            (Some(due), Some(today)) => {
                format!("应于{}前完成，已逾期{}天", written(due), n_days(due, today))
            }
            _ => String::new(),
        }
    }

    fn is_soon_due(&self, row: &Row) -> bool {
        matches!(self.light(row), Light::Near | Light::Urgent)
    }
}

fn due(row: &Row) -> String {
    row.due().map(|due| format!("{}到期", written(due))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_problem_is_none() {
        assert!(["", "无", " 暂无。", "/", "——"].into_iter().all(says_none));
        assert!(!["无人负责", "资金没有到位"].into_iter().any(says_none));
    }
}
