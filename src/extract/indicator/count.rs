//! Whether a verb before a number counts what is to be made, rather than what there is anyway:
//! `建成15个园区`, but not `推进全县23个乡镇`.

use super::operator::{COUNTING, FOR, holds, is_broad};
use super::place::Place;
use super::{measure, thing};
use crate::affix::AnyOf;
use crate::context::{self, CLAUSE};
use crate::lexicon::measured;

/// Verbs for what is done for the people named after 为: `为200户家庭实施改造`.
const SERVES: &[&str] =
    &["实施", "开展", "提供", "办理", "发放", "安装", "配备", "购买", "进行", "筛查"];

/// First characters of verbs that end in 有: 现有, 占有.
const OTHER_VERBS: &[char] =
    &['现', '共', '占', '持', '具', '所', '没', '只', '仅', '享', '含', '原', '已', '还', '存'];

/// Units of equipment, which an attribute may precede: `更新老旧的1套装置`.
const EQUIPMENT: &[&str] = &["套", "台", "台套", "辆", "艘", "架", "部", "座", "栋", "间", "所"];

impl Place<'_, '_> {
    /// Whether a verb that counts directly precedes the quantity: `建成15个以上的`.
    pub(super) fn is_object(&self) -> bool {
        let head = context::last_chars(self.text(), self.start, 4);
        let mut ends = head.char_indices().filter_map(|(at, _)| head.get(at..));
        ends.any(|verb| COUNTING.has(verb)) || holds(self.op) && self.holds_each()
    }

    /// Whether the verb before the number counts things named after it.
    pub(super) fn counts(&self) -> bool {
        let rest = self.rest();
        let named =
            rest.starts_with(|c: char| context::is_han(c) || c == '“' || c.is_ascii_alphabetic());
        // 30栋50年以上老旧房屋
        let aged = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_aged = aged.len() < rest.len() && aged.starts_with("年以上");
        (named || is_aged || rest.starts_with('）') || context::after(rest, 0, CLAUSE).is_empty())
            && !self.amount.is_share()
            && !rest.starts_with("方面")
            && (self.op != FOR || self.serves())
            && (!is_broad(self.op) || !self.is_fixed_set())
            && (!holds(self.op) || self.holds_each() || !self.clause().contains(['每', '各', '均']))
            && (!self.follows_attribute() || EQUIPMENT.contains(&self.amount.unit))
    }

    /// Whether it counts teams set up for the work itself: `组建6个督查组`.
    pub(super) fn counts_teams(&self) -> bool {
        let team = thing::behind(self.text(), self.end);
        team.ends_with_any(&["组", "专班"])
    }

    /// Whether it counts measures or the parts of a region, of which there are as many as there
    /// are: `推进3项改革`, `推进全县23个乡镇`.
    fn is_fixed_set(&self) -> bool {
        let between = self.text().get(self.start..self.number).unwrap_or_default();
        matches!(self.amount.unit, "项" | "类" | "种" | "条") || between.contains('全')
    }

    /// Whether it counts what a plan or a superior sets, of which there are as many as there are:
    /// `紧扣高质量发展39项指标`, `完成污染治理15项任务`.
    pub(super) fn counts_assigned(&self) -> bool {
        const SET: &[&str] = &["指标", "任务", "重点任务", "目标任务", "工作任务", "措施"];
        let name = thing::behind(self.text(), self.end);
        self.amount.unit == "项" && name.starts_with_any(SET)
    }

    /// Whether it says of how many kinds something is: `4类重点对象`, `3个一批`.
    pub(super) fn counts_kinds(&self) -> bool {
        let behind = self.text().get(self.end..).unwrap_or_default();
        self.amount.unit == "类" || behind.starts_with("一批")
    }

    /// Whether it says in how many years something is revised: `每5年修订1次目录`.
    pub(super) fn counts_revisions(&self) -> bool {
        let years = self.clause().rsplit_once('每').and_then(|(_, years)| years.strip_suffix('年'));
        self.op == "修订" && self.amount.unit == "次" && years.is_some_and(|n| !n.is_empty())
    }

    /// Whether it counts what there is, in a sentence that does not say that it is wanted:
    /// `全县建有30所学校`.
    pub(super) fn counts_existing(&self) -> bool {
        const WANTS: [&str; 6] = ["力争", "确保", "争取", "实现", "到20", "年底前"];
        holds(self.op) && !self.holds_each() && !self.sentence().contains_any(&WANTS)
    }

    /// Whether it says what each of several is to have: `每个乡镇都建有1所幼儿园`. What each has
    /// anyway differs from one to the next, so that few may be said of all: `每个街道有1所机构`.
    pub(super) fn holds_each(&self) -> bool {
        const FEW: f64 = 3.0;
        /// The maximum length of the name of those that are to have it, in characters.
        const WHO: usize = 12;
        let clause = self.clause().trim_end_matches(['都', '各', '均', '应', '要', '须']);
        let who = clause.rsplit_once('每').map_or("", |(_, who)| who);
        let who = who.strip_prefix(['个', '所', '家']).unwrap_or(who);
        let is_one = measure::is_name(who) && who.chars().nth(WHO).is_none();
        let is_few = self.amount.value <= FEW || !self.amount.margin.is_empty();
        is_one
            && who.chars().all(context::is_han)
            && (self.op != "有" || is_few && !who.ends_with(OTHER_VERBS))
    }

    /// Whether 有 stands for something that each of several is to have, or it is another verb.
    pub(super) fn may_hold(&self) -> bool {
        self.op != "有" || self.holds_each()
    }

    /// Whether an attribute stands between the verb and the number: `更新老旧的1套装置`.
    fn follows_attribute(&self) -> bool {
        self.text().get(..self.number).is_some_and(|before| before.ends_with('的'))
    }

    /// Whether something is done for those who are counted: `为200户家庭实施改造`.
    fn serves(&self) -> bool {
        let clause = self.clause();
        let tail = self.tail();
        measure::clean(clause).is_empty() && tail.contains_any(SERVES)
    }

    /// Whether the operator ends a verb that counts: 改造提升.
    pub(super) fn ends_count(&self) -> bool {
        let end = self.start + self.op.len();
        let head = context::last_chars(self.text(), end, 4);
        let ends = head.char_indices().filter_map(|(at, _)| head.get(at..));
        ends.filter(|verb| verb.len() > self.op.len()).any(|verb| COUNTING.has(verb))
    }

    /// Whether days or years are counted, rather than a time being set: `优良天数达到320天`.
    pub(super) fn is_tally(&self) -> bool {
        let (name, _) = measure::before(self.text(), self.start, self.last_end());
        measured::OF_TALLY.close(name)
    }
}
