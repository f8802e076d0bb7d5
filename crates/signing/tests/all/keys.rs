//! Every form of a key, and every way of being wrong; the table in `docs/key-forms.md` is made here.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::common;

use std::fmt::Write as _;

use common::{folder, key, pem};
use proptest::prelude::*;
use work_requests_signing::{KeyError, PrivateKey, PublicKey, SecretString};

const PASSPHRASE: &str = "correct horse";
const WIDE_PASSPHRASE: &str = "pässwörd-鍵";
const MESSAGE: &[u8] = b"date: Thu, 05 Jan 2014 21:31:40 GMT";

/// One row of the table: what it is, the file, and the passphrase that comes with it.
struct Row {
    what: &'static str,
    pem: Vec<u8>,
    passphrase: Option<&'static str>,
}

impl Row {
    fn read(&self) -> Result<PrivateKey, KeyError> {
        let passphrase = self.passphrase.map(SecretString::from);
        PrivateKey::from_pem(&self.pem, passphrase.as_ref())
    }
}

fn row(what: &'static str, pem: Vec<u8>, passphrase: Option<&'static str>) -> Row {
    Row {
        what,
        pem,
        passphrase,
    }
}

/// The text of a fixture without its label line.
fn text(name: &str) -> String {
    common::armour(name)
}

/// All in one line between the `BEGIN` and the `END` line.
fn one_line(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let (first, rest) = lines.split_first().unwrap();
    let (last, body) = rest.split_last().unwrap();
    format!("{first}\n{}\n{last}\n", body.concat())
}

/// The forms that are read; in each is the key of `test-only-2048.pem`.
fn good() -> Vec<Row> {
    let plain = || text("test-only-2048.pem");
    let encrypted = [
        (
            "PBES2, PBKDF2 with SHA-256, AES-128-CBC",
            "pbes2-sha256-aes-128",
        ),
        (
            "PBES2, PBKDF2 with SHA-256, AES-192-CBC",
            "pbes2-sha256-aes-192",
        ),
        (
            "PBES2, PBKDF2 with SHA-256, AES-256-CBC",
            "pbes2-sha256-aes-256",
        ),
        (
            "PBES2, PBKDF2 with SHA-1, AES-256-CBC",
            "pbes2-sha1-aes-256",
        ),
        (
            "PBES2, PBKDF2 with SHA-512, AES-256-CBC",
            "pbes2-sha512-aes-256",
        ),
        ("PBES2, PBKDF2 with SHA-256, 3DES-CBC", "pbes2-sha256-3des"),
        ("PBES2, PBKDF2 with SHA-1, 3DES-CBC", "pbes2-sha1-3des"),
        (
            "PBES2, scrypt with N = 1,024, AES-256-CBC",
            "pbes2-scrypt-aes-256",
        ),
        (
            "PBES2, scrypt as openssl has it, AES-256-CBC",
            "pbes2-scrypt-default",
        ),
        ("legacy PEM, AES-128-CBC", "legacy-aes128"),
        ("legacy PEM, AES-192-CBC", "legacy-aes192"),
        ("legacy PEM, AES-256-CBC", "legacy-aes256"),
        ("legacy PEM, 3DES-CBC", "legacy-des3"),
    ];
    let mut rows = vec![
        row("PKCS#1", plain().into(), None),
        row("PKCS#8", text("pkcs8-2048.pem").into(), None),
        row("text before the key", pem("test-only-2048.pem"), None),
        row(
            "a line `OCI_API_KEY` after the key",
            format!("{}OCI_API_KEY\n", plain()).into(),
            None,
        ),
        row("CRLF line ends", plain().replace('\n', "\r\n").into(), None),
        row(
            "a byte order mark",
            format!("\u{feff}{}", plain()).into(),
            None,
        ),
        row("base64 on one line", one_line(&plain()).into(), None),
        row(
            "no line end after the last line",
            plain().trim_end().to_owned().into(),
            None,
        ),
        row(
            "a certificate before the key",
            format!("{}{}", text("certificate.pem"), plain()).into(),
            None,
        ),
        row(
            "a passphrase that is not needed",
            plain().into(),
            Some(WIDE_PASSPHRASE),
        ),
    ];
    rows.extend(
        encrypted.map(|(what, name)| row(what, pem(&format!("{name}.pem")), Some(PASSPHRASE))),
    );
    rows.push(row(
        "PBES2, a passphrase beyond ASCII",
        pem("pbes2-wide-passphrase.pem"),
        Some(WIDE_PASSPHRASE),
    ));
    rows.push(row(
        "legacy PEM, a passphrase beyond ASCII",
        pem("legacy-wide-passphrase.pem"),
        Some(WIDE_PASSPHRASE),
    ));
    rows.push(row(
        "encrypted, CRLF line ends and text around",
        format!("x\n{}OCI_API_KEY\n", text("legacy-aes256.pem"))
            .replace('\n', "\r\n")
            .into(),
        Some(PASSPHRASE),
    ));
    rows
}

/// The forms that are refused.
fn bad() -> Vec<Row> {
    let plain = || text("test-only-2048.pem");
    let legacy = || text("legacy-aes256.pem");
    let damaged = |from: &str, to: &str| legacy().replace(from, to).into();
    let dek = legacy()
        .lines()
        .find(|l| l.starts_with("DEK-Info"))
        .unwrap()
        .to_owned();
    vec![
        row(
            "encrypted PKCS#8 without its passphrase",
            pem("pbes2-sha256-aes-256.pem"),
            None,
        ),
        row(
            "encrypted legacy PEM without its passphrase",
            pem("legacy-aes256.pem"),
            None,
        ),
        row(
            "PBES2 with a wrong passphrase",
            pem("pbes2-sha256-aes-256.pem"),
            Some("wrong"),
        ),
        row(
            "legacy PEM with a wrong passphrase",
            pem("legacy-aes256.pem"),
            Some("wrong"),
        ),
        row(
            "encrypted with an empty passphrase given",
            pem("pbes2-sha256-aes-256.pem"),
            Some(""),
        ),
        row(
            "PBES1 of PKCS#12",
            pem("pbes1-sha1-3des.pem"),
            Some(PASSPHRASE),
        ),
        row(
            "PBES1 of PKCS#5",
            pem("pbes1-md5-des.pem"),
            Some(PASSPHRASE),
        ),
        row(
            "PBES2 with Camellia",
            pem("pbes2-camellia.pem"),
            Some(PASSPHRASE),
        ),
        row(
            "legacy PEM with Camellia",
            pem("legacy-camellia.pem"),
            Some(PASSPHRASE),
        ),
        row(
            "PBES2 with 10,000,001 rounds",
            pem("pbes2-ten-million-rounds.pem"),
            Some(PASSPHRASE),
        ),
        row(
            "legacy PEM without `DEK-Info`",
            damaged(&dek, "X: y"),
            Some(PASSPHRASE),
        ),
        row(
            "legacy PEM with a short vector",
            damaged(&dek, "DEK-Info: AES-256-CBC,0102"),
            Some(PASSPHRASE),
        ),
        row("a public key", pem("public-spki-2048.pem"), None),
        row("a public key, PKCS#1", pem("public-pkcs1-2048.pem"), None),
        row("a certificate only", pem("certificate.pem"), None),
        row("an EC key, SEC 1", pem("ec-sec1.pem"), None),
        row("an EC key, PKCS#8", pem("ec-pkcs8.pem"), None),
        row("an Ed25519 key", pem("ed25519.pem"), None),
        row("an RSA-PSS key", pem("rsa-pss.pem"), None),
        row(
            "an OpenSSH key",
            b"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n"
                .to_vec(),
            None,
        ),
        row("an empty file", Vec::new(), None),
        row(
            "a text that is no key",
            b"ssh-rsa AAAAB3Nza user@host\n".to_vec(),
            None,
        ),
        row("DER without the PEM lines", pem("der-2048.der"), None),
        row(
            "`\\n` typed as two characters",
            plain().trim_end().replace('\n', "\\n").into(),
            None,
        ),
        row("cut short", plain()[..800].to_owned().into(), None),
        row("not base64", plain().replace('M', "!").into(), None),
        row(
            "base64 of something else",
            b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n".to_vec(),
            None,
        ),
        row("1,024 bits", pem("size-1024.pem"), None),
        row("2,560 bits", pem("size-2560.pem"), None),
        row("5,120 bits", pem("size-5120.pem"), None),
        row("public exponent 3", pem("exponent-3.pem"), None),
        row("three primes", pem("primes-3.pem"), None),
    ]
}

#[test]
fn every_form_gives_the_same_key() {
    let expected = key("test-only-2048.pem");
    let signature = expected.sign(MESSAGE).unwrap();
    for row in good() {
        let key = row
            .read()
            .unwrap_or_else(|error| panic!("{}: {error}", row.what));
        assert_eq!(key.fingerprint(), expected.fingerprint(), "{}", row.what);
        assert_eq!(key.sign(MESSAGE).unwrap(), signature, "{}", row.what);
    }
}

#[test]
fn each_wrong_thing_has_its_own_error() {
    use KeyError as E;
    let unsupported = |cipher: &str| E::UnsupportedCipher {
        cipher: cipher.to_owned(),
    };
    let not_rsa = |algorithm: &str| E::NotRsa {
        algorithm: algorithm.to_owned(),
    };
    let expected = [
        E::PassphraseNeeded,
        E::PassphraseNeeded,
        E::WrongPassphrase,
        E::WrongPassphrase,
        E::WrongPassphrase,
        unsupported("PBES1 (pbeWithSHAAnd3-KeyTripleDES-CBC)"),
        unsupported("PBES1 (pbeWithMD5AndDES-CBC)"),
        unsupported("Camellia-256-CBC"),
        unsupported("CAMELLIA-256-CBC"),
        E::DerivationCost,
        E::EncryptionHeader,
        E::EncryptionHeader,
        E::PublicKey,
        E::PublicKey,
        E::NotAKey {
            label: "CERTIFICATE".to_owned(),
        },
        not_rsa("EC"),
        not_rsa("EC"),
        not_rsa("Ed25519"),
        not_rsa("RSA-PSS"),
        E::OpenSsh,
        E::NotPem,
        E::NotPem,
        E::Der,
        E::EscapedLineBreaks,
        E::Truncated {
            label: "RSA PRIVATE KEY".to_owned(),
        },
        E::Base64,
    ];
    let rows = bad();
    for (row, expected) in rows.iter().zip(&expected) {
        assert_eq!(row.read().unwrap_err(), *expected, "{}", row.what);
    }
    let rest: Vec<KeyError> = rows[expected.len()..]
        .iter()
        .map(|row| row.read().unwrap_err())
        .collect();
    assert!(
        matches!(
            rest.as_slice(),
            [
                E::Malformed(_),
                E::TooSmall { bits: 1024 },
                E::UnevenSize { bits: 2560 },
                E::TooLarge { bits: 5120 },
                E::ExponentTooSmall { exponent: 3 },
                E::MultiPrime,
            ]
        ),
        "{rest:?}"
    );
}

/// The padding is right by chance one time in about 256; that must not look like another fault.
#[test]
fn a_thousand_wrong_passphrases_are_all_called_wrong() {
    let pem = pem("legacy-aes256.pem");
    for number in 0..1000 {
        let passphrase = SecretString::from(format!("wrong {number}"));
        let refused = PrivateKey::from_pem(&pem, Some(&passphrase)).unwrap_err();
        assert_eq!(refused, KeyError::WrongPassphrase, "{number}");
    }
}

#[test]
fn a_private_key_is_not_a_public_one() {
    assert_eq!(
        PublicKey::from_pem(&pem("test-only-2048.pem")),
        Err(KeyError::PrivateKey)
    );
    let public = key("test-only-2048.pem").public_key().clone();
    for name in ["public-spki-2048.pem", "public-pkcs1-2048.pem"] {
        assert_eq!(PublicKey::from_pem(&pem(name)).unwrap(), public, "{name}");
    }
    assert_eq!(public.to_pem(), text("public-spki-2048.pem"));
}

#[test]
fn fingerprints_are_compared_in_either_case() {
    let key = key("test-only-2048.pem");
    let own = key.fingerprint().as_str().to_owned();
    key.compare_fingerprint(&own.to_uppercase()).unwrap();
    let other = "20:3b:97:13:55:1c:5b:0d:d3:37:d8:50:4e:c5:3a:34";
    let message = key.compare_fingerprint(other).unwrap_err().to_string();
    assert!(
        message.contains(&own) && message.contains(other),
        "{message}"
    );
}

#[test]
fn no_error_and_no_debug_text_shows_key_or_passphrase() {
    let body = text("test-only-2048.pem")
        .lines()
        .nth(3)
        .unwrap()
        .to_owned();
    let shows = |shown: &str| shown.contains(PASSPHRASE) || shown.contains(&body);
    for row in good().into_iter().chain(bad()) {
        let shown = match row.read() {
            Ok(key) => format!("{key:?}"),
            Err(error) => format!("{error} {error:?}"),
        };
        assert!(!shows(&shown), "{}: {shown}", row.what);
    }
}

#[test]
fn the_table_in_the_docs_is_this_one() {
    let mut table = "| form | read |\n|---|---|\n".to_owned();
    for row in good() {
        row.read().unwrap();
        writeln!(table, "| {} | yes |", row.what).unwrap();
    }
    for row in bad() {
        writeln!(table, "| {} | {} |", row.what, row.read().unwrap_err()).unwrap();
    }
    let path = folder("../docs").join("key-forms.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &table).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        committed, table,
        "run this test with UPDATE_DOCS=1 and commit the table"
    );
}

proptest! {
    /// Whatever a file holds: an answer, and no panic.
    #[test]
    fn damaged_keys_are_refused_or_read(
        name in proptest::sample::select(vec!["test-only-2048.pem", "legacy-des3.pem", "pbes2-camellia.pem", "ec-sec1.pem"]),
        at in any::<proptest::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let mut bytes = pem(name);
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let _ = PrivateKey::from_pem(&bytes, Some(&SecretString::from(PASSPHRASE)));
    }

    #[test]
    fn any_text_is_refused_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(PrivateKey::from_pem(&bytes, None).is_err());
    }

    /// A block of the right label with anything inside.
    #[test]
    fn any_block_is_refused_without_a_panic(der in proptest::collection::vec(any::<u8>(), 0..200), encrypted: bool) {
        use base64::Engine as _;
        let label = if encrypted { "ENCRYPTED PRIVATE KEY" } else { "PRIVATE KEY" };
        let body = base64::engine::general_purpose::STANDARD.encode(der);
        let text = format!("-----BEGIN {label}-----\n{body}\n-----END {label}-----\n");
        let read = PrivateKey::from_pem(text.as_bytes(), Some(&SecretString::from("x")));
        prop_assert!(read.is_err());
    }
}
