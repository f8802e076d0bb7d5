//! In whose name a request is signed.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use zeroize::Zeroizing;

use crate::Fingerprint;

/// The `keyId` field of a signature.
///
/// For an API key it is `<tenancy OCID>/<user OCID>/<fingerprint>`. Session, instance and resource
/// principals use `ST$<token>`; such a token is a secret, so `Debug` and `Display` hide it, and it
/// is wiped from memory with its last clone.
#[derive(Clone, PartialEq, Eq)]
pub struct KeyId(Arc<Zeroizing<String>>);

/// What a key id begins with that is a token.
const TOKEN: &str = "ST$";

impl KeyId {
    /// Takes a key id as it is.
    ///
    /// # Errors
    ///
    /// [`KeyIdError`] when the text is empty or holds anything but visible ASCII, or a quote or
    /// backslash: the header that carries it knows no escaping.
    pub fn new(text: impl Into<String>) -> Result<Self, KeyIdError> {
        let text = Zeroizing::new(text.into());
        if text.is_empty() {
            return Err(KeyIdError::Empty);
        }
        match text.bytes().position(|byte| !is_plain(byte)) {
            Some(position) => Err(KeyIdError::Character { position }),
            None => Ok(Self(Arc::new(text))),
        }
    }

    /// The key id of a user's API key.
    ///
    /// The fingerprint may be in either case and is written in lower case. That it is the one of
    /// the key in use is not checked.
    ///
    /// # Errors
    ///
    /// [`KeyIdError`] when the tenancy or user is blank or has a `/`, a quote or other characters
    /// that a key id cannot have, or when the fingerprint is not 16 hex pairs joined by colons.
    pub fn api_key(
        tenancy: impl AsRef<str>,
        user: impl AsRef<str>,
        fingerprint: impl AsRef<str>,
    ) -> Result<Self, KeyIdError> {
        let tenancy = part(tenancy.as_ref(), "tenancy")?;
        let user = part(user.as_ref(), "user")?;
        let fingerprint: Fingerprint = fingerprint
            .as_ref()
            .parse()
            .map_err(|_| KeyIdError::Fingerprint)?;
        Self::new(format!("{tenancy}/{user}/{fingerprint}"))
    }

    /// The key id of a token: a session's, or one that a principal got for its certificate.
    ///
    /// # Errors
    ///
    /// [`KeyIdError`] when the token is empty or holds what a header cannot carry. Line ends around
    /// it are the caller's to take away.
    pub fn token(token: impl AsRef<str>) -> Result<Self, KeyIdError> {
        match token.as_ref() {
            "" => Err(KeyIdError::Empty),
            token => Self::new(format!("{TOKEN}{token}")),
        }
    }

    /// The key id of a certificate at the federation endpoint, in its SHA-256 form.
    ///
    /// # Errors
    ///
    /// [`KeyIdError`] when the tenancy cannot be part of one.
    pub fn certificate(tenancy: impl AsRef<str>, der: &[u8]) -> Result<Self, KeyIdError> {
        let tenancy = part(tenancy.as_ref(), "tenancy")?;
        let digest = crate::provider::sha256(der);
        let pairs: Vec<String> = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        Self::new(format!("{tenancy}/fed-x509-sha256/{}", pairs.join(":")))
    }

    /// The same in its older form, with the SHA-1 of the certificate, which the Python SDK sends.
    ///
    /// # Errors
    ///
    /// As for [`certificate`](Self::certificate).
    pub fn certificate_sha1(tenancy: impl AsRef<str>, der: &[u8]) -> Result<Self, KeyIdError> {
        let tenancy = part(tenancy.as_ref(), "tenancy")?;
        let digest = crate::provider::sha1(der);
        let pairs: Vec<String> = digest.iter().map(|byte| format!("{byte:02X}")).collect();
        Self::new(format!("{tenancy}/fed-x509/{}", pairs.join(":")))
    }

    /// The text as it is sent. Do not log it: it may be a token.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn is_token(&self) -> bool {
        self.0.starts_with(TOKEN)
    }
}

fn part<'a>(text: &'a str, which: &'static str) -> Result<&'a str, KeyIdError> {
    let plain = |byte: u8| is_plain(byte) && byte != b'/';
    if text.is_empty() || !text.bytes().all(plain) {
        return Err(KeyIdError::Part { which });
    }
    Ok(text)
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\\')
}

impl Hash for KeyId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_token() { "ST$…" } else { &self.0 })
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyId({self})")
    }
}

/// Why a text cannot be a key id. Never holds the text: it may be a token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyIdError {
    /// The text is empty.
    #[error("the key id is empty")]
    Empty,
    /// A character that would break the header that carries the key id.
    #[error(
        "the key id has a space, quote, control or non-ascii character at byte {position}; remove it"
    )]
    Character {
        /// Offset of the byte, from 0.
        position: usize,
    },
    /// The tenancy or user is blank or has characters that an OCID has not.
    #[error(
        "the {which} of the key id is blank or has characters that an ocid has not; copy the ocid again"
    )]
    Part {
        /// `tenancy` or `user`.
        which: &'static str,
    },
    /// The fingerprint is not 16 hex pairs.
    #[error("the fingerprint is not 16 hex pairs joined by colons; copy it from the console")]
    Fingerprint,
}
