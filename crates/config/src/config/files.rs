//! Reads the private key that a configuration names.

use secrecy::{ExposeSecret, SecretSlice};

use super::Config;
use crate::{ConfigError, secret_file};

impl Config {
    /// The private key's PEM bytes: `key_content` if given, else what `key_file` holds.
    ///
    /// The bytes are as they stand in the file, and are wiped when dropped. They are read anew at
    /// each call.
    ///
    /// # Errors
    /// [`ConfigError::NoKey`] when neither is set, [`ConfigError::KeyFile`] with the path when the
    /// file cannot be read or has more than 1 MiB.
    pub fn key_pem(&self) -> Result<SecretSlice<u8>, ConfigError> {
        if let Some(content) = self.key_content() {
            return Ok(content.expose_secret().as_bytes().to_vec().into());
        }
        let path = self.key_file().ok_or(ConfigError::NoKey)?;
        match secret_file::read(&path) {
            Ok(bytes) => Ok(bytes.to_vec().into()),
            Err(source) => Err(ConfigError::KeyFile {
                key: "key_file",
                path,
                source,
            }),
        }
    }
}
