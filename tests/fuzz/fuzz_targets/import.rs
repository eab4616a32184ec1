//! Imports any table as a ledger that people filled in: no panic.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use zeren::ledger::{File, Filter, Giver, Layout, csv, import, load};
use zeren::model::Date;
use zeren::read::{Grid, Sheets};
use zeren::store::Store;

#[path = "../small.rs"]
mod small;

static STORE: LazyLock<(Store, Vec<Vec<String>>)> = LazyLock::new(|| {
    let store = small::store();
    let mut written = Vec::new();
    csv(&load(&store, &Filter::default(), None).expect("a ledger"), &Layout::default(), &mut written).expect("memory takes it");
    let text = String::from_utf8(written).expect("UTF-8");
    // No cell of this ledger contains a comma or a quote.
    let rows = text.trim_start_matches('\u{feff}').lines().map(|line| line.split(',').map(str::to_owned).collect());
    let rows = rows.collect();
    (store, rows)
});

// Each line of the input changes a cell of the ledger: two characters choose row and column, the
// rest is the value.
fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (store, rows) = &*STORE;
    let mut rows = rows.clone();
    for line in text.lines().take(50) {
        let mut chars = line.chars();
        let Some((row, column)) = chars.next().zip(chars.next()) else { continue };
        let (row, column) = (row as usize % (rows.len() + 2), column as usize);
        let value = chars.as_str().to_owned();
        match rows.get_mut(row) {
            Some(cells) if column % 97 == 96 => cells.push(value),
            Some(cells) if !cells.is_empty() => {
                let at = column % cells.len();
                cells[at] = value;
            }
            Some(_) => {}
            None => rows.push(vec![value; column % 40]),
        }
    }
    let sheets = Sheets { hash: "0".repeat(64), grids: vec![Grid { name: "台账".to_owned(), rows }] };
    let file = File { name: "a.csv".to_owned(), sheets };
    let giver = Giver { by: Some("县数据局"), now: "2024-06-27T08:00:00Z", day: Date::constant(2024, 6, 27) };
    let _ = import(store, (&[file], None), &Layout::default(), giver);
});
