//! Which host a client calls.

use work_requests_catalog::Service;
use work_requests_config::{
    Config, Endpoint, EndpointError, EndpointOptions, Env, Expansion, RegionMetadata, Regions,
    ServiceTemplates,
};

use crate::error::Error;
/// In an endpoint that the caller names: the place of the service's name.
const SERVICE: &str = "{service}";

/// What may name the endpoint, the first that is given winning.
pub(super) struct EndpointSources<'a> {
    pub(super) endpoint: Option<&'a str>,
    pub(super) region: Option<&'a str>,
    pub(super) config: Option<&'a Config>,
    /// The region that the platform names, where neither code nor profile does.
    pub(super) platform: Option<&'a str>,
    pub(super) region_metadata: Option<&'a RegionMetadata>,
    pub(super) options: EndpointOptions,
    pub(super) env: &'a Env,
}

impl EndpointSources<'_> {
    pub(super) fn resolve(&self, service: &Service) -> Result<Endpoint, Error> {
        if let Some(text) = self.endpoint {
            return Endpoint::parse(&text.replace(SERVICE, service.name()))
                .map_err(|e| Error::config(format!("service endpoint: {e}")).with_source(e));
        }
        let text = self.region_text().ok_or_else(no_region)?;
        let region = regions(self.region_metadata, self.env)
            .find(text)
            .map_err(|e| Error::config(format!("region: {e}")).with_source(e))?;
        if !region.known() {
            tracing::warn!(
                region = region.id(),
                domain = region.domain(),
                "the region is not known; assuming its realm"
            );
        }
        templates(service)
            .and_then(|templates| {
                let expansion = Expansion::new().region(&region);
                templates.endpoint(&expansion, &self.options, self.env)
            })
            .map_err(|e| Error::config(format!("endpoint of the region: {e}")).with_source(e))
    }

    /// The environment stands in only for what code and file leave open, as in the reference SDK.
    fn region_text(&self) -> Option<&str> {
        let configured = || {
            self.config
                .map_or_else(|| self.env.region(), |config| config.region_text(self.env))
        };
        self.region.or_else(configured).or(self.platform)
    }
}

/// The id of a region, if it is one that exists, as far as is known.
pub(super) fn known_region(
    text: &str,
    metadata: Option<&RegionMetadata>,
    env: &Env,
) -> Option<String> {
    let found = regions(metadata, env).find(text).ok()?;
    found.known().then(|| found.id().to_owned())
}

fn regions(metadata: Option<&RegionMetadata>, env: &Env) -> Regions {
    let metadata = metadata.into_iter().cloned();
    metadata.fold(Regions::new(env), Regions::with_metadata)
}

fn no_region() -> Error {
    Error::config("there is no region and no service endpoint")
        .with_hint("add `region=us-ashburn-1` (or yours) to the profile, or set a region or a service endpoint")
}

fn templates(service: &Service) -> Result<ServiceTemplates, EndpointError> {
    let common = ServiceTemplates::new(service.endpoint_template())?;
    let mut realms = service.realm_templates().iter();
    realms.try_fold(common, |templates, (realm, template)| {
        templates.realm(realm, template)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use work_requests_catalog::WORK_REQUESTS;

    const SWITCH: &str = "OCI_REALM_SPECIFIC_SERVICE_ENDPOINT_TEMPLATE_ENABLED";

    /// The host of a made-up service that has a template of its own in realm oc1.
    fn host(options: EndpointOptions, variable: Option<&str>) -> String {
        let service = WORK_REQUESTS
            .with_realm_templates(&[("oc1", "https://own.{region}.oci.customer-oci.com")]);
        let env: Env = variable.map(|value| (SWITCH, value)).into_iter().collect();
        let sources = EndpointSources {
            endpoint: None,
            region: Some("iad"),
            config: None,
            platform: None,
            region_metadata: None,
            options,
            env: &env,
        };
        sources
            .resolve(&service)
            .map(|endpoint| endpoint.host().to_owned())
            .unwrap_or_default()
    }

    #[test]
    fn the_client_beats_the_environment_in_the_choice_of_template() {
        let (common, own) = (
            "iaas.us-ashburn-1.oraclecloud.com",
            "own.us-ashburn-1.oci.customer-oci.com",
        );
        let unset = EndpointOptions::new();
        assert_eq!(host(unset, None), common);
        assert_eq!(host(unset, Some("true")), own);
        assert_eq!(host(unset.realm_specific(true), None), own);
        assert_eq!(host(unset.realm_specific(false), Some("true")), common);
    }
}
