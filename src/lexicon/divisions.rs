//! The administrative divisions of `divisions.csv`, by code, full name and short name.
//!
//! `410526,滑县,` lies in `410500,安阳市,` and `410000,河南省,`: what contains a division follows
//! from its code. A row with a year is a division abolished in that year, which older documents
//! still name.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::affix::AnyOf;
use crate::characters::first_two;
use crate::model::Region;

const TABLE: &str = include_str!("divisions.csv");

/// Ethnic groups in the full names of autonomous areas.
const PEOPLES: &[&str] = &[
    "蒙古", "藏", "苗", "彝", "壮", "布依", "朝鲜", "满", "侗", "瑶", "白", "土家", "哈尼",
    "哈萨克", "傣", "黎", "傈僳", "佤", "畲", "高山", "拉祜", "水", "东乡", "纳西", "景颇",
    "柯尔克孜", "土", "达斡尔", "仫佬", "羌", "布朗", "撒拉", "毛南", "仡佬", "锡伯", "塔吉克",
    "怒", "鄂温克", "保安", "裕固", "塔塔尔", "独龙", "鄂伦春", "赫哲", "门巴", "珞巴", "基诺",
    "各", "回", "维吾尔", "普米", "阿昌", "京", "俄罗斯", "德昂",
];

/// One row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Division {
    /// The GB/T 2260 code.
    pub code: &'static str,
    /// The full name.
    pub name: &'static str,
    /// The year in which a former division was abolished.
    pub until: Option<u16>,
    /// The codes of the divisions that succeeded a former one, separated by `;`.
    into: &'static str,
}

/// The divisions with their indexes.
#[derive(Debug)]
pub struct Divisions {
    rows: Vec<Division>,
    names: FxHashMap<&'static str, Vec<usize>>,
    shorts: FxHashMap<&'static str, Vec<usize>>,
    /// The first two characters of each name.
    first: FxHashSet<(char, char)>,
    /// Autonomous areas by their short names with the level: 恩施州, 恩施自治州, 石柱县,
    /// 广西自治区.
    plain: FxHashMap<String, Vec<usize>>,
}

static DIVISIONS: LazyLock<Divisions> = LazyLock::new(|| Divisions::read(TABLE));

/// Returns the divisions of the table.
pub fn divisions() -> &'static Divisions {
    &DIVISIONS
}

/// Returns the provinces of today, and what has their rank.
pub(crate) fn provinces() -> impl Iterator<Item = Division> {
    divisions().all().iter().copied().filter(|row| row.is_province() && row.until.is_none())
}

impl Divisions {
    fn read(table: &'static str) -> Self {
        let rows: Vec<_> = table.lines().skip(1).filter_map(Division::read).collect();
        let [mut names, mut shorts] =
            [0, 1].map(|_| FxHashMap::with_capacity_and_hasher(rows.len(), Default::default()));
        let mut plain = FxHashMap::<_, Vec<_>>::default();
        let mut first = FxHashSet::default();
        for (at, row) in rows.iter().enumerate() {
            names.entry(row.name).or_insert_with(Vec::new).push(at);
            first.extend(first_two(row.name));
            if let Some(short) = row.short() {
                shorts.entry(short).or_insert_with(Vec::new).push(at);
            }
            for name in row.without_peoples() {
                first.extend(first_two(&name));
                plain.entry(name).or_default().push(at);
            }
        }
        Self { rows, names, shorts, first, plain }
    }

    /// All rows, sorted by code.
    pub fn all(&self) -> &[Division] {
        &self.rows
    }

    /// The divisions with this full name; former ones only if there is none today.
    pub fn named(&self, name: &str) -> Vec<Division> {
        self.present(self.names.get(name).or_else(|| self.plain.get(name)))
    }

    /// The divisions with this short name: 安徽, 新密, 石柱.
    pub fn shortened(&self, short: &str) -> Vec<Division> {
        self.present(self.shorts.get(short))
    }

    /// Whether some division has this short name.
    pub(crate) fn has_short(&self, short: &str) -> bool {
        self.shorts.contains_key(short)
    }

    fn present(&self, at: Option<&Vec<usize>>) -> Vec<Division> {
        let rows: Vec<_> =
            at.into_iter().flatten().filter_map(|at| self.rows.get(*at).copied()).collect();
        let today: Vec<_> = rows.iter().filter(|row| row.until.is_none()).copied().collect();
        if today.is_empty() { rows } else { today }
    }

    /// The division that a region of the model is, or in which a zone lies.
    pub fn of(&self, region: &Region) -> Option<Division> {
        region.code.get(..6).and_then(|code| self.coded(code))
    }

    /// The division with this code; a present one before a former one.
    pub fn coded(&self, code: &str) -> Option<Division> {
        let start = self.rows.partition_point(|row| row.code < code);
        let same = || self.rows.iter().skip(start).take_while(|row| row.code == code);
        same().find(|row| row.until.is_none()).or_else(|| same().next()).copied()
    }

    /// The divisions with the longest name with which `text` begins, and the rest of the text.
    pub fn leading<'t>(&self, text: &'t str) -> Option<(Vec<Division>, &'t str)> {
        const LONGEST: usize = 15;
        if !first_two(text).is_some_and(|both| self.first.contains(&both)) {
            return None;
        }
        let ends: Vec<_> =
            text.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST).collect();
        ends.into_iter().rev().filter_map(|end| text.split_at_checked(end)).find_map(
            |(name, rest)| {
                let found = self.named(name);
                (!found.is_empty()).then_some((found, rest))
            },
        )
    }
}

impl Division {
    fn read(line: &'static str) -> Option<Self> {
        let (code, rest) = line.split_once(',')?;
        let (name, rest) = rest.split_once(',')?;
        let (until, into) = rest.split_once(',')?;
        Some(Self { code, name, until: until.parse().ok(), into })
    }

    /// The divisions that succeeded a former one: 密云区 for 密云县, and 襄阳市 for 襄樊市, which
    /// kept its code.
    pub fn successors(self) -> impl Iterator<Item = Division> {
        let codes = if self.into.is_empty() { self.code } else { self.into };
        codes
            .split(';')
            .filter_map(|code| divisions().coded(code))
            .filter(move |one| self.until.is_some() && *one != self)
    }

    /// Whether it is a province, or a municipality or region of that rank.
    pub fn is_province(self) -> bool {
        self.code.ends_with("0000")
    }

    /// Whether it ranks directly below provinces and above counties.
    pub fn is_city(self) -> bool {
        self.code.ends_with("00") && !self.is_province()
    }

    /// The divisions that contain it, widest first.
    pub fn above(self) -> Vec<Division> {
        let codes =
            [2, 4].into_iter().filter_map(|n| self.code.get(..n)).map(|head| format!("{head:0<6}"));
        codes.filter(|code| code != self.code).filter_map(|code| divisions().coded(&code)).collect()
    }

    /// Whether `other` contains it.
    pub fn lies_in(self, other: Division) -> bool {
        self.above().contains(&other)
    }

    /// The name without its kind, if at least two characters remain: 安徽, 宁夏, 恩施, 新密, but
    /// `None` for 滑县.
    pub fn short(self) -> Option<&'static str> {
        const REGIONS: &[&str] = &["内蒙古", "广西", "西藏", "宁夏", "新疆"];
        if let Some(short) =
            REGIONS.iter().find(|short| self.is_province() && self.name.starts_with(**short))
        {
            return Some(short);
        }
        let kinds = [
            "自治县", "自治州", "自治旗", "特别行政区", "地区", "林区", "省", "市", "县", "区",
            "州", "旗", "盟",
        ];
        let kind = kinds.into_iter().find(|kind| self.name.ends_with(kind))?;
        let mut stem = self.name.strip_suffix(kind)?;
        if kind.starts_with("自治") {
            while let Some(rest) = without_people(stem) {
                stem = rest;
            }
        }
        (stem.chars().count() > 1).then_some(stem)
    }

    /// The short names of an autonomous area with its level: 恩施州, 恩施自治州.
    fn without_peoples(self) -> Vec<String> {
        const LEVELS: [(&str, &str); 4] =
            [("自治区", "自治区"), ("自治州", "州"), ("自治县", "县"), ("自治旗", "旗")];
        let level = LEVELS.iter().find(|(long, _)| self.name.ends_with(long));
        let short = level.and_then(|_| self.short());
        let Some(((long, level), short)) = level.zip(short) else { return Vec::new() };
        let mut names = vec![format!("{short}{level}"), format!("{short}{long}")];
        names.dedup();
        names.retain(|name| name != self.name);
        names
    }

    /// Its level: 省, 自治区, 直辖市, 地级市, 自治州, 县, 县级市, 市辖区 ….
    pub fn level(self) -> &'static str {
        let name = self.name;
        let kinds = [
            "自治区", "特别行政区", "自治州", "自治县", "自治旗", "地区", "林区", "特区", "省",
            "县", "旗", "盟",
        ];
        let kind = kinds.into_iter().find(|kind| name.ends_with(kind));
        match kind {
            Some("自治区" | "特别行政区") if !self.is_province() => "市辖区",
            // 碑林区 is the district of 碑林, whose name is no longer than that.
            Some("林区") if name.chars().count() < 5 => "市辖区",
            Some(kind) => kind,
            None if name.ends_with('区') => "市辖区",
            None if self.is_province() => "直辖市",
            None if self.is_city() => "地级市",
            None => "县级市",
        }
    }

    /// The division as a region of the model.
    pub fn region(self) -> Region {
        Region {
            code: self.code.to_owned(),
            name: self.name.to_owned(),
            level: self.level().to_owned(),
            within: self.above().into_iter().map(|one| one.name.to_owned()).collect(),
        }
    }
}

/// Strips the last ethnic group from a name: 恩施土家族苗族 → 恩施土家族.
fn without_people(stem: &str) -> Option<&str> {
    let names = PEOPLES.iter().filter_map(|people| {
        stem.strip_suffix("族")
            .unwrap_or(stem)
            .strip_suffix(people)
            .filter(|rest| rest.chars().count() > 1)
    });
    let is_people = stem.ends_with('族') || stem.ends_with_any(&["蒙古", "各"]);
    names.filter(|_| is_people).min_by_key(|rest| rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_sorted_and_unique() {
        assert_eq!(divisions().all().len() + 1, TABLE.lines().count());
        assert!(TABLE.lines().skip(1).zip(TABLE.lines().skip(2)).all(|(a, b)| a < b));
    }

    #[test]
    fn a_code_says_what_is_above() {
        for (code, name, level, within) in [
            ("410526", "滑县", "县", vec!["河南省", "安阳市"]),
            ("410183", "新密市", "县级市", vec!["河南省", "郑州市"]),
            ("411700", "驻马店市", "地级市", vec!["河南省"]),
            ("429004", "仙桃市", "县级市", vec!["湖北省"]),
            ("500240", "石柱土家族自治县", "自治县", vec!["重庆市"]),
            ("500000", "重庆市", "直辖市", vec![]),
            ("150200", "包头市", "地级市", vec!["内蒙古自治区"]),
            ("150000", "内蒙古自治区", "自治区", vec![]),
            ("422800", "恩施土家族苗族自治州", "自治州", vec!["湖北省"]),
            ("310115", "浦东新区", "市辖区", vec!["上海市"]),
            ("520203", "六枝特区", "特区", vec!["贵州省", "六盘水市"]),
            ("610103", "碑林区", "市辖区", vec!["陕西省", "西安市"]),
            ("429021", "神农架林区", "林区", vec!["湖北省"]),
        ] {
            let region = divisions().coded(code).map(Division::region).expect(code);
            assert_eq!(
                (region.name.as_str(), region.level.as_str(), region.within),
                (name, level, within.iter().map(|one| one.to_string()).collect())
            );
        }
    }

    #[test]
    fn short_names_leave_out_kind_and_peoples() {
        for (name, short) in [
            ("安徽省", Some("安徽")),
            ("广西壮族自治区", Some("广西")),
            ("恩施土家族苗族自治州", Some("恩施")),
            ("石柱土家族自治县", Some("石柱")),
            ("积石山保安族东乡族撒拉族自治县", Some("积石山")),
            ("前郭尔罗斯蒙古族自治县", Some("前郭尔罗斯")),
            ("新密市", Some("新密")),
            ("滑县", None),
        ] {
            assert_eq!(divisions().named(name).first().expect(name).short(), short, "{name}");
        }
    }

    #[test]
    fn former_divisions_are_found_where_none_has_the_name_today() {
        assert_eq!(divisions().named("密云县").len(), 1);
        assert!(divisions().named("朝阳区").len() > 1);
        let successors = |name: &str| {
            let former = divisions().named(name).into_iter().flat_map(Division::successors);
            former.map(|one| one.name).collect::<Vec<_>>()
        };
        assert_eq!(successors("密云县"), ["密云区"]);
        assert_eq!(successors("襄樊市"), ["襄阳市"]);
        assert_eq!(successors("滑县"), Vec::<&str>::new());
    }

    #[test]
    fn autonomous_areas_are_found_by_their_short_names_with_the_level() {
        for (name, code) in [
            ("恩施州", "422800"),
            ("湘西自治州", "433100"),
            ("石柱县", "500240"),
            ("广西自治区", "450000"),
            ("滑县", "410526"),
        ] {
            let found: Vec<_> = divisions().named(name).into_iter().map(|one| one.code).collect();
            assert_eq!(found, [code], "{name}");
        }
    }
}
