//! Reports what of a table is left out or in doubt.

use super::super::cell::Cell;
use super::super::column::Column;
use super::super::rest::{self, Rest};
use super::Writer;
use crate::clause::role_of;
use crate::diagnostic::{Code, Severity};
use crate::message;
use crate::message::Message;
use crate::model::Role;
use crate::read::table::{BREAK, LEFT};
use crate::span::Span;

impl Writer<'_, '_> {
    /// Reports a doubt about a row with bodies that support and an empty cell for the one that
    /// leads: the cell above may have spanned both rows before the table was copied.
    pub(super) fn doubt_lead(&mut self, row: &[Cell], columns: &[Column]) {
        let in_role = |role: Role| {
            let of_role = move |column: &Column| matches!(column, Column::Label(label) if role_of(label) == Some(role));
            columns.iter().zip(row).filter(move |(column, _)| of_role(column)).map(|(_, cell)| cell)
        };
        let mut leads = in_role(Role::Lead);
        let Some(blank) = leads.next().filter(|cell| cell.raw.is_empty()) else { return };
        let supports = in_role(Role::Support).find(|cell| cell.says());
        if let Some(support) = supports.filter(|_| leads.next().is_none()) {
            let message = message!("doubt-lead-blank", name = support.raw.replace(BREAK, "、"));
            let span = Span::new(blank.at, support.end());
            self.text.remark(Severity::Doubt, Code::TableUnread, span, message);
        }
    }

    /// Whether a row is not a task. Such a row is reported, unless it is a remark, which becomes a
    /// paragraph.
    pub(super) fn is_no_task(&mut self, row: &[Cell], columns: &[Column]) -> bool {
        let blank = columns
            .iter()
            .zip(row)
            .all(|(column, cell)| cell.is_nothing() || *column == Column::Number);
        let Some(first) = row.iter().find(|cell| !cell.is_nothing() && cell.raw != LEFT) else {
            return blank;
        };
        let what = match rest::of(row) {
            Some(Rest::Remark) => {
                self.apart(first.at);
                self.line(row);
                return true;
            }
            Some(what) => what.message(),
            None if blank => message!("row-blank"),
            None => return false,
        };
        let message =
            message!("note-row-left-out", row = first.raw.replace(BREAK, " "), what = what);
        self.text.remark(Severity::Note, Code::RowLeftOut, first.span(), message);
        true
    }

    /// Reports that a cell is left out.
    pub(in crate::parse::table) fn leave_out(&mut self, cell: &Cell, message: Message) {
        let span = cell.span();
        self.text.remark(Severity::Note, Code::RowLeftOut, span, message);
    }
}
