//! The client, with everything on: retry, circuit breaker, spans, limits on time and size.

use std::hint::black_box;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use futures_util::TryStreamExt as _;
use work_requests::{CircuitBreakerStrategy, Env, RetryStrategy, WorkRequestClient};

use super::{Kind, repeat, sign};
use crate::roles::Failure;
use crate::roles::documents;

const LARGEST_PAGE: NonZeroU32 = NonZeroU32::new(1000).unwrap();

/// Work requests that were asked for; each is asked for once, so that no signature is known yet.
static ASKED: AtomicUsize = AtomicUsize::new(0);

/// One pair of clients for each runtime: a connection lives on the one that made it.
pub(super) struct Clients {
    pairs: [Pair; 2],
}

pub(super) struct Pair {
    client: WorkRequestClient,
    /// Its clock stands still: all it does is within one second.
    frozen: WorkRequestClient,
}

impl Clients {
    pub(super) fn new(endpoint: &str) -> Result<Self, Failure> {
        Ok(Self {
            pairs: [Pair::new(endpoint)?, Pair::new(endpoint)?],
        })
    }

    pub(super) fn on(&self, threads: usize) -> &Pair {
        &self.pairs[threads.min(2) - 1]
    }
}

impl Pair {
    fn new(endpoint: &str) -> Result<Self, Failure> {
        let builder = || -> Result<_, Failure> {
            Ok(WorkRequestClient::builder()
                .environment(Env::empty())
                .signer(sign::signer()?)
                .service_endpoint(endpoint)
                .retry_strategy(RetryStrategy::default())
                .circuit_breaker(CircuitBreakerStrategy::default()))
        };
        let at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_600);
        Ok(Self {
            client: builder()?.build()?,
            frozen: builder()?.clock(move || at).build()?,
        })
    }

    pub(super) async fn gets(
        &self,
        calls: usize,
        at_once: usize,
        same: bool,
    ) -> Result<(), Failure> {
        let client = if same { &self.frozen } else { &self.client }.clone();
        let call = move |_| {
            let number = if same {
                0
            } else {
                ASKED.fetch_add(1, Ordering::Relaxed)
            };
            let get = client.get_work_request(documents::id(number));
            async move {
                black_box(get.await?);
                Ok(())
            }
        };
        repeat(calls, at_once, call).await
    }

    pub(super) async fn list(
        &self,
        kind: Kind,
        items: usize,
        prefetch: bool,
    ) -> Result<(), Failure> {
        let holder = documents::holder(items);
        let mut seen = 0;
        match kind {
            Kind::Summaries => {
                let list = self.client.list_work_requests(holder).limit(LARGEST_PAGE);
                let mut items = list.items().prefetch(prefetch);
                while let Some(item) = items.try_next().await? {
                    black_box(item);
                    seen += 1;
                }
            }
            Kind::Logs => {
                let list = self
                    .client
                    .list_work_request_logs(holder)
                    .limit(LARGEST_PAGE);
                let mut items = list.items().prefetch(prefetch);
                while let Some(item) = items.try_next().await? {
                    black_box(item);
                    seen += 1;
                }
            }
        }
        match seen == items {
            true => Ok(()),
            false => Err(format!("{seen} of {items} items came").into()),
        }
    }
}
