//! The requests that following makes. Each is one attempt: who follows repeats reads at a pace of
//! its own.

use std::num::NonZeroU32;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use work_requests_models::SortOrder;

use super::Engine;
use super::followed::Followed;
use super::group::{Home, Walk};
use crate::call::CallOptions;
use crate::error::Error;
use crate::operation::ListOperation as _;
use crate::resilience::RetryStrategy;
use crate::response::Response;
use crate::service::{
    Document, EntryKind, ListEntries, ListWorkRequests, ServiceClient, work_request,
};
use crate::work::WorkRequest;

/// The largest page that the services give.
const LARGEST_PAGE: NonZeroU32 = NonZeroU32::new(1000).unwrap();

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
        Some(match job {
            Job::Read { key } => {
                let followed = self.followed.get(key)?;
                let (id, service) = (Arc::clone(&followed.id), followed.service.clone());
                Box::pin(async move {
                    let result = work_request(&service, &id, &options()).await;
                    Answer::Read { key, result }
                })
            }
            Job::Entries { key, kind } => {
                let followed = self.followed.get(key)?;
                let list = entries(followed, kind);
                Box::pin(async move {
                    let result = list.fetch().await;
                    Answer::Entries { key, kind, result }
                })
            }
            Job::List { group } => {
                let state = self.groups.get(group)?;
                let list = listing(state.home.as_ref()?, state.walk.as_ref()?);
                Box::pin(async move {
                    let result = list.fetch().await;
                    Answer::List { group, result }
                })
            }
        })
    }
}

/// Entries from where the last page ended, the oldest first.
fn entries(followed: &Followed, kind: EntryKind) -> ListEntries<Document> {
    let known = followed
        .last
        .as_ref()
        .and_then(|work| work.compartment_id());
    let service = followed.service.clone();
    let service = known
        .into_iter()
        .fold(service, ServiceClient::in_compartment);
    let list = ListEntries::new(service, followed.id.to_string(), kind);
    list.sort_order(SortOrder::Asc)
        .limit(LARGEST_PAGE)
        .at_page(followed.page(kind))
        .with_options(options())
}

fn listing(home: &Home, walk: &Walk) -> ListWorkRequests {
    let list = home.service.list_work_requests();
    let list = list.compartment_id(home.compartment.as_str());
    list.limit(LARGEST_PAGE)
        .at_page(walk.token.clone())
        .with_options(options())
}

fn options() -> CallOptions {
    CallOptions {
        retry_strategy: Some(RetryStrategy::none()),
        ..CallOptions::default()
    }
}
