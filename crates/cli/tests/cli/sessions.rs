//! Signing in with a session token.

use std::collections::HashSet;
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use work_requests_emulator::{Emulator, ListenOptions, Verdict, demo};
use work_requests_signing::{KeyId, PrivateKey};

use crate::support::{Home, KEY};

/// A home whose profile has a session of this life beside its API key, and an emulator that accepts
/// the session's token.
fn home(emulator: &Emulator, life: i64) -> Home {
    let home = Home::new();
    let now = (emulator.clock())()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap();
    let exp = now.as_secs().saturating_add_signed(life);
    let token = format!(
        "e30.{}.c2ln",
        URL_SAFE_NO_PAD.encode(format!(r#"{{"exp":{exp}}}"#))
    );
    let file = home.write("token", &format!("{token}\n"));
    let config = std::fs::read_to_string(home.path().join(".oci/config")).unwrap();
    let session = format!("{config}security_token_file={}\n", file.display());
    home.write(".oci/config", &session);
    let key = PrivateKey::from_pem(KEY.as_bytes(), None).unwrap();
    let id = KeyId::new(format!("ST${token}")).unwrap();
    emulator.control().trust(id, key.public_key().clone());
    home
}

#[tokio::test]
async fn the_profiles_session_signs_unless_another_way_is_asked_for() {
    let emulator = Emulator::demo();
    let server = emulator.start(ListenOptions::default()).await.unwrap();
    let home = home(&emulator, 3600);
    let endpoint = server.endpoint();
    let args = ["get", demo::DETACH_VOLUME, "--endpoint", &endpoint];
    home.run(&args).await.exits(0);
    home.run(&[&args[..], &["--auth", "security_token"]].concat())
        .await
        .exits(0);
    // The emulator does not know the profile's API key.
    home.run(&[&args[..], &["--auth", "api_key"]].concat())
        .await
        .fails(5, "service");
    let variable = [("OCI_CLI_AUTH", "api_key")];
    home.run_with(&variable, &args).await.fails(5, "service");
    home.run(&[&args[..], &["--auth", "telepathy"]].concat())
        .await
        .fails(2, "usage");
}

#[tokio::test]
async fn an_expired_session_is_told_before_anything_is_sent() {
    let emulator = Emulator::demo();
    let home = home(&emulator, -300);
    let run = home
        .run(&["get", "x", "--endpoint", "http://127.0.0.1:9"])
        .await;
    let error = run.fails(3, "auth");
    assert!(
        error["message"]
            .as_str()
            .unwrap()
            .contains("the token expired 5 min ago"),
        "{error}"
    );
    assert_eq!(error["attempts"], 0);
}

#[tokio::test]
async fn a_session_in_use_outlives_its_token_if_it_is_renewed() {
    let emulator = Emulator::demo();
    let server = emulator.start(ListenOptions::default()).await.unwrap();
    let home = home(&emulator, 3600);
    let endpoint = server.endpoint();
    let args = [
        "wait",
        demo::LAUNCH_INSTANCE,
        "--endpoint",
        &endpoint,
        "--interval",
        "0.2",
        "--output",
        "ndjson",
    ];
    // The work request ends five seconds after the start, each token sooner.
    emulator.control().advance(Duration::from_secs(3));
    let child = home.command(&args).spawn().unwrap();
    let renewing = async {
        for life in 7200.. {
            tokio::time::sleep(Duration::from_millis(600)).await;
            let renewed = self::home(&emulator, life);
            let token = std::fs::read_to_string(renewed.path().join("token")).unwrap();
            home.write("token", &token);
        }
    };
    let run = tokio::select! {
        run = crate::support::finish(child) => run.exits(0),
        () = renewing => unreachable!("there are many numbers"),
    };
    assert_eq!(run.lines().last().unwrap()["outcome"], "succeeded");
    let received = emulator.received();
    let tokens: HashSet<_> = received
        .iter()
        .filter_map(|received| match &received.verdict {
            Verdict::Verified { key_id } => Some(key_id.as_str()),
            _ => None,
        })
        .collect();
    assert!(tokens.len() >= 3, "{} tokens", tokens.len());
}
