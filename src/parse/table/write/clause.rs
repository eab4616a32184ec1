//! Writes the labelled cells of an item as a clause: `（牵头单位：县司法局；完成时限：6月底）`.

use super::super::cell::{Cell, day};
use super::super::column::Column;
use super::super::marks::{Mark, mark};
use super::super::names::Name;
use super::super::targets::year_in;
use super::Writer;
use crate::clause::{LabelKind, label_kind, role_of};
use crate::read::table::LEFT;

impl Writer<'_, '_> {
    /// Writes the labelled cells as a clause that ends with the last row that has one.
    pub(in crate::parse::table) fn clause(&mut self, item: &[&[Cell]], columns: &[Column]) {
        let mut open = None;
        for (n, row) in item.iter().enumerate() {
            self.marked(row, &mut open);
            let role = columns.iter().zip(*row).find(|(column, _)| **column == Column::Role);
            let role = role.and_then(|(_, cell)| mark(cell)).and_then(Mark::into_label);
            for (at, (column, cell)) in columns.iter().zip(*row).enumerate() {
                let Column::Label(label) = column else { continue };
                if !(cell.is_nothing() || cell.raw == LEFT || n > 0 && cell.continued) {
                    let is_role = role_of(label).is_some();
                    let label = role.as_ref().filter(|_| is_role).unwrap_or(label);
                    self.labelled(label, at, cell, open.is_some());
                    open = Some(end_of(row).unwrap_or(cell.at));
                }
            }
        }
        if let Some(end) = open {
            if let Some(first) = item.first() {
                self.year(first, columns, end);
            }
            self.text.insert("）", end);
        }
    }

    /// Writes the year by whose end the figure of a row is to be reached, if its column names one
    /// and no other column gives a time.
    fn year(&mut self, row: &[Cell], columns: &[Column], end: usize) {
        let is_time = |column: &Column| matches!(column, Column::Label(label) if label_kind(label) == Some(LabelKind::Time));
        if columns.iter().any(is_time) {
            return;
        }
        let mut values = columns.iter().zip(row).enumerate();
        let value = values.find(|(_, (column, cell))| **column == Column::Value && cell.says());
        let Some((at, _)) = value else { return };
        let header = self.header;
        let told = header.iter().rev().filter_map(|row| row.get(at)).find(|cell| cell.says());
        let year = told.and_then(|told| Some((told, year_in(told.raw)?)));
        if let Some((told, year)) = year {
            self.label("完成时限", end, true);
            self.run((told.raw.get(year.clone()).unwrap_or_default(), told.at + year.start));
        }
    }

    /// Writes a cell of names or a time after its label, or after the labels that the signs in it
    /// give.
    fn labelled(&mut self, label: &str, at: usize, cell: &Cell, is_open: bool) {
        if let Some(said) = self.habits.said(at, label, cell) {
            for (n, (label, names)) in said.iter().enumerate() {
                self.label(label, cell.at, is_open || n > 0);
                self.names(names);
            }
            return;
        }
        self.label(label, cell.at, is_open);
        if label_kind(label) != Some(LabelKind::Time) || !self.day(cell) {
            self.cell(cell, "、");
        }
    }

    /// Writes names, each person in brackets after the body.
    fn names(&mut self, names: &[Name]) {
        for (n, name) in names.iter().enumerate() {
            if n > 0 {
                self.text.insert("、", name.body.1);
            }
            self.run(name.body);
            if let Some(person) = name.person {
                self.text.insert("（", person.1);
                self.run(person);
                self.text.insert("）", person.1 + person.0.len());
            }
        }
    }

    /// Writes the bodies marked in a row.
    fn marked(&mut self, row: &[Cell], open: &mut Option<usize>) {
        let Some(end) = end_of(row) else { return };
        for (label, bodies) in self.matrix.map(|matrix| matrix.said(row)).unwrap_or_default() {
            self.label(&label, end, open.is_some());
            for (n, body) in bodies.iter().enumerate() {
                if n > 0 {
                    self.text.insert("、", end);
                }
                self.cell(body, "");
            }
            *open = Some(end);
        }
    }

    /// Writes a label of the clause, after the bracket that opens the clause or the semicolon that
    /// separates labels.
    fn label(&mut self, label: &str, at: usize, is_open: bool) {
        self.text.insert(if is_open { "；" } else { "（" }, at);
        self.text.insert(label, at);
        self.text.insert("：", at);
    }

    /// Writes a date as spreadsheets format it, `2024/12/31`. Returns false if the cell is not one.
    fn day(&mut self, cell: &Cell) -> bool {
        let Some(parts) = day(cell.raw) else { return false };
        for ((part, unit), next) in parts.iter().zip(['年', '月', '日']).zip(1..) {
            self.text.copy(cell.raw.get(part.clone()).unwrap_or_default(), cell.at + part.start);
            match parts.get(next) {
                Some(_) => self.text.replace(unit, cell.at + part.end, 1),
                None => self.text.insert(unit.encode_utf8(&mut [0; 4]), cell.at + part.end),
            }
        }
        true
    }
}

/// Where a row ends, not counting cells continued from a row above.
fn end_of(row: &[Cell]) -> Option<usize> {
    row.iter().filter(|cell| !cell.continued).map(|cell| cell.end()).max()
}
