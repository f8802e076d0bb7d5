//! Signals, sent as a shell sends them.

use tokio::process::Child;

/// Sends Ctrl-C to a running command.
pub(crate) fn interrupt(child: &Child) {
    let id = child.id().expect("the command runs").to_string();
    let sent = std::process::Command::new("kill")
        .args(["-INT", &id])
        .status();
    assert!(sent.unwrap().success());
}
