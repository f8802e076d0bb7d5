//! The variables that describe a resource principal.

use std::path::Path;

use secrecy::{ExposeSecret as _, SecretString};
use zeroize::Zeroizing;

use crate::AuthError;
use crate::secret_file::{Look, SecretFile};

const PREFIX: &str = "OCI_RESOURCE_PRINCIPAL_";

/// The variables with one ending: none, that of a leaf resource, or that of its parent.
pub(super) struct Variables<'a> {
    read: &'a dyn Fn(&str) -> Option<String>,
    suffix: &'static str,
}

impl<'a> Variables<'a> {
    pub(super) fn new(read: &'a dyn Fn(&str) -> Option<String>, suffix: &'static str) -> Self {
        Self { read, suffix }
    }

    /// The full name of a variable.
    pub(super) fn name(&self, name: &str) -> String {
        format!("{PREFIX}{name}{}", self.suffix)
    }

    /// A blank value is none.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        (self.read)(&self.name(name)).filter(|value| !value.trim().is_empty())
    }

    pub(super) fn require(&self, name: &str) -> Result<String, AuthError> {
        let missing = "is not set; the platform that runs the program sets it";
        self.get(name)
            .ok_or_else(|| AuthError::variable(self.name(name), missing))
    }

    /// A secret, or the file that it is in.
    pub(super) fn material(&self, name: &str, what: &'static str) -> Result<Material, AuthError> {
        Ok(Material::new(what, self.require(name)?.into()))
    }

    /// The same where it may be absent.
    pub(super) fn optional_material(&self, name: &str, what: &'static str) -> Option<Material> {
        Some(Material::new(what, self.get(name)?.into()))
    }
}

/// A secret that a variable holds, or the file that it names. `Debug` shows a path only.
#[derive(Debug)]
pub(super) enum Material {
    Text(SecretString),
    File(SecretFile),
}

impl Material {
    /// An absolute path names a file; each variable is judged alone.
    fn new(what: &'static str, value: SecretString) -> Self {
        let path = Path::new(value.expose_secret().trim());
        match path.is_absolute() {
            true => Self::File(SecretFile::new(what, path)),
            false => Self::Text(value),
        }
    }

    pub(super) fn read(&self) -> Result<Zeroizing<Vec<u8>>, AuthError> {
        match self {
            Self::Text(text) => Ok(Zeroizing::new(text.expose_secret().as_bytes().to_vec())),
            Self::File(file) => file.read(),
        }
    }

    /// A passphrase: line ends after one in a file do not belong to it.
    pub(super) fn read_pass_phrase(&self) -> Result<SecretString, AuthError> {
        let bytes = self.read()?;
        let text = str::from_utf8(&bytes).map_err(|_| AuthError::Token {
            reason: "the passphrase of its key is not text",
        })?;
        Ok(text.trim_end_matches(['\r', '\n']).into())
    }

    /// How its file looks now; always the same for a value.
    pub(super) fn look(&self) -> Look {
        match self {
            Self::Text(_) => None,
            Self::File(file) => file.look(),
        }
    }
}
