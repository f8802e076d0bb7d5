//! Why a key could not be used.

use pkcs8::ObjectIdentifier;

/// Why a key could not be used. No variant holds any part of a key or passphrase.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// There is no PEM block at all.
    #[error("not a key: there is no `-----BEGIN …-----` line; give the contents of a pem file")]
    NotPem,
    /// The bytes are DER (binary) without the PEM lines around their base64.
    #[error(
        "the key is in binary der form; convert it with `openssl pkey -inform DER -in KEY -out KEY.pem`"
    )]
    Der,
    /// Line breaks came through as a backslash and a letter.
    #[error(
        "the key has `\\n` typed as two characters instead of line breaks; put real line breaks in its place"
    )]
    EscapedLineBreaks,
    /// A `BEGIN` line without its `END` line.
    #[error("the `{label}` block has no matching end line; the file is cut short, copy it again")]
    Truncated {
        /// The label of the `BEGIN` line.
        label: String,
    },
    /// The text between the `BEGIN` and `END` lines is not base64.
    #[error("the text between the begin and end lines is not base64; copy the file again")]
    Base64,
    /// The block does not hold the structure that its label promises.
    #[error("the bytes inside the pem block are not a key of that kind; copy the file again")]
    Malformed(#[from] pkcs8::der::Error),
    /// The key is encrypted, and no passphrase was given.
    #[error("the key is encrypted; give its passphrase")]
    PassphraseNeeded,
    /// The key is encrypted, and this build cannot decrypt: the feature `encrypted-keys` is off.
    #[error(
        "the key is encrypted, and this program was built without the feature `encrypted-keys`; decrypt the key with `openssl pkey -in KEY -out NEW`"
    )]
    EncryptedKeysOff,
    /// The key is encrypted in a way that is not supported.
    #[error(
        "the key is encrypted with {cipher}, which is not supported; re-encrypt it with `openssl pkcs8 -topk8 -v2 aes256 -in KEY -out NEW`"
    )]
    UnsupportedCipher {
        /// The cipher, as the key names it.
        cipher: String,
    },
    /// The passphrase does not open the key.
    #[error("the passphrase does not open the key; check it, and that it belongs to this key")]
    WrongPassphrase,
    /// The `DEK-Info` line of a legacy encrypted key is missing or damaged.
    #[error("the `DEK-Info` line of the encrypted key is missing or damaged; copy the file again")]
    EncryptionHeader,
    /// Opening the key would take too long or too much memory: over 10,000,000 rounds of PBKDF2,
    /// or over 256 MiB or 2^22 blocks of scrypt.
    #[error(
        "opening the key asks for more work than is sensible; re-encrypt it with `openssl pkcs8 -topk8 -v2 aes256 -in KEY -out NEW`"
    )]
    DerivationCost,
    /// A public key was given where a private one is needed.
    #[error("this is a public key; give the private key that belongs to it")]
    PublicKey,
    /// A private key was given where a public one is needed.
    #[error("this is a private key; give the public key that belongs to it")]
    PrivateKey,
    /// A PEM block that is no key, such as a certificate.
    #[error("not a key: the pem block is a `{label}`; give the private key in pem form")]
    NotAKey {
        /// The label of the first block.
        label: String,
    },
    /// The key is in OpenSSH's own form.
    #[error("the key is in openssh form; convert it with `ssh-keygen -p -m PEM -f KEY`")]
    OpenSsh,
    /// The key is not RSA.
    #[error("this is an {algorithm} key; the service takes rsa keys only, make one with 2048 bits")]
    NotRsa {
        /// `EC`, `Ed25519`, `DSA`, or the algorithm's object identifier.
        algorithm: String,
    },
    /// The modulus is too short.
    #[error("the rsa key has {bits} bits, at least 2048 are needed; make a new key")]
    TooSmall {
        /// The size of the modulus.
        bits: usize,
    },
    /// The modulus is too long.
    #[error("the rsa key has {bits} bits, at most 4096 are supported; make a new key")]
    TooLarge {
        /// The size of the modulus.
        bits: usize,
    },
    /// The modulus is of a size between the usual ones.
    #[error("the rsa key has {bits} bits, only 2048, 3072 and 4096 are supported; make a new key")]
    UnevenSize {
        /// The size of the modulus.
        bits: usize,
    },
    /// The public exponent is too small.
    #[error(
        "the public exponent of the rsa key is {exponent}, at least 65537 is needed; make a new key"
    )]
    ExponentTooSmall {
        /// The public exponent.
        exponent: u64,
    },
    /// The public exponent has more than 33 bits.
    #[error("the public exponent of the rsa key has more than 33 bits; make a new key with 65537")]
    ExponentTooLarge,
    /// The key has more than two primes.
    #[error("the rsa key has more than two primes, which is not supported; make a new key")]
    MultiPrime,
    /// The numbers of the key do not belong together.
    #[error(
        "the numbers of the rsa key do not fit together ({reason}); the file is damaged, copy it again"
    )]
    Inconsistent {
        /// The crypto provider's word for it.
        reason: String,
    },
}

impl KeyError {
    pub(crate) fn not_rsa(oid: ObjectIdentifier) -> Self {
        let algorithm = match oid.to_string().as_str() {
            "1.2.840.10045.2.1" => "EC".to_owned(),
            "1.3.101.112" => "Ed25519".to_owned(),
            "1.2.840.10040.4.1" => "DSA".to_owned(),
            "1.2.840.113549.1.1.10" => "RSA-PSS".to_owned(),
            other => other.to_owned(),
        };
        Self::NotRsa { algorithm }
    }
}
