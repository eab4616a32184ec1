//! Applies any text as a file of corrections to a small notice: no panic, and the same result
//! twice.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use zeren::Source;
use zeren::correct::Corrections;
use zeren::model::Facts;

static NOTICE: LazyLock<(Source, Facts)> = LazyLock::new(|| {
    let text = "甲县人民政府关于印发《甲县数据工作方案》的通知\n甲政发〔2024〕3号\n各部门：\n现印发给你们。\n甲县人民政府\n2024年5月6日\n\
        甲县数据工作方案\n一、任务\n（一）建立目录。2024年年底前建成。（牵头单位：县数据局；配合单位：县财政局）\n";
    let source = zeren::read::source("a.txt".to_owned(), text.as_bytes()).expect("a notice");
    let facts = zeren::extract_facts(&source);
    (source, facts)
});

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(corrections) = Corrections::parse(text) else { return };
    let (source, facts) = &*NOTICE;
    let corrected = || {
        let mut facts = facts.clone();
        zeren::correct(&mut facts, source, &corrections);
        facts
    };
    assert!(corrected() == corrected(), "it is corrected otherwise the second time");
});
