//! The levels of administration, as names of bodies begin with them: 县 of 县司法局.

/// The characters for them.
pub(crate) const LEVELS: [char; 8] = ['省', '市', '县', '区', '州', '旗', '乡', '镇'];

/// Whether a name begins with its level.
pub(crate) fn begins_with_level(name: &str) -> bool {
    name.starts_with(LEVELS)
}
