//! The messages exchanged with a child: a number of parts, each preceded by its length.

use std::io::{self, Read, Write};

/// The most parts a message may have: enough for a mail with the maximum number of attachments, and
/// the notes on them.
const MAX_PARTS: u32 = 4096;
/// The most bytes a message may have.
const MAX_BYTES: u64 = 512 << 20;

/// Writes a message.
pub(super) fn write(mut out: impl Write, parts: &[&[u8]]) -> io::Result<()> {
    let n = u32::try_from(parts.len())
        .ok()
        .filter(|n| *n <= MAX_PARTS)
        .ok_or(io::ErrorKind::InvalidInput)?;
    out.write_all(&n.to_le_bytes())?;
    for part in parts {
        out.write_all(&(part.len() as u64).to_le_bytes())?;
        out.write_all(part)?;
    }
    out.flush()
}

/// Reads a message; `None` if the other side has closed the stream.
pub(super) fn read(mut from: impl Read) -> io::Result<Option<Vec<Vec<u8>>>> {
    // Unlike a plain `read`, `read_to_end` retries when a signal interrupts it.
    let mut first = Vec::new();
    from.by_ref().take(1).read_to_end(&mut first)?;
    let [first] = first[..] else { return Ok(None) };
    let mut rest = [0; 3];
    from.read_exact(&mut rest)?;
    let n = u32::from_le_bytes([first, rest[0], rest[1], rest[2]]);
    let (mut parts, mut left) = (Vec::new(), MAX_BYTES);
    for _ in 0..n.min(MAX_PARTS) {
        let mut length = [0; 8];
        from.read_exact(&mut length)?;
        let length = u64::from_le_bytes(length);
        left = left.checked_sub(length).ok_or(io::ErrorKind::InvalidData)?;
        let mut part = Vec::new();
        from.by_ref().take(length).read_to_end(&mut part)?;
        if part.len() as u64 != length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        parts.push(part);
    }
    Ok(Some(parts))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A reader that is interrupted by a signal before each piece.
    struct Interrupted<'b>(bool, &'b [u8]);

    impl Read for Interrupted<'_> {
        fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
            self.0 = !self.0;
            if self.0 { Err(io::ErrorKind::Interrupted.into()) } else { self.1.read(bytes) }
        }
    }

    #[test]
    fn messages_come_back_whole_or_not_at_all() {
        let mut written = Vec::new();
        let parts: [&[u8]; 3] = [b"a", b"", "责任".as_bytes()];
        write(&mut written, &parts).expect("memory takes it");
        assert_eq!(
            read(&written[..]).expect("it is whole"),
            Some(parts.map(<[u8]>::to_vec).to_vec())
        );
        assert_eq!(read(&[][..]).expect("it ends"), None);
        assert!(read(Interrupted(false, &written)).expect("it is whole").is_some());
        for end in 1..written.len() {
            assert!(read(&written[..end]).is_err(), "{end}");
        }
        let huge = [&1_u32.to_le_bytes()[..], &u64::MAX.to_le_bytes()].concat();
        assert!(read(&huge[..]).is_err());
    }
}
