//! Numbers, dates and item marks in forms that GB/T 9704-2012 does not allow, in the text as
//! written: `滑政办发[2024]06号`, `2024.3.5`, `一.`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{Both, Check, Context, Draft, Level, Remark, unless_usual};
use crate::clause::names_a_body;
use crate::context::is_han;
use crate::parse::Item;
use crate::parse::numbering::{self, Kind};
use crate::span::Span;

pub(super) const CHECKS: &[Check] = &[
    Check {
        id: "date-form",
        level: Level::Warning,
        summary: Both {
            zh: "日期写法不合格式", en: "a date is not written as it has to be"
        },
        advice: Both {
            zh: "成文日期写全年、月、日，用阿拉伯数字，不编虚位，如2024年3月5日",
            en: "write year, month and day with 年, 月, 日 and no leading zeros",
        },
        example: "甲县人民政府关于加强工作的通知\n各乡镇人民政府：\n请认真执行。\n甲县人民政府\n2024.3.5\n",
        counterexample: "甲县人民政府关于加强工作的通知\n各乡镇人民政府：\n请认真执行。\n甲县人民政府\n2024年3月5日\n",
        find: dates,
    },
    Check {
        id: "mark-form",
        level: Level::Warning,
        summary: Both {
            zh: "序号写法不合格式",
            en: "the mark of an item is not written as it has to be",
        },
        advice: Both {
            zh: "结构层次序数依次用“一、”“（一）”“1.”“（1）”",
            en: "the marks are 一、 （一） 1. （1）, with full-width brackets",
        },
        example: "一.重点任务\n（一）加强学习。认真培训。\n（二）加强宣传。广泛动员。\n",
        counterexample: "一、重点任务\n（一）加强学习。认真培训。\n1.组织培训。\n（1）集中学习。\n",
        find: marks,
    },
];

/// Document numbers in a wrong form.
pub(super) fn numbers(draft: &Draft) -> Vec<Remark> {
    const BRACKETED: &str = r"(?P<who>\p{Han}{1,8})\s?(?:[\[\(（【［]\s?(?P<odd>(?:19|20)\d{2})\s?[\]\)）】］]|〔\s?(?P<year>\d{2}|\d{4})\s?〕)\s?(?P<nth>第?)(?P<serial>\d{1,4})\s?号";
    const TURNED: &str =
        r"(?P<issuer>\p{Han}{1,8})(?P<before>(?:19|20)\d{2})〔(?P<inside>\d{1,4})〕号?";
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!("{BRACKETED}|{TURNED}")).expect("the pattern is fixed")
    });
    let text = &draft.source.text;
    let remark = |found: Captures<'_>| {
        let whole = found.get(0)?;
        let part = |name: &str| found.name(name).map(|part| part.as_str());
        // 幸福里（2024）6号楼 is a house.
        let is_house =
            text.get(whole.end()..)?.starts_with(['楼', '院', '线', '门', '机', '台', '地', '厂']);
        let (who, year, serial) = match part("before") {
            Some(year) => (part("issuer")?, year.to_owned(), part("inside")?),
            None => {
                let year = part("odd").or_else(|| part("year"))?;
                let century = if year.len() == 2 { "20" } else { "" };
                (part("who")?, format!("{century}{year}"), part("serial")?)
            }
        };
        let serial = serial.trim_start_matches('0');
        let right = format!("{who}〔{year}〕{serial}号");
        (!is_house && !serial.is_empty() && right != without_blanks(whole.as_str())).then(|| {
            let span = Span::new(whole.start(), whole.end());
            Remark::new(
                span,
                format!("“{}”应为“{right}”", whole.as_str()),
                format!("{} should be {right}", whole.as_str()),
            )
        })
    };
    NUMBER.captures_iter(text).filter_map(remark).collect()
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Dates below the name of the issuer at the end of a document, and dotted dates anywhere in the
/// body.
fn dates(draft: &Draft, _: &Context) -> Vec<Remark> {
    static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
        let figures =
            r"(?:\d{4}[.．/\-]\d{1,2}[.．/\-]\d{1,2}日?|\d{4}年(?:0\d月\d{1,2}|\d{1,2}月0\d)日)";
        let han = "[二一][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日";
        Regex::new(&format!(r"^[\s　]*({figures}|{han})[\s　]*$")).expect("the pattern is fixed")
    });
    static DOTTED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:19|20)\d{2}[.．](?:0?[1-9]|1[0-2])[.．](?:3[01]|[12]\d|0?[1-9])")
            .expect("the pattern is fixed")
    });
    let text = &draft.source.text;
    let mut found: Vec<Range<usize>> = Vec::new();
    let (mut at, mut above) = (0, "");
    for line in text.split_inclusive('\n') {
        let date = SIGNED.captures(line).and_then(|found| found.get(1));
        let is_signed = || names_a_body(above).is_some() && above.chars().count() <= LONGEST_ISSUER;
        found.extend(date.filter(|_| is_signed()).map(|date| at + date.start()..at + date.end()));
        if !line.trim().is_empty() {
            above = line.trim();
        }
        at += line.len();
    }
    let mut body: Vec<Span> = draft
        .outline
        .items
        .iter()
        .flat_map(|item| &item.blocks)
        .map(|block| draft.span(block.clone()))
        .collect();
    body.sort_unstable();
    let in_body = |place: &Range<usize>| {
        let before = body.partition_point(|span| span.start <= place.start).checked_sub(1);
        before.and_then(|n| body.get(n)).is_some_and(|span| place.end <= span.end)
    };
    let is_more = |place: &Range<usize>| {
        let next = text.get(place.end..).and_then(|rest| rest.chars().next());
        next.is_some_and(|c| c.is_ascii_digit() || c == '.')
    };
    let dotted = DOTTED
        .find_iter(text)
        .map(|date| date.range())
        .filter(|date| !is_more(date) && in_body(date));
    found.extend(dotted);
    let remark = |date: Range<usize>| {
        let written = text.get(date.clone()).unwrap_or_default();
        let right = in_full(written).unwrap_or_else(|| "2024年3月5日".to_owned());
        let span = Span::new(date.start, date.end);
        Remark::new(
            span,
            format!("“{written}”应写成“{right}”"),
            format!("{written} should be written like {right}"),
        )
    };
    found.into_iter().map(remark).collect()
}

/// Writes a date in figures with 年, 月, 日 and no leading zeros; returns `None` for Chinese
/// numerals.
fn in_full(date: &str) -> Option<String> {
    let mut parts =
        date.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse::<u32>().ok());
    Some(format!("{}年{}月{}日", parts.next()?, parts.next()?, parts.next()?))
}

/// The maximum length of a signature, in characters.
const LONGEST_ISSUER: usize = 40;

fn marks(draft: &Draft, _: &Context) -> Vec<Remark> {
    let numbered = || {
        draft
            .outline
            .items
            .iter()
            .filter(|item| !item.inferred && !item.damaged && item.start < item.text)
    };
    let remark = |item: &Item| {
        let span = draft.span(item.start..item.text);
        let written: String = span
            .of(&draft.source.text)
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '*')
            .collect();
        let written = written.trim_start_matches('#');
        // 行动一： counts with a word of its own.
        let counts_with_a_word = written
            .starts_with(|c| is_han(c) && numbering::value(c.encode_utf8(&mut [0; 4])).is_none());
        if counts_with_a_word {
            return None;
        }
        let right = right_mark(item.kind, written)?;
        let (zh, en) =
            (format!("“{written}”应为“{right}”"), format!("{written} should be {right}"));
        Some((item.kind, Remark::new(span, zh, en)))
    };
    let mut remarks = Vec::new();
    for kind in [Kind::Han, Kind::HanBracketed, Kind::Arabic, Kind::ArabicBracketed] {
        let of_kind = || numbered().filter(|item| item.kind == kind);
        let wrong: Vec<Remark> = of_kind().filter_map(remark).map(|(_, remark)| remark).collect();
        let first = wrong.first().map(|remark| (remark.span, remark.message.clone()));
        remarks.extend(unless_usual(wrong, of_kind().count(), |n| {
            let (span, message) = first.unwrap_or_default();
            let zh = format!("{n} 处序号写法不合格式，如{}", message.zh);
            Remark::general(
                span,
                zh,
                format!("{n} marks are not of the form they have to be: {}", message.en),
            )
        }));
    }
    remarks
}

/// The correct mark, if it is written otherwise.
fn right_mark(kind: Kind, written: &str) -> Option<String> {
    let number = written.trim_matches(|c: char| !c.is_alphanumeric() && c != '〇');
    let is_odd = match kind {
        Kind::Han => written.ends_with(['.', '．', ',', '，', ':', '：', ')', '）']),
        Kind::HanBracketed | Kind::ArabicBracketed => {
            written.contains(['(', ')', '[', ']', '〔', '〕', '【', '】'])
                || written.ends_with(['、', '.', '．'])
        }
        Kind::Arabic => written.ends_with(['、', ')', '）', ',', '，']),
        Kind::Chapter | Kind::Article | Kind::Circled => false,
    };
    is_odd.then(|| match kind {
        Kind::Han => format!("{number}、"),
        Kind::Arabic => format!("{number}."),
        _ => format!("（{number}）"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Source;

    fn draft(text: &str) -> Draft {
        Draft::read(Source {
            name: String::new(),
            text: text.to_owned(),
            hash: String::new(),
            format: "text/plain",
            notes: Vec::new(),
        })
    }

    fn told(remarks: Vec<Remark>) -> Vec<String> {
        remarks.into_iter().map(|remark| remark.message.zh).collect()
    }

    #[test]
    fn numbers_in_other_forms() {
        for written in [
            "滑政办发[2024]6号",
            "滑政办发（2024）6号",
            "滑政办发(2024)6号",
            "滑政办发【2024】6号",
            "滑政办发〔2024〕06号",
            "滑政办发〔24〕6号",
            "滑政办发〔2024〕第6号",
            "滑政办发2024〔6〕号",
        ] {
            let expected = format!("“{written}”应为“滑政办发〔2024〕6号”");
            let own = format!(
                "{written}\n滑县人民政府办公室关于加强节水工作的通知\n各乡镇人民政府：\n请认真执行。\n"
            );
            let cited = format!("一、重点任务\n（一）加强学习。落实《某县意见》（{written}）。\n");
            for text in [own, cited] {
                assert_eq!(told(numbers(&draft(&text))), [expected.as_str()], "{text}");
            }
        }
        for right in [
            "滑政办发〔2024〕6号",
            "国务院令第6号",
            "幸福里（2024）6号楼",
            "《某县志》（2024年6号刊）",
        ] {
            assert_eq!(told(numbers(&draft(right))), [""; 0], "{right}");
        }
    }

    #[test]
    fn dates_in_other_forms() {
        let signed = |date: &str| {
            let text = format!(
                "甲县人民政府关于加强工作的通知\n各乡镇人民政府：\n请认真执行。\n甲县人民政府\n{date}\n"
            );
            dates(&draft(&text), &Context::default()).len()
        };
        let odd = ["2024.3.5", "2024-3-5", "2024/3/5", "2024年03月05日", "二〇二四年三月五日"];
        assert_eq!(odd.map(signed), [1; 5]);
        assert_eq!(signed("2024年3月5日"), 0);
        let in_body = |words: &str| {
            let text = format!("一、重点任务\n（一）加强学习。{words}\n");
            dates(&draft(&text), &Context::default()).len()
        };
        assert_eq!(
            ["2024.6.30前完成。", "发布于2024-06-30的标准。", "版本2024.6.30.1。"].map(in_body),
            [1, 0, 0]
        );
    }

    #[test]
    fn marks_in_other_forms() {
        for (text, expected) in [
            ("一.重点任务\n（一）加强学习。认真培训。\n", &["“一.”应为“一、”"][..]),
            ("一、重点任务\n(一)加强学习。认真培训。\n", &["“(一)”应为“（一）”"]),
            (
                "一、重点任务\n（一）加强学习\n1、组织培训。\n2、组织考试。\n",
                &["“1、”应为“1.”", "“2、”应为“2.”"],
            ),
            ("一、重点任务\n（一）加强学习\n1.组织培训。\n(1)集中学习。\n", &["“(1)”应为“（1）”"]),
            ("一、重点任务\n（一）加强学习\n1．组织培训。\n（1）集中学习。\n", &[]),
            ("行动一：加强学习\n牵头单位：县司法局\n行动二：加强宣传\n", &[]),
            ("第一条 为加强学习，制定本办法。\n第二条 县司法局负责培训。\n", &[]),
        ] {
            assert_eq!(told(marks(&draft(text), &Context::default())), expected, "{text}");
        }
    }

    #[test]
    fn marks_that_are_usual_are_told_once() {
        let items: String = ["一", "二", "三", "四", "五"]
            .iter()
            .map(|n| format!("({n})加强学习。认真培训。\n"))
            .collect();
        let found = marks(&draft(&format!("一、重点任务\n{items}")), &Context::default());
        assert_eq!(told(found), ["5 处序号写法不合格式，如“(一)”应为“（一）”"]);
    }
}
