//! Signs that look like a fact but made none, and what had to be repaired: the doubts of the proof,
//! in words for the clerk.

use super::{Both, Check, Context, Draft, Finding, Level, Remark, forms};
use crate::diagnostic::Code;
use crate::message::Lang;
use crate::span::Span;

pub(super) const CHECKS: &[Check] = &[
    Check {
        id: "no-document",
        level: Level::Warning,
        summary: Both {
            zh: "不是公文，或没有正文", en: "there is no official document here"
        },
        advice: Both {
            zh: "检查文件内容是否完整",
            en: "see whether the file is the right one, and whole",
        },
        example: "网站地图\n联系我们\n",
        counterexample: "一、重点任务\n（一）加强学习。认真培训。\n",
        find: |_, _| Vec::new(),
    },
    Check {
        id: "clause-unread",
        level: Level::Note,
        summary: Both {
            zh: "像是责任分工，但读不出由谁负责",
            en: "what looks like a duty could not be read",
        },
        advice: Both {
            zh: "写成“责任单位：……”或“由……负责”", en: "write 责任单位：… or 由…负责"
        },
        example: "一、重点任务\n（一）加强学习。认真培训。（牵头单位：）\n",
        counterexample: "一、重点任务\n（一）加强学习。认真培训。（牵头单位：县司法局）\n",
        find: |draft, _| unread(draft, Code::ClauseUnread, "没有读出由谁负责"),
    },
    Check {
        id: "title-unread",
        level: Level::Note,
        summary: Both {
            zh: "书名号没有配对，或其中不像文件标题",
            en: "《 》 that hold no title, or do not close",
        },
        advice: Both {
            zh: "补全书名号，核对标题", en: "close the marks, and check the title"
        },
        example: "一、重点任务\n（一）加强学习。认真阅读《》并抓好落实。\n",
        counterexample: "一、重点任务\n（一）加强学习。落实《优化营商环境条例》。\n",
        find: |draft, _| unread(draft, Code::TitleUnread, "书名号没有配对，或其中不像标题"),
    },
    Check {
        id: "number-unread",
        level: Level::Note,
        summary: Both { zh: "文号前后没有文件标题", en: "a number belongs to no title" },
        advice: Both {
            zh: "引用文件应先写标题，后写文号", en: "write the title, then the number"
        },
        example: "一、重点任务\n（一）加强学习。某政〔2022〕7号文件继续有效。\n",
        counterexample: "一、重点任务\n（一）加强学习。落实《某市工作方案》（某政〔2022〕7号）。\n",
        find: |draft, _| unread(draft, Code::NumberUnread, "文号没有对应的标题"),
    },
    Check {
        id: "date-unread",
        level: Level::Note,
        summary: Both {
            zh: "像是完成时限，但读不出日期",
            en: "what looks like a deadline could not be read",
        },
        advice: Both {
            zh: "写明年、月、日，如“2024年6月底前”", en: "write year, month and day"
        },
        example: "一、重点任务\n（一）加强学习。认真培训。（完成时限：近期；责任单位：县司法局）\n",
        counterexample: "一、重点任务\n（一）加强学习。认真培训。（完成时限：2024年6月底前；责任单位：县司法局）\n",
        find: |draft, _| unread(draft, Code::DateUnread, "没有读出日期"),
    },
    Check {
        id: "measure-unread",
        level: Level::Note,
        summary: Both {
            zh: "像是量化指标，但读不出指标名称",
            en: "what looks like a target measures nothing",
        },
        advice: Both {
            zh: "在数值前写明指标，如“合格率达到95%”",
            en: "write what is measured before the number",
        },
        example: "一、重点任务\n（一）加强学习。到2025年，降至5‰。\n",
        counterexample: "一、重点任务\n（一）加强学习。到2025年，不合格率降至5‰。\n",
        find: |draft, _| unread(draft, Code::MeasureUnread, "没有读出所量的是什么"),
    },
    Check {
        id: "table-unread",
        level: Level::Note,
        summary: Both {
            zh: "表格里有单位，但读不出任务或职责",
            en: "a table names units, and it is not clear what they do",
        },
        advice: Both {
            zh: "写明表头（任务、牵头单位、配合单位、完成时限）和符号的含义",
            en: "head the columns 任务, 牵头单位, 配合单位, 完成时限, and say what signs mean",
        },
        example: "滑县任务分工表\n\n| 任务 | 县水利局 | 县住建局 |\n| --- | --- | --- |\n\
                  | 加强学习 | ★ | △ |\n| 认真培训 | △ | ★ |\n",
        counterexample: "滑县任务分工表\n\n| 任务 | 责任单位 |\n| --- | --- |\n\
                         | 加强学习 | 县水利局 |\n| 认真培训 | 县住建局 |\n",
        find: |draft, _| {
            let mut found = unread(draft, Code::MatrixUnread, "没有说明符号的含义");
            found.extend(unread(draft, Code::TableUnread, "没有读出任务"));
            found
        },
    },
    Check {
        id: "number-malformed",
        level: Level::Warning,
        summary: Both {
            zh: "发文字号格式不对", en: "the number of a document is malformed"
        },
        advice: Both {
            zh: "年份写全，用六角括号；序号不编虚位，不加“第”，如〔2022〕27号",
            en: "write 〔2022〕27号: the whole year in 〔 〕, no leading zero, no 第",
        },
        example: "一、重点任务\n（一）加强学习。落实《某市关于加强学习的意见》（国办发〔202227号）。\n",
        counterexample: "一、重点任务\n（一）加强学习。落实《某市关于加强学习的意见》（国办发〔2022〕27号）。\n",
        find: malformed,
    },
    Check {
        id: "letterhead-damaged",
        level: Level::Warning,
        summary: Both { zh: "标题或成文日期缺字", en: "title or date lost characters" },
        advice: Both { zh: "补全标题和成文日期", en: "complete the title and the date" },
        example: "中共甲县委文件\n甲发〔2023〕2号\n关于加强工作的通知\n各乡镇：\n请认真执行。\n中共甲县委\n2023814\n",
        counterexample: "中共甲县委文件\n甲发〔2023〕2号\n关于加强工作的通知\n各乡镇：\n请认真执行。\n中共甲县委\n2023年8月14日\n",
        find: letterhead,
    },
    Check {
        id: "region-unknown",
        level: Level::Note,
        summary: Both { zh: "看不出是哪个地方的文件", en: "no region can be told" },
        advice: Both {
            zh: "在标题或署名中写明发文机关全称",
            en: "write the full name of the issuer in the title or under the text",
        },
        example: "一、重点任务\n（一）加强学习。认真培训。\n",
        counterexample: "滑县人民政府关于加强学习的通知\n一、重点任务\n（一）加强学习。认真培训。\n",
        find: region,
    },
];

/// How many characters of the text are quoted on either side of a sign.
const AROUND: usize = 8;

/// The finding that a source contains no document.
pub(super) fn none(draft: &Draft) -> Finding {
    let check = &CHECKS[0];
    let text = &draft.source.text;
    let start = text.len() - text.trim_start().len();
    let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let message = Both { zh: check.summary.zh.to_owned(), en: check.summary.en.to_owned() };
    Finding { check, level: check.level, span: Span::new(start, start + line.len()), message }
}

/// The doubts with a code.
fn unread(draft: &Draft, code: Code, zh: &str) -> Vec<Remark> {
    let doubts = draft.facts.diagnostics.iter().filter(|one| one.code == code);
    doubts
        .map(|one| {
            Remark::new(
                one.span,
                format!("“{}”：{zh}", around(draft, one.span)),
                one.message.in_lang(Lang::En),
            )
        })
        .collect()
}

/// A sign with the words next to it in its clause.
fn around(draft: &Draft, span: Span) -> String {
    const STOPS: &[char] =
        &['，', '。', '；', '：', '、', ',', ';', ':', '\n', '（', '）', '(', ')'];
    let text = &draft.source.text;
    let before =
        text.get(..span.start).and_then(|text| text.rsplit(STOPS).next()).unwrap_or_default();
    let after = text.get(span.end..).and_then(|text| text.split(STOPS).next()).unwrap_or_default();
    let n_before = before.chars().count();
    let before = before.chars().skip(n_before.saturating_sub(AROUND));
    before.chain(span.of(text).chars()).chain(after.chars().take(AROUND)).collect()
}

fn malformed(draft: &Draft, _: &Context) -> Vec<Remark> {
    let repaired = draft
        .facts
        .citations
        .iter()
        .filter_map(|one| Some((one, one.raw_number.as_ref()?, one.number.as_ref()?)));
    let remark = |(citation, raw, number): (&crate::model::Citation, &String, &String)| {
        let span = draft.within(citation.evidence.span, raw);
        Remark::new(span, format!("“{raw}”应为“{number}”"), format!("{raw} should be {number}"))
    };
    let mut remarks: Vec<Remark> = repaired.map(remark).collect();
    let mut spans: Vec<Span> = remarks.iter().map(|one| one.span).collect();
    spans.sort_unstable();
    let is_told = |span: &Span| {
        let before = spans.partition_point(|one| one.start < span.end).checked_sub(1);
        before.and_then(|n| spans.get(n)).is_some_and(|one| one.end > span.start)
    };
    remarks.extend(forms::numbers(draft).into_iter().filter(|one| !is_told(&one.span)));
    remarks
}

fn letterhead(draft: &Draft, _: &Context) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for (document, outline) in draft.facts.documents.iter().zip(&draft.outline.documents) {
        if let (Some(raw), Some(date), Some(dated)) =
            (&document.raw_date, document.date, &outline.head.date)
        {
            let [year, month, day] =
                [i32::from(date.year()), i32::from(date.month()), i32::from(date.day())];
            let zh = format!("“{raw}”应为“{year}年{month}月{day}日”");
            remarks.push(Remark::new(
                draft.span(dated.range.clone()),
                zh,
                format!("{raw} should be {date}"),
            ));
        }
        if let (Some(raw), Some(title), Some(part)) =
            (&document.raw_title, &document.title, &outline.head.title)
        {
            let (zh, en) =
                (format!("标题“{raw}”应为“{title}”"), format!("{raw} should be {title}"));
            remarks.push(Remark::new(draft.span(part.range.clone()), zh, en));
        }
    }
    remarks
}

fn region(draft: &Draft, _: &Context) -> Vec<Remark> {
    let unknown = draft.facts.diagnostics.iter().find(|one| one.code == Code::RegionUnknown);
    let title = draft.documents().next().map(|(_, span)| span);
    let remark = |one: &crate::diagnostic::Diagnostic| {
        let zh = "从标题、文号和正文都看不出是哪个地方的文件".to_owned();
        Remark::new(title.unwrap_or(one.span), zh, one.message.in_lang(Lang::En))
    };
    unknown.map(remark).into_iter().collect()
}
