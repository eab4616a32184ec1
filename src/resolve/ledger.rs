//! The ledger of proof: every sign of a fact in the text made one, or says why not.
//!
//! Signs are the words of responsibility (`牵头`, `责任单位`, `负责` …), every `《`, every document number and every date. What a fact was
//! read from is covered by it; the rest is a doubt where a fact may be missing, and a note where the words around it show that there is none.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::diagnostic::{Account, Diagnostic, Severity, Sign};
use crate::extract::{self, Mentions, names_a_body};
use crate::parse::{Outline, Part};

/// Signs of one kind: how they are found, what covers them, and why one that is not covered made no fact.
struct Search {
    sign: Sign,
    pattern: Regex,
    /// Code of a diagnostic on an uncovered one, as doubt and as note.
    codes: [&'static str; 2],
    reason: fn(&Around<'_>) -> Reason,
}

/// Why a sign made no fact.
enum Reason {
    /// A fact may be missing.
    Doubt(String),
    /// There is none.
    Note(&'static str),
}

/// A sign with the text around it.
struct Around<'t> {
    sign: &'t str,
    /// Its clause before it.
    before: &'t str,
    /// The text behind it.
    after: &'t str,
    in_title: bool,
    /// Whether it stands in a bracket that opens behind a stop, as clauses do.
    in_clause: bool,
}

static SEARCHES: LazyLock<[Search; 4]> = LazyLock::new(|| {
    let compile = |pattern: &str| Regex::new(pattern).expect("the pattern is fixed");
    [
        Search {
            sign: Sign::Cue,
            pattern: compile(
                "(?:牵头|责任|配合|协同|协办|参与|落实|主责|主办|承办|督办|督导|指导|考核|完成)(?:责任)?(?:单位|部门|领导|人|科室|处室|主体)：|\
                 完成(?:时限|时间)：|牵头|负责|责任单位|责任部门|配合单位|配合部门|配合|协办|会同|督办",
            ),
            codes: ["clause-unread", "cue-passed"],
            reason: cue,
        },
        Search { sign: Sign::Title, pattern: compile("《"), codes: ["title-unread", "title-passed"], reason: title },
        Search {
            sign: Sign::Number,
            pattern: compile(r"\p{Han}{1,8}〔\d{2,4}〕?\d{1,4}号?|(?:令|公告)(?:〔?\d{4}〕?年?)?第\d{1,4}号"),
            codes: ["number-unread", "number-passed"],
            reason: number,
        },
        Search {
            sign: Sign::Date,
            pattern: compile(
                r"(?:19|20)\d{2}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月(?:\d{1,2}日|底|末|[上中下]旬)|年(?:底|末)前?",
            ),
            codes: ["date-unread", "date-passed"],
            reason: date,
        },
    ]
});

/// Accounts for every sign: how many there are of each kind, and a diagnostic on each that made no fact.
pub(super) fn account(outline: &Outline, mentions: &Mentions) -> (Vec<Account>, Vec<Diagnostic>) {
    let text = outline.text.as_str();
    let body = Places::new(body(outline));
    let mut diagnostics = Vec::new();
    let accounts = SEARCHES.iter().map(|search| {
        let covered = Places::new(covered(search.sign, outline, mentions));
        let mut account = Account { sign: search.sign, n_found: 0, n_facts: 0, n_doubts: 0 };
        for found in search.pattern.find_iter(text) {
            account.n_found += 1;
            if covered.touch(&found.range()) {
                account.n_facts += 1;
                continue;
            }
            let reason = if body.touch(&found.range()) {
                (search.reason)(&Around::of(text, found.range()))
            } else {
                Reason::Note("stands in the letterhead or around the document")
            };
            let (severity, message) = match reason {
                Reason::Doubt(message) => (Severity::Doubt, message),
                Reason::Note(message) => (Severity::Note, format!("`{}` {message}", found.as_str())),
            };
            account.n_doubts += usize::from(severity == Severity::Doubt);
            let code = search.codes[usize::from(severity == Severity::Note)];
            diagnostics.push(Diagnostic { severity, code, span: outline.text.span(found.range()), message });
        }
        account
    });
    (accounts.collect(), diagnostics)
}

/// What facts were read from, for signs of a kind.
fn covered(sign: Sign, outline: &Outline, mentions: &Mentions) -> Vec<Range<usize>> {
    let heads = || outline.documents.iter().map(|document| &document.head);
    let titles = || heads().filter_map(|head| head.title.as_ref()).map(|title| title.range.clone());
    let citations = || mentions.citations.iter().map(|one| one.range.clone());
    match sign {
        Sign::Cue => {
            let of_tasks = mentions.tasks.iter().flat_map(|task| &task.clauses);
            let of_sections = mentions.sections.iter().flat_map(|section| &section.clauses);
            let clauses = of_tasks.chain(of_sections).flat_map(|clause| {
                let names = clause.parts.iter().flat_map(|part| &part.names).map(|name| name.range.clone());
                names.chain([clause.range.clone()])
            });
            let duties = mentions.duties.iter().map(|duty| duty.range.clone());
            let hosts = heads().flat_map(|head| &head.hosts).flat_map(|(label, names)| [label, names]);
            let rules = outline.documents.iter().flat_map(|document| &document.preamble);
            let rules = rules.filter(|block| extract::sets_first_leads(outline.text.get((*block).clone())));
            clauses.chain(duties).chain(hosts.map(|part: &Part| part.range.clone())).chain(rules.cloned()).collect()
        }
        Sign::Title => citations().chain(titles()).collect(),
        Sign::Number => {
            let own = heads().filter_map(|head| head.number.as_ref());
            // A page says the number of its document in more than one place.
            let again = own.flat_map(|number| {
                let places = outline.text.as_str().match_indices(&number.text);
                places.map(|(at, own)| at..at + own.len()).chain([number.range.clone()])
            });
            citations().chain(titles()).chain(again).collect()
        }
        Sign::Date => {
            let own = heads().filter_map(|head| head.date.as_ref()).map(|date| date.range.clone());
            let times = mentions.times.iter().map(|time| time.range.clone());
            times.chain(own).chain(citations()).chain(titles()).collect()
        }
    }
}

fn body(outline: &Outline) -> Vec<Range<usize>> {
    let around = outline.documents.iter().flat_map(|document| document.preamble.iter().chain(&document.closing));
    around.chain(outline.items.iter().flat_map(|item| &item.blocks)).cloned().collect()
}

/// Ranges of the text, for the question whether one touches a place.
struct Places {
    ranges: Vec<Range<usize>>,
    /// The furthest end of all ranges up to each one.
    ends: Vec<usize>,
}

impl Places {
    fn new(mut ranges: Vec<Range<usize>>) -> Self {
        ranges.sort_by_key(|range| (range.start, range.end));
        let furthest = |end: &mut usize, range: &Range<usize>| {
            *end = range.end.max(*end);
            Some(*end)
        };
        let ends = ranges.iter().scan(0, furthest).collect();
        Self { ranges, ends }
    }

    fn touch(&self, place: &Range<usize>) -> bool {
        let n = self.ranges.partition_point(|range| range.start < place.end);
        n.checked_sub(1).and_then(|n| self.ends.get(n)).is_some_and(|end| *end > place.start)
    }
}

impl<'t> Around<'t> {
    fn of(text: &'t str, range: Range<usize>) -> Self {
        Self {
            sign: text.get(range.clone()).unwrap_or_default(),
            before: extract::clause_before(text, range.start),
            after: text.get(range.end..).unwrap_or_default(),
            in_title: extract::in_title(text, range.start),
            in_clause: in_clause(text, range.start),
        }
    }

    fn goes_on(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.after.starts_with(word))
    }
}

/// Whether the text at `at` stands in a bracket behind a stop: `。（县司法局牵头，年底前完成）`.
fn in_clause(text: &str, at: usize) -> bool {
    /// Bytes within which such a bracket opens.
    const REACH: usize = 900;
    let mut from = at.saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = text.get(from..at).unwrap_or_default();
    let open = before.rfind(['（', '〔']).and_then(|open| Some((before.get(..open)?, before.get(open..)?)));
    open.is_some_and(|(head, inner)| head.ends_with('。') && !inner.contains(['）', '〕', '\n']))
}

fn cue(around: &Around<'_>) -> Reason {
    let verb_closes = !around.sign.ends_with('：')
        && (around.after.starts_with(['）', '〕']) || around.in_clause && around.after.starts_with(['，', '；']));
    match () {
        () if around.in_title => Reason::Note("stands in a title"),
        () if around.sign == "会同" && around.goes_on(&["意"]) => {
            Reason::Note("is part of a word that gives no task")
        }
        () if around.goes_on(&["人", "制", "同志", "任", "干部", "领导", "的态度"]) => {
            Reason::Note("is part of a word that gives no task")
        }
        () if around.sign.ends_with('：') || verb_closes => {
            Reason::Doubt(format!("`{}` looks like a clause, and gave no assignment", around.sign))
        }
        () if around.goes_on(&["单位", "部门"]) || around.sign.ends_with(['位', '门']) => {
            Reason::Note("speaks of units by their role")
        }
        () => match names_a_body(around.before) {
            Some(name) => Reason::Doubt(format!("`{name}` stands before `{}`, and was given no duty", around.sign)),
            None => Reason::Note("has no body named before it"),
        },
    }
}

fn title(around: &Around<'_>) -> Reason {
    /// Characters within which a title ends.
    const REACH: usize = 500;
    let mut depth = 1_usize;
    let end = around.after.char_indices().take(REACH).take_while(|(_, c)| *c != '\n').find(|(_, c)| {
        depth = match c {
            '《' => depth + 1,
            '》' => depth - 1,
            _ => depth,
        };
        depth == 0
    });
    let quoted = end.and_then(|(at, _)| around.after.get(..at));
    match quoted {
        _ if around.in_title => Reason::Note("stands in a title that is cited"),
        _ if around.before.ends_with("简称") => Reason::Note("begins the short form of a title just cited"),
        Some(title) if ["表", "报", "承诺书", "申请书", "协议"].iter().any(|end| title.ends_with(end)) => {
            Reason::Note("begins the name of a form or a paper")
        }
        Some(title) => Reason::Doubt(format!("`《{title}》` was read as no document")),
        None => Reason::Doubt("`《` is not closed".to_owned()),
    }
}

fn number(around: &Around<'_>) -> Reason {
    Reason::Doubt(format!("number `{}` belongs to no title", around.sign))
}

fn date(around: &Around<'_>) -> Reason {
    match () {
        () if around.in_title => Reason::Note("stands in a title"),
        () if around.goes_on(&["前", "以前", "之前", "底", "末", "内"])
            && !around.goes_on(&["前后", "以来", "内容", "前期"]) =>
        {
            Reason::Doubt(format!("`{}` looks like a deadline, and set none", around.sign))
        }
        () => Reason::Note("sets no time: a year by name, or what has been"),
    }
}
