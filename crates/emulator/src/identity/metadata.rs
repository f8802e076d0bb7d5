//! The metadata service, version 2.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use serde_json::{Value, json};

use crate::demo;
use crate::errors::ApiError;
use crate::principals::INSTANCE;
use crate::shared::Shared;

type Shares = State<Arc<Shared>>;

pub(super) fn router() -> Router<Arc<Shared>> {
    let routes = Router::new()
        .route("/instance/region", get(|| async { demo::REGION }))
        .route("/instance/id", get(|| async { INSTANCE }))
        .route(
            "/instance/regionInfo",
            get(|| async { axum::Json(region_info()) }),
        )
        .route("/identity/cert.pem", get(certificate))
        .route("/identity/key.pem", get(key))
        .route("/identity/intermediate.pem", get(intermediate))
        .fallback(|| async { ApiError::not_found("the metadata path") });
    Router::new().nest("/opc/v2", routes)
}

fn region_info() -> Value {
    json!({
        "realmKey": "oc1",
        "realmDomainComponent": "oraclecloud.com",
        "regionKey": "IAD",
        "regionIdentifier": demo::REGION,
    })
}

/// After this, the key may be another one: two requests are two moments.
async fn certificate(State(shared): Shares) -> String {
    let mut identity = shared.identity();
    let text = identity.certificates.current().certificate_pem.clone();
    if std::mem::take(&mut identity.certificates.torn) {
        identity.certificates.rotate();
        identity.certificates.register(shared.principal_keys());
    }
    text
}

async fn key(State(shared): Shares) -> &'static str {
    shared.identity().certificates.current().key_pem
}

async fn intermediate(State(shared): Shares) -> String {
    shared.identity().certificates.issuer_pem()
}
