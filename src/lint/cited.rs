//! Cited documents: under a number that belongs to another, attached under another title, or no
//! longer in force.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::{Both, Check, Context, Draft, Level, Remark};
use crate::lexicon::laws::{Law, key, law, laws};
use crate::model::{Citation, Document, Relation};
use crate::span::Span;

pub(super) const CHECKS: &[Check] = &[
    Check {
        id: "title-differs",
        level: Level::Warning,
        summary: Both {
            zh: "引用的标题与该文号的标题不一致",
            en: "the title is not the one under this number",
        },
        advice: Both {
            zh: "核对原文的标题和文号",
            en: "compare title and number with the original",
        },
        example: "一、重点任务\n（一）优化环境。落实《政府督查工作条例》（国务院令第722号）。\n",
        counterexample: "一、重点任务\n（一）优化环境。落实《优化营商环境条例》（国务院令第722号）。\n",
        find: title_differs,
    },
    Check {
        id: "annex-title-differs",
        level: Level::Error,
        summary: Both {
            zh: "通知所印发的标题与所附文件的标题不一致",
            en: "the notice issues a title that its annex does not have",
        },
        advice: Both {
            zh: "使通知中的标题与所附文件的标题完全一致",
            en: "make both titles the same",
        },
        example: "甲县人民政府关于印发《甲县2024年数据工作方案》的通知\n甲政发〔2024〕3号\n各乡镇人民政府：\n现将《甲县2024年数据工作方案》印发给你们，请认真贯彻执行。\n甲县人民政府\n2024年5月6日\n甲县2023年数据工作方案\n一、总体要求\n（一）建立目录。按时建成。（责任单位：县数据局）\n",
        counterexample: "甲县人民政府关于印发《甲县2024年数据工作方案》的通知\n甲政发〔2024〕3号\n各乡镇人民政府：\n现将《甲县2024年数据工作方案》印发给你们，请认真贯彻执行。\n甲县人民政府\n2024年5月6日\n甲县 2024 年数据工作方案\n一、总体要求\n（一）建立目录。按时建成。（责任单位：县数据局）\n",
        find: annex_differs,
    },
    Check {
        id: "law-expired",
        level: Level::Warning,
        summary: Both {
            zh: "引用的法律法规已经失效",
            en: "the law that is cited is no longer in force",
        },
        advice: Both {
            zh: "改引现行有效的法律法规",
            en: "cite the law that is in force in its place",
        },
        example: "一、重点任务\n（一）规范登记。严格执行《公司登记管理条例》。\n",
        counterexample: "一、重点任务\n（一）规范登记。严格执行《市场主体登记管理条例》。\n",
        find: expired,
    },
];

/// The maximum number of pairs of titles that are compared; no notice issues so many plans.
const COMPARED: usize = 10_000;

fn title(citation: &Citation) -> &str {
    citation.short_for.as_deref().unwrap_or(&citation.title)
}

/// Whether two titles are the same, or one contains the other: one may include the issuer, or what
/// it prints.
fn is_same(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(key);
    one.contains(&other) || other.contains(&one)
}

fn title_differs(draft: &Draft, context: &Context) -> Vec<Remark> {
    static BY_NUMBER: LazyLock<BTreeMap<&str, &Law>> = LazyLock::new(|| {
        let numbered = laws().iter().filter_map(|law| Some((law.number?, law)));
        let mut found: BTreeMap<&str, Option<&Law>> = BTreeMap::new();
        for (number, law) in numbered {
            // An order that changes several laws identifies none of them.
            found.entry(number).and_modify(|known| *known = None).or_insert(Some(law));
        }
        found.into_iter().filter_map(|(number, law)| Some((number, law?))).collect()
    });
    let mut here: BTreeMap<&str, &str> = BTreeMap::new();
    let mut remarks = Vec::new();
    for citation in &draft.facts.citations {
        let Some(number) = citation.number.as_deref().filter(|number| *number != citation.title)
        else {
            continue;
        };
        let title = title(citation);
        let bare = number.strip_prefix("中华人民共和国").unwrap_or(number);
        let known = context.titles.get(number).map(String::as_str);
        let known = known
            .or_else(|| BY_NUMBER.get(bare).map(|law| law.title))
            .or_else(|| here.get(number).copied());
        match known.filter(|known| !is_same(known, title)) {
            Some(known) => {
                let zh = format!("{number}是《{known}》，不是《{title}》");
                remarks.push(Remark::new(
                    citation.evidence.span,
                    zh,
                    format!("{number} is 《{known}》, not 《{title}》"),
                ));
            }
            None => _ = here.entry(number).or_insert(title),
        }
    }
    remarks
}

fn annex_differs(draft: &Draft, _: &Context) -> Vec<Remark> {
    let places: BTreeMap<&str, Span> =
        draft.documents().map(|(one, span)| (one.id.as_str(), span)).collect();
    let documents = &draft.facts.documents;
    let mut remarks = Vec::new();
    for notice in documents.iter().filter(|document| !document.attaches.is_empty()) {
        let issued: Vec<&Citation> = draft
            .facts
            .citations
            .iter()
            .filter(|one| one.relation == Relation::Issues && one.doc == notice.id)
            .collect();
        let annexes: Vec<(&Document, &str)> = documents
            .iter()
            .filter(|document| notice.attaches.contains(&document.id))
            .filter_map(|document| Some((document, document.title.as_deref()?)))
            .collect();
        let is_attached =
            |one: &&&Citation| annexes.iter().any(|(_, annex)| key(annex) == key(title(one)));
        let left: Vec<_> = issued.iter().filter(|one| !is_attached(one)).collect();
        let is_issued = |annex: &str| issued.iter().any(|one| key(title(one)) == key(annex));
        if left.len() * annexes.len() > COMPARED {
            continue;
        }
        for (document, annex) in annexes.iter().filter(|(_, annex)| !is_issued(annex)) {
            let near = left
                .iter()
                .map(|one| (strsim::normalized_levenshtein(title(one), annex), title(one)));
            // A title that is not similar belongs to something else attached to the notice.
            let near = near.filter(|(like, _)| *like > 0.6).max_by(|a, b| a.0.total_cmp(&b.0));
            if let (Some((_, near)), Some(span)) = (near, places.get(document.id.as_str())) {
                let zh = format!("通知印发的是《{near}》，所附文件题为《{annex}》");
                remarks.push(Remark::new(
                    *span,
                    zh,
                    format!("the notice issues 《{near}》, the annex is 《{annex}》"),
                ));
            }
        }
    }
    remarks
}

fn expired(draft: &Draft, _: &Context) -> Vec<Remark> {
    let known =
        draft.facts.citations.iter().filter_map(|one| Some((one, law(&hanconv::t2s(title(one)))?)));
    let expired = known.filter(|(_, law)| law.expired);
    let remark = |(citation, law): (&Citation, &Law)| {
        let zh = format!("《{}》已经失效", law.title);
        Remark::new(citation.evidence.span, zh, format!("《{}》 is no longer in force", law.title))
    };
    expired.map(remark).collect()
}
