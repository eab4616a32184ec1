//! The sheet 单位汇总: how many tasks each unit has, the progress of those for which it is
//! primarily responsible, a chart, and a sentence for a circular.

use rust_xlsxwriter::{Chart, ChartType, Workbook, XlsxError};

use super::super::column::Value;
use super::super::summary::{self, Unit};
use super::super::{Ledger, Lights};
use super::style;
use super::table::{Table, count, words};
use crate::model::Role;

const NAME: &str = "单位汇总";
/// How many units the chart shows.
const N_CHARTED: usize = 15;
/// The print scale in percent at which the columns fill the page.
const SCALE: u16 = 72;
/// The first row of the table.
const FIRST: u32 = 2;

const COLUMNS: &[(&str, usize)] = &[
    ("序号", 4),
    ("单位", 16),
    ("牵头", 5),
    ("责任", 5),
    ("配合", 5),
    ("主责任务", 6),
    ("已完成", 5),
    ("推进中", 5),
    ("未启动", 5),
    ("逾期", 5),
    ("完成率", 6),
];

/// Writes the sheet.
pub(super) fn write(
    workbook: &mut Workbook,
    ledger: &Ledger,
    lights: Lights,
) -> Result<(), XlsxError> {
    let units = summary::units(ledger, lights);
    let rows = (1..).zip(&units).map(|(n, unit)| row(n, unit)).collect();
    let table = Table { name: NAME, title: Some("单位任务汇总"), columns: COLUMNS, rows };
    let sheet = table.write(workbook)?;
    let last = FIRST + u32::try_from(units.len()).unwrap_or_default();
    let ways = "注：主责任务为该单位牵头（主办）的任务；未明确牵头的，为其负责的任务。完成率＝已完成÷（主责任务－已终止）。";
    for (at, text) in [(last, ways.to_owned()), (last + 1, summary::sentence(ledger, lights))] {
        sheet.merge_range(at, 0, at, 10, &text, &style::line())?;
        super::width::row(sheet, at, super::width::lines(&text, 66))?;
    }
    if !units.is_empty() {
        sheet.insert_chart(last + 3, 0, &chart(units.len().min(N_CHARTED)))?;
        // The chart is on a page of its own; page breaks need a fixed print scale.
        sheet.set_print_scale(SCALE).set_page_breaks(&[last + 2])?;
    }
    Ok(())
}

fn row(n: usize, unit: &Unit) -> Vec<Value> {
    let name = if unit.is_class { format!("{}＊", unit.name) } else { unit.name.clone() };
    let share = unit.own.share().map_or_else(|| words("—"), Value::Share);
    vec![
        count(n),
        words(name),
        count(unit.n(&[Role::Lead, Role::Host])),
        count(unit.n(&[Role::Responsible])),
        count(unit.n(&[Role::Support])),
        count(unit.own.all),
        count(unit.own.done),
        count(unit.own.under_way),
        count(unit.own.not_started),
        count(unit.own.late),
        share,
    ]
}

/// Returns a bar chart of the roles of the first units.
fn chart(n: usize) -> Chart {
    let last = FIRST + u32::try_from(n).unwrap_or_default() - 1;
    let mut chart = Chart::new(ChartType::BarStacked);
    for (column, colour) in [(2, "1F4E79"), (3, "2E75B6"), (4, "BDD7EE")] {
        chart
            .add_series()
            .set_name((NAME, 1, column))
            .set_categories((NAME, FIRST, 1, last, 1))
            .set_values((NAME, FIRST, column, last, column))
            .set_format(
                rust_xlsxwriter::ChartFormat::new()
                    .set_solid_fill(rust_xlsxwriter::ChartSolidFill::new().set_color(colour)),
            )
            .set_gap(60);
    }
    chart.title().set_name("各单位任务数");
    chart.y_axis().set_reverse();
    chart.legend().set_position(rust_xlsxwriter::ChartLegendPosition::Bottom);
    chart.set_width(640).set_height(u32::try_from(n).unwrap_or_default() * 28 + 120);
    chart
}
