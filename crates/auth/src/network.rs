//! The ways to the services that credentials come from.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;

use crate::AuthError;
use crate::http::Http;
use crate::metadata::Metadata;

/// Says where the identity service of a region is; the region may be a short code.
type Endpoint = Arc<dyn Fn(&str) -> Result<String, AuthError> + Send + Sync>;

/// The ways to the services that credentials come from: the metadata service of the machine, and
/// the identity service of a region. Clones share what was learned.
#[derive(Clone)]
pub struct Network {
    metadata_http: Http,
    metadata: Arc<Metadata>,
    identity: Http,
    endpoint: Endpoint,
}

impl Network {
    /// `metadata` reaches the metadata service, without a proxy and without TLS; `identity` all
    /// other services. `endpoint` gives the identity service of a region, such as
    /// `https://auth.us-ashburn-1.oraclecloud.com`.
    pub fn new(
        metadata: Http,
        identity: Http,
        endpoint: impl Fn(&str) -> Result<String, AuthError> + Send + Sync + 'static,
    ) -> Self {
        Self {
            metadata: Arc::new(Metadata::new(metadata.clone(), None)),
            metadata_http: metadata,
            identity,
            endpoint: Arc::new(endpoint),
        }
    }

    /// Asks this metadata service, as `OCI_METADATA_BASE_URL` has it, such as
    /// `http://169.254.169.254/opc/v2`. A blank one is the usual one.
    #[must_use]
    pub fn metadata_base(mut self, url: &str) -> Self {
        self.metadata = Arc::new(Metadata::new(self.metadata_http.clone(), Some(url)));
        self
    }

    /// The region of the instance, as its metadata has it: a long name or a short code.
    ///
    /// # Errors
    ///
    /// [`AuthError::Call`] when the metadata service does not tell, [`AuthError::Unreachable`]
    /// when there is none.
    pub async fn region(&self) -> Result<String, AuthError> {
        self.metadata.region().await
    }

    /// What the instance's metadata says of its region and realm: a JSON object with `realmKey`,
    /// `realmDomainComponent`, `regionKey` and `regionIdentifier`.
    ///
    /// # Errors
    ///
    /// As for [`region`](Self::region).
    pub async fn region_info(&self) -> Result<Bytes, AuthError> {
        self.metadata.region_info().await
    }

    pub(crate) fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    pub(crate) fn identity(&self) -> &Http {
        &self.identity
    }

    /// The identity service of this region, or of the instance's.
    pub(crate) async fn identity_endpoint(
        &self,
        region: Option<&str>,
    ) -> Result<String, AuthError> {
        match region {
            Some(region) => (self.endpoint)(region),
            None => (self.endpoint)(&self.region().await?),
        }
    }
}

impl fmt::Debug for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Network")
            .field("metadata", &self.metadata)
            .finish_non_exhaustive()
    }
}
