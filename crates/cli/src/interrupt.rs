//! Ctrl-C.

use crate::error::CliError;

/// Comes with Ctrl-C. Where signals cannot be received it never comes, and Ctrl-C ends the program
/// as it ends any other.
pub(crate) async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

/// Comes when the program is to end from outside: with Ctrl-C, or with the signal that services and
/// closed terminals send.
pub(crate) async fn asked_to_end() {
    tokio::select! {
        () = interrupted() => {}
        () = terminated() => {}
    }
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut term), Ok(mut hangup)) = (
        signal(SignalKind::terminate()),
        signal(SignalKind::hangup()),
    ) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = term.recv() => {}
        _ = hangup.recv() => {}
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}

/// Does `work` unless Ctrl-C comes first.
pub(crate) async fn or_interrupted<T>(
    work: impl Future<Output = Result<T, CliError>>,
) -> Result<T, CliError> {
    tokio::select! {
        biased;
        () = interrupted() => Err(CliError::Interrupted),
        result = work => result,
    }
}
