//! A place in a text where the form of a time matches, and the text around it.

use jiff::civil::Date;
use regex::Captures;

use super::calendar::Calendar;
use super::listing;
use crate::context;
use crate::extract::past;

/// No document at hand sets a time in a year before this.
const OLD: i16 = 2010;

/// Words before the last day for something.
const AT_LATEST: &[&str] = &[
    "不迟于",
    "不晚于",
    "不得迟于",
    "不得晚于",
    "不能迟于",
    "不能晚于",
    "最迟",
    "最迟于",
    "最迟在",
    "最晚",
    "最晚于",
    "最晚在",
    "截止时间为",
    "截止日期为",
    "截止时间",
    "截止日期",
    "完成时间为",
    "完成时限为",
    "完成期限为",
];

/// What runs until the day behind 至 or 到.
const RUNS: &[&str] = &[
    "执行",
    "实施",
    "施行",
    "延续",
    "延长",
    "顺延",
    "延期",
    "持续",
    "保留",
    "开展",
    "日起",
    "有效期",
    "有效期限",
];

/// A place in a text where a form matches.
pub(super) struct Place<'t> {
    /// The normalised text.
    pub(super) text: &'t str,
    /// Where the match begins.
    pub(super) start: usize,
    /// What the document says about its year.
    pub(super) calendar: Calendar,
}

impl<'t> Place<'t> {
    /// Whether the time counts from the day of issue: 印发之日起, 发布之日起.
    pub(super) fn is_since_issue(&self) -> bool {
        let before = context::last_chars(self.text, self.start, 8);
        let issue = before.strip_suffix("之日起").unwrap_or_default();
        ["印发", "发布", "公布", "下发", "施行", "实施", "生效"]
            .iter()
            .any(|word| issue.ends_with(word))
    }

    /// The text from the place on, as far as a time may extend.
    pub(super) fn tail(&self) -> &'t str {
        tail(self.text, self.start)
    }

    /// The character before the place.
    pub(super) fn previous(&self) -> Option<char> {
        context::previous(self.text, self.start)
    }

    /// Whether the match describes a state: `截至2022年底`.
    pub(super) fn is_state(&self) -> bool {
        let is_until = self.previous() == Some('截')
            || ["截至", "截止"].contains(&context::last_chars(self.text, self.start, 2));
        is_until && !self.is_until_a_term_ends()
    }

    /// Whether the match is the day on which a term ends: `政策期限截至2023年底`.
    fn is_until_a_term_ends(&self) -> bool {
        let before = self.text.get(..self.start).unwrap_or_default();
        let term = before.trim_end_matches(['截', '至', '止']);
        term.len() < before.len()
            && ["期限", "时间", "日期"].iter().any(|word| term.ends_with(word))
    }

    /// The text after the match.
    pub(super) fn rest(&self, found: &Captures<'_>) -> &'t str {
        self.text.get(self.start + found[0].len()..).unwrap_or_default()
    }

    /// Whether the match begins within a number or a word made of numerals.
    pub(super) fn splits_number(&self, found: &Captures<'_>) -> bool {
        let is_numeral =
            |c: char| c.is_ascii_digit() || "一二三四五六七八九十百千万几数多".contains(c);
        let starts_in = found[0].starts_with(is_numeral) && !self.follows_item_number();
        self.previous()
            .is_some_and(|c| (starts_in && (is_numeral(c) || ".第×*〔".contains(c))) || c == '×')
    }

    /// Whether the match is the rest of a longer one that sets no time: `2月底` in
    /// `截至2024年2月底`.
    pub(super) fn splits_year(&self, found: &Captures<'_>) -> bool {
        let year = self.text.get(..self.start).and_then(|before| before.strip_suffix('年'));
        found[0].starts_with(|c: char| c.is_ascii_digit())
            && year.is_some_and(|year| year.ends_with(|c: char| c.is_ascii_digit()))
    }

    /// Whether the number of an item directly precedes the place: `3.2020年底前`.
    pub(super) fn follows_item_number(&self) -> bool {
        let Some(before) = self.text.get(..self.start).and_then(|before| before.strip_suffix('.'))
        else {
            return false;
        };
        let head = before.trim_end_matches(|c: char| c.is_ascii_digit());
        head.len() < before.len()
            && head.chars().next_back().is_none_or(|c| "\n。）〕；：".contains(c))
    }

    /// Whether the match begins with a two-digit year rather than a number of years, as in
    /// `近20年底蕴`.
    pub(super) fn starts_year(&self, found: &Captures<'_>) -> bool {
        let of_count = |c: char| "近约超满逾过前后第这达".contains(c);
        self.short_year(found).is_some() && !self.previous().is_some_and(of_count)
    }

    /// Whether the label of a deadline precedes the place: `完成时限：`.
    pub(super) fn is_labelled(&self) -> bool {
        let before = listing::before_list(self.text, self.start);
        let label = context::last_chars(before, before.len(), 7);
        let label = label.rsplit(['；', '。', '，', '\n']).next().unwrap_or_default();
        let has = |words: &[&str]| words.iter().any(|word| label.contains(word));
        // 发布时间 and 会议时间 are not about when a task is done.
        label.ends_with('：')
            && has(&["时限", "时间", "期限", "节点", "进度"])
            && !has(&[
                "发布", "成文", "印发", "发文", "更新", "生成", "会议", "起始", "开始", "有效",
                "填报", "填表", "制表",
            ])
    }

    /// Whether the match is the end of a word: 年度 in `考核年度`.
    pub(super) fn ends_a_word(&self) -> bool {
        self.previous().is_some_and(|c| context::is_han(c) && !"于在并应须将要".contains(c))
    }

    /// Whether the match opens its clause.
    pub(super) fn opens(&self) -> bool {
        self.previous().is_none_or(|c| "，。；：、（\n".contains(c))
    }

    /// Whether the match ends its cell or clause.
    pub(super) fn ends(&self, found: &Captures<'_>) -> bool {
        self.rest(found).chars().next().is_none_or(|c| "，。；、）〕\n".contains(c))
    }

    /// Whether the sentence reports what happened since some date, and the match names no year
    /// still to come: 2023年以来，…6月底前….
    pub(super) fn is_told(&self, found: &Captures<'_>) -> bool {
        let is_own = ["y", "rel", "short"].iter().any(|name| found.name(name).is_some());
        let year = self.named_year(found);
        let is_past = self.calendar.year.zip(year).is_some_and(|(base, year)| year < base);
        let is_old = is_past || year.is_some_and(|year| year < OLD);
        self.is_of_things(found)
            || is_old && self.is_of_the_past(found)
            || (is_past || !is_own) && past::is_since(self.text, self.start)
    }

    /// Whether the text after the match says that something was done by then, or names what was:
    /// `2023年底前已完成`, `2000年底前建成的小区`.
    fn is_of_the_past(&self, found: &Captures<'_>) -> bool {
        let rest = self.rest(found);
        rest.starts_with("已") || past::names_what_was(rest)
    }

    /// Whether the match describes a state, unless the day is still to come and the text does not
    /// say what has been: `截至2024年6月30日，完成全部任务` in a document of March.
    pub(super) fn is_state_on(&self, found: &Captures<'_>, due: Option<Date>) -> bool {
        const SO_FAR: &[&str] = &["已", "共", "累计"];
        let sentence = context::after(self.rest(found), 0, context::SENTENCE);
        let has_been = SO_FAR.iter().any(|word| sentence.contains(word));
        self.is_state() && (has_been || !self.calendar.is_ahead(due))
    }

    /// Whether 每年 precedes the match: `每年4—6月`.
    pub(super) fn is_of_each_year(&self) -> bool {
        let before = context::last_chars(self.text, self.start, 4);
        ["每年", "每年度", "每年的", "每年于", "每年度的"].iter().any(|each| before.ends_with(each))
    }

    /// Whether the match fills the brackets behind the name of a stage: `总结阶段（12月）`.
    pub(super) fn dates_a_stage(&self, found: &Captures<'_>) -> bool {
        const STAGES: &[&str] = &[
            "阶段", "环节", "步骤", "动员", "部署", "发动", "排查", "自查", "检查", "整治", "整改",
            "实施", "提升", "督查", "考核", "评估", "验收", "总结", "巩固", "申报", "推荐", "初审",
            "复审", "评审", "公示", "公布", "表彰", "评选", "遴选", "摸底", "启动", "筹备",
        ];
        let before = self.text.get(..self.start).unwrap_or_default();
        let name = before.strip_suffix(['（', '〔']).unwrap_or_default();
        self.rest(found).starts_with(['）', '〕'])
            && STAGES.iter().any(|stage| name.ends_with(stage))
            || self.is_stage(found)
    }

    /// Whether a clause consists of the match and the name of the stage that lasts so long:
    /// `6月为整改阶段`, `整改阶段：6月`.
    fn is_stage(&self, found: &Captures<'_>) -> bool {
        let clause = context::clause_before(self.text, self.start);
        let behind = context::after(self.rest(found), 0, context::CLAUSE);
        let before = self.text.get(..self.start).unwrap_or_default();
        let named = behind.strip_prefix('为').is_some_and(|name| name.ends_with("阶段"));
        let named_before = || ["阶段：", "阶段为"].iter().any(|end| before.ends_with(end));
        clause.is_empty() && named || behind.is_empty() && named_before()
    }

    /// Whether the match says which things are meant: `对2023年6月30日前开工的项目`.
    fn is_of_things(&self, found: &Captures<'_>) -> bool {
        let clause = context::clause_before(self.text, self.start);
        ["对", "对于", "凡", "凡是"].iter().any(|word| clause.ends_with(word))
            && past::names_what_was(self.rest(found))
    }

    /// Whether the text before or after the match says that the day is the last one for something:
    /// `不迟于6月30日`, `政策执行至6月30日`, `2024年6月30日完成`.
    pub(super) fn is_last_day(&self, found: &Captures<'_>) -> bool {
        let before = context::clause_before(self.text, self.start);
        let ends_with = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
        let is_until = found[0].starts_with(['至', '到']) && ends_with(RUNS);
        ends_with(AT_LATEST)
            || self.is_until_a_term_ends()
            || (is_until || self.ends_then(found)) && !past::is_done(self.text, self.start)
    }

    /// Whether something ends on the day of the match: `2024年6月30日完成`, `至12月31日止`.
    pub(super) fn ends_then(&self, found: &Captures<'_>) -> bool {
        const ENDS: &[&str] = &["完成", "截止", "到位", "办结", "止", "为止"];
        let is_own = found.name("y").is_some() || found[0].starts_with(['至', '到']);
        let rest = self.rest(found);
        let is_to_end = || context::clause_before(self.text, self.start).contains('将');
        let end = ENDS.iter().find_map(|end| rest.strip_prefix(end));
        let end = end.or_else(|| rest.strip_prefix("结束").filter(|_| is_to_end()));
        is_own && end.is_some_and(|behind| !behind.starts_with(['了', '后', '的']))
    }

    /// Whether the clause asks for a figure by then: `3月31日上报率要达到80%，4月10日达到95%`.
    pub(super) fn asks_for_figure(&self, found: &Captures<'_>) -> bool {
        const ASKS: &[&str] =
            &["要达", "须达", "应达", "需达", "力争", "确保", "争取", "必须", "务必"];
        let rest = self.rest(found).trim_start_matches('，');
        let clause = context::after(rest, 0, context::CLAUSE);
        let Some((head, reached)) = clause.rsplit_once('达') else { return false };
        let reached = reached.strip_prefix('到').unwrap_or(reached);
        let sentence = context::before(self.text, self.start, context::SENTENCE);
        let asked = format!("{sentence}{head}达");
        reached.starts_with(|c: char| c.is_ascii_digit())
            && !head.contains(['已', '了'])
            && ASKS.iter().any(|word| asked.contains(word))
    }

    /// Whether the text after the match says that something is to be done by then.
    pub(super) fn is_to_be_done(&self, found: &Captures<'_>) -> bool {
        let rest = self.rest(found).trim_start_matches(['，', '、', '：']);
        let done = [
            "完成",
            "实现",
            "建成",
            "取得",
            "投入",
            "开工",
            "建立",
            "出台",
            "印发",
            "基本",
            "全面",
            "报送",
            "形成",
            "启动",
            "试点",
            "竣工",
            "完工",
            "投产",
            "投用",
            "投运",
            "通车",
            "交付",
            "达到",
            "销号",
            "验收",
            "总结",
            "组织验收",
            "组织评估",
            "组织考核",
        ];
        done.iter().any(|word| rest.starts_with(word))
    }
}

/// The text from byte `at` on, as far as a time may extend.
pub(super) fn tail(text: &str, at: usize) -> &str {
    /// The maximum length of a time, in bytes.
    const LONGEST: usize = 144;
    text.get(at..context::floor(text, at + LONGEST)).unwrap_or_default()
}
