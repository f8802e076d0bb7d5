//! What a person would do about an answer of the service.

use http::StatusCode;

/// The next step for a status and code, where there is one worth saying.
pub(super) fn for_service(status: StatusCode, code: Option<&str>) -> Option<&'static str> {
    match (status.as_u16(), code) {
        (300..=399, _) => Some(
            "redirects are not followed, since the signature covers the old target: check the endpoint",
        ),
        (400, _) => Some("check the identifiers and parameters of the call"),
        (401, _) => Some(
            "check the key file, the fingerprint, the user and tenancy OCIDs, and this machine's clock",
        ),
        (403, _) => Some("this user lacks the permission: ask for a policy on the compartment"),
        (404, _) => Some(
            "it does not exist in this region, or this user may not see it: check OCID, region and policies",
        ),
        (409, Some("IncorrectState" | "LockConflict")) => {
            Some("another change is under way: try again later")
        }
        (429, _) => Some("too many requests: slow down, or turn retries on"),
        (500.., _) if status != StatusCode::NOT_IMPLEMENTED => Some(
            "the service failed: try again later, or turn retries on; give support the opc-request-id",
        ),
        _ => None,
    }
}
