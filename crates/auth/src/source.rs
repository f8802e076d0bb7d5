//! Where credentials come from.

use std::fmt;
use std::future::Future;
use std::time::SystemTime;

use crate::{AuthError, Credential};

/// A source of credentials: files, a metadata service, a federation endpoint.
///
/// [`RefreshingSigner`](crate::RefreshingSigner) asks it for one at a time. `Debug` must show no
/// secret.
pub trait CredentialSource: fmt::Debug + Send + Sync + 'static {
    /// Gets a credential: token and key together, so that they always belong together. `now` is the
    /// time by the service's clock, as far as it is known.
    ///
    /// Every wait in it needs a limit of its own.
    ///
    /// # Errors
    ///
    /// [`AuthError`]; all who wait for the credential get it.
    fn fetch(&self, now: SystemTime) -> impl Future<Output = Result<Credential, AuthError>> + Send;

    /// Whether there is a newer credential than the last one fetched, as far as can be told without
    /// waiting. Asked at most once a second. The default is `false`.
    fn has_changed(&self) -> bool {
        false
    }
}
