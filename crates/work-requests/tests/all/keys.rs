//! A profile's private key, from its file to a call that the emulator verifies.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::error::Error as _;

use secrecy::SecretString;
use work_requests::{Config, Env, Error, ErrorKind, KeyId, PrivateKey, WorkRequestClient};
use work_requests_emulator::{Emulator, demo};

/// Fixtures of the signing crate; the key inside is the same in all but `other-2048.pem`.
const KEYS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../signing/tests/keys");

fn profile(file: &str, pass_phrase: Option<&str>) -> Config {
    let key = PrivateKey::from_pem(
        &std::fs::read(format!("{KEYS}/test-only-2048.pem")).unwrap(),
        None,
    );
    let config = Config::builder()
        .tenancy("ocid1.tenancy.oc1..t")
        .user("ocid1.user.oc1..u")
        .fingerprint(key.unwrap().fingerprint().as_str().to_uppercase())
        .region("us-ashburn-1")
        .key_file(format!("{KEYS}/{file}"));
    let config = match pass_phrase {
        Some(text) => config.pass_phrase(text),
        None => config,
    };
    config.build()
}

/// An emulator that knows the fixtures' key.
fn emulator() -> Emulator {
    let pem = std::fs::read(format!("{KEYS}/test-only-2048.pem")).unwrap();
    let key = PrivateKey::from_pem(&pem, None).unwrap();
    let id = KeyId::api_key(
        "ocid1.tenancy.oc1..t",
        "ocid1.user.oc1..u",
        key.fingerprint(),
    );
    Emulator::builder()
        .demo()
        .key(id.unwrap(), key.public_key().clone())
        .build()
}

fn client(emulator: &Emulator, config: Config) -> Result<WorkRequestClient, Error> {
    WorkRequestClient::builder()
        .environment(Env::empty())
        .config(config)
        .clock(emulator.clock())
        .transport(emulator.service())
        .build()
}

async fn calls(config: Config) {
    let emulator = emulator();
    let client = client(&emulator, config).unwrap();
    client.get_work_request(demo::DETACH_VOLUME).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_plain_key_signs_and_a_passphrase_it_does_not_need_is_ignored() {
    calls(profile("test-only-2048.pem", None)).await;
    calls(profile("pkcs8-2048.pem", Some("not needed"))).await;
}

#[cfg(feature = "encrypted-keys")]
#[tokio::test(start_paused = true)]
async fn encrypted_keys_sign_with_the_profiles_passphrase() {
    calls(profile("pbes2-sha256-aes-256.pem", Some("correct horse"))).await;
    calls(profile("legacy-aes256.pem", Some("correct horse"))).await;
    calls(profile("pbes2-wide-passphrase.pem", Some("pässwörd-鍵"))).await;
    let later = profile("pbes2-scrypt-aes-256.pem", None);
    calls(later.with_pass_phrase(SecretString::from("correct horse"))).await;
}

fn refusal(config: Config) -> Error {
    let error = client(&emulator(), config).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Auth, "{error}");
    assert!(error.source().is_some(), "{error}");
    error
}

#[tokio::test(start_paused = true)]
async fn a_key_that_cannot_be_used_is_an_auth_error_that_says_what_to_do() {
    let missing = refusal(profile("legacy-aes256.pem", None));
    assert_eq!(missing.hint(), Some("set pass_phrase in profile DEFAULT"));
    let empty = refusal(profile("legacy-aes256.pem", Some("")));
    assert_eq!(empty.hint(), missing.hint());
    let public = refusal(profile("public-spki-2048.pem", None));
    assert!(
        public.to_string().contains("this is a public key"),
        "{public}"
    );
}

#[cfg(feature = "encrypted-keys")]
#[tokio::test(start_paused = true)]
async fn a_wrong_passphrase_is_said_and_not_shown() {
    let wrong = refusal(profile("legacy-aes256.pem", Some("hunter2-planted")));
    assert_eq!(wrong.hint(), Some("correct pass_phrase of profile DEFAULT"));
    assert!(!format!("{wrong} {wrong:?}").contains("hunter2-planted"));
}

/// The service decides by its own records, so it is only a warning here; then it refuses.
#[tokio::test(start_paused = true)]
async fn a_fingerprint_of_another_key_is_a_warning_with_both_values() {
    crate::common::let_the_log_be_heard();
    let warnings = Lines::default();
    let subscriber = tracing_subscriber::fmt()
        .with_writer(warnings.clone())
        .finish();
    let other = profile("other-2048.pem", None);
    let emulator = emulator();
    let client = tracing::subscriber::with_default(subscriber, || client(&emulator, other.clone()));
    let refused = client.unwrap().get_work_request(demo::DETACH_VOLUME).await;
    assert_eq!(refused.unwrap_err().status().map(|s| s.as_u16()), Some(401));
    let text = warnings.text();
    let pem = std::fs::read(format!("{KEYS}/other-2048.pem")).unwrap();
    let own = PrivateKey::from_pem(&pem, None).unwrap().fingerprint();
    assert!(
        text.contains("WARN") && text.contains(own.as_str()),
        "{text}"
    );
    assert!(text.contains(other.fingerprint().unwrap()), "{text}");
}

#[cfg(unix)]
#[test]
fn what_deserves_a_word_in_a_default_profile_is_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("config");
    let pem = format!("{KEYS}/test-only-2048.pem");
    let fingerprint = profile("test-only-2048.pem", None);
    let fingerprint = fingerprint.fingerprint().unwrap();
    let text = format!(
        "[DEFAULT]\ntenancy=ocid1.tenancy.oc1..t\nuser=ocid1.user.oc1..u\n\
         fingerprint={fingerprint}\nregion=us-ashburn-1\nkey_file={pem}\nlog_requests=true\n"
    );
    std::fs::write(&file, text).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
    crate::common::let_the_log_be_heard();
    let warnings = Lines::default();
    let subscriber = tracing_subscriber::fmt()
        .with_writer(warnings.clone())
        .finish();
    let env = Env::from_iter([("OCI_CONFIG_FILE", file.to_str().unwrap())]);
    tracing::subscriber::with_default(subscriber, || {
        WorkRequestClient::builder()
            .environment(env)
            .build()
            .unwrap()
    });
    let text = warnings.text();
    assert!(text.contains("run: chmod 600"), "{text}");
    assert!(text.contains("log_requests is on"), "{text}");
}

/// What a subscriber writes.
#[derive(Clone, Default)]
struct Lines(std::sync::Arc<std::sync::Mutex<Vec<u8>>>);

impl Lines {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl std::io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> tracing_subscriber::fmt::MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}
