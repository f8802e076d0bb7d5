//! Session tokens from files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use tempfile::TempDir;
use work_requests_auth::{AuthError, CredentialSource as _, RefreshingSigner, SessionToken};

const PEM: &str = include_str!("../../../signing/tests/keys/test-only-2048.pem");

fn start() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_600)
}

/// A token that ends so many seconds after the start.
fn token(seconds: u64) -> String {
    let claims = format!(r#"{{"iat":1767225600,"exp":{}}}"#, 1_767_225_600 + seconds);
    format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims))
}

struct Files(TempDir);

impl Files {
    fn new(token: &str, key: &str) -> Self {
        let files = Self(tempfile::tempdir().unwrap());
        files.write("token", token);
        files.write("key.pem", key);
        files
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    fn session(&self) -> SessionToken {
        SessionToken::new(self.path("token"), self.path("key.pem"))
    }

    async fn refusal(&self, now: SystemTime) -> AuthError {
        self.session().fetch(now).await.unwrap_err()
    }
}

#[tokio::test]
async fn token_and_key_are_read_and_a_line_end_is_passed_over() {
    let files = Files::new(&format!("{}\r\n", token(3600)), PEM);
    let credential = files.session().fetch(start()).await.unwrap();
    assert_eq!(credential.ends(), Some(start() + Duration::from_secs(3600)));
    assert!(!format!("{credential:?} {:?}", files.session()).contains(&token(3600)));
}

#[tokio::test]
async fn each_fault_is_told_before_anything_is_sent() {
    let expired = Files::new(&token(10), PEM)
        .refusal(start() + Duration::from_secs(610))
        .await;
    let told = expired.to_string();
    assert!(
        matches!(expired, AuthError::Expired { .. }) && told.contains("10 min ago"),
        "{told}"
    );
    let no_token = Files::new("not a token", PEM).refusal(start()).await;
    assert!(matches!(no_token, AuthError::Token { .. }), "{no_token}");
    let no_key = Files::new(&token(10), "nothing").refusal(start()).await;
    assert!(matches!(no_key, AuthError::Key(_)), "{no_key}");
    let missing = SessionToken::new("/nowhere/token", "/nowhere/key.pem");
    let missing = missing.fetch(start()).await.unwrap_err();
    assert!(missing.to_string().contains("/nowhere/token"), "{missing}");
}

#[tokio::test(start_paused = true)]
async fn a_session_refreshed_by_another_program_is_taken_up() {
    let files = Files::new(&token(3600), PEM);
    let signer = RefreshingSigner::new(files.session());
    let first = signer.credential(start()).await.unwrap();
    files.write("token", &format!("{}\n", token(7200)));
    tokio::time::sleep(Duration::from_secs(2)).await;
    signer.credential(start()).await.unwrap();
    tokio::time::sleep(Duration::from_secs(1)).await;
    let second = signer.credential(start()).await.unwrap();
    assert_ne!(first.id(), second.id());
    assert_eq!(second.ends(), Some(start() + Duration::from_secs(7200)));
}

#[tokio::test]
async fn an_expired_session_that_was_renewed_goes_on() {
    let files = Files::new(&token(100), PEM);
    let signer = RefreshingSigner::new(files.session());
    signer.credential(start()).await.unwrap();
    let later = start() + Duration::from_secs(200);
    signer.credential(later).await.unwrap_err();
    files.write("token", &token(900));
    signer.credential(later).await.unwrap();
}

#[cfg(feature = "encrypted-keys")]
#[tokio::test]
async fn an_encrypted_session_key_is_opened() {
    let pem = include_str!("../../../signing/tests/keys/pbes2-sha256-aes-256.pem");
    let files = Files::new(&token(100), pem);
    let session = files.session().pass_phrase(Some("correct horse".into()));
    session.fetch(start()).await.unwrap();
}
