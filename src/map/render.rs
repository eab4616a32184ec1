//! Drawings by other programs: Graphviz for node-link views, librsvg for the picture of the matrix.

use std::io::{ErrorKind, Write};
use std::process::{Command, Stdio};

use super::MapError;

/// Packages that bring `dot`, and glyphs for Chinese, under Debian's names.
const GRAPHVIZ: &str = "`graphviz`, `fonts-noto-cjk`";
/// Packages that bring `rsvg-convert`, and glyphs for Chinese, under Debian's names.
const LIBRSVG: &str = "`librsvg2-bin`, `fonts-noto-cjk`";

/// Has `dot` turn `text` into `svg` or `png`; pictures have 144 dots an inch, so that small characters stay legible.
pub(super) fn dot(text: &str, form: &str) -> Result<Vec<u8>, MapError> {
    let form_option = format!("-T{form}");
    let mut args = vec![form_option.as_str()];
    if form == "png" {
        args.push("-Gdpi=144");
    }
    pipe(("dot", GRAPHVIZ), &args, text)
}

/// Has `rsvg-convert` turn an SVG into a picture of twice its size.
pub(super) fn png(svg: &str) -> Result<Vec<u8>, MapError> {
    pipe(("rsvg-convert", LIBRSVG), &["--zoom=2", "--format=png"], svg)
}

/// Runs a program with `input`, and returns what it prints.
fn pipe((program, packages): (&'static str, &'static str), args: &[&str], input: &str) -> Result<Vec<u8>, MapError> {
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
    let output = std::thread::scope(|scope| {
        // A program that ends early closes the pipe; its status and message then tell more than this error.
        scope.spawn(move || drop(stdin.write_all(input.as_bytes())));
        child.wait_with_output()
    });
    let output = output.map_err(|error| failed(error.to_string()))?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(failed(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
    }
}
