//! Schemes by which bodies are assessed: whom, on what, how, and what follows.

use super::{Evidence, ProvisionKind};

/// A scheme of assessment, as one document sets it up.
#[derive(Clone, Debug, PartialEq)]
pub struct Assessment {
    /// Id of the document.
    pub doc: String,
    /// What it says, each with its place; members of a group name it by its index.
    pub provisions: Vec<Provision>,
    /// The title of the document, or its first words.
    pub evidence: Evidence,
}

/// One thing that a scheme says.
#[derive(Clone, Debug, PartialEq)]
pub struct Provision {
    /// What it is about.
    pub kind: ProvisionKind,
    /// The name or the words: 优秀, 日常评价, 各乡镇.
    pub name: String,
    /// Index of the provision that it is a part of: the group of an object, the score part of a
    /// method.
    pub above: Option<usize>,
    /// What the words say in numbers and parts.
    pub terms: Terms,
    /// Indexes into [`Facts::units`](super::Facts::units): who assesses, approves or is told.
    pub units: Vec<usize>,
    /// Where it stands.
    pub evidence: Evidence,
}

/// The numbers and parts of a provision; what it does not say is absent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Terms {
    /// Of an object or heading of content: its path of numbers.
    pub path: Option<String>,
    /// Of a heading of content: which part of the mode it is, `1` or `N`.
    pub part: Option<String>,
    /// Of a heading of content: whether all are assessed on it.
    pub compulsory: Option<bool>,
    /// Of a heading of content: how many items stand under it.
    pub n_items: Option<usize>,
    /// Of an object: whether it is ranked, not just graded.
    pub ranked: bool,
    /// Full marks of a scale, a part or a heading, or what one case is worth.
    pub points: Option<f64>,
    /// The most that is added or taken off.
    pub max_points: Option<f64>,
    /// Share in per cent.
    pub weight: Option<f64>,
    /// Of a grade: the lowest score that has it.
    pub at_least: Option<f64>,
    /// Of a grade: the highest score that has it.
    pub at_most: Option<f64>,
    /// Of a grade: the score from which on it is no more.
    pub below: Option<f64>,
    /// When it applies.
    pub condition: Option<String>,
    /// What is done.
    pub measure: Option<String>,
    /// ISO 8601: how long one has, or how often it is done.
    pub duration: Option<String>,
    /// Whether the days are working days.
    pub working_days: bool,
}
