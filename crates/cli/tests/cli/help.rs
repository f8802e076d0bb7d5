//! What is said to people who ask, and to those who mistype.

use crate::support::run;

/// The help of a command, in the width that pipes get.
async fn help(args: &[&str]) -> String {
    run(args).await.exits(0).stdout
}

#[tokio::test]
async fn the_short_help_fits_a_page() {
    insta::assert_snapshot!(help(&["-h"]).await);
}

#[tokio::test]
async fn the_long_help_has_environment_and_exit_codes() {
    insta::assert_snapshot!(help(&["--help"]).await);
}

#[tokio::test]
async fn each_command_explains_its_own_flags_first() {
    for command in [
        "get",
        "list",
        "errors",
        "logs",
        "wait",
        "watch",
        "doctor",
        "emulator",
        "completions",
        "man",
    ] {
        let text = help(&[command, "-h"]).await;
        let own = text.split("\nAccount and endpoint:").next().unwrap();
        insta::assert_snapshot!(format!("help_{command}"), own);
    }
}

#[tokio::test]
async fn the_version_is_the_packages() {
    let version = help(&["--version"]).await;
    assert_eq!(
        version,
        format!("work-requests {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[tokio::test]
async fn a_wrong_command_line_is_one_object_for_programs_and_usage_for_people() {
    let error = run(&["lst"]).await.fails(2, "usage");
    assert_eq!(error["hint"], "a similar subcommand exists: 'list'");
    let told = run(&["get", "--output", "table"]).await.exits(2);
    assert!(
        told.stdout.is_empty() && told.stderr.contains("Usage: work-requests get"),
        "{told:#?}"
    );
}

#[tokio::test]
async fn every_shell_gets_completions() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = run(&["completions", shell]).await.exits(0).stdout;
        assert!(
            script.contains("work-requests") && script.contains("dry-run"),
            "{shell}"
        );
    }
}
