//! The sheet 督办导入: rows in the form that supervision systems import. The header is the first
//! row, no cells are merged, days are like 2023-12-31, names are joined by commas, and each row has
//! one responsible unit.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::super::{Assignment, Field, Ledger, Row};
use super::table::{Table, words};
use crate::message;
use crate::message::Message;
use crate::model::Role;

/// How many rows a system imports at a time.
const MOST: usize = 200;

/// The system whose headings the sheet has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// Common headings, and the key by which the ledger knows its tasks.
    #[default]
    Generic,
    /// The open-source system `supervisory-system`.
    Supervisory,
    /// The open-source system `supervision-system`.
    Supervision,
}

impl Profile {
    /// All profiles.
    pub const ALL: [Self; 3] = [Self::Generic, Self::Supervisory, Self::Supervision];

    /// Returns its name.
    pub fn word(self) -> &'static str {
        match self {
            Self::Generic => "generic",
            Self::Supervisory => "supervisory-system",
            Self::Supervision => "supervision-system",
        }
    }

    fn columns(self) -> &'static [(&'static str, usize)] {
        match self {
            Self::Generic => &[
                ("任务来源", 12),
                ("任务编号", 6),
                ("任务内容", 24),
                ("牵头领导", 6),
                ("牵头单位", 10),
                ("配合单位", 16),
                ("完成时限", 7),
                ("完成情况", 6),
                ("具体进展", 16),
                ("存在问题", 12),
                ("任务标识", 16),
            ],
            Self::Supervisory => &[
                ("任务来源", 12),
                ("任务内容", 24),
                ("牵头领导", 6),
                ("牵头单位", 10),
                ("完成时限", 7),
                ("完成情况", 6),
                ("具体进展", 16),
                ("存在的困难或问题", 12),
            ],
            Self::Supervision => &[
                ("业务类别", 10),
                ("工作事项", 24),
                ("工作节点", 12),
                ("完成时间", 7),
                ("完成形式", 10),
                ("责任部门", 10),
                ("责任领导", 6),
                ("责任人", 6),
                ("配合方", 16),
                ("当前状态", 6),
            ],
        }
    }

    fn row(self, ledger: &Ledger, row: &Row, owner: Option<&Assignment>) -> Vec<String> {
        let source =
            ledger.document(row).map(super::super::Document::name).unwrap_or_default().to_owned();
        let name = owner.map(|one| one.name.clone()).unwrap_or_default();
        let leaders = row.names(Role::Leader).join(",");
        let others = others(row, owner);
        let due = row.due().map(|day| day.to_string()).unwrap_or_default();
        let get = |field: Field| row.filled.get(field).to_owned();
        let status = row.filled.status().zh().to_owned();
        let title = row.title.clone();
        match self {
            Self::Generic => {
                let key = crate::syntax::short(&row.iri);
                let told = [get(Field::Progress), get(Field::Problem), key];
                [source, row.number.clone(), title, leaders, name, others, due, status]
                    .into_iter()
                    .chain(told)
                    .collect()
            }
            Self::Supervisory => {
                vec![
                    source,
                    title,
                    leaders,
                    name,
                    due,
                    status,
                    get(Field::Progress),
                    get(Field::Problem),
                ]
            }
            Self::Supervision => {
                let (part, targets) = (row.part().to_owned(), row.targets.join("；"));
                vec![
                    part,
                    title,
                    ledger.words(row),
                    due,
                    targets,
                    name,
                    leaders,
                    get(Field::Person),
                    others,
                    status,
                ]
            }
        }
    }
}

/// Returns the units that take part besides the owner.
fn others(row: &Row, owner: Option<&Assignment>) -> String {
    let mut names: Vec<&str> = Vec::new();
    let takes_part = |one: &&Assignment| {
        !one.is_person
            && matches!(one.role, Role::Lead | Role::Host | Role::Responsible | Role::Support)
    };
    for one in row.assignments.iter().filter(takes_part) {
        if owner.is_none_or(|owner| owner.agent != one.agent) && !names.contains(&one.name.as_str())
        {
            names.push(&one.name);
        }
    }
    names.join(",")
}

/// Writes the sheet, or several if there are more rows than a system imports at a time, and returns
/// what could not be placed in it.
pub(super) fn write(
    workbook: &mut Workbook,
    ledger: &Ledger,
    profile: Profile,
) -> Result<Vec<Message>, XlsxError> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let (mut ownerless, mut undated) = (0, 0);
    for row in &ledger.rows {
        let owners: Vec<&Assignment> =
            row.owners().into_iter().filter(|one| !one.is_person).collect();
        ownerless += usize::from(owners.is_empty());
        undated += usize::from(row.due().is_none());
        match owners.as_slice() {
            [] => rows.push(profile.row(ledger, row, None)),
            owners => rows.extend(owners.iter().map(|owner| profile.row(ledger, row, Some(owner)))),
        }
    }
    let chunks: Vec<&[Vec<String>]> =
        if rows.is_empty() { vec![&[]] } else { rows.chunks(MOST).collect() };
    for (n, chunk) in (1..).zip(&chunks) {
        let name = if n == 1 { "督办导入".to_owned() } else { format!("督办导入{n}") };
        let rows = chunk.iter().map(|row| row.iter().map(words).collect()).collect();
        Table { name: &name, title: None, columns: profile.columns(), rows }.write(workbook)?;
    }
    let mut unfit = Vec::new();
    if ownerless > 0 {
        unfit.push(message!("ledger-unfit-ownerless", n = ownerless));
    }
    if undated > 0 {
        unfit.push(message!("ledger-unfit-undated", n = undated));
    }
    if chunks.len() > 1 {
        unfit.push(message!(
            "ledger-unfit-many",
            n = rows.len(),
            most = MOST,
            sheets = chunks.len()
        ));
    }
    Ok(unfit)
}
