//! Measured targets. Turns the normalised text into [`IndicatorMention`]s. Counts of a fixed set
//! (`6项备案材料`), granted amounts (a subsidy of `最高500万元`) and values already reached are not
//! targets; spans of time belong to [`time`](super::time).
//!
//! `确保接诉响应率达到100%` sets 接诉响应率 = 100 %; `每年应当举办两期以上法治专题讲座` sets
//! 法治专题讲座 >= 2 期.

mod amount;
mod around;
mod condition;
mod count;
mod dated;
mod direction;
mod figure;
mod grammar;
mod index;
mod joined;
mod listing;
mod measure;
mod modifier;
mod named;
mod operator;
mod passed;
mod place;
mod quantity;
mod respective;
mod status;
mod thing;

use std::ops::Range;

pub(crate) use figure::figures;

use super::past;
use crate::message;
use crate::message::Message;
use crate::model::{Change, Op};
use crate::rule::{Rule, here};
use around::Whole;
use place::Reading;

/// A measured target in a normalised text.
#[derive(Clone, Debug, PartialEq)]
pub struct IndicatorMention {
    /// From what is measured to the number, or to what is counted after it, in bytes of the
    /// normalised text.
    pub range: Range<usize>,
    /// What is measured: 接诉响应率.
    pub measure: String,
    /// How it compares with the number.
    pub op: Op,
    /// Whether it rises or falls by the number, if that is a difference.
    pub change: Option<Change>,
    /// The number. For a range, the lower number, or the upper one if it is a maximum.
    pub value: f64,
    /// `%`, 期, 万亿元 ….
    pub unit: String,
    /// The rule that read it.
    pub rule: &'static str,
}

/// The rules of this file.
pub const RULES: &[Rule] = &[
    Rule {
        id: "indicator-bound",
        home: here!(),
        summary: "a number with a bound before it",
        examples: &[
            "接受不少于60学时的业务知识和法律法规培训",
            "人员编制原则上不低于全部人员编制的80%",
            "累计加分最多不超过5分",
            "至少举办一期领导干部法治专题培训班",
            "交易额突破1.8万亿元",
            "培育企业不少于二十家",
            "节水率不低于九成",
            "业务量超千万件",
            "漏损率≤9%",
            "各乡镇每季度至少召开专题会议1次",
            "供热温度不低于18℃",
        ],
        counterexamples: &[
            "一般不少于7个工作日",
            "处10万元以上100万元以下罚款",
            "对投资超过1000万元的项目",
            "给予奖补，最高500万元",
            "禁止使用厚度低于0.01毫米的地膜",
            "以建筑面积不超过70平方米的小户型为主",
            "按不低于采购金额的30%预付",
            "执法人员不得少于两人",
        ],
    },
    Rule {
        id: "indicator-reach",
        home: here!(),
        summary: "a number that is to be reached or kept",
        examples: &[
            "接诉响应率达到100%",
            "免证办事项达500项",
            "秸秆综合利用率达到85%以上",
            "失业率控制在5.5%以内",
            "交易及结算实现500亿元",
            "达标率由80%提高到95%",
            "覆盖率达到百分之九十",
            "空气优良天数达到320天以上",
            "实现90%以上事项“最多跑一次”",
            "食品抽检量达到4.5批次/千人",
            "孕产妇死亡率控制在12/10万以下",
            "地区生产总值迈上500亿元台阶",
            "出庭应诉率保持100%",
            "群众满意率继续保持在95%以上",
            "网上可办率达到95%及以上",
            "覆盖率达到百分之95",
            "群众满意率达到九成五以上",
            "投诉率控制在千分之五以内",
        ],
        counterexamples: &[
            "达到国内先进水平",
            "达到三级甲等标准",
            "截至目前，覆盖率已达到80%",
            "整体进度已完成年度任务的55%",
            "加计扣除比例提高到75%的政策",
            "“十三五”时期，全县覆盖率达到80%",
            "降雨量达到100毫米以上时，启动响应",
            "申报条件：注册资金达到500万元",
        ],
    },
    Rule {
        id: "indicator-change",
        home: here!(),
        summary: "by how much something is to grow or shrink",
        examples: &[
            "地区生产总值增长6.2%左右",
            "重点企业生产效率提高20%以上",
            "材料减少60%以上",
            "用水量下降16%",
            "能耗降低两成",
            "办理时间压减三成五，",
            "产能提升2倍",
            "互认率较上年提高5个百分点",
            "城镇化率年均提高1个百分点",
        ],
        counterexamples: &[
            "每提高1个百分点加2分",
            "改造提升2万亩",
            "压缩一半",
            "去年同比增长5%",
            "2021年以来，用水量下降35%",
        ],
    },
    Rule {
        id: "indicator-rate",
        home: here!(),
        summary: "a rate with its number right behind it",
        examples: &["按期办结率100%", "合格率98%以上"],
        counterexamples: &["按照投资额20%的比例"],
    },
    Rule {
        id: "indicator-span",
        home: here!(),
        summary: "how long something is to take; a time as well",
        examples: &[
            "商标注册平均审查周期压缩至4个月以内",
            "办理时限由20个工作日缩短至5个工作日",
            "低压用户平均接电时间不超过8天",
        ],
        counterexamples: &["公示期不少于5个工作日", "在2个月内完成", "压缩至5个工作日"],
    },
    Rule {
        id: "indicator-share",
        home: here!(),
        summary: "what share of a set is to do or to be something",
        examples: &["到2025年，20%的企业达标", "80%以上的行政村通公交", "2025年30%的村建成中心"],
        counterexamples: &["20%的比例给予补助", "20%的股份归集体"],
    },
    Rule {
        id: "indicator-index",
        home: here!(),
        summary: "a coefficient, index or ratio, which has no unit",
        examples: &["灌溉水有效利用系数提高到0.58以上", "城乡居民收入比控制在2.2以内"],
        counterexamples: &["综合指数达到2023年的水平", "截至目前，利用系数达到0.58"],
    },
    Rule {
        id: "indicator-margin",
        home: here!(),
        summary: "a number with a bound behind it",
        examples: &[
            "每个中队配备两名以上执法人员",
            "举办两期以上法治专题讲座",
            "每年要组织政策发布会1场以上",
            "群众满意度90分以上",
        ],
        counterexamples: &[
            "长期雇用5人及以上的网络商户",
            "编制50人（含）以上的机关",
            "5个工作日以内",
            "投资1000万元以上的项目",
            "坚决杜绝56人以上大班额",
            "造成1人以上、3人以下死亡事故的",
            "考核结果分为优秀（900分以上）",
            "1000人以上行政村卫生室覆盖率达100%",
            "涉及两个以上部门职责的事项",
            "检查时有两名以上执法人员参加",
            "消除人均纯收入1万元以下脱贫户",
            "评选群众满意度90分以上单位",
        ],
    },
    Rule {
        id: "indicator-count",
        home: here!(),
        summary: "how many of something are to be built, fostered, held",
        examples: &[
            "新建800个智能工厂",
            "选择10个左右有条件的城市",
            "每年培育100个优秀工业APP",
            "新增200家企业",
            "为200户困难老年人家庭实施适老化改造",
            "打通5条断头路",
            "更新老旧的1套装置",
            "改造城区12个老旧小区",
            "培训基层2000名干部",
            "发展50名入党积极分子",
        ],
        counterexamples: &[
            "作为3个示范乡镇",
            "明确6项备案材料的格式",
            "等6个系统落实",
            "开展“528工程”",
            "第2次会议",
            "推进3项改革",
            "完成一期工程建设",
            "每5年修订1次目录",
            "到农村3个养老站走访",
            "改造4类重点对象危房",
            "推进3个一批建设",
        ],
    },
    Rule {
        id: "indicator-list",
        home: here!(),
        summary: "a count behind what is counted, at the end of its clause",
        examples: &[
            "培育国家级电子商务示范基地（园区）5个、市级示范园区30家，",
            "完成固定资产投资500亿元，",
            "年内召开警示教育大会2次，",
            "失业人员再就业6000人、困难人员就业1500人，",
            "粮食产量40万吨，",
            "县农机中心要提前检修农机具1万台，",
            "新增学位约3000个，",
            "新建示范点2000多家，",
            "压减审批材料30%，",
            "办结建议120件、提案98件，",
        ],
        counterexamples: &[
            "路线全长36.5公里，",
            "全县排查出隐患点126处，",
            "每低1个百分点扣5分，",
            "依托县政务服务中心，现有窗口5个，",
            "建设5G基站，",
            "建立三多台账，",
        ],
    },
];

/// Finds the measured targets of a normalised text. Values for a time before `base_year`, the year
/// of the document, are not targets.
pub fn find(text: &str, base_year: Option<i16>) -> Vec<IndicatorMention> {
    let whole = Whole { text, base_year };
    let mut mentions: Vec<IndicatorMention> = Vec::new();
    for quantity in quantity::all(text) {
        let reading = grammar::read(&whole, quantity, mentions.last());
        let Some(mention) = reading.target() else { continue };
        // The name of what is counted ends where the next target begins.
        if let Some(last) =
            mentions.last_mut().filter(|last| last.range.start < mention.range.start)
        {
            last.range.end = last.range.end.min(mention.range.start);
        }
        mentions.push(mention);
    }
    mentions.extend(index::find(&whole));
    mentions.sort_by_key(|mention| mention.range.start);
    mentions
}

/// Everything that the rules read; a figure may have several readings.
pub(super) fn all(text: &str, base_year: Option<i16>) -> Vec<IndicatorMention> {
    let whole = Whole { text, base_year };
    let with_unit = quantity::all(text).flat_map(|quantity| grammar::targets(&whole, quantity));
    with_unit.chain(index::find(&whole)).collect()
}

/// Why the figure within `range` sets no target; `None` if it may set one that was not read.
pub(crate) fn passed_over(
    text: &str,
    range: Range<usize>,
    base_year: Option<i16>,
) -> Option<Message> {
    let Some(quantity) =
        quantity::next(text, range.start).filter(|quantity| quantity.start < range.end)
    else {
        return past::is_over(text, range.start, base_year).then(|| message!("passed-past"));
    };
    match grammar::read(&Whole { text, base_year }, quantity, None) {
        Reading::Passed(reason) => Some(reason),
        Reading::Target(_) | Reading::Unread => None,
    }
}
