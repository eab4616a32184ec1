//! The real documents in `tests/corpus/`: all are read, and a document has the same facts in every
//! format.

use std::path::PathBuf;

use zeren::extract_facts;
use zeren::model::{Agent, Date, Facts};
use zeren::read::{inputs, read, read_path};

use crate::gold::root;

fn facts(name: &str) -> Facts {
    let path: PathBuf = root().join("tests/corpus").join(name);
    extract_facts(&read_path(&path).unwrap_or_else(|error| panic!("{error}")))
}

/// Returns the tasks of a document with their assignments, one a line.
fn duties(facts: &Facts) -> Vec<String> {
    let name = |agent: &Agent| match agent {
        Agent::Unit(unit) => facts.units[*unit].canonical.clone(),
        Agent::Person(person) => facts.persons[*person].name.clone(),
    };
    let duties = |task: &zeren::model::Task| {
        let agents =
            task.assignments.iter().map(|one| format!("{} {}", one.role, name(&one.agent)));
        format!("{} {}: {}", task.id, task.title, agents.collect::<Vec<_>>().join(", "))
    };
    facts.tasks.iter().map(duties).collect()
}

#[cfg(feature = "pdf")]
#[test]
fn every_document_is_read() {
    let found: Vec<_> = inputs(&root().join("tests/corpus"))
        .into_iter()
        .collect::<Result<_, _>>()
        .expect("the corpus");
    let found: Vec<_> = found.iter().filter(|input| input.name != "README.md").collect();
    assert_eq!(found.len(), 30);
    for input in found {
        let source = read(input).unwrap_or_else(|error| panic!("{error}"));
        assert!(source.text.chars().count() > 1000, "{}", source.name);
    }
}

/// Returns titles, numbers and dates of the documents in a source.
fn heads(facts: &Facts) -> Vec<(Option<String>, Option<String>, Option<Date>)> {
    facts.documents.iter().map(|one| (one.title.clone(), one.number.clone(), one.date)).collect()
}

/// Reads a document in two formats and checks that both agree, except for the tasks in
/// `exceptions`. Returns the facts of both.
fn check(name: &str, extension: &str, n_tasks: usize, exceptions: &[&str]) -> [Facts; 2] {
    let both = [extension, "txt"].map(|extension| facts(&format!("{name}.{extension}")));
    let [one, other] = both.each_ref().map(|facts| {
        let is_exception =
            |duty: &String| exceptions.iter().any(|id| duty.starts_with(&format!("{id} ")));
        duties(facts).into_iter().filter(|duty| !is_exception(duty)).collect::<Vec<_>>()
    });
    assert_eq!(one, other, "{name}");
    assert_eq!(both[0].tasks.len(), n_tasks, "{name}");
    both
}

#[test]
fn pages_say_what_their_copies_in_text_say() {
    for (name, n_tasks) in [
        ("02_gbf2018-129_consumption-poverty", 17),
        ("03_gbf2018-117_incentives", 30),
        ("05_gbf2018-128_zero-waste", 52),
    ] {
        let [page, copy] = check(name, "html", n_tasks, &[]);
        assert_eq!(heads(&page), heads(&copy), "{name}");
    }
}

#[cfg(feature = "pdf")]
mod pdf {
    use super::*;

    #[test]
    fn a_file_says_what_its_copy_in_text_says() {
        let [file, copy] = check("08_gf2018-32_mass-entrepreneurship_pdf", "pdf", 34, &[]);
        assert_eq!(heads(&file), heads(&copy));
        let web = &file.documents[0].web;
        for field in [
            ("index", "000014349/2018-00174"),
            ("publisher", "国务院"),
            ("date", "2018年09月26日"),
            ("status", "失效"),
        ] {
            assert!(web.contains(&(field.0, field.1.to_owned())), "{field:?} in {web:?}");
        }
    }

    /// In the copy, lines of these clauses are swapped, so that it lost assignments; the file has
    /// all.
    #[test]
    fn a_file_is_read_where_its_copy_is_shuffled() {
        let better = [
            // The copy lost the heading, so its clause went to the item before.
            ("d1/二/（七）", "lead 国家发展和改革委员会, responsible 商务部, "),
            // Their clauses begin on one line and end after the heading of the next item.
            ("d1/三/（二）/2", "lead 国家质量监督检验检疫总局, responsible 工业和信息化部, "),
            ("d1/三/（二）/4", "lead 科学技术部, responsible 工业和信息化部, "),
            ("d1/三/（三）/2", "lead 国家发展和改革委员会, responsible 中国人民银行, "),
        ];
        let [file, copy] =
            check("09_gf2015-40_internet-plus_pdf", "pdf", 79, &better.map(|(id, _)| id));
        assert_eq!(heads(&file), heads(&copy));
        for (id, agents) in better {
            let of = |facts: &Facts| {
                duties(facts).into_iter().find(|duty| duty.starts_with(&format!("{id} ")))
            };
            assert!(of(&file).is_some_and(|duty| duty.contains(agents)), "{id} in the file");
            assert!(!of(&copy).is_some_and(|duty| duty.contains(agents)), "{id} in the copy");
        }
    }

    /// All line breaks were lost before this file was printed, and its caption repeats the title
    /// above the letterhead.
    #[test]
    fn a_file_without_paragraphs_says_what_its_copy_says() {
        let [file, copy] = check("20_gf2015-24_ecommerce_pdf", "pdf", 76, &[]);
        assert_eq!(file.documents[0].number.as_deref(), Some("国发〔2015〕24号"));
        assert_eq!(heads(&file), heads(&copy));
    }

    /// Site navigation under a plan's title.
    #[test]
    fn a_failed_crawl_holds_no_tasks() {
        check("10_NEGATIVE_failed-crawl_pdf", "pdf", 0, &[]);
    }
}
