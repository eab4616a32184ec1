//! Renders drawings with other programs: Graphviz for node-link views, librsvg for the matrix as
//! PNG.

use std::io::{self, ErrorKind, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::MapError;

/// The Debian packages that provide `dot`, and a Chinese font.
const GRAPHVIZ: &str = "`graphviz`, `fonts-noto-cjk`";
/// The Debian packages that provide `rsvg-convert`, and a Chinese font.
const LIBRSVG: &str = "`librsvg2-bin`, `fonts-noto-cjk`";

/// The interval at which a program with a time limit is polled.
const TICK: Duration = Duration::from_millis(5);

/// Runs `dot` to turn `text` into `svg` or `png`; PNG has 144 dots an inch, so that small
/// characters stay legible.
pub(super) fn dot(text: &str, form: &str, limit: Option<Duration>) -> Result<Vec<u8>, MapError> {
    let form_option = format!("-T{form}");
    let mut args = vec![form_option.as_str()];
    if form == "png" {
        args.push("-Gdpi=144");
    }
    pipe(("dot", GRAPHVIZ), &args, text, limit)
}

/// Runs `rsvg-convert` to turn an SVG into a PNG of twice its size.
pub(super) fn png(svg: &str, limit: Option<Duration>) -> Result<Vec<u8>, MapError> {
    pipe(("rsvg-convert", LIBRSVG), &["--zoom=2", "--format=png"], svg, limit)
}

/// Runs a program on `input`, for at most `limit`, and returns its output.
fn pipe(
    (program, packages): (&'static str, &'static str),
    args: &[&str],
    input: &str,
    limit: Option<Duration>,
) -> Result<Vec<u8>, MapError> {
    let failed = |message: String| MapError::Failed { program, message };
    let mut child = Command::new(program)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| match error.kind() {
            ErrorKind::NotFound => MapError::Missing { program, packages },
            _ => failed(error.to_string()),
        })?;
    let mut stdin = child.stdin.take().expect("standard input was asked to be a pipe");
    let (out, told) = (child.stdout.take(), child.stderr.take());
    let (status, printed, told) = thread::scope(|scope| {
        // A program that ends early closes the pipe; its status and message then tell more than
        // this error.
        scope.spawn(move || drop(stdin.write_all(input.as_bytes())));
        let (printed, told) = (scope.spawn(|| all(out)), scope.spawn(|| all(told)));
        let status = wait(&mut child, limit);
        (status, printed.join().unwrap_or_default(), told.join().unwrap_or_default())
    });
    match status.map_err(|error| failed(error.to_string()))? {
        None => Err(MapError::Overdue { program, limit: limit.unwrap_or_default() }),
        Some(status) if status.success() => Ok(printed),
        Some(_) => Err(failed(String::from_utf8_lossy(&told).trim().to_owned())),
    }
}

/// Reads a pipe to its end.
fn all(pipe: Option<impl Read>) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(mut pipe) = pipe {
        let _ = pipe.read_to_end(&mut bytes);
    }
    bytes
}

/// Waits for a program; if that takes longer than `limit`, kills it and returns `None`.
fn wait(child: &mut Child, limit: Option<Duration>) -> io::Result<Option<ExitStatus>> {
    let Some(limit) = limit else { return child.wait().map(Some) };
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if start.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(TICK);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_without_end_is_ended() {
        let limit = Some(Duration::from_millis(50));
        let slow = pipe(("sleep", ""), &["600"], "", limit);
        assert!(matches!(slow, Err(MapError::Overdue { program: "sleep", .. })), "{slow:?}");
        assert_eq!(
            pipe(("cat", ""), &[], "一", Some(Duration::from_secs(60))).expect("it copies"),
            "一".as_bytes()
        );
        assert!(matches!(pipe(("false", ""), &[], "", limit), Err(MapError::Failed { .. })));
    }
}
