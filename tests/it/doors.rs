//! Control sequences in foreign text never reach a terminal, whatever displays it.

use std::fs;

use crate::cli::run_with;

/// Clears the screen, changes the title, reverses the writing direction, and contains a C1 control.
const EVIL: &str = "\u{1b}[2J\u{1b}]0;x\u{7}\u{202e}\u{9b}2J";

fn is_safe(text: &str) -> bool {
    !text.contains(|c: char| (c.is_control() && !matches!(c, '\n' | '\t')) || c == '\u{202e}')
}

#[test]
fn no_command_of_a_terminal_passes() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let text = format!(
        "甲县人民政府关于印发《甲县数据{EVIL}方案》的通知\n\n甲政发〔2024〕3号\n\n各{EVIL}部门：\n现印发给你们。\n\n甲县人民政府\n2024年5月6日\n\n\
         甲县数据{EVIL}方案\n一、总体{EVIL}要求\n（一）建立{EVIL}目录。2024年2月30日前建成。（牵头单位：县{EVIL}数据局；配合单位：县财政局）\n\
         1.{EVIL}落实。\n3.落实《数据{EVIL}法》。（责任单位：县公安局"
    );
    let name = format!("a{EVIL}.txt");
    fs::write(folder.path().join(&name), text).expect("a file");
    fs::write(folder.path().join(format!("b{EVIL}.pdf")), format!("%PDF-1.4\n{EVIL}"))
        .expect("a file");
    fs::write(folder.path().join("c.docx"), b"PK\x03\x04\x1b[2J").expect("a file");
    let corrections = format!("[[correction]]\nfile = \"{}\"\n", EVIL.escape_unicode());
    fs::write(folder.path().join("corrections.toml"), corrections).expect("a file");
    let query = format!("SELECT (\"{}\" AS ?x) {{}}", EVIL.replace('\u{7}', ""));
    let commands: &[&[&str]] = &[
        &["extract", &name],
        &["extract", &name, "--doubts"],
        &["extract", "."],
        &["check", "."],
        &["check", "--all", &name],
        &["build", ".", "--no-corrections"],
        &["build", ".", "-v"],
        &["build", EVIL],
        &["build", &name, "-l", "other"],
        &["sources"],
        &["query", &query],
        &["query", "tasks"],
        &["query", "tasks-of-unit", "--set", &format!("unit={EVIL}")],
        &["query", EVIL],
        &["query", "-f", EVIL],
        &["find", "目录"],
        &["find", EVIL],
        &["diff", "zeren-store", "other"],
        &["validate"],
        &["explain", EVIL],
        &["report", "--format", "text"],
        &["map", "--format", "text"],
        &["extract", EVIL],
        &["build", "--format", EVIL],
        &[EVIL],
    ];
    let mut n_spelled = 0;
    for lang in ["en", "zh"] {
        for args in commands {
            let args: Vec<&str> = args.iter().copied().chain(["--lang", lang]).collect();
            let told = run_with(folder.path(), &args, b"");
            assert!(is_safe(&told.stdout), "{args:?} prints {:?}", told.stdout);
            assert!(is_safe(&told.stderr), "{args:?} says {:?}", told.stderr);
            n_spelled += usize::from(format!("{}{}", told.stdout, told.stderr).contains("\\u{1b}"));
        }
    }
    assert!(n_spelled >= 10, "what is tried is shown: {n_spelled}");
}

#[test]
fn data_stays_as_it_is() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("a.txt"), "一、任务\n（一）学习。（责任单位：县司法局）\n")
        .expect("a file");
    assert_eq!(run_with(folder.path(), &["build", "a.txt"], b"").code, Some(0));
    let query = "SELECT (\"\u{1b}[2J\" AS ?x) {}";
    let told = run_with(folder.path(), &["query", query, "--format", "csv"], b"");
    assert_eq!(told.stdout, "x\r\n\u{1b}[2J\r\n");
}
