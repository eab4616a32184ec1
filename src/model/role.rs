//! The closed sets of the domain, each with the one English word that the whole project uses for it.

use std::fmt;

use crate::message;
use crate::message::Message;

/// Declares an enum whose variants have one word each, used as JSON value, RDF local name and column.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word for it.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Reads the word.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.word() == word)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.word())
            }
        }
    };
}

words! {
    /// In what role an agent answers for a task.
    Role {
        /// 牵头: leads.
        Lead = "lead",
        /// 责任, 负责, 落实: answers.
        Responsible = "responsible",
        /// 配合, 协同, 参与: supports.
        Support = "support",
        /// 牵头县领导, 责任领导, 链长: the person at the head.
        Leader = "leader",
        /// 主办: hosts.
        Host = "host",
        /// 督办, 督导: supervises.
        Supervise = "supervise",
        /// 指导: guides.
        Guide = "guide",
        /// 考核单位: assesses.
        Assess = "assess",
    }
}

impl Role {
    /// What people call it.
    pub fn message(self) -> Message {
        match self {
            Self::Lead => message!("role-lead"),
            Self::Responsible => message!("role-responsible"),
            Self::Support => message!("role-support"),
            Self::Leader => message!("role-leader"),
            Self::Host => message!("role-host"),
            Self::Supervise => message!("role-supervise"),
            Self::Guide => message!("role-guide"),
            Self::Assess => message!("role-assess"),
        }
    }
}

words! {
    /// What a provision of a scheme of assessment is about.
    ProvisionKind {
        /// 考核对象: who is assessed.
        Object = "object",
        /// 以下统称“县直单位”: several objects under one name.
        Group = "group",
        /// “1+1+N”模式: how the content is put together.
        Mode = "mode",
        /// 考核内容: a heading of what is assessed.
        Content = "content",
        /// 考核方式: how it is assessed.
        Method = "method",
        /// 百分制, 满分100分: the whole score.
        Scale = "scale",
        /// 总分由…组成: a part of the score.
        Part = "part",
        /// 优秀, 良好, 合格, 不合格.
        Grade = "grade",
        /// 表扬, 奖励, 优先推荐.
        Reward = "reward",
        /// 通报, 约谈, 追究责任.
        Sanction = "sanction",
        /// 加分.
        Bonus = "bonus",
        /// 扣分.
        Penalty = "penalty",
        /// 考核结果抄送: who is told.
        Recipient = "recipient",
        /// 报…审定: who approves.
        Approver = "approver",
        /// 由…组织实施: who assesses.
        Assessor = "assessor",
        /// 5个工作日内: by when.
        Limit = "limit",
        /// 每年度组织一次: how often.
        Frequency = "frequency",
    }
}

words! {
    /// What a text does with a document that it names.
    Relation {
        /// 根据, 按照.
        BasedOn = "based_on",
        /// 贯彻, 落实, 执行, 实施.
        Implements = "implements",
        /// 印发.
        Issues = "issues",
        /// 制定, 修订 of a document to come.
        Drafts = "drafts",
        /// Anything else.
        Cites = "cites",
    }
}

words! {
    /// What kind of time a text sets.
    TimeKind {
        /// By a day: 2023年年底前.
        Deadline = "deadline",
        /// From a day to a day: “十四五”期间.
        Period = "period",
        /// Again and again: 每半年.
        Recurrence = "recurrence",
        /// For so long: 7个工作日内.
        Duration = "duration",
    }
}

words! {
    /// How what is measured compares with the number of a target.
    Op {
        /// 达到, 实现, 左右.
        Equal = "=",
        /// 不低于, 以上.
        AtLeast = ">=",
        /// 不超过, 以内.
        AtMost = "<=",
        /// 超过, 突破.
        More = ">",
        /// 低于.
        Less = "<",
    }
}

words! {
    /// Which way what is measured is to go, where a target says by how much, not to what.
    Change {
        /// 增长, 提高.
        Rise = "rise",
        /// 下降, 减少.
        Fall = "fall",
    }
}
