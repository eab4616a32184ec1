//! Which columns a ledger has, in which order, under which headings: by default all that are not
//! empty, or those listed in a file.
//!
//! ```toml
//! columns = ["序号", "任务", "牵头单位", "截止日期", "状态"]
//! [names]
//! "牵头单位" = "主责部门"
//! [days]
//! near = 10
//! urgent = 5
//! [colours]
//! "逾期" = "#C00000"
//! "正常" = "无"
//! ```

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Column, Value};
use crate::ledger::{Ledger, LedgerError, Light, Lights, Row};

/// The columns of a ledger, and their headings.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    columns: Option<Vec<Column>>,
    names: BTreeMap<Column, String>,
    /// When the lights warn, and in which colours.
    pub lights: Lights,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    columns: Option<Vec<String>>,
    #[serde(default)]
    names: BTreeMap<String, String>,
    days: Option<DaysTable>,
    #[serde(default)]
    colours: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DaysTable {
    near: Option<i32>,
    urgent: Option<i32>,
}

impl File {
    fn lights(&self) -> Result<Lights, LedgerError> {
        let mut lights = Lights::default();
        if let Some(days) = &self.days {
            lights.near = days.near.unwrap_or(lights.near);
            lights.urgent = days.urgent.unwrap_or(lights.urgent);
        }
        for (name, colour) in &self.colours {
            let light = Light::ALL.into_iter().find(|light| light.name() == name);
            let light = light.ok_or_else(|| LedgerError::NoLight(name.clone()))?;
            if !lights.colours.choose(light, colour) {
                return Err(LedgerError::NoColour(colour.clone()));
            }
        }
        Ok(lights)
    }
}

impl Layout {
    /// Parses a file that lists columns.
    pub fn parse(text: &str) -> Result<Self, LedgerError> {
        let file: File = toml::from_str(text)
            .map_err(|error| LedgerError::Columns(error.message().to_owned()))?;
        let lights = file.lights()?;
        let find = |name: &String| {
            Column::of_heading(name).ok_or_else(|| LedgerError::NoColumn(name.clone()))
        };
        let columns = file
            .columns
            .map(|names| names.iter().map(find).collect::<Result<Vec<_>, _>>())
            .transpose()?;
        let names = file.names.iter().map(|(name, heading)| Ok((find(name)?, heading.clone())));
        Ok(Self { columns, names: names.collect::<Result<_, LedgerError>>()?, lights })
    }

    /// Returns the columns of a ledger: those listed or, by default, the fixed ones and those that
    /// are not empty.
    pub fn columns(&self, ledger: &Ledger) -> Vec<Column> {
        if let Some(columns) = &self.columns {
            return columns.clone();
        }
        let says = |column: Column| {
            let is_said =
                |row: &Row| column.value(ledger, row, 1, self.lights) != Value::Text(String::new());
            ledger.rows.iter().any(is_said)
        };
        let stands = |column: &Column| match column {
            Column::Document => ledger.n_sources() > 1,
            // Forms that clerks know have these columns even when empty.
            Column::Role(
                crate::model::Role::Lead
                | crate::model::Role::Responsible
                | crate::model::Role::Support,
            ) => true,
            column if column.is_optional() => says(*column),
            _ => true,
        };
        Column::ALL.into_iter().filter(stands).collect()
    }

    /// Whether the columns were listed in a file.
    pub(in crate::ledger) fn is_chosen(&self) -> bool {
        self.columns.is_some()
    }

    /// Returns the heading of a column.
    pub fn heading(&self, column: Column) -> &str {
        self.names.get(&column).map_or(column.heading(), String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_chooses_and_renames() {
        let text = "columns = [\"任务\", \"牵头单位\"]\n[names]\n\"牵头单位\" = \"主责部门\"\n[days]\nnear = 10\n";
        let layout = Layout::parse(text).expect("it is well-formed");
        let columns = layout.columns(&Ledger::default());
        assert_eq!(columns, [Column::Task, Column::Role(crate::model::Role::Lead)]);
        assert_eq!(layout.heading(columns[1]), "主责部门");
        assert_eq!(layout.lights, Lights { near: 10, ..Lights::default() });
        assert!(matches!(Layout::parse("columns = [\"办公室\"]"), Err(LedgerError::NoColumn(_))));
        assert!(matches!(
            Layout::parse("[colours]\n\"延误\" = \"#FF0000\""),
            Err(LedgerError::NoLight(_))
        ));
        assert!(matches!(
            Layout::parse("[colours]\n\"逾期\" = \"大红\""),
            Err(LedgerError::NoColour(_))
        ));
        assert!(matches!(Layout::parse("colums = []"), Err(LedgerError::Columns(_))));
    }
}
