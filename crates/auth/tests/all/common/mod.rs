//! The emulator's identity services, in memory.
#![allow(dead_code, reason = "each test file uses a part")]

use std::time::SystemTime;

use bytes::Bytes;
use http::{HeaderMap, Method, Request, Uri};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;
use work_requests_auth::{AuthError, Credential, Http, Network};
use work_requests_emulator::Emulator;
use work_requests_signing::SigningRequest;

pub(crate) const HOST: &str = "http://identity.example";

/// The variables of a resource principal, without what all names begin with.
pub(crate) fn variables<'a>(
    pairs: &'a [(&'a str, &'a str)],
) -> impl Fn(&str) -> Option<String> + 'a {
    move |name| {
        let name = name.strip_prefix("OCI_RESOURCE_PRINCIPAL_")?;
        let pair = pairs.iter().find(|(key, _)| *key == name)?;
        Some(pair.1.to_owned())
    }
}

pub(crate) fn http(emulator: &Emulator) -> Http {
    let service = emulator.service();
    Http::new(tower::service_fn(move |request: Request<Bytes>| {
        let service = service.clone();
        async move {
            let answer = service.oneshot(request).await?;
            let (head, body) = answer.into_parts();
            let body = body.collect().await.map_err(std::io::Error::other)?;
            Ok::<_, Box<dyn std::error::Error + Send + Sync>>(http::Response::from_parts(
                head,
                body.to_bytes(),
            ))
        }
    }))
}

pub(crate) fn network(emulator: &Emulator) -> Network {
    let endpoint = |region: &str| match region {
        "us-ashburn-1" => Ok(HOST.to_owned()),
        other => Err(AuthError::source(format!("asked for region {other}"))),
    };
    Network::new(http(emulator), http(emulator), endpoint)
}

/// Whether the emulator takes a signature of this credential.
pub(crate) async fn is_taken(
    emulator: &Emulator,
    credential: &Credential,
    now: SystemTime,
) -> bool {
    let url = format!("{HOST}/20160918/workRequests/ocid1.nothing");
    let uri: Uri = url.parse().unwrap();
    let none = HeaderMap::new();
    let request = SigningRequest::new(&Method::GET, &uri, &none, b"", now);
    let signed = credential.signer().sign_now(&request).unwrap();
    let mut request = Request::get(uri).body(Bytes::new()).unwrap();
    signed.apply(request.headers_mut());
    let answer = emulator.service().oneshot(request).await.unwrap();
    match answer.status().as_u16() {
        // Taken, and there is no such work request.
        404 => true,
        401 => false,
        other => panic!("{other}"),
    }
}

/// How often a path was asked for, with that outcome.
pub(crate) fn asked(emulator: &Emulator, part: &str) -> usize {
    let received = emulator.received();
    received
        .iter()
        .filter(|received| received.target.contains(part))
        .count()
}
