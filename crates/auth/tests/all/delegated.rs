//! Signing on behalf of a user.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::time::{Duration, SystemTime};

use http::{HeaderMap, Method, Uri};
use work_requests_auth::{AuthError, Delegated};
use work_requests_signing::verify::{Authorization, Verifier};
use work_requests_signing::{KeyId, PrivateKey, RequestSigner, Signer as _, SigningRequest};

const PEM: &str = include_str!("../../../signing/tests/keys/test-only-2048.pem");

#[tokio::test]
async fn the_token_is_sent_and_signed_after_the_host_and_not_shown() {
    let key = PrivateKey::from_pem(PEM.as_bytes(), None).unwrap();
    let inner = RequestSigner::new(KeyId::token("instance").unwrap(), key.clone());
    let signer = Delegated::new(inner, &" delegation-token\n".into()).unwrap();
    let uri = Uri::from_static("https://h/x");
    let headers = HeaderMap::new();
    let at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_600);
    let request = SigningRequest::new(&Method::GET, &uri, &headers, b"", at);
    let signed = signer.sign(request).await.unwrap();
    assert_eq!(signed.headers["opc-obo-token"], "delegation-token");
    let claim = Authorization::parse(&signed.headers["authorization"]).unwrap();
    let names = ["date", "(request-target)", "host", "opc-obo-token"];
    assert_eq!(claim.headers, names);
    let received = SigningRequest::new(&Method::GET, &uri, &signed.headers, b"", at);
    let keys = |_: &KeyId| Some(key.public_key().clone());
    Verifier::new(keys).verify(&received).unwrap();
    assert!(!format!("{signer:?} {signed:?}").contains("delegation-token"));
}

#[test]
fn what_no_header_can_carry_is_refused() {
    let key = PrivateKey::from_pem(PEM.as_bytes(), None).unwrap();
    let inner = RequestSigner::new(KeyId::token("instance").unwrap(), key);
    for token in ["", " \n", "a\nb"] {
        let refused = Delegated::new(inner.clone(), &token.into());
        assert!(matches!(refused, Err(AuthError::Token { .. })), "{token:?}");
    }
}
