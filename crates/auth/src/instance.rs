//! The instance that the program runs on.

use std::fmt;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::SystemTime;

use secrecy::ExposeSecret as _;
use work_requests_signing::KeyId;

use crate::http::Http;
use crate::metadata::Metadata;
use crate::{AuthError, Credential, CredentialSource, federation, jwt, session_key};

/// Says where the federation endpoint of a region is; the region may be a short code.
type Endpoint = Box<dyn Fn(&str) -> Result<String, AuthError> + Send + Sync>;

/// An instance principal: the metadata service tells the instance's certificate, and the
/// federation endpoint of its region gives a token for it.
///
/// Each refresh makes a session key of its own, reads the certificate anew, and refuses one that
/// names another tenancy than before. Every call has a limit of 10 s an attempt, and four attempts.
pub struct InstancePrincipal {
    http: Http,
    metadata: Metadata,
    endpoint: Endpoint,
    tenancy: Mutex<Option<String>>,
}

impl InstancePrincipal {
    /// Through this service, which must reach the metadata service without a proxy; `endpoint`
    /// gives the federation endpoint of a region, such as
    /// `https://auth.us-ashburn-1.oraclecloud.com`.
    pub fn new(
        http: Http,
        endpoint: impl Fn(&str) -> Result<String, AuthError> + Send + Sync + 'static,
    ) -> Self {
        Self {
            metadata: Metadata::new(http.clone(), None),
            http,
            endpoint: Box::new(endpoint),
            tenancy: Mutex::new(None),
        }
    }

    /// Asks this metadata service, as `OCI_METADATA_BASE_URL` has it, such as
    /// `http://169.254.169.254/opc/v2`. A blank one is the usual one.
    #[must_use]
    pub fn metadata_base(mut self, url: &str) -> Self {
        self.metadata = Metadata::new(self.http.clone(), Some(url));
        self
    }

    /// The region of the instance, as its metadata has it: a long name or a short code.
    ///
    /// # Errors
    ///
    /// [`AuthError::Call`] when the metadata service does not tell.
    pub async fn region(&self) -> Result<String, AuthError> {
        self.metadata.region().await
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
        let endpoint = (self.endpoint)(&self.metadata.region().await?)?;
        let leaf = self.metadata.leaf().await?;
        self.check_tenancy(leaf.certificate.tenancy()?)?;
        let key = session_key::fresh().await?;
        let token = federation::token(&self.http, &endpoint, &leaf, key.public_key(), now).await?;
        let token = token.expose_secret().trim();
        let life = jwt::life(token)?;
        let begins = life.issued.unwrap_or(now);
        Ok(Credential::new(
            KeyId::token(token)?,
            key,
            begins,
            Some(life.ends),
        ))
    }
}

impl fmt::Debug for InstancePrincipal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InstancePrincipal")
            .field("metadata", &self.metadata)
            .finish_non_exhaustive()
    }
}
