//! Writing to stdout and stderr.

use std::io::{self, Write};

use crate::error::CliError;

/// Writes a whole result to stdout.
///
/// # Errors
/// [`CliError::OutputClosed`] when nobody reads any more, which is no fault.
pub(crate) fn write(text: &str) -> Result<(), CliError> {
    let mut stdout = io::stdout().lock();
    let written = stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush());
    written.map_err(CliError::output)
}

/// Writes to stderr. There is nowhere to report that this failed.
pub(crate) fn remark(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}
