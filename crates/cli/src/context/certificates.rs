//! Certificate authorities to trust beside the usual ones.

use std::path::{Path, PathBuf};

use work_requests::Env;

use crate::args::AccountArgs;
use crate::error::CliError;

/// Environment variable that names a file of certificate authorities.
const VARIABLE: &str = "SSL_CERT_FILE";

/// The PEM text of `--ca-file`, else of `SSL_CERT_FILE`.
pub(super) fn read(args: &AccountArgs, env: &Env) -> Result<Option<Vec<u8>>, CliError> {
    let named = match (&args.ca_file, env.var(VARIABLE)) {
        (Some(path), _) => Some((path.clone(), "--ca-file")),
        (None, Some(path)) => Some((PathBuf::from(path), VARIABLE)),
        (None, None) => None,
    };
    named
        .map(|(path, named_by)| read_file(&path, named_by))
        .transpose()
}

fn read_file(path: &Path, named_by: &str) -> Result<Vec<u8>, CliError> {
    std::fs::read(path).map_err(|error| {
        let message = format!("cannot read the certificates in {}", path.display());
        CliError::io(message, error).with_hint(format!(
            "{named_by} names this file: correct its path or its permissions"
        ))
    })
}
