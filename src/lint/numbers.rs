//! Numbers of items that jump, occur twice, or were lost.

use super::{Both, Check, Context, Draft, Level, Remark};
use crate::diagnostic::Code;
use crate::message::Lang;
use crate::parse::Item;
use crate::parse::numbering::label;
use crate::span::Span;

pub(super) const CHECKS: &[Check] = &[
    Check {
        id: "number-jump",
        level: Level::Warning,
        summary: Both { zh: "序号不连续", en: "a number does not follow the one before" },
        advice: Both {
            zh: "按顺序重新编号，或补上缺少的一项",
            en: "number the items anew, or add the one that is missing",
        },
        example: "一、重点任务\n（一）加强学习。认真培训。\n（二）加强宣传。广泛动员。\n（四）加强监督。定期检查。\n",
        counterexample: "一、重点任务\n（一）加强学习。认真培训。\n（二）加强宣传。广泛动员。\n二、保障措施\n（三）加强监督。定期检查。\n",
        find: jumps,
    },
    Check {
        id: "number-lost",
        level: Level::Warning,
        summary: Both {
            zh: "序号缺失或括号不全", en: "a number or its bracket is missing"
        },
        advice: Both { zh: "补全序号", en: "complete the number" },
        example: "一、重点任务\n（一）加强学习。认真培训。\n二）加强宣传。广泛动员。\n（三）加强监督。定期检查。\n",
        counterexample: "一、重点任务\n（一）加强学习。认真培训。\n（二）加强宣传。广泛动员。\n（三）加强监督。定期检查。\n",
        find: lost,
    },
];

/// The number of an item, or the first character of an item without one.
fn place(draft: &Draft, item: &Item) -> Span {
    let end = item.blocks.first().map_or(item.start, |block| block.start);
    let text = draft.normal(item.start..draft.outline.text.as_str().len());
    let first = text.chars().next().map_or(0, char::len_utf8);
    draft.span(item.start..end.max(item.start + first))
}

fn jumps(draft: &Draft, _: &Context) -> Vec<Remark> {
    let remark = |(item, before): (&Item, Option<u32>)| {
        let is = label(item.kind, item.value);
        let (zh, en) = match before.map(|before| (before, label(item.kind, before))) {
            None => (format!("序号从“{is}”开始"), format!("items begin with {is}")),
            Some((before, was)) if before == item.value => {
                (format!("序号“{was}”重复"), format!("{was} stands twice"))
            }
            Some((_, was)) => (format!("“{was}”后面是“{is}”"), format!("{is} comes after {was}")),
        };
        Remark::new(place(draft, item), zh, en)
    };
    draft.outline.jumps().into_iter().map(remark).chain(unread(draft)).collect()
}

/// Numbers of several places that open no items.
fn unread(draft: &Draft) -> impl Iterator<Item = Remark> {
    let told = draft.outline.remarks.iter().filter(|one| one.code == Code::NumberJump);
    told.map(|one| {
        let [zh, en] = [Lang::Zh, Lang::En].map(|lang| one.message.in_lang(lang));
        Remark::new(one.span, zh, en)
    })
}

fn lost(draft: &Draft, _: &Context) -> Vec<Remark> {
    let lost = draft.outline.items.iter().filter(|item| item.inferred || item.damaged);
    let remark = |item: &Item| {
        let number = label(item.kind, item.value);
        let zh = format!("此处序号应为“{number}”");
        Remark::new(place(draft, item), zh, format!("the number should be {number}"))
    };
    lost.map(remark).collect()
}
