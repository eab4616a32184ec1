//! Cells that hold more than names: signs or positions that say who leads, and the people of a
//! body.
//!
//! `★县水利局、县财政局` under a legend; `县水利局、县财政局` under
//! `责任单位（排第一位的为牵头单位）`; `县水利局（李建国）`, `县发展改革委　张建国`.

mod apart;

use std::collections::BTreeSet;

use self::apart::{names, squeezed};
use super::cell::Cell;
use super::column::{Column, is_of_bodies};
use super::marks::{Legend, Mark, sign};
use crate::affix::AnyOf;
use crate::clause::person::{is_name as is_person, may_be_name};
use crate::clause::{names_a_unit, sets_first_leads};
use crate::read::table::LEFT;

/// The label of bodies that lead.
const LEAD: &str = "牵头单位";
/// What is added to the label of bodies if their cells name people too.
const AND_PEOPLE: &str = "及责任人";
/// A name in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Name<'s> {
    /// The body, or whatever stands in its place, with the byte at which it begins.
    pub(super) body: (&'s str, usize),
    /// The person of this body, named after a blank.
    pub(super) person: Option<(&'s str, usize)>,
    /// The sign before or after the name.
    sign: Option<char>,
}

/// What the columns of names hold besides names.
#[derive(Debug, Default)]
pub(super) struct Habits {
    columns: Vec<Habit>,
    legend: Legend,
}

#[derive(Clone, Copy, Debug, Default)]
struct Habit {
    first_leads: bool,
    people: bool,
}

impl Habits {
    /// Finds what the columns of names hold besides names, from the header, the rows and the lines
    /// around the table.
    pub(super) fn of<'t>(
        header: &[Vec<Cell>],
        rows: &[Vec<Cell>],
        columns: &[Column],
        around: impl FnOnce() -> Vec<&'t str>,
    ) -> Self {
        let around = if signed(rows, columns).is_empty() { Vec::new() } else { around() };
        let cells = header.iter().chain(rows.last()).flatten().map(|cell| cell.raw);
        let legend = Legend::of(around.into_iter().chain(cells));
        let names_people = columns.iter().any(|column| {
            matches!(column, Column::Label(label) if has_people_in(label) && is_of_bodies(label))
        });
        let habit = |(at, column): (usize, &Column)| match column {
            Column::Label(label) if is_of_bodies(label) => Habit {
                first_leads: header
                    .iter()
                    .filter_map(|row| row.get(at))
                    .any(|cell| leads_by_place(&cell.plain())),
                people: has_people(rows, at, names_people),
            },
            _ => Habit::default(),
        };
        Self { columns: columns.iter().enumerate().map(habit).collect(), legend }
    }

    /// The names of a cell grouped by label, leads first. Returns `None` if the cell holds nothing
    /// but names.
    pub(super) fn said<'s>(
        &self,
        at: usize,
        label: &str,
        cell: &Cell<'s>,
    ) -> Option<Vec<(String, Vec<Name<'s>>)>> {
        let habit = self.columns.get(at).copied().unwrap_or_default();
        let names = names(cell, habit.people);
        let is_signed = names.iter().any(|name| name.sign.is_some());
        if !(habit.first_leads || habit.people || is_signed) || !is_of_bodies(label) {
            return None;
        }
        let mut said: Vec<(String, Vec<Name<'s>>)> = Vec::new();
        for (n, name) in names.into_iter().enumerate() {
            let signed = name.sign.and_then(|sign| {
                self.legend.label(&Mark::Sign(sign), false, None).filter(|_| sign != '√')
            });
            let own = signed.or_else(|| (habit.first_leads && n == 0).then(|| LEAD.to_owned()));
            let mut own = own.unwrap_or_else(|| label.to_owned());
            if habit.people && !has_people_in(&own) {
                own.push_str(AND_PEOPLE);
            }
            match said.iter_mut().find(|(known, _)| *known == own) {
                Some((_, names)) => names.push(name),
                None => said.push((own, vec![name])),
            }
        }
        said.sort_by_key(|(label, _)| !label.contains("牵头"));
        Some(said)
    }

    /// Signs beside names that no legend explains.
    pub(super) fn unknown(&self, rows: &[Vec<Cell>], columns: &[Column]) -> BTreeSet<char> {
        let is_told = |one: &char| self.legend.label(&Mark::Sign(*one), false, None).is_some();
        let mut signs = signed(rows, columns);
        signs.retain(|one| !is_told(one));
        signs
    }
}

/// The signs beside names of bodies.
fn signed(rows: &[Vec<Cell>], columns: &[Column]) -> BTreeSet<char> {
    let of_names = |column: &Column| matches!(column, Column::Label(label) if is_of_bodies(label));
    let cells = rows.iter().flat_map(|row| columns.iter().zip(row));
    let cells = cells.filter(|(column, cell)| of_names(column) && cell.raw.contains(is_sign));
    let names = cells.flat_map(|(_, cell)| names(cell, false));
    names.filter(|name| names_a_unit(&squeezed(name.body.0))).filter_map(|name| name.sign).collect()
}

fn is_sign(c: char) -> bool {
    sign(c).is_some()
}

/// Whether a label of bodies covers their people too: 责任单位及责任人.
fn has_people_in(label: &str) -> bool {
    label.ends_with_any(&["责任人", "负责人", "领导"])
}

/// Whether a header says that the first of its names leads.
fn leads_by_place(header: &str) -> bool {
    let by_place = header.contains_any(&["首位", "第一个", "第一家", "第一位"]);
    sets_first_leads(header) || by_place && header.contains("牵头")
}

/// Whether a column names people beside its bodies: whatever stands in brackets or after a blank is
/// a person's name.
fn has_people(rows: &[Vec<Cell>], at: usize, is_told: bool) -> bool {
    let cells = rows.iter().filter_map(|row| row.get(at)).filter(|cell| cell.raw != LEFT);
    let mut beside = cells.flat_map(|cell| names(cell, true)).filter_map(|name| {
        let person = name.person.map(|(person, _)| person);
        let bracketed = || name.body.0.strip_suffix(['）', ')'])?.rsplit_once(['（', '(']);
        person.or_else(|| bracketed().map(|(_, inner)| inner)).map(squeezed)
    });
    let is_one = |name: &String| is_told && may_be_name(name) || is_person(name);
    let first = beside.next();
    first.as_ref().is_some_and(is_one) && beside.all(|name| is_one(&name) || is_told)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn habits(
        header: &str,
        cells: &[&'static str],
        around: &str,
    ) -> (Habits, Vec<Vec<Cell<'static>>>) {
        let cell = |raw| Cell { raw, at: 0, continued: false };
        let rows: Vec<Vec<Cell>> = cells.iter().map(|raw| vec![cell(raw)]).collect();
        let header = [vec![Cell { raw: header, at: 0, continued: false }]];
        let columns = [super::super::column::column_named(&header[0][0].plain())];
        (Habits::of(&header, &rows, &columns, || around.lines().collect()), rows)
    }

    #[track_caller]
    fn check(header: &str, cells: &[&'static str], around: &str, expected: &[Option<&str>]) {
        let (habits, rows) = habits(header, cells, around);
        let said = |row: &Vec<Cell<'static>>| {
            let said = habits.said(0, "责任单位", &row[0])?;
            let group = |(label, names): &(String, Vec<Name>)| {
                let name = |name: &Name| match name.person {
                    Some((person, _)) => format!("{}+{person}", name.body.0),
                    None => name.body.0.to_owned(),
                };
                format!("{label}:{}", names.iter().map(name).collect::<Vec<_>>().join(","))
            };
            Some(said.iter().map(group).collect::<Vec<_>>().join(" "))
        };
        let said: Vec<Option<String>> = rows.iter().map(said).collect();
        assert_eq!(said.iter().map(Option::as_deref).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn signs_and_places_say_who_leads() {
        check(
            "责任单位",
            &["★县水利局、县财政局", "县水利局、县住建局★", "县水利局"],
            "注：标★的为牵头单位。",
            &[
                Some("牵头单位:县水利局 责任单位:县财政局"),
                Some("牵头单位:县住建局 责任单位:县水利局"),
                None,
            ],
        );
        check(
            "责任单位（排在第一位的为牵头单位）",
            &["县水利局、县财政局（县国资委、县金融办）"],
            "",
            &[Some("牵头单位:县水利局 责任单位:县财政局（县国资委、县金融办）")],
        );
        check(
            "责任单位（牵头单位标*）",
            &["*县水利局;县财政局"],
            "",
            &[Some("牵头单位:县水利局 责任单位:县财政局")],
        );
    }

    #[test]
    fn people_stand_beside_their_bodies() {
        check(
            "责任单位",
            &["县水利局（李建国）", "县财政局 王小明<br>县住建局<br>赵强"],
            "",
            &[
                Some("责任单位及责任人:县水利局（李建国）"),
                Some("责任单位及责任人:县财政局+王小明,县住建局+赵强"),
            ],
        );
        check("责任单位", &["县自然资源局（林业）"], "", &[None]);
        check("责任单位", &["县住建局（县人防办）", "县水利局（李建国）"], "", &[None, None]);
    }
}
