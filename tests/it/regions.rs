//! Heads of documents, and the region of each.

use zeren::resolve::region::{RegionClues, region};
use zeren::resolve::unit::{UnitContext, unit};

/// Issuer, title, number, body, then code and level of the region; `-` for what is missing or
/// unknown.
const TABLE: &str = include_str!("../fixtures/regions.tsv");

fn cell(text: &str) -> Vec<&str> {
    if text == "-" { Vec::new() } else { vec![text] }
}

#[test]
fn heads_of_the_table_are_of_their_regions() {
    let mut wrong = Vec::new();
    for row in TABLE.lines().skip(1) {
        let cells: Vec<_> = row.split('\t').collect();
        let [issuer, title, number, body, ..] = cells[..] else {
            panic!("`{row}` has not six cells")
        };
        let clues = RegionClues {
            issuers: cell(issuer),
            titles: cell(title),
            numbers: cell(number),
            addressees: Vec::new(),
            body: cell(body).first().copied().unwrap_or_default(),
        };
        let found =
            region(&clues).map_or(["-".to_owned(), "-".to_owned()], |one| [one.code, one.level]);
        let found = [issuer, title, number, body, &found[0], &found[1]].join("\t");
        if found != row {
            wrong.push(format!("- {row}\n+ {found}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn units_of_a_zone_are_its_own() {
    let issuers = vec!["郑州航空港经济综合实验区管理委员会"];
    let zone =
        region(&RegionClues { issuers, ..RegionClues::default() }).expect("the issuer names it");
    assert_eq!(
        (zone.name.as_str(), zone.within.concat()),
        ("郑州航空港经济综合实验区", "河南省郑州市".to_owned())
    );
    let named = |surface| {
        let found = unit(surface, Some(&zone), &UnitContext::default());
        (found.canonical, found.region)
    };
    let code = "410100-郑州航空港经济综合实验区".to_owned();
    assert_eq!(named("财政局"), ("郑州航空港经济综合实验区财政局".to_owned(), Some(code.clone())));
    assert_eq!(named("区财政局"), ("郑州航空港经济综合实验区财政局".to_owned(), Some(code)));
    assert_eq!(named("市财政局"), ("郑州市财政局".to_owned(), Some("410100".to_owned())));
    assert_eq!(named("省司法厅"), ("河南省司法厅".to_owned(), Some("410000".to_owned())));
}
