//! The name that the console gives to an API key.

use std::fmt;
use std::str::FromStr;

use md5::{Digest, Md5};

/// MD5 over the DER form of a public key (SubjectPublicKeyInfo), written as 16 lower-case hex
/// pairs joined by colons; the console lists API keys by it.
///
/// MD5 is the service's choice, and only names a key: nothing is proved by it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// `spki` is the DER of a SubjectPublicKeyInfo.
    pub(crate) fn of(spki: &[u8]) -> Self {
        let pairs: Vec<String> = Md5::digest(spki)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Self(pairs.join(":"))
    }

    /// The text, lower-case.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Takes either case.
impl FromStr for Fingerprint {
    type Err = MalformedFingerprint;

    fn from_str(text: &str) -> Result<Self, MalformedFingerprint> {
        let hex_pair = |pair: &str| pair.len() == 2 && pair.bytes().all(|b| b.is_ascii_hexdigit());
        match text.split(':').count() == 16 && text.split(':').all(hex_pair) {
            true => Ok(Self(text.to_ascii_lowercase())),
            false => Err(MalformedFingerprint),
        }
    }
}

impl AsRef<str> for Fingerprint {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text is not a fingerprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a fingerprint is 16 hex pairs joined by colons; copy it from the console")]
pub struct MalformedFingerprint;

/// The configured fingerprint is not the one of the key.
///
/// Worth a warning and no more: the service decides by its own records, and a key may be used
/// under another name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "the configured fingerprint {configured} is not that of the key, {actual}; use the key that belongs to it, or correct it"
)]
#[non_exhaustive]
pub struct FingerprintMismatch {
    /// What was configured, as it was written.
    pub configured: String,
    /// The key's own fingerprint.
    pub actual: Fingerprint,
}

impl FingerprintMismatch {
    pub(crate) fn check(configured: &str, actual: Fingerprint) -> Result<(), Self> {
        match configured.trim().eq_ignore_ascii_case(actual.as_str()) {
            true => Ok(()),
            false => Err(Self {
                configured: configured.to_owned(),
                actual,
            }),
        }
    }
}
