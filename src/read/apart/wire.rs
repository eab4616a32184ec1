//! How a child encodes its answer, and how it is decoded: problems and notes as JSON, texts as raw
//! bytes.

use std::collections::BTreeSet;
use std::io;
use std::sync::Mutex;

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::super::error::Problem;
use super::super::format::{self, Foreign};
use super::super::mail::{self, Mail};
use super::super::sheets::Grid;
use super::super::told::Told;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::message::Message;
use crate::span::Span;

/// The most words a process interns from what its children send.
const MAX_WORDS: usize = 1000;
/// The longest such word, in bytes.
const LONGEST: usize = 64;

type Parts = Vec<Vec<u8>>;
/// A note: whether it is a doubt, its code, the span it points to, and its message.
type Note = (bool, String, usize, usize, Message);

/// Encodes the head of an answer, or the problem, followed by further parts.
pub(super) fn pack<T: Serialize>(said: Result<(T, Parts), Problem>) -> Parts {
    let (head, parts) = match said {
        Ok((head, parts)) => (Ok(head), parts),
        Err(problem) => (Err(problem), Parts::new()),
    };
    // An answer that cannot be encoded looks to the parent like a reader that crashed.
    let head = serde_json::to_vec(&head).unwrap_or_default();
    [head].into_iter().chain(parts).collect()
}

fn unpack<T: DeserializeOwned>(
    parts: Parts,
) -> Result<(T, impl Iterator<Item = Vec<u8>>), Problem> {
    let mut parts = parts.into_iter();
    let head = parts.next().unwrap_or_default();
    let head: Result<T, Problem> = serde_json::from_slice(&head).map_err(|_| Problem::Broke)?;
    Ok((head?, parts))
}

fn text(part: Option<Vec<u8>>) -> Result<String, Problem> {
    String::from_utf8(part.unwrap_or_default()).map_err(|_| Problem::Broke)
}

pub(super) fn of_told(
    (format, Told { text, notes }): (&'static str, Told),
) -> ((&'static str, Vec<Note>), Parts) {
    let note = |one: Diagnostic| {
        (
            one.severity == Severity::Doubt,
            one.code.word().to_owned(),
            one.span.start,
            one.span.end,
            one.message,
        )
    };
    ((format, notes.into_iter().map(note).collect()), vec![text.into_bytes()])
}

pub(super) fn told(parts: Parts) -> Result<(&'static str, Told), Problem> {
    let ((format, notes), mut parts) = unpack::<(String, Vec<Note>)>(parts)?;
    let text = text(parts.next())?;
    let note = |(is_doubt, code, start, end, message): Note| {
        let severity = if is_doubt { Severity::Doubt } else { Severity::Note };
        let is_within = start <= end && text.is_char_boundary(start) && text.is_char_boundary(end);
        let code = Code::from_word(&code).filter(|_| is_within).ok_or(Problem::Broke)?;
        Ok(Diagnostic { severity, code, span: Span::new(start, end), message })
    };
    let notes = notes.into_iter().map(note).collect::<Result<Vec<_>, Problem>>()?;
    Ok((format::media_type(&format), Told { text, notes }))
}

pub(super) fn of_mail(mail: Mail) -> ((Option<&'static str>, Vec<String>), Parts) {
    let (name, text) = mail.body.unzip();
    let (names, contents): (Vec<_>, Vec<_>) = mail.attachments.into_iter().unzip();
    ((name, names), text.map(String::into_bytes).into_iter().chain(contents).collect())
}

pub(super) fn mail(parts: Parts) -> Result<Mail, Problem> {
    let ((name, names), mut parts) = unpack::<(Option<String>, Vec<String>)>(parts)?;
    let body = match name {
        Some(name) => {
            let name =
                mail::BODIES.into_iter().find(|known| *known == name).ok_or(Problem::Broke)?;
            Some((name, text(parts.next())?))
        }
        None => None,
    };
    Ok(Mail { body, attachments: names.into_iter().zip(parts).collect() })
}

pub(super) fn grids(parts: Parts) -> Result<Vec<Grid>, Problem> {
    Ok(unpack(parts)?.0)
}

/// Interns a word for the life of the program: the name of a format or of a program. There are few
/// of them, so their number is limited.
fn kept(word: &str) -> Option<&'static str> {
    static WORDS: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut words = WORDS.lock().ok()?;
    if let Some(known) = words.get(word) {
        return Some(known);
    }
    if words.len() >= MAX_WORDS || word.len() > LONGEST {
        return None;
    }
    let word: &'static str = Box::leak(word.to_owned().into_boxed_str());
    words.insert(word);
    Some(word)
}

/// Deserializes an interned word.
pub(in crate::read) fn word<'d, D: Deserializer<'d>>(from: D) -> Result<&'static str, D::Error> {
    let word = String::deserialize(from)?;
    kept(&word).ok_or_else(|| D::Error::custom("a word too many"))
}

/// Serializes an unsupported format as the names of its messages.
pub(in crate::read) mod foreign {
    use super::*;

    pub(in crate::read) fn serialize<S: Serializer>(
        foreign: &&'static Foreign,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        ((foreign.name)().name(), (foreign.hint)().name()).serialize(to)
    }

    pub(in crate::read) fn deserialize<'d, D: Deserializer<'d>>(
        from: D,
    ) -> Result<&'static Foreign, D::Error> {
        let (name, hint) = <(String, String)>::deserialize(from)?;
        let mut all = format::foreign();
        let found = all.find(|one| (one.name)().name() == name && (one.hint)().name() == hint);
        found.ok_or_else(|| D::Error::custom("no such format"))
    }
}

/// Serializes an I/O error as its number, or as its text if it has none.
pub(in crate::read) mod system {
    use super::*;

    pub(in crate::read) fn serialize<S: Serializer>(
        error: &io::Error,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        error.raw_os_error().ok_or_else(|| error.to_string()).serialize(to)
    }

    pub(in crate::read) fn deserialize<'d, D: Deserializer<'d>>(
        from: D,
    ) -> Result<io::Error, D::Error> {
        let error: Result<i32, String> = Deserialize::deserialize(from)?;
        Ok(error.map_or_else(io::Error::other, io::Error::from_raw_os_error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message;

    #[test]
    fn what_a_reader_says_comes_back_the_same() {
        let mut said = Told::from("一、学习。\n".to_owned());
        said.note(Code::StruckText, 0, message!("note-struck-text", text = "责任"));
        said.doubt(
            Code::PageUnread,
            3,
            message!("doubt-page", page = 2, what = message!("gap-picture")),
        );
        let sent = pack(Ok(of_told((
            "application/pdf",
            Told { text: said.text.clone(), notes: said.notes.clone() },
        ))));
        let (format, back) = told(sent).expect("it is whole");
        assert_eq!((format, back.text, back.notes), ("application/pdf", said.text, said.notes));
        let mail = || Mail {
            body: Some((mail::BODIES[0], "正文".to_owned())),
            attachments: vec![("a.docx".to_owned(), vec![0, 255]), ("b".to_owned(), Vec::new())],
        };
        let back = super::mail(pack(Ok(of_mail(mail())))).expect("it is whole");
        assert_eq!((back.body, back.attachments), (mail().body, mail().attachments));
        assert!(matches!(told(vec![b"{".to_vec()]), Err(Problem::Broke)));
    }

    #[test]
    fn every_problem_comes_back_the_same() {
        let reason = || Box::new(message!("damage-told", text = "x"));
        let simple = [
            Problem::Empty,
            Problem::Unread(reason()),
            Problem::Damaged { format: "DOCX", reason: reason() },
            Problem::Several(3),
            Problem::NoProgram("tesseract"),
            Problem::Refused(io::Error::from_raw_os_error(11)),
            Problem::Refused(io::Error::other("half-way")),
        ];
        for problem in simple.into_iter().chain(format::foreign().map(Problem::Foreign)) {
            let told = [problem.message(), problem.hint()];
            let back =
                unpack::<()>(pack::<()>(Err(problem))).map(drop).expect_err("it is a problem");
            assert_eq!([back.message(), back.hint()], told);
        }
    }
}
