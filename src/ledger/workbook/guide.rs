//! The sheet 填表说明: ten lines of instructions for filling in the ledger.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::super::{LEGEND, Ledger, Light, Lights, Status};
use super::table::{Table, count, words};

/// Writes the sheet.
pub(super) fn write(
    workbook: &mut Workbook,
    ledger: &Ledger,
    lights: Lights,
) -> Result<(), XlsxError> {
    let statuses = Status::ALL.map(Status::zh).join("、");
    let day =
        ledger.as_of.map(|day| day.strftime("%Y年%-m月%-d日").to_string()).unwrap_or_default();
    let lines = [
        "浅黄底色各列由填报单位填写，其余各列取自文件原文，请勿改动；确需更正的，改后导入时作为更正建议列出。".to_owned(),
        format!("状态从下拉列表选择：{statuses}。写作“办结”“进行中”等同义词的，导入时自动规范；“基本完成”按推进中统计。"),
        "完成率填0%至100%，写0.5、50、50%均可。办结日期写2023/12/31、2023.12.31或2023年12月31日均可。".to_owned(),
        "填已完成或已销号的，须同时填写佐证材料和办结日期；没有佐证材料的列为疑点。".to_owned(),
        format!("亮灯由程序计算，依次为：{}。截至日期：{day}。", Light::ALL.map(|light| light.zh(lights)).join("、")),
        format!("{LEGEND}文件未写明牵头单位的，列于首位的单位不视为牵头。"),
        "完成时限为文件原话；标有“文件所定”的，任务本身未写时限，取自文件名称所载期间，不据此判定逾期。".to_owned(),
        "可以排序、筛选、复制到其他工作簿或删去行，但请保留表头一行；隐藏的“任务标识”列用于导入时对应任务，请尽量保留。".to_owned(),
        "各单位分别填报的，原样交回即可：zeren ledger import 文件…，先加 --dry-run 预览；互相冲突的填报逐条列出，由人工确定。".to_owned(),
        "“依据与疑点”列明每项责任的原句、出处和把握程度；“督办导入”表头在首行、日期为2023-12-31格式，可直接导入督办系统。".to_owned(),
    ];
    let rows = (1..).zip(lines).map(|(n, line)| vec![count(n), words(line)]).collect();
    let columns = &[("序号", 4), ("说明", 60)];
    Table { name: "填表说明", title: Some("填表说明"), columns, rows }.write(workbook)?;
    Ok(())
}
