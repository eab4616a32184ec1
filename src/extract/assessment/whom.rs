//! Who is assessed, and on what.

use std::ops::Range;

use super::{ProvisionMention, Scheme, Topic, number, place, title};
use crate::clause::{Name, names};
use crate::model::ProvisionKind;
use crate::numeral::chinese;
use crate::patterns::{Pattern, pattern};

/// The rule for who is assessed.
const OBJECT: &str = "assessment-object";
/// The rule for what is assessed.
const CONTENT: &str = "assessment-content";

/// `第二项至第八项所列单位，以下统称“县直单位”`.
static GROUP: Pattern = pattern!(
    "((?:第[一二三四五六七八九十]+项[至、和]?)+)(?:所列)?[^，。；“]{0,8}，?(?:以下)?(?:统称|简称)“([^”]{1,20})”"
);
/// `第一项、第四项所列单位评定等次并排名`.
static RANKED: Pattern = pattern!(
    "((?:第[一二三四五六七八九十]+项[至、和]?)+)(?:所列)?[^，。；]{0,16}(?:排名|排序|排位)"
);
static ORDINAL: Pattern = pattern!("第([一二三四五六七八九十]+)项(至)?");
/// `考核对象为各乡镇、县直各部门`.
static INLINE: Pattern =
    pattern!("(?:考核|考评|评价)(?:的)?(?:对象|范围)(?:为|是|包括|：)([^。；]{2,200})");
/// `“1+1+N”模式`.
static MODE: Pattern = pattern!("“([0-9NnXx]+(?:\\+[0-9NnXx]+)+)”(?:的)?(?:考核)?模式");
/// `“1+1”为…必考内容`.
static PARTS: Pattern = pattern!("“([0-9NnXx+]+)”(?:为|是|指)([^；。]*)");
/// `（40分）`, `（占30%）`.
static POINTS: Pattern =
    pattern!("（(?:满分|分值|占|权重|计)?(?:为|：)?([0-9]+(?:\\.[0-9]+)?)(分|%)[^）]{0,8}）");

/// The assessed bodies, and the groups that they form.
pub(super) fn objects(scheme: &Scheme<'_>) -> Vec<ProvisionMention> {
    let mut objects = itemised(scheme);
    if objects.is_empty() {
        objects.extend(inline(scheme));
    }
    let mut groups = Vec::new();
    for sentence in &scheme.sentences {
        let text = scheme.get(sentence);
        for found in RANKED.captures_iter(text) {
            for n in ordinals(&found[1]) {
                objects.get_mut(n - 1).into_iter().for_each(|object| object.terms.ranked = true);
            }
        }
        for found in GROUP.captures_iter(text) {
            let Some(whole) = found.get(0) else { continue };
            let range = place(sentence, &whole);
            let group = ProvisionMention::new(ProvisionKind::Group, &found[2], range, OBJECT);
            groups.push((ordinals(&found[1]), group));
        }
    }
    for (members, group) in groups {
        let at = objects.len();
        for n in members {
            let own = objects.get_mut(n - 1).filter(|object| object.kind == ProvisionKind::Object);
            own.into_iter().for_each(|object| object.above = Some(at));
        }
        objects.push(group);
    }
    objects
}

/// The assessed bodies, each an item.
fn itemised(scheme: &Scheme<'_>) -> Vec<ProvisionMention> {
    let object = |item: usize| {
        let name = title(scheme.outline, item);
        let range = scheme.heading_range(item);
        let mut object = ProvisionMention::new(ProvisionKind::Object, name, range, OBJECT);
        object.terms.path = Some(scheme.outline.path(item));
        object
    };
    let headings = scheme.headings(Topic::Object);
    headings.into_iter().flat_map(|heading| scheme.children(heading)).map(object).collect()
}

/// Reads `考核对象为各乡镇、县直各部门`.
fn inline(scheme: &Scheme<'_>) -> Vec<ProvisionMention> {
    let listed = scheme.sentences.iter().find_map(|sentence| {
        let list = INLINE.captures(scheme.get(sentence))?.get(1)?;
        Some(place(sentence, &list))
    });
    let found = listed.map(|range| names(scheme.text, range)).unwrap_or_default();
    let object =
        |name: Name| ProvisionMention::new(ProvisionKind::Object, &name.text, name.range, OBJECT);
    found.into_iter().map(object).collect()
}

/// Reads 第二项至第四项 as 2, 3, 4.
fn ordinals(text: &str) -> Vec<usize> {
    let mut all: Vec<usize> = Vec::new();
    let mut from = None;
    for found in ORDINAL.captures_iter(text) {
        let Some(n) = chinese(&found[1]).map(|n| n as usize).filter(|n| *n > 0) else { continue };
        all.extend(from.take().unwrap_or(n)..=n);
        from = found.get(2).map(|_| n);
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// The mode, and the headings of what is assessed, each with its part of the mode.
pub(super) fn content(scheme: &Scheme<'_>) -> Vec<ProvisionMention> {
    let mut found = Vec::new();
    for heading in scheme.headings(Topic::Content) {
        let blocks = scheme.outline.items[heading].blocks.iter();
        let mode = blocks.clone().find_map(|block| mode(scheme, block));
        let prose = blocks.map(|block| scheme.get(block)).collect::<Vec<_>>().join("\n");
        let parts: Vec<String> =
            mode.iter().flat_map(|mode| mode.name.split('+')).map(str::to_owned).collect();
        found.extend(mode);
        for (n, top) in scheme.children(heading).enumerate() {
            let part = parts.get(n).or(parts.last());
            let compulsory = part.and_then(|part| compulsory(&prose, part));
            let below =
                scheme.children(top).filter(|item| scheme.outline.items[*item].has_children);
            for item in std::iter::once(top).chain(below) {
                let mut content = assessed(scheme, item);
                content.terms.part = part.cloned();
                content.terms.compulsory = compulsory;
                found.push(content);
            }
        }
    }
    found
}

/// Reads `按照“1+1+N”模式考核`.
fn mode(scheme: &Scheme<'_>, block: &Range<usize>) -> Option<ProvisionMention> {
    let found = MODE.captures(scheme.get(block))?;
    let whole = found.get(0)?;
    Some(ProvisionMention::new(ProvisionKind::Mode, &found[1], place(block, &whole), CONTENT))
}

/// What the heading of an item says is assessed, with the points or the share that it brings.
fn assessed(scheme: &Scheme<'_>, item: usize) -> ProvisionMention {
    let text = title(scheme.outline, item);
    let (name, range) = (POINTS.replace(text, ""), scheme.heading_range(item));
    let mut content = ProvisionMention::new(ProvisionKind::Content, &name, range, CONTENT);
    content.terms.path = Some(scheme.outline.path(item));
    content.terms.n_items = Some(scheme.children(item).count()).filter(|n| *n > 0);
    if let Some(points) = POINTS.captures(text) {
        let value = number(&points[1]);
        match &points[2] {
            "%" => content.terms.weight = value,
            _ => content.terms.points = value,
        }
    }
    content
}

/// Whether the text makes a part of the mode compulsory; `None` if it does not say.
fn compulsory(prose: &str, part: &str) -> Option<bool> {
    PARTS.captures_iter(prose).filter(|said| said[1].split('+').any(|one| one == part)).find_map(
        |said| match &said[2] {
            said if said.contains("必考") || said.contains("共性") => Some(true),
            said if said.contains("加考") || said.contains("选考") || said.contains("个性") => {
                Some(false)
            }
            _ => None,
        },
    )
}
