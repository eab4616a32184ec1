use super::*;
use crate::extract::Mentions;
use crate::read::Source;

const METHOD: &str = "某县绩效考核办法\n一、考核对象\n考核对象为各乡镇、县财政局。\n二、考核内容\n（一）基础工作（60分）。按时报送材料。\n（二）重点工作（40分）。完成年度任务。\n\
三、评分办法\n考核满分100分，日常评价占40分，年终考核占60%。经验做法被推广的，每项加2分，累计加分最多不超过5分；被通报批评的，每次扣3分。\n\
四、考核结果\n考核得分90分以上为优秀，80—89分为良好，60分以上、不足80分的为合格，60分以下为不合格。\
对考核优秀的单位，给予通报表扬。弄虚作假的，取消评先资格。考核结果报县政府审定，抄送县委组织部等单位。\n";

fn mentions(text: &str) -> Mentions {
    crate::extract(&crate::parse(&Source { text: text.to_owned(), ..Source::default() }))
}

fn provisions(text: &str) -> Vec<ProvisionMention> {
    let found = mentions(text).assessments;
    found.into_iter().flat_map(|scheme| scheme.provisions).collect()
}

/// The names of the provisions of one kind.
fn names_of(found: &[ProvisionMention], kind: ProvisionKind) -> Vec<&str> {
    found.iter().filter(|one| one.kind == kind).map(|one| one.name.as_str()).collect()
}

#[test]
fn scores_are_read() {
    let found = provisions(METHOD);
    assert_eq!(names_of(&found, ProvisionKind::Object), ["各乡镇", "县财政局"]);
    assert_eq!(names_of(&found, ProvisionKind::Content), ["基础工作", "重点工作"]);
    assert_eq!(names_of(&found, ProvisionKind::Part), ["日常评价", "年终考核"]);
    let terms = |kind, name: &str| {
        found
            .iter()
            .find(|one| one.kind == kind && one.name.contains(name))
            .unwrap_or_else(|| panic!("{name}: {found:#?}"))
            .terms
            .clone()
    };
    assert_eq!(terms(ProvisionKind::Content, "重点").points, Some(40.0));
    assert_eq!(terms(ProvisionKind::Scale, "100").points, Some(100.0));
    assert_eq!(
        (terms(ProvisionKind::Part, "日常").points, terms(ProvisionKind::Part, "年终").weight),
        (Some(40.0), Some(60.0))
    );
    let bonus = terms(ProvisionKind::Bonus, "推广");
    assert_eq!((bonus.points, bonus.max_points), (Some(2.0), Some(5.0)));
    assert_eq!(terms(ProvisionKind::Penalty, "通报").points, Some(3.0));
}

#[test]
fn grades_have_bounds_and_effects() {
    let found = provisions(METHOD);
    let bounds: Vec<_> = found
        .iter()
        .filter(|one| one.kind == ProvisionKind::Grade)
        .map(|one| (one.name.as_str(), one.terms.at_least, one.terms.at_most, one.terms.below))
        .collect();
    assert_eq!(
        bounds,
        [
            ("优秀", Some(90.0), None, None),
            ("良好", Some(80.0), Some(89.0), None),
            ("合格", Some(60.0), None, Some(80.0)),
            ("不合格", None, None, Some(60.0)),
        ]
    );
    assert_eq!(names_of(&found, ProvisionKind::Reward), ["给予通报表扬"]);
    assert_eq!(names_of(&found, ProvisionKind::Sanction), ["取消评先资格"]);
    assert_eq!(names_of(&found, ProvisionKind::Approver), ["县政府"]);
    assert_eq!(names_of(&found, ProvisionKind::Recipient), ["县委组织部"]);
}

#[test]
fn articles_are_read_as_sections_are() {
    const ARTICLES: &str = "某县法治建设考核办法\n第一条 考核对象为各乡镇、县政府各部门。\n第二条 考核工作由县司法局牵头组织实施，县委编办配合。\n\
第三条 考核结果分为优秀、合格、不合格。90分以上为优秀，60分以上不满90分为合格，60分以下为不合格。\n\
第四条 考核结果报县政府审定后，抄送县委组织部、县纪委监委。\n";
    let found = provisions(ARTICLES);
    assert_eq!(names_of(&found, ProvisionKind::Assessor), ["县司法局"]);
    assert_eq!(names_of(&found, ProvisionKind::Recipient), ["县委组织部", "县纪委监委"]);
    assert_eq!(mentions(ARTICLES).indicators, [], "the scores of grades are no targets");
}

#[test]
fn other_documents_have_no_scheme() {
    assert!(
        provisions("某县法治政府建设工作安排\n一、加强领导\n（一）开展考核。对考核优秀的单位，给予通报表扬。\n")
            .is_empty()
    );
    assert!(provisions("").is_empty());
}

#[test]
fn every_pattern_compiles_and_hostile_text_ends() {
    let text = format!(
        "考核办法\n一、考核方式\n{}\n二、考核结果\n{}",
        "对的，".repeat(2000),
        "占1分为优秀（".repeat(2000)
    );
    provisions(&text);
}
