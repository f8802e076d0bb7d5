//! Which service a request is for, and what it asks of it.
//!
//! One emulator speaks for all services. Which one is meant is told by the host that the request is
//! signed for; below `/services/NAME/` by the path; and at any other host, such as `127.0.0.1`, by
//! the path and the work request or compartment that it names.

mod address;
mod shape;

use http::Request;
use work_requests_catalog::{Service, WORK_REQUESTS};

use crate::operation::Operation;
use crate::store::Store;

pub(crate) use shape::Shaped;

/// What a path below which a service is named begins with.
const NAMED: &str = "/services/";

/// What a request asks for.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) service: &'static Service,
    pub(crate) operation: Operation,
    /// The work request; none for a list of them.
    pub(crate) id: Option<String>,
}

/// Why a request asks for nothing there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unknown {
    Path,
    Method,
}

/// The services that are spoken.
#[derive(Debug, Clone)]
pub(crate) struct Services(Vec<&'static Service>);

impl Default for Services {
    fn default() -> Self {
        Self(Service::all().collect())
    }
}

impl Services {
    /// Speaks one more; one of the same name is replaced.
    pub(crate) fn add(&mut self, service: &'static Service) {
        self.0.retain(|known| known != &service);
        self.0.push(service);
    }

    /// The service of this name.
    pub(crate) fn by_name(&self, name: &str) -> Option<&'static Service> {
        self.0.iter().copied().find(|known| known.name() == name)
    }

    /// What a request asks for.
    pub(crate) fn call<B>(&self, request: &Request<B>, store: &Store) -> Result<Call, Unknown> {
        let path = request.uri().path();
        let (services, path) = match path
            .strip_prefix(NAMED)
            .and_then(|rest| rest.split_once('/'))
        {
            Some((name, rest)) => {
                let service = self.by_name(name).ok_or(Unknown::Path)?;
                (vec![service], &path[path.len() - rest.len() - 1..])
            }
            None => (self.at_host(address::host(request)), path),
        };
        let asked = services
            .into_iter()
            .flat_map(|service| calls(service, path));
        let (fit, other): (Vec<_>, Vec<_>) =
            asked.partition(|call: &Call| call.operation.method() == *request.method());
        match best(fit, store, request) {
            Some(call) => Ok(call),
            None if other.is_empty() => Err(Unknown::Path),
            None => Err(Unknown::Method),
        }
    }

    /// Those at a host; any of them where the host tells nothing.
    fn at_host(&self, host: Option<&str>) -> Vec<&'static Service> {
        let at = |service: &&'static Service| {
            host.is_some_and(|host| address::is_at(host, service.endpoint_template()))
        };
        let named: Vec<_> = self.0.iter().copied().filter(at).collect();
        match named.is_empty() {
            true => self.0.clone(),
            false => named,
        }
    }
}

/// What a path asks of a service: one thing, or with another method another.
fn calls(service: &'static Service, path: &str) -> impl Iterator<Item = Call> {
    Operation::ALL.into_iter().filter_map(move |operation| {
        let found = operation.of(service)?;
        let rest = address::below_version(path, service.version())?;
        let id = address::matches(rest, found.path())?;
        Some(Call {
            service,
            operation,
            id,
        })
    })
}

/// Of several services at one path, that which has what is asked for; then the shared one.
fn best<B>(mut calls: Vec<Call>, store: &Store, request: &Request<B>) -> Option<Call> {
    let has = |call: &Call| match &call.id {
        Some(id) => store.get(id).is_some_and(|work| work.is_of(call.service)),
        None => address::query(request.uri(), "compartmentId")
            .is_some_and(|compartment| store.has_in(call.service, &compartment)),
    };
    let rank = |call: &Call| match (has(call), call.service == WORK_REQUESTS) {
        (true, true) => 0,
        (true, false) => 1,
        (false, true) => 2,
        (false, false) => 3,
    };
    calls.sort_by_key(rank);
    calls.into_iter().next()
}
