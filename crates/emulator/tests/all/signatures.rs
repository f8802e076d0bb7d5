//! What the emulator refuses, and with which words.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::common;

use std::time::Duration;

use common::{Caller, LIST, get, other_key_id};
use http::HeaderValue;
use work_requests_emulator::{Emulator, demo};
use work_requests_signing::{PrivateKey, RequestSigner};

#[tokio::test(start_paused = true)]
async fn a_good_signature_is_noted_as_such() {
    let emulator = Emulator::demo();
    assert_eq!(
        Caller::of(&emulator)
            .get(&get(demo::LAUNCH_INSTANCE))
            .await
            .status,
        200
    );
    assert!(emulator.received()[0].verdict.is_verified());
}

#[tokio::test(start_paused = true)]
async fn a_request_changed_after_signing_is_refused() {
    let caller = Caller::of(&Emulator::demo());
    let mut unsigned = caller.signed(LIST).await;
    unsigned.headers_mut().remove("authorization");
    let mut moved = caller.signed(&get(demo::LAUNCH_INSTANCE)).await;
    *moved.uri_mut() = caller.signed(&get(demo::EXPORT_IMAGE)).await.uri().clone();
    let mut dated = caller.signed(LIST).await;
    dated.headers_mut().insert(
        "date",
        HeaderValue::from_static("Thu, 01 Jan 1970 00:00:00 GMT"),
    );
    let mut hosted = caller.signed(LIST).await;
    hosted
        .headers_mut()
        .insert("host", HeaderValue::from_static("elsewhere"));
    for request in [unsigned, moved, dated, hosted] {
        let answer = caller.send(request).await;
        assert_eq!(
            (answer.status.as_u16(), answer.json()["code"].as_str()),
            (401, Some("NotAuthenticated"))
        );
    }
}

#[tokio::test(start_paused = true)]
async fn dates_may_be_off_by_five_minutes() {
    let emulator = Emulator::demo();
    let path = get(demo::LAUNCH_INSTANCE);
    let minutes = |minutes: u64| Duration::from_secs(60 * minutes);
    assert_eq!(
        Caller::ahead(&emulator, minutes(4)).get(&path).await.status,
        200
    );
    assert_eq!(
        Caller::ahead(&emulator, minutes(6)).get(&path).await.status,
        401
    );
    emulator.control().skew(chrono::TimeDelta::minutes(6));
    assert_eq!(
        Caller::ahead(&emulator, minutes(6)).get(&path).await.status,
        200
    );
    assert_eq!(Caller::of(&emulator).get(&path).await.status, 401);
}

#[tokio::test(start_paused = true)]
async fn another_key_or_another_name_for_it_is_refused() {
    let emulator = Emulator::demo();
    let pem = emulator.credentials().private_key_pem().as_bytes().to_vec();
    let misnamed = RequestSigner::new(
        other_key_id(&emulator),
        PrivateKey::from_pem(&pem, None).unwrap(),
    );
    let other = include_bytes!("../../../signing/tests/keys/other-2048.pem");
    let other = PrivateKey::from_pem(other, None).unwrap();
    let forged = RequestSigner::new(emulator.credentials().key_id().clone(), other);
    for signer in [misnamed, forged] {
        let answer = Caller::of(&emulator)
            .signing(signer)
            .get(&get(demo::LAUNCH_INSTANCE))
            .await;
        assert_eq!(answer.status, 401);
    }
    assert!(
        emulator
            .received()
            .iter()
            .all(|request| !request.verdict.is_verified())
    );
}

#[tokio::test(start_paused = true)]
async fn debug_shows_no_secret() {
    let emulator = Emulator::demo();
    Caller::of(&emulator).get(&get(demo::LAUNCH_INSTANCE)).await;
    let text = format!(
        "{emulator:?} {:?} {:?}",
        emulator.credentials(),
        emulator.received()
    );
    assert!(
        !text.contains("BEGIN") && !text.contains("Signature version"),
        "{text}"
    );
}
