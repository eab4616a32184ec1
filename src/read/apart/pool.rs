//! The pool of child processes that read, and how they are asked.

use std::ffi::OsString;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use rustix::process::Signal;

use super::super::error::Problem;
use super::{RECOGNISING, Task, WORKER, frame, limits};

/// Environment variables withheld from children.
const SECRETS: [&str; 2] = ["ZEREN_USER", "ZEREN_PASSWORD"];

/// The pool without text recognition, and the one with it.
static POOLS: OnceLock<[Pool; 2]> = OnceLock::new();

/// Children started with the same arguments; `free` holds the idle ones.
pub(super) struct Pool {
    program: PathBuf,
    args: Vec<OsString>,
    recognises: bool,
    free: Mutex<Vec<Worker>>,
}

/// Makes `program` the one that children run; later calls have no effect.
pub(super) fn set(program: PathBuf) {
    POOLS.get_or_init(|| {
        [false, true].map(|recognises| {
            let args = [WORKER].into_iter().chain(recognises.then_some(RECOGNISING));
            Pool::new(program.clone(), args.map(OsString::from).collect(), recognises)
        })
    });
}

/// Returns the pool to ask, if [`set`] has been called.
pub(super) fn of(recognises: bool) -> Option<&'static Pool> {
    POOLS.get().map(|pools| &pools[usize::from(recognises)])
}

impl Pool {
    fn new(program: PathBuf, args: Vec<OsString>, recognises: bool) -> Self {
        Self { program, args, recognises, free: Mutex::default() }
    }

    /// Asks a child about a document and returns the parts of its answer.
    pub(super) fn ask(
        &self,
        task: Task,
        name: &str,
        bytes: &[u8],
    ) -> Result<Vec<Vec<u8>>, Problem> {
        self.ask_within(limits::patience(bytes.len(), self.recognises), task, name, bytes)
    }

    fn ask_within(
        &self,
        time: Duration,
        task: Task,
        name: &str,
        bytes: &[u8],
    ) -> Result<Vec<Vec<u8>>, Problem> {
        let message: [&[u8]; 3] = [&[task as u8], name.as_bytes(), bytes];
        let free = || self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let idle = free().pop();
        if let Some(mut worker) = idle {
            match worker.answer(&message, time) {
                Ok(parts) => {
                    free().push(worker);
                    return Ok(parts);
                }
                // A child that has read before may still hold memory; a new one has all of its
                // limit for this document.
                Err(_) => match worker.end() {
                    Problem::Overran => return Err(Problem::Overran),
                    _ => drop(worker),
                },
            }
        }
        let mut worker = self.start()?;
        let answer = worker.answer(&message, time).map_err(|_| worker.end())?;
        free().push(worker);
        Ok(answer)
    }

    fn start(&self) -> io::Result<Worker> {
        let (ours, theirs) = UnixStream::pair()?;
        let [input, output] =
            [theirs.try_clone()?, theirs].map(|end| Stdio::from(OwnedFd::from(end)));
        let mut command = Command::new(&self.program);
        for secret in SECRETS {
            command.env_remove(secret);
        }
        let child =
            command.args(&self.args).stdin(input).stdout(output).stderr(Stdio::null()).spawn()?;
        Ok(Worker { child, socket: ours, is_late: false })
    }
}

/// A child process.
struct Worker {
    child: Child,
    socket: UnixStream,
    /// Whether it ran out of time.
    is_late: bool,
}

impl Worker {
    fn answer(&mut self, message: &[&[u8]], time: Duration) -> io::Result<Vec<Vec<u8>>> {
        let until = Instant::now() + time;
        let timed = || Timed { socket: &self.socket, until };
        let answer = frame::write(BufWriter::new(timed()), message)
            .and_then(|()| frame::read(BufReader::new(timed())));
        self.is_late = Instant::now() >= until;
        answer?.ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }

    /// Ends the child, if it is still running, and returns why it gave no answer.
    fn end(&mut self) -> Problem {
        // Killing a child that is already dying does not change its exit status.
        let _ = self.child.kill();
        let status = self.child.wait();
        let is_out_of_time = |status: ExitStatus| status.signal() == Some(Signal::XCPU.as_raw());
        if self.is_late || status.is_ok_and(is_out_of_time) {
            Problem::Overran
        } else {
            Problem::Broke
        }
    }
}

/// Kills and reaps a child that is not returned to the pool.
impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A socket whose reads and writes fail after a deadline.
struct Timed<'s> {
    socket: &'s UnixStream,
    until: Instant,
}

impl Timed<'_> {
    fn left(&self) -> io::Result<Option<Duration>> {
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() { Err(io::ErrorKind::TimedOut.into()) } else { Ok(Some(left)) }
    }
}

impl Read for Timed<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.socket.set_read_timeout(self.left()?)?;
        self.socket.read(bytes)
    }
}

impl Write for Timed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.socket.set_write_timeout(self.left()?)?;
        self.socket.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.socket.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked_for(time: Duration, program: &str, args: &[&str]) -> Result<Vec<Vec<u8>>, Problem> {
        let pool = Pool::new(program.into(), args.iter().map(OsString::from).collect(), false);
        pool.ask_within(time, Task::Document, "a", b"b")
    }

    fn asked(program: &str, args: &[&str]) -> Result<Vec<Vec<u8>>, Problem> {
        asked_for(Duration::from_secs(60), program, args)
    }

    #[test]
    fn a_child_that_gives_no_answer_is_told() {
        assert!(matches!(asked("true", &[]), Err(Problem::Broke)));
        assert!(matches!(asked("sh", &["-c", "kill -ABRT $$"]), Err(Problem::Broke)));
        assert!(matches!(
            asked("sh", &["-c", "ulimit -St 1; while :; do :; done"]),
            Err(Problem::Overran)
        ));
        assert!(matches!(
            asked_for(Duration::from_millis(100), "sleep", &["60"]),
            Err(Problem::Overran)
        ));
        assert!(matches!(asked("zeren-no-such-program", &[]), Err(Problem::Missing)));
        // `cat` echoes the message.
        assert_eq!(asked("cat", &[]).expect("an answer")[1], b"a");
    }
}
