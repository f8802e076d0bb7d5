//! Workload identity against the emulated cluster.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::common;

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use common::{http, is_taken};
use secrecy::ExposeSecret as _;
use tempfile::TempDir;
use work_requests_auth::{AuthError, CredentialSource as _, WorkloadIdentity};
use work_requests_emulator::{Emulator, Fault};

/// 2026-01-01T00:00:00Z.
fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_600)
}

/// A pod with its two files.
struct Pod {
    emulator: Emulator,
    folder: TempDir,
}

impl Pod {
    fn new() -> Self {
        let pod = Self {
            emulator: Emulator::builder().base_time(now()).build(),
            folder: tempfile::tempdir().unwrap(),
        };
        std::fs::write(pod.path("ca.crt"), "the authority").unwrap();
        pod.renew();
        pod
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn renew(&self) {
        let token = self.emulator.identity().service_account_token().unwrap();
        std::fs::write(self.path("token"), format!("{}\n", token.expose_secret())).unwrap();
    }

    fn identity(&self) -> WorkloadIdentity {
        let ca = self.path("ca.crt").to_str().unwrap().to_owned();
        let variable = move |name: &str| match name {
            "KUBERNETES_SERVICE_HOST" => Some("10.96.0.1".to_owned()),
            "OCI_KUBERNETES_SERVICE_ACCOUNT_CERT_PATH" => Some(ca.clone()),
            "OCI_RESOURCE_PRINCIPAL_REGION" => Some("us-ashburn-1".to_owned()),
            _ => None,
        };
        let http = http(&self.emulator);
        let connect = move |authority: &[u8]| {
            assert_eq!(authority, b"the authority");
            Ok(http.clone())
        };
        let identity = WorkloadIdentity::from_env(variable, connect).unwrap();
        identity.token_file(self.path("token"))
    }
}

#[tokio::test]
async fn the_token_of_a_service_account_is_traded_at_the_cluster() {
    let pod = Pod::new();
    let identity = pod.identity();
    assert_eq!(identity.region(), Some("us-ashburn-1"));
    let first = identity.fetch(now()).await.unwrap();
    assert!(is_taken(&pod.emulator, &first, now()).await);
    pod.renew();
    let second = identity.fetch(now()).await.unwrap();
    assert!(is_taken(&pod.emulator, &second, now()).await);
    assert_ne!(first.id(), second.id());
    assert_eq!(pod.emulator.received()[0].host(), None);
    assert_eq!(
        pod.emulator.received()[0].target,
        "/resourcePrincipalSessionTokens"
    );
}

#[tokio::test]
async fn what_a_pod_lacks_is_told() {
    let none = |_: &str| None;
    let connect = |_: &[u8]| Err(AuthError::source("never asked"));
    let error = WorkloadIdentity::from_env(none, connect).unwrap_err();
    assert!(error.to_string().contains("no pod of a cluster"), "{error}");

    let pod = Pod::new();
    std::fs::remove_file(pod.path("token")).unwrap();
    let error = pod.identity().fetch(now()).await.unwrap_err();
    assert!(
        error.to_string().contains("service account token"),
        "{error}"
    );

    pod.renew();
    let late = now() + Duration::from_secs(3601);
    let error = pod.identity().fetch(late).await.unwrap_err();
    assert!(error.to_string().contains("has expired"), "{error}");

    std::fs::write(pod.path("token"), "e30.eyJleHAiOjI1MzQwMjMwMDc5OX0.x").unwrap();
    let error = pod.identity().fetch(now()).await.unwrap_err();
    assert!(error.to_string().contains("401"), "{error}");
}

#[test]
fn the_host_of_a_cluster_is_a_host_and_no_more() {
    let identity = |host: &str| {
        let host = host.to_owned();
        let variable = move |name: &str| (name == "KUBERNETES_SERVICE_HOST").then(|| host.clone());
        WorkloadIdentity::from_env(variable, |_: &[u8]| Err(AuthError::source("never asked")))
    };
    for (host, url) in [
        ("10.96.0.1", "https://10.96.0.1:12250/"),
        ("fd00::1", "https://[fd00::1]:12250/"),
        ("[fd00::1]", "https://[fd00::1]:12250/"),
        (
            "kubernetes.default.svc",
            "https://kubernetes.default.svc:12250/",
        ),
    ] {
        let shown = format!("{:?}", identity(host).unwrap());
        assert!(shown.contains(url), "{shown}");
    }
    for host in [
        "",
        "evil.example/",
        "me@evil.example",
        "h:80",
        "h?",
        "h#",
        "a b",
        "::1]",
    ] {
        let error = identity(host).unwrap_err();
        assert!(
            matches!(error, AuthError::Variable { .. }),
            "{host}: {error}"
        );
    }
}

#[tokio::test]
async fn a_basic_cluster_is_recognised() {
    let pod = Pod::new();
    pod.emulator
        .control()
        .add_fault(Fault::statuses([403]))
        .unwrap();
    let error = pod.identity().fetch(now()).await.unwrap_err();
    assert!(error.to_string().contains("enhanced cluster"), "{error}");
}
