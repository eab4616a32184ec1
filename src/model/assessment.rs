//! Schemes by which bodies are assessed: who is, on what, how, and the consequences.

use super::{Evidence, ProvisionKind};

/// An assessment scheme, as one document defines it.
#[derive(Clone, Debug, PartialEq)]
pub struct Assessment {
    /// The id of the document.
    pub doc: String,
    /// Its provisions. Members of a group refer to it by its index here.
    pub provisions: Vec<Provision>,
    /// The title of the document, or its first words.
    pub evidence: Evidence,
}

/// One provision of a scheme.
#[derive(Clone, Debug, PartialEq)]
pub struct Provision {
    /// What it is about.
    pub kind: ProvisionKind,
    /// The name, or the wording: 优秀, 日常评价, 各乡镇.
    pub name: String,
    /// The index of the provision of which it is a part: the group of an object, or the part of the
    /// score that a method yields.
    pub above: Option<usize>,
    /// What the wording says in numbers and parts.
    pub terms: Terms,
    /// Who assesses, approves or is informed: indexes into [`Facts::units`](super::Facts::units).
    pub units: Vec<usize>,
    /// Where it was read.
    pub evidence: Evidence,
}

/// The numbers and parts of a provision; what it does not say is absent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Terms {
    /// For an object or a heading of content: its path of numbers.
    pub path: Option<String>,
    /// For a heading of content: its part of the mode, `1` or `N`.
    pub part: Option<String>,
    /// For a heading of content: whether it applies to everyone.
    pub compulsory: Option<bool>,
    /// For a heading of content: how many items are below it.
    pub n_items: Option<usize>,
    /// For an object: whether it is ranked, not just graded.
    pub ranked: bool,
    /// The full marks of a scale, part or heading, or the points for one case.
    pub points: Option<f64>,
    /// The maximum number of points added or deducted.
    pub max_points: Option<f64>,
    /// A share, in per cent.
    pub weight: Option<f64>,
    /// For a grade: the lowest score that has it.
    pub at_least: Option<f64>,
    /// For a grade: the highest score that has it.
    pub at_most: Option<f64>,
    /// For a grade: the score that is too high for it.
    pub below: Option<f64>,
    /// When it applies.
    pub condition: Option<String>,
    /// What is done.
    pub measure: Option<String>,
    /// The time limit, or the interval at which it is done, in ISO 8601.
    pub duration: Option<String>,
    /// Whether the days are working days.
    pub working_days: bool,
}
