//! Rosters of groups: `组长：王清宪省长副组长：何树山副省长成员：…`, on lines of their own or run
//! together. Who is named without a post, `组长：周明远`, has that of the label.

mod member;
mod name;

use std::sync::LazyLock;

use regex::Regex;

use super::PersonMention;
use crate::characters::signs;
use crate::context;
use crate::words::Words;

use member::{Line, Member};

/// The heads of a group.
const HEADS: &str = "组长|召集人|链长|链主|指挥长|总指挥|指挥|河长|湖长|林长|田长|路长|主任委员|队长|主任|班长|理事长|秘书长|指导员|联络员|顾问";

/// Its members.
const MEMBERS: &str = "成员|委员";

/// The label of a role in a group.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        "(?:办公室|[省市县区镇乡村]级)?(?:(?:总|常务|第一|执行)?副?总?(?:{HEADS})|{MEMBERS})为?："
    ))
    .expect("the pattern is one")
});

/// The ends of labels.
static ENDS: LazyLock<Words> = LazyLock::new(|| {
    let words = HEADS.split('|').chain(MEMBERS.split('|'));
    Words::new(words.flat_map(|end| [format!("{end}："), format!("{end}为：")]))
});

/// The maximum length of what stands before the end of a label, in characters.
const LONGEST_START: usize = 8;

/// The maximum length of a line of a roster that is passed over, in characters.
const LONGEST_LINE: usize = 40;

/// The members of all rosters in a text; `blanks` are the offsets before which the source has
/// spaces.
pub(super) fn find(text: &str, blanks: &[usize]) -> Vec<PersonMention> {
    let labels: Vec<_> = context::near(text, &LABEL, &ENDS, LONGEST_START).collect();
    let ends = labels.iter().skip(1).map(|next| next.start).chain([text.len()]);
    let rosters = labels.iter().zip(ends).filter_map(|(label, end)| {
        let post = text.get(label.clone())?.trim_end_matches(['为', '：']);
        Some(members(text.get(..end)?, blanks, label.end, post))
    });
    rosters.flatten().collect()
}

/// The members from byte `start`, behind the label `post`, to the end of the text.
fn members(text: &str, blanks: &[usize], start: usize, post: &str) -> Vec<PersonMention> {
    let mut found: Vec<Member<'_>> = Vec::new();
    let mut at = start;
    while at < text.len() {
        let len = text.get(at..).and_then(|rest| rest.find('\n'));
        let end = len.map_or(text.len(), |len| at + len);
        let line = Line { text: text.get(..end).unwrap_or_default(), blanks, at };
        let (row, is_whole) = line.members();
        // Behind lines with posts, a line that is only a name may be anything.
        let names_on = at == start || found.iter().all(|one| one.post.is_empty());
        let is_read = row.iter().any(|one| names_on || !one.post.is_empty());
        let is_empty = at == start && at == end;
        let goes_on = is_read && is_whole || is_empty || is_passed_over(&line);
        found.extend(row.into_iter().filter(|one| names_on || !one.post.is_empty()));
        if !goes_on {
            break;
        }
        at = end + '\n'.len_utf8();
    }
    found.into_iter().map(|one| one.mention(post)).collect()
}

/// Whether a line is a row of a roster although its name or post is unknown: it has a space within
/// or a bracket behind a few characters, and is no sentence.
fn is_passed_over(line: &Line<'_>) -> bool {
    let row = line.text.get(line.at..).unwrap_or_default();
    let n = line.blanks.partition_point(|at| *at <= line.at);
    let is_parted = line.blanks.get(n).is_some_and(|at| *at < line.text.len());
    let is_noted = || {
        let (name, note) = row.split_once('（').unwrap_or_default();
        (2..=4).contains(&name.chars().count()) && note.ends_with('）')
    };
    (is_parted || is_noted())
        && row.chars().nth(LONGEST_LINE).is_none()
        && row.starts_with(context::is_han)
        && !signs(row).any(|(_, c)| matches!(c, '。' | '：' | '；' | '、'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The people of a text with spaces, each `name post`.
    fn read(source: &str) -> Vec<String> {
        let (mut text, mut blanks) = (String::new(), Vec::new());
        for c in source.chars() {
            match c {
                ' ' if blanks.last() == Some(&text.len()) => {}
                ' ' => blanks.push(text.len()),
                _ => text.push(c),
            }
        }
        find(&text, &blanks).iter().map(|one| format!("{} {}", one.name, one.post)).collect()
    }

    #[test]
    fn the_longest_label_is_found() {
        context::reaches(&LABEL, &ENDS, LONGEST_START);
    }

    #[test]
    fn a_space_ends_the_name() {
        for (line, expected) in [
            ("王浩 公安局局长", "王浩 公安局局长"),
            ("王 浩 农业农村局局长", "王浩 农业农村局局长"),
            ("周 明 远 副县长", "周明远 副县长"),
            ("周明远 县 长", "周明远 县长"),
            ("巫贤洪 金井片区政法综治处处长", "巫贤洪 金井片区政法综治处处长"),
            ("马志其 县财政局局长", "马志其 县财政局局长"),
            ("高原 财政局局长助理", "高原 财政局局长助理"),
            ("李会军 财政局局长", "李会军 财政局局长"),
            ("丁向东 县政府办公室副主任", "丁向东 县政府办公室副主任"),
            ("王芳 县水利局党组成员", "王芳 县水利局党组成员"),
            ("欧阳明 教育局局长（兼）", "欧阳明 教育局局长"),
            ("何涛 体育局局长、第19届组委会主席", "何涛 体育局局长、第19届组委会主席"),
            ("何涛 体育局局长 13900000000", "何涛 体育局局长"),
            ("何涛 体育局局长 各乡镇负责人 办公室设在体育局", "何涛 体育局局长"),
            ("何涛 副县长 公安局局长", "何涛 副县长公安局局长"),
            ("何涛 体育局局长领导小组下设办公室", "何涛 体育局局长"),
            ("何琳（女） 体育局局长", "何琳 体育局局长"),
            ("何琳（女，回族） 体育局局长", "何琳 体育局局长"),
            ("何琳（女，体育局局长）", "何琳 体育局局长"),
            ("阿依古丽·买买提 县文旅局局长", "阿依古丽·买买提 县文旅局局长"),
            ("艾克拜尔 县委副书记、县长", "艾克拜尔 县委副书记、县长"),
            ("乌云其木格 副县长", "乌云其木格 副县长"),
            ("鲜于军 县财政局局长", "鲜于军 县财政局局长"),
            ("呼延庆 县政协副主席", "呼延庆 县政协副主席"),
            ("云文奎 乡政府副乡长", "云文奎 乡政府副乡长"),
            ("扎西顿珠（县财政局局长）", "扎西顿珠 县财政局局长"),
        ] {
            assert_eq!(read(&format!("成员：{line}")), [expected]);
        }
    }

    #[test]
    fn known_bodies_end_the_name_where_the_space_was_lost() {
        assert_eq!(read("组长：王浩公安局局长"), ["王浩 公安局局长"]);
        assert_eq!(read("组长：罗平科技局副局长"), ["罗平 科技局副局长"]);
        assert_eq!(read("组长：公安局局长王浩"), [""; 0]);
    }

    #[test]
    fn a_line_that_is_not_understood_does_not_end_the_roster() {
        let lines = "成员：钱程 县财政局局长\n某某 县水利局局长\n吴迪 县住建局局长\n王浩负责。";
        assert_eq!(read(lines), ["钱程 县财政局局长", "吴迪 县住建局局长"]);
        let lines = "成员：钱程（县财政局）\n某某（县水利局）\n吴迪（县住建局）\n附则（试行）";
        assert_eq!(read(lines), ["钱程 成员", "吴迪 成员"]);
        let lines = "成员：\n钱程 县财政局局长\n一、总体要求\n吴迪 县住建局局长";
        assert_eq!(read(lines), ["钱程 县财政局局长"]);
    }

    #[test]
    fn names_without_a_post_have_that_of_the_label() {
        for (text, expected) in [
            ("组长：周明远", &["周明远 组长"][..]),
            (
                "组长：周明远\n副组长：赵永安、孙 涛（常务）\n",
                &["周明远 组长", "赵永安 副组长", "孙涛 副组长"],
            ),
            (
                "组长：周明远（副县长），成员：钱峰、林岚同志。",
                &["周明远 副县长", "钱峰 成员", "林岚 成员"],
            ),
            (
                "成员：钱 程 孙建国\n吴迪、何涛",
                &["钱程 成员", "孙建国 成员", "吴迪 成员", "何涛 成员"],
            ),
            ("办公室成员为：钱程、孙建国。", &["钱程 办公室成员", "孙建国 办公室成员"]),
            ("办公室主任：周明远，负责日常工作。", &["周明远 办公室主任"]),
            ("成员：钱程、孙建国等", &["钱程 成员", "孙建国 成员"]),
            ("成员：钱程、孙建国等同志。", &["钱程 成员", "孙建国 成员"]),
            ("成员：文旅、公安、民政等部门", &[]),
            ("成员：钱程、孙建国等5人", &["钱程 成员", "孙建国 成员"]),
            ("成员：安监、文旅等", &[]),
            ("成员：安监、文旅", &[]),
            ("成员：商会 会长", &[]),
            ("成员：办公室 县政府副主任", &[]),
            ("成员：桥头 镇长", &[]),
            ("成员：待定 县长", &[]),
            ("成员：各乡镇 县直单位负责人", &[]),
            ("成员：钱程县长\n安全", &["钱程 县长"]),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
