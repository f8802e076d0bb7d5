//! Faults that only the service can tell: clock, key, permission, health.

use chrono::TimeDelta;
use work_requests_emulator::{Fault, FaultAnswer};

use super::site::{Site, key};
use crate::support::KEY;

const OTHER: &str = include_str!("../../../../signing/tests/keys/other-2048.pem");

#[tokio::test]
async fn the_clock_is_an_hour_off() {
    let site = Site::new().await;
    site.emulator.control().skew(TimeDelta::hours(1));
    let found = site
        .examine(&[])
        .await
        .calling("59m 59s", "1h")
        .calling("1h 0m", "1h");
    found.is(0, "warn clock: this machine's clock is 1h behind the service's; this program corrects for it, others are refused -> set this machine's clock, best by a time service (NTP)");
    let found = site.examine(&["--no-skew-correction"]).await;
    found
        .calling("59m 59s", "1h")
        .calling("1h 0m", "1h")
        .is(3, "fail clock: this machine's clock is 1h behind the service's; signatures are refused beyond 5 minutes -> set this machine's clock, best by a time service (NTP)");
}

#[tokio::test]
async fn the_service_does_not_know_the_key() {
    let site = Site::new().await;
    let (own, other) = (key(KEY).fingerprint(), key(OTHER).fingerprint());
    site.rewrite(|config| config.replace(own.as_str(), other.as_str()));
    site.home.write("key.pem", OTHER);
    site.examine(&[]).await.is(5, "fail call: list_work_requests: 401 NotAuthenticated: no key is known by the key id ocid1.tenancy.oc1..t/ocid1.user.oc1..u/86:fe:4d:67:53:35:2a:a1:c5:fb:9c:be:14:54:fe:ae; upload the public key or correct the id -> check the key file, the fingerprint, the user and tenancy OCIDs, and this machine's clock");
}

#[tokio::test]
async fn the_user_may_not_see_the_compartment() {
    let site = Site::new().await;
    let found = site
        .examine(&["--compartment-id", "ocid1.compartment.oc1..other"])
        .await;
    found.is(5, "fail call: list_work_requests: 404 NotAuthorizedOrNotFound: the compartment ocid1.compartment.oc1..other is not found, or you are not authorized to see it -> it does not exist in this region, or this user may not see it: check OCID, region and policies");
}

#[tokio::test]
async fn the_service_fails() {
    let site = Site::new().await;
    // The first answer is the one to the request without a signature.
    let fault = Fault::new(FaultAnswer::pass()).then(FaultAnswer::status(503));
    site.emulator.control().add_fault(fault).unwrap();
    site.examine(&[]).await.is(6, "fail call: list_work_requests: 503 ServiceUnavailable: a fault ordered from the emulator -> the service failed: try again later, or turn retries on; give support the opc-request-id");
}
