//! Dates: deadlines that are past when the document is issued, and dates that do not exist.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::{Both, Check, Context, Draft, Level, Remark, unless_usual};
use crate::model::{Time, TimeKind};

pub(super) const CHECKS: &[Check] = &[
    Check {
        id: "date-past",
        level: Level::Warning,
        summary: Both {
            zh: "完成时限早于成文日期",
            en: "a deadline is past when the document is issued",
        },
        advice: Both { zh: "核对时限的年份和日期", en: "check the year and the day" },
        example: "甲县人民政府关于印发《甲县数据工作方案》的通知\n各乡镇人民政府：\n请认真执行。\n甲县人民政府\n2024年5月6日\n甲县数据工作方案\n一、重点任务\n（一）建立目录。2023年年底前建成目录。（责任单位：县数据局）\n",
        counterexample: "甲县人民政府关于印发《甲县数据工作方案》的通知\n各乡镇人民政府：\n请认真执行。\n甲县人民政府\n2024年5月6日\n甲县数据工作方案\n一、重点任务\n（一）建立目录。2024年年底前建成目录。（责任单位：县数据局）\n",
        find: past,
    },
    Check {
        id: "date-impossible",
        level: Level::Error,
        summary: Both { zh: "日期不存在", en: "the day does not exist" },
        advice: Both { zh: "改正日期", en: "mend the date" },
        example: "一、重点任务\n（一）建立目录。2024年2月30日前建成目录。\n",
        counterexample: "一、重点任务\n（一）建立目录。2024年2月29日前建成目录。\n",
        find: impossible,
    },
];

fn past(draft: &Draft, context: &Context) -> Vec<Remark> {
    let facts = &draft.facts;
    let mut remarks = Vec::new();
    for (document, title) in draft.documents() {
        let Some(day) = context.day(facts, &document.id) else { continue };
        let is_deadline = |one: &&Time| {
            one.doc == document.id && one.kind == TimeKind::Deadline && one.task.is_some()
        };
        let deadlines: Vec<_> = facts.times.iter().filter(is_deadline).collect();
        let past =
            deadlines.iter().filter_map(|time| Some((time, time.due.filter(|due| *due < day)?)));
        let remark = |(time, due): (&&Time, Date)| {
            let zh = format!("时限“{}”（{due}）早于 {day}", time.text);
            Remark::new(time.evidence.span, zh, format!("{} ({due}) is before {day}", time.text))
        };
        remarks.extend(unless_usual(past.map(remark).collect(), deadlines.len(), |n| {
            let zh = format!("{} 个时限中有 {n} 个早于 {day}", deadlines.len());
            Remark::general(
                title,
                zh,
                format!("{n} of {} deadlines are before {day}", deadlines.len()),
            )
        }));
    }
    remarks
}

fn impossible(draft: &Draft, _: &Context) -> Vec<Remark> {
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:(\d{4})年)?(\d{1,2})月(?:(\d{1,2})日)?").expect("the pattern is fixed")
    });
    let text = draft.outline.text.as_str();
    let remark = |found: regex::Captures<'_>| {
        let whole = found.get(0)?;
        let number =
            |group: usize| found.get(group).and_then(|one| one.as_str().parse::<i16>().ok());
        // Without a year, a date only has to exist in some year.
        let (year, month, day) = (number(1).unwrap_or(2024), number(2)?, number(3).unwrap_or(1));
        let exists = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).is_ok();
        let is_part_of_number = text.get(..whole.start())?.ends_with(|c: char| c.is_ascii_digit());
        (!exists && !is_part_of_number).then(|| {
            let zh = format!("“{}”不存在", whole.as_str());
            Remark::new(draft.span(whole.range()), zh, format!("{} does not exist", whole.as_str()))
        })
    };
    DAY.captures_iter(text).filter_map(remark).collect()
}
