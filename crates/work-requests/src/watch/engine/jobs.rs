//! The requests that following makes. Each is one attempt: who follows repeats reads at a pace of
//! its own.

use std::sync::Arc;

use futures_util::future::BoxFuture;

use super::Engine;
use crate::call::documents::{self, Document, Entries, EntryKind};
use crate::error::Error;
use crate::operation::{CallOptions, ListOperation as _};
use crate::resilience::RetryStrategy;
use crate::response::Response;
use crate::work::WorkRequest;

/// A request to be made, for one work request or for a group of them.
#[derive(Debug)]
pub(super) enum Job {
    Read { key: usize },
    Entries { key: usize, kind: EntryKind },
    List { group: usize },
}

/// What came of it.
pub(super) enum Answer {
    Read {
        key: usize,
        result: Result<Response<WorkRequest>, Error>,
    },
    Entries {
        key: usize,
        kind: EntryKind,
        result: Result<Response<Vec<Document>>, Error>,
    },
    List {
        group: usize,
        result: Result<Response<Vec<WorkRequest>>, Error>,
    },
}

/// An answer under way; dropping it ends the request.
pub(super) type Request = BoxFuture<'static, Answer>;

impl Engine {
    /// The request of a job; none if what it was for is gone.
    pub(super) fn request(&self, job: Job) -> Option<Request> {
        let client = self.client.clone();
        Some(match job {
            Job::Read { key } => {
                let id = Arc::clone(&self.followed.get(key)?.id);
                Box::pin(async move {
                    let result = documents::work_request(&client, &id, &options()).await;
                    Answer::Read { key, result }
                })
            }
            Job::Entries { key, kind } => {
                let followed = self.followed.get(key)?;
                let mut list = Entries::new(client, &*followed.id, kind);
                list.paging.token = followed.page(kind);
                list.options = options();
                Box::pin(async move {
                    let result = list.fetch().await;
                    Answer::Entries { key, kind, result }
                })
            }
            Job::List { group } => {
                let state = self.groups.get(group)?;
                let compartment = Arc::clone(state.compartment.as_ref()?);
                let page = state.walk.as_ref()?.token.clone();
                Box::pin(async move {
                    let (page, options) = (page.as_deref(), options());
                    let result =
                        documents::work_requests(&client, &compartment, page, &options).await;
                    Answer::List { group, result }
                })
            }
        })
    }
}

fn options() -> CallOptions {
    CallOptions {
        retry_strategy: Some(RetryStrategy::none()),
        ..CallOptions::default()
    }
}
