//! The services that principals get their tokens from: the metadata service of an instance, the
//! federation endpoint, those of resources, and that of a cluster.

mod federation;
mod handle;
mod metadata;
mod resource;
mod workload;

use std::sync::Arc;

use axum::Router;

use crate::shared::Shared;

pub use handle::Identity;

/// Who may call a path of the identity services, and how that is proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Door {
    /// A header that every program on the instance knows.
    Metadata,
    /// The key of the instance's certificate.
    Federation,
    /// A token of the instance or a resource, or the resource's own key.
    Resource,
    /// The token of a service account.
    Workload,
}

impl Door {
    /// The door of a path; `None` for paths of other services.
    pub(crate) fn of(path: &str) -> Option<Self> {
        match path {
            "/v1/x509" => Some(Self::Federation),
            resource::TOKEN => Some(Self::Resource),
            workload::PATH => Some(Self::Workload),
            _ if path.starts_with("/opc/v2/") => Some(Self::Metadata),
            _ if path.starts_with(resource::PROOFS) => Some(Self::Resource),
            _ => None,
        }
    }
}

pub(crate) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .merge(metadata::router())
        .merge(federation::router())
        .merge(resource::router())
        .merge(workload::router())
        .with_state(shared)
}
