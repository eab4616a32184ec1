//! Figures that say which things are meant, or when something is to happen, rather than what is to
//! be reached: `投资超过1000万元的项目`, `造成1人以上死亡的事故`, `降雨量达到100毫米时`.

use super::operator::{self, BEFORE_VERBS, LEAST, MORE, MOST, among};
use super::place::Place;
use super::{amount, listing, measure, quantity};
use crate::affix::AnyOf;
use crate::context;
use crate::lexicon::measured;

/// Verbs of prevention, before the number of people concerned: `杜绝56人以上大班额`.
const PREVENTING: &[&str] = &["杜绝", "遏制", "防止", "避免", "严禁", "禁止", "严防", "防范"];
/// Verbs of harm, before the number of people harmed: `造成1人以上死亡`.
const HARMING: &[&str] = &["发生", "造成", "导致", "死亡", "受伤", "重伤"];
/// Words after those who are harmed: `100人以上重伤`.
const HARMED: &[&str] =
    &["死亡", "重伤", "中毒", "受伤", "失踪", "被困", "受灾", "直接经济损失", "经济损失"];
/// What a condition defines: `超过100公顷的森林火灾`.
const EVENTS: &[&str] = &["火灾", "事故", "事件", "灾害", "险情", "疫情"];
/// Words that open a list of conditions.
const CONDITIONS: &[&str] =
    &["条件：", "条件为：", "启动标准", "分级标准", "响应标准", "预警标准", "认定标准"];
/// Grades that a value earns: `90%以上为优秀`.
const GRADES: &[&str] = &["为优秀", "为良好", "为合格", "为不合格", "为优", "的为优", "的为良"];

impl Place<'_, '_> {
    /// Whether it is part of a condition or of the name of something.
    pub(super) fn is_conditional(&self) -> bool {
        self.is_condition()
            || self.is_of_others()
            || self.is_attribute()
            || self.is_alarm()
            || self.is_criterion()
    }

    /// Whether it specifies which things are meant: `投资超过1000万元的项目`,
    /// `5人及以上的网络商户`.
    fn is_condition(&self) -> bool {
        let is_bound = among(LEAST, self.op) || among(MOST, self.op);
        let clause = self.clause();
        let of_something = clause.starts_with_any(&["对", "凡", "符合", "如", "若", "禁止"]);
        let rest = self.rest();
        let is_attribute = rest.starts_with('的') && !listing::is_aim(rest);
        let margin = self.amount.margin;
        let is_income = || clause.ends_with_any(&["增收", "收入"]) || self.is_flow();
        let is_level = margin.starts_with('及') && !self.is_rate_to_reach()
            || (!margin.is_empty()
                && self.rule.ends_with("margin")
                && self.amount.is_money()
                && !is_income());
        // 编制50人 says how many posts a body has.
        let is_staff = self.is_of_law()
            || matches!(self.amount.unit, "人" | "名")
                && context::last_chars(self.text(), self.number, 2) == "编制";
        let of_something = of_something && !clause.ends_with("贡献率");
        is_staff
            || (is_attribute
                && !is_bound
                && !self.is_object()
                && !self.rule.ends_with("share")
                && !self.is_made())
            || is_level
            || (of_something && !is_bound && !self.rule.ends_with("reach"))
    }

    /// Whether it is a share to be reached, at the end of its clause: `可办率达到95%及以上。`
    fn is_rate_to_reach(&self) -> bool {
        let leads = self.rule.ends_with_any(&["reach", "rate"]);
        self.amount.is_share() && leads && listing::ends(self.rest())
    }

    /// Whether it counts those that a law asks for: `两个以上部门联合执法`, `两名以上执法人员`.
    fn is_of_law(&self) -> bool {
        const BODIES: &[&str] = &[
            "部门", "单位", "机关", "行政机关", "主体", "地区", "行政区域", "乡镇", "当事人",
            "省、",
        ];
        const OFFICERS: &[&str] = &["执法人员", "行政执法人员", "工作人员", "检查人员"];
        let begins = |words: &[&str]| self.rest().starts_with_any(words);
        let figure = self.around.clause();
        let who = figure.strip_any_suffix(&["不得少于", "不应少于"]);
        let is_of_officers = begins(OFFICERS) || who.is_some_and(|who| who.ends_with_any(OFFICERS));
        let is_of_bodies =
            self.rule.ends_with("margin") && self.amount.is_numeral && begins(BODIES);
        // 配备两名以上执法人员 is to be done.
        let is_made = self.rule.ends_with("count") || self.is_object();
        self.amount.value == 2.0
            && !is_made
            && match self.amount.unit {
                "个" => is_of_bodies,
                "人" | "名" => is_of_officers,
                _ => false,
            }
    }

    /// Whether it says how much money is to flow, and nothing is named after it that it could
    /// describe: `协议金额50亿元以上。`
    fn is_flow(&self) -> bool {
        const FLOWS: &[&str] =
            &["投资", "金额", "总额", "资金", "引资", "外资", "零售额", "交易额", "销售额", "降费"];
        const WHOLE: &[&str] = &["总投资", "计划投资", "概算投资", "估算投资", "注册资金"];
        const MEANT: &[&str] = &["符合", "条件", "凡", "对"];
        let clause = self.clause();
        let sentence = self.sentence();
        listing::ends(self.rest())
            && clause.ends_with_any(FLOWS)
            && !clause.ends_with_any(WHOLE)
            && !sentence.contains_any(MEANT)
    }

    /// Whether it counts the people to whom something is not to happen, or says what harm is meant:
    /// `杜绝56人以上大班额`, `造成1人以上死亡的事故`.
    fn is_of_others(&self) -> bool {
        let clause = self.around.clause();
        let of_people = matches!(self.amount.unit, "人" | "名");
        // 消除人均纯收入1万元以下脱贫户
        let clears = measure::without_number(clause).starts_with("消除");
        let prevents = clears && self.amount.is_money()
            || clause.ends_with_any(PREVENTING)
            || (of_people && (clause.ends_with("消除") || clause.ends_with("化解")));
        let harms = of_people && !clause.contains("人数") && clause.contains_any(HARMING);
        let tail = self.tail();
        let harmed = !clause.contains("人数") && tail.contains_any(HARMED);
        self.is_marked() && (prevents || harms || (harmed && (of_people || self.amount.is_money())))
    }

    /// Whether it says which things another quantity of the clause counts or measures:
    /// 70平方米以下 in `70平方米以下户型占比不低于80%`, 100张以上 in `建成100张以上床位的机构2家`.
    fn is_attribute(&self) -> bool {
        if (among(LEAST, self.op) || among(MOST, self.op)) && !self.is_of_those_counted() {
            // 以面积不超过70平方米的小户型为主
            let clause = self.clause();
            let tail = self.tail();
            return clause.contains('以') && tail.starts_with('的') && tail.ends_with("为主");
        }
        let tail = self.tail().split('、').next().unwrap_or_default();
        if self.is_property(tail) {
            return true;
        }
        // “最多跑一次” is a slogan.
        let unquoted = tail.split('“').next().unwrap_or_default();
        let next = quantity::next(unquoted, 0).filter(|_| self.may_describe());
        let Some((next, gap)) = next.and_then(|next| Some((next.clone(), tail.get(..next.start)?)))
        else {
            return false;
        };
        let is_share = tail.get(next.start..).is_some_and(amount::is_share);
        // 10万人以上社区各建成1个综合体
        let gap = gap.split_once('各').map_or(gap, |(those, _)| those);
        let leads = operator::leads(gap);
        let counts = operator::ends_with_count(gap);
        let thing = operator::without_operator(gap);
        let is_of_thing = measured::OF_THING.close(thing);
        if self.is_amount() && is_of_thing && !counts {
            return true;
        }
        if !self.is_marked() {
            return false;
        }
        let of_homes = matches!(self.amount.unit, "户" | "人")
            && tail.get(next.start..).is_some_and(amount::is_size);
        let of = if self.is_object() {
            !leads && (gap.contains('的') || self.amount.is_size() || of_homes)
        } else {
            !leads || is_share
        };
        measure::is_name(gap) && !counts && of
    }

    /// Whether the bound before it is that of a count behind it: 2000万元 in
    /// `至少引进投资2000万元以上项目1个`.
    fn is_of_those_counted(&self) -> bool {
        among(BEFORE_VERBS, self.op)
            && self.amount.is_money()
            && !self.amount.margin.is_empty()
            && self.tail().ends_with(|c: char| !c.is_ascii_digit())
            && quantity::next(self.tail(), 0).is_some()
    }

    /// Whether its only bound comes after the number: 56人以上.
    fn is_marked(&self) -> bool {
        let forms = ["margin", "count", "list"];
        !self.amount.margin.is_empty()
            && (self.rule.ends_with_any(&forms) || matches!(self.op, "完成" | "实现"))
    }

    /// Whether it may say which of the things named after it are meant: `30户以上自然村`,
    /// `超10亿元企业`, `完成30户以上自然村`.
    fn may_describe(&self) -> bool {
        self.is_marked() || self.is_amount()
    }

    /// Whether it is an amount of money or a bound from above or below.
    fn is_amount(&self) -> bool {
        let is_bound = among(MORE, self.op) || self.is_marked() || self.is_of_those_counted();
        let is_money = self.amount.is_money() || matches!(self.amount.unit, "亿" | "万亿");
        is_money && (is_bound || self.rule.ends_with("count") || self.rule.ends_with("list"))
    }

    /// Whether it is a property of the things named in `tail`: `流域面积50平方公里以上河流`,
    /// `1000人以上行政村卫生室全覆盖`.
    fn is_property(&self, tail: &str) -> bool {
        let is_named = tail.starts_with(context::is_han);
        let clause = self.around.clause();
        let of_property = measured::OF_SIZE.close(clause);
        !self.amount.margin.is_empty()
            && !self.amount.is_share()
            && is_named
            && (of_property || tail.ends_with("全覆盖"))
    }

    /// Whether it says when an alarm is raised or which event is meant: `降雨量超过100毫米时`,
    /// `过火面积超过100公顷的森林火灾`.
    fn is_alarm(&self) -> bool {
        let tail = self.tail();
        let responds = |tail: &str| tail.contains("启动") && tail.contains("响应");
        let head = context::last_chars(self.text(), self.start, 120);
        let head = head.rsplit('\n').next().unwrap_or_default();
        self.rest().starts_with('时')
            || responds(self.sentence_tail())
            || (tail.contains('的') && tail.ends_with_any(EVENTS))
            || head.contains_any(CONDITIONS)
    }

    /// Whether it says what earns a grade, or who may apply: `90%以上为优秀`,
    /// `申报企业年营业收入应达到2000万元`.
    fn is_criterion(&self) -> bool {
        let clause = self.clause();
        let applies = clause.starts_with_any(&[
            "申报企业", "申报单位", "申报主体", "申报项目", "申请企业", "申请人",
        ]);
        applies || self.rest().starts_with_any(GRADES)
    }
}
