//! The ways to the services that tokens come from, by the client's own rules.

use work_requests_auth::{AuthError, Http, Network};
use work_requests_config::{Endpoint, Env, RegionMetadata, Regions};

use super::super::builder::ClientBuilder;
use crate::error::Error;

/// Names the identity service in place of the region's.
const IDENTITY_URL: &str = "OCI_SDK_AUTH_CLIENT_REGION_URL";

/// Names the metadata service in place of the usual addresses.
const METADATA_URL: &str = "OCI_METADATA_BASE_URL";

/// The identity service of a region.
const TEMPLATE: &str = "https://auth.{region}.{secondLevelDomain}";

pub(super) fn network(builder: &ClientBuilder) -> Result<Network, Error> {
    let env = builder.env.clone();
    let known = builder.region_metadata.clone();
    let endpoint = move |region: &str| {
        identity_endpoint(region, &env, known.as_ref()).map_err(AuthError::source)
    };
    let [metadata, identity] = builder.door.identity(&builder.env)?;
    let network = Network::new(metadata, identity, endpoint);
    Ok(match builder.env.var(METADATA_URL) {
        Some(url) => network.metadata_base(url),
        None => network,
    })
}

/// A way to a cluster that trusts the authorities in a PEM text and no others.
pub(super) fn cluster(
    builder: &ClientBuilder,
) -> impl Fn(&[u8]) -> Result<Http, AuthError> + Send + Sync + use<> {
    let door = builder.door.cluster();
    move |authorities| door(authorities).map_err(AuthError::source)
}

fn identity_endpoint(
    region: &str,
    env: &Env,
    known: Option<&RegionMetadata>,
) -> Result<String, Error> {
    if let Some(url) = env.var(IDENTITY_URL) {
        let url = match url.contains("://") {
            true => url.to_owned(),
            false => format!("https://{url}"),
        };
        let endpoint = Endpoint::parse(&url);
        let endpoint = endpoint.map_err(|e| {
            Error::config(format!("the environment variable {IDENTITY_URL}: {e}")).with_source(e)
        })?;
        return Ok(endpoint.to_string());
    }
    let region = regions(env, known)
        .find(region)
        .map_err(|e| Error::config(format!("region: {e}")).with_source(e))?;
    let endpoint = Endpoint::from_template(TEMPLATE, &region);
    let endpoint = endpoint.map_err(|e| {
        Error::config(format!("identity service of the region: {e}")).with_source(e)
    })?;
    Ok(endpoint.to_string())
}

/// The regions that this client knows.
pub(super) fn regions(env: &Env, known: Option<&RegionMetadata>) -> Regions {
    let regions = Regions::new(env);
    known
        .into_iter()
        .cloned()
        .fold(regions, Regions::with_metadata)
}
