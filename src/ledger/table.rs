//! Formats the rows as a table for the terminal: who has to do what by when.

use comfy_table::{ContentArrangement, Table, presets};

use super::{Ledger, Light, Lights, Row, summary};
use crate::model::Role;

/// The width of the table, in terminal columns.
const WIDTH: u16 = 110;
/// How many names are shown in a cell.
const MOST: usize = 6;

/// Returns the title, the rows, the legend, and the statistics.
pub fn table(ledger: &Ledger, lights: Lights) -> String {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_FULL_CONDENSED)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(WIDTH);
    table.set_header(["编号", "任务", "牵头或责任", "配合", "完成时限", "亮灯"]);
    for row in &ledger.rows {
        table.add_row(cells(ledger, row, lights));
    }
    format!(
        "{}\n{table}\n{}\n{}\n",
        ledger.title(),
        super::LEGEND,
        summary::sentence(ledger, lights)
    )
}

fn cells(ledger: &Ledger, row: &Row, lights: Lights) -> [String; 6] {
    [
        row.number.clone(),
        row.title.clone(),
        names(row, &[Role::Leader, Role::Lead, Role::Host, Role::Responsible]),
        names(row, &[Role::Support]),
        row.due().map_or_else(|| ledger.words(row), |day| day.to_string()),
        Light::of(row, ledger.as_of, lights).zh(lights),
    ]
}

/// Returns the first few names of those with these roles.
fn names(row: &Row, roles: &[Role]) -> String {
    let mut names: Vec<String> = Vec::new();
    for name in roles.iter().flat_map(|role| row.names(*role)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let n_more = names.len().saturating_sub(MOST);
    names.truncate(MOST);
    if n_more > 0 {
        format!("{}等{}个", names.join("、"), names.len() + n_more)
    } else {
        names.join("、")
    }
}
