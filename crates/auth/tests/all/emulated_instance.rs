//! Instance principals against the emulated identity services, in memory.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::common;

use std::time::{Duration, SystemTime};

use common::{asked, is_taken, network};
use work_requests_auth::{CredentialSource as _, InstancePrincipal, RefreshingSigner};
use work_requests_emulator::{Emulator, Fault};
use work_requests_signing::Signer as _;

/// 2026-01-01T00:00:00Z.
fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_600)
}

fn emulator() -> Emulator {
    Emulator::builder().base_time(now()).build()
}

#[tokio::test]
async fn both_forms_of_the_fingerprint_are_taken() {
    let emulator = emulator();
    for principal in [
        InstancePrincipal::new(network(&emulator)),
        InstancePrincipal::new(network(&emulator)).sha1_fingerprint(),
        InstancePrincipal::new(network(&emulator)).purpose("DEFAULT"),
    ] {
        let credential = principal.fetch(now()).await.unwrap();
        assert!(is_taken(&emulator, &credential, now()).await);
    }
    assert_eq!(emulator.identity().issued(), 3);
}

#[tokio::test]
async fn a_certificate_that_changes_between_two_reads_is_read_again() {
    let emulator = emulator();
    let principal = InstancePrincipal::new(network(&emulator));
    principal.fetch(now()).await.unwrap();
    emulator.identity().rotate_between_reads();
    let credential = principal.fetch(now()).await.unwrap();
    assert!(is_taken(&emulator, &credential, now()).await);
    assert_eq!(asked(&emulator, "/identity/cert.pem"), 3);
    assert_eq!(asked(&emulator, "/v1/x509"), 2);
}

#[tokio::test(start_paused = true)]
async fn a_token_is_over_for_the_service_when_its_life_is() {
    let emulator = emulator();
    let clock = emulator.clock();
    emulator.identity().token_life(Duration::from_secs(60));
    let signer = RefreshingSigner::new(InstancePrincipal::new(network(&emulator)));
    let first = signer.credential(clock()).await.unwrap();
    tokio::time::advance(Duration::from_secs(59)).await;
    assert!(is_taken(&emulator, &first, clock()).await);
    tokio::time::advance(Duration::from_secs(2)).await;
    assert!(!is_taken(&emulator, &first, clock()).await);
    let second = signer.credential(clock()).await.unwrap();
    assert!(is_taken(&emulator, &second, clock()).await);
}

#[tokio::test(start_paused = true)]
async fn revoked_tokens_delays_and_failures_are_got_over() {
    let emulator = emulator();
    let signer = RefreshingSigner::new(InstancePrincipal::new(network(&emulator)));
    let first = signer.credential(now()).await.unwrap();
    emulator.identity().rotate_certificate();
    assert_eq!(emulator.identity().revoke_tokens(), 1);
    let slow = work_requests_emulator::FaultAnswer::pass().delay(Duration::from_secs(8));
    let control = emulator.control();
    control
        .add_fault(Fault::statuses([503, 429]).path("/opc/v2"))
        .unwrap();
    control
        .add_fault(Fault::statuses([502]).then(slow).path("/v1/x509"))
        .unwrap();
    assert!(signer.rejected(first.id()).await);
    let second = signer.credential(now()).await.unwrap();
    assert!(is_taken(&emulator, &second, emulator.clock()()).await);
}
