//! Encrypted keys: the profile's passphrase, and asking for it.

use serde_json::json;

use crate::support::wire::{Answer, script};
use crate::support::{Home, KEY};

const ENCRYPTED: &str = include_str!("../../../signing/tests/keys/pbes2-sha256-aes-256.pem");

/// The profile of `Home`, with its key encrypted by `correct horse`.
fn home(pass_phrase: &str) -> Home {
    let home = Home::new();
    home.write("key.pem", ENCRYPTED);
    let config = std::fs::read_to_string(home.path().join(".oci/config")).unwrap();
    home.write(".oci/config", &format!("{config}{pass_phrase}"));
    home
}

async fn service() -> String {
    script(|_, _| Answer::ok(json!([]))).await
}

#[tokio::test]
async fn the_profiles_passphrase_opens_the_key() {
    let run = home("pass_phrase=correct horse\n");
    run.run_at(&service().await, &["errors", "x"])
        .await
        .exits(0);
}

#[tokio::test]
async fn without_a_passphrase_and_a_terminal_nothing_is_asked() {
    let run = home("").run_at(&service().await, &["errors", "x"]).await;
    let error = run.fails(3, "auth");
    assert_eq!(error["hint"], "set pass_phrase in profile DEFAULT");
}

#[tokio::test]
async fn a_wrong_passphrase_is_said_and_not_shown() {
    let home = home("pass_phrase=hunter2-planted\n");
    let run = home.run(&["errors", "x", "-vv"]).await;
    assert!(!run.stderr.contains("hunter2-planted"), "{run:#?}");
    let error = run.fails(3, "auth");
    let message = error["message"].as_str().unwrap();
    assert!(
        message.contains("the passphrase does not open the key"),
        "{message}"
    );
}

#[tokio::test]
async fn others_who_can_read_the_key_are_told_once() {
    let home = Home::new();
    let key = home.write("key.pem", KEY);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
        let run = home
            .run_at(&service().await, &["errors", "x"])
            .await
            .exits(0);
        let chmod = format!("run: chmod 600 {}", key.display());
        assert_eq!(run.stderr.matches(&chmod).count(), 1, "{run:#?}");
    }
}

#[tokio::test]
async fn a_profile_can_ask_for_requests_to_be_logged() {
    let home = Home::new();
    let config = std::fs::read_to_string(home.path().join(".oci/config")).unwrap();
    home.write(".oci/config", &format!("{config}log_requests=true\n"));
    let service = service().await;
    let run = home.run_at(&service, &["errors", "x"]).await.exits(0);
    assert!(run.stderr.contains("DEBUG"), "{run:#?}");
    assert!(!run.stderr.contains("log_requests"), "{run:#?}");
    let quiet = home
        .run_at(&service, &["errors", "x", "--quiet"])
        .await
        .exits(0);
    assert_eq!(quiet.stderr, "");
}

#[cfg(unix)]
mod in_a_terminal {
    use super::*;
    use crate::support::terminal::Terminal;

    const QUESTION: &str = "Passphrase of the private key: ";

    async fn asked() -> (Home, Terminal) {
        let service = service().await;
        let args = ["errors", "x", "--endpoint", &service];
        let home = home("");
        let mut terminal = Terminal::start(&home, &args);
        terminal.until(QUESTION).await;
        (home, terminal)
    }

    #[tokio::test]
    async fn the_passphrase_is_asked_for_and_not_shown() {
        let (_home, mut terminal) = asked().await;
        terminal.enter("correct horse\n").await;
        let (code, screen) = terminal.end().await;
        assert_eq!(code, Some(0), "{screen}");
        assert!(!screen.contains("correct horse"), "{screen}");
    }

    #[tokio::test]
    async fn a_wrong_answer_ends_it() {
        let (_home, mut terminal) = asked().await;
        terminal.enter("wrong\n").await;
        let (code, screen) = terminal.end().await;
        assert_eq!(code, Some(3), "{screen}");
        assert!(
            screen.contains("the passphrase does not open the key"),
            "{screen}"
        );
    }

    #[tokio::test]
    async fn ctrl_c_ends_it_and_puts_the_echo_back() {
        let (_home, mut terminal) = asked().await;
        assert!(!terminal.echoes());
        terminal.enter("\u{3}").await;
        let (code, screen) = terminal.end().await;
        assert_eq!(code, Some(130), "{screen}");
        assert!(terminal.echoes(), "{screen}");
    }

    #[tokio::test]
    async fn nothing_is_asked_where_that_is_forbidden() {
        let home = home("");
        let mut terminal = Terminal::start(&home, &["errors", "x", "--no-input"]);
        let (code, screen) = terminal.end().await;
        assert_eq!(code, Some(3), "{screen}");
        assert!(!screen.contains(QUESTION), "{screen}");
    }
}
