//! SHA-256 hashes, which name everything here, in lower-case hexadecimal.

#[cfg(feature = "rocksdb")]
use std::io::{self, Read};

use sha2::{Digest, Sha256};

/// The size of the read buffer, in bytes.
#[cfg(feature = "rocksdb")]
const CHUNK: usize = 256 << 10;

/// Returns the SHA-256 of bytes: `ba7816bf…`.
pub(crate) fn sha256(bytes: impl AsRef<[u8]>) -> String {
    hex(&Sha256::digest(bytes))
}

/// Reads to the end; returns the number of bytes and their SHA-256.
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

/// Returns bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
