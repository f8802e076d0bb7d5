//! Which of a service's templates holds, and whether dual stack is on.

use std::collections::BTreeMap;

use super::{Endpoint, EndpointError, EndpointTemplate, Expansion};
use crate::Env;

const REALM_SPECIFIC_VARIABLE: &str = "OCI_REALM_SPECIFIC_SERVICE_ENDPOINT_TEMPLATE_ENABLED";
const DUAL_STACK_VARIABLE: &str = "OCI_DUAL_STACK_ENDPOINT_ENABLED";

/// The endpoint templates of one service: one for all realms, and others for some.
///
/// ```
/// use work_requests_config::{EndpointOptions, Env, Expansion, Region, ServiceTemplates};
///
/// let templates = ServiceTemplates::new("https://store.{region}.{secondLevelDomain}")?
///     .realm("oc1", "https://{dualStack?ds.:}store.{region}.oci.customer-oci.com")?;
/// let region = Region::from_text("iad", &Env::empty())?;
/// let options = EndpointOptions::new().realm_specific(true).dual_stack(true);
/// let endpoint = templates.endpoint(&Expansion::new().region(&region), &options, &Env::empty())?;
/// assert_eq!(endpoint.host(), "ds.store.us-ashburn-1.oci.customer-oci.com");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceTemplates {
    common: EndpointTemplate,
    by_realm: BTreeMap<String, EndpointTemplate>,
    dual_stack: bool,
}

/// A client's wishes about its endpoint. What is unset the environment decides, then the service.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EndpointOptions {
    realm_specific: Option<bool>,
    dual_stack: Option<bool>,
}

impl ServiceTemplates {
    /// A service with one template for every realm, and dual stack off unless asked for.
    ///
    /// # Errors
    /// [`EndpointError::Braces`] when the template cannot be read.
    pub fn new(common: &str) -> Result<Self, EndpointError> {
        Ok(Self {
            common: EndpointTemplate::parse(common)?,
            by_realm: BTreeMap::new(),
            dual_stack: false,
        })
    }

    /// Adds the template of one realm, such as `oc1`; it holds when realm-specific templates are
    /// asked for.
    ///
    /// # Errors
    /// [`EndpointError::Braces`] when the template cannot be read.
    pub fn realm(mut self, key: &str, template: &str) -> Result<Self, EndpointError> {
        self.by_realm
            .insert(key.to_ascii_lowercase(), EndpointTemplate::parse(template)?);
        Ok(self)
    }

    /// Turns dual stack on for clients and environments that say nothing.
    #[must_use]
    pub fn dual_stack_by_default(mut self) -> Self {
        self.dual_stack = true;
        self
    }

    /// The endpoint for `expansion`'s region and parameters. Its own dual-stack setting does not
    /// count; `options` and `env` decide.
    ///
    /// A realm's own template is taken only for a [known](crate::Region::known) region, because
    /// the realm of any other is an assumption.
    ///
    /// # Errors
    /// As [`EndpointTemplate::expand`].
    pub fn endpoint(
        &self,
        expansion: &Expansion,
        options: &EndpointOptions,
        env: &Env,
    ) -> Result<Endpoint, EndpointError> {
        let dual_stack = options.dual_stack_in(env, self.dual_stack);
        let expansion = expansion.clone().dual_stack(dual_stack);
        self.template(&expansion, options, env).expand(&expansion)
    }

    fn template(
        &self,
        expansion: &Expansion,
        options: &EndpointOptions,
        env: &Env,
    ) -> &EndpointTemplate {
        let region = expansion.chosen_region().filter(|region| region.known());
        region
            .filter(|_| options.realm_specific_in(env))
            .and_then(|region| self.by_realm.get(region.realm()))
            .unwrap_or(&self.common)
    }
}

impl EndpointOptions {
    /// Everything unset.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether a realm's own template is used. Unset:
    /// `OCI_REALM_SPECIFIC_SERVICE_ENDPOINT_TEMPLATE_ENABLED`, then no.
    #[must_use]
    pub fn realm_specific(mut self, enabled: bool) -> Self {
        self.realm_specific = Some(enabled);
        self
    }

    /// Whether `{dualStack?A:B}` means `A`. Unset: `OCI_DUAL_STACK_ENDPOINT_ENABLED`, then what
    /// the service has as default.
    #[must_use]
    pub fn dual_stack(mut self, enabled: bool) -> Self {
        self.dual_stack = Some(enabled);
        self
    }

    /// The decision on realm templates: this, else the environment, else no. A `false` set here
    /// beats the environment's `true`.
    #[must_use]
    pub fn realm_specific_in(&self, env: &Env) -> bool {
        self.realm_specific
            .or_else(|| env.switch(REALM_SPECIFIC_VARIABLE))
            .unwrap_or(false)
    }

    /// The decision on dual stack: this, else the environment, else `service_default`.
    #[must_use]
    pub fn dual_stack_in(&self, env: &Env, service_default: bool) -> bool {
        self.dual_stack
            .or_else(|| env.switch(DUAL_STACK_VARIABLE))
            .unwrap_or(service_default)
    }
}
