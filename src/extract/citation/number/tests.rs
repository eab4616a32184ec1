use super::*;

fn one(text: &str) -> (Option<String>, Option<String>) {
    unzip(behind(text, 0).0.into_iter().next())
}

#[test]
fn the_issuer_of_an_order_is_short() {
    let read = |n: usize| one(&format!("（{}令第5号）", "甲".repeat(n))).0.is_some();
    assert_eq!((read(40), read(60)), (true, false));
}

#[test]
fn numbers_are_read_and_repaired() {
    for (text, repaired, raw) in [
        ("（国办发〔2022〕27号），", Some("国办发〔2022〕27号"), None),
        ("（国办发〔202227号）", Some("国办发〔2022〕27号"), Some("国办发〔202227号")),
        ("（法政〔20231）", Some("法政〔2023〕1号"), Some("法政〔20231")),
        ("（芜政〔201836）", Some("芜政〔2018〕36号"), Some("芜政〔201836")),
        ("（国办发（2022）27号）", Some("国办发〔2022〕27号"), Some("国办发（2022）27号")),
        ("（发改价格〔2017〕790号，以下简称《通知》）", Some("发改价格〔2017〕790号"), None),
        ("（国务院令第722号）", Some("国务院令第722号"), None),
        ("（中华人民共和国主席令第八十四号）", Some("中华人民共和国主席令第八十四号"), None),
        ("（农业农村部公告2021年第5号）", Some("农业农村部公告2021年第5号"), None),
        ("国发〔2018〕42号）", Some("国发〔2018〕42号"), None),
        ("（国办函〔2020〕5号）", Some("国办函〔2020〕5号"), None),
        ("（中办发〔2019〕3号）", Some("中办发〔2019〕3号"), None),
        ("（厅字〔2021〕17号）", Some("厅字〔2021〕17号"), None),
        ("（发改价格规〔2021〕689号）", Some("发改价格规〔2021〕689号"), None),
        ("（法释〔2018〕1号）", Some("法释〔2018〕1号"), None),
        ("（农（经）发〔2018〕5号）", Some("农（经）发〔2018〕5号"), None),
        ("（国发2018〕42号）", Some("国发〔2018〕42号"), Some("国发2018〕42号")),
        ("（国办发202227号）", Some("国办发〔2022〕27号"), Some("国办发202227号")),
        ("（国发〔2018〕第42号）", Some("国发〔2018〕第42号"), None),
        ("（国发〔2018〕42号文件）", Some("国发〔2018〕42号"), None),
        ("（国务院令722号）", Some("国务院令第722号"), Some("国务院令722号")),
        ("（国务院第722号令）", Some("国务院第722号令"), None),
        ("（2019年10月22日国务院令第722号公布）", Some("国务院令第722号"), None),
        ("（省政府令第194号）", Some("省政府令第194号"), None),
        ("（交通运输部令2021年第5号）", Some("交通运输部令2021年第5号"), None),
        ("（公告2020年第5号）", Some("公告2020年第5号"), None),
        ("（2020年第5号公告）", Some("2020年第5号公告"), None),
        ("（国务院令（第722号））", Some("国务院令（第722号）"), None),
        ("（2021—2025年）", None, None),
        ("（自2018年10月1日起施行）", None, None),
        ("（试行）", None, None),
        ("（以下简称《条例》）", None, None),
        ("精神，到2025年", None, None),
    ] {
        assert_eq!(one(text), (repaired.map(str::to_owned), raw.map(str::to_owned)), "{text}");
    }
}

#[test]
fn numbers_stand_before_titles_and_alone() {
    for (text, number) in [
        ("根据省政府江政发〔2022〕18号文件", Some("江政发〔2022〕18号")),
        ("按照国发〔2018〕42号", Some("国发〔2018〕42号")),
        ("贯彻落实豫政办〔2021〕5号文件", Some("豫政办〔2021〕5号")),
        ("严格执行国务院令第722号", Some("国务院令第722号")),
        ("转发国务院办公厅关于", None),
    ] {
        assert_eq!(
            before(text, text.len()).map(|(one, _)| one.repaired).as_deref(),
            number,
            "{text}"
        );
    }
    let text = "根据省政府江政发〔2022〕18号、财政部财教〔2022〕1号、人社部发〔2022〕2号精神";
    let found: Vec<_> = bare(text).filter_map(|range| text.get(range)).collect();
    assert_eq!(found, ["江政发〔2022〕18号", "财教〔2022〕1号", "人社部发〔2022〕2号"]);
    let text = "按照国办发〔2022〕27号、国务院令第722号要求";
    let found: Vec<_> = bare(text).filter_map(|range| text.get(range)).collect();
    assert_eq!(found, ["国办发〔2022〕27号", "国务院令第722号"]);
}

#[test]
fn a_bracket_may_hold_two() {
    let text = "（国办发〔2016〕82号、国办发〔2018〕117号）停止";
    let (numbers, end) = behind(text, 0);
    assert_eq!(numbers.len(), 2);
    assert_eq!(text.get(end..), Some("停止"));
}
