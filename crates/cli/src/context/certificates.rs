//! Certificate authorities to trust beside the usual ones.

use std::path::Path;

use crate::error::CliError;

/// The PEM text of `--ca-file`. `SSL_CERT_FILE` is the client's own to read, when https needs it.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, CliError> {
    std::fs::read(path).map_err(|error| {
        let message = format!("cannot read the certificates in {}", path.display());
        CliError::io(message, error)
            .with_hint("--ca-file names this file: correct its path or its permissions")
    })
}
