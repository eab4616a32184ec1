//! Words of the lines that a site puts around a document.

use std::sync::LazyLock;

use regex::Regex;

use crate::characters::han_regex;
use crate::words::Words;

/// A line of a site is not longer than this, in characters.
const LONGEST: usize = 200;

/// Words of such lines, each with the pattern around it, in which `~` stands for the word.
const WAYS: [(&str, &str); 26] = [
    ("ICP备", "~"),
    ("网站标识码", "~"),
    ("公网安备", "~"),
    ("版权所有", "~"),
    ("未经", "~.{0,12}(许可|授权).{0,20}(转载|使用)"),
    ("技术支持", "~[：:]"),
    ("浏览", "~(次数|量|数)"),
    ("阅读", "~(次数|量|数)"),
    ("点击", "~(次数|量|数)"),
    ("访问量", "~[：:]"),
    ("扫一扫", "~"),
    ("分享", "~到|^~$"),
    ("打印", "~(本页|此页)|^~$"),
    ("关闭", "~(本页|窗口|此页)|^~$"),
    ("上一", "~[篇条][：:]"),
    ("下一", "~[篇条][：:]"),
    ("友情链接", "~"),
    ("网站地图", "~"),
    ("字体", r"[〖【\[(（]?~[：:\s]*[\[【（(]?\s*[大小]"),
    ("字号", r"[〖【\[(（]?~[：:\s]*[\[【（(]?\s*[大小]"),
    ("位置", "^当前(的)?~|^您(现在|当前)?(所)?(在的)?~"),
    ("浏览器", "~.{0,20}(浏览|访问|效果)"),
    ("收藏", "^~$"),
    ("返回顶部", "^~$"),
    ("首页", "^~$"),
    ("TOP", "^~$"),
];

static OF_SITE: LazyLock<Regex> = LazyLock::new(|| {
    let ways = WAYS.map(|(word, pattern)| pattern.replace('~', word));
    han_regex(&ways.join("|")).expect("the patterns are fixed")
});

/// One of the words occurs in each line of a site; most documents have none of them, and do not
/// need the pattern.
static SIGNS: LazyLock<Words> = LazyLock::new(|| Words::new(WAYS.map(|(word, _)| word)));

/// Whether a line is one of the site: `【打印本页】`, `网站标识码：4100000000`.
pub(crate) fn is_of_site(line: &str) -> bool {
    line.chars().nth(LONGEST).is_none() && SIGNS.are_in(line) && OF_SITE.is_match(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_site_are_told_from_others() {
        for line in [
            "【打印本页】",
            "网站标识码：4100000000",
            "未经书面授权，不得转载",
            "您所在的位置：首页",
            "【字体：大 中 小】",
            "关闭",
            "浏览次数：12",
            "为获得最佳浏览器访问效果",
        ] {
            assert!(is_of_site(line), "{line}");
        }
        for line in ["关闭散乱污企业", "未经批准不得施工", "确定当前位置", "上一年度", "点击率"]
        {
            assert!(!is_of_site(line), "{line}");
        }
    }
}
