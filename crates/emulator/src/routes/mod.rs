//! The four operations.

mod get;
mod list;
mod page;
mod query;
mod token;

use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use http::Uri;

use crate::errors::ApiError;
use crate::operation::{BASE_PATH, WORK_REQUESTS};
use crate::shared::Shared;

pub(crate) use page::MAX_LIMIT;

pub(crate) fn router(shared: Arc<Shared>) -> Router {
    let work_requests = Router::new()
        .route("/workRequests", get(list::work_requests))
        .route("/workRequests/{id}", get(get::work_request))
        .route("/workRequests/{id}/errors", get(list::errors))
        .route("/workRequests/{id}/logs", get(list::logs));
    Router::new()
        .nest(BASE_PATH, work_requests)
        .fallback(unknown_path)
        .method_not_allowed_fallback(|| async {
            ApiError::method_not_allowed("this path answers GET only")
        })
        .with_state(shared)
}

async fn unknown_path(uri: Uri) -> ApiError {
    ApiError::not_found(format_args!(
        "the path {} (operations are below {WORK_REQUESTS})",
        uri.path()
    ))
}
