//! What differs between services that have work requests, as data.
//!
//! The shared Work Requests API is the first descriptor; the typed operations, the waiter and the
//! watcher take host, paths and words from here and from nowhere else.

use crate::work::Status;

/// Where a service's work requests live and how they are written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ServiceDescriptor {
    /// The name on the command line and in output.
    pub(crate) name: &'static str,
    /// Host by region, in the template syntax of `work-requests-config`.
    pub(crate) endpoint_template: &'static str,
    /// Hosts of single realms, by realm key, for clients that ask for realm-specific ones.
    pub(crate) realm_templates: &'static [(&'static str, &'static str)],
    /// First path segment of every operation: the API version.
    pub(crate) api_version: &'static str,
    /// Path templates below the version.
    pub(crate) paths: Paths,
    /// The service's words for a status, beside those that read the same as ours.
    pub(crate) status_words: &'static [(&'static str, Status)],
}

/// Path templates of the four operations.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paths {
    pub(crate) get: &'static str,
    pub(crate) list: &'static str,
    pub(crate) errors: &'static str,
    pub(crate) logs: &'static str,
}

/// The Work Requests API that Compute, Database and others share, version 20160918.
pub(crate) const WORK_REQUESTS: ServiceDescriptor = ServiceDescriptor {
    name: "work_requests",
    endpoint_template: "https://iaas.{region}.{secondLevelDomain}",
    realm_templates: &[],
    api_version: "20160918",
    paths: Paths {
        get: "/workRequests/{workRequestId}",
        list: "/workRequests",
        errors: "/workRequests/{workRequestId}/errors",
        logs: "/workRequests/{workRequestId}/logs",
    },
    status_words: &[],
};
