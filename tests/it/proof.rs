//! The proof: every sign of a fact is accounted for, and what is not read is reported.

use std::collections::BTreeSet;
use std::path::PathBuf;

use zeren::diagnostic::{Code, Diagnostic, Severity, Sign};
use zeren::model::Facts;
use zeren::read::Source;
use zeren::span::Span;

use crate::gold::root;

fn facts(text: &str) -> Facts {
    zeren::extract_facts(&Source {
        name: "a.txt".to_owned(),
        text: text.to_owned(),
        hash: String::new(),
        format: "text/plain",
        notes: Vec::new(),
    })
}

/// Returns all texts in the repository.
fn texts() -> Vec<String> {
    let folders = ["seeds", "tests/corpus"].map(|folder| root().join(folder));
    let entries = folders.iter().flat_map(|folder| folder.read_dir().expect("the folder is there"));
    let paths = entries.map(|entry| entry.expect("the folder can be listed").path());
    let texts: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|end| end == "txt")).collect();
    texts.iter().map(|path| std::fs::read_to_string(path).expect("a text")).collect()
}

#[test]
fn every_sign_made_a_fact_or_has_a_remark() {
    for text in texts() {
        let facts = facts(&text);
        for account in &facts.proof {
            let codes = [account.sign.unread(), account.sign.passed()];
            let remarks: Vec<&Diagnostic> =
                facts.diagnostics.iter().filter(|one| codes.contains(&one.code)).collect();
            let doubts = remarks.iter().filter(|one| one.severity == Severity::Doubt).count();
            assert_eq!(account.n_found, account.n_facts + remarks.len(), "{account:?}");
            assert_eq!(account.n_doubts, doubts, "{account:?}");
        }
        let titles = facts
            .proof
            .iter()
            .find(|account| account.sign == Sign::Title)
            .expect("a line for titles");
        assert_eq!(titles.n_found, text.matches('《').count());
    }
}

#[test]
fn a_second_copy_of_the_text_is_left_out_and_told() {
    let article = format!("各乡镇：{}\n（一）县司法局负责学习。", "要节水，装水表。".repeat(20));
    let facts = facts(&format!("{article} {article}"));
    assert_eq!(facts.tasks.len(), 1);
    let told: Vec<&Diagnostic> =
        facts.diagnostics.iter().filter(|one| one.code == Code::CopyLeftOut).collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].severity, Severity::Note);
    assert_eq!(told[0].span, Span::new(article.len(), 2 * article.len() + 1));
}

#[test]
fn the_outline_follows_the_text() {
    let text = "一、任务\n（一）改管。更新。\n（二）节水\n1.装表。安装。\n2.巡查。检查。\n\
                （三）普法。宣传。\n二、要求\n（四）检修。排查。\n";
    let source = Source { text: text.to_owned(), ..Source::default() };
    let outline = zeren::export::outline(&source, &zeren::extract_facts(&source));
    let items = outline.lines().skip(3).take_while(|line| !line.is_empty()).map(str::trim);
    let items: Vec<&str> = items.collect();
    assert_eq!(
        items,
        [
            "一 任务",
            "（一） 改管",
            "一/（二） 节水",
            "1 装表",
            "2 巡查",
            "（三） 普法",
            "二 要求",
            "（四） 检修"
        ]
    );
}

#[test]
fn what_is_not_read_is_told_with_its_reason() {
    let clause = |end: &str| {
        format!(
            "一、重点任务\n（一）加强学习。认真组织培训。{end}\n（二）加强宣传。（县司法局负责）\n"
        )
    };
    for (end, expected) in [
        ("（牵头单位：县司法局）", None),
        ("（牵头单位：）", Some(Code::ClauseUnread)),
        ("（县某某牛牵头，年底前完成）", Some(Code::ClauseUnread)),
        ("县财政局积极配合开展工作。", None),
        ("县财政局悉心配合开展工作。", Some(Code::ClauseUnread)),
        ("（会商单位：县司法局）", Some(Code::ClauseUnread)),
        ("（会商部门：县司法局）", Some(Code::ClauseUnread)),
        ("会商科室：县司法局", Some(Code::ClauseUnread)),
        ("（县司法局、县财政局会签）", Some(Code::ClauseUnread)),
        ("（县司法局会签，年底前完成）", Some(Code::ClauseUnread)),
        ("\n（二）《戒毒条例》（戒毒管理局）", Some(Code::ClauseUnread)),
        ("\n（二）《戒毒条例》（试行）", None),
        ("由县某某办抓总。", None),
        ("（联系人：张建国）", None),
        ("（报送单位：县司法局）", None),
        ("（会商内容：年度计划）", None),
        ("（附件由各单位自行下载）", None),
        ("（审批部门所属（主管）单位除外）", None),
        ("所需经费由县财政局承担。", Some(Code::ClauseUnread)),
        ("县属国有企业承担行政职能的部门要加强学习。", None),
        ("主管部门负责组织培训。", None),
        ("认真阅读《》并抓好落实。", Some(Code::TitleUnread)),
        ("落实某政〔2022〕7号文件。", None),
        ("落实某政〔2022〕7号《甲工作方案》。", None),
        ("某政〔2022〕7号文件继续有效。", Some(Code::NumberUnread)),
        ("各部门负责人要密切配合。", None),
        ("（责任单位：县司法局；完成时限：近期）", Some(Code::DateUnread)),
        ("（责任单位：县司法局；完成时限：春节前）", Some(Code::DateUnread)),
        ("（责任单位：县司法局；完成时限：2024/12/31）", None),
        ("（责任单位：县司法局；完成时限：长期坚持）", None),
        ("2024年中秋节前完成。", Some(Code::DateUnread)),
        ("2022年以来，先后于6月底前建成。", None),
        ("12.20前报送总结。", Some(Code::DateUnread)),
        ("改造95年底前建成的房屋。", None),
        ("（会签领导：张建国）", Some(Code::ClauseUnread)),
        ("建设平台，2024年12月。", Some(Code::DateUnread)),
        ("6月30日完成整改。", Some(Code::DateUnread)),
        ("已于6月30日完成整改。", None),
        ("6月30日17时30分前报送。", None),
        ("县水利局要切实担负起节水检查的主体责任。", None),
        ("要切实担负起节水检查的主体责任。", None),
        ("到2025年，降至5‰。", Some(Code::MeasureUnread)),
        ("到2025年，≥95%。", Some(Code::MeasureUnread)),
        ("到2025年，超千万元。", Some(Code::MeasureUnread)),
        ("到2025年，前三名。", Some(Code::MeasureUnread)),
        ("到2025年，不合格率降至5‰。", None),
        ("截至目前，覆盖率已达到80%。", None),
        ("处违法所得一倍以上十倍以下罚款。", None),
        ("得分=日常监测（60%）+实地调研（40%）。", None),
        ("明确6项备案材料，培训10天。", None),
        ("公园管理机构负责日常维护。", Some(Code::ClauseUnread)),
        ("长江海事局负责航道整治。", Some(Code::ClauseUnread)),
        ("全局负责航道整治。", None),
        ("县财政局、中华保险配合，开展工作。", Some(Code::ClauseUnread)),
        ("县财政局、长江海事局配合，开展工作。", None),
        ("牵头单位配合单位县财政局。", Some(Code::ClauseUnread)),
        ("牵头单位和配合单位要加强协作。", None),
        ("公布热线7236082（县司法局）。", None),
        ("由周明远、李德副县长负责整改工作。", Some(Code::ClauseUnread)),
        ("由李德副县长负责整改工作。", None),
        ("（成员单位：县财政局、县水利局）", Some(Code::ClauseUnread)),
        ("首批100个行政村开展试点。", Some(Code::MeasureUnread)),
        ("确保各镇建有1所卫生院。", Some(Code::MeasureUnread)),
        ("全县建有30所学校。", None),
        // No word says whether it is a target, or which value is whose.
        ("筹资80万元，粉刷楼道。", Some(Code::MeasureUnread)),
        ("处理投诉1000件。", Some(Code::MeasureUnread)),
        ("普及率、覆盖率分别达到92%、60%、50%。", Some(Code::MeasureUnread)),
        ("贷款余额、存款余额分别为100亿元和200亿元。", Some(Code::MeasureUnread)),
        ("路线全长36.5公里，总投资5.8亿元。", None),
        ("全县排查出隐患点126处。", None),
        ("被通报的，每次扣5分；优秀（90分以上）。", None),
        ("造成1人以上、3人以下死亡事故的，严肃追责。", None),
    ] {
        let found = facts(&clause(end)).diagnostics;
        let told = found.iter().find(|one| {
            one.severity == Severity::Doubt
                && Sign::ALL.iter().any(|sign| sign.unread() == one.code)
        });
        assert_eq!(told.map(|one| one.code), expected, "{end}: {found:?}");
    }
}

/// What a named body should do, by a heading or task to which nobody is assigned, may be a duty.
#[test]
fn what_a_body_should_do_is_a_duty_or_a_doubt() {
    for (heading, expected) in [
        ("县财政局要加强资金保障", true),
        ("县财政局、县水利局切实抓好监管", true),
        ("为加强监管，县水利局要落实责任", true),
        ("由县水利局牵头开展整治", false),
        ("县水利局负责整治", false),
        ("各级政府要加强领导", false),
        ("县财政局应急预案", false),
        ("县财政局工作要求", false),
    ] {
        let text =
            format!("一、{heading}。\n（一）全面排查。查清底数。\n（二）分类整治。逐一销号。");
        let found = facts(&text).diagnostics;
        let is_told = found.iter().any(|one| one.code == Code::TaskWithoutUnit);
        assert_eq!(is_told, expected, "{heading}: {found:?}");
    }
}

/// A deadline that was over months before the issue may be one of the next year.
#[test]
fn a_deadline_without_a_day_is_a_doubt_in_a_dated_document() {
    let head = "某县人民政府办公室关于加强节水的通知\n某政办〔2024〕7号\n各乡镇人民政府：\n";
    for (deadline, dated, expected) in [
        ("8月底前", true, true),
        ("2月30日前", true, true),
        ("12月底前", true, false),
        ("次年1月15日前", true, false),
        ("8月底前", false, false),
    ] {
        let date = if dated { "某县人民政府办公室\n2024年11月28日\n" } else { "" };
        let text = format!("{head}一、县水利局于{deadline}报送总结。\n{date}");
        let found = facts(&text).diagnostics;
        let is_told = found.iter().any(|one| one.code == Code::DateUnread);
        assert_eq!(is_told, expected, "{deadline}: {found:?}");
    }
}

/// What the proof counts as read is in the output.
#[test]
fn a_sign_counts_as_read_only_where_its_fact_came_out() {
    let cues = |text: &str| {
        let facts = facts(text);
        let cues =
            facts.proof.iter().find(|account| account.sign == Sign::Cue).expect("a line for cues");
        (cues.n_found, cues.n_facts, facts.assignments().count())
    };
    let items =
        "一、由县水利局牵头，县财政局配合，拿出节水方案。\n二、县住建局负责改造老旧管网。\n";
    assert_eq!(cues(&format!("滑县节水方案\n{items}")), (3, 3, 3));
    assert_eq!(
        cues(&format!("滑县节水方案\n{}", items.replace("一、", "1.").replace("二、", "2."))),
        (3, 3, 3)
    );
    // A sentence before the first item belongs to no item.
    let (found, made, assigned) =
        cues("滑县节水方案\n县水利局负责起草本方案。\n一、完善制度\n（一）加强学习。\n");
    assert_eq!((found, made), (1, assigned.min(1)));
}

/// Whether a fact of the kind that a sign stands for was read at a position.
fn is_read(sign: Sign, span: Span, facts: &Facts, text: &str) -> bool {
    let times = facts.times.iter().map(|one| one.evidence.span);
    let cited = facts.citations.iter().map(|one| one.evidence.span);
    let targets = facts.indicators.iter().map(|one| one.evidence.span);
    let schemes =
        facts.assessments.iter().flat_map(|one| &one.provisions).map(|one| one.evidence.span);
    let heads = facts.documents.iter().map(|one| one.evidence.span);
    let answered = facts
        .tasks
        .iter()
        .filter(|task| !task.assignments.is_empty())
        .map(|task| task.evidence.span);
    let mut places: Box<dyn Iterator<Item = Span>> = match sign {
        Sign::Cue => {
            Box::new(answered.chain(facts.assignments().map(|one| one.evidence.span)).chain(heads))
        }
        Sign::Title | Sign::Number => Box::new(cited.chain(heads)),
        Sign::Date => Box::new(times.chain(cited).chain(heads)),
        Sign::Measure => Box::new(targets.chain(schemes).chain(cited).chain(heads)),
    };
    let touches = |start: usize, end: usize| start < span.end && span.start < end;
    // A work cited twice in a task appears once.
    let again = |title: &str| {
        text.match_indices(title)
            .any(|(at, _)| touches(at.saturating_sub('《'.len_utf8()), at + title.len()))
    };
    places.any(|place| touches(place.start, place.end))
        || sign != Sign::Cue && facts.citations.iter().any(|one| again(&one.title))
}

/// A fact counted by the proof is in the output, at the position of its sign.
#[test]
fn every_sign_that_counts_as_read_has_its_fact_in_the_output() {
    let mut missing = Vec::new();
    for text in texts() {
        let source = Source { name: "a.txt".to_owned(), text: text.clone(), ..Source::default() };
        let outline = zeren::parse(&source);
        let facts = zeren::extract_facts(&source);
        let told: BTreeSet<(Code, Span)> =
            facts.diagnostics.iter().map(|one| (one.code, one.span)).collect();
        let mut n_read = 0;
        for (sign, range) in zeren::proof::signs(outline.text.as_str()) {
            let span = outline.text.span(range);
            if told.contains(&(sign.unread(), span)) || told.contains(&(sign.passed(), span)) {
                continue;
            }
            n_read += 1;
            if !is_read(sign, span, &facts, &text) {
                missing.push(format!("{sign:?} {}", span.of(&text)));
            }
        }
        assert_eq!(n_read, facts.proof.iter().map(|one| one.n_facts).sum::<usize>());
    }
    assert!(missing.is_empty(), "{} signs: {missing:#?}", missing.len());
}
