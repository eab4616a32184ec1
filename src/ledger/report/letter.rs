//! The letter to a unit with tasks that are late, due soon, or not reported on in the period.

use super::super::html::grounds;
use super::super::light::n_days;
use super::super::{Ledger, Light, Lights, Row};
use super::{Block, Paper, Period, item, sender, written};

/// Returns the letter on a ledger restricted to a unit; `None` if there is nothing to remind of.
pub fn letter(ledger: &Ledger, period: &Period, lights: Lights) -> Option<Paper> {
    let unit = ledger.unit.clone().unwrap_or_default();
    let is_owner =
        |row: &&Row| row.owners().iter().any(|one| [&one.name, &one.full].contains(&&unit));
    let open = || ledger.rows.iter().filter(is_owner).filter(|row| is_open(row));
    let light = |row: &Row| Light::of(row, ledger.as_of, lights);
    let is_told = |row: &Row| {
        ledger
            .records
            .iter()
            .any(|record| record.task == row.iri && record.day.is_some_and(|day| period.has(day)))
    };
    let late: Vec<&Row> = open().filter(|row| light(row) == Light::Late).collect();
    let soon: Vec<&Row> =
        open().filter(|row| matches!(light(row), Light::Near | Light::Urgent)).collect();
    let silent: Vec<&Row> =
        open().filter(|row| !is_told(row) && !late.iter().any(|one| one.iri == row.iri)).collect();
    let mut blocks = vec![Block::Text(format!(
        "{}明确由你单位牵头或负责的任务中，以下事项请予关注。",
        grounds(ledger)
    ))];
    list(ledger, "已逾期的事项", &late, |row| late_by(ledger, row), &mut blocks);
    list(ledger, "临近到期的事项", &soon, due, &mut blocks);
    list(ledger, "本期未填报进展的事项", &silent, due, &mut blocks);
    if late.is_empty() && soon.is_empty() && silent.is_empty() {
        return None;
    }
    blocks.push(Block::Text(
        "请抓紧办理，并将进展情况、存在问题和下步举措填入台账后反馈。".to_owned(),
    ));
    Some(Paper {
        title: format!("关于{}任务进展情况的提醒函", period.name),
        to: unit,
        blocks,
        from: sender(ledger),
        day: ledger.as_of,
    })
}

fn is_open(row: &Row) -> bool {
    let status = row.filled.status();
    !status.is_done() && status != super::super::Status::Ended
}

fn list(
    ledger: &Ledger,
    heading: &str,
    rows: &[&Row],
    said: impl Fn(&Row) -> String,
    blocks: &mut Vec<Block>,
) {
    if rows.is_empty() {
        return;
    }
    blocks.push(Block::Heading(format!("{heading}（{}项）", rows.len())));
    let lines = (1..)
        .zip(rows)
        .map(|(n, row)| Block::Text(format!("{n}. {}。", item(ledger, row, &said(row)))));
    blocks.extend(lines);
}

fn due(row: &Row) -> String {
    row.due().map(|due| format!("{}到期", written(due))).unwrap_or_default()
}

fn late_by(ledger: &Ledger, row: &Row) -> String {
    match (row.due(), ledger.as_of) {
        (Some(due), Some(today)) => {
            format!("应于{}前完成，已逾期{}天", written(due), n_days(due, today))
        }
        _ => String::new(),
    }
}
