//! The README of a release.

use std::fmt::Write as _;

use super::dcat::{TITLE, TITLE_ZH};
use super::{Release, cite};
use crate::graph::vocab::{eli, foaf, org, zr};

/// Returns the text, in both languages.
pub(super) fn text(release: &Release<'_>) -> String {
    let statistics = &release.statistics;
    let imprint = release.imprint;
    let mut text =
        format!("# {TITLE_ZH} {TITLE}\n\n{}. Version `{}`.\n\n", imprint.issued, release.version());
    text += "Who leads (牵头), answers for (责任) and supports (配合) each task, by when and on what legal ground, as linked data; every fact with the \
             characters that it was read from, and the rule by which. Read from official documents by zeren; nobody but the documents vouches for \
             what they say.\n\n\
             每项任务由谁牵头、谁负责、谁配合，何时完成，依据什么；每条事实均可追溯到原文的字和读取规则。内容由 zeren 从公文中读出，以原文为准。\n\n";
    text += "| what | 内容 | number |\n|---|---|--:|\n";
    let counts = [
        ("sources, one named graph each", "来源（命名图）", statistics.n_graphs),
        ("triples", "三元组", statistics.n_triples),
        ("documents, read or cited", "文件（含被引）", statistics.n(eli::WORK)),
        ("tasks", "任务", statistics.n(zr::TASK)),
        ("assignments", "责任分工", statistics.n(zr::ASSIGNMENT)),
        ("units", "单位", statistics.n(org::FORMAL_ORGANIZATION)),
        ("classes of units", "一类单位", statistics.n(zr::UNIT_CLASS)),
        ("people and posts", "人员与职务", statistics.n(foaf::PERSON)),
    ];
    for (about, about_zh, n) in counts {
        let _ = writeln!(text, "| {about} | {about_zh} | {n} |");
    }
    text +=
        "\n## Files 文件\n\n| file | what | 内容 | bytes | media type |\n|---|---|---|--:|---|\n";
    for file in &release.files {
        let (name, about, about_zh, n, kind) =
            (&file.name, file.about, file.about_zh, file.n_bytes, file.media_type);
        let _ = writeln!(text, "| [{name}]({name}) | {about} | {about_zh} | {n} | `{kind}` |");
    }
    text += "| [dcat.ttl](dcat.ttl) | description by DCAT-AP, with all hashes | DCAT-AP 目录描述 | | `text/turtle` |\n";
    text +=
        "| [SHA256SUMS](SHA256SUMS) | hashes of all files | 全部文件的摘要 | | `text/plain` |\n";
    let _ = write!(
        text,
        "\n## Check 核验\n\n```sh\nsha256sum --check SHA256SUMS\n```\n\n`data.nq` is in the canonical form of RDFC-1.0: whoever holds the same named graphs, in any \
         syntax and order, gets the same bytes and this hash, which names the release:\n\n`{}`\n\n## Cite 引用\n\n> {}\n\n\
         The same for programs: [CITATION.cff](CITATION.cff), [dataset.jsonld](dataset.jsonld).\n\n## Licence and contact 许可与联系\n\n\
         | publisher 发布者 | {} |\n|---|---|\n| authors 作者 | {} |\n| licence 许可 | <{}> |\n| contact 联系 | <{}> |\n",
        release.hash,
        cite::sentence(release),
        imprint.publisher(),
        imprint.authors().join("; "),
        imprint.licence.iri,
        imprint.contact.iri(),
    );
    text
}
