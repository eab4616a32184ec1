//! What a process that reads may take: memory, time, and nothing else of the machine.

use std::io;
use std::time::Duration;

use rustix::process::{Resource, Rlimit, setrlimit};
use rustix::time::{ClockId, clock_gettime};

/// Bytes of memory.
const MEMORY: u64 = 400 << 20;
/// The same for one whose children recognise text, which inherit it.
const MEMORY_RECOGNISING: u64 = 1 << 30;
/// Bytes of the stack on which is read; decoders that recurse deeper bring their own.
pub(super) const STACK: usize = 16 << 20;
/// Seconds of a processor for any document, and bytes for which there is one more.
const SECONDS: u64 = 10;
const BYTES_A_SECOND: u64 = 100_000;
/// How many more there are for one whose children recognise text, which inherit its limit each for
/// itself.
const SECONDS_RECOGNISING: u64 = 600;
/// How many times longer it may take where others keep the processors busy.
const BUSY: u32 = 6;
/// How long it may take to recognise the text of all pages, which other programs do with limits of
/// their own.
const RECOGNITION: Duration = Duration::from_secs(2 * 60 * 60);

/// Seconds of a processor in which a document of so many bytes is to be read.
fn seconds(n_bytes: usize) -> u64 {
    SECONDS + n_bytes as u64 / BYTES_A_SECOND
}

/// How long whoever asked waits for a document of so many bytes.
pub(super) fn patience(n_bytes: usize, recognises: bool) -> Duration {
    let alone = Duration::from_secs(seconds(n_bytes)) * BUSY;
    if recognises { alone + RECOGNITION } else { alone }
}

/// Gives away for good what reading does not need.
pub(super) fn confine(recognises: bool) -> io::Result<()> {
    let memory = if recognises { MEMORY_RECOGNISING } else { MEMORY };
    for (resource, most) in [(Resource::Data, memory), (Resource::Core, 0)] {
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })?;
    }
    // The limits hold where the kernel cannot refuse.
    let _is_closed = !recognises && close_doors();
    Ok(())
}

/// Gives the process seconds of a processor to read a document of so many bytes; the system ends it
/// behind them.
pub(super) fn allow(n_bytes: usize, recognises: bool) -> io::Result<()> {
    let used = u64::try_from(clock_gettime(ClockId::ProcessCPUTime).tv_sec).unwrap_or_default();
    // The rest of a second that is counted as used.
    let most = used + seconds(n_bytes) + if recognises { SECONDS_RECOGNISING } else { 0 } + 1;
    Ok(setrlimit(Resource::Cpu, Rlimit { current: Some(most), maximum: None })?)
}

/// Opens no file and reaches no network from here on, as far as the kernel knows how to refuse;
/// whether it does.
#[cfg(target_os = "linux")]
fn close_doors() -> bool {
    use landlock::{
        ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetError, RulesetStatus,
    };
    let close = || {
        let rules = Ruleset::default().handle_access(AccessFs::from_all(ABI::V5))?;
        let status =
            rules.handle_access(AccessNet::from_all(ABI::V5))?.create()?.restrict_self()?;
        Ok::<_, RulesetError>(status.ruleset != RulesetStatus::NotEnforced)
    };
    close().unwrap_or_default()
}

#[cfg(not(target_os = "linux"))]
fn close_doors() -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "whether a file can be opened is what is tried")]
    fn no_file_is_opened_behind_closed_doors() {
        let itself =
            || std::fs::File::open(file!()).or_else(|_| std::fs::File::open("/proc/self/stat"));
        // They are closed for a thread and what it starts.
        let [before, after] = std::thread::spawn(move || {
            let before = itself().is_ok();
            let is_closed = close_doors();
            [before, itself().is_ok() == is_closed]
        })
        .join()
        .expect("it gives errors");
        assert!(before && !after);
        assert!(itself().is_ok());
    }
}
