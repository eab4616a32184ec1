//! Changes for people: `-` is dropped, `+` is added, `~` differs; changed words are in marks or
//! colours.

use std::fmt::Write as _;

use crate::diff::{Change, DetailKind, Diff, ItemDiff, ItemRef, Piece, What, WorkDiff, pieces};
use crate::message;
use crate::message::{Lang, Message};

/// How many equal characters are shown on either side of a change.
const AROUND: usize = 12;

/// Texts that have less than this share of the shorter one in common are shown one below the other.
const ALIKE: f64 = 0.4;

/// How many characters of a title or sentence are shown.
const TITLE: usize = 60;

/// How changes are shown.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// The language of the words around them.
    pub lang: Lang,
    /// Whether to use colours, for a terminal.
    pub is_coloured: bool,
}

/// Writes the changes from `old` to `new`, which are the names of the two sides.
pub fn text(diff: &Diff, [old, new]: [&str; 2], style: Style) -> String {
    let mut report = Report { style, text: String::new() };
    if diff.is_empty() {
        report.line(0, &report.say(&message!("diff-equal")));
        return report.text;
    }
    report.line(0, &format!("{} {old}", report.red("---")));
    report.line(0, &format!("{} {new}", report.green("+++")));
    for one in &diff.renames {
        let times = report.say(&message!("diff-places"));
        let label = report.say(&message!("diff-unit"));
        report.line(
            0,
            &format!(
                "~ {label} {} → {}（{} {times}）",
                report.red(&one.old),
                report.green(&one.new),
                one.n
            ),
        );
    }
    for work in &diff.works {
        report.work(work);
    }
    report.text
}

struct Report {
    style: Style,
    text: String,
}

impl Report {
    fn say(&self, message: &Message) -> String {
        message.in_lang(self.style.lang)
    }

    fn line(&mut self, depth: usize, text: &str) {
        let _ = writeln!(self.text, "{:width$}{text}", "", width = depth * 2);
    }

    fn red(&self, text: &str) -> String {
        self.coloured("31", text)
    }

    fn green(&self, text: &str) -> String {
        self.coloured("32", text)
    }

    fn coloured(&self, colour: &str, text: &str) -> String {
        if self.style.is_coloured {
            format!("\u{1b}[{colour}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }

    fn work(&mut self, work: &WorkDiff) {
        self.line(0, "");
        match (&work.old, &work.new) {
            (Some(old), Some(new)) if old == new => self.line(0, &format!("~ {new}")),
            (Some(old), Some(new)) => {
                self.line(0, &self.red(&format!("- {old}")));
                self.line(0, &self.green(&format!("+ {new}")));
            }
            (old, new) => {
                let (mark, title) = old.as_ref().map_or(("+", new), |_| ("-", old));
                let told = format!(
                    "{mark} {}（{} {}）",
                    title.as_deref().unwrap_or_default(),
                    work.n_tasks,
                    &self.say(&message!("diff-tasks"))
                );
                let told = if mark == "+" { self.green(&told) } else { self.red(&told) };
                return self.line(0, &told);
            }
        }
        self.summary(work);
        for (part, old, new) in &work.head {
            let none = &self.say(&message!("diff-none"));
            let [old, new] = [old, new].map(|value| value.as_deref().unwrap_or(none));
            let told = format!("{} {} → {}", self.part(part), self.red(old), self.green(new));
            self.line(1, &told);
        }
        for item in &work.items {
            self.item(item);
        }
    }

    /// The number of changes, in one line.
    fn summary(&mut self, work: &WorkDiff) {
        let tasks = || work.items.iter().filter(|item| item.what == What::Task);
        let n_added = tasks().filter(|item| item.old.is_none()).count();
        let n_dropped = tasks().filter(|item| item.new.is_none()).count();
        let with =
            |is: fn(&Change) -> bool| tasks().filter(|item| item.changes.iter().any(is)).count();
        let n_moved = with(|one| matches!(one, Change::Moved { .. }));
        let n_reworded = with(|one| matches!(one, Change::Reworded { .. }));
        let n_assigned = with(|one| matches!(one, Change::Assigned { .. }));
        let n = work.n_tasks;
        let told = message!(
            "diff-sum",
            n = n,
            reworded = n_reworded,
            moved = n_moved,
            assigned = n_assigned,
            added = n_added,
            dropped = n_dropped
        );
        let told = self.say(&told);
        self.line(1, &told);
        if let Some((old, new)) = work.units {
            let told = self.say(&message!("diff-assignments", old = old, new = new));
            self.line(1, &told);
        }
    }

    fn item(&mut self, item: &ItemDiff) {
        match (&item.old, &item.new) {
            (None, Some(new)) => self.alone("+", item.what, new),
            (Some(old), None) => self.alone("-", item.what, old),
            (Some(old), Some(new)) => {
                if item.what != What::Sentence {
                    let from = (old.number != new.number).then(|| format!(" ← {}", old.number));
                    let head = format!("~ {}{}", line(item.what, new), from.unwrap_or_default());
                    let head = if item.what == What::Whole {
                        format!("~ {}", &self.say(&message!("diff-whole")))
                    } else {
                        head
                    };
                    self.line(1, &head);
                }
                for change in &item.changes {
                    self.change(item.what, change);
                }
            }
            (None, None) => {}
        }
    }

    fn alone(&mut self, mark: &str, what: What, item: &ItemRef) {
        let label = match what {
            What::Whole => return,
            What::Section => &self.say(&message!("diff-section")),
            What::Task => &self.say(&message!("diff-task")),
            What::Sentence => &self.say(&message!("diff-text")),
        };
        let told = format!("{mark} {} {}", label, line(what, item));
        let told = if mark == "+" { self.green(&told) } else { self.red(&told) };
        self.line(1, &told);
    }

    fn change(&mut self, what: What, change: &Change) {
        match change {
            Change::Moved { old, new } if old == new => {
                self.line(3, &self.say(&message!("diff-reordered")))
            }
            Change::Moved { old, new } => {
                let told = format!(
                    "{} {} → {}",
                    &self.say(&message!("diff-moved")),
                    self.red(old),
                    self.green(new)
                );
                self.line(3, &told);
            }
            Change::Reworded { old, new } => self.reworded(what, old, new),
            Change::Assigned { role, dropped, added } => {
                let label = role.name(self.style.lang);
                self.lists(label, dropped, added);
            }
            Change::Detailed { kind, dropped, added } => {
                let label = match kind {
                    DetailKind::Time => &self.say(&message!("diff-time")),
                    DetailKind::Target => &self.say(&message!("diff-target")),
                    DetailKind::Citation => &self.say(&message!("diff-citation")),
                    DetailKind::Status => &self.say(&message!("diff-status")),
                };
                self.lists(label, dropped, added);
            }
        }
    }

    /// What was dropped and added; with an arrow if it is one each.
    fn lists(&mut self, label: &str, dropped: &[String], added: &[String]) {
        let told = match (dropped, added) {
            ([old], [new]) => format!("{label} {} → {}", self.red(old), self.green(new)),
            _ => {
                let lists = [("-", dropped), ("+", added)]
                    .into_iter()
                    .filter(|(_, names)| !names.is_empty());
                let told: Vec<_> = lists
                    .map(|(mark, names)| {
                        let told = format!("{mark} {}", names.join("、"));
                        if mark == "+" { self.green(&told) } else { self.red(&told) }
                    })
                    .collect();
                format!("{label} {}", told.join("  "))
            }
        };
        self.line(3, &told);
    }

    fn reworded(&mut self, what: What, old: &str, new: &str) {
        let pieces = pieces(old, new);
        let n_both: usize = pieces
            .iter()
            .map(|piece| if let Piece::Both(text) = piece { text.chars().count() } else { 0 })
            .sum();
        let n_all = old.chars().count().min(new.chars().count());
        let depth = if what == What::Sentence { 1 } else { 3 };
        let label = if what == What::Sentence {
            &self.say(&message!("diff-text-changed"))
        } else {
            &self.say(&message!("diff-reworded"))
        };
        if (n_both as f64) < ALIKE * n_all as f64 {
            self.line(depth, label);
            self.line(depth + 1, &self.red(&format!("- {old}")));
            self.line(depth + 1, &self.green(&format!("+ {new}")));
            return;
        }
        let n = pieces.len();
        let told: String = pieces
            .iter()
            .enumerate()
            .map(|(at, piece)| match piece {
                Piece::Both(text) => around(text, at == 0, at + 1 == n),
                Piece::Changed(old, new) => self.changed(old, new),
            })
            .collect();
        self.line(depth, &format!("{label} {told}"));
    }

    /// `[-旧-]{+新+}`, or in colour.
    fn changed(&self, old: &str, new: &str) -> String {
        let marked =
            |open: &str, text: &str, close: &str| match (text.is_empty(), self.style.is_coloured) {
                (true, _) => String::new(),
                (_, true) => text.to_owned(),
                (_, false) => format!("{open}{text}{close}"),
            };
        let (old, new) = (marked("[-", old, "-]"), marked("{+", new, "+}"));
        let [old, new] = [(old, "9;31"), (new, "32")].map(|(text, colour)| {
            if text.is_empty() { text } else { self.coloured(colour, &text) }
        });
        old + &new
    }

    fn part(&self, part: &str) -> String {
        match part {
            "masthead" => self.say(&message!("diff-masthead")),
            "title" => self.say(&message!("diff-title")),
            "number" => self.say(&message!("diff-number")),
            "date" => self.say(&message!("diff-date")),
            "issuer" => self.say(&message!("diff-issuer")),
            _ => self.say(&message!("diff-addressee")),
        }
    }
}

/// The number and the beginning of an item, with the mark that the number of a heading lacks.
fn line(what: What, item: &ItemRef) -> String {
    let is_bare = what == What::Section || item.number.ends_with(|c: char| c.is_ascii_digit());
    let mark = if is_bare && !item.number.is_empty() && !item.number.ends_with('）') {
        "、"
    } else {
        ""
    };
    format!("{}{mark}{}", item.number, cut(&item.title))
}

fn cut(text: &str) -> String {
    let more = if text.chars().nth(TITLE).is_some() { "…" } else { "" };
    format!("{}{more}", text.chars().take(TITLE).collect::<String>())
}

/// The text that both have around changes, without its middle.
fn around(text: &str, is_first: bool, is_last: bool) -> String {
    let chars: Vec<char> = text.chars().collect();
    let n = chars.len();
    if n <= 2 * AROUND + 2 {
        return text.to_owned();
    }
    let head: String = if is_first { String::new() } else { chars.iter().take(AROUND).collect() };
    let tail: String =
        if is_last { String::new() } else { chars.iter().skip(n - AROUND).collect() };
    format!("{head}…{tail}")
}
