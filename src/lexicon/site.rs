//! Words of the lines that a site puts around a document.

use std::sync::LazyLock;

use crate::patterns::{Pattern, pattern};
use crate::words::Words;

/// A line of a site is not longer than this, in characters.
const LONGEST: usize = 200;

static OF_SITE: Pattern = pattern!(
    r"ICP备|网站标识码|公网安备|版权所有|未经.{0,12}(许可|授权).{0,20}(转载|使用)|技术支持[：:]|(浏览|阅读|点击)(次数|量|数)|访问量[：:]|扫一扫|分享到|打印(本页|此页)|关闭(本页|窗口|此页)|上一[篇条][：:]|下一[篇条][：:]|友情链接|网站地图|[〖【\[(（]?(字体|字号)[：:\s]*[\[【（(]?\s*[大小]|^当前(的)?位置|^您(现在|当前)?(所)?(在的)?位置|浏览器.{0,20}(浏览|访问|效果)|^(打印|关闭|收藏|分享|返回顶部|首页|TOP)$"
);

/// Words, one of which occurs in each line of a site; most documents have none of them, and do not
/// need the pattern.
static SIGNS: LazyLock<Words> = LazyLock::new(|| {
    Words::new([
        "ICP备", "网站标识码", "公网安备", "版权所有", "未经", "技术支持", "浏览", "阅读", "点击",
        "访问量", "扫一扫", "分享", "打印", "关闭", "上一", "下一", "友情链接", "网站地图", "字体",
        "字号", "位置", "收藏", "返回顶部", "首页", "TOP",
    ])
});

/// Whether a line is one of the site: `【打印本页】`, `网站标识码：4100000000`.
pub(crate) fn is_of_site(line: &str) -> bool {
    line.chars().nth(LONGEST).is_none() && SIGNS.are_in(line) && OF_SITE.is_match(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_site_have_a_sign() {
        let mut n_told = 0;
        for way in OF_SITE.as_str().split('|').filter(|way| !way.starts_with(['(', '授', '使'])) {
            let words = ["", "本页", "次数", "位置", "浏览", "许可转载", "：", "：大", "此页"];
            let plain = way.trim_matches(|c: char| !c.is_alphanumeric());
            let lines = words.map(|word| format!("{plain}{word}"));
            let told: Vec<_> = lines.iter().filter(|line| OF_SITE.is_match(line)).collect();
            assert!(told.iter().all(|line| SIGNS.are_in(line)), "{told:?}");
            n_told += told.len();
        }
        assert!(n_told > 50, "{n_told}");
    }
}
