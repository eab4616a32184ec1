//! Recognises the text of pictures on request, with `tesseract`, and with `pdftoppm` for the pages
//! of PDF files.
//!
//! Both must be installed; they run with a time limit. Their output is marked, because letters may
//! be wrong: `<!-- recognised: page 3 -->`.

use std::io::{self, Read, Write};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::error::Problem;
use super::{MAX_BYTES, bytes, gap, table};
use crate::message;

/// The time limit of one run of a program.
const LIMIT: Duration = Duration::from_secs(120);
/// The interval at which a program is polled.
const WAIT: Duration = Duration::from_millis(20);

/// Returns the text of a picture, marked as recognised.
pub(super) fn picture(picture: &[u8]) -> Result<String, Problem> {
    let mut out = String::new();
    gap::write_recognised(&message!("gap-picture"), &mut out);
    out.push_str(&recognised(picture)?);
    Ok(out)
}

/// Returns the text of a page of a PDF file, marked as recognised; `page` counts from 1.
#[cfg(feature = "pdf")]
pub(super) fn page(file: &[u8], page: usize) -> Result<String, Problem> {
    let n = page.to_string();
    let picture = run("pdftoppm", &["-r", "300", "-gray", "-png", "-f", &n, "-l", &n, "-"], file)?;
    let mut out = String::new();
    gap::write_recognised(&message!("gap-page", page = page), &mut out);
    out.push_str(&recognised(&picture)?);
    Ok(out)
}

fn recognised(picture: &[u8]) -> Result<String, Problem> {
    let text = run("tesseract", &["-", "-", "-l", "chi_sim", "--psm", "6"], picture)?;
    let mut out = String::new();
    for line in String::from_utf8_lossy(&text).lines() {
        table::paragraph(&without_blanks(line), &mut out);
    }
    Ok(out)
}

/// Removes the blanks that the program puts around characters that are not ASCII.
fn without_blanks(line: &str) -> String {
    let chars: Vec<char> = line.trim().chars().collect();
    let is_between = |at: usize| {
        let around = [at.checked_sub(1).and_then(|at| chars.get(at)), chars.get(at + 1)];
        around.into_iter().flatten().any(|c| !c.is_ascii())
    };
    let kept = chars.iter().enumerate().filter(|(at, c)| **c != ' ' || !is_between(*at));
    kept.map(|(_, c)| *c).collect()
}

/// Runs a program on `input` and returns its output; fails if it takes too long.
fn run(program: &'static str, args: &[&str], input: &[u8]) -> Result<Vec<u8>, Problem> {
    let mut command = Command::new(program);
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Problem::NoProgram(program),
        _ => Problem::Refused(error),
    })?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    thread::scope(|scope| {
        // A program that ends early leaves its input unread.
        scope.spawn(|| stdin.map(|mut stdin| stdin.write_all(input)));
        let reading =
            scope.spawn(|| stdout.map(|stdout| bytes(stdout.take(MAX_BYTES))).transpose());
        let ended = wait(&mut child);
        let written = reading.join().map_err(|_| Problem::Recogniser(program))?;
        match ended {
            Ok(true) => Ok(written?.unwrap_or_default()),
            _ => Err(Problem::Recogniser(program)),
        }
    })
}

/// Waits for a program, killing it at the time limit; returns whether it succeeded.
fn wait(child: &mut Child) -> io::Result<bool> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status.success());
        }
        if start.elapsed() > LIMIT {
            child.kill()?;
            child.wait()?;
            return Ok(false);
        }
        thread::sleep(WAIT);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_between_chinese_characters_go() {
        assert_eq!(
            without_blanks(" 责任 单位 ： 县 司法局 2024 年 a b "),
            "责任单位：县司法局2024年a b"
        );
    }

    #[test]
    fn a_program_that_is_not_there_is_told() {
        assert!(matches!(
            run("zeren-no-such-program", &[], b""),
            Err(Problem::NoProgram("zeren-no-such-program"))
        ));
        assert!(matches!(run("false", &[], b"a"), Err(Problem::Recogniser("false"))));
    }
}
