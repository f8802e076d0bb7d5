//! Which host a client calls.

use work_requests_config::{Config, Endpoint, Env, Region};

use crate::error::Error;
use crate::service::ServiceDescriptor;

/// What may name the endpoint, the first that is given winning.
pub(super) struct EndpointSources<'a> {
    pub(super) endpoint: Option<&'a str>,
    pub(super) region: Option<&'a str>,
    pub(super) config: Option<&'a Config>,
    pub(super) env: &'a Env,
}

impl EndpointSources<'_> {
    pub(super) fn resolve(&self, service: &ServiceDescriptor) -> Result<Endpoint, Error> {
        if let Some(text) = self.endpoint {
            return Endpoint::parse(text)
                .map_err(|e| Error::config(format!("service endpoint: {e}")).with_source(e));
        }
        let text = self.region_text().ok_or_else(no_region)?;
        let region = Region::from_text(text, self.env)
            .map_err(|e| Error::config(format!("region: {e}")).with_source(e))?;
        if !region.known() {
            tracing::warn!(
                region = region.id(),
                domain = region.domain(),
                "the region is not known; assuming its realm"
            );
        }
        Endpoint::from_template(service.endpoint_template, &region)
            .map_err(|e| Error::config(format!("endpoint of the region: {e}")).with_source(e))
    }

    /// The environment stands in only for what code and file leave open, as in the reference SDK.
    fn region_text(&self) -> Option<&str> {
        let configured = || {
            self.config
                .map_or_else(|| self.env.region(), |config| config.region_text(self.env))
        };
        self.region.or_else(configured)
    }
}

fn no_region() -> Error {
    Error::config("there is no region and no service endpoint")
        .with_hint("add `region=us-ashburn-1` (or yours) to the profile, or set a region or a service endpoint")
}
