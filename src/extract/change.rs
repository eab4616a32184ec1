//! Changes from one figure to another: the former is neither a target nor a time.

/// Whether the text after a figure says that it changes to another: after 80% in `由80%提高到95%`,
/// or 20个工作日 in `由20个工作日压缩至5个工作日`.
pub(super) fn begins(behind: &str) -> bool {
    const VERBS: [&str; 15] = [
        "提高", "提升", "增加", "增长", "扩大", "上升", "下降", "降低", "减少", "缩小", "压减",
        "压缩", "缩短", "缩减", "精简",
    ];
    const SHORT: [&str; 5] = ["增", "升", "降", "减", "缩"];
    let verbs = VERBS.into_iter().chain(SHORT).filter_map(|verb| behind.strip_prefix(verb));
    verbs.into_iter().any(|rest| rest.starts_with(['到', '至', '为']))
}
