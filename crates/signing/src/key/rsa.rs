//! What an RSA key must be, whoever signs with it.

use pkcs1::RsaPrivateKeyRef;

use crate::KeyError;

/// The service asks for 2,048 bits at least.
const MIN_BITS: usize = 2048;
/// The most that every provider signs with.
pub(super) const MAX_BITS: usize = 4096;
/// Providers need primes of a whole number of 512-bit blocks.
const BITS_STEP: usize = 1024;
const MIN_EXPONENT: u64 = 65_537;
/// Providers take exponents of up to 33 bits.
const MAX_EXPONENT: u64 = (1 << 33) - 1;

/// Checks the numbers before a provider sees them, because providers' own messages mislead.
pub(super) fn check_private(key: &RsaPrivateKeyRef<'_>) -> Result<(), KeyError> {
    if key.other_prime_infos.is_some() {
        return Err(KeyError::MultiPrime);
    }
    check_public(key.modulus.as_bytes(), key.public_exponent.as_bytes())
}

/// `modulus` and `exponent` are big-endian without leading zeros.
pub(super) fn check_public(modulus: &[u8], exponent: &[u8]) -> Result<(), KeyError> {
    check_size(bit_length(modulus))?;
    check_exponent(exponent)
}

fn check_size(bits: usize) -> Result<(), KeyError> {
    match bits {
        bits if bits < MIN_BITS => Err(KeyError::TooSmall { bits }),
        bits if bits > MAX_BITS => Err(KeyError::TooLarge { bits }),
        bits if !bits.is_multiple_of(BITS_STEP) => Err(KeyError::UnevenSize { bits }),
        _ => Ok(()),
    }
}

fn check_exponent(exponent: &[u8]) -> Result<(), KeyError> {
    let value = match exponent.len() {
        0..=8 => exponent
            .iter()
            .fold(0, |sum, byte| sum << 8 | u64::from(*byte)),
        _ => u64::MAX,
    };
    match value {
        exponent if exponent < MIN_EXPONENT => Err(KeyError::ExponentTooSmall { exponent }),
        exponent if exponent > MAX_EXPONENT => Err(KeyError::ExponentTooLarge),
        _ => Ok(()),
    }
}

pub(super) fn bit_length(number: &[u8]) -> usize {
    let zeros = number
        .first()
        .map_or(0, |byte| byte.leading_zeros() as usize);
    number.len() * 8 - zeros
}
