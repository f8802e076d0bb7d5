//! Which service a work request belongs to.

use work_requests_catalog::{Identifier, Service, WORK_REQUESTS};

/// How a service was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChosenBy {
    /// The caller named it.
    Name,
    /// The type in the OCID is its.
    Ocid,
    /// The OCID tells none, so that the shared service is asked.
    Fallback,
}

/// The service named, that of the OCID's type, or the shared one.
pub(super) fn choose(
    named: Option<&'static Service>,
    id: Option<Identifier<'_>>,
) -> (&'static Service, ChosenBy) {
    if let Some(service) = named {
        return (service, ChosenBy::Name);
    }
    if let Some(service) = id.and_then(|id| id.service()) {
        return (service, ChosenBy::Ocid);
    }
    let kind = id.map(|id| id.kind());
    tracing::debug!(kind, "the OCID tells no service; asking the shared one");
    (WORK_REQUESTS, ChosenBy::Fallback)
}
