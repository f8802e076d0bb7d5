//! Keys and tokens.

use std::time::{Duration, SystemTime};

use work_requests::auth::Credential;
use work_requests_signing::{PrivateKey, PublicKey};

/// Keys: an error that shows nothing of the bytes, or a key that signs what its public half verifies.
pub(super) fn pem(data: &[u8]) {
    let (phrase, pem) = match data.split_first() {
        Some((b'#', rest)) => (Some("correct horse".into()), rest),
        _ => (None, data),
    };
    match PrivateKey::from_pem(pem, phrase.as_ref()) {
        Ok(key) => {
            // A key with a damaged part may fail to sign; it must not sign wrongly.
            if let Ok(signature) = key.sign(b"message") {
                let good = key.public_key().verifies(b"message", &signature);
                assert!(good, "a signature does not verify");
            }
        }
        Err(error) => {
            let said = format!("{error} {error:?}");
            let lines = pem
                .split(|byte| *byte == b'\n')
                .filter_map(|line| str::from_utf8(line).ok());
            for line in lines.filter(|line| line.len() > 40 && !line.contains(' ')) {
                assert!(!said.contains(line), "a line of the key is shown");
            }
        }
    }
    let _ = PublicKey::from_pem(pem);
}

/// Tokens: an error, or a credential with an end, shown by neither.
pub(super) fn jwt(data: &[u8]) {
    const KEY: &str = include_str!("../../../crates/signing/tests/keys/test-only-2048.pem");
    use std::sync::LazyLock;
    static READ: LazyLock<Option<PrivateKey>> =
        LazyLock::new(|| PrivateKey::from_pem(KEY.as_bytes(), None).ok());
    let (Ok(text), Some(key)) = (str::from_utf8(data), READ.as_ref()) else {
        return;
    };
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_600);
    match Credential::of_token(text, key.clone(), now) {
        Ok(credential) => {
            assert!(credential.ends().is_some());
            let _ = credential.claim("sub");
            assert!(text.len() < 20 || !format!("{credential:?}").contains(text));
        }
        Err(error) => {
            assert!(text.len() < 40 || !format!("{error} {error:?}").contains(text));
        }
    }
}
