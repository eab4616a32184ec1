//! What a text does with a document that it names, judged by the verbs of `lexicon/relation.tsv`
//! before and after it.

use std::ops::Range;
use std::sync::LazyLock;

use super::basis;
use crate::affix::AnyOf;
use crate::bracket::Brackets;
use crate::clause::names_a_unit;
use crate::context::{self, CLAUSE, SENTENCE};
use crate::lexicon::table::rows;
use crate::model::Relation;
use crate::words::{Found, Words};

/// Verbs by the side of the title on which they occur.
struct Verbs {
    before: Side,
    weak: Side,
    after: Side,
}

/// The verbs of one side with their relations.
struct Side {
    words: Words,
    relations: Vec<Relation>,
}

impl Side {
    fn of(rows: &[(&str, &str, Relation)], name: &str) -> Self {
        let here = || rows.iter().filter(|(_, side, _)| *side == name);
        Self {
            words: Words::new(here().map(|(word, ..)| *word)),
            relations: here().map(|(.., relation)| *relation).collect(),
        }
    }

    /// The verbs in a text with their relations, in order.
    fn verbs(&self, text: &str) -> impl DoubleEndedIterator<Item = (Found, Relation)> {
        let found: Vec<_> = self.words.all_in(text).collect();
        found
            .into_iter()
            .filter_map(|found| self.relations.get(found.n).map(|relation| (found, *relation)))
    }
}

static TABLE: &str = include_str!("../../lexicon/relation.tsv");

static VERBS: LazyLock<Verbs> = LazyLock::new(|| {
    let relation = |word| Relation::from_word(word).expect("the table has the words of the model");
    let rows: Vec<_> = rows(TABLE).map(|[word, side, name]| (word, side, relation(name))).collect();
    Verbs {
        before: Side::of(&rows, "before"),
        weak: Side::of(&rows, "weak"),
        after: Side::of(&rows, "after"),
    }
});

/// A verb found before a title.
#[derive(Clone, Copy, Debug)]
pub(super) struct Governing {
    /// The relation it expresses.
    pub(super) relation: Relation,
    /// Where it ends in its clause.
    pub(super) end: usize,
}

impl Governing {
    /// The verb before it that governs what has been issued.
    fn of_which(self, clause: &str) -> Option<Self> {
        let verb = clause.get(..self.end)?.char_indices().next_back()?.0;
        let before = nearest(clause.get(..verb)?, &VERBS.before)?;
        if before.relation == Relation::Issues { before.of_which(clause) } else { Some(before) }
    }
}

/// How many characters after a title its verb may be.
const NEAR: usize = 24;

/// How many bytes before a closing bracket the opening one may be.
const FAR: usize = 300;

/// How many characters the issuer of a notice may have.
const LONGEST_ISSUER: usize = 30;

/// What the text does with the document, or row of documents, at `range`.
pub(super) fn of(text: &str, range: &Range<usize>) -> Relation {
    let listed = || basis::lists(text, range.start).then_some(Relation::BasedOn);
    governed(text, range).or_else(listed).unwrap_or(Relation::Cites)
}

/// Like [`of`], but `None` if no verb refers to it.
pub(super) fn governed(text: &str, range: &Range<usize>) -> Option<Relation> {
    let head = clause_before(text, range.start);
    let tail = context::after(text, range.end, CLAUSE);
    if is_issued(text, range, head) {
        return Some(Relation::Issues);
    }
    if head.ends_with('按') {
        return Some(Relation::BasedOn);
    }
    if is_awaited(tail) {
        return Some(Relation::Cites);
    }
    if let Some(relation) = of_notice(text, range, head) {
        return Some(relation);
    }
    // `对《甲》进行动态调整`, `与《甲》不符`: the verb before does not refer to it.
    let is_other = head.ends_with(['对', '与', '同']);
    let head = if is_other { "" } else { head };
    let (strong, weak) = (nearest(head, &VERBS.before), nearest(head, &VERBS.weak));
    // `落实省政府印发《甲》的文件精神`: others have issued it.
    let strong = match strong {
        Some(one) if one.relation == Relation::Issues && is_obeyed(tail) => {
            one.of_which(head).or(Some(Governing { relation: Relation::Cites, ..one }))
        }
        strong => strong,
    };
    if let Some(strong) = strong.filter(|strong| weak.is_none_or(|weak| weak.end <= strong.end)) {
        let others = issued_by_others(head, &strong);
        let makes = matches!(strong.relation, Relation::Drafts | Relation::Issues);
        return Some(if let Some(relation) = others {
            relation
        } else if makes && is_followed_up(tail) {
            Relation::Implements
        } else {
            strong.relation
        });
    }
    let near = context::first_chars(tail, NEAR);
    let of_tail = VERBS.after.verbs(near);
    // A document no longer in force is merely cited, whatever its end is called: 停止执行 contains
    // 执行.
    let found = of_tail
        .min_by_key(|(verb, relation)| (*relation != Relation::Cites, verb.range.start, verb.n));
    let found = found.map(|(_, relation)| relation);
    let found = found.filter(|relation| *relation != Relation::Drafts || !says(tail));
    let weak = weak.map(|weak| match weak.relation {
        Relation::Drafts if is_followed_up(tail) => Relation::Cites,
        relation => relation,
    });
    found.or(weak).or(is_other.then_some(Relation::Cites))
}

/// The clause before byte `at`. Stops in a bracket do not end it:
/// `按照《甲》（国发〔2018〕1号，以下简称《意见》）和`.
fn clause_before(text: &str, at: usize) -> &str {
    /// The maximum number of brackets looked into.
    const MOST: usize = 4;
    let mut clause = context::before(text, at, CLAUSE);
    for _ in 0..MOST {
        if Brackets::ROUND.balance(clause) >= 0 {
            break;
        }
        let head = text.get(..at - clause.len()).unwrap_or_default();
        let Some(open) = head.rfind('（').filter(|open| head.len() - open < FAR) else { break };
        let before = context::before(text, open, CLAUSE);
        clause = text.get(open - before.len()..at).unwrap_or_default();
    }
    clause
}

/// Whether something follows when the document is in force: `待《…》出台后`.
fn is_awaited(tail: &str) -> bool {
    const COMES: &[&str] =
        &["出台", "印发", "实施", "发布", "施行", "颁布", "公布", "修订", "批准", "批复", "下发"];
    let rest = tail.strip_any_prefix(COMES).unwrap_or_default();
    rest.starts_with('后') || rest.starts_with("之后")
}

/// What the text does with the notice that issued the document:
/// `根据省政府办公厅关于印发《…》的通知（豫政办〔2023〕88号）`.
fn of_notice(text: &str, range: &Range<usize>, head: &str) -> Option<Relation> {
    let (before, _) =
        head.strip_suffix("印发").or_else(|| head.strip_suffix("转发"))?.rsplit_once("关于")?;
    let body = text.get(range.clone())?.rsplit_once('》')?.1;
    let is_notice = body.starts_with("的通知") || text.get(range.end..)?.starts_with("的通知");
    let verb = nearest(before, &VERBS.before).filter(|_| is_notice)?;
    let issuer = before.get(verb.end..)?;
    let is_one = issuer.chars().count() <= LONGEST_ISSUER && !issuer.contains('的');
    (is_one && verb.relation != Relation::Issues).then_some(verb.relation)
}

/// What the text does with a document that, as it says, others issued:
/// `贯彻落实省教育厅于3月5日联合印发《…》`.
fn issued_by_others(head: &str, verb: &Governing) -> Option<Relation> {
    let before = head.get(..verb.end)?;
    let before = before.strip_any_suffix(&["印发", "下发", "发布"])?;
    let outer = nearest(before, &VERBS.before).filter(|_| verb.relation == Relation::Issues)?;
    let issuer = before.get(outer.end..).filter(|name| name.chars().count() <= LONGEST_ISSUER)?;
    let issuer = issuer.strip_suffix("联合").unwrap_or(issuer);
    let is_dated = issuer.split_once('于').is_some_and(|(name, day)| {
        !name.is_empty() && day.starts_with("20") && day.ends_with(['日', '月', '年'])
    });
    let is_other = outer.relation != Relation::Issues && outer.relation != Relation::Drafts;
    (is_other && (is_dated || names_a_unit(issuer))).then_some(outer.relation)
}

/// Whether a clause ends in a verb of the table.
pub(super) fn ends_in_verb(clause: &str) -> bool {
    let ends = |side: &Side| nearest(clause, side).is_some_and(|verb| verb.end == clause.len());
    ends(&VERBS.before) || ends(&VERBS.weak)
}

/// The strong verb nearest to the end of a clause.
pub(super) fn strong(clause: &str) -> Option<Governing> {
    nearest(clause, &VERBS.before)
}

fn nearest(clause: &str, verbs: &Side) -> Option<Governing> {
    let mut seen = Vec::new();
    // Only the last occurrence of each verb counts.
    let last = verbs.verbs(clause).rev().filter(|(verb, _)| {
        let is_last = !seen.contains(&verb.n);
        seen.push(verb.n);
        is_last
    });
    let governs = |verb: &Found| {
        let rest = clause.get(verb.range.end..).unwrap_or_default();
        // 实施方案 and 执行情况 are nouns.
        let is_noun =
            rest.starts_with_any(&["方案", "细则", "意见", "办法", "情况", "主体", "计划", "规划"]);
        // 新修订的《甲》 merely says which one is meant.
        let is_attribute = rest.starts_with('的') || rest.starts_with("后的");
        // A verb in the title of another document does not refer to this one.
        let is_of_title = context::in_title(clause, verb.range.start);
        !is_noun && !is_attribute && !is_of_title
    };
    let nearest = last
        .filter(|(verb, _)| governs(verb))
        .max_by_key(|(verb, _)| (verb.range.end, verb.range.len()));
    nearest.map(|(verb, relation)| Governing { relation, end: verb.range.end })
}

/// Whether the sentence issues the document: `现将《…》印发给你们`,
/// `《…》已经省政府同意，现印发给你们`.
fn is_issued(text: &str, range: &Range<usize>, head: &str) -> bool {
    let tail = context::after(text, range.end, SENTENCE);
    let here = context::after(text, range.end, CLAUSE);
    let is_object = head.starts_with("现将") || head.ends_with('将') || head.ends_with('把');
    const MADE: [&str; 6] = ["制定的", "制订的", "拟订的", "拟定的", "提出的", "起草的"];
    // `县水利局制定的《甲》已经县政府同意，现转发给你们`.
    let is_approved = || tail.starts_with_any(&["已", "经", "业经"]);
    let is_made = || head.ends_with_any(&MADE) || names_a_unit(head);
    let is_of_body = || is_approved() && is_made();
    let is_subject = is_year(head) || head.ends_with("现将") || is_of_body();
    (is_object && here.contains_any(&["印发", "转发", "下发", "予以公布"]))
        || (is_subject
            && tail.contains_any(&["现印发", "现予印发", "现转发", "现予公布", "予以印发"]))
}

/// Whether a text is empty or a year and nothing else: `2023年《甲》已经县政府同意`.
fn is_year(text: &str) -> bool {
    let digits = text.strip_suffix('年').unwrap_or(text);
    let is_one = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    text.is_empty() || is_one && digits.len() < text.len()
}

/// Whether the document says something, such as what is to be drafted: `《甲》要求制定清单`.
fn says(tail: &str) -> bool {
    const SAYS: [&str; 7] = ["要求", "提出", "规定", "明确", "指出", "强调", "部署"];
    tail.starts_with_any(&SAYS)
}

/// Whether a text goes by what the document says: `《甲》的文件精神`, `《甲》要求`.
fn is_obeyed(tail: &str) -> bool {
    let rest = tail.trim_start_matches('的');
    let rest = rest.strip_prefix("文件").or_else(|| rest.strip_prefix("通知")).unwrap_or(rest);
    let rest = rest.trim_start_matches('的');
    let behind = rest.strip_any_prefix(&["精神", "要求", "部署"]);
    behind.is_some_and(|behind| !behind.starts_with(context::is_han) || behind.starts_with('的'))
}

/// Whether the text drafts or issues something made for the document rather than the document
/// itself: `制定《…》实施细则`, `印发《…》重点任务分解表`.
fn is_followed_up(tail: &str) -> bool {
    // After 等 these words describe the document: 《甲》等重点领域立法.
    const MADE: [&str; 6] = ["任务", "重点", "主要任务", "目标任务", "分工", "确定的"];
    const FOLLOWING: [&str; 9] =
        ["实施", "贯彻", "配套", "落实", "相关", "具体", "工作方案", "任务分解", "任务分工"];
    let rest = tail.trim_start_matches(['的', '等']);
    rest.starts_with_any(&FOLLOWING) || tail.starts_with_any(&MADE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_before_and_behind() {
        for (text, expected) in [
            ("推动落实《甲》，强化", Relation::Implements),
            ("确保《甲》切实落地见效", Relation::Implements),
            ("持续深化《甲》贯彻落实", Relation::Implements),
            ("严格抓好《甲》的落实执行", Relation::Implements),
            ("以落实《甲》为抓手", Relation::Implements),
            ("完成《甲》确定的各项工作任务", Relation::Implements),
            ("根据国家发展改革委等30部门《甲》，经市政府同意", Relation::BasedOn),
            ("按照职责分工抓好《甲》落实", Relation::Implements),
            ("按《甲》要求", Relation::BasedOn),
            ("落实省教育厅联合印发《甲》要求", Relation::Implements),
            ("贯彻国家发改委等14个部委于2020年10月14日联合印发《甲》精神", Relation::Implements),
            ("为落实省政府要求印发《甲》", Relation::Issues),
            ("制定《甲》。", Relation::Drafts),
            ("《甲》要求完善文件制定程序。", Relation::Cites),
            ("《甲》规定了修订程序。", Relation::Cites),
            ("按照《甲》要求制定清单。", Relation::BasedOn),
            ("制定《甲》实施细则", Relation::Implements),
            ("加快《甲》立法进程", Relation::Drafts),
            ("推进《甲》修订", Relation::Drafts),
            ("现将《甲》印发给你们", Relation::Issues),
            ("《甲》已经国务院同意，现印发给你们", Relation::Issues),
            ("关于印发《甲》的通知", Relation::Issues),
            ("县水利局《甲》已经县政府同意，现转发给你们", Relation::Issues),
            ("根据市水利局《甲》要求，我局制定了方案，现印发给你们", Relation::BasedOn),
            ("县水利局制定的《甲》已经县政府同意，现转发给你们", Relation::Issues),
            ("关于印发《甲》重点任务分解表的通知", Relation::Implements),
            ("关于印发2023年区《甲》确定的主要目标任务责任分解方案的通知", Relation::Implements),
            ("2023年《甲》已报经区人民政府同意，现印发给你们", Relation::Issues),
            ("落实《甲》确定的任务", Relation::Implements),
            ("自本通知印发之日起，《甲》停止执行。", Relation::Cites),
            ("更新到《甲》。", Relation::Cites),
            ("根据法律法规对《甲》进行动态调整", Relation::Cites),
            ("完善《甲》配套规则", Relation::Cites),
            ("贯彻实施新修订的《甲》，加强", Relation::Implements),
            ("落实省政府印发的《甲》要求", Relation::Implements),
            ("落实省教育厅联合印发《甲》要求", Relation::Implements),
            ("为贯彻实施国家发改委等14个部委联合印发《甲》的文件精神", Relation::Implements),
            ("根据省政府联合印发《甲》的精神", Relation::BasedOn),
            ("省政府印发《甲》，要求", Relation::Issues),
            ("省政府印发《甲》部署推进工作", Relation::Issues),
            ("省政府印发《甲》要求各地落实", Relation::Issues),
            ("听取《甲》。", Relation::Cites),
            ("待《甲》出台后，", Relation::Cites),
            ("《甲》实施后，", Relation::Cites),
            ("编制完成《甲》。", Relation::Drafts),
            ("根据省政府关于印发《甲》的通知精神", Relation::BasedOn),
            ("根据《关于印发乙的通知》（某政〔2021〕23号）精神和《甲》要求", Relation::BasedOn),
            ("按照《乙》（某水〔2010〕54号，以下简称《办法》）和《甲》要求", Relation::BasedOn),
            (
                "现将《乙》（某水〔2010〕54号，以下简称《办法》）和《甲》印发给你们",
                Relation::Issues,
            ),
            ("落实工作的通知县政府关于印发《甲》的通知", Relation::Issues),
        ] {
            let start = text.find("《甲》").expect("the text has it");
            let end = start + "《甲》".len();
            assert_eq!(of(text, &(start..end)), expected, "{text}");
        }
    }
}
