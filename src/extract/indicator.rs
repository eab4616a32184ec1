//! Measured targets: the normalised text in, [`IndicatorMention`]s out. Counts of a fixed set (`6项备案材料`), amounts that are granted
//! (`最高500万元` of a subsidy) and what has been reached already are no targets; spans of time belong to [`time`](super::time).
//!
//! `确保接诉响应率达到100%` sets 接诉响应率 = 100 %; `每年应当举办两期以上法治专题讲座` sets 法治专题讲座 >= 2 期.

mod grammar;
mod measure;

use std::ops::Range;

use crate::extract::context;
use crate::rule::Rule;

/// A measured target read from a normalised text.
#[derive(Clone, Debug, PartialEq)]
pub struct IndicatorMention {
    /// Bytes of the normalised text, from what is measured to the number, or further to what is counted.
    pub range: Range<usize>,
    /// What is measured: 接诉响应率.
    pub measure: String,
    /// `=`, `>=`, `<=`, `>` or `<`.
    pub op: &'static str,
    /// The number; of a range the lower one.
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
        summary: "a number with a bound before it",
        examples: &[
            "接受不少于60学时的业务知识和法律法规培训",
            "人员编制原则上不低于全部人员编制的80%",
            "累计加分最多不超过5分",
            "至少举办一期领导干部法治专题培训班",
            "交易额突破1.8万亿元",
        ],
        counterexamples: &[
            "一般不少于7个工作日",
            "对投资超过1000万元的项目",
            "给予奖补，最高500万元",
            "禁止使用厚度低于0.01毫米的地膜",
        ],
    },
    Rule {
        id: "indicator-reach",
        summary: "a number that is to be reached or kept",
        examples: &[
            "接诉响应率达到100%",
            "免证办事项达500项",
            "秸秆综合利用率达到85%以上",
            "失业率控制在5.5%以内",
            "交易及结算实现500亿元",
        ],
        counterexamples: &["达到国内先进水平", "截至目前，覆盖率已达到80%", "加计扣除比例提高到75%的政策"],
    },
    Rule {
        id: "indicator-change",
        summary: "by how much something is to grow or shrink",
        examples: &["地区生产总值增长6.2%左右", "重点企业生产效率提高20%以上", "材料减少60%以上"],
        counterexamples: &["压缩一半", "去年同比增长5%"],
    },
    Rule {
        id: "indicator-rate",
        summary: "a rate with its number right behind it",
        examples: &["按期办结率100%", "合格率98%以上"],
        counterexamples: &["按照投资额20%的比例"],
    },
    Rule {
        id: "indicator-margin",
        summary: "a number with a bound behind it",
        examples: &["举办两期以上法治专题讲座", "每年要组织政策发布会1场以上"],
        counterexamples: &["长期雇用5人及以上的网络商户", "5个工作日以内", "投资1000万元以上的项目"],
    },
    Rule {
        id: "indicator-count",
        summary: "how many of something are to be built, fostered, held",
        examples: &["新建800个智能工厂", "选择10个左右有条件的城市", "每年培育100个优秀工业APP", "新增200家企业"],
        counterexamples: &["明确6项备案材料的格式", "等6个系统落实", "开展“528工程”", "第2次会议"],
    },
    Rule {
        id: "indicator-list",
        summary: "a count behind what is counted, at the end of its clause",
        examples: &["培育国家级电子商务示范基地（园区）5个、市级示范园区30家，", "完成固定资产投资500亿元，"],
        counterexamples: &["依托县政务服务中心，现有窗口5个，"],
    },
];

/// Finds the measured targets of a normalised text.
pub fn find(text: &str) -> Vec<IndicatorMention> {
    let mut mentions: Vec<IndicatorMention> = Vec::new();
    let mut from = 0;
    while let Some(quantity) = grammar::quantity(text, from) {
        from = quantity.end;
        let found = grammar::read(text, quantity, mentions.last());
        // What names nothing that is measured is no target.
        let is_target =
            |mention: &IndicatorMention| !mention.measure.is_empty() && !context::in_title(text, mention.range.start);
        let Some(mention) = found.filter(is_target) else { continue };
        // What is counted ends where the next target begins.
        if let Some(last) = mentions.last_mut().filter(|last| last.range.start < mention.range.start) {
            last.range.end = last.range.end.min(mention.range.start);
        }
        mentions.push(mention);
    }
    mentions
}
