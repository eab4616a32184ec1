//! Reports the files that were not read: each with the reason, and their numbers by kind.
//!
//! `10 not read (2 pictures, 1 archive, 7 programs)`. If many files are obviously not documents,
//! they are only counted by kind, unless `--verbose` asks for each.

use zeren::message;
use zeren::message::Message;
use zeren::read::ReadError;

use super::{Failure, output};

/// The most files other than documents that are reported one by one.
const FEW: usize = 10;

/// Reports why files were not read.
pub(crate) fn tell(errors: &[&ReadError], verbose: bool) {
    let n_foreign = errors.iter().filter(|error| error.problem.is_foreign()).count();
    let is_short = verbose || n_foreign <= FEW;
    for error in errors.iter().filter(|error| is_short || !error.problem.is_foreign()) {
        Failure::new(error.message(), error.hint()).warn();
    }
    if !is_short {
        output::note(message!("not-documents", n = n_foreign));
    }
}

/// Returns the number of files of each kind, the largest first: `2 pictures, 1 archive`.
pub(crate) fn kinds(errors: &[&ReadError]) -> Vec<Message> {
    let mut kinds: Vec<(usize, &ReadError)> = Vec::new();
    for error in errors {
        match kinds.iter_mut().find(|(_, known)| known.problem.kind(1) == error.problem.kind(1)) {
            Some((n, _)) => *n += 1,
            None => kinds.push((1, error)),
        }
    }
    kinds.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
    kinds.iter().map(|(n, error)| error.problem.kind(*n)).collect()
}
