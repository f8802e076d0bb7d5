//! `ENCRYPTED PRIVATE KEY`: PKCS#8 with PBES2 (RFC 5958, RFC 8018).

use pkcs8::der::asn1::OctetStringRef;
use pkcs8::der::{self, Decode as _, Reader as _, SliceReader};
use pkcs8::pkcs5::pbes2::{Kdf, PBES2_OID, Parameters, Pbkdf2Params, ScryptParams};
use pkcs8::pkcs5::{self, AlgorithmIdentifierRef};
use zeroize::Zeroizing;

use super::algorithm;
use crate::KeyError;

/// A file may ask for any amount of work; these bounds keep it to seconds and to 256 MiB. Common
/// tools ask for far less: 2,048 to 600,000 rounds, and 16 to 128 MiB.
const MAX_ROUNDS: u32 = 10_000_000;
const MAX_SCRYPT_BYTES: u64 = 256 << 20;
/// Blocks mixed: `N · r · p`. OpenSSL's default is 2^17.
const MAX_SCRYPT_WORK: u64 = 1 << 22;

pub(super) fn decrypt(der: &[u8], passphrase: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let (algorithm, ciphertext) = parts(der)?;
    let parameters = parameters(algorithm)?;
    check_cost(&parameters.kdf)?;
    let mut text = Zeroizing::new(ciphertext.to_vec());
    let length = parameters
        .decrypt_in_place(passphrase, &mut text)
        .map_err(refusal)?
        .len();
    text.truncate(length);
    Ok(text)
}

/// `EncryptedPrivateKeyInfo`, with the algorithm as it came: the typed form of the crate gives no
/// way to name an algorithm that it does not know.
fn parts(der: &[u8]) -> der::Result<(AlgorithmIdentifierRef<'_>, &[u8])> {
    let mut reader = SliceReader::new(der)?;
    let parts = reader.sequence(|inner| {
        let algorithm = AlgorithmIdentifierRef::decode(inner)?;
        let ciphertext = <&OctetStringRef>::decode(inner)?;
        Ok::<_, der::Error>((algorithm, ciphertext.as_bytes()))
    })?;
    reader.finish()?;
    Ok(parts)
}

fn parameters(algorithm: AlgorithmIdentifierRef<'_>) -> Result<Parameters, KeyError> {
    match (algorithm.oid, algorithm.parameters) {
        (PBES2_OID, Some(parameters)) => parameters.try_into().map_err(unreadable),
        (PBES2_OID, None) => Err(KeyError::Malformed(der::Tag::Sequence.value_error().into())),
        (other, _) => Err(unsupported(other)),
    }
}

/// An algorithm within PBES2 that the crate does not know comes back as an unknown identifier.
fn unreadable(error: der::Error) -> KeyError {
    match error.kind() {
        der::ErrorKind::OidUnknown { oid } => unsupported(oid),
        _ => KeyError::Malformed(error),
    }
}

fn unsupported(oid: pkcs8::ObjectIdentifier) -> KeyError {
    KeyError::UnsupportedCipher {
        cipher: algorithm::name(oid),
    }
}

fn refusal(error: pkcs5::Error) -> KeyError {
    match error {
        pkcs5::Error::UnsupportedAlgorithm { oid }
        | pkcs5::Error::AlgorithmParametersInvalid { oid } => unsupported(oid),
        _ => KeyError::WrongPassphrase,
    }
}

fn check_cost(kdf: &Kdf) -> Result<(), KeyError> {
    let bearable = match kdf {
        Kdf::Pbkdf2(parameters) => rounds_are_bearable(parameters),
        Kdf::Scrypt(parameters) => scrypt_is_bearable(parameters),
        _ => false,
    };
    match bearable {
        true => Ok(()),
        false => Err(KeyError::DerivationCost),
    }
}

fn rounds_are_bearable(parameters: &Pbkdf2Params) -> bool {
    (1..=MAX_ROUNDS).contains(&parameters.iteration_count)
}

/// RFC 7914 section 2: `N` is a power of two above one. Others upset the crate.
fn scrypt_is_bearable(parameters: &ScryptParams) -> bool {
    let n = parameters.cost_parameter;
    let blocks = n.saturating_mul(parameters.block_size.into());
    let work = blocks.saturating_mul(parameters.parallelization.into());
    n > 1
        && n.is_power_of_two()
        && (1..=MAX_SCRYPT_WORK).contains(&work)
        && blocks.saturating_mul(128) <= MAX_SCRYPT_BYTES
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use pkcs8::pkcs5::pbes2::Salt;

    use super::*;

    fn scrypt(n: u64, r: u16, p: u16) -> Kdf {
        Kdf::from(ScryptParams {
            salt: Salt::new([7; 8]).unwrap(),
            cost_parameter: n,
            block_size: r,
            parallelization: p,
            key_length: None,
        })
    }

    #[test]
    fn scrypt_is_bounded_in_memory_and_work_and_its_n_is_checked() {
        for (n, r, p) in [(2, 1, 1), (16_384, 8, 1), (1 << 18, 8, 1), (16_384, 8, 32)] {
            check_cost(&scrypt(n, r, p)).unwrap();
        }
        for (n, r, p) in [
            (0, 8, 1),
            (1, 8, 1),
            (3, 8, 1),
            (1 << 19, 8, 1),
            (16_384, 8, 33),
            (16_384, 0, 1),
            (16_384, 8, 0),
            (1 << 63, u16::MAX, u16::MAX),
        ] {
            let refused = check_cost(&scrypt(n, r, p));
            assert_eq!(refused, Err(KeyError::DerivationCost), "{n} {r} {p}");
        }
    }

    #[test]
    fn rounds_are_bounded() {
        let mut parameters = Pbkdf2Params::hmac_sha256(1, &[7; 8]).unwrap();
        for (rounds, good) in [
            (0, false),
            (1, true),
            (10_000_000, true),
            (10_000_001, false),
        ] {
            parameters.iteration_count = rounds;
            assert_eq!(check_cost(&parameters.into()).is_ok(), good, "{rounds}");
        }
    }
}
