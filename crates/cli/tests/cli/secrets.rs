//! However much is said, key and signature are not.

use serde_json::json;

use crate::support::wire::{Answer, script};
use crate::support::{Home, KEY, Run};

#[track_caller]
fn keeps_secrets(run: &Run) {
    let said = format!("{}{}", run.stdout, run.stderr);
    for line in KEY.lines().filter(|line| line.len() > 40) {
        assert!(!said.contains(line), "key material: {run:#?}");
    }
    for word in ["authorization", "signature", "keyid="] {
        assert!(!said.to_lowercase().contains(word), "{word}: {run:#?}");
    }
}

#[tokio::test]
async fn calls_and_connections_are_told_without_secrets() {
    let endpoint = script(|target, _| match target.contains("gone") {
        true => Answer::refusal(404, "NotAuthorizedOrNotFound"),
        false => Answer::ok(json!([])),
    });
    let endpoint = endpoint.await;
    for args in [
        &["get", "gone"][..],
        &["logs", "x"],
        &["wait", "gone"],
        &["list", "--dry-run"],
    ] {
        for more in ["-v", "-vv", "-vvv"] {
            let args = [args, &[more]].concat();
            let run = Home::new().run_at(&endpoint, &args).await;
            assert!(run.stderr.contains("DEBUG"), "nothing was said: {run:#?}");
            keeps_secrets(&run);
        }
    }
}

#[tokio::test]
async fn a_damaged_key_is_not_shown() {
    let home = Home::new();
    let half: String = KEY.chars().take(KEY.len() / 2).collect();
    home.write("key.pem", &half);
    for format in ["json", "table"] {
        let run = home
            .run(&["get", "x", "-vv", "--output", format])
            .await
            .exits(3);
        keeps_secrets(&run);
    }
}

#[tokio::test]
async fn a_key_in_the_wrong_place_is_not_shown() {
    let home = Home::new();
    let one_line = KEY.replace('\n', "");
    home.write(
        ".oci/config",
        &format!("[DEFAULT]\nfingerprint={one_line}\nkey_content={one_line}\n"),
    );
    let run = home.run(&["get", "x", "-vv"]).await;
    let error = run.error();
    assert_eq!((run.code, &error["kind"]), (Some(3), &"config".into()));
    keeps_secrets(&run);
}
