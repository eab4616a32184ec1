//! DOCX.
use super::error::Problem;
pub(super) fn text(_: &[u8]) -> Result<String, Problem> { Err(Problem::Binary) }
