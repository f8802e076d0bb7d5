//! Private and public keys.

mod armour;
#[cfg(feature = "encrypted-keys")]
mod encrypted;
mod error;
mod fingerprint;
mod private;
mod public;
mod rsa;

pub use error::KeyError;
pub use fingerprint::{Fingerprint, FingerprintMismatch, MalformedFingerprint};
pub use private::PrivateKey;
pub(crate) use private::SignatureRoom;
pub use public::PublicKey;
