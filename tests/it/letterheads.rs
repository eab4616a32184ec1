//! Letterheads of every kind of document: joint issuers, orders, announcements, minutes, laws,
//! replies, forwarded documents.

use zeren::diagnostic::Code;
use zeren::extract_facts;
use zeren::model::Facts;
use zeren::read::Source;

fn facts(text: &str) -> Facts {
    extract_facts(&Source { text: text.to_owned(), format: "text/plain", ..Source::default() })
}

/// Returns title, number, issuers and date of the first document, and the number of documents.
fn told(text: &str) -> String {
    let facts = facts(text);
    let head = &facts.documents[0];
    let issuers: Vec<&str> =
        head.issuers.iter().map(|one| facts.units[one.unit].surface.as_str()).collect();
    format!(
        "{} | {} | {} | {} | {}",
        head.title.as_deref().unwrap_or("-"),
        head.number.as_deref().unwrap_or("-"),
        issuers.join("、"),
        head.date.map_or_else(|| "-".to_owned(), |date| date.to_string()),
        facts.documents.len()
    )
}

const PLAN: &str =
    "滑县节水行动方案\n一、重点任务\n（一）完善制度。建立制度。（牵头单位：县水利局）\n";

#[test]
fn those_who_issue_together_are_several() {
    let notice = "各乡镇人民政府：\n现将《滑县节水行动方案》印发给你们，请认真贯彻执行。\n";
    for (head, signature, title) in [
        ("滑县水利局 滑县财政局关于印发滑县节水行动方案的通知", "滑县水利局　　滑县财政局", ""),
        ("滑县水利局\n滑县财政局\n关于印发滑县节水行动方案的通知", "滑县水利局\n滑县财政局", ""),
        ("滑县水利局　滑县财政局\n关于印发滑县节水行动方案的通知", "滑县水利局滑县财政局", ""),
        ("关于印发滑县节水行动方案的通知", "滑县水利局　滑县财政局", "short"),
    ] {
        let text = format!("滑水发〔2024〕6号\n{head}\n{notice}{signature}\n2024年3月5日\n{PLAN}");
        let about = "关于印发滑县节水行动方案的通知";
        let title = if title.is_empty() {
            format!("滑县水利局滑县财政局{about}")
        } else {
            about.to_owned()
        };
        assert_eq!(
            told(&text),
            format!("{title} | 滑水发〔2024〕6号 | 滑县水利局、滑县财政局 | 2024-03-05 | 2"),
            "{head}"
        );
    }
}

#[test]
fn names_of_issuers_may_go_over_two_lines_or_end_rarely() {
    let notice = "各乡镇人民政府：\n现将《滑县节水行动方案》印发给你们，请认真贯彻执行。\n";
    for (title, signature, issuers) in [
        ("", "滑县“路长制”工作\n领导小组办公室", "滑县“路长制”工作领导小组办公室"),
        ("", "滑县法治建设领导小组\n办公室", "滑县法治建设领导小组办公室"),
        ("滑县节水工作\n领导小组办公室", "", "滑县节水工作领导小组办公室"),
        ("", "望各单位抓好\n领导小组办公室", "领导小组办公室"),
        ("滑县供销合作社联合社", "滑县供销合作社联合社", "滑县供销合作社联合社"),
        ("滑县“双减”工作专班", "", "滑县“双减”工作专班"),
        ("", "滑县“放管服”改革协调小组", "滑县“放管服”改革协调小组"),
    ] {
        let date =
            if signature.is_empty() { "" } else { "2024年3月5日（此件公开发布）\n" };
        let text =
            format!("{title}关于印发滑县节水行动方案的通知\n{notice}{signature}\n{date}{PLAN}");
        let head = if title.is_empty() { "" } else { issuers };
        let date = if date.is_empty() { "-" } else { "2024-03-05" };
        assert_eq!(
            told(&text),
            format!("{head}关于印发滑县节水行动方案的通知 | - | {issuers} | {date} | 2"),
            "{title} {signature}"
        );
    }
}

#[test]
fn a_title_over_several_lines_ends_with_its_own_kind() {
    for (title, is_whole) in [
        ("滑县人民政府关于推行执法公示制度\n全过程记录制度\n法制审核制度的实施意见", true),
        ("滑县人民政府关于推行执法公示制度\n法制审核制度的\n实施意见", true),
        ("滑县人民政府关于落实政府工作报告\n重点任务分工的通知", true),
        ("滑县司法局关于政府工作报告\n滑县司法局2024年节水的方案", false),
        ("关于防汛应急预案\n目录\n防汛工作的意见", false),
        ("滑县人民政府关于2024年节水工作计划\n一、制度的实施意见", false),
        ("滑县人民政府关于节水情况的报告\n节水制度的实施方案", false),
    ] {
        let text = format!("{title}\n滑政〔2024〕6号\n各乡镇人民政府：\n加强节水，严格管理。\n");
        let first = title.lines().next().unwrap_or_default();
        let whole = if is_whole { title.replace('\n', "") } else { first.to_owned() };
        let told = told(&text);
        assert_eq!(told.split(' ').next(), Some(whole.as_str()), "{title}");
    }
}

#[test]
fn letters_set_apart_are_one_name_and_one_number() {
    let apart =
        |text: &str, blank: char| -> String { text.chars().flat_map(|c| [c, blank]).collect() };
    let (number, issuer) = ("滑法政〔2024〕6号", "滑县法治政府建设领导小组");
    for blank in [' ', '\u{200b}', '\u{3000}'] {
        let (number, issuer) = (apart(number, blank), apart(issuer, blank));
        let text = format!(
            "{number}\n关于节水的通知\n各乡镇人民政府：\n请做好节水工作。\n{issuer}\n2024年3月5日\n"
        );
        assert_eq!(
            told(&text),
            "关于节水的通知 | 滑法政〔2024〕6号 | 滑县法治政府建设领导小组 | 2024-03-05 | 1",
        );
    }
}

#[test]
fn each_kind_of_document_has_its_letterhead() {
    for (text, expected) in [
        (
            "滑县人民政府文件\n滑政发〔2024〕6号　　　　　　　签发人：张三\n关于节水行动情况的报告\n市人民政府：\n现将有关情况报告如下。\n\
             一、工作情况\n县水利局负责节水工作的统筹。\n滑县人民政府\n2024年3月5日\n",
            "关于节水行动情况的报告 | 滑政发〔2024〕6号 | 滑县人民政府 | 2024-03-05 | 1",
        ),
        (
            "滑县人民政府文件\n滑政发〔2024〕6号\n关于加强节水的通知\n各乡镇人民政府：\n一、加强管理。由县水利局牵头。\n2024年3月5日\n",
            "关于加强节水的通知 | 滑政发〔2024〕6号 | 滑县人民政府 | 2024-03-05 | 1",
        ),
        (
            "滑县人民政府文件　滑政发〔2024〕6号\n关于加强节水的通知\n各乡镇人民政府：\n一、加强管理。由县水利局牵头。\n2024年3月5日\n",
            "关于加强节水的通知 | 滑政发〔2024〕6号 | 滑县人民政府 | 2024-03-05 | 1",
        ),
        (
            "广州市人民政府令\n第179号\n《广州市节水办法》已经2021年1月8日市政府常务会议通过，现予公布，自2021年5月1日起施行。\n\
             市　长：张三\n2021年1月29日\n广州市节水办法\n第一条　为了节约用水，制定本办法。\n第二条　市水务局负责本市节水工作的统筹。\n",
            "广州市人民政府令 | 第179号 | 广州市人民政府 | 2021-01-29 | 2",
        ),
        (
            "广州市第十六届人民代表大会常务委员会公告\n（第5号）\n《广州市节水条例》已由本会通过，现予公布，自2024年5月1日起施行。\n\
             广州市人民代表大会常务委员会\n2024年3月5日\n广州市节水条例\n第一章　总则\n第一条　为了节水，制定本条例。\n第二条　市水务局负责节水工作。\n",
            "广州市第十六届人民代表大会常务委员会公告 | 第5号 | 广州市人民代表大会常务委员会 | 2024-03-05 | 2",
        ),
        (
            "中华人民共和国主席令\n第二十八号\n《中华人民共和国节水法》已由全国人民代表大会常务委员会通过，现予公布，自2024年9月1日起施行。\n\
             中华人民共和国主席　某某某\n2024年6月10日\n中华人民共和国节水法\n第一章　总则\n第一条　为了规范节水，制定本法。\n",
            "中华人民共和国主席令 | 第二十八号 | 中华人民共和国主席 | 2024-06-10 | 2",
        ),
        (
            "滑县人大常委会关于加强节水的决定\n（2024年8月29日滑县第十五届人大常委会第二十次会议通过）\n\
             为了节水，作出如下决定：\n一、加强管理。由县水利局牵头。\n",
            "滑县人大常委会关于加强节水的决定 | - | 滑县人大常委会 | 2024-08-29 | 1",
        ),
        (
            "中华人民共和国节水法\n（2024年6月10日第十四届全国人民代表大会常务委员会第十次会议通过）\n第一章　总则\n\
             第一条　为了规范节水，制定本法。\n第二条　国务院水行政主管部门负责全国节水监督管理工作。\n",
            "中华人民共和国节水法 | - |  | - | 1",
        ),
        (
            "滑县人民政府专题会议纪要\n〔2024〕6号\n滑县人民政府办公室　　　　2024年3月5日\n3月1日，县长张三主持召开专题会议，研究节水工作。\
             会议议定以下事项：\n一、由县水利局牵头，县财政局配合，3月底前拿出节水方案。\n二、县住建局负责改造老旧管网。\n",
            "滑县人民政府专题会议纪要 | 〔2024〕6号 | 滑县人民政府办公室 | 2024-03-05 | 1",
        ),
        (
            "滑县人民政府办公室对县政协十届三次会议第41号提案的答复\n滑政办函〔2024〕6号\n张三委员：\n您提出的提案收悉，现答复如下：\n\
             一、县水利局牵头推进节水改造，县财政局给予支持。\n滑县人民政府办公室\n2024年3月5日\n",
            "滑县人民政府办公室对县政协十届三次会议第41号提案的答复 | 滑政办函〔2024〕6号 | 滑县人民政府办公室 | 2024-03-05 | 1",
        ),
        (
            "滑政办发〔2024〕6号\n滑县人民政府办公室转发县水利局等部门关于节水工作意见的通知\n各乡镇人民政府：\n\
             县水利局《节水意见》已经县政府同意，现转发给你们。\n",
            "滑县人民政府办公室转发县水利局等部门关于节水工作意见的通知 | 滑政办发〔2024〕6号 | 滑县人民政府办公室 | - | 1",
        ),
        (
            "国办发〔2024〕6号\n国务院办公厅转发国家发展改革委关于节水工作意见的通知\n各省、自治区、直辖市人民政府：\n现转发给你们。\n",
            "国务院办公厅转发国家发展改革委关于节水工作意见的通知 | 国办发〔2024〕6号 | 国务院办公厅 | - | 1",
        ),
    ] {
        assert_eq!(told(text), expected);
    }
}

#[test]
fn numbers_are_read_beside_others_and_other_things() {
    for (line, expected, n_doubts) in [
        ("滑教〔2024〕15号　滑财〔2024〕20号", "滑教〔2024〕15号", 1),
        ("滑教〔2024〕15号、滑财〔2024〕20号", "滑教〔2024〕15号", 1),
        ("滑教〔2024〕15号\n滑财〔2024〕20号", "滑教〔2024〕15号", 1),
        ("滑教〔2024〕15号　　2024年4月1日", "滑教〔2024〕15号", 0),
        ("密级：公开　滑政办〔2024〕7号", "滑政办〔2024〕7号", 0),
        ("等级　特急·明电　　滑政办明电〔2024〕7号", "滑政办明电〔2024〕7号", 0),
        ("滑司字2024年第3号", "滑司字2024年第3号", 0),
        ("文号 滑教〔2024〕15号　时效 有效", "滑教〔2024〕15号", 0),
        ("现就 滑教〔2024〕15号 文件，通知如下", "-", 1),
    ] {
        let text = format!(
            "滑县教育局关于校园安全的通知\n{line}\n各乡镇人民政府：\n一、加强管理。由县教育局牵头。\n"
        );
        let number = told(&text).split(" | ").nth(1).map(str::to_owned);
        let doubts = facts(&text).diagnostics;
        let n_unread = doubts.iter().filter(|one| one.code == Code::NumberUnread).count();
        assert_eq!((number.as_deref(), n_unread), (Some(expected), n_doubts), "{line}");
    }
}

#[test]
fn what_copies_add_below_the_imprint_hides_nothing() {
    const PRINTED: &str = "滑县应急管理局办公室　2024年5月21日印发";
    for (below, is_printed) in [
        (PRINTED.to_owned(), true),
        (format!("抄送：县委办。\n{PRINTED}\n校对：李明"), true),
        (format!("{PRINTED}\n（共印150份）"), true),
        (format!("{PRINTED}　共印60份"), true),
        (format!("抄送：县委办。\n{PRINTED}\n承办单位：县应急局办公室　经办人：李明"), true),
        (format!("{PRINTED}\n附件：1.防汛方案\n2.防汛表"), true),
        ("印发机关：滑县应急管理局办公室　印发日期：2024年5月21日".to_owned(), true),
        ("抄报：市应急局。\n抄送：县委办。\n校对：李明　共印60份".to_owned(), false),
    ] {
        let text = format!(
            "滑县应急管理局关于防汛的通知\n各乡镇人民政府：\n一、加强管理。由县水利局牵头。\n\
             滑县应急管理局\n2024年5月20日\n{below}\n"
        );
        let facts = facts(&text);
        let head = &facts.documents[0];
        assert_eq!(
            head.date.map(|date| date.to_string()).as_deref(),
            Some("2024-05-20"),
            "{below}"
        );
        let day = head.printed_date.map(|date| date.to_string());
        assert_eq!(
            (day.as_deref() == Some("2024-05-21"), head.printed_by.is_some()),
            (is_printed, is_printed),
            "{below}"
        );
        let [task] = &facts.tasks[..] else { panic!("{below}") };
        assert_eq!(task.assignments.len(), 1, "{below}");
    }
}

#[test]
fn a_date_beside_the_number_is_that_of_a_document_without_a_signature() {
    for (line, signature, expected) in [
        ("滑教〔2024〕15号　　2024年4月1日", "", "2024-04-01"),
        ("滑教〔2024〕15号\n2024年4月1日", "", "2024-04-01"),
        ("滑教〔2024〕15号　　2024年4月1日", "滑县教育局\n2024年3月30日\n", "2024-03-30"),
    ] {
        let text = format!(
            "滑县教育局关于校园安全的通知\n{line}\n一、加强管理。由县教育局牵头。\n{signature}"
        );
        assert_eq!(told(&text).split(" | ").nth(3), Some(expected), "{line}");
    }
}

/// A page that is not an official document has no tasks, and a remark says what it is.
#[test]
fn what_is_no_official_document_makes_no_tasks() {
    for (text, code) in [
        (
            "我县召开节水工作推进会\n本报讯（记者张三）3月5日，我县召开会议。会议要求：\n一、加强管理。由县水利局牵头，县财政局配合。\n",
            Code::NotOfficial,
        ),
        (
            "《滑县节水行动方案》政策解读\n一、由县水利局牵头推进。\n二、由县财政局负责保障。\n",
            Code::NotOfficial,
        ),
        ("网站地图\n联系我们\n", Code::NoDocument),
    ] {
        let facts = facts(text);
        assert!(facts.tasks.is_empty() && facts.assignments().next().is_none(), "{text}");
        assert!(
            facts.diagnostics.iter().any(|one| one.code == code),
            "{text}: {:?}",
            facts.diagnostics
        );
    }
}

/// An annex listed in a plan belongs to the plan, but is numbered consecutively in IRIs.
#[test]
fn an_annex_belongs_to_the_plan_that_lists_it() {
    let text = format!(
        "滑政办发〔2024〕6号\n滑县人民政府办公室关于印发《滑县节水行动方案》的通知\n各乡镇人民政府：\n现将《滑县节水行动方案》印发给你们。\n\
         滑县人民政府办公室\n2024年3月5日\n{PLAN}附件：滑县节水考核指标\n附件\n滑县节水考核指标\n一、用水\n1.完成定额。（牵头单位：县水利局）\n"
    );
    let facts = facts(&text);
    let attached: Vec<_> = facts.documents.iter().map(|one| one.attaches.join(" ")).collect();
    assert_eq!(attached, ["d2", "d3", ""]);
}

#[test]
fn fields_of_a_page_come_apart_on_one_line() {
    let text = "索 引 号： 000014349/2018-00174 主题分类： 科技、教育\n发文机关： 滑县人民政府    成文日期： 2024年03月05日\n\
        关于加强节水的通知\n各乡镇人民政府：\n一、加强管理。由县水利局牵头。\n";
    let told = &facts(text).documents[0].web;
    let field = |name| told.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str());
    assert_eq!(field("index"), Some("000014349/2018-00174"));
    assert_eq!(field("category"), Some("科技、教育"));
    assert_eq!(field("publisher"), Some("滑县人民政府"));
    assert_eq!(field("date"), Some("2024年03月05日"));
}

#[test]
fn an_issuer_whose_name_goes_over_a_line_is_quoted_whole() {
    let text = "宝发〔20229号\n宝丰县人民政府\n\n中共宝丰县委 宝丰县人民政府\n关于印发《宝丰县实施方案》的通知\n\
        一、总体要求\n各乡镇要加强学习。\n";
    let facts = facts(text);
    let issuers = &facts.documents[0].issuers;
    assert!(!issuers.is_empty());
    for one in issuers {
        let span = one.evidence.span;
        assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{span:?}");
    }
}

/// Titles of the documents, and the tasks with the paths on which they stand.
fn outline(text: &str) -> String {
    let facts = facts(text);
    let titles: Vec<&str> =
        facts.documents.iter().map(|one| one.title.as_deref().unwrap_or("-")).collect();
    let tasks: Vec<&str> = facts.tasks.iter().map(|task| task.id.as_str()).collect();
    format!("{} | {}", titles.join("、"), tasks.join(" "))
}

const NOTICE: &str = "滑县人民政府办公室关于印发滑县节水行动方案的通知\n滑政办〔2024〕6号\n各乡镇人民政府：\n\
                      \u{3000}\u{3000}现将《滑县节水行动方案》印发给你们，请认真贯彻执行。\n";
const SIGNATURE: &str = "滑县人民政府办公室\n2024年3月5日\n";
const ANNEXES: &str = "附件1\n滑县节水行动方案\n　　一、重点任务\n　　（一）推进改造。（牵头单位：县住建局）\n附件2\n\
                       滑县节水工作责任清单\n1.制定定额。责任单位：县水利局；完成时限：6月底。\n2.改造管网。责任单位：县住建局。\n";

/// The list of annexes that GB/T 9704 puts before the signature costs neither that nor a plan.
#[test]
fn a_list_of_annexes_stands_before_the_signature() {
    for list in [
        "　　附件：1.滑县节水行动方案\n　　　　　2.滑县节水工作责任清单\n",
        "附件：1．滑县节水行动方案\n2．滑县节水工作责任清单\n",
        "附件：1.滑县节水行动方案.docx\n2.滑县节水工作责任清单.xlsx\n",
        "附件：\n1.滑县节水行动方案\n2.滑县节水工作责任清单\n",
        "附件：\n滑县节水行动方案\n滑县节水工作责任清单\n",
    ] {
        let text = format!("{NOTICE}{list}{SIGNATURE}{ANNEXES}");
        assert_eq!(
            told(&text),
            "滑县人民政府办公室关于印发滑县节水行动方案的通知 | 滑政办〔2024〕6号 | 滑县人民政府办公室 | 2024-03-05 | 3",
            "{list}"
        );
        assert_eq!(
            outline(&text),
            "滑县人民政府办公室关于印发滑县节水行动方案的通知、滑县节水行动方案、滑县节水工作责任清单 | d2/一/（一） d3/1 d3/2",
            "{list}"
        );
    }
}

/// A short document whose lines are all short is not taken for one that a page layout wrapped.
#[test]
fn short_lines_are_not_wrapped_ones() {
    let annex = ANNEXES.replace("附件1\n", "").replace("附件2", "附件");
    let text = format!("{NOTICE}{SIGNATURE}{annex}")
        .replace("（一）推进改造。", "（一）推进改造。6月底前完成老旧管网改造10公里。");
    assert_eq!(
        outline(&text),
        "滑县人民政府办公室关于印发滑县节水行动方案的通知、滑县节水行动方案、滑县节水工作责任清单 | d2/一/（一） d3/1 d3/2"
    );
}

/// In a wrapped text a full line that ends a paragraph is not the beginning of the signature.
#[test]
fn a_signature_stands_below_a_full_line() {
    let notice = "市政府办公室关于印发临江市优化营商环境2024年工作要点的通\n知\n临政办发〔2024〕18号\n各县（市、区）人民政府：\n\
                  \u{3000}\u{3000}《临江市优化营商环境2024年工作要点》已经市政府第12\n次常务会议审议通过，现印发给你们，请结合实际认真贯彻落实。\n\
                  临江市人民政府办公室\n2024年4月19日\n临江市优化营商环境2024年工作要点\n";
    let body = "　　（一）推进改造。政务服务事项网上可办率达到98%以上，企\n业开办时间压缩至1个工作日以内，推进政务服务事项标准化规范化\n建设，强化落实。（牵头单位：市住建局）\n";
    let text = format!("{notice}　　一、重点任务\n{}", body.repeat(3));
    assert_eq!(
        told(&text),
        "市政府办公室关于印发临江市优化营商环境2024年工作要点的通知 | 临政办发〔2024〕18号 | 临江市人民政府办公室 | 2024-04-19 | 2"
    );
}

/// What a notice forwards is a document, with an annex behind it or without.
#[test]
fn a_forwarded_plan_is_a_document_before_its_annex() {
    let annex = "附件1\n滑县节水工作推进表\n1.制定定额。责任单位：县水利局。\n2.改造管网。责任单位：县住建局。\n";
    for named in ["《滑县2024年节水工作方案》", "方案"] {
        let text = format!(
            "滑县人民政府办公室转发县水利局关于滑县2024年节水工作方案的通知\n滑政办〔2024〕6号\n各乡镇人民政府：\n\
             县水利局制定的{named}已经县政府同意，现转发给你们。\n{SIGNATURE}滑县2024年节水工作方案\n\
             为贯彻落实《安阳市节水行动实施方案》精神，制定本方案。\n一、重点任务\n（一）推进改造。（牵头单位：县住建局）\n{annex}"
        );
        assert_eq!(
            outline(&text),
            "滑县人民政府办公室转发县水利局关于滑县2024年节水工作方案的通知、滑县2024年节水工作方案、滑县节水工作推进表 | \
             d2/一/（一） d3/1 d3/2",
            "{named}"
        );
        let facts = facts(&text);
        assert_eq!(facts.documents[2].kind, "推进表");
    }
}

/// A title goes over lines, also where the end of one parts its last word.
#[test]
fn the_last_line_of_a_title_may_be_the_rest_of_it() {
    for title in [
        "滑县人民政府办公室关于印发滑县节水行动方案\n的通知",
        "滑县人民政府办公室关于印发\n滑县节水行动方案\n的通知",
        "滑县人民政府办公室关于印发滑县节水行动方案的通\n知",
    ] {
        let text = format!("{NOTICE}{SIGNATURE}{PLAN}")
            .replace("滑县人民政府办公室关于印发滑县节水行动方案的通知", title);
        assert_eq!(
            told(&text),
            "滑县人民政府办公室关于印发滑县节水行动方案的通知 | 滑政办〔2024〕6号 | 滑县人民政府办公室 | 2024-03-05 | 2",
            "{title}"
        );
    }
}

/// The years of a plan may begin the last line of the title of its notice.
#[test]
fn the_last_line_of_a_title_may_begin_with_years() {
    let title = "滑县人民政府办公室\n关于印发滑县节水行动方案\n（2023—2025年）的通知";
    let text = format!(
        "{title}\n滑政办发〔2023〕8号\n各镇人民政府：\n现印发给你们。\n\
         滑县人民政府办公室\n2023年1月13日\n"
    );
    assert_eq!(
        told(&text),
        "滑县人民政府办公室关于印发滑县节水行动方案（2023—2025年）的通知 | 滑政办发〔2023〕8号 | \
         滑县人民政府办公室 | 2023-01-13 | 1"
    );
}

/// Those who issue stand above what they issue as above what they write about.
#[test]
fn those_above_what_is_issued_belong_to_the_title() {
    let title = "滑县水利局 滑县财政局\n印发《关于加强节水工作的实施方案》的通知";
    let text = format!(
        "{title}\n滑水发〔2024〕6号\n各镇人民政府：\n现将《关于加强节水工作的实施方案》印发给你们。\n\
         滑县水利局\n滑县财政局\n2024年3月5日\n"
    );
    assert_eq!(
        told(&text),
        "滑县水利局滑县财政局印发《关于加强节水工作的实施方案》的通知 | 滑水发〔2024〕6号 | \
         滑县水利局、滑县财政局 | 2024-03-05 | 1"
    );
    for title in ["转发县水利局《关于加强节水的意见》的通知", "印发滑县节水行动方案的通知"]
    {
        let text =
            format!("滑政办发〔2024〕6号\n滑县人民政府办公室\n{title}\n各镇人民政府：\n请落实。\n");
        let whole = format!("滑县人民政府办公室{title}");
        assert_eq!(
            told(&text),
            format!("{whole} | 滑政办发〔2024〕6号 | 滑县人民政府办公室 | - | 1")
        );
    }
}

/// What is listed below `附件：` at the end are annexes, and the date above them is that of issue.
#[test]
fn annexes_listed_at_the_end_are_no_tasks() {
    let head = "滑县水利局关于推进节水工作的通知\n各镇人民政府：\n\
                一、抓好节水。请于5月13日前报送方案。\n二、抓好排查。请于6月13日前报送总结。\n";
    let (signed, annexes) =
        ("滑县水利局\n2022年4月21日\n", "附件：\n1.申报材料\n2.技术规范\n3.汇总表.xls\n");
    for text in [format!("{head}{signed}{annexes}"), format!("{head}{annexes}{signed}")] {
        assert_eq!(
            told(&text),
            "滑县水利局关于推进节水工作的通知 | - | 滑县水利局 | 2022-04-21 | 1",
            "{text}"
        );
        assert_eq!(facts(&text).tasks.len(), 2, "{text}");
    }
}

/// What is known of minutes stands over their title as often as under it.
#[test]
fn annexes_listed_below_the_date_are_neither_tasks_nor_documents() {
    let tell = |title: &str, body: &str, below: &str| {
        let facts = facts(&format!(
            "滑县司法局关于{title}的通知\n各乡镇人民政府：\n{body}\n滑县司法局\n2024年3月5日\n{below}\n"
        ));
        let date = facts.documents[0].date.map(|date| date.to_string()).unwrap_or_default();
        let titles: Vec<_> =
            facts.documents.iter().skip(1).filter_map(|one| one.title.clone()).collect();
        format!("{date} {} {}", facts.assignments().count(), titles.join("、"))
    };
    for below in [
        "附件1.滑县普法统计表\n附件2.滑县普法汇总表",
        "附件1.滑县普法统计表\n附件2.滑县普法汇总表\n附件3.滑县普法方案\n附件4.滑县普法清单",
        "1.滑县普法活动方案.docx\n2.滑县普法统计表.xls",
        "附件：滑县普法活动方案",
        "附件：\n1.滑县普法活动方案\n2.联络员信息表",
    ] {
        let found = tell("普法", "一、开展活动。由县司法局负责。", below);
        assert_eq!(found, "2024-03-05 1 ", "{below}");
        assert_eq!(tell("印发工作方案", "现将方案印发给你们。", below), "2024-03-05 0 ", "{below}");
    }
    let plan = "附件1.滑县普法活动方案\n一、重点任务\n（一）开展活动。由县司法局负责。";
    assert_eq!(tell("印发工作方案", "现将方案印发给你们。", plan), "2024-03-05 1 滑县普法活动方案");
}

/// A forwarded document has its own number, addressees and signature; a plan, bodies below its
/// title.
#[test]
fn forwarded_documents_have_letterheads_of_their_own() {
    for (forwarded, expected) in [
        (
            "青河市教育局关于校园安全的通知\n青教〔2024〕11号\n各县（市、区）教育局：\n\
             一、加强管理。由县教育局牵头。\n青河市教育局\n2024年5月15日",
            "青教〔2024〕11号 青河市教育局 1 2024-05-15",
        ),
        (
            "国办发〔2024〕3号\n青河市教育局关于校园安全的通知\n各省、自治区、直辖市人民政府：\n\
             一、加强管理。由县教育局牵头。\n国务院办公厅\n2024年5月15日",
            "国办发〔2024〕3号 国务院办公厅 1 2024-05-15",
        ),
        (
            "青河市教育局关于校园安全的通知\n（县教育局 2024年5月15日）\n一、加强管理。由县教育局牵头。",
            "- 县教育局 0 2024-05-15",
        ),
        (
            "青河市教育局关于校园安全的通知\n县教育局　县公安局\n一、加强管理。由县教育局牵头。",
            "- 县教育局、县公安局 0 -",
        ),
    ] {
        let facts = facts(&format!(
            "滑县教育局转发《青河市教育局关于校园安全的通知》的通知\n滑教〔2024〕21号\n各中小学：\n\
             现将《青河市教育局关于校园安全的通知》转发给你们。\n滑县教育局\n2024年5月20日\n{forwarded}\n"
        ));
        let [own, other] = &facts.documents[..] else { panic!("{forwarded}") };
        assert_eq!(own.number.as_deref(), Some("滑教〔2024〕21号"));
        assert_eq!(own.date.map(|date| date.to_string()).as_deref(), Some("2024-05-20"));
        assert_eq!(facts.region.as_ref().map(|region| region.name.as_str()), Some("滑县"));
        let issuers: Vec<&str> =
            other.issuers.iter().map(|one| facts.units[one.unit].surface.as_str()).collect();
        let found = format!(
            "{} {} {} {}",
            other.number.as_deref().unwrap_or("-"),
            issuers.join("、"),
            other.addressees.len(),
            other.date.map_or_else(|| "-".to_owned(), |date| date.to_string()),
        );
        assert_eq!(found, expected);
        assert_eq!(facts.tasks.len(), 1);
    }
}

#[test]
fn minutes_have_a_masthead() {
    let body = "9月11日，副县长张三主持召开专题会议。现将会议纪要如下：\n一、关于资金问题。由县财政局负责，9月底前落实。\n";
    for (head, expected) in [
        (
            "滑县人民政府\n专题会议纪要\n〔2023〕17号\n滑县人民政府办公室　　　　2023年9月14日\n关于节水有关问题的协调会议纪要",
            "关于节水有关问题的协调会议纪要 | 〔2023〕17号 | 滑县人民政府办公室 | 2023-09-14 | 1",
        ),
        (
            "滑县人民政府专题会议纪要\n（第17期）\n滑县人民政府办公室编　　　　2023年9月14日",
            "滑县人民政府专题会议纪要 | 第17期 | 滑县人民政府办公室 | 2023-09-14 | 1",
        ),
        (
            "滑县人民政府专题会议纪要\n（第17期）\n2023年9月14日",
            "滑县人民政府专题会议纪要 | 第17期 | 滑县人民政府 | 2023-09-14 | 1",
        ),
    ] {
        let text = format!("{head}\n{body}");
        assert_eq!(told(&text), expected);
        assert_eq!(facts(&text).region.map(|region| region.name), Some("滑县".to_owned()));
    }
}

/// A line alone over a table is its title, whatever it ends in.
#[test]
fn what_stands_over_a_table_is_its_title() {
    for (title, kind) in [
        ("滑县2024年节水工作责任表", "责任表"),
        ("滑县2024年节水工作作战图", "作战图"),
        ("滑县2024年节水工作职责分工", "职责分工"),
        ("滑县2024年节水工作一张网", ""),
    ] {
        let table = "序号|任务|责任单位\n1|制定定额|县水利局\n2|改造管网|县住建局\n";
        let rows: Vec<String> =
            table.lines().map(|row| format!("| {} |", row.replace('|', " | "))).collect();
        let facts = facts(&format!("{title}\n\n{}\n", rows.join("\n")));
        assert_eq!(facts.documents[0].title.as_deref(), Some(title));
        assert_eq!(facts.documents[0].kind, kind, "{title}");
        assert_eq!(facts.tasks.len(), 2, "{title}");
    }
}

/// Emergency plans count in numbers of several places: typed close, behind a table of contents,
/// with headings that begin with a degree, with a number that is missing.
#[test]
fn emergency_plans_keep_their_outline() {
    let plan = "1 总则\n1.1 编制目的\n建立健全机制。\n2 预警\n2.1 县指挥部\n由县应急管理局牵头，县林业局配合。\n3 附则\n3.1 预案管理\n由县应急管理局负责解释。\n";
    let contents = "目 录\n1 总则\n2 预警\n3 附则\n\n";
    for (text, expected) in [
        (plan.replace(' ', ""), "一/（一） 二/（一） 三/（一）"),
        (format!("{contents}{plan}"), "一/（一） 二/（一） 三/（一）"),
        (plan.replace("县指挥部", "Ⅰ级响应"), "一/（一） 二/（一） 三/（一）"),
        (plan.replace("县指挥部", "“红色”预警"), "一/（一） 二/（一） 三/（一）"),
        (
            plan.replace("\n3 附则", "\n4 附则").replace("3.1", "4.1"),
            "一/（一） 二/（一） 四/（一）",
        ),
    ] {
        let facts = facts(&format!("滑县森林火灾应急预案\n{text}"));
        let paths: Vec<&str> =
            facts.tasks.iter().filter_map(|task| task.id.strip_prefix("d1/")).collect();
        assert_eq!(paths.join(" "), expected, "{text}");
        let lead = facts.units.first().map(|unit| unit.surface.as_str());
        assert_eq!(lead, Some("县应急管理局"), "{text}");
    }
}

/// The foot of a site names who runs it; the last item of the document keeps its own duties.
#[test]
fn a_foot_of_a_site_is_no_duty() {
    let foot = "主办：滑县人民政府办公室\n承办：滑县大数据局\n版权所有：滑县人民政府\n备案号：豫ICP备12345678号\n";
    let document = format!("{PLAN}（二）加强监管。开展检查。（牵头单位：县公安局）\n");
    for text in
        [document.clone(), format!("{document}{foot}"), format!("{document}相关链接\n{foot}")]
    {
        let facts = facts(&text);
        let n_duties: Vec<usize> = facts.tasks.iter().map(|task| task.assignments.len()).collect();
        assert_eq!(n_duties, [1, 1], "{text}");
        let units: Vec<&str> = facts.units.iter().map(|unit| unit.surface.as_str()).collect();
        assert_eq!(units, ["县水利局", "县公安局"], "{text}");
    }
}

/// Who leads a task is a person of it once, although the label of the leader is also a post.
#[test]
fn a_leader_is_listed_once() {
    let task = "（一）完善制度。建立制度。（牵头领导：副县长李明）\n（二）加强监管。会议由副县长李明主持。\n";
    let facts = facts(&PLAN.replace("（一）完善制度。建立制度。（牵头单位：县水利局）\n", task));
    let persons: Vec<(&str, Option<&str>)> =
        facts.persons.iter().map(|one| (one.name.as_str(), one.task.as_deref())).collect();
    assert_eq!(persons, [("李明", Some("d1/一/（一）")), ("李明", Some("d1/一/（二）"))]);
}

/// Word documents set parts of a letterhead and signatures side by side in tables without borders.
#[test]
fn letterheads_and_signatures_may_be_tables() {
    let head = "| 滑政发〔2024〕6号 | 签发人：张三 |\n\n滑县人民政府、滑县水利局关于节水的通知\n\n各乡镇人民政府：\n\n一、加强节水。由县水利局负责。\n\n";
    for signature in [
        "| 滑县人民政府 | 滑县水利局 |\n| 2024年3月5日 | 2024年3月5日 |\n",
        "| 滑县人民政府<br>2024年3月5日 | 滑县水利局<br>2024年3月5日 |\n",
        "| 滑县人民政府<br>滑县水利局<br>2024年3月5日 |\n",
    ] {
        let expected = "滑县人民政府、滑县水利局关于节水的通知 | 滑政发〔2024〕6号 | 滑县人民政府、滑县水利局 | 2024-03-05 | 1";
        assert_eq!(told(&format!("{head}{signature}")), expected, "{signature}");
    }
}

/// A table with a title of its own below another is a document, as is each sheet of a workbook.
#[test]
fn a_second_table_with_a_title_is_a_document() {
    let table = |title: &str, task: &str| {
        format!(
            "{title}\n\n| 序号 | 工作任务 | 责任单位 |\n| --- | --- | --- |\n| 1 | {task} | 县水利局 |\n\n"
        )
    };
    let text =
        table("滑县重点任务清单", "一、加强节水") + &table("滑县民生实事任务清单", "新建公园");
    let facts = facts(&text);
    let titles: Vec<_> = facts.documents.iter().map(|one| one.title.as_deref()).collect();
    assert_eq!(titles, [Some("滑县重点任务清单"), Some("滑县民生实事任务清单")]);
    assert_eq!(facts.tasks.last().map(|task| task.id.as_str()), Some("d2/1"));
}

/// Opinions and decisions bear their date in brackets below the title; the day on which a meeting
/// passed one is none.
#[test]
fn a_date_below_the_title_is_that_of_the_document() {
    let item =
        "为深化改革，现提出如下意见。\n一、重点任务\n1.加强监管。建立系统。（县国资委牵头）\n";
    let title = "中共滑县县委 滑县人民政府\n关于深化国资国企改革的实施意见\n";
    for (below, date) in [
        ("（2023年9月12日）\n", "2023-09-12"),
        ("（二〇二三年九月十二日）\n", "2023-09-12"),
        ("（2023年9月12日县委常委会会议通过）\n", "-"),
        ("", "-"),
    ] {
        assert_eq!(
            told(&format!("{title}{below}{item}")),
            format!(
                "中共滑县县委滑县人民政府关于深化国资国企改革的实施意见 | - | 中共滑县县委、滑县人民政府 | {date} | 1"
            ),
            "{below}"
        );
    }
}

/// Offices of streets, teams and departments of a ministry sign as other bodies do.
#[test]
fn signatures_have_seals_hours_or_no_day() {
    for (signature, expected) in [
        ("滑县水利局（章）\n2024年3月5日", "滑县水利局 | 2024-03-05"),
        ("滑县水利局（盖章）\n2024年3月5日14时", "滑县水利局 | 2024-03-05"),
        (
            "滑县水利局（印章）　滑县财政局（章）\n2024年3月5日",
            "滑县水利局、滑县财政局 | 2024-03-05",
        ),
        (
            "（印章）（印章）\n滑县水利局　滑县财政局\n2024年3月5日",
            "滑县水利局、滑县财政局 | 2024-03-05",
        ),
        ("滑县河长制办公室\n（滑县水利局代章）\n2024年3月5日", "滑县河长制办公室 | 2024-03-05"),
        ("滑县水利局\n二〇二四年三月", "滑县水利局 | -"),
        ("活动安排\n2024年3月", " | -"),
    ] {
        let text = format!("关于节水的通知\n各乡镇人民政府：\n一、加强管理。\n{signature}\n");
        let found = told(&text);
        let found = found.splitn(3, " | ").last().unwrap_or_default();
        assert_eq!(found, format!("{expected} | 1"), "{signature}");
    }
}

#[test]
fn rarer_bodies_sign() {
    for (title, signature, issuers) in [
        (
            "石景山区八角街道办事处关于节水的通知",
            "石景山区八角街道办事处",
            "石景山区八角街道办事处",
        ),
        (
            "三明市统计局 国家统计局三明调查队关于节水的通知",
            "三明市统计局  国家统计局三明调查队",
            "三明市统计局、国家统计局三明调查队",
        ),
        ("国家能源局综合司关于节水的通知", "国家能源局综合司", "国家能源局综合司"),
        ("关于节水的通知", "滑县节水工作联席会议", "滑县节水工作联席会议"),
        (
            "关于节水的通知",
            "滑县节水工作联席会议办公室（滑县水利局代章）",
            "滑县节水工作联席会议办公室",
        ),
        (
            "关于节水的通知",
            "滑县节水工作联席会议办公室\n（滑县水利局代章）",
            "滑县节水工作联席会议办公室",
        ),
    ] {
        let text = format!(
            "{title}\n各有关单位：\n一、重点任务\n（一）加强管理。建立制度。（各有关单位负责）\n{signature}\n2024年1月22日\n"
        );
        let title = title.replace(' ', "");
        assert_eq!(told(&text), format!("{title} | - | {issuers} | 2024-01-22 | 1"));
    }
}

/// 各乡镇党委、人民政府 are one class of addressees, 各镇人民政府、街道办事处 another.
#[test]
fn the_bodies_of_each_town_are_one_addressee() {
    let text = "滑县人民政府办公室关于节水的通知\n各乡镇党委、人民政府，各镇人民政府、街道办事处，县直各单位：\n一、重点任务\n（一）加强管理。建立制度。（县水利局负责）\n";
    let facts = facts(text);
    let names: Vec<&str> = facts.documents[0]
        .addressees
        .iter()
        .map(|one| facts.units[one.unit].surface.as_str())
        .collect();
    assert_eq!(names, ["各乡镇党委、人民政府", "各镇人民政府、街道办事处", "县直各单位"]);
}

/// Copies put the number beside fields or on the line of the title.
#[test]
fn numbers_are_told_from_what_copies_put_beside_them() {
    const TITLE: &str = "滑县人民政府关于节水的通知";
    for top in [
        "文号 滑政发〔2023〕5号　时效 有效\n滑县人民政府关于节水的通知\n",
        "滑政发〔2023〕5号　　　2023-05-14\n滑县人民政府关于节水的通知\n",
        "【发文字号】滑政发〔2023〕5号\n滑县人民政府关于节水的通知\n",
        "滑县人民政府关于节水的通知（滑政发〔2023〕5号）\n",
        "滑政发〔2023〕5号 滑县人民政府关于节水的通知\n",
        "标　题　滑县人民政府关于节水的通知\n滑政发〔2023〕5号\n",
    ] {
        let text = format!(
            "{top}各有关单位：\n一、重点任务\n（一）加强管理。建立制度。（县水利局负责）\n"
        );
        let expected = format!("{TITLE} | 滑政发〔2023〕5号 | 滑县人民政府 | - | 1");
        assert_eq!(told(&text), expected, "{top}");
    }
}

/// A form or list behind the signature is no document, but ends the notice.
#[test]
fn an_annex_without_tasks_stands_behind_the_signature() {
    let text = "滑县人民政府办公室关于节水的通知\n各乡镇：\n一、重点任务\n（一）加强管理。建立制度。（县水利局负责）\n\
                滑县人民政府办公室\n2023年5月16日\n附件\n联系人登记表\n姓名　职务　手机\n填表人：\n";
    let expected = "滑县人民政府办公室关于节水的通知 | - | 滑县人民政府办公室 | 2023-05-16 | 1";
    assert_eq!(told(text), expected);
}

/// A body below a heading does not sign with the one below it.
#[test]
fn a_body_below_a_heading_does_not_sign() {
    let text = "关于节水情况的通报\n各乡镇：\n一、成效\n节水改造全面完成。\n二、进度滞后的单位\n县交通局\n\n\
                滑县人民政府办公室\n2023年5月16日\n";
    let expected = "关于节水情况的通报 | - | 滑县人民政府办公室 | 2023-05-16 | 1";
    assert_eq!(told(text), expected);
}

/// A plan that rests on a notice about another plan bears its own title.
#[test]
fn a_cited_notice_does_not_name_the_plan() {
    let text = "滑县人民政府办公室关于印发滑县节水实施方案的通知\n滑县节水实施方案\n\
                为贯彻省政府《关于印发江东省节水实施方案的通知》精神，制定本方案。\n\
                一、重点任务\n1.完善标准。（责任单位：县水利局）\n";
    let titles: Vec<_> =
        facts(text).documents.into_iter().filter_map(|document| document.title).collect();
    assert_eq!(titles, ["滑县人民政府办公室关于印发滑县节水实施方案的通知", "滑县节水实施方案"]);
}

/// The addressees of the first document.
fn addressees(text: &str) -> String {
    let facts = facts(text);
    let names = &facts.documents[0].addressees;
    names.iter().map(|one| facts.units[one.unit].surface.as_str()).collect::<Vec<_>>().join("、")
}

#[test]
fn a_reply_is_for_the_body_that_asked() {
    let goes_on = "特此批复，请认真组织实施，确保质量和安全，严格控制投资规模，及时报告进展情况。";
    for (asks, to, duties) in [
        ("城关镇人民政府：你镇《关于节水的请示》（城政〔2023〕5号）收悉。", "城关镇人民政府", 0),
        ("教育部：\n你部《关于节水的请示》收悉。", "教育部", 0),
        ("城关镇中心小学：你校《关于节水的请示》收悉。", "", 0),
        ("县水利局：你局要负责节水工作。", "县水利局", 0),
        ("城关镇人民政府：负责节水工作。", "", 1),
    ] {
        let text = format!("{asks}{goes_on}\n滑县人民政府\n2023年9月9日\n");
        assert_eq!(addressees(&text), to, "{asks}");
        assert_eq!(facts(&text).assignments().count(), duties, "{asks}");
    }
    for (title, expected) in [
        (
            "滑县人民政府对县政协十届四次会议\n第41号提案的答复",
            "滑县人民政府对县政协十届四次会议第41号提案的答复",
        ),
        (
            "滑县人民政府对十届人大\n四次会议第41号建议的答复",
            "滑县人民政府对十届人大四次会议第41号建议的答复",
        ),
        ("滑县水利局对外公布\n滑县节水行动方案", "滑县节水行动方案"),
    ] {
        let text = format!("{title}\n滑政函〔2024〕6号\n张三委员：\n您提出的提案收悉。\n");
        assert_eq!(told(&text).split(' ').next(), Some(expected));
    }
}

/// A notice that a page put on one line, and its plan.
fn flattened(head: &str, notice: &str, signature: &str) -> String {
    let pieces = "加强节约用水管理，完善各项制度。".repeat(12);
    format!(
        "标题：x\n{head} 各乡镇人民政府，县直各单位： 为做好节水工作，{notice}请认真贯彻执行。 \
         {signature} 滑县节水行动方案 一、重点任务 （一）完善制度。{pieces}（牵头单位：县水利局）\n"
    )
}

#[test]
fn the_head_of_a_page_on_one_line_names_all_who_issue() {
    let notice = "现将《滑县节水行动方案》印发给你们，";
    let page = "当前位置： 首页 滑县水利局等三部门关于印发《滑县节水行动方案》的通知 时间：2024-03-08 微信 QQ空间";
    let three = "滑县水利局 滑县财政局 河南银保监局滑县监管组";
    let whole = "滑县水利局等三部门关于印发《滑县节水行动方案》的通知";
    let joint = "滑县水利局、滑县财政局、河南银保监局滑县监管组";
    let text = flattened(
        &format!("{page} {three} 文件 滑水〔2024〕6号 {whole}"),
        notice,
        &format!("{three} 2024年3月5日"),
    );
    assert_eq!(told(&text), format!("{whole} | 滑水〔2024〕6号 | {joint} | 2024-03-05 | 2"));
    assert_eq!(addressees(&text), "各乡镇人民政府、县直各单位");

    // The page leaves out the issuers, and the names in the signature differ.
    let about = "关于印发《滑县节水行动方案》的通知";
    let text = flattened(
        &format!("{page} 滑水〔2024〕6号 滑县水利局 滑县财政局 {about}"),
        notice,
        "滑县水务局 滑县财政局 2024年3月5日",
    );
    assert_eq!(
        told(&text),
        format!(
            "滑县水利局滑县财政局{about} | 滑水〔2024〕6号 | 滑县水务局、滑县财政局 | 2024-03-05 | 2"
        )
    );

    // The signature names the place, which the title leaves out; other words are no place.
    for (signature, issuer) in [
        ("滑县城关管理局办公室", "滑县城关管理局办公室"),
        ("滑县 城关管理局 办公室", "滑县城关管理局办公室"),
        ("特此通知城关管理局办公室", "城关管理局办公室"),
        ("特此通知 城关管理局办公室", "城关管理局办公室"),
    ] {
        let title = format!("城关管理局办公室{about}");
        let text = flattened(
            &format!("{title} 城管〔2024〕6号"),
            notice,
            &format!("{signature} 2024年3月5日"),
        );
        let expected = format!("{title} | 城管〔2024〕6号 | {issuer} | 2024-03-05 | 2");
        assert_eq!(told(&text), expected, "{signature}");
    }
}

/// Who signs and when stands between the list of annexes and the first annex.
#[test]
fn a_signature_stands_behind_annexes_on_one_line() {
    let notice = "各村党支部、村委会：为做好节水工作，完善各项制度，加强节约用水管理，现将联系村的名单印发给你们，请各村认真贯彻执行，加强宣传。";
    for (list, signature, issuers) in [
        (
            "附：领导联系点明细表",
            "中共滑县城关镇委员会   滑县城关镇人民政府",
            "中共滑县城关镇委员会、滑县城关镇人民政府",
        ),
        ("附件：领导联系点明细表", "滑县城关镇人民政府", "滑县城关镇人民政府"),
    ] {
        let text = format!(
            "{notice}{list}   {signature}  2024年3月5日 领导联系点明细表 张三 东村 李四 西村\n"
        );
        assert_eq!(told(&text), format!("- | - | {issuers} | 2024-03-05 | 1"), "{list}");
    }
}

#[test]
fn a_notice_says_which_title_its_plan_has() {
    for (says, title) in [
        ("为落实《河南省节水条例》，现将《滑县节水方案》印发给你们。", "滑县节水方案"),
        (
            "为落实《河南省节水条例》，《滑县节水方案》已经县政府同意，现印发给你们。",
            "滑县节水方案",
        ),
        ("现将《滑县节水方案》《滑县考核办法》印发给你们。", "滑县考核办法"),
    ] {
        let text =
            format!("滑政〔2024〕6号\n各乡镇人民政府：\n{says}\n一、加强领导。\n二、加强督导。\n");
        assert_eq!(facts(&text).documents[1].title.as_deref(), Some(title), "{says}");
    }
}

#[test]
fn the_title_of_an_annex_goes_over_two_lines() {
    for (list, title) in [
        ("附件：滑县节水工作领导小组组建方案\n", "滑县节水工作领导小组组建方案"),
        ("", "滑县节水工作领导小组"),
    ] {
        let text = format!(
            "滑县人民政府关于节水的通知\n各乡镇人民政府：\n请认真落实。\n{list}滑县人民政府\n2024年3月5日\n附件：\n\
             滑县节水工作领导小组\n组　建　方　案\n一、主要职责\n统筹节水工作。\n二、组成人员\n县长任组长。\n"
        );
        assert_eq!(facts(&text).documents[1].title.as_deref(), Some(title));
    }
}

#[test]
fn an_item_of_a_notice_decides_for_the_plan() {
    for (item, leads) in [
        ("一、责任分解中，列第一位的责任单位为牵头单位。", true),
        ("一、第一责任人要亲自抓，牵头单位要负责。", false),
    ] {
        let text = format!(
            "滑县人民政府关于印发《重点工作责任分解》的通知\n各乡镇人民政府：\n现将《重点工作责任分解》印发给你们。\n{item}\n\
             滑县人民政府\n2024年3月5日\n重点工作责任分解\n一、经济发展\n（一）加快项目建设。（责任单位：县发改委、县财政局）\n"
        );
        let facts = facts(&text);
        let first = facts.assignments().next().map(|one| one.role.word());
        assert_eq!(first, Some(if leads { "lead" } else { "responsible" }), "{item}");
    }
}

#[test]
fn a_signature_stands_above_a_table() {
    let rows = "| 序号 | 重点任务 | 责任单位 |\n| 1 | 检查管网 | 县水利局 |\n| 2 | 检查水表 | 县住建局 |\n";
    for (title, is_signed) in [("重点任务分工表\n", true), ("", true)] {
        let text = format!(
            "滑县人民政府关于节水检查的通知\n各乡镇人民政府：\n请于4月20日前报县政府。\n滑县人民政府\n2024年3月5日\n{title}{rows}"
        );
        let date = if is_signed { "2024-03-05" } else { "-" };
        assert!(told(&text).contains(&format!("| 滑县人民政府 | {date} |")), "{}", told(&text));
    }
    let text = format!(
        "滑县人民政府关于节水检查的通知\n各乡镇人民政府：\n请检查：\n2024年3月5日\n检查的管网\n{rows}"
    );
    assert!(told(&text).contains("| 滑县人民政府 | - |"), "{}", told(&text));
}

#[test]
fn items_of_a_notice_without_a_signature_are_its_own() {
    let head = "滑政发〔2024〕1号\n滑县人民政府关于印发节水方案的通知\n各乡镇人民政府：\n";
    let items = "一、高度重视。县财政局负责资金保障。\n二、抓好落实。\n";
    for (opening, end, n) in [
        ("现将《节水方案》印发给你们，并就有关事项通知如下：", "", 1),
        ("现将《节水方案》印发给你们，并就有关事项通知如下：", "特此通知\n", 1),
        ("现将《节水方案》印发给你们，请贯彻执行。", "", 2),
    ] {
        let text = format!("{head}{opening}\n{items}{end}");
        let expected = "滑县人民政府关于印发节水方案的通知 | 滑政发〔2024〕1号 | 滑县人民政府 | -";
        assert_eq!(told(&text), format!("{expected} | {n}"), "{opening}{end}");
    }
}

#[test]
fn a_date_that_lost_its_marks_is_read_or_in_doubt() {
    for (line, date, is_doubt) in [
        ("2024年920", "2024-09-20", false),
        ("2024920日", "2024-09-20", false),
        ("2024116", "-", true),
        ("2024年116", "-", true),
    ] {
        let text = format!(
            "滑政发〔2024〕1号\n滑县人民政府关于节水的通知\n各乡镇人民政府：\n请抓好落实。\n\
             滑县人民政府\n{line}\n"
        );
        let told = told(&text);
        assert_eq!(told.split(" | ").nth(3), Some(date), "{line}");
        let facts = facts(&text);
        let has_doubt = facts.diagnostics.iter().any(|one| one.code == Code::DateUnread);
        assert_eq!(has_doubt, is_doubt, "{line}");
    }
}

#[test]
fn a_date_in_brackets_stands_above_the_number() {
    let rest = "滑政〔2008〕18号\n滑县人民政府关于节水的通知\n各乡镇人民政府：\n请抓好落实。\n";
    for day in ["（二○○八年二月二十六日）", "（二OO八年二月二十六日）"] {
        let told = told(&format!("{day}\n{rest}"));
        assert_eq!(told.split(" | ").nth(3), Some("2008-02-26"), "{day}");
    }
}

#[test]
fn short_notices_that_ran_together_have_a_head_and_a_signature() {
    let head = "滑水〔2016〕35号 滑县水利局关于节水的通知 局各股室、所属各单位：";
    let text = "为做好工作，经研究，决定成立领导小组。 ";
    let expected = "滑县水利局关于节水的通知 | 滑水〔2016〕35号 | 滑县水利局 | 2016-01-25 | 1";
    for end in
        ["滑县水利局2016年1月25日", "滑县水利局2016年1月25日 滑县水利局办公室 2016年1月26日印发"]
    {
        assert_eq!(told(&format!("{head}{text}{end}")), expected, "{end}");
    }
}

#[test]
fn a_forwarded_plan_has_its_title_in_two_lines() {
    let text = "滑县水利局转发《关于印发〈2020年青河市节水环境部门集中填报方案〉的通知》的通知\n\
        县直有关单位：\n现将通知转发给你们。\n滑县水利局\n2020年11月4日\n2020年青河市节水环境\n\
        部门集中填报方案\n为贯彻部署，制定本方案。\n一、范围\n滑县。\n";
    let facts = facts(text);
    let titles: Vec<_> = facts.documents.iter().filter_map(|one| one.title.as_deref()).collect();
    assert_eq!(titles[1..], ["2020年青河市节水环境部门集中填报方案"]);
}

#[test]
fn the_issuer_may_stand_before_the_title_of_a_plan_that_ran_together() {
    let notice = "滑政办〔2015〕130号滑县人民政府办公室关于印发《机关突发事件工作预案》的通知\
        各股室：《机关突发事件工作预案》已经同意，现印发给你们。滑县人民政府办公室2015年7月3日";
    let plan = "滑县人民政府办公室机关突发事件工作预案为加强领导，制订本预案。一、领导小组成立领导小组。\
        二、工作职责（一）总值班室：负责突发事件信息的收集与报告。";
    let facts = facts(&format!("{notice}{plan}"));
    let titles: Vec<_> = facts.documents.iter().filter_map(|one| one.title.as_deref()).collect();
    assert_eq!(titles[1..], ["滑县人民政府办公室机关突发事件工作预案"]);
}
