//! The endpoints of a client: one for each service and region that it calls.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::{HeaderMap, header};
use work_requests_catalog::Service;
use work_requests_config::{Config, Endpoint, EndpointOptions, Env, RegionMetadata};
use work_requests_resilience::breaker::CircuitBreaker;
use work_requests_resilience::retry::TokenBudget;
use work_requests_signing::SharedSigner;

use super::endpoint::{EndpointSources, known_region};
use crate::call::header::header_value;
use crate::error::Error;
use crate::resilience::{BreakerCallback, CircuitBreakerStrategy, Classification};
use crate::skew::SkewClock;
use crate::stack::{self, Attempts, Collected};

/// Endpoints kept. There are some hundred services, and a client calls few regions.
const MOST_KEPT: usize = 1024;

/// One service in one region: what fails there says nothing of the others.
pub(crate) struct ServiceEndpoint {
    /// Scheme, authority and base path, ready to have a target appended.
    pub(crate) base: String,
    /// Headers that are the same on every request.
    pub(crate) headers: Arc<HeaderMap>,
    pub(crate) attempts: Attempts,
    pub(crate) breaker: Option<CircuitBreaker>,
    /// Repeats of all calls draw on this together.
    pub(crate) budget: TokenBudget,
}

/// Makes endpoints when they are first called, and keeps them.
pub(crate) struct Endpoints {
    pub(super) places: Places,
    pub(super) parts: Parts,
    pub(super) made: Mutex<HashMap<Key, Arc<ServiceEndpoint>>>,
}

type Key = (&'static str, Option<String>);

/// What says where services are.
pub(super) struct Places {
    pub(super) endpoint: Option<String>,
    pub(super) region: Option<String>,
    pub(super) config: Option<Config>,
    pub(super) platform: Option<String>,
    pub(super) region_metadata: Option<RegionMetadata>,
    pub(super) options: EndpointOptions,
    pub(super) env: Env,
}

/// What an endpoint is made of.
pub(super) struct Parts {
    pub(super) transport: Collected,
    pub(super) headers: HeaderMap,
    pub(super) breaker: CircuitBreakerStrategy,
    pub(super) on_breaker_event: Option<BreakerCallback>,
    pub(super) classification: Classification,
    pub(super) attempt_timeout: Option<Duration>,
    pub(super) signer: SharedSigner,
    /// One for all: it is this machine's clock that is wrong.
    pub(super) clock: SkewClock,
}

impl Endpoints {
    pub(super) fn new(places: Places, parts: Parts) -> Self {
        Self {
            places,
            parts,
            made: Mutex::default(),
        }
    }

    /// The region that an OCID tells, if it is gone by: it is known, and the caller named neither a
    /// region nor an endpoint.
    pub(crate) fn followed(&self, region: &str) -> Option<Box<str>> {
        self.places.followed(region).map(Into::into)
    }

    /// The endpoint of a service, in this region or the client's own. An endpoint that the caller
    /// named beats both.
    pub(crate) fn of(
        &self,
        service: &'static Service,
        region: Option<&str>,
    ) -> Result<Arc<ServiceEndpoint>, Error> {
        let region = region.filter(|_| self.places.endpoint.is_none());
        let key = (service.name(), region.map(str::to_owned));
        if let Some(made) = self.made().get(&key) {
            return Ok(Arc::clone(made));
        }
        let endpoint = self.places.endpoint(service, region)?;
        let base = endpoint.join(service.version(), "");
        let made = match self.same(service, &base) {
            Some(made) => made,
            None => Arc::new(self.parts.assemble(base, &endpoint)?),
        };
        let mut kept = self.made();
        if kept.len() < MOST_KEPT {
            return Ok(Arc::clone(kept.entry(key).or_insert(made)));
        }
        Ok(made)
    }

    /// The one of a service at this URL: a region has several names, and the client's own has none.
    fn same(&self, service: &Service, base: &str) -> Option<Arc<ServiceEndpoint>> {
        let kept = self.made();
        let same = |((name, _), made): &(&Key, &Arc<ServiceEndpoint>)| {
            *name == service.name() && made.base == base
        };
        kept.iter().find(same).map(|(_, made)| Arc::clone(made))
    }

    fn made(&self) -> std::sync::MutexGuard<'_, HashMap<Key, Arc<ServiceEndpoint>>> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Places {
    /// The id of a region that an OCID tells, if it is gone by. One that is not known is not: an
    /// OCID must not lead signed requests to hosts that nobody has heard of.
    fn followed(&self, region: &str) -> Option<String> {
        let open = self.endpoint.is_none() && self.region.is_none();
        let known = || known_region(region, self.region_metadata.as_ref(), &self.env);
        open.then(known).flatten()
    }

    fn endpoint(&self, service: &Service, region: Option<&str>) -> Result<Endpoint, Error> {
        let sources = EndpointSources {
            endpoint: self.endpoint.as_deref(),
            region: region.or(self.region.as_deref()),
            config: self.config.as_ref(),
            platform: self.platform.as_deref(),
            region_metadata: self.region_metadata.as_ref(),
            options: self.options,
            env: &self.env,
        };
        sources.resolve(service)
    }
}

impl Parts {
    fn assemble(&self, base: String, endpoint: &Endpoint) -> Result<ServiceEndpoint, Error> {
        let mut headers = self.headers.clone();
        headers.insert(header::HOST, header_value("host", endpoint.authority())?);
        let breaker = self.breaker.breaker(self.on_breaker_event.clone());
        let attempts = stack::attempts(
            self.transport.clone(),
            breaker.clone(),
            self.classification.clone(),
            self.attempt_timeout,
            self.signer.clone(),
            self.clock.clone(),
        );
        Ok(ServiceEndpoint {
            base,
            headers: Arc::new(headers),
            attempts,
            breaker,
            budget: TokenBudget::default(),
        })
    }
}

impl fmt::Debug for ServiceEndpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceEndpoint")
            .field("base", &self.base)
            .finish_non_exhaustive()
    }
}
