//! SHA-256, as everything here is named by it: in lower-case hexadecimal digits.

#[cfg(feature = "rocksdb")]
use std::io::{self, Read};

use sha2::{Digest, Sha256};

/// Bytes that are read at once.
#[cfg(feature = "rocksdb")]
const CHUNK: usize = 256 << 10;

/// The SHA-256 of some bytes: `ba7816bf…`.
pub(crate) fn sha256(bytes: impl AsRef<[u8]>) -> String {
    hex(&Sha256::digest(bytes))
}

/// How many bytes there are to the end, and their SHA-256.
#[cfg(feature = "rocksdb")]
pub(crate) fn sha256_of(mut reader: impl Read) -> io::Result<(u64, String)> {
    let (mut hash, mut n) = (Sha256::new(), 0);
    let mut chunk = vec![0; CHUNK];
    loop {
        match reader.read(&mut chunk) {
            Ok(0) => return Ok((n, hex(&hash.finalize()))),
            Ok(read) => {
                hash.update(chunk.get(..read).unwrap_or_default());
                n += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
