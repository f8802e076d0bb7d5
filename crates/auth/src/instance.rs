//! The instance that the program runs on.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::SystemTime;

use secrecy::ExposeSecret as _;

use crate::federation::{self, Terms};
use crate::{AuthError, Credential, CredentialSource, Network, session_key};

/// An instance principal: the metadata service tells the instance's certificate, and the
/// federation endpoint of its region gives a token for it.
///
/// Each refresh makes a session key of its own, reads the certificate anew, and refuses one that
/// names another tenancy than before. Every call has a limit of 10 s an attempt, and four attempts.
#[derive(Debug)]
pub struct InstancePrincipal {
    network: Network,
    terms: Terms,
    tenancy: Mutex<Option<String>>,
}

impl InstancePrincipal {
    /// The instance that the metadata service of this network describes.
    pub fn new(network: Network) -> Self {
        Self {
            network,
            terms: Terms::default(),
            tenancy: Mutex::new(None),
        }
    }

    /// Names the certificate by its SHA-1, the form of the Python SDK, in place of its SHA-256.
    #[must_use]
    pub fn sha1_fingerprint(mut self) -> Self {
        self.terms.sha1 = true;
        self
    }

    /// What the token is for, where the service is to be told. Nothing unless given.
    #[must_use]
    pub fn purpose(mut self, text: impl Into<String>) -> Self {
        self.terms.purpose = Some(text.into());
        self
    }

    /// An instance does not move to another tenancy; who answers for another one is not it.
    fn check_tenancy(&self, tenancy: String) -> Result<(), AuthError> {
        let mut known = self.tenancy.lock().unwrap_or_else(PoisonError::into_inner);
        match known.get_or_insert_with(|| tenancy.clone()) {
            same if *same == tenancy => Ok(()),
            _ => Err(AuthError::Certificate {
                reason: "it names another tenancy than before",
            }),
        }
    }
}

impl CredentialSource for InstancePrincipal {
    async fn fetch(&self, now: SystemTime) -> Result<Credential, AuthError> {
        let endpoint = self.network.identity_endpoint(None).await?;
        let leaf = self.network.metadata().leaf().await?;
        self.check_tenancy(leaf.certificate.tenancy()?)?;
        let key = session_key::fresh().await?;
        let (http, session) = (self.network.identity(), key.public_key());
        let token = federation::token(http, &endpoint, &leaf, session, &self.terms, now).await?;
        Credential::of_token(token.expose_secret(), key, now)
    }
}
