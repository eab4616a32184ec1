//! The documents that a command was given.

use std::path::PathBuf;

use zeren::message;
use zeren::read::{self, Input, Problem, ReadError};

use super::output;

/// The documents at the paths as [`find`] gives them, with the pictures whose text is to be
/// recognised among them.
pub(crate) fn find_with_pictures(paths: &[PathBuf], ocr: bool) -> Vec<Result<Input, ReadError>> {
    let found = find(paths).into_iter();
    found.map(|one| one.or_else(|error| if ocr { picture(error) } else { Err(error) })).collect()
}

/// The picture that cannot be read otherwise.
pub(crate) fn picture(error: ReadError) -> Result<Input, ReadError> {
    match error.problem {
        Problem::Foreign(format) if format.is_picture() => {
            Ok(Input { path: error.path, member: error.member, name: error.name })
        }
        _ => Err(error),
    }
}

/// The documents at the paths, and what cannot be read; what was passed over is said, a line for
/// each path.
pub(crate) fn find(paths: &[PathBuf]) -> Vec<Result<Input, ReadError>> {
    let find = |path: &PathBuf| {
        let found = read::find(path);
        if !found.passed.is_empty() {
            output::note(message!(
                "passed-over",
                path = path.display(),
                what = found.passed.message()
            ));
        }
        found.inputs
    };
    paths.iter().flat_map(find).collect()
}
