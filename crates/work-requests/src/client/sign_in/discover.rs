//! What only the platform knows: the region of the instance, and its realm.

use work_requests_auth::{AuthError, Network, Skipped};
use work_requests_config::{AuthenticationType, Config, RegionMetadata};

use super::chain::{self, Found};
use super::network::{network, regions};
use super::{Way, unusable};
use crate::client::builder::ClientBuilder;
use crate::error::Error;

impl ClientBuilder {
    /// Asks the instance for its region where nothing else names one, and for the realm of a region
    /// that is not known, so that [`build`](Self::build) finds all it needs. Sends nothing when the
    /// region is known, or the client signs in by other means than the instance.
    ///
    /// The metadata service is asked at `OCI_METADATA_BASE_URL`, else at its usual addresses, for
    /// 10 s an attempt and in four attempts.
    ///
    /// # Errors
    /// [`ErrorKind::Auth`](crate::ErrorKind::Auth) when it does not tell; otherwise as
    /// [`build`](Self::build).
    pub async fn discover(mut self) -> Result<Self, Error> {
        let Some(skipped) = self.lacks_region()? else {
            return Ok(self);
        };
        let network = network(&self)?;
        let region = network
            .region()
            .await
            .map_err(|error| told(error, skipped))?;
        if self.region_metadata.is_none() && is_unknown(&self, &region) {
            self.region_metadata = region_info(&network).await?;
        }
        tracing::debug!(region, "the instance told its region");
        self.region = Some(region);
        Ok(self)
    }

    /// Whether the region is the instance's to tell; with the other ways that were looked at.
    fn lacks_region(&self) -> Result<Option<Vec<Skipped>>, Error> {
        let named = self.region.is_some() || self.service_endpoint.is_some();
        if named || self.signer.is_some() {
            return Ok(None);
        }
        let platform = || {
            let name = "OCI_RESOURCE_PRINCIPAL_REGION";
            self.env.region().or(self.env.var(name)).is_some()
        };
        let (kind, config) = match self.way {
            Some(Way::Kind(kind)) => (Some(kind), super::profile_for(self, kind)?),
            Some(Way::Chain) => match chain::find(self)? {
                Found::Environment(config) | Found::Profile(config) => {
                    (config.authentication_type(), config)
                }
                Found::Resource => {
                    let empty = Config::builder().env(&self.env).build();
                    (Some(AuthenticationType::ResourcePrincipal), empty)
                }
                Found::Platform(_) if platform() => return Ok(None),
                Found::Platform(skipped) => return Ok(Some(skipped)),
            },
            None => {
                let Some(config) = &self.config else {
                    return Ok(None);
                };
                (config.authentication_type(), config.clone())
            }
        };
        use AuthenticationType::{InstanceOboUser, InstancePrincipal, ResourcePrincipal};
        let of_instance = match kind {
            Some(InstancePrincipal | InstanceOboUser) => self.env.region().is_none(),
            Some(ResourcePrincipal) => !platform(),
            _ => false,
        };
        let lacks = of_instance && config.region().is_none();
        Ok(lacks.then(Vec::new))
    }
}

/// The other ways are told too, where there were any.
fn told(error: AuthError, mut skipped: Vec<Skipped>) -> Error {
    if skipped.is_empty() {
        return unusable(format!("the region is not known: {error}"), error);
    }
    skipped.push(Skipped::new("instance principal", error.to_string()));
    let error = AuthError::NoPrincipal { skipped };
    unusable(error.to_string(), error)
}

fn is_unknown(builder: &ClientBuilder, region: &str) -> bool {
    let found = regions(&builder.env, None).find(region);
    found.is_ok_and(|region| !region.known())
}

async fn region_info(network: &Network) -> Result<Option<RegionMetadata>, Error> {
    let info = network.region_info().await;
    let info = info.map_err(|e| unusable(format!("the realm is not known: {e}"), e))?;
    match RegionMetadata::from_json(&info) {
        Ok(metadata) => Ok(Some(metadata)),
        Err(error) => {
            tracing::warn!(%error, "what the instance says of its region cannot be used");
            Ok(None)
        }
    }
}
