//! Tables drawn with signs for lines:
//!
//! ```text
//! ┌────┬────────┬────────┐
//! │序号│工作任务│牵头单位│
//! ├────┼────────┼────────┤
//! │1   │完善制度│县司法局│
//! └────┴────────┴────────┘
//! ```

/// Bars between cells.
const BARS: [char; 3] = ['│', '┃', '║'];
/// Corners and crossings, without which a line of dashes is no rule of a table.
const JOINTS: [char; 9] = ['├', '┤', '┼', '┌', '┐', '└', '┘', '┬', '┴'];

/// The bar with which a line begins and ends, if it is a row.
pub(super) fn bar(line: &str) -> Option<char> {
    let line = line.trim();
    let first = line.chars().next().filter(|c| BARS.contains(c))?;
    line.strip_prefix(first)?.ends_with(first).then_some(first)
}

/// Whether a line is nothing but a rule.
pub(super) fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.chars().all(|c| ('─'..='╿').contains(&c)) && line.contains(JOINTS)
}

/// Whether the rules part rows of several lines, of which no line is a row of its own. A single
/// rule parts the header from the rows, unless the header goes on in its second line.
pub(super) fn has_rows_of_lines<'s>(lines: impl Iterator<Item = &'s str> + Clone) -> bool {
    let mut parts = vec![0];
    let mut header = lines.clone().skip_while(|line| is_rule(line)).skip(1);
    let is_header_parted = header.next().is_some_and(opens_empty);
    for line in lines {
        match parts.last_mut() {
            Some(n) if !is_rule(line) => *n += 1,
            _ => parts.push(0),
        }
    }
    parts.retain(|n| *n > 0);
    parts.len() > 2 && parts.iter().any(|n| *n > 1) || parts.len() == 2 && is_header_parted
}

/// Whether the first cell of a row is empty.
fn opens_empty(line: &str) -> bool {
    let cells = bar(line).and_then(|bar| line.trim().strip_prefix(bar));
    cells.is_some_and(|cells| cells.trim_start().starts_with(BARS))
}
