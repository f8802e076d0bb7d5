//! Ctrl-C.

use crate::error::CliError;

/// Comes with Ctrl-C. Where signals cannot be received it never comes, and Ctrl-C ends the program
/// as it ends any other.
pub(crate) async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
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
