//! Changes as JSON, with the words of changed texts both as a whole and in pieces.

use serde_json::{Value, json as object};

use crate::diff::{Change, Diff, ItemDiff, ItemRef, Piece, WorkDiff, pieces};

/// Writes the changes.
pub fn json(diff: &Diff) -> String {
    let renames: Vec<Value> = diff
        .renames
        .iter()
        .map(|one| object!({ "old": one.old, "new": one.new, "n": one.n }))
        .collect();
    let works: Vec<Value> = diff.works.iter().map(work).collect();
    format!(
        "{:#}\n",
        object!({ "same": diff.is_empty(), "renamed_units": renames, "documents": works })
    )
}

fn work(work: &WorkDiff) -> Value {
    let head =
        work.head.iter().map(|(part, old, new)| object!({ "part": part, "old": old, "new": new }));
    let items = work.items.iter().map(item);
    object!({
        "old": work.old,
        "new": work.new,
        "n_tasks": work.n_tasks,
        "n_assignments": work.units.map(|(old, new)| object!({ "old": old, "new": new })),
        "letterhead": head.collect::<Vec<_>>(),
        "items": items.collect::<Vec<_>>(),
    })
}

fn item(item: &ItemDiff) -> Value {
    let reference = |one: &Option<ItemRef>| {
        one.as_ref().map(|one| object!({ "number": one.number, "title": one.title }))
    };
    let change = match (&item.old, &item.new) {
        (None, _) => "added",
        (_, None) => "dropped",
        _ => "changed",
    };
    let changes: Vec<Value> = item.changes.iter().map(self::change).collect();
    object!({
        "what": item.what.word(),
        "change": change,
        "old": reference(&item.old),
        "new": reference(&item.new),
        "changes": changes,
    })
}

fn change(change: &Change) -> Value {
    match change {
        Change::Moved { old, new } => object!({ "change": "moved", "old": old, "new": new }),
        Change::Reworded { old, new } => {
            let piece = |piece: Piece| match piece {
                Piece::Both(text) => object!(text),
                Piece::Changed(old, new) => object!({ "old": old, "new": new }),
            };
            let pieces: Vec<Value> = pieces(old, new).into_iter().map(piece).collect();
            object!({ "change": "reworded", "old": old, "new": new, "pieces": pieces })
        }
        Change::Assigned { role, dropped, added } => {
            object!({ "change": "assigned", "role": role.word(), "dropped": dropped, "added": added })
        }
        Change::Detailed { kind, dropped, added } => {
            object!({ "change": kind.word(), "dropped": dropped, "added": added })
        }
    }
}
