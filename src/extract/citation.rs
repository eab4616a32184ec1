//! Normative documents named in a text. Turns the normalised text into [`CitationMention`]s, each
//! with its number and what the text does with the document. Nothing is looked up here: two names
//! of one document stay two.
//!
//! `贯彻落实《国务院办公厅关于进一步规范行政裁量权基准制定和管理工作的意见》（国办发〔202227号）`
//! names an opinion that is to be implemented, and whose number lost a bracket.

mod basis;
mod marked;
mod number;
mod plain;
mod relation;
mod short;
mod title;

use std::ops::Range;

pub(crate) use title::is_work;

use crate::model::Relation;
use crate::rule::{Rule, here};

/// A document named in a normalised text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitationMention {
    /// The title with its marks, and the number, in bytes of the normalised text.
    pub range: Range<usize>,
    /// The title, without the marks.
    pub title: String,
    /// 发文字号, repaired.
    pub number: Option<String>,
    /// The number as written, if it was repaired.
    pub raw_number: Option<String>,
    /// Titles quoted within the title.
    pub inner: Vec<String>,
    /// What the text does with the document.
    pub relation: Relation,
    /// Whether it is written in `《 》`.
    pub bracketed: bool,
    /// The full title, if this one is a defined abbreviation (`（以下简称《通用目录》）`), or if
    /// its issuer precedes the marks (`国务院办公厅《关于…的意见》`).
    pub short_for: Option<String>,
    /// The rule that read it.
    pub rule: &'static str,
}

/// The rules of this file.
pub const RULES: &[Rule] = &[
    Rule {
        id: "citation-title",
        home: here!(),
        summary: "a title in 《 》, which may hold others in 〈 〉 or 《 》",
        examples: &[
            "贯彻落实《信访工作条例》",
            "持续深化《优化营商环境条例》《河南省优化营商环境条例》贯彻落实",
            "《关于印发〈新密市落实方案〉的通知》（新密办〔20239号）",
            "《关于印发《实施方案》的通知》",
        ],
        counterexamples: &[
            "《人民日报》",
            "（以下简称《通用目录》）",
            "签订《安全生产承诺书》",
            "拍摄宣传片《大美滑县》",
            "排演小戏《彩礼》",
            "《习近平谈治国理政》",
        ],
    },
    Rule {
        id: "citation-law",
        home: here!(),
        summary: "a law or regulation of the table, named without 《 》 where the text says what is to be done with it",
        examples: &[
            "严格落实个人信息保护法",
            "对违反安全生产法、传染病防治法等",
            "保障民法典有效实施",
            "遵守宪法",
            "普法内容：宪法、民法典、劳动法",
            "宣传刑法、治安管理处罚法",
        ],
        counterexamples: &[
            "加强突发事件应对法律法规培训",
            "维护宪法法律权威",
            "落实宪法宣誓制度",
            "建设民法典公园",
            "贯彻公司法人治理要求",
            "负责单位：县司法局，宪法广场",
            "贯彻无水法、节能法等节约方法",
        ],
    },
    Rule {
        id: "citation-region",
        home: here!(),
        summary: "a regulation with the name of its region, without 《 》 right behind a verb",
        examples: &["严格执行河南省重大行政决策程序规定，", "按照驻马店市城市绿线管理办法要求"],
        counterexamples: &[
            "执行我市有关规定",
            "规范执行国家、省、市重大行政决策程序有关规定",
            "落实农贸市场管理规定",
        ],
    },
    Rule {
        id: "citation-about",
        home: here!(),
        summary: "关于 … 的意见, named without 《 》 behind a verb that governs it",
        examples: &[
            "落实党中央关于加强对“一把手”和领导班子监督的意见，",
            "根据国务院办公厅关于深化改革的实施意见（国办发〔2022〕27号）要求",
        ],
        counterexamples: &[
            "贯彻国家关于加强党政机关法律顾问工作的有关要求",
            "落实习近平总书记关于扶贫工作的重要论述",
        ],
    },
    Rule {
        id: "citation-plan",
        home: here!(),
        summary: "a plan named with its years or as a plan of so many years, without 《 》",
        examples: &[
            "落实国家即将出台的提升行政执法质量三年行动计划（2023—2025年）",
            "实施工业互联网三年行动计划，",
        ],
        counterexamples: &["濉溪县法治政府建设实施方案（2021—2025年）", "优先列入三年滚动计划，"],
    },
    Rule {
        id: "citation-five-year",
        home: here!(),
        summary: "a five-year plan of one field, without 《 》",
        examples: &[
            "落实“八五”普法规划，",
            "实施“十四五”数字政府建设规划，",
            "印发滑县“十四五”水利规划的通知",
        ],
        counterexamples: &["实施“十四五”规划承上启下", "“十四五”时期"],
    },
    Rule {
        id: "citation-number",
        home: here!(),
        summary: "a number that stands for its document behind a verb",
        examples: &[
            "按照国办发〔2022〕27号文件要求",
            "严格执行国务院令第722号",
            "依据国家发展和改革委员会令第16号加强监管",
            "按照财政部公告2023年第12号执行",
            "按照省发改委（豫发改投资〔2023〕100号）文件要求",
            "按照GB/T 9704-2012执行",
        ],
        counterexamples: &[
            "滑法政〔2023〕2号",
            "主动公开（国办发〔2022〕27号）",
            "《甲意见》（国发〔2018〕1号）",
        ],
    },
    Rule {
        id: "citation-issued",
        home: here!(),
        summary: "what a notice issues, where 《 》 were lost",
        examples: &["现将滑县2023年度法治政府建设工作安排印发给你们"],
        counterexamples: &["现将有关事项通知如下", "现将工作情况印发给你们"],
    },
];

/// Finds the documents named in a normalised text, in the order of the text.
///
/// Successive titles (`《甲》《乙》`, `《甲》（国发〔2018〕1号）、《乙》`) have the same relation.
pub fn find(text: &str) -> Vec<CitationMention> {
    let mut mentions = all(text);
    let mut end = 0;
    mentions.retain(|mention| {
        let is_free = mention.range.start >= end;
        end = end.max(mention.range.end);
        is_free
    });
    mentions
}

/// Everything that the rules read, including overlaps, in order; of those that begin at the same
/// place, the longest is first.
pub(super) fn all(text: &str) -> Vec<CitationMention> {
    let mut mentions = marked::bracketed(text);
    mentions.extend(plain::find(text));
    mentions.sort_by_key(|mention| (mention.range.start, std::cmp::Reverse(mention.range.end)));
    mentions
}
