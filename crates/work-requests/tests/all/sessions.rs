//! Profiles with a session token, from their files to calls that the emulator verifies.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use tempfile::TempDir;
use work_requests::{Config, Env, Error, ErrorKind, KeyId, PrivateKey, WorkRequestClient};
use work_requests_emulator::{Emulator, demo};

const KEYS: [&str; 2] = [
    include_str!("../../../signing/tests/keys/test-only-2048.pem"),
    include_str!("../../../signing/tests/keys/other-2048.pem"),
];

/// A session as another program writes it, and an emulator that accepts its tokens.
struct Session {
    folder: TempDir,
    emulator: Emulator,
}

impl Session {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            emulator: Emulator::demo(),
        }
    }

    /// Writes a token of this life with one of the keys, which the emulator accepts from now on.
    fn write(&self, life: Duration, key: usize) -> KeyId {
        let ends = (self.emulator.clock())() + life;
        let exp = ends
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap()
            .as_secs();
        let claims = URL_SAFE_NO_PAD.encode(format!(r#"{{"exp":{exp},"key":{key}}}"#));
        let token = format!("e30.{claims}.c2ln");
        std::fs::write(self.folder.path().join("token"), format!("{token}\n")).unwrap();
        std::fs::write(self.folder.path().join("key.pem"), KEYS[key]).unwrap();
        let id = KeyId::new(format!("ST${token}")).unwrap();
        let public = PrivateKey::from_pem(KEYS[key].as_bytes(), None).unwrap();
        self.emulator
            .control()
            .trust(id.clone(), public.public_key().clone());
        id
    }

    fn client(&self) -> Result<WorkRequestClient, Error> {
        let path = |name: &str| self.folder.path().join(name).display().to_string();
        let config = Config::builder()
            .tenancy("ocid1.tenancy.oc1..t")
            .region("us-ashburn-1")
            .fingerprint("20:3b:97:13:55:1c:5b:0d:d3:37:d8:50:4e:c5:3a:34")
            .key_file(path("key.pem"))
            .security_token_file(path("token"));
        WorkRequestClient::builder()
            .environment(Env::empty())
            .config(config.build())
            .clock(self.emulator.clock())
            .transport(self.emulator.service())
            .build()
    }
}

const HOUR: Duration = Duration::from_secs(3600);

#[tokio::test(start_paused = true)]
async fn a_session_signs_and_its_renewal_is_taken_up() {
    let session = Session::new();
    let first = session.write(HOUR, 0);
    let client = session.client().unwrap();
    client.get_work_request(demo::DETACH_VOLUME).await.unwrap();
    for key in [1, 0] {
        // Another program renews it; the old token is refused from then on.
        session.write(HOUR * (2 + key as u32), key);
        session.emulator.control().revoke(&first);
        tokio::time::sleep(Duration::from_secs(2)).await;
        client.get_work_request(demo::DETACH_VOLUME).await.unwrap();
    }
    let received = session.emulator.received();
    assert!(received.last().unwrap().verdict.is_verified());
}

#[tokio::test(start_paused = true)]
async fn a_token_refused_before_its_end_is_read_again_at_once() {
    let session = Session::new();
    let first = session.write(HOUR, 0);
    let client = session.client().unwrap();
    client.get_work_request(demo::DETACH_VOLUME).await.unwrap();
    session.write(HOUR * 2, 1);
    session.emulator.control().revoke(&first);
    // Within the second in which files are not looked at.
    let response = client.get_work_request(demo::DETACH_VOLUME).await.unwrap();
    assert_eq!(response.attempts(), 2);
}

#[tokio::test(start_paused = true)]
async fn what_is_wrong_with_a_session_is_told_before_anything_is_sent() {
    let session = Session::new();
    session.write(HOUR, 0);
    std::fs::write(session.folder.path().join("token"), "no token").unwrap();
    let error = session.client().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Auth, "{error}");
    assert!(error.to_string().contains("get a new one"), "{error}");

    session.write(Duration::from_secs(60), 0);
    let client = session.client().unwrap();
    tokio::time::sleep(Duration::from_secs(300)).await;
    let error = client
        .get_work_request(demo::DETACH_VOLUME)
        .await
        .unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Auth, 0));
    let told = std::iter::successors(std::error::Error::source(&error), |cause| cause.source());
    let told: Vec<String> = told.map(ToString::to_string).collect();
    assert!(
        told.iter()
            .any(|cause| cause.contains("the token expired 4 min ago")),
        "{told:?}"
    );
}
