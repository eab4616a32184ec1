//! Fragments of the patterns of times.

/// A year of four digits.
pub(super) const YEAR: &str = "(?:20[0-9]{2}|二[〇○零][一二三四五六七八九〇○零]{2})";
/// A year without its first two digits.
pub(super) const SHORT_YEAR: &str = "(?:[1-4][0-9])";
/// A month, in digits or numerals.
pub(super) const MONTH: &str = "(?:1[0-2]|0?[1-9]|十[一二]|[一二三四五六七八九十])";
/// A day of the month in digits, or also in numerals.
pub(super) const DAY_DIGITS: &str = "(?:3[01]|[12][0-9]|0?[1-9])";
pub(super) const DAY: &str =
    "(?:3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])";
/// A month in digits.
pub(super) const MONTH_DIGITS: &str = "(?:1[0-2]|0?[1-9])";
/// A count of units of time.
pub(super) const NUMBER: &str = r"(?:[0-9]{1,4}(?:\.[0-9])?|[一二两三四五六七八九十百]{1,4}|半)";
/// A dash or 到, between two times.
pub(super) const DASH: &str = "(?:[—–－~～至到-]|——)";
/// A dash between two days: a copy may have doubled it, or read it as 一.
pub(super) const DAYS_DASH: &str = "(?:[—–－~～至到一-]|——|--)";
/// A unit of time that may follow a number.
pub(super) const UNIT: &str =
    "(?:个?(?:工作日|自然日|小时|星期|季度|学年|年度|周年|半月)|个月|分钟|周|日|天|年|月)";
/// Words that make the time before them a deadline.
pub(super) const BY: &str = "(?:之前|以前|前)";
/// The day of the week after a date: `（星期日）`.
pub(super) const WEEKDAY: &str =
    "(?:[（〔](?:星期|周|礼拜)[一二三四五六日天][）〕]|(?:星期|周)[一二三四五六日天])";
/// An hour after a date: `18时`, `下午5点`, `12:00`, `下班`.
pub(super) const CLOCK: &str = "(?:(?:上午|中午|下午|傍晚|晚上|晚|凌晨|早上)?(?:[0-2]?[0-9]\
     (?:[时点](?:[0-5]?[0-9]分|整|半)?|[:：][0-5][0-9](?:[:：][0-5][0-9])?)|\
     (?:二?十[一二三四]?|[一二三四五六七八九])[时点](?:整|半)?)|\
     (?:上午|下午)?下班|上午|中午|下午)";
/// A five-year plan, quoted or not.
pub(super) const PLAN: &str = "“?(?P<plan>[一二三四五六七八九]|十[一二三四五六七八九]?|二十)五”?";
/// Words that make a number of days, months or years a limit.
pub(super) const LIMIT: &str = "(?:不少于|不低于|不得少于|不超过|不得超过|不多于|至少|至多|最长|最短|压缩至|压缩到|压缩为|压减至|压减到|缩短至|缩短到|\
    缩短为|精简至|精简到|减至|减到|减少至|减少到|降至|降到|控制在|限定在|延长至|延长|为期|期限为?|时限为?|有效期为?|任期为?|连续)";
/// Words that say that there is no end.
pub(super) const OPEN: &str = "(?:长期坚持|长期推进|持续推进|持续开展|持续实施|持续落实|持续|常年开展|常年坚持|常年|常态化推进|常态化开展|常态化|长期任务|全年任务|长期工作|长期|\
    立行立改|立查立改|立改立行|立即整改|即知即改|边查边改)";
/// What is done in turns: `周调度、月通报`.
pub(super) const TURN: &str = "(?:调度|通报|报告|报送|评比|评估|考核|督查|督导|巡查|检查|排查|研判|会商|\
    分析|点评|讲评|例会|小结|总结|汇总|排名|公示|清零|更新)";
/// What is done 一次 in each span of time.
pub(super) const ONCE: &str = "(?:安排|开展|组织|召开|举办|进行|调整|修订|轮换|演练)";
/// Words before a span of time to be used for something.
pub(super) const USE: &str = "(?:用|利用|经过|通过|力争)";
