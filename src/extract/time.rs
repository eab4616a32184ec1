//! Times that a text sets. Turns the normalised text into [`TimeMention`]s. Times in the past,
//! dates of signatures and years in titles are left out.
//!
//! `在县、镇政府2023年年底前实现信息共享机制化` sets the deadline 2023-12-31; `7个工作日内上网公开`
//! sets a duration of seven working days.

mod calendar;
mod duty;
mod fragments;
mod grammar;
mod last_day;
mod listing;
mod near;
mod period;
mod place;
mod reading;
mod spans;
mod whole_year;

use std::ops::Range;

pub use calendar::Calendar;
pub use near::Near;

use crate::context;
use crate::model::TimeKind;
use crate::rule::{Rule, here};

/// A time set by a normalised text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeMention {
    /// Its place, in bytes of the normalised text.
    pub range: Range<usize>,
    /// As written: 2023年年底前.
    pub text: String,
    /// What kind of time.
    pub kind: TimeKind,
    /// ISO 8601: a date, an interval or a duration; `None` if the text gives none (任期内).
    pub value: Option<String>,
    /// Whether the days are working days.
    pub working_days: bool,
    /// The day or month within each period of a recurrence, as XML Schema writes it: `---25`,
    /// `--12-31`, `--03`.
    pub each_by: Option<String>,
    /// Whether a report might say it, too: the only sign of a deadline is that something ends on
    /// that day, `2024年6月30日完成`, or a period has months only, `1—5月`.
    pub by_end: bool,
    /// Whether it begins on the day of issue: 自印发之日起30日内.
    pub since_issue: bool,
    /// How the day follows from the day of issue: 本月底前.
    pub near: Option<Near>,
    /// The rule that read it.
    pub rule: &'static str,
}

/// The rules of this file.
pub const RULES: &[Rule] = &[
    Rule {
        id: "time-deadline-year",
        home: here!(),
        summary: "the end of a year, or a year with 到 or 前",
        examples: &[
            "2023年年底前实现信息共享机制化",
            "到2025年，政府行为全面纳入法治轨道",
            "力争年底前建成",
            "“十四五”末达到70%",
            "24年底前完成",
            "2024年度内完成",
            "2024年的考核于次年年底前完成",
            "完成时限：全年",
            "完成时限：2024年",
            "到2025年、2030年，覆盖率分别达到55%、65%",
            "2024年完成60%，2025年全面完成",
            "2024年、2025年覆盖率分别达到60%、80%",
            "（县教育局负责，2024年完成）",
            "（责任单位：县教育局；全年）",
            "2024年、2025年底分别开展评估",
            "年底完成改造",
        ],
        counterexamples: &[
            "同一考核年度内完成两次",
            "滑县2023年度法治政府建设工作安排",
            "2023年是开局之年",
            "2025年前后",
            "近20年底蕴",
            "2021年以来，先后于2022年底前建成",
            "2023年完成改造500户",
            "改造2000年以前建成的小区",
            "全年推进",
            "（数据来源：县教育局，2024年）",
            "（来源：县教育局，2024年）",
            "（县发改委牵头编制规划，2024年）",
            "（第三届由县教育局承办，2024年）",
        ],
    },
    Rule {
        id: "time-deadline-month",
        home: here!(),
        summary: "a month or a day with 底 or 前, also shared with others listed before it; behind the label of a deadline or 不迟于; or with what ends on that day or is to be reached by then",
        examples: &[
            "2021年6月底前研究提出",
            "12月底前实现直接结算",
            "2018年12月31日前报送",
            "完成时限：2019年12月取得阶段性成果",
            "2024年6月30前完成",
            "24年6月底前完成",
            "二〇二四年十二月三十一日前完成",
            "（11月取得明显成效，牵头单位：县司法局）",
            "2024年5月20日下午5点前报送",
            "2024年5月20日12:00前报送",
            "2024年6月30日（星期日）前报送",
            "不迟于2024年6月30日报送",
            "2024年6月30日完成整改",
            "政策执行至2024年12月31日",
            "于12月1日、15日前报送",
            "2024年3月31日上报率要达到80%",
            "2024年的考核于次年1月15日前完成",
            "总结阶段（2024年12月）",
            "开展评查。（县司法局牵头，县教育局配合，12月）",
            "开展评查。（责任单位：县司法局，12月中旬）",
            "2024年3月开工，10月竣工",
            "完成时限：6月、12月",
            "有效期至2029年4月30日",
        ],
        counterexamples: &[
            "2023年6月27日",
            "2020年9月11日，李克强总理在电视电话会议上",
            "发布时间：2023年6月27日",
            "2022年以来，3月底前先后建成",
            "（11月县司法局召开会议）",
            "2024年6月30日18时召开会议",
            "已于2024年6月30日完成整改",
            "该项目于2024年6月30日完成竣工验收",
            "截至2024年6月30日止",
            "2024年3月31日上报率已达到80%",
            "6月25日、28日召开会议",
            "实施方案（2024年12月）",
        ],
    },
    Rule {
        id: "time-deadline-figures",
        home: here!(),
        summary: "a day in figures with 前, or alone behind the label of a deadline, there also as spreadsheets count days",
        examples: &[
            "2024.6.30前完成",
            "2024/6/30前完成",
            "2024-06-30前完成",
            "2024.6底前完成",
            "完成时限：2024/12/31",
            "（责任单位：县司法局；完成时限：2024.12.31）",
            "完成时限：45657",
        ],
        counterexamples: &[
            "发布时间：2024-03-05",
            "2024.6.30前后",
            "投资2024.6亿元",
            "完成时限：45657号",
            "电话：0372-2024-06-30前",
        ],
    },
    Rule {
        id: "time-deadline-near",
        home: here!(),
        summary: "a day of this or the next month, the end of this or the next week or quarter, or the next holiday on a fixed day; the day of issue says which day it is",
        examples: &[
            "本月底前完成",
            "下月10日前报送",
            "于月底前完成整改",
            "本季度末完成",
            "本周五前报送",
            "国庆节前完成",
            "“十一”前完成",
        ],
        counterexamples: &[
            "每月收集问题，下月5日前报送",
            "6月底前完成",
            "本月25日召开会议",
            "本周工作安排",
            "国庆前夕",
            "“十一”前夕",
        ],
    },
    Rule {
        id: "time-deadline-part",
        home: here!(),
        summary: "a half or a quarter of a year in which something is to be done",
        examples: &[
            "2023年上半年，试点城市政府印发实施方案",
            "2023年第三季度完成",
            "一季度末前报送",
            "前三季度完成75%",
            "三季度：主体封顶",
            "四季度目标：建成投用",
            "（县教育局负责，四季度）",
        ],
        counterexamples: &[
            "年度终了后一个季度内",
            "连续两个季度",
            "2023年前三季度，全县增长6%",
            "从2023年第二季度起，按月通报",
            "自2023年下半年开始实施",
            "三季度：已完成",
            "三季度：30%",
        ],
    },
    Rule {
        id: "time-period",
        home: here!(),
        summary: "from one year, month or day to another, outside the brackets of a title",
        examples: &[
            "2021—2025年，每年新增",
            "2022年至2024年",
            "（2023年3月—5月）",
            "2024.3.1-2024.6.30",
            "2024年6月25日至28日完成考核",
            "2024年11月至次年3月开展巡查",
            "2024年4—6月开展排查",
            "2024年5月上旬至6月中旬验收",
        ],
        counterexamples: &[
            "三年行动计划（2023—2025年）",
            "《法治政府建设实施纲要（2021—2025年）》",
            "喷洒4-6次",
            "2023年1—5月，全县查处案件217起",
        ],
    },
    Rule {
        id: "time-plan-period",
        home: here!(),
        summary: "the years of a five-year plan",
        examples: &["“十四五”期间，县级党政机关", "十五五时期"],
        counterexamples: &["实施“十四五”规划", "“八五”普法规划"],
    },
    Rule {
        id: "time-every",
        home: here!(),
        summary: "again and again",
        examples: &[
            "落实每半年集中评查制度",
            "每年部署重点工作",
            "根据每季度考核对象",
            "每两年开展一次",
            "于每年2月底前，根据上一年度",
            "按季度通报",
            "实行周调度、月通报",
            "坚持一月一调度",
            "每2小时报告一次",
            "每年第一季度完成考核",
            "两个月一次",
            "半年开展一次检查",
        ],
        counterexamples: &[
            "每年每公里补助",
            "每人每月500元",
            "每个乡镇",
            "按月份统计",
            "本周调度，3月通报",
            "每小时5吨",
            "一年一次性补助",
        ],
    },
    Rule {
        id: "time-every-day",
        home: here!(),
        summary: "again and again, by a day, which stands in the text of the time",
        examples: &[
            "每月25日前报送",
            "每季度末报送",
            "每年年底前",
            "每月上旬",
            "每月前5个工作日内报送",
            "每季度首月10日前报送",
        ],
        counterexamples: &["每人每月25元", "每月例会"],
    },
    Rule {
        id: "time-within",
        home: here!(),
        summary: "within so many days, months or years",
        examples: &[
            "7个工作日内上网公开",
            "一般不少于7个工作日",
            "三年内不得参加",
            "在两年之内",
            "对连续2年考核优秀的单位",
            "压缩至3天",
            "有效期5年",
            "完成时限：3个月",
        ],
        counterexamples: &[
            "近三年内未发生",
            "7×24小时不打烊",
            "三年行动",
            "7天无理由退货",
            "3年期以上贷款",
            "2023年内",
            "年龄不超过55周岁",
            "超过三个月的，不予受理",
            "优良天数不少于265天",
        ],
    },
    Rule {
        id: "time-term",
        home: here!(),
        summary: "within the term of office; it has no length",
        examples: &["部门负责人任期内至少接受一次法治专题脱产培训"],
        counterexamples: &["任期制"],
    },
    Rule {
        id: "time-open",
        home: here!(),
        summary: "behind the label of a deadline, or alone at the end of a clause, that there is none",
        examples: &[
            "完成时限：持续推进",
            "（长期任务，县司法局牵头）",
            "完成时间：长期坚持",
            "整改时限：立行立改",
            "（责任单位：县司法局；长期坚持）",
            "（县司法局负责，常年开展）",
        ],
        counterexamples: &[
            "持续推进“一网一门一次”改革",
            "（长期坚持，久久为功）",
            "完成时限：2019年6月底前",
            "要抓紧抓实，长期坚持。",
        ],
    },
];

/// Finds the times in a normalised text; `base_year` is the year of the document, for `6月底前` and
/// `年底前`.
///
/// A month without a year takes the last year named in its sentence, unless that says something
/// else: `2021年6月底前制定…，12月底前实现…`, but not `2023年发现的问题，9月底前整改`.
pub fn find(text: &str, base_year: Option<i16>) -> Vec<TimeMention> {
    find_by(text, Calendar::of_year(base_year))
}

/// Finds the times in a normalised text, by the year and the day of issue of its document.
pub(super) fn find_by(text: &str, calendar: Calendar) -> Vec<TimeMention> {
    let mut mentions = Vec::new();
    let mut from = 0;
    while let Some(start) = grammar::candidate(text, from) {
        let place = place::Place { text, start, calendar };
        match grammar::read(&place).filter(|_| !context::in_title(text, start)) {
            Some(mention) => {
                from = mention.range.end;
                mentions.push(mention);
            }
            None => from = start + context::next(text, start).map_or(1, char::len_utf8),
        }
    }
    mentions
}

/// Everything that the rules read where a time was found, including shorter readings.
pub(super) fn all(text: &str, calendar: Calendar) -> Vec<TimeMention> {
    let starts = find_by(text, calendar).into_iter().map(|mention| mention.range.start);
    let read =
        |start| grammar::readings(&place::Place { text, start, calendar }).collect::<Vec<_>>();
    starts.flat_map(read).collect()
}
