//! A session that the official command line began.

use work_requests_auth::{AuthError, RefreshingSigner, SessionToken};
use work_requests_config::Config;
use work_requests_signing::SharedSigner;

use super::{unusable, unusable_key};
use crate::clock::Clock;
use crate::error::Error;

/// Reads the files once, so that what is wrong with them is told before anything is sent.
pub(super) fn signer(config: &Config, clock: &Clock) -> Result<SharedSigner, Error> {
    let file = |key: &str, path: Option<std::path::PathBuf>| {
        path.ok_or_else(|| Error::config(format!("a session needs {key} in its profile")))
    };
    let token_file = file("security_token_file", config.security_token_file())?;
    let key_file = file("key_file", config.key_file())?;
    let session = SessionToken::new(token_file, key_file);
    let session = session.pass_phrase(config.pass_phrase().cloned());
    match session.check(clock.now()) {
        Ok(()) => Ok(SharedSigner::new(RefreshingSigner::new(session))),
        Err(AuthError::Key(error)) => Err(unusable_key(config, error)),
        Err(error) => Err(unusable(
            format!("the session cannot be used: {error}"),
            error,
        )),
    }
}
