//! Words before a class of bodies, which is not named body by body.

/// Words for those whom something concerns: 有关部门.
pub(crate) const CONCERNED: &[&str] = &["有关", "相关"];

/// Words for all of a kind, 各部门, and for those whom something concerns.
pub(crate) const OF_CLASSES: &[&str] = &["各", "有关", "相关"];
