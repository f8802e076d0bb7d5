//! `Proc-Type: 4,ENCRYPTED` with `DEK-Info`: the way of OpenSSL before PKCS#8.

use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockCipherDecrypt, BlockModeDecrypt as _, KeyInit, KeyIvInit as _};
use md5::{Digest as _, Md5};
use zeroize::{Zeroize as _, Zeroizing};

use crate::KeyError;

/// As much of the initialisation vector as salts the passphrase.
const SALT: usize = 8;

/// `info` is the value of `DEK-Info`: the cipher's name, a comma, the vector in hex.
pub(super) fn decrypt(
    info: &str,
    ciphertext: Zeroizing<Vec<u8>>,
    passphrase: &[u8],
) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let (cipher, vector) = info.split_once(',').unwrap_or((info, ""));
    let cipher = cipher.trim();
    let decrypt = match cipher.to_ascii_uppercase().as_str() {
        "AES-128-CBC" => cbc_decrypt::<aes::Aes128>,
        "AES-192-CBC" => cbc_decrypt::<aes::Aes192>,
        "AES-256-CBC" => cbc_decrypt::<aes::Aes256>,
        "DES-EDE3-CBC" => cbc_decrypt::<des::TdesEde3>,
        _ => {
            return Err(KeyError::UnsupportedCipher {
                cipher: cipher.to_owned(),
            });
        }
    };
    let vector =
        base16ct::mixed::decode_vec(vector.trim()).map_err(|_| KeyError::EncryptionHeader)?;
    decrypt(&vector, ciphertext, passphrase)
}

fn cbc_decrypt<C: BlockCipherDecrypt + KeyInit>(
    vector: &[u8],
    mut text: Zeroizing<Vec<u8>>,
    passphrase: &[u8],
) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let salt = vector.get(..SALT).ok_or(KeyError::EncryptionHeader)?;
    let key = derive(passphrase, salt, C::key_size());
    let cipher = cbc::Decryptor::<C>::new_from_slices(&key, vector)
        .map_err(|_| KeyError::EncryptionHeader)?;
    let length = cipher
        .decrypt_padded::<Pkcs7>(&mut text)
        .map_err(|_| KeyError::WrongPassphrase)?
        .len();
    text.truncate(length);
    Ok(text)
}

/// The key that OpenSSL derives (its `EVP_BytesToKey` with MD5 and one round): digests, each over
/// the one before, the passphrase and the salt, joined until there is enough. It is weak, which
/// is why PKCS#8 took its place.
fn derive(passphrase: &[u8], salt: &[u8], length: usize) -> Zeroizing<Vec<u8>> {
    let mut key = Zeroizing::new(Vec::with_capacity(length + 16));
    let mut last: Vec<u8> = Vec::new();
    while key.len() < length {
        let digest = Md5::new()
            .chain_update(&last)
            .chain_update(passphrase)
            .chain_update(salt)
            .finalize();
        last.zeroize();
        last = digest.to_vec();
        key.extend_from_slice(&last);
    }
    last.zeroize();
    key.truncate(length);
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From `openssl enc -aes-256-cbc -md md5 -P -k secret -S 0102030405060708`.
    #[test]
    fn the_derivation_is_openssls() {
        let key = derive(b"secret", &[1, 2, 3, 4, 5, 6, 7, 8], 32);
        let hex: String = key.iter().map(|byte| format!("{byte:02X}")).collect();
        assert_eq!(
            hex,
            "C9E5A1BD216DBE1317E230CEF48F38EE7F0E17AD64022144BCCEC4A1AA2879AB"
        );
    }
}
