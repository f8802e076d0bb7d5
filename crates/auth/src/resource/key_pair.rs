//! The key of a resource, as variables describe it.

use work_requests_signing::PrivateKey;

use super::variables::{Material, Variables};
use crate::AuthError;
use crate::secret_file::Look;

/// A private key with the passphrase that it may need.
#[derive(Debug)]
pub(super) struct KeyPair {
    key: Material,
    pass_phrase: Option<Material>,
}

impl KeyPair {
    pub(super) fn from_variables(variables: &Variables<'_>) -> Result<Self, AuthError> {
        let pass_phrase = "passphrase of the resource key";
        Ok(Self {
            key: variables.material("PRIVATE_PEM", "resource key")?,
            pass_phrase: variables.optional_material("PRIVATE_PEM_PASSPHRASE", pass_phrase),
        })
    }

    pub(super) fn read(&self) -> Result<PrivateKey, AuthError> {
        let pass_phrase = self.pass_phrase.as_ref().map(Material::read_pass_phrase);
        let key = self.key.read()?;
        Ok(PrivateKey::from_pem(
            &key,
            pass_phrase.transpose()?.as_ref(),
        )?)
    }

    pub(super) fn look(&self) -> [Look; 2] {
        let pass_phrase = self.pass_phrase.as_ref().and_then(Material::look);
        [self.key.look(), pass_phrase]
    }
}
