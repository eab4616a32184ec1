//! Duties in running prose: sentences that make a named body responsible.
//!
//! `县国资局负责县管企业的考核`,
//! `由县委全面依法治县委员会办公室、县法治政府建设领导小组办公室根据…进行评判计分`. A body without
//! a level (`主管部门牵头负责`) does not count: the sentence has to name who.

mod acts;
mod by;
mod forms;
mod must;
mod object;
mod shared;
mod subject;
mod who;

use std::ops::Range;
use std::sync::LazyLock;

use super::Duty;
use super::find::{cues, has_cue};
use super::names::Name;
use crate::affix::AnyOf;
use crate::bracket::Brackets;
use crate::characters::{CharSet, leading_digits, signs};
use crate::context;
use crate::lexicon::roles::{self, RoleWord, Stands};
use crate::model::Role;
use crate::rule::{Rule, here};
use crate::words::Words;
use by::by;
use forms::{LEADS, WITH, answers, helps, labelled, leads, led, listed, styled};
use must::{SOON, follows_day, must};
use object::is_object;
use shared::{belongs, divided, ends, jointly, shares, together};
use who::names_from;

pub(super) use acts::doing;
pub(crate) use must::asked;
pub(crate) use object::{names_a_person, names_a_system};
pub(crate) use subject::acting;
pub(crate) use who::who;
pub(super) use who::{behind_choice, is_department};

/// Reads a clause of a text as a form of duty.
type Form = fn(&str, Range<usize>) -> Option<Duty>;

/// The forms of duties, the first of which that fits is read.
const FORMS: [Form; 9] = [styled, answers, leads, led, by, jointly, together, divided, must];

/// The rules of this file.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "duty-answers",
        home: here!(),
        summary: "A named body at the beginning of a clause, 负责, 承担, 主管 or 履行 behind it, and what it answers for.",
        examples: &[
            "（一）分级考核。县国资局负责县管企业的考核。",
            "（一）整改措施。1.完善制度；2.县国资局负责县管企业的考核。",
            "第六条 县审计局承担审计工作。",
            "第七条 县水利局主管全县节水工作。",
            "第八条 县教育局依法履行校园安全监管职责。",
            "第九条 农业农村科要负责渔船登记。",
            "第九条 镇（街道）负责违法建设的查处。",
            "第九条 各乡镇人民政府要承担起主体责任。",
            "第九条 县住建局是主管部门，其所属的县燃气管理处具体负责日常监管。",
            "第九条 县公安局在县政府领导下负责信息发布工作。",
            "第九条 县公安局在汛期负责道路交通。",
            "第九条 县、乡新农村领导小组负责考核验收。",
            "第九条 综合协调组负责现场工作。",
            "第九条 副县长李军负责农业农村工作。",
            "第九条 县委常委、副县长周青松：负责教育、旅游等领域的工作。",
            "第九条 县长许维泽：为第一责任人，对安全生产工作负总责。",
        ],
        counterexamples: &[
            "（一）分级考核。负责执行工作的单位应当全面执行。",
            "第六条 县审计局承担法律责任。",
            "第七条 由县水利局主管部门公布。",
            "各部门要认真履行工作职责。",
            "各部门要切实承担主体责任。",
            "第九条 副县长李军：同意这项安排。",
            "第九条 分管副县长负责农业农村工作。",
            "第九条 资产重组负责到位。",
        ],
    },
    Rule {
        id: "duty-subject",
        home: here!(),
        summary: "A clause that begins with 负责, 承担 or 履行, and the body that its sentence begins with or sets up.",
        examples: &[
            "（一）建立机构。领导小组办公室设在县交通运输局，负责日常具体工作。",
            "（一）建立机构。设立县级路长办公室，负责“路长制”的日常工作。",
            "（一）开展巡查。县林业局要强化管护，牵头负责林区防火工作。",
            "（一）开展巡查。各乡镇要压实责任，负责辖区内山塘的排查。",
            "（一）开展巡查。县林业局在县政府统一领导下，负责林区防火工作。",
            "（一）建立机构。联席会办公室设在县交通运输局，承担日常工作。",
            "（一）建立机构。领导小组下设综合协调办公室，主要负责日常工作。",
            "（一）建立机构。领导小组设立办公室，负责日常工作。",
            "（一）建立机构。后勤保障组由县财政局、县商务局组成，负责物资保障。",
            "（一）部门职责。县公安局，负责道路安全。",
            "（一）部门职责。县公安局，县教育局，负责校园安全。",
        ],
        counterexamples: &[
            "（一）建立机构。明确工作人员，负责日常具体工作。",
            "（一）开展巡查。各部门要提高认识，负责任地做好工作。",
            "（一）开展巡查。在县林业局指导下，负责林区防火工作。",
            "（一）开展巡查。参加县林业局在县城举办的培训，负责签到。",
            "（一）开展巡查。凡县税务局依法征收的税款，负责入库。",
        ],
    },
    Rule {
        id: "duty-leads",
        home: here!(),
        summary: "A named body at the beginning of a clause that ends in 牵头, 配合 or another verb of a role, or 牵头 and what it does.",
        examples: &[
            "（一）完善制度。县政府办公室牵头，县司法局配合，年内制定出台办法。",
            "（一）完善制度。县商务局牵头建立健全统计分析体系。",
            "（一）完善制度。经济发展处要牵头做好统计工作。",
        ],
        counterexamples: &[
            "（一）完善制度。各地各部门要密切配合，共同推进。",
            "（一）完善制度。明确市级牵头单位和责任。",
            "（一）完善制度。严格水功能区监管。",
            "（一）完善制度。完善示范区考核。",
            "（一）完善制度。协调市直各新闻单位配合相关部门开展宣传。",
            "（一）完善制度。县发改局协调县财政局配合做好资金保障。",
            "（一）完善制度。县发改局提请县司法局配合做好资金保障。",
        ],
    },
    Rule {
        id: "duty-jointly",
        home: here!(),
        summary: "A named body at the beginning of a clause, 会同, and those it acts with.",
        examples: &[
            "（一）强化检查。县政府办公室会同县司法局组织开展第三方评估。",
            "（一）强化检查。由县政府办公室牵头，会同县司法局开展评估。",
            "（一）发布预警。县林业局、县气象局联合制作预警信息。",
            "（一）强化检查。县林业局要加强管护，会同县公安局开展执法。",
        ],
        counterexamples: &["（一）强化检查。要会同有关部门开展评估。"],
    },
    Rule {
        id: "duty-division",
        home: here!(),
        summary: "Named bodies, 按照职责分工, and what they do.",
        examples: &[
            "（一）考核组织。县司法局和县直有关部门按照职责分工，共同参与做好考核工作。",
            "（一）考核组织。县司法局、县财政局按照各自职能分工，负责考核工作。",
        ],
        counterexamples: &["（一）考核组织。要按照职责分工，共同做好考核工作。"],
    },
    Rule {
        id: "duty-styled",
        home: here!(),
        summary: "A named body that a clause calls the one that leads, answers or supports.",
        examples: &[
            "（一）建设平台。县数据局为牵头单位，县财政局为配合单位。",
            "（一）建设平台。此项工作责任单位为县数据局。",
            "第一条 县水利局是全县节水工作主管部门。",
        ],
        counterexamples: &["（一）压实责任。列第一位的责任单位为牵头单位。"],
    },
    Rule {
        id: "duty-labelled",
        home: here!(),
        summary: "Named bodies with a colon that open a paragraph, and what they do behind it.",
        examples: &[
            "（一）职责分工。按照职责抓好落实。\n县公安局：依法查处违法行为。",
            "（一）职责分工。按照职责抓好落实。\n各乡镇（街道）：落实网格化管理。",
        ],
        counterexamples: &["（一）职责分工。按照职责抓好落实。\n主要任务：依法查处违法行为。"],
    },
    Rule {
        id: "duty-must",
        home: here!(),
        summary: "A named body of which a clause says what it must do, or that it asks to do something.",
        examples: &[
            "（一）保障经费。县财政局应当保障节水资金。",
            "（一）保障经费。各乡镇人民政府应当公布支出。",
            "（一）保障经费。县财政局接到申请后，应当拨付资金。",
            "（一）保障经费。请县财政局于9月底前将资金拨付到位。",
            "（一）保障经费。责成县财政局将资金拨付到位。",
            "（一）保障经费。县财政局要于6月底前拨付资金。",
            "（一）保障经费。县财政局于6月底前完成资金拨付。",
            "（一）保障经费。县财政局尽快拨付资金。",
            "（一）保障经费。县财政局每月通报支出进度。",
            "（一）保障经费。县财政局至少每三年组织一次检查。",
            "（一）保障经费。领导小组办公室每季度通报。",
            "（一）保障经费。7月30日前，县财政局要拨付资金。",
            "（一）保障经费。2023年底前，县财政局完成资金拨付。",
            "（一）保障经费。各乡镇要于7月30日前报送支出明细。",
            "（一）保障经费。临涣镇应当于每年6月底前报送总结。",
            "（一）保障经费。县教育局（体育局）应当于每年6月底前报送总结。",
        ],
        counterexamples: &[
            "（一）保障经费。各部门要高度重视节水工作。",
            "（一）保障经费。各部门应当高度重视节水工作。",
            "（一）保障经费。企业接到县财政局通知后，应当缴款。",
            "（一）保障经费。要认真落实节水资金。",
            "（一）保障经费。县财政局于2021年设立了专户。",
            "（一）保障经费。各部门抓紧完善台账。",
            "（一）保障经费。7月30日前，各部门要高度重视节水工作。",
            "（一）保障经费。各有关部门于每年2月底前，将名单报送县政府办。",
            "（一）保障经费。7月30日前，资金拨付到位，各部门要完善台账。",
            "（一）保障经费。县委党校要把法治列为重要内容。",
            "（一）保障经费。特色小镇应当于每年6月底前报送总结。",
            "（一）保障经费。临涣镇应当高度重视节水工作。",
        ],
    },
    Rule {
        id: "duty-by",
        home: here!(),
        summary: "由 before named bodies, and what they do.",
        examples: &[
            "（一）日常评价。由县司法局、县财政局根据每季度工作情况进行评判计分。",
            "（一）日常评价。由县司法局抓落实。",
            "（一）日常评价。绿化由建设单位负责养护。",
            "（一）日常评价。由牵头部门负责公平竞争审查。",
            "（一）日常评价。由县市场监督管理局统筹。",
            "（一）化解积案。由副县长王强包案。",
            "（一）化解积案。由王强副县长负责。",
            "（一）拨付资金。由县财政局于6月底前拨付到位。",
            "（一）召集会议。由县政府办公室及时通知有关单位参加会议。",
        ],
        counterexamples: &[
            "（一）日常评价。坚持权由法定、权依法使等基本法治理念。",
            "（一）日常评价。所需经费由县财政局承担。",
            "（一）日常评价。由施工单位提供材料。",
            "（一）日常评价。燃气设施由燃气用户负责维护。",
            "（一）日常评价。规划调整已由县财政局上报。",
            "（一）日常评价。由县水利局牵头实施的项目全部完工。",
            "（一）日常评价。由县自然资源局委托某大学运营。",
            "（一）日常评价。救助由县民政局认定并公布的家庭。",
            "（一）日常评价。接管由县水利局于1998年批准设立的站点。",
            "（一）日常评价。领导小组由县水利局、县财政局组成。",
            "（一）日常评价。由县水利局、县财政局组成代表队参赛。",
            "（一）日常评价。完善自由贸易试验区监管平台。",
            "（一）日常评价。承担由县政府牵头、各部门参加的整治工作的协调。",
        ],
    },
];

/// Finds the duties in a range of prose.
pub(crate) fn duties(text: &str, range: Range<usize>) -> Vec<Duty> {
    let whole = text.get(range.clone()).unwrap_or_default();
    let said: Vec<usize> = places_of_signs(whole).map(|at| range.start + at).collect();
    if said.is_empty() && !whole.contains('：') {
        return Vec::new();
    }
    let clauses = clauses(text, range);
    let continues = |here: &Range<usize>| {
        let piece = text.get(here.clone()).unwrap_or_default();
        goes_on(piece).is_some() || piece.starts_with(WITH)
    };
    let last = clauses.iter().rposition(continues).unwrap_or_default();
    let mut prose = Prose { text, said, subject: None, found: Vec::new() };
    for (n, here) in clauses.into_iter().enumerate() {
        prose.read(here, n == 0, n < last);
    }
    prose.found
}

/// A range of prose while it is read, clause by clause.
struct Prose<'t> {
    text: &'t str,
    /// The places of signs, in order.
    said: Vec<usize>,
    /// The subject of the sentence so far.
    subject: Option<Subject>,
    found: Vec<Duty>,
}

impl Prose<'_> {
    /// Reads a clause, which may be the first of its paragraph. Its subject matters only if a later
    /// clause may continue it: `leads_on`.
    fn read(&mut self, here: Range<usize>, is_first: bool, leads_on: bool) {
        let text = self.text;
        let here = if is_first { context::behind_mark(text, here) } else { here };
        let here = without_group(text, here, if is_first { &["组", "分工"] } else { &["分工"] });
        if text.get(..here.start).is_some_and(|before| before.ends_with(context::SENTENCE)) {
            self.subject = None;
        }
        let clause = text.get(here.clone()).unwrap_or_default();
        let sets_up =
            || leads_on && clause.contains(['设', '立', '要', '应', '须', '按', '据', '依', '在']);
        let opens = clause.contains('：');
        // 7月30日前，县公安局完成排查
        let is_dated = || follows_day(text, here.start);
        let is_alone = || leads_on && subject::is_before_answer(text, here.end);
        if !(opens || is_dated() || self.says(&here) || sets_up() || is_alone()) || is_told(clause)
        {
            return;
        }
        let own = FORMS.iter().find_map(|read| read(text, here.clone()));
        let read = if is_first { labelled } else { listed };
        if let Some(duty) = own.or_else(|| read(text, here.clone()).filter(|_| opens)) {
            self.subject =
                Some(Subject { names: duty.names.clone(), duty: Some(self.found.len()) });
            self.found.push(duty);
        } else if let Some(duty) = self.joined(&here).or_else(|| self.follows(&here)) {
            self.found.push(duty);
        } else if let (Some(role), true) = (goes_on(clause), self.subject.is_some()) {
            self.continued(here, role);
        } else if leads_on && let Some(names) = subject::named(text, here, self.subject.is_none()) {
            self.subject = Some(Subject { names, duty: None });
        }
    }

    /// Whether a clause contains a sign.
    fn says(&self, here: &Range<usize>) -> bool {
        let next = self.said.get(self.said.partition_point(|at| *at < here.start));
        next.is_some_and(|at| *at < here.end)
    }

    /// Takes a clause without a name as part of the duty before it. Who answers for one thing may
    /// lead another, which is a duty of its own.
    fn continued(&mut self, here: Range<usize>, role: Role) {
        let Some(subject) = &mut self.subject else { return };
        let same = subject.duty.and_then(|at| self.found.get_mut(at));
        if let Some(duty) = same.filter(|duty| role != Role::Lead || duty.role == role) {
            duty.range.end = here.end;
            return;
        }
        subject.duty = Some(self.found.len());
        let names = subject.names.clone();
        self.found.push(Duty { role, range: here, names, rule: "duty-subject" });
    }

    /// Reads `会同县委组织部、县财政局等部门` after a clause with a duty. The names support a body
    /// that leads, and share any other role; those of a clause without a duty act jointly with its
    /// body: `县林业局要强化巡查，会同县公安局…`.
    fn joined(&self, here: &Range<usize>) -> Option<Duty> {
        let behind = self.text.get(here.clone())?.strip_prefix(WITH)?;
        let subject = self.subject.as_ref()?;
        let others = names_from(self.text, here.end - behind.len()..here.end);
        if others.is_empty() {
            return None;
        }
        let (role, names) = match subject.duty {
            None => (Role::Responsible, [subject.names.clone(), others].concat()),
            Some(duty) => match self.found.get(duty)?.role {
                Role::Lead | Role::Leader => (Role::Support, others),
                role => (role, others),
            },
        };
        Some(Duty { role, range: here.clone(), names, rule: "duty-jointly" })
    }

    /// Reads `各乡镇抓好落实`, `各乡镇落实属地责任` after a clause with a duty.
    fn follows(&self, here: &Range<usize>) -> Option<Duty> {
        self.subject.as_ref()?.duty?;
        [ends, shares, belongs, helps].iter().find_map(|read| read(self.text, here.clone()))
    }
}

/// Whether a clause gives nobody a duty, since it tells what was done, `市财政局制定了管理办法`,
/// `已由市水利局上报`, or ends a quotation from another text, `公安机关应当配合”的规定`.
fn is_told(clause: &str) -> bool {
    static MARKS: LazyLock<CharSet> = LazyLock::new(|| ['了', '由', '”'].into_iter().collect());
    MARKS.places(clause).any(|(at, mark)| {
        let (before, behind) = clause.split_at(at);
        let begins = |words: &[&str]| behind.starts_with_any(words);
        match mark {
            '了' => !before.ends_with(['除', '为']) && !begins(&["了解", "了结"]),
            '由' => before.ends_with_any(&["已", "已经", "原", "曾"]),
            _ => begins(&["”的规定", "”的要求"]),
        }
    })
}

/// The places of signs: words, one of which occurs in any prose that gives somebody a duty. Those
/// that overlap the sign before them are left out.
fn places_of_signs(text: &str) -> impl Iterator<Item = usize> {
    static SIGNS: LazyLock<Words> = LazyLock::new(|| {
        const SAYS: [&str; 16] = [
            "由", "会同", "职责", "联合", "应当", "必须", "须", "要于", "应于", "请", "责成",
            "底前", "日前", "其责", "其职", "尽责",
        ];
        Words::new(SAYS.into_iter().chain(SOON).map(str::to_owned).chain(cues()))
    });
    SIGNS.find_iter(text).map(|found| found.range.start)
}

/// The role by which a part of a clause calls a body, and the names: `县教育局为牵头单位`.
pub(super) fn called(text: &str, range: Range<usize>) -> Option<(Role, Vec<Name>)> {
    styled(text, range).map(|duty| (duty.role, duty.names))
}

/// Who has a part of the responsibility, and in which role: `各乡镇落实属地责任`.
pub(super) fn shared(text: &str, range: Range<usize>) -> Option<(Role, Vec<Name>)> {
    shares(text, range).map(|duty| (duty.role, duty.names))
}

/// Who does what in which role, in a part of a clause: `县统计局负责监测`.
pub(super) fn acts(text: &str, range: Range<usize>) -> Option<(Role, Vec<Name>)> {
    let piece = text.get(range.clone())?;
    if !has_cue(piece) {
        return None;
    }
    // After the names of a clause, an object of two characters suffices: 负责监测.
    let short = || {
        let is_act = |object: &str| {
            object.chars().count() == 2 && !object.starts_with('同') && !names_a_person(object)
        };
        let (head, _) = piece.split_once("负责").filter(|(_, object)| is_act(object))?;
        Some((Role::Responsible, who(text, range.start..range.start + head.len())?))
    };
    let duty = answers(text, range.clone()).or_else(|| leads(text, range.clone()));
    duty.map(|duty| (duty.role, duty.names)).or_else(short)
}

/// The subject of a sentence, and the index of the duty read from it.
struct Subject {
    names: Vec<Name>,
    duty: Option<usize>,
}

/// The role that a clause without a name gives to the subject of its sentence.
fn goes_on(clause: &str) -> Option<Role> {
    const JOINS: [&str; 6] = ["主要", "具体", "统一", "全面", "并", "同时"];
    static BEGINS: LazyLock<CharSet> = LazyLock::new(|| {
        let words = JOINS.into_iter().chain(answering().map(|verb| verb.word)).chain([LEADS]);
        words.filter_map(|word| word.chars().next()).collect()
    });
    if !clause.starts_with(|c| BEGINS.has(c)) {
        return None;
    }
    let clause = JOINS.iter().fold(clause, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    if let Some(act) = clause.strip_prefix(LEADS) {
        return (is_object(LEADS, act) && !act.starts_with("单位")).then_some(Role::Lead);
    }
    let says = |verb: &&RoleWord| {
        clause.strip_prefix(verb.word).is_some_and(|object| is_object(verb.word, object))
    };
    answering().find(says).map(|verb| verb.role)
}

/// Splits prose into clauses, without the separators. `、` separates clauses only after a verb, as
/// in `由县司法局牵头、县财政局配合`.
fn clauses(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    const VERBS: [&str; 3] = ["牵头", "负责", "配合"];
    let (mut clauses, mut start) = (Vec::new(), range.start);
    let piece = text.get(range.clone()).unwrap_or_default();
    let (mut noted, mut opened) = (0, None);
    for (at, c) in signs(piece) {
        let mut closes = false;
        if c == '（' {
            opened = Some(range.start + at);
            if noted < at {
                noted = at + note_of_office(piece.get(at..).unwrap_or_default());
            }
        } else if c == '）' {
            closes = opened.take().is_some_and(|open| open < start);
        }
        let behind_verb = || piece.get(..at).is_some_and(|before| before.ends_with_any(&VERBS));
        let parts = matches!(c, '。' | '；' | '，' | '\n') || c == '、' && behind_verb();
        if at >= noted && (parts || closes) {
            clauses.push(behind_number(text, start..range.start + at));
            start = range.start + at + c.len_utf8();
        }
    }
    clauses.push(behind_number(text, start..range.end));
    clauses
}

/// The length of a bracket that says where the office of a group is,
/// `（办公室设在县民政局，下同）`; 0 if a text begins with another one.
fn note_of_office(text: &str) -> usize {
    /// The maximum length of such a bracket, in characters.
    const LONGEST_NOTE: usize = 30;
    let short = context::first_chars(text, LONGEST_NOTE);
    let is_note = short.starts_with_any(&["（办公室设在", "（以下简称"]);
    let width = '（'.len_utf8();
    let close = short.get(width..).filter(|_| is_note).and_then(|it| Brackets::ROUND.close(it));
    close.map_or(0, |at| width + at + '）'.len_utf8())
}

/// A clause without its number in a list that runs on, `1.县水利局负责清淤；2.县住建局负责管网`,
/// `一是县水利局负责清淤`, and without the bracket that it opens, `（县教育局牵头`.
fn behind_number(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = text.get(range.clone()).unwrap_or_default();
    let piece = piece.strip_prefix('（').filter(|rest| !rest.contains('）')).unwrap_or(piece);
    let rest = leading_digits(piece).1.strip_prefix('.').filter(|rest| {
        rest.len() + '.'.len_utf8() < piece.len() && !rest.starts_with(|c: char| c.is_ascii_digit())
    });
    let counted = || piece.strip_prefix(|c| "一二三四五六七八九十".contains(c))?.strip_prefix('是');
    range.end - rest.or_else(counted).unwrap_or(piece).len()..range.end
}

/// A clause without the group of which it tells who belongs to it, or another label that ends with
/// one of `ends`: `综合协调组：县应急局牵头`, `各部门职责分工：县司法局负责培训`.
fn without_group(text: &str, range: Range<usize>, ends: &[&str]) -> Range<usize> {
    /// The maximum length of the name of a group, in characters.
    const LONGEST_GROUP: usize = 12;
    let piece = text.get(range.clone()).unwrap_or_default();
    let act = piece.split_once('：').and_then(|(group, act)| {
        let is_group = group.ends_with_any(ends) && group.chars().nth(LONGEST_GROUP).is_none();
        let acts = has_cue(act) && !act.starts_with("负责");
        (is_group && acts).then_some(act)
    });
    act.map_or(range.clone(), |act| range.end - act.len()..range.end)
}

/// Verbs of the table whose object is what a body is responsible for.
fn answering() -> impl Iterator<Item = &'static RoleWord> {
    roles::standing(Stands::Prose).filter(|one| one.role != Role::Lead)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bracket_of_several_clauses_ends_the_last_of_them() {
        for (text, expected) in [
            ("（县教育局牵头，县司法局配合）要抓好考核。", "县教育局牵头 县司法局配合"),
            (
                "县教育局牵头（会同县司法局），县财政局配合。",
                "县教育局牵头（会同县司法局） 县财政局配合",
            ),
            (
                "由县教育局（普法办）牵头落实，县司法局配合。",
                "由县教育局（普法办）牵头落实 县司法局配合",
            ),
        ] {
            let found = duties(text, 0..text.len());
            let read: Vec<_> =
                found.iter().filter_map(|duty| text.get(duty.range.clone())).collect();
            assert_eq!(read.join(" "), expected);
        }
    }
}
