//! Steering the identity services.

use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use work_requests_signing::PrivateKey;

use crate::principals::{INSTANCE, RESOURCE, resource_key_pem};
use crate::shared::Shared;

/// The services that principals get their tokens from, on the emulator's own server.
///
/// | service | where, beneath the server's endpoint |
/// |---|---|
/// | metadata of an instance | `/opc/v2` |
/// | federation | `/v1/x509` |
/// | proofs of a resource, 1.1 to 2.1.2 | `/20180711/resourcePrincipalToken{,V2,V212}/{id}` |
/// | proofs of those around it, 3.0 | `/20180711/parentResourcePrincipalToken/1` |
/// | tokens of a resource | `/v1/resourcePrincipalSessionToken` |
/// | a cluster | `/resourcePrincipalSessionTokens` |
///
/// Each checks what it is sent as the real one does. They fail and delay by the same
/// [`Fault`](crate::Fault)s as all other paths.
#[derive(Debug, Clone)]
pub struct Identity {
    shared: Arc<Shared>,
}

impl Identity {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    /// The OCID of the instance.
    pub fn instance(&self) -> &'static str {
        INSTANCE
    }

    /// The private key of the instance's certificate of now, as PEM: public, and worthless.
    pub fn instance_key_pem(&self) -> &'static str {
        self.shared.identity().certificates.current().key_pem
    }

    /// The OCID of the resource.
    pub fn resource(&self) -> &'static str {
        RESOURCE
    }

    /// Tokens issued from now on live this long; 20 minutes unless set.
    pub fn token_life(&self, life: Duration) {
        self.shared.identity().tokens.life = life;
    }

    /// How many tokens were issued since the start, those of service accounts apart.
    pub fn issued(&self) -> u64 {
        self.shared.identity().tokens.issued
    }

    /// Refuses all tokens issued so far; answers how many were still good.
    pub fn revoke_tokens(&self) -> usize {
        self.shared.keys.remove_tokens()
    }

    /// Gives the instance its next certificate, of another key.
    pub fn rotate_certificate(&self) {
        let mut identity = self.shared.identity();
        identity.certificates.rotate();
        identity.certificates.register(self.shared.principal_keys());
    }

    /// Gives the instance its next certificate right after the current one is read, so that the key
    /// read next does not belong to it.
    pub fn rotate_between_reads(&self) {
        self.shared.identity().certificates.torn = true;
    }

    /// How many resources are around the resource, for version 3.0; one unless set.
    pub fn parents(&self, levels: u32) {
        self.shared.identity().parents = levels;
    }

    /// A token for the resource's own key, as platforms hand them out (version 2.2). `None` when
    /// none can be made.
    pub fn resource_token(&self) -> Option<SecretString> {
        let key = PrivateKey::from_pem(resource_key_pem().as_bytes(), None).ok()?;
        let token = self.shared.issue(RESOURCE, key.public_key().clone()).ok()?;
        Some(token.into())
    }

    /// The resource's private key, as PEM: public, and worthless.
    pub fn resource_key_pem(&self) -> &'static str {
        resource_key_pem()
    }

    /// A token of a pod's service account, good for an hour. `None` when none can be made.
    pub fn service_account_token(&self) -> Option<SecretString> {
        let now = self.shared.service_time();
        let credentials = &self.shared.credentials;
        let token = self
            .shared
            .identity()
            .tokens
            .issue_service_account(credentials, now);
        token.map(Into::into)
    }
}
