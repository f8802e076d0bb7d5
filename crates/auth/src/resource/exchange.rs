//! Versions 1.1 and 2.1.x: the resource proves itself and is given a token.

use std::time::SystemTime;

use secrecy::{ExposeSecret as _, SecretString};
use work_requests_signing::{KeyId, PrivateKey, RequestSigner};

use super::address;
use super::key_pair::KeyPair;
use super::tokens::{self, GIVING, NAMING};
use super::variables::Variables;
use super::version::Version;
use crate::signed::SignedCall;
use crate::{AuthError, Credential, InstancePrincipal, Network, RefreshingSigner, session_key};

/// A resource that proves itself to one endpoint and is given a token by another.
#[derive(Debug)]
pub(super) struct Exchange {
    network: Network,
    identity: Identity,
    rpt_endpoint: String,
    rpt_path: Option<String>,
    rpst_endpoint: Option<String>,
    security_context: Option<SecretString>,
}

/// What the resource proves itself with.
#[derive(Debug)]
enum Identity {
    /// The instance it runs on; the id of the resource, unless it is the instance itself.
    Instance {
        signer: RefreshingSigner<InstancePrincipal>,
        id: Option<String>,
    },
    /// Its own key.
    Own {
        version: Version,
        key_id: KeyId,
        id: String,
        pair: KeyPair,
    },
}

impl Exchange {
    pub(super) fn from_variables(
        version: Version,
        variables: &Variables<'_>,
        network: Network,
    ) -> Result<Self, AuthError> {
        let identity = match version {
            Version::V1_1 => Identity::Instance {
                signer: RefreshingSigner::new(InstancePrincipal::new(network.clone())),
                // The official SDKs differ in the name; only one of the two is ever set.
                id: id(variables, "RPT_ID")?.or(id(variables, "RESOURCE_ID")?),
            },
            _ => own(version, variables)?,
        };
        let rpst_endpoint = match version {
            Version::V1_1 => address::endpoint(variables, "RPST_ENDPOINT")?,
            _ => Some(address::required_endpoint(variables, "RPST_ENDPOINT")?),
        };
        Ok(Self {
            network,
            identity,
            rpt_endpoint: address::required_endpoint(variables, "RPT_ENDPOINT")?,
            rpt_path: address::path(variables, "RPT_PATH")?,
            rpst_endpoint,
            security_context: variables.get("SECURITY_CONTEXT").map(Into::into),
        })
    }

    pub(super) async fn fetch(&self, now: SystemTime) -> Result<Credential, AuthError> {
        match &self.identity {
            Identity::Own { key_id, pair, .. } => {
                let key = pair.read()?;
                let signer = RequestSigner::new(key_id.clone(), key.clone());
                self.trade(&signer, key, now).await
            }
            Identity::Instance { signer, .. } => {
                let instance = credential(signer, now).await?;
                let key = session_key::fresh().await?;
                match self.trade(instance.signer(), key.clone(), now).await {
                    // The instance's token may have been revoked; once is enough to know.
                    Err(error) if error.is_unauthorized() => {
                        use work_requests_signing::Signer as _;
                        if !signer.rejected(instance.id()).await {
                            return Err(error);
                        }
                        let instance = credential(signer, now).await?;
                        self.trade(instance.signer(), key, now).await
                    }
                    traded => traded,
                }
            }
        }
    }

    /// Names the resource at one endpoint and gets a token for this key at the other.
    async fn trade(
        &self,
        signer: &RequestSigner,
        key: PrivateKey,
        now: SystemTime,
    ) -> Result<Credential, AuthError> {
        let call = |what| SignedCall {
            http: self.network.identity(),
            what,
            signer,
            now,
        };
        let url = format!("{}{}", self.rpt_endpoint, self.path().await?);
        let context = self.security_context.as_ref();
        let (proof, _) = tokens::proof(&call(NAMING), &url, context).await?;
        let endpoint = match &self.rpst_endpoint {
            Some(endpoint) => endpoint.clone(),
            None => self.network.identity_endpoint(None).await?,
        };
        let token = tokens::token(&call(GIVING), &endpoint, &proof, key.public_key()).await?;
        Credential::of_token(token.expose_secret(), key, now)
    }

    /// Where the proof of the resource is. The id is asked for only if it is needed.
    async fn path(&self) -> Result<String, AuthError> {
        match &self.identity {
            Identity::Own { version, id, .. } => Ok(own_path(*version, self.rpt_path(), id)),
            Identity::Instance { id, .. } => {
                const USUAL: &str = "/20180711/resourcePrincipalToken/{id}";
                let path = self.rpt_path().unwrap_or(USUAL);
                if !path.contains("{id}") {
                    return Ok(path.to_owned());
                }
                let id = match id {
                    Some(id) => id.clone(),
                    None => self.network.metadata().instance_id().await?,
                };
                Ok(path.replace("{id}", &id))
            }
        }
    }

    fn rpt_path(&self) -> Option<&str> {
        self.rpt_path.as_deref()
    }
}

fn own_path(version: Version, given: Option<&str>, id: &str) -> String {
    match (version, given) {
        (Version::V2_1_2, Some(path)) => match path.strip_suffix("{}") {
            Some(path) => format!("{path}{id}"),
            None => format!("{}/{id}", path.trim_end_matches('/')),
        },
        (Version::V2_1_2, None) => format!("/20180711/resourcePrincipalTokenV212/{id}"),
        _ => format!("/20180711/resourcePrincipalTokenV2/{id}"),
    }
}

fn own(version: Version, variables: &Variables<'_>) -> Result<Identity, AuthError> {
    variables.require("RESOURCE_ID")?;
    let id = id(variables, "RESOURCE_ID")?.unwrap_or_default();
    let tenancy = match version {
        Version::V2_1 => None,
        _ => Some(variables.require("TENANCY_ID")?),
    };
    let key_id = match tenancy {
        None => format!("resource/v2.1/{id}"),
        Some(tenancy) => format!("resource/v{version}/{}/{id}", tenancy.trim()),
    };
    Ok(Identity::Own {
        version,
        key_id: KeyId::new(key_id)?,
        id,
        pair: KeyPair::from_variables(variables)?,
    })
}

/// An id that becomes part of a path, and must not be more of it.
fn id(variables: &Variables<'_>, name: &str) -> Result<Option<String>, AuthError> {
    let Some(id) = variables.get(name) else {
        return Ok(None);
    };
    let id = id.trim();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    match id.bytes().all(plain) {
        true => Ok(Some(id.to_owned())),
        false => Err(AuthError::variable(
            variables.name(name),
            "is no ocid; only letters, digits, dots, hyphens and underscores can be in one",
        )),
    }
}

async fn credential(
    signer: &RefreshingSigner<InstancePrincipal>,
    now: SystemTime,
) -> Result<std::sync::Arc<Credential>, AuthError> {
    signer.credential(now).await.map_err(AuthError::source)
}
