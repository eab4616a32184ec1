//! Serializes numbers as Base64 of their bytes, half as long as their digits.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde::de::Error as _;
use serde::{Deserialize as _, Deserializer, Serializer};

/// Serializes numbers.
pub(super) fn serialize<N: Copy + Into<u64>, S: Serializer>(
    numbers: &[N],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let bytes = |number: &N| (*number).into().to_le_bytes().into_iter().take(size_of::<N>());
    serializer
        .serialize_str(&STANDARD_NO_PAD.encode(numbers.iter().flat_map(bytes).collect::<Vec<u8>>()))
}

/// Deserializes numbers.
pub(super) fn deserialize<'de, N: TryFrom<u64>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<N>, D::Error> {
    let bytes =
        STANDARD_NO_PAD.decode(String::deserialize(deserializer)?).map_err(D::Error::custom)?;
    let number = |bytes: &[u8]| {
        bytes.iter().rev().fold(0_u64, |number, byte| number << 8 | u64::from(*byte))
    };
    let numbers = bytes.chunks(size_of::<N>()).map(|bytes| N::try_from(number(bytes)));
    numbers.collect::<Result<_, _>>().map_err(|_| D::Error::custom("a number is too large"))
}
