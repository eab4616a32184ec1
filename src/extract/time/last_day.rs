//! Whether the text around a date says that it is the last day for something:
//! `不迟于2024年6月30日`, `完成时限：2024年6月`, `总结阶段（12月）`.

use super::listing;
use super::place::Place;
use crate::affix::AnyOf;
use crate::clause::names_a_unit;
use crate::context;
use crate::extract::past;
use crate::lexicon::deadlines;
use crate::patterns::Groups;

impl Place<'_> {
    /// Whether the label of a deadline precedes the place: `完成时限：`.
    pub(super) fn is_labelled(&self) -> bool {
        let before = listing::before_list(self.text, self.start);
        let label = context::last_chars(before, before.len(), 7);
        let label = label.rsplit(['；', '。', '，', '\n']).next().unwrap_or_default();
        let has = |words: &[&str]| label.contains_any(words);
        // 发布时间 and 会议时间 are not about when a task is done.
        label.ends_with('：')
            && has(&["时限", "时间", "期限", "节点", "进度"])
            && !has(&[
                "发布", "成文", "印发", "发文", "更新", "生成", "会议", "起始", "开始", "有效",
                "填报", "填表", "制表", "启动", "开工", "动工",
            ])
    }

    /// Whether the match fills the brackets behind the name of a stage: `总结阶段（12月）`.
    pub(super) fn dates_a_stage(&self, found: &Groups<'_>) -> bool {
        const STAGES: &[&str] = &[
            "阶段", "环节", "步骤", "动员", "部署", "发动", "排查", "自查", "检查", "整治", "整改",
            "实施", "提升", "督查", "考核", "评估", "验收", "总结", "巩固", "申报", "推荐", "初审",
            "复审", "评审", "公示", "公布", "表彰", "评选", "遴选", "摸底", "启动", "筹备",
        ];
        let before = self.text.get(..self.start).unwrap_or_default();
        let name = before.strip_suffix(['（', '〔']).unwrap_or_default();
        self.rest(found).starts_with(['）', '〕']) && name.ends_with_any(STAGES)
            || self.is_stage(found)
    }

    /// Whether a clause consists of the match and the name of the stage that lasts so long:
    /// `6月为整改阶段`, `整改阶段：6月`.
    fn is_stage(&self, found: &Groups<'_>) -> bool {
        let clause = context::clause_before(self.text, self.start);
        let behind = context::after(self.rest(found), 0, context::CLAUSE);
        let before = self.text.get(..self.start).unwrap_or_default();
        let named = behind.strip_prefix('为').is_some_and(|name| name.ends_with("阶段"));
        let named_before = || before.ends_with_any(&["阶段：", "阶段为"]);
        clause.is_empty() && named || behind.is_empty() && named_before()
    }

    /// Whether the text before or after the match says that the day is the last one for something:
    /// `不迟于6月30日`, `政策执行至6月30日`, `2024年6月30日完成`.
    pub(super) fn is_last_day(&self, found: &Groups<'_>) -> bool {
        let before = context::clause_before(self.text, self.start);
        let is_until = found.whole().starts_with(['至', '到']) && deadlines::UNTIL.close(before);
        deadlines::BEFORE.close(before)
            || self.is_until_a_term_ends()
            || (is_until || self.ends_then(found)) && !past::is_done(self.text, self.start)
    }

    /// Whether something ends on the day of the match: `2024年6月30日完成`, `至12月31日止`.
    pub(super) fn ends_then(&self, found: &Groups<'_>) -> bool {
        const ENDS: &[&str] = &["完成", "截止", "到位", "办结", "止", "为止"];
        let is_own = found.name("y").is_some() || found.whole().starts_with(['至', '到']);
        let rest = self.rest(found);
        let is_to_end = || context::clause_before(self.text, self.start).contains('将');
        let end = rest.strip_any_prefix(ENDS);
        let end = end.or_else(|| rest.strip_prefix("结束").filter(|_| is_to_end()));
        is_own && end.is_some_and(|behind| !behind.starts_with(['了', '后', '的']))
    }

    /// Whether the match ends a bracket that says who answers: `（县水利局，2024年9月）`.
    pub(super) fn ends_clause(&self, found: &Groups<'_>) -> bool {
        let before = context::before(self.text, self.start, &['（', '〔', '。', '\n']);
        let who = before.strip_suffix(['，', '；']).unwrap_or_default();
        let is_said = || who.contains_any(&["单位：", "牵头", "负责", "配合"]);
        self.rest(found).starts_with(['）', '〕'])
            && !who.is_empty()
            && (is_said() || who.split(['、', '，']).all(names_a_unit))
    }

    /// Whether the clause asks for a figure by then: `3月31日上报率要达到80%，4月10日达到95%`.
    pub(super) fn asks_for_figure(&self, found: &Groups<'_>) -> bool {
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
            && asked.contains_any(ASKS)
    }

    /// Whether the text after the match says that something is to be done by then.
    pub(super) fn is_to_be_done(&self, found: &Groups<'_>) -> bool {
        let rest = self.rest(found).trim_start_matches(['，', '、', '：']);
        deadlines::BEHIND.leading(rest).is_some()
    }
}
