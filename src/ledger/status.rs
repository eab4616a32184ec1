//! The columns that people fill in, and the statuses: `已完成`, and its many synonyms.

use crate::model::Date;

/// The status of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// 未启动.
    NotStarted,
    /// 推进中.
    UnderWay,
    /// 已完成.
    Done,
    /// 已销号: done, and signed off by the supervisor.
    Closed,
    /// 申请延期.
    ExtensionAsked,
    /// 已延期.
    Extended,
    /// 已终止.
    Ended,
}

impl Status {
    /// All statuses, in order.
    pub const ALL: [Self; 7] = [
        Self::NotStarted,
        Self::UnderWay,
        Self::Done,
        Self::Closed,
        Self::ExtensionAsked,
        Self::Extended,
        Self::Ended,
    ];

    /// Returns the word in the ledger.
    pub fn zh(self) -> &'static str {
        match self {
            Self::NotStarted => "未启动",
            Self::UnderWay => "推进中",
            Self::Done => "已完成",
            Self::Closed => "已销号",
            Self::ExtensionAsked => "申请延期",
            Self::Extended => "已延期",
            Self::Ended => "已终止",
        }
    }

    /// Returns the word in the graph.
    pub fn word(self) -> &'static str {
        match self {
            Self::NotStarted => "not-started",
            Self::UnderWay => "under-way",
            Self::Done => "done",
            Self::Closed => "closed",
            Self::ExtensionAsked => "extension-asked",
            Self::Extended => "extended",
            Self::Ended => "ended",
        }
    }

    /// Returns synonyms. 基本完成 is not one of done.
    fn synonyms(self) -> &'static [&'static str] {
        match self {
            Self::NotStarted => {
                &["未开始", "未开展", "待接收", "待办理", "待办", "尚未启动", "未开工", "未办"]
            }
            Self::UnderWay => &[
                "进行中", "正在推进", "正常推进", "推进", "正在进行", "在办", "办理中", "正在办理",
                "基本完成", "达进度", "超进度", "欠进度", "部分完成", "持续推进", "长期推进",
                "长期坚持", "审核中", "已启动", "已超期", "逾期",
            ],
            Self::Done => &[
                "完成", "办结", "已办结", "已办", "办毕", "已落实", "落实", "全部完成", "达标",
                "完结",
            ],
            Self::Closed => &["销号", "已验收", "验收销号"],
            Self::ExtensionAsked => &["延期申请", "申请延长", "拟延期"],
            Self::Extended => &["延期", "同意延期", "延期办理"],
            Self::Ended => &["终止", "已取消", "取消", "不再实施", "中止", "已中止"],
        }
    }

    /// Parses a status as people write it: `办结`, ` 已 完成 `, `done`.
    pub fn read(text: &str) -> Option<Self> {
        let bare: String =
            text.chars().filter(|c| !c.is_whitespace() && !"。，,.；;！!".contains(*c)).collect();
        let bare = bare.to_lowercase();
        Self::ALL.into_iter().find(|one| {
            one.zh() == bare || one.word() == bare || one.synonyms().contains(&bare.as_str())
        })
    }

    /// Whether nothing is left to do.
    pub fn is_done(self) -> bool {
        matches!(self, Self::Done | Self::Closed)
    }
}

/// A column that people fill in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// 状态.
    Status,
    /// 完成率.
    Rate,
    /// 进展情况.
    Progress,
    /// 存在问题.
    Problem,
    /// 下步举措.
    Next,
    /// 佐证材料.
    Evidence,
    /// 办结日期.
    Closed,
    /// 责任人.
    Person,
    /// 联系电话.
    Phone,
    /// 备注.
    Remark,
}

impl Field {
    /// All columns, in order.
    pub const ALL: [Self; 10] = [
        Self::Status,
        Self::Rate,
        Self::Progress,
        Self::Problem,
        Self::Next,
        Self::Evidence,
        Self::Closed,
        Self::Person,
        Self::Phone,
        Self::Remark,
    ];

    /// Returns the heading of its column.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Status => "状态",
            Self::Rate => "完成率",
            Self::Progress => "进展情况",
            Self::Problem => "存在问题",
            Self::Next => "下步举措",
            Self::Evidence => "佐证材料",
            Self::Closed => "办结日期",
            Self::Person => "责任人",
            Self::Phone => "联系电话",
            Self::Remark => "备注",
        }
    }
}

/// What people filled in for a task, normalised: the status by its Chinese word, the rate as `50`,
/// days as `2023-12-31`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled(pub std::collections::BTreeMap<Field, String>);

impl Filled {
    /// Returns the value of a column, or an empty string.
    pub fn get(&self, field: Field) -> &str {
        self.0.get(&field).map(String::as_str).unwrap_or_default()
    }

    /// Returns the status; not started if nothing was filled in.
    pub fn status(&self) -> Status {
        Status::read(self.get(Field::Status)).unwrap_or(Status::NotStarted)
    }

    /// Returns the rate of completion, from 0 to 100.
    pub fn rate(&self) -> Option<f64> {
        self.get(Field::Rate).parse().ok()
    }

    /// Returns the day of completion.
    pub fn closed(&self) -> Option<Date> {
        self.get(Field::Closed).parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_mean_one_status_each() {
        let mut words: Vec<_> = Status::ALL
            .iter()
            .flat_map(|one| one.synonyms().iter().chain([&one.zh()]).copied().collect::<Vec<_>>())
            .collect();
        let n = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), n);
        for (text, expected) in [
            ("办结", Some(Status::Done)),
            (" 已 完成。", Some(Status::Done)),
            ("基本完成", Some(Status::UnderWay)),
            ("进行中", Some(Status::UnderWay)),
            ("延期", Some(Status::Extended)),
            ("差不多了", None),
            ("", None),
        ] {
            assert_eq!(Status::read(text), expected, "{text}");
        }
    }
}
