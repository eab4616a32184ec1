//! Finds the documents given to a command.

use std::path::PathBuf;

use zeren::message;
use zeren::read::{self, Input, Problem, ReadError};

use super::output;

/// Returns the documents at the paths, like [`find`]; if `ocr`, including pictures, whose text is
/// to be recognised.
pub(crate) fn find_with_pictures(paths: &[PathBuf], ocr: bool) -> Vec<Result<Input, ReadError>> {
    let found = find(paths).into_iter();
    found.map(|one| one.or_else(|error| if ocr { picture(error) } else { Err(error) })).collect()
}

/// Turns the error about a picture into an input; returns other errors unchanged.
pub(crate) fn picture(error: ReadError) -> Result<Input, ReadError> {
    match error.problem {
        Problem::Foreign(format) if format.is_picture() => {
            Ok(Input { path: error.path, member: error.member, name: error.name })
        }
        _ => Err(error),
    }
}

/// Returns the documents at the paths, with errors for those that cannot be read; prints for each
/// path what was passed over.
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
