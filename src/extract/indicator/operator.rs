//! Words before a number that lead to it: bounds, verbs for what is to be reached, verbs that
//! count.

use std::sync::LazyLock;

use crate::words::Words;

/// Bounds: at least, at most, more than, less than.
pub(super) const LEAST: &str =
    "不少于|不低于|不小于|不得少于|不得低于|不应少于|不应低于|至少|最少|最低|≥|≧|⩾|〉=";
pub(super) const MOST: &str =
    "不超过|不高于|不大于|不多于|不得超过|不得高于|不得多于|最多|至多|最高|≤|≦|⩽|〈=";
pub(super) const MORE: &str = "超过|突破|高于|大于|多于|超|逾|〉";
pub(super) const LESS: &str = "低于|少于|小于|〈";
/// Verbs that lead to the value to reach.
pub(super) const REACH: &str = "达到|达成|达|实现|提高到|提高至|提升到|提升至|增加到|增加至|增至|扩大到|扩大至|上升到|升至|发展到|保持在|稳定在|维持在|巩固在|控制在|压减到|\
    压减至|下降到|下降至|降低到|降低至|降到|降至|减少到|减少至|缩小到|缩小至|压降至|压缩到|\
    压缩至|压减为|压缩为|精简为|增长到|增长至|整合到|整合至|扩容到|扩容至|精简到|精简至|缩减到|缩减至|拓展到|拓展至|减少为|迈上|站上|跨上|完成|保持|维持";
/// Verbs that lead to a mark to be passed: `迈上500亿元台阶`.
const MARKS: &str = "迈上|站上|跨上";
/// Verbs that lead to a difference.
pub(super) const RISE: &str = "增长|增加|提高|提升|上升|增幅|涨幅|年均增长|同比增长";
pub(super) const FALL: &str =
    "下降|降低|减少|压减|压缩|压降|削减|下浮|缩减|缩小|精简|降幅|年均下降|同比下降";
/// Verbs whose object is counted.
pub(super) const COUNT: &str = "新建|新增|新改建|改扩建|改造|改造提升|建成|建设|建立|创建|打造|培育|培养|引进|引育|培训|遴选|选取|选择|选派|选拔|选树|评选|命名|认定|推出|推广|\
    推动|支持|扶持|发展|发布|举办|召开|组织|开展|承办|实施|完成|新开|开通|开工|开建|谋划|储备|落地|签约|招引|招募|招聘|招录|招收|录用|选聘|聘用|吸引|集聚|布局|布设|设立|成立|新设|\
    制定|编制|出台|形成|梳理出|梳理|复制|总结|征集|创作|拍摄|投放|新植|栽植|种植|治理|修复|整治|更新|配备|配置|购置|安装|检测|抽检|抽查|检查|督查|办理|解决|化解|\
    转化|突破|攻克|获批|争创|申报|帮助|帮扶|服务|惠及|覆盖|带动|面向|提供|新认定|净增|淘汰|关闭|清理|压减|取消|下放|滚动实施|盘活|孵化|入库|储备|纳入|参与|参加|\
    组建|打通|创成|联通|启动|推进|关停|更换|加装|敷设|架设|开设|增设|增开|增配|争取|筹集|筹措|修订|\
    处置|供应|出让|流转|开发|拓展|竣工|投产|投用|投运|交付|销号|绿化|补植|复垦|恢复|保护|编印|演出|\
    放映|轮训|清偿|扩种|造林|消化|兑付|认证|发行|新修|新打|归集|接入|放流|腾退|升级|开辟|开行|签订|\
    曝光|发放|检修|安置|拆除|夏播|春播|秋播|冬播|播种|走访|慰问|制发|收储|续建|扩建|改建|救助|资助|铺设|清淤|硬化|办结|划设|听取|\
    疏浚|疏通|加固|聘任|扩招|募集|筹建|修建|兴建|修缮|撬动|替代|削减|抚育|抢救|复壮|植树|选育|育成|搬迁|回购|发动|送戏|补种|移栽|对接|节约";
/// Verbs of which a count in `项` and the like is that of a fixed set: `推进3项改革`.
const BROAD: &str = "推进|启动";
/// Verbs for what there is, which count only what a sentence wants there to be: `建有30个园区`.
pub(super) const HOLD: &str = "建有|拥有|设有|有";
/// The preposition before the people for whom something is done: `为200户家庭实施改造`.
pub(super) const FOR: &str = "为";
/// Verbs that shorten.
pub(super) const SHRINK: &str = "压缩|缩短|压减|压降|减少|降低|精简|控制";
/// Bounds of how long something may take.
pub(super) const CAP: &str = "不超过|不得超过|不高于";
/// Words before the share of a set.
pub(super) const SHARES: &str = "、|力争|确保|实现|推动|使|让|有|全[省市县区州镇乡国]";
/// Whether a text ends with a verb or bound that leads to a number.
pub(super) fn leads(text: &str) -> bool {
    let words = [LEAST, MOST, MORE, LESS, REACH, RISE, FALL, "率|占比|比重|增速|率为|占比为"];
    words.iter().flat_map(|words| words.split('|')).any(|word| text.ends_with(word))
}

/// Whether a text begins with a verb or bound that leads to a number.
pub(super) fn begins(text: &str) -> bool {
    let words = [MORE, LESS, REACH, RISE, FALL];
    words.iter().flat_map(|words| words.split('|')).any(|word| text.starts_with(word))
}

/// Whether a text ends with a bound, which some other word separates from its number:
/// `更新不少于每周3条`.
pub(super) fn is_bound(text: &str) -> bool {
    [LEAST, MOST].iter().flat_map(|words| words.split('|')).any(|word| text.ends_with(word))
}

/// A text without the operator at its end: 占比 of 占比达.
pub(super) fn without_operator(text: &str) -> &str {
    let words = [LEAST, MOST, MORE, LESS, REACH, RISE, FALL, "为"];
    let operators = words.iter().flat_map(|words| words.split('|'));
    let rests = operators.filter_map(|operator| text.strip_suffix(operator));
    rests.min_by_key(|rest| rest.len()).unwrap_or(text)
}

/// Whether a text ends with a verb that counts: `讲座培训` before 500人.
pub(super) fn ends_with_count(text: &str) -> bool {
    COUNT.split('|').any(|verb| text.ends_with(verb))
}

/// Whether a verb counts only things that are to be made or changed, not those of a fixed set:
/// `推进全县23个乡镇`, `推进3项改革`.
pub(super) fn is_broad(verb: &str) -> bool {
    among(BROAD, verb)
}

/// Whether a bound is also the beginning of names: 最低工资标准, 最高限价.
pub(super) fn is_extreme(bound: &str) -> bool {
    matches!(bound, "最低" | "最高")
}

/// The bound at the end of `said`, if it begins with a name rather than with the bound `first`:
/// 不超过 in `最高限价不超过`.
pub(super) fn own_bound<'t>(said: &'t str, first: &str) -> Option<&'t str> {
    let bounds = [LEAST, MOST].into_iter().flat_map(|words| words.split('|'));
    let longest = bounds.filter(|bound| said.ends_with(bound)).max_by_key(|bound| bound.len())?;
    let own = said.get(said.len() - longest.len()..)?;
    (is_extreme(first) && own != first).then_some(own)
}

/// Whether a verb says what there is.
pub(super) fn holds(verb: &str) -> bool {
    among(HOLD, verb)
}

/// Whether a verb leads to a mark to be passed.
pub(super) fn is_mark(verb: &str) -> bool {
    among(MARKS, verb)
}

/// Whether `word` is one of the words separated by bars.
pub(super) fn among(words: &str, word: &str) -> bool {
    !word.is_empty()
        && words.as_bytes().split(|byte| *byte == b'|').any(|one| one == word.as_bytes())
}

/// Verbs whose object is counted.
pub(super) static COUNTING: LazyLock<Words> = LazyLock::new(|| Words::new(COUNT.split('|')));

/// Bounds before a verb: `至少培训1次`, `至少召开会议1次`.
pub(super) const BEFORE_VERBS: &str = "至少|最少|最多|至多";
