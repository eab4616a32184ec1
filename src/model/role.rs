//! The closed sets of the domain, each with the English word that the whole project uses for it.

use crate::message::words;

words! {
    /// The role of an agent in a task.
    Role {
        /// 牵头: leads.
        Lead = "lead", "牵头",
        /// 责任, 负责, 落实: is responsible.
        Responsible = "responsible", "责任",
        /// 配合, 协同, 参与: supports.
        Support = "support", "配合",
        /// 牵头县领导, 责任领导, 链长: the person in charge.
        Leader = "leader", "责任领导",
        /// 主办: hosts.
        Host = "host", "主办",
        /// 督办, 督导: supervises.
        Supervise = "supervise", "督办",
        /// 指导: guides.
        Guide = "guide", "指导",
        /// 考核单位: assesses.
        Assess = "assess", "考核",
    }
}

words! {
    /// What a provision of an assessment scheme is about.
    ProvisionKind {
        /// 考核对象: who is assessed.
        Object = "object", "考核对象",
        /// 以下统称“县直单位”: several objects under one name.
        Group = "group", "对象统称",
        /// “1+1+N”模式: the composition of the content.
        Mode = "mode", "考核模式",
        /// 考核内容: a heading of what is assessed.
        Content = "content", "考核内容",
        /// 考核方式: how it is assessed.
        Method = "method", "考核方式",
        /// 百分制, 满分100分: the total score.
        Scale = "scale", "计分制",
        /// 总分由…组成: a part of the score.
        Part = "part", "得分构成",
        /// 优秀, 良好, 合格, 不合格.
        Grade = "grade", "等次",
        /// 表扬, 奖励, 优先推荐.
        Reward = "reward", "奖励",
        /// 通报, 约谈, 追究责任.
        Sanction = "sanction", "惩戒",
        /// 加分.
        Bonus = "bonus", "加分",
        /// 扣分.
        Penalty = "penalty", "扣分",
        /// 考核结果抄送: who is informed.
        Recipient = "recipient", "结果抄送",
        /// 报…审定: who approves.
        Approver = "approver", "结果审定",
        /// 由…组织实施: who assesses.
        Assessor = "assessor", "考核主体",
        /// 5个工作日内: a time limit.
        Limit = "limit", "时限",
        /// 每年度组织一次: how often.
        Frequency = "frequency", "频次",
    }
}

words! {
    /// What a text does with a document that it names.
    Relation {
        /// 根据, 按照.
        BasedOn = "based_on", "依据",
        /// 贯彻, 落实, 执行, 实施.
        Implements = "implements", "贯彻落实",
        /// 印发.
        Issues = "issues", "印发",
        /// 制定, 修订 of a future document.
        Drafts = "drafts", "制定",
        /// Anything else.
        Cites = "cites", "提及",
    }
}

words! {
    /// The kind of time that a text sets.
    TimeKind {
        /// By a day: 2023年年底前.
        Deadline = "deadline", "期限",
        /// From a day to a day: “十四五”期间.
        Period = "period", "期间",
        /// Again and again: 每半年.
        Recurrence = "recurrence", "周期",
        /// For so long: 7个工作日内.
        Duration = "duration", "时长",
    }
}

words! {
    /// How what is measured compares with the number of a target.
    Op {
        /// 达到, 实现, 左右.
        Equal = "=", "=",
        /// 不低于, 以上.
        AtLeast = ">=", "≥",
        /// 不超过, 以内.
        AtMost = "<=", "≤",
        /// 超过, 突破.
        More = ">", ">",
        /// 低于.
        Less = "<", "<",
    }
}

words! {
    /// The direction of a change, if a target says by how much rather than to what.
    Change {
        /// 增长, 提高.
        Rise = "rise", "增长",
        /// 下降, 减少.
        Fall = "fall", "下降",
    }
}
