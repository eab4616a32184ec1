//! SHA-256, as everything here is named by it: in lower-case hexadecimal digits.

use sha2::{Digest, Sha256};

/// The SHA-256 of some bytes: `ba7816bf…`.
pub(crate) fn sha256(bytes: impl AsRef<[u8]>) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
