//! The three lists.

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use http::Uri;
use work_requests_models::{SortOrder, WorkRequestError, WorkRequestLogEntry, WorkRequestSummary};

use super::get::find;
use super::page::{Page, Window};
use super::query::Parameters;
use super::token::{Scope, not_ours};
use crate::errors::ApiError;
use crate::script::Step;
use crate::shared::Shared;
use crate::store::{Moment, Work};

type Id = Result<Path<String>, PathRejection>;

/// Newest first. A compartment that is not known is refused, as the service does.
pub(super) async fn work_requests(
    State(shared): State<Arc<Shared>>,
    uri: Uri,
) -> Result<Page<WorkRequestSummary>, ApiError> {
    let parameters = Parameters::of(&uri)?;
    let compartment = parameters.required("compartmentId")?;
    let resource = parameters.optional("resourceId");
    let limit = parameters.page_size(&shared.settings)?;
    let scope = Scope::new("workRequests", &[compartment, resource.unwrap_or_default()]);
    let after = scope.after(parameters.optional("page"))?;

    let store = shared.store();
    if !store.knows_compartment(compartment) {
        return Err(ApiError::not_found(format_args!(
            "the compartment {compartment}"
        )));
    }
    let moment = shared.moment(&store);
    let wanted = |work: &Work| {
        work.compartment() == compartment
            && resource.is_none_or(|resource| work.touches(resource, moment))
    };
    let mut works = store
        .newest_first(after)
        .ok_or_else(not_ours)?
        .filter(|(_, work)| wanted(work));
    let page: Vec<_> = works.by_ref().take(limit).collect();
    let more = works.next().is_some();
    Ok(Page {
        next: page
            .last()
            .filter(|_| more)
            .map(|(number, _)| scope.token(*number)),
        items: page.iter().map(|(_, work)| work.summary(moment)).collect(),
    })
}

pub(super) async fn errors(
    State(shared): State<Arc<Shared>>,
    id: Id,
    uri: Uri,
) -> Result<Page<WorkRequestError>, ApiError> {
    steps(&shared, id, &uri, "errors", Work::failed, Work::error)
}

pub(super) async fn logs(
    State(shared): State<Arc<Shared>>,
    id: Id,
    uri: Uri,
) -> Result<Page<WorkRequestLogEntry>, ApiError> {
    steps(&shared, id, &uri, "logs", Work::logged, Work::log_entry)
}

/// One page of what `select` finds among a work request's steps, as `tell` tells it.
fn steps<T>(
    shared: &Shared,
    id: Id,
    uri: &Uri,
    list: &str,
    select: fn(&Work, Moment) -> Vec<&Step>,
    tell: fn(&Work, &Step, Moment) -> T,
) -> Result<Page<T>, ApiError> {
    let parameters = Parameters::of(uri)?;
    let limit = parameters.page_size(&shared.settings)?;
    let order = parameters.sort_order()?;
    let scope = Scope::new(list, &[uri.path(), order.as_str()]);
    let after = scope.after(parameters.optional("page"))?;

    let store = shared.store();
    let work = find(&store, id)?;
    let moment = shared.moment(&store);
    let steps = select(work, moment);
    let window = Window::new(steps.len(), &order, after, limit);
    let told = steps[window.range]
        .iter()
        .map(|step| tell(work, step, moment));
    Ok(Page {
        items: match order {
            SortOrder::Desc => told.rev().collect(),
            _ => told.collect(),
        },
        next: window.next.map(|after| scope.token(after)),
    })
}
