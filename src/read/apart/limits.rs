//! The limits on a reading process: memory, time, and access to the rest of the machine.

use std::io;
use std::time::Duration;

use rustix::process::{Resource, Rlimit, setrlimit};
use rustix::time::{ClockId, clock_gettime};

/// Memory limit, in bytes.
const MEMORY: u64 = 400 << 20;
/// Memory limit of a process that runs text recognition in children, which inherit it.
const MEMORY_RECOGNISING: u64 = 1 << 30;
/// Stack size of the reading thread, in bytes; decoders that recurse deeper bring their own.
pub(super) const STACK: usize = 16 << 20;
/// CPU seconds allowed for any document, and the number of bytes that buy one second more.
const SECONDS: u64 = 10;
const BYTES_A_SECOND: u64 = 100_000;
/// Further CPU seconds for a process that runs text recognition; each of its children inherits the
/// limit separately.
const SECONDS_RECOGNISING: u64 = 600;
/// How many times longer a document may take by the clock, since others may keep the CPUs busy.
const BUSY: u32 = 6;
/// How long recognising all pages of a document may take by the clock; the programs that do it have
/// limits of their own.
const RECOGNITION: Duration = Duration::from_secs(2 * 60 * 60);

/// Returns the CPU seconds allowed for a document of `n_bytes`.
fn seconds(n_bytes: usize) -> u64 {
    SECONDS + n_bytes as u64 / BYTES_A_SECOND
}

/// Returns how long the parent waits for a document of `n_bytes`.
pub(super) fn patience(n_bytes: usize, recognises: bool) -> Duration {
    let alone = Duration::from_secs(seconds(n_bytes)) * BUSY;
    if recognises { alone + RECOGNITION } else { alone }
}

/// Irrevocably gives up what reading does not need.
pub(super) fn confine(recognises: bool) -> io::Result<()> {
    let memory = if recognises { MEMORY_RECOGNISING } else { MEMORY };
    for (resource, most) in [(Resource::Data, memory), (Resource::Core, 0)] {
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })?;
    }
    // If the kernel cannot close them, the resource limits still hold.
    let _is_closed = !recognises && close_doors();
    Ok(())
}

/// Allows the process the CPU seconds for one more document of `n_bytes`; the system kills it once
/// they are used up.
pub(super) fn allow(n_bytes: usize, recognises: bool) -> io::Result<()> {
    let used = u64::try_from(clock_gettime(ClockId::ProcessCPUTime).tv_sec).unwrap_or_default();
    // Round up the fraction of a second already used.
    let most = used + seconds(n_bytes) + if recognises { SECONDS_RECOGNISING } else { 0 } + 1;
    Ok(setrlimit(Resource::Cpu, Rlimit { current: Some(most), maximum: None })?)
}

/// Bars the process from opening files and reaching the network, as far as the kernel supports it;
/// returns whether any of it is enforced.
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
        // The restriction applies to a thread and what it starts.
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
