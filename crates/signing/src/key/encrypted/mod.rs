//! Keys encrypted with a passphrase, in the PKCS#8 form and in the legacy form of PEM.

mod algorithm;
mod legacy;
mod pkcs8;

use secrecy::{ExposeSecret as _, SecretString};
use zeroize::Zeroizing;

use super::KeyError;
use super::armour::Block;

/// The DER inside an encrypted block, and whether it is PKCS#8 (else PKCS#1).
///
/// A wrong passphrase is not always noticed here: one time in about 256 the padding is right by
/// chance, and what comes out is not a key.
pub(super) fn decrypt(
    block: Block<'_>,
    passphrase: &SecretString,
) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let passphrase = passphrase.expose_secret().as_bytes();
    match (block.label, block.header("DEK-Info")) {
        ("ENCRYPTED PRIVATE KEY", _) => pkcs8::decrypt(&block.der, passphrase),
        (_, Some(info)) => legacy::decrypt(info, block.der, passphrase),
        (_, None) => Err(KeyError::EncryptionHeader),
    }
}
