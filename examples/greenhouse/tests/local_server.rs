//! The client against a server on this machine that checks signatures as the service would.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::time::{Duration, SystemTime};

use axum::{Router, body, extract::Request};
use greenhouse::{
    Client, Error,
    models::{CreatePlantDetails, PlantState, Reading},
};
use http::{Method, Response, StatusCode};
use work_requests_signing::{
    KeyId, PrivateKey, PublicKey, RequestSigner, SharedSigner, SigningRequest, verify::Verifier,
};

const KEY: &[u8] = include_bytes!("../../../crates/signing/tests/keys/test-only-2048.pem");
const OTHER_KEY: &[u8] = include_bytes!("../../../crates/signing/tests/keys/other-2048.pem");
const ROSE: &str = r#"{"id":"ocid1.plant.a","species":"Rosa canina","state":"SULKING",
  "timePlanted":"2026-01-01T00:00:00Z","timeWatered":null,"colour":"pink",
  "reading":{"sensor":"moisture","percent":41.5}}"#;

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_600)
}

fn signer(pem: &[u8]) -> SharedSigner {
    let key = PrivateKey::from_pem(pem, None).unwrap();
    SharedSigner::new(RequestSigner::new(KeyId::new("gardener").unwrap(), key))
}

/// Starts a server on a free port and returns its endpoint.
async fn server() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let key = PrivateKey::from_pem(KEY, None)
        .unwrap()
        .public_key()
        .clone();
    let router = Router::new().fallback(move |request| answer(request, key.clone()));
    tokio::spawn(async { axum::serve(listener, router).await });
    endpoint
}

async fn answer(request: Request, key: PublicKey) -> Response<String> {
    let (head, body) = request.into_parts();
    let body = body::to_bytes(body, 65_536).await.unwrap();
    let verifier = Verifier::new(|id: &KeyId| (id.as_str() == "gardener").then(|| key.clone()));
    let signed = SigningRequest::new(&head.method, &head.uri, &head.headers, &body, now());
    let (status, text) = match (verifier.verify(&signed), &head.method) {
        (Err(error), _) => (
            StatusCode::UNAUTHORIZED,
            format!(r#"{{"code":"NotAuthenticated","message":"{error}"}}"#),
        ),
        (Ok(_), &Method::POST) => {
            let details: CreatePlantDetails = serde_json::from_slice(&body).unwrap();
            let plant = ROSE.replace("Rosa canina", &details.species);
            (StatusCode::OK, plant.replace("SULKING", "SEEDLING"))
        }
        (Ok(_), _) => (StatusCode::OK, format!(r#"{{"items":[{ROSE}]}}"#)),
    };
    Response::builder().status(status).body(text).unwrap()
}

#[tokio::test]
async fn a_signed_call_brings_typed_plants() {
    let client = Client::new(server().await, signer(KEY), now).unwrap();
    let plants = client.list_plants().await.unwrap();
    let rose = &plants.items[0];
    assert_eq!(rose.state, PlantState::Unknown("SULKING".to_owned()));
    assert_eq!(rose.time_watered, Some(None), "null is not absence");
    assert_eq!(rose.extra["colour"], "pink");
    let reading = rose.reading.as_ref();
    assert!(matches!(reading, Some(Reading::Moisture(it)) if it.percent == 41.5));
}

#[tokio::test]
async fn a_body_is_signed_and_sent() {
    let client = Client::new(server().await, signer(KEY), now).unwrap();
    let details = CreatePlantDetails::new("Tulipa").with_pots(3);
    let plant = client.create_plant(&details).await.unwrap();
    assert_eq!(plant.species, "Tulipa");
    assert_eq!(plant.state, PlantState::Seedling);
}

#[tokio::test]
async fn another_key_is_refused_with_the_words_of_the_service() {
    let client = Client::new(server().await, signer(OTHER_KEY), now).unwrap();
    let error = client.list_plants().await.unwrap_err();
    assert!(
        matches!(&error, Error::Refused { status, body }
            if *status == StatusCode::UNAUTHORIZED && body.code == "NotAuthenticated"),
        "{error}"
    );
}
