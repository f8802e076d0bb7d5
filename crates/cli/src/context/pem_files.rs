//! Certificates and the key of a client certificate, from the files that flags name.

use std::path::Path;

use secrecy::SecretSlice;
use work_requests::ClientBuilder;

use crate::args::AccountArgs;
use crate::error::CliError;

/// Gives the client what the flags name. `SSL_CERT_FILE` is the client's own to read, when https
/// needs it.
pub(super) fn apply(
    mut builder: ClientBuilder,
    args: &AccountArgs,
) -> Result<ClientBuilder, CliError> {
    if let Some(path) = &args.ca_file {
        builder = builder.root_certificates_pem(read("--ca-file", path)?);
    }
    if let (Some(chain), Some(key)) = (&args.client_cert, &args.client_key) {
        let chain = read("--client-cert", chain)?;
        let key = SecretSlice::from(read("--client-key", key)?);
        builder = builder.client_certificate_pem(chain, key);
    }
    Ok(builder)
}

fn read(flag: &str, path: &Path) -> Result<Vec<u8>, CliError> {
    std::fs::read(path).map_err(|error| {
        CliError::io(format!("cannot read {}", path.display()), error).with_hint(format!(
            "{flag} names this file: correct its path or its permissions"
        ))
    })
}
