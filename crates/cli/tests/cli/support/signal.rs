//! Signals, sent as a shell sends them.

use tokio::process::Child;

/// Sends Ctrl-C to a running command.
pub(crate) fn interrupt(child: &Child) {
    send("-INT", child);
}

/// Asks a running command to end, as a closing system does.
pub(crate) fn terminate(child: &Child) {
    send("-TERM", child);
}

fn send(signal: &str, child: &Child) {
    let id = child.id().expect("the command runs").to_string();
    let sent = std::process::Command::new("kill")
        .args([signal, &id])
        .status();
    assert!(sent.unwrap().success());
}
