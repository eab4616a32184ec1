//! Matches rows of files to tasks of the store: by 任务标识, else by 编号 and 任务, since clerks
//! copy rows and lose hidden columns.

use std::collections::{BTreeMap, BTreeSet};

use super::{File, Remark, RemarkKind, header, key};
use crate::ledger::{Column, Layout, Ledger, Row, column};
use crate::message;
use crate::message::Message;
use crate::read::Grid;
use crate::syntax;

/// A row of a file, matched to a task.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// The index of its row in the ledger.
    pub(super) row: usize,
    /// The index of its file in [`Desk::files`].
    pub(super) file: usize,
    /// The file, sheet and row, for messages.
    pub(super) place: String,
    /// The contents of its columns.
    pub(super) cells: BTreeMap<Column, String>,
}

/// Information about a file.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) name: String,
    /// The number of the last import that the issued copy includes.
    pub(super) marker: Option<usize>,
}

/// The state of reading files.
pub(super) struct Desk<'a> {
    ledger: &'a Ledger,
    layout: &'a Layout,
    by_iri: BTreeMap<&'a str, usize>,
    /// Ledger rows by number and title, and by title alone; several if ambiguous.
    by_words: BTreeMap<(String, String), Vec<usize>>,
    by_title: BTreeMap<String, Vec<usize>>,
    pub(super) files: Vec<Known>,
    pub(super) lines: Vec<Line>,
    pub(super) remarks: Vec<Remark>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(ledger: &'a Ledger, layout: &'a Layout) -> Self {
        let mut desk = Self {
            ledger,
            layout,
            by_iri: BTreeMap::new(),
            by_words: BTreeMap::new(),
            by_title: BTreeMap::new(),
            files: Vec::new(),
            lines: Vec::new(),
            remarks: Vec::new(),
        };
        for (at, row) in ledger.rows.iter().enumerate() {
            let title = key(&Column::Task.value(ledger, row, 1, layout.lights).text());
            desk.by_iri.insert(&row.iri, at);
            desk.by_words.entry((key(&row.number), title.clone())).or_default().push(at);
            desk.by_title.entry(title).or_default().push(at);
        }
        desk
    }

    /// Returns the lines of a file, discarding remarks.
    pub(super) fn read(mut self, file: &File) -> Vec<Line> {
        self.take(file);
        self.lines
    }

    /// Adds the lines of a file.
    pub(super) fn take(&mut self, file: &File) {
        let (marker, unit) = header::marker(&file.sheets.grids);
        let at = self.files.len();
        self.files.push(Known { name: file.name.clone(), marker });
        let first = self.lines.len();
        for grid in &file.sheets.grids {
            self.grid(at, &file.name, grid);
        }
        self.doubled(first);
        self.missing(&file.name, unit.as_deref(), first);
    }

    fn grid(&mut self, file: usize, name: &str, grid: &Grid) {
        let Some((header, columns)) = header::header(grid, self.layout) else { return };
        for (at, row) in grid.rows.iter().enumerate().skip(header + 1) {
            let cells: BTreeMap<Column, String> = columns
                .iter()
                .zip(row)
                .filter_map(|(column, cell)| Some(((*column)?, cell.clone())))
                .collect();
            let sheet =
                if grid.name.is_empty() { String::new() } else { format!("{}/", grid.name) };
            let place = format!("{name}/{sheet}{}", at + 1);
            match self.row_of(&cells) {
                Ok(Some(row)) => self.lines.push(Line { row, file, place, cells }),
                Ok(None) => {}
                Err((kind, message)) => {
                    self.remarks.push(Remark { kind, place, message, content: content(&cells) })
                }
            }
        }
    }

    /// Returns the ledger row that cells belong to; `None` if they are not a row of the ledger.
    fn row_of(
        &self,
        cells: &BTreeMap<Column, String>,
    ) -> Result<Option<usize>, (RemarkKind, Message)> {
        let get = |column: Column| cells.get(&column).map(|cell| cell.trim()).unwrap_or_default();
        let (iri, title, number) = (get(Column::Id), get(Column::Task), get(Column::Number));
        let is_note = ["注：", "填表人", "合计"]
            .iter()
            .any(|start| cells.values().any(|cell| cell.starts_with(start)));
        if iri.is_empty() && (title.is_empty() || is_note) {
            return Ok(None);
        }
        let by_words = self.by_words(number, title);
        if iri.is_empty() {
            let told = || (RemarkKind::New, message!("import-new", task = title, number = number));
            return by_words.map(Some).ok_or_else(told);
        }
        let by_iri = syntax::iri(iri).and_then(|iri| self.by_iri.get(iri.as_str()).copied());
        match (by_iri, by_words) {
            // Sorting only some of the columns moves keys to other tasks.
            (Some(own), Some(other)) if own != other => Err((
                RemarkKind::Disagreeing,
                message!("import-disagreeing", key = iri, task = title),
            )),
            (Some(own), _) => Ok(Some(own)),
            (None, Some(other)) => Ok(Some(other)),
            (None, None) => {
                Err((RemarkKind::Unmatched, message!("import-unmatched", key = iri, task = title)))
            }
        }
    }

    /// Returns the only row with a number and title, or with the title alone.
    fn by_words(&self, number: &str, title: &str) -> Option<usize> {
        if title.is_empty() {
            return None;
        }
        let title = key(title);
        let only = |found: Option<&Vec<usize>>| match found.map(Vec::as_slice) {
            Some([only]) => Some(*only),
            _ => None,
        };
        only(self.by_words.get(&(key(number), title.clone())))
            .or_else(|| only(self.by_title.get(&title)))
    }

    /// Reports tasks with several rows in a file, and keeps only one of identical rows.
    fn doubled(&mut self, first: usize) {
        let mut seen: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, line) in self.lines.iter().enumerate().skip(first) {
            seen.entry(line.row).or_default().push(at);
        }
        let mut same = BTreeSet::new();
        for lines in seen.values().filter(|lines| lines.len() > 1) {
            let of = |at: &usize| self.lines.get(*at);
            let Some(one) = lines.first().and_then(of) else { continue };
            for other in lines.iter().skip(1) {
                let Some(line) = of(other) else { continue };
                let message = message!(
                    "import-doubled",
                    task = self.title(one.row),
                    other = one.place.as_str()
                );
                let content = content(&line.cells);
                self.remarks.push(Remark {
                    kind: RemarkKind::Doubled,
                    place: line.place.clone(),
                    message,
                    content,
                });
                if fields(&line.cells) == fields(&one.cells) {
                    same.insert(*other);
                }
            }
        }
        let mut at = 0;
        self.lines.retain(|_| {
            at += 1;
            !same.contains(&(at - 1))
        });
    }

    /// Reports tasks that a file lacks: those of its documents and, if it is restricted to a unit,
    /// of that unit.
    fn missing(&mut self, name: &str, unit: Option<&str>, first: usize) {
        let rows = &self.ledger.rows;
        let lines = self.lines.get(first..).unwrap_or_default();
        let found: BTreeSet<usize> = lines.iter().map(|line| line.row).collect();
        let documents: BTreeSet<usize> =
            found.iter().filter_map(|at| rows.get(*at)).map(|row| row.document).collect();
        let is_wanted = |row: &Row| {
            documents.contains(&row.document)
                && unit.is_none_or(|unit| {
                    row.assignments.iter().any(|one| one.name == unit || one.full == unit)
                })
        };
        let missing: Vec<usize> = rows
            .iter()
            .enumerate()
            .filter(|(at, row)| is_wanted(row) && !found.contains(at))
            .map(|(at, _)| at)
            .collect();
        for at in missing {
            let message = message!("import-missing", task = self.title(at));
            let content = rows.get(at).map(|row| row.iri.clone()).unwrap_or_default();
            self.remarks.push(Remark {
                kind: RemarkKind::Missing,
                place: name.to_owned(),
                message,
                content,
            });
        }
    }

    /// Returns the number and title of a row.
    pub(super) fn title(&self, at: usize) -> String {
        self.ledger
            .rows
            .get(at)
            .map(|row| format!("{}{}", row.number, row.title))
            .unwrap_or_default()
    }

    /// Reports rows issued before the wording changed.
    pub(super) fn tell_other_wordings(&mut self) {
        let mut told = Vec::new();
        for line in &self.lines {
            let Some(row) = self.ledger.rows.get(line.row) else { continue };
            let issued = line.cells.get(&Column::Hash).map(String::as_str).unwrap_or_default();
            if !issued.is_empty() && issued != column::hash(row) {
                let message = message!("import-other-wording", task = self.title(line.row));
                let (place, content) = (line.place.clone(), issued.to_owned());
                told.push(Remark { kind: RemarkKind::OtherWording, place, message, content });
            }
        }
        self.remarks.append(&mut told);
    }
}

/// Returns the columns that people fill in.
fn fields(cells: &BTreeMap<Column, String>) -> BTreeMap<Column, String> {
    cells
        .iter()
        .filter(|(column, _)| matches!(column, Column::Field(_)))
        .map(|(a, b)| (*a, b.clone()))
        .collect()
}

/// Returns everything in a row, on one line.
pub(super) fn content(cells: &BTreeMap<Column, String>) -> String {
    let said = cells.iter().filter(|(column, cell)| {
        !cell.is_empty() && !matches!(column, Column::Sentence | Column::Basis)
    });
    said.map(|(column, cell)| format!("{}={}", column.heading(), cell.replace('\n', " ")))
        .collect::<Vec<_>>()
        .join("；")
}
