//! What is odd about a document, and the proof that accounts for every sign of a fact. These are
//! data, collected to the end, never errors.

use crate::message;
use crate::message::{Message, words};
use crate::span::Span;

/// How much a [`Diagnostic`] matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something was repaired or inferred.
    Note,
    /// A fact may be missing or wrong: a person should look.
    Doubt,
}

impl Severity {
    /// Its name in English.
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Doubt => "doubt",
        }
    }

    /// The severity with this English name.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Note, Self::Doubt].into_iter().find(|one| one.word() == word)
    }

    /// A message that names it.
    pub fn message(self) -> Message {
        match self {
            Self::Note => message!("severity-note"),
            Self::Doubt => message!("severity-doubt"),
        }
    }
}

words! {
    /// The kind of remark that a [`Diagnostic`] is; stable, for filters.
    Code {
        /// Annexes of the same name have different texts in two documents.
        AnnexDiffers = "annex-differs", "附件有异",
        /// The number of a citation was repaired.
        CitationNumberRestored = "citation-number-restored", "文号已修复",
        /// A sign of responsibility made no fact, though one may be there.
        ClauseUnread = "clause-unread", "分工未读出",
        /// A piece of code was left out.
        CodeLeftOut = "code-left-out", "代码已略去",
        /// A table of contents was left out.
        ContentsLeftOut = "contents-left-out", "目录已略去",
        /// A second copy of the text was left out.
        CopyLeftOut = "copy-left-out", "重复内容已略去",
        /// A correction applies to nothing.
        CorrectionUnused = "correction-unused", "更正未生效",
        /// A sign of responsibility was ruled out.
        CuePassed = "cue-passed", "责任词已排除",
        /// A date was ruled out as a time to be set.
        DatePassed = "date-passed", "日期已排除",
        /// A date was repaired.
        DateRestored = "date-restored", "日期已修复",
        /// A date made no fact, though one may be there.
        DateUnread = "date-unread", "日期未读出",
        /// The encoding was repaired.
        EncodingMended = "encoding-mended", "编码已还原",
        /// Hidden text was left out.
        HiddenText = "hidden-text", "隐藏文字",
        /// Two documents have the same number and title.
        IdentityShared = "identity-shared", "同号同题",
        /// The marks of a matrix have no meaning.
        MatrixUnread = "matrix-unread", "符号不明",
        /// A figure was ruled out as a target.
        MeasurePassed = "measure-passed", "数值已排除",
        /// A figure made no fact, though one may be there.
        MeasureUnread = "measure-unread", "指标未读出",
        /// A name was repaired.
        NameRestored = "name-restored", "名称已修复",
        /// Something in the place of a name does not look like one.
        NameUnknown = "name-unknown", "名称不明",
        /// The text is not Chinese.
        NoChinese = "no-chinese", "没有汉字",
        /// The text has nothing of an official document.
        NoDocument = "no-document", "不像公文",
        /// A page has no text.
        NoText = "no-text", "没有正文",
        /// The text is not an official document.
        NotOfficial = "not-official", "不是公文",
        /// A part was not read.
        NotRead = "not-read", "内容未读取",
        /// The numbers of items jump.
        NumberJump = "number-jump", "序号不连续",
        /// A document number was ruled out as a citation.
        NumberPassed = "number-passed", "文号已排除",
        /// The number of an item was restored.
        NumberRestored = "number-restored", "序号已补上",
        /// Two documents have the same number but different titles.
        NumberShared = "number-shared", "同号异题",
        /// A document number has no title.
        NumberUnread = "number-unread", "文号无主",
        /// A page was not read.
        PageUnread = "page-unread", "页面未读取",
        /// A part of a package was not read.
        PartUnread = "part-unread", "部分未读取",
        /// Text was recognised in a picture.
        Recognised = "recognised", "文字识别",
        /// The region is unknown.
        RegionUnknown = "region-unknown", "地区不明",
        /// A row of a table was left out.
        RowLeftOut = "row-left-out", "表格行已略去",
        /// Struck-out text was left out.
        StruckText = "struck-text", "删除线文字",
        /// A table says who answers, and not for what.
        TableUnread = "table-unread", "表格未读出",
        /// A task has nobody responsible, unlike most others.
        TaskWithoutUnit = "task-without-unit", "没有责任单位",
        /// The text is garbled.
        TextGarbled = "text-garbled", "文本乱码",
        /// The text was in a field of the page.
        TextInField = "text-in-field", "正文在字段中",
        /// A title was ruled out as that of a document.
        TitlePassed = "title-passed", "标题已排除",
        /// A title was repaired.
        TitleRestored = "title-restored", "标题已修复",
        /// A title made no fact, though one may be there.
        TitleUnread = "title-unread", "标题未识别",
    }
}

/// A remark on a place in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// The kind of remark.
    pub code: Code,
    /// The place.
    pub span: Span,
    /// What is odd, in lower case, without a full stop.
    pub message: Message,
}

impl Diagnostic {
    /// Whether it says that a sign was ruled out for a reason, so nothing is missing there.
    pub fn is_passed(&self) -> bool {
        Sign::ALL.iter().any(|sign| sign.passed() == self.code)
    }
}

/// What in a text suggests that there may be a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// A word of responsibility: 牵头, 责任单位, 负责 ….
    Cue,
    /// 《.
    Title,
    /// 发文字号, even if damaged.
    Number,
    /// A date, a month or a year.
    Date,
    /// A figure with a unit of measurement: 95%, 不少于二十家.
    Measure,
}

impl Sign {
    /// All kinds of signs.
    pub const ALL: [Self; 5] = [Self::Cue, Self::Title, Self::Number, Self::Date, Self::Measure];

    /// The code for a sign that may hide a fact.
    pub fn unread(self) -> Code {
        match self {
            Self::Cue => Code::ClauseUnread,
            Self::Title => Code::TitleUnread,
            Self::Number => Code::NumberUnread,
            Self::Date => Code::DateUnread,
            Self::Measure => Code::MeasureUnread,
        }
    }

    /// The code for a sign that was ruled out.
    pub fn passed(self) -> Code {
        match self {
            Self::Cue => Code::CuePassed,
            Self::Title => Code::TitlePassed,
            Self::Number => Code::NumberPassed,
            Self::Date => Code::DatePassed,
            Self::Measure => Code::MeasurePassed,
        }
    }

    /// Its English name, plural.
    pub fn word(self) -> &'static str {
        match self {
            Self::Cue => "cues",
            Self::Title => "titles",
            Self::Number => "numbers",
            Self::Date => "dates",
            Self::Measure => "measures",
        }
    }

    /// A message that names it, plural.
    pub fn message(self) -> Message {
        match self {
            Self::Cue => message!("sign-cues"),
            Self::Title => message!("sign-titles"),
            Self::Number => message!("sign-numbers"),
            Self::Date => message!("sign-dates"),
            Self::Measure => message!("sign-measures"),
        }
    }
}

/// A line of the proof: what became of the signs of one kind. Each sign that made no fact has a
/// [`Diagnostic`], which is a [`Severity::Note`] if the words around it show that there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Account {
    /// The kind of sign.
    pub sign: Sign,
    /// How many signs the text has.
    pub n_found: usize,
    /// How many of them became facts.
    pub n_facts: usize,
    /// How many may hide a missing fact.
    pub n_doubts: usize,
}
