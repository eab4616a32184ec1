//! The documents that a command was given.

use std::path::PathBuf;

use zeren::read::{self, Input, ReadError};

use super::output;

/// The documents at the paths, and what cannot be read; what was passed over is said, a line for each path.
pub(crate) fn find(paths: &[PathBuf]) -> Vec<Result<Input, ReadError>> {
    let find = |path: &PathBuf| {
        let found = read::find(path);
        if !found.passed.is_empty() {
            output::note(&format!("passed over in `{}`: {}", path.display(), found.passed));
        }
        found.inputs
    };
    paths.iter().flat_map(find).collect()
}
