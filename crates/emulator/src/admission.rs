//! Whether a request is let in, and why not.

use work_requests_signing::KeyId;
use work_requests_signing::verify::VerifyError;

/// What a request proved.
#[derive(Debug, Clone)]
pub(crate) enum Admission {
    /// Its signature was good.
    Signed(KeyId),
    /// It showed what the service asks for in place of a signature.
    Bearer,
}

/// Why a request is refused.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refusal {
    #[error(transparent)]
    Signature(#[from] VerifyError),
    #[error("the metadata service is asked with `authorization: Bearer Oracle`")]
    Metadata,
    #[error("the cluster is asked with `authorization: Bearer`, and a service account's token")]
    Workload,
}
