//! The three lists.

use axum::body::Body;
use axum::response::IntoResponse;
use http::{Response, Uri};
use serde::Serialize;
use work_requests_catalog::Shape;
use work_requests_models::SortOrder;

use super::get::find;
use super::page::{Page, Window};
use super::query::Parameters;
use super::token::{Scope, not_ours};
use crate::errors::ApiError;
use crate::script::Step;
use crate::services::{Call, Shaped};
use crate::shared::Shared;
use crate::store::{Moment, Work};

/// Newest first. A compartment that is not known is refused, as the services do.
pub(super) fn work_requests(
    shared: &Shared,
    call: &Call,
    uri: &Uri,
) -> Result<Response<Body>, ApiError> {
    let parameters = Parameters::of(uri)?;
    let list = call.service.list();
    for name in list.required() {
        parameters.required(name)?;
    }
    let compartment = parameters.optional("compartmentId");
    let resource = parameters.optional("resourceId");
    let resource = resource.or(parameters.optional("resourceIdentifier"));
    let limit = parameters.page_size(&shared.settings)?;
    let filters = [compartment, resource].map(Option::unwrap_or_default);
    let scope = Scope::new(call.service.name(), &filters);
    let after = scope.after(parameters.optional("page"))?;

    let store = shared.store();
    if let Some(unknown) = compartment.filter(|id| !store.knows_compartment(id)) {
        let what = format_args!("the compartment {unknown}").to_string();
        return Err(ApiError::not_found(what));
    }
    let moment = shared.moment(&store);
    let wanted = |work: &Work| {
        work.is_of(call.service)
            && compartment.is_none_or(|compartment| work.compartment() == compartment)
            && resource.is_none_or(|resource| work.touches(resource, moment))
    };
    let mut works = store
        .newest_first(after)
        .ok_or_else(not_ours)?
        .filter(|(_, work)| wanted(work));
    let page: Vec<_> = works.by_ref().take(limit).collect();
    let more = works.next().is_some();
    let last = page.last().filter(|_| more);
    let next = last.map(|(number, _)| scope.token(*number));
    let shaped = Shaped(call.service);
    let summaries = page
        .iter()
        .map(|(_, work)| shaped.summary(work.summary(moment)));
    let items = shaped.list(list.shape(), summaries.collect());
    Ok(Page { items, next }.into_response())
}

pub(super) fn errors(shared: &Shared, call: &Call, uri: &Uri) -> Result<Response<Body>, ApiError> {
    let shape = call.service.errors().map(|operation| operation.shape());
    steps(shared, call, uri, shape, Work::failed, Work::error)
}

pub(super) fn logs(shared: &Shared, call: &Call, uri: &Uri) -> Result<Response<Body>, ApiError> {
    let shape = call.service.logs().map(|operation| operation.shape());
    steps(shared, call, uri, shape, Work::logged, Work::log_entry)
}

/// One page of what `select` finds among a work request's steps, as `tell` tells it.
fn steps<T: Serialize>(
    shared: &Shared,
    call: &Call,
    uri: &Uri,
    shape: Option<Shape>,
    select: fn(&Work, Moment) -> Vec<&Step>,
    tell: fn(&Work, &Step, Moment) -> T,
) -> Result<Response<Body>, ApiError> {
    let parameters = Parameters::of(uri)?;
    let operation = call.operation.of(call.service);
    for name in operation.iter().flat_map(|operation| operation.required()) {
        parameters.required(name)?;
    }
    let limit = parameters.page_size(&shared.settings)?;
    let order = parameters.sort_order()?;
    let scope = Scope::new("entries", &[uri.path(), order.as_str()]);
    let after = scope.after(parameters.optional("page"))?;

    let store = shared.store();
    let work = find(&store, call)?;
    let moment = shared.moment(&store);
    let steps = select(work, moment);
    let window = Window::new(steps.len(), &order, after, limit);
    let shaped = Shaped(call.service);
    let told = steps[window.range]
        .iter()
        .map(|step| shaped.entry(tell(work, step, moment)));
    let items = match order {
        SortOrder::Desc => told.rev().collect(),
        _ => told.collect(),
    };
    let items = shaped.list(shape.unwrap_or(Shape::Array), items);
    let next = window.next.map(|after| scope.token(after));
    Ok(Page { items, next }.into_response())
}
