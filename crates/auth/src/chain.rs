//! Several ways to sign in, tried in order.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;

use crate::{AuthError, Credential, CredentialSource, Skipped};

/// Several sources of credentials, of which the first that gives one is kept.
///
/// While none has given a credential, each is asked in order; what each failed with is told when
/// all fail. From then on only the one that gave one is asked: a program does not become somebody
/// else because a service is away.
#[derive(Default)]
pub struct Chain {
    skipped: Vec<Skipped>,
    links: Vec<Link>,
    chosen: Mutex<Option<usize>>,
}

struct Link {
    way: String,
    source: Arc<dyn Source>,
}

/// A source behind a pointer.
trait Source: fmt::Debug + Send + Sync {
    fn fetch(self: Arc<Self>, now: SystemTime)
    -> BoxFuture<'static, Result<Credential, AuthError>>;
    fn has_changed(&self) -> bool;
}

#[derive(Debug)]
struct Of<S>(S);

impl<S: CredentialSource> Source for Of<S> {
    fn fetch(
        self: Arc<Self>,
        now: SystemTime,
    ) -> BoxFuture<'static, Result<Credential, AuthError>> {
        async move { self.0.fetch(now).await }.boxed()
    }

    fn has_changed(&self) -> bool {
        self.0.has_changed()
    }
}

impl Chain {
    /// An empty one, which gives nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes a way that was found not to work before, for the error when none does.
    #[must_use]
    pub fn skipped(mut self, skipped: Skipped) -> Self {
        self.skipped.push(skipped);
        self
    }

    /// Adds a source behind those added before; `way` names it in errors.
    #[must_use]
    pub fn link(mut self, way: impl Into<String>, source: impl CredentialSource) -> Self {
        self.links.push(Link {
            way: way.into(),
            source: Arc::new(Of(source)),
        });
        self
    }

    /// The name of the source that gave a credential.
    pub fn chosen(&self) -> Option<&str> {
        let chosen = *self.chosen.lock().unwrap_or_else(PoisonError::into_inner);
        Some(&self.links.get(chosen?)?.way)
    }

    fn link_in_use(&self) -> Option<&Link> {
        let chosen = *self.chosen.lock().unwrap_or_else(PoisonError::into_inner);
        self.links.get(chosen?)
    }
}

impl CredentialSource for Chain {
    async fn fetch(&self, now: SystemTime) -> Result<Credential, AuthError> {
        if let Some(link) = self.link_in_use() {
            return Arc::clone(&link.source).fetch(now).await;
        }
        let mut skipped = self.skipped.clone();
        for (index, link) in self.links.iter().enumerate() {
            match Arc::clone(&link.source).fetch(now).await {
                Ok(credential) => {
                    tracing::debug!(way = link.way, "signing in");
                    *self.chosen.lock().unwrap_or_else(PoisonError::into_inner) = Some(index);
                    return Ok(credential);
                }
                Err(error) => skipped.push(Skipped::new(&link.way, error.to_string())),
            }
        }
        Err(AuthError::NoPrincipal { skipped })
    }

    fn has_changed(&self) -> bool {
        self.link_in_use()
            .is_some_and(|link| link.source.has_changed())
    }
}

impl fmt::Debug for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ways = self.links.iter().map(|link| (&link.way, &link.source));
        f.debug_map().entries(ways).finish()
    }
}
