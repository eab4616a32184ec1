//! Words by which the end of one name and the beginning of the next are told.

/// Bodies that have a branch in each region, as the names of these begin.
pub(super) const BRANCHED: &[&str] = &[
    "中国人民银行",
    "人民银行",
    "人行",
    "农业发展银行",
    "国家金融监督管理总局",
    "国家税务总局",
    "国家统计局",
    "国家电网",
    "国网",
    "中国电信",
    "中国移动",
    "中国联通",
    "中国铁塔",
    "民航",
];

/// Units to which the next words may belong: 市政府|口岸物流办.
pub(super) const OWNERS: &[&str] =
    &["政府", "委", "人大", "常委会", "政协", "国务院", "中央", "小组", "指挥部", "专班", "机关"];

/// Words that begin with the character of a level but not with the name of a unit.
pub(super) const NOT_A_LEVEL: &[&str] =
    &["市区", "县城", "州府", "镇区", "区管委会", "区管理委员会"];

/// What may follow 各 or 有关 in a class of units.
pub(super) const MEMBERS: &[&str] = &[
    "乡", "镇", "县", "区", "市", "州", "旗", "街", "园", "有关", "相关", "单位", "地", "级", "片",
    "办事处", "管委", "村", "社区", "企", "部门", "高校", "高等", "学校", "基础", "驻", "民主",
    "群团", "人民团体", "直属", "成员", "党", "开发", "功能", "省", "设区", "责任",
];

/// What may follow 等 at the end of a list without naming anybody.
pub(super) const REST: &[&str] = &[
    "",
    "部门",
    "单位",
    "部门和单位",
    "单位和部门",
    "有关部门",
    "相关部门",
    "有关单位",
    "相关单位",
    "有关部门和单位",
    "相关部门和单位",
];

/// What may follow 各 in a class that belongs to the unit before it: 县政府各部门.
pub(super) const OWNED: &[&str] =
    &["部", "有关部门", "有关单位", "相关部门", "相关单位", "单位", "直属", "成员", "党", "责任"];
