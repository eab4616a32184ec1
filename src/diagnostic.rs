//! What is odd about a document, and the proof that accounts for every sign of a fact: data, collected to the end, never an error.

use crate::message;
use crate::message::Message;
use crate::span::Span;

/// How much a [`Diagnostic`] matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something was repaired or inferred.
    Note,
    /// A fact may be missing or wrong: a person should look.
    Doubt,
}

impl Severity {
    /// Its name in English.
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Doubt => "doubt",
        }
    }

    /// The one with this name in English.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Note, Self::Doubt].into_iter().find(|one| one.word() == word)
    }

    /// Its name for people.
    pub fn message(self) -> Message {
        match self {
            Self::Note => message!("severity-note"),
            Self::Doubt => message!("severity-doubt"),
        }
    }
}

/// One remark on one place of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// What kind of remark it is, such as `number-inferred`; stable, for filters.
    pub code: &'static str,
    /// The place.
    pub span: Span,
    /// What is odd, in lower case, without a full stop.
    pub message: Message,
}

impl Diagnostic {
    /// Whether it tells that a sign was passed over for a reason: nothing is missing there.
    pub fn is_passed(&self) -> bool {
        self.code.ends_with("-passed")
    }
}

/// What in a text tells that a fact may stand there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// A word of responsibility: 牵头, 责任单位, 负责 ….
    Cue,
    /// 《.
    Title,
    /// 发文字号, damaged ones included.
    Number,
    /// A date, a month or a year.
    Date,
    /// A figure with a unit of measurement: 95%, 不少于二十家.
    Measure,
}

impl Sign {
    /// Its name in English, plural.
    pub fn word(self) -> &'static str {
        match self {
            Self::Cue => "cues",
            Self::Title => "titles",
            Self::Number => "numbers",
            Self::Date => "dates",
            Self::Measure => "measures",
        }
    }

    /// Its name for people, plural.
    pub fn message(self) -> Message {
        match self {
            Self::Cue => message!("sign-cues"),
            Self::Title => message!("sign-titles"),
            Self::Number => message!("sign-numbers"),
            Self::Date => message!("sign-dates"),
            Self::Measure => message!("sign-measures"),
        }
    }
}

/// One line of the proof: what became of the signs of one kind. Each that made no fact has a [`Diagnostic`]; a [`Severity::Note`]
/// where the words around it show that there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Account {
    /// Of what kind.
    pub sign: Sign,
    /// How many the text has.
    pub n_found: usize,
    /// How many a fact was read from.
    pub n_facts: usize,
    /// How many may hide one that is missing.
    pub n_doubts: usize,
}
