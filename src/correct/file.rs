//! A file of corrections, read strictly: an unknown key, a role that does not exist or a missing
//! value is an error with its line, not a correction that silently does nothing.

use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use crate::lexicon::said;
use crate::message;
use crate::message::Message;
use crate::model::{Date, Role};

/// Why a file of corrections cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct CorrectionsError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub why: Message,
}

impl CorrectionsError {
    /// What is wrong, and where.
    pub fn message(&self) -> Message {
        message!("corrections-line", line = self.line, why = self.why.clone())
    }
}

message::tells!(CorrectionsError);

/// The corrections in one file, in the order in which they are applied.
#[derive(Clone, Debug, Default)]
pub struct Corrections {
    pub(super) entries: Vec<Entry>,
}

/// One correction.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) line: usize,
    /// The document to which it applies; `None` for all.
    pub(super) document: Option<String>,
    pub(super) by: Option<String>,
    pub(super) on: Option<Date>,
    pub(super) reason: Option<String>,
    pub(super) change: Change,
}

#[derive(Clone, Debug)]
pub(super) enum Change {
    Restore(Restore),
    Rename(Rename),
    Merge(Merge),
    Drop(Drop),
    Add(Add),
}

/// Text that is not empty, in normal form.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Words(pub(super) String);

impl TryFrom<String> for Words {
    type Error = Message;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let text = crate::parse::normal(&text);
        if text.is_empty() { Err(message!("corrections-empty")) } else { Ok(Self(text)) }
    }
}

/// A role, given by one of its words.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct RoleWord(pub(super) Role);

impl TryFrom<String> for RoleWord {
    type Error = Message;

    fn try_from(word: String) -> Result<Self, Self::Error> {
        let words = || Role::ALL.iter().map(|role| role.word()).collect::<Vec<_>>();
        let all: Vec<_> = said::roles().collect();
        said::meant(&word, &all)
            .map(Self)
            .ok_or_else(|| message!("corrections-role", role = word, roles = words()))
    }
}

/// A date without a time of day.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "Datetime")]
pub(super) struct Day(pub(super) Date);

impl TryFrom<Datetime> for Day {
    type Error = Message;

    fn try_from(value: Datetime) -> Result<Self, Self::Error> {
        let day = value.date.filter(|_| value.time.is_none()).and_then(|day| {
            let year = i16::try_from(day.year).ok()?;
            Date::new(year, i8::try_from(day.month).ok()?, i8::try_from(day.day).ok()?).ok()
        });
        day.map(Self).ok_or_else(|| message!("corrections-day"))
    }
}

/// Declares the table of a kind of correction, with the keys that all kinds have. (`flatten` would
/// let unknown keys pass.)
macro_rules! tables {
    ($($(#[$doc:meta])* $name:ident { $($(#[$attribute:meta])* $field:ident: $type:ty),+ $(,)? })+) => { $(
        $(#[$doc])*
        #[derive(Clone, Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name {
            document: Option<Words>,
            by: Option<Words>,
            on: Option<Day>,
            reason: Option<String>,
            $($(#[$attribute])* pub(super) $field: $type),+
        }

        impl $name {
            fn entry(table: Spanned<Self>, text: &str, by: Option<&Words>) -> Entry {
                let line = line(text, table.span().start);
                let table = table.into_inner();
                Entry {
                    line,
                    document: table.document.as_ref().map(|words| words.0.clone()),
                    by: table.by.as_ref().or(by).map(|words| words.0.clone()),
                    on: table.on.map(|day| day.0),
                    reason: table.reason.clone(),
                    change: Change::$name(table),
                }
            }
        }
    )+ };
}

tables! {
    /// Restores a number or date that was lost.
    Restore { task: Option<Words>, quote: Option<Words>, number: Option<Words>, date: Option<Day> }
    /// Corrects a name that was misread.
    Rename { surface: Words, name: Words, canonical: Option<Words>, #[serde(rename = "type")] kind: Option<Words> }
    /// Makes several names one unit.
    Merge { surfaces: Vec<Words>, name: Words }
    /// Removes a wrong assignment.
    Drop { task: Words, agent: Words, role: Option<RoleWord> }
    /// Adds a missing assignment.
    Add { task: Words, role: RoleWord, agent: Words, post: Option<Words>, quote: Option<Words> }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    by: Option<Words>,
    #[serde(default)]
    restore: Vec<Spanned<Restore>>,
    #[serde(default)]
    rename: Vec<Spanned<Rename>>,
    #[serde(default)]
    merge: Vec<Spanned<Merge>>,
    #[serde(default)]
    drop: Vec<Spanned<Drop>>,
    #[serde(default)]
    add: Vec<Spanned<Add>>,
}

impl Corrections {
    /// Reads a file of corrections.
    pub fn parse(text: &str) -> Result<Self, CorrectionsError> {
        let file: File = toml::from_str(text).map_err(|error| CorrectionsError {
            line: line(text, error.span().map_or(0, |span| span.start)),
            why: message!("told", text = error.message().trim().replace('\n', "; ")),
        })?;
        let by = file.by.as_ref();
        let mut entries: Vec<Entry> = Vec::new();
        entries.extend(file.restore.into_iter().map(|table| Restore::entry(table, text, by)));
        entries.extend(file.rename.into_iter().map(|table| Rename::entry(table, text, by)));
        entries.extend(file.merge.into_iter().map(|table| Merge::entry(table, text, by)));
        entries.extend(file.drop.into_iter().map(|table| Drop::entry(table, text, by)));
        entries.extend(file.add.into_iter().map(|table| Add::entry(table, text, by)));
        match entries.iter().find_map(|entry| Some((entry.line, entry.fault()?))) {
            Some((line, why)) => Err(CorrectionsError { line, why }),
            None => Ok(Self { entries }),
        }
    }

    /// The lines of the corrections, and the document that each names.
    pub fn lines(&self) -> impl Iterator<Item = (usize, Option<&str>)> {
        self.entries.iter().map(|entry| (entry.line, entry.document.as_deref()))
    }
}

impl Entry {
    /// Returns what is inconsistent in an entry.
    fn fault(&self) -> Option<Message> {
        match &self.change {
            Change::Merge(merge) if merge.surfaces.is_empty() => {
                Some(message!("corrections-surfaces"))
            }
            Change::Rename(_) | Change::Merge(_) => None,
            _ if self.document.is_none() => Some(message!("corrections-document")),
            Change::Restore(restore) => restore.fault(),
            Change::Drop(_) | Change::Add(_) => None,
        }
    }
}

impl Restore {
    fn fault(&self) -> Option<Message> {
        let of_item = self.task.as_ref().is_some_and(|task| task.0.contains('/'));
        match (&self.number, self.date) {
            (None, None) => Some(message!("corrections-restore")),
            (_, Some(_)) if of_item => Some(message!("corrections-date")),
            (Some(number), _) if of_item && number.0.contains(['/', '#']) => {
                Some(message!("corrections-number"))
            }
            _ if self.quote.is_some() && !of_item => Some(message!("corrections-quote")),
            _ => None,
        }
    }
}

/// The line that contains a byte of the text.
fn line(text: &str, at: usize) -> usize {
    text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, line: usize, message: &str) {
        let told = Corrections::parse(text).expect_err("it is malformed");
        assert!(told.line == line && told.to_string().contains(message), "{told}");
    }

    #[test]
    fn a_malformed_file_is_told_with_its_line() {
        check("by = \"a\"\n[[rename]\n", 2, "");
        check("\n[[rename]]\nsurface = \"a\"\nnam = \"b\"\n", 4, "unknown field `nam`");
        check("[[rename]]\nsurface = \"a\"\n", 1, "missing field `name`");
        check("[[rename]]\nsurface = \" \"\nname = \"b\"\n", 2, "the value is empty");
        check("[[swap]]\n", 1, "unknown field `swap`");
        check(
            "[[add]]\ndocument = \"a\"\ntask = \"d1\"\nagent = \"b\"\nrole = \"boss\"\n",
            5,
            "no role `boss`; use one of lead,",
        );
        check("\n[[drop]]\ntask = \"d1\"\nagent = \"b\"\n", 2, "`document` is missing");
        check("[[restore]]\ndocument = \"a\"\n", 1, "nothing to restore");
        check("[[restore]]\ndocument = \"a\"\ndate = 07:30:00\n", 3, "not a day");
        check(
            "[[restore]]\ndocument = \"a\"\ntask = \"d1/一\"\ndate = 2023-06-27\n",
            1,
            "an item has no `date`",
        );
        check(
            "[[restore]]\ndocument = \"a\"\nnumber = \"b\"\nquote = \"c\"\n",
            1,
            "`quote` needs the `task`",
        );
        check("[[merge]]\nsurfaces = []\nname = \"b\"\n", 1, "`surfaces` is empty");
    }

    #[test]
    fn the_page_shows_what_can_be_read() {
        let page = include_str!("page.md");
        let example = page
            .split("```toml\n")
            .nth(1)
            .and_then(|rest| rest.split("```").next())
            .expect("an example");
        let corrections =
            Corrections::parse(example).expect("the example is a file of corrections");
        assert_eq!(corrections.lines().count(), 6);
        assert!(Corrections::parse("").is_ok_and(|none| none.entries.is_empty()));
    }
}
